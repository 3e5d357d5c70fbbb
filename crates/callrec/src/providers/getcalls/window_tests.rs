//! Windows against models of servers: no gap, no duplicate, equal records kept.

use proptest::collection::vec;
use proptest::prelude::*;

use super::window::{Side, Window};
use crate::{Day, ErrorKind};

/// What a server makes of the end date (reading E5).
#[derive(Clone, Copy, Debug)]
enum EndDate {
    Exclusive,
    /// The whole day.
    Inclusive,
    /// Its midnight and no later: dates compared with times.
    Midnight,
}

const DAY: i64 = 86_400_000_000;

fn day(text: &str) -> Day {
    text.parse().expect(text)
}

fn micros(day: Day) -> i64 {
    let first = day_number(day) - day_number(self::day("1970-01-01"));
    first * DAY
}

/// Days since a day in year 0, by the calendar's own rule.
fn day_number(day: Day) -> i64 {
    let (year, month) = (i64::from(day.year()), i64::from(day.month()));
    let year = year - i64::from(month <= 2);
    let shifted = (month + 9) % 12;
    365 * year + year / 4 - year / 100 + year / 400 + (153 * shifted + 2) / 5 + i64::from(day.day())
}

/// What a server sends for a window, by the microsecond.
fn answer(records: &[i64], window: Window, end_date: EndDate) -> Vec<i64> {
    let (start, end) = (micros(window.start()), micros(window.end()));
    let sent = |at: &&i64| match end_date {
        EndDate::Exclusive => (start..end).contains(*at),
        EndDate::Inclusive => (start..end + DAY).contains(*at),
        EndDate::Midnight => (start..=end).contains(*at),
    };
    records.iter().filter(sent).copied().collect()
}

fn days() -> impl Strategy<Value = Day> {
    (2019..2029_u16, 1..=12_u8, 1..=31_u8)
        .prop_filter_map("a day that exists", |(year, month, day)| Day::new(year, month, day).ok())
}

fn end_dates() -> impl Strategy<Value = EndDate> {
    prop_oneof![Just(EndDate::Exclusive), Just(EndDate::Inclusive), Just(EndDate::Midnight)]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1000, ..ProptestConfig::default() })]

    /// Every record of the range once, with its multiplicity, whichever way the server reads an end.
    #[test]
    fn no_gap_and_no_duplicate(
        start in days(),
        length in 1..500_i64,
        // A part of the range, and how far from a midnight.
        records in vec((0..1000_i64, prop_oneof![Just(0), Just(-1), Just(1), -DAY..DAY]), 0..60),
        end_date in end_dates(),
    ) {
        let end = (1..=length).fold(start, |day, _| next(day));
        let from = micros(start);
        let mut records: Vec<i64> = records
            .into_iter()
            .map(|(part, off)| from + (length * part / 1000) * DAY + off)
            .collect();
        // Equal ones are two records.
        records.extend(records.first().copied());
        let mut expected: Vec<i64> =
            records.iter().copied().filter(|at| (from..micros(end)).contains(at)).collect();
        expected.sort_unstable();

        let windows = Window::split(start, end).expect("windows");
        let mut got = Vec::new();
        for window in &windows {
            for at in answer(&records, *window, end_date) {
                match window.side(at) {
                    Side::Inside => got.push(at),
                    Side::NextDay => {}
                    Side::Outside => prop_assert!(false, "{at} is outside of {window}"),
                }
            }
        }
        got.sort_unstable();
        prop_assert_eq!(got, expected);
    }

    /// Windows join without a gap, and none is longer than a month.
    #[test]
    fn windows_join(start in days(), length in 1..1200_i64) {
        let end = (1..=length).fold(start, |day, _| next(day));
        let windows = Window::split(start, end).expect("windows");
        prop_assert_eq!(windows[0].start(), start);
        prop_assert_eq!(windows[windows.len() - 1].end(), end);
        prop_assert!(windows.windows(2).all(|pair| pair[0].end() == pair[1].start()));
        for window in windows {
            let days = day_number(window.end()) - day_number(window.start());
            prop_assert!((1..=31).contains(&days), "{}", window);
        }
    }
}

fn next(day: Day) -> Day {
    let (year, month) = (day.year(), day.month());
    Day::new(year, month, day.day() + 1)
        .or_else(|_| Day::new(year, month + 1, 1))
        .or_else(|_| Day::new(year + 1, 1, 1))
        .expect("a next day")
}

#[test]
fn whole_months_are_the_same_windows_whatever_was_asked() {
    let split = |start, end| {
        let windows = Window::split(day(start), day(end)).expect("windows");
        windows.iter().map(Window::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        split("2026-01-15", "2026-03-10"),
        ["2026-01-15..2026-02-01", "2026-02-01..2026-03-01", "2026-03-01..2026-03-10"]
    );
    assert_eq!(split("2026-02-01", "2026-03-01"), ["2026-02-01..2026-03-01"]);
    assert_eq!(split("2026-02-28", "2026-03-01"), ["2026-02-28..2026-03-01"]);
    assert_eq!(split("9999-12-30", "9999-12-31"), ["9999-12-30..9999-12-31"]);
}

#[test]
fn a_start_that_is_not_before_the_end_is_refused() {
    for end in ["2026-02-01", "2026-01-31"] {
        let error = Window::split(day("2026-02-01"), day(end)).expect_err(end);
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    }
}
