//! Users and what belongs to them: what a person sees, what a script may rely on, and that nothing is
//! done twice.

use std::os::unix::fs::PermissionsExt;

use callrec_simulator::{Operation, Plan, Simulator, UserStatus};
use serde_json::Value;

use crate::program::{Program, Ran};

struct Rest {
    simulator: Simulator,
    program: Program,
}

impl Rest {
    fn new() -> Self {
        let simulator = Simulator::builder().seed(7).users(45).start().expect("a simulator");
        let variables = simulator.environment();
        let set = |program: Program, (name, value)| program.with(name, value);
        let program = variables.into_iter().fold(Program::new(), set);
        Self { simulator, program }
    }

    fn run(&self, line: &str) -> Ran {
        self.program.run(line)
    }

    fn plan(&self, text: &str) {
        self.simulator.plan(Plan::parse([text]).expect("a plan"));
    }

    fn create(&self, name: &str) -> String {
        let name = format!("{name}@{}", self.simulator.realm());
        format!("ipass users create {name} --email {name} --first-name Ann --last-name Example")
    }

    fn created(&self) -> usize {
        self.simulator.ledger().effects_of(Operation::RestCreateUser).len()
    }
}

fn json(ran: &Ran) -> Vec<Value> {
    ran.text().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn a_list_is_a_table_for_people_and_rows_for_programs() {
    let rest = Rest::new();
    let live = rest
        .simulator
        .users()
        .into_iter()
        .filter(|user| user.status != UserStatus::Deleted)
        .count();
    let people = rest.run("ipass users list").done();
    // A head and its rule.
    assert_eq!(people.text().lines().count(), live + 2, "{}", people.text());
    assert!(people.text().starts_with("username"), "{}", people.text());
    assert!(people.stderr.contains(&format!("{live} rows")), "{}", people.stderr);
    let rows = json(&rest.run("ipass users list --json").done());
    assert_eq!(rows.len(), live);
    assert!(rows[0].get("thor_user_id").is_some(), "all columns: {}", rows[0]);
    rest.run("ipass users list --out users.parquet").done();
    assert_eq!(crate::read_back::parquet_rows(&rest.program.path("users.parquet")), live as u64);
}

#[test]
fn secrets_of_an_answer_are_shown_only_when_asked_for() {
    let rest = Rest::new();
    let hidden = rest.run(&rest.create("hidden")).done();
    assert!(hidden.text().contains("aca token"), "{}", hidden.text());
    assert!(hidden.text().contains("***"), "{}", hidden.text());
    let program = json(&rest.run(&format!("{} --json", rest.create("too"))).done());
    assert_eq!(program[0]["aca_token"], "***");
    // Not by `run`, which fails at the sight of a secret.
    let line = format!("{} --json --reveal-secrets", rest.create("shown"));
    let shown = rest.program.command(&line).output().expect("the program ran");
    let shown: Value = serde_json::from_slice(&shown.stdout).expect("JSON");
    assert!(shown["aca_token"].as_str().is_some_and(|token| token.len() > 8), "{shown}");
}

#[test]
fn a_create_without_an_answer_has_an_exit_code_of_its_own_and_is_not_repeated() {
    let rest = Rest::new();
    rest.plan("ipass_rest.create_user:1:commit-then-reset");
    rest.run(&rest.create("once")).failed(
        23,
        &["ipass-rest create_user", "not known whether it was carried out", "exact match"],
    );
    assert_eq!(rest.created(), 1);
    let found = rest.run(&format!("ipass users show once@{} --json", rest.simulator.realm()));
    assert_eq!(json(&found.done())[0]["end_user_status"], "Active");
}

#[test]
fn what_the_service_refuses_is_told_in_its_words_and_with_what_to_do() {
    let rest = Rest::new();
    rest.run(
        "ipass users create ann@elsewhere.example --email a@b.example --first-name A --last-name B",
    )
    .failed(22, &["ipass-rest create_user", "2005", "roaming realm"]);
    rest.run("ipass users create ann --email a@b.example --first-name A --last-name B")
        .failed(2, &["has no @ and realm"]);
    rest.run("ipass users show nobody@example.com").failed(21, &["nobody@example.com"]);
    assert_eq!(rest.simulator.ledger().effects, []);
    let key = rest.program.path("none");
    std::fs::write(&key, "key = 'wrong'\n").expect("a file");
    std::fs::set_permissions(&key, PermissionsExt::from_mode(0o600)).expect("permissions");
    rest.run(&format!("ipass groups list --credentials {}", key.display()))
        .failed(20, &["ipass-rest list_groups", "1006"]);
}

#[test]
fn a_hosted_user_is_never_created_by_a_slip() {
    let rest = Rest::new();
    rest.run("hosted-users update nobody@example.com --first-name Ann")
        .failed(21, &["hosted-users", "nobody@example.com"]);
    let known = rest.simulator.users().into_iter().next().expect("a user").username;
    rest.run(&format!(
        "hosted-users create {known} --email x@example.com --first-name A --last-name B"
    ))
    .failed(22, &["hosted-users", &known]);
    assert_eq!(rest.simulator.ledger().effects, []);
}

#[test]
fn a_password_for_a_new_user_is_read_and_never_shown() {
    let rest = Rest::new();
    let line = format!("{} --initial-password-file - --dry-run", rest.create("new"));
    let ran = rest.program.run_with_input(&line, b"in1tial-Pw\n").done();
    assert!(ran.text().contains("<password>***</password>"), "{}", ran.text());
    let empty = rest.program.run_with_input(&line, b"\n");
    empty.failed(2, &["first line is empty"]);
}
