//! The accounts' users, seen from below.

use pyo3::prelude::*;

use super::{Simulator, json};

#[pymethods]
impl Simulator {
    fn realm(&self, py: Python<'_>) -> PyResult<String> {
        self.with(py, |server| Ok(server.realm().to_owned()))
    }

    fn users(&self, py: Python<'_>) -> PyResult<String> {
        self.with(py, |server| json(&server.users()))
    }

    fn cost_centers(&self, py: Python<'_>) -> PyResult<String> {
        self.with(py, |server| json(&server.cost_centers()))
    }

    fn groups(&self, py: Python<'_>) -> PyResult<String> {
        self.with(py, |server| json(&server.groups()))
    }

    fn registration_codes(&self, py: Python<'_>) -> PyResult<String> {
        self.with(py, |server| json(&server.registration_codes()))
    }

    fn add_device(
        &self,
        py: Python<'_>,
        username: &str,
        manufacturer: &str,
        model: &str,
        platform: &str,
    ) -> PyResult<String> {
        self.with(py, |server| server.add_device(username, manufacturer, model, platform))
    }

    fn use_registration_code(
        &self,
        py: Python<'_>,
        reg_code: &str,
        username: &str,
    ) -> PyResult<()> {
        self.with(py, |server| server.use_registration_code(reg_code, username))
    }

    fn reset(&self, py: Python<'_>) -> PyResult<()> {
        self.with(py, |server| {
            server.reset();
            Ok(())
        })
    }
}
