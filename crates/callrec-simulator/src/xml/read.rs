//! Documents from requests. What XML 1.0 forbids is refused here where the parser lets it pass:
//! a second root, text outside of it, open elements at the end. DOCTYPE is refused whatever it says.

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesRef, BytesStart, Event},
};

use super::Element;

/// No request nests deeper than five.
const MOST_DEPTH: usize = 32;

/// Why a body is no document: one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Malformed(pub(crate) String);

impl<E: std::error::Error> From<E> for Malformed {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// The root element of a document in UTF-8.
pub(crate) fn parse(document: &[u8]) -> Result<Element, Malformed> {
    let refuse = |reason: &str| Err(Malformed(reason.to_owned()));
    let text = str::from_utf8(document)?;
    let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    reader.config_mut().check_end_names = true;
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        let event = reader.read_event()?;
        match event {
            Event::Start(start) => {
                if root.is_some() || open.len() == MOST_DEPTH {
                    return refuse("a second root, or too many levels");
                }
                open.push(element_of(&start)?);
            }
            Event::Empty(start) => {
                if root.is_some() {
                    return refuse("a second root");
                }
                let element = element_of(&start)?;
                close(element, &mut open, &mut root);
            }
            Event::End(_) => {
                let Some(element) = open.pop() else { return refuse("an end without a start") };
                if !element.text.chars().all(is_allowed) {
                    return refuse("a character that XML does not have");
                }
                close(element, &mut open, &mut root);
            }
            Event::Text(piece) => {
                let piece = piece.xml10_content();
                match open.last_mut() {
                    Some(element) => element.text.push_str(&piece),
                    None if piece.trim().is_empty() => {}
                    None => return refuse("text outside of the root"),
                }
            }
            Event::CData(piece) => match open.last_mut() {
                Some(element) => element.text.push_str(&piece.xml10_content()),
                None => return refuse("text outside of the root"),
            },
            Event::GeneralRef(reference) => match open.last_mut() {
                Some(element) => element.text.push(resolved(&reference)?),
                None => return refuse("a reference outside of the root"),
            },
            Event::DocType(_) => return refuse("a DOCTYPE"),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof if open.is_empty() => {
                return root.ok_or_else(|| Malformed("no root".to_owned()));
            }
            Event::Eof => return refuse("the end of the body within an element"),
        }
    }
}

fn close(element: Element, open: &mut [Element], root: &mut Option<Element>) {
    match open.last_mut() {
        Some(parent) => parent.children.push(element),
        None => *root = Some(element),
    }
}

fn element_of(start: &BytesStart<'_>) -> Result<Element, Malformed> {
    let mut element = Element::new(start.name().into_inner());
    for attribute in start.attributes() {
        let attribute = attribute?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0)?;
        element.attributes.push((attribute.key.into_inner().to_owned(), value.into_owned()));
    }
    Ok(element)
}

/// A reference to a character or to one of the five entities that need no declaration.
fn resolved(reference: &BytesRef<'_>) -> Result<char, Malformed> {
    if let Some(character) = reference.resolve_char_ref()? {
        return Ok(character);
    }
    Ok(match &*reference.xml10_content() {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        other => return Err(Malformed(format!("the entity {other}"))),
    })
}

/// Whether XML 1.0 allows the character in a document.
fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_becomes_a_tree() {
        let root = parse(
            "\u{feff}<?xml version=\"1.0\"?>\n<!-- c --><a x='1 &amp; 2'> t<b/>&lt;&#x41;<![CDATA[<c>]]><b> y </b></a>\n"
                .as_bytes(),
        )
        .unwrap();
        assert_eq!((root.name.as_str(), root.attribute("x")), ("a", Some("1 & 2")));
        assert_eq!(root.text, " t<A<c>");
        assert_eq!(root.children_named("b").count(), 2);
        assert_eq!(root.children[1].text, " y ");
        assert_eq!((root.text_of("b"), root.filled("b")), (Some(""), None));
    }

    #[test]
    fn what_is_no_document_is_refused() {
        for bad in [
            "",
            "text",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "<a></a>text",
            "<a><b></a></b>",
            "<!DOCTYPE a><a/>",
            "<a>&x;</a>",
            "<a>&#0;</a>",
            "<a>\u{1}</a>",
            "<a x='1' x='2'/>",
            "<assignedCount>5</email>/assignedCount>",
            "<a><<status>registered</status> ></a>",
        ] {
            assert!(parse(bad.as_bytes()).is_err(), "{bad:?}");
        }
        assert!(parse(b"<a>\xff</a>").is_err());
        assert!(parse("<a>".repeat(100_000).as_bytes()).is_err());
    }
}
