//! Records as CSV, without a header; as printed, both kinds of rows are irregular (E13, E14).

use super::record::Record;
use crate::{
    data::text::{push_cell, push_quoted},
    switches::{BillingDates, CallsCsv, GetCallsSwitches},
};

/// A record without its line end.
pub(super) fn push(out: &mut Vec<u8>, switches: &GetCallsSwitches, record: &Record) {
    out.extend_from_slice(record.kind.as_bytes());
    for text in [&record.source, &record.destination] {
        out.push(b',');
        push_cell(out, text);
    }
    out.push(b',');
    let form = switches.csv;
    match (record.destination_name, form) {
        // The cell itself is missing.
        (None, CallsCsv::Printed) => {}
        (None, _) => out.push(b','),
        (Some(name), _) => {
            push_quoted(out, name);
            out.push(b',');
        }
    }
    push_start(out, switches, record);
    let extension = match (record.extension, form) {
        (Some(extension), CallsCsv::Printed) => format!("'{extension}"),
        (Some(extension), _) => extension.to_string(),
        (None, _) => String::new(),
    };
    let (quantity, price) = (record.quantity(), record.price());
    let rest = format!(",{},{extension},{quantity},{price},", record.duration_s);
    out.extend_from_slice(rest.as_bytes());
    push_cell(out, record.invoice());
}

fn push_start(out: &mut Vec<u8>, switches: &GetCallsSwitches, record: &Record) {
    let (date, time) = record.start();
    let date_only = !record.is_call && switches.billing_dates == BillingDates::DateOnly;
    match switches.csv {
        CallsCsv::Split => {
            let time = if date_only { String::new() } else { time };
            out.extend_from_slice(format!("{date},{time}").as_bytes());
        }
        _ if date_only => push_quoted(out, &date),
        CallsCsv::Printed if record.destination_name.is_some() => {
            push_quoted(out, &format!("{date},{time}"));
        }
        _ => push_quoted(out, &format!("{date} {time}")),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;

    /// The facts of the document's two CSV rows.
    fn sample() -> [Record; 2] {
        let call_out = Record {
            kind: "CALLOUT",
            is_call: true,
            source: "+35220333320".to_owned(),
            destination: "35220333000".to_owned(),
            destination_name: Some("Luxembourg"),
            date: Date::constant(2021, 6, 29),
            second: 8 * 3_600 + 30 * 60 + 15,
            duration_s: 61,
            extension: Some(20),
            quantity_tenths: 20,
            price_hundredths: 700,
            invoice: None,
        };
        let call_in = Record {
            kind: "CALLIN",
            source: "+35220333000".to_owned(),
            destination: "35220333320".to_owned(),
            destination_name: None,
            second: 10 * 3_600 + 40 * 60,
            duration_s: 0,
            extension: None,
            quantity_tenths: 0,
            price_hundredths: 0,
            ..call_out.clone()
        };
        [call_out, call_in]
    }

    fn lines(csv: CallsCsv) -> [String; 2] {
        let switches = GetCallsSwitches { csv, ..GetCallsSwitches::default() };
        sample().map(|record| {
            let mut out = Vec::new();
            push(&mut out, &switches, &record);
            String::from_utf8(out).unwrap()
        })
    }

    #[test]
    fn the_documents_rows_are_written_as_it_prints_them() {
        assert_eq!(
            lines(CallsCsv::Printed),
            [
                "CALLOUT,+35220333320,35220333000,\"Luxembourg\",\"2021-06-29,08:30:15\",61,'20,2,7.00,N/A",
                "CALLIN,+35220333000,35220333320,\"2021-06-29 10:40:00\",0,,0,0.00,N/A",
            ]
        );
    }

    #[test]
    fn without_the_irregularities_they_are_csv() {
        assert_eq!(
            lines(CallsCsv::Clean),
            [
                "CALLOUT,+35220333320,35220333000,\"Luxembourg\",\"2021-06-29 08:30:15\",61,20,2,7.00,N/A",
                "CALLIN,+35220333000,35220333320,,\"2021-06-29 10:40:00\",0,,0,0.00,N/A",
            ]
        );
        assert_eq!(
            lines(CallsCsv::Split)[0],
            "CALLOUT,+35220333320,35220333000,\"Luxembourg\",2021-06-29,08:30:15,61,20,2,7.00,N/A"
        );
    }
}
