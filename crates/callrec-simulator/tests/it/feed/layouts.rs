//! The rows as they were observed, in the three layouts, and their sums against the oracle.

use std::collections::{BTreeMap, BTreeSet};

use callrec_simulator::{
    Dollar, Feed, FeedClock, FeedEmpty, FeedFilter, FeedHeadings, FeedProfile, FeedRowKind,
    FeedTotals, LineEnd, MonthlyDate, Simulator, Switches,
};

use super::{get, micros, rows, switch};
use crate::wire::records;

/// Sums out of the text alone: rows, seconds, millionths, and rows by pair.
fn sums(
    rows: &[BTreeMap<String, String>],
    [seconds, cost, main, sub]: [&str; 4],
) -> (u64, u64, i128, BTreeMap<String, u64>) {
    let mut by_type = BTreeMap::new();
    let (mut length, mut charge) = (0, 0);
    for row in rows {
        *by_type.entry(format!("{}/{}", row[main], row[sub])).or_default() += 1;
        if row[seconds].is_empty() {
            assert!(row.iter().all(|(name, cell)| name == "ID" || cell.is_empty()), "{row:?}");
            continue;
        }
        length += row[seconds].parse::<u64>().unwrap();
        charge += micros(&row[cost]);
    }
    (rows.len() as u64, length, charge, by_type)
}

fn expected(totals: &FeedTotals) -> (u64, u64, i128, BTreeMap<String, u64>) {
    let by_type = totals.by_type.iter().map(|(pair, sums)| (pair.clone(), sums.rows)).collect();
    (totals.rows, totals.length_s, totals.charge_micros, by_type)
}

#[test]
fn each_layout_sums_up_to_the_facts() {
    let simulator = Simulator::builder().feed_rows(3_000).start().unwrap();
    let totals = expected(&simulator.feed().totals());
    for (profile, columns) in [
        (FeedProfile::Au, ["NetworkSeconds", "Charge", "Type", "SubType"]),
        (FeedProfile::Nz, ["Call Length (seconds)", "Call Cost (NZD)", "Type", "SubType"]),
        (FeedProfile::Monthly, ["Seconds", "Charge", "MainType", "SubType"]),
    ] {
        switch(&simulator, |feed| feed.profile = profile);
        assert_eq!(sums(&rows(&get(&simulator, "fromid=0")), columns), totals, "{profile:?}");
    }
}

#[test]
fn the_headings_are_the_observed_ones() {
    let simulator = Simulator::builder().feed_rows(1).start().unwrap();
    let heading = |profile| {
        switch(&simulator, |feed| feed.profile = profile);
        get(&simulator, "fromid=0").text().lines().next().unwrap().to_owned()
    };
    assert_eq!(
        heading(FeedProfile::Nz),
        "ID,Billing Group,Origin Number,Destination Number,Description,Status,Terminated,Date,Time,\
         Date/Time,Call Length (seconds),Call Cost (NZD),Smartcode,Smartcode Description,Type,SubType,MP3"
    );
    assert_eq!(
        heading(FeedProfile::Au),
        "ID,BillingGroup,Origin,Destination,ZonePrefix,AZonePrefix,ShortCauseDesc,ThirdNumber,Date,\
         Time,DateTime,NetworkSeconds,Charge,SmartCode,SmartCodeDescription,Type,SubType,MP3"
    );
    assert_eq!(
        heading(FeedProfile::Monthly),
        "ID,Account_Code,Origin,Destination,Date,Time,Seconds,Charge,BillDate,Billing_Group,\
         zone_prefix,azone_prefix,MainType,SubType"
    );
}

#[test]
fn the_letters_of_the_headings_may_be_others() {
    let simulator = Simulator::builder().feed_rows(3).start().unwrap();
    let observed = get(&simulator, "fromid=0").text().to_owned();
    let (heading, rows) = observed.split_once('\n').unwrap();
    for (headings, expected) in [
        (FeedHeadings::Upper, heading.to_ascii_uppercase()),
        (FeedHeadings::Lower, heading.to_ascii_lowercase()),
    ] {
        switch(&simulator, |feed| feed.headings = headings);
        assert_eq!(get(&simulator, "fromid=0").text(), format!("{expected}\n{rows}"));
    }
}

#[test]
fn every_pair_of_the_document_is_there_and_one_more() {
    // Copied from the document's table.
    let document = "IB IB,2T 2T,L LO,IM INM,0 0,A3 A3,A8 A8,U0 U0,U1 U1,3M 3M,9 9,I I,IS IN8,M M,\
                    L L,S S,8 8,O O,M MG,M M3,IF IF";
    let pairs: BTreeSet<String> = document.split(',').map(|pair| pair.replace(' ', "/")).collect();
    assert_eq!(pairs.len(), 21);
    let simulator = Simulator::builder().feed_rows(5_000).start().unwrap();
    let totals = simulator.feed().totals();
    let mut seen: BTreeSet<String> = totals.by_type.keys().cloned().collect();
    assert!(seen.remove("S/2T") && seen.remove("/"));
    assert_eq!(seen, pairs);
    let listed: Vec<_> = Feed::call_types().collect();
    assert_eq!((listed.len(), listed[0]), (22, ("IB", "IB", "Inbound Calls")));
}

#[test]
fn an_nz_row_looks_as_observed() {
    let simulator = Simulator::builder().feed_rows(2_000).start().unwrap();
    switch(&simulator, |feed| {
        (feed.profile, feed.dollar) = (FeedProfile::Nz, Dollar::None);
    });
    let body = get(&simulator, "fromid=0");
    // 1000000,049740590,6449740590,6499744530,NAME,Ok,"",31/08/2009 12:00:00 a.m.,
    // 1/01/1900 10:57:10 a.m.,31/08/2009 10:57:10 a.m.,142,0,"","",S,2T,0
    let line = body.text().lines().find(|line| line.contains(",S,2T,0")).unwrap();
    let cells: Vec<&str> = line.split(',').collect();
    assert_eq!(cells.len(), 17, "{line}");
    assert_eq!((cells[6], cells[12], cells[13]), ("\"\"", "\"\"", "\"\""));
    let (day, clock) = cells[9].split_once(' ').unwrap();
    assert_eq!(cells[7], format!("{day} 12:00:00 a.m."));
    assert_eq!(cells[8], format!("1/01/1900 {clock}"));
    assert!(clock.ends_with(" a.m.") || clock.ends_with(" p.m."), "{clock}");
    assert!(day.ends_with("/09/2026"), "{day}");
    assert!(!clock.starts_with('0') && !day.starts_with('0'));
}

#[test]
fn the_half_of_the_day_is_written_as_the_switch_has_it() {
    let simulator = Simulator::builder().feed_rows(300).start().unwrap();
    for (clock, morning, afternoon) in [
        (FeedClock::Dotted, "a.m.", "p.m."),
        (FeedClock::Upper, "AM", "PM"),
        (FeedClock::Lower, "am", "pm"),
    ] {
        switch(&simulator, |feed| (feed.profile, feed.clock) = (FeedProfile::Nz, clock));
        let ends: BTreeSet<String> = rows(&get(&simulator, "fromid=0"))
            .iter()
            .filter_map(|row| row["Date/Time"].rsplit(' ').next().map(str::to_owned))
            .filter(|end| !end.is_empty())
            .collect();
        assert_eq!(ends, [morning, afternoon].map(str::to_owned).into());
    }
}

#[test]
fn an_au_row_has_iso_dates_and_a_charge_no_time() {
    let simulator = Simulator::builder().feed_rows(1_000).start().unwrap();
    let mut charges = 0;
    for row in rows(&get(&simulator, "fromid=0")) {
        if row["Date"].is_empty() {
            continue;
        }
        assert_eq!(row["DateTime"].split_once(' ').unwrap().0, row["Date"]);
        if row["Type"].is_empty() {
            charges += 1;
            assert_eq!((row["Origin"].as_str(), row["Destination"].as_str()), ("", ""));
            assert_eq!((row["Time"].as_str(), row["NetworkSeconds"].as_str()), ("", "0"));
            assert!(!row["SmartCodeDescription"].is_empty() && micros(&row["Charge"]) != 0);
        } else {
            assert_eq!(row["DateTime"], format!("{} {}", row["Date"], row["Time"]));
        }
    }
    assert_eq!(charges, simulator.feed().totals().services);
}

#[test]
fn a_monthly_row_has_named_months() {
    let simulator = Simulator::builder().feed_rows(50).start().unwrap();
    let first = |date| {
        switch(&simulator, |feed| {
            (feed.profile, feed.monthly_date) = (FeedProfile::Monthly, date);
        });
        rows(&get(&simulator, "fromid=0")).swap_remove(0)
    };
    let row = first(MonthlyDate::WithTime);
    let (day, time) = row["Date"].split_once(' ').unwrap();
    assert_eq!((day, time), ("01/Sep/2026", row["Time"].as_str()));
    assert_eq!(row["BillDate"], "01/Sep/2026 00:00:00");
    assert_eq!(row["Account_Code"], simulator.feed_username());
    let other = first(MonthlyDate::Midnight);
    assert_eq!(other["Date"], format!("{day} 00:00:00"));
    assert_eq!(other["Time"], format!("01/Jan/1900 {time}"));
}

#[test]
fn some_costs_bear_a_dollar() {
    let simulator = Simulator::builder().feed_rows(1_000).start().unwrap();
    let marked = |dollar| {
        switch(&simulator, |feed| feed.dollar = dollar);
        let rows = rows(&get(&simulator, "fromid=0"));
        let costs = rows.iter().map(|row| row["Charge"].clone()).filter(|cost| !cost.is_empty());
        costs.partition::<Vec<_>, _>(|cost| cost.contains('$'))
    };
    let (with, without) = marked(Dollar::Some);
    assert!(with.len() > 20 && without.len() > with.len(), "{} {}", with.len(), without.len());
    assert_eq!(marked(Dollar::None).0.len(), 0);
    let (with, without) = marked(Dollar::All);
    assert_eq!(without.len(), 0);
    assert!(with.iter().any(|cost| cost.starts_with("-$")), "a credit");
}

#[test]
fn texts_hold_what_careless_readers_trip_over() {
    let simulator = Simulator::builder().feed_rows(2_000).start().unwrap();
    switch(&simulator, |feed| feed.profile = FeedProfile::Nz);
    let rows = rows(&get(&simulator, "fromid=0"));
    let has = |column: &str, cell: &str| rows.iter().any(|row| row[column] == cell);
    assert!(has("Origin Number", "restricted"));
    assert!(has("Description", "Quote \"Q\" Holdings, Perth"));
    assert!(has("Description", "back\\slash\\"));
    assert!(has("Description", "Müller & Söhne"));
    assert!(has("Smartcode", "007"));
    assert!(has("Billing Group", "0061255501300"));
    assert!(has("Status", "No Answer") && has("Status", "Busy"));
}

#[test]
fn an_empty_answer_is_nothing_or_a_header() {
    let simulator = Simulator::builder().feed_rows(0).start().unwrap();
    assert_eq!(get(&simulator, "fromid=0").body, b"");
    switch(&simulator, |feed| feed.empty = FeedEmpty::Header);
    assert_eq!(records(get(&simulator, "fromid=0").text()).len(), 1);
    simulator.feed().append(2);
    assert_eq!(records(get(&simulator, "fromid=0").text()).len(), 3);
    switch(&simulator, |feed| feed.header = false);
    let headless = get(&simulator, "fromid=0");
    let ids: Vec<_> = records(headless.text()).into_iter().map(|row| row[0].clone()).collect();
    let expected: Vec<_> = simulator.feed().ids().iter().map(u64::to_string).collect();
    assert_eq!(ids, expected);
}

#[test]
fn lines_end_as_those_of_other_reports() {
    let simulator = Simulator::builder().feed_rows(10).start().unwrap();
    let plain = get(&simulator, "fromid=0").text().to_owned();
    simulator
        .set_switches(Switches {
            line_end: LineEnd::Crlf,
            final_line_end: false,
            byte_order_mark: true,
            ..Switches::default()
        })
        .unwrap();
    let other = get(&simulator, "fromid=0");
    assert_eq!(other.text(), format!("\u{feff}{}", plain.trim_end().replace('\n', "\r\n")));
}

#[test]
fn a_seed_is_a_feed() {
    let body = |seed| {
        let simulator = Simulator::builder().seed(seed).feed_rows(50).start().unwrap();
        switch(&simulator, |feed| feed.recordings = callrec_simulator::RecordingLinks::None);
        get(&simulator, "fromid=0").body
    };
    assert_eq!(body(1), body(1));
    assert_ne!(body(1), body(2));
}

/// Column by column against the facts, as a reader of the text alone finds them.
#[test]
fn each_cell_is_the_fact_that_it_stands_for() {
    let simulator = Simulator::builder().feed_rows(2_000).start().unwrap();
    let facts: Vec<_> = simulator.feed().rows_where(&FeedFilter::default()).collect();
    let printed = rows(&get(&simulator, "fromid=0"));
    assert_eq!(printed.len(), facts.len());
    for (row, fact) in printed.iter().zip(&facts) {
        let number = |column: &str| row[column].parse::<u64>().ok();
        assert_eq!(number("ID"), Some(fact.id));
        for (column, text) in [
            ("BillingGroup", &fact.billing_group),
            ("Origin", &fact.origin),
            ("Destination", &fact.destination),
            ("ThirdNumber", &fact.third_number),
            ("ShortCauseDesc", &fact.status),
            ("SmartCode", &fact.smart_code),
            ("Type", &fact.call_type),
            ("SubType", &fact.sub_type),
        ] {
            assert_eq!(row[column], *text, "{column}");
        }
        assert_eq!(row["DateTime"], fact.started_at.clone().unwrap_or_default());
        assert_eq!(number("NetworkSeconds"), fact.length_s);
        let charge = Some(row["Charge"].as_str()).filter(|cost| !cost.is_empty()).map(micros);
        assert_eq!(charge, fact.charge_micros.map(i128::from));
        assert_eq!(row["MP3"].contains("://"), fact.recorded);
    }
    let kinds = |kind| facts.iter().filter(|fact| fact.kind == kind).count() as u64;
    let totals = simulator.feed().totals();
    assert_eq!(kinds(FeedRowKind::Service), totals.services);
    assert_eq!(kinds(FeedRowKind::Pointer), totals.pointers);
}
