//! Where a document's bytes go: a hidden file, or memory.

use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::path::{Path, PathBuf};

use super::naming::Naming;
use super::partial::{Partial, io_error};
use crate::{Error, ErrorKind, Result};

/// Bytes gathered before they go to the file.
const BUFFER: usize = 256 << 10;

/// Where bytes go. The file's work is done on threads that may block.
#[derive(Debug)]
pub(super) struct Sink {
    /// None where all is kept in memory.
    file: Option<Target>,
    gathered: Vec<u8>,
}

#[derive(Debug)]
struct Target {
    /// As given; errors name it.
    path: PathBuf,
    partial: Partial,
    file: File,
}

impl Sink {
    pub(super) fn memory() -> Self {
        Self { file: None, gathered: Vec::new() }
    }

    pub(super) async fn file(path: &Path) -> Result<Self> {
        let path = path.to_owned();
        let target = blocking(move || {
            let (partial, file) = Partial::file(&path)?;
            Ok(Target { path, partial, file })
        });
        Ok(Self { file: Some(target.await?), gathered: Vec::with_capacity(BUFFER) })
    }

    pub(super) async fn write(&mut self, chunk: &[u8]) -> Result<()> {
        self.gathered.extend_from_slice(chunk);
        if self.file.is_some() && self.gathered.len() >= BUFFER {
            self.flush().await
        } else {
            Ok(())
        }
    }

    /// Hands what was gathered to the system.
    pub(super) async fn flush(&mut self) -> Result<()> {
        let Some(mut target) = self.file.take() else { return Ok(()) };
        let gathered = std::mem::take(&mut self.gathered);
        let written = blocking(move || {
            let written = target.file.write_all(&gathered);
            written.map_err(|error| io_error("cannot be written", &target.path, &error))?;
            Ok((target, gathered))
        });
        let (target, mut gathered) = written.await?;
        gathered.clear();
        (self.file, self.gathered) = (Some(target), gathered);
        Ok(())
    }

    /// Forgets everything.
    pub(super) async fn restart(&mut self) -> Result<()> {
        self.gathered.clear();
        let Some(mut target) = self.file.take() else { return Ok(()) };
        let restarted = blocking(move || {
            let restarted = target.file.set_len(0).and_then(|()| target.file.rewind());
            restarted.map_err(|error| io_error("cannot be written", &target.path, &error))?;
            Ok(target)
        });
        self.file = Some(restarted.await?);
        Ok(())
    }

    /// Brings the file to disk under its name, unless it is given up meanwhile.
    pub(super) async fn persist(self, naming: Naming) -> Result<()> {
        match self.file {
            None => Ok(()),
            Some(Target { partial, file, .. }) => {
                blocking(move || partial.persist_file(file, &naming)).await
            }
        }
    }

    pub(super) fn into_memory(self) -> Vec<u8> {
        self.gathered
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(Error::new(ErrorKind::Internal, "writing a file ended by a panic")))
}
