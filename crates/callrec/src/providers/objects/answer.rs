//! What the answer to a write says. Where it is a document at all, it was carried out whatever the
//! document looks like: what cannot be read is a warning (reading B35).

use std::borrow::Cow;

use callrec_decode::{Content, DecodeOptions, ReportDecoder, sniff};
use quick_xml::events::Event;

use super::{Outcome, Row, User};
use crate::Result;

/// The element that says how it went, where no object comes (SEED).
const MESSAGE: &str = "message";

/// Characters of an element's name that are looked at.
const MOST_NAME: usize = 64;

/// The answer of an operation that gives no object: a message, nothing, or a document of which `own`
/// are the names that the operation itself knows.
pub(in crate::providers) fn no_object(
    own: &'static [&'static str],
) -> impl Fn(&[u8]) -> Outcome<()> {
    move |body| {
        let mut outcome = Outcome::new();
        match message(body) {
            Ok(Some(message)) => outcome.message = Some(message),
            Ok(None) => {
                let other = root(body)
                    .filter(|root| !own.iter().any(|name| name.eq_ignore_ascii_case(root)));
                let warning = other.map(|root| {
                    format!("by its status it was carried out, but the answer is a {root:?}")
                });
                outcome.warnings.extend(warning);
            }
            Err(why) => outcome.warnings.push(unreadable(&why)),
        }
        outcome
    }
}

/// The answer of an operation on a user: the user, a message in its place, or nothing. Warns of one
/// that is about another user.
pub(in crate::providers) fn about(username: &str) -> impl Fn(&[u8]) -> Outcome<User> {
    move |body| {
        let outcome = object::<User>(body);
        let other = outcome.value.as_ref();
        let other = other.filter(|user| !user.username.eq_ignore_ascii_case(username));
        let warning = other.map(|user| format!("the answer is about {:?}", user.username));
        outcome.warn(warning)
    }
}

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

/// The name of the root element, as far as there is one: text in its place is no document.
pub(in crate::providers) fn root(body: &[u8]) -> Option<String> {
    let text = text(body);
    let mut reader = quick_xml::Reader::from_str(text.trim_start_matches('\u{feff}'));
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => {
                return Some(tag.local_name().as_ref().chars().take(MOST_NAME).collect());
            }
            Event::Text(text) if !text.trim().is_empty() => return None,
            Event::CData(_) | Event::GeneralRef(_) | Event::Eof => return None,
            _ => {}
        }
    }
}

/// Whether something came that is no XML document. A page or a text proves nothing, whatever its
/// status is (reading C17).
pub(in crate::providers) fn is_no_document(body: &[u8]) -> bool {
    sniff(body, true) != Some(Content::Empty) && root(body).is_none()
}

/// Names are ASCII in any encoding that may come: what else is lost does not matter.
fn text(body: &[u8]) -> Cow<'_, str> {
    let units = |unit: fn([u8; 2]) -> u16| {
        let pairs = body.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        Cow::Owned(String::from_utf16_lossy(&pairs.collect::<Vec<_>>()))
    };
    match body {
        [0xff, 0xfe, ..] => units(u16::from_le_bytes),
        [0xfe, 0xff, ..] => units(u16::from_be_bytes),
        _ => String::from_utf8_lossy(body),
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

/// The text of the root if that is a `message`, as it came: white space may belong to a secret that
/// it repeats. An error where the body is no XML.
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
                    found.push(referred(&name));
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
    Ok(found)
}

/// A character by its number, or by one of the five names that every XML document may use. A secret
/// that a service repeats is only found where it is read as it was sent.
fn referred(name: &str) -> char {
    let number = match name.strip_prefix(['#']) {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok(),
            None => number.parse().ok(),
        },
        None => match name {
            "lt" => Some(u32::from('<')),
            "gt" => Some(u32::from('>')),
            "amp" => Some(u32::from('&')),
            "quot" => Some(u32::from('"')),
            "apos" => Some(u32::from('\'')),
            _ => None,
        },
    };
    number.and_then(char::from_u32).unwrap_or('?')
}

fn unreadable(why: &str) -> String {
    format!("it was carried out, but the answer cannot be read: {why}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{User, Xml};
    use super::*;

    const MESSAGE: &str = "<message>Operation completed successfully</message>";

    fn told(body: &str) -> Outcome<()> {
        no_object(&["costcenter"])(body.as_bytes())
    }

    #[test]
    fn objects_messages_and_nothing() {
        let user = object::<User>(b"<endUser><username> a@b </username></endUser>");
        assert_eq!(user.value.expect("a user").username, "a@b");
        assert!(user.warnings.is_empty());
        let user = object::<User>(MESSAGE.as_bytes());
        assert_eq!(user.message.as_deref(), Some("Operation completed successfully"));
        assert!(user.value.is_none() && user.warnings.is_empty());
        for body in ["", " \r\n"] {
            let nothing = object::<User>(body.as_bytes());
            assert!(nothing.value.is_none() && nothing.warnings.is_empty());
            assert!(told(body).warnings.is_empty());
        }
        assert_eq!(told(MESSAGE).message.as_deref(), Some("Operation completed successfully"));
        assert!(told("<CostCenter><id>1</id></CostCenter>").warnings.is_empty());
        let decoded = told("<message>a &amp; b&#39;s &#xe9;&x;</message>").message;
        assert_eq!(decoded.as_deref(), Some("a & b's é?"));
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
            ("\u{feff}<a/>", Some("a")),
            ("no", None),
            ("no <endUser/>", None),
            ("", None),
            ("<", None),
        ] {
            assert_eq!(root(body.as_bytes()).as_deref(), name, "{body}");
            assert_eq!(is_no_document(body.as_bytes()), name.is_none() && !body.is_empty());
        }
        assert_eq!(root(b"\xff\xfe<\0a\0/\0>\0").as_deref(), Some("a"));
        assert_eq!(root(b"<a>\xe9</a>").as_deref(), Some("a"));
        let long = format!("<{}/>", "a".repeat(9999));
        assert_eq!(root(long.as_bytes()).map(|name| name.len()), Some(MOST_NAME));
    }

    /// Something that is neither a message nor what the operation is about may be an error in disguise.
    #[test]
    fn another_root_is_a_warning() {
        let told = told("<result>The cost center is locked.</result>");
        assert_eq!(told.warnings.len(), 1);
        assert!(told.warnings[0].contains("\"result\""), "{told:?}");
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
            let told = told(body);
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
