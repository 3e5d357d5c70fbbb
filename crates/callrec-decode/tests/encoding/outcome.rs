//! Everything that decoding a body gives, in a form that can be compared.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::UInt64Type;
use arrow_array::{RecordBatch, UInt64Array};
use callrec_decode::{Accounting, DecodeError, DecodeOptions, Quarantined, Report, ReportDecoder};

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
    let mut decoder = ReportDecoder::new(report, options.clone());
    let mut batches = Vec::new();
    let fed = chunks.into_iter().try_for_each(|chunk| feed(&mut decoder, chunk, &mut batches));
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
    let offsets = batches.iter_mut().flat_map(take_offsets).collect();
    Outcome { batches, offsets, accounting, quarantined, error, clean: decoder.ended_cleanly() }
}

fn feed(
    decoder: &mut ReportDecoder,
    mut chunk: &[u8],
    batches: &mut Vec<RecordBatch>,
) -> Result<(), DecodeError> {
    while !chunk.is_empty() {
        let taken = decoder.decode(chunk)?;
        if taken < chunk.len() {
            let batch = decoder.flush()?.expect("fewer bytes taken than given: a batch is full");
            batches.push(batch);
        }
        chunk = &chunk[taken..];
    }
    Ok(())
}

fn take_offsets(batch: &mut RecordBatch) -> Vec<u64> {
    let place = batch.schema().index_of("_offset").unwrap();
    let offsets = batch.column(place).as_primitive::<UInt64Type>().values().to_vec();
    let mut columns = batch.columns().to_vec();
    columns[place] = Arc::new(UInt64Array::from(vec![0; offsets.len()]));
    *batch = RecordBatch::try_new(batch.schema(), columns).unwrap();
    offsets
}
