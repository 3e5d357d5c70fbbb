//! Downloads a month of CDRs and prints transaction id, net amount and GMT time of each record.
//!
//! Against the simulator: run `callrec simulate --shell`, paste what it prints, then
//! `cargo run --example fetch_month -- 2026-09`.
#![allow(clippy::print_stderr, reason = "a program's messages to its user")]

use std::error::Error;
use std::io::Write as _;

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Decimal128Type, TimestampMicrosecondType};
use arrow_array::{Array as _, RecordBatch};
use callrec::blocking::IpassPortal;

fn main() -> Result<(), Box<dyn Error>> {
    let month = std::env::args().nth(1).ok_or("usage: fetch_month YYYY-MM")?.parse()?;
    let company = std::env::var("CALLREC_IPASS_PORTAL_COMPANY")?;

    // readme: begin
    // URL, user name and password come from CALLREC_IPASS_PORTAL_URL, …_USERNAME, …_PASSWORD.
    let portal = IpassPortal::builder().environment().build_blocking()?;
    let mut reader = portal.monthly_cdr(&company, month)?;
    while let Some(batch) = reader.next_batch()? {
        print(&batch)?;
    }

    let counts = reader.accounting();
    eprintln!("{} records read, {} set aside", counts.read, counts.quarantined);
    for record in reader.take_quarantined() {
        eprintln!("line {}: {}", record.line, record.reason);
    }
    // readme: end
    Ok(())
}

/// Amounts stay exact decimals; a null is printed as nothing.
fn print(batch: &RecordBatch) -> Result<(), Box<dyn Error>> {
    let column = |name| batch.column_by_name(name).ok_or("not a CDR report");
    let ids = column("transaction_id")?.as_string::<i32>();
    let amounts = column("net_billing_amount")?.as_primitive::<Decimal128Type>();
    let times = column("gmt_time")?.as_primitive::<TimestampMicrosecondType>();

    let mut out = std::io::stdout().lock();
    for row in 0..batch.num_rows() {
        let amount = amounts.is_valid(row).then(|| amounts.value_as_string(row));
        let time = times.is_valid(row).then(|| times.value_as_datetime(row)).flatten();
        let time = time.map(|time| time.to_string());
        let (amount, time) = (amount.unwrap_or_default(), time.unwrap_or_default());
        writeln!(out, "{}\t{amount}\t{time}", ids.value(row))?;
    }
    Ok(())
}
