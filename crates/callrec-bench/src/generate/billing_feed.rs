//! Rows of the billing feed in its AU profile: calls for the most part, now and then a service row
//! without numbers or a row without a time.

use std::io::Write;

use super::Records;
use crate::draws::Draws;

/// Ids rise, with gaps.
#[derive(Default)]
pub(super) struct Feed {
    id: u64,
}

/// The pairs that decide what a row is.
const KINDS: [(&str, &str); 10] = [
    ("L", "LO"),
    ("L", "L"),
    ("M", "M"),
    ("M", "M3"),
    ("S", "S"),
    ("S", "2T"),
    ("I", "I"),
    ("IB", "IB"),
    ("2T", "2T"),
    ("8", "8"),
];

const CAUSES: [&str; 4] = ["Answered", "Answered", "Normal call clearing", "No answer"];

impl Records for Feed {
    fn begin(&self) -> &'static str {
        "ID,BillingGroup,Origin,Destination,ZonePrefix,AZonePrefix,ShortCauseDesc,ThirdNumber,Date,\
         Time,DateTime,NetworkSeconds,Charge,SmartCode,SmartCodeDescription,Type,SubType,MP3\n"
    }

    fn push(&mut self, out: &mut Vec<u8>, draws: &mut Draws, _number: u64, progress: u64) {
        self.id += 1 + draws.below(3);
        let group = draws.below(3000);
        let day = 1 + progress.min(999) * 30 / 1000;
        if draws.one_in(500) {
            row(
                out,
                format_args!(
                    "{},Group {group},,,,,,,2026-09-{day:02},,,,,SVC{},Monthly service,9,9,",
                    5_000_000_000 + self.id,
                    draws.below(40)
                ),
            );
            return;
        }
        let (kind, subtype) = draws.pick(&KINDS);
        let cause = draws.pick(&CAUSES);
        let seconds = if cause == "No answer" { 0 } else { 1 + draws.below(3000) };
        let micros = seconds * draws.below(5) * 2500;
        let (hour, minute, second) = (draws.below(24), draws.below(60), draws.below(60));
        let origin = match draws.one_in(20) {
            true => "restricted".to_owned(),
            false => format!("02{:08}", draws.below(100_000_000)),
        };
        let third = match draws.one_in(8) {
            true => format!("03{:08}", draws.below(100_000_000)),
            false => String::new(),
        };
        row(
            out,
            format_args!(
                "{},Group {group},{origin},04{:08},{},{},{cause},{third},2026-09-{day:02},\
                 {hour:02}:{minute:02}:{second:02},2026-09-{day:02} {hour:02}:{minute:02}:{second:02},\
                 {seconds},{}.{:04},,,{kind},{subtype},0",
                5_000_000_000 + self.id,
                draws.below(100_000_000),
                draws.pick(&["02", "03", "07", "08"]),
                draws.pick(&["02", "03", ""]),
                micros / 1_000_000,
                micros % 1_000_000 / 100,
            ),
        );
    }

    fn end(&self) -> &'static str {
        ""
    }
}

fn row(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a vector takes everything");
    out.push(b'\n');
}
