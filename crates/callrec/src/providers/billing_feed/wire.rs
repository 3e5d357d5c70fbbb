//! From a page or a recording's address to a request.

use url::Url;

use super::config::FeedMethod;
use super::operation as op;
use crate::http::{BaseUrl, Carries, Class, Query, Request, Target};
use crate::secret::Secret;
use crate::{Day, Error, Result};

/// What all requests of a feed share.
pub(super) struct Wire {
    pub(super) base_url: BaseUrl,
    pub(super) login: String,
    pub(super) password: Secret,
    pub(super) method: FeedMethod,
    /// Parameters of a cousin that go with every page.
    pub(super) options: Vec<(&'static str, &'static str)>,
    pub(super) recording_hosts: Vec<String>,
    pub(super) allow_plain_http: bool,
}

/// Which rows are asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rows {
    From(u64),
    Of { day: Day, hour: Option<u8> },
}

impl Wire {
    fn credentials(&self) -> Result<Query> {
        Query::default().with(op::LOGIN, &self.login)?.with(op::PASSWORD, self.password.expose())
    }

    /// A page's request: the parameters in the order of the document (SEED), those of cousins after.
    pub(super) fn page(&self, rows: Rows) -> Result<Request> {
        let mut query = self.credentials()?;
        query = match rows {
            Rows::From(id) => query.with(op::FROM_ID, &id.to_string())?,
            Rows::Of { day, hour: None } => query.with(op::DATE, &day.to_string())?,
            Rows::Of { day, hour: Some(hour) } => {
                query.with(op::DATE, &day.to_string())?.with(op::HOUR, &hour.to_string())?
            }
        };
        for (name, value) in &self.options {
            query = query.with(name, value)?;
        }
        let request = match self.method {
            FeedMethod::Get => Request::get(Class::Read, self.base_url.target(op::PATH, &query)?),
            FeedMethod::PostForm => {
                let target = self.base_url.target(op::PATH, &Query::default())?;
                Request::post_form(Class::Read, target, query.into_form())
            }
        };
        Ok(request.carrying(Carries::Password))
    }

    /// A recording's request: the address of a row, absolute or from the root of the feed's host.
    pub(super) fn recording(&self, address: &str) -> Result<Request> {
        let refused = |what: &str| {
            // The address may hold a token: it is not repeated.
            Err(Error::invalid_argument(format!("the recording's address {what}")))
        };
        let address = address.trim();
        let absolute = address.contains("://");
        if address.chars().any(char::is_control) || !(absolute || address.starts_with('/')) {
            return refused("is no URL: the row has no recording");
        }
        let Ok(url) = self.base_url.join(address) else { return refused("is not a URL") };
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
            return refused("is neither http nor https");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return refused("holds a user name or password");
        }
        let own = self.base_url.is_origin_of(&url);
        if !own && !self.recording_hosts.iter().any(|host| is_host(&url, host)) {
            return refused("is of another host than the feed, which is not allowed")
                .map_err(|error| error.with_hint("name the host with allow_recording_host"));
        }
        if !own && url.scheme() == "http" && !self.allow_plain_http && !self.base_url.is_plain() {
            return refused("is plain http").map_err(|error| {
                error.with_hint("say allow_plain_http if the network is trusted")
            });
        }
        let named = url.query_pairs().any(|(name, _)| name == op::LOGIN);
        let (more, carries) = match own && !named && op::RECORDINGS_TAKE_CREDENTIALS {
            true => (self.credentials()?, Carries::Password),
            false => (Query::default(), Carries::Nothing),
        };
        Ok(Request::get(Class::Read, Target::given(url, &more)).carrying(carries))
    }
}

/// Whether `allowed`, a host with or without a port, is where a URL leads. Without a port it stands
/// for the scheme's own.
fn is_host(url: &Url, allowed: &str) -> bool {
    let Some(host) = url.host_str() else { return false };
    let named = match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    named.eq_ignore_ascii_case(allowed.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;

    fn wire(method: FeedMethod, options: &[(&'static str, &'static str)]) -> Wire {
        Wire {
            base_url: BaseUrl::parse("https://cap.example/x", false).expect("a base URL"),
            login: "049 740&590".to_owned(),
            password: Secret::new("b1ll+ngf33d%"),
            method,
            options: options.to_vec(),
            recording_hosts: vec!["calls.example".to_owned(), "calls.example:8443".to_owned()],
            allow_plain_http: false,
        }
    }

    fn url(request: &Request) -> String {
        format!("{}?{}", request.target().url(), request.target().query())
    }

    /// As the document prints it, every value encoded.
    #[test]
    fn urls_of_pages() {
        let get = wire(FeedMethod::Get, &[]);
        assert_eq!(
            url(&get.page(Rows::From(1_000_000)).expect("a request")),
            "https://cap.example/x/billing/feed\
             ?login=049%20740%26590&password=b1ll%2Bngf33d%25&fromid=1000000"
        );
        let day = Day::new(2026, 9, 1).expect("a day");
        let options = wire(FeedMethod::Get, &[(op::FORMAT, "pipe"), (op::CALLS_ONLY, op::ON)]);
        let request = options.page(Rows::Of { day, hour: Some(7) }).expect("a request");
        assert!(url(&request).ends_with("&date=2026-09-01&hour=7&format=pipe&callsonly=1"));
    }

    #[test]
    fn a_form_leaves_the_url_bare() {
        let request = wire(FeedMethod::PostForm, &[]).page(Rows::From(7)).expect("a request");
        assert_eq!(url(&request), "https://cap.example/x/billing/feed?");
        assert!(!format!("{request:?}").contains("b1ll"));
    }

    #[test]
    fn credentials_go_to_the_own_origin_only() {
        let wire = wire(FeedMethod::Get, &[]);
        let recording = |address: &str| url(&wire.recording(address).expect(address));
        let credentials = "login=049%20740%26590&password=b1ll%2Bngf33d%25";
        for (address, expected) in [
            ("/rec/1.mp3", format!("https://cap.example/rec/1.mp3?{credentials}")),
            (
                "https://cap.example/1.mp3?a=b",
                format!("https://cap.example/1.mp3?a=b&{credentials}"),
            ),
            ("https://cap.example/1.mp3?login=x", "https://cap.example/1.mp3?login=x".to_owned()),
            ("https://calls.example/1.mp3?t=1#f", "https://calls.example/1.mp3?t=1".to_owned()),
            ("https://CALLS.example:8443/1.mp3", "https://calls.example:8443/1.mp3?".to_owned()),
        ] {
            assert_eq!(recording(address), expected);
        }
    }

    #[test]
    fn other_addresses_are_refused() {
        let wire = wire(FeedMethod::Get, &[]);
        for address in [
            "",
            "0",
            "1",
            "rec/1.mp3",
            "file:///etc/passwd",
            "ftp://cap.example/x",
            "javascript:alert(1)",
            "https://evil.example/x",
            "//evil.example/x",
            "/\\evil.example/x",
            "https://calls.example:444/x",
            "https://calls.example.evil.example/x",
            "http://calls.example/x",
            "http://cap.example/x",
            "https://user:hush@cap.example/x",
            "https://cap.example/a\nb",
        ] {
            let error = wire.recording(address).expect_err(address);
            assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{address}");
            assert!(!error.to_string().contains("hush"));
        }
    }
}
