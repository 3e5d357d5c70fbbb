//! The options of the feed's cousin.

use callrec_simulator::{FeedFilter, Simulator};
use serde_json::Value;

use super::{get, ids, rows, switch};
use crate::wire::records;

#[test]
fn every_format_holds_the_same_cells() {
    let simulator = Simulator::builder().feed_rows(200).start().unwrap();
    let csv = records(get(&simulator, "fromid=0&format=csv").text());
    for (format, delimiter, content_type) in
        [("txt", '\t', "text/tab-separated-values"), ("pipe", '|', "text/plain")]
    {
        let answer = get(&simulator, &format!("fromid=0&format={format}"));
        assert_eq!(answer.header("content-type"), Some(content_type));
        // No cell of this feed holds a tab or a bar.
        let swapped = answer.text().replace(',', "\u{0}").replace(delimiter, ",");
        let unquoted = |text: &str| text.replace(['"', '\u{0}', ','], "");
        let expected = get(&simulator, "fromid=0");
        assert_eq!(unquoted(&swapped), unquoted(expected.text()));
        assert_eq!(answer.text().lines().next().unwrap().matches(delimiter).count(), 17);
    }
    let json: Value = serde_json::from_str(get(&simulator, "fromid=0&format=json").text()).unwrap();
    let objects = json.as_array().unwrap();
    assert_eq!(objects.len(), 200);
    for (object, record) in objects.iter().zip(&csv[1..]) {
        for (heading, cell) in csv[0].iter().zip(record) {
            assert_eq!(object[heading], **cell);
        }
    }
}

#[test]
fn a_day_an_hour_calls_or_charges_alone() {
    let simulator = Simulator::builder().feed_rows(4_000).start().unwrap();
    let count = |filter: FeedFilter| simulator.feed().totals_where(&filter).rows;
    let day = rows(&get(&simulator, "date=2026-09-10"));
    assert!(day.len() > 10 && day.iter().all(|row| row["Date"] == "2026-09-10"));
    let date = "2026-09-10".parse().ok();
    assert_eq!(day.len() as u64, count(FeedFilter { date, ..FeedFilter::default() }));
    let hour = rows(&get(&simulator, "date=2026-09-10&hour=13"));
    assert!(!hour.is_empty() && hour.iter().all(|row| row["Time"].starts_with("13:")));
    let calls = rows(&get(&simulator, "callsonly=1"));
    assert!(calls.iter().all(|row| !row["Type"].is_empty()));
    let charges = rows(&get(&simulator, "servicesonly=1"));
    assert!(charges.iter().all(|row| row["Type"].is_empty() && !row["Charge"].is_empty()));
    let totals = simulator.feed().totals();
    assert_eq!((calls.len() as u64, charges.len() as u64), (totals.calls, totals.services));
    assert_eq!(get(&simulator, "callsonly=1&servicesonly=1").body, b"");
}

#[test]
fn a_page_is_filled_after_the_filter() {
    let simulator = Simulator::builder().feed_rows(1_000).start().unwrap();
    switch(&simulator, |feed| feed.page_rows = 5);
    let all = ids(&get(&simulator, "servicesonly=1"));
    assert_eq!(ids(&get(&simulator, "servicesonly=1&fromid=1")), all[..5]);
}

#[test]
fn a_server_may_not_know_the_options() {
    let simulator = Simulator::builder().feed_rows(100).start().unwrap();
    switch(&simulator, |feed| feed.options = false);
    let answer = get(&simulator, "fromid=0&format=json&servicesonly=1&date=nonsense");
    assert_eq!(ids(&answer), simulator.feed().ids());
}

#[test]
fn values_that_are_none_are_refused() {
    let simulator = Simulator::builder().feed_rows(10).start().unwrap();
    for bad in [
        "fromid=x",
        "fromid=-1",
        "fromid=18446744073709551616",
        "format=xml",
        "date=10/09/2026",
        "hour=24",
        "callsonly=yes",
        "from=1",
        "fromid=1&fromid=2",
    ] {
        assert_eq!(get(&simulator, bad).status, 400, "{bad}");
    }
}
