//! The keyword arguments that all clients take: how a service is reached, how its reports are decoded.

use std::time::Duration;

use callrec::{DecodeOptions, Delimiter, Encoding, SessionLengthUnit};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use super::Limits;
use crate::{arguments, error};

/// As Python gives them.
pub(crate) struct Given<'a, 'py> {
    pub(crate) timeout: f64,
    pub(crate) connect_timeout: f64,
    pub(crate) total_timeout: Option<f64>,
    pub(crate) tries: u32,
    pub(crate) retry_pause: f64,
    pub(crate) retry_after_limit: f64,
    pub(crate) retry_within: f64,
    pub(crate) concurrency: Option<usize>,
    pub(crate) circuit_after: u32,
    pub(crate) circuit_pause: f64,
    pub(crate) body_limit: u64,
    pub(crate) proxy: Option<String>,
    pub(crate) extra_ca: Option<Bound<'py, PyAny>>,
    pub(crate) allow_plain_http: bool,
    pub(crate) batch_rows: usize,
    pub(crate) strict: bool,
    pub(crate) encoding: &'a str,
    pub(crate) delimiter: Option<&'a str>,
    pub(crate) session_length_unit: &'a str,
    pub(crate) limits: Option<Limits>,
}

/// The same, checked as far as Python's part goes.
pub(crate) struct Connection {
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) total_timeout: Option<Duration>,
    pub(crate) tries: u32,
    pub(crate) retry_pause: Duration,
    pub(crate) retry_after_limit: Duration,
    pub(crate) retry_within: Duration,
    pub(crate) concurrency: Option<usize>,
    pub(crate) circuit_after: u32,
    pub(crate) circuit_pause: Duration,
    pub(crate) body_limit: u64,
    pub(crate) proxy: Option<String>,
    pub(crate) extra_ca: Option<Vec<u8>>,
    pub(crate) allow_plain_http: bool,
    pub(crate) decode: DecodeOptions,
}

impl Given<'_, '_> {
    pub(crate) fn check(self, py: Python<'_>) -> PyResult<Connection> {
        for (name, is_none) in
            [("tries", self.tries == 0), ("concurrency", self.concurrency == Some(0))]
        {
            if is_none {
                return Err(error::invalid_argument(py, &format!("{name} is at least 1")));
            }
        }
        let seconds = |name, value| arguments::seconds(py, name, value);
        let mut decode = arguments::decode_options(py, self.batch_rows, self.strict)?
            .with_encoding(encoding(py, self.encoding)?)
            .with_session_length_unit(session_length_unit(py, self.session_length_unit)?);
        decode.delimiter = delimiter(py, self.delimiter)?;
        if let Some(limits) = self.limits {
            decode.limits = limits.core();
        }
        Ok(Connection {
            timeout: seconds("timeout", self.timeout)?,
            connect_timeout: seconds("connect_timeout", self.connect_timeout)?,
            total_timeout: self
                .total_timeout
                .map(|most| seconds("total_timeout", most))
                .transpose()?,
            tries: self.tries,
            retry_pause: arguments::seconds_or_none(py, "retry_pause", self.retry_pause)?,
            retry_after_limit: arguments::seconds_or_none(
                py,
                "retry_after_limit",
                self.retry_after_limit,
            )?,
            retry_within: arguments::seconds_or_none(py, "retry_within", self.retry_within)?,
            concurrency: self.concurrency,
            circuit_after: self.circuit_after,
            circuit_pause: arguments::seconds_or_none(py, "circuit_pause", self.circuit_pause)?,
            body_limit: self.body_limit,
            proxy: self.proxy,
            extra_ca: self.extra_ca.as_ref().map(certificate).transpose()?,
            allow_plain_http: self.allow_plain_http,
            decode,
        })
    }
}

/// An encoding by its name in Python's codecs.
pub(crate) fn encoding(py: Python<'_>, name: &str) -> PyResult<Encoding> {
    arguments::one_of(
        py,
        "encoding",
        name,
        &[
            ("auto", Encoding::Auto),
            ("utf-8", Encoding::Utf8),
            ("utf-16-le", Encoding::Utf16Le),
            ("utf-16-be", Encoding::Utf16Be),
            ("latin-1", Encoding::Latin1),
            ("windows-1252", Encoding::Windows1252),
        ],
    )
}

/// A delimiter by its character.
pub(crate) fn delimiter(py: Python<'_>, text: Option<&str>) -> PyResult<Option<Delimiter>> {
    let named = |text| {
        arguments::one_of(
            py,
            "delimiter",
            text,
            &[(",", Delimiter::Comma), ("\t", Delimiter::Tab), ("|", Delimiter::Pipe)],
        )
    };
    text.map(named).transpose()
}

/// What a session length counts.
pub(crate) fn session_length_unit(py: Python<'_>, name: &str) -> PyResult<SessionLengthUnit> {
    arguments::one_of(
        py,
        "session_length_unit",
        name,
        &[("seconds", SessionLengthUnit::Seconds), ("minutes", SessionLengthUnit::Minutes)],
    )
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
