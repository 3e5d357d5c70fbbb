//! Reads window after window, and keeps of each what lies in it.

use std::sync::Arc;
use std::vec::IntoIter;

use arrow_array::cast::AsArray as _;
use arrow_array::types::TimestampMicrosecondType;
use arrow_array::{Array as _, BooleanArray, RecordBatch};
use arrow_select::filter::filter_record_batch;
use callrec_decode::{Accounting, Quarantined, Report};
use futures_core::future::BoxFuture;

use super::client::{GetCalls, at};
use super::window::{Side, Window};
use crate::download::{Download, Progress};
use crate::reader::Source;
use crate::{Error, ErrorKind, Proof, Result};

/// The engine below a reader of [`GetCalls::get_calls`].
pub(super) struct Windows {
    calls: GetCalls,
    profile: String,
    left: IntoIter<Window>,
    now: Option<Open>,
    /// Of the windows that have ended.
    ended: Accounting,
    quarantined: Vec<Quarantined>,
    proof: Option<Proof>,
    progress: Arc<Progress>,
}

/// A window on its way.
struct Open {
    window: Window,
    download: Download,
    /// Bytes that were told.
    bytes: u64,
    /// Records that the next window has.
    accepted_outside: u64,
    repaired_outside: u64,
}

impl Windows {
    /// Opens the first window.
    pub(super) async fn open(calls: GetCalls, profile: &str, windows: Vec<Window>) -> Result<Self> {
        let mut reading = Self {
            calls,
            profile: profile.to_owned(),
            left: windows.into_iter(),
            now: None,
            ended: Accounting::default(),
            quarantined: Vec::new(),
            proof: None,
            progress: Arc::default(),
        };
        reading.open_next().await?;
        Ok(reading)
    }

    /// Opens the next window; false after the last.
    async fn open_next(&mut self) -> Result<bool> {
        let Some(window) = self.left.next() else { return Ok(false) };
        let download = self.calls.open(&self.profile, window).await?;
        let (accepted_outside, repaired_outside) = (0, 0);
        self.now = Some(Open { window, download, bytes: 0, accepted_outside, repaired_outside });
        Ok(true)
    }

    async fn advance(&mut self) -> Result<Option<RecordBatch>> {
        loop {
            let Some(open) = &mut self.now else {
                if !self.open_next().await? {
                    return Ok(None);
                }
                continue;
            };
            let next = open.download.next().await;
            let bytes = open.download.progress().bytes();
            self.progress.add(usize::try_from(bytes.saturating_sub(open.bytes)).unwrap_or(0));
            open.bytes = bytes;
            self.quarantined.extend(open.download.take_quarantined());
            match next {
                Some(batch) => {
                    let batch = open.keep(batch?)?;
                    if batch.num_rows() > 0 {
                        return Ok(Some(batch));
                    }
                }
                None => {
                    let proof = open.download.proof().unwrap_or(Proof::Unproven);
                    self.proof = Some(self.proof.map_or(proof, |before| before.weaker(proof)));
                    self.ended = self.accounting();
                    self.now = None;
                }
            }
        }
    }
}

impl Open {
    /// The rows of a batch that lie in the window.
    fn keep(&mut self, batch: RecordBatch) -> Result<RecordBatch> {
        let start = batch
            .column_by_name("call_start_local")
            .and_then(|start| start.as_primitive_opt::<TimestampMicrosecondType>())
            .ok_or_else(|| Error::new(ErrorKind::Internal, "the calls have no start"))?;
        let mut keep = Vec::with_capacity(batch.num_rows());
        for at in start.iter() {
            // Without a start nothing says where else it would be.
            let side = at.map_or(Side::Inside, |at| self.window.side(at));
            if side == Side::Outside {
                let window = self.window;
                let detail =
                    format!("a record came that lies outside of {window}, which was asked for");
                return Err(Error::new(ErrorKind::ContinuityBroken, detail)
                    .with_hint("ask the provider which dates it goes by"));
            }
            keep.push(side == Side::Inside);
        }
        if keep.iter().all(|kept| *kept) {
            return Ok(batch);
        }
        let repair = batch.column_by_name("_repair");
        for (row, _) in keep.iter().enumerate().filter(|(_, kept)| !**kept) {
            match repair.is_some_and(|repair| repair.is_valid(row)) {
                true => self.repaired_outside += 1,
                false => self.accepted_outside += 1,
            }
        }
        filter_record_batch(&batch, &BooleanArray::from(keep)).map_err(|error| {
            Error::new(ErrorKind::Internal, format!("rows cannot be taken out: {error}"))
        })
    }

    fn accounting(&self) -> Accounting {
        let mut counts = self.download.accounting();
        counts.accepted = counts.accepted.saturating_sub(self.accepted_outside);
        counts.repaired = counts.repaired.saturating_sub(self.repaired_outside);
        counts.duplicate += self.accepted_outside + self.repaired_outside;
        counts
    }
}

impl Source for Windows {
    fn report(&self) -> Report {
        Report::GetCalls
    }

    fn next(&mut self) -> BoxFuture<'_, Option<Result<RecordBatch>>> {
        Box::pin(async { self.advance().await.map_err(at).transpose() })
    }

    fn accounting(&self) -> Accounting {
        let Some(open) = &self.now else { return self.ended };
        let now = open.accounting();
        let mut total = self.ended;
        total.read += now.read;
        total.accepted += now.accepted;
        total.repaired += now.repaired;
        total.quarantined += now.quarantined;
        total.duplicate += now.duplicate;
        assert!(total.balanced(), "a record of getcalls was counted twice or not at all");
        total
    }

    fn take_quarantined(&mut self) -> Vec<Quarantined> {
        std::mem::take(&mut self.quarantined)
    }

    fn proof(&self) -> Option<Proof> {
        self.proof.filter(|_| self.now.is_none() && self.left.len() == 0)
    }

    fn quarantine_held(&self) -> usize {
        self.calls.quarantine_held()
    }

    fn named(&self, error: Error) -> Error {
        at(error)
    }

    fn progress(&self) -> Arc<Progress> {
        self.progress.clone()
    }
}
