//! Comma-separated values.

use std::io::Write;

use arrow_array::RecordBatch;
use arrow_schema::Schema;

use crate::text::{self, Cells, Value};
use crate::{ExportError, Operation};

pub(crate) struct CsvWriter<W> {
    output: W,
    excel_safe: bool,
    /// The lines of one batch; at first the header.
    lines: Vec<u8>,
    /// A field that is put together before it is quoted.
    field: Vec<u8>,
}

/// First characters that make a spreadsheet program take a text for a formula.
const FORMULA: &[u8] = b"=+-@\t\r";

impl<W: Write> CsvWriter<W> {
    pub(crate) fn new(output: W, schema: &Schema, excel_safe: bool) -> Self {
        let mut lines = Vec::new();
        for (index, field) in schema.fields().iter().enumerate() {
            if index > 0 {
                lines.push(b',');
            }
            append_text(field.name().as_bytes(), &mut lines);
        }
        lines.push(b'\n');
        Self { output, excel_safe, lines, field: Vec::new() }
    }

    pub(crate) fn write(&mut self, batch: &RecordBatch) -> Result<(), ExportError> {
        let columns: Vec<_> =
            batch.columns().iter().filter_map(|column| Cells::of(column)).collect();
        for row in 0..batch.num_rows() {
            for (index, cells) in columns.iter().enumerate() {
                if index > 0 {
                    self.lines.push(b',');
                }
                if let Some(value) = cells.value(row) {
                    self.append(value);
                }
            }
            self.lines.push(b'\n');
        }
        self.flush()
    }

    /// Writes the header too, where no batch has come.
    pub(crate) fn finish(mut self) -> Result<W, ExportError> {
        self.flush()?;
        Ok(self.output)
    }

    fn flush(&mut self) -> Result<(), ExportError> {
        let written = self.output.write_all(&self.lines);
        self.lines.clear();
        written.map_err(|error| ExportError::io(Operation::Write, None, error))
    }

    fn append(&mut self, value: Value<'_>) {
        let into = &mut self.lines;
        match value {
            Value::Text(text) => {
                let text = text.as_bytes();
                if self.excel_safe && text.first().is_some_and(|first| FORMULA.contains(first)) {
                    self.field.clear();
                    self.field.push(b'\'');
                    self.field.extend_from_slice(text);
                    append_text(&self.field, into);
                } else {
                    append_text(text, into);
                }
            }
            Value::Integer(number) => text::append_number(number, into),
            Value::Unsigned(number) => text::append_number(number, into),
            Value::Flag(flag) => text::append_number(flag, into),
            Value::Decimal(unscaled, scale) => text::append_decimal(unscaled, scale, into),
            Value::Time(micros, utc) => text::append_time(micros, utc, into),
            Value::Date(days) => text::append_date(days, into),
            Value::Clock(micros) => text::append_clock(micros, into),
            Value::Map(entries) => {
                self.field.clear();
                text::append_map(&entries, &mut self.field);
                append_text(&self.field, into);
            }
        }
    }
}

/// Appends a field, in quotes where it must be; an empty one too, as null is nothing at all.
fn append_text(text: &[u8], into: &mut Vec<u8>) {
    if !text.is_empty() && !text.iter().any(|byte| b",\"\r\n".contains(byte)) {
        into.extend_from_slice(text);
        return;
    }
    into.push(b'"');
    for &byte in text {
        if byte == b'"' {
            into.push(b'"');
        }
        into.push(byte);
    }
    into.push(b'"');
}
