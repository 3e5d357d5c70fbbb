//! Every request as the document prints it, and answers with the elements that it prints. Names
//! in braces are filled in; the realm is that of the samples.

use callrec_simulator::Simulator;

use super::{ask, call, small};
use crate::xml::{Node, parse};

/// SEED, "Create". Texts have blanks around them, as printed.
const CREATE: &str = "<endUser>
  <username> user155@gmail.com </username>
  <fname>user155</fname>
  <lname>user155</lname>
  <email> user155@gmail.com </email>
  <deviceLimit>0</deviceLimit>
  <homeCountry></homeCountry>
  <locale>en-US</locale>
  <enablePortalLogin>true</enablePortalLogin>
</endUser>";

/// SEED, "Delete", and in form "Update", "Suspend", "Activate" and "Resend".
const NAMED: &str = "<endUser>
  <username>user155@gmail.com</username>
</endUser>";

fn of_the_samples() -> Simulator {
    small().realm("gmail.com").start().unwrap()
}

fn has(node: &Node, names: &[&str]) {
    for name in names {
        assert!(node.child(name).is_some(), "no {name} in {node:?}");
    }
}

#[test]
fn a_user_lives_as_printed() {
    let simulator = of_the_samples();
    let created = ask(&simulator, "users?service=create-v2", CREATE);
    // "user object with the additional iPass identifier <thorUserId> and <endUserId>"
    has(&created, &["thorUserId", "endUserId", "email", "fname", "lname", "deviceLimit"]);
    assert_eq!(created.text_of("username"), "user155@gmail.com");
    assert_eq!(created.text_of("enablePortalLogin"), "true");
    for (service, status) in
        [("update", "Active"), ("suspend", "Suspended"), ("activate", "Active")]
    {
        let user = ask(&simulator, &format!("users?service={service}"), NAMED);
        assert_eq!((user.name.as_str(), user.text_of("endUserStatus")), ("endUser", status));
    }
    let resent = ask(&simulator, "users?service=resendActivation", NAMED);
    assert_eq!(
        (resent.name.as_str(), resent.text.as_str()),
        ("message", "Operation completed successfully")
    );
    let deleted = ask(&simulator, "users?service=delete-v2", NAMED);
    assert_eq!(
        (deleted.names(), deleted.text_of("username")),
        (vec!["username"], "user155@gmail.com")
    );
}

/// SEED, "User Object"; `password` and the notifications in every answer but the first.
#[test]
fn a_user_object_has_the_elements_of_the_sample() {
    let simulator = small().switches(super::turned(&["ipass_rest.every_field=true"])).start();
    let simulator = simulator.unwrap();
    let list = ask(&simulator, "users?service=listAll&page=1&limit=1", "");
    let sample = parse(
        "<endUser><email>auser@ipass.com</email><fname>Wlliam</fname><isActive>1</isActive>
        <lname>Shakespeare</lname><thorUserId>54321</thorUserId>
        <username>auser@proserv.com</username><acaToken>EbTXsuZVq</acaToken>
        <enablePortalLogin>false</enablePortalLogin><endUserId>12345</endUserId>
        <endUserStatus>Active</endUserStatus><locale>en-US</locale>
        <notifications><notification subscribe=\"true\"><type>Activate</type></notification>
        <notification subscribe=\"true\"><type>Suspend</type></notification></notifications>
        </endUser>",
    );
    let paths = list.children[0].paths();
    for path in sample.paths() {
        assert!(paths.contains(&path), "{path}");
    }
    let kinds = list.children[0].child("notifications").unwrap();
    assert_eq!(kinds.column("type"), ["Activate", "Suspend"]);
    assert!(kinds.children[0].attributes.trim().starts_with("subscribe=\""));
}

/// SEED, "List" of groups.
#[test]
fn groups_look_as_printed() {
    let groups = ask(&of_the_samples(), "groups?service=list", "");
    assert_eq!(groups.name, "groups");
    for group in &groups.children {
        assert_eq!(
            (group.name.as_str(), group.names()),
            (
                "group",
                vec!["assignedCount", "groupPlanId", "id", "modifiedBy", "modifiedDate", "name"]
            )
        );
        let modified = group.text_of("modifiedDate");
        assert!(modified.len() == 25 && modified.ends_with("+05:30"), "{modified}");
    }
    assert_eq!(groups.column("name")[..2], ["QA Group1", "Client Group"]);
}

/// SEED, "List Group Plans", word for word but for the company.
#[test]
fn group_plans_are_those_printed() {
    let simulator = of_the_samples();
    let plans = ask(&simulator, "groups?service=listGroupPlan", "");
    let company = simulator.rest_company();
    let plan = |default, id, modified, plan, description| {
        format!(
            "<groupPlan><companyId>{company}</companyId><defaultPlan>{default}</defaultPlan>
            <id>{id}</id><modifiedBy>symphony@ipass.com</modifiedBy>
            <modifiedTime>{modified}</modifiedTime><plan>{plan}</plan>
            <planDescription>{description}</planDescription>
            <planType>NON_PREMIUM</planType></groupPlan>"
        )
    };
    let expected = format!(
        "<groupPlans>{}{}</groupPlans>",
        plan(1, 1, "2016-02-02T12:40:14+05:30", "FLAT_RATE_ULTD_LPT", "Unlimited Laptop Plan"),
        plan(0, 5, "2016-02-03T06:34:30+05:30", "FLAT_RATE_ULTD_SPT", "Unlimited Smart Phone Plan"),
    );
    assert_eq!(plans, parse(&expected));
}

/// SEED, "Assign user" and "Un-assign User" of groups.
#[test]
fn groups_take_users_as_printed() {
    let simulator = small().realm("qatest").start().unwrap();
    ask(
        &simulator,
        "users?service=create-v2",
        "<endUser><username>ssiddesh@qatest</username><fname>s</fname><lname>s</lname>
        <email>s@qatest.example</email><enablePortalLogin>false</enablePortalLogin></endUser>",
    );
    let id = simulator.groups()[1].id;
    let before = simulator.groups()[1].assigned;
    for (action, assigned) in [("assign", before + 1), ("unassign", before)] {
        let body = format!(
            "<group>
              <id>{id}</id>
              <name>Client Group</name>
              <users>
                <user>
                  <userName>ssiddesh@qatest</userName>
                  <action>{action}</action>
                </user>
              </users>
            </group>"
        );
        let answer = ask(&simulator, "groups?service=update", &body);
        assert_eq!(answer.text, "Operation completed successfully");
        assert_eq!(simulator.groups()[1].assigned, assigned);
        assert_eq!(simulator.groups()[1].name, "Client Group");
    }
}

/// SEED, "Group Object".
#[test]
fn a_group_is_created_with_the_sample() {
    let simulator = small().realm("qatest").start().unwrap();
    ask(
        &simulator,
        "users?service=create-v2",
        "<endUser><username>somethingxxx25@qatest</username><fname>s</fname><lname>s</lname>
        <email>s@qatest.example</email><enablePortalLogin>false</enablePortalLogin></endUser>",
    );
    let group = "<group>
        <name>Executives</name>
        <groupPlanId>1</groupPlanId>
        <users>
        <user><userName>somethingxxx25@qatest</userName></
        user>
        </users>
        </group>"
        .replace("</\n        user>", "</user>");
    ask(&simulator, "groups?service=create", &group);
    let created = simulator.groups().pop().unwrap();
    assert_eq!((created.name.as_str(), created.plan, created.assigned), ("Executives", 1, 1));
}

/// SEED, "Cost Center Object", "Assign user", "Un-assign User", "List User".
#[test]
fn cost_centres_work_as_printed() {
    let simulator = of_the_samples();
    let done = ask(
        &simulator,
        "costcenters?service=create",
        "<costcenter><costId>qa2</costId><name>qa two</name></costcenter>",
    );
    assert_eq!(done.text, "Operation completed successfully");
    let list = ask(&simulator, "costcenters?service=list", "");
    let created = list.children.last().unwrap();
    assert_eq!(
        created.names(),
        ["assignedCount", "costid", "id", "modifiedBy", "modifiedTime", "name"]
    );
    let id = created.text_of("id");
    let users = simulator.users();
    let (first, second) = (users[0].end_user_id, users[1].end_user_id);
    let assigned = format!(
        "<endusers>
        <assignedList>
        <enduser><endUserId>{first}</endUserId></enduser>
        <enduser><endUserId>{second}</endUserId></enduser>
        </assignedList>
        </endusers>"
    );
    ask(&simulator, &format!("costcenters?service=addUsers&costCenterId={id}"), &assigned);
    let target = format!("costcenters?service=listUsers&costCenterId={id}&page=1&limit=15");
    let page = ask(&simulator, &target, "");
    assert_eq!(page.name, "PaginatedEndUserSearchResult");
    assert_eq!(
        page.names(),
        [
            "pageNumber",
            "pageSize",
            "paginationSessionId",
            "resultsThisPage",
            "totalResults",
            "endUsers"
        ]
    );
    assert_eq!((page.text_of("pageSize"), page.text_of("totalResults")), ("15", "2"));
    let simple = &page.child("endUsers").unwrap().children[0];
    assert_eq!(
        (simple.name.as_str(), simple.names()),
        ("simpleEndUser", vec!["endUserId", "firstName", "lastName", "userName"])
    );
    let unassigned = format!(
        "<endusers>
        <unAssignedList>
        <enduser>
        <endUserId>{first}</endUserId>
        </enduser>
        </unAssignedList>
        </endusers>"
    );
    let target = format!("costcenters?service=removeUsers&costCenterId={id}");
    assert_eq!(ask(&simulator, &target, &unassigned).text, "Operation completed successfully");
    assert_eq!(simulator.cost_centers().last().unwrap().assigned, 1);
    ask(&simulator, &format!("costcenters?service=delete&costCenterId={id}"), "");
    assert!(simulator.cost_centers().iter().all(|center| center.cost_id != "qa2"));
}

/// SEED, "Device Object" and "Deactivate".
#[test]
fn devices_look_as_printed() {
    let simulator = of_the_samples();
    let user = simulator.users()[0].clone();
    let uuid = simulator.add_device(&user.username, "LGE", "Nexus 5", "Android").unwrap();
    let email = crate::wire::encoded(&user.email);
    let list = ask(&simulator, &format!("devices?service=list&email={email}"), "");
    let device = list.children.last().unwrap();
    assert_eq!(
        device.names(),
        ["deviceUuid", "enabledOn", "manufacturer", "modelId", "platform", "status"]
    );
    assert_eq!(
        (device.text_of("manufacturer"), device.text_of("modelId"), device.text_of("status")),
        ("LGE", "Nexus 5", "registered")
    );
    // `2015-04-09T20:22:35.907Z`, `cQjZXuLYQ7K1WU6ZVe61yw==`
    let enabled = device.text_of("enabledOn");
    assert!(enabled.len() == 24 && enabled.ends_with('Z'), "{enabled}");
    assert!(uuid.len() == 24 && uuid.ends_with("=="), "{uuid}");
    let body = format!("<device>\n  <deviceUuid>{uuid}</deviceUuid>\n</device>");
    let gone = call(&simulator, &format!("devices?service=deactivate&email={email}"), &body);
    assert_eq!((gone.status, gone.text()), (200, ""));
    let list = ask(&simulator, &format!("devices?service=list&email={email}"), "");
    assert_eq!(list.children.last().unwrap().text_of("status"), "unregistered");
}

/// SEED, "Registration Code Object", "Create", "Update".
#[test]
fn registration_codes_work_as_printed() {
    let simulator = of_the_samples();
    let company = simulator.rest_company();
    let body = format!(
        "<registrationCodeBean>
        <registrationCode>
        <regCode>regcode</regCode>
        <regCode2>regcode12345</regCode2>
        <duration>2</duration>
        <durationUnit>Months</durationUnit>
        <departmentCode>DEV</departmentCode>
        <altId></altId>
        <companyId>{company}</companyId>
        <maxActivationDate>10/31/2017</maxActivationDate>
        </registrationCode>
        </registrationCodeBean>"
    );
    let created = ask(&simulator, "registrationcode?service=create", &body);
    let code = created.child("registrationCode").unwrap();
    let sample = parse(&body);
    for element in &sample.children[0].children {
        assert_eq!(code.text_of(&element.name), element.text, "{}", element.name);
    }
    assert_eq!(code.text_of("useCount"), "0");
    let id = code.text_of("id");
    assert!(id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()), "{id}");
    let update = format!(
        "<registrationCodeBean>
        <registrationCode>
        <id>{id}</id>
        <duration>3</duration>
        </registrationCode>
        </registrationCodeBean>"
    );
    let updated = ask(&simulator, "registrationcode?service=update", &update);
    let code = updated.child("registrationCode").unwrap();
    assert_eq!((code.text_of("duration"), code.text_of("regCode")), ("3", "regcode"));
    let found = ask(
        &simulator,
        "registrationcode?service=search&searchCriteria=regcode12345&page=1&limit=15",
        "",
    );
    assert_eq!(found.children.len(), 1);
    assert_eq!(found.children[0].names(), ["registrationCode", "endUsers"]);
    simulator.use_registration_code("regcode", &simulator.users()[0].username).unwrap();
    let used = "registrationcode?service=listUsed&used=true&page=1&limit=15";
    let used = ask(&simulator, used, "");
    let codes: Vec<_> =
        used.children.iter().map(|bean| bean.children[0].text_of("regCode")).collect();
    assert!(codes.contains(&"regcode"), "{codes:?}");
    assert!(used.children.iter().all(|bean| bean.children[0].text_of("useCount") != "0"));
}
