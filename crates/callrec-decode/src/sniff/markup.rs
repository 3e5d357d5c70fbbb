//! Bodies that begin with `<`: XML, HTML, and errors in either.

use memchr::memmem;

use super::text::auth_required;
use super::{Content, Found, Window};

/// Elements that only HTML begins with.
const HTML_ELEMENTS: [&str; 14] = [
    "html", "head", "body", "title", "meta", "form", "script", "style", "center", "div", "table",
    "p", "h1", "br",
];

pub(super) fn judge(body: Window<'_>) -> Option<Content> {
    let mut rest = body;
    // What may stand before the root: declaration, instructions, comments, a document type.
    loop {
        rest = rest.skip_white_space();
        let end = match rest.begins_with(b"<!--") {
            Found::Yes => memmem::find(rest.bytes, b"-->").map(|at| at + 3),
            Found::Maybe => return None,
            Found::No => match (rest.bytes.first(), rest.bytes.get(1)) {
                (Some(b'<'), Some(b'?')) => memmem::find(rest.bytes, b"?>").map(|at| at + 2),
                (Some(b'<'), Some(b'!')) => return document_type(rest),
                (Some(b'<'), Some(_)) => return root(rest),
                (Some(b'<') | None, _) => return rest.otherwise(Content::Xml),
                _ => return Some(Content::Unknown),
            },
        };
        match end {
            Some(end) => rest = rest.after(end),
            None => return rest.otherwise(Content::Xml),
        }
    }
}

/// `<!DOCTYPE html …>`; any other document type is for the XML decoder to refuse.
fn document_type(rest: Window<'_>) -> Option<Content> {
    match rest.begins_with(b"<!doctype") {
        Found::Maybe => return None,
        Found::No => return Some(Content::Xml),
        Found::Yes => {}
    }
    let name = rest.after(b"<!doctype".len()).skip_white_space();
    match name.begins_with(b"html") {
        Found::Yes => html(rest),
        Found::No => Some(Content::Xml),
        Found::Maybe => None,
    }
}

fn root(rest: Window<'_>) -> Option<Content> {
    let tag = &rest.bytes[1..];
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.:".contains(byte) || *byte > 127;
    let length = tag.iter().take_while(|byte| is_name(byte)).count();
    if length == tag.len() && !rest.settled() {
        return None;
    }
    let name = String::from_utf8_lossy(&tag[..length]).to_ascii_lowercase();
    let name = name.rsplit(':').next().unwrap_or_default();
    if HTML_ELEMENTS.contains(&name) {
        html(rest)
    } else if is_error(name) {
        Some(Content::ServiceError)
    } else {
        Some(Content::Xml)
    }
}

/// `<error>`, `<errors>`, `<errorResponse>`, `<Fault>`, `<ServiceException>`.
fn is_error(name: &str) -> bool {
    name.starts_with("error") || name == "fault" || name.ends_with("exception")
}

fn html(page: Window<'_>) -> Option<Content> {
    let folded = page.bytes.to_ascii_lowercase();
    if asks_for_a_login(&folded) {
        return Some(Content::LoginPage);
    }
    if !page.settled() {
        return None;
    }
    let title = memmem::find(&folded, b"<title>").map(|at| page.after(at + b"<title>".len()));
    let refused = title.is_some_and(|title| auth_required(title.skip_white_space()) == Found::Yes);
    Some(if refused { Content::AuthRequired } else { Content::HtmlPage })
}

/// An input for a password, or a form that posts to something named login.
fn asks_for_a_login(folded: &[u8]) -> bool {
    tags(folded, b"<input").any(|tag| {
        [&b"type=\"password\""[..], b"type='password'", b"type=password"]
            .iter()
            .any(|text| memmem::find(tag, text).is_some())
    }) || tags(folded, b"<form").any(|tag| {
        [&b"login"[..], b"logon", b"signin", b"sign-in", b"j_security_check"]
            .iter()
            .any(|text| memmem::find(tag, text).is_some())
    })
}

/// The complete tags that begin with `opening`.
fn tags<'a>(folded: &'a [u8], opening: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    memmem::find_iter(folded, opening).filter_map(|at| {
        let tag = &folded[at..];
        memchr::memchr(b'>', tag).map(|end| &tag[..end])
    })
}
