//! How fast synthetic lists of the REST API are decoded on this machine, beside quick-xml's events
//! doing the same typed work and the floor of counting angle brackets.
//!
//! `cargo run --release -p callrec-decode --example xml_speed [users] [runs] [alone]`
//!
//! With a third argument callrec runs alone, to be profiled.
//!
//! Prints the median of the runs: megabytes a second, nanoseconds a record, and how many times longer
//! the peer takes.
#![allow(clippy::print_stdout, reason = "a program for people to read")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Int64Builder, StringBuilder, StringDictionaryBuilder,
};
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int16Type, Int64Type};
use callrec_decode::{DecodeOptions, Report, ReportDecoder};
use quick_xml::Reader;
use quick_xml::events::Event;

/// Bytes that come at a time, as from a socket or file.
const CHUNK: usize = 64 << 10;
const BATCH_ROWS: usize = 8192;

/// What both ways of reading must agree on.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sums {
    rows: u64,
    name_bytes: u64,
    devices: i64,
    days: i64,
    active: u64,
}

fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<usize>());
    let users = arguments.next().and_then(Result::ok).unwrap_or(200_000);
    let runs = arguments.next().and_then(Result::ok).unwrap_or(7).max(1);
    let alone = arguments.next().is_some();
    for indented in [true, false] {
        let body = synthetic(users, indented);
        let (mut floors, mut ours, mut events) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..runs {
            floors.push(timed(|| count(&body)).0);
            let (taken, decoded) = timed(|| decode(&body));
            ours.push(taken);
            if alone {
                continue;
            }
            let (taken, read) = timed(|| by_events(&body));
            events.push(taken);
            assert_eq!(decoded, read, "both read the same");
            assert_eq!(decoded.rows, users as u64);
        }
        let form = if indented { "indented" } else { "in one line" };
        println!(
            "{users} synthetic users {form}, {:.1} MB, median of {runs}",
            body.len() as f64 / 1e6
        );
        let floor = print("memchr count of `<`", &mut floors, body.len(), users);
        let ours = print("callrec, typed Arrow batches", &mut ours, body.len(), users);
        if alone {
            continue;
        }
        let events = print("quick-xml events, builders", &mut events, body.len(), users);
        println!(
            "quick-xml / callrec {:.1}, callrec / floor {:.1}",
            events.as_secs_f64() / ours.as_secs_f64(),
            ours.as_secs_f64() / floor.as_secs_f64()
        );
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let started = Instant::now();
    let result = work();
    (started.elapsed(), result)
}

fn print(name: &str, times: &mut [Duration], bytes: usize, rows: usize) -> Duration {
    times.sort();
    let median = times[times.len() / 2];
    println!(
        "{name:30} {:6.0} MB/s {:7.1} ns/record",
        bytes as f64 / 1e6 / median.as_secs_f64(),
        median.as_secs_f64() * 1e9 / rows as f64,
    );
    median
}

fn count(body: &[u8]) -> usize {
    body.chunks(CHUNK).map(|chunk| black_box(memchr::memchr_iter(b'<', chunk).count())).sum()
}

/// Decodes as a body arrives, and drops each batch once it is summed up.
fn decode(body: &[u8]) -> Sums {
    let mut decoder = ReportDecoder::new(Report::Users, DecodeOptions::default());
    let mut sums = Sums::default();
    let result = (|| {
        for mut chunk in body.chunks(CHUNK) {
            while !chunk.is_empty() {
                let taken = decoder.decode(chunk)?;
                chunk = &chunk[taken..];
                while let Some(batch) = decoder.flush()? {
                    add(&mut sums, &batch);
                }
            }
        }
        decoder.finish()?;
        while let Some(batch) = decoder.flush()? {
            add(&mut sums, &batch);
        }
        Ok::<(), callrec_decode::DecodeError>(())
    })();
    assert!(result.is_ok(), "{result:?}");
    sums
}

fn add(sums: &mut Sums, batch: &arrow_array::RecordBatch) {
    let column = |name: &str| batch.column_by_name(name).expect("a column of the report");
    let sum = |array: &arrow_array::Int64Array| array.iter().flatten().sum::<i64>();
    sums.rows += batch.num_rows() as u64;
    sums.name_bytes += column("username").as_string::<i32>().values().len() as u64;
    sums.devices += sum(column("num_devices").as_primitive::<Int64Type>());
    let days = column("start_date").as_primitive::<Date32Type>();
    sums.days += days.iter().flatten().map(i64::from).sum::<i64>();
    sums.active += column("is_active").as_boolean().true_count() as u64;
    black_box(batch);
}

/// The same columns by quick-xml's events and Arrow's builders, as one would write it by hand. It
/// checks less: neither the shape of the list nor that a value comes once.
#[derive(Default)]
struct Columns {
    texts: [StringBuilder; TEXTS.len()],
    lists: [StringDictionaryBuilder<Int16Type>; LISTS.len()],
    flags: [BooleanBuilder; FLAGS.len()],
    counts: [Int64Builder; COUNTS.len()],
    start_date: Date32Builder,
    rows: usize,
}

const TEXTS: [&str; 7] =
    ["username", "email", "fname", "lname", "thorUserId", "endUserId", "company"];
const LISTS: [&str; 4] = ["endUserStatus", "authType", "homeCountry", "locale"];
const FLAGS: [&str; 2] = ["isActive", "enablePortalLogin"];
const COUNTS: [&str; 2] = ["numDevices", "numActiveDevices"];

/// The values of one user, until the end tag.
#[derive(Default)]
struct User {
    texts: [Option<String>; TEXTS.len()],
    lists: [Option<String>; LISTS.len()],
    flags: [Option<bool>; FLAGS.len()],
    counts: [Option<i64>; COUNTS.len()],
    start_date: Option<i32>,
    notify: [Option<bool>; 2],
}

fn by_events(body: &[u8]) -> Sums {
    let mut reader = Reader::from_reader(body);
    let mut buffer = Vec::new();
    let mut columns = Columns::default();
    let mut sums = Sums::default();
    let mut user = User::default();
    let mut text = String::new();
    let mut subscribed = None;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).expect("well-formed") {
            Event::Start(start) => {
                text.clear();
                if start.name().as_ref() == "notification" {
                    let attribute = start.try_get_attribute("subscribe").expect("well-formed");
                    subscribed = attribute.map(|attribute| &*attribute.value == "true");
                }
            }
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(name) => match &*name.into_inner() {
                "amp" => text.push('&'),
                "lt" => text.push('<'),
                _ => text.push('?'),
            },
            Event::End(end) => {
                let name = end.name();
                if name.as_ref() == "endUser" {
                    append(&mut columns, &mut user, &mut sums);
                } else {
                    set(&mut user, name.as_ref(), text.trim(), subscribed);
                }
                text.clear();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    drop_batch(&mut columns);
    sums
}

fn set(user: &mut User, name: &str, text: &str, subscribed: Option<bool>) {
    let place = |names: &[&str]| names.iter().position(|known| *known == name);
    if text.is_empty() {
        return;
    }
    if let Some(at) = place(&TEXTS) {
        user.texts[at] = Some(text.to_owned());
    } else if let Some(at) = place(&LISTS) {
        user.lists[at] = Some(text.to_owned());
    } else if let Some(at) = place(&FLAGS) {
        user.flags[at] = Some(text == "1" || text == "true");
    } else if let Some(at) = place(&COUNTS) {
        user.counts[at] = text.parse().ok();
    } else if name == "startDate" {
        let mut parts = text.split('/').filter_map(|part| part.parse::<i16>().ok());
        if let (Some(month), Some(day), Some(year)) = (parts.next(), parts.next(), parts.next()) {
            let date = jiff::civil::date(year, month as i8, day as i8);
            let days = date.since((jiff::Unit::Day, jiff::civil::date(1970, 1, 1)));
            user.start_date = days.ok().map(|days| days.get_days());
        }
    } else if name == "type" {
        user.notify[usize::from(text == "Suspend")] = subscribed;
    }
}

fn append(columns: &mut Columns, user: &mut User, sums: &mut Sums) {
    let user = std::mem::take(user);
    sums.rows += 1;
    sums.name_bytes += user.texts[0].as_ref().map_or(0, String::len) as u64;
    sums.devices += user.counts[0].unwrap_or_default();
    sums.days += i64::from(user.start_date.unwrap_or_default());
    sums.active += u64::from(user.flags[0] == Some(true));
    columns.texts.iter_mut().zip(user.texts).for_each(|(column, text)| column.append_option(text));
    columns.lists.iter_mut().zip(user.lists).for_each(|(column, text)| column.append_option(text));
    columns.flags.iter_mut().zip(user.flags).for_each(|(column, flag)| column.append_option(flag));
    columns.counts.iter_mut().zip(user.counts).for_each(|(column, n)| column.append_option(n));
    columns.start_date.append_option(user.start_date);
    black_box(user.notify);
    columns.rows += 1;
    if columns.rows == BATCH_ROWS {
        drop_batch(columns);
    }
}

fn drop_batch(columns: &mut Columns) {
    columns.texts.iter_mut().for_each(|column| drop(black_box(column.finish())));
    columns.lists.iter_mut().for_each(|column| drop(black_box(column.finish())));
    columns.flags.iter_mut().for_each(|column| drop(black_box(column.finish())));
    columns.counts.iter_mut().for_each(|column| drop(black_box(column.finish())));
    drop(black_box(columns.start_date.finish()));
    columns.rows = 0;
}

/// Users that do not exist: one in sixteen with a reference in the name, one in eight without a country.
fn synthetic(users: usize, indented: bool) -> Vec<u8> {
    const COUNTRIES: [&str; 6] = ["CH", "DE", "FR", "GB", "US", "IN"];
    let [line, inner, deeper] =
        if indented { ["\n  ", "\n    ", "\n      "] } else { ["", "", ""] };
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let mut body =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<endUsers>");
    for number in 0..users {
        let name = format!("user{}", next(10_000_000));
        body += &format!("{line}<endUser>");
        let mut child = |name: &str, text: &str| body += &format!("{inner}<{name}>{text}</{name}>");
        identity(&mut child, &name, number, next(16) == 0);
        if next(8) > 0 {
            child("homeCountry", COUNTRIES[next(6) as usize]);
        }
        child("locale", "en-US");
        body += &format!(
            "{inner}<notifications>{deeper}<notification subscribe=\"true\"><type>Activate</type></notification>\
             {deeper}<notification subscribe=\"{}\"><type>Suspend</type></notification>{inner}</notifications>",
            next(4) > 0
        );
        let devices = next(5);
        let mut child = |name: &str, text: &str| body += &format!("{inner}<{name}>{text}</{name}>");
        child("numDevices", &devices.to_string());
        child("numActiveDevices", &(devices / 2).to_string());
        child("startDate", &format!("{:02}/{:02}/{}", 1 + next(12), 1 + next(28), 2015 + next(7)));
        body += &format!("{line}</endUser>");
    }
    body += "\n</endUsers>\n";
    body.into_bytes()
}

fn identity(child: &mut impl FnMut(&str, &str), name: &str, number: usize, reference: bool) {
    child("authType", "HostedAuth");
    child("company", "1022878");
    child("email", &format!("{name}@example.com"));
    child("fname", if reference { "Ann &amp; Bob" } else { "Ann" });
    child("isActive", "1");
    child("lname", name);
    child("thorUserId", &(50_000_000 + number).to_string());
    child("username", &format!("{name}@example.com"));
    child("enablePortalLogin", "false");
    child("endUserId", &(1_000_000 + number).to_string());
    child("endUserStatus", "Active");
}
