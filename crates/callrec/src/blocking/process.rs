//! What belongs to the process that made it, and is not to be touched after a `fork`.

use crate::{Error, ErrorKind, Result};

/// A value of this process. In a child of `fork` the threads behind it are gone and its locks may
/// be held for ever: there it can neither be reached nor dropped, only leaked.
#[derive(Debug)]
pub(super) struct OwnProcess<T> {
    process: u32,
    value: Option<T>,
}

impl<T> OwnProcess<T> {
    pub(super) fn new(value: T) -> Self {
        Self { process: std::process::id(), value: Some(value) }
    }

    pub(super) fn is_here(&self) -> bool {
        self.process == std::process::id()
    }

    /// The value; `Forked` in a child.
    pub(super) fn get(&self) -> Result<&T> {
        match &self.value {
            Some(value) if self.is_here() => Ok(value),
            _ => Err(forked()),
        }
    }

    /// The value itself; `Forked` in a child, where it is leaked.
    pub(super) fn into_inner(mut self) -> Result<T> {
        match self.value.take() {
            Some(value) if self.is_here() => Ok(value),
            value => {
                std::mem::forget(value);
                Err(forked())
            }
        }
    }

    /// Another value made of it, of the same process.
    pub(super) fn map<U>(mut self, make: impl FnOnce(T) -> U) -> OwnProcess<U> {
        let process = self.process;
        let value = match self.value.take() {
            Some(value) if self.is_here() => Some(make(value)),
            value => {
                std::mem::forget(value);
                None
            }
        };
        OwnProcess { process, value }
    }

    /// The value; `Forked` in a child.
    pub(super) fn get_mut(&mut self) -> Result<&mut T> {
        match &mut self.value {
            Some(value) if self.process == std::process::id() => Ok(value),
            _ => Err(forked()),
        }
    }
}

impl<T> Drop for OwnProcess<T> {
    fn drop(&mut self) {
        if !self.is_here() {
            std::mem::forget(self.value.take());
        }
    }
}

fn forked() -> Error {
    Error::new(ErrorKind::Forked, "it was made before a fork and is used in the child")
}
