//! One request as the handlers see it.

use axum::http::{HeaderMap, Method, Uri};
use bytes::Bytes;

use crate::parameters::Parameters;

/// A request with its whole body.
pub(crate) struct Incoming {
    /// Its place in the log.
    pub(crate) entry: usize,
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The named segments of the route, decoded.
    pub(crate) segments: Vec<(String, String)>,
}

impl Incoming {
    /// A named segment of the route; empty where the route has none such.
    pub(crate) fn segment(&self, name: &str) -> &str {
        let found = self.segments.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// The query, decoded.
    ///
    /// # Errors
    /// One sentence: what is wrong with its encoding.
    pub(crate) fn query(&self) -> Result<Parameters, String> {
        Parameters::parse(self.uri.query().unwrap_or_default())
    }

    /// A header's text; none where it is missing or not of visible ASCII.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}
