//! An error before it has its place.

use std::borrow::Cow;

use crate::DecodeErrorKind;

/// What is wrong, at a byte counted from the start of whatever was being looked at.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) kind: DecodeErrorKind,
    pub(super) detail: Cow<'static, str>,
    pub(super) column: Option<&'static str>,
    /// It lies in the record that would have been the next.
    pub(super) in_record: bool,
}

impl Fault {
    pub(super) fn new(
        kind: DecodeErrorKind,
        at: usize,
        detail: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { at, kind, detail: detail.into(), column: None, in_record: false }
    }

    /// Not well-formed.
    pub(super) fn xml(at: usize, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(DecodeErrorKind::Xml, at, detail)
    }

    /// The same fault seen from the start of something larger.
    pub(super) fn shifted(mut self, by: usize) -> Self {
        self.at += by;
        self
    }
}
