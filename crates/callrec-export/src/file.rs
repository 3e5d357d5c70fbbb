//! A file that is there whole or not at all.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use crate::partial::Partial;
use crate::{ExportError, Format, Operation, WriteOptions, Writer};

/// Bytes gathered before they go to the file: Parquet and Arrow write many small pieces.
const BUFFER: usize = 256 << 10;

/// Writes batches to a hidden file beside the target and renames it when all is on disk.
///
/// Until [`finish`](Self::finish) has succeeded, nothing is under the target's name, or what was there
/// before still is. Dropped without `finish`, the hidden file is removed. A process that is killed
/// leaves a file `.NAME.….partial`, which may be deleted.
pub struct FileWriter {
    /// As given; errors name it.
    path: PathBuf,
    writer: Writer<BufWriter<File>>,
    partial: Partial,
}

impl FileWriter {
    /// A writer whose format is told by the path's extension.
    ///
    /// # Errors
    ///
    /// [`ExportError::UnknownFormat`]; [`ExportError::NotAFile`] when the target is a directory, a
    /// device or a pipe; and what [`Writer::new`] fails with.
    pub fn create(
        path: impl AsRef<Path>,
        schema: &SchemaRef,
        options: WriteOptions,
    ) -> Result<Self, ExportError> {
        let format = Format::from_path(path.as_ref())?;
        Self::create_as(path, format, schema, options)
    }

    /// A writer of the given format, whatever the path's extension.
    ///
    /// # Errors
    ///
    /// As for [`create`](Self::create).
    pub fn create_as(
        path: impl AsRef<Path>,
        format: Format,
        schema: &SchemaRef,
        options: WriteOptions,
    ) -> Result<Self, ExportError> {
        let path = path.as_ref().to_owned();
        let (partial, file) = Partial::create(&path)?;
        let output = BufWriter::with_capacity(BUFFER, file);
        let writer =
            Writer::new(output, format, schema, options).map_err(|error| error.at(&path))?;
        Ok(Self { path, writer, partial })
    }

    /// Where the file will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the rows of a batch.
    ///
    /// # Errors
    ///
    /// As for [`Writer::write`], with the target's path.
    pub fn write(&mut self, batch: &RecordBatch) -> Result<(), ExportError> {
        self.writer.write(batch).map_err(|error| error.at(&self.path))
    }

    /// Completes the file, brings it to disk and gives it its name.
    ///
    /// # Errors
    ///
    /// As for [`write`](Self::write). The target is untouched, except after an error of
    /// [`Operation::SyncDirectory`]: then the file is whole and has its name, but a loss of power may
    /// still undo the renaming.
    pub fn finish(self) -> Result<(), ExportError> {
        let Self { path, writer, partial } = self;
        let output = writer.finish().map_err(|error| error.at(&path))?;
        let file = output
            .into_inner()
            .map_err(|error| ExportError::io(Operation::Write, Some(&path), error.into_error()))?;
        partial.persist(file)
    }
}
