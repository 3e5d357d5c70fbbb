//! A download that runs on the shared runtime and sends its batches through a bounded channel.

use std::sync::Arc;

use arrow_array::RecordBatch;
use callrec_decode::{Accounting, Quarantined};
use tokio::sync::mpsc;

use super::cancel::{CancelHandle, Interrupt};
use super::process::OwnProcess;
use super::runtime::Runtime;
use super::wait::wait;
use crate::providers::billing_feed::Covered;
use crate::{Error, ErrorKind, Proof, Result};

/// Batches that may wait for a slow consumer. The download stops reading beyond them.
const AHEAD: usize = 2;

/// The receiving end.
#[derive(Debug)]
pub(super) struct Remote {
    channel: OwnProcess<mpsc::Receiver<Message>>,
    cancel: CancelHandle,
    runtime: Arc<Runtime>,
    interrupt: Interrupt,
}

/// What one step of the download gave, and how far it is.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) next: Option<Result<RecordBatch>>,
    pub(super) accounting: Accounting,
    pub(super) proof: Option<Proof>,
    pub(super) quarantined: Vec<Quarantined>,
    pub(super) covered: Option<Covered>,
}

impl Remote {
    pub(super) fn start(
        mut reader: crate::Reader,
        runtime: Arc<Runtime>,
        cancel: CancelHandle,
        interrupt: Interrupt,
    ) -> Result<Self> {
        let (sender, receiver) = mpsc::channel(AHEAD);
        let task = runtime.spawn(async move {
            loop {
                let next = reader.next_batch().await;
                let last = !matches!(next, Some(Ok(_)));
                let message = Message {
                    next,
                    accounting: reader.accounting(),
                    proof: reader.proof(),
                    quarantined: reader.take_quarantined(),
                    covered: reader.covered(),
                };
                if sender.send(message).await.is_err() || last {
                    break;
                }
            }
        })?;
        cancel.attach(task.abort_handle());
        Ok(Self { channel: OwnProcess::new(receiver), cancel, runtime, interrupt })
    }

    /// The next step, waited for. Errors are the caller's: cancelled, forked, inside a runtime.
    pub(super) fn next(&mut self) -> Result<Message> {
        self.runtime.check()?;
        let received = wait(self.channel.get_mut()?.recv(), &self.interrupt)?;
        self.cancel.check()?;
        received
            .ok_or_else(|| Error::new(ErrorKind::Internal, "the reader's task ended by a panic"))
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        if self.channel.is_here() {
            self.cancel.cancel();
        }
    }
}
