//! The rows that were set aside, for somebody to mend: a table of its own.

use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StringArray, UInt64Array};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use callrec::Quarantined;
use callrec_export::{Format, WriteOptions};

use super::options::Target;
use super::sink::Sink;
use crate::exit::Exit;
use crate::failure::Failure;

/// The file of quarantined rows; it has none where there were none.
pub(crate) struct QuarantineFile {
    sink: Sink,
    schema: SchemaRef,
}

impl QuarantineFile {
    /// Opens it; NDJSON unless the extension names another format.
    pub(crate) fn create(path: &Path) -> Result<Self, Failure> {
        let schema = schema();
        let format = Format::from_path(path).unwrap_or(Format::Ndjson);
        let sink =
            Sink::open(&Target::File(path.to_owned(), format), &schema, WriteOptions::default())?;
        Ok(Self { sink, schema })
    }

    /// Adds rows.
    pub(crate) fn write(&mut self, records: &[Quarantined]) -> Result<(), Failure> {
        let batch = RecordBatch::try_new(SchemaRef::clone(&self.schema), columns(records));
        let batch = batch.map_err(|error| {
            Failure::new(Exit::Internal, format!("quarantined rows make no table: {error}"))
        })?;
        self.sink.write(&batch)
    }

    /// Gives it its name.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        self.sink.finish().map(|_| ())
    }
}

fn schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new("line", DataType::UInt64, false),
        Field::new("offset", DataType::UInt64, false),
        Field::new("record", DataType::UInt64, false),
        Field::new("column", DataType::Utf8, true),
        Field::new("reason", DataType::Utf8, false),
        // The bytes as they came: as text where they are UTF-8, else in base64.
        Field::new("raw", DataType::Utf8, true),
        Field::new("raw_base64", DataType::Utf8, true),
    ]))
}

fn columns(records: &[Quarantined]) -> Vec<ArrayRef> {
    let number = |of: fn(&Quarantined) -> u64| -> ArrayRef {
        Arc::new(UInt64Array::from_iter_values(records.iter().map(of)))
    };
    let text = |record: &Quarantined| std::str::from_utf8(&record.raw).ok().map(str::to_owned);
    let base64 = |record: &Quarantined| {
        std::str::from_utf8(&record.raw).is_err().then(|| BASE64_STANDARD.encode(&record.raw))
    };
    let columns = records.iter().map(|record| record.column.clone());
    let reasons = records.iter().map(|record| record.reason.to_string());
    vec![
        number(|record| record.line),
        number(|record| record.offset),
        number(|record| record.record),
        Arc::new(StringArray::from_iter(columns)),
        Arc::new(StringArray::from_iter_values(reasons)),
        Arc::new(StringArray::from_iter(records.iter().map(text))),
        Arc::new(StringArray::from_iter(records.iter().map(base64))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use callrec::Reason;

    #[test]
    fn bytes_that_are_no_text_come_in_base64() {
        let record = |raw: &[u8], column: Option<&str>| Quarantined {
            raw: raw.to_vec(),
            offset: 7,
            line: 2,
            record: 1,
            column: column.map(str::to_owned),
            reason: Reason::Utf8,
        };
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("aside");
        let mut file = QuarantineFile::create(&path).expect("a file");
        file.write(&[record(b"a,\"b", None), record(b"\xff\n", Some("user_id"))]).expect("rows");
        file.finish().expect("finished");
        let expected = concat!(
            r#"{"line":2,"offset":7,"record":1,"column":null,"reason":"not UTF-8","#,
            r#""raw":"a,\"b","raw_base64":null}"#,
            "\n",
            r#"{"line":2,"offset":7,"record":1,"column":"user_id","reason":"not UTF-8","#,
            r#""raw":null,"raw_base64":"/wo="}"#,
            "\n",
        );
        assert_eq!(std::fs::read_to_string(&path).expect("the file"), expected);
    }
}
