//! Whether a file still gets its name, agreed on by who writes it and who gives it up.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::{Error, ErrorKind, Result};

/// One of two things comes about and both sides know which: the file has its name, or never gets it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Naming(Arc<Mutex<Fate>>);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Fate {
    #[default]
    Open,
    Named,
    GivenUp,
}

impl Naming {
    /// Does what gives the name; `Cancelled` where the file was given up before.
    pub(super) fn give(&self, rename: impl FnOnce() -> Result<()>) -> Result<()> {
        // Held for the renaming: who gives up meanwhile waits for that one call of the system.
        let mut fate = self.fate();
        if *fate == Fate::GivenUp {
            return Err(Error::new(ErrorKind::Cancelled, "the file was given up"));
        }
        rename()?;
        *fate = Fate::Named;
        Ok(())
    }

    /// Gives the file up: from here on it never gets its name. False where it has it.
    pub(crate) fn give_up(&self) -> bool {
        let mut fate = self.fate();
        if *fate == Fate::Open {
            *fate = Fate::GivenUp;
        }
        *fate == Fate::GivenUp
    }

    fn fate(&self) -> MutexGuard<'_, Fate> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives a file up when it is dropped.
#[derive(Debug)]
pub(super) struct GivesUp(pub(super) Naming);

impl Drop for GivesUp {
    fn drop(&mut self) {
        self.0.give_up();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_up_gets_no_name() {
        let naming = Naming::default();
        drop(GivesUp(naming.clone()));
        let error = naming.give(|| unreachable!("it was given up")).expect_err("given up");
        assert_eq!(error.kind(), ErrorKind::Cancelled);
        assert!(naming.give_up());
    }

    #[test]
    fn what_has_its_name_cannot_be_given_up() {
        let naming = Naming::default();
        naming.give(|| Ok(())).expect("renamed");
        assert!(!naming.give_up());
    }

    #[test]
    fn what_could_not_be_renamed_can_be_given_up() {
        let naming = Naming::default();
        let failed = naming.give(|| Err(Error::new(ErrorKind::Io, "no")));
        assert_eq!(failed.expect_err("failed").kind(), ErrorKind::Io);
        assert!(naming.give_up());
    }
}
