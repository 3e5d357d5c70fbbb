//! Numbers as people read them: thousands apart, exact decimals, sizes and times.

use std::time::Duration;

use callrec::Amount;

/// `1234567` as `1,234,567`.
pub(crate) fn grouped(number: impl Into<i128>) -> String {
    let number = number.into();
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    if number < 0 {
        out.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The fewest places, two to six, that lose nothing of any of the amounts.
pub(crate) fn places(amounts: impl IntoIterator<Item = Amount>) -> u32 {
    amounts.into_iter().map(|amount| places_of(amount.0)).max().unwrap_or(2)
}

fn places_of(millionths: i128) -> u32 {
    (2..Amount::SCALE)
        .find(|places| millionths % 10i128.pow(Amount::SCALE - places) == 0)
        .unwrap_or(Amount::SCALE)
}

/// An exact decimal with thousands apart. What [`places`] found is enough; fewer would cut.
pub(crate) fn decimal(amount: Amount, places: u32) -> String {
    let unit = 10u128.pow(Amount::SCALE);
    let size = amount.0.unsigned_abs();
    let sign = if amount.0 < 0 { "-" } else { "" };
    let whole = grouped((size / unit) as i128);
    let fraction = format!("{:06}", size % unit);
    format!("{sign}{whole}.{}", &fraction[..places as usize])
}

/// Bytes in decimal units, as `12.3 MB`.
pub(crate) fn bytes(count: u64) -> String {
    let scaled = |unit: u64, name| {
        let tenths = (u128::from(count) * 10 + u128::from(unit) / 2) / u128::from(unit);
        format!("{}.{} {name}", grouped((tenths / 10) as i128), tenths % 10)
    };
    match count {
        0..1_000 => format!("{count} B"),
        1_000..1_000_000 => scaled(1_000, "kB"),
        1_000_000..1_000_000_000 => scaled(1_000_000, "MB"),
        _ => scaled(1_000_000_000, "GB"),
    }
}

/// A time span, as `8 ms`, `1.24 s`, `2 min 05 s`.
pub(crate) fn elapsed(time: Duration) -> String {
    let millis = time.as_millis();
    match millis {
        0..1_000 => format!("{millis} ms"),
        1_000..60_000 => format!("{}.{:02} s", millis / 1_000, millis % 1_000 / 10),
        _ => format!("{} min {:02} s", millis / 60_000, millis % 60_000 / 1_000),
    }
}

/// Hours and minutes of a sum of seconds, as `1,234:05 h`.
pub(crate) fn hours(seconds: i128) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let minutes = seconds.unsigned_abs() / 60;
    format!("{sign}{}:{:02} h", grouped((minutes / 60) as i128), minutes % 60)
}

/// So many a second, as `123,456`.
pub(crate) fn per_second(count: u64, time: Duration) -> u64 {
    let micros = time.as_micros().max(1);
    u64::try_from(u128::from(count) * 1_000_000 / micros).unwrap_or(u64::MAX)
}

/// Rows and bytes a second, as `123,456 rows/s, 15.2 MB/s`.
pub(crate) fn rate(rows: u64, size: u64, time: Duration) -> String {
    format!("{} rows/s, {}/s", grouped(per_second(rows, time)), bytes(per_second(size, time)))
}

/// `1 row`, `2 rows`.
pub(crate) fn count(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        let cases =
            [(0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567"), (-12, "-12")];
        for (number, text) in cases {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn decimals_lose_nothing() {
        let amounts = [Amount(1_500_000), Amount(-1_234_567_125_000)];
        assert_eq!(places(amounts), 3);
        assert_eq!(decimal(amounts[0], 3), "1.500");
        assert_eq!(decimal(amounts[1], 3), "-1,234,567.125");
        assert_eq!(places([Amount(1)]), 6);
        assert_eq!(places([]), 2);
        assert_eq!(decimal(Amount(-1), 6), "-0.000001");
    }

    #[test]
    fn sizes_and_times() {
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(1_250), "1.3 kB");
        assert_eq!(bytes(12_345_678), "12.3 MB");
        assert_eq!(elapsed(Duration::from_millis(8)), "8 ms");
        assert_eq!(elapsed(Duration::from_millis(1_239)), "1.23 s");
        assert_eq!(elapsed(Duration::from_secs(125)), "2 min 05 s");
        assert_eq!(hours(3_600 * 1_234 + 5 * 60), "1,234:05 h");
        assert_eq!(rate(500, 2_000_000, Duration::from_millis(500)), "1,000 rows/s, 4.0 MB/s");
        assert_eq!(rate(0, 0, Duration::ZERO), "0 rows/s, 0 B/s");
    }
}
