//! A cursor as text: lines of a name and a value, and a checksum of all of them.

use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::{Cursor, FeedDialect, Identity, Known, Order};
use crate::{Error, ErrorKind, Result};

/// The first line but its number.
const TITLE: &str = "callrec billing feed cursor ";
/// Raised when the text, or what a hash is made of, changes.
const VERSION: u32 = 1;
const DIALECTS: [(FeedDialect, &str); 3] = [
    (FeedDialect::Unknown, "unknown"),
    (FeedDialect::Inclusive, "inclusive"),
    (FeedDialect::Exclusive, "exclusive"),
];
const ORDERS: [(Order, &str); 3] =
    [(Order::Unknown, "unknown"), (Order::Sorted, "sorted"), (Order::Unsorted, "unsorted")];
/// What an account's rows may be narrowed to.
pub(in super::super) const SELECTIONS: [&str; 4] = ["all", "calls", "services", "calls_services"];

pub(super) fn write(cursor: &Cursor) -> String {
    let mut text = format!("{TITLE}{VERSION}\n");
    let mut line = |name: &str, value: &str| {
        text.push_str(name);
        text.push(' ');
        text.push_str(value);
        text.push('\n');
    };
    if let Some(identity) = &cursor.identity {
        line("base_url", &escaped(&identity.base_url));
        line("login", &escaped(&identity.login));
        line("selection", identity.selection);
    }
    line("dialect", name(&DIALECTS, cursor.dialect));
    line("order", name(&ORDERS, cursor.order));
    line("page_rows", &cursor.page_rows.to_string());
    line("known", &rows(cursor.known.iter().copied()));
    line("beyond", &rows(cursor.uncovered()));
    let sum = checksum(&text);
    text + "sha256 " + &sum + "\n"
}

pub(super) fn parse(text: &str) -> Result<Cursor> {
    let version = text.strip_prefix(TITLE).and_then(|rest| rest.lines().next());
    match version.and_then(|version| version.parse::<u32>().ok()) {
        None => return Err(corrupt("it is not a cursor of a billing feed")),
        Some(VERSION) => {}
        Some(version) => {
            let detail = format!("the cursor has version {version}, {VERSION} is understood");
            return Err(Error::new(ErrorKind::WrongState, detail));
        }
    }
    let (body, sum) = text
        .strip_suffix('\n')
        .and_then(|text| text.rsplit_once("\nsha256 "))
        .ok_or_else(|| corrupt("it has no checksum: it was cut"))?;
    if checksum(&text[..body.len() + 1]) != sum {
        return Err(corrupt("its checksum does not match"));
    }
    // What the checksum covers was written here, so whatever else is wrong is damage too.
    read(body).ok_or_else(|| corrupt("a line of it cannot be read"))
}

fn read(body: &str) -> Option<Cursor> {
    let mut lines = body.lines().skip(1);
    let mut next = lines.next()?.split_once(' ')?;
    let mut identity = None;
    let mut value = |wanted: &str, last: bool| {
        let (name, value) = next;
        if name != wanted {
            return None;
        }
        if !last {
            next = lines.next()?.split_once(' ')?;
        }
        Some(value)
    };
    if let Some(base_url) = value("base_url", false) {
        let login = value("login", false)?;
        let selection = value("selection", false)?;
        identity = Some(Identity {
            base_url: unescaped(base_url)?,
            login: unescaped(login)?,
            selection: SELECTIONS.into_iter().find(|known| *known == selection)?,
        });
    }
    let dialect = value("dialect", false)?;
    let order = value("order", false)?;
    let page_rows = value("page_rows", false)?.parse().ok()?;
    let known = parse_rows(value("known", false)?)?;
    let beyond = parse_rows(value("beyond", true)?)?;
    let ascending = known.windows(2).all(|pair| pair[0].id < pair[1].id);
    Some(Cursor {
        identity,
        dialect: DIALECTS.iter().find(|(_, name)| *name == dialect)?.0,
        order: ORDERS.iter().find(|(_, name)| *name == order)?.0,
        page_rows,
        known: ascending.then_some(known)?,
        beyond: if beyond.is_empty() { Vec::new() } else { vec![Arc::new(beyond)] },
    })
}

fn name<T: PartialEq>(names: &[(T, &'static str)], value: T) -> &'static str {
    names.iter().find(|(known, _)| *known == value).map_or("unknown", |(_, name)| name)
}

/// `id:hash` with spaces between; `-` for a hash that is not kept, and for no rows.
fn rows(rows: impl Iterator<Item = Known>) -> String {
    let mut text = String::new();
    for Known { id, print } in rows {
        let separator = if text.is_empty() { "" } else { " " };
        // Writing to a text in memory cannot fail.
        let _ = match print {
            Some(print) => write!(text, "{separator}{id}:{print:016x}"),
            None => write!(text, "{separator}{id}:-"),
        };
    }
    if text.is_empty() { "-".to_owned() } else { text }
}

fn parse_rows(text: &str) -> Option<Vec<Known>> {
    if text == "-" {
        return Some(Vec::new());
    }
    let row = |row: &str| {
        let (id, print) = row.split_once(':')?;
        let print = match print {
            "-" => None,
            print => Some(u64::from_str_radix(print, 16).ok()?),
        };
        Some(Known { id: id.parse().ok()?, print })
    };
    text.split(' ').map(row).collect()
}

/// White space, control characters and `%` as `%` and two digits a byte: one line, one word.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() || c == '%' {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(escaped, "%{byte:02X}");
            }
        } else {
            escaped.push(c);
        }
    }
    escaped
}

fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut parts = text.split('%');
    bytes.extend_from_slice(parts.next()?.as_bytes());
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).ok()
}

fn checksum(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn corrupt(what: &str) -> Error {
    Error::new(ErrorKind::StateCorrupt, format!("the cursor is damaged: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursor() -> Cursor {
        Cursor {
            identity: Some(Identity {
                base_url: "https://cap.example/x".to_owned(),
                login: "a b%\n\u{a0}é".to_owned(),
                selection: "calls",
            }),
            dialect: FeedDialect::Exclusive,
            order: Order::Unsorted,
            page_rows: 5000,
            known: vec![Known { id: 7, print: None }, Known { id: u64::MAX, print: Some(1) }],
            beyond: vec![Arc::new(vec![Known { id: 9, print: Some(u64::MAX) }])],
        }
    }

    #[test]
    fn what_was_written_is_read() {
        for cursor in [cursor(), Cursor::first_run(), Cursor::after(5).expect("a cursor")] {
            let text = cursor.to_string();
            assert_eq!(text.parse::<Cursor>().expect(&text), cursor);
        }
    }

    /// Every cut and every changed byte is noticed.
    #[test]
    fn damage_is_noticed() {
        let text = cursor().to_string();
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            let error = text[..end].parse::<Cursor>().expect_err(&text[..end]);
            // A cut number in the first line may be another version's.
            assert!(matches!(error.kind(), ErrorKind::StateCorrupt), "{error}");
        }
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            let Ok(changed) = String::from_utf8(bytes) else { continue };
            let error = changed.parse::<Cursor>().expect_err(&changed);
            let kinds = [ErrorKind::StateCorrupt, ErrorKind::WrongState];
            assert!(kinds.contains(&error.kind()), "{error}");
        }
    }

    #[test]
    fn a_later_version_is_not_guessed_at() {
        let text = cursor().to_string().replacen("cursor 1\n", "cursor 2\n", 1);
        assert_eq!(text.parse::<Cursor>().expect_err("a version").kind(), ErrorKind::WrongState);
    }
}
