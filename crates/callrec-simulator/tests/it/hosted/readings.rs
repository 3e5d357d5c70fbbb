//! The switches, the methods and paths, and the refusals.

use callrec_simulator::{Operation, Plan, Simulator};

use super::{XML, call, create_or_update, good, retrieve, suspend};
use crate::{
    rest::{new_user, small, turned},
    wire::{encoded, login, send},
};

fn on(switch: &str) -> Simulator {
    small().switches(turned(&[&format!("hosted_users.{switch}")])).start().unwrap()
}

fn credential(username: &str, rest: &str) -> String {
    format!(
        "<statusChangeRequest><endUserCredential><username>{username}</username>{rest}\
         </endUserCredential></statusChangeRequest>"
    )
}

#[test]
fn without_a_session_nothing_is_done() {
    let simulator = small().start().unwrap();
    assert_eq!(create_or_update(&simulator, "", &new_user("a")).status, 401);
    let cookie = login(&simulator);
    simulator.expire_all_sessions();
    assert_eq!(create_or_update(&simulator, &cookie, &new_user("a")).status, 401);
    let cookie = login(&simulator);
    let target = "/moservices/rest/api/ipass/1/mo/endUser?action=createOrUpdate";
    let headers = [("Cookie", cookie.as_str()), ("Content-Type", XML)];
    assert_eq!(send(&simulator, "POST", target, &headers, &new_user("a")).status, 403);
    assert!(simulator.ledger().effects.is_empty());
}

#[test]
fn methods_paths_and_actions() {
    let simulator = small().start().unwrap();
    let cookie = login(&simulator);
    let name = encoded(&simulator.users()[0].username);
    let query = format!("action=retrieve&uname={name}");
    for (method, path, status) in [
        // With the slash and without it, with and without User-Agent, by GET and POST (C4, C5).
        ("GET", format!("endUser/?{query}"), 200),
        ("GET", format!("endUser?{query}"), 200),
        ("POST", format!("endUser/?{query}&User-Agent=apiuser"), 200),
        (
            "GET",
            format!(
                "endUser/?action=retrieve&uname={}",
                simulator.users()[0].username.replace('+', "%2B")
            ),
            200,
        ),
        ("PUT", format!("endUser/?{query}"), 405),
        ("GET", "endUser?action=createOrUpdate".to_owned(), 405),
        ("GET", "endUser?action=suspendNow".to_owned(), 405),
        ("POST", "endUser?action=suspend&id=1".to_owned(), 404),
        ("POST", "endUser?action=activate".to_owned(), 404),
        ("POST", "endUser".to_owned(), 404),
        ("GET", "endUser?action=retrieve".to_owned(), 400),
        ("GET", format!("endUser?{query}&user=x"), 400),
    ] {
        let response = call(&simulator, &cookie, method, &path, "");
        assert_eq!(response.status, status, "{method} {path}");
    }
    assert_eq!(simulator.requests()[1].operation, Some(Operation::HostedRetrieveUser));
    let needs = on("user_agent=true");
    let cookie = login(&needs);
    assert_eq!(call(&needs, &cookie, "GET", &format!("endUser/?{query}"), "").status, 400);
    let path = format!("endUser/?User-Agent=apiuser&{query}");
    assert_eq!(call(&needs, &cookie, "GET", &path, "").status, 200);
}

#[test]
fn a_mistyped_name_creates_only_with_all_fields() {
    let simulator = small().start().unwrap();
    let cookie = login(&simulator);
    let update = "<endUser><username>mistyped@example.com</username><lname>New</lname></endUser>";
    let refused = create_or_update(&simulator, &cookie, update);
    assert_eq!(refused.status, 400);
    assert!(refused.text().contains("The element fname is missing."), "{}", refused.text());
    assert!(simulator.ledger().effects.is_empty());
    let wrong_realm = new_user("a").replace("a@example.com", "a@else.example");
    let refused = create_or_update(&simulator, &cookie, &wrong_realm);
    assert!(refused.text().contains("Username must end with"), "{}", refused.text());
    let free = on("username_rules=false");
    let cookie = login(&free);
    good(&create_or_update(&free, &cookie, &wrong_realm));
}

#[test]
fn who_is_to_be_suspended() {
    let simulator = small().start().unwrap();
    let cookie = login(&simulator);
    let user = simulator.users()[0].clone();
    for rest in ["<companyId>1</companyId>", "<email>other@mail.example</email>"] {
        let response = suspend(&simulator, &cookie, &credential(&user.username, rest));
        assert_ne!(response.status, 200, "{rest}");
    }
    assert_eq!(suspend(&simulator, &cookie, &credential("ghost@example.com", "")).status, 500);
    assert_eq!(suspend(&simulator, &cookie, "<statusChangeRequest/>").status, 400);
    assert!(simulator.ledger().effects.is_empty());
    let company = simulator.company();
    let rest = format!("<companyid>{company}</companyid><email>{}</email>", user.email);
    good(&suspend(&simulator, &cookie, &credential(&user.username, &rest)));

    let by_id = on("suspend_by_id=true");
    let cookie = login(&by_id);
    let user = by_id.users()[0].clone();
    let path = format!("endUser?User-Agent=apiuser&action=suspend&id={}", user.end_user_id);
    let suspended = good(&call(&by_id, &cookie, "POST", &path, ""));
    assert_eq!(suspended.text_of("username"), user.username);
    assert_eq!(suspended.text_of("endUserStatus"), "Suspended");
    for id in ["7", "x", ""] {
        let path = format!("endUser?User-Agent=apiuser&action=suspend&id={id}");
        assert_ne!(call(&by_id, &cookie, "POST", &path, "").status, 200, "{id}");
    }
}

#[test]
fn what_answers_look_like() {
    let user_of = |switch: &str| {
        let simulator = on(switch);
        let cookie = login(&simulator);
        let created = good(&create_or_update(&simulator, &cookie, &new_user("look")));
        (created, good(&retrieve(&simulator, &cookie, "look@example.com")))
    };
    let (created, retrieved) = user_of("is_active=one-zero");
    assert_eq!((created.text_of("isActive"), retrieved.text_of("isActive")), ("1", "1"));
    let (created, retrieved) = user_of("round_times=false");
    assert_eq!(created.text_of("createdTime"), retrieved.text_of("createdTime"));
    let (created, retrieved) = user_of("start_date=placeholder");
    assert_eq!(created.text_of("startDate"), "MM/DD/YYYY");
    let (created_clean, _) = user_of("start_date=date");
    assert_eq!(created_clean.text_of("startDate").len(), 10);
    assert_eq!(retrieved.text_of("username"), "look@example.com");
    let (created, retrieved) = user_of("retrieve_returns=another");
    assert_ne!(created.text_of("username"), retrieved.text_of("username"));
}

#[test]
fn notifications_that_an_update_leaves_out() {
    let off = "<notifications><notification subscribe=\"false\"><type>activate</type></notification>\
        <notification subscribe=\"false\"><type>Suspend</type></notification></notifications></endUser>";
    let body = new_user("quiet").replace("</endUser>", off);
    let update = "<endUser><username>quiet@example.com</username></endUser>";
    for (value, subscribed) in [("subscribe", true), ("keep", false)] {
        let simulator = on(&format!("omitted_notifications={value}"));
        let cookie = login(&simulator);
        good(&create_or_update(&simulator, &cookie, &body));
        let is_on = || {
            let user = simulator.user("quiet@example.com").unwrap();
            (user.notify_activate, user.notify_suspend)
        };
        assert_eq!(is_on(), (false, false));
        good(&create_or_update(&simulator, &cookie, update));
        assert_eq!(is_on(), (subscribed, subscribed), "{value}");
    }
    // One type named, the other left out.
    let half = "<endUser><username>quiet@example.com</username><notifications>\
        <notification subscribe=\"false\"><type>Activate</type></notification></notifications></endUser>";
    for (value, suspend) in [("subscribe", true), ("keep", false)] {
        let simulator = on(&format!("omitted_notifications={value}"));
        let cookie = login(&simulator);
        good(&create_or_update(&simulator, &cookie, &body));
        good(&create_or_update(&simulator, &cookie, half));
        let user = simulator.user("quiet@example.com").unwrap();
        assert_eq!((user.notify_activate, user.notify_suspend), (false, suspend), "{value}");
    }
    // The REST API says nothing of the kind: what is left out stays.
    let simulator = small().start().unwrap();
    crate::rest::ask(&simulator, "users?service=create-v2", &body);
    crate::rest::ask(&simulator, "users?service=update", update);
    assert!(!simulator.user("quiet@example.com").unwrap().notify_activate);
}

#[test]
fn bodies_and_their_types() {
    let simulator = small().start().unwrap();
    let cookie = login(&simulator);
    let target = format!(
        "/moservices/rest/api/ipass/{}/mo/endUser?User-Agent=apiuser&action=createOrUpdate",
        simulator.company()
    );
    for (number, (content_type, status)) in [
        (Some("text/xml; charset=utf-8"), 200),
        (Some("application/xml"), 200),
        (Some("application/json"), 400),
        (None, 400),
    ]
    .into_iter()
    .enumerate()
    {
        let mut headers = vec![("Cookie", cookie.as_str())];
        headers.extend(content_type.map(|content_type| ("Content-Type", content_type)));
        let body = new_user(&format!("t{number}"));
        let response = send(&simulator, "POST", &target, &headers, &body);
        assert_eq!(response.status, status, "{content_type:?}");
    }
    assert_eq!(simulator.requests()[1].content_type.as_deref(), Some(XML));
    let any = on("any_content_type=true");
    let cookie = login(&any);
    let target = target.replace(simulator.company(), any.company());
    let headers = [("Cookie", cookie.as_str())];
    assert_eq!(send(&any, "POST", &target, &headers, &new_user("t")).status, 200);
    for body in ["", "<user/>", "<endUser>", "<endUser></endUser>"] {
        assert_eq!(create_or_update(&simulator, &login(&simulator), body).status, 400, "{body}");
    }
}

#[test]
fn passwords_and_errors() {
    let simulator = on("password_policy=user");
    let cookie = login(&simulator);
    assert_eq!(create_or_update(&simulator, &cookie, &new_user("p")).status, 400);
    let body = new_user("p").replace("<fname>", "<password>s3cret</password><fname>");
    let created = create_or_update(&simulator, &cookie, &body);
    assert!(created.status == 200 && !created.text().contains("s3cret"));
    for (value, status, is_html) in
        [("xml", 500, false), ("html", 500, true), ("html-with-ok", 200, true)]
    {
        let simulator = on(&format!("errors={value}"));
        let cookie = login(&simulator);
        let response = retrieve(&simulator, &cookie, "ghost@example.com");
        assert_eq!(response.status, status, "{value}");
        assert_eq!(response.text().contains("<html>"), is_html, "{value}");
    }
}

#[test]
fn faults_are_met_as_everywhere() {
    let simulator = small()
        .plan(
            Plan::parse([
                "create_or_update_user:1:commit-then-reset",
                "hosted_users.suspend_user:1:expire-session",
            ])
            .unwrap(),
        )
        .start()
        .unwrap();
    let cookie = login(&simulator);
    assert_eq!(create_or_update(&simulator, &cookie, &new_user("once")).status, 0);
    assert_eq!(simulator.ledger().effects_on("once@example.com").len(), 1);
    assert_eq!(suspend(&simulator, &cookie, &credential("once@example.com", "")).status, 401);
    assert_eq!(simulator.ledger().effects.len(), 1);
}
