//! Apache Parquet.

use std::io::{self, Write};

use arrow_array::RecordBatch;
use arrow_schema::{Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use crate::{ExportError, Format, Operation, plain};

/// A row group ends at whichever comes first: what readers like to take at once, and what is kept in
/// memory while it is written.
const ROW_GROUP_ROWS: usize = 1 << 20;
const ROW_GROUP_BYTES: usize = 128 << 20;

pub(crate) struct ParquetWriter<W: Write> {
    inner: ArrowWriter<Lent<W>>,
    schema: SchemaRef,
}

/// The output while the encoder has it. Taken back by `ArrowWriter::into_inner`, a fault of its last
/// flush would be a text without its kind.
struct Lent<W>(Option<W>);

impl<W: Write> Write for Lent<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.as_mut().map_or(Ok(0), |output| output.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.as_mut().map_or(Ok(()), W::flush)
    }
}

impl<W: Write + Send> ParquetWriter<W> {
    pub(crate) fn new(output: W, schema: &Schema) -> Result<Self, ExportError> {
        let schema = plain::schema(schema);
        let mut metadata: Vec<_> = schema
            .metadata()
            .iter()
            .map(|(key, value)| KeyValue::new(key.clone(), value.clone()))
            .collect();
        // The same records must give the same bytes.
        metadata.sort_by(|one, other| one.key.cmp(&other.key));
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
            .set_max_row_group_bytes(Some(ROW_GROUP_BYTES))
            .set_created_by(format!("callrec {}", plain::VERSION.1))
            .set_key_value_metadata(Some(metadata))
            .build();
        let inner =
            ArrowWriter::try_new(Lent(Some(output)), SchemaRef::clone(&schema), Some(properties))
                .map_err(ExportError::parquet)?;
        Ok(Self { inner, schema })
    }

    pub(crate) fn write(&mut self, batch: &RecordBatch) -> Result<(), ExportError> {
        let batch = plain::batch(batch, &self.schema)
            .map_err(|error| ExportError::arrow(Format::Parquet, error))?;
        self.inner.write(&batch).map_err(ExportError::parquet)
    }

    pub(crate) fn finish(mut self) -> Result<W, ExportError> {
        self.inner.finish().map_err(ExportError::parquet)?;
        let output = self.inner.inner_mut().0.take();
        output.ok_or_else(|| {
            let gone = io::Error::other("the output was taken before");
            ExportError::io(Operation::Write, None, gone)
        })
    }
}
