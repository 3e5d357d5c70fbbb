//! A month of a company's sessions: any row from its number.

use std::{ops::Range, sync::Arc};

use jiff::{ToSpan, civil::Weekday};

use super::{
    calendar::{MONTH_NAMES, Month},
    prng::{Draws, key, mix},
    row::{Absent, Row, push_clock},
    sites::{SERVICE_TYPES, SITES},
    text::push_two,
    users::Users,
};

/// Rows arrive up to so many seconds off the order of their GMT Time.
const DISORDER_S: u64 = 600;

/// A prime above the number of people in any pool: multiplying by it, modulo the number of
/// active people, changes their order and leaves nobody out.
const SHUFFLE: u64 = 7_919;

/// The sessions that ended in one month (GMT), in the order of the file.
#[derive(Debug)]
pub(crate) struct MonthOfSessions {
    key: u64,
    company_key: u64,
    month: Month,
    rows: u64,
    /// `day_starts[d]..day_starts[d + 1]` are the rows of day `d`.
    day_starts: Vec<u64>,
    /// `DD-MON-YYYY ` of the day before the month, its days, and the day after.
    dates: Vec<Vec<u8>>,
    users: Arc<Users>,
}

impl MonthOfSessions {
    pub(crate) fn new(company_key: u64, month: Month, rows: u64, users: Arc<Users>) -> Self {
        let key = key(company_key, month.ordinal().unsigned_abs());
        Self {
            key,
            company_key,
            month,
            rows,
            day_starts: day_starts(month, rows),
            dates: dates(month),
            users,
        }
    }

    pub(crate) fn users(&self) -> &Users {
        &self.users
    }

    pub(crate) fn all(&self) -> Range<u64> {
        0..self.rows
    }

    /// The rows of a day, counted from 0.
    pub(crate) fn of_day(&self, day: u8) -> Range<u64> {
        self.day_starts[usize::from(day)]..self.day_starts[usize::from(day) + 1]
    }

    pub(crate) fn row(&self, index: u64) -> Row {
        let mut draws = Draws::new(key(self.key, index));
        let day = self.day_starts.partition_point(|&start| start <= index) - 1;
        let day_rows = self.of_day(day as u8);
        let flags = draws.bits();
        let service = service_type(&mut draws);
        let length_s = session_length(&mut draws);
        let rate_micros = billing_rate(&mut draws, service);
        let active = self.users.active(self.rows);
        // Each active person has a row of their own first, so that the user report's
        // "at least one CDR this month" holds.
        let slot = if index < active { index * SHUFFLE % active } else { draws.below(active) };
        let site = &SITES[draws.below(SITES.len() as u64) as usize];
        let amount_micros = net_amount(&mut draws, service, rate_micros, length_s);
        let data_used_micros = data_used(&mut draws, site.access_type, length_s);
        Row {
            transaction: mix(
                ((self.month.ordinal().unsigned_abs() << 40) | index) ^ self.company_key
            ),
            billing_code: (flags & 0xff != 0).then(|| 1_000 + (flags >> 52) as u32),
            user: self.users.in_slot(self.month, slot),
            site,
            described: flags >> 8 & 0x1ff != 0,
            day: day as u8,
            second: second_of_day(
                &mut draws,
                index - day_rows.start,
                day_rows.end - day_rows.start,
            ),
            local_time_known: flags >> 17 & 0xff != 0,
            length_s,
            rate_micros: (flags >> 25 & 0x3ff != 0).then_some(rate_micros),
            amount_micros: (flags >> 29 & 0xfff != 0).then_some(amount_micros),
            access_known: flags >> 35 & 0x1ff != 0,
            service,
            reserved: (flags >> 44 & 3 == 0).then_some("N"),
            data_used_micros,
            absent: match flags >> 46 & 7 {
                0 => Absent::Empty,
                1 => Absent::QuotedNull,
                _ => Absent::Null,
            },
            broken_description: flags >> 49 & 7 == 0,
        }
    }

    /// 24 hexadecimal digits; the column holds at most 32 ASCII characters (DOC).
    pub(crate) fn push_transaction_id(&self, out: &mut Vec<u8>, transaction: u64) {
        push_hex::<8>(out, self.company_key >> 32);
        push_hex::<16>(out, transaction);
    }

    /// `DD-MON-YYYY hh24:mm:ss`; the day counts from 0 and may be -1 or one past the month.
    pub(crate) fn push_time(&self, out: &mut Vec<u8>, day: i32, second: u32) {
        out.extend_from_slice(&self.dates[(day + 1) as usize]);
        push_clock(out, second);
    }
}

fn day_starts(month: Month, rows: u64) -> Vec<u64> {
    let weight =
        |offset: u8| match month.first_day().saturating_add(i64::from(offset).days()).weekday() {
            Weekday::Saturday | Weekday::Sunday => 6_u128,
            _ => 10,
        };
    let total: u128 = (0..month.length()).map(weight).sum();
    let mut sum = 0;
    let mut starts = vec![0];
    for day in 0..month.length() {
        sum += weight(day);
        starts.push((u128::from(rows) * sum / total) as u64);
    }
    starts
}

fn dates(month: Month) -> Vec<Vec<u8>> {
    (-1..=i64::from(month.length()))
        .map(|offset| {
            let date = month.first_day().saturating_add(offset.days());
            let mut text = Vec::with_capacity(12);
            push_two(&mut text, u32::from(date.day().unsigned_abs()));
            text.push(b'-');
            text.extend_from_slice(
                MONTH_NAMES[usize::from(date.month().unsigned_abs()) - 1].as_bytes(),
            );
            text.push(b'-');
            text.extend_from_slice(format!("{:04} ", date.year()).as_bytes());
            text
        })
        .collect()
}

/// The first row of a day stops at 00:00:00 and the last at 23:59:59: the edges of
/// a period are in every file.
fn second_of_day(draws: &mut Draws, index: u64, count: u64) -> u32 {
    if index == 0 {
        return 0;
    }
    if index + 1 == count {
        return 86_399;
    }
    let even = (u128::from(index) * 86_400 / u128::from(count)) as u64;
    (even + draws.below(2 * DISORDER_S)).saturating_sub(DISORDER_S).min(86_399) as u32
}

fn service_type(draws: &mut Draws) -> u8 {
    const LIKELIHOOD: [u64; SERVICE_TYPES.len()] = [400, 200, 120, 80, 70, 50, 40, 36, 3, 1];
    let mut left = draws.below(1_000);
    for (index, &likelihood) in LIKELIHOOD.iter().enumerate() {
        if left < likelihood {
            return index as u8;
        }
        left -= likelihood;
    }
    0
}

/// From half a minute to half a day, now and then many days.
fn session_length(draws: &mut Draws) -> u64 {
    if draws.one_in(2_048) {
        return 100_000 + draws.below(2_500_000);
    }
    let scale = 1 << (5 + draws.below(10));
    scale + draws.below(scale)
}

/// Per minute for usage, per transaction otherwise; one in sixteen has six places.
fn billing_rate(draws: &mut Draws, service: u8) -> i64 {
    let by_usage = SERVICE_TYPES[usize::from(service)].contains("usage");
    let (low, span) = if by_usage { (10_000, 240_000) } else { (2_950_000, 17_000_000) };
    let step = if draws.one_in(16) { 1 } else { 500 };
    (low + draws.below(span / step) * step) as i64
}

fn net_amount(draws: &mut Draws, service: u8, rate_micros: i64, length_s: u64) -> i64 {
    let by_usage = SERVICE_TYPES[usize::from(service)].contains("usage");
    let minutes = if by_usage { length_s.div_ceil(60) as i64 } else { 1 };
    let amount = rate_micros * minutes;
    match draws.below(1_024) {
        // A credit, a free session, a charge that needs a thousands separator.
        0 | 1 => -amount,
        2 => 0,
        3 => amount + (1_000 + draws.below(99_000) as i64) * 1_000_000,
        _ => amount,
    }
}

fn data_used(draws: &mut Draws, access_type: &str, length_s: u64) -> Option<i64> {
    if access_type == "Dial" {
        return None;
    }
    let thousandths = draws.below(length_s * 40_000) as i64;
    Some(if draws.one_in(4) { thousandths * 1_000 } else { thousandths / 1_000 * 1_000_000 })
}

fn push_hex<const DIGITS: usize>(out: &mut Vec<u8>, number: u64) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut digits = [0_u8; DIGITS];
    for (index, digit) in digits.iter_mut().rev().enumerate() {
        *digit = HEX[(number >> (4 * index) & 15) as usize];
    }
    out.extend_from_slice(&digits);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_share_the_month_without_rest() {
        for rows in [0, 1, 29, 30, 31, 1_000, 99_999] {
            let starts = day_starts("2024-02".parse().unwrap(), rows);
            assert_eq!(starts.len(), 30);
            assert_eq!((starts[0], starts[29]), (0, rows));
            assert!(starts.is_sorted());
        }
    }

    #[test]
    fn the_edges_of_a_day_are_there() {
        let mut draws = Draws::new(1);
        assert_eq!(second_of_day(&mut draws, 0, 5), 0);
        assert_eq!(second_of_day(&mut draws, 4, 5), 86_399);
        assert!((1..1_000).all(|index| second_of_day(&mut draws, index, 1_000) < 86_400));
    }
}
