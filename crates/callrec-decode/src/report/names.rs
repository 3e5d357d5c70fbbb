//! What the columns of a report are called by its provider.

use crate::column::Kind;

/// One column of a report, the same in every syntax.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NamedColumn {
    /// Name in the schema.
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// Whether a record without it is set aside.
    pub(crate) required: bool,
    /// Headings or keys it goes by, folded: lower case, letters and digits only.
    pub(crate) names: &'static [&'static str],
}

impl NamedColumn {
    pub(crate) const fn new(
        name: &'static str,
        kind: Kind,
        names: &'static [&'static str],
    ) -> Self {
        Self { name, kind, required: false, names }
    }

    pub(crate) const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Whether a provider's heading or key is one of its names.
    pub(crate) fn is_called(&self, heading: &[u8]) -> bool {
        self.names.iter().any(|name| folds_to(heading, name))
    }
}

/// Whether a heading reads as a folded name: the case of ASCII letters, white space and ASCII
/// punctuation do not count.
pub(crate) fn folds_to(heading: &[u8], name: &str) -> bool {
    let skipped = |byte: &&u8| byte.is_ascii_punctuation() || byte.is_ascii_whitespace();
    let kept = heading.iter().filter(|byte| !skipped(byte));
    kept.map(u8::to_ascii_lowercase).eq(name.bytes())
}

#[cfg(test)]
mod tests {
    use super::folds_to;

    #[test]
    fn case_and_punctuation_do_not_count() {
        for heading in ["Call Cost (NZD)", "call_cost_nzd", "CallCostNZD"] {
            assert!(folds_to(heading.as_bytes(), "callcostnzd"), "{heading}");
        }
        for heading in ["Call Cost", "Call Cost (NZ\u{10d}D)", "callcostnzd2", "call\0cost\0nzd"] {
            assert!(!folds_to(heading.as_bytes(), "callcostnzd"), "{heading}");
        }
    }
}
