//! Logins, methods, what is logged, and any size.

use callrec_simulator::{Framing, Simulator, Switches, WrongLogin};

use super::{get, ids, switch};
use crate::wire::{encoded, send};

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

#[test]
fn a_form_brings_the_same_as_a_query() {
    let simulator = Simulator::builder().feed_rows(20).start().unwrap();
    let form = format!(
        "login={}&password={}&fromid=0",
        encoded(simulator.feed_username()),
        encoded(simulator.feed_password())
    );
    let posted = send(&simulator, "POST", "/billing/feed", &[FORM], &form);
    assert_eq!(posted.body, get(&simulator, "fromid=0").body);
    let plain = send(&simulator, "POST", "/billing/feed", &[("Content-Type", "text/plain")], &form);
    assert_eq!(plain.status, 415);
    let both = send(&simulator, "POST", "/billing/feed?fromid=0", &[FORM], &form);
    assert_eq!(both.status, 400);
    assert_eq!(send(&simulator, "PUT", "/billing/feed", &[FORM], &form).status, 405);
}

#[test]
fn the_password_is_in_no_log() {
    let simulator =
        Simulator::builder().feed_credentials("acc", "s3cret").feed_rows(1).start().unwrap();
    get(&simulator, "fromid=0");
    send(&simulator, "POST", "/billing/feed", &[FORM], "login=acc&password=s3cret&fromid=7");
    let log = simulator.requests();
    assert_eq!(log[0].query.as_deref(), Some("login=acc&password=REDACTED&fromid=0"));
    assert_eq!(log[1].body.as_deref(), Some("login=acc&password=REDACTED&fromid=7"));
    assert!(!format!("{log:?} {simulator:?} {:?}", simulator.feed()).contains("s3cret"));
    let builder = Simulator::builder()
        .feed_credentials("acc", "s3cret")
        .get_calls_credentials("user", "s3cret");
    assert!(!format!("{builder:?}").contains("s3cret"));
}

#[test]
fn a_wrong_login_answers_as_the_switch_has_it() {
    let simulator = Simulator::builder().feed_rows(5).start().unwrap();
    let login = encoded(simulator.feed_username());
    let ask = |wrong_login| {
        switch(&simulator, |feed| feed.wrong_login = wrong_login);
        let target = format!("/billing/feed?login={login}&password=x&fromid=0");
        send(&simulator, "GET", &target, &[], "")
    };
    let text = ask(WrongLogin::Text);
    assert_eq!((text.status, text.text()), (200, "Invalid login or password\n"));
    let page = ask(WrongLogin::Html);
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html;charset=UTF-8")));
    assert_eq!(ask(WrongLogin::Unauthorized).status, 401);
    for nobody in ["", "login=&password=", "login=x&password="] {
        assert_eq!(
            send(&simulator, "GET", &format!("/billing/feed?{nobody}"), &[], "").status,
            401
        );
    }
    assert_eq!(simulator.ledger().feed_logins_refused, 6);
}

#[test]
fn an_account_has_two_names_and_its_own_rows() {
    let simulator = Simulator::builder().feed_accounts(3).feed_rows(20).start().unwrap();
    let feeds = simulator.feeds();
    assert_eq!(feeds.len(), 3);
    let ask = |login: &str, password: &str| {
        let (login, password) = (encoded(login), encoded(password));
        let target = format!("/billing/feed?login={login}&password={password}");
        send(&simulator, "GET", &target, &[], "")
    };
    let bodies: Vec<_> = feeds.iter().map(|feed| ask(feed.login(), feed.password())).collect();
    for (feed, body) in feeds.iter().zip(&bodies) {
        assert_eq!(ask(feed.user(), feed.password()).body, body.body);
        assert_eq!(ids(body), feed.ids());
        assert_eq!(simulator.feed_of(feed.login()).unwrap().totals(), feed.totals());
    }
    assert_ne!(bodies[0].body, bodies[1].body);
    assert!(ask(feeds[0].login(), feeds[1].password()).text().starts_with("Invalid"));
    feeds[1].append(1);
    assert_eq!((feeds[0].totals().rows, feeds[1].totals().rows), (20, 21));
    assert!(simulator.feed_of("nobody").is_err());
}

#[test]
fn the_framing_and_the_faults_are_those_of_reports() {
    let simulator = Simulator::builder().feed_rows(2_000).start().unwrap();
    let chunked = get(&simulator, "fromid=0");
    assert_eq!(chunked.header("transfer-encoding"), Some("chunked"));
    simulator
        .set_switches(Switches { framing: Framing::ContentLength, ..Switches::default() })
        .unwrap();
    let measured = get(&simulator, "fromid=0");
    assert_eq!(measured.header("content-length"), Some(chunked.body.len().to_string().as_str()));
    assert_eq!(measured.body, chunked.body);
    simulator.plan(callrec_simulator::Plan::parse(["feed:1:short-length-99B"]).unwrap());
    assert_eq!(get(&simulator, "fromid=0").body, chunked.body[..99]);
    let log = simulator.requests();
    assert_eq!(log[2].fault.as_deref(), Some("short-length-99B"));
    assert_eq!(log[2].operation.unwrap().full_name(), "billing_feed.feed");
    assert_eq!(simulator.ledger().downloads_begun, 3);
}

/// The rows of the end come without those before them being made.
#[test]
fn any_number_of_rows_is_there_at_once() {
    let simulator = Simulator::builder().feed_rows(u64::MAX >> 20).start().unwrap();
    let far = (u64::MAX >> 20) - 3;
    // Slots of sixteen numbers a row are what the first id and the count lead to.
    let from = callrec_simulator::DEFAULT_FEED_FIRST_ID + far * 16;
    assert_eq!(ids(&get(&simulator, &format!("fromid={from}"))).len(), 3);
}
