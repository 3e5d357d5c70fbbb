//! JSON bodies, by the decoder itself and by the exact path alone. All records are synthetic but for
//! the sample of the provider's document.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails where it unwraps or panics")]

mod chunks;
mod documents;
mod limits;
mod strict;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Decimal128Type, Int64Type, Time64MicrosecondType, TimestampMicrosecondType,
    UInt64Type,
};
use arrow_array::{Array, RecordBatch};

use super::{JsonDecoder, Profile};
use crate::{
    Accounting, DecodeError, DecodeErrorKind, DecodeOptions, Quarantined, Reason, Report,
    ReportDecoder,
};

/// What a caller gets to see of a body.
#[derive(Debug, PartialEq)]
struct Outcome {
    batches: Vec<RecordBatch>,
    accounting: Accounting,
    quarantined: Vec<Quarantined>,
    error: Option<DecodeError>,
    clean: bool,
}

/// The push face that the decoder and the report's decoder share.
macro_rules! drive {
    ($decoder:expr, $chunks:expr) => {{
        let mut decoder = $decoder;
        let mut batches = Vec::new();
        let mut fed = Ok(());
        'chunks: for chunk in $chunks {
            let mut chunk: &[u8] = chunk;
            while !chunk.is_empty() {
                match decoder.decode(chunk) {
                    Ok(taken) => {
                        if taken < chunk.len() {
                            batches.push(decoder.flush().unwrap().expect("a batch is full"));
                        }
                        chunk = &chunk[taken..];
                    }
                    Err(error) => {
                        fed = Err(error);
                        break 'chunks;
                    }
                }
            }
        }
        let ended = fed.and_then(|()| decoder.finish());
        let error = loop {
            match decoder.flush() {
                Ok(Some(batch)) => batches.push(batch),
                Ok(None) => break ended.err(),
                Err(error) => {
                    assert_eq!(decoder.flush(), Err(error.clone()), "an error is final");
                    assert_eq!(decoder.decode(b"x"), Err(error.clone()), "an error is final");
                    break Some(error);
                }
            }
        };
        let accounting = decoder.accounting();
        assert!(accounting.balanced(), "{accounting:?}");
        let rows: usize = batches.iter().map(RecordBatch::num_rows).sum();
        assert_eq!(rows as u64, accounting.rows(), "each row that is counted is in a batch");
        let quarantined = decoder.take_quarantined();
        assert_eq!(quarantined.len() as u64, accounting.quarantined);
        Outcome { batches, accounting, quarantined, error, clean: decoder.ended_cleanly() }
    }};
}

/// By the public face.
fn decode<'a>(
    report: Report,
    options: &DecodeOptions,
    chunks: impl IntoIterator<Item = &'a [u8]>,
) -> Outcome {
    drive!(ReportDecoder::new(report, options.clone()), chunks)
}

/// By the exact path alone.
fn exact(report: Report, options: &DecodeOptions, body: &[u8]) -> Outcome {
    let profile = Profile::of(report).expect("a report in JSON");
    let mut decoder = JsonDecoder::new(profile, options.clone());
    decoder.fast.never();
    drive!(decoder, [body])
}

/// A body of getcalls in one piece; both paths agree on it.
fn calls(body: impl AsRef<[u8]>) -> Outcome {
    both(Report::GetCalls, &DecodeOptions::default(), body.as_ref())
}

/// A body of the billing feed in one piece; both paths agree on it.
fn feed(body: impl AsRef<[u8]>) -> Outcome {
    both(Report::BillingFeed, &DecodeOptions::default(), body.as_ref())
}

fn both(report: Report, options: &DecodeOptions, body: &[u8]) -> Outcome {
    let outcome = decode(report, options, [body]);
    assert_eq!(outcome, exact(report, options, body));
    outcome
}

impl Outcome {
    fn column(&self, name: &str) -> Vec<(&dyn Array, usize)> {
        let mut cells = Vec::new();
        for batch in &self.batches {
            let column = batch.column_by_name(name).unwrap().as_ref();
            cells.extend((0..column.len()).map(|row| (column, row)));
        }
        cells
    }

    /// The cells of a column as text, whatever its type; null as `-`.
    fn shown(&self, name: &str) -> Vec<String> {
        use arrow_schema::DataType::{Date32, Decimal128, Dictionary, Int64, Time64, UInt64, Utf8};
        let show = |(column, row): (&dyn Array, usize)| match column.data_type() {
            _ if column.is_null(row) => "-".to_owned(),
            Utf8 => column.as_string::<i32>().value(row).to_owned(),
            Dictionary(..) => {
                let column = column.as_dictionary::<arrow_array::types::Int16Type>();
                let code = column.keys().value(row) as usize;
                column.values().as_string::<i32>().value(code).to_owned()
            }
            Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
            UInt64 => column.as_primitive::<UInt64Type>().value(row).to_string(),
            Decimal128(..) => column.as_primitive::<Decimal128Type>().value_as_string(row),
            Date32 => column.as_primitive::<Date32Type>().value_as_date(row).unwrap().to_string(),
            Time64(_) => column
                .as_primitive::<Time64MicrosecondType>()
                .value_as_time(row)
                .unwrap()
                .to_string(),
            _ => column
                .as_primitive::<TimestampMicrosecondType>()
                .value_as_datetime(row)
                .unwrap()
                .to_string(),
        };
        self.column(name).into_iter().map(show).collect()
    }

    /// The entries of `_extra`, row by row.
    fn extra(&self) -> Vec<Vec<(String, String)>> {
        let mut all = Vec::new();
        for batch in &self.batches {
            let maps = batch.column_by_name("_extra").unwrap().as_map();
            all.extend(maps.iter().map(|entries| match entries {
                None => Vec::new(),
                Some(entries) => {
                    let names = entries.column(0).as_string::<i32>();
                    let values = entries.column(1).as_string::<i32>();
                    let pairs = names.iter().zip(values.iter());
                    pairs.map(|(n, v)| (n.unwrap().to_owned(), v.unwrap().to_owned())).collect()
                }
            }));
        }
        all
    }

    /// Column and reason of each record set aside.
    fn faults(&self) -> Vec<(Option<&str>, Reason)> {
        self.quarantined.iter().map(|record| (record.column.as_deref(), record.reason)).collect()
    }

    fn kind(&self) -> Option<DecodeErrorKind> {
        self.error.as_ref().map(DecodeError::kind)
    }
}

/// One record of getcalls with a member put into its data.
fn call_with(member: &str) -> String {
    let comma = if member.is_empty() { "" } else { "," };
    format!(
        r#"{{"type":"CALLOUT","data":{{"source":"+35220333320","duration":"61","quantity":2{comma}{member}}}}}"#
    )
}
