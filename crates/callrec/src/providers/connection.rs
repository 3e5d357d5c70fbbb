//! What all clients are built from: where the service is and how it is reached.

use callrec_decode::DecodeOptions;

use crate::Result;
use crate::http::{BaseUrl, ClientConfig};
use crate::secret::Secret;

/// Where the service is and how it is reached, as its builder was told.
#[derive(Clone)]
pub(crate) struct Connection {
    pub(crate) base_url: String,
    pub(crate) allow_plain_http: bool,
    pub(crate) http: ClientConfig,
    pub(crate) decode: DecodeOptions,
}

impl Connection {
    pub(crate) fn to(base_url: &str) -> Self {
        Self {
            base_url: base_url.to_owned(),
            allow_plain_http: false,
            http: ClientConfig::default(),
            decode: DecodeOptions::default(),
        }
    }

    /// The base URL checked, and the HTTP client's configuration, which keeps `secrets` out of texts
    /// that the server sends.
    pub(crate) fn check(&self, secrets: &[&Secret]) -> Result<(BaseUrl, ClientConfig)> {
        let base_url = BaseUrl::parse(&self.base_url, self.allow_plain_http)?;
        let mut http = self.http.clone();
        http.secrets = secrets.iter().copied().cloned().collect();
        http.secrets.extend(http.proxy.clone());
        http.plain_only = base_url.is_plain() && http.proxy.is_none();
        Ok((base_url, http))
    }
}

/// The builder methods that are the same for all systems. For a builder with a field `connection`.
macro_rules! connection_options {
    () => {
        /// Sends credentials and records in the clear if the base URL is plain http to another
        /// machine.
        pub fn allow_plain_http(mut self) -> Self {
            self.connection.allow_plain_http = true;
            self
        }

        /// Limits in time, all at once.
        pub fn timeouts(mut self, timeouts: $crate::Timeouts) -> Self {
            self.connection.http.timeouts = timeouts;
            self
        }

        /// For one connection, name service and TLS included. Default 10 s.
        pub fn connect_timeout(mut self, limit: std::time::Duration) -> Self {
            self.connection.http.timeouts.connect = limit;
            self
        }

        /// Without a byte from the network. Default 30 s.
        pub fn idle_timeout(mut self, limit: std::time::Duration) -> Self {
            self.connection.http.timeouts.idle = limit;
            self
        }

        /// For all waiting of one call or reader. Default none.
        pub fn total_timeout(mut self, limit: std::time::Duration) -> Self {
            self.connection.http.timeouts.total = Some(limit);
            self
        }

        /// Tries of one request in all, the first included; default 3, at least 1. Only what may pass
        /// is tried again, only while nothing was handed on, and within the client's budget: while
        /// every call fails, ten tries more than there are calls, which success refills. What has
        /// effects is tried again as its class allows: a create or a notification never, once it may
        /// have arrived.
        pub fn tries(mut self, tries: u32) -> Self {
            self.connection.http.retry.tries = tries.max(1);
            self
        }

        /// The longest pause before the second try, which doubles with each further one. Default
        /// 500 ms.
        pub fn retry_pause(mut self, longest: std::time::Duration) -> Self {
            self.connection.http.retry.base = longest;
            self
        }

        /// The longest pause that the server may ask for with `Retry-After`; one above is not waited
        /// for but told as `RateLimited`. Default 5 minutes.
        pub fn retry_after_limit(mut self, longest: std::time::Duration) -> Self {
            self.connection.http.retry.asked_cap = longest;
            self
        }

        /// No try begins later than this after the first. Default 15 minutes.
        pub fn retry_within(mut self, limit: std::time::Duration) -> Self {
            self.connection.http.retry.within = limit;
            self
        }

        /// Exchanges under way at once with the host of the base URL, at least 1; default 8. All
        /// clients of this process that talk to the host share them, and the smallest number that
        /// any of them was given holds for all of them as long as that client lives. The next waits
        /// its turn, and fails with `Limit` when two minutes pass in which none of the others is
        /// read. An open reader holds its place until its body has come or it is dropped.
        pub fn concurrency(mut self, most: usize) -> Self {
            self.connection.http.concurrency = Some(most.clamp(1, 1 << 16));
            self
        }

        /// After so many exchanges in a row that failed (no connection, no answer, 502, 503, 504),
        /// those of all clients of this process to the origin counted, nothing is sent to it for the
        /// [`circuit_pause`](Self::circuit_pause): calls fail at once with the kind of the last
        /// failure and the time when to come back ([`Error::retry_at`]($crate::Error::retry_at)).
        /// Then one request is sent; its answer lets the others go on. Default 20; 0 is never.
        pub fn circuit_after(mut self, failures: u32) -> Self {
            self.connection.http.circuit.failures = failures;
            self
        }

        /// How long an origin is left alone after [`circuit_after`](Self::circuit_after) failures.
        /// Default 10 s.
        pub fn circuit_pause(mut self, pause: std::time::Duration) -> Self {
            self.connection.http.circuit.pause = pause;
            self
        }

        /// Bytes of one report, decoded, above which it ends with `Limit`. Default 64 GiB.
        pub fn body_limit(mut self, bytes: u64) -> Self {
            self.connection.http.body_limit = bytes;
            self
        }

        /// Trusts further authorities: PEM text with one or more certificates.
        pub fn extra_root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
            self.connection.http.extra_roots.push(pem.into());
            self
        }

        /// Goes through this proxy (`http://[user:password@]host:port`). None is used unless named
        /// here: the environment is not looked at.
        pub fn proxy(mut self, url: impl Into<String>) -> Self {
            self.connection.http.proxy = Some($crate::secret::Secret::new(url));
            self
        }

        /// How reports are decoded: batch size, strictness, limits.
        pub fn decode_options(mut self, options: callrec_decode::DecodeOptions) -> Self {
            self.connection.decode = options;
            self
        }
    };
}

pub(crate) use connection_options;
