//! The billing feed as delimited text: three layouts, three delimiters. All rows are synthetic.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Int64Type, Time64MicrosecondType, TimestampMicrosecondType, UInt64Type,
};
use arrow_array::{Array, ArrowPrimitiveType, PrimitiveArray};
use callrec_decode::{DecodeErrorKind, DecodeOptions, Delimiter, Reason, Report, ReportDecoder};

use crate::columns::{Outcome, decode};

const NZ: &str = "ID, Billing Group, Origin Number, Destination Number, Description, Status, \
    Terminated, Date, Time, Date/Time, Call Length (seconds), Call Cost (NZD), Smartcode, \
    Smartcode Description, Type, SubType, MP3";
const AU: &str = "ID,BillingGroup,Origin,Destination,ZonePrefix,AZonePrefix,ShortCauseDesc,\
    ThirdNumber,Date,Time,DateTime,NetworkSeconds,Charge,SmartCode,SmartCodeDescription,Type,\
    SubType,MP3";
const MONTHLY: &str = "ID,Account_Code,Origin,Destination,Date,Time,Seconds,Charge,BillDate,\
    Billing_Group,zone_prefix,azone_prefix,MainType,SubType";

const NZ_ROW: &str = "1000000,049740590,6449740590,6499744530,A. Caller,Ok,\"\",31/08/2009 \
    12:00:00 a.m.,1/01/1900 10:57:10 a.m.,31/08/2009 10:57:10 a.m.,142,0,\"\",\"\",S,2T,0";
const AU_ROW: &str = "5000000000,Group 1,0299990000,restricted,02,,Answered,,2026-09-30,23:59:58,\
    2026-09-30 23:59:58,61,1.25,,,0,0,";
const MONTHLY_ROW: &str = "77,ACC1,0299990000,0399990000,01/Jul/2026 00:00:00,01/Jul/2026 \
    12:30:00,12,0.5,31/Jul/2026 12:00:00,Group,02,03,O,O";

const DAY: i64 = 86_400;
const SECOND: i64 = 1_000_000;
/// Days from 1970 to the days in the rows.
const DAY_2009_08_31: i64 = 14_487;
const DAY_2026_09_30: i64 = 20_726;
const DAY_2026_07_01: i64 = 20_635;

fn feed(body: impl AsRef<[u8]>) -> Outcome {
    decode(Report::BillingFeed, &DecodeOptions::default(), [body.as_ref()])
}

fn values<T: ArrowPrimitiveType>(outcome: &Outcome, name: &str) -> Vec<Option<T::Native>> {
    let columns = outcome.batches.iter().map(|batch| batch.column_by_name(name).unwrap());
    columns.flat_map(|column| column.as_primitive::<T>().iter().collect::<Vec<_>>()).collect()
}

fn profile(outcome: &Outcome) -> Option<String> {
    outcome.batches[0].schema().metadata().get("callrec.profile").cloned()
}

fn good(outcome: &Outcome, rows: u64) {
    assert_eq!(outcome.error, None);
    assert_eq!((outcome.accounting.read, outcome.accounting.accepted), (rows, rows));
}

#[test]
fn the_nz_layout() {
    let outcome = feed(format!("{NZ}\n{NZ_ROW}\n"));
    good(&outcome, 1);
    assert_eq!(profile(&outcome).as_deref(), Some("nz"));
    assert_eq!(values::<UInt64Type>(&outcome, "id"), [Some(1_000_000)]);
    for (name, text) in [
        ("billing_group", Some("049740590")),
        ("origin", Some("6449740590")),
        ("destination", Some("6499744530")),
        ("status", Some("Ok")),
        ("terminated", None),
        ("zone_prefix", None),
        ("type", Some("S")),
        ("subtype", Some("2T")),
        ("recording", Some("0")),
    ] {
        assert_eq!(outcome.text(name), [text.map(str::to_owned)], "{name}");
    }
    let time = 10 * 3600 + 57 * 60 + 10;
    assert_eq!(values::<Date32Type>(&outcome, "local_date"), [Some(DAY_2009_08_31 as i32)]);
    assert_eq!(values::<Time64MicrosecondType>(&outcome, "local_time"), [Some(time * SECOND)]);
    assert_eq!(
        values::<TimestampMicrosecondType>(&outcome, "started_at_local"),
        [Some((DAY_2009_08_31 * DAY + time) * SECOND)]
    );
    assert_eq!(values::<Int64Type>(&outcome, "length_s"), [Some(142)]);
    assert_eq!(outcome.decimals("charge"), [Some(0)]);
}

#[test]
fn halves_of_the_day() {
    let hours = [
        ("12:00:00 a.m.", 0),
        ("12:00:00 p.m.", 12),
        ("1:00:00 a.m.", 1),
        ("11:00:00 PM", 23),
        ("2:00:00 am", 2),
        ("02:00:00 p.m.", 14),
        ("12:00:00", 12),
    ];
    let rows: Vec<String> = hours
        .iter()
        .map(|(time, _)| NZ_ROW.replace("31/08/2009 10:57:10 a.m.", &format!("1/07/2016 {time}")))
        .collect();
    let outcome = feed(format!("{NZ}\n{}\n", rows.join("\n")));
    good(&outcome, hours.len() as u64);
    let started = values::<TimestampMicrosecondType>(&outcome, "started_at_local");
    let read: Vec<i64> = started.iter().map(|at| at.unwrap() / SECOND % DAY / 3600).collect();
    assert_eq!(read, hours.map(|(_, hour)| hour));
}

#[test]
fn the_au_layout() {
    let empty_time = AU_ROW.replace(",23:59:58,", ",,").replace("5000000000", "5000000001");
    let outcome = feed(format!("{AU}\r\n{AU_ROW}\r\n{empty_time}\r\n"));
    good(&outcome, 2);
    assert_eq!(profile(&outcome).as_deref(), Some("au"));
    assert_eq!(values::<UInt64Type>(&outcome, "id"), [Some(5_000_000_000), Some(5_000_000_001)]);
    assert_eq!(outcome.text("destination")[0].as_deref(), Some("restricted"));
    assert_eq!(outcome.text("type")[0].as_deref(), Some("0"), "the digit stays one");
    assert_eq!(outcome.text("zone_prefix")[0].as_deref(), Some("02"));
    let dates = values::<Date32Type>(&outcome, "local_date");
    assert_eq!(dates, [Some(DAY_2026_09_30 as i32); 2]);
    let times = values::<Time64MicrosecondType>(&outcome, "local_time");
    assert_eq!(times, [Some((DAY - 2) * SECOND), None]);
    assert_eq!(outcome.decimals("charge"), [Some(1_250_000); 2]);
}

#[test]
fn the_monthly_layout() {
    let outcome = feed(format!("{MONTHLY}\n{MONTHLY_ROW}\n"));
    good(&outcome, 1);
    assert_eq!(profile(&outcome).as_deref(), Some("monthly"));
    assert_eq!(values::<Date32Type>(&outcome, "local_date"), [Some(DAY_2026_07_01 as i32)]);
    let noon_and_a_half = (12 * 3600 + 1800) * SECOND;
    assert_eq!(values::<Time64MicrosecondType>(&outcome, "local_time"), [Some(noon_and_a_half)]);
    let billed = values::<TimestampMicrosecondType>(&outcome, "bill_date");
    assert_eq!(billed, [Some(((DAY_2026_07_01 + 30) * DAY + 12 * 3600) * SECOND)]);
    assert_eq!(outcome.text("type"), [Some("O".to_owned())], "the letter stays one");
    let account = vec![("Account_Code".to_owned(), "ACC1".to_owned())];
    assert_eq!(outcome.extra(), [Some(account)]);
}

#[test]
fn headings_in_any_dress_and_order() {
    let plain = feed(format!("{AU}\n{AU_ROW}\n"));
    let dressed = AU.to_uppercase().replace("BILLINGGROUP", "billing_group");
    let outcome = feed(format!("{dressed}\n{AU_ROW}\n"));
    for (column, other) in plain.batches[0].columns().iter().zip(outcome.batches[0].columns()) {
        if column.data_type() != &arrow_schema::DataType::UInt64 {
            assert_eq!(column, other);
        }
    }
    let moved = feed("Charge,ID,Rate Plan,Origin\n2.5,9,gold,restricted\n");
    good(&moved, 1);
    assert_eq!(profile(&moved), None);
    assert_eq!(moved.decimals("charge"), [Some(2_500_000)]);
    assert_eq!(moved.extra(), [Some(vec![("Rate Plan".to_owned(), "gold".to_owned())])]);
}

#[test]
fn tabs_and_pipes_are_seen_in_the_header_alone() {
    let plain = feed(format!("{AU}\n{AU_ROW}\n"));
    for (delimiter, declared) in [("\t", Delimiter::Tab), ("|", Delimiter::Pipe)] {
        let body = format!("{AU}\n{AU_ROW}\n").replace(',', delimiter);
        assert_eq!(feed(&body), plain, "{delimiter:?}");
        let options = DecodeOptions::default().with_delimiter(declared);
        assert_eq!(decode(Report::BillingFeed, &options, [body.as_bytes()]), plain);
        assert_eq!(
            decode(Report::BillingFeed, &DecodeOptions::default(), body.as_bytes().chunks(1)),
            plain
        );

        let rows_only = format!("{AU_ROW}\n").replace(',', delimiter);
        let refused = feed(&rows_only).error.expect("rows do not show a delimiter");
        assert_eq!(refused.kind(), DecodeErrorKind::NotThisReport);
        let outcome = decode(Report::BillingFeed, &options, [rows_only.as_bytes()]);
        good(&outcome, 1);
        assert_eq!(profile(&outcome).as_deref(), Some("au"));
    }
    let options = DecodeOptions::default().with_delimiter(Delimiter::Pipe);
    let refused = decode(Report::BillingFeed, &options, [AU.as_bytes()]).error;
    assert_eq!(refused.unwrap().kind(), DecodeErrorKind::NotThisReport, "declared is declared");
}

#[test]
fn rows_without_a_header_are_told_by_their_count() {
    for (row, name) in [(NZ_ROW, "nz"), (AU_ROW, "au"), (MONTHLY_ROW, "monthly")] {
        let outcome = feed(row);
        good(&outcome, 1);
        assert_eq!(profile(&outcome).as_deref(), Some(name));
    }
    for body in ["Wrong password", "error,1,2", &AU_ROW.replacen("5000000000", "x", 1), "1,2,3"] {
        let error = feed(body).error.unwrap_or_else(|| panic!("{body}"));
        assert_eq!(error.kind(), DecodeErrorKind::NotThisReport, "{body}");
    }
    let nothing = feed("");
    assert_eq!((nothing.error, nothing.accounting.read, nothing.clean), (None, 0, true));
}

#[test]
fn rows_without_numbers_are_legal_but_not_without_id() {
    let commas = ",".repeat(17);
    let service = "8,Group,restricted,,,,,,2026-09-30,,2026-09-30 00:00:00,,,PLAN,\"A \\ plan\",,,";
    let outcome = feed(format!("{AU}\n7{commas}\n{service}\n{commas}\nnull{commas}\n-1{commas}\n"));
    assert_eq!(outcome.accounting.accepted, 2);
    assert_eq!(outcome.text("smart_code_description")[1].as_deref(), Some("A \\ plan"));
    let reasons: Vec<Reason> = outcome.quarantined.iter().map(|record| record.reason).collect();
    assert_eq!(reasons, [Reason::Missing, Reason::Missing, Reason::Integer]);
    assert!(outcome.quarantined.iter().all(|record| record.column.as_deref() == Some("id")));
}

#[test]
fn a_currency_sign_is_repaired() {
    let priced = |charge: &str| AU_ROW.replace(",1.25,", &format!(",{charge},"));
    let rows =
        [priced("$1.25"), priced("1.25"), priced("\"$1,234.5\""), priced("$"), priced("$$1")];
    let outcome = feed(format!("{AU}\n{}\n", rows.join("\n")));
    assert_eq!((outcome.accounting.accepted, outcome.accounting.repaired), (1, 2));
    assert_eq!(outcome.accounting.quarantined, 2);
    let charges = [Some(1_250_000), Some(1_250_000), Some(1_234_500_000)];
    assert_eq!(outcome.decimals("charge"), charges);
    let rule = || Some("currency_sign".to_owned());
    assert_eq!(outcome.text("_repair"), [rule(), None, rule()]);
}

#[test]
fn many_currency_signs_are_repaired_each() {
    let charge = |number: usize| match number % 5 {
        0 => format!("${number}.25"),
        1 => format!("\"${number}\""),
        2 => String::new(),
        3 => format!("{number}.5"),
        _ => "$null".to_owned(),
    };
    let row = |number| AU_ROW.replace(",1.25,", &format!(",{},", charge(number)));
    let rows: Vec<String> = (0..1000).map(row).collect();
    let outcome = feed(format!("{AU}\n{}\n", rows.join("\n")));
    let counts = outcome.accounting;
    assert_eq!((counts.accepted, counts.repaired, counts.quarantined), (400, 400, 200));
    let read = (0..1000).filter(|number| number % 5 < 4);
    let value = |number: usize| match number % 5 {
        0 => Some(number as i128 * 1_000_000 + 250_000),
        1 => Some(number as i128 * 1_000_000),
        2 => None,
        _ => Some(number as i128 * 1_000_000 + 500_000),
    };
    assert_eq!(outcome.decimals("charge"), read.clone().map(value).collect::<Vec<_>>());
    let rule = |number: usize| (number % 5 < 2).then(|| "currency_sign".to_owned());
    assert_eq!(outcome.text("_repair"), read.map(rule).collect::<Vec<_>>());
}

#[test]
fn a_quote_anywhere_never_hides_a_row() {
    let rows: Vec<String> =
        (0..12).map(|number| AU_ROW.replacen("5000000000", &format!("{number}"), 1)).collect();
    let body = format!("{AU}\n{}\n", rows.join("\n"));
    for at in 0..=body.len() {
        let mut spoiled = body.clone();
        spoiled.insert(at, '"');
        let outcome = feed(&spoiled);
        let all = outcome.accounting.read == 12;
        assert!(outcome.error.is_some() || all, "at {at}: {:?}", outcome.accounting);
    }
}

#[test]
fn any_split_gives_the_same() {
    let rows = [NZ_ROW.to_owned(), NZ_ROW.replace(",142,0,", ",142,$0.5,"), "bad".to_owned()];
    let body = format!("{NZ}\r\n{}", rows.join("\r\n").repeat(40));
    let options = DecodeOptions::default().with_batch_rows(7);
    let whole = decode(Report::BillingFeed, &options, [body.as_bytes()]);
    assert!(whole.accounting.repaired > 0 && whole.accounting.quarantined > 0);
    for size in [1, 2, 3, 64, 1000] {
        assert_eq!(decode(Report::BillingFeed, &options, body.as_bytes().chunks(size)), whole);
    }
}

#[test]
fn the_schema_names_the_layout_once_it_is_known() {
    let mut decoder = ReportDecoder::new(Report::BillingFeed, DecodeOptions::default());
    assert_eq!(decoder.schema(), Report::BillingFeed.schema());
    decoder.decode(format!("{AU}\n{AU_ROW}\n").as_bytes()).unwrap();
    decoder.finish().unwrap();
    let batch = decoder.flush().unwrap().unwrap();
    assert_eq!(batch.schema(), decoder.schema());
    assert_eq!(decoder.schema().metadata()["callrec.profile"], "au");
    let columns: &PrimitiveArray<UInt64Type> = batch.column(0).as_primitive();
    assert_eq!(columns.null_count(), 0);
}
