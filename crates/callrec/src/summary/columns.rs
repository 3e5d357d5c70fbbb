//! The columns of an `ipass_cdr` batch that a summary needs.

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Decimal128Type, Int16Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{
    Array, Decimal128Array, DictionaryArray, Int64Array, RecordBatch, StringArray,
    TimestampMicrosecondArray,
};

use super::Amount;
use crate::Error;

pub(super) struct Columns<'a> {
    gmt_time: &'a TimestampMicrosecondArray,
    session_length: &'a Int64Array,
    net_billing_amount: &'a Decimal128Array,
    service_type: &'a DictionaryArray<Int16Type>,
    service_names: &'a StringArray,
}

impl<'a> Columns<'a> {
    pub(super) fn of(batch: &'a RecordBatch) -> Result<Self, Error> {
        let column = |name: &'static str| {
            batch.column_by_name(name).map(|column| &**column).ok_or_else(|| wrong(name))
        };
        let service_type = column("service_type")?
            .as_dictionary_opt::<Int16Type>()
            .ok_or_else(|| wrong("service_type"))?;
        Ok(Self {
            gmt_time: column("gmt_time")?
                .as_primitive_opt::<TimestampMicrosecondType>()
                .ok_or_else(|| wrong("gmt_time"))?,
            session_length: column("session_length_s")?
                .as_primitive_opt::<Int64Type>()
                .ok_or_else(|| wrong("session_length_s"))?,
            net_billing_amount: column("net_billing_amount")?
                .as_primitive_opt::<Decimal128Type>()
                .filter(|amounts| u32::from(amounts.scale().unsigned_abs()) == Amount::SCALE)
                .ok_or_else(|| wrong("net_billing_amount"))?,
            service_type,
            service_names: service_type
                .values()
                .as_string_opt::<i32>()
                .ok_or_else(|| wrong("service_type"))?,
        })
    }

    /// How many service types the batch's dictionary names.
    pub(super) fn service_types(&self) -> usize {
        self.service_names.len()
    }

    pub(super) fn service_key(&self, row: usize) -> Option<usize> {
        self.service_type.key(row)
    }

    pub(super) fn service_type(&self, key: usize) -> &'a str {
        self.service_names.value(key)
    }

    pub(super) fn seconds(&self, row: usize) -> Option<i64> {
        self.session_length.is_valid(row).then(|| self.session_length.value(row))
    }

    pub(super) fn amount(&self, row: usize) -> Option<Amount> {
        let amounts = self.net_billing_amount;
        amounts.is_valid(row).then(|| Amount(amounts.value(row)))
    }

    pub(super) fn gmt_us(&self, row: usize) -> Option<i64> {
        self.gmt_time.is_valid(row).then(|| self.gmt_time.value(row))
    }
}

fn wrong(column: &str) -> Error {
    Error::invalid_argument(format!("a summary needs ipass_cdr batches: column {column}"))
}
