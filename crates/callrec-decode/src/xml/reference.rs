//! Character references and the five predefined entities: no other reference means anything here.

use std::ops::Range;

use super::fault::Fault;

/// The character that `&name;` stands for.
pub(super) fn resolve(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => digits(hex, 16)?,
                None => digits(number, 10)?,
            };
            char::from_u32(code).filter(|&character| is_xml(character))
        }
    }
}

/// `from_str_radix` alone would take a sign.
fn digits(text: &str, radix: u32) -> Option<u32> {
    let valid = !text.is_empty() && text.chars().all(|digit| digit.is_digit(radix));
    if valid { u32::from_str_radix(text, radix).ok() } else { None }
}

/// `Char` of XML 1.0: NUL and most control characters are none, not even by reference.
fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Appends an element's text, in which there is no CR and no `]]>`, with references resolved; gives
/// where it stands without white space at both ends. `None` for a reference that does not resolve.
pub(super) fn expand_text(raw: &str, into: &mut String) -> Option<Range<usize>> {
    const SPACES: [char; 4] = [' ', '\t', '\r', '\n'];
    let from = into.len();
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        into.push_str(&rest[..at]);
        let reference = &rest[at + 1..];
        let end = memchr::memchr(b';', reference.as_bytes())?;
        into.push(resolve(&reference[..end])?);
        rest = &reference[end + 1..];
    }
    into.push_str(rest);
    let padded = &into[from..];
    let start = from + padded.len() - padded.trim_start_matches(SPACES).len();
    Some(start..start + padded.trim_matches(SPACES).len())
}

/// Appends an attribute's value: references resolved, each white space character a space.
pub(super) fn expand_attribute(raw: &str, into: &mut String) -> Result<(), Fault> {
    let mut rest = raw;
    while let Some(at) = rest.find(['&', '\t', '\n', '\r']) {
        into.push_str(&rest[..at]);
        let offset = raw.len() - rest.len() + at;
        let tail = &rest[at..];
        if let Some(reference) = tail.strip_prefix('&') {
            let end = reference.find(';').ok_or_else(|| unknown(offset))?;
            into.push(resolve(&reference[..end]).ok_or_else(|| unknown(offset))?);
            rest = &reference[end + 1..];
        } else {
            into.push(' ');
            rest = tail.strip_prefix("\r\n").unwrap_or(&tail[1..]);
        }
    }
    into.push_str(rest);
    Ok(())
}

/// The error for a reference that does not resolve.
pub(super) fn unknown(at: usize) -> Fault {
    Fault::xml(at, "a reference that is neither predefined nor to a character of XML")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        for (name, character) in
            [("amp", '&'), ("#65", 'A'), ("#x41", 'A'), ("#x1F600", '😀'), ("#10", '\n')]
        {
            assert_eq!(resolve(name), Some(character), "{name}");
        }
        for name in [
            "", "#", "#x", "#0", "#x0", "#1", "#xD800", "#xFFFE", "#x110000", "#+65", "#X41",
            "nbsp",
        ] {
            assert_eq!(resolve(name), None, "{name}");
        }
    }

    #[test]
    fn attribute_values() {
        let mut value = String::new();
        expand_attribute("a&amp;b\r\n\tc&#10;", &mut value).expect("valid");
        assert_eq!(value, "a&b  c\n");
        for (raw, at) in [("ab&x;", 2), ("a&b", 1), ("&#0;", 0)] {
            assert_eq!(expand_attribute(raw, &mut String::new()).expect_err(raw).at, at);
        }
    }
}
