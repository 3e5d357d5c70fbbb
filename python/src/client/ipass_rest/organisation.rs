//! Cost centers, registration codes and groups.

use pyo3::prelude::*;

use super::{IpassRest, lists, writes};
use crate::outcome::Outcome;
use crate::reader::Reader;
use crate::request::{
    CostCenterUpdate, NewCostCenter, NewGroup, NewRegistrationCode, RegistrationCodeUpdate,
};

lists! {
    /// All cost centers.
    ///
    /// Returns
    /// -------
    /// Reader of CostCenterRecord
    list_cost_centers();
    /// The users of a cost center, by the provider's id of it.
    ///
    /// Returns
    /// -------
    /// Reader of SimpleUserRecord
    list_cost_center_users(id);
    /// The registration codes that were used.
    ///
    /// Returns
    /// -------
    /// Reader of RegistrationCodeRecord
    list_used_registration_codes();
    /// Registration codes of which the code, the second code, the department or another field
    /// *begins* with `criteria` (SEED). Empty criteria are not sent.
    search_registration_codes(criteria);
    /// All user groups.
    ///
    /// Returns
    /// -------
    /// Reader of GroupRecord
    list_groups();
    /// All price plans of groups.
    ///
    /// Returns
    /// -------
    /// Reader of GroupPlanRecord
    list_group_plans();
}

writes! {
    /// Creates a cost center. Never sent twice: after `AmbiguousError` ask
    /// `reconcile_create_cost_center`.
    create_cost_center(center: NewCostCenter);
    /// Changes a cost center to what `center` says.
    update_cost_center(center: CostCenterUpdate);
    /// Deletes a cost center, by the provider's id of it.
    delete_cost_center(id: &str);
    /// Assigns users, by their `UserRecord.end_user_id`, to a cost center (the URL is INF).
    assign_cost_center_users(id: &str, end_user_ids: Vec<String>);
    /// Takes users, by their `UserRecord.end_user_id`, out of a cost center.
    unassign_cost_center_users(id: &str, end_user_ids: Vec<String>);
    /// Creates a registration code of the client's company. Never sent twice: after `AmbiguousError`
    /// ask `reconcile_create_registration_code`.
    ///
    /// Returns
    /// -------
    /// Outcome of RegistrationCodeRecord
    create_registration_code(code: NewRegistrationCode);
    /// Changes what `update` says, by the provider's id.
    update_registration_code(update: RegistrationCodeUpdate);
    /// Creates a group. Never sent twice: after `AmbiguousError` ask `reconcile_create_group`.
    create_group(group: NewGroup);
    /// Renames a group. Its members stay.
    update_group(id: &str, new_name: &str);
    /// Puts users, by their names, into a group, whose name is read first: renaming and assigning are
    /// one request (SEED).
    ///
    /// Raises
    /// ------
    /// NotFoundError
    ///     There is no such group; nothing was sent.
    assign_group_users(id: &str, usernames: Vec<String>);
    /// Takes users, by their names, out of a group; as `assign_group_users`.
    unassign_group_users(id: &str, usernames: Vec<String>);
}
