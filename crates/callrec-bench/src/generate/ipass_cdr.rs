//! Sessions as the portal's CDR file has them: numbers in quotes and with thousands separators, `null`
//! cells, commas and doubled quotes in descriptions, some text beyond ASCII.

use std::io::Write;

use super::Records;
use crate::draws::Draws;

pub(super) struct Sessions;

/// Description, minutes east of GMT, access type.
const SITES: [(&str, i64, &str); 16] = [
    (r#""US, ""New York, NY"", Tollfree-ZZ""#, -300, "Dial"),
    (r#""US, San Francisco, Harbor Lounge, CA""#, -480, "WiFi"),
    (r#""US, Denver, Gate B12, CO""#, -420, "WiFi"),
    (r#""US, Honolulu, HI""#, -600, "WiFi"),
    (r#""CA, Montréal, Hôtel du Vieux Port, QC""#, -300, "WiFi"),
    (r#""CA, St. John's, NL""#, -210, "Dial"),
    (r#""BR, São Paulo, Terminal 2""#, -180, "WiFi"),
    (r#""GB, Manchester, BrdBnd""#, 0, "Ethernet"),
    (r#""IE, Dublin""#, 0, "WiFi"),
    (r#""FR, Paris, Gare du Test""#, 60, "WiFi"),
    (r#""DE, München, Messe Halle 3""#, 60, "WiFi"),
    (r#""FI, Helsinki""#, 120, "WiFi"),
    (r#""IN, Bengaluru, ""Tower 4, Floor 2""""#, 330, "WiFi"),
    (r#""SG, Singapore, Pier 1""#, 480, "WiFi"),
    (r#""JP, 東京, BrdBnd""#, 540, "Ethernet"),
    (r#""KI, Kiritimati""#, 840, "3G"),
];

const SERVICES: [&str; 8] = [
    "daily_usage",
    "daily_usage",
    "daily_usage",
    "monthly_usage",
    "monthly_usage",
    "daily_trans",
    "daily_usage_cap",
    "monthly_trans_cap",
];

const DOMAINS: [&str; 4] =
    ["example.com", "sales.example.com", "mail.sales.corp.example", "example.net"];

const DAY_S: i64 = 86_400;

impl Records for Sessions {
    fn begin(&self) -> &'static str {
        "Transaction ID,Billing Code,User ID,Authentication Domain,Description,GMT Time,Local Time,\
         Session Length,Billing Rate,Net Billing Amount,Access Type,Service Type,Reserved,Data Used\n"
    }

    fn push(&mut self, out: &mut Vec<u8>, draws: &mut Draws, number: u64, progress: u64) {
        let (description, offset, access) = draws.pick(&SITES);
        let absent = draws.pick(&["null", "null", "null", "null", "", "\"null\""]);
        print(out, format_args!("{:08X}{:016X},", number >> 32, draws.bits()));
        match draws.one_in(256) {
            true => print(out, format_args!("{absent},")),
            false => print(out, format_args!("BC-{},", 1000 + draws.below(4096))),
        }
        print(out, format_args!("user{},{},", draws.below(40_000), draws.pick(&DOMAINS)));
        print(out, format_args!("{},", if draws.one_in(512) { absent } else { description }));
        let stop = (progress.min(999) * 30 / 1000) as i64 * DAY_S + draws.below(86_400) as i64;
        time(out, stop);
        out.push(b',');
        match draws.one_in(256) {
            true => print(out, format_args!("{absent}")),
            false => time(out, stop + offset * 60),
        }
        let scale = 1 << (5 + draws.below(10));
        let length = scale + draws.below(scale);
        print(out, format_args!(",\"{}\",", Grouped(length)));
        let step = if draws.one_in(16) { 1 } else { 500 };
        let rate = 10_000 + draws.below(240_000 / step) * step;
        decimal(out, rate as i64, 2);
        out.push(b',');
        let amount = (rate * length.div_ceil(60)) as i64;
        match draws.below(1024) {
            0 | 1 => decimal(out, -amount, 2),
            2 => print(out, format_args!("{absent}")),
            3 => decimal(out, amount + 25_000_000_000, 2),
            _ => decimal(out, amount, 2),
        }
        print(out, format_args!(",{access},{},", draws.pick(&SERVICES)));
        print(out, format_args!("{},", if draws.one_in(4) { "N" } else { absent }));
        match access {
            "Dial" => print(out, format_args!("{absent}")),
            _ => decimal(out, draws.below(length * 40) as i64 * 1_000_000, 0),
        }
        out.push(b'\n');
    }

    fn end(&self) -> &'static str {
        ""
    }
}

/// `DD-MON-YYYY hh24:mm:ss`, from seconds since the first of September 2026; a day of a neighbouring
/// month is possible.
fn time(out: &mut Vec<u8>, second: i64) {
    let (day, clock) = (second.div_euclid(DAY_S), second.rem_euclid(DAY_S));
    let (day, month) = match day {
        ..0 => (31, "AUG"),
        0..30 => (day + 1, "SEP"),
        _ => (day - 29, "OCT"),
    };
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    print(out, format_args!("{day:02}-{month}-2026 {hour:02}:{minute:02}:{second:02}"));
}

/// A decimal of micro-units with at least `places` fraction digits and no more than it needs; quoted
/// and grouped from a thousand on.
fn decimal(out: &mut Vec<u8>, micros: i64, places: usize) {
    let (whole, fraction) = (micros.unsigned_abs() / 1_000_000, micros.unsigned_abs() % 1_000_000);
    let quote = if whole >= 1000 { "\"" } else { "" };
    let sign = if micros < 0 { "-" } else { "" };
    let digits = format!("{fraction:06}");
    let needed = digits.trim_end_matches('0').len().max(places);
    let point = if needed > 0 { "." } else { "" };
    print(out, format_args!("{quote}{sign}{}{point}{}{quote}", Grouped(whole), &digits[..needed]));
}

/// A number with a comma before each group of three.
struct Grouped(u64);

impl std::fmt::Display for Grouped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            0..1000 => write!(f, "{}", self.0),
            _ => write!(f, "{},{:03}", Grouped(self.0 / 1000), self.0 % 1000),
        }
    }
}

fn print(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a vector takes everything");
}
