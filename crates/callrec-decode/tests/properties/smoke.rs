//! The laws on the fixtures and on some thousands of damaged copies: a short, repeatable fuzz run.

use crate::corpus::{Fixture, fixtures};
use crate::laws;
use crate::mutate::{Random, mutate};

/// Damaged copies of each fixture.
const COPIES: usize = 30;

fn run(law: fn(&[u8]), seed: u64, fits: impl Fn(&Fixture) -> bool) {
    let mut random = Random::new(seed);
    let mut inputs = 0;
    for fixture in fixtures().iter().filter(|fixture| fixture.body.len() < 4096 && fits(fixture)) {
        law(&fixture.body);
        for _ in 0..COPIES {
            law(&mutate(&fixture.body, &mut random));
        }
        inputs += COPIES + 1;
    }
    assert!(inputs > 300, "{inputs} inputs");
}

fn form(name: &'static str) -> impl Fn(&Fixture) -> bool {
    move |fixture| fixture.form == name
}

#[test]
fn csv_ipass() {
    let portal = |fixture: &Fixture| fixture.report.name().starts_with("ipass");
    run(laws::csv_ipass, 1, move |fixture| portal(fixture) && form("csv")(fixture));
}

#[test]
fn csv_feed() {
    run(laws::csv_feed, 2, |fixture| fixture.report.name() == "billing_feed");
}

#[test]
fn csv_getcalls() {
    run(laws::csv_getcalls, 3, |fixture| fixture.report.name() == "getcalls");
}

#[test]
fn parallel() {
    run(laws::parallel, 8, form("csv"));
}

#[test]
fn json() {
    run(laws::json, 4, form("json"));
}

#[test]
fn xml_lists() {
    run(laws::xml_lists, 5, form("xml"));
}

#[test]
fn encodings() {
    run(laws::encodings, 7, |_| true);
}

#[test]
fn sniffing() {
    run(laws::sniffing, 6, |_| true);
}
