//! One format to one output.

use std::io::Write;

use arrow_array::RecordBatch;
use arrow_schema::{Schema, SchemaRef};

use crate::arrow_file::ArrowFileWriter;
use crate::csv::CsvWriter;
use crate::ndjson::NdjsonWriter;
use crate::parquet_file::ParquetWriter;
use crate::secret::Veil;
use crate::text::Cells;
use crate::{ExportError, Format, Operation};

/// Choices about the written form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WriteOptions {
    /// CSV only: put `'` before text cells that begin with `=`, `+`, `-`, `@`, TAB or CR, which
    /// spreadsheet programs would take for formulas. Lossy: the mark becomes part of the text. Numbers
    /// are left as they are. Default false.
    pub excel_safe: bool,
    /// Write what stands in columns that are marked secret (`callrec.secret` = `true` in the field's
    /// metadata): passwords, tokens and links that stand for them. Default false: every value of such
    /// a column that is not null is written as `***`.
    pub reveal_secrets: bool,
}

impl WriteOptions {
    /// The defaults with [`excel_safe`](Self::excel_safe) set.
    pub fn with_excel_safe(mut self, excel_safe: bool) -> Self {
        self.excel_safe = excel_safe;
        self
    }

    /// The defaults with [`reveal_secrets`](Self::reveal_secrets) set.
    pub fn with_reveal_secrets(mut self, reveal_secrets: bool) -> Self {
        self.reveal_secrets = reveal_secrets;
        self
    }
}

/// Writes batches of one schema as one format.
///
/// Nothing is whole before [`finish`](Self::finish): CSV may lack its header, Parquet and Arrow lack
/// their footers. Writes to the output are large, one or more a batch; it needs no buffer of its own
/// for the text formats. Memory is bounded by a batch, for Parquet by a row group.
pub struct Writer<W: Write + Send> {
    schema: SchemaRef,
    veil: Veil,
    encoder: Encoder<W>,
}

enum Encoder<W: Write + Send> {
    Csv(CsvWriter<W>),
    Ndjson(NdjsonWriter<W>),
    Parquet(Box<ParquetWriter<W>>),
    ArrowFile(Box<ArrowFileWriter<W>>),
}

impl<W: Write + Send> Writer<W> {
    /// A writer for batches of `schema`.
    ///
    /// # Errors
    ///
    /// [`ExportError::UnsupportedColumn`] when a text format has no form for a column's type; no such
    /// type is in callrec's own schemas. Parquet and Arrow write their first bytes here and may fail
    /// with what [`write`](Self::write) fails with.
    pub fn new(
        output: W,
        format: Format,
        schema: &SchemaRef,
        options: WriteOptions,
    ) -> Result<Self, ExportError> {
        if format.is_text() {
            check_columns(schema, format)?;
        }
        let encoder = match format {
            Format::Csv => Encoder::Csv(CsvWriter::new(output, schema, options.excel_safe)),
            Format::Ndjson => Encoder::Ndjson(NdjsonWriter::new(output, schema)),
            Format::Parquet => Encoder::Parquet(Box::new(ParquetWriter::new(output, schema)?)),
            Format::ArrowFile => {
                Encoder::ArrowFile(Box::new(ArrowFileWriter::new(output, schema)?))
            }
        };
        let veil = if options.reveal_secrets { Veil::none() } else { Veil::of(schema) };
        Ok(Self { schema: SchemaRef::clone(schema), veil, encoder })
    }

    /// Writes the rows of a batch.
    ///
    /// # Errors
    ///
    /// [`ExportError::SchemaMismatch`] for a batch of other columns; [`ExportError::DiskFull`],
    /// [`ExportError::Io`] (a broken pipe among them) and [`ExportError::Encode`] from the output and
    /// the encoder. After an error the output is not whole and the writer is of no more use.
    pub fn write(&mut self, batch: &RecordBatch) -> Result<(), ExportError> {
        if batch.schema_ref().fields() != self.schema.fields() {
            return Err(ExportError::SchemaMismatch);
        }
        let batch = self.veil.over(batch);
        let batch = &*batch.map_err(|error| ExportError::arrow(self.encoder.format(), error))?;
        match &mut self.encoder {
            Encoder::Csv(encoder) => encoder.write(batch),
            Encoder::Ndjson(encoder) => encoder.write(batch),
            Encoder::Parquet(encoder) => encoder.write(batch),
            Encoder::ArrowFile(encoder) => encoder.write(batch),
        }
    }

    /// Writes what is left, flushes, and gives the output back.
    ///
    /// # Errors
    ///
    /// As for [`write`](Self::write).
    pub fn finish(self) -> Result<W, ExportError> {
        let mut output = match self.encoder {
            Encoder::Csv(encoder) => encoder.finish()?,
            Encoder::Ndjson(encoder) => encoder.into_inner(),
            Encoder::Parquet(encoder) => encoder.finish()?,
            Encoder::ArrowFile(encoder) => encoder.finish()?,
        };
        output.flush().map_err(|error| ExportError::io(Operation::Write, None, error))?;
        Ok(output)
    }
}

impl<W: Write + Send> Encoder<W> {
    fn format(&self) -> Format {
        match self {
            Self::Csv(_) => Format::Csv,
            Self::Ndjson(_) => Format::Ndjson,
            Self::Parquet(_) => Format::Parquet,
            Self::ArrowFile(_) => Format::ArrowFile,
        }
    }
}

fn check_columns(schema: &Schema, format: Format) -> Result<(), ExportError> {
    match schema.fields().iter().find(|field| !Cells::supports(field)) {
        None => Ok(()),
        Some(field) => Err(ExportError::UnsupportedColumn {
            column: field.name().clone(),
            data_type: field.data_type().clone(),
            format,
        }),
    }
}
