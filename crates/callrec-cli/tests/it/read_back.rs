//! Written files read by other libraries: rows and the exact sum of the amounts.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray as _;
use arrow_array::types::Decimal128Type;
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

/// Rows and the sum of `net_billing_amount` in millionths.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    pub(crate) rows: u64,
    pub(crate) micros: i128,
}

impl From<callrec_simulator::Totals> for Sums {
    fn from(totals: callrec_simulator::Totals) -> Self {
        Self { rows: totals.rows, micros: totals.net_billing_amount_micros }
    }
}

/// The sums of a file, by its extension.
pub(crate) fn sums(path: &Path) -> Sums {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("parquet") => of_batches(parquet(path)),
        Some("arrow") => of_batches(arrow(path)),
        Some("csv") => of_texts(csv(path)),
        _ => of_texts(ndjson(&std::fs::read_to_string(path).expect("a file"))),
    }
}

fn of_texts(amounts: Vec<Option<String>>) -> Sums {
    Sums {
        rows: amounts.len() as u64,
        micros: amounts.iter().flatten().map(|amount| micros(amount)).sum(),
    }
}

/// An exact decimal with all six places.
pub(crate) fn micros(text: &str) -> i128 {
    let (whole, fraction) = text.split_once('.').expect("a point");
    assert_eq!(fraction.len(), 6, "{text}");
    format!("{whole}{fraction}").parse().expect("digits")
}

/// The amounts of NDJSON lines.
pub(crate) fn ndjson(text: &str) -> Vec<Option<String>> {
    let amount = |line: &str| {
        let object: serde_json::Value = serde_json::from_str(line).expect("JSON");
        object["net_billing_amount"].as_str().map(str::to_owned)
    };
    text.lines().map(amount).collect()
}

fn csv(path: &Path) -> Vec<Option<String>> {
    let header = std::fs::read_to_string(path).expect("a file");
    let header = header.lines().next().expect("a header").to_owned();
    let fields: Vec<Field> =
        header.split(',').map(|name| Field::new(name, DataType::Utf8, true)).collect();
    let reader = arrow_csv::ReaderBuilder::new(Arc::new(Schema::new(fields)))
        .with_header(true)
        .build(File::open(path).expect("a file"))
        .expect("a reader");
    let mut amounts = Vec::new();
    for batch in reader {
        let batch = batch.expect("CSV");
        let column = batch.column_by_name("net_billing_amount").expect("the column").clone();
        amounts.extend(column.as_string::<i32>().iter().map(|amount| amount.map(str::to_owned)));
    }
    amounts
}

fn parquet(path: &Path) -> Vec<RecordBatch> {
    let file = File::open(path).expect("a file");
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("Parquet");
    reader.build().expect("a reader").map(|batch| batch.expect("a batch")).collect()
}

fn arrow(path: &Path) -> Vec<RecordBatch> {
    let file = File::open(path).expect("a file");
    let reader = arrow_ipc::reader::FileReader::try_new(file, None).expect("Arrow IPC");
    reader.map(|batch| batch.expect("a batch")).collect()
}

fn of_batches(batches: Vec<RecordBatch>) -> Sums {
    let mut sums = Sums::default();
    for batch in batches {
        let amounts = batch.column_by_name("net_billing_amount").expect("the column");
        let amounts = amounts.as_primitive::<Decimal128Type>();
        sums.rows += amounts.len() as u64;
        sums.micros += amounts.iter().flatten().sum::<i128>();
    }
    sums
}

/// How many rows a Parquet file of any report has.
pub(crate) fn parquet_rows(path: &Path) -> u64 {
    parquet(path).iter().map(|batch| batch.num_rows() as u64).sum()
}
