//! `callrec.IpassPortal`.

use std::sync::{Mutex, PoisonError};

use callrec::blocking::{self, IpassPortal as Client};
use callrec::{ErrorKind, IpassPortalBuilder, LoginMethod, Provider};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::error::Place;
use crate::interrupt::{self, Ear};
use crate::reader::Reader;
use crate::released::released;
use crate::{arguments, error};

/// Where the portal is, unless the environment says otherwise (SEED).
const BASE_URL: &str = "https://openmobile.ipass.com";
const BASE_URL_VARIABLE: &str = "CALLREC_IPASS_PORTAL_URL";

/// A client of the iPass Open Mobile portal.
#[pyclass(module = "callrec", frozen, weakref)]
pub(crate) struct IpassPortal {
    /// None once it was closed: connections, session and password go with it.
    client: Mutex<Option<Client>>,
    base_url: String,
}

/// What both ways to make a client take.
struct Options<'a, 'py> {
    login_method: &'a str,
    timeout: f64,
    connect_timeout: f64,
    total_timeout: Option<f64>,
    allow_plain_http: bool,
    extra_ca: Option<&'a Bound<'py, PyAny>>,
    batch_rows: usize,
    strict: bool,
}

impl Options<'_, '_> {
    fn apply(
        &self,
        py: Python<'_>,
        mut builder: IpassPortalBuilder,
    ) -> PyResult<IpassPortalBuilder> {
        builder = builder
            .login_method(login_method(py, self.login_method)?)
            .idle_timeout(arguments::seconds(py, "timeout", self.timeout)?)
            .connect_timeout(arguments::seconds(py, "connect_timeout", self.connect_timeout)?)
            .decode_options(arguments::decode_options(py, self.batch_rows, self.strict)?);
        if let Some(total) = self.total_timeout {
            builder = builder.total_timeout(arguments::seconds(py, "total_timeout", total)?);
        }
        if self.allow_plain_http {
            builder = builder.allow_plain_http();
        }
        if let Some(pem) = self.extra_ca {
            builder = builder.extra_root_certificate(certificate(pem)?);
        }
        Ok(builder)
    }
}

impl IpassPortal {
    fn build(py: Python<'_>, builder: IpassPortalBuilder, base_url: &str) -> PyResult<Self> {
        let client = released(py, || builder.build_blocking())
            .map_err(|failure| error::raise(py, &failure))?
            .with_interrupt(interrupt::asked);
        // One that was accepted holds no credentials and no query.
        Ok(Self { client: Mutex::new(Some(client)), base_url: base_url.trim().to_owned() })
    }

    fn call<T: Send>(
        &self,
        py: Python<'_>,
        call: impl FnOnce(&Client) -> callrec::Result<T> + Send,
    ) -> PyResult<T> {
        let client = self.client.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(client) = client else {
            let detail = "ipass-portal: the client was closed";
            return Err(error::own(py, ErrorKind::Closed, detail, "make a new one"));
        };
        released(py, || Ear::Python.listening(|| call(&client))).map_err(|halt| halt.raise(py))
    }

    fn read(
        &self,
        py: Python<'_>,
        call: impl FnOnce(&Client) -> callrec::Result<blocking::Reader> + Send,
    ) -> PyResult<Reader> {
        self.call(py, call).map(Reader::new)
    }
}

#[pymethods]
impl IpassPortal {
    #[new]
    #[pyo3(signature = (
        base_url, username, password, *, login_method="post", timeout=30.0, connect_timeout=10.0,
        total_timeout=None, allow_plain_http=false, extra_ca=None, batch_rows=8192, strict=false,
    ))]
    // The signature is Python's: keywords with defaults, as people there expect.
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        base_url: &str,
        username: &str,
        password: &str,
        login_method: &str,
        timeout: f64,
        connect_timeout: f64,
        total_timeout: Option<f64>,
        allow_plain_http: bool,
        extra_ca: Option<&Bound<'_, PyAny>>,
        batch_rows: usize,
        strict: bool,
    ) -> PyResult<Self> {
        let options = Options {
            login_method,
            timeout,
            connect_timeout,
            total_timeout,
            allow_plain_http,
            extra_ca,
            batch_rows,
            strict,
        };
        let builder = Client::builder().base_url(base_url).credentials(username, password);
        Self::build(py, options.apply(py, builder)?, base_url)
    }

    #[staticmethod]
    #[pyo3(signature = (
        *, login_method="post", timeout=30.0, connect_timeout=10.0, total_timeout=None,
        allow_plain_http=false, extra_ca=None, batch_rows=8192, strict=false,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn from_env(
        py: Python<'_>,
        login_method: &str,
        timeout: f64,
        connect_timeout: f64,
        total_timeout: Option<f64>,
        allow_plain_http: bool,
        extra_ca: Option<&Bound<'_, PyAny>>,
        batch_rows: usize,
        strict: bool,
    ) -> PyResult<Self> {
        let options = Options {
            login_method,
            timeout,
            connect_timeout,
            total_timeout,
            allow_plain_http,
            extra_ca,
            batch_rows,
            strict,
        };
        let base_url = std::env::var(BASE_URL_VARIABLE).unwrap_or_else(|_| BASE_URL.to_owned());
        let builder = Client::builder().environment().base_url(&base_url);
        Self::build(py, options.apply(py, builder)?, &base_url)
    }

    #[getter]
    fn base_url(&self) -> &str {
        &self.base_url
    }

    fn login(&self, py: Python<'_>) -> PyResult<()> {
        self.call(py, Client::login)
    }

    fn monthly_cdr(
        &self,
        py: Python<'_>,
        company: &str,
        month: &Bound<'_, PyAny>,
    ) -> PyResult<Reader> {
        let month = arguments::month(month, at("monthly_cdr"))?;
        self.read(py, |client| client.monthly_cdr(company, month))
    }

    fn daily_cdr(
        &self,
        py: Python<'_>,
        company: &str,
        date: &Bound<'_, PyAny>,
    ) -> PyResult<Reader> {
        let day = arguments::day(date, at("daily_cdr"))?;
        self.read(py, |client| client.daily_cdr(company, day))
    }

    fn monthly_adjustment_cdr(
        &self,
        py: Python<'_>,
        company: &str,
        month: &Bound<'_, PyAny>,
    ) -> PyResult<Reader> {
        let month = arguments::month(month, at("monthly_adjustment_cdr"))?;
        self.read(py, |client| client.monthly_adjustment_cdr(company, month))
    }

    fn daily_adjustment_cdr(
        &self,
        py: Python<'_>,
        company: &str,
        date: &Bound<'_, PyAny>,
    ) -> PyResult<Reader> {
        let day = arguments::day(date, at("daily_adjustment_cdr"))?;
        self.read(py, |client| client.daily_adjustment_cdr(company, day))
    }

    fn network_users(
        &self,
        py: Python<'_>,
        company: &str,
        month: &Bound<'_, PyAny>,
    ) -> PyResult<Reader> {
        let month = arguments::month(month, at("network_users"))?;
        self.read(py, |client| client.network_users(company, month))
    }

    fn network_users_csv(
        &self,
        py: Python<'_>,
        company: &str,
        month: &Bound<'_, PyAny>,
    ) -> PyResult<Reader> {
        let month = arguments::month(month, at("network_users_csv"))?;
        self.read(py, |client| client.network_users_csv(company, month))
    }

    fn child_companies(&self, py: Python<'_>, company: &str) -> PyResult<Reader> {
        self.read(py, |client| client.child_companies(company))
    }

    fn close(&self) {
        *self.client.lock().unwrap_or_else(PoisonError::into_inner) = None;
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
        self.close();
    }

    fn __repr__(&self) -> String {
        format!("<callrec.IpassPortal {}>", self.base_url)
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "a client holds a password and a session and cannot be pickled; \
             make one in the process that uses it, as with IpassPortal.from_env()",
        ))
    }
}

fn at(operation: &'static str) -> Place {
    Place { provider: Provider::IpassPortal, operation }
}

fn login_method(py: Python<'_>, name: &str) -> PyResult<LoginMethod> {
    match name {
        "post" => Ok(LoginMethod::PostForm),
        "get" => Ok(LoginMethod::Get),
        other => Err(error::invalid_argument(
            py,
            &format!("login_method is \"post\" or \"get\", not {other:?}"),
        )),
    }
}

fn certificate(pem: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    if let Ok(text) = pem.cast::<PyString>() {
        return Ok(text.to_cow()?.into_owned().into_bytes());
    }
    if let Ok(bytes) = pem.cast::<PyBytes>() {
        return Ok(bytes.as_bytes().to_vec());
    }
    Err(error::invalid_argument(pem.py(), "extra_ca is PEM text or bytes"))
}
