//! Many calls of one kind at once: bounded, each with its own result.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_core::future::BoxFuture;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use crate::http::HttpClient;
use crate::{Error, ErrorKind, Result};

#[cfg(test)]
mod tests;

/// Calls under way or done and not yet taken, unless said otherwise.
const CONCURRENCY: usize = 4;

/// One call a key, a few at a time: a stream of keys and results.
///
/// One key's error does not stop the others: it is that key's result. The results come in the order
/// of the keys, unless [`as_completed`](Self::as_completed) is said. Memory is bounded: no more than
/// [`concurrency`](Self::concurrency) calls are under way or done and not yet taken. Where the
/// result is a [`Reader`](crate::Reader), its body waits on its connection until it is read, so each
/// reader is to be read or dropped before many more are taken: the client's own limit on exchanges
/// counts them.
///
/// The calls run as tasks of the async runtime that first polls this, also while nobody polls.
/// Dropping it ends them.
#[must_use = "nothing is called before this is polled"]
pub struct FanOut<K, T> {
    keys: VecDeque<K>,
    job: Job<K, T>,
    /// Whether a key's call is to end.
    stop: Option<Stop<K>>,
    running: VecDeque<(K, JoinHandle<Result<T>>)>,
    concurrency: usize,
    /// What the calls share has room for no more.
    most: usize,
    as_completed: bool,
}

type Job<K, T> = Box<dyn FnMut(K) -> BoxFuture<'static, Result<T>> + Send>;

/// Asked of a key.
pub(crate) type Stop<K> = Arc<dyn Fn(&K) -> bool + Send + Sync>;

/// Calls `job` once a key, a few at a time: see [`FanOut`]. What `T` is the job says: a reader, or
/// the summary of one that it has read.
///
/// ```no_run
/// # async fn run(portal: callrec::IpassPortal) -> callrec::Result<()> {
/// let mut months = callrec::fan_out(["2026-07", "2026-08"], move |month| {
///     let portal = portal.clone();
///     async move {
///         let mut reader = portal.monthly_cdr("1025", month.parse()?).await?;
///         let mut records = 0;
///         while let Some(batch) = reader.next_batch().await {
///             records += batch?.num_rows();
///         }
///         Ok(records)
///     }
/// });
/// while let Some((month, records)) = months.next().await {
///     println!("{month}: {} records", records?);
/// }
/// # Ok(()) }
/// ```
pub fn fan_out<K, T, F>(
    keys: impl IntoIterator<Item = K>,
    mut job: impl FnMut(K) -> F + Send + 'static,
) -> FanOut<K, T>
where
    K: Clone + Send + 'static,
    T: Send + 'static,
    F: Future<Output = Result<T>> + Send + 'static,
{
    FanOut {
        keys: keys.into_iter().collect(),
        job: Box::new(move |key| Box::pin(job(key))),
        stop: None,
        running: VecDeque::new(),
        concurrency: CONCURRENCY,
        most: usize::MAX,
        as_completed: false,
    }
}

impl<K: Clone + Send + 'static, T: Send + 'static> FanOut<K, T> {
    /// The same with another bound on calls under way or done and not yet taken, at least 1. Default
    /// 4; never more than the client's own [`concurrency`] where the results are its readers.
    ///
    /// [`concurrency`]: crate::IpassPortalBuilder::concurrency
    pub fn concurrency(mut self, most: usize) -> Self {
        self.concurrency = most.clamp(1, self.most);
        self
    }

    /// Readers that wait to be read hold a place of their client: were there more of them than places,
    /// those of later keys could keep out the one that is waited for.
    pub(crate) fn within(mut self, client: &HttpClient) -> Self {
        self.most = self.most.min(client.concurrency()).max(1);
        let concurrency = self.concurrency;
        self.concurrency(concurrency)
    }

    /// The same with the results in the order in which they are there.
    pub fn as_completed(mut self) -> Self {
        self.as_completed = true;
        self
    }

    /// Asks whether a key's call is to end: before it is made, and when [`Self::stop`] is called.
    pub(crate) fn stopping(mut self, stop: Stop<K>) -> Self {
        self.stop = Some(stop);
        self
    }

    /// Ends the calls under way that are to end: their results are `Cancelled`.
    pub(crate) fn stop(&mut self) {
        let Some(stop) = &self.stop else { return };
        self.running.iter().filter(|(key, _)| stop(key)).for_each(|(_, task)| task.abort());
    }

    /// Results that are not taken yet.
    pub fn remaining(&self) -> usize {
        self.keys.len() + self.running.len()
    }

    /// The next key and its result; `None` after the last. Cancel-safe.
    pub async fn next(&mut self) -> Option<(K, Result<T>)> {
        std::future::poll_fn(|cx| self.poll_result(cx)).await
    }

    fn poll_result(&mut self, cx: &mut Context<'_>) -> Poll<Option<(K, Result<T>)>> {
        let Ok(runtime) = Handle::try_current() else {
            let error = Error::config("a fan-out needs an async runtime");
            return Poll::Ready(self.keys.pop_front().map(|key| (key, Err(error))));
        };
        while self.running.len() < self.concurrency {
            let Some(key) = self.keys.pop_front() else { break };
            let call = (self.job)(key.clone());
            let task = match &self.stop {
                Some(stop) if stop(&key) => runtime.spawn(async { Err(cancelled()) }),
                _ => runtime.spawn(call),
            };
            self.running.push_back((key, task));
        }
        let looked_at = if self.as_completed { self.running.len() } else { 1 };
        let done =
            self.running.iter_mut().take(looked_at).enumerate().find_map(|(at, (_, task))| {
                match Pin::new(task).poll(cx) {
                    Poll::Ready(result) => Some((at, result)),
                    Poll::Pending => None,
                }
            });
        match done {
            Some((at, result)) => {
                let result = result.unwrap_or_else(|ended| {
                    Err(if ended.is_cancelled() {
                        cancelled()
                    } else {
                        Error::new(ErrorKind::Internal, "a call of a fan-out ended by a panic")
                    })
                });
                Poll::Ready(self.running.remove(at).map(|(key, _)| (key, result)))
            }
            None if self.running.is_empty() => Poll::Ready(None),
            None => Poll::Pending,
        }
    }
}

impl<K: Clone + Send + Unpin + 'static, T: Send + 'static> Stream for FanOut<K, T> {
    type Item = (K, Result<T>);

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_result(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.keys.len() + self.running.len(), Some(self.keys.len() + self.running.len()))
    }
}

fn cancelled() -> Error {
    Error::new(ErrorKind::Cancelled, "the call was cancelled")
}

impl<K, T> Drop for FanOut<K, T> {
    fn drop(&mut self) {
        self.running.iter().for_each(|(_, task)| task.abort());
    }
}

impl<K, T> fmt::Debug for FanOut<K, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FanOut")
            .field("waiting", &self.keys.len())
            .field("running", &self.running.len())
            .field("concurrency", &self.concurrency)
            .field("as_completed", &self.as_completed)
            .finish_non_exhaustive()
    }
}
