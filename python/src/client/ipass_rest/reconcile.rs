//! Looking what became of an operation whose answer was lost.

use pyo3::prelude::*;

use super::IpassRest;
use crate::outcome::Reconciled;
use crate::request::{NewCostCenter, NewGroup, NewRegistrationCode, NewUser, Sent};

macro_rules! reconciles {
    ($($(#[$doc:meta])* $name:ident($argument:ident: $type:ty);)+) => {
        #[pymethods]
        impl IpassRest {
            $(
                $(#[$doc])*
                fn $name(&self, py: Python<'_>, $argument: $type) -> PyResult<Reconciled> {
                    let found = self.held.call(py, |rest| rest.$name(Sent::sent(&$argument)))?;
                    Reconciled::new(py, found)
                }
            )+
        }
    };
}

reconciles! {
    /// Whether a user was created: one of exactly this name with the same e-mail address and names.
    ///
    /// Returns
    /// -------
    /// Reconciled of UserRecord
    reconcile_create_user(user: NewUser);
    /// Whether a user was suspended.
    reconcile_suspend_user(username: &str);
    /// Whether a user was activated.
    reconcile_activate_user(username: &str);
    /// Whether a user was deleted: no one of this name is found any more. The document also says that
    /// a user who was deleted is called suspended (SEED), so that is unclear.
    reconcile_delete_user(username: &str);
    /// Whether a cost center was created: one of exactly this `cost_id` with the same name.
    ///
    /// Returns
    /// -------
    /// Reconciled of CostCenterRecord
    reconcile_create_cost_center(center: NewCostCenter);
    /// Whether a cost center was deleted: no one has this id any more.
    reconcile_delete_cost_center(id: &str);
    /// Whether a registration code was created: one of exactly this code with the same second code and
    /// duration.
    ///
    /// Returns
    /// -------
    /// Reconciled of RegistrationCodeRecord
    reconcile_create_registration_code(code: NewRegistrationCode);
    /// Whether a group was created: one of exactly this name with the same plan. Names need not be
    /// unique: two of them are unclear.
    ///
    /// Returns
    /// -------
    /// Reconciled of GroupRecord
    reconcile_create_group(group: NewGroup);
}
