//! How fast synthetic getcalls rows are decoded on this machine, beside the floor of counting line ends.
//!
//! `cargo run --release -p callrec-decode --example json_speed [rows] [runs] [plain]`
//!
//! Prints the median and the best of the runs: megabytes a second, nanoseconds a row, and the same for
//! a memchr count over the same bytes. *Shuffled* rows have their keys in an order that no other row
//! near has, so that nothing can be predicted; `plain` leaves them out, for a profiler.
#![allow(clippy::print_stdout, reason = "a program for people to read")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use callrec_decode::{DecodeError, DecodeOptions, Report, ReportDecoder};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = || arguments.next().and_then(|text| text.parse::<usize>().ok());
    let rows = number().unwrap_or(400_000);
    let runs = number().unwrap_or(9).max(1);
    let all = arguments.next().is_none_or(|word| word != "plain");
    let plain = synthetic(rows, false);
    let shuffled = if all { synthetic(rows, true) } else { Vec::new() };
    let (mut floors, mut decodes, mut exact) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        floors.push(timed(|| count(&plain)).0);
        let bodies = [(&plain, &mut decodes), (&shuffled, &mut exact)];
        for (body, times) in bodies.into_iter().take(1 + usize::from(all)) {
            let (taken, read) = timed(|| decode(body));
            assert_eq!(read, rows as u64, "every row is read");
            times.push(taken);
        }
    }
    println!("{rows} synthetic rows, {:.1} MB, median of {runs}", plain.len() as f64 / 1e6);
    print("memchr count", &mut floors, plain.len(), rows);
    print("callrec, typed Arrow batches", &mut decodes, plain.len(), rows);
    if all {
        print("the same, keys shuffled", &mut exact, shuffled.len(), rows);
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let started = Instant::now();
    let result = work();
    (started.elapsed(), result)
}

fn print(name: &str, times: &mut [Duration], bytes: usize, rows: usize) {
    times.sort();
    let rate = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    let each = |time: Duration| time.as_secs_f64() * 1e9 / rows as f64;
    let (median, best) = (times[times.len() / 2], times[0]);
    println!(
        "{name:30} median {:6.0} MB/s {:6.1} ns/row, best {:6.0} MB/s {:6.1} ns/row",
        rate(median),
        each(median),
        rate(best),
        each(best)
    );
}

fn count(body: &[u8]) -> usize {
    body.chunks(64 << 10).map(|chunk| black_box(memchr::memchr_iter(b'\n', chunk).count())).sum()
}

/// Decodes as a body arrives, in chunks of 64 KiB, and drops each batch.
fn decode(body: &[u8]) -> u64 {
    let mut decoder = ReportDecoder::new(Report::GetCalls, DecodeOptions::default());
    let result = (|| {
        for mut chunk in body.chunks(64 << 10) {
            while !chunk.is_empty() {
                let taken = decoder.decode(chunk)?;
                if taken < chunk.len() {
                    black_box(decoder.flush()?);
                }
                chunk = &chunk[taken..];
            }
        }
        decoder.finish()?;
        while let Some(batch) = decoder.flush()? {
            black_box(batch);
        }
        Ok::<_, DecodeError>(())
    })();
    assert_eq!(result, Ok(()), "the synthetic body is a report");
    let accounting = decoder.accounting();
    assert_eq!(accounting.quarantined, 0, "the synthetic rows are good");
    accounting.read
}

/// Rows as the provider's sample has them: calls for the most part, charges between, every value made
/// up. One array in one line.
fn synthetic(rows: usize, shuffled: bool) -> Vec<u8> {
    const COUNTRIES: [&str; 5] =
        ["Luxembourg", "Germany Mobile", "C\\u00f4te d'Ivoire", "France", "Belgium"];
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let mut body = String::with_capacity(rows * 260);
    for row in 0..rows {
        let kind = match next(20) {
            0 => "SERVICE",
            1..8 => "CALLIN",
            _ => "CALLOUT",
        };
        let incoming = kind == "CALLIN";
        let name = match next(20) {
            0..8 if incoming => "null".to_owned(),
            pick => format!("\"{}\"", COUNTRIES[pick as usize % COUNTRIES.len()]),
        };
        let mut members = [
            format!("\"source\":\"+35220{:06}\"", next(1_000_000)),
            format!("\"destination\":\"35220{:06}\"", next(1_000_000)),
            format!("\"destination_name\":{name}"),
            format!(
                "\"call_start\":\"2026-{:02}-{:02} {:02}:{:02}:{:02}\"",
                7 + row * 3 / rows.max(1),
                1 + next(28),
                next(24),
                next(60),
                next(60)
            ),
            format!("\"duration\":\"{}\"", if incoming { 0 } else { next(4000) }),
            match next(3) {
                0 => "\"pbxextension\":\"\"".to_owned(),
                _ => format!("\"pbxextension\":\"{}\"", 20 + next(60)),
            },
            format!("\"quantity\":{}", if incoming { 0 } else { 1 + next(66) }),
            format!("\"price\":\"{}.{:02}\"", if incoming { 0 } else { next(30) }, next(100)),
            match next(8) {
                0 => format!("\"invoice\":\"F2026-{:05}\"", next(100_000)),
                _ => "\"invoice\":\"N\\/A\"".to_owned(),
            },
        ];
        if shuffled {
            for place in (1..members.len()).rev() {
                members.swap(place, next(place as u64 + 1) as usize);
            }
        }
        body.push(if row == 0 { '[' } else { ',' });
        body += &format!("{{\"type\":\"{kind}\",\"data\":{{{}}}}}", members.join(","));
    }
    body.push(']');
    body.into_bytes()
}
