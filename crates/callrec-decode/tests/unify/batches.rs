//! Random batches, built column by column; dictionaries hold values that no row uses.

use std::sync::Arc;

use arrow_array::types::Int16Type;
use arrow_array::{
    ArrayRef, Date32Array, Decimal128Array, DictionaryArray, Int16Array, Int64Array, RecordBatch,
    StringArray, Time64MicrosecondArray, TimestampMicrosecondArray, UInt64Array, new_null_array,
};
use arrow_schema::{DataType, Field};
use callrec_decode::Report;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// Longest batch that is made.
const ROWS: usize = 40;

/// Texts that mean something in one column or another, and some that mean nothing.
const WORDS: [&str; 14] = [
    "CALLIN",
    "CALLOUT",
    "MCALL",
    "SMS",
    "PAY",
    "SETUP",
    "S",
    "2T",
    "M",
    "M3",
    "0",
    "O",
    "",
    "no such word",
];

fn open_list() -> impl Strategy<Value = ArrayRef> {
    vec(option::of(0..WORDS.len() as i16), ROWS).prop_map(|codes| {
        let words = Arc::new(StringArray::from(WORDS.to_vec()));
        Arc::new(DictionaryArray::<Int16Type>::new(Int16Array::from(codes), words)) as ArrayRef
    })
}

/// Millionths: small ones, whole ones, and those that overflow when they are multiplied.
fn decimal() -> impl Strategy<Value = i128> {
    const LARGEST: i128 = 10_i128.pow(18) - 1;
    prop_oneof![
        -1_000_000_000..1_000_000_000_i128,
        (-10_000..10_000_i128).prop_map(|whole| whole * 1_000_000),
        (-10_000..10_000_i128).prop_map(|hundredths| hundredths * 10_000),
        -LARGEST..=LARGEST,
    ]
}

fn column(field: &Field) -> BoxedStrategy<ArrayRef> {
    let zone = |array: TimestampMicrosecondArray, zone| {
        Arc::new(array.with_timezone_opt(zone)) as ArrayRef
    };
    match field.data_type().clone() {
        DataType::Utf8 => vec(option::of("[a-z@é]{0,5}"), ROWS)
            .prop_map(|texts| Arc::new(StringArray::from(texts)) as ArrayRef)
            .boxed(),
        DataType::Decimal128(precision, scale) => vec(option::of(decimal()), ROWS)
            .prop_map(move |values| {
                let array = Decimal128Array::from(values);
                Arc::new(array.with_precision_and_scale(precision, scale).unwrap()) as ArrayRef
            })
            .boxed(),
        DataType::Int64 => vec(option::of(prop_oneof![0..100_000_i64, any::<i64>()]), ROWS)
            .prop_map(|values| Arc::new(Int64Array::from(values)) as ArrayRef)
            .boxed(),
        DataType::UInt64 => vec(any::<u64>(), ROWS)
            .prop_map(|values| Arc::new(UInt64Array::from(values)) as ArrayRef)
            .boxed(),
        DataType::Date32 => vec(option::of(-40_000..40_000), ROWS)
            .prop_map(|values| Arc::new(Date32Array::from(values)) as ArrayRef)
            .boxed(),
        DataType::Time64(_) => vec(option::of(0..86_400_000_000_i64), ROWS)
            .prop_map(|values| Arc::new(Time64MicrosecondArray::from(values)) as ArrayRef)
            .boxed(),
        DataType::Timestamp(_, name) => {
            let years = -2_000_000_000_000_000..4_000_000_000_000_000_i64;
            vec(option::of(prop_oneof![9 => years, 1 => any::<i64>()]), ROWS)
                .prop_map(move |values| zone(TimestampMicrosecondArray::from(values), name.clone()))
                .boxed()
        }
        DataType::Dictionary(..) => open_list().boxed(),
        other => Just(new_null_array(&other, ROWS)).boxed(),
    }
}

/// A part of a batch of the report.
pub(crate) fn batch(report: Report) -> impl Strategy<Value = RecordBatch> {
    let schema = report.schema();
    // A column that must have values has them all the same: null is not what is tested here.
    let columns: Vec<_> = schema
        .fields()
        .iter()
        .map(|field| match field.is_nullable() || field.data_type() == &DataType::UInt64 {
            true => column(field),
            false => match field.data_type() {
                DataType::Utf8 => vec("[a-z0-9]{1,5}", ROWS)
                    .prop_map(|texts| Arc::new(StringArray::from(texts)) as ArrayRef)
                    .boxed(),
                _ => vec(0..WORDS.len() as i16, ROWS)
                    .prop_map(|codes| {
                        let words = Arc::new(StringArray::from(WORDS.to_vec()));
                        Arc::new(DictionaryArray::<Int16Type>::new(Int16Array::from(codes), words))
                            as ArrayRef
                    })
                    .boxed(),
            },
        })
        .collect();
    (columns, 0..ROWS, 0..=ROWS).prop_map(move |(columns, from, count)| {
        let batch = RecordBatch::try_new(schema.clone(), columns).unwrap();
        batch.slice(from, count.min(ROWS - from))
    })
}
