//! The API's operations: name, path, service and class, as the document prints them where it does not
//! contradict itself.

use callrec_decode::Report;

use crate::http::Class;

/// One operation: `POST {path}?service={service}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Operation {
    /// In errors and in every language, snake case.
    pub(super) name: &'static str,
    /// With the system, for people.
    pub(super) full: &'static str,
    /// Lower case (reading B2), without the spaces of the print (reading B21).
    pub(super) path: &'static str,
    pub(super) service: &'static str,
    pub(super) class: Class,
    /// What a read gives.
    pub(super) report: Option<Report>,
}

/// One constant an operation, and all of them in the order of the document.
macro_rules! operations {
    ($($(#[$doc:meta])* $name:ident: $text:literal, $path:literal, $service:literal, $class:ident
        $(, $report:ident)?;)*) => {
        $($(#[$doc])* pub(super) const $name: Operation = Operation {
            name: $text,
            full: concat!("ipass_rest.", $text),
            path: $path,
            service: $service,
            class: Class::$class,
            report: operations!(@report $($report)?),
        };)*

        /// Every operation.
        #[cfg(test)]
        pub(super) const ALL: &[Operation] = &[$($name),*];
        /// The name of every operation.
        pub(super) const NAMES: [&str; 35] = [$($text),*];
    };
    (@report) => { None };
    (@report $report:ident) => { Some(Report::$report) };
}

operations! {
    /// SEED.
    CREATE_USER: "create_user", "users", "create-v2", Create;
    /// SEED.
    UPDATE_USER: "update_user", "users", "update", Set;
    /// SEED.
    SUSPEND_USER: "suspend_user", "users", "suspend", Set;
    /// SEED.
    ACTIVATE_USER: "activate_user", "users", "activate", Set;
    /// SEED.
    DELETE_USER: "delete_user", "users", "delete-v2", Delete;
    /// SEED.
    SEARCH_USERS: "search_users", "users", "search", Read, Users;
    /// `listAll` by the detail section; the summary has `list` (reading B1).
    LIST_USERS: "list_users", "users", "listAll", Read, Users;
    /// SEED.
    LIST_ACTIVE_USERS: "list_active_users", "users", "listActive", Read, Users;
    /// SEED.
    RESEND_ACTIVATION: "resend_activation", "users", "resendActivation", Notify;

    /// SEED.
    LIST_COST_CENTERS: "list_cost_centers", "costcenters", "list", Read, CostCenters;
    /// SEED.
    CREATE_COST_CENTER: "create_cost_center", "costcenters", "create", Create;
    /// SEED.
    UPDATE_COST_CENTER: "update_cost_center", "costcenters", "update", Set;
    /// `delete` by the detail section; the summary has `remove` (reading B3).
    DELETE_COST_CENTER: "delete_cost_center", "costcenters", "delete", Delete;
    /// One `=` where the print has two (reading B32).
    LIST_COST_CENTER_USERS: "list_cost_center_users", "costcenters", "listUsers", Read, SimpleUsers;
    /// INF: its URL is printed empty, the service is in the summary (reading B4).
    ASSIGN_COST_CENTER_USERS: "assign_cost_center_users", "costcenters", "addUsers", Set;
    /// SEED.
    UNASSIGN_COST_CENTER_USERS: "unassign_cost_center_users", "costcenters", "removeUsers", Set;

    /// SEED.
    LIST_DEVICES: "list_devices", "devices", "list", Read, Devices;
    /// SEED.
    DEACTIVATE_DEVICE: "deactivate_device", "devices", "deactivate", Set;

    /// SEED; missing from the summary, as all of its group (reading B5).
    CREATE_REGISTRATION_CODE: "create_registration_code", "registrationcode", "create", Create;
    /// SEED.
    UPDATE_REGISTRATION_CODE: "update_registration_code", "registrationcode", "update", Set;
    /// SEED.
    LIST_USED_REGISTRATION_CODES: "list_used_registration_codes", "registrationcode", "listUsed",
        Read, RegistrationCodes;
    /// SEED.
    SEARCH_REGISTRATION_CODES: "search_registration_codes", "registrationcode", "search",
        Read, RegistrationCodes;

    /// SEED.
    CUSTOM_REPORT: "custom_report", "reports", "getCustom", Read;
    /// INF: the URL printed for it is another operation's (reading B46); the service is in the
    /// summary, with a space in it.
    CHILD_CUSTOM_REPORT: "child_custom_report", "reports", "getCustomWithChild", Read;
    /// SEED; lower case as printed (reading B50).
    MONTHLY_CDR: "monthly_cdr", "reports", "getmonthlycdr", Read, IpassCdr;
    /// SEED.
    MONTHLY_ADJUSTMENT_CDR: "monthly_adjustment_cdr", "reports", "getmonthlyadjcdr", Read, IpassCdr;
    /// SEED.
    DAILY_CDR: "daily_cdr", "reports", "getdailycdr", Read, IpassCdr;
    /// SEED.
    DAILY_ADJUSTMENT_CDR: "daily_adjustment_cdr", "reports", "getdailyadjcdr", Read, IpassCdr;
    /// SEED; mixed case as printed (reading B50).
    NETWORK_USERS: "network_users", "reports", "getNetworkAndClientUser", Read, IpassNetworkUsers;

    /// SEED.
    LIST_GROUPS: "list_groups", "groups", "list", Read, Groups;
    /// SEED.
    LIST_GROUP_PLANS: "list_group_plans", "groups", "listGroupPlan", Read, GroupPlans;
    /// SEED.
    CREATE_GROUP: "create_group", "groups", "create", Create;
    /// SEED: renames.
    UPDATE_GROUP: "update_group", "groups", "update", Set;
    /// SEED: the same service as renaming, with users (reading B53).
    ASSIGN_GROUP_USERS: "assign_group_users", "groups", "update", Set;
    /// SEED: the same again.
    UNASSIGN_GROUP_USERS: "unassign_group_users", "groups", "update", Set;
}

/// What the document prints as the URL of "Custom Report with Child Companies" (reading B46): a copy
/// of the one that changes registration codes. Kept so that a test can show that it is never sent.
#[cfg_attr(not(test), expect(dead_code, reason = "nothing may use it"))]
pub(super) const CHILD_CUSTOM_REPORT_AS_PRINTED: Operation = Operation {
    name: CHILD_CUSTOM_REPORT.name,
    full: CHILD_CUSTOM_REPORT.full,
    path: UPDATE_REGISTRATION_CODE.path,
    service: UPDATE_REGISTRATION_CODE.service,
    class: Class::Refuse,
    report: None,
};

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// The one list that all layers go by.
    #[test]
    fn they_are_those_of_the_common_list() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/operations.toml");
        let text = std::fs::read_to_string(path).expect("the list");
        let list: toml::Table = text.parse().expect("TOML");
        let listed = list["operation"].as_array().expect("operations").iter();
        let listed: Vec<_> = listed
            .filter(|entry| entry["system"].as_str() == Some("ipass_rest"))
            .map(|entry| {
                let text = |key: &str| entry[key].as_str().expect(key).to_owned();
                let request = text("request");
                // What stands behind the service belongs to the calls.
                let request = request.split(['&', ' ']).next().expect("a request").to_owned();
                (text("name"), text("class"), request)
            })
            .collect();
        let ours: Vec<_> = ALL
            .iter()
            .map(|operation| {
                let class = format!("{:?}", operation.class).to_lowercase();
                let request = format!("/{}?service={}", operation.path, operation.service);
                (operation.name.to_owned(), class, request)
            })
            .collect();
        assert_eq!(listed.len(), ours.len());
        for operation in &ours {
            assert!(listed.contains(operation), "{operation:?} is not in {path}");
        }
    }

    #[test]
    fn names_and_services_differ() {
        let names: HashSet<_> = NAMES.iter().collect();
        assert_eq!((names.len(), ALL.len()), (35, 35));
        let mut services = HashSet::new();
        for operation in ALL {
            let shared = operation.path == "groups" && operation.service == "update";
            assert!(services.insert((operation.path, operation.service)) || shared);
            assert_eq!(operation.full.strip_prefix("ipass_rest."), Some(operation.name));
            assert!(operation.report.is_none() || operation.class == Class::Read);
        }
    }
}
