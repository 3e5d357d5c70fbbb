//! What is wrong with what a call gave whose answer was cut.

use callrec::{Error, ErrorKind};
use callrec_simulator::Simulator;

use crate::service::gave::Gave;

/// Of a refusal, what may be cut away and its text still says all that it says.
const END_OF_TEXT: &[u8] = b".</errorMessage>\n</error>\n";

/// What the cut answer was the answer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Something that has no effects.
    Read,
    /// A look before something that has: with no answer to it nothing is sent.
    Look,
    /// Something that may have been carried out.
    Write,
    /// Something that was refused, which may be heard or not.
    Refused,
}

/// A call, what it was answered, and what it gives where nothing is cut.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    pub(super) simulator: &'a Simulator,
    pub(super) whole: &'a Gave,
    pub(super) what: What,
    /// Whether the status said that all is well.
    pub(super) is_well: bool,
    /// What was cut away.
    pub(super) lost: &'a [u8],
    /// Whether nothing marks the end of the body but its own text.
    pub(super) unmarked: bool,
    /// Which of the call's requests was answered by less than its answer, from 1.
    pub(super) cut: usize,
    /// Requests of the call.
    pub(super) asked: usize,
}

impl Judge<'_> {
    pub(super) fn judge(&self, gave: &Gave) -> Result<(), String> {
        // A refusal whose text was whole is one: what it says goes.
        let told = self.what == What::Look && !self.is_well && END_OF_TEXT.ends_with(self.lost);
        let once = matches!(self.what, What::Write | What::Look) && !told;
        if self.asked < self.cut || (once && self.asked > self.cut) {
            return Err(format!("{} requests, cut was number {}", self.asked, self.cut));
        }
        let Some(error) = &gave.error else { return self.clean(gave) };
        let shown = format!("{error} {error:?}");
        let secrets = [
            self.simulator.password(),
            self.simulator.rest_key(),
            self.simulator.feed_password(),
            self.simulator.get_calls_password(),
        ];
        if secrets.iter().any(|secret| shown.contains(secret)) || shown.contains('\n') {
            return Err("the error tells a secret, or takes more than a line".to_owned());
        }
        if !self.fits(error) {
            return Err(format!("{}: {error}", error.kind()));
        }
        match gave.begins(self.whole) {
            true => Ok(()),
            false => Err("rows that are not the first ones".to_owned()),
        }
    }

    fn fits(&self, error: &Error) -> bool {
        let kind = error.kind();
        match self.what {
            What::Write => return kind == ErrorKind::Ambiguous && !error.is_retryable(),
            // By its status or by the text that was not cut away.
            What::Refused => return true,
            What::Look if !self.is_well => {
                let of_the_status = [ErrorKind::Service, ErrorKind::Ambiguous, ErrorKind::NotFound];
                if of_the_status.contains(&kind) {
                    return true;
                }
            }
            What::Look | What::Read => {}
        }
        let kinds = [ErrorKind::Truncated, ErrorKind::Transport, ErrorKind::Incomplete];
        // A few bytes whose end is not marked look like nothing known.
        let unknown = self.unmarked && kind == ErrorKind::NotData;
        unknown || (kinds.contains(&kind) && error.is_retryable())
    }

    /// A clean end is wrong, but for two that may be where nothing marks the end of the body: one that
    /// holds all there is, since the body marks its end itself or was fetched once more; and a write
    /// that by its status was carried out, with a warning that its answer cannot be read.
    fn clean(&self, gave: &Gave) -> Result<(), String> {
        let fits = match self.what {
            What::Read => gave.equals(self.whole),
            What::Write => !gave.warnings.is_empty() || self.lost.trim_ascii().is_empty(),
            What::Look | What::Refused => false,
        };
        match self.unmarked && fits {
            true => Ok(()),
            false => Err(format!("a clean end: {} rows, {:?}", gave.rows(), gave.warnings)),
        }
    }
}
