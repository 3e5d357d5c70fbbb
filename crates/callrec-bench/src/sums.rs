//! What every program must agree on: rows, and the exact sum of each typed column.

use std::collections::BTreeMap;
use std::fmt;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Decimal128Type, Int64Type, Time64MicrosecondType, TimestampMicrosecondType,
    UInt64Type,
};
use arrow_array::{Array, ArrowPrimitiveType, PrimitiveArray, RecordBatch};
use arrow_schema::{DataType, TimeUnit};

/// Rows and sums: numbers as they are, decimals in millionths, instants, dates and times in the
/// seconds or days since their epoch, booleans counted where true. A null adds nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    rows: u64,
    columns: BTreeMap<String, i128>,
}

impl Sums {
    /// Rows so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Name and sum of each typed column.
    pub fn iter(&self) -> impl Iterator<Item = (&str, i128)> {
        self.columns.iter().map(|(name, sum)| (name.as_str(), *sum))
    }

    /// Counts rows that are added column by column.
    pub fn add_rows(&mut self, rows: usize) {
        self.rows += rows as u64;
    }

    /// Adds to a column that is not Arrow's.
    pub fn add(&mut self, name: &str, value: i128) {
        match self.columns.get_mut(name) {
            Some(sum) => *sum += value,
            None => drop(self.columns.insert(name.to_owned(), value)),
        }
    }

    /// Adds a batch. Columns that are text, and those whose name begins with an underscore, have no sum.
    pub fn add_batch(&mut self, batch: &RecordBatch) {
        self.add_rows(batch.num_rows());
        for (field, column) in batch.schema_ref().fields().iter().zip(batch.columns()) {
            if !field.name().starts_with('_') {
                self.add_array(field.name(), column);
            }
        }
    }

    /// Adds an array under the name of its column; one without a value leaves no sum.
    pub fn add_array(&mut self, name: &str, array: &dyn Array) {
        if array.null_count() == array.len() {
            return;
        }
        let sum = match array.data_type() {
            DataType::Int64 => narrow::<Int64Type>(array.as_primitive()),
            DataType::UInt64 => sum::<UInt64Type>(array.as_primitive(), |part| {
                part.iter().map(|&value| i128::from(value)).sum()
            }),
            DataType::Decimal128(_, 6) => {
                sum::<Decimal128Type>(array.as_primitive(), |part| part.iter().sum())
            }
            DataType::Date32 => sum::<Date32Type>(array.as_primitive(), |part| {
                part.iter().map(|&day| i64::from(day)).sum::<i64>().into()
            }),
            DataType::Time64(TimeUnit::Microsecond) => {
                narrow::<Time64MicrosecondType>(array.as_primitive()) / 1_000_000
            }
            DataType::Timestamp(TimeUnit::Microsecond, _) => {
                narrow::<TimestampMicrosecondType>(array.as_primitive()) / 1_000_000
            }
            DataType::Boolean => array.as_boolean().true_count() as i128,
            _ => return,
        };
        self.add(name, sum);
    }
}

fn sum<T: ArrowPrimitiveType>(
    array: &PrimitiveArray<T>,
    of: impl Fn(&[T::Native]) -> i128,
) -> i128 {
    match array.nulls().filter(|nulls| nulls.null_count() > 0) {
        None => of(array.values()),
        Some(nulls) => {
            nulls.valid_slices().map(|(start, end)| of(&array.values()[start..end])).sum()
        }
    }
}

/// A thousand times the largest instant fits 64 bits, so that the inner loop stays in them.
fn narrow<T: ArrowPrimitiveType<Native = i64>>(array: &PrimitiveArray<T>) -> i128 {
    sum(array, |part| part.chunks(1024).map(|some| i128::from(some.iter().sum::<i64>())).sum())
}

impl fmt::Display for Sums {
    /// A JSON object. Sums are strings: they may be longer than a JSON number is safe.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{")?;
        for (place, (name, sum)) in self.iter().enumerate() {
            write!(f, "{}\"{name}\":\"{sum}\"", if place == 0 { "" } else { "," })?;
        }
        write!(f, "}}")
    }
}
