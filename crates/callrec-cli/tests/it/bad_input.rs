//! Every bad input: the code, one line with system, operation and place, no secret, nothing left.

use callrec_simulator::{LoginFailure, NoSession, Plan, Simulator, Switches, Unentitled};

use crate::program::{CANARY, MONTH, Program, simulator};

const FETCH: &str = "fetch ipass-portal monthly-cdr --month 2026-09 --out records.csv";

#[track_caller]
fn fetch_fails(program: &Program, code: i32, holds: &[&str]) {
    program.run(FETCH).failed(code, holds);
    assert!(program.files().is_empty(), "left behind: {:?}", program.files());
}

fn faulty(plan: &str) -> (Simulator, Program) {
    let simulator = simulator(2_000);
    simulator.plan(Plan::parse([plan]).expect("a plan"));
    let program = Program::of(&simulator);
    (simulator, program)
}

#[test]
fn a_wrong_password_however_it_is_said() {
    for login_failure in
        [LoginFailure::Unauthorized, LoginFailure::LoginPage, LoginFailure::LoginPageWithCookie]
    {
        let simulator = simulator(10);
        let switches =
            Switches { login_failure, no_session: NoSession::LoginPage, ..Switches::default() };
        simulator.set_switches(switches).expect("switches");
        let wrong = format!("{CANARY}-wrong");
        let program = Program::of(&simulator).with("CALLREC_IPASS_PORTAL_PASSWORD", wrong);
        fetch_fails(&program, 20, &["ipass-portal", "password"]);
        assert!(simulator.ledger().logins == 0, "let in");
    }
}

#[test]
fn an_unknown_company() {
    for (unentitled, codes) in [
        (Unentitled::Forbidden, [21, 21]),
        (Unentitled::NotFound, [21, 21]),
        (Unentitled::Html, [21, 30]),
    ] {
        let simulator = simulator(10);
        simulator.set_switches(Switches { unentitled, ..Switches::default() }).expect("switches");
        let program = Program::of(&simulator).with("CALLREC_IPASS_PORTAL_COMPANY", "999");
        let ran = program.run(FETCH);
        let code = ran.code.expect("a code");
        assert!(codes.contains(&code), "{unentitled:?}: {code}: {}", ran.stderr);
        ran.failed(code, &["ipass-portal monthly_cdr"]);
        assert!(program.files().is_empty());
    }
}

#[test]
fn a_month_or_day_that_does_not_exist_is_never_sent() {
    let simulator = simulator(10);
    let program = Program::of(&simulator);
    for (report, option, value) in [
        ("monthly-cdr", "--month", "2026-13"),
        ("monthly-adjustment-cdr", "--month", "2026-9"),
        ("network-users", "--month", "September"),
        ("daily-cdr", "--date", "2026-02-29"),
    ] {
        let line = format!("fetch ipass-portal {report} {option} {value} --out x.csv");
        let operation = format!("ipass-portal {}", report.replace('-', "_"));
        program.run(&line).failed(2, &[&operation, option, value]);
    }
    assert!(program.files().is_empty());
    assert!(simulator.requests().is_empty());
}

#[test]
fn an_unreachable_host() {
    // A port that was free a moment ago and listens to nobody.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port")
        .port();
    let program = Program::of(&simulator(1))
        .with("CALLREC_IPASS_PORTAL_URL", format!("http://127.0.0.1:{port}"));
    fetch_fails(&program, 10, &["ipass-portal monthly_cdr", "connection"]);
}

#[test]
fn plain_http_to_another_host_is_refused_before_the_password_leaves() {
    let program = Program::of(&simulator(1)).with("CALLREC_IPASS_PORTAL_URL", "http://192.0.2.1");
    fetch_fails(&program, 2, &["ipass-portal", "http"]);
}

#[test]
fn a_page_instead_of_the_report() {
    let (_simulator, program) = faulty("monthly_cdr:*:wrong-content");
    fetch_fails(&program, 30, &["ipass-portal monthly_cdr", "HTML"]);
}

#[test]
fn a_body_that_is_cut_in_the_middle() {
    for verb in ["cut-chunked-after-90000B", "fin-after-90000B", "reset-after-90000B"] {
        let (_simulator, program) = faulty(&format!("monthly_cdr:*:{verb}"));
        let ran = program.run(FETCH);
        let code = ran.code.expect("a code");
        assert!(code == 11 || (verb.starts_with("reset") && code == 10), "{verb}: {}", ran.stderr);
        ran.failed(code, &["ipass-portal monthly_cdr", "byte"]);
        assert!(program.files().is_empty(), "{verb} left {:?}", program.files());
    }
}

#[test]
fn a_body_without_an_end_that_can_be_proven() {
    let (simulator, program) = faulty("monthly_cdr:*:truncate-without-length-90000B");
    fetch_fails(&program, 11, &["ipass-portal monthly_cdr"]);
    let lengths = [
        "monthly_cdr:1:truncate-without-length-90000B",
        "monthly_cdr:2+:truncate-without-length-80000B",
    ];
    simulator.plan(Plan::parse(lengths).expect("a plan"));
    fetch_fails(&program, 11, &["ipass-portal monthly_cdr"]);
}

#[test]
fn a_service_that_fails() {
    let (_simulator, program) = faulty("monthly_cdr:*:return-500");
    fetch_fails(&program, 22, &["ipass-portal monthly_cdr", "500"]);
}

#[test]
fn a_folder_that_is_not_there_costs_no_download() {
    let simulator = simulator(10);
    let program = Program::of(&simulator);
    let line = format!("fetch ipass-portal monthly-cdr --month {MONTH} --out no/such/records.csv");
    program.run(&line).failed(40, &["ipass-portal monthly_cdr", "no/such/records.csv", "folder"]);
    assert!(simulator.requests().is_empty());
    let line = format!("{FETCH} --quarantine no/such/aside.ndjson");
    program.run(&line).failed(40, &["no/such/aside.ndjson"]);
    assert!(program.files().is_empty());
}

#[test]
fn a_failed_run_leaves_the_file_of_the_last_one_alone() {
    let (_simulator, program) = faulty("monthly_cdr:*:cut-chunked-after-90000B");
    std::fs::write(program.path("records.csv"), "as it was").expect("a file");
    program.run(FETCH).failed(11, &[]);
    assert_eq!(program.files(), ["records.csv"]);
    assert_eq!(std::fs::read(program.path("records.csv")).expect("the file"), b"as it was");
}

#[test]
fn a_target_that_is_no_file() {
    let program = Program::of(&simulator(10));
    std::fs::create_dir(program.path("records.csv")).expect("a folder");
    program.run(FETCH).failed(2, &["records.csv", "not a regular file"]);
}
