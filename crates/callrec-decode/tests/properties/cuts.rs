//! A body that ends too early: an error, or rows that are the first of the whole body's.

use arrow_array::{ArrayRef, RecordBatch};

use crate::corpus::fixtures;
use crate::outcome::{Outcome, decode};

/// The first rows, in one piece: no fixture is larger than a batch.
fn first_rows(outcome: &Outcome, count: usize) -> Option<Vec<ArrayRef>> {
    assert!(outcome.batches.len() <= 1);
    let batch = outcome.batches.first().filter(|_| count > 0)?;
    Some(batch.slice(0, count).columns().to_vec())
}

fn rows(outcome: &Outcome) -> usize {
    outcome.batches.iter().map(RecordBatch::num_rows).sum()
}

#[test]
fn a_body_cut_anywhere_gives_no_row_that_the_whole_does_not_give() {
    let mut tried = 0;
    let mut errors = 0;
    for fixture in &fixtures() {
        let whole = decode(fixture.report, &fixture.options, [&fixture.body[..]]);
        for at in fixture.offsets() {
            let cut = decode(fixture.report, &fixture.options, [&fixture.body[..at]]);
            tried += 1;
            errors += usize::from(cut.error.is_some());
            // The last row of delimited text may be cut short when it has no line end: it is told.
            let doubtful = usize::from(cut.error.is_none() && !cut.clean);
            let sure = rows(&cut).saturating_sub(doubtful);
            let (name, total) = (&fixture.name, rows(&whole));
            assert!(sure <= total, "{name}, cut at {at}: {sure} rows of {total}");
            assert!(
                first_rows(&cut, sure) == first_rows(&whole, sure),
                "{name}, cut at {at}: a row has changed"
            );
        }
    }
    assert!(tried > 50_000 && errors > tried / 4, "{errors} of {tried}");
}
