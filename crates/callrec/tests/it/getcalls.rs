//! getcalls against the simulator: windows, both forms, and failures.

use std::time::Duration;

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Decimal128Type, Int64Type};
use callrec::{Day, ErrorKind, GetCalls, GetCallsBuilder, GetCallsFormat, Proof, Reader};
use callrec_simulator::{
    BillingDates, CallTotals, CallsCsv, CallsFailure, CallsIndex, CallsValues, EndDate, Framing,
    GetCallsSwitches, Plan, Simulator, Switches,
};

use crate::server::{Server, Step, ok};

const PASSWORD: &str = "c4n4ry calls+&%";

fn simulator(get_calls: GetCallsSwitches) -> Simulator {
    crate::trace::if_asked_for();
    Simulator::builder()
        .calls_per_day(20)
        .get_calls_credentials("reseller", PASSWORD)
        .switches(Switches { getcalls: get_calls, ..Switches::default() })
        .start()
        .expect("a simulator")
}

fn builder(simulator: &Simulator) -> GetCallsBuilder {
    GetCalls::builder()
        .base_url(simulator.base_url())
        .credentials(simulator.get_calls_username(), PASSWORD)
        .retry_pause(Duration::from_millis(1))
}

/// Synthetic, of the first of September.
const ELEMENT_OF_SEPTEMBER: &str = r#"[{"type":"CALL","data":{"source":"+352111","destination":"+352222",
"destination_name":"L","call_start":"2026-09-01 10:00:00","duration":"12","pbxextension":"1",
"quantity":"1","price":"2","invoice":"N/A"}}]"#;

fn day(text: &str) -> Day {
    text.parse().expect(text)
}

/// The simulator has days of its own.
fn theirs(text: &str) -> callrec_simulator::Day {
    text.parse().expect(text)
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Sums {
    rows: u64,
    duration_s: i64,
    quantity_tenths: i128,
    price_micros: i128,
}

impl Sums {
    fn of(totals: &CallTotals) -> Self {
        Self {
            rows: totals.rows,
            duration_s: i64::try_from(totals.duration_s).expect("seconds"),
            quantity_tenths: totals.quantity_tenths,
            price_micros: totals.price_micros,
        }
    }

    /// Reads to the clean end.
    async fn read(reader: &mut Reader) -> callrec::Result<Self> {
        let mut sums = Self::default();
        while let Some(batch) = reader.next_batch().await {
            let batch = batch?;
            let decimal = |name: &str| {
                let column = batch.column_by_name(name).expect(name);
                column.as_primitive::<Decimal128Type>().iter().flatten().sum::<i128>()
            };
            let durations = batch.column_by_name("duration_s").expect("durations");
            sums.rows += batch.num_rows() as u64;
            sums.duration_s += durations.as_primitive::<Int64Type>().iter().flatten().sum::<i64>();
            sums.quantity_tenths += decimal("quantity") / 100_000;
            sums.price_micros += decimal("price_cents");
        }
        let accounting = reader.accounting();
        assert!(accounting.balanced(), "{accounting:?}");
        assert_eq!((accounting.rows(), accounting.quarantined), (sums.rows, 0));
        Ok(sums)
    }
}

const RANGES: [(&str, &str); 5] = [
    ("2026-07-15", "2026-09-20"),
    ("2026-08-01", "2026-09-01"),
    ("2026-08-31", "2026-09-01"),
    ("2026-09-01", "2026-09-02"),
    ("2026-07-31", "2026-09-02"),
];

/// No gap and no duplicate, however the server reads an end date.
#[tokio::test]
async fn every_record_once_whatever_an_end_date_means() {
    for end_date in [EndDate::Exclusive, EndDate::Inclusive, EndDate::Midnight] {
        let simulator = simulator(GetCallsSwitches { end_date, ..Default::default() });
        let profile = simulator.get_calls_profile().to_owned();
        for format in [GetCallsFormat::Json, GetCallsFormat::Csv] {
            let calls = builder(&simulator).format(format).build().expect("a client");
            for (start, end) in RANGES {
                let what = format!("{end_date:?} {format:?} {start}..{end}");
                let expected = simulator.get_calls();
                let expected = expected.totals(&profile, theirs(start), theirs(end)).expect("sums");
                assert!(expected.rows > 0, "{what}");
                let reader = calls.get_calls(&profile, day(start), day(end)).await;
                let mut reader = reader.unwrap_or_else(|error| panic!("{what}: {error}"));
                let sums = Sums::read(&mut reader).await.unwrap_or_else(|e| panic!("{what}: {e}"));
                assert_eq!(sums, Sums::of(&expected), "{what}");
                assert_eq!(reader.proof(), Some(Proof::Framed));

                let mut windows =
                    calls.get_calls_by_window(&profile, day(start), day(end)).expect("windows");
                let mut sum = Sums::default();
                while let Some((_, reader)) = windows.next().await {
                    let window = Sums::read(&mut reader.expect("opened")).await.expect("read");
                    sum.rows += window.rows;
                    sum.price_micros += window.price_micros;
                }
                let expected = (expected.rows, expected.price_micros);
                assert_eq!((sum.rows, sum.price_micros), expected, "{what}");
            }
        }
    }
}

#[tokio::test]
async fn every_form_has_the_same_records() {
    let base = GetCallsSwitches::default;
    for (format, switches) in [
        (GetCallsFormat::Json, GetCallsSwitches { index: CallsIndex::Object, ..base() }),
        (GetCallsFormat::Json, GetCallsSwitches { values: CallsValues::Strings, ..base() }),
        (GetCallsFormat::Json, GetCallsSwitches { values: CallsValues::Numbers, ..base() }),
        (GetCallsFormat::Json, GetCallsSwitches { call_end: true, ..base() }),
        (
            GetCallsFormat::Json,
            GetCallsSwitches { billing_dates: BillingDates::DateOnly, ..base() },
        ),
        (GetCallsFormat::Csv, GetCallsSwitches { csv: CallsCsv::Clean, ..base() }),
        (GetCallsFormat::Csv, GetCallsSwitches { csv: CallsCsv::Split, ..base() }),
        (GetCallsFormat::Csv, GetCallsSwitches { billing_dates: BillingDates::DateOnly, ..base() }),
    ] {
        let simulator = simulator(switches.clone());
        let profile = simulator.get_calls_profile().to_owned();
        let calls = builder(&simulator).format(format).build().expect("a client");
        let (start, end) = ("2026-08-20", "2026-09-10");
        let expected = simulator.get_calls().totals(&profile, theirs(start), theirs(end));
        let mut reader = calls.get_calls(&profile, day(start), day(end)).await.expect("opened");
        let sums = Sums::read(&mut reader).await.unwrap_or_else(|e| panic!("{switches:?}: {e}"));
        assert_eq!(sums, Sums::of(&expected.expect("sums")), "{format:?} {switches:?}");
    }
}

#[tokio::test]
async fn since_a_day_takes_the_end_that_the_service_takes() {
    let simulator = simulator(GetCallsSwitches::default());
    let profile = simulator.get_calls_profile().to_owned();
    let calls = builder(&simulator).build().expect("a client");
    let mut reader = calls.get_calls_since(&profile, day("2026-09-01")).await.expect("opened");
    assert!(Sums::read(&mut reader).await.expect("read").rows > 0);
    let path = &simulator.requests().pop().expect("a request").path;
    assert!(path.ends_with(&format!("/{profile}/2026-09-01")), "{path}");
    // More than three months are the service's to refuse.
    let error = calls.get_calls_since(&profile, day("2026-01-01")).await.expect_err("too long");
    assert_eq!(error.kind(), ErrorKind::Service, "{error}");
    let csv = builder(&simulator).format(GetCallsFormat::Csv).build().expect("a client");
    let error = csv.get_calls_since(&profile, day("2026-09-01")).await.expect_err("CSV");
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
}

#[tokio::test]
async fn failures_are_errors_and_never_no_rows() {
    for (failure, kind) in [
        (CallsFailure::False, ErrorKind::Service),
        (CallsFailure::Text, ErrorKind::NotData),
        (CallsFailure::Forbidden, ErrorKind::Forbidden),
    ] {
        let simulator = simulator(GetCallsSwitches { failure, ..Default::default() });
        let profile = simulator.get_calls_profile().to_owned();
        let foreign = simulator.get_calls().foreign_profile().to_owned();
        for format in [GetCallsFormat::Json, GetCallsFormat::Csv] {
            let good = builder(&simulator).format(format);
            let wrong = good.clone().credentials("reseller", "c4n4ry wrong");
            for (builder, profile) in [(good, &foreign), (wrong, &profile)] {
                let calls = builder.clone().build().expect("a client");
                let (start, end) = (day("2026-09-01"), day("2026-09-02"));
                let error = match calls.get_calls(profile, start, end).await {
                    Ok(mut reader) => Sums::read(&mut reader).await.expect_err("refused"),
                    Err(error) => error,
                };
                assert_eq!(error.kind(), kind, "{failure:?} {format:?}: {error}");
                let shown = format!("{error} {error:?} {calls:?} {builder:?}");
                assert!(!shown.contains("c4n4ry"), "{shown}");
            }
        }
    }
    for body in ["", "null", "{}", "\"text\"", "no data", "<html></html>", "[1]"] {
        let server = Server::answering(move |_| ok(body));
        let calls = GetCalls::builder().base_url(server.url()).credentials("a", "b").tries(1);
        let calls = calls.build().expect("a client");
        let read = match calls.get_calls("1", day("2026-09-01"), day("2026-09-02")).await {
            Ok(mut reader) => {
                let read = crate::fixture::drain(&mut reader).await;
                read.map(|rows| (rows, reader.accounting().quarantined))
            }
            Err(error) => Err(error),
        };
        match body {
            // An object without elements is a list without elements in PHP (reading E10).
            "{}" => assert_eq!(read.expect("an empty list"), (0, 0)),
            "[1]" => assert_eq!(read.expect("one that is none"), (0, 1)),
            _ => {
                let kinds = [ErrorKind::NotData, ErrorKind::Decode];
                let error = read.expect_err(body);
                assert!(kinds.contains(&error.kind()), "{body:?}: {error}");
            }
        }
    }
}

#[tokio::test]
async fn a_record_of_another_time_is_told() {
    let server = Server::answering(|_| {
        ok(r#"[{"type":"CALLOUT","data":{"call_start":"2026-08-31 23:59:59","duration":"1"}}]"#)
    });
    let calls = GetCalls::builder().base_url(server.url()).credentials("a", "b");
    let calls = calls.build().expect("a client");
    let mut reader =
        calls.get_calls("1", day("2026-09-01"), day("2026-09-02")).await.expect("opened");
    let error = crate::fixture::drain(&mut reader).await.expect_err("outside");
    assert_eq!(error.kind(), ErrorKind::ContinuityBroken, "{error}");
    assert!(error.to_string().contains("2026-09-01..2026-09-02"), "{error}");
}

#[tokio::test]
async fn passing_faults_and_unproven_ends() {
    let simulator =
        simulator(GetCallsSwitches { end_date: EndDate::Inclusive, ..Default::default() });
    let profile = simulator.get_calls_profile().to_owned();
    let calls = builder(&simulator).build().expect("a client");
    let (start, end) = ("2026-07-15", "2026-09-20");
    let totals = simulator.get_calls().totals(&profile, theirs(start), theirs(end));
    let expected = Sums::of(&totals.expect("sums"));
    for verb in ["return-503", "reset-after-0B", "cut-chunked-after-900B", "fin-after-900B"] {
        let plan = [format!("get_calls:1:{verb}"), format!("get_calls:3:{verb}")];
        simulator.plan(Plan::parse(plan).expect(verb));
        let mut reader = calls.get_calls(&profile, day(start), day(end)).await.expect(verb);
        assert_eq!(Sums::read(&mut reader).await.expect(verb), expected, "{verb}");
    }
    let mut switches = simulator.switches();
    switches.framing = Framing::CloseDelimited;
    simulator.set_switches(switches).expect("switched");
    for (format, proof) in
        [(GetCallsFormat::Json, Proof::Framed), (GetCallsFormat::Csv, Proof::Unproven)]
    {
        let calls = builder(&simulator).format(format).build().expect("a client");
        let mut reader = calls.get_calls(&profile, day(start), day(end)).await.expect("opened");
        assert_eq!(Sums::read(&mut reader).await.expect("read"), expected);
        assert_eq!(reader.proof(), Some(proof));
    }
}

/// What was read of it may be proven; the report is not.
#[tokio::test]
async fn nothing_is_proven_before_the_last_window_or_where_it_fails() {
    let simulator = simulator(GetCallsSwitches::default());
    let profile = simulator.get_calls_profile().to_owned();
    let calls = builder(&simulator).tries(1).build().expect("a client");
    simulator.plan(Plan::parse(["get_calls:3+:return-503"]).expect("a plan"));
    let (start, end) = (day("2026-07-01"), day("2026-10-01"));
    let mut reader = calls.get_calls(&profile, start, end).await.expect("opened");
    let error = loop {
        match reader.next_batch().await.expect("never a clean end") {
            Ok(_) => assert_eq!(reader.proof(), None, "more is to come"),
            Err(error) => break error,
        }
    };
    assert_eq!((error.kind(), reader.proof()), (ErrorKind::Service, None));
}

#[tokio::test]
async fn an_empty_profile_is_named() {
    let simulator = simulator(GetCallsSwitches::default());
    let calls = builder(&simulator).build().expect("a client");
    let opened = calls.get_calls(" ", day("2026-09-01"), day("2026-09-02")).await;
    let error = opened.expect_err("no profile");
    assert!(error.to_string().starts_with("getcalls get_calls: the profile is empty"), "{error}");
}

/// The closed array is a frame of its own: nothing is fetched twice.
#[tokio::test]
async fn a_closed_array_is_whole_however_it_was_framed() {
    for body in ["[]", ELEMENT_OF_SEPTEMBER] {
        let whole = format!("HTTP/1.1 200 OK\r\n\r\n{body}");
        let server = Server::scripted(vec![vec![Step::Send(whole.into()), Step::Close]]);
        let calls = GetCalls::builder().base_url(server.url()).credentials("a", "b");
        let calls = calls.build().expect("a client");
        let mut reader =
            calls.get_calls("1", day("2026-09-01"), day("2026-09-02")).await.expect("opened");
        let rows = crate::fixture::drain(&mut reader).await.expect("read");
        assert_eq!((rows, reader.proof()), (body.matches("CALL").count(), Some(Proof::Framed)));
    }
}

/// Only a day that was read can say that a record belongs to the next window: what was set aside is
/// set aside in each window that it came in.
#[tokio::test]
async fn what_cannot_be_read_is_counted_where_it_came() {
    let broken = ELEMENT_OF_SEPTEMBER.replace("\"12\"", "\"soon\"");
    let server = Server::scripted(vec![ok(&broken), ok(&broken)]);
    let calls = GetCalls::builder().base_url(server.url()).credentials("a", "b");
    let calls = calls.build().expect("a client");
    let reader = calls.get_calls("1", day("2026-08-31"), day("2026-09-02")).await;
    let mut reader = reader.expect("opened");
    assert_eq!(crate::fixture::drain(&mut reader).await.expect("read"), 0);
    assert_eq!((reader.accounting().read, reader.accounting().quarantined), (2, 2));
}

#[test]
fn the_blocking_face() {
    let simulator = simulator(GetCallsSwitches::default());
    let profile = simulator.get_calls_profile().to_owned();
    let calls = builder(&simulator).build_blocking().expect("a client");
    let (start, end) = (day("2026-07-15"), day("2026-09-20"));
    let rows = |reader: callrec::blocking::Reader| -> usize {
        reader.map(|batch| batch.expect("a batch").num_rows()).sum()
    };
    let all = rows(calls.get_calls(&profile, start, end).expect("opened"));
    let windows = calls.get_calls_by_window(&profile, start, end).expect("windows");
    assert_eq!(windows.remaining(), 3);
    let mut sum = 0;
    for item in windows.concurrency(2).as_completed() {
        let (window, reader) = item.expect("waited");
        assert!(window.start() >= start && window.end() <= end);
        sum += rows(reader.expect("opened"));
    }
    assert_eq!(sum, all);
    let error = calls.get_calls(&profile, end, start).expect_err("backwards");
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    let options = calls.unify_options(&profile).expect("options");
    assert_eq!(options.account.as_deref(), Some(profile.as_str()));
}
