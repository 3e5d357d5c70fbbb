//! Sessions and their ends; readings A19 and A23 for what comes then.

use std::time::Duration;

use callrec_simulator::{NoSession, Plan, Simulator, Switches};

use crate::wire::{get, login, monthly, send};

#[test]
fn idleness_ends_a_session() {
    let idle = Duration::from_millis(1_500);
    let simulator =
        Simulator::builder().rows_per_month(5).session_idle_timeout(idle).start().unwrap();
    let cookie = login(&simulator);
    for _ in 0..3 {
        std::thread::sleep(Duration::from_millis(600));
        assert_eq!(get(&simulator, &cookie, &monthly("2026-09")).status, 200);
    }
    std::thread::sleep(Duration::from_millis(1_600));
    assert_eq!(get(&simulator, &cookie, &monthly("2026-09")).status, 401);
    assert_eq!(simulator.ledger().sessions_ended_idle, 1);
}

#[test]
fn a_number_of_uses_ends_a_session() {
    let simulator = Simulator::builder().rows_per_month(5).session_max_uses(2).start().unwrap();
    let cookie = login(&simulator);
    let statuses = [(); 3].map(|()| get(&simulator, &cookie, &monthly("2026-09")).status);
    assert_eq!(statuses, [200, 200, 401]);
    assert_eq!(simulator.ledger().sessions_ended_used, 1);
}

#[test]
fn sessions_end_on_command_and_by_plan() {
    let simulator = Simulator::builder().rows_per_month(5).start().unwrap();
    let (one, other) = (login(&simulator), login(&simulator));
    simulator.plan(Plan::parse(["monthly_cdr:2:expire-session"]).unwrap());
    assert_eq!(get(&simulator, &one, &monthly("2026-09")).status, 200);
    assert_eq!(get(&simulator, &one, &monthly("2026-09")).status, 401);
    assert_eq!(get(&simulator, &other, &monthly("2026-09")).status, 200);
    assert_eq!(simulator.expire_all_sessions(), 1);
    assert_eq!(get(&simulator, &other, &monthly("2026-09")).status, 401);
    let ledger = simulator.ledger();
    assert_eq!((ledger.sessions_ended_by_plan, ledger.sessions_ended_by_request), (1, 1));
    let sessions: Vec<_> = simulator.requests().iter().map(|request| request.session).collect();
    assert_eq!(sessions, [Some(1), Some(2), Some(1), None, Some(2), None]);
}

#[test]
fn a_report_without_a_session_answers_as_the_switch_says() {
    let simulator = Simulator::builder().start().unwrap();
    let refuse = |no_session| {
        simulator.set_switches(Switches { no_session, ..Switches::default() }).unwrap();
        get(&simulator, "JSESSIONID=0", &monthly("2026-09"))
    };
    assert_eq!(refuse(NoSession::Unauthorized).status, 401);
    let redirect = refuse(NoSession::Redirect);
    assert_eq!(redirect.status, 302);
    let page = send(&simulator, "GET", redirect.header("location").unwrap(), &[], "");
    assert!(page.text().contains("type=\"password\""));
    let page = refuse(NoSession::LoginPage);
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html;charset=UTF-8")));
    let text = refuse(NoSession::AuthText);
    assert_eq!((text.status, text.text()), (200, "401 Authorization Required"));
}

#[test]
fn the_cookie_is_found_among_others() {
    let simulator = Simulator::builder().rows_per_month(5).start().unwrap();
    let cookie = format!("a=b; {} ;c=d", login(&simulator));
    assert_eq!(get(&simulator, &cookie, &monthly("2026-09")).status, 200);
    assert_eq!(
        get(&simulator, &cookie.replace("JSESSIONID", "jsessionid"), &monthly("2026-09")).status,
        401
    );
}
