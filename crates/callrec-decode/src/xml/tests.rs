//! What the XML decoder makes of whole documents, and that chunks do not matter to it.

mod chunks;
mod documents;
mod fast;
mod lists;
mod refused;

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};

use super::XmlDecoder;
use crate::{Accounting, DecodeError, DecodeErrorKind, DecodeOptions, Quarantined, Report};

/// Everything that decoding one body gives.
#[derive(Debug, PartialEq)]
struct Outcome {
    batches: Vec<RecordBatch>,
    accounting: Accounting,
    quarantined: Vec<Quarantined>,
    error: Option<DecodeError>,
    clean: bool,
}

/// What reads records that come as those before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Path {
    Exact,
    Portable,
    Fastest,
}

fn decode<'a>(
    report: Report,
    options: &DecodeOptions,
    chunks: impl IntoIterator<Item = &'a [u8]>,
) -> Outcome {
    decode_by(Path::Fastest, report, options, chunks)
}

/// Decodes chunks as a caller must: flush when a batch is full, then pass the rest.
fn decode_by<'a>(
    path: Path,
    report: Report,
    options: &DecodeOptions,
    chunks: impl IntoIterator<Item = &'a [u8]>,
) -> Outcome {
    let mut decoder = XmlDecoder::new(report, options).expect("a report in XML");
    match (path, &mut decoder.fast) {
        (Path::Exact, fast) => *fast = None,
        (Path::Portable, Some(fast)) => fast.portable = true,
        _ => {}
    }
    let mut batches = Vec::new();
    let mut error = None;
    'input: for mut chunk in chunks {
        while !chunk.is_empty() {
            match decoder.decode(chunk) {
                Ok(taken) => {
                    let full = taken < chunk.len();
                    chunk = &chunk[taken..];
                    let flushed = decoder.flush().expect("no error so far");
                    assert!(!full || flushed.is_some(), "less taken without a full batch");
                    batches.extend(flushed);
                }
                Err(failed) => {
                    error = Some(failed);
                    break 'input;
                }
            }
        }
    }
    if error.is_none() {
        error = decoder.finish().err();
    }
    loop {
        match (decoder.flush(), &error) {
            (Ok(Some(batch)), _) => batches.push(batch),
            (Ok(None), None) => break,
            (Err(again), Some(error)) => {
                assert_eq!(again, *error);
                break;
            }
            other => panic!("{other:?}"),
        }
    }
    let rows: usize = batches.iter().map(RecordBatch::num_rows).sum();
    assert_eq!(rows as u64, decoder.accounting().rows());
    Outcome {
        batches,
        accounting: decoder.accounting(),
        quarantined: decoder.take_quarantined(),
        error,
        clean: decoder.ended_cleanly(),
    }
}

fn whole(report: Report, input: &str) -> Outcome {
    decode(report, &DecodeOptions::default(), [input.as_bytes()])
}

/// The rows of a good document, a cell as its text, null as `-`; then line, byte and extras.
fn rows(report: Report, input: &str) -> Vec<String> {
    let outcome = whole(report, input);
    assert_eq!(outcome.error, None, "{input}");
    assert_eq!(outcome.quarantined, [], "{input}");
    assert!(outcome.clean);
    let mut rows = Vec::new();
    for batch in &outcome.batches {
        for row in 0..batch.num_rows() {
            let cells: Vec<String> =
                batch.columns().iter().map(|column| cell(column, row)).collect();
            rows.push(cells.join("|"));
        }
    }
    rows
}

fn cell(column: &dyn Array, row: usize) -> String {
    use arrow_schema::DataType;
    if column.is_null(row) {
        return "-".to_owned();
    }
    match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
        DataType::Boolean => column.as_boolean().value(row).to_string(),
        DataType::Int64 => {
            column.as_primitive::<arrow_array::types::Int64Type>().value(row).to_string()
        }
        DataType::Dictionary(..) => {
            let column = column.as_dictionary::<arrow_array::types::Int16Type>();
            let key = column.key(row).expect("checked for null");
            column.values().as_string::<i32>().value(key).to_owned()
        }
        DataType::Timestamp(..) => {
            type Micros = arrow_array::types::TimestampMicrosecondType;
            let micros = column.as_primitive::<Micros>().value(row);
            jiff::Timestamp::from_microsecond(micros).expect("in range").to_string()
        }
        DataType::Date32 => {
            let days = column.as_primitive::<arrow_array::types::Date32Type>().value(row);
            let start = jiff::civil::date(1970, 1, 1);
            (start + jiff::Span::new().days(days)).to_string()
        }
        DataType::UInt64 => {
            column.as_primitive::<arrow_array::types::UInt64Type>().value(row).to_string()
        }
        DataType::Map(..) => {
            let entries = column.as_map().value(row);
            let text =
                |index: usize, at| entries.column(index).as_string::<i32>().value(at).to_owned();
            let pairs = (0..entries.len()).map(|at| format!("{}={}", text(0, at), text(1, at)));
            pairs.collect::<Vec<_>>().join(",")
        }
        other => panic!("{other} has no text here"),
    }
}

/// Kind, line and byte of the error, and the rows before it.
fn refusal(report: Report, input: &[u8]) -> (DecodeErrorKind, u64, u64, u64) {
    let outcome = decode(report, &DecodeOptions::default(), [input]);
    let error = outcome.error.unwrap_or_else(|| panic!("{:?}", String::from_utf8_lossy(input)));
    assert!(!outcome.clean);
    (error.kind(), error.line(), error.offset(), outcome.accounting.rows())
}
