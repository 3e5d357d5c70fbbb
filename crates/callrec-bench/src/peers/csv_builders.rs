//! The crate `csv` with one record that is used again, into Arrow's builders.

use std::error::Error;

use csv::{ReaderBuilder, StringRecord};

use super::columns::Columns;
use super::tables::Table;
use super::text::present;
use crate::measure::READ;
use crate::sums::Sums;

/// Reads any of the delimited works.
pub(super) fn read(path: &str, table: Table) -> Result<Sums, Box<dyn Error>> {
    let mut reader = ReaderBuilder::new().buffer_capacity(READ).from_path(path)?;
    let mut columns = Columns::new(table);
    let mut record = StringRecord::new();
    while reader.read_record(&mut record)? {
        for (column, cell) in record.iter().enumerate() {
            columns.push(column, present(cell))?;
        }
        columns.end_row()?;
    }
    columns.finish()
}
