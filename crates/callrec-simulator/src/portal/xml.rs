//! XML out.

pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// An element with text, on a line of its own.
pub(super) fn push_element(out: &mut Vec<u8>, indent: usize, name: &str, text: &str) {
    out.extend(std::iter::repeat_n(b' ', indent));
    out.extend_from_slice(format!("<{name}>").as_bytes());
    push_escaped(out, text);
    out.extend_from_slice(format!("</{name}>\n").as_bytes());
}

/// Text with what XML 1.0 must not see as markup.
pub(super) fn push_escaped(out: &mut Vec<u8>, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'&' => out.extend_from_slice(b"&amp;"),
            b'<' => out.extend_from_slice(b"&lt;"),
            b'>' => out.extend_from_slice(b"&gt;"),
            b'"' => out.extend_from_slice(b"&quot;"),
            other => out.push(other),
        }
    }
}
