//! Whether rows are the simulator's: its sums are made from its facts and not from its text, and
//! share no code with what reads them.

use arrow_array::cast::AsArray as _;
use arrow_array::types::UInt64Type;
use callrec::{RecordBatch, Summary};
use callrec_simulator::{Operation, Simulator};

use crate::case::{Period, Rows};

pub(crate) const MONTH: &str = "2026-09";
pub(crate) const DAY: &str = "2026-09-15";
pub(crate) const EMPTY_MONTH: &str = "1999-01";
pub(crate) const EMPTY_DAY: &str = "1999-01-15";

/// The period that an operation is asked for, as a text.
pub(crate) fn period(operation: Operation, period: Period) -> &'static str {
    let daily = matches!(operation, Operation::DailyCdr | Operation::DailyAdjustmentCdr);
    match (daily, period) {
        (false, Period::Full) => MONTH,
        (false, Period::Empty) => EMPTY_MONTH,
        (true, Period::Full) => DAY,
        (true, Period::Empty) => EMPTY_DAY,
    }
}

/// What is wrong with the rows, if anything.
pub(crate) fn judge(
    simulator: &Simulator,
    operation: Operation,
    of: Period,
    rows: Rows,
    batches: &[RecordBatch],
) -> Result<(), String> {
    let got: usize = batches.iter().map(RecordBatch::num_rows).sum();
    let all = count(simulator, operation, of);
    let fits = match rows {
        Rows::None => got == 0,
        Rows::All => got == all,
        Rows::Some => got > 0 && got < all,
        Rows::First => got < all,
        Rows::Any => got <= all,
    };
    if !fits {
        return Err(format!("{got} rows of {all}, expected {rows:?}"));
    }
    match rows {
        Rows::None => Ok(()),
        Rows::All => whole(simulator, operation, of, batches),
        Rows::Some | Rows::First | Rows::Any => without_gap(operation, batches),
    }
}

fn count(simulator: &Simulator, operation: Operation, of: Period) -> usize {
    let (company, period) = (simulator.company(), period(operation, of));
    match operation {
        Operation::ChildCompanies => simulator.children().len(),
        Operation::NetworkUsers | Operation::NetworkUsersCsv => {
            simulator.network_users(company, period).expect("the users").len()
        }
        _ => {
            let rows = simulator.totals(company, operation, period).expect("the sums").rows;
            usize::try_from(rows).expect("a count")
        }
    }
}

fn whole(
    simulator: &Simulator,
    operation: Operation,
    of: Period,
    batches: &[RecordBatch],
) -> Result<(), String> {
    let (company, period) = (simulator.company(), period(operation, of));
    match operation {
        Operation::ChildCompanies => same(&texts(batches, "id"), &simulator.children()),
        Operation::NetworkUsers | Operation::NetworkUsersCsv => {
            let users = simulator.network_users(company, period).expect("the users");
            let names: Vec<_> = users.into_iter().map(|user| user.user_name).collect();
            same(&texts(batches, "user_name"), &names)
        }
        _ => {
            let facts = simulator.totals(company, operation, period).expect("the sums");
            let mut read = Summary::new();
            for batch in batches {
                read.add(batch).map_err(|error| error.to_string())?;
            }
            let read = (read.records, read.amount.0, read.seconds);
            let facts =
                (facts.rows, facts.net_billing_amount_micros, i128::from(facts.session_length_s));
            if read == facts { Ok(()) } else { Err(format!("sums {read:?}, not {facts:?}")) }
        }
    }
}

fn same(read: &[String], facts: &[String]) -> Result<(), String> {
    if read == facts { Ok(()) } else { Err(format!("{read:?}, not {facts:?}")) }
}

fn texts(batches: &[RecordBatch], column: &str) -> Vec<String> {
    let of = |batch: &RecordBatch| -> Vec<String> {
        let column = batch.column_by_name(column).expect("the column").as_string::<i32>().clone();
        column.iter().map(|text| text.expect("a text").to_owned()).collect()
    };
    batches.iter().flat_map(of).collect()
}

/// In a CSV each row is a line, after the header.
fn without_gap(operation: Operation, batches: &[RecordBatch]) -> Result<(), String> {
    if matches!(operation, Operation::ChildCompanies | Operation::NetworkUsers) {
        return Ok(());
    }
    let line = |batch: &RecordBatch| {
        batch.column_by_name("_line").expect("the column").as_primitive::<UInt64Type>().clone()
    };
    let lines = batches.iter().flat_map(|batch| line(batch).values().to_vec());
    match lines.zip(2_u64..).find(|(line, expected)| line != expected) {
        Some((line, expected)) => Err(format!("line {line} where {expected} should be")),
        None => Ok(()),
    }
}
