//! The billing feed: readings D1 to D12, the three layouts, the options of its cousin.

mod cursor;
mod forms;
mod layouts;
mod recordings;
mod requests;

use std::collections::BTreeMap;

use callrec_simulator::{FeedSwitches, Simulator, Switches};

use crate::wire::{Response, encoded, records, send};

/// A GET with the first account's login.
fn get(simulator: &Simulator, parameters: &str) -> Response {
    let login = encoded(simulator.feed_username());
    let password = encoded(simulator.feed_password());
    let target = format!("/billing/feed?login={login}&password={password}&{parameters}");
    send(simulator, "GET", &target, &[], "")
}

/// The rows of an answer with a header, each by heading.
fn rows(response: &Response) -> Vec<BTreeMap<String, String>> {
    assert_eq!(response.status, 200, "{}", response.text());
    let mut records = records(response.text()).into_iter();
    let Some(headings) = records.next() else { return Vec::new() };
    records
        .map(|record| {
            assert_eq!(record.len(), headings.len(), "{record:?}");
            headings.iter().cloned().zip(record).collect()
        })
        .collect()
}

fn ids(response: &Response) -> Vec<u64> {
    rows(response).iter().map(|row| row["ID"].parse().unwrap()).collect()
}

fn switch(simulator: &Simulator, change: impl FnOnce(&mut FeedSwitches)) {
    let mut switches = Switches::default();
    change(&mut switches.billing_feed);
    simulator.set_switches(switches).unwrap();
}

/// Millionths of a cost as it is printed, with or without `$`.
fn micros(cost: &str) -> i128 {
    let (sign, rest) = cost.strip_prefix('-').map_or((1, cost), |rest| (-1, rest));
    let rest = rest.strip_prefix('$').unwrap_or(rest);
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
    let whole: i128 = whole.parse().unwrap();
    sign * (whole * 1_000_000 + format!("{fraction:0<6}").parse::<i128>().unwrap())
}
