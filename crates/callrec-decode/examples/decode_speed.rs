//! How fast synthetic CDR rows are decoded on this machine, beside the floor of counting line ends.
//!
//! `cargo run --release -p callrec-decode --example decode_speed [rows] [runs]`
//!
//! Prints the median and the best of the runs: megabytes a second, nanoseconds a row, and the same for a memchr
//! count of line ends over the same bytes.
#![allow(clippy::print_stdout, reason = "a program for people to read")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use callrec_decode::{DecodeOptions, Report, ReportDecoder};

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<usize>());
    let rows = arguments.next().and_then(Result::ok).unwrap_or(500_000);
    let runs = arguments.next().and_then(Result::ok).unwrap_or(9).max(1);
    let body = synthetic(rows);
    let (mut floors, mut decodes) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        floors.push(timed(|| count_line_ends(&body)).0);
        let (taken, read) = timed(|| decode(&body));
        assert_eq!(read, rows as u64, "every row is read");
        decodes.push(taken);
    }
    println!("{rows} synthetic rows, {:.1} MB, median of {runs}", body.len() as f64 / 1e6);
    print("memchr count of line ends", &mut floors, body.len(), rows);
    print("callrec, typed Arrow batches", &mut decodes, body.len(), rows);
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

fn count_line_ends(body: &[u8]) -> usize {
    body.chunks(64 << 10).map(|chunk| black_box(memchr::memchr_iter(b'\n', chunk).count())).sum()
}

/// Decodes as a body arrives, in chunks of 64 KiB, and drops each batch.
fn decode(body: &[u8]) -> u64 {
    let mut decoder = ReportDecoder::new(Report::IpassCdr, DecodeOptions::default());
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
        Ok::<_, callrec_decode::DecodeError>(())
    })();
    assert_eq!(result, Ok(()), "the synthetic body is a report");
    let accounting = decoder.accounting();
    assert_eq!(accounting.quarantined, 0, "the synthetic rows are good");
    accounting.read
}

/// Rows of about the length and the kinds of cells that the provider describes; every one is made up.
fn synthetic(rows: usize) -> Vec<u8> {
    const MONTHS: [&str; 3] = ["AUG", "SEP", "OCT"];
    const SERVICES: [&str; 4] =
        ["daily_usage", "monthly_usage", "daily_usage_cap", "monthly_trans"];
    const CITIES: [&str; 5] =
        ["US, Austin, Airport", "DE, Berlin, Hotel", "FR, Paris", "BrdBnd, JP, Tokyo", "NZ, Taupo"];
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let mut body = String::with_capacity(rows * 200);
    body += "Transaction ID,Billing Code,User ID,Authentication Domain,Description,GMT Time,\
             Local Time,Session Length,Billing Rate,Net Billing Amount,Access Type,Service Type,\
             Unknown,Data Used\n";
    for row in 0..rows {
        let month = MONTHS[(row * MONTHS.len() / rows.max(1)).min(2)];
        let (day, hour, minute, second) = (1 + next(28), next(24), next(60), next(60));
        let seconds = next(20_000);
        let seconds = match seconds {
            0..1000 => format!("\"{seconds}\""),
            _ => format!("\"{},{:03}\"", seconds / 1000, seconds % 1000),
        };
        let sign = if next(50) == 0 { "-" } else { "" };
        body += &format!(
            "{:016X},BC{:03},user{}@example.com,example.com,\"{}\",\
             {day:02}-{month}-2026 {hour:02}:{minute:02}:{second:02},\
             {day:02}-{month}-2026 {:02}:{minute:02}:{second:02},\
             {seconds},{}.{:02},{sign}{}.{:02},WiFi,{},null,{}.{:03}\n",
            0x0123_4567_89AB_CDEF_u64.wrapping_mul(row as u64 + 1),
            next(40),
            next(5000),
            CITIES[next(5) as usize],
            (hour + 2) % 24,
            next(3),
            next(100),
            next(90),
            next(100),
            SERVICES[next(4) as usize],
            next(9000),
            next(1000),
        );
    }
    body.into_bytes()
}
