//! Views of Arrow arrays.

use std::ffi::c_void;
use std::ptr::null;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Decimal128Type, Int16Type, Int64Type, Time64MicrosecondType,
    TimestampMicrosecondType, UInt64Type,
};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, TimeUnit};

use super::{
    CALLREC_TYPE_BOOLEAN, CALLREC_TYPE_DATE, CALLREC_TYPE_DECIMAL, CALLREC_TYPE_DICTIONARY,
    CALLREC_TYPE_INSTANT, CALLREC_TYPE_INT64, CALLREC_TYPE_LOCAL_TIME, CALLREC_TYPE_MAP,
    CALLREC_TYPE_TEXT, CALLREC_TYPE_TIME_OF_DAY, CALLREC_TYPE_UINT64,
};
use crate::error::Failure;
use crate::text::callrec_text;

/// One column of a batch: its buffers, in the memory layout of Apache Arrow.
///
/// Row `i` (from 0) has a value where `validity` is NULL or bit `validity_offset + i` in it is 1.
/// Everything is borrowed from the batch.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_column {
    /// Bytes of this struct in the library at hand.
    pub size: usize,
    /// The column's name; no value for a dictionary and for the keys and items of a map.
    pub name: callrec_text,
    /// One of CALLREC_TYPE_...: how to read the pointers below.
    pub data_type: i32,
    /// Digits after the point of a decimal, else 0.
    pub scale: i32,
    /// Number of rows.
    pub length: i64,
    /// Number of rows without a value.
    pub null_count: i64,
    /// Bits, the lowest of a byte first: 1 where the row has a value. NULL where all have one.
    pub validity: *const u8,
    /// The bit of row 0 in `validity`.
    pub validity_offset: i64,
    /// The values, by type. What stands where a row has no value is not said.
    pub values: *const c_void,
    /// The bit of row 0 in `values` for booleans, else 0.
    pub values_offset: i64,
    /// For text and maps: row `i` runs from `offsets[i]` to `offsets[i + 1]`. Else NULL.
    pub offsets: *const i32,
    /// For dictionaries: the text column that the values are positions in. Else NULL.
    pub dictionary: *const callrec_column,
    /// For maps: the text column of the keys. Else NULL.
    pub keys: *const callrec_column,
    /// For maps: the text column of the items, as many as keys. Else NULL.
    pub items: *const callrec_column,
}

/// The views of all columns of a batch, and the views that they point to.
pub(crate) struct Columns {
    views: Vec<callrec_column>,
    /// One allocation each, so that pointers to them stay good while the list grows.
    _inner: Vec<Arc<callrec_column>>,
}

impl Columns {
    pub(crate) fn of(batch: &RecordBatch) -> Result<Self, Failure> {
        let mut inner = Vec::new();
        let schema = batch.schema_ref();
        let views = schema
            .fields()
            .iter()
            .zip(batch.columns())
            .map(|(field, array)| {
                let name = callrec_text::lend(field.name());
                Ok(callrec_column { name, ..view(array, &mut inner)? })
            })
            .collect::<Result<_, Failure>>()?;
        Ok(Self { views, _inner: inner })
    }

    pub(crate) fn at(&self, index: usize) -> Option<*const callrec_column> {
        self.views.get(index).map(|view| &raw const *view)
    }
}

fn view(
    array: &dyn Array,
    inner: &mut Vec<Arc<callrec_column>>,
) -> Result<callrec_column, Failure> {
    let bare = bare(array);
    let with = |data_type, values: *const c_void| callrec_column { data_type, values, ..bare };
    Ok(match array.data_type() {
        DataType::Utf8 => {
            let text = array.as_string::<i32>();
            callrec_column {
                offsets: text.value_offsets().as_ptr(),
                ..with(CALLREC_TYPE_TEXT, text.value_data().as_ptr().cast())
            }
        }
        DataType::Boolean => {
            let bits = array.as_boolean().values();
            callrec_column {
                values_offset: number(bits.offset()),
                ..with(CALLREC_TYPE_BOOLEAN, bits.values().as_ptr().cast())
            }
        }
        DataType::Int64 => {
            with(CALLREC_TYPE_INT64, array.as_primitive::<Int64Type>().values().as_ptr().cast())
        }
        DataType::UInt64 => {
            with(CALLREC_TYPE_UINT64, array.as_primitive::<UInt64Type>().values().as_ptr().cast())
        }
        DataType::Decimal128(_, scale) => callrec_column {
            scale: i32::from(*scale),
            ..with(
                CALLREC_TYPE_DECIMAL,
                array.as_primitive::<Decimal128Type>().values().as_ptr().cast(),
            )
        },
        DataType::Timestamp(TimeUnit::Microsecond, zone) => with(
            if zone.is_some() { CALLREC_TYPE_INSTANT } else { CALLREC_TYPE_LOCAL_TIME },
            array.as_primitive::<TimestampMicrosecondType>().values().as_ptr().cast(),
        ),
        DataType::Date32 => {
            with(CALLREC_TYPE_DATE, array.as_primitive::<Date32Type>().values().as_ptr().cast())
        }
        DataType::Time64(TimeUnit::Microsecond) => with(
            CALLREC_TYPE_TIME_OF_DAY,
            array.as_primitive::<Time64MicrosecondType>().values().as_ptr().cast(),
        ),
        DataType::Dictionary(key, value)
            if **key == DataType::Int16 && **value == DataType::Utf8 =>
        {
            let coded = array.as_dictionary::<Int16Type>();
            callrec_column {
                dictionary: keep(view(coded.values(), inner)?, inner),
                ..with(CALLREC_TYPE_DICTIONARY, coded.keys().values().as_ptr().cast())
            }
        }
        DataType::Map(..) => {
            let map = array.as_map();
            callrec_column {
                offsets: map.value_offsets().as_ptr(),
                keys: keep(view(map.keys(), inner)?, inner),
                items: keep(view(map.values(), inner)?, inner),
                ..with(CALLREC_TYPE_MAP, null())
            }
        }
        other => return Err(Failure::internal(format!("no column view for {other}"))),
    })
}

/// Length and validity, which all types share.
fn bare(array: &dyn Array) -> callrec_column {
    let nulls = array.nulls().filter(|nulls| nulls.null_count() > 0);
    callrec_column {
        size: size_of::<callrec_column>(),
        name: callrec_text::NONE,
        data_type: 0,
        scale: 0,
        length: number(array.len()),
        null_count: number(nulls.map_or(0, |nulls| nulls.null_count())),
        validity: nulls.map_or(null(), |nulls| nulls.validity().as_ptr()),
        validity_offset: nulls.map_or(0, |nulls| number(nulls.offset())),
        values: null(),
        values_offset: 0,
        offsets: null(),
        dictionary: null(),
        keys: null(),
        items: null(),
    }
}

fn keep(view: callrec_column, inner: &mut Vec<Arc<callrec_column>>) -> *const callrec_column {
    let shared = Arc::new(view);
    let address = Arc::as_ptr(&shared);
    inner.push(shared);
    address
}

fn number(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
