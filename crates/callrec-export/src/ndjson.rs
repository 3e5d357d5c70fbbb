//! One JSON object a line.

use std::io::Write;

use arrow_array::RecordBatch;
use arrow_schema::Schema;

use crate::text::{self, Cells, Value};
use crate::{ExportError, Operation};

pub(crate) struct NdjsonWriter<W> {
    output: W,
    /// For each column, what stands before its value: `{"name":` or `,"name":`.
    leads: Vec<Vec<u8>>,
    /// The lines of one batch.
    lines: Vec<u8>,
}

impl<W: Write> NdjsonWriter<W> {
    pub(crate) fn new(output: W, schema: &Schema) -> Self {
        let lead = |(index, field): (usize, &std::sync::Arc<arrow_schema::Field>)| {
            let mut lead = vec![if index == 0 { b'{' } else { b',' }];
            text::append_string(field.name(), &mut lead);
            lead.push(b':');
            lead
        };
        let leads = schema.fields().iter().enumerate().map(lead).collect();
        Self { output, leads, lines: Vec::new() }
    }

    pub(crate) fn write(&mut self, batch: &RecordBatch) -> Result<(), ExportError> {
        let columns: Vec<_> =
            batch.columns().iter().filter_map(|column| Cells::of(column)).collect();
        self.lines.clear();
        for row in 0..batch.num_rows() {
            for (lead, cells) in self.leads.iter().zip(&columns) {
                self.lines.extend_from_slice(lead);
                append(cells.value(row), &mut self.lines);
            }
            self.lines.extend_from_slice(b"}\n");
        }
        let written = self.output.write_all(&self.lines);
        written.map_err(|error| ExportError::io(Operation::Write, None, error))
    }

    pub(crate) fn into_inner(self) -> W {
        self.output
    }
}

fn append(value: Option<Value<'_>>, into: &mut Vec<u8>) {
    match value {
        None => into.extend_from_slice(b"null"),
        Some(Value::Text(text)) => text::append_string(text, into),
        Some(Value::Integer(number)) => text::append_number(number, into),
        Some(Value::Unsigned(number)) => text::append_number(number, into),
        Some(Value::Flag(flag)) => text::append_number(flag, into),
        Some(Value::Map(entries)) => text::append_map(&entries, into),
        Some(Value::Decimal(unscaled, scale)) => {
            into.push(b'"');
            text::append_decimal(unscaled, scale, into);
            into.push(b'"');
        }
        Some(Value::Time(micros, utc)) => {
            into.push(b'"');
            text::append_time(micros, utc, into);
            into.push(b'"');
        }
        Some(Value::Date(days)) => {
            into.push(b'"');
            text::append_date(days, into);
            into.push(b'"');
        }
        Some(Value::Clock(micros)) => {
            into.push(b'"');
            text::append_clock(micros, into);
            into.push(b'"');
        }
    }
}
