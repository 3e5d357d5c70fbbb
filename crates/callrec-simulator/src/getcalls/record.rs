//! One record as facts.

use jiff::civil::Date;

use super::record_type::{RecordType, Shape, WEIGHTS, drawn};
use crate::data::prng::{Draws, key};

/// A record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) kind: &'static str,
    pub(super) is_call: bool,
    /// With a `+` where it is a number (E17).
    pub(super) source: String,
    /// Without one.
    pub(super) destination: String,
    pub(super) destination_name: Option<&'static str>,
    pub(super) date: Date,
    /// Second of the day; 0 for a charge.
    pub(super) second: u32,
    pub(super) duration_s: u64,
    pub(super) extension: Option<u64>,
    /// Tenths.
    pub(super) quantity_tenths: i64,
    /// Hundredths of a cent, for one of the quantity (SEED: "price in euro cents per quantity").
    pub(super) price_hundredths: i64,
    /// `N/A` when none.
    pub(super) invoice: Option<String>,
}

/// Country, prefix of its numbers and price of a minute in hundredths of a cent. Names hold
/// what a careless reader trips over.
const COUNTRIES: [(&str, &str, i64); 6] = [
    ("Luxembourg", "352203330", 700),
    ("Belgium", "3226470", 850),
    ("Korea, Republic of", "8225550", 4_325),
    ("Côte d'Ivoire", "2252150", 18_990),
    ("Congo (Kinshasa)/Mobile", "2438150", 35_000),
    ("United Kingdom \"Mobile\"", "447700900", 1_275),
];

const USERS: [&str; 5] =
    ["j.doe@example.com", "Zoë Example", "O'Neil, Pat", "back\\slash", "Reception 2"];

/// The record with a number on a day; `second` is the second of the day if it is a call.
pub(super) fn record(profile_key: u64, date: Date, number: u64, second: u32) -> Record {
    let day =
        i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day());
    let mut draws = Draws::new(key(key(profile_key, day.cast_unsigned()), number));
    let RecordType { name, shape, .. } = drawn(draws.below(WEIGHTS));
    let invoice = (!draws.one_in(3))
        .then(|| format!("{:04}{:02}-{:05}", date.year(), date.month(), draws.below(100_000)));
    let mut record = Record {
        kind: name,
        is_call: !matches!(shape, Shape::Charge { .. }),
        source: String::new(),
        destination: String::new(),
        destination_name: None,
        date,
        second,
        duration_s: 0,
        extension: None,
        quantity_tenths: 0,
        price_hundredths: 0,
        invoice,
    };
    match *shape {
        Shape::CallIn => call_in(&mut record, &mut draws, profile_key),
        Shape::CallOut => call_out(&mut record, &mut draws, profile_key),
        Shape::Charge { product, description, price_hundredths } => {
            record.source = USERS[below(&mut draws, USERS.len())].to_owned();
            record.destination = product.to_owned();
            record.destination_name = Some(description);
            record.second = 0;
            record.quantity_tenths = match *name {
                "MDATA" => 1 + draws.below(9_999).cast_signed(),
                "SMS" | "MSMS" | "FAX" => 10,
                _ => 10 * (1 + draws.below(5).cast_signed()),
            };
            record.price_hundredths = price_hundredths;
        }
    }
    record
}

/// As in the sample: no name, no cost.
fn call_in(record: &mut Record, draws: &mut Draws, profile_key: u64) {
    let (_, prefix, _) = COUNTRIES[below(draws, COUNTRIES.len())];
    let last = draws.below(100);
    record.source =
        if draws.one_in(10) { "anonymous".to_owned() } else { format!("+{prefix}{last:02}") };
    record.destination = own(draws, profile_key);
    record.duration_s = if draws.one_in(4) { 0 } else { draws.below(1_800) };
    record.extension = draws.one_in(4).then(|| 20 + draws.below(80));
}

fn call_out(record: &mut Record, draws: &mut Draws, profile_key: u64) {
    let (country, prefix, price) = COUNTRIES[below(draws, COUNTRIES.len())];
    record.source = format!("+{}", own(draws, profile_key));
    record.destination = format!("{prefix}{:02}", draws.below(100));
    record.destination_name = Some(country);
    record.duration_s = if draws.one_in(6) { 0 } else { 1 + draws.below(1_800) };
    record.extension = (!draws.one_in(8)).then(|| 20 + draws.below(80));
    record.quantity_tenths = 10 * record.duration_s.div_ceil(60).cast_signed();
    record.price_hundredths = if record.duration_s == 0 { 0 } else { price };
}

/// One of the profile's ten numbers.
fn own(draws: &mut Draws, profile_key: u64) -> String {
    format!("35220333{:02}{}", profile_key % 100, draws.below(10))
}

fn below(draws: &mut Draws, bound: usize) -> usize {
    usize::try_from(draws.below(bound as u64)).unwrap_or(0)
}

impl Record {
    /// `2021-06-29` and `08:30:15`.
    pub(super) fn start(&self) -> (String, String) {
        (date_text(self.date), time_text(self.second))
    }

    /// Of a call its end, of a charge the day of billing again (SEED).
    pub(super) fn end(&self) -> (String, String) {
        let second = u64::from(self.second) + if self.is_call { self.duration_s } else { 0 };
        let days = i64::try_from(second / 86_400).unwrap_or(0);
        let date = self.date.saturating_add(jiff::Span::new().days(days));
        (date_text(date), time_text(u32::try_from(second % 86_400).unwrap_or(0)))
    }

    /// `7.00`
    pub(super) fn price(&self) -> String {
        let magnitude = self.price_hundredths.unsigned_abs();
        let sign = if self.price_hundredths < 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", magnitude / 100, magnitude % 100)
    }

    /// `2`, `12.5`
    pub(super) fn quantity(&self) -> String {
        match self.quantity_tenths % 10 {
            0 => (self.quantity_tenths / 10).to_string(),
            tenths => format!("{}.{tenths}", self.quantity_tenths / 10),
        }
    }

    pub(super) fn invoice(&self) -> &str {
        self.invoice.as_deref().unwrap_or("N/A")
    }
}

fn date_text(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

fn time_text(second: u32) -> String {
    format!("{:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_in_the_sample() {
        let mut record = record(1, Date::constant(2021, 6, 29), 0, 30_615);
        assert_eq!(record.start(), ("2021-06-29".to_owned(), "08:30:15".to_owned()));
        (record.price_hundredths, record.quantity_tenths) = (700, 20);
        assert_eq!((record.price().as_str(), record.quantity().as_str()), ("7.00", "2"));
        (record.price_hundredths, record.quantity_tenths) = (-2_500_005, 125);
        assert_eq!((record.price().as_str(), record.quantity().as_str()), ("-25000.05", "12.5"));
    }

    #[test]
    fn a_call_ends_on_the_next_day_where_it_must() {
        let mut record = record(1, Date::constant(2021, 12, 31), 0, 86_390);
        (record.is_call, record.second, record.duration_s) = (true, 86_390, 61);
        assert_eq!(record.end(), ("2022-01-01".to_owned(), "00:00:51".to_owned()));
        record.is_call = false;
        assert_eq!(record.end(), record.start());
    }
}
