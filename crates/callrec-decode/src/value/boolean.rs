//! Yes and No as the portal's reports print them.

/// `Yes`/`No`, `true`/`false`, `1`/`0`, in any case (readings A18 and A20).
pub(crate) fn boolean(cell: &[u8]) -> Option<bool> {
    // No two of the words have the same length but `1` and `0`.
    let (word, value): (&[u8], bool) = match cell.len() {
        1 => return matches!(cell, b"0" | b"1").then_some(cell == b"1"),
        2 => (b"no", false),
        3 => (b"yes", true),
        4 => (b"true", true),
        5 => (b"false", false),
        _ => return None,
    };
    cell.eq_ignore_ascii_case(word).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::boolean;

    #[test]
    fn known_words_only() {
        for (text, value) in [("Yes", true), ("NO", false), ("true", true), ("0", false)] {
            assert_eq!(boolean(text.as_bytes()), Some(value), "{text}");
        }
        for text in ["", "y", "yes ", "2", "01", "on"] {
            assert_eq!(boolean(text.as_bytes()), None, "{text}");
        }
    }
}
