//! Everything that decoding a body gives, in a form that can be compared. Shared by the tests of this
//! folder and the fuzz targets.
#![allow(dead_code, unreachable_pub, reason = "each test uses what it needs of it")]

pub mod parallel;

use arrow_array::RecordBatch;
use callrec_decode::{Accounting, DecodeError, DecodeOptions, Quarantined, Report, ReportDecoder};

/// What a caller gets to see of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// In order.
    pub batches: Vec<RecordBatch>,
    /// At the end.
    pub accounting: Accounting,
    /// All of them.
    pub quarantined: Vec<Quarantined>,
    /// Of the body as a whole.
    pub error: Option<DecodeError>,
    /// Whether the decoder says that nothing was cut off at the end.
    pub clean: bool,
}

/// Decodes the chunks as a careful caller does; panics where the counts do not hold.
pub fn decode<'a>(
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
    let quarantined = decoder.take_quarantined();
    let full = batches.split_last().map_or(&[][..], |(_, full)| full);
    assert!(full.iter().all(|batch| batch.num_rows() == options.batch_rows), "exact batches");
    let outcome =
        Outcome { batches, accounting, quarantined, error, clean: decoder.ended_cleanly() };
    outcome.holds();
    outcome
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

impl Outcome {
    /// Rows of all batches.
    pub fn rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// What holds of every body.
    fn holds(&self) {
        let accounting = self.accounting;
        assert!(accounting.balanced(), "{accounting:?}");
        assert_eq!(self.rows() as u64, accounting.rows(), "each row that is counted is in a batch");
        assert_eq!(self.quarantined.len() as u64, accounting.quarantined, "each one is kept");
        assert!(!(self.clean && self.error.is_some()), "an error is no clean end");
    }
}
