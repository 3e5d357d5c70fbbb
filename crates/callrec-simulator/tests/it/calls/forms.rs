//! The records as the document prints them, and as its contradictions would have them.

use std::collections::{BTreeMap, BTreeSet};

use callrec_simulator::{
    BillingDates, CallsCsv, CallsIndex, CallsValues, LineEnd, Simulator, Switches,
};
use serde_json::Value;

use super::{csv, get, json, switch};

const DAY: &str = "2026-09-01/2026-09-02";

/// Names in the order in which they stand.
fn order(text: &str) -> Vec<&str> {
    let names = text.split('"').skip(1).step_by(2);
    names.filter(|word| text.contains(&format!("\"{word}\":"))).collect()
}

#[test]
fn a_json_record_has_the_fields_and_kinds_of_the_sample() {
    let simulator = Simulator::builder().start().unwrap();
    let answer = get(&simulator, DAY);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    // {"type":"CALLOUT","data":{"source":"+35220333320","destination":"35220333000",
    // "destination_name":"Luxembourg","call_start":"2021-06-29 08:24:31","duration":"61",
    // "pbxextension":"20","quantity":2,"price":"7.00","invoice":"N\/A"}}
    let first = answer.text().split("},{").find(|part| part.contains("CALLOUT")).unwrap();
    assert_eq!(
        order(first),
        [
            "type",
            "data",
            "source",
            "destination",
            "destination_name",
            "call_start",
            "duration",
            "pbxextension",
            "quantity",
            "price",
            "invoice"
        ]
    );
    assert!(answer.text().contains(r#""invoice":"N\/A""#));
    assert!(answer.text().contains(r#""destination_name":"C\u00f4te d'Ivoire""#));
    assert!(answer.text().is_ascii() && !answer.text().contains(['\n', '\t']));
    for record in json(&answer) {
        let (kind, data) = (record["type"].as_str().unwrap(), &record["data"]);
        assert!(data["duration"].is_string() && data["pbxextension"].is_string(), "{data}");
        assert!(data["quantity"].is_number() && data["price"].is_string(), "{data}");
        let source = data["source"].as_str().unwrap();
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        match kind {
            "CALLIN" => {
                assert!(data["destination_name"].is_null());
                assert_eq!(
                    (data["quantity"].as_u64(), data["price"].as_str()),
                    (Some(0), Some("0.00"))
                );
            }
            "CALLOUT" | "MCALL" => {
                assert!(source.strip_prefix('+').is_some_and(is_number), "{source}");
                assert!(is_number(data["destination"].as_str().unwrap()), "no + here");
            }
            _ => assert!(data["call_start"].as_str().unwrap().ends_with(" 00:00:00")),
        }
    }
}

#[test]
fn the_types_are_the_listed_ones_and_one_more() {
    let simulator = Simulator::builder().calls_per_day(1_000).start().unwrap();
    let kinds: BTreeSet<String> = json(&get(&simulator, "2026-09-01/2026-09-08"))
        .iter()
        .map(|record| record["type"].as_str().unwrap().to_owned())
        .collect();
    let listed = "CALLIN CALLOUT DEV FAX HARDWARE PAY SERVICE SETUP SMS TRAVEL";
    let older = "DELIVERY DOCUMENTATION MCALL MDATA MSMS";
    let expected = format!("{listed} {older} ROAMING");
    assert_eq!(kinds, expected.split(' ').map(str::to_owned).collect());
}

#[test]
fn the_csv_is_irregular_as_printed() {
    let simulator = Simulator::builder().start().unwrap();
    let answer = get(&simulator, &format!("{DAY}/csv"));
    assert_eq!(answer.header("content-type"), Some("text/csv"));
    // CALLOUT,+35220333320,35220333000,"Luxembourg","2021-06-29,08:30:15",61,'20,2,7.00,N/A
    // CALLIN,+35220333000,35220333320,"2021-06-29 10:40:00",0,,0,0.00,N/A
    let mut shapes = BTreeMap::new();
    for (line, cells) in answer.text().lines().zip(csv(&answer)) {
        *shapes.entry(cells.len()).or_insert(0) += 1;
        let at = cells.len() - 6;
        let (between, other) = if cells.len() == 10 { (',', ' ') } else { (' ', ',') };
        assert_eq!(cells[at].find(between), Some(10), "{line}");
        assert!(!cells[at].contains(other), "{line}");
        assert!(line.contains(&format!("\"{}\"", cells[at])), "quoted: {line}");
        let extension = &cells[at + 2];
        assert!(extension.is_empty() || extension.starts_with('\''), "{line}");
        assert_eq!(cells.len() == 9, cells[0] == "CALLIN", "{line}");
    }
    assert!(shapes[&9] > 10 && shapes[&10] > 10 && shapes.len() == 2, "{shapes:?}");
}

#[test]
fn the_clean_and_the_split_csv_have_one_shape_each() {
    let simulator = Simulator::builder().start().unwrap();
    let cells = |form| {
        switch(&simulator, |calls| calls.csv = form);
        csv(&get(&simulator, &format!("{DAY}/csv")))
    };
    let printed = cells(CallsCsv::Printed);
    let clean = cells(CallsCsv::Clean);
    assert!(clean.iter().all(|cells| cells.len() == 10 && !cells[6].contains('\'')));
    // Mended by the two rules, the printed rows are the clean ones.
    let mended: Vec<Vec<String>> = printed
        .into_iter()
        .map(|mut cells| {
            if cells.len() == 9 {
                cells.insert(3, String::new());
            }
            cells[4] = cells[4].replace(',', " ");
            cells[6] = cells[6].trim_start_matches('\'').to_owned();
            cells
        })
        .collect();
    assert_eq!(mended, clean);
    let split = cells(CallsCsv::Split);
    assert!(split.iter().all(|cells| cells.len() == 11));
    let joined: Vec<Vec<String>> = split
        .into_iter()
        .map(|mut cells| {
            let time = cells.remove(5);
            cells[4] = format!("{} {time}", cells[4]);
            cells
        })
        .collect();
    assert_eq!(joined, clean);
}

#[test]
fn csv_and_json_hold_the_same_records() {
    let simulator = Simulator::builder().start().unwrap();
    switch(&simulator, |calls| {
        (calls.csv, calls.values) = (CallsCsv::Clean, CallsValues::Strings);
    });
    let csv = csv(&get(&simulator, &format!("{DAY}/csv")));
    let json = json(&get(&simulator, DAY));
    assert_eq!(csv.len(), json.len());
    let fields = [
        "source",
        "destination",
        "destination_name",
        "call_start",
        "duration",
        "pbxextension",
        "quantity",
        "price",
        "invoice",
    ];
    for (cells, record) in csv.iter().zip(&json) {
        assert_eq!(record["type"], *cells[0]);
        for (cell, field) in cells[1..].iter().zip(fields) {
            assert_eq!(record["data"][field].as_str().unwrap_or_default(), cell, "{field}");
        }
    }
}

#[test]
fn values_may_all_be_texts_or_numbers() {
    let simulator = Simulator::builder().start().unwrap();
    let fields = ["duration", "pbxextension", "quantity", "price"];
    let all = |values, holds: fn(&Value) -> bool| {
        switch(&simulator, |calls| calls.values = values);
        let records = json(&get(&simulator, DAY));
        assert!(
            records.iter().all(|record| fields.iter().all(|field| holds(&record["data"][field])))
        );
    };
    all(CallsValues::Strings, Value::is_string);
    all(CallsValues::Numbers, |value| value.is_number() || value.is_null());
    // The scale of a price is kept.
    assert!(get(&simulator, DAY).text().contains("\"price\":7.00,"));
}

#[test]
fn the_outside_may_be_an_object() {
    let simulator = Simulator::builder().start().unwrap();
    let array = json(&get(&simulator, DAY));
    switch(&simulator, |calls| calls.index = CallsIndex::Object);
    let object: Value = serde_json::from_str(get(&simulator, DAY).text()).unwrap();
    assert_eq!(object.as_object().unwrap().len(), array.len());
    for (index, record) in array.iter().enumerate() {
        assert_eq!(object[index.to_string()], *record);
    }
    assert_eq!(get(&simulator, "2030-01-01/2030-01-02").text(), "{}");
    switch(&simulator, |_| {});
    assert_eq!(get(&simulator, "2030-01-01/2030-01-02").text(), "[]");
    assert_eq!(get(&simulator, "2030-01-01/2030-01-02/csv").text(), "");
}

#[test]
fn the_end_of_a_call_may_be_there() {
    let simulator = Simulator::builder().start().unwrap();
    switch(&simulator, |calls| calls.call_end = true);
    for record in json(&get(&simulator, DAY)) {
        let data = &record["data"];
        let (start, end) =
            (data["call_start"].as_str().unwrap(), data["call_end"].as_str().unwrap());
        let seconds = |text: &str| {
            let parts: Vec<i64> = text[11..].split(':').map(|part| part.parse().unwrap()).collect();
            parts[0] * 3_600 + parts[1] * 60 + parts[2]
        };
        let duration: i64 = data["duration"].as_str().unwrap().parse().unwrap();
        assert_eq!((seconds(end) - seconds(start)).rem_euclid(86_400), duration, "{data}");
    }
}

#[test]
fn bare_line_breaks_make_no_json() {
    let simulator = Simulator::builder().start().unwrap();
    switch(&simulator, |calls| calls.raw_line_breaks = true);
    let answer = get(&simulator, DAY);
    assert!(serde_json::from_str::<Value>(answer.text()).is_err());
    // "call_start":"2021-06-29
    // 08:13:50" is how the document's sample stands.
    assert!(answer.text().contains("\"call_start\":\"2026-09-01\n00:00:00\""));
    let mended = answer.text().replace('\n', " ");
    switch(&simulator, |_| {});
    assert_eq!(mended, get(&simulator, DAY).text());
}

#[test]
fn the_day_of_billing_may_have_no_time() {
    let simulator = Simulator::builder().start().unwrap();
    switch(&simulator, |calls| calls.billing_dates = BillingDates::DateOnly);
    let is_call = |kind: &str| kind.starts_with("CALL") || kind == "MCALL";
    for record in json(&get(&simulator, DAY)) {
        let length = if is_call(record["type"].as_str().unwrap()) { 19 } else { 10 };
        assert_eq!(record["data"]["call_start"].as_str().unwrap().len(), length, "{record}");
    }
    for cells in csv(&get(&simulator, &format!("{DAY}/csv"))) {
        let length = if is_call(&cells[0]) { 19 } else { 10 };
        assert_eq!(cells[cells.len() - 6].len(), length, "{cells:?}");
    }
}

#[test]
fn lines_end_as_those_of_other_reports() {
    let simulator = Simulator::builder().start().unwrap();
    let path = format!("{DAY}/csv");
    let plain = get(&simulator, &path).text().to_owned();
    simulator
        .set_switches(Switches {
            line_end: LineEnd::Crlf,
            final_line_end: false,
            byte_order_mark: true,
            ..Switches::default()
        })
        .unwrap();
    let other = get(&simulator, &path);
    assert_eq!(other.text(), format!("\u{feff}{}", plain.trim_end().replace('\n', "\r\n")));
}

/// Field by field against the facts.
#[test]
fn each_field_is_the_fact_that_it_stands_for() {
    let simulator = Simulator::builder().start().unwrap();
    switch(&simulator, |calls| (calls.call_end, calls.values) = (true, CallsValues::Strings));
    let (first, end) = ("2026-09-01".parse().unwrap(), "2026-09-02".parse().unwrap());
    let profile = simulator.get_calls_profile();
    let facts: Vec<_> = simulator.get_calls().records(profile, first, end).unwrap().collect();
    let records = json(&get(&simulator, DAY));
    assert_eq!(records.len(), facts.len());
    for (record, fact) in records.iter().zip(&facts) {
        let data = &record["data"];
        assert_eq!(record["type"], *fact.kind);
        assert_eq!(data["destination_name"].as_str(), fact.destination_name.as_deref());
        for (field, text) in [
            ("source", fact.source.as_str()),
            ("destination", &fact.destination),
            ("call_start", &fact.call_start),
            ("call_end", &fact.call_end),
            ("duration", &fact.duration_s.to_string()),
            ("pbxextension", fact.pbx_extension.as_deref().unwrap_or_default()),
            ("quantity", &fact.quantity),
            ("price", &fact.price),
            ("invoice", fact.invoice.as_deref().unwrap_or("N/A")),
        ] {
            assert_eq!(data[field], *text, "{field}");
        }
    }
}
