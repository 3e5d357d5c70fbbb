//! `callrec reports`: the tables, their columns and types.

use std::io::IsTerminal as _;

use callrec::Report;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::style::Style;
use crate::render::table::{Align, Table};
use crate::stdout;

pub(crate) fn run() -> Result<Exit, Failure> {
    let style = Style::of(&std::io::stdout());
    let mut text = String::new();
    for report in Report::ALL {
        let columns = [(report.name(), Align::Left), ("type", Align::Left), ("null", Align::Left)];
        let mut table = Table::new(style, columns);
        for field in report.schema().fields() {
            let null = if field.is_nullable() { "maybe" } else { "never" };
            table.row([field.name().clone(), type_name(field.data_type()), null.to_owned()]);
        }
        text.push_str(&format!("{table}\n"));
    }
    if std::io::stdout().is_terminal() {
        text.push_str("Decode one with: callrec decode FILE --report NAME --out records.parquet\n");
    }
    stdout::print(&text)?;
    Ok(Exit::Done)
}

/// The Arrow type as people write it.
fn type_name(data_type: &arrow_schema::DataType) -> String {
    use arrow_schema::DataType as T;
    match data_type {
        T::Utf8 => "text".to_owned(),
        T::Boolean => "boolean".to_owned(),
        T::Int64 => "int64".to_owned(),
        T::UInt64 => "uint64".to_owned(),
        T::Date32 => "date".to_owned(),
        T::Time64(_) => "time, microseconds".to_owned(),
        T::Decimal128(precision, scale) => format!("decimal({precision}, {scale})"),
        T::Timestamp(_, Some(zone)) => format!("timestamp, microseconds, {zone}"),
        T::Timestamp(_, None) => "timestamp, microseconds, no zone".to_owned(),
        T::Dictionary(_, value) => format!("{}, few values", type_name(value)),
        T::Map(..) => "map of text to text".to_owned(),
        other => other.to_string(),
    }
}
