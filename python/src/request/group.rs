//! Groups to be created.

use pyo3::IntoPyObjectExt as _;
use pyo3::prelude::*;

use super::request_class;

request_class! {
    /// A group to be created, by `IpassRest.create_group`.
    ///
    /// Parameters
    /// ----------
    /// name : str
    ///     Any text (SEED).
    /// group_plan_id : str
    ///     `GroupPlanRecord.id` of a price plan (SEED).
    /// users : sequence of str, optional
    ///     User names of its first members.
    NewGroup, {
        /// str : Any text.
        name => |py, group| (&group.name).into_bound_py_any(py),
        /// str : Id of a price plan.
        group_plan_id => |py, group| (&group.group_plan_id).into_bound_py_any(py),
        /// list of str : User names of its first members.
        users => |py, group| (&group.users).into_bound_py_any(py),
    }
}

#[pymethods]
impl NewGroup {
    #[new]
    #[pyo3(signature = (name, group_plan_id, *, users=None))]
    fn new(name: String, group_plan_id: String, users: Option<Vec<String>>) -> Self {
        let mut inner = callrec::NewGroup::new(name, group_plan_id);
        inner.users = users.unwrap_or_default();
        Self { inner }
    }
}
