//! On several threads a body gives what it gives on one, whatever is done to it.

use callrec_decode::{DecodeOptions, ParallelOptions, Report};

use crate::corpus::{Fixture, fixtures};
use crate::mutate::{Random, mutate};
use crate::outcome::decode;
use crate::outcome::parallel::decode_parallel;

/// Blocks of one record and of several, some that end within one, and one for the whole body.
const BLOCKS: [usize; 7] = [1, 7, 64, 150, 333, 1000, 100_000];

fn same(name: &str, report: Report, options: &DecodeOptions, body: &[u8], block: usize) {
    let expected = decode(report, options, [body]);
    let parallel = ParallelOptions::default().with_threads(3).with_block_bytes(block);
    let outcome = decode_parallel(report, options, parallel, body);
    if let Some(difference) = outcome.difference(&expected) {
        let body = String::from_utf8_lossy(body);
        panic!("{name} in blocks of {block}, and on one thread: {difference}\n{body}");
    }
}

/// Only delimited text is worth the threads; the others are tried whole.
fn delimited(fixture: &&Fixture) -> bool {
    ["csv", "txt"].contains(&fixture.form.as_str())
}

#[test]
fn every_fixture_in_blocks_of_any_size() {
    for fixture in &fixtures() {
        let Fixture { name, report, options, body, .. } = fixture;
        let blocks = if delimited(&fixture) { &BLOCKS[..] } else { &BLOCKS[3..4] };
        for &block in blocks {
            for options in [options.clone(), options.clone().with_batch_rows(2)] {
                same(name, *report, &options, body, block);
            }
            same(name, *report, &options.clone().with_strict(true), body, block);
        }
    }
}

#[test]
fn few_records_may_be_held() {
    for fixture in fixtures().iter().filter(delimited) {
        let mut options = fixture.options.clone();
        for held in 0..3 {
            options.limits.quarantine_held = held;
            same(&fixture.name, fixture.report, &options, &fixture.body, 150);
        }
    }
}

#[test]
fn damaged_bodies() {
    let mut random = Random::new(11);
    let mut tried = 0;
    for fixture in fixtures().iter().filter(delimited).filter(|it| it.body.len() < 4096) {
        for _ in 0..40 {
            // Of several copies: a block in the middle has others on both sides.
            let copies = fixture.body.repeat(1 + random.below(4));
            let body = mutate(&copies, &mut random);
            let mut options = fixture.options.clone().with_batch_rows(1 + random.below(20));
            if random.below(3) == 0 {
                options.limits.record_bytes = 300;
                options.limits.field_bytes = 60;
            }
            let most = [40, 2000][random.below(2)];
            let block = 1 + random.below(most);
            same(&fixture.name, fixture.report, &options, &body, block);
            tried += 1;
        }
    }
    assert!(tried > 1000, "{tried}");
}

#[test]
fn a_quote_before_any_byte() {
    let fixtures = fixtures();
    for name in ["cdr_basic", "cdr_embedded_text", "feed_nz", "getcalls_same_table_csv"] {
        let Some(fixture) = fixtures.iter().find(|fixture| fixture.name == name) else {
            let names: Vec<_> =
                fixtures.iter().filter(delimited).map(|it| it.name.as_str()).collect();
            panic!("no fixture {name}: {names:?}");
        };
        let Fixture { report, options, body, .. } = fixture;
        for at in 0..body.len() {
            let quoted = [&body[..at], b"\"", &body[at..], body].concat();
            same(name, *report, options, &quoted, 120 + at % 400);
        }
    }
}
