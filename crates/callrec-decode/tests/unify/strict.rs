use callrec_decode::{DoubtReason, DstPolicy, Report, Stopped, Unifier, UnifyError, UnifyOptions};
use callrec_decode::{UnifyAccounting, Zone};

use crate::rows::{decimals, decode, line};

/// The third row's amount is in doubt, and before that column was looked at the fourth's start.
const BODY: &str = "\
CALLOUT,1,2,3,2026-01-15 08:30:15,61,20,2,7.00,\n\
CALLIN,1,2,3,2026-01-15 10:40:00,0,,0,0.00,\n\
FAX,1,2,3,2026-01-15 11:00:00,,,1,0.00001,\n\
FAX,1,2,3,2026-03-29 02:30:00,,,1,1,\n";

fn strict() -> Unifier {
    let zone = Zone::named("Europe/Luxembourg").unwrap();
    let options = UnifyOptions::default().with_zone(zone, DstPolicy::Reject).with_strict(true);
    Unifier::new(Report::GetCalls, options).unwrap()
}

fn stopped(unifier: &mut Unifier, body: &str) -> Stopped {
    match unifier.unify(&decode(Report::GetCalls, body)) {
        Err(UnifyError::Doubt(stopped)) => stopped,
        other => panic!("no doubt: {other:?}"),
    }
}

#[test]
fn the_rows_before_the_doubt_come_with_it() {
    let mut unifier = strict();
    let Stopped { doubt, before, .. } = stopped(&mut unifier, BODY);
    assert_eq!((doubt.line, doubt.column, doubt.reason), (3, "amount", DoubtReason::Inexact));
    assert_eq!(before.schema(), Unifier::schema());
    assert_eq!(line(&before, "charge_type"), "CALLOUT CALLIN");
    assert_eq!(decimals(&before, "amount"), [Some(140_000), Some(0)]);
    assert_eq!(unifier.accounting().rows, 2, "as many as were given");
    let UnifyAccounting { overflow, inexact, repeated_local_times, skipped_local_times, .. } =
        unifier.accounting();
    let left_null = [overflow, inexact, repeated_local_times, skipped_local_times];
    assert_eq!(left_null, [0; 4], "nothing was");
    assert!(unifier.take_doubts().is_empty(), "the error told it");
}

#[test]
fn there_are_none_before_the_first_row() {
    let body = BODY.lines().nth(2).unwrap().to_owned() + "\n" + BODY;
    let Stopped { doubt, before, .. } = stopped(&mut strict(), &body);
    assert_eq!((doubt.line, before.num_rows()), (1, 0));
}

#[test]
fn a_batch_without_a_doubt_is_whole_also_after_one_with() {
    let mut unifier = strict();
    stopped(&mut unifier, BODY);
    let good: String = BODY.lines().take(2).map(|row| row.to_owned() + "\n").collect();
    assert_eq!(unifier.unify(&decode(Report::GetCalls, &good)).unwrap().num_rows(), 2);
    // An error of the whole batch is not taken for the next one's doubt.
    let mut broken = decode(Report::GetCalls, BODY);
    broken.remove_column(broken.schema().index_of("_repair").unwrap());
    assert!(matches!(unifier.unify(&broken), Err(UnifyError::Schema { .. })));
    assert_eq!(unifier.unify(&decode(Report::GetCalls, &good)).unwrap().num_rows(), 2);
}

#[test]
fn the_error_shows_no_row() {
    let error = UnifyError::Doubt(stopped(&mut strict(), BODY));
    assert_eq!(
        error.to_string(),
        "unify: the amount has more than 6 digits behind the point (line 3, byte 92, column amount)"
    );
    let shown = format!("{error:?}");
    assert!(shown.contains("rows_before: 2") && !shown.contains("CALLOUT"), "{shown}");
}
