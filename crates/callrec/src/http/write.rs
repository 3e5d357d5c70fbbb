//! Sends an operation with effects: once, or as often as its class allows, and says when nobody
//! knows what became of it.

use super::decide::{may_be_done, settled};
use super::retry::Next;
use super::{Fetch, NetworkClock, Opened};
use crate::{Error, ErrorKind, Proof, Result};

/// Bytes of the answer to such an operation, at most.
const MOST_ANSWER: usize = 1 << 20;

/// What became of an operation that was carried out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// The service's answer.
    Answer(Vec<u8>),
    /// It is gone: an earlier try of the deletion had done it and its answer was lost.
    Gone,
}

impl Fetch {
    /// Carries the operation out, or says that it was not, or that it may have been (`Ambiguous`).
    ///
    /// Where this future is dropped half-way, the operation may have been carried out as well.
    pub(crate) async fn write(&self) -> Result<Written> {
        let class = self.request.class();
        let turn = self.client.turn(&self.request);
        let mut clock = NetworkClock::new(self.client.timeouts());
        let mut retry = self.client.retry();
        let mut unsure: Option<Error> = None;
        loop {
            let error = match self.written(&mut clock).await {
                Ok(answer) => {
                    retry.succeeded();
                    return Ok(Written::Answer(answer));
                }
                Err(error) => error,
            };
            match retry.next(class, &clock, error.clone(), unsure.as_ref()) {
                Next::Again(pause) => tokio::time::sleep(pause).await,
                Next::Stand(error) => return Err(error),
                Next::Gone => {
                    retry.succeeded();
                    return Ok(Written::Gone);
                }
            }
            // Looked at after the pause: a later operation may have been issued meanwhile.
            if turn.as_ref().is_some_and(|turn| !turn.is_latest()) {
                let error = error.prefixed("not sent again, a later operation replaced it");
                return Err(settled(class, error, unsure.as_ref()));
            }
            if may_be_done(class, &error) {
                unsure = Some(error);
            }
        }
    }

    /// What an answer to this request holds, made fit to be shown: one line of at most 200 characters
    /// without secrets of the client, the session and the request. `None` for nothing to show.
    pub(crate) async fn shown(&self, text: &str) -> Option<String> {
        let mut secrets = self.request.hidden().to_vec();
        if let Some(session) = &self.session {
            secrets.extend(session.secrets().await);
        }
        self.client.redactor().snippet(text.as_bytes(), &secrets)
    }

    async fn written(&self, clock: &mut NetworkClock) -> Result<Vec<u8>> {
        let Opened { mut body, .. } = self.open(clock).await?;
        let answer = body.whole(MOST_ANSWER, clock).await?;
        // Of a refusal that broke off before its first byte this is all that would come.
        if answer.trim_ascii().is_empty() && body.proof() == Some(Proof::Unproven) {
            let detail = "an answer without a body came, and its end is not proven";
            return Err(Error::new(ErrorKind::Truncated, detail));
        }
        Ok(answer)
    }
}
