//! A list as a table on the terminal.

use callrec::{Accounting, Reader, RecordBatch, Report};
use callrec_export::{Format, WriteOptions, Writer};
use serde_json::Value;

use super::columns::for_people;
use crate::deliver::Description;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::render::number::count;
use crate::render::style::Style;
use crate::render::table::{Align, Table};
use crate::{stderr, stdout};

/// A list that was read to its proven end.
pub(super) struct Shown {
    report: Report,
    rows: Vec<Vec<String>>,
    accounting: Accounting,
}

/// Reads the list to its end and keeps the cells that are shown.
pub(super) async fn read(reader: &mut Reader, progress: &mut Progress) -> Result<Shown, Failure> {
    let report = reader.report();
    let mut rows = Vec::new();
    while let Some(batch) = reader.next_batch().await {
        rows.extend(cells(report, &batch?)?);
        // Rows set aside are counted; whoever wants them asks for --out with --quarantine.
        reader.take_quarantined();
        progress.at(reader.accounting().read, reader.bytes_read());
    }
    Ok(Shown { report, rows, accounting: reader.accounting() })
}

/// The cells for people, in the text forms of all other output.
fn cells(report: Report, batch: &RecordBatch) -> Result<Vec<Vec<String>>, Failure> {
    let options = WriteOptions::default();
    let mut writer = Writer::new(Vec::new(), Format::Ndjson, &batch.schema(), options)?;
    writer.write(batch)?;
    let text = writer.finish()?;
    let row = |line: &[u8]| {
        let row: Value = serde_json::from_slice(line).unwrap_or_default();
        for_people(report).iter().map(|name| cell(row.get(name))).collect()
    };
    Ok(text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(row).collect())
}

/// One cell: an absent value shows as a dash, and nothing in it drives the terminal.
fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "-".to_owned(),
        Some(Value::String(text)) => {
            text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
        }
        Some(other) => other.to_string(),
    }
}

impl Shown {
    /// The table on standard output, the count on standard error.
    pub(super) fn print(self, description: &Description, quiet: bool) -> Result<Exit, Failure> {
        let style = Style::of(&std::io::stdout());
        let report = self.report;
        let numbers = |name: &&str| {
            let schema = report.schema();
            schema.field_with_name(name).is_ok_and(|field| field.data_type().is_numeric())
        };
        let columns = for_people(report).iter().map(|name| {
            let align = if numbers(name) { Align::Right } else { Align::Left };
            (name.replace('_', " "), align)
        });
        let mut table = Table::of(style, columns);
        for row in self.rows {
            table.push(row);
        }
        stdout::print(&table.to_string())?;
        let Accounting { accepted, repaired, quarantined, .. } = self.accounting;
        if !quiet {
            let rows = count(accepted + repaired, "row", "rows");
            stderr::line(&format!("{}: {rows}", description.label));
        }
        if quarantined == 0 {
            return Ok(Exit::Done);
        }
        let rows = count(quarantined, "row", "rows");
        stderr::line(&format!(
            "callrec: warning: {}: {rows} set aside; see them with --out FILE --quarantine FILE",
            description.label
        ));
        Ok(Exit::Quarantined)
    }
}
