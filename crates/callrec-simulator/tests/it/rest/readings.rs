//! The switches: what each of them changes, and that nothing of it is there without it. Those of
//! pages and searches are tested with the lists.

use callrec_simulator::{Operation, Simulator};

use super::{
    REALM, ask, call, call_by, create, found, listed, named, new_user, refused, small, turned, with,
};
use crate::{
    wire::{encoded, send},
    xml::try_parse,
};

fn on(switch: &str) -> Simulator {
    with(&[&format!("ipass_rest.{switch}")])
}

fn off() -> Simulator {
    small().start().unwrap()
}

#[test]
fn other_names_of_services() {
    let page = "page=1&limit=5";
    let list = on("list_alias=true");
    assert_eq!(ask(&list, &format!("users?service=list&{page}"), "").children.len(), 5);
    let logged = list.requests().pop().unwrap();
    assert_eq!(logged.operation, Some(Operation::RestListUsers));
    let remove = on("remove_alias=true");
    ask(&remove, "costcenters?service=remove&costCenterId=qa", "");
    assert_eq!(remove.cost_centers().len(), 3);
    let any_case = on("case_insensitive_paths=true");
    ask(&any_case, "costCenters?service=list", "");
    ask(&any_case, &format!("USERS?service=listAll&{page}"), "");
    // Only paths: services stay as they are.
    assert_eq!(call(&any_case, &format!("users?service=LISTALL&{page}"), "").status, 404);
}

#[test]
fn reads_by_get() {
    let simulator = on("get_reads=true");
    for target in [
        "users?service=search&searchCriteria=a",
        "users?service=listAll&page=1&limit=5",
        "groups?service=list",
        "reports?service=getmonthlycdr&month=2026-09",
        "reports?service=getCustom&month=2026-09&customReportFile=a.html",
    ] {
        assert_eq!(call_by(&simulator, "GET", target, "").status, 200, "{target}");
    }
    for target in
        ["users?service=create-v2", "users?service=resendActivation", "groups?service=update"]
    {
        assert_eq!(call_by(&simulator, "GET", target, "").status, 405, "{target}");
    }
}

#[test]
fn key_without_company() {
    let target = "/v1/groups?service=list";
    for (simulator, status) in [(off(), 403), (on("company_header=optional"), 200)] {
        let headers = [("x-ipass-key", simulator.rest_key())];
        assert_eq!(send(&simulator, "POST", target, &headers, "").status, status);
    }
    for (simulator, status) in [(off(), 200), (on("child_companies=false"), 403)] {
        let child = simulator.children()[0].clone();
        let headers =
            [("x-ipass-key", simulator.rest_key()), ("x-ipass-company-id", child.as_str())];
        assert_eq!(send(&simulator, "POST", target, &headers, "").status, status);
    }
}

#[test]
fn how_errors_are_told() {
    let ghost = named("ghost@example.com");
    let target = "users?service=update";
    let of = |switch: &str| refused(&on(switch), target, &ghost);
    assert_eq!(of("validation_status=400").0, 400);
    assert_eq!(of("error_codes=five-digits").1, "02005");
    let text = "User with username ghost@example.com not found in our\nsystem.";
    assert_eq!(of("broken_messages=true").2, text);
    let unauthorized = on("refusal_status=401");
    assert_eq!(send(&unauthorized, "POST", "/v1/groups?service=list", &[], "").status, 401);
    for bad in ["refusal_status=200", "validation_status=418"] {
        let changed =
            callrec_simulator::Switches::default().changed_by(&format!("ipass_rest.{bad}"));
        assert!(changed.is_err(), "{bad}");
    }
}

#[test]
fn rules_of_usernames() {
    let free = on("username_rules=false");
    for name in ["plain", "two@ats@example.com", "else@where.example"] {
        let body = new_user(&format!("n{}", name.len())).replacen(
            &format!("n{}@{REALM}", name.len()),
            name,
            1,
        );
        assert_eq!(ask(&free, "users?service=create-v2", &body).text_of("username"), name);
    }
}

#[test]
fn a_user_without_enable_portal_login() {
    let body = new_user("portal").replace("<enablePortalLogin>false</enablePortalLogin>", "");
    let simulator = off();
    let created = ask(&simulator, "users?service=create-v2", &body);
    assert_eq!(created.text_of("enablePortalLogin"), "false");
    let warnings = simulator.ledger().warnings;
    assert_eq!(warnings, ["ipass_rest.create_user: enablePortalLogin is missing (B14)"]);
    create(&simulator, "warned-no-more");
    assert_eq!(simulator.ledger().warnings.len(), 1);
    let strict = on("portal_login=required");
    assert_eq!(refused(&strict, "users?service=create-v2", &body).0, 400);
}

#[test]
fn passwords_of_the_users_own() {
    let simulator = on("password_policy=user");
    let target = "users?service=create-v2";
    let error = refused(&simulator, target, &new_user("own"));
    assert_eq!(error.2, "The element password is missing.");
    let body = new_user("own").replace("<fname>", "<password>s3cret</password><fname>");
    let answer = call(&simulator, target, &body);
    assert_eq!(answer.status, 200);
    assert!(!answer.text().contains("s3cret"));
}

#[test]
fn deleted_users() {
    let simulator = off();
    create(&simulator, "gone");
    ask(&simulator, "users?service=delete-v2", &named("gone@example.com"));
    assert!(!listed(&simulator, "listAll").contains(&"gone@example.com".to_owned()));
    // Name and address are free again (INF), and the tombstone stays.
    create(&simulator, "gone");
    let all = simulator.users();
    assert_eq!(all.iter().filter(|user| user.username == "gone@example.com").count(), 2);

    let listing = on("deleted=listed-as-suspended");
    create(&listing, "gone");
    ask(&listing, "users?service=delete-v2", &named("gone@example.com"));
    assert!(listed(&listing, "listAll").contains(&"gone@example.com".to_owned()));
    assert!(found(&listing, "gone").is_empty());
    let taken = on("deleted_names_are_free=false");
    create(&taken, "gone");
    ask(&taken, "users?service=delete-v2", &named("gone@example.com"));
    let target = "users?service=create-v2";
    let error = refused(&taken, target, &new_user("gone"));
    assert_eq!(error.2, "The email address gone@mail.example is unavailable.");
    let other = new_user("gone").replace("gone@mail", "other@mail");
    let error = refused(&taken, target, &other);
    assert_eq!(error.2, "The username gone@example.com is unavailable.");
}

#[test]
fn what_a_create_answers() {
    let with_all = create(&off(), "new");
    for name in ["thorUserId", "endUserId", "acaToken", "selfServiceActivationUrl"] {
        assert!(with_all.child(name).is_some(), "{name}");
    }
    let without = create(&on("create_ids=false"), "new");
    assert!(without.child("thorUserId").is_none() && without.child("endUserId").is_none());
    let without = create(&on("create_activation_url=false"), "new");
    assert!(without.child("acaToken").is_none());
    assert!(without.child("selfServiceActivationUrl").is_none());
    let broken = create(&on("broken_tokens=true"), "new");
    assert!(broken.text_of("acaToken").ends_with('\n'));
    assert_eq!(broken.text_of("acaToken").trim(), with_all.text_of("acaToken"));
}

#[test]
fn what_a_delete_answers() {
    for (value, expected) in [
        ("username-only", "endUser"),
        ("user-object", "endUser"),
        ("message", "message"),
        ("empty", ""),
    ] {
        let simulator = on(&format!("delete_answer={value}"));
        create(&simulator, "gone");
        let answer = call(&simulator, "users?service=delete-v2", &named("gone@example.com"));
        assert_eq!(answer.status, 200);
        if expected.is_empty() {
            assert_eq!(answer.text(), "");
            continue;
        }
        let root = crate::xml::parse(answer.text());
        assert_eq!(root.name, expected);
        if value == "user-object" {
            // B15: deleted, and called Suspended.
            assert_eq!(root.text_of("endUserStatus"), "Suspended");
        }
    }
}

#[test]
fn elements_beside_those_of_the_matrix() {
    let body = new_user("extra").replace("<fname>", "<departmentCode>DEV</departmentCode><fname>");
    for (switch, names) in [
        ("every_field=true", ["departmentCode", "proxyUserId", "locale"]),
        ("unknown_elements=true", ["riskTier", "profile", "email"]),
    ] {
        for (simulator, expected) in [(on(switch), true), (off(), false)] {
            ask(&simulator, "users?service=create-v2", &body);
            let list = ask(&simulator, "users?service=listAll&page=13&limit=1", "");
            let user = &list.children[0];
            assert_eq!(user.text_of("username"), "extra@example.com");
            for name in names.iter().filter(|name| **name != "email") {
                assert_eq!(user.child(name).is_some(), expected, "{switch}: {name}");
            }
        }
    }
}

#[test]
fn blanks_around_texts() {
    let simulator = on("padding=true");
    let created = create(&simulator, "blank");
    assert_eq!(created.text_of("username"), " blank@example.com ");
    let resend = "users?service=resendActivation";
    let message = ask(&simulator, resend, &named(" blank@example.com "));
    assert_eq!(message.text, " Operation completed successfully ");
    let error = refused(&simulator, resend, &named("ghost@example.com"));
    assert_eq!(error.1, " 2005 ");
}

#[test]
fn elements_around_lists() {
    let email = |simulator: &Simulator| encoded(&simulator.users()[0].email);
    for (value, names) in [
        ("plural", ["endUsers", "costcenters", "devices", "registrationCodeBeans"]),
        ("list", ["list"; 4]),
        ("with-list", ["endUserList", "costcenterList", "deviceList", "registrationCodeBeanList"]),
        ("collection", ["collection"; 4]),
    ] {
        let simulator = on(&format!("wrappers={value}"));
        let targets = [
            "users?service=listAll&page=1&limit=2".to_owned(),
            "costcenters?service=list".to_owned(),
            format!("devices?service=list&email={}", email(&simulator)),
            "registrationcode?service=search&page=1&limit=2".to_owned(),
        ];
        for (target, name) in targets.iter().zip(names) {
            assert_eq!(ask(&simulator, target, "").name, name, "{target}");
        }
        // These two are printed in full.
        assert_eq!(ask(&simulator, "groups?service=list", "").name, "groups");
        assert_eq!(ask(&simulator, "groups?service=listGroupPlan", "").name, "groupPlans");
    }
}

#[test]
fn malformed_samples_as_they_are_printed() {
    let first = |simulator: &Simulator| simulator.users()[0].clone();
    let unassign = |simulator: &Simulator| {
        format!(
            "<endusers><unAssignedList><enduser><endUserId>{}</endUserId></enduser>\
             </unAssignedList></endusers>",
            first(simulator).end_user_id
        )
    };
    let targets = |simulator: &Simulator| {
        [
            ("costcenters?service=list".to_owned(), String::new()),
            (
                format!("devices?service=list&email={}", encoded(&first(simulator).email)),
                String::new(),
            ),
            ("costcenters?service=removeUsers&costCenterId=qa".to_owned(), unassign(simulator)),
        ]
    };
    for (value, spoilt) in [
        ("nothing", [false, false, false]),
        ("assigned-count", [true, false, false]),
        ("status", [false, true, false]),
        ("message", [false, false, true]),
        ("everything", [true, true, true]),
    ] {
        let simulator = on(&format!("malformed={value}"));
        let user = first(&simulator);
        simulator.add_device(&user.username, "LGE", "Nexus 5", "Android").unwrap();
        for ((target, body), spoilt) in targets(&simulator).iter().zip(spoilt) {
            let response = call(&simulator, target, body);
            assert_eq!(response.status, 200);
            assert_eq!(try_parse(response.text()).is_err(), spoilt, "{value}: {target}");
        }
    }
    let simulator = on("malformed=everything");
    let list = call(&simulator, "costcenters?service=list", "");
    assert!(list.text().contains("</email>/assignedCount>"), "{}", list.text());
    // What was asked for was done all the same (B35).
    ask(&simulator, "groups?service=list", "");
    let (target, body) = &targets(&simulator)[2];
    assert_eq!(
        call(&simulator, target, body).text(),
        "<message> Operation completed successfully "
    );
    assert_eq!(simulator.ledger().effects.len(), 1);
}

#[test]
fn what_names_a_cost_centre() {
    for (value, by_id, by_cost_id) in
        [("either", 200, 200), ("id", 200, 500), ("cost-id", 500, 200)]
    {
        let simulator = on(&format!("cost_center_key={value}"));
        let id = simulator.cost_centers()[0].id;
        let status = |key: &str| {
            let target = format!("costcenters?service=listUsers&costCenterId={key}&page=1&limit=1");
            call(&simulator, &target, "").status
        };
        assert_eq!((status(&id.to_string()), status("qa")), (by_id, by_cost_id), "{value}");
    }
}

#[test]
fn times_of_changes() {
    let of = |simulator: &Simulator, target: &str| {
        let list = ask(simulator, target, "");
        let item = &list.children[0];
        let name = item
            .names()
            .into_iter()
            .find(|name| name.starts_with("modified") && *name != "modifiedBy");
        let name = name.unwrap();
        (name.to_owned(), item.text_of(name).to_owned())
    };
    let targets =
        ["groups?service=list", "groups?service=listGroupPlan", "costcenters?service=list"];
    for (value, names, ends) in [
        ("as-printed", ["modifiedDate", "modifiedTime", "modifiedTime"], ["+05:30", "+05:30", "Z"]),
        ("time", ["modifiedTime"; 3], ["Z"; 3]),
        ("date", ["modifiedDate"; 3], ["+05:30"; 3]),
    ] {
        let simulator = on(&format!("modified={value}"));
        for ((target, name), end) in targets.iter().zip(names).zip(ends) {
            let (named, time) = of(&simulator, target);
            assert!(named == name && time.ends_with(end), "{value}, {target}: {named} {time}");
        }
    }
    let yearless = on("yearless_times=true");
    let (name, time) = of(&yearless, targets[2]);
    assert_eq!((name.as_str(), time.as_str()), ("modifiedTime", "10-01T00:00:00Z"));
}

#[test]
fn which_devices_are_listed() {
    for (value, expected) in [("all", 2), ("active", 1)] {
        let simulator = with(&[&format!("ipass_rest.devices={value}")]);
        create(&simulator, "device");
        let [first, _] = ["A", "B"].map(|model| {
            simulator.add_device("device@example.com", "LGE", model, "Android").unwrap()
        });
        let email = encoded("device@mail.example");
        let body = format!("<device><deviceUuid>{first}</deviceUuid></device>");
        call(&simulator, &format!("devices?service=deactivate&email={email}"), &body);
        let target = format!("devices?service=list&email={email}");
        assert_eq!(ask(&simulator, &target, "").children.len(), expected, "{value}");
        // Those of a suspended user are suspended (B37).
        ask(&simulator, "users?service=suspend", &named("device@example.com"));
        let statuses = ask(&simulator, &target, "");
        let suspended = statuses.column("status");
        let all = ["unregistered", "suspended"];
        assert_eq!(suspended, if value == "all" { &all[..] } else { &[] });
    }
}

#[test]
fn what_an_update_of_a_code_answers() {
    for (value, root) in [("object", "registrationCodeBean"), ("message", "message"), ("empty", "")]
    {
        let simulator = on(&format!("code_update_answer={value}"));
        let id = &simulator.registration_codes()[0].id;
        let body = format!(
            "<registrationCodeBean><registrationCode><id>{id}</id><duration>9</duration>\
             </registrationCode></registrationCodeBean>"
        );
        let answer = call(&simulator, "registrationcode?service=update", &body);
        assert_eq!(simulator.registration_codes()[0].duration, "9");
        match root {
            "" => assert_eq!(answer.text(), ""),
            root => assert_eq!(crate::xml::parse(answer.text()).name, root),
        }
    }
}

#[test]
fn the_date_of_daily_reports() {
    for (value, date, month) in [("either", 200, 200), ("date", 200, 400), ("month", 400, 200)] {
        let simulator = on(&format!("daily_parameter={value}"));
        for service in ["getdailycdr", "getdailyadjcdr"] {
            let status = |name: &str| {
                let target = format!("reports?service={service}&{name}=2026-09-02");
                call(&simulator, &target, "").status
            };
            assert_eq!((status("date"), status("month")), (date, month), "{value}");
        }
    }
    let strict = on("daily_parameter=either");
    assert_eq!(call(&strict, "reports?service=getdailycdr&month=2026-09", "").status, 400);
}

#[test]
fn the_name_of_a_group() {
    let capital = on("group_name=capital");
    let list = ask(&capital, "groups?service=list", "");
    assert!(list.children.iter().all(|group| group.child("Name").is_some()));
    let body = "<group><Name>N</Name><groupPlanId>1</groupPlanId></group>";
    ask(&capital, "groups?service=create", body);
    assert_eq!(refused(&off(), "groups?service=create", body).2, "The element name is missing.");
}

#[test]
fn what_an_update_of_a_group_leaves() {
    for (value, status, name) in
        [("partial", 200, "QA Group1"), ("strict", 400, "QA Group1"), ("overwrite", 200, "")]
    {
        let simulator = on(&format!("group_update={value}"));
        let (id, user) = (simulator.groups()[0].id, simulator.users()[0].username.clone());
        let body = format!(
            "<group><id>{id}</id><users><user><userName>{user}</userName>\
             <action>assign</action></user></users></group>"
        );
        assert_eq!(call(&simulator, "groups?service=update", &body).status, status, "{value}");
        let group = simulator.groups()[0].clone();
        assert_eq!(group.name, name, "{value}");
        // The members are those that they were, and the one more.
        assert!(status != 200 || group.assigned > 0);
    }
}

#[test]
fn a_group_of_switches_is_turned_name_by_name() {
    let switches = turned(&["ipass_rest.padding=true", "ipass-rest.get-reads=true"]);
    assert!(switches.ipass_rest.padding && switches.ipass_rest.get_reads);
    let changed = switches.changed_by_json(r#"{"ipass_rest": {"padding": false}}"#).unwrap();
    assert!(!changed.ipass_rest.padding && changed.ipass_rest.get_reads);
    for bad in
        ["ipass_rest=1", "ipass_rest.paddin=true", "ipass_rest.padding.x=true", "padding=true"]
    {
        assert!(switches.changed_by(bad).is_err(), "{bad}");
    }
}
