//! Records as JSON, in the manner of PHP: slashes and everything beyond ASCII escaped.

use super::record::Record;
use crate::switches::{BillingDates, CallsIndex, CallsValues, GetCallsSwitches};

/// What stands before the first record.
pub(super) fn begin(switches: &GetCallsSwitches) -> &'static [u8] {
    match switches.index {
        CallsIndex::Array => b"[",
        CallsIndex::Object => b"{",
    }
}

/// What stands after the last record.
pub(super) fn end(switches: &GetCallsSwitches) -> &'static [u8] {
    match switches.index {
        CallsIndex::Array => b"]",
        CallsIndex::Object => b"}",
    }
}

/// A record with a number, counted from 0.
pub(super) fn push(out: &mut Vec<u8>, switches: &GetCallsSwitches, number: u64, record: &Record) {
    if number > 0 {
        out.push(b',');
    }
    if switches.index == CallsIndex::Object {
        push_text(out, &number.to_string());
        out.push(b':');
    }
    out.extend_from_slice(b"{\"type\":");
    push_text(out, record.kind);
    out.extend_from_slice(b",\"data\":{");
    let mut fields = Fields { out, switches, first: true };
    fields.text("source", &record.source);
    fields.text("destination", &record.destination);
    match record.destination_name {
        Some(name) => fields.text("destination_name", name),
        None => fields.raw("destination_name", "null"),
    }
    fields.time("call_start", record, record.start());
    if switches.call_end {
        fields.time("call_end", record, record.end());
    }
    let values = switches.values;
    fields.number("duration", &record.duration_s.to_string(), values == CallsValues::Numbers);
    match (record.extension, values) {
        (Some(extension), _) => {
            let extension = extension.to_string();
            fields.number("pbxextension", &extension, values == CallsValues::Numbers);
        }
        (None, CallsValues::Numbers) => fields.raw("pbxextension", "null"),
        (None, _) => fields.text("pbxextension", ""),
    }
    fields.number("quantity", &record.quantity(), values != CallsValues::Strings);
    fields.number("price", &record.price(), values == CallsValues::Numbers);
    fields.text("invoice", record.invoice());
    out.extend_from_slice(b"}}");
}

struct Fields<'a> {
    out: &'a mut Vec<u8>,
    switches: &'a GetCallsSwitches,
    first: bool,
}

impl Fields<'_> {
    fn name(&mut self, name: &str) {
        if !self.first {
            self.out.push(b',');
        }
        self.first = false;
        push_text(self.out, name);
        self.out.push(b':');
    }

    fn raw(&mut self, name: &str, value: &str) {
        self.name(name);
        self.out.extend_from_slice(value.as_bytes());
    }

    fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        push_text(self.out, value);
    }

    fn number(&mut self, name: &str, value: &str, bare: bool) {
        if bare { self.raw(name, value) } else { self.text(name, value) }
    }

    fn time(&mut self, name: &str, record: &Record, (date, time): (String, String)) {
        if !record.is_call && self.switches.billing_dates == BillingDates::DateOnly {
            return self.text(name, &date);
        }
        let between = if self.switches.raw_line_breaks { '\n' } else { ' ' };
        self.name(name);
        self.out.extend_from_slice(format!("\"{date}{between}{time}\"").as_bytes());
    }
}

fn push_text(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    for unit in text.encode_utf16() {
        match u8::try_from(unit) {
            Ok(special @ (b'"' | b'\\' | b'/')) => out.extend_from_slice(&[b'\\', special]),
            Ok(plain @ 0x20..0x7f) => out.push(plain),
            _ => out.extend_from_slice(format!("\\u{unit:04x}").as_bytes()),
        }
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;

    /// The document's sample, whose two line ends lie within the times.
    const PRINTED: &str = r#"[{"type":"CALLIN","data":{"source":"+35220333000","destination":"35220333320","destination_name":null,"call_start":"2021-06-29
08:13:50","duration":"0","pbxextension":"","quantity":0,"price":"0.00","invoice":"N\/A"}},{"type":"CALLOUT","data":{"source":"+35220333320","destination":"35220333000","destination_name":"Luxembourg","call_start":"2021-06-29
08:24:31","duration":"61","pbxextension":"20","quantity":2,"price":"7.00","invoice":"N\/A"}}]"#;

    /// The facts of the sample.
    fn sample() -> [Record; 2] {
        let call_in = Record {
            kind: "CALLIN",
            is_call: true,
            source: "+35220333000".to_owned(),
            destination: "35220333320".to_owned(),
            destination_name: None,
            date: Date::constant(2021, 6, 29),
            second: 8 * 3_600 + 13 * 60 + 50,
            duration_s: 0,
            extension: None,
            quantity_tenths: 0,
            price_hundredths: 0,
            invoice: None,
        };
        let call_out = Record {
            kind: "CALLOUT",
            source: "+35220333320".to_owned(),
            destination: "35220333000".to_owned(),
            destination_name: Some("Luxembourg"),
            second: 8 * 3_600 + 24 * 60 + 31,
            duration_s: 61,
            extension: Some(20),
            quantity_tenths: 20,
            price_hundredths: 700,
            ..call_in.clone()
        };
        [call_in, call_out]
    }

    fn written(switches: &GetCallsSwitches) -> String {
        let mut out = begin(switches).to_vec();
        for (number, record) in (0..).zip(&sample()) {
            push(&mut out, switches, number, record);
        }
        out.extend_from_slice(end(switches));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_documents_sample_is_written_as_it_prints_it() {
        let mut switches = GetCallsSwitches::default();
        assert_eq!(written(&switches), PRINTED.replace('\n', " "));
        switches.raw_line_breaks = true;
        assert_eq!(written(&switches), PRINTED);
    }

    #[test]
    fn beyond_ascii_there_are_escapes() {
        let mut out = Vec::new();
        push_text(&mut out, "a/\"\\é\u{1f600}\n\u{7f}");
        assert_eq!(out, br#""a\/\"\\\u00e9\ud83d\ude00\u000a\u007f""#);
    }
}
