//! One row of the feed as facts; how it is written is [`super::line`]'s.

use super::{
    call_types::{CallType, Flow, WEIGHTS, drawn},
    numbering::Place,
};
use crate::data::prng::{Draws, key};

/// Calls of an account end one after the other at this pace.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timeline {
    /// Seconds from 1970-01-01 00:00:00, local time, zone unstated.
    pub(crate) begin_s: i64,
    pub(crate) interval_micros: u64,
}

/// What a row is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Call(&'static CallType),
    /// A charge without numbers: legal (OBS).
    Service(&'static str),
    /// An id and nothing else (OBS).
    Pointer,
}

/// A far end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Party {
    /// Digits before the last four, and the last four.
    Number(&'static str, u16),
    /// OBS: the caller's number is kept back.
    Restricted,
    Nobody,
}

/// A row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) kind: Kind,
    /// Index into [`CUSTOMERS`].
    pub(super) customer: usize,
    pub(super) origin: Party,
    pub(super) destination: Party,
    pub(super) third: Party,
    pub(super) status: &'static str,
    /// Seconds from 1970-01-01, local time.
    pub(super) started_s: i64,
    pub(super) length_s: u64,
    /// Millionths of the currency, which the feed does not name.
    pub(super) charge_micros: i64,
    /// Index into [`SMART_CODES`].
    pub(super) smart_code: Option<usize>,
    pub(super) recorded: bool,
    /// Where the switch says that some costs bear a `$`, this one does.
    pub(super) marked: bool,
}

/// Billing group and name: synthetic, with the characters that careless readers trip over.
/// A backslash is a plain character (OBS).
pub(super) const CUSTOMERS: [(&str, &str); 6] = [
    ("61255501000", "EXAMPLE TRAVEL"),
    ("61255501100", "Müller & Söhne"),
    ("61255501200", "Sample \\ Partners"),
    ("0061255501300", "Quote \"Q\" Holdings, Perth"),
    ("61255501400", "+Plus Freight"),
    ("61255501500", "back\\slash\\"),
];

/// Digits before the last four of the account's own numbers.
pub(super) const OWN: &str = "6125550";

/// Codes that callers dial to charge a call to somebody; text, with leading zeros.
pub(super) const SMART_CODES: [(&str, &str); 3] =
    [("100", "Head office"), ("007", "Sales, \"north\""), ("42", "Lager \\ Köln")];

const SERVICES: [&str; 4] =
    ["Monthly line rental", "Number porting, one-off", "Hosted PBX seat", "Service credit"];

/// A rerated row's charge is greater by so much.
pub(super) const RERATED_BY_MICROS: i64 = 12_300;

/// The row at a place of the account with this key, rerated so many times.
pub(super) fn row(account_key: u64, place: Place, timeline: Timeline, rerated: u32) -> Row {
    let part = if place.late { 1 } else { 0 };
    let mut draws = Draws::new(key(key(account_key, place.row), part));
    let ended_micros = i128::from(place.row) * i128::from(timeline.interval_micros)
        + i128::from(draws.below(timeline.interval_micros));
    let ended_s =
        timeline.begin_s + i64::try_from(ended_micros / 1_000_000).unwrap_or(i64::MAX / 4);
    let mut row = match draws.below(120) {
        0..=2 => service(&mut draws, ended_s),
        3..=4 => pointer(ended_s),
        _ => call(&mut draws, ended_s),
    };
    if rerated > 0 {
        // A pointer row has no charge to change: it becomes the charge that it pointed to.
        if matches!(row.kind, Kind::Pointer) {
            row.kind = Kind::Service(SERVICES[0]);
        }
        row.charge_micros += RERATED_BY_MICROS * i64::from(rerated);
    }
    row
}

fn blank(kind: Kind, started_s: i64) -> Row {
    Row {
        kind,
        customer: 0,
        origin: Party::Nobody,
        destination: Party::Nobody,
        third: Party::Nobody,
        status: "",
        started_s,
        length_s: 0,
        charge_micros: 0,
        smart_code: None,
        recorded: false,
        marked: false,
    }
}

fn pointer(ended_s: i64) -> Row {
    blank(Kind::Pointer, ended_s)
}

fn service(draws: &mut Draws, ended_s: i64) -> Row {
    let product = below(draws, SERVICES.len());
    let cents = 100 + draws.below(9_900);
    let sign = if product == SERVICES.len() - 1 { -1 } else { 1 };
    Row {
        customer: below(draws, CUSTOMERS.len()),
        charge_micros: sign * cents.cast_signed() * 10_000,
        marked: draws.one_in(8),
        // Charges are dated, not timed.
        ..blank(Kind::Service(SERVICES[product]), ended_s - ended_s.rem_euclid(86_400))
    }
}

fn call(draws: &mut Draws, ended_s: i64) -> Row {
    let call_type = drawn(draws.below(WEIGHTS));
    let own = Party::Number(OWN, four(draws));
    let far = Party::Number(call_type.far, four(draws));
    let caller = if draws.one_in(6) { Party::Restricted } else { far };
    let (origin, destination, third) = match call_type.flow {
        Flow::In => (caller, own, Party::Nobody),
        Flow::Out | Flow::Within => (own, far, Party::Nobody),
        Flow::Forwarded => (caller, own, Party::Number("6149157", four(draws))),
    };
    let (status, length_s) = match draws.below(16) {
        0 => ("No Answer", 0),
        1 => ("Busy", 0),
        2 => ("Ok", draws.below(14_400)),
        _ => ("Ok", 1 + draws.below(600)),
    };
    // Four places: what such feeds print.
    let exact = u64::from(call_type.rate_micros) * length_s / 60;
    let outgoing = matches!(call_type.flow, Flow::Out);
    Row {
        customer: below(draws, CUSTOMERS.len()),
        origin,
        destination,
        third,
        status,
        length_s,
        charge_micros: (exact / 100 * 100).cast_signed(),
        smart_code: (outgoing && draws.one_in(12)).then(|| below(draws, SMART_CODES.len())),
        recorded: length_s > 0 && draws.one_in(8),
        marked: draws.one_in(16),
        ..blank(Kind::Call(call_type), ended_s - length_s.cast_signed())
    }
}

fn four(draws: &mut Draws) -> u16 {
    u16::try_from(draws.below(10_000)).unwrap_or(0)
}

fn below(draws: &mut Draws, bound: usize) -> usize {
    usize::try_from(draws.below(bound as u64)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIMELINE: Timeline = Timeline { begin_s: 1_788_220_800, interval_micros: 2_592_000_000 };

    fn at(row: u64, rerated: u32) -> Row {
        super::row(1, Place { row, late: false }, TIMELINE, rerated)
    }

    #[test]
    fn rows_end_one_after_the_other() {
        let ends: Vec<i64> = (0..1_000)
            .map(|number| at(number, 0))
            .filter(|row| matches!(row.kind, Kind::Call(_)))
            .map(|row| row.started_s + row.length_s.cast_signed())
            .collect();
        assert!(ends.is_sorted());
        assert!(ends[0] >= TIMELINE.begin_s);
    }

    #[test]
    fn rerating_changes_the_charge_of_every_kind_of_row() {
        for number in 0..1_000 {
            let (before, after) = (at(number, 0), at(number, 1));
            assert_eq!(after.charge_micros - before.charge_micros, RERATED_BY_MICROS);
            assert!(!matches!(after.kind, Kind::Pointer));
        }
    }

    #[test]
    fn a_late_row_is_another_one() {
        let late = super::row(1, Place { row: 5, late: true }, TIMELINE, 0);
        let row = at(5, 0);
        assert_ne!((late.started_s, late.length_s), (row.started_s, row.length_s));
    }
}
