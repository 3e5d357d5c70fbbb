//! What `fromid` brings, and how the rows change between two requests.

use std::collections::BTreeSet;

use callrec_simulator::{FeedCursor, FeedOrder, Plan, Simulator, ZeroFromId};

use super::{get, ids, rows, switch};

/// Reads to the end as the document says: the last id again and again.
fn read_on(simulator: &Simulator) -> Vec<Vec<u64>> {
    let mut pages = Vec::new();
    let (mut last, mut seen) = (1, BTreeSet::new());
    loop {
        let page = ids(&get(simulator, &format!("fromid={last}")));
        let new = page.iter().filter(|id| seen.insert(**id)).count();
        if new == 0 {
            return pages;
        }
        last = page.iter().copied().max().unwrap();
        pages.push(page);
    }
}

#[test]
fn an_inclusive_server_sends_the_last_row_again() {
    let simulator = Simulator::builder().feed_rows(100).start().unwrap();
    switch(&simulator, |feed| feed.page_rows = 40);
    let pages = read_on(&simulator);
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [40, 40, 22]);
    assert_eq!(pages[0].last(), pages[1].first());
    let mut all = pages.concat();
    all.dedup();
    assert_eq!(all, simulator.feed().ids());
    let last = simulator.feed().last_id().unwrap();
    assert_eq!(ids(&get(&simulator, &format!("fromid={last}"))), [last]);
}

#[test]
fn an_exclusive_server_goes_on_behind_it() {
    let simulator = Simulator::builder().feed_rows(100).start().unwrap();
    switch(&simulator, |feed| (feed.cursor, feed.page_rows) = (FeedCursor::Exclusive, 40));
    let pages = read_on(&simulator);
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [40, 40, 20]);
    assert_eq!(pages.concat(), simulator.feed().ids());
    let last = simulator.feed().last_id().unwrap();
    assert_eq!(get(&simulator, &format!("fromid={last}")).body, b"");
}

#[test]
fn without_a_number_everything_comes() {
    let simulator = Simulator::builder().feed_rows(100).start().unwrap();
    switch(&simulator, |feed| feed.page_rows = 10);
    for from in ["", "fromid=", "fromid=0"] {
        assert_eq!(ids(&get(&simulator, from)), simulator.feed().ids(), "{from}");
    }
    assert_eq!(simulator.ledger().feeds_from_the_beginning, 3);
    assert_eq!(ids(&get(&simulator, "fromid=1")).len(), 10);
    assert_eq!(simulator.ledger().feeds_from_the_beginning, 3);
    switch(&simulator, |feed| (feed.page_rows, feed.zero_fromid) = (10, ZeroFromId::FirstPage));
    assert_eq!(ids(&get(&simulator, "fromid=0")), simulator.feed().ids()[..10]);
}

#[test]
fn a_shuffled_page_holds_the_same_rows_and_never_the_greatest_last() {
    let simulator = Simulator::builder().feed_rows(500).start().unwrap();
    for page_rows in [2, 7, 100, 0] {
        switch(&simulator, |feed| {
            (feed.order, feed.page_rows) = (FeedOrder::Shuffled, page_rows);
        });
        let from = simulator.feed().ids()[3];
        let request = format!("fromid={from}");
        let page = ids(&get(&simulator, &request));
        let mut sorted = page.clone();
        sorted.sort_unstable();
        let count = if page_rows == 0 { 497 } else { page_rows as usize };
        assert_eq!(sorted, simulator.feed().ids()[3..3 + count]);
        assert_ne!(page.last(), sorted.last());
        assert_eq!(ids(&get(&simulator, &request)), page);
    }
}

#[test]
fn rows_come_at_the_end_and_late_ones_before_it() {
    let simulator = Simulator::builder().feed_rows(50).start().unwrap();
    let (feed, before) = (simulator.feed(), simulator.feed().ids());
    let last = *before.last().unwrap();
    let appended = feed.append(3);
    assert_eq!(ids(&get(&simulator, &format!("fromid={last}")))[1..], appended);
    let late = feed.append_late(2);
    assert!(late.iter().all(|id| *id < appended[2] && !before.contains(id)));
    assert_eq!(ids(&get(&simulator, "fromid=0")).len(), 55);
    // A client that reads on from the greatest id never sees the late ones.
    let behind = ids(&get(&simulator, &format!("fromid={}", appended[2])));
    assert_eq!(behind, appended[2..]);
    assert_eq!(feed.totals().rows, 55);
}

#[test]
fn it_may_grow_while_it_is_read() {
    let simulator = Simulator::builder().feed_rows(10).start().unwrap();
    switch(&simulator, |feed| feed.grows_by = 2);
    let counts = [(); 3].map(|()| ids(&get(&simulator, "fromid=0")).len());
    assert_eq!(counts, [12, 14, 16]);
}

#[test]
fn a_rerated_row_has_another_cost_and_nothing_else() {
    let simulator = Simulator::builder().feed_rows(30).start().unwrap();
    let before = rows(&get(&simulator, "fromid=0"));
    let call = before.iter().position(|row| !row["NetworkSeconds"].is_empty()).unwrap();
    let id = before[call]["ID"].parse().unwrap();
    let sum = simulator.feed().totals().charge_micros;
    simulator.feed().rerate(id).unwrap();
    let after = rows(&get(&simulator, "fromid=0"));
    for (index, (before, after)) in before.iter().zip(&after).enumerate() {
        let differing: Vec<_> = before.keys().filter(|key| before[*key] != after[*key]).collect();
        let expected: &[&str] = if index == call { &["Charge"] } else { &[] };
        assert_eq!(differing, expected);
    }
    assert!(simulator.feed().totals().charge_micros > sum);
    assert!(simulator.feed().rerate(id + 1).is_err());
}

#[test]
fn a_pointer_row_becomes_a_charge_when_it_is_rated() {
    let simulator = Simulator::builder().feed_rows(1_000).start().unwrap();
    let before = simulator.feed().totals();
    let pointer = rows(&get(&simulator, "fromid=0")).into_iter().find(|row| row["Date"].is_empty());
    let pointer = pointer.unwrap()["ID"].parse().unwrap();
    simulator.feed().rerate(pointer).unwrap();
    let after = simulator.feed().totals();
    assert_eq!((after.pointers + 1, after.services), (before.pointers, before.services + 1));
}

#[test]
fn renumbering_takes_the_anchor_away() {
    let simulator = Simulator::builder().feed_rows(30).start().unwrap();
    let before = simulator.feed().ids();
    simulator.plan(Plan::parse(["feed:2:renumber"]).unwrap());
    let anchor = format!("fromid={}", before[20]);
    assert_eq!(ids(&get(&simulator, &anchor)), before[20..]);
    let after = ids(&get(&simulator, &anchor));
    assert!(!after.contains(&before[20]) && !after.is_empty());
    assert!(simulator.feed().ids().iter().all(|id| !before.contains(id)));
    assert_eq!(simulator.ledger().faults_met["renumber"], 1);
}

#[test]
fn the_anchor_of_a_request_may_be_rerated() {
    let simulator = Simulator::builder().feed_rows(30).start().unwrap();
    simulator.plan(Plan::parse(["feed:2:rerate"]).unwrap());
    let request = format!("fromid={}", simulator.feed().ids()[20]);
    let (before, after) = (rows(&get(&simulator, &request)), rows(&get(&simulator, &request)));
    assert_ne!(before[0], after[0]);
    assert_eq!(before[1..], after[1..]);
}

#[test]
fn the_numbers_may_begin_anew() {
    let simulator = Simulator::builder().feed_rows(30).start().unwrap();
    let last = simulator.feed().last_id().unwrap();
    simulator.feed().restart_numbering(1_000);
    assert!(simulator.feed().last_id().unwrap() < last);
    assert_eq!(get(&simulator, &format!("fromid={last}")).body, b"");
    assert_eq!(ids(&get(&simulator, "fromid=0")).len(), 30);
}

#[test]
fn an_endless_feed_is_its_first_page_for_ever() {
    let simulator = Simulator::builder().feed_rows(30).start().unwrap();
    switch(&simulator, |feed| (feed.endless, feed.page_rows) = (true, 10));
    for from in [simulator.feed().ids()[25], u64::MAX] {
        let page = ids(&get(&simulator, &format!("fromid={from}")));
        assert_eq!(page, simulator.feed().ids()[..10]);
    }
}

#[test]
fn ids_are_greater_than_32_bits_hold() {
    let simulator = Simulator::builder().start().unwrap();
    let ids = simulator.feed().ids();
    let limit = u64::from(i32::MAX.unsigned_abs());
    assert!(ids[0] < limit && *ids.last().unwrap() > limit);
    let simulator = Simulator::builder().feed_first_id(1 << 63).feed_rows(3).start().unwrap();
    assert_eq!(super::ids(&get(&simulator, "fromid=0")), simulator.feed().ids());
    assert!(simulator.feed().ids()[0] >= 1 << 63);
}

/// A reader that keeps to the document gets every row exactly once, whatever the dialect, the
/// order and the page, while rows come at the end between its requests.
#[test]
fn a_faithful_reader_gets_every_row_once_while_the_feed_grows() {
    for cursor in [FeedCursor::Inclusive, FeedCursor::Exclusive] {
        for order in [FeedOrder::Ascending, FeedOrder::Shuffled] {
            for page_rows in [2, 3, 50] {
                let simulator = Simulator::builder().feed_rows(60).start().unwrap();
                switch(&simulator, |feed| {
                    (feed.cursor, feed.order, feed.page_rows) = (cursor, order, page_rows);
                });
                let (mut last, mut all) = (1, Vec::new());
                let mut growth = [1, 0, 5, 2].into_iter();
                loop {
                    let mut page = ids(&get(&simulator, &format!("fromid={last}")));
                    page.sort_unstable();
                    if cursor == FeedCursor::Inclusive && !all.is_empty() {
                        assert_eq!(page.remove(0), last, "the anchor");
                    }
                    let Some(greatest) = page.last() else { break };
                    last = *greatest;
                    all.extend(page);
                    simulator.feed().append(growth.next().unwrap_or(0));
                }
                assert_eq!(all, simulator.feed().ids(), "{cursor:?} {order:?} {page_rows}");
            }
        }
    }
}

#[test]
fn an_inclusive_page_of_one_row_never_comes_further() {
    let simulator = Simulator::builder().feed_rows(5).start().unwrap();
    switch(&simulator, |feed| feed.page_rows = 1);
    let first = simulator.feed().ids()[0];
    for _ in 0..2 {
        assert_eq!(ids(&get(&simulator, &format!("fromid={first}"))), [first]);
    }
}
