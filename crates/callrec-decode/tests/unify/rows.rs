//! Decoding a body, unifying it, and looking at the columns.

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Int16Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, RecordBatch, StringArray};
use callrec_decode::{DecodeOptions, Report, ReportDecoder, Unifier, UnifyOptions};

/// All rows of a body in one batch.
pub(crate) fn decode(report: Report, body: &str) -> RecordBatch {
    let mut decoder = ReportDecoder::new(report, DecodeOptions::default());
    assert_eq!(decoder.decode(body.as_bytes()).unwrap(), body.len());
    decoder.finish().unwrap();
    let batch = decoder.flush().unwrap().expect("the body has rows");
    assert_eq!(decoder.accounting().quarantined, 0, "{:?}", decoder.take_quarantined());
    batch
}

pub(crate) fn unify(report: Report, body: &str, options: UnifyOptions) -> RecordBatch {
    Unifier::new(report, options).unwrap().unify(&decode(report, body)).unwrap()
}

/// A column of text or of an open list.
pub(crate) fn text(batch: &RecordBatch, name: &str) -> Vec<Option<String>> {
    let column = batch.column_by_name(name).expect("a column of the schema");
    match column.as_string_opt::<i32>() {
        Some(texts) => texts.iter().map(|text| text.map(str::to_owned)).collect(),
        None => {
            let list = column.as_dictionary::<Int16Type>().downcast_dict::<StringArray>().unwrap();
            list.into_iter().map(|text| text.map(str::to_owned)).collect()
        }
    }
}

/// A column of text in one line, `-` for null.
pub(crate) fn line(batch: &RecordBatch, name: &str) -> String {
    let texts = text(batch, name).into_iter().map(|text| text.unwrap_or_else(|| "-".to_owned()));
    texts.collect::<Vec<_>>().join(" ")
}

/// A decimal column in millionths.
pub(crate) fn decimals(batch: &RecordBatch, name: &str) -> Vec<Option<i128>> {
    batch.column_by_name(name).unwrap().as_primitive::<Decimal128Type>().iter().collect()
}

pub(crate) fn integers(batch: &RecordBatch, name: &str) -> Vec<Option<i64>> {
    batch.column_by_name(name).unwrap().as_primitive::<Int64Type>().iter().collect()
}

/// A column of times, in seconds.
pub(crate) fn seconds(batch: &RecordBatch, name: &str) -> Vec<Option<i64>> {
    let column = batch.column_by_name(name).unwrap().as_primitive::<TimestampMicrosecondType>();
    column.iter().map(|time| time.map(|time| time.div_euclid(1_000_000))).collect()
}

pub(crate) fn all_null(batch: &RecordBatch, name: &str) -> bool {
    batch.column_by_name(name).unwrap().logical_null_count() == batch.num_rows()
}

/// Seconds of `YYYY-MM-DDThh:mm:ssZ`.
pub(crate) fn at(text: &str) -> Option<i64> {
    Some(text.parse::<jiff::Timestamp>().unwrap().as_second())
}
