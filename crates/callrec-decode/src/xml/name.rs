//! Names of elements and attributes.

/// The part behind the namespace prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Whether the name, its prefix, case, space and punctuation left aside, is `folded`.
pub(super) fn is(name: &str, folded: &str) -> bool {
    local(name)
        .bytes()
        .filter(|byte| byte.is_ascii_alphanumeric() || *byte > 127)
        .map(|byte| byte.to_ascii_lowercase())
        .eq(folded.bytes())
}

/// The name in the form that [`is`] compares with.
pub(super) fn folded(name: &str) -> String {
    let kept = |character: &char| character.is_ascii_alphanumeric() || !character.is_ascii();
    local(name).chars().filter(kept).map(|character| character.to_ascii_lowercase()).collect()
}

/// Whether the name is one of these.
pub(super) fn is_any(name: &str, folded: &[&str]) -> bool {
    folded.iter().any(|folded| is(name, folded))
}

/// Whether the folded name holds `part`.
pub(super) fn holds(name: &str, part: &str) -> bool {
    local(name).to_ascii_lowercase().contains(part)
}

/// Whether the bytes may be a name. Beyond ASCII every character is accepted.
pub(super) fn is_valid(name: &[u8]) -> bool {
    let starts = |byte: u8| byte.is_ascii_alphabetic() || byte > 127 || b"_:".contains(&byte);
    let goes_on = |byte: u8| starts(byte) || byte.is_ascii_digit() || b"-.".contains(&byte);
    name.first().is_some_and(|&byte| starts(byte)) && name.iter().all(|&byte| goes_on(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_punctuation_and_prefix_do_not_matter() {
        for name in ["userName", "UserName", "user_name", "USER-NAME", "ipass:userName"] {
            assert!(is(name, "username"), "{name}");
            assert_eq!(folded(name), "username");
        }
        assert!(!is("userNames", "username"));
        assert!(!is("user", "username"));
    }

    #[test]
    fn valid_names() {
        assert!(is_valid(b"a-1.b") && is_valid(b"_a") && is_valid("é".as_bytes()));
        assert!(!is_valid(b"") && !is_valid(b"1a") && !is_valid(b"a b") && !is_valid(b"a=b"));
    }
}
