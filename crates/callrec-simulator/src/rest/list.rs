//! Lists: a wrapper around entries, made while they are sent.

use std::sync::Arc;

use axum::http::StatusCode;
use bytes::Bytes;

use super::{CONTENT_TYPE, Call};
use crate::{
    answer::{Answer, Content},
    switches::rest::Wrappers,
    xml::{DECLARATION, Element, Style},
};

/// Entries in one piece of a body, about.
const PIECE_BYTES: usize = 32 * 1024;

/// A list of few entries.
pub(super) fn ready(call: &Call<'_>, wrapper: &str, entries: Vec<Element>) -> Answer {
    let root = Element { children: entries, ..Element::new(wrapper) };
    super::document(call, &root)
}

/// What stands around the entries of a list.
pub(super) struct Around {
    begin: String,
    end: String,
    depth: usize,
}

impl Around {
    /// The wrapper alone.
    pub(super) fn wrapper(name: &str) -> Self {
        let begin = format!("{DECLARATION}<{name}>\n");
        Self { begin, end: format!("</{name}>\n"), depth: 1 }
    }

    /// The wrapper as the last child of a root.
    pub(super) fn wrapper_in(call: &Call<'_>, root: &Element, name: &str) -> Self {
        let style = Style { padding: call.switches.padding };
        let mut begin = format!("{DECLARATION}<{}>\n", root.name);
        root.children.iter().for_each(|child| style.push(&mut begin, 1, child));
        begin.push_str(&format!("  <{name}>\n"));
        Self { begin, end: format!("  </{name}>\n</{}>\n", root.name), depth: 2 }
    }
}

/// A list whose entries are made from what `keys` name, each when it is sent.
pub(super) fn streamed<K, F>(call: &Call<'_>, around: Around, keys: Vec<K>, make: F) -> Answer
where
    K: Send + Sync + 'static,
    F: Fn(&K) -> Element + Clone + Send + Sync + 'static,
{
    let style = Style { padding: call.switches.padding };
    let keys: Arc<[K]> = keys.into();
    let content = Content::made(move || {
        let (keys, make) = (Arc::clone(&keys), make.clone());
        let (mut begin, end, depth) = (around.begin.clone(), around.end.clone(), around.depth);
        let (mut next, mut ended) = (0, false);
        Box::new(std::iter::from_fn(move || {
            if ended {
                return None;
            }
            let mut piece = std::mem::take(&mut begin);
            while next < keys.len() && piece.len() < PIECE_BYTES {
                style.push(&mut piece, depth, &make(&keys[next]));
                next += 1;
            }
            if next == keys.len() {
                piece.push_str(&end);
                ended = true;
            }
            Some(Bytes::from(piece))
        }))
    });
    Answer { content, ..Answer::new(StatusCode::OK, CONTENT_TYPE, "") }
}

/// The element around a list of `item`s (B26).
pub(super) fn wrapper(call: &Call<'_>, item: &str) -> String {
    match call.switches.wrappers {
        Wrappers::Plural => format!("{item}s"),
        Wrappers::List => "list".to_owned(),
        Wrappers::WithList => format!("{item}List"),
        Wrappers::Collection => "collection".to_owned(),
    }
}
