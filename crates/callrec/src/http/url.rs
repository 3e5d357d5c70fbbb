//! URLs are built from parts; every value is percent-encoded here and nowhere else.

use std::fmt;

use url::{Host, Url};

use super::Stage;
use crate::secret::{Secret, SecretText};
use crate::{Error, ErrorKind, Result};

/// The longest address that the HTTP library takes.
const MOST_BYTES: usize = u16::MAX as usize - 1;

/// Where a provider lives: scheme, host, port and an optional path before everything.
#[derive(Clone)]
pub(crate) struct BaseUrl {
    url: Url,
}

/// The parts of a query, encoded in the order of their adding.
#[derive(Clone, Default)]
pub(crate) struct Query(SecretText);

/// Where a request goes. Does not print its query, which may hold a password and is zeroed on drop,
/// nor the path of an address that the service gave.
#[derive(Clone)]
pub(crate) struct Target {
    url: Url,
    query: Secret,
    /// Whether the service gave it: its path then may be a secret too.
    given: bool,
}

impl BaseUrl {
    /// Takes an absolute http or https URL; white space around it is dropped (reading A3).
    ///
    /// Plain http is refused unless the host is this machine or `allow_plain_http` is set.
    pub(crate) fn parse(text: &str, allow_plain_http: bool) -> Result<Self> {
        // The text may hold a password before the host: no message repeats it.
        let text = text.trim();
        // A URL parser would drop them silently.
        if text.chars().any(char::is_control) {
            return Err(Error::config("the base URL holds a control character"));
        }
        let mut url = Url::parse(text)
            .map_err(|error| Error::config(format!("the base URL is not a URL: {error}")))?;
        if url.cannot_be_a_base() || !matches!(url.scheme(), "http" | "https") {
            return Err(Error::config("the base URL must begin with https://"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Error::config("the base URL must not hold user name or password"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(Error::config("the base URL must not have a query or fragment"));
        }
        if url.scheme() == "http" && !allow_plain_http && !is_loopback(&url) {
            return Err(Error::config(
                "the base URL must begin with https:// (plain http reaches this machine only)",
            )
            .with_hint("use https, or say allow_plain_http if the network is trusted"));
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self { url })
    }

    /// The address, as it is kept in what is saved: normal form, without a slash at its end.
    pub(crate) fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// Whether it is plain http.
    pub(crate) fn is_plain(&self) -> bool {
        self.url.scheme() == "http"
    }

    /// An address that the service gave, absolute or from the root of this origin.
    pub(crate) fn join(&self, address: &str) -> Result<Url> {
        self.url
            .join(address)
            .map_err(|error| Error::invalid_argument(format!("an address is not a URL: {error}")))
    }

    /// Whether a URL has the scheme, host and port of this one.
    pub(crate) fn is_origin_of(&self, url: &Url) -> bool {
        self.url.origin() == url.origin()
    }

    /// `base/segment/…?query`. A segment that is empty, `.`, `..` or holds a control character is
    /// refused: a URL library would drop or rewrite it silently.
    pub(crate) fn target(&self, segments: &[&str], query: &Query) -> Result<Target> {
        let mut text = self.url.as_str().trim_end_matches('/').to_owned();
        for segment in segments {
            check_segment(segment)?;
            text.push('/');
            encode_into(&mut text, segment);
        }
        // Only encoded text was added to a URL that parsed.
        let url = Url::parse(&text).map_err(|_| Error::config("the base URL takes no path"))?;
        Ok(Target { url, query: query.0.clone().into_secret(), given: false })
    }
}

impl Query {
    /// Adds `name=value`; a control character in the value is refused.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Result<Self> {
        check_value(name, value)?;
        if !self.0.as_str().is_empty() {
            self.0.push_str("&");
        }
        encode_into(&mut self.0, name);
        self.0.push_str("=");
        encode_into(&mut self.0, value);
        Ok(self)
    }

    /// The same text as a form body.
    pub(crate) fn into_form(self) -> Secret {
        self.0.into_secret()
    }
}

impl Target {
    /// An address that the service gave, with `more` added to its query; a fragment is dropped.
    pub(crate) fn given(mut url: Url, more: &Query) -> Self {
        let mut query = SecretText::default();
        query.push_str(url.query().unwrap_or_default());
        if !query.as_str().is_empty() && !more.0.as_str().is_empty() {
            query.push_str("&");
        }
        query.push_str(more.0.as_str());
        url.set_query(None);
        url.set_fragment(None);
        Self { url, query: query.into_secret(), given: true }
    }

    /// Scheme, host, port and path.
    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    /// The same with a slash at the end of its path.
    pub(crate) fn with_slash(mut self) -> Self {
        let path = format!("{}/", self.url.path());
        self.url.set_path(&path);
        self
    }

    /// The whole, to be sent.
    pub(super) fn sent_url(&self) -> Result<Url> {
        let mut text = SecretText::default();
        text.push_str(self.url.as_str());
        if !self.query.is_empty() {
            text.push_str("?");
            text.push_str(self.query.expose());
        }
        let length = text.as_str().len();
        if length > MOST_BYTES {
            return Err(Error::invalid_argument(format!(
                "the address would have {length} bytes, {MOST_BYTES} can be sent"
            ))
            .with_stage(Stage::NotSent));
        }
        // Only encoded text was added to a URL that parsed.
        Url::parse(text.as_str())
            .map_err(|_| Error::new(ErrorKind::Internal, "the URL cannot be sent"))
    }

    /// The query as it is sent.
    #[cfg(test)]
    pub(crate) fn query(&self) -> &str {
        self.query.expose()
    }

    /// Whether `location` (absolute or relative) stays at the scheme, host and port of this URL.
    pub(crate) fn same_origin(&self, location: &str) -> Option<Url> {
        self.url.join(location).ok().filter(|other| other.origin() == self.url.origin())
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url.as_str())
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.given { "/…" } else { self.url.path() };
        write!(f, "{}{path}", self.url.origin().ascii_serialization())
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn check_segment(segment: &str) -> Result<()> {
    if segment.is_empty() {
        return Err(Error::invalid_argument("a part of the path is empty"));
    }
    if segment == "." || segment == ".." || segment.chars().any(char::is_control) {
        return Err(Error::invalid_argument(format!("{segment:?} cannot be a part of a path")));
    }
    Ok(())
}

fn check_value(name: &str, value: &str) -> Result<()> {
    if value.chars().any(char::is_control) {
        // The value may be a password: only the name is told.
        return Err(Error::invalid_argument(format!("{name} holds a control character")));
    }
    Ok(())
}

/// Percent-encodes all but the unreserved characters of RFC 3986: space is `%20` and `+` is `%2B`,
/// so that it means the same to servers that read queries as forms and to those that do not.
pub(super) fn encode_into(out: &mut impl fmt::Write, value: &str) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            let _ = out.write_char(byte.into());
        } else {
            // Writing to a text in memory cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(text: &str) -> Result<BaseUrl> {
        BaseUrl::parse(text, false)
    }

    #[test]
    fn values_are_encoded_from_parts() {
        let query = Query::default().with("p", "a+b c&d=e%#é").expect("a query");
        let target = base("https://host.example/x/ ").expect("base");
        let target = target.target(&["10/25", "a@b", "%2e%2e"], &query).expect("a target");
        assert_eq!(
            target.sent_url().expect("a URL").as_str(),
            "https://host.example/x/10%2F25/a%40b/%252e%252e?p=a%2Bb%20c%26d%3De%25%23%C3%A9"
        );
        assert!(!format!("{target:?}").contains('?'));
    }

    #[test]
    fn an_address_that_is_too_long_is_the_arguments_fault() {
        let sent = |length: usize| {
            let query = Query::default().with("e", &"x".repeat(length)).expect("a query");
            base("http://127.0.0.1").and_then(|base| base.target(&["users"], &query))?.sent_url()
        };
        assert_eq!(sent(65_509).expect("a URL").as_str().len(), MOST_BYTES);
        assert_eq!(sent(65_510).expect_err("too long").kind(), ErrorKind::InvalidArgument);
    }

    /// A recording's address may be a secret from its path on.
    #[test]
    fn a_given_address_is_shown_without_its_path() {
        let url = Url::parse("https://cap.example:8443/rec/c4n4ry-token/1.mp3?t=1").expect("a URL");
        let target = Target::given(url, &Query::default());
        assert_eq!(format!("{target:?}"), "https://cap.example:8443/…");
        assert_eq!(target.url().path(), "/rec/c4n4ry-token/1.mp3");
        assert_eq!(format!("{:?}", target.with_slash()), "https://cap.example:8443/…");
    }

    #[test]
    fn unsafe_parts_are_refused() {
        let base = base("https://host.example").expect("base");
        for segment in ["", ".", "..", "a\r\nb", "\0"] {
            assert!(base.target(&[segment], &Query::default()).is_err(), "{segment:?}");
        }
        let error =
            Query::default().with("password", "se\ncret").err().expect("a control character");
        assert!(!error.to_string().contains("cret"));
    }

    #[test]
    fn only_safe_bases_are_taken() {
        for good in
            ["https://a.example", "http://127.0.0.1:80", "http://localhost/x", "http://[::1]:9"]
        {
            assert!(base(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a.example",
            "ftp://a.example",
            "https://a.exa\nmple",
            "https://a.example/\0",
            "http://a.example",
            "https://u:hush@a.example",
            "https://a.example/?q=1",
        ] {
            let error = base(bad).expect_err(bad);
            assert!(!error.to_string().contains("hush"));
        }
        assert!(BaseUrl::parse("http://a.example", true).is_ok());
    }

    #[test]
    fn origins_are_compared_whole() {
        let target = base("https://a.example").expect("base").target(&["x"], &Query::default());
        let target = target.expect("a target");
        assert!(target.same_origin("/login").is_some());
        for other in [
            "https://b.example/login",
            "http://a.example/login",
            "//b.example",
            "https://a.example:444/",
        ] {
            assert!(target.same_origin(other).is_none(), "{other}");
        }
    }
}
