//! Hostile input: errors and quarantine within the bounds, in linear time.

use callrec_decode::{DecodeErrorKind, DecodeOptions, Reason, Report, ReportDecoder};

use crate::columns::cdr;
use crate::generate::{HEADER, row};

/// Feeds `chunk` after a header until the decoder stops; gives the kind and the bytes it took.
fn endless(first: &str, chunk: &[u8]) -> (DecodeErrorKind, usize) {
    let mut decoder = ReportDecoder::new(Report::IpassCdr, DecodeOptions::default());
    decoder.decode(format!("{HEADER}\n{first}").as_bytes()).unwrap();
    let mut fed = 0;
    loop {
        assert!(fed < 16 << 20, "the decoder takes input without end");
        match decoder.decode(chunk) {
            Ok(taken) => fed += taken,
            Err(error) => return (error.kind(), fed),
        }
    }
}

#[test]
fn a_field_without_end_stops_within_the_block() {
    let (kind, fed) = endless("T1,", &[b'x'; 4096]);
    assert_eq!(kind, DecodeErrorKind::Limit);
    assert!(fed <= 512 << 10, "{fed}");
}

#[test]
fn a_quote_without_end_stops_within_the_block() {
    for chunk in [&[b'x'; 4096][..], &b"xxxxxxx\n".repeat(512), &b"\"\"".repeat(2048)] {
        let (kind, fed) = endless("T1,\"", chunk);
        assert_eq!(kind, DecodeErrorKind::Limit);
        assert!(fed <= 512 << 10, "{fed}");
    }
}

#[test]
fn a_quote_without_end_in_a_long_file_costs_one_line() {
    let mut body = format!("{HEADER}\n");
    for row in (0..30_000).map(row).filter(|row| !row.contains('"')).take(3000) {
        body += &row;
        body.push('\n');
    }
    let plain = cdr(&body);
    assert_eq!(plain.accounting.accepted, 3000);
    let (at, _) = body.match_indices("\nTX").nth(1000).unwrap();
    body.insert(at + 1, '"');
    let outcome = cdr(&body);
    assert_eq!(outcome.error, None);
    assert_eq!(outcome.accounting.accepted + 1, plain.accounting.accepted);
    let long: Vec<_> =
        outcome.quarantined.iter().filter(|record| record.reason == Reason::TooLong).collect();
    assert_eq!(long.len(), 1);
    assert_eq!(long[0].line, 1002);
}

#[test]
fn long_lines_are_set_aside_or_stop() {
    let line =
        |length: usize| format!("{HEADER}\n{}\n{}\n{}\n", row(1), "y".repeat(length), row(2));
    for length in [16_385, 65_536, 65_537, 131_072] {
        let outcome = cdr(line(length));
        assert_eq!((outcome.error, outcome.accounting.accepted), (None, 2), "{length}");
        assert_eq!(outcome.quarantined[0].reason, Reason::TooLong);
        assert_eq!(outcome.quarantined[0].raw.len(), length);
    }
    let outcome = cdr(line(131_073));
    assert_eq!(outcome.error.unwrap().kind(), DecodeErrorKind::Limit);
    assert_eq!(outcome.accounting.accepted, 1);
}

#[test]
fn too_many_columns() {
    let outcome = cdr(format!("{HEADER}{}\n{}\n", ",x".repeat(60), row(1)));
    assert_eq!(outcome.error.unwrap().kind(), DecodeErrorKind::Limit);
    let outcome = cdr(format!("{HEADER}\n{}\n{}\n", ",".repeat(5000), row(1)));
    assert_eq!(outcome.accounting.accepted, 1);
    assert_eq!(outcome.quarantined[0].reason, Reason::ColumnCount);
}

#[test]
fn a_caller_who_never_takes_the_quarantine_gets_an_error() {
    let body = format!("{HEADER}\n{}", "bad\n".repeat(70_000));
    let outcome = cdr(body);
    assert_eq!(outcome.error.unwrap().kind(), DecodeErrorKind::Limit);
    assert_eq!(outcome.accounting.quarantined, 65_536);
}

#[test]
fn more_values_than_a_dictionary_holds_are_an_error_with_rows_before_it() {
    let mut body = format!("{HEADER}\n");
    for number in 0..40_000 {
        body += &format!("T{number},,,,,,,,,1,A{number},,,\n");
    }
    let options = DecodeOptions::default().with_batch_rows(50_000);
    let outcome = crate::columns::decode(Report::IpassCdr, &options, [body.as_bytes()]);
    let error = outcome.error.unwrap();
    assert_eq!((error.kind(), error.column()), (DecodeErrorKind::Limit, Some("access_type")));
    assert_eq!(outcome.accounting.accepted, 32_768);
    assert_eq!(cdr(&body).accounting.accepted, 40_000, "batches of the usual size hold them");
}

#[test]
fn lines_that_each_open_a_quote_take_linear_time() {
    let started = std::time::Instant::now();
    let line = format!("{}\nT1,\"\"\"x\n", row(1));
    let outcome = cdr(format!("{HEADER}\n{}", line.repeat(10_000)));
    assert!(outcome.accounting.balanced());
    let bad = cdr(format!("{HEADER}\n{}", "T1,\"a\"b\n".repeat(60_000)));
    assert_eq!(bad.accounting.quarantined, 60_000);
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
