//! Decodes a small fixed input of one format once, for `tests/instructions` to count what it costs.
//!
//! `cargo run --release -p callrec-decode --example instructions WORK`
//!
//! The counted part is [`decode`]; making the input is not in it. Prints the rows that were read.
#![allow(clippy::print_stdout, reason = "a program for a script to read")]

use std::fmt::Write;
use std::hint::black_box;
use std::process::ExitCode;

use callrec_decode::{DecodeOptions, Report, ReportDecoder};

/// Rows of every input: several batches, so that the growing of the first one does not weigh much.
const ROWS: u64 = 50_000;
/// Bytes that are given at a time, as a body arrives.
const CHUNK: usize = 64 << 10;

fn main() -> ExitCode {
    let work = std::env::args().nth(1).unwrap_or_default();
    let (report, body) = match work.as_str() {
        "ipass_cdr_csv" => (Report::IpassCdr, ipass_cdr_csv()),
        "billing_feed_csv" => (Report::BillingFeed, billing_feed_csv()),
        "getcalls_json" => (Report::GetCalls, getcalls_json()),
        "rest_xml" => (Report::Users, rest_xml()),
        _ => {
            println!("usage: instructions ipass_cdr_csv|billing_feed_csv|getcalls_json|rest_xml");
            return ExitCode::FAILURE;
        }
    };
    let rows = decode(report, &body);
    println!("{rows}");
    if rows == ROWS { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Rows that were accepted; each batch is dropped.
#[inline(never)]
fn decode(report: Report, body: &[u8]) -> u64 {
    let mut decoder = ReportDecoder::new(report, DecodeOptions::default());
    let result = (|| {
        for mut chunk in body.chunks(CHUNK) {
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
    if let Err(error) = result {
        println!("{error}");
    }
    decoder.accounting().accepted
}

/// Numbers that only look random.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    fn one_of<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        let at = self.below(texts.len() as u64) as usize;
        texts.get(at).copied().unwrap_or_default()
    }
}

/// The body that `row` writes line by line. Every row is made up.
fn body(head: &str, tail: &str, row: impl Fn(&mut String, &mut Numbers, u64)) -> Vec<u8> {
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let mut text = head.to_owned();
    for number in 0..ROWS {
        row(&mut text, &mut numbers, number);
    }
    text += tail;
    text.into_bytes()
}

/// Writing to a string cannot fail.
macro_rules! put {
    ($text:expr, $($argument:tt)*) => {
        let _ = write!($text, $($argument)*);
    };
}

fn ipass_cdr_csv() -> Vec<u8> {
    let head = "Transaction ID,Billing Code,User ID,Authentication Domain,Description,GMT Time,\
                Local Time,Session Length,Billing Rate,Net Billing Amount,Access Type,\
                Service Type,Unknown,Data Used\n";
    body(head, "", |text, numbers, row| {
        let day = 1 + numbers.below(28);
        let hour = numbers.below(24);
        let (minute, second) = (numbers.below(60), numbers.below(60));
        let month = ["AUG", "SEP", "OCT"][(row * 3 / ROWS) as usize % 3];
        put!(text, "{:016X},", 0x0123_4567_89AB_CDEF_u64.wrapping_mul(row + 1));
        put!(text, "BC{:03},", numbers.below(40));
        put!(text, "user{}@example.com,example.com,", numbers.below(5000));
        let cities = ["US, Austin, Airport", "DE, Berlin, Hotel", "FR, Paris", "NZ, Taupo"];
        put!(text, "\"{}\",", numbers.one_of(&cities));
        put!(text, "{day:02}-{month}-2026 {hour:02}:{minute:02}:{second:02},");
        put!(text, "{day:02}-{month}-2026 {:02}:{minute:02}:{second:02},", (hour + 2) % 24);
        match numbers.below(20_000) {
            seconds @ 0..1000 => {
                put!(text, "{seconds},");
            }
            seconds => {
                put!(text, "\"{},{:03}\",", seconds / 1000, seconds % 1000);
            }
        }
        let sign = if numbers.below(50) == 0 { "-" } else { "" };
        put!(text, "{}.{:02},", numbers.below(3), numbers.below(100));
        put!(text, "{sign}{}.{:02},WiFi,", numbers.below(90), numbers.below(100));
        let services = ["daily_usage", "monthly_usage", "daily_usage_cap", "monthly_trans"];
        put!(text, "{},null,", numbers.one_of(&services));
        put!(text, "{}.{:03}\n", numbers.below(9000), numbers.below(1000));
    })
}

fn billing_feed_csv() -> Vec<u8> {
    let head = "ID,BillingGroup,Origin,Destination,ZonePrefix,AZonePrefix,ShortCauseDesc,\
                ThirdNumber,Date,Time,DateTime,NetworkSeconds,Charge,SmartCode,\
                SmartCodeDescription,Type,SubType,MP3\n";
    body(head, "", |text, numbers, row| {
        let day = 1 + row * 28 / ROWS;
        let (hour, minute, second) = (numbers.below(24), numbers.below(60), numbers.below(60));
        put!(text, "{},Group {},", 5_000_000_000 + row, numbers.below(300));
        put!(text, "02{:08},04{:08},", numbers.below(100_000_000), numbers.below(100_000_000));
        put!(text, "02,04,Answered,,2026-09-{day:02},{hour:02}:{minute:02}:{second:02},");
        put!(text, "2026-09-{day:02} {hour:02}:{minute:02}:{second:02},{},", numbers.below(4000));
        put!(text, "{}.{:04},,,", numbers.below(9), numbers.below(10_000));
        let types = ["S,S", "M,MG", "L,L", "2T,2T", "IB,IB", "0,0"];
        put!(text, "{},0\n", numbers.one_of(&types));
    })
}

fn getcalls_json() -> Vec<u8> {
    body("[", "]", |text, numbers, row| {
        let day = 1 + row * 28 / ROWS;
        let comma = if row == 0 { "" } else { "," };
        let kind = numbers.one_of(&["CALLIN", "CALLOUT", "SMS"]);
        put!(text, "{comma}{{\"type\":\"{kind}\",\"data\":{{");
        put!(text, "\"source\":\"+352{:08}\",", numbers.below(100_000_000));
        put!(text, "\"destination\":\"352{:08}\",", numbers.below(100_000_000));
        let name = numbers.one_of(&["\"Luxembourg\"", "\"Germany\"", "null"]);
        let (hour, minute, second) = (numbers.below(24), numbers.below(60), numbers.below(60));
        put!(text, "\"destination_name\":{name},\"call_start\":\"2026-09-{day:02} ");
        put!(text, "{hour:02}:{minute:02}:{second:02}\",\"duration\":\"{}\",", numbers.below(4000));
        put!(text, "\"pbxextension\":\"{}\",\"quantity\":", 20 + numbers.below(70));
        put!(text, "{},\"price\":\"{}.{:02}\",", numbers.below(9), numbers.below(9), row % 100);
        put!(text, "\"invoice\":\"N\\/A\"}}}}");
    })
}

fn rest_xml() -> Vec<u8> {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<endUsers>\n";
    body(head, "</endUsers>\n", |text, numbers, row| {
        put!(text, "<endUser>\n  <username>user{row}@example.com</username>\n");
        put!(text, "  <email>user{row}@example.com</email>\n  <fname>First</fname>\n");
        put!(text, "  <lname>Last{}</lname>\n  <isActive>1</isActive>\n", numbers.below(5000));
        let status = numbers.one_of(&["Active", "Suspended"]);
        put!(text, "  <endUserStatus>{status}</endUserStatus>\n");
        put!(text, "  <endUserId>{}</endUserId>\n", 1_000_000 + row);
        put!(text, "  <company>{}</company>\n  <homeCountry>US</homeCountry>\n", numbers.below(40));
        put!(text, "  <numDevices>{}</numDevices>\n</endUser>\n", numbers.below(5));
    })
}
