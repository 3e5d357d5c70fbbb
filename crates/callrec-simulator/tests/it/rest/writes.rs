//! Writes under faults: what the client meets, and what has been done.

use callrec_simulator::{Operation, Plan, Simulator};

use super::{ask, call, create, found, named, new_user, small};
use crate::wire::{Ending, Response};

fn planned(plan: &str) -> Simulator {
    small().plan(Plan::parse([plan]).unwrap()).start().unwrap()
}

fn try_create(simulator: &Simulator) -> Response {
    call(simulator, "users?service=create-v2", &new_user("once"))
}

#[test]
fn some_faults_come_before_the_deed() {
    for verb in ["reset", "reset-before-commit", "close", "return-503", "return-503=1", "body=x"] {
        let simulator = planned(&format!("ipass_rest.create_user:1:{verb}"));
        let response = try_create(&simulator);
        assert!(simulator.ledger().effects.is_empty(), "{verb}");
        assert!(found(&simulator, "once").is_empty(), "{verb}");
        match verb {
            "close" => assert_eq!((response.status, response.ending), (0, Ending::Cut)),
            verb if verb.starts_with("reset") => {
                assert_eq!((response.status, response.ending), (0, Ending::Reset));
            }
            _ => assert_ne!(response.status, 0),
        }
        create(&simulator, "once");
    }
}

#[test]
fn others_come_after_it() {
    for (verb, status) in [
        ("commit-then-reset", 0),
        ("commit-then-503", 503),
        ("commit-then-500-html", 500),
        ("commit-then-delay-20ms", 200),
        ("reset-in-head-after-5B", 0),
        ("reset-after-20B", 200),
        ("fin-after-20B", 200),
        ("truncate-without-length-20B", 200),
    ] {
        let simulator = planned(&format!("create_user:1:{verb}"));
        assert_eq!(try_create(&simulator).status, status, "{verb}");
        let ledger = simulator.ledger();
        let effects = ledger.effects_of(Operation::RestCreateUser);
        assert_eq!(effects.len(), 1, "{verb}");
        assert_eq!(
            (effects[0].key.as_str(), effects[0].done.as_str(), effects[0].request),
            ("once@example.com", "created", 1)
        );
        assert_eq!(found(&simulator, "once"), ["once@example.com"]);
        // A second try is refused, and does nothing.
        assert_eq!(try_create(&simulator).status, 500, "{verb}");
        assert_eq!(simulator.ledger().effects.len(), 1);
    }
}

#[test]
fn every_write_leaves_its_effect() {
    let simulator = small().users(0).start().unwrap();
    create(&simulator, "all");
    let name = "all@example.com";
    for service in ["update", "suspend", "activate", "resendActivation"] {
        ask(&simulator, &format!("users?service={service}"), &named("ALL@example.com"));
    }
    let uuid = simulator.add_device(name, "LGE", "Nexus 5", "Android").unwrap();
    let device = format!("<device><deviceUuid>{uuid}</deviceUuid></device>");
    call(&simulator, "devices?service=deactivate&email=all%40mail.example", &device);
    let id = simulator.user(name).unwrap().end_user_id;
    let center = simulator.cost_centers()[0].id;
    let list = |name: &str| {
        format!(
            "<endusers><{name}><enduser><endUserId>{id}</endUserId></enduser></{name}></endusers>"
        )
    };
    let add = format!("costcenters?service=addUsers&costCenterId={center}");
    ask(&simulator, &add, &list("assignedList"));
    let remove = format!("costcenters?service=removeUsers&costCenterId={center}");
    ask(&simulator, &remove, &list("unAssignedList"));
    ask(
        &simulator,
        "costcenters?service=create",
        "<costcenter><costId>c</costId><name>C</name></costcenter>",
    );
    ask(
        &simulator,
        "costcenters?service=update",
        "<costcenter><costId>c</costId><name>D</name></costcenter>",
    );
    ask(&simulator, &format!("costcenters?service=delete&costCenterId={center}"), "");
    let group = simulator.groups()[0].id;
    ask(
        &simulator,
        "groups?service=create",
        "<group><name>G</name><groupPlanId>1</groupPlanId></group>",
    );
    ask(
        &simulator,
        "groups?service=update",
        &format!("<group><id>{group}</id><name>H</name></group>"),
    );
    for action in ["assign", "unassign"] {
        let body = format!(
            "<group><id>{group}</id><users><user><userName>{name}</userName>\
             <action>{action}</action></user></users></group>"
        );
        ask(&simulator, "groups?service=update", &body);
    }
    let code = format!(
        "<registrationCodeBean><registrationCode><regCode>r</regCode><regCode2>s</regCode2>\
         <duration>1</duration><durationUnit>Days</durationUnit><companyId>{}</companyId>\
         <maxActivationDate>10/31/2027</maxActivationDate></registrationCode>\
         </registrationCodeBean>",
        simulator.rest_company()
    );
    ask(&simulator, "registrationcode?service=create", &code);
    let of_code = simulator.registration_codes().pop().unwrap().id;
    ask(
        &simulator,
        "registrationcode?service=update",
        &format!(
            "<registrationCodeBean><registrationCode><id>{of_code}</id></registrationCode></registrationCodeBean>"
        ),
    );
    ask(&simulator, "users?service=delete-v2", &named(name));
    let ledger = simulator.ledger();
    let effects: Vec<_> = ledger
        .effects
        .iter()
        .map(|effect| (effect.operation.name(), effect.key.as_str(), effect.done.as_str()))
        .collect();
    let (center, group) = (center.to_string(), group.to_string());
    assert_eq!(
        effects,
        [
            ("create_user", name, "created"),
            ("update_user", name, "updated"),
            ("suspend_user", name, "suspended"),
            ("activate_user", name, "activated"),
            ("resend_activation", name, "mail sent"),
            ("deactivate_device", &uuid, "deactivated"),
            ("assign_cost_center_users", &center, "assigned all@example.com"),
            ("unassign_cost_center_users", &center, "unassigned all@example.com"),
            ("create_cost_center", "c", "created"),
            ("update_cost_center", "c", "updated"),
            ("delete_cost_center", &center, "deleted"),
            ("create_group", "G", "created"),
            ("update_group", &group, "updated"),
            ("assign_group_users", &group, "assigned all@example.com"),
            ("unassign_group_users", &group, "unassigned all@example.com"),
            ("create_registration_code", "r", "created"),
            ("update_registration_code", "r", "updated"),
            ("delete_user", name, "deleted"),
        ]
    );
    let numbers: Vec<_> = ledger.effects.iter().map(|effect| effect.number).collect();
    assert_eq!(numbers, (1..=18).collect::<Vec<_>>());
    assert_eq!(ledger.effects_on(name).len(), 6);
    assert_eq!((ledger.dangerous_requests, ledger.warnings.len()), (0, 0));
}

/// B46: what the document prints for reports of child companies.
#[test]
fn the_misprinted_url_is_noticed() {
    let simulator = small().start().unwrap();
    let printed = "registrationcode?service=update";
    for (target, body) in [
        (printed.to_owned(), ""),
        (format!("{printed}&month=2026-09&customReportFile=CDRReport.html"), ""),
        (format!("{printed}&month=2026-09"), "<registrationCodeBean/>"),
    ] {
        let before = simulator.ledger().dangerous_requests;
        assert_ne!(call(&simulator, &target, body).status, 200);
        assert_eq!(simulator.ledger().dangerous_requests, before + 1, "{target}");
    }
    // Without a key as well, and whatever the plan makes of it.
    crate::wire::send(&simulator, "POST", &format!("/v1/{printed}"), &[], "");
    simulator.plan(Plan::parse(["update_registration_code:1:return-503"]).unwrap());
    call(&simulator, printed, "");
    assert_eq!(simulator.ledger().dangerous_requests, 5);
    assert!(simulator.ledger().effects.is_empty());
}

#[test]
fn a_reset_brings_the_accounts_back() {
    let simulator = small().start().unwrap();
    let before = (simulator.users(), simulator.cost_centers(), simulator.groups());
    create(&simulator, "gone");
    ask(&simulator, "users?service=delete-v2", &named(&before.0[0].username));
    ask(&simulator, "costcenters?service=delete&costCenterId=qa", "");
    simulator.reset();
    assert_eq!((simulator.users(), simulator.cost_centers(), simulator.groups()), before);
    assert_eq!(simulator.ledger().effects.len(), 3);
    create(&simulator, "gone");
}

/// What a client without patience meets: silence, and a user that is there.
#[test]
fn an_answer_may_come_too_late() {
    let simulator = planned("create_user:1:commit-then-delay-60s");
    let (key, company) = (simulator.rest_key(), simulator.rest_company());
    let headers = [("x-ipass-key", key), ("x-ipass-company-id", company)];
    let patience = std::time::Duration::from_millis(300);
    let response = crate::wire::send_patiently(
        &simulator,
        "POST",
        "/v1/users?service=create-v2",
        &headers,
        &new_user("once"),
        patience,
    );
    assert_eq!((response.status, response.ending), (0, Ending::Silence));
    // It may have been handled after the client had gone: the effect comes all the same.
    while simulator.ledger().effects.is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert_eq!(found(&simulator, "once"), ["once@example.com"]);
}

#[test]
fn of_many_at_once_one_is_first() {
    let simulator = small().start().unwrap();
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..8).map(|_| scope.spawn(|| try_create(&simulator).status)).collect();
        tries.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert_eq!(simulator.ledger().effects_on("once@example.com").len(), 1);
    let numbers: Vec<_> = simulator.requests().iter().map(|request| request.number).collect();
    assert_eq!(numbers, (1..=8).collect::<Vec<_>>());
}
