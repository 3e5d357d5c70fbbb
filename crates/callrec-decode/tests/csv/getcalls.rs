//! Calls of a profile as delimited text, and the same as JSON. All rows are synthetic.

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, TimestampMicrosecondType};
use callrec_decode::{DecodeErrorKind, DecodeOptions, Reason, Report};

use crate::columns::{Outcome, decode};

/// The two irregularities of the provider's own sample, with other numbers.
const COMMA_AND_APOSTROPHE: &str =
    "CALLOUT,+35200000001,+35200000002,\"Luxembourg\",\"2021-06-29,08:30:15\",61,'20,2,7.00,N/A";
const NO_NAME: &str = "CALLIN,+35200000002,35200000001,\"2021-06-29 10:40:00\",0,,0,0.00,N/A";
const PLAIN: &str =
    "CALLOUT,+35200000001,35200000002,\"Luxembourg\",\"2021-06-29 08:30:15\",61,20,2,7.00,N/A";

const AT_08_30_15: i64 = 1_624_955_415_000_000;

fn calls(body: impl AsRef<[u8]>) -> Outcome {
    decode(Report::GetCalls, &DecodeOptions::default(), [body.as_ref()])
}

fn started(outcome: &Outcome) -> Vec<Option<i64>> {
    let columns = outcome.batches.iter().map(|batch| batch.column_by_name("call_start_local"));
    columns
        .flat_map(|column| column.unwrap().as_primitive::<TimestampMicrosecondType>().iter())
        .collect()
}

fn repairs(outcome: &Outcome) -> Vec<String> {
    outcome.text("_repair").into_iter().map(Option::unwrap_or_default).collect()
}

#[test]
fn the_irregular_rows_of_the_source_are_repaired() {
    let split = PLAIN.replace("\"2021-06-29 08:30:15\"", "2021-06-29,08:30:15");
    let body = [COMMA_AND_APOSTROPHE, NO_NAME, PLAIN, &split].join("\n");
    let outcome = calls(&body);
    assert_eq!(outcome.error, None);
    assert_eq!((outcome.accounting.repaired, outcome.accounting.accepted), (3, 1));
    let rules =
        ["comma_in_datetime+leading_apostrophe", "missing_destination_name", "", "split_datetime"];
    assert_eq!(repairs(&outcome), rules);
    assert_eq!(started(&outcome)[0], Some(AT_08_30_15));
    assert_eq!(started(&outcome)[3], Some(AT_08_30_15));
    let extension = |text: &str| Some(text.to_owned());
    let extensions = [extension("20"), None, extension("20"), extension("20")];
    assert_eq!(outcome.text("pbx_extension"), extensions);
    assert_eq!(outcome.text("destination_name")[1], None);
    assert_eq!(outcome.text("invoice"), [None, None, None, None]);
    assert_eq!(outcome.decimals("price_cents")[..2], [Some(7_000_000), Some(0)]);
    for (size, order) in [(1, [0, 1, 2, 3]), (7, [3, 1, 0, 2]), (64, [1, 2, 3, 0])] {
        let rows = [COMMA_AND_APOSTROPHE, NO_NAME, PLAIN, &split];
        let body = order.map(|row| rows[row]).join("\n").repeat(30);
        let whole = calls(&body);
        let cut = decode(Report::GetCalls, &DecodeOptions::default(), body.as_bytes().chunks(size));
        assert_eq!(cut, whole);
    }
}

#[test]
fn every_other_shape_is_set_aside() {
    for (row, reason) in [
        ("CALLIN,1,2,3,2021-06-29 10:40:00,0,,0".to_owned(), Reason::ColumnCount),
        (NO_NAME.replace("2021-06-29 10:40:00", "yesterday"), Reason::ColumnCount),
        (format!("{PLAIN},more"), Reason::ColumnCount),
        (format!("{PLAIN},,"), Reason::ColumnCount),
        (PLAIN.replace("2021-06-29 08", "2021-06-29;08"), Reason::Timestamp),
        (PLAIN.replace(",61,", ",'61,"), Reason::Integer),
        (PLAIN.replacen("CALLOUT", "", 1), Reason::Missing),
        (
            PLAIN.replace("\"2021-06-29 08:30:15\"", "\"2021-06-29\",\"08:30:15\""),
            Reason::ColumnCount,
        ),
    ] {
        let outcome = calls(format!("{PLAIN}\n{row}\n{PLAIN}\n"));
        assert_eq!(outcome.accounting.accepted, 2, "{row}");
        let reasons: Vec<Reason> = outcome.quarantined.iter().map(|record| record.reason).collect();
        assert_eq!(reasons, [reason], "{row}");
    }
    assert_eq!(calls(format!("{PLAIN},\n{PLAIN}")).accounting.repaired, 1, "a trailing delimiter");
}

#[test]
fn text_that_is_no_call_is_refused() {
    for body in ["Invalid credentials", "CALLOUT", "a,b,c,d,e,f,g,h,i,j"] {
        assert_eq!(calls(body).error.unwrap().kind(), DecodeErrorKind::NotThisReport, "{body}");
    }
}

#[test]
fn csv_and_json_give_equal_tables() {
    let records: [[&str; 10]; 4] = [
        [
            "CALLOUT",
            "+35200000001",
            "35200000002",
            "Luxembourg",
            "2021-06-29 08:24:31",
            "61",
            "20",
            "2",
            "7.00",
            "N/A",
        ],
        [
            "CALLIN",
            "+35200000002",
            "35200000001",
            "",
            "2021-06-29 08:13:50",
            "0",
            "",
            "0",
            "0.00",
            "N/A",
        ],
        [
            "SERVICE",
            "a.user",
            "Product \"one\"",
            "Monthly, fee",
            "2021-07-01",
            "",
            "",
            "1",
            "1234.5",
            "2021-77",
        ],
        ["NEWTYPE", "", "Caf\u{e9}", "null", "", "5", "0020", "0.5", "-3", ""],
    ];
    const KEYS: [&str; 10] = [
        "type",
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
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let escaped = |text: &str| match text {
        "" => "null".to_owned(),
        text => format!("\"{}\"", text.replace('"', "\\\"")),
    };
    let (mut csv, mut json) = (String::new(), Vec::new());
    for record in records {
        csv += &(record.map(quoted).join(",") + "\n");
        let members: Vec<String> =
            (1..10).map(|at| format!("\"{}\":{}", KEYS[at], escaped(record[at]))).collect();
        json.push(format!(
            "{{\"type\":{},\"data\":{{{}}}}}",
            escaped(record[0]),
            members.join(",")
        ));
    }
    let (csv, json) = (calls(csv), calls(format!("[{}]", json.join(","))));
    assert_eq!((csv.error.clone(), csv.accounting.accepted), (None, 4));
    assert_eq!((json.error.clone(), json.accounting.accepted), (None, 4));
    let (csv, json) = (&csv.batches[0], &json.batches[0]);
    assert_eq!(csv.schema(), json.schema());
    for (at, field) in csv.schema().fields().iter().enumerate() {
        if !matches!(field.name().as_str(), "_line" | "_offset") {
            assert_eq!(csv.column(at), json.column(at), "{}", field.name());
        }
    }
    assert_eq!(csv.column_by_name("duration_s").unwrap().as_primitive::<Int64Type>().value(0), 61);
}
