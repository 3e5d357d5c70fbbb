//! Hostile sizes: bounded, and said so.

use super::*;

fn small() -> DecodeOptions {
    let mut options = DecodeOptions::default();
    options.limits.record_bytes = 400;
    options.limits.field_bytes = 60;
    options.limits.columns = 12;
    options
}

#[test]
fn what_is_too_long_is_set_aside() {
    let good = call_with("");
    let keys: Vec<_> = (0..12).map(|key| format!("\"k{key}\":1")).collect();
    for element in [
        call_with(&format!("\"destination\":\"{}\"", "7".repeat(61))),
        call_with(&format!("\"price\":{}", "7".repeat(61))),
        call_with(&format!("\"x\":\"{}\"", "\\u0041".repeat(11))),
        call_with(&format!("\"{}\":1", "k".repeat(61))),
        call_with(&keys.join(",")),
        call_with(&format!("\"x\":\"a\"{}", " ".repeat(400))),
    ] {
        let body = format!("[{good},{good},{element},{good}]");
        let outcome = both(Report::GetCalls, &small(), body.as_bytes());
        assert_eq!(outcome.error, None, "{element}");
        assert_eq!(outcome.faults()[0].1, Reason::TooLong, "{element}");
        assert_eq!(outcome.accounting.accepted, 3, "{element}");
    }
    let fits = call_with(&format!("\"destination\":\"{}\"", "7".repeat(60)));
    let outcome = both(Report::GetCalls, &small(), format!("[{fits},{fits},{fits}]").as_bytes());
    assert_eq!(outcome.accounting.accepted, 3);
}

#[test]
fn an_element_without_an_end_is_an_error_however_it_comes() {
    let mut body = format!("[{},{{\"type\":\"", call_with("")).into_bytes();
    body.resize(body.len() + 4000, b'x');
    let whole = both(Report::GetCalls, &small(), &body);
    assert_eq!(whole.kind(), Some(DecodeErrorKind::Limit));
    assert_eq!(whole.accounting.accepted, 1);
    for size in [1, 7, 1000] {
        assert_eq!(decode(Report::GetCalls, &small(), body.chunks(size)), whole, "{size}");
    }
    let element = format!("{{\"type\":\"{}\"}}", "x".repeat(1500));
    let outcome = both(Report::GetCalls, &small(), format!("[{element}]").as_bytes());
    assert_eq!(outcome.faults(), [(None, Reason::TooLong)]);
}

#[test]
fn depth_is_bounded_also_where_values_are_kept_as_text() {
    // The list, the record and its data are three.
    for (inside, refused) in [(61, false), (62, true), (1_000_000, true)] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let inner = if open == "[" { "" } else { "1" };
            let value = format!("{}{inner}{}", open.repeat(inside), close.repeat(inside));
            let body = format!("[{}]", call_with(&format!("\"x\":{value}")));
            let outcome = calls(&body);
            let expected = refused.then_some(DecodeErrorKind::Limit);
            assert_eq!(outcome.kind(), expected, "{inside} of {open}");
        }
    }
    assert_eq!(calls("[".repeat(1_000_000)).kind(), Some(DecodeErrorKind::Limit));
}

#[test]
fn white_space_without_end_takes_no_memory() {
    let space = vec![b' '; 3_000_000];
    let call = call_with("");
    let body =
        [b"[", &space[..], call.as_bytes(), &space, b",", &space, call.as_bytes(), b"]", &space];
    let outcome = both(Report::GetCalls, &DecodeOptions::default(), &body.concat());
    assert_eq!((outcome.error, outcome.accounting.accepted), (None, 2));
    assert_eq!(outcome.batches[0].num_rows(), 2);
}

#[test]
fn a_batch_is_cut_where_it_is_full() {
    let body = format!("[{}]", vec![call_with(""); 1000].join(","));
    let options = DecodeOptions::default().with_batch_rows(130);
    let outcome = both(Report::GetCalls, &options, body.as_bytes());
    let rows: Vec<_> = outcome.batches.iter().map(RecordBatch::num_rows).collect();
    assert_eq!(rows, [130, 130, 130, 130, 130, 130, 130, 90]);
    // The rows of a full batch come before the error behind them.
    let cut = format!("[{}", vec![call_with(""); 130].join(","));
    let outcome = both(Report::GetCalls, &options, cut.as_bytes());
    assert_eq!(outcome.accounting.accepted, 130);
    assert_eq!(outcome.kind(), Some(DecodeErrorKind::Truncated));
}
