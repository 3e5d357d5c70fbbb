//! Numbers and dates against oracles that know nothing of the decoder.

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, TimestampMicrosecondType};
use callrec_decode::{DecodeOptions, Reason, Report, SessionLengthUnit};
use proptest::prelude::*;

use crate::columns::{Outcome, cdr, decode};
use crate::generate::HEADER;

/// A printed decimal and its value in millionths, `None` where it has no place in the type.
#[derive(Clone, Debug)]
struct Printed {
    text: String,
    millionths: Option<i128>,
}

fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn printed() -> impl Strategy<Value = Printed> {
    let whole = prop_oneof!["[0-9]{1,4}", "[0-9]{1,12}", "[1-9][0-9]{11,14}"];
    let fraction = prop_oneof![Just(String::new()), "[0-9]{1,3}", "[0-9]{1,6}0{0,4}", "[0-9]{6,9}"];
    (any::<bool>(), whole, fraction, any::<bool>()).prop_map(
        |(negative, whole, fraction, groups)| {
            let value = || {
                let significant = fraction.trim_end_matches('0');
                let places = u32::try_from(significant.len()).ok().filter(|&places| places <= 6)?;
                let digits: i128 = format!("{whole}{significant}").parse().ok()?;
                let value = digits * 10_i128.pow(6 - places);
                (value < 10_i128.pow(18)).then_some(if negative { -value } else { value })
            };
            let millionths = value();
            let point = if fraction.is_empty() { "" } else { "." };
            let sign = if negative { "-" } else { "" };
            let whole = if groups { grouped(&whole) } else { whole };
            Printed { text: format!("{sign}{whole}{point}{fraction}"), millionths }
        },
    )
}

/// A body with one row a text, which stands quoted in the given column.
fn column(cell: usize, texts: &[String]) -> Outcome {
    let mut body = format!("{HEADER}\n");
    for (row, text) in texts.iter().enumerate() {
        let mut cells = vec![String::new(); 14];
        cells[0] = format!("T{row}");
        cells[cell] = format!("\"{text}\"");
        body += &(cells.join(",") + "\n");
    }
    cdr(body)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() })]

    #[test]
    fn decimals_agree_with_big_integers(numbers in prop::collection::vec(printed(), 1..150)) {
        let texts: Vec<String> = numbers.iter().map(|number| number.text.clone()).collect();
        let outcome = column(9, &texts);
        prop_assert_eq!(outcome.error.clone(), None);
        let expected: Vec<Option<i128>> =
            numbers.iter().map(|number| number.millionths).filter(Option::is_some).collect();
        prop_assert_eq!(outcome.decimals("net_billing_amount"), expected);
        let refused = numbers.iter().filter(|number| number.millionths.is_none()).count();
        prop_assert_eq!(outcome.quarantined.len(), refused);
        prop_assert!(outcome.quarantined.iter().all(|record| record.reason == Reason::Decimal));
    }

    #[test]
    fn whole_numbers_with_and_without_separators(
        numbers in prop::collection::vec(
            prop_oneof![0..100_000_i64, any::<i64>(), -1_000_000_000..1_000_000_000_i64],
            1..150,
        ),
        groups: bool,
    ) {
        let print = |number: &i64| {
            let sign = if *number < 0 { "-" } else { "" };
            let digits = number.unsigned_abs().to_string();
            sign.to_owned() + &if groups { grouped(&digits) } else { digits }
        };
        let texts: Vec<String> = numbers.iter().map(print).collect();
        let outcome = column(7, &texts);
        prop_assert_eq!(outcome.accounting.accepted, numbers.len() as u64);
        let lengths = outcome.batches[0].column(7).as_primitive::<Int64Type>();
        prop_assert_eq!(&lengths.values()[..], &numbers[..]);
    }
}

#[test]
fn every_day_from_1990_to_2037() {
    let (mut texts, mut expected) = (Vec::new(), Vec::new());
    let mut at = jiff::civil::date(1990, 1, 1).at(0, 0, 1, 0);
    let step = jiff::Span::new().days(1).seconds(7);
    while at.year() < 2038 {
        let text = at.strftime("%d-%b-%Y %H:%M:%S").to_string();
        texts.push(if texts.len() % 2 == 0 { text } else { text.to_uppercase() });
        let utc = at.to_zoned(jiff::tz::TimeZone::UTC).unwrap();
        expected.push(utc.timestamp().as_microsecond());
        at = at.checked_add(step).unwrap();
    }
    for cell in [5, 6] {
        let outcome = column(cell, &texts);
        let instants = outcome.batches.iter().flat_map(|batch| {
            batch.column(cell).as_primitive::<TimestampMicrosecondType>().values().to_vec()
        });
        assert!(instants.eq(expected.iter().copied()));
    }
}

#[test]
fn days_and_times_that_do_not_exist() {
    let texts = [
        "30-FEB-2024 00:00:00",
        "29-FEB-2023 00:00:00",
        "31-NOV-2026 00:00:00",
        "00-JAN-2026 00:00:00",
        "01-JAN-2026 24:00:00",
        "01-JAN-2026 23:60:00",
        "01-JAN-2026 23:59:60",
        "01-JAN-0000 00:00:00",
        "01-JAN-2026 1:00:000",
        "1-JAN-2026 00:00:00",
        "01-JAN-26 00:00:00",
        "01.JAN.2026 00:00:00",
        "01-JAN-2026 00:00:0\u{b2}",
    ];
    let outcome = column(5, &texts.map(str::to_owned));
    assert_eq!(outcome.accounting.accepted, 0);
    assert!(outcome.quarantined.iter().all(|record| record.reason == Reason::Timestamp));
}

/// Rows enough for the index and one that it leaves to the exact path.
#[test]
fn a_session_length_in_minutes_is_kept_in_seconds() {
    let lengths = ["0", "1", "\"1,234\"", "-3", "", "null", "153722867280912930"];
    let too_long = ["153722867280912931", "-153722867280912931", "9223372036854775808", "1.5"];
    let row = |length: &&str| format!("T1,01-JAN-2026 00:00:00,1,{length}\n");
    let body: String = ["Transaction ID,GMT Time,Net Billing Amount,Session Length\n".to_owned()]
        .into_iter()
        .chain(lengths.iter().cycle().take(140).map(row))
        .chain(too_long.iter().map(row))
        .chain(lengths.iter().map(row))
        .collect();
    let options = DecodeOptions::default().with_session_length_unit(SessionLengthUnit::Minutes);
    let seconds =
        [Some(0), Some(60), Some(74_040), Some(-180), None, None, Some(9_223_372_036_854_775_800)];
    for size in [body.len(), 1] {
        let outcome = decode(Report::IpassCdr, &options, body.as_bytes().chunks(size));
        assert_eq!(outcome.error, None);
        let column = outcome.batches[0].column_by_name("session_length_s").expect("the column");
        let found: Vec<_> = column.as_primitive::<Int64Type>().iter().collect();
        assert_eq!(found, seconds.iter().copied().cycle().take(147).collect::<Vec<_>>());
        let aside: Vec<_> = outcome
            .quarantined
            .iter()
            .map(|it| (it.line, it.reason, it.column.as_deref()))
            .collect();
        let named = |line| (line, Reason::Integer, Some("session_length_s"));
        assert_eq!(aside, [named(142), named(143), named(144), named(145)]);
    }
    assert_eq!(cdr(&body).quarantined.len(), 2, "in seconds the longest fit");
}
