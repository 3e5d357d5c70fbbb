//! Many reports in one call, the feed's cursor, and what is made from the command line itself.

use callrec_simulator::Simulator;

use crate::program::{MONTH, Program};
use crate::read_back::sums;

fn program(simulator: &Simulator) -> Program {
    let set = |program: Program, (name, value)| program.with(name, value);
    simulator.environment().into_iter().fold(Program::new(), set)
}

#[test]
fn a_month_of_all_companies_is_a_file_a_company() {
    let simulator = Simulator::builder().seed(7).rows_per_month(2_000).start().expect("one");
    let program = program(&simulator);
    let line = format!("ipass-portal month-of-all --month {MONTH} --out-folder .");
    program.run(&line).done();
    let children = simulator.children();
    assert_eq!(program.files().len(), children.len() + 1, "{:?}", program.files());
    for company in children.iter().map(String::as_str).chain([simulator.company()]) {
        let operation = callrec_simulator::Operation::MonthlyCdr;
        let expected = simulator.totals(company, operation, MONTH).expect("totals").into();
        let name = format!("monthly-cdr_{company}_{MONTH}.csv");
        assert_eq!(sums(&program.path(&name)), expected, "{name}");
    }
}

#[test]
fn one_company_that_fails_does_not_stop_the_others() {
    let simulator = Simulator::builder().seed(7).rows_per_month(500).start().expect("one");
    let program = program(&simulator);
    // The second report asked for is that of the first child; the third is the same again, in a new
    // session.
    let faults = ["monthly_cdr:2:return-403", "monthly_cdr:3:return-403"];
    simulator.plan(callrec_simulator::Plan::parse(faults).expect("a plan"));
    let line = format!("ipass-portal month-of-all --month {MONTH} --out-folder . --concurrency 1");
    let ran = program.run(&line);
    assert_eq!(ran.code, Some(21), "{}", ran.stderr);
    assert_eq!(program.files().len(), simulator.children().len(), "{:?}", program.files());
    let told = ran.stderr.lines().filter(|line| line.contains("(HTTP 403")).count();
    assert_eq!(told, 1, "{}", ran.stderr);
}

#[test]
fn the_cursor_moves_when_the_rows_are_on_disk() {
    let simulator = Simulator::builder().feed_rows(700).start().expect("a simulator");
    let program = program(&simulator);
    let collect = |more: &str, out: &str| {
        program.run(&format!("feed collect --cursor cursor {more} --out {out} --format ndjson"))
    };
    collect("", "a").failed(2, &["--first-run"]);
    let rows =
        |name: &str| std::fs::read_to_string(program.path(name)).expect("rows").lines().count();
    assert!(matches!(collect("--first-run", "a").code, Some(0 | 3)));
    let first = rows("a");
    collect("--first-run", "b").failed(2, &["was collected before"]);
    // A target that cannot be written: the cursor stays where it was.
    let before = std::fs::read_to_string(program.path("cursor")).expect("a cursor");
    assert!(!before.contains(simulator.feed_password()), "no secret in it");
    let fresh = simulator.feed().append(5).len();
    collect("", "no-folder/b").failed(40, &["no-folder"]);
    assert_eq!(std::fs::read_to_string(program.path("cursor")).expect("a cursor"), before);
    assert!(matches!(collect("", "b").code, Some(0 | 3)));
    assert_ne!(std::fs::read_to_string(program.path("cursor")).expect("a cursor"), before);
    assert_eq!(rows("b"), fresh);
    assert!(matches!(collect("", "c").code, Some(0 | 3)));
    assert_eq!(rows("c"), 0);
    assert_eq!(first + fresh, simulator.feed().ids().len());
}

#[test]
fn a_hint_speaks_of_options_and_not_of_the_library() {
    let simulator = Simulator::builder().feed_rows(10).start().expect("a simulator");
    let program = program(&simulator);
    let ran = program.run("feed recording https://elsewhere.example/a.mp3 --out a.mp3");
    assert!(ran.stderr.contains("--recording-host"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("allow_recording_host"), "{}", ran.stderr);
    assert!(!program.path("a.mp3").exists());
}

#[test]
fn a_cursor_of_another_feed_is_refused() {
    let simulator = Simulator::builder().feed_rows(50).start().expect("a simulator");
    let program = program(&simulator);
    program.run("feed collect --cursor cursor --first-run --out a.csv");
    let text = std::fs::read_to_string(program.path("cursor")).expect("a cursor");
    std::fs::write(program.path("cursor"), text.replace(simulator.feed_username(), "999"))
        .expect("damage");
    program.run("feed collect --cursor cursor --out b.csv").failed(41, &["billing-feed"]);
    assert!(!program.path("b.csv").exists());
}

#[test]
fn completions_and_the_manual_know_every_command() {
    let program = Program::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = program.run(&format!("completions {shell}")).done();
        for word in ["cost-centers", "month-of-all", "getcalls"] {
            assert!(script.text().contains(word), "{shell} lacks {word}");
        }
    }
    program.run("man --out .").done();
    let pages = program.files();
    for page in ["callrec.1", "callrec-feed-collect.1", "callrec-ipass-users-create.1"] {
        assert!(pages.iter().any(|name| name == page), "{page}: {pages:?}");
    }
    program.run("man --out nowhere").failed(40, &["nowhere"]);
}
