//! Names and attributes of a tag.

use quick_xml::events::BytesStart;
use quick_xml::events::attributes::AttrError;

use super::fault::Fault;
use super::token::Kind;
use super::{name, reference};
use crate::DecodeErrorKind;

/// The name in a start, end or empty tag.
pub(super) fn name(kind: Kind, tag: &[u8]) -> Result<&str, Fault> {
    let inside = match kind {
        Kind::End => tag[2..tag.len() - 1].trim_ascii_end(),
        _ => {
            let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
            let length = tag[1..].iter().position(ends).unwrap_or_default();
            &tag[1..=length]
        }
    };
    if !name::is_valid(inside) {
        return Err(Fault::xml(0, "a tag without a valid name"));
    }
    std::str::from_utf8(inside)
        .map_err(|_| Fault::new(DecodeErrorKind::Utf8, 0, "a tag whose name is not UTF-8"))
}

/// The start or empty tag in the form that has attributes.
pub(super) fn parsed<'a>(tag: &'a [u8], name: &str) -> Result<BytesStart<'a>, Fault> {
    let text = std::str::from_utf8(tag).map_err(|error| {
        Fault::new(DecodeErrorKind::Utf8, error.valid_up_to(), "a tag that is not UTF-8")
    })?;
    let content = text[1..text.len() - 1].strip_suffix('/').unwrap_or(&text[1..text.len() - 1]);
    Ok(BytesStart::from_content(content, name.len()))
}

/// Calls `each` with the name and the value of every attribute, namespace declarations aside.
pub(super) fn attributes(
    tag: &BytesStart<'_>,
    limit: usize,
    value: &mut String,
    mut each: impl FnMut(&str, &str),
) -> Result<(), Fault> {
    for (index, attribute) in tag.attributes().enumerate() {
        if index == limit {
            let detail = format!("more than {limit} attributes in one tag");
            return Err(Fault::new(DecodeErrorKind::Limit, 0, detail));
        }
        // Positions of quick-xml are counted behind the `<`.
        let attribute = attribute.map_err(|error| match error {
            AttrError::Duplicated(at, _) => Fault::xml(at + 1, "an attribute that is there twice"),
            AttrError::ExpectedEq(at)
            | AttrError::ExpectedValue(at)
            | AttrError::UnquotedValue(at)
            | AttrError::ExpectedQuote(at, _) => Fault::xml(at + 1, "a malformed attribute"),
        })?;
        let key = attribute.key.as_ref();
        if !name::is_valid(key.as_bytes()) {
            return Err(Fault::xml(0, "an attribute without a valid name"));
        }
        value.clear();
        reference::expand_attribute(&attribute.value, value)
            .map_err(|fault| Fault { at: 0, ..fault })?;
        if key != "xmlns" && !key.starts_with("xmlns:") {
            each(key, value);
        }
    }
    Ok(())
}
