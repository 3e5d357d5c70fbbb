//! A stray quote never swallows a row: one is put before every byte of every fixture.

use std::collections::BTreeMap;
use std::ops::Range;

use arrow_array::cast::AsArray;
use arrow_array::types::UInt64Type;
use arrow_array::{ArrayRef, RecordBatch};
use callrec_decode::{DecodeErrorKind, Reason};

use crate::corpus::{Fixture, fixtures};
use crate::outcome::{Outcome, decode};

/// A row but for its place, and the number of its line.
type Row = (Vec<ArrayRef>, u64);

/// Each row by its offset.
fn rows(outcome: &Outcome) -> BTreeMap<u64, Row> {
    outcome.batches.iter().flat_map(rows_of).collect()
}

fn rows_of(batch: &RecordBatch) -> impl Iterator<Item = (u64, Row)> {
    let place = |name: &str| batch.schema().index_of(name).expect("in every report");
    let numbers = |name: &str| batch.column(place(name)).as_primitive::<UInt64Type>().clone();
    let (lines, offsets) = (numbers("_line"), numbers("_offset"));
    let mut columns = batch.columns().to_vec();
    columns.remove(place("_offset"));
    columns.remove(place("_line"));
    (0..batch.num_rows()).map(move |row| {
        let cells = columns.iter().map(|column| column.slice(row, 1)).collect();
        (offsets.value(row), (cells, lines.value(row)))
    })
}

/// Whether a byte at `at` would make one line end two.
fn parts_a_line_end(body: &[u8], at: usize) -> bool {
    body[..at].ends_with(b"\r") && body[at..].starts_with(b"\n")
}

/// Bytes of the records set aside.
fn set_aside(outcome: &Outcome) -> Vec<Range<u64>> {
    let range = |from: u64, length: usize| from..from + length.max(1) as u64;
    let records = outcome.quarantined.iter();
    records.map(|record| range(record.offset, record.raw.len())).collect()
}

/// Stray quotes that were noticed.
fn noticed(outcome: &Outcome) -> usize {
    let records = outcome.quarantined.iter().filter(|record| record.reason == Reason::Quote);
    let in_error = outcome.error.as_ref().is_some_and(|it| it.kind() == DecodeErrorKind::Quote);
    records.count() + usize::from(in_error)
}

#[test]
fn a_quote_before_any_byte_is_told_or_changes_nothing() {
    let mut tried = 0;
    let (mut errors, mut healed) = (0, 0);
    let quotable = |fixture: &&Fixture| fixture.has_quotes() && fixture.has_single_bytes();
    for fixture in fixtures().iter().filter(quotable) {
        let plain = decode(fixture.report, &fixture.options, [&fixture.body[..]]);
        let (plain_rows, name) = (rows(&plain), &fixture.name);
        for at in fixture.offsets() {
            let (before, behind) = fixture.body.split_at(at);
            if fixture.form == "json" && before.ends_with(b"\\") {
                // An escape of another character: a text that is as good as the one before.
                continue;
            }
            let quoted = decode(fixture.report, &fixture.options, [before, b"\"", behind]);
            tried += 1;
            if quoted.error.is_some() {
                errors += 1;
                continue;
            }
            // A fixture with a stray quote of its own: within one row two of them may enclose a text,
            // whatever is in it, and then nothing is astray in that row any more.
            let heals = noticed(&quoted) < noticed(&plain);
            healed += usize::from(heals);
            // Every row is there as before, or within a record set aside; what was in doubt stays told.
            let (quoted_rows, aside) = (rows(&quoted), set_aside(&quoted));
            let moved = |offset: u64| offset + u64::from(offset > at as u64);
            let told = |offset: u64| aside.iter().any(|range| range.contains(&offset));
            let more_lines = parts_a_line_end(&fixture.body, at);
            for (&offset, (cells, line)) in &plain_rows {
                let there = quoted_rows
                    .get(&moved(offset))
                    .is_some_and(|(same, other)| same == cells && (line == other || more_lines));
                assert!(
                    there || told(moved(offset)),
                    "{name}, a quote at {at}: the row at {offset} is gone without a word"
                );
            }
            for record in plain.quarantined.iter().filter(|_| !heals) {
                assert!(
                    told(moved(record.offset)),
                    "{name}, a quote at {at}: the record set aside at {} is gone",
                    record.offset
                );
            }
            let same_end = plain.error.is_none();
            let most = plain_rows.len() + usize::from(heals);
            assert!(!same_end || quoted_rows.len() <= most, "{name}, {at}: a new row");
        }
    }
    assert!(tried > 50_000 && errors > tried / 10, "{errors} of {tried}");
    assert!(healed < tried / 100, "{healed} of {tried}");
}
