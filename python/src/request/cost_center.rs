//! Cost centers to be created and changed.

use pyo3::IntoPyObjectExt as _;
use pyo3::prelude::*;

use super::request_class;

request_class! {
    /// A cost center to be created, by `IpassRest.create_cost_center`.
    ///
    /// Parameters
    /// ----------
    /// cost_id : str
    ///     The id for people (SEED).
    /// name : str
    ///     Any text (SEED).
    /// child_company : str, optional
    ///     Id of a child company; required where cost centers stand for child companies (SEED).
    NewCostCenter, {
        /// str : The id for people.
        cost_id => |py, center| (&center.cost_id).into_bound_py_any(py),
        /// str : Any text.
        name => |py, center| (&center.name).into_bound_py_any(py),
        /// str or None : Id of a child company.
        child_company => |py, center| (&center.child_company).into_bound_py_any(py),
    }
}

#[pymethods]
impl NewCostCenter {
    #[new]
    #[pyo3(signature = (cost_id, name, *, child_company=None))]
    fn new(cost_id: String, name: String, child_company: Option<String>) -> Self {
        let mut inner = callrec::NewCostCenter::new(cost_id, name);
        inner.child_company = child_company;
        Self { inner }
    }
}

request_class! {
    /// A cost center as it shall be, for `IpassRest.update_cost_center`. All values are sent.
    ///
    /// Parameters
    /// ----------
    /// id : str
    ///     The provider's id.
    /// cost_id : str
    ///     The id for people (SEED).
    /// name : str
    ///     Any text (SEED).
    /// child_company : str, optional
    ///     Id of a child company; required where cost centers stand for child companies (SEED).
    CostCenterUpdate, {
        /// str : The provider's id.
        id => |py, center| (&center.id).into_bound_py_any(py),
        /// str : The id for people.
        cost_id => |py, center| (&center.cost_id).into_bound_py_any(py),
        /// str : Any text.
        name => |py, center| (&center.name).into_bound_py_any(py),
        /// str or None : Id of a child company.
        child_company => |py, center| (&center.child_company).into_bound_py_any(py),
    }
}

#[pymethods]
impl CostCenterUpdate {
    #[new]
    #[pyo3(signature = (id, cost_id, name, *, child_company=None))]
    fn new(id: String, cost_id: String, name: String, child_company: Option<String>) -> Self {
        let mut inner = callrec::CostCenterUpdate::new(id, cost_id, name);
        inner.child_company = child_company;
        Self { inner }
    }
}
