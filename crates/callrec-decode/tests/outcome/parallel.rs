//! The same on several threads.

use arrow_array::RecordBatch;
use callrec_decode::{
    ByteSource, DecodeOptions, ParallelError, ParallelOptions, ParallelReader, Report,
};

use super::Outcome;

/// A body in memory, so many bytes at a time.
pub struct Sips {
    /// What is left of it.
    pub body: Vec<u8>,
    /// Bytes given so far.
    pub given: usize,
    /// Most bytes at a time.
    pub sip: usize,
}

impl ByteSource for Sips {
    type Error = std::convert::Infallible;

    fn read(&mut self, into: &mut [u8]) -> Result<usize, Self::Error> {
        let rest = &self.body[self.given..];
        let read = self.sip.min(into.len()).min(rest.len());
        into[..read].copy_from_slice(&rest[..read]);
        self.given += read;
        Ok(read)
    }
}

/// Decodes the body on several threads; panics where the counts do not hold.
pub fn decode_parallel(
    report: Report,
    options: &DecodeOptions,
    parallel: ParallelOptions,
    body: &[u8],
) -> Outcome {
    let source = Sips { body: body.to_vec(), given: 0, sip: usize::MAX };
    let mut reader = ParallelReader::new(report, options.clone(), parallel, source);
    let mut batches = Vec::new();
    let error = loop {
        match reader.next_batch() {
            Ok(Some(batch)) => batches.push(batch),
            Ok(None) => {
                assert_eq!(reader.next_batch(), Ok(None), "the end stays");
                break None;
            }
            Err(error) => {
                assert_eq!(reader.next_batch(), Err(error.clone()), "an error is final");
                match error {
                    ParallelError::Decode(error) => break Some(error),
                    ParallelError::Source(_) => panic!("the body was there"),
                    ParallelError::Panicked => panic!("a thread panicked"),
                }
            }
        }
    };
    assert!(batches.iter().all(|batch| (1..=options.batch_rows).contains(&batch.num_rows())));
    let outcome = Outcome {
        batches,
        accounting: reader.accounting(),
        quarantined: reader.take_quarantined(),
        error,
        clean: reader.ended_cleanly(),
    };
    outcome.holds();
    outcome
}

impl Outcome {
    /// What differs, but for where batches end; `None` where nothing does.
    pub fn difference(&self, other: &Self) -> Option<String> {
        let rest = |it: &Self| {
            let Self { accounting, quarantined, error, clean, .. } = it.clone();
            (accounting, quarantined, error, clean, it.rows())
        };
        let (here, there) = (rest(self), rest(other));
        if here != there {
            return Some(format!("{here:?}\n{there:?}"));
        }
        row_difference(&self.batches, &other.batches)
    }
}

/// Compares stretches of rows that both have in one batch.
fn row_difference(ones: &[RecordBatch], others: &[RecordBatch]) -> Option<String> {
    let (mut ones, mut others) = (ones.iter().cloned(), others.iter().cloned());
    let (mut one, mut other) = (ones.next(), others.next());
    let mut before = 0;
    while let (Some(a), Some(b)) = (&one, &other) {
        if a.schema() != b.schema() {
            return Some(format!("{:?}\n{:?}", a.schema(), b.schema()));
        }
        let rows = a.num_rows().min(b.num_rows());
        for (place, field) in a.schema().fields().iter().enumerate() {
            let (a, b) = (a.column(place).slice(0, rows), b.column(place).slice(0, rows));
            if *a != *b {
                return Some(format!("{} from row {before} on: {a:?}\n{b:?}", field.name()));
            }
        }
        before += rows;
        let rest = |batch: &RecordBatch| batch.slice(rows, batch.num_rows() - rows);
        let left = |batch: RecordBatch| (batch.num_rows() > 0).then_some(batch);
        let (a, b) = (rest(a), rest(b));
        one = left(a).or_else(|| ones.next());
        other = left(b).or_else(|| others.next());
    }
    None
}
