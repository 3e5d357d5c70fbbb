//! What the answer to a write says. It was carried out whatever its answer looks like: what cannot be
//! read is a warning (reading B35).

use callrec_decode::{Content, DecodeOptions, ReportDecoder, sniff};
use quick_xml::events::Event;

use super::{Outcome, Row};
use crate::Result;

/// The element that says how it went, where no object comes (SEED).
const MESSAGE: &str = "message";

/// How an answer is read.
pub(in crate::providers) type Answer<T> = fn(&[u8]) -> Outcome<T>;

/// The answer of an operation that gives no object: a message, or anything that is XML.
pub(in crate::providers) const NO_OBJECT: Answer<()> = |body| {
    let mut outcome = Outcome::new();
    match message(body) {
        Ok(message) => outcome.message = message,
        Err(why) => outcome.warnings.push(unreadable(&why)),
    }
    outcome
};

/// The answer of an operation that gives an object, or a message in its place, or nothing
/// (reading B41).
pub(in crate::providers) fn object<T: Row>(body: &[u8]) -> Outcome<T> {
    let mut outcome = Outcome::new();
    if sniff(body, true) == Some(Content::Empty) {
        return outcome;
    }
    if let Ok(Some(message)) = message(body) {
        outcome.message = Some(message);
        return outcome;
    }
    match decode::<T>(body) {
        Ok((mut objects, None)) if objects.len() == 1 => outcome.value = objects.pop(),
        Ok((_, Some(why))) | Err(why) => outcome.warnings.push(unreadable(&why)),
        Ok((objects, None)) => {
            outcome.warnings.push(format!("the answer holds {} objects, not one", objects.len()));
        }
    }
    outcome
}

/// The name of the root element, as far as there is one.
pub(in crate::providers) fn root(body: &[u8]) -> Option<String> {
    let mut reader = quick_xml::Reader::from_str(std::str::from_utf8(body).ok()?);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => {
                return Some(tag.local_name().as_ref().to_owned());
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// The objects, and why one of them could not be read.
fn decode<T: Row>(body: &[u8]) -> Result<(Vec<T>, Option<String>), String> {
    let mut decoder = ReportDecoder::new(T::REPORT, DecodeOptions::default());
    let mut objects = Vec::new();
    let mut rest = body;
    let text = |error: callrec_decode::DecodeError| error.to_string();
    loop {
        let taken = decoder.decode(rest).map_err(text)?;
        rest = &rest[taken..];
        if rest.is_empty() {
            decoder.finish().map_err(text)?;
        }
        let mut moved = taken > 0;
        while let Some(batch) = decoder.flush().map_err(text)? {
            moved = true;
            objects.append(&mut T::rows(&batch).map_err(|error| error.to_string())?);
        }
        if rest.is_empty() || !moved {
            break;
        }
    }
    let quarantined = decoder.take_quarantined();
    let why = quarantined.first().map(|record| match &record.column {
        Some(column) => format!("{}, column {column}", record.reason),
        None => record.reason.to_string(),
    });
    Ok((objects, why))
}

/// The text of the root if that is a `message`; an error where the body is no XML.
fn message(body: &[u8]) -> Result<Option<String>, String> {
    let text = std::str::from_utf8(body).map_err(|_| "it is not UTF-8".to_owned())?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    let mut reader = quick_xml::Reader::from_str(text);
    let mut found: Option<String> = None;
    let (mut depth, mut roots) = (0_usize, 0);
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        match event {
            Event::Start(tag) => {
                if depth == 0 {
                    roots += 1;
                    if tag.local_name().as_ref().eq_ignore_ascii_case(MESSAGE) {
                        found = Some(String::new());
                    }
                }
                depth += 1;
            }
            Event::Empty(_) if depth == 0 => roots += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(text) if depth == 1 => {
                if let Some(found) = &mut found {
                    found.push_str(&text.into_inner());
                }
            }
            Event::GeneralRef(name) if depth == 1 => {
                if let Some(found) = &mut found {
                    found.push_str(named(&name));
                }
            }
            Event::Text(text) if depth == 0 && !text.trim().is_empty() => {
                return Err("text outside of the root element".to_owned());
            }
            Event::DocType(_) => return Err("a document type".to_owned()),
            Event::Eof if depth > 0 => return Err("it ends inside an element".to_owned()),
            Event::Eof if roots != 1 => return Err("it has no single root element".to_owned()),
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(found.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// The five names that every XML document may use.
fn named(name: &str) -> &'static str {
    match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => "?",
    }
}

fn unreadable(why: &str) -> String {
    format!("it was carried out, but the answer cannot be read: {why}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{User, Xml};
    use super::*;

    const MESSAGE: &str = "<message> Operation completed\n successfully </message>";

    #[test]
    fn objects_messages_and_nothing() {
        let user = object::<User>(b"<endUser><username> a@b </username></endUser>");
        assert_eq!(user.value.expect("a user").username, "a@b");
        assert!(user.warnings.is_empty());
        let told = object::<User>(MESSAGE.as_bytes());
        assert_eq!(told.message.as_deref(), Some("Operation completed successfully"));
        assert!(told.value.is_none() && told.warnings.is_empty());
        for body in ["", " \r\n"] {
            let nothing = object::<User>(body.as_bytes());
            assert!(nothing.value.is_none() && nothing.warnings.is_empty());
            assert!(NO_OBJECT(body.as_bytes()).warnings.is_empty());
        }
        let told = NO_OBJECT(MESSAGE.as_bytes());
        assert_eq!(told.message.as_deref(), Some("Operation completed successfully"));
        assert!(NO_OBJECT(b"<costcenter><id>1</id></costcenter>").warnings.is_empty());
        assert_eq!(NO_OBJECT(b"<message>a &amp; b</message>").message.as_deref(), Some("a & b"));
    }

    proptest! {
        /// What is written is read again, whatever characters it has; the reader trims, and takes the
        /// word null for nothing.
        #[test]
        fn what_is_written_is_read(
            fname in "[^\\p{C}\\p{Z}]([^\\p{C}]{0,12}[^\\p{C}\\p{Z}])?",
            password in "[^\\p{C}\\p{Z}]([^\\p{C}]{0,12}[^\\p{C}\\p{Z}])?",
        ) {
            prop_assume!(!fname.eq_ignore_ascii_case("null"));
            prop_assume!(!password.eq_ignore_ascii_case("null"));
            let mut xml = Xml::new("endUser").expect("begun");
            xml.text("username", "a@b").expect("written");
            xml.text("fname", &fname).expect("written");
            xml.secret("password", &password.as_str().into()).expect("written");
            let body = xml.finish().expect("finished");
            let read = object::<User>(body.sent.expose().as_bytes());
            prop_assert!(read.warnings.is_empty(), "{:?}", read.warnings);
            let user = read.value.expect("a user");
            prop_assert_eq!(user.fname, Some(fname));
            let read = user.password.expect("a password");
            prop_assert_eq!(read.expose(), password);
        }
    }

    #[test]
    fn roots() {
        for (body, name) in [
            ("<?xml version='1.0'?>\n<!-- a --><x:endUser a='b'/>", Some("endUser")),
            ("<result>no</result>", Some("result")),
            ("no", None),
            ("", None),
            ("<", None),
        ] {
            assert_eq!(root(body.as_bytes()).as_deref(), name, "{body}");
        }
    }

    /// What the guide prints as the answer to un-assigning users (reading B35), and its like.
    #[test]
    fn what_cannot_be_read_is_a_warning() {
        for body in [
            "<message> Operation completed successfully",
            "<message>done</massage>",
            "done",
            "<message/><message/>",
            "<!DOCTYPE x><message>x</message>",
        ] {
            let told = NO_OBJECT(body.as_bytes());
            assert_eq!(told.warnings.len(), 1, "{body}");
            assert!(told.warnings[0].starts_with("it was carried out"), "{told:?}");
            assert_eq!(object::<User>(body.as_bytes()).warnings.len(), 1, "{body}");
        }
        for body in [
            "<endUser><username>a</username>",
            "<endUser><email>a</email></endUser>",
            "<endUsers><endUser><username>a</username></endUser><endUser><username>b</username></endUser></endUsers>",
        ] {
            let told = object::<User>(body.as_bytes());
            assert!(told.value.is_none(), "{body}");
            assert_eq!(told.warnings.len(), 1, "{body}");
        }
    }
}
