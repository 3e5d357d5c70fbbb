//! Local files: the same decoder, the same outputs, the same answers to what is bad.

use crate::program::Program;
use crate::read_back::{micros, ndjson, sums};

const HEADER: &str = "Transaction ID,Billing Code,User ID,Authentication Domain,Description,\
    GMT Time,Local Time,Session Length,Billing Rate,Net Billing Amount,Access Type,Service Type,\
    Reserved,Data Used\n";

/// A synthetic row with this id and amount.
fn row(id: &str, amount: &str) -> String {
    format!(
        "{id},B1,ann,example.com,\"BE,Ghent\",01-SEP-2026 10:00:00,01-SEP-2026 12:00:00,\"1,234\",\
         0.05,{amount},WIFI,daily_usage,null,12.5\n"
    )
}

fn program_with(text: &str) -> Program {
    let program = Program::new();
    std::fs::write(program.path("in.csv"), text).expect("a file");
    program
}

const DECODE: &str = "decode in.csv --report ipass-cdr --out out.ndjson";

#[test]
fn a_file_and_standard_input_alike() {
    let text = format!("{HEADER}{}{}", row("A", "1.25"), row("B", "-0.5"));
    let program = program_with(&text);
    for extension in ["csv", "ndjson", "parquet", "arrow"] {
        let name = format!("out.{extension}");
        program.run(&format!("decode in.csv --report ipass_cdr --out {name}")).done();
        let sums = sums(&program.path(&name));
        assert_eq!((sums.rows, sums.micros), (2, 750_000), "{extension}");
    }
    let ran =
        program.run_with_input("decode - --report ipass-cdr --out - -q", text.as_bytes()).done();
    let amounts = ndjson(ran.text());
    assert_eq!(amounts, [Some("1.250000".to_owned()), Some("-0.500000".to_owned())]);
    let expected = std::fs::read_to_string(program.path("out.ndjson")).expect("the file");
    assert_eq!(ran.text(), expected);
    assert_eq!(micros("-0.500000"), -500_000);
}

#[test]
fn without_a_target_it_only_sums_up() {
    let program = program_with(&format!("{HEADER}{}", row("A", "1.25")));
    let ran = program.run("decode in.csv --report ipass-cdr").done();
    assert!(ran.stdout.is_empty());
    assert!(ran.stderr.contains("1 row read = 1 accepted"), "{}", ran.stderr);
    assert!(ran.stderr.contains("1.25"), "{}", ran.stderr);
    assert_eq!(program.files(), ["in.csv"]);
}

#[test]
fn bad_rows_are_told_kept_and_counted() {
    let text = format!("{HEADER}{}{}A,B\n{}", row("A", "1.25"), row("B", "1.2.5"), row("C", "2"));
    let program = program_with(&text);
    let ran = program.run(&format!("{DECODE} -q"));
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    for part in ["warning", "2 rows", "line 3", "net_billing_amount", "--quarantine"] {
        assert!(ran.stderr.contains(part), "lacks {part}: {}", ran.stderr);
    }
    assert_eq!(sums(&program.path("out.ndjson")).micros, 3_250_000);

    let ran = program.run(&format!("{DECODE} --quarantine aside.ndjson"));
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    let aside = std::fs::read_to_string(program.path("aside.ndjson")).expect("the file");
    let rows: Vec<serde_json::Value> =
        aside.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0]["line"], &rows[0]["record"]), (&3.into(), &2.into()));
    assert_eq!(rows[0]["offset"], (HEADER.len() + row("A", "1.25").len()) as u64);
    assert_eq!(rows[0]["column"], "net_billing_amount");
    assert_eq!(rows[0]["raw"], row("B", "1.2.5").trim_end());
    assert_eq!(rows[1]["raw"], "A,B");
    assert_eq!(rows[1]["reason"], "wrong number of columns");
}

#[test]
fn strict_refuses_the_first_bad_row() {
    let program = program_with(&format!("{HEADER}{}{}", row("A", "1"), row("B", "x")));
    let line = format!("{DECODE} --strict --quarantine aside.ndjson");
    program.run(&line).failed(31, &["decode in.csv", "line 3", "byte", "net_billing_amount"]);
    assert_eq!(program.files(), ["in.csv"]);
}

#[test]
fn what_is_no_cdr_is_an_error_with_its_place() {
    for text in [
        "<!DOCTYPE html><html><body>Please log in</body></html>",
        "401 Authorization Required",
        "a,b,c\n1,2,3\n",
        "\u{89}PNG\r\n\u{1a}\n\0\0\0",
        "{\"error\": 1}",
    ] {
        let program = program_with(text);
        let ran = program.run(DECODE);
        let code = ran.code.expect("a code");
        assert!([30, 31].contains(&code), "{text:?}: {code}: {}", ran.stderr);
        ran.failed(code, &["decode in.csv", "ipass_cdr", "line 1", "byte 0"]);
        assert_eq!(program.files(), ["in.csv"], "{text:?}");
    }
}

#[test]
fn a_quote_that_is_never_closed_hides_no_rows() {
    let program = program_with(&format!("{HEADER}{}A,\"B,C\nD,E\n", row("A", "1")));
    program.run(DECODE).failed(31, &["decode in.csv", "line 3"]);
    assert_eq!(program.files(), ["in.csv"]);
}

#[test]
fn a_file_that_is_not_there() {
    let program = Program::new();
    program.run(DECODE).failed(40, &["decode", "in.csv"]);
    program.run("decode . --report ipass-cdr").failed(40, &["decode"]);
    assert!(program.files().is_empty());
}

#[test]
fn excel_safe_disarms_formulas() {
    let text = format!("{HEADER}{}", row("=1+1", "1"));
    let program = program_with(&text);
    program.run("decode in.csv --report ipass-cdr --out out.csv --excel-safe").done();
    let csv = std::fs::read_to_string(program.path("out.csv")).expect("the file");
    assert!(csv.contains("'=1+1"), "{csv}");
}
