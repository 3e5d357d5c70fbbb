//! Synthetic CDR files of any length, with the shapes that real ones are known to have.

use std::fmt::Write;

pub(crate) const HEADER: &str = "Transaction ID,Billing Code,User ID,Authentication Domain,Description,\
    GMT Time,Local Time,Session Length,Billing Rate,Net Billing Amount,Access Type,Service Type,\
    Reserved,Data Used";

const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// One row without line end. Rows differ in quoting, nulls, signs and separators by their number.
pub(crate) fn row(number: usize) -> String {
    let mut row = format!("TX{number:08},BC{},", number % 7);
    let user = format!("user{number}@example.com");
    let description = match number % 5 {
        0 => format!("\"US, Austin, Venue {number}\""),
        1 => format!("DE BrdBnd {number}"),
        2 => "\"null\"".to_owned(),
        3 => format!("\"Caf\u{e9} \u{2013} \"\"{number}\"\"\""),
        _ => String::new(),
    };
    let (day, month) = (number % 28 + 1, MONTHS[number % 12]);
    let time = format!("{day:02}-{month}-2026 {:02}:{:02}:59", number % 24, number % 60);
    let seconds = match number % 4 {
        0 => format!("\"{},{:03}\"", number % 50 + 1, number % 1000),
        1 => (number % 1000).to_string(),
        2 => "null".to_owned(),
        _ => format!("\"{}\"", number % 100_000 + 100_000),
    };
    let amount = match number % 6 {
        0 => "0".to_owned(),
        1 => format!("-{}.{:02}", number % 100, number % 97),
        2 => format!("\"1,{:03}.{:06}\"", number % 1000, number % 1_000_000),
        3 => format!("{}.{:06}", number % 1000, number % 999_983),
        4 => "NULL".to_owned(),
        _ => format!("{}.5", number % 10_000),
    };
    let access = ["WiFi", "Dial", "Ethernet", "3G Mobile Broadband"][number % 4];
    let service = ["daily_usage", "monthly_trans_cap", "daily_usage_cap", ""][number % 4];
    write!(
        row,
        "{user},example.com,{description},{time},{time},{seconds},0.{:02},{amount},{access},\
         {service},,{}.125",
        number % 100,
        number % 5000
    )
    .expect("writing to a string");
    row
}

/// A file with header and `rows` rows, all with the same line end.
pub(crate) fn file(rows: usize, line_end: &str) -> String {
    let mut text = HEADER.to_owned() + line_end;
    for number in 0..rows {
        text += &row(number);
        text += line_end;
    }
    text
}
