//! Quarantined records that wait to be taken, and the end of the reading where there are too many.

use arrow_array::cast::AsArray as _;
use arrow_array::types::UInt64Type;
use arrow_array::{Array as _, RecordBatch};
use callrec_decode::{Accounting, Quarantined, Report};

use crate::{Error, ErrorKind, Result};

/// What waits, and what was handed on beside it.
#[derive(Debug)]
pub(crate) struct Held {
    report: Report,
    most: usize,
    /// Whether all offsets are those of one body, so that they say which record comes first.
    one_body: bool,
    records: Vec<Quarantined>,
    /// How many were taken.
    taken: u64,
    accepted: u64,
    repaired: u64,
    /// The error at the record that is one too many.
    refusal: Option<Error>,
}

/// What a step of a source comes to.
pub(crate) struct Judged {
    pub(crate) next: Option<Result<RecordBatch>>,
    /// Where the reading ends here, how many rows of the step's batch are handed on.
    pub(crate) cut: Option<usize>,
}

impl Held {
    /// For a reader of `report` that keeps `most` records.
    pub(crate) fn new(report: Report, most: usize, one_body: bool) -> Self {
        Self {
            report,
            most,
            one_body,
            records: Vec::new(),
            taken: 0,
            accepted: 0,
            repaired: 0,
            refusal: None,
        }
    }

    /// Takes all records.
    pub(crate) fn take(&mut self) -> Vec<Quarantined> {
        self.taken += self.records.len() as u64;
        std::mem::take(&mut self.records)
    }

    /// The error that ends the reading, if it has come to that.
    pub(crate) fn refusal(&self) -> Option<Error> {
        self.refusal.clone()
    }

    /// Takes up the records set aside in a step, which may be ahead of its batch. Where they are too
    /// many, what comes before the first that is too much is handed on, and nothing else: neither the
    /// rows behind it, nor whatever else ended the step. The error then stands in `refusal`, with
    /// what `name` says of where the report comes from.
    pub(crate) fn judge(
        &mut self,
        next: Option<Result<RecordBatch>>,
        quarantined: Vec<Quarantined>,
        name: impl FnOnce(Error) -> Error,
    ) -> Judged {
        self.records.extend(quarantined);
        let Some(beyond) = self.records.get(self.most) else {
            self.count(next.as_ref());
            return Judged { next, cut: None };
        };
        let rows = match &next {
            Some(Ok(batch)) => rows_before(batch, beyond.offset),
            Some(Err(_)) | None => 0,
        };
        if let Some(Ok(batch)) = &next
            && rows == batch.num_rows()
            && self.one_body
        {
            self.count(next.as_ref());
            return Judged { next, cut: None };
        }
        let error = name(self.error(beyond));
        self.refusal = Some(error.clone());
        self.records.truncate(self.most);
        let next = match next {
            Some(Ok(batch)) if rows > 0 => Some(Ok(batch.slice(0, rows))),
            _ => Some(Err(error)),
        };
        self.count(next.as_ref());
        Judged { next, cut: Some(rows) }
    }

    /// The counts of what was handed on, where the reading ends here: those of the source are ahead.
    pub(crate) fn counted(&self, source: Accounting) -> Accounting {
        if self.refusal.is_none() {
            return source;
        }
        let mut counts = source;
        counts.accepted = self.accepted;
        counts.repaired = self.repaired;
        counts.quarantined = self.taken + self.records.len() as u64;
        counts.read = counts.accepted + counts.repaired + counts.quarantined + counts.duplicate;
        counts
    }

    fn count(&mut self, next: Option<&Result<RecordBatch>>) {
        let Some(Ok(batch)) = next else { return };
        let rows = batch.num_rows();
        let repair = batch.column_by_name("_repair");
        let repaired = repair.map_or(0, |repair| rows - repair.null_count());
        self.repaired += repaired as u64;
        self.accepted += (rows - repaired) as u64;
    }

    /// In the words of the decoder, which says it where no batch was between.
    fn error(&self, beyond: &Quarantined) -> Error {
        let Self { report, most, .. } = self;
        let detail = format!(
            "{report}: more than {most} quarantined records were not taken; take them between \
             batches, or raise quarantine_held"
        );
        Error::new(ErrorKind::Limit, detail)
            .with_line(beyond.line)
            .with_offset(beyond.offset)
            .with_record(beyond.record)
    }
}

/// Rows of a batch that stand before a byte of the input.
fn rows_before(batch: &RecordBatch, offset: u64) -> usize {
    let Some(places) = batch.column_by_name("_offset") else { return batch.num_rows() };
    let places = places.as_primitive::<UInt64Type>().values();
    places.iter().take_while(|&&place| place < offset).count()
}
