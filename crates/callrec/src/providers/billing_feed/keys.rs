//! What tells feeds apart that are collected at once.

use std::collections::HashSet;

use super::cursor::Identity;
use crate::{Error, Result};

/// A feed that is collected twice at once hands all its rows on twice: its cursors are two.
pub(super) fn refuse_twice<'a>(feeds: impl Iterator<Item = &'a Identity>) -> Result<()> {
    let mut seen = HashSet::new();
    for Identity { base_url, login, selection } in feeds {
        if !seen.insert((base_url, login, selection)) {
            let detail = format!("the feed of {login} is there twice");
            return Err(Error::invalid_argument(detail).with_hint("collect each feed once"));
        }
    }
    Ok(())
}

/// A name for each feed: as short as it can be without being another feed's.
pub(super) fn keys(feeds: Vec<&Identity>) -> Vec<String> {
    let shared = |own: &Identity, same: fn(&Identity, &Identity) -> bool| {
        feeds.iter().any(|other| *other != own && same(other, own))
    };
    let key = |own: &&Identity| {
        let Identity { base_url, login, selection } = own;
        if shared(own, |a, b| a.login == b.login && a.base_url == b.base_url) {
            return format!("{login} at {base_url} ({selection})");
        }
        if shared(own, |a, b| a.login == b.login) {
            return format!("{login} at {base_url}");
        }
        login.clone()
    };
    feeds.iter().map(key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(base_url: &str, login: &str, selection: &'static str) -> Identity {
        Identity { base_url: base_url.to_owned(), login: login.to_owned(), selection }
    }

    #[test]
    fn one_feed_twice_is_refused() {
        let (a, b) = ("https://a.example", "https://b.example");
        let mut feeds =
            vec![identity(a, "1", "all"), identity(b, "1", "all"), identity(a, "1", "calls")];
        refuse_twice(feeds.iter()).expect("three feeds");
        feeds.push(identity(b, "1", "all"));
        let error = refuse_twice(feeds.iter()).expect_err("twice");
        assert!(error.to_string().contains("the feed of 1 is there twice"), "{error}");
    }

    #[test]
    fn feeds_with_one_login_are_told_apart() {
        let (a, b) = ("https://a.example", "https://b.example");
        let feeds = [
            identity(a, "1", "all"),
            identity(b, "1", "all"),
            identity(a, "2", "all"),
            identity(b, "3", "calls"),
            identity(b, "3", "services"),
            identity(a, "4", "all"),
            identity(a, "4", "all"),
        ];
        let expected = [
            "1 at https://a.example",
            "1 at https://b.example",
            "2",
            "3 at https://b.example (calls)",
            "3 at https://b.example (services)",
            "4",
            "4",
        ];
        assert_eq!(keys(feeds.iter().collect()), expected);
    }
}
