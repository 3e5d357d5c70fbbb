//! One column of a batch, read cell by cell.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Decimal128Type, Int16Type, Int32Type, Int64Type, Time64MicrosecondType,
    TimestampMicrosecondType, UInt64Type,
};
use arrow_array::{
    Array, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Int64Array, MapArray,
    StringArray, StructArray, Time64MicrosecondArray, TimestampMicrosecondArray, UInt64Array,
};
use arrow_schema::{DataType, Field, TimeUnit};

/// The cells of one column.
pub(crate) enum Cells<'a> {
    Text(&'a StringArray),
    Short(&'a DictionaryArray<Int16Type>, &'a StringArray),
    Long(&'a DictionaryArray<Int32Type>, &'a StringArray),
    Integer(&'a Int64Array),
    Unsigned(&'a UInt64Array),
    Decimal(&'a Decimal128Array, u32),
    Time(&'a TimestampMicrosecondArray, bool),
    Date(&'a Date32Array),
    Clock(&'a Time64MicrosecondArray),
    Flag(&'a BooleanArray),
    Map(&'a MapArray),
}

/// A cell that is not null.
pub(crate) enum Value<'a> {
    Text(&'a str),
    Integer(i64),
    Unsigned(u64),
    /// Unscaled, and the digits after the point.
    Decimal(i128, u32),
    /// Microseconds since 1970, and whether that is in UTC.
    Time(i64, bool),
    /// Days since 1970.
    Date(i32),
    /// Microseconds since midnight.
    Clock(i64),
    Flag(bool),
    Map(StructArray),
}

impl<'a> Cells<'a> {
    /// Whether cells of this column can be read here; asked once a file.
    pub(crate) fn supports(field: &Field) -> bool {
        match field.data_type() {
            DataType::Utf8 | DataType::Int64 | DataType::UInt64 | DataType::Boolean => true,
            DataType::Date32 | DataType::Time64(TimeUnit::Microsecond) => true,
            DataType::Decimal128(_, scale) => *scale >= 0,
            DataType::Timestamp(TimeUnit::Microsecond, zone) => {
                zone.as_deref().is_none_or(|zone| zone == "UTC")
            }
            DataType::Dictionary(key, value) => {
                matches!(**key, DataType::Int16 | DataType::Int32) && **value == DataType::Utf8
            }
            DataType::Map(entries, _) => match entries.data_type() {
                DataType::Struct(fields) => {
                    fields.iter().all(|field| *field.data_type() == DataType::Utf8)
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// The column's cells; `None` for a type that [`Self::supports`] refuses.
    pub(crate) fn of(column: &'a dyn Array) -> Option<Self> {
        Some(match column.data_type() {
            DataType::Utf8 => Self::Text(column.as_string()),
            DataType::Int64 => Self::Integer(column.as_primitive::<Int64Type>()),
            DataType::UInt64 => Self::Unsigned(column.as_primitive::<UInt64Type>()),
            DataType::Boolean => Self::Flag(column.as_boolean()),
            DataType::Decimal128(_, scale) => {
                let scale = u32::try_from(*scale).ok()?;
                Self::Decimal(column.as_primitive::<Decimal128Type>(), scale)
            }
            DataType::Timestamp(TimeUnit::Microsecond, zone) => {
                Self::Time(column.as_primitive::<TimestampMicrosecondType>(), zone.is_some())
            }
            DataType::Date32 => Self::Date(column.as_primitive::<Date32Type>()),
            DataType::Time64(TimeUnit::Microsecond) => {
                Self::Clock(column.as_primitive::<Time64MicrosecondType>())
            }
            DataType::Dictionary(key, _) => match **key {
                DataType::Int16 => {
                    let column = column.as_dictionary::<Int16Type>();
                    Self::Short(column, column.values().as_string_opt()?)
                }
                DataType::Int32 => {
                    let column = column.as_dictionary::<Int32Type>();
                    Self::Long(column, column.values().as_string_opt()?)
                }
                _ => return None,
            },
            DataType::Map(..) => Self::Map(column.as_map()),
            _ => return None,
        })
    }

    /// The cell of a row; `None` where it is null.
    pub(crate) fn value(&self, row: usize) -> Option<Value<'a>> {
        match *self {
            Self::Text(array) => array.is_valid(row).then(|| Value::Text(array.value(row))),
            Self::Short(array, texts) => array.key(row).map(|key| Value::Text(texts.value(key))),
            Self::Long(array, texts) => array.key(row).map(|key| Value::Text(texts.value(key))),
            Self::Integer(array) => array.is_valid(row).then(|| Value::Integer(array.value(row))),
            Self::Unsigned(array) => array.is_valid(row).then(|| Value::Unsigned(array.value(row))),
            Self::Decimal(array, scale) => {
                array.is_valid(row).then(|| Value::Decimal(array.value(row), scale))
            }
            Self::Time(array, utc) => {
                array.is_valid(row).then(|| Value::Time(array.value(row), utc))
            }
            Self::Date(array) => array.is_valid(row).then(|| Value::Date(array.value(row))),
            Self::Clock(array) => array.is_valid(row).then(|| Value::Clock(array.value(row))),
            Self::Flag(array) => array.is_valid(row).then(|| Value::Flag(array.value(row))),
            Self::Map(array) => array.is_valid(row).then(|| Value::Map(array.value(row))),
        }
    }
}
