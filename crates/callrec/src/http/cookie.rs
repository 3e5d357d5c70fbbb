//! The cookies of one session: in memory, for one origin, never printed.
//!
//! A jar of our own because the usual one writes whole cookies to the log.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use reqwest::header::{HeaderMap, HeaderValue, SET_COOKIE};
use url::Url;

use super::date;
use crate::secret::{Secret, SecretText};

/// Cookies kept of one server; a real one sets a handful.
const MOST_COOKIES: usize = 50;
/// Bytes of one cookie, name and value.
const MOST_BYTES: usize = 4096;

#[derive(Default)]
pub(super) struct Jar {
    cookies: Mutex<Vec<Cookie>>,
}

struct Cookie {
    name: String,
    value: Secret,
    path: String,
    secure: bool,
}

impl Jar {
    /// Takes the cookies of an answer from `url`; gives how many were set (not: deleted).
    pub(super) fn store(&self, headers: &HeaderMap, url: &Url) -> usize {
        let mut set = 0;
        for header in headers.get_all(SET_COOKIE) {
            let Some((cookie, expired)) = header.to_str().ok().and_then(|text| parse(text, url))
            else {
                continue;
            };
            let mut cookies = self.lock();
            cookies.retain(|old| old.name != cookie.name || old.path != cookie.path);
            if !expired && cookies.len() < MOST_COOKIES {
                cookies.push(cookie);
                set += 1;
            }
        }
        set
    }

    /// The `Cookie` header for a request to `url`, marked as sensitive.
    pub(super) fn header(&self, url: &Url) -> Option<HeaderValue> {
        let secure = url.scheme() == "https";
        let cookies = self.lock();
        let mut sent: Vec<_> = cookies
            .iter()
            .filter(|cookie| path_matches(url.path(), &cookie.path) && (secure || !cookie.secure))
            .collect();
        // RFC 6265, 5.4: longer paths first.
        sent.sort_by_key(|cookie| std::cmp::Reverse(cookie.path.len()));
        let mut line = SecretText::default();
        for (number, cookie) in sent.into_iter().enumerate() {
            let separator = if number == 0 { "" } else { "; " };
            for part in [separator, &cookie.name, "=", cookie.value.expose()] {
                line.push_str(part);
            }
        }
        let bytes = line.into_secret().to_bytes();
        let mut value =
            HeaderValue::from_maybe_shared(bytes).ok().filter(|value| !value.is_empty())?;
        value.set_sensitive(true);
        Some(value)
    }

    /// The values, to be taken out of text that is shown.
    pub(super) fn values(&self) -> Vec<Secret> {
        self.lock().iter().map(|cookie| cookie.value.clone()).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Cookie>> {
        // A list of cookies is whole at any moment: a panic elsewhere does not spoil it.
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Jar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cookies", self.lock().len())
    }
}

/// One `Set-Cookie` header after RFC 6265, 5.2; the flag says that it deletes the cookie. `None` for
/// one to ignore: no name, another domain, too long.
fn parse(text: &str, url: &Url) -> Option<(Cookie, bool)> {
    let mut parts = text.split(';');
    let (name, value) = parts.next()?.split_once('=')?;
    let (name, value) = (name.trim(), value.trim());
    if name.is_empty() || name.len() + value.len() > MOST_BYTES {
        return None;
    }
    let mut cookie = Cookie {
        name: name.to_owned(),
        value: Secret::new(value),
        path: default_path(url.path()).to_owned(),
        secure: false,
    };
    let (mut max_age, mut expires) = (None, None);
    for part in parts {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        let value = value.trim();
        match key.trim().to_ascii_lowercase().as_str() {
            "path" if value.starts_with('/') => cookie.path = value.to_owned(),
            "domain" if !domain_matches(url, value) => return None,
            "secure" => cookie.secure = true,
            "max-age" => max_age = value.parse::<i64>().ok(),
            // Old servers write `Thu, 01-Jan-1970`.
            "expires" => {
                expires = date::parse(&value.replace('-', " ")).or_else(|| date::parse(value))
            }
            _ => {}
        }
    }
    let expired = match (max_age, expires) {
        (Some(seconds), _) => seconds <= 0,
        (None, Some(at)) => at <= jiff::Timestamp::now(),
        (None, None) => false,
    };
    Some((cookie, expired))
}

/// Whether a cookie for `domain` may be set by the host of `url`. It is sent to that host only,
/// whatever it says: one client talks to one origin.
fn domain_matches(url: &Url, domain: &str) -> bool {
    let domain = domain.trim_start_matches('.').to_ascii_lowercase();
    let host = url.host_str().unwrap_or_default();
    domain.is_empty()
        || host == domain
        || host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.ends_with('.'))
}

fn default_path(path: &str) -> &str {
    match path.rfind('/') {
        Some(0) | None => "/",
        Some(end) => &path[..end],
    }
}

fn path_matches(path: &str, cookie: &str) -> bool {
    path.strip_prefix(cookie)
        .is_some_and(|rest| rest.is_empty() || cookie.ends_with('/') || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jar(url: &str, cookies: &[&str]) -> (Jar, usize) {
        let (jar, mut headers) = (Jar::default(), HeaderMap::new());
        for cookie in cookies {
            headers.append(SET_COOKIE, cookie.parse().expect("a header"));
        }
        let set = jar.store(&headers, &url.parse().expect("a URL"));
        (jar, set)
    }

    fn sent(jar: &Jar, url: &str) -> Option<String> {
        jar.header(&url.parse().expect("a URL")).map(|v| v.to_str().expect("text").to_owned())
    }

    #[test]
    fn cookies_go_back_to_their_paths() {
        let (jar, set) =
            jar("http://h.example/a/login", &["s=1", "r=2; Path=/", "deep=3; path=/a/b; HttpOnly"]);
        assert_eq!(set, 3);
        assert_eq!(sent(&jar, "http://h.example/a/b/c").as_deref(), Some("deep=3; s=1; r=2"));
        assert_eq!(sent(&jar, "http://h.example/ab").as_deref(), Some("r=2"));
    }

    #[test]
    fn foreign_secure_and_expired_cookies_stay() {
        let (jar, set) = jar(
            "http://h.example/",
            &[
                "a=1; Domain=other.example",
                "b=2; Secure",
                "c=3; Max-Age=0",
                "d=4; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                "e=5; Expires=Thu, 01-Jan-1970 00:00:10 GMT",
                "=5",
                "nothing",
            ],
        );
        assert_eq!(set, 1, "only the secure one is kept");
        assert_eq!(sent(&jar, "http://h.example/"), None);
        assert_eq!(sent(&jar, "https://h.example/").as_deref(), Some("b=2"));
    }

    #[test]
    fn a_later_cookie_replaces_and_deletes() {
        let (jar, _) = jar("http://h.example/", &["s=1", "s=2", "t=1", "t=; Max-Age=0"]);
        assert_eq!(sent(&jar, "http://h.example/").as_deref(), Some("s=2"));
    }

    #[test]
    fn nothing_prints_a_value() {
        let (jar, _) = jar("http://h.example/", &["s=canary"]);
        let header = jar.header(&"http://h.example/".parse().expect("a URL"));
        assert!(!format!("{jar:?} {header:?}").contains("canary"));
    }
}
