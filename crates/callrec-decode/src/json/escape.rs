//! Escapes in texts.

use crate::Reason;

/// Whether every escape of a text is one that JSON has, and every surrogate one of a pair.
pub(super) fn check(text: &[u8]) -> Result<(), Reason> {
    unescape_into(text, |_| {}).ok_or(Reason::Escape)
}

/// Appends the text that is meant; on an escape that JSON does not have `into` holds part of it.
pub(super) fn unescape(text: &[u8], into: &mut Vec<u8>) -> Result<(), Reason> {
    unescape_into(text, |bytes| into.extend_from_slice(bytes)).ok_or(Reason::Escape)
}

fn unescape_into(text: &[u8], mut push: impl FnMut(&[u8])) -> Option<()> {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        push(&rest[..at]);
        let (escape, after) = rest.get(at + 1..)?.split_first()?;
        rest = after;
        let plain = match escape {
            b'"' | b'\\' | b'/' => *escape,
            b'b' => 0x08,
            b'f' => 0x0C,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                let (letter, after) = unicode(rest)?;
                rest = after;
                push(letter.encode_utf8(&mut [0; 4]).as_bytes());
                continue;
            }
            _ => return None,
        };
        push(&[plain]);
    }
    push(rest);
    Some(())
}

/// The character whose digits come next, and what follows it.
fn unicode(text: &[u8]) -> Option<(char, &[u8])> {
    let (unit, rest) = four_digits(text)?;
    if !(0xD800..0xE000).contains(&unit) {
        return char::from_u32(unit).map(|letter| (letter, rest));
    }
    let (low, rest) = four_digits(rest.strip_prefix(b"\\u")?)?;
    if unit >= 0xDC00 || !(0xDC00..0xE000).contains(&low) {
        return None;
    }
    let code = 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    char::from_u32(code).map(|letter| (letter, rest))
}

fn four_digits(text: &[u8]) -> Option<(u32, &[u8])> {
    let (digits, rest) = text.split_first_chunk::<4>()?;
    let mut value = 0;
    for &digit in digits {
        value = value << 4 | char::from(digit).to_digit(16)?;
    }
    Some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::{check, unescape};
    use crate::Reason;

    fn plain(text: &str) -> Option<String> {
        let mut into = Vec::new();
        let done = unescape(text.as_bytes(), &mut into);
        assert_eq!(check(text.as_bytes()), done, "{text}");
        done.ok().map(|()| String::from_utf8(into).expect("escapes give UTF-8"))
    }

    #[test]
    fn every_escape() {
        assert_eq!(plain(r#"N\/A \"\\\b\f\n\r\t"#).as_deref(), Some("N/A \"\\\u{8}\u{c}\n\r\t"));
        assert_eq!(
            plain(r"C\u00f4te \u20AC\ud83D\ude00!").as_deref(),
            Some("C\u{f4}te \u{20ac}\u{1f600}!")
        );
        assert_eq!(plain(r"\u0000").as_deref(), Some("\0"));
    }

    #[test]
    fn what_json_does_not_have() {
        for text in [
            r"\x",
            r"\",
            r"\u",
            r"\u12",
            r"\u12G4",
            r"\u+123",
            r"\ud800",
            r"\ud800x",
            r"\ud800\n",
            r"\ud800\u0041",
            r"\udc00",
            r"\udc00\ud800",
            r"\U0041",
            r"\'",
            r"\ud800\ud800",
        ] {
            assert_eq!(check(text.as_bytes()), Err(Reason::Escape), "{text}");
            assert_eq!(plain(text), None, "{text}");
        }
    }
}
