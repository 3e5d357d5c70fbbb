//! Reports of the portal in every format, against the simulator's own sums.

use callrec_simulator::{Operation, Simulator};

use crate::program::{DAY, MONTH, Program, simulator};
use crate::read_back::{Sums, parquet_rows, sums};

fn expected(simulator: &Simulator, operation: Operation, period: &str) -> Sums {
    simulator.totals(simulator.company(), operation, period).expect("totals").into()
}

#[test]
fn a_month_in_every_format() {
    let simulator = simulator(20_000);
    let program = Program::of(&simulator);
    let expected = expected(&simulator, Operation::MonthlyCdr, MONTH);
    assert_eq!(expected.rows, 20_000);
    for extension in ["csv", "ndjson", "jsonl", "parquet", "arrow"] {
        let name = format!("m.{extension}");
        let line = format!("fetch ipass-portal monthly-cdr --month {MONTH} --out {name}");
        let ran = program.run(&line).done();
        assert!(ran.stderr.contains("20,000 rows read = 20,000 accepted"), "{}", ran.stderr);
        assert!(ran.stderr.contains("need not"), "says what *_cap means: {}", ran.stderr);
        assert_eq!(sums(&program.path(&name)), expected, "{extension}");
    }
    assert_eq!(program.files().len(), 5);
}

#[test]
fn every_other_cdr_report() {
    let simulator = simulator(30_000);
    let program = Program::of(&simulator);
    for (report, operation, option, period) in [
        ("daily-cdr", Operation::DailyCdr, "--date", DAY),
        ("monthly-adjustment-cdr", Operation::MonthlyAdjustmentCdr, "--month", MONTH),
        ("daily-adjustment-cdr", Operation::DailyAdjustmentCdr, "--date", DAY),
    ] {
        let line =
            format!("fetch ipass-portal {report} {option} {period} -q --out {report}.parquet");
        let ran = program.run(&line).done();
        assert_eq!(ran.stderr, "", "quiet");
        let expected = expected(&simulator, operation, period);
        assert_eq!(sums(&program.path(&format!("{report}.parquet"))), expected, "{report}");
    }
}

#[test]
fn users_and_children() {
    let simulator = simulator(1_000);
    let program = Program::of(&simulator);
    let users = simulator.user_totals(simulator.company(), MONTH).expect("totals").users;
    for report in ["network-users", "network-users-csv"] {
        let line = format!("fetch ipass-portal {report} --month {MONTH} --out {report}.parquet");
        program.run(&line).done();
        assert_eq!(parquet_rows(&program.path(&format!("{report}.parquet"))), users, "{report}");
    }
    let ran = program.run("fetch ipass-portal child-companies --out - -q").done();
    let ids: Vec<String> = ran
        .text()
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"))
        .map(|object| object["id"].as_str().expect("an id").to_owned())
        .collect();
    assert_eq!(ids, simulator.children());
}

#[test]
fn the_company_option_goes_before_its_variable() {
    let simulator = simulator(1_000);
    let program = Program::of(&simulator).with("CALLREC_IPASS_PORTAL_COMPANY", "nobody");
    let child = &simulator.children()[0];
    let line =
        format!("fetch ipass-portal monthly-cdr --company {child} --month {MONTH} --out c.csv");
    program.run(&line).done();
    let expected = simulator.totals(child, Operation::MonthlyCdr, MONTH).expect("totals");
    assert_eq!(sums(&program.path("c.csv")), expected.into());
}

#[test]
fn an_empty_month_is_a_file_without_rows() {
    let simulator = simulator(10);
    let program = Program::of(&simulator);
    let ran = program.run("fetch ipass-portal monthly-cdr --month 1999-01 --out e.parquet").done();
    assert!(ran.stderr.contains("0 rows read"), "{}", ran.stderr);
    assert_eq!(sums(&program.path("e.parquet")), Sums::default());
}

#[test]
fn login_by_get_when_it_is_asked_for() {
    let simulator = simulator(100);
    let program = Program::of(&simulator);
    for (option, method) in [("", "POST"), ("--login-method get", "GET")] {
        let line = format!("fetch ipass-portal monthly-cdr --month {MONTH} --out g.csv {option}");
        program.run(&line).done();
        let logins = simulator.requests();
        let login = logins.iter().rev().find(|request| request.operation == Some(Operation::Login));
        assert_eq!(login.expect("a login").method, method);
    }
}

#[test]
fn the_summary_as_json() {
    let simulator = simulator(5_000);
    let program = Program::of(&simulator);
    let totals =
        simulator.totals(simulator.company(), Operation::MonthlyCdr, MONTH).expect("totals");
    let line = format!("fetch ipass-portal monthly-cdr --month {MONTH} --out j.csv --json");
    let ran = program.run(&line).done();
    assert_eq!(ran.stderr, "");
    let summary: serde_json::Value = serde_json::from_str(ran.text()).expect("one object");
    assert_eq!(summary["operation"], "monthly_cdr");
    assert_eq!(summary["company"], simulator.company());
    assert_eq!(summary["period"], MONTH);
    assert_eq!(summary["read"], 5_000);
    assert_eq!(summary["out"], "j.csv");
    assert_eq!(summary["proof"], "framed");
    let types = summary["summary"]["by_service_type"].as_array().expect("types");
    assert_eq!(types.len(), totals.by_service_type.len());
    for of_type in types {
        let name = of_type["service_type"].as_str().expect("a name");
        let amount = of_type["net_billing_amount"].as_str().expect("an amount");
        let expected = totals.by_service_type[name];
        assert_eq!(crate::read_back::micros(amount), expected.net_billing_amount_micros, "{name}");
        assert_eq!(of_type["records"], expected.rows, "{name}");
        assert_eq!(of_type["cumulative"], name.ends_with("_cap"), "{name}");
    }

    let line = format!("fetch ipass-portal monthly-cdr --month {MONTH} --out - --json");
    let ran = program.run(&line).done();
    assert_eq!(ran.text().lines().count(), 5_000);
    serde_json::from_str::<serde_json::Value>(&ran.stderr).expect("one object on standard error");
}
