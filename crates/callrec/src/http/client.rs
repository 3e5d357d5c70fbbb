//! Sends one request: HTTP/1.1, no redirect, no Referer, nothing compressed, no proxy unasked.

use std::fmt;
use std::time::Duration;

use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::{Method, Response};

use super::redact::Redactor;
use super::retry::RetryPolicy;
use super::url::Target;
use super::{NetworkClock, Timeouts, failure, tls};
use crate::secret::Secret;
use crate::{Error, Result};

/// What a client is built from.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClientConfig {
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: RetryPolicy,
    /// Only plain http will be spoken: no certificate is ever trusted.
    pub(crate) plain_only: bool,
    /// PEM texts of further authorities.
    pub(crate) extra_roots: Vec<Vec<u8>>,
    /// A proxy's URL, which may hold its credentials.
    pub(crate) proxy: Option<Secret>,
    /// Secrets to be taken out of text that servers send.
    pub(crate) secrets: Vec<Secret>,
}

/// One connection pool and its rules. Holds no session.
pub(crate) struct HttpClient {
    inner: reqwest::Client,
    timeouts: Timeouts,
    retry: RetryPolicy,
    redactor: Redactor,
}

/// A request that can be sent again.
#[derive(Clone)]
pub(crate) struct Request {
    method: Method,
    target: Target,
    form: Option<Secret>,
}

impl Request {
    pub(crate) fn get(target: Target) -> Self {
        Self { method: Method::GET, target, form: None }
    }

    /// A POST of a form, already encoded.
    pub(crate) fn post_form(target: Target, form: Secret) -> Self {
        Self { method: Method::POST, target, form: Some(form) }
    }

    pub(crate) fn target(&self) -> &Target {
        &self.target
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.method, self.target)
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
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .http1_only()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .no_proxy()
            .default_headers(headers)
            .user_agent(concat!("callrec/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(config.timeouts.connect);
        if let Some(proxy) = &config.proxy {
            let proxy = reqwest::Proxy::all(proxy.expose())
                .map_err(|_| Error::config("the proxy is not a URL as in http://host:3128"))?;
            builder = builder.proxy(proxy);
        }
        let inner = builder.build().map_err(|error| {
            Error::config(format!("the HTTP client cannot be built: {}", failure::root(&error)))
        })?;
        Ok(Self {
            inner,
            timeouts: config.timeouts,
            retry: config.retry,
            redactor: Redactor::new(config.secrets.clone()),
        })
    }

    pub(crate) fn timeouts(&self) -> Timeouts {
        self.timeouts
    }

    pub(crate) fn retry_policy(&self) -> RetryPolicy {
        self.retry
    }

    pub(crate) fn redactor(&self) -> &Redactor {
        &self.redactor
    }

    /// Sends the request and waits for the head of the answer, whatever its status.
    pub(super) async fn send(
        &self,
        request: &Request,
        cookies: Option<HeaderValue>,
        clock: &mut NetworkClock,
    ) -> Result<Response> {
        let mut builder = self.inner.request(request.method.clone(), request.target.url().clone());
        if let Some(cookies) = cookies {
            builder = builder.header(header::COOKIE, cookies);
        }
        if let Some(form) = &request.form {
            builder = builder
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(form.expose().to_owned());
        }
        tracing::debug!(?request, "sending");
        clock.restart_window();
        let connect: Duration = self.timeouts.connect;
        let response = match clock.wait(connect, builder.send()).await? {
            Ok(response) => response,
            Err(error) => return Err(failure::classify(&error)),
        };
        tracing::debug!(?request, status = response.status().as_u16(), "answered");
        Ok(response)
    }
}
