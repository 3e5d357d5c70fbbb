//! A stray quote never swallows a row.

use callrec_decode::{DecodeErrorKind, DecodeOptions, Reason, Report};

use crate::columns::{cdr, decode};
use crate::generate::{HEADER, file, row};

/// What is lost without a word, or read that is not there; `known` are the true ids.
fn silent_loss(body: &str, known: &[String]) -> Option<String> {
    let outcome = cdr(body);
    if outcome.error.is_some() {
        return None;
    }
    let quarantined: usize = outcome
        .quarantined
        .iter()
        .map(|record| record.raw.split(|&byte| byte == b'\n').count())
        .sum();
    let rows = outcome.ids();
    if rows.len() + quarantined != 100 {
        return Some(format!("{} rows and {quarantined} set aside", rows.len()));
    }
    let strange = rows.iter().filter(|id| !known.contains(id)).count();
    (strange > 1).then(|| format!("{strange} strange ids"))
}

#[test]
fn a_quote_at_every_byte_of_a_hundred_rows() {
    const THREADS: usize = 4;
    let body = file(100, "\n");
    let known = cdr(&body).ids();
    let check = &|first: usize| {
        let places = (first..=body.len()).step_by(THREADS);
        for at in places.filter(|&at| body.is_char_boundary(at)) {
            let mut broken = body.clone();
            broken.insert(at, '"');
            if let Some(loss) = silent_loss(&broken, &known) {
                panic!("quote at byte {at}: {loss}");
            }
        }
    };
    std::thread::scope(|scope| {
        for first in 0..THREADS {
            scope.spawn(move || check(first));
        }
    });
}

#[test]
fn a_quote_removed_at_every_place() {
    let body = file(100, "\n");
    let known = cdr(&body).ids();
    for (at, _) in body.match_indices('"') {
        let mut broken = body.clone();
        broken.remove(at);
        if let Some(loss) = silent_loss(&broken, &known) {
            panic!("no quote at byte {at}: {loss}");
        }
    }
}

#[test]
fn a_stray_quote_costs_its_line_only() {
    let body = format!("{HEADER}\n{}\n{}\n{}\n", row(1), row(4).replacen("TX", "T\"X", 1), row(6));
    let outcome = cdr(body);
    assert_eq!(outcome.ids(), ["TX00000001", "TX00000006"]);
    assert_eq!(outcome.quarantined[0].reason, Reason::Quote);
    assert_eq!(outcome.quarantined[0].line, 3);
}

#[test]
fn a_quote_that_runs_into_later_rows_costs_the_rows_up_to_the_next_good_one() {
    let open = row(1).replacen("DE BrdBnd", "\"DE BrdBnd", 1);
    let body = format!("{HEADER}\n{}\n{open}\nnot a row\n{}\n{}\n", row(4), row(5), row(6));
    let outcome = cdr(body);
    assert_eq!(outcome.error, None);
    assert_eq!(outcome.ids(), ["TX00000004", "TX00000005", "TX00000006"]);
    let [record] = &outcome.quarantined[..] else { panic!("{:?}", outcome.quarantined) };
    assert_eq!(record.raw, format!("{open}\nnot a row").as_bytes());
    assert_eq!((record.line, record.reason), (3, Reason::Quote));
    assert_eq!(outcome.places()[1].0, 5);
}

#[test]
fn rows_hidden_in_a_quoted_field_are_an_error() {
    let hiding = row(1).replacen("DE BrdBnd 1", &format!("\"DE\n{}\nBrdBnd\"", row(6)), 1);
    let outcome = cdr(format!("{HEADER}\n{}\n{hiding}\n{}\n", row(7), row(9)));
    let error = outcome.error.clone().unwrap();
    assert_eq!((error.kind(), error.line()), (DecodeErrorKind::Quote, 3));
    assert_eq!(outcome.ids(), ["TX00000007"]);
}

#[test]
fn an_unterminated_quote_is_an_error_after_the_rows_before_it() {
    let body = format!("{HEADER}\n{}\n{}\n\"TX3,rest\nof it", row(1), row(2));
    let error_at = body.find("\"TX3").unwrap() as u64;
    let outcome = cdr(body);
    assert_eq!(outcome.ids().len(), 2);
    let error = outcome.error.unwrap();
    assert_eq!((error.kind(), error.offset(), error.line()), (DecodeErrorKind::Quote, error_at, 4));
}

#[test]
fn strict_stops_at_the_first_bad_record() {
    let body = format!("{HEADER}\n{}\nbad\n{}\n", row(1), row(2));
    let options = DecodeOptions::default().with_strict(true);
    let outcome = decode(Report::IpassCdr, &options, [body.as_bytes()]);
    assert_eq!(outcome.ids(), ["TX00000001"]);
    let error = outcome.error.unwrap();
    assert_eq!((error.kind(), error.line(), error.record()), (DecodeErrorKind::Strict, 3, Some(2)));
    assert_eq!(outcome.accounting.read, 1);
}
