//! The record reader against csv-core where the rules are kept, and its verdicts where they are not.

use proptest::prelude::*;

use super::*;

const DIALECT: Dialect = Dialect { delimiter: b',', quote: Some(b'"'), multi_line: true };

fn found(text: &str, ended: bool, limit: usize) -> Found {
    read(text.as_bytes(), ended, DIALECT, limit, 64, &mut Vec::new())
}

fn cells(text: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let found = read(text.as_bytes(), true, DIALECT, 1 << 16, 64, &mut cells);
    assert!(matches!(found, Found::Record { .. }), "{text:?}: {found:?}");
    let text_of = |cell: &Cell| {
        String::from_utf8(
            super::text(text.as_bytes(), *cell, DIALECT.quote, &mut Vec::new()).to_vec(),
        )
        .expect("cut at ASCII")
    };
    cells.iter().map(text_of).collect()
}

/// Cells of the first record, and where the next one starts, as csv-core has them.
fn csv_core_cells(text: &str) -> (Vec<String>, usize) {
    let mut reader = csv_core::Reader::new();
    let (mut output, mut ends) = (vec![0; text.len() + 8], vec![0; text.len() + 8]);
    let (mut taken, mut written, mut fields) = (0, 0, 0);
    loop {
        let (result, read, wrote, ended) = reader.read_record(
            &text.as_bytes()[taken..],
            &mut output[written..],
            &mut ends[fields..],
        );
        (taken, written, fields) = (taken + read, written + wrote, fields + ended);
        if matches!(result, csv_core::ReadRecordResult::Record | csv_core::ReadRecordResult::End) {
            break;
        }
    }
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let cut = starts.zip(&ends[..fields]).map(|(start, &end)| output[start..end].to_vec());
    (cut.map(|cell| String::from_utf8(cell).expect("cut at ASCII")).collect(), taken)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn what_keeps_the_rules_reads_as_csv_core_reads_it(
        text in "(a|b|é|\"|\"\"|\",\"|,|,|\n|\r|\r\n){1,30}",
    ) {
        // csv-core passes over blank lines by itself.
        if text.starts_with(['\n', '\r']) {
            return Ok(());
        }
        if let Found::Record { end, next, .. } = found(&text, true, 1 << 16) {
            let (core, taken) = csv_core_cells(&text);
            prop_assert_eq!(cells(&text), core);
            // csv-core leaves the line feed of a CRLF to the next call.
            prop_assert!(taken == next || (taken + 1 == next && &text[end..next] == "\r\n"));
        }
    }

    #[test]
    fn a_verdict_does_not_change_with_more_bytes(
        text in "(a|\"|\"\"|\",\"|,|\n|\r|\r\n){0,30}",
        limit in 1..40_usize,
    ) {
        let whole = found(&text, true, limit);
        for cut in 0..text.len() {
            match found(&text[..cut], false, limit) {
                Found::More => {}
                early => prop_assert_eq!(early, whole, "the first {} bytes of {:?}", cut, &text),
            }
        }
    }
}

#[test]
fn quotes_out_of_place() {
    let stray = |crossed| Found::Stray { crossed };
    assert_eq!(found("a\"b,c\n", true, 99), stray(false));
    assert_eq!(found("\"a\"b,c\n", true, 99), stray(false));
    assert_eq!(found("\"a\" ,c\n", true, 99), stray(false));
    assert_eq!(found("\"a\nb\"c\n", true, 99), stray(true));
    assert_eq!(found("\"a\nb\",c\"\n", true, 99), stray(true));
    assert_eq!(found("\"a\nb", true, 99), Found::Unterminated);
    assert_eq!(found("a,\"", true, 99), Found::Unterminated);
}

#[test]
fn the_limit_is_in_bytes_without_the_line_end() {
    let record = |end, next| Found::Record { end, next, inner_lines: 0 };
    assert_eq!(found("abcd\r\n", true, 4), record(4, 6));
    assert_eq!(found("abcd", true, 4), record(4, 4));
    assert_eq!(found("abcde\n", true, 4), Found::TooLong { crossed: false });
    assert_eq!(found("\"ab\"\n", true, 4), record(4, 5));
    assert_eq!(found("\"abc\"\n", true, 4), Found::TooLong { crossed: false });
    assert_eq!(found("\"\n\n\n\n\"\n", true, 4), Found::TooLong { crossed: true });
    assert_eq!(found("abcd", false, 4), Found::More);
    assert_eq!(found("abcde", false, 4), Found::TooLong { crossed: false });
}

#[test]
fn line_ends_inside_quotes_need_a_dialect_that_has_them() {
    let single = Dialect { multi_line: false, ..DIALECT };
    let found = read(b"\"a\nb\",c\n", true, single, 99, 64, &mut Vec::new());
    assert_eq!(found, Found::Stray { crossed: false });
}

#[test]
fn without_quotes_a_quote_is_a_character() {
    let plain = Dialect { quote: None, ..DIALECT };
    let mut cells = Vec::new();
    let found = read(b"a\"b,\"c\n", true, plain, 99, 64, &mut cells);
    assert_eq!(found, Found::Record { end: 6, next: 7, inner_lines: 0 });
    assert_eq!(cells.len(), 2);
}

#[test]
fn no_more_cells_are_kept_than_asked_for() {
    let mut cells = Vec::new();
    read(",".repeat(100).as_bytes(), true, DIALECT, 999, 5, &mut cells);
    assert_eq!(cells.len(), 6, "one more than allowed tells that there are too many");
}
