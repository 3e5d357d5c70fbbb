//! Batches: whole columns as pointers.

mod column;

use std::ffi::c_char;

use arrow_array::RecordBatch;

pub use column::callrec_column;

use self::column::Columns;
use crate::error::{Failure, callrec_error};
use crate::guard::{entry, release};
use crate::handle::{self, Object, Table};
use crate::ptr::{Out, text_in};

/// Text: `offsets` (length + 1) into the bytes at `values`.
pub const CALLREC_TYPE_TEXT: i32 = 1;
/// Bits at `values`, the lowest first, from bit `values_offset` on.
pub const CALLREC_TYPE_BOOLEAN: i32 = 2;
/// `const int64_t *values`.
pub const CALLREC_TYPE_INT64: i32 = 3;
/// `const uint64_t *values`.
pub const CALLREC_TYPE_UINT64: i32 = 4;
/// `const callrec_decimal *values`; see `scale`.
pub const CALLREC_TYPE_DECIMAL: i32 = 5;
/// `const int64_t *values`: microseconds since 1970-01-01T00:00:00Z.
pub const CALLREC_TYPE_INSTANT: i32 = 6;
/// `const int64_t *values`: the same of a wall clock whose zone is not known.
pub const CALLREC_TYPE_LOCAL_TIME: i32 = 7;
/// `const int16_t *values`: positions in `dictionary`, a text column of the values that occur.
pub const CALLREC_TYPE_DICTIONARY: i32 = 8;
/// Lists of pairs of text: `offsets` (length + 1) into the rows of `keys` and `items`.
pub const CALLREC_TYPE_MAP: i32 = 9;
/// `const int32_t *values`: days since 1970-01-01 of a calendar whose zone is not known.
pub const CALLREC_TYPE_DATE: i32 = 10;
/// `const int64_t *values`: microseconds since midnight of a clock whose zone is not known.
pub const CALLREC_TYPE_TIME_OF_DAY: i32 = 11;

/// Some rows of a report, column by column. Owned by the caller, released with callrec_batch_free;
/// independent of the reader it came from. Immutable: any number of threads may read one at once.
pub struct callrec_batch {
    _opaque: [u8; 0],
}

/// What a `callrec_batch` handle stands for.
pub(crate) struct BatchObject {
    batch: RecordBatch,
    columns: Columns,
}

impl Object for BatchObject {
    type Opaque = callrec_batch;
    const KIND: u8 = 0xc4;
    const NAME: &'static str = "batch";
    fn table() -> &'static Table<Self> {
        static BATCHES: Table<BatchObject> = Table::new();
        &BATCHES
    }
}

impl BatchObject {
    pub(crate) fn new(batch: RecordBatch) -> Result<Self, Failure> {
        Ok(Self { columns: Columns::of(&batch)?, batch })
    }
}

/// Number of rows and of columns of a batch. `rows` and `columns` may be NULL.
///
/// Errors: CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_batch_shape(
    batch: *const callrec_batch,
    rows: *mut i64,
    columns: *mut usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_batch_shape", error, || {
        let object = handle::pin::<BatchObject>(batch)?;
        let (rows, columns) = (Out::optional(rows, "rows")?, Out::optional(columns, "columns")?);
        if let Some(rows) = rows {
            rows.write(i64::try_from(object.batch.num_rows()).unwrap_or(i64::MAX));
        }
        if let Some(columns) = columns {
            columns.write(object.batch.num_columns());
        }
        Ok(())
    })
}

/// Lends the view of the column at `index`, from 0 on, until the batch is freed.
///
/// The report's own columns come first, in the provider's order (CALLREC_IPASS_CDR_... and its kin
/// name them), then `_line`, `_offset`, `_repair` and `_extra`.
/// Errors: CALLREC_NOT_FOUND beyond the last column, CALLREC_INVALID_HANDLE,
/// CALLREC_INVALID_ARGUMENT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_batch_column(
    batch: *const callrec_batch,
    index: usize,
    column: *mut *const callrec_column,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_batch_column", error, || {
        let object = handle::pin::<BatchObject>(batch)?;
        let column = Out::new(column, "column")?;
        let view = object.columns.at(index).ok_or_else(|| {
            let count = object.batch.num_columns();
            Failure::not_found(format!("no column {index}, the batch has {count}"))
        })?;
        column.write(view);
        Ok(())
    })
}

/// Lends the view of the column named `name` (exact, as in `net_billing_amount`) until the batch
/// is freed.
///
/// Errors: CALLREC_NOT_FOUND, CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_batch_column_named(
    batch: *const callrec_batch,
    name: *const c_char,
    name_length: usize,
    column: *mut *const callrec_column,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_batch_column_named", error, || {
        let object = handle::pin::<BatchObject>(batch)?;
        let name = text_in(name, name_length, "name")?;
        let column = Out::new(column, "column")?;
        let index = object.batch.schema_ref().index_of(name).ok();
        let view = index
            .and_then(|index| object.columns.at(index))
            .ok_or_else(|| Failure::not_found(format!("no column is named {name:?}")))?;
        column.write(view);
        Ok(())
    })
}

/// Releases a batch and ends what it lent. NULL and a batch freed before are ignored. Never fails.
/// Any thread; a call that another thread has in flight on the batch ends normally.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_batch_free(batch: *mut callrec_batch) {
    release::<BatchObject>(batch);
}
