//! `callrec.testing.Simulator`, seen from below.

use std::sync::Mutex;

use callrec_simulator::{LoggedRequest, Operation, Plan, Simulator as Server, Switches};
use pyo3::prelude::*;
use pyo3::sync::MutexExt as _;
use pyo3::types::PyDict;

use crate::error;
use crate::process::Home;
use crate::released::released;

/// The portal on a loopback port, until it is closed or dropped.
#[pyclass(module = "callrec._native", name = "_Simulator", frozen)]
pub(crate) struct Simulator {
    server: Mutex<Option<Server>>,
    home: Home,
    base_url: String,
    username: String,
    password: String,
    company: String,
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

#[pymethods]
impl Simulator {
    #[new]
    #[pyo3(signature = (*, rows=1000, seed=1, switches))]
    fn new(py: Python<'_>, rows: u64, seed: u64, switches: Vec<String>) -> PyResult<Self> {
        let server = released(py, || {
            let switches =
                switches.iter().try_fold(Switches::default(), |all, one| all.changed_by(one))?;
            Server::builder().rows_per_month(rows).seed(seed).switches(switches).start()
        })
        .map_err(|refused| error::invalid_argument(py, &refused.to_string()))?;
        Ok(Self {
            base_url: server.base_url(),
            username: server.username().to_owned(),
            password: server.password().to_owned(),
            company: server.company().to_owned(),
            home: Home::here(),
            server: Mutex::new(Some(server)),
        })
    }

    #[getter]
    fn base_url(&self) -> &str {
        &self.base_url
    }

    #[getter]
    fn username(&self) -> &str {
        &self.username
    }

    #[getter]
    fn password(&self) -> &str {
        &self.password
    }

    #[getter]
    fn company(&self) -> &str {
        &self.company
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

    fn requests<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let requests = self.with(py, |server| Ok(server.requests()))?;
        requests.into_iter().map(|request| as_dict(py, request)).collect()
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

fn as_dict(py: Python<'_>, request: LoggedRequest) -> PyResult<Bound<'_, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("number", request.number)?;
    dict.set_item("method", request.method)?;
    dict.set_item("path", request.path)?;
    dict.set_item("query", request.query)?;
    dict.set_item("operation", request.operation.map(Operation::name))?;
    dict.set_item("session", request.session)?;
    dict.set_item("fault", request.fault)?;
    dict.set_item("status", request.status)?;
    dict.set_item("bytes", request.bytes)?;
    dict.set_item("finished", request.finished)?;
    Ok(dict)
}
