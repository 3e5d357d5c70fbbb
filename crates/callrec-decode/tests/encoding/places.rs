//! The offsets apart from the rows: they alone depend on the encoding.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::UInt64Type;
use arrow_array::{RecordBatch, UInt64Array};
use callrec_decode::{Accounting, DecodeError, DecodeOptions, Quarantined, Report};

use crate::outcome;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    /// With zeros for offsets, which are below.
    pub(crate) batches: Vec<RecordBatch>,
    pub(crate) offsets: Vec<u64>,
    pub(crate) accounting: Accounting,
    pub(crate) quarantined: Vec<Quarantined>,
    pub(crate) error: Option<DecodeError>,
    pub(crate) clean: bool,
}

/// Decodes chunks as a careful caller does.
pub(crate) fn decode<'a>(
    report: Report,
    options: &DecodeOptions,
    chunks: impl IntoIterator<Item = &'a [u8]>,
) -> Outcome {
    let outcome::Outcome { mut batches, accounting, quarantined, error, clean } =
        outcome::decode(report, options, chunks);
    let offsets = batches.iter_mut().flat_map(take_offsets).collect();
    Outcome { batches, offsets, accounting, quarantined, error, clean }
}

fn take_offsets(batch: &mut RecordBatch) -> Vec<u64> {
    let place = batch.schema().index_of("_offset").unwrap();
    let offsets = batch.column(place).as_primitive::<UInt64Type>().values().to_vec();
    let mut columns = batch.columns().to_vec();
    columns[place] = Arc::new(UInt64Array::from(vec![0; offsets.len()]));
    *batch = RecordBatch::try_new(batch.schema(), columns).unwrap();
    offsets
}
