//! `callrec.FanOut`: many readers of one kind, several opened at once.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use callrec::blocking::{self, FanOut as Opening};
use callrec::{Company, Day, Result as Core, UnifyOptions};
use pyo3::IntoPyObjectExt as _;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyType;

use crate::aside;
use crate::client::{feed_account, portal_company};
use crate::halt::{Halt, Unreadable};
use crate::interrupt::Ear;
use crate::process::Home;
use crate::reader::Reader;
use crate::released::released;
use crate::turn::wait_for;
use crate::{error, object, value};

/// The calls by what their readers are of, and what is known for unified records.
pub(crate) enum Calls {
    Companies(Opening<Company>),
    Days(Opening<Day>, String),
    Windows(Opening<callrec::Window>, UnifyOptions),
    Logins(Opening<String>, HashMap<String, UnifyOptions>),
}

/// What a reader is of.
enum Key {
    Company(Company),
    Day(Day),
    Window(callrec::Window),
    Login(String),
}

type Next = Option<(Key, UnifyOptions, Core<blocking::Reader>)>;

impl Calls {
    /// The next result, waited for. To be called without the GIL.
    fn next(&mut self) -> Core<Next> {
        Ok(match self {
            Self::Companies(calls) => calls.next_result()?.map(|(company, reader)| {
                let unify = portal_company(&company.id);
                (Key::Company(company), unify, reader)
            }),
            Self::Days(calls, company) => calls
                .next_result()?
                .map(|(day, reader)| (Key::Day(day), portal_company(company), reader)),
            Self::Windows(calls, unify) => calls
                .next_result()?
                .map(|(window, reader)| (Key::Window(window), unify.clone(), reader)),
            Self::Logins(calls, known) => calls.next_result()?.map(|(login, reader)| {
                let unify = known.get(&login).cloned().unwrap_or_else(|| feed_account(&login));
                (Key::Login(login), unify, reader)
            }),
        })
    }

    fn remaining(&self) -> usize {
        match self {
            Self::Companies(calls) => calls.remaining(),
            Self::Days(calls, _) => calls.remaining(),
            Self::Windows(calls, _) => calls.remaining(),
            Self::Logins(calls, _) => calls.remaining(),
        }
    }

    /// `closed` ends the waiting, too.
    fn set(self, concurrency: Option<usize>, as_completed: bool, closed: &Arc<AtomicBool>) -> Self {
        fn set<K: Clone + Send + Sync + Unpin + 'static>(
            calls: Opening<K>,
            concurrency: Option<usize>,
            as_completed: bool,
            closed: &Arc<AtomicBool>,
        ) -> Opening<K> {
            let closed = Arc::clone(closed);
            let calls = calls.with_interrupt(move || closed.load(Ordering::Acquire));
            let calls = match concurrency {
                Some(most) => calls.concurrency(most),
                None => calls,
            };
            if as_completed { calls.as_completed() } else { calls }
        }
        match self {
            Self::Companies(calls) => {
                Self::Companies(set(calls, concurrency, as_completed, closed))
            }
            Self::Days(calls, company) => {
                Self::Days(set(calls, concurrency, as_completed, closed), company)
            }
            Self::Windows(calls, unify) => {
                Self::Windows(set(calls, concurrency, as_completed, closed), unify)
            }
            Self::Logins(calls, known) => {
                Self::Logins(set(calls, concurrency, as_completed, closed), known)
            }
        }
    }
}

/// An iterator of readers that are opened several at once, each with what it is of.
///
/// One call's error does not stop the others: it is that item's `FanOutItem.error`. Each reader is to
/// be read or closed before many more are taken, since it holds a connection. Leaving a ``with`` block,
/// or `close`, ends the calls under way; readers that were taken go on.
///
/// Examples
/// --------
/// >>> for item in portal.monthly_cdr_of_all("1025", "2026-09"):
/// ...     if item.error is None:
/// ...         print(item.key.id, item.reader.summary().amount)
#[pyclass(module = "callrec", frozen, weakref)]
pub(crate) struct FanOut {
    calls: Mutex<Option<Calls>>,
    closed: Arc<AtomicBool>,
    home: Home,
    remaining: Mutex<usize>,
}

impl FanOut {
    pub(crate) fn new(
        py: Python<'_>,
        calls: Calls,
        concurrency: Option<usize>,
        as_completed: bool,
    ) -> PyResult<Self> {
        if concurrency == Some(0) {
            return Err(error::invalid_argument(py, "concurrency is at least 1"));
        }
        let closed = Arc::new(AtomicBool::new(false));
        let calls = calls.set(concurrency, as_completed, &closed);
        let remaining = Mutex::new(calls.remaining());
        Ok(Self { calls: Mutex::new(Some(calls)), closed, home: Home::here(), remaining })
    }

    fn next(&self) -> Result<Next, Halt> {
        // A thread that the fork left behind may hold the lock for ever.
        if self.home.is_elsewhere() {
            return Err(Halt::Unreadable(Unreadable::Forked));
        }
        let mut guard = wait_for(&self.calls, Ear::Python)?;
        if self.closed.load(Ordering::Acquire) {
            *guard = None;
        }
        let Some(calls) = guard.as_mut() else { return Ok(None) };
        let next = Ear::Python.listening(|| calls.next());
        self.note(calls.remaining());
        match next {
            Ok(Some(item)) => return Ok(Some(item)),
            Ok(None) => {}
            // What waiting failed with ends it; what a call failed with is its own result.
            Err(halt) => {
                *guard = None;
                return Err(halt);
            }
        }
        *guard = None;
        Ok(None)
    }

    fn note(&self, remaining: usize) {
        *self.remaining.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = remaining;
    }
}

#[pymethods]
impl FanOut {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<FanOutItem>> {
        let next = released(py, || self.next()).map_err(|halt| halt.raise(py))?;
        next.map(|(key, unify, opened)| FanOutItem::new(py, key, unify, opened)).transpose()
    }

    /// int : Items that were not taken yet.
    #[getter]
    fn remaining(&self) -> usize {
        *self.remaining.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Ends the calls under way, from any thread; what waits in it ends with `CancelledError`. Twice
    /// is fine.
    fn close(&self) {
        self.closed.store(true, Ordering::Release);
        // A thread that waits for an item takes it along when it hears of this.
        if let Ok(mut calls) = self.calls.try_lock() {
            *calls = None;
        }
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

    #[classmethod]
    fn __class_getitem__<'py>(
        cls: &Bound<'py, PyType>,
        item: Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        crate::generic_alias(cls, item)
    }

    fn __repr__(&self) -> String {
        format!("<callrec.FanOut: {} left>", self.remaining())
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "a fan-out stands on open connections and cannot be pickled; make it where it is used",
        ))
    }
}

/// One result of a `FanOut`: what it is of, and its reader or its error.
#[pyclass(module = "callrec", frozen)]
pub(crate) struct FanOutItem {
    key: Py<PyAny>,
    opened: Result<Py<Reader>, callrec::Error>,
}

impl FanOutItem {
    fn new(
        py: Python<'_>,
        key: Key,
        unify: UnifyOptions,
        opened: Core<blocking::Reader>,
    ) -> PyResult<Self> {
        let key = match key {
            Key::Company(company) => object::one(py, company)?,
            Key::Day(day) => value::day(py, day)?.unbind(),
            Key::Window(inner) => Window { inner }.into_py_any(py)?,
            Key::Login(login) => login.into_py_any(py)?,
        };
        let opened = match opened {
            Ok(reader) => Ok(Py::new(py, Reader::new(reader, unify))?),
            Err(error) => Err(error),
        };
        Ok(Self { key, opened })
    }
}

#[pymethods]
impl FanOutItem {
    /// object : What it is of: a `CompanyRecord`, `datetime.date`, `Window` or login (`str`).
    #[getter]
    fn key(&self, py: Python<'_>) -> Py<PyAny> {
        self.key.clone_ref(py)
    }

    /// Reader : The reader; where the call failed, its error is raised.
    #[getter]
    fn reader(&self, py: Python<'_>) -> PyResult<Py<Reader>> {
        match &self.opened {
            Ok(reader) => Ok(reader.clone_ref(py)),
            Err(error) => Err(error::raise(py, error)),
        }
    }

    /// CallrecError or None : Why there is no reader.
    #[getter]
    fn error(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        let error = self.opened.as_ref().err()?;
        Some(error::raise(py, error).into_value(py).into_any())
    }

    #[classmethod]
    fn __class_getitem__<'py>(
        cls: &Bound<'py, PyType>,
        item: Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        crate::generic_alias(cls, item)
    }

    /// A notebook's view: what it is of, and its reader or error.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        aside::html(slf.as_any(), "fan_out_item")
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let key = self.key.bind(py).repr()?;
        Ok(match &self.opened {
            Ok(_) => format!("<callrec.FanOutItem {key}>"),
            Err(error) => format!("<callrec.FanOutItem {key}: {}>", error.kind().name()),
        })
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "a fan-out item holds a reader and cannot be pickled; write the reader to a file",
        ))
    }
}

/// Days that one request asks for, and that are replaced as a whole when it is asked again.
#[pyclass(module = "callrec", frozen, eq, ord, hash)]
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Window {
    inner: callrec::Window,
}

#[pymethods]
impl Window {
    /// datetime.date : The first day.
    #[getter]
    fn start<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value::day(py, self.inner.start())
    }

    /// datetime.date : The day after the last one.
    #[getter]
    fn end<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value::day(py, self.inner.end())
    }

    fn __repr__(&self) -> String {
        format!("<callrec.Window {}>", self.inner)
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(crate::not_pickled())
    }
}
