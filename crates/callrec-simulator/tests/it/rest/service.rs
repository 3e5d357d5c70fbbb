//! Which requests are operations.

use callrec_simulator::{Operation, System};

use super::{call, call_by, small};

/// The operations with the requests that the spec's table has for them.
const OPERATIONS: [(&str, &str, &str); 35] = [
    ("create_user", "users?service=create-v2", ""),
    ("update_user", "users?service=update", ""),
    ("suspend_user", "users?service=suspend", ""),
    ("activate_user", "users?service=activate", ""),
    ("delete_user", "users?service=delete-v2", ""),
    ("search_users", "users?service=search", ""),
    ("list_users", "users?service=listAll", ""),
    ("list_active_users", "users?service=listActive", ""),
    ("resend_activation", "users?service=resendActivation", ""),
    ("list_cost_centers", "costcenters?service=list", ""),
    ("create_cost_center", "costcenters?service=create", ""),
    ("update_cost_center", "costcenters?service=update", ""),
    ("delete_cost_center", "costcenters?service=delete", ""),
    ("list_cost_center_users", "costcenters?service=listUsers", ""),
    ("assign_cost_center_users", "costcenters?service=addUsers", ""),
    ("unassign_cost_center_users", "costcenters?service=removeUsers", ""),
    ("list_devices", "devices?service=list", ""),
    ("deactivate_device", "devices?service=deactivate", ""),
    ("create_registration_code", "registrationcode?service=create", ""),
    ("update_registration_code", "registrationcode?service=update", ""),
    ("list_used_registration_codes", "registrationcode?service=listUsed", ""),
    ("search_registration_codes", "registrationcode?service=search", ""),
    ("custom_report", "reports?service=getCustom", ""),
    ("child_custom_report", "reports?service=getCustomWithChild", ""),
    ("monthly_cdr", "reports?service=getmonthlycdr", ""),
    ("monthly_adjustment_cdr", "reports?service=getmonthlyadjcdr", ""),
    ("daily_cdr", "reports?service=getdailycdr", ""),
    ("daily_adjustment_cdr", "reports?service=getdailyadjcdr", ""),
    ("network_users", "reports?service=getNetworkAndClientUser", ""),
    ("list_groups", "groups?service=list", ""),
    ("list_group_plans", "groups?service=listGroupPlan", ""),
    ("create_group", "groups?service=create", ""),
    ("update_group", "groups?service=update", "<group><id>1</id><name>x</name></group>"),
    (
        "assign_group_users",
        "groups?service=update",
        "<group><users><user><userName>a</userName><action>assign</action></user>\
         <user><userName>b</userName><action>unassign</action></user></users></group>",
    ),
    (
        "unassign_group_users",
        "groups?service=update",
        "<group><users><user><userName>a</userName><action>unassign</action></user></users></group>",
    ),
];

#[test]
fn every_operation_is_told_by_its_request() {
    let simulator = small().start().unwrap();
    for (name, target, body) in OPERATIONS {
        call(&simulator, target, body);
        let logged = simulator.requests().pop().unwrap();
        assert_eq!(logged.operation.map(Operation::name), Some(name), "{target}");
        assert_eq!(logged.system, Some(System::IpassRest));
    }
    let of_rest = Operation::ALL.into_iter().filter(|o| o.system() == System::IpassRest);
    let names: Vec<_> = of_rest.map(Operation::name).collect();
    for name in &names {
        assert!(OPERATIONS.iter().any(|(tested, ..)| tested == name), "{name}");
    }
    assert_eq!((names.len(), simulator.ledger().unknown_requests), (35, 0));
}

#[test]
fn nothing_else_is_an_operation() {
    let simulator = small().start().unwrap();
    let targets = [
        // The summary's other names (B1, B3), a doubled `=` (B32), a blank (B5, B21), and others.
        "users?service=list",
        "costcenters?service=remove",
        "costcenters?service==listUsers&costCenterId=qa&page=1&limit=1",
        "reports?service=+getCustomWithChild",
        "users?service=create",
        "users?service=delete",
        "users?service=LISTALL",
        "users",
        "costCenters?service=list",
        "Users?service=listAll&page=1&limit=1",
        "user?service=listAll",
        "users/?service=listAll",
        "",
    ];
    for target in targets {
        let response = call(&simulator, target, "");
        assert_eq!(response.status, 404, "{target}");
        assert_eq!(simulator.requests().pop().unwrap().operation, None, "{target}");
    }
    assert_eq!(simulator.ledger().unknown_requests, targets.len() as u64);
}

#[test]
fn calls_are_made_by_post() {
    let simulator = small().start().unwrap();
    for method in ["GET", "PUT", "DELETE", "HEAD"] {
        let response = call_by(&simulator, method, "users?service=listAll&page=1&limit=1", "");
        assert_eq!(response.status, 405, "{method}");
    }
}
