//! Sends one request: HTTP/1.1, no redirect, no Referer, no proxy unasked, nothing decoded.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::{Method, Response, StatusCode};

use super::budget::Budget;
use super::carried::Carried;
use super::circuit::CircuitPolicy;
use super::origins::Origins;
use super::places::{self, Place};
use super::redact::Redactor;
use super::retry::{Retry, RetryPolicy};
use super::sequence::{Sequences, Turn};
use super::{NetworkClock, Request, Timeouts, encoding, failure, proxy, tls};
use crate::secret::Secret;
use crate::{Error, ErrorKind, Result};

/// Headers of an answer, at most.
const MOST_HEADERS: usize = 100;
/// Bytes of names and values of an answer's headers, at most.
const MOST_HEADER_BYTES: usize = 64 << 10;

/// What a client is built from.
#[derive(Clone, Debug)]
pub(crate) struct ClientConfig {
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: RetryPolicy,
    /// Exchanges of all clients of this process under way at once with the host; `None` for what
    /// others say, or 8.
    pub(crate) concurrency: Option<usize>,
    pub(crate) circuit: CircuitPolicy,
    /// Bytes of one body, decoded.
    pub(crate) body_limit: u64,
    /// Only plain http will be spoken: no certificate is ever trusted.
    pub(crate) plain_only: bool,
    /// PEM texts of further authorities.
    pub(crate) extra_roots: Vec<Vec<u8>>,
    /// A proxy's URL, which may hold its credentials.
    pub(crate) proxy: Option<Secret>,
    /// Secrets to be taken out of text that servers send.
    pub(crate) secrets: Vec<Secret>,
    /// A name service of the test's own.
    #[cfg(test)]
    pub(super) resolver: Option<Arc<super::connect_tests::Names>>,
}

impl Default for ClientConfig {
    fn default() -> Self {
        Self {
            timeouts: Timeouts::default(),
            retry: RetryPolicy::default(),
            concurrency: None,
            circuit: CircuitPolicy::default(),
            body_limit: 64 << 30,
            plain_only: false,
            extra_roots: Vec::new(),
            proxy: None,
            secrets: Vec::new(),
            #[cfg(test)]
            resolver: None,
        }
    }
}

/// One connection pool and its rules. Holds no session.
pub(crate) struct HttpClient {
    pooled: reqwest::Client,
    /// Never uses a connection again: the server may close an idle one just when it is, and that
    /// would leave an operation with effects in doubt.
    fresh: reqwest::Client,
    timeouts: Timeouts,
    retry: RetryPolicy,
    budget: Arc<Budget>,
    sequences: Sequences,
    origins: Origins,
    body_limit: u64,
    redactor: Redactor,
    carried: Carried,
}

/// An answer whose head was read.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) response: Response,
    pub(super) place: Place,
    pub(super) body_limit: u64,
}

impl Answered {
    pub(super) fn status(&self) -> StatusCode {
        self.response.status()
    }

    pub(super) fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }
}

impl HttpClient {
    pub(crate) fn new(config: &ClientConfig) -> Result<Self> {
        let mut roots = Vec::new();
        for pem in &config.extra_roots {
            roots.extend(tls::certificates(pem)?);
        }
        let tls = if config.plain_only { tls::none()? } else { tls::config(&roots)? };
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static("*/*"));
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(encoding::ACCEPTED));
        let (proxy, by_way_of) = match &config.proxy {
            Some(url) => proxy::proxy(url).map(|(proxy, origin)| (Some(proxy), Some(origin)))?,
            None => (None, None),
        };
        let build = |most_idle: usize| {
            let mut builder = reqwest::Client::builder()
                .tls_backend_preconfigured(tls.clone())
                .http1_only()
                .http1_max_headers(MOST_HEADERS)
                .pool_max_idle_per_host(most_idle)
                .redirect(reqwest::redirect::Policy::none())
                .referer(false)
                .retry(reqwest::retry::never())
                .no_proxy()
                .default_headers(headers.clone())
                .user_agent(concat!("callrec/", env!("CARGO_PKG_VERSION")))
                .connect_timeout(config.timeouts.connect);
            if let Some(proxy) = proxy.clone() {
                builder = builder.proxy(proxy);
            }
            #[cfg(test)]
            if let Some(resolver) = config.resolver.clone() {
                builder = builder.dns_resolver(resolver);
            }
            builder.build().map_err(|error| {
                let cause = failure::root(&error);
                Error::config(format!("the HTTP client cannot be built: {cause}"))
            })
        };
        Ok(Self {
            pooled: build(config.concurrency.unwrap_or(places::MOST))?,
            fresh: build(0)?,
            timeouts: config.timeouts,
            retry: config.retry,
            budget: Arc::default(),
            sequences: Sequences::default(),
            origins: Origins::new(config.concurrency, config.circuit, by_way_of),
            body_limit: config.body_limit,
            redactor: Redactor::new(config.secrets.clone()),
            carried: Carried::default(),
        })
    }

    /// Exchanges under way at once with one host, at most, by this client's word.
    pub(crate) fn concurrency(&self) -> usize {
        self.origins.most()
    }

    pub(crate) fn timeouts(&self) -> Timeouts {
        self.timeouts
    }

    /// The tries of one call.
    pub(crate) fn retry(&self) -> Retry {
        Retry::new(self.retry, self.budget.clone())
    }

    /// The place of an operation among those on its key.
    pub(super) fn turn(&self, request: &Request) -> Option<Turn> {
        request.key().map(|key| self.sequences.issue(key))
    }

    pub(crate) fn redactor(&self) -> &Redactor {
        &self.redactor
    }

    /// What is known of the credentials that go with each request.
    pub(super) fn carried(&self) -> &Carried {
        &self.carried
    }

    /// Sends the request and waits for the head of the answer, whatever its status.
    pub(super) async fn send(
        &self,
        request: &Request,
        cookies: Option<HeaderValue>,
        clock: &mut NetworkClock,
    ) -> Result<Answered> {
        request.check_class()?;
        let origin = self.origins.of(request.target().url())?;
        // Nobody waits for a place to be told that nothing is sent.
        origin.circuit.check()?;
        let place = clock
            .queue(origin.places.take())
            .await
            .map_err(|error| origin.places.waited_for(&error))??;
        let pass = origin.circuit.pass()?;
        let client = if request.class().has_effects() { &self.fresh } else { &self.pooled };
        let mut builder = client.request(request.method.clone(), request.target().sent_url()?);
        if let Some(cookies) = cookies {
            builder = builder.header(header::COOKIE, cookies);
        }
        for (name, value) in request.headers() {
            builder = builder.header(name, value);
        }
        match request.content() {
            Some(content) => {
                builder = builder
                    .header(header::CONTENT_TYPE, content.media_type)
                    .body(content.text.to_bytes());
            }
            // The library says no length of nothing, and some servers then answer 411.
            None if request.method == Method::POST => {
                builder = builder.header(header::CONTENT_LENGTH, "0");
            }
            None => {}
        }
        tracing::debug!(?request, "sending");
        clock.restart_window();
        let connect: Duration = self.timeouts.connect;
        let waited = clock.wait(connect, builder.send()).await;
        let response = match waited.and_then(|sent| sent.map_err(|e| failure::classify(&e))) {
            Ok(response) => response,
            Err(error) => {
                // What lasts, as a certificate that is not trusted, is told each time; that the call
                // has used up its own time says nothing of the origin.
                if error.is_retryable() && clock.left() != Some(Duration::ZERO) {
                    pass.failed(&error);
                }
                return Err(error);
            }
        };
        match gateway(response.status()) {
            Some(error) => pass.failed(&error),
            None => pass.answered(),
        }
        tracing::debug!(?request, status = response.status().as_u16(), "answered");
        check_headers(response.headers())?;
        Ok(Answered { response, place, body_limit: self.body_limit })
    }
}

/// What stands before the service and says that it is not there. A 500 is an answer of the service
/// itself, and may be about this request alone.
fn gateway(status: StatusCode) -> Option<Error> {
    let down = matches!(status.as_u16(), 502..=504);
    down.then(|| {
        let detail = format!("the service answered {}", status.as_u16());
        Error::new(ErrorKind::Service, detail).with_status(status.as_u16())
    })
}

/// The HTTP library bounds what it reads of a head; this bounds what is kept of it.
fn check_headers(headers: &HeaderMap) -> Result<()> {
    let bytes: usize =
        headers.iter().map(|(name, value)| name.as_str().len() + value.as_bytes().len()).sum();
    if bytes > MOST_HEADER_BYTES {
        let detail = format!("the answer's headers have {bytes} bytes, 64 KiB are the most");
        return Err(Error::new(ErrorKind::Limit, detail)
            .with_hint("check the base URL and ask the provider: this limit stands"));
    }
    Ok(())
}
