//! arrow-csv, with its own parsers where they know the form of a cell.
//!
//! It knows neither the portal's dates nor thousands separators: those columns it gives as text, which
//! is then read into Arrow's builders. It does not tell the word `null` from text in text columns, and
//! is not made to.

use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_csv::ReaderBuilder;
use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};

use super::columns::Columns;
use super::tables::{BILLING_FEED, IPASS_CDR, Kind, Table};
use super::{BATCH_ROWS, text};
use crate::measure::READ;
use crate::sums::Sums;

/// The columns of the portal's file that arrow-csv cannot read.
const AFTERWARDS: Table = &[
    ("gmt_time", Kind::PortalUtc),
    ("local_time", Kind::PortalLocal),
    ("session_length_s", Kind::Integer),
    ("billing_rate", Kind::Decimal),
    ("net_billing_amount", Kind::Decimal),
    ("data_used", Kind::Decimal),
];

/// Reads the portal's CDR file.
pub(super) fn ipass_cdr(path: &str) -> Result<Sums, Box<dyn Error>> {
    let schema = schema(IPASS_CDR, |kind| match kind {
        Kind::List => list(),
        _ => DataType::Utf8,
    });
    let places: Vec<usize> =
        AFTERWARDS.iter().map(|(name, _)| schema.index_of(name)).collect::<Result<_, _>>()?;
    let mut columns = Columns::new(AFTERWARDS);
    for batch in open(path, schema)? {
        let batch = batch?;
        let cells: Vec<_> =
            places.iter().map(|place| batch.column(*place).as_string::<i32>()).collect();
        for row in 0..batch.num_rows() {
            for (column, cells) in cells.iter().enumerate() {
                columns.push(column, text::present(cells.value(row)))?;
            }
            columns.end_row()?;
        }
    }
    columns.finish()
}

/// Reads the billing feed.
pub(super) fn billing_feed(path: &str) -> Result<Sums, Box<dyn Error>> {
    let schema = schema(BILLING_FEED, |kind| match kind {
        Kind::List => list(),
        Kind::Unsigned => DataType::UInt64,
        Kind::Integer => DataType::Int64,
        Kind::Decimal => DataType::Decimal128(18, 6),
        Kind::IsoDate => DataType::Date32,
        Kind::Clock => DataType::Time64(TimeUnit::Microsecond),
        Kind::IsoLocal => DataType::Timestamp(TimeUnit::Microsecond, None),
        _ => DataType::Utf8,
    });
    let mut sums = Sums::default();
    for batch in open(path, schema)? {
        sums.add_batch(&batch?);
    }
    Ok(sums)
}

fn open(
    path: &str,
    schema: SchemaRef,
) -> Result<arrow_csv::reader::BufReader<BufReader<File>>, Box<dyn Error>> {
    let file = BufReader::with_capacity(READ, File::open(path)?);
    let builder = ReaderBuilder::new(schema).with_header(true).with_batch_size(BATCH_ROWS);
    Ok(builder.build_buffered(file)?)
}

fn schema(table: Table, of: impl Fn(Kind) -> DataType) -> SchemaRef {
    let fields: Vec<Field> =
        table.iter().map(|(name, kind)| Field::new(*name, of(*kind), true)).collect();
    Arc::new(Schema::new(fields))
}

fn list() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int16), Box::new(DataType::Utf8))
}
