//! The byte-cut sweep: what the simulator answers to each operation of `tests/operations.toml` is
//! answered again and again, each time cut at another byte, by FIN and by reset, at every byte there
//! is. No cut looks whole, and what may have been carried out is never called done or refused.

mod answer;
mod canonical;
mod judge;
mod player;
mod run;
mod tape;

use std::collections::BTreeSet;

use crate::listed::{self, Listed};
use crate::wire::Framing;

/// A body's end as its length or its last chunk tells it, or not at all; plain or compressed.
type Form = (Framing, bool);

/// Which bytes of an answer it is cut before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offsets {
    All,
    /// A head is cut in the same way whatever body it announces.
    OfTheBody,
}

/// In which form the answers of all operations are swept.
const PLAIN: Form = (Framing::Length, false);
/// Others, in which some are: of each system, of each format and of each class. What the portal has in
/// CSV and XML is swept in all there are by `tests/it/cuts.rs`.
const OTHER: [Form; 3] =
    [(Framing::Chunked, false), (Framing::UntilClose, false), (Framing::Length, true)];
const IN_OTHER_FORMS: [&str; 9] = [
    "ipass_portal.child_custom_report",
    "hosted_users.retrieve_user",
    "ipass_rest.list_groups",
    "ipass_rest.create_group",
    "ipass_rest.delete_user",
    "ipass_rest.resend_activation",
    "billing_feed.feed",
    "billing_feed.recording",
    "getcalls.get_calls",
];

/// What looks before it writes: a user by one API, a group by the other. The look is an operation of
/// its own with a sweep of its own; here it is cut to see that nothing is written then.
const LOOKS: [&str; 2] = ["hosted_users.create_or_update_user", "ipass_rest.assign_group_users"];

/// One test a system; the REST API has two.
macro_rules! sweeps {
    ($(fn $name:ident() { $system:literal, $which:expr })*) => {
        const SYSTEMS: &[&str] = &[$($system),*];
        $(
            #[test]
            fn $name() {
                let which: fn(&Listed) -> bool = $which;
                let swept = listed::all().into_iter().filter(|one| one.system == $system);
                let swept = swept.filter(which).collect();
                run::sweep(swept, canonical::of, &[PLAIN], Offsets::All);
            }
        )*
    };
}

sweeps! {
    fn portal() { "ipass_portal", |_| true }
    fn hosted_users() { "hosted_users", |_| true }
    fn rest_reads() { "ipass_rest", |one| !one.has_effects() }
    fn rest_writes() { "ipass_rest", Listed::has_effects }
    fn feed_and_recordings() { "billing_feed", |_| true }
    fn calls() { "getcalls", |_| true }
}

/// With a call of each operation that is listed none can be left out but with its system.
#[test]
fn every_operation_has_a_sweep() {
    let listed = listed::all();
    assert_eq!(listed.len(), callrec_simulator::Operation::ALL.len());
    let systems: BTreeSet<&str> = listed.iter().map(|one| one.system.as_str()).collect();
    assert_eq!(systems, SYSTEMS.iter().copied().collect());
    let varied = |one: &&Listed| IN_OTHER_FORMS.contains(&one.full_name().as_str());
    let varied: Vec<_> = listed.iter().filter(varied).collect();
    assert_eq!(varied.len(), IN_OTHER_FORMS.len());
    let of = |what: fn(&Listed) -> &str, of: &[&Listed]| -> BTreeSet<String> {
        of.iter().map(|one| what(one).to_owned()).collect()
    };
    assert_eq!(of(|one| &one.system, &varied).len(), systems.len(), "one of each system at least");
}

/// And every answer that is written down is one of an operation that is listed.
#[test]
fn no_canonical_answer_is_left_over() {
    let listed: BTreeSet<String> = listed::all().iter().map(Listed::full_name).collect();
    let [answers, refusals] = canonical::all();
    for answer in &answers {
        assert!(answer.bytes().is_some_and(|bytes| !bytes.is_empty()), "{answer:?}");
    }
    for answer in refusals.iter().chain(&answers) {
        let unknown: Vec<_> =
            answer.operations.iter().filter(|one| !listed.contains(*one)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}

/// The sweep is not blind: a table that is short and says so to nobody is told.
#[test]
fn fewer_rows_would_be_seen() {
    for name in ["ipass_portal.monthly_cdr", "billing_feed.feed"] {
        let listed = listed::all().into_iter().find(|one| one.full_name() == name);
        let listed = listed.expect("an operation");
        let held = run::without_a_line(&listed, &canonical::of(&listed)[0]);
        assert!(held.is_err_and(|why| why.contains("a clean end: 1 rows")), "{name}");
    }
}

#[test]
fn in_other_forms() {
    let varied = |one: &Listed| IN_OTHER_FORMS.contains(&one.full_name().as_str());
    let varied = listed::all().into_iter().filter(varied).collect();
    run::sweep(varied, canonical::of, &OTHER, Offsets::OfTheBody);
}

/// A refusal that is cut is no success either, also where nothing but its own text ends it.
#[test]
fn refusals() {
    let refused = |one: &Listed| !canonical::refusals_of(one).is_empty();
    let forms = [PLAIN, (Framing::UntilClose, false)];
    let refused = listed::all().into_iter().filter(refused).collect();
    run::sweep(refused, canonical::refusals_of, &forms, Offsets::OfTheBody);
}
