//! What a handler answers, before framing and faults.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex},
};

use axum::http::{HeaderName, StatusCode};
use bytes::Bytes;

use crate::{
    GzipFault,
    data::{CdrFile, Layout},
    gzip,
    locked::locked,
};

/// A status, a body, and the headers that belong to them.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) content_type: String,
    pub(crate) headers: Vec<(HeaderName, String)>,
    pub(crate) content: Content,
    /// Whether it is a report: only their framing follows the switch.
    pub(crate) is_report: bool,
}

/// A body that is there, or one that is made while it is sent.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    Ready(Bytes),
    Cdr {
        file: Arc<CdrFile>,
        layout: Layout,
        /// Company, operation and period: what the length is remembered under.
        name: String,
    },
    Made(Made),
}

/// A body that is made anew at each reading, the same each time.
#[derive(Clone)]
pub(crate) struct Made(Arc<dyn Fn() -> Pieces + Send + Sync>);

type Pieces = Box<dyn Iterator<Item = Bytes> + Send>;

impl fmt::Debug for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Made")
    }
}

impl Answer {
    pub(crate) fn new(status: StatusCode, content_type: &str, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            content_type: content_type.to_owned(),
            headers: Vec::new(),
            content: Content::Ready(body.into()),
            is_report: false,
        }
    }

    pub(crate) fn text(status: StatusCode, text: impl Into<String>) -> Self {
        Self::new(status, "text/plain;charset=UTF-8", text.into())
    }

    pub(crate) fn html(status: StatusCode, page: impl Into<String>) -> Self {
        Self::new(status, "text/html;charset=UTF-8", page.into())
    }

    pub(crate) fn report(content_type: &str, content: Content) -> Self {
        Self { content, is_report: true, ..Self::new(StatusCode::OK, content_type, "") }
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

impl Content {
    /// A body out of a function that begins it anew at each call.
    pub(crate) fn made(make: impl Fn() -> Pieces + Send + Sync + 'static) -> Self {
        Self::Made(Made(Arc::new(make)))
    }

    /// The body in pieces, none of them empty.
    pub(crate) fn chunks(&self) -> Box<dyn Iterator<Item = Bytes> + Send> {
        match self {
            Self::Ready(bytes) => Box::new((!bytes.is_empty()).then(|| bytes.clone()).into_iter()),
            Self::Cdr { file, layout, .. } => Box::new(file.chunks(*layout)),
            Self::Made(Made(make)) => make(),
        }
    }

    /// The body as it is sent: compressed, where that is said.
    pub(crate) fn encoded(
        &self,
        compression: Option<GzipFault>,
    ) -> Box<dyn Iterator<Item = Bytes> + Send> {
        match compression {
            Some(fault) => gzip::compressed(self.chunks(), fault),
            None => self.chunks(),
        }
    }
}

/// Lengths of files that were once counted.
#[derive(Debug, Default)]
pub(crate) struct Lengths(Mutex<HashMap<(String, Layout), u64>>);

impl Lengths {
    pub(crate) async fn of(&self, content: &Content, compression: Option<GzipFault>) -> u64 {
        let (file, layout, name) = match (content, compression) {
            (Content::Ready(bytes), None) => return bytes.len() as u64,
            (Content::Cdr { file, layout, name }, None) => {
                (Arc::clone(file), *layout, name.clone())
            }
            // What is compressed, or may be another body the next time, is written to nowhere.
            _ => {
                let content = content.clone();
                let counted = tokio::task::spawn_blocking(move || {
                    content.encoded(compression).map(|piece| piece.len() as u64).sum()
                });
                return counted
                    .await
                    .unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
            }
        };
        let key = (name, layout);
        if let Some(&known) = locked(&self.0).get(&key) {
            return known;
        }
        let counted = tokio::task::spawn_blocking(move || file.byte_len(layout)).await;
        let length = counted.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
        locked(&self.0).insert(key, length);
        length
    }
}
