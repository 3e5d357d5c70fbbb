//! `callrec.testing.Simulator`, seen from below.

mod calls;
mod users;

use std::sync::Mutex;

use callrec_simulator::{Operation, Plan, Simulator as Server, Switches};
use pyo3::prelude::*;
use pyo3::sync::MutexExt as _;

use crate::error;
use crate::process::Home;
use crate::released::released;

/// The five systems on a loopback port, until it is closed or dropped. Facts go to Python as JSON.
#[pyclass(module = "callrec._native", name = "_Simulator", frozen)]
pub(crate) struct Simulator {
    server: Mutex<Option<Server>>,
    home: Home,
    base_url: String,
    children: Vec<String>,
    environment: Vec<(&'static str, String)>,
}

impl Drop for Simulator {
    fn drop(&mut self) {
        if let Ok(server) = self.server.get_mut() {
            end(server.take(), self.home);
        }
    }
}

/// Ends the server, which waits for its thread. In a forked child that thread is not there, and
/// waiting for it would never end.
fn end(server: Option<Server>, home: Home) {
    if home.is_elsewhere() {
        std::mem::forget(server);
    } else {
        drop(server);
    }
}

impl Simulator {
    /// Looks at the server, without the GIL.
    fn with<T: Send>(
        &self,
        py: Python<'_>,
        look: impl FnOnce(&Server) -> Result<T, callrec_simulator::Error> + Send,
    ) -> PyResult<T> {
        released(py, || {
            let server = self.server.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            server.as_ref().map(look)
        })
        .ok_or_else(|| {
            let detail = "simulator: it was closed";
            error::own(py, callrec::ErrorKind::Closed, detail, "start another one")
        })?
        .map_err(|refused| error::invalid_argument(py, &refused.to_string()))
    }
}

/// What a fact is in JSON.
fn json(fact: &impl serde::Serialize) -> Result<String, callrec_simulator::Error> {
    // None of them has a key that is no text, or a number that is none.
    Ok(serde_json::to_string(fact).unwrap_or_default())
}

#[pymethods]
impl Simulator {
    #[new]
    #[pyo3(signature = (
        *, rows, seed, users, children, feed_rows, feed_accounts, calls_per_day, call_profiles,
        switches,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        rows: u64,
        seed: u64,
        users: u64,
        children: u32,
        feed_rows: u64,
        feed_accounts: u32,
        calls_per_day: u64,
        call_profiles: u32,
        switches: Vec<String>,
    ) -> PyResult<Self> {
        let server = released(py, || {
            let switches =
                switches.iter().try_fold(Switches::default(), |all, one| all.changed_by(one))?;
            Server::builder()
                .rows_per_month(rows)
                .seed(seed)
                .users(users)
                .children(children)
                .feed_rows(feed_rows)
                .feed_accounts(feed_accounts)
                .calls_per_day(calls_per_day)
                .call_profiles(call_profiles)
                .switches(switches)
                .start()
        })
        .map_err(|refused| error::invalid_argument(py, &refused.to_string()))?;
        Ok(Self {
            base_url: server.base_url(),
            children: server.children(),
            environment: server.environment(),
            home: Home::here(),
            server: Mutex::new(Some(server)),
        })
    }

    #[getter]
    fn base_url(&self) -> &str {
        &self.base_url
    }

    #[getter]
    fn children(&self) -> Vec<String> {
        self.children.clone()
    }

    /// Names and values of the variables that all clients read, secrets among them.
    fn environment(&self) -> Vec<(&'static str, String)> {
        self.environment.clone()
    }

    fn plan(&self, py: Python<'_>, faults: Vec<String>) -> PyResult<()> {
        self.with(py, |server| {
            server.plan(Plan::parse(&faults)?);
            Ok(())
        })
    }

    fn expire_sessions(&self, py: Python<'_>) -> PyResult<u64> {
        self.with(py, |server| Ok(server.expire_all_sessions()))
    }

    fn requests(&self, py: Python<'_>) -> PyResult<String> {
        self.with(py, |server| json(&server.requests()))
    }

    fn ledger(&self, py: Python<'_>) -> PyResult<String> {
        self.with(py, |server| json(&server.ledger()))
    }

    fn switches(&self, py: Python<'_>) -> PyResult<String> {
        self.with(py, |server| json(&server.switches()))
    }

    fn set_switches(&self, py: Python<'_>, changes: Vec<String>) -> PyResult<()> {
        self.with(py, |server| {
            let changed =
                changes.iter().try_fold(server.switches(), |all, one| all.changed_by(one))?;
            server.set_switches(changed)
        })
    }

    /// Rows, seconds and amount in millionths of a CDR report, from the facts behind it.
    fn totals(
        &self,
        py: Python<'_>,
        operation: &str,
        company: &str,
        period: &str,
    ) -> PyResult<(u64, u64, i128)> {
        self.with(py, |server| {
            let operation: Operation = operation.parse()?;
            let totals = server.totals(company, operation, period)?;
            Ok((totals.rows, totals.session_length_s, totals.net_billing_amount_micros))
        })
    }

    fn close(&self, py: Python<'_>) {
        let server = match self.server.lock_py_attached(py) {
            Ok(mut server) => server.take(),
            Err(poisoned) => poisoned.into_inner().take(),
        };
        released(py, || end(server, self.home));
    }
}
