//! Arrow's builders, one a column.

use std::hint::black_box;
use std::sync::Arc;

use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Decimal128Builder, Int64Builder, StringBuilder,
    StringDictionaryBuilder, Time64MicrosecondBuilder, TimestampMicrosecondBuilder, UInt64Builder,
};
use arrow_array::types::Int16Type;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};

use super::tables::{Kind, Table};
use super::{BATCH_ROWS, text};
use crate::sums::Sums;

enum Builder {
    Text(StringBuilder),
    List(StringDictionaryBuilder<Int16Type>),
    Unsigned(UInt64Builder),
    Integer(Int64Builder),
    Decimal(Decimal128Builder),
    Time(TimestampMicrosecondBuilder, fn(&str) -> Result<i64, String>),
    Date(Date32Builder, fn(&str) -> Result<i32, String>),
    Clock(Time64MicrosecondBuilder),
    Flag(BooleanBuilder),
}

/// A batch that is being filled, and the sums of those before it.
pub(super) struct Columns {
    schema: SchemaRef,
    builders: Vec<Builder>,
    rows: usize,
    sums: Sums,
}

impl Columns {
    pub(super) fn new(table: Table) -> Self {
        let mut builders: Vec<Builder> =
            table.iter().map(|(_, kind)| Builder::new(*kind)).collect();
        let fields: Vec<Field> = table
            .iter()
            .zip(&mut builders)
            .map(|((name, _), builder)| {
                Field::new(*name, builder.finish().data_type().clone(), true)
            })
            .collect();
        Self { schema: Arc::new(Schema::new(fields)), builders, rows: 0, sums: Sums::default() }
    }

    /// Appends a cell to a column.
    #[inline]
    pub(super) fn push(&mut self, column: usize, cell: Option<&str>) -> Result<(), String> {
        self.builders[column].push(cell)
    }

    /// Appends a decimal that is a whole number already.
    pub(super) fn push_whole(&mut self, column: usize, value: i64) {
        if let Builder::Decimal(builder) = &mut self.builders[column] {
            builder.append_value(i128::from(value) * 1_000_000);
        }
    }

    /// Ends a row: each column has been given one cell more.
    #[inline]
    pub(super) fn end_row(&mut self) -> Result<(), String> {
        self.rows += 1;
        if self.rows == BATCH_ROWS { self.end_batch() } else { Ok(()) }
    }

    /// Ends the last batch.
    pub(super) fn finish(mut self) -> Result<Sums, Box<dyn std::error::Error>> {
        self.end_batch()?;
        Ok(self.sums)
    }

    fn end_batch(&mut self) -> Result<(), String> {
        let arrays = self.builders.iter_mut().map(Builder::finish).collect();
        let batch = RecordBatch::try_new(SchemaRef::clone(&self.schema), arrays)
            .map_err(|error| error.to_string())?;
        self.sums.add_batch(&batch);
        black_box(batch);
        self.rows = 0;
        Ok(())
    }
}

impl Builder {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(StringBuilder::new()),
            Kind::List => Self::List(StringDictionaryBuilder::new()),
            Kind::Unsigned => Self::Unsigned(UInt64Builder::new()),
            Kind::Integer => Self::Integer(Int64Builder::new()),
            Kind::Decimal => {
                Self::Decimal(Decimal128Builder::new().with_data_type(DataType::Decimal128(18, 6)))
            }
            Kind::PortalUtc => Self::Time(
                TimestampMicrosecondBuilder::new().with_timezone("UTC"),
                text::portal_time,
            ),
            Kind::PortalLocal => Self::Time(TimestampMicrosecondBuilder::new(), text::portal_time),
            Kind::IsoLocal => Self::Time(TimestampMicrosecondBuilder::new(), text::iso_time),
            Kind::IsoDate => Self::Date(Date32Builder::new(), text::iso_date),
            Kind::SlashDate => Self::Date(Date32Builder::new(), text::slash_date),
            Kind::Clock => Self::Clock(Time64MicrosecondBuilder::new()),
            Kind::Flag => Self::Flag(BooleanBuilder::new()),
        }
    }

    #[inline]
    fn push(&mut self, cell: Option<&str>) -> Result<(), String> {
        match self {
            Self::Text(builder) => builder.append_option(cell),
            Self::List(builder) => builder.append_option(cell),
            Self::Unsigned(builder) => {
                let parsed = cell.map(|text| text.parse().map_err(|_| format!("{text:?}")));
                builder.append_option(parsed.transpose()?);
            }
            Self::Integer(builder) => builder.append_option(cell.map(text::integer).transpose()?),
            Self::Decimal(builder) => builder.append_option(cell.map(text::decimal).transpose()?),
            Self::Time(builder, read) => builder.append_option(cell.map(read).transpose()?),
            Self::Date(builder, read) => builder.append_option(cell.map(read).transpose()?),
            Self::Clock(builder) => builder.append_option(cell.map(text::clock).transpose()?),
            Self::Flag(builder) => {
                builder.append_option(cell.map(|text| matches!(text, "1" | "true")));
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::List(builder) => Arc::new(builder.finish()),
            Self::Unsigned(builder) => Arc::new(builder.finish()),
            Self::Integer(builder) => Arc::new(builder.finish()),
            Self::Decimal(builder) => Arc::new(builder.finish()),
            Self::Time(builder, _) => Arc::new(builder.finish()),
            Self::Date(builder, _) => Arc::new(builder.finish()),
            Self::Clock(builder) => Arc::new(builder.finish()),
            Self::Flag(builder) => Arc::new(builder.finish()),
        }
    }
}
