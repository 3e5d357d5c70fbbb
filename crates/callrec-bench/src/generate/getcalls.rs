//! Call records as the reseller's sample has them: lengths and prices in strings, quantities as
//! numbers, escaped slashes, a null now and then.

use std::io::Write;

use super::Records;
use crate::draws::Draws;

pub(super) struct Calls;

const COUNTRIES: [&str; 6] = [
    "\"Luxembourg\"",
    "\"Luxembourg Mobile\"",
    "\"Germany\"",
    "\"France\"",
    "\"C\\u00f4te d'Ivoire\"",
    "\"Belgium\"",
];

impl Records for Calls {
    fn begin(&self) -> &'static str {
        "["
    }

    fn push(&mut self, out: &mut Vec<u8>, draws: &mut Draws, number: u64, progress: u64) {
        let kind = match draws.below(20) {
            0 => "SERVICE",
            1..8 => "CALLIN",
            _ => "CALLOUT",
        };
        let incoming = kind == "CALLIN";
        let country = if incoming && draws.one_in(2) { "null" } else { draws.pick(&COUNTRIES) };
        let extension = match draws.one_in(3) {
            true => String::new(),
            false => (20 + draws.below(60)).to_string(),
        };
        let invoice = match draws.one_in(8) {
            true => format!("F2026-{:05}", draws.below(100_000)),
            false => "N\\/A".to_owned(),
        };
        let duration = if incoming { 0 } else { draws.below(4000) };
        let cents = if incoming { 0 } else { draws.below(3000) };
        write!(
            out,
            "{}{{\"type\":\"{kind}\",\"data\":{{\"source\":\"+35220{:06}\",\"destination\":\"35220{:06}\",\
             \"destination_name\":{country},\"call_start\":\"2026-09-{:02} {:02}:{:02}:{:02}\",\
             \"duration\":\"{duration}\",\"pbxextension\":\"{extension}\",\"quantity\":{},\
             \"price\":\"{}.{:02}\",\"invoice\":\"{invoice}\"}}}}",
            if number == 0 { "" } else { "," },
            draws.below(1_000_000),
            draws.below(1_000_000),
            1 + progress.min(999) * 30 / 1000,
            draws.below(24),
            draws.below(60),
            draws.below(60),
            if incoming { 0 } else { duration.div_ceil(60) },
            cents / 100,
            cents % 100,
        )
        .expect("a vector takes everything");
    }

    fn end(&self) -> &'static str {
        "]"
    }
}
