//! Standard output: formats, and a reader that has read enough.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::Stdio;

use callrec_simulator::Operation;

use crate::program::{MONTH, Program, simulator};
use crate::read_back::{micros, ndjson, sums};

#[test]
fn ndjson_unless_another_format_is_given() {
    let simulator = simulator(3_000);
    let program = Program::of(&simulator);
    let totals =
        simulator.totals(simulator.company(), Operation::MonthlyCdr, MONTH).expect("totals");
    let fetch = format!("fetch ipass-portal monthly-cdr --month {MONTH} --out - -q");
    let amounts = ndjson(program.run(&fetch).done().text());
    assert_eq!(amounts.len() as u64, totals.rows);
    let sum: i128 = amounts.iter().flatten().map(|amount| micros(amount)).sum();
    assert_eq!(sum, totals.net_billing_amount_micros);

    for format in ["csv", "parquet", "arrow"] {
        let ran = program.run(&format!("{fetch} --format {format}")).done();
        let path = program.path(&format!("x.{format}"));
        std::fs::write(&path, &ran.stdout).expect("a file");
        assert_eq!(sums(&path).micros, totals.net_billing_amount_micros, "{format}");
    }
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let simulator = simulator(200_000);
    let program = Program::of(&simulator);
    let mut child = program
        .command(&format!("fetch ipass-portal monthly-cdr --month {MONTH} --out -"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program started");
    let mut head = BufReader::new(child.stdout.take().expect("its output"));
    let mut line = String::new();
    head.read_line(&mut line).expect("a line");
    assert!(line.starts_with('{'), "{line}");
    drop(head);
    let status = child.wait().expect("the program ended");
    let mut stderr = String::new();
    child.stderr.take().expect("its errors").read_to_string(&mut stderr).expect("UTF-8");
    assert_eq!((status.code(), stderr.as_str()), (Some(0), ""));
    assert_eq!(simulator.ledger().downloads_finished, 0, "read on for nobody");
}
