//! Sweeps one operation after the other: several connections at once, one thread, and a client for
//! many cuts.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::canonical::Canonical;
use super::judge::{Judge, What};
use super::player::{End, Part};
use super::tape::{Slot, Tape};
use super::{Form, Offsets, PLAIN, tape};
use crate::listed::Listed;
use crate::trace;
use crate::wire::Framing;

/// Of one operation's failures so many are shown.
const SHOWN: usize = 8;

/// Where `tests/canary` has every log on, only each so many-th byte: what is logged of neighbours is the
/// same, and here only the logs are looked through.
const STEP_IN_A_LOG: usize = 16;

/// Where an answer of a call is cut, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cut {
    answer: usize,
    at: usize,
    reset: bool,
}

/// A cut, how many rows came before it, and what is wrong with what the call gave.
type Judged = (Cut, usize, Result<(), String>);

/// Sweeps these operations; each has to hold.
pub(super) fn sweep(
    operations: Vec<Listed>,
    answers: fn(&Listed) -> Vec<Canonical>,
    forms: &[Form],
    offsets: Offsets,
) {
    assert!(!operations.is_empty());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let mut wrong = Vec::new();
    for listed in &operations {
        let local = tokio::task::LocalSet::new();
        wrong.extend(local.block_on(&runtime, async {
            let mut wrong = Vec::new();
            for canonical in answers(listed) {
                let simulator = tape::simulator(listed);
                let tape = Tape::record(listed, &canonical, &simulator).await;
                for &form in forms {
                    wrong.extend(in_form(&tape, form, offsets).await);
                }
            }
            wrong
        }));
    }
    assert!(wrong.is_empty(), "{} and more:\n{}\n", wrong.len(), wrong.join("\n"));
}

/// What is wrong with an operation whose answers come in one form.
async fn in_form(tape: &Tape<'_>, form: Form, offsets: Offsets) -> Vec<String> {
    let (mut answers, mut cuts) = (Vec::<Vec<u8>>::new(), Vec::<Cut>::new());
    for (answer, recorded) in tape.answers.iter().enumerate() {
        let (bytes, body) = recorded.bytes(form);
        let first = if offsets == Offsets::OfTheBody { body } else { 0 };
        let offsets = if answer < tape.not_cut { 0..0 } else { first..bytes.len() };
        let offsets = offsets.step_by(if trace::asked_for() { STEP_IN_A_LOG } else { 1 });
        cuts.extend(offsets.flat_map(|at| [false, true].map(|reset| Cut { answer, at, reset })));
        answers.push(bytes);
    }
    let next = Cell::new(0);
    let workers = tape.slots.iter().map(async |slot| {
        let mut judged = Vec::new();
        while let Some(&cut) = cuts.get(next.get()) {
            next.set(next.get() + 1);
            judged.push(judged_cut(tape, slot, form, &answers, cut).await);
        }
        judged
    });
    let judged: Vec<Judged> = futures_util::future::join_all(workers).await.concat();
    assert_eq!(judged.len(), cuts.len(), "each cut once");
    let what =
        |cut: &Cut| format!("{} {form:?} {cut:?} of {}", tape.name, answers[cut.answer].len());
    let told = judged.iter().filter_map(|(cut, _, held)| {
        held.as_ref().err().map(|why| format!("{}: {why}", what(cut)))
    });
    let mut wrong: Vec<String> = told.take(SHOWN).collect();
    // What came before a reset was read before it, or the sweep by reset would show nothing.
    let rows: BTreeMap<Cut, usize> = judged.iter().map(|(cut, rows, _)| (*cut, *rows)).collect();
    let lost = rows.iter().filter(|(cut, got)| rows[&Cut { reset: false, ..**cut }] != **got);
    wrong.extend(
        lost.take(SHOWN).map(|(cut, got)| format!("{}: {got} rows, not as by FIN", what(cut))),
    );
    wrong
}

async fn judged_cut(
    tape: &Tape<'_>,
    slot: &Slot<'_>,
    form: Form,
    answers: &[Vec<u8>],
    cut: Cut,
) -> Judged {
    let bytes = &answers[cut.answer];
    let part = Part {
        before: answers[..cut.answer].to_vec(),
        cut: bytes[..cut.at].to_vec(),
        end: Some(if cut.reset { End::Reset } else { End::Fin }),
        // Where the end is not marked, a second fetch tells: it comes whole.
        after: is_unmarked(form).then(|| bytes.clone()),
    };
    let (rows, held) = judged_part(tape, slot, form, part, &bytes[cut.at..]).await;
    (cut, rows, held)
}

/// How many rows a call gives that is answered so, and what is wrong with that.
async fn judged_part(
    tape: &Tape<'_>,
    slot: &Slot<'_>,
    form: Form,
    part: Part,
    lost: &[u8],
) -> (usize, Result<(), String>) {
    let answer = part.before.len();
    slot.player.play(tape.login.clone(), part);
    let gave = tape.world.call(&slot.clients).await;
    let judge = Judge {
        simulator: tape.simulator,
        whole: &tape.whole,
        what: match (tape.refused, tape.has_effects, answer + 1 == tape.answers.len()) {
            (_, true, false) => What::Look,
            (true, ..) => What::Refused,
            (false, true, true) => What::Write,
            (false, false, _) => What::Read,
        },
        lost,
        is_well: tape.answers[answer].is_well(),
        unmarked: is_unmarked(form),
        cut: answer + 1,
        asked: slot.player.asked(),
    };
    (gave.rows(), judge.judge(&gave))
}

fn is_unmarked(form: Form) -> bool {
    form == (Framing::UntilClose, false)
}

/// What is said of an answer that lacks its last line, and that nobody can tell from a whole one.
pub(super) fn without_a_line(listed: &Listed, canonical: &Canonical) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let local = tokio::task::LocalSet::new();
    local.block_on(&runtime.expect("a runtime"), async {
        let simulator = tape::simulator(listed);
        let tape = Tape::record(listed, canonical, &simulator).await;
        let (cut, _) = tape.answers[0].without_its_last_line().bytes(PLAIN);
        let part = Part { cut, ..Part::default() };
        judged_part(&tape, &tape.slots[0], PLAIN, part, b"a line").await.1
    })
}
