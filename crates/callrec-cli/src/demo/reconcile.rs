//! Whether the daily files hold the sessions of the month: views of the same thing, never summed
//! together.
//!
//! A day is compared by count, exact sum and a fingerprint of its sessions that does not depend on
//! their order, so that a month of any size takes the memory of its days.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Decimal128Type, TimestampMicrosecondType};
use arrow_array::{Array as _, RecordBatch};
use callrec::{Amount, Day};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::number::{count, decimal, places};

const DAY_US: i64 = 86_400_000_000;

/// Sessions by the GMT day of their end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Days {
    /// By days since 1970-01-01; `None` for sessions without a time.
    days: BTreeMap<Option<i64>, DayTotal>,
}

/// The sessions of one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct DayTotal {
    sessions: u64,
    amount: Amount,
    /// Sum of the hashes of the sessions: id, time and amount.
    fingerprint: u128,
}

/// What the comparison found.
pub(super) enum Verdict {
    /// The same sessions with the same amounts.
    Same { sessions: u64, amount: Amount, days: u64 },
    /// One line a difference.
    Different(Vec<String>),
}

impl Days {
    /// Adds a batch of the `ipass_cdr` schema.
    pub(super) fn add(&mut self, batch: &RecordBatch) -> Result<(), Failure> {
        let column = |name: &str| {
            batch.column_by_name(name).ok_or_else(|| {
                Failure::new(Exit::Internal, format!("a batch lacks {name}; report this"))
            })
        };
        let ids = column("transaction_id")?.as_string::<i32>();
        let times = column("gmt_time")?.as_primitive::<TimestampMicrosecondType>();
        let amounts = column("net_billing_amount")?.as_primitive::<Decimal128Type>();
        for row in 0..batch.num_rows() {
            let time = times.is_valid(row).then(|| times.value(row));
            let amount = amounts.is_valid(row).then(|| amounts.value(row));
            let mut hasher = DefaultHasher::new();
            (ids.value(row), time, amount).hash(&mut hasher);
            let day = self.days.entry(time.map(|time| time.div_euclid(DAY_US))).or_default();
            day.sessions += 1;
            day.amount = day.amount.plus(Amount(amount.unwrap_or(0)))?;
            day.fingerprint = day.fingerprint.wrapping_add(u128::from(hasher.finish()));
        }
        Ok(())
    }

    /// The sessions of one file, whatever their days.
    fn total(&self) -> Result<DayTotal, Failure> {
        self.days.values().try_fold(DayTotal::default(), |sum, day| {
            Ok(DayTotal {
                sessions: sum.sessions + day.sessions,
                amount: sum.amount.plus(day.amount)?,
                fingerprint: sum.fingerprint.wrapping_add(day.fingerprint),
            })
        })
    }
}

/// Compares the month's file with its days' files.
pub(super) fn compare(month: &Days, daily: &[(Day, Days)]) -> Result<Verdict, Failure> {
    let mut differences = Vec::new();
    let mut covered = DayTotal::default();
    for (day, file) in daily {
        let in_month = month.days.get(&Some(since_epoch(*day))).copied().unwrap_or_default();
        let in_file = file.total()?;
        covered.sessions += in_month.sessions;
        if in_month != in_file {
            differences.push(describe(*day, in_month, in_file));
        }
    }
    let total = month.total()?;
    if covered.sessions != total.sessions {
        differences.push(format!(
            "{} in the month's file on no day that was asked for",
            count(total.sessions - covered.sessions, "session", "sessions")
        ));
    }
    if differences.is_empty() {
        let days = daily.len() as u64;
        Ok(Verdict::Same { sessions: total.sessions, amount: total.amount, days })
    } else {
        Ok(Verdict::Different(differences))
    }
}

fn describe(day: Day, in_month: DayTotal, in_file: DayTotal) -> String {
    if (in_month.sessions, in_month.amount) == (in_file.sessions, in_file.amount) {
        return format!("{day}: as many sessions and the same sum, but not the same sessions");
    }
    let places = places([in_month.amount, in_file.amount]);
    let side = |total: DayTotal| {
        let sessions = count(total.sessions, "session", "sessions");
        format!("{sessions}, {}", decimal(total.amount, places))
    };
    format!("{day}: {} in the month, {} in the day's file", side(in_month), side(in_file))
}

/// Days from 1970-01-01 to this one.
fn since_epoch(day: Day) -> i64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    let (year, month, date) = (day.year() as i16, day.month() as i8, day.day() as i8);
    // A `Day` exists, so this date does; the epoch itself would only be reported as a difference.
    let date = jiff::civil::Date::new(year, month, date).unwrap_or(epoch);
    i64::from((date - epoch).get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(sessions: u64, amount: i128, fingerprint: u128) -> DayTotal {
        DayTotal { sessions, amount: Amount(amount), fingerprint }
    }

    fn file(of: &str, total: DayTotal) -> (Day, Days) {
        let of: Day = of.parse().expect("a day");
        (of, Days { days: BTreeMap::from([(Some(since_epoch(of)), total)]) })
    }

    fn month(files: &[(Day, Days)]) -> Days {
        Days { days: files.iter().flat_map(|(_, days)| days.days.clone()).collect() }
    }

    #[test]
    fn equal_days_are_the_same_and_any_difference_is_named() {
        let files =
            [file("2026-09-01", day(2, 1_500_000, 7)), file("2026-09-02", day(1, -500_000, 9))];
        let whole = month(&files);
        let Ok(Verdict::Same { sessions: 3, amount: Amount(1_000_000), days: 2 }) =
            compare(&whole, &files)
        else {
            panic!("the same sessions")
        };

        let mut moved = files.clone();
        moved[1].1 = file("2026-09-02", day(1, -500_000, 8)).1;
        let Ok(Verdict::Different(lines)) = compare(&whole, &moved) else { panic!("different") };
        assert_eq!(
            lines,
            ["2026-09-02: as many sessions and the same sum, but not the same sessions"]
        );

        let mut short = files.clone();
        short[0].1 = file("2026-09-01", day(1, 1_000_000, 3)).1;
        let Ok(Verdict::Different(lines)) = compare(&whole, &short) else { panic!("different") };
        assert_eq!(
            lines,
            ["2026-09-01: 2 sessions, 1.50 in the month, 1 session, 1.00 in the day's file"]
        );

        let Ok(Verdict::Different(lines)) = compare(&whole, &files[..1]) else {
            panic!("different")
        };
        assert_eq!(lines, ["1 session in the month's file on no day that was asked for"]);
    }

    #[test]
    fn days_count_from_the_epoch() {
        for (text, days) in [("1970-01-01", 0), ("1969-12-31", -1), ("2026-09-30", 20_726)] {
            assert_eq!(since_epoch(text.parse().expect("a day")), days);
        }
    }
}
