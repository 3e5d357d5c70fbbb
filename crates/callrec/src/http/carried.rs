//! Credentials that go with each request of a client: wrong ones are sent once and never again,
//! because accounts lock.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::{Mutex, MutexGuard};

use super::{NetworkClock, Stage};
use crate::{Error, ErrorKind, Result};

/// What of the client's credentials goes with a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Carries {
    /// None: those of a session, if any, are the session's matter.
    #[default]
    Nothing,
    /// Name and password. Whatever answer asks for a login refuses them.
    Password,
    /// A key. 401 without a code of the provider's own refuses it: anything else may be about the
    /// company that is acted for.
    Key,
}

/// What is known of the credentials of one client.
#[derive(Debug, Default)]
pub(super) struct Carried {
    /// Whether they were ever taken.
    taken: AtomicBool,
    refused: OnceLock<Error>,
    /// Held by the call that shows whether a password is taken, so that several at once do not each
    /// send a wrong one.
    first: Mutex<()>,
}

impl Carried {
    /// Lets a request pass unless they were refused. Until a password was taken, one request after
    /// the other: the next waits until this one's guard is dropped.
    pub(super) async fn pass(
        &self,
        carries: Carries,
        clock: &mut NetworkClock,
    ) -> Result<Option<MutexGuard<'_, ()>>> {
        if carries == Carries::Nothing {
            return Ok(None);
        }
        self.check()?;
        if carries == Carries::Key || self.taken.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let turn =
            clock.queue(self.first.lock()).await.map_err(|e| e.with_stage(Stage::NotSent))?;
        self.check()?;
        Ok((!self.taken.load(Ordering::Relaxed)).then_some(turn))
    }

    fn check(&self) -> Result<()> {
        match self.refused.get() {
            // Of this request nothing was sent, so that it is never in doubt.
            Some(error) => Err(error
                .clone()
                .prefixed("the credentials were refused before and are not sent again")
                .with_stage(Stage::NotSent)),
            None => Ok(()),
        }
    }

    /// Notes that they were taken.
    pub(super) fn taken(&self, carries: Carries) {
        if carries != Carries::Nothing {
            self.taken.store(true, Ordering::Relaxed);
        }
    }

    /// Notes a refusal, if it is one of the credentials; the error then says that it is for good.
    pub(super) fn refused(&self, carries: Carries, error: Error) -> Error {
        let theirs = match carries {
            Carries::Nothing => false,
            // 407, or no status at all, is of a proxy's credentials.
            Carries::Password => {
                error.kind() == ErrorKind::Auth
                    && error.http_status().is_some_and(|status| status != 407)
            }
            Carries::Key => error.http_status() == Some(401) && error.provider_code().is_none(),
        };
        if !theirs {
            return error;
        }
        let error = error.refused_for_good();
        let _ = self.refused.set(error.clone());
        error
    }
}
