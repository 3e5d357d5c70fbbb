//! Which operation a request is: resource, `service=`, and for groups what the body holds.

use axum::http::{Method, StatusCode};

use super::{Failure, groups, registration_codes};
use crate::{
    Operation, answer::Answer, incoming::Incoming, portal::pages, shared::Shared,
    switches::RestSwitches,
};

/// The operation of a request, or the answer to one that is none.
pub(super) fn identify(shared: &Shared, request: &Incoming) -> Result<Operation, Answer> {
    let switches = shared.switches().ipass_rest;
    let resource = request.segment("resource");
    let resource =
        if switches.case_insensitive_paths { resource.to_lowercase() } else { resource.to_owned() };
    let query = request.query().unwrap_or_default();
    let service = query.get("service").unwrap_or_default();
    let operation = named(&resource, service, &switches).ok_or_else(|| {
        Failure::NoSuchService(format!("{resource}: {service}")).answer(&switches)
    })?;
    let operation = match operation {
        Operation::RestUpdateGroup => groups::which_update(&request.body),
        other => other,
    };
    if operation == Operation::RestUpdateRegistrationCode {
        registration_codes::look_for_the_misprint(shared, request, &query);
    }
    let is_allowed = request.method == Method::POST
        || request.method == Method::GET && switches.get_reads && is_read(operation);
    if is_allowed {
        return Ok(operation);
    }
    let status = StatusCode::METHOD_NOT_ALLOWED;
    Err(Answer::html(status, pages::error(status, "calls are made by POST")))
}

/// The detail sections decide; the summary's other names are aliases by switch (B1, B3, B50).
fn named(resource: &str, service: &str, switches: &RestSwitches) -> Option<Operation> {
    Some(match (resource, service) {
        ("users", "create-v2") => Operation::RestCreateUser,
        ("users", "update") => Operation::RestUpdateUser,
        ("users", "suspend") => Operation::RestSuspendUser,
        ("users", "activate") => Operation::RestActivateUser,
        ("users", "delete-v2") => Operation::RestDeleteUser,
        ("users", "search") => Operation::RestSearchUsers,
        ("users", "listAll") => Operation::RestListUsers,
        ("users", "list") if switches.list_alias => Operation::RestListUsers,
        ("users", "listActive") => Operation::RestListActiveUsers,
        ("users", "resendActivation") => Operation::RestResendActivation,
        ("costcenters", "list") => Operation::RestListCostCenters,
        ("costcenters", "create") => Operation::RestCreateCostCenter,
        ("costcenters", "update") => Operation::RestUpdateCostCenter,
        ("costcenters", "delete") => Operation::RestDeleteCostCenter,
        ("costcenters", "remove") if switches.remove_alias => Operation::RestDeleteCostCenter,
        ("costcenters", "listUsers") => Operation::RestListCostCenterUsers,
        ("costcenters", "addUsers") => Operation::RestAssignCostCenterUsers,
        ("costcenters", "removeUsers") => Operation::RestUnassignCostCenterUsers,
        ("devices", "list") => Operation::RestListDevices,
        ("devices", "deactivate") => Operation::RestDeactivateDevice,
        ("registrationcode", "create") => Operation::RestCreateRegistrationCode,
        ("registrationcode", "update") => Operation::RestUpdateRegistrationCode,
        ("registrationcode", "listUsed") => Operation::RestListUsedRegistrationCodes,
        ("registrationcode", "search") => Operation::RestSearchRegistrationCodes,
        ("reports", "getCustom") => Operation::RestCustomReport,
        ("reports", "getCustomWithChild") => Operation::RestChildCustomReport,
        ("reports", "getmonthlycdr") => Operation::RestMonthlyCdr,
        ("reports", "getmonthlyadjcdr") => Operation::RestMonthlyAdjustmentCdr,
        ("reports", "getdailycdr") => Operation::RestDailyCdr,
        ("reports", "getdailyadjcdr") => Operation::RestDailyAdjustmentCdr,
        ("reports", "getNetworkAndClientUser") => Operation::RestNetworkUsers,
        ("groups", "list") => Operation::RestListGroups,
        ("groups", "listGroupPlan") => Operation::RestListGroupPlans,
        ("groups", "create") => Operation::RestCreateGroup,
        ("groups", "update") => Operation::RestUpdateGroup,
        _ => return None,
    })
}

/// Whether it changes nothing.
fn is_read(operation: Operation) -> bool {
    let name = operation.name();
    ["list_", "search_", "monthly_", "daily_", "network_"]
        .iter()
        .any(|prefix| name.starts_with(prefix))
        || name.ends_with("custom_report")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::System;

    #[test]
    fn reads_are_told_from_writes() {
        let of_rest = Operation::ALL.into_iter().filter(|o| o.system() == System::IpassRest);
        let reads: Vec<_> = of_rest.filter(|&o| is_read(o)).map(Operation::name).collect();
        assert_eq!(reads.len(), 17, "{reads:?}");
        assert!(!is_read(Operation::RestResendActivation));
    }
}
