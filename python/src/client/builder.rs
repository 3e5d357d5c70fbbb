//! How a client class is made: constructor, environment, end, and what it shows of itself.

use callrec::{
    BillingFeedBuilder, GetCallsBuilder, HostedUsersBuilder, IpassPortalBuilder, IpassRestBuilder,
};

use super::connection::Connection;

/// A builder of the core that takes what all of them take.
pub(super) trait Configured: Sized {
    fn connected(self, options: Connection) -> Self;
}

macro_rules! configured {
    ($($builder:ident),+) => {
        $(impl Configured for $builder {
            fn connected(self, options: Connection) -> Self {
                let mut builder = self
                    .idle_timeout(options.timeout)
                    .connect_timeout(options.connect_timeout)
                    .tries(options.tries)
                    .retry_pause(options.retry_pause)
                    .retry_after_limit(options.retry_after_limit)
                    .retry_within(options.retry_within)
                    .circuit_after(options.circuit_after)
                    .circuit_pause(options.circuit_pause)
                    .body_limit(options.body_limit)
                    .decode_options(options.decode);
                if let Some(most) = options.total_timeout {
                    builder = builder.total_timeout(most);
                }
                if let Some(most) = options.concurrency {
                    builder = builder.concurrency(most);
                }
                if let Some(url) = options.proxy {
                    builder = builder.proxy(url);
                }
                if let Some(pem) = options.extra_ca {
                    builder = builder.extra_root_certificate(pem);
                }
                if options.allow_plain_http {
                    builder = builder.allow_plain_http();
                }
                builder
            }
        })+
    };
}

configured!(
    BillingFeedBuilder,
    GetCallsBuilder,
    HostedUsersBuilder,
    IpassPortalBuilder,
    IpassRestBuilder
);

/// A way to make a client: a constructor or static method with the keyword arguments of all clients.
macro_rules! way_to_make {
    (
        $class:ident,
        $(#[$about:meta])*
        $name:ident($py:ident, $given:ident; $($who:ident),*),
        own: { $($own:ident: $type:ty = $default:tt),* },
        $body:block
    ) => {
        #[pymethods]
        impl $class {
            $(#[$about])*
            #[pyo3(signature = (
                $($who,)* *, $($own=$default,)*
                timeout=30.0, connect_timeout=10.0, total_timeout=None, tries=3, retry_pause=0.5,
                retry_after_limit=300.0, retry_within=900.0, concurrency=None, circuit_after=20,
                circuit_pause=10.0, body_limit=68719476736, proxy=None, extra_ca=None,
                allow_plain_http=false, batch_rows=8192, strict=false, encoding="auto",
                delimiter=None, session_length_unit="seconds", limits=None,
            ))]
            // The signature is Python's: keywords with defaults, as people there expect.
            #[allow(clippy::too_many_arguments)]
            fn $name<'py>(
                $py: Python<'py>,
                $($who: &str,)*
                $($own: $type,)*
                timeout: f64,
                connect_timeout: f64,
                total_timeout: Option<f64>,
                tries: u32,
                retry_pause: f64,
                retry_after_limit: f64,
                retry_within: f64,
                concurrency: Option<usize>,
                circuit_after: u32,
                circuit_pause: f64,
                body_limit: u64,
                proxy: Option<String>,
                extra_ca: Option<Bound<'py, PyAny>>,
                allow_plain_http: bool,
                batch_rows: usize,
                strict: bool,
                encoding: &str,
                delimiter: Option<&str>,
                session_length_unit: &str,
                limits: Option<crate::client::Limits>,
            ) -> PyResult<Self> {
                let $given = crate::client::connection::Given {
                    timeout,
                    connect_timeout,
                    total_timeout,
                    tries,
                    retry_pause,
                    retry_after_limit,
                    retry_within,
                    concurrency,
                    circuit_after,
                    circuit_pause,
                    body_limit,
                    proxy,
                    extra_ca,
                    allow_plain_http,
                    batch_rows,
                    strict,
                    encoding,
                    delimiter,
                    session_length_unit,
                    limits,
                };
                $body
            }
        }
    };
}

pub(super) use way_to_make;

/// A client class: `Class(base_url, who, secret, *, …)`, `Class.from_env(*, …)`, `close`, `with`.
///
/// `own` are the keyword arguments that no other client has, `with` applies them to the core's
/// builder, `credentials` tells it who asks.
macro_rules! client_class {
    (
        $(#[$about:meta])*
        $class:ident of $core:ty,
        provider: $provider:expr,
        url: $variable:literal or $url:expr,
        credentials: |$plain:ident| ($($who:ident),+) $credentials:expr,
        own: { $($own:ident: $type:ty = $default:tt),* $(,)? },
        with: |$py:ident, $builder:ident| $applied:expr,
        $(#[$environment:meta])*
        from_env,
        unpicklable: $reason:literal $(,)?
    ) => {
        $(#[$about])*
        #[pyclass(module = "callrec", frozen, weakref)]
        pub(crate) struct $class {
            pub(super) held: crate::client::Held<$core>,
        }

        crate::client::builder::way_to_make! {
            $class,
            #[new]
            new($py, given; base_url, $($who),+),
            own: { $($own: $type = $default),* },
            {
                let $plain = <$core>::builder().base_url(base_url);
                let $builder = $credentials;
                Self::build($py, $applied, given, base_url)
            }
        }

        crate::client::builder::way_to_make! {
            $class,
            $(#[$environment])*
            #[staticmethod]
            from_env($py, given; ),
            own: { $($own: $type = $default),* },
            {
                let base_url = std::env::var($variable).unwrap_or_else(|_| $url.to_owned());
                let $builder = <$core>::builder().base_url(&base_url).environment();
                Self::build($py, $applied, given, &base_url)
            }
        }

        #[pymethods]
        impl $class {
            /// str : Where it sends requests.
            #[getter]
            fn base_url(&self) -> &str {
                &self.held.base_url
            }

            /// Ends the client: later calls raise `ClosedError`. What it has opened goes on. Twice
            /// is fine.
            fn close(&self) {
                self.held.close();
            }

            fn __enter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
                slf
            }

            fn __exit__(
                &self,
                kind: Option<Bound<'_, PyAny>>,
                error: Option<Bound<'_, PyAny>>,
                traceback: Option<Bound<'_, PyAny>>,
            ) {
                drop((kind, error, traceback));
                self.held.close();
            }

            fn __repr__(&self) -> String {
                format!("<callrec.{} {}>", stringify!($class), self.held.base_url)
            }

            fn __reduce__(&self) -> PyResult<()> {
                Err(pyo3::exceptions::PyTypeError::new_err(concat!(
                    "a client holds ", $reason, " and cannot be pickled; make one in the process \
                     that uses it, as with ", stringify!($class), ".from_env()",
                )))
            }
        }

        impl $class {
            fn build<B>(
                py: Python<'_>,
                builder: PyResult<B>,
                given: crate::client::connection::Given<'_, '_>,
                base_url: &str,
            ) -> PyResult<Self>
            where
                B: crate::client::builder::Configured
                    + crate::client::builder::Builds<$core>
                    + Send,
            {
                let builder = builder?.connected(given.check(py)?);
                let client = crate::released::released(py, || builder.built())
                    .map_err(|failure| crate::error::raise(py, &failure))?;
                Ok(Self { held: crate::client::Held::new($provider, client, base_url) })
            }
        }
    };
}

pub(super) use client_class;

/// A builder of the core that ends in a blocking client which listens to Python's signals.
pub(super) trait Builds<C> {
    fn built(self) -> callrec::Result<C>;
}

macro_rules! builds {
    ($($builder:ident => $client:ident),+ $(,)?) => {
        $(impl Builds<callrec::blocking::$client> for $builder {
            fn built(self) -> callrec::Result<callrec::blocking::$client> {
                Ok(self.build_blocking()?.with_interrupt(crate::interrupt::asked))
            }
        })+
    };
}

builds!(
    BillingFeedBuilder => BillingFeed,
    GetCallsBuilder => GetCalls,
    HostedUsersBuilder => HostedUsers,
    IpassPortalBuilder => IpassPortal,
    IpassRestBuilder => IpassRest,
);
