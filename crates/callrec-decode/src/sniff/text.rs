//! Bodies that do not begin with `<`: delimited text, JSON, and the short texts that come instead.

use super::{Content, Found, Window};

/// The whole body of a period without records (OBS).
const NO_DATA: &[u8] = b"no data";

/// What a server without a valid session prints, with whatever status. The first is OBS, the others
/// are what common web servers print for the same (INF).
const AUTH_REQUIRED: [&[u8]; 8] = [
    b"401 authorization required",
    b"401 unauthorized",
    b"401 authentication required",
    b"403 forbidden",
    b"403 access denied",
    b"http status 401",
    b"http status 403",
    b"authorization required",
];

/// First keys of a JSON object that is an error and not a report.
const ERROR_KEYS: [&str; 6] =
    ["error", "errors", "errorcode", "errormessage", "exception", "fault"];

/// Delimiters that a first line of delimited text may hold.
const DELIMITERS: &[u8] = b",;\t|";

pub(super) fn judge(body: Window<'_>) -> Option<Content> {
    match whole_text(body, NO_DATA) {
        Found::Yes => return Some(Content::NoData),
        Found::Maybe => return None,
        Found::No => {}
    }
    match whole_text(body, b"false") {
        Found::Yes => return Some(Content::ServiceError),
        Found::Maybe => return None,
        Found::No => {}
    }
    match auth_required(body) {
        Found::Yes => return Some(Content::AuthRequired),
        Found::Maybe => return None,
        Found::No => {}
    }
    first_line(body)
}

/// Whether the text is all there is, white space after it aside.
fn whole_text(body: Window<'_>, text: &[u8]) -> Found {
    let found = body.begins_with(text);
    if found != Found::Yes {
        return found;
    }
    let rest = body.after(text.len()).skip_white_space();
    match (rest.bytes.is_empty(), rest.ended, rest.full) {
        (true, true, _) => Found::Yes,
        (true, false, false) => Found::Maybe,
        _ => Found::No,
    }
}

/// Whether the body begins with one of the texts, as a phrase of its own and not as a cell or word.
pub(super) fn auth_required(body: Window<'_>) -> Found {
    let mut answer = Found::No;
    for text in AUTH_REQUIRED {
        match body.begins_with(text) {
            Found::No => {}
            Found::Maybe => answer = Found::Maybe,
            Found::Yes => match body.bytes.get(text.len()) {
                Some(next) if next.is_ascii_alphanumeric() || DELIMITERS.contains(next) => {}
                None if !body.settled() => answer = Found::Maybe,
                _ => return Found::Yes,
            },
        }
    }
    answer
}

/// Delimited text has a delimiter in its first line, and no control character before it.
fn first_line(body: Window<'_>) -> Option<Content> {
    for byte in body.bytes {
        if DELIMITERS.contains(byte) {
            return Some(Content::Csv);
        }
        if byte.is_ascii_control() {
            return Some(Content::Unknown);
        }
    }
    body.otherwise(Content::Unknown)
}

/// A JSON object is an error when its first key says so.
pub(super) fn judge_object(body: Window<'_>) -> Option<Content> {
    let key = body.after(1).skip_white_space();
    match key.bytes.first() {
        None => return body.otherwise(Content::Json),
        Some(b'"') => {}
        Some(_) => return Some(Content::Json),
    }
    let key = key.after(1);
    let Some(end) = key.bytes.iter().position(|&byte| byte == b'"') else {
        return body.otherwise(Content::Json);
    };
    let folded: String = key.bytes[..end]
        .iter()
        .filter(|byte| byte.is_ascii_alphanumeric())
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    Some(if ERROR_KEYS.contains(&folded.as_str()) { Content::ServiceError } else { Content::Json })
}
