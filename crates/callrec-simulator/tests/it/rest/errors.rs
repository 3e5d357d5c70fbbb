//! "Possible Errors" (SEED), line by line, and what is answered where the table is silent.

use callrec_simulator::Simulator;

use super::{REALM, call, create, named, new_user, refused, small};
use crate::{wire::send, xml::parse};

const PRIVILEGES: &str = "You do not have sufficient privileges to perform this action.";
const INVALID_XML: &str = "The input provided to the service is invalid xml.";

fn start() -> Simulator {
    small().start().unwrap()
}

fn error(status: u16, code: &str, message: impl Into<String>) -> (u16, String, String) {
    (status, code.to_owned(), message.into())
}

#[test]
fn without_privileges() {
    let simulator = start();
    let (key, company) = (simulator.rest_key().to_owned(), simulator.rest_company().to_owned());
    let wrong = format!("{key}0");
    let unheard = "0".to_owned();
    for headers in [
        vec![],
        vec![("x-ipass-key", &key)],
        vec![("x-ipass-company-id", &company)],
        vec![("x-ipass-key", &wrong), ("x-ipass-company-id", &company)],
        vec![("x-ipass-key", &key), ("x-ipass-company-id", &unheard)],
    ] {
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        for target in ["/v1/users?service=listAll&page=1&limit=1", "/v1/groups?service=list"] {
            let response = send(&simulator, "POST", target, &headers, "");
            let body = parse(response.text());
            assert_eq!(
                (response.status, body.text_of("errorCode"), body.text_of("errorMessage")),
                (403, "1006", PRIVILEGES)
            );
        }
    }
    let created = send(&simulator, "POST", "/v1/users?service=create-v2", &[], &new_user("x"));
    assert_eq!(created.status, 403);
    assert!(simulator.ledger().effects.is_empty());
}

#[test]
fn usernames_that_break_the_rules() {
    let simulator = start();
    let target = "users?service=create-v2";
    for (username, expected) in [
        ("someone@else.example", format!("Username must end with \"@{REALM}\"")),
        ("someone", format!("Username must end with \"@{REALM}\"")),
        ("@example.com", format!("Username must end with \"@{REALM}\"")),
        ("a@b@example.com", "The username a@b@example.com contains multiple @ symbols.".to_owned()),
    ] {
        let body = new_user("rules").replace("rules@example.com", username);
        assert_eq!(refused(&simulator, target, &body), error(500, "2005", expected), "{username}");
    }
    assert!(simulator.ledger().effects.is_empty());
    let body = new_user("rules").replace("rules@example.com", "Rules@EXAMPLE.com");
    assert_eq!(call(&simulator, target, &body).status, 200);
}

#[test]
fn addresses_and_names_that_are_taken() {
    let simulator = start();
    create(&simulator, "first");
    let taken = "The email address FIRST@mail.example is unavailable.";
    let body = new_user("second").replace("second@mail", "FIRST@mail");
    let target = "users?service=create-v2";
    assert_eq!(refused(&simulator, target, &body), error(500, "2005", taken));
    // Of the seed, and in another company's account.
    let child = simulator.children()[0].clone();
    let headers = [("x-ipass-key", simulator.rest_key()), ("x-ipass-company-id", child.as_str())];
    let response = send(&simulator, "POST", &format!("/v1/{target}"), &headers, &body);
    assert_eq!(parse(response.text()).text_of("errorMessage"), taken);
    let of_seed = simulator.users()[0].clone();
    let body = new_user("second").replace("second@mail.example", &of_seed.email);
    let taken = format!("The email address {} is unavailable.", of_seed.email);
    assert_eq!(refused(&simulator, target, &body), error(500, "2005", taken));
    let body = "<endUser><username>first@example.com</username><email>EMAIL</email></endUser>"
        .replace("EMAIL", &of_seed.email);
    assert_eq!(refused(&simulator, "users?service=update", &body).1, "2005");
    // The table has no text for a name that is taken (INF).
    let body = new_user("first").replace("first@mail", "other@mail");
    let taken = "The username first@example.com is unavailable.";
    assert_eq!(refused(&simulator, target, &body), error(500, "2005", taken));
    let done: Vec<_> = simulator.ledger().effects.into_iter().map(|e| e.done).collect();
    assert_eq!(done, ["created"]);
}

#[test]
fn users_that_are_not_there() {
    let simulator = start();
    let text = "User with username ghost@example.com not found in our system.";
    for service in ["update", "suspend", "activate", "delete-v2", "resendActivation"] {
        let target = format!("users?service={service}");
        assert_eq!(
            refused(&simulator, &target, &named("ghost@example.com")),
            error(500, "2005", text),
            "{service}"
        );
    }
    let text = "User with email ghost+1@example.com was not found.";
    let target = "devices?service=list&email=ghost%2B1%40example.com";
    assert_eq!(refused(&simulator, target, ""), error(500, "2005", text));
    let target = "devices?service=deactivate&email=ghost%2B1%40example.com";
    let device = "<device><deviceUuid>x</deviceUuid></device>";
    assert_eq!(refused(&simulator, target, device), error(500, "2005", text));
    let group = format!(
        "<group><id>{}</id><name>G</name><users><user><userName>ghost@example.com</userName>\
         <action>assign</action></user></users></group>",
        simulator.groups()[0].id
    );
    let text = "User with username ghost@example.com not found in our system.";
    assert_eq!(refused(&simulator, "groups?service=update", &group), error(500, "2005", text));
    assert_eq!(simulator.groups()[0].name, "QA Group1");
    assert!(simulator.ledger().effects.is_empty());
}

#[test]
fn bodies_that_are_no_documents() {
    let simulator = start();
    for body in [
        "",
        "{}",
        "<endUser>",
        "<endUser></enduser>",
        "<user><username>a@example.com</username></user>",
        "<endUser><username>a@example.com</username></endUser><endUser/>",
        "<!DOCTYPE endUser><endUser><username>a@example.com</username></endUser>",
        "<endUser><username>a&nbsp;b@example.com</username></endUser>",
        "<endUser><username>a\u{1}@example.com</username></endUser>",
        "<endUser><username>a@example.com</username>\
         <enablePortalLogin>maybe</enablePortalLogin></endUser>",
    ] {
        for service in ["create-v2", "update", "suspend", "activate", "delete-v2"] {
            assert_eq!(
                refused(&simulator, &format!("users?service={service}"), body),
                error(400, "2009", INVALID_XML),
                "{service}: {body:?}"
            );
        }
    }
    for target in [
        "costcenters?service=create",
        "costcenters?service=update",
        "costcenters?service=addUsers&costCenterId=qa",
        "costcenters?service=removeUsers&costCenterId=qa",
        "devices?service=deactivate&email=a",
        "registrationcode?service=create",
        "registrationcode?service=update",
        "groups?service=create",
        "groups?service=update",
    ] {
        assert_eq!(
            refused(&simulator, target, "<x/>"),
            error(400, "2009", INVALID_XML),
            "{target}"
        );
    }
    assert!(simulator.ledger().effects.is_empty());
}

#[test]
fn elements_that_must_be_there() {
    let simulator = start();
    let whole = new_user("whole");
    for missing in ["username", "fname", "lname", "email"] {
        let (from, to) = (format!("<{missing}>"), format!("</{missing}>"));
        let (start, end) = (whole.find(&from).unwrap(), whole.find(&to).unwrap() + to.len());
        let body = format!("{}{}", &whole[..start], &whole[end..]);
        let empty = format!("{}{from}  {to}{}", &whole[..start], &whole[end..]);
        for body in [body, empty] {
            let text = format!("The element {missing} is missing.");
            let target = "users?service=create-v2";
            assert_eq!(refused(&simulator, target, &body), error(400, "2009", text));
        }
    }
    for (target, body, missing) in [
        ("costcenters?service=create", "<costcenter><costId>a</costId></costcenter>", "name"),
        ("costcenters?service=create", "<costcenter><name>a</name></costcenter>", "costId"),
        ("costcenters?service=update", "<costcenter><id>1040</id></costcenter>", "costId"),
        ("groups?service=create", "<group><name>a</name></group>", "groupPlanId"),
        ("groups?service=create", "<group><groupPlanId>1</groupPlanId></group>", "name"),
        ("groups?service=update", "<group><name>a</name></group>", "id"),
        ("groups?service=update", "<group><id>1120</id></group>", "name"),
        ("devices?service=deactivate&email=a", "<device></device>", "deviceUuid"),
    ] {
        let text = format!("The element {missing} is missing.");
        assert_eq!(refused(&simulator, target, body), error(400, "2009", text), "{target}");
    }
    assert!(simulator.ledger().effects.is_empty());
}

#[test]
fn things_that_are_not_there_or_there_already() {
    let simulator = start();
    let company = simulator.rest_company();
    let code = |code: &str, rest: &str| {
        format!(
            "<registrationCodeBean><registrationCode><regCode>{code}</regCode>\
             <regCode2>b</regCode2><duration>1</duration><durationUnit>days</durationUnit>\
             <companyId>{company}</companyId><maxActivationDate>10/31/2027</maxActivationDate>\
             {rest}</registrationCode></registrationCodeBean>"
        )
    };
    let first = simulator.users()[0].clone();
    let in_list = |id: &str| {
        format!(
            "<endusers><assignedList><enduser><endUserId>{}</endUserId></enduser>\
             <enduser><endUserId>{id}</endUserId></enduser></assignedList></endusers>",
            first.end_user_id
        )
    };
    for (target, body, text) in [
        (
            "costcenters?service=delete&costCenterId=99",
            String::new(),
            "Cost center 99 not found in our system.",
        ),
        (
            "costcenters?service=listUsers&costCenterId=99&page=1&limit=5",
            String::new(),
            "Cost center 99 not found in our system.",
        ),
        (
            "costcenters?service=addUsers&costCenterId=qa",
            in_list("99"),
            "User with id 99 not found in our system.",
        ),
        (
            "costcenters?service=create",
            "<costcenter><costId>qa</costId><name>x</name></costcenter>".into(),
            "The cost center qa is unavailable.",
        ),
        (
            "costcenters?service=update",
            "<costcenter><id>1040</id><costId>dev-01</costId></costcenter>".into(),
            "The cost center dev-01 is unavailable.",
        ),
        (
            "groups?service=create",
            "<group><name>x</name><groupPlanId>2</groupPlanId></group>".into(),
            "Group plan 2 not found in our system.",
        ),
        (
            "groups?service=create",
            "<group><name>Exec</name><groupPlanId>1</groupPlanId></group>".into(),
            "The group Exec is unavailable.",
        ),
        (
            "groups?service=update",
            "<group><id>9</id><name>x</name></group>".into(),
            "Group 9 not found in our system.",
        ),
        (
            "registrationcode?service=create",
            code("regcode1", ""),
            "The registration code regcode1 is unavailable.",
        ),
        (
            "registrationcode?service=update",
            code("x", "<id>DB70</id>"),
            "Registration code DB70 not found in our system.",
        ),
    ] {
        assert_eq!(refused(&simulator, target, &body), error(500, "2005", text), "{target}");
    }
    // All or nothing: the first of the two was there.
    assert_eq!(simulator.users()[0], first);
    // The body's company must be the header's (B44).
    let foreign = code("new", "").replace(company, "1001699");
    assert_eq!(
        refused(&simulator, "registrationcode?service=create", &foreign),
        error(403, "1006", PRIVILEGES)
    );
    for wrong in [
        code("new", "").replace("days", "weeks"),
        code("new", "").replace("<duration>1<", "<duration>0<"),
    ] {
        let target = "registrationcode?service=create";
        assert_eq!(refused(&simulator, target, &wrong), error(400, "2009", INVALID_XML));
    }
    assert!(simulator.ledger().effects.is_empty());
}

#[test]
fn parameters_that_are_missing_or_none() {
    let simulator = start();
    for (target, name) in [
        ("users?service=listAll", "page"),
        ("users?service=listAll&page=1", "limit"),
        ("users?service=listAll&page=0&limit=1", "page"),
        ("users?service=listAll&page=-1&limit=1", "page"),
        ("users?service=listActive&page=1&limit=0", "limit"),
        ("users?service=listActive&page=1&limit=%2B5", "limit"),
        ("users?service=search&fromRegDate=2026-01-01", "fromRegDate"),
        ("users?service=search&toRegDate=13%2F01%2F2026", "toRegDate"),
        ("users?service=search&toRegDate=1%2F1%2F2026", "toRegDate"),
        ("costcenters?service=delete", "costCenterId"),
        ("devices?service=list&email=", "email"),
        ("registrationcode?service=listUsed&used=yes&page=1&limit=1", "used"),
        ("reports?service=getmonthlycdr", "month"),
        ("reports?service=getmonthlycdr&month=2026-09-01", "month"),
        ("reports?service=getdailycdr&date=2026-09", "date"),
        ("reports?service=getCustom&month=2026-09", "customReportFile"),
        (
            "reports?service=getCustom&month=2026-09&customReportFile=..%2Fx.html",
            "customReportFile",
        ),
        (
            "reports?service=getCustom&month=2026-09&customReportFile=x.html&duration-type=x",
            "duration-type",
        ),
    ] {
        let text = format!("The parameter {name} is missing or invalid.");
        assert_eq!(refused(&simulator, target, ""), error(400, "2009", text), "{target}");
    }
}
