//! The billing feed against the simulator: collecting by the cursor, whatever the server is like.

mod cursors;
mod logins;

use std::collections::BTreeSet;
use std::time::Duration;

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Decimal128Type, Int64Type, UInt64Type};
use callrec::{
    BillingFeed, BillingFeedBuilder, Cursor, Error, ErrorKind, FeedDialect, FeedFormat, FeedMethod,
    Reader, RecordBatch,
};
use callrec_simulator::{
    FeedCursor, FeedEmpty, FeedFilter, FeedOrder, FeedProfile, FeedSwitches, FeedTotals, Framing,
    Operation, Plan, Simulator, Switches, ZeroFromId,
};

const PASSWORD: &str = "c4n4ry feed+&%";
const ROWS: u64 = 700;

pub(crate) fn simulator(feed: FeedSwitches) -> Simulator {
    crate::trace::if_asked_for();
    Simulator::builder()
        .feed_rows(ROWS)
        .feed_credentials("049740590", PASSWORD)
        .switches(Switches { billing_feed: feed, ..Switches::default() })
        .start()
        .expect("a simulator")
}

pub(crate) fn builder(simulator: &Simulator) -> BillingFeedBuilder {
    BillingFeed::builder()
        .base_url(simulator.base_url())
        .credentials(simulator.feed_username(), PASSWORD)
        .retry_pause(Duration::from_millis(1))
}

pub(crate) fn client(simulator: &Simulator) -> BillingFeed {
    builder(simulator).build().expect("a client")
}

/// What a sink holds: rows by id, and the cursor that was stored with them.
#[derive(Default)]
pub(crate) struct Sink {
    pub(crate) ids: Vec<u64>,
    length_s: i64,
    charge_micros: i128,
    pub(crate) cursor: Option<Cursor>,
}

impl Sink {
    pub(crate) fn add(&mut self, batch: &RecordBatch) {
        let ids = batch.column_by_name("id").expect("ids").as_primitive::<UInt64Type>();
        self.ids.extend(ids.values());
        let lengths = batch.column_by_name("length_s").expect("lengths");
        self.length_s += lengths.as_primitive::<Int64Type>().iter().flatten().sum::<i64>();
        let charges = batch.column_by_name("charge").expect("charges");
        let charges = charges.as_primitive::<Decimal128Type>();
        self.charge_micros += charges.iter().flatten().sum::<i128>();
    }

    /// The cursor as it would come from a database.
    pub(crate) fn cursor(&self) -> Cursor {
        match &self.cursor {
            None => Cursor::first_run(),
            Some(cursor) => {
                let text = cursor.to_string();
                assert!(!text.contains("c4n4ry"), "{text}");
                text.parse().expect("a stored cursor")
            }
        }
    }

    /// Collects to the end, or as far as it goes; rows and cursor go in together.
    pub(crate) async fn collect(&mut self, feed: &BillingFeed) -> Result<Reader, Error> {
        let mut reader = feed.collect(self.cursor()).await?;
        let before = self.ids.len();
        while let Some(batch) = reader.next_batch().await {
            self.add(&batch?);
            self.cursor = reader.cursor();
        }
        self.cursor = reader.cursor();
        let accounting = reader.accounting();
        assert!(accounting.balanced() && accounting.quarantined == 0, "{accounting:?}");
        assert_eq!(accounting.rows(), (self.ids.len() - before) as u64);
        Ok(reader)
    }

    /// The simulator's sums are made from its facts, not from its text.
    pub(crate) fn check(&self, totals: &FeedTotals, what: &str) {
        let distinct: BTreeSet<_> = self.ids.iter().collect();
        assert_eq!(distinct.len(), self.ids.len(), "{what}: no row twice");
        assert_eq!(self.ids.len() as u64, totals.rows, "{what}");
        assert_eq!(self.length_s, i64::try_from(totals.length_s).expect("seconds"), "{what}");
        assert_eq!(self.charge_micros, totals.charge_micros, "{what}");
    }
}

/// Every kind of server that the readings leave open.
fn servers() -> Vec<FeedSwitches> {
    let mut servers = Vec::new();
    for cursor in [FeedCursor::Inclusive, FeedCursor::Exclusive] {
        for order in [FeedOrder::Ascending, FeedOrder::Shuffled] {
            for page_rows in [0, 40, 5000] {
                for zero_fromid in [ZeroFromId::AllRows, ZeroFromId::FirstPage] {
                    let base = FeedSwitches { cursor, order, page_rows, ..Default::default() };
                    servers.push(FeedSwitches { zero_fromid, ..base });
                }
            }
        }
    }
    servers
}

const AU: &str = "ID,BillingGroup,Origin,Destination,ZonePrefix,AZonePrefix,ShortCauseDesc,ThirdNumber,Date,Time,DateTime,NetworkSeconds,Charge,SmartCode,SmartCodeDescription,Type,SubType,MP3\n";

/// A synthetic row; one whose charge is no number is set aside.
fn row(id: u64, charge: &str) -> String {
    format!("{id},g,1,2,,,Ok,,2026-09-01,10:00:00,2026-09-01 10:00:00,60,{charge},,,L,L,0\n")
}

fn raw(server: &crate::server::Server) -> BillingFeedBuilder {
    BillingFeed::builder()
        .base_url(server.url())
        .credentials("049740590", PASSWORD)
        .retry_pause(Duration::from_millis(1))
}

#[tokio::test]
async fn every_row_once_from_every_server() {
    for switches in servers() {
        let what = format!("{switches:?}");
        let simulator = simulator(switches.clone());
        let (feed, mut sink) = (client(&simulator), Sink::default());
        sink.collect(&feed).await.expect(&what);
        sink.check(&simulator.feed().totals(), &what);
        let expected = match switches.cursor {
            FeedCursor::Exclusive => FeedDialect::Exclusive,
            _ => FeedDialect::Inclusive,
        };
        assert_eq!(sink.cursor().dialect(), expected, "{what}");
        assert_eq!(sink.cursor().last_id(), simulator.feed().last_id(), "{what}");

        // Nothing new is nothing.
        let before = sink.cursor();
        let reader = sink.collect(&feed).await.expect(&what);
        assert_eq!(reader.accounting().rows(), 0, "{what}");
        assert_eq!(sink.cursor(), before, "{what}");

        // What comes later comes once.
        simulator.feed().append(90);
        sink.collect(&feed).await.expect(&what);
        sink.check(&simulator.feed().totals(), &what);
    }
}

#[tokio::test]
async fn the_first_run_alone_asks_from_the_beginning() {
    let simulator = simulator(FeedSwitches { page_rows: 100, ..Default::default() });
    let (feed, mut sink) = (client(&simulator), Sink::default());
    for _ in 0..3 {
        sink.collect(&feed).await.expect("collected");
    }
    assert_eq!(simulator.ledger().feeds_from_the_beginning, 1);
    let error = feed.page(0).await.expect_err("not by accident");
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    assert_eq!(Cursor::after(0).expect_err("not by accident").kind(), ErrorKind::InvalidArgument);
    assert_eq!(simulator.ledger().feeds_from_the_beginning, 1);
}

#[tokio::test]
async fn a_page_comes_as_it_is() {
    let simulator = simulator(FeedSwitches { page_rows: 50, ..Default::default() });
    let feed = client(&simulator);
    let ids = simulator.feed().ids();
    let mut sink = Sink::default();
    let mut reader = feed.page(ids[100]).await.expect("a page");
    while let Some(batch) = reader.next_batch().await {
        sink.add(&batch.expect("a batch"));
    }
    assert_eq!(sink.ids, &ids[100..150]);
    assert_eq!(reader.cursor(), None);
    let mut first = feed.first_page().await.expect("a page");
    let batch = first.next_batch().await.expect("rows").expect("a batch");
    assert_eq!(batch.num_rows(), 700, "all rows by the default of the simulator");
}

#[tokio::test]
async fn rows_that_come_late_are_found_by_looking_back() {
    for cursor in [FeedCursor::Inclusive, FeedCursor::Exclusive] {
        let simulator = simulator(FeedSwitches { cursor, ..Default::default() });
        let feed = builder(&simulator).look_back(ROWS as usize * 2).build().expect("a client");
        let mut sink = Sink::default();
        sink.collect(&feed).await.expect("collected");
        for _ in 0..3 {
            let late = simulator.feed().append_late(5);
            assert!(late.iter().all(|id| *id < simulator.feed().last_id().expect("rows")));
            simulator.feed().append(2);
            sink.collect(&feed).await.expect("collected");
        }
        // A late row before the first id that was ever seen is out of reach.
        let first = *sink.ids.iter().min().expect("rows");
        let reachable = FeedFilter { from_id: Some(first), ..FeedFilter::default() };
        sink.check(&simulator.feed().totals_where(&reachable), &format!("{cursor:?}"));
    }
}

#[tokio::test]
async fn a_changed_row_stops_the_collecting_until_it_is_accepted() {
    let simulator = simulator(FeedSwitches::default());
    let (feed, mut sink) = (client(&simulator), Sink::default());
    sink.collect(&feed).await.expect("collected");
    let last = simulator.feed().last_id().expect("rows");
    simulator.feed().rerate(last).expect("changed");
    simulator.feed().append(3);
    let (rows, cursor) = (sink.ids.len(), sink.cursor());
    let error = sink.collect(&feed).await.expect_err("changed");
    assert_eq!(error.kind(), ErrorKind::RowRevised, "{error}");
    assert!(error.to_string().contains(&last.to_string()), "{error}");
    assert_eq!((sink.ids.len(), sink.cursor()), (rows, cursor.clone()), "nothing came of it");
    sink.cursor = Some(cursor.accept_revised());
    sink.collect(&feed).await.expect("collected");
    assert_eq!(sink.ids.len(), rows + 3);
}

#[tokio::test]
async fn other_ids_stop_the_collecting() {
    for (cursor, look_back) in [(FeedCursor::Inclusive, 0), (FeedCursor::Exclusive, 3)] {
        let simulator = simulator(FeedSwitches { cursor, ..Default::default() });
        let feed = builder(&simulator).look_back(look_back).build().expect("a client");
        for again in 0..2 {
            let mut sink = Sink::default();
            sink.collect(&feed).await.expect("collected");
            match again {
                0 => simulator.feed().renumber(),
                _ => simulator.feed().restart_numbering(1),
            }
            let rows = sink.ids.len();
            let error = sink.collect(&feed).await.expect_err("other ids");
            assert_eq!(error.kind(), ErrorKind::ContinuityBroken, "{error}");
            assert_eq!(sink.ids.len(), rows);
        }
    }
}

#[tokio::test]
async fn a_server_that_always_says_the_same_is_no_progress() {
    for order in [FeedOrder::Ascending, FeedOrder::Shuffled] {
        let switches = FeedSwitches { endless: true, page_rows: 50, order, ..Default::default() };
        let simulator = simulator(FeedSwitches { zero_fromid: ZeroFromId::FirstPage, ..switches });
        let (feed, mut sink) = (client(&simulator), Sink::default());
        let error = sink.collect(&feed).await.expect_err("no progress");
        assert_eq!(error.kind(), ErrorKind::NoProgress, "{error}");
        assert!(simulator.requests().len() < 5);
    }
}

#[tokio::test]
async fn a_feed_that_grows_at_every_request_ends_at_the_page_limit() {
    let switches = FeedSwitches { grows_by: 3, page_rows: 100, ..Default::default() };
    let simulator = simulator(FeedSwitches { zero_fromid: ZeroFromId::FirstPage, ..switches });
    let feed = builder(&simulator).page_limit(20).build().expect("a client");
    let mut sink = Sink::default();
    let error = sink.collect(&feed).await.expect_err("the limit");
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
    let distinct: BTreeSet<_> = sink.ids.iter().collect();
    assert_eq!(distinct.len(), sink.ids.len());
    assert!(sink.cursor().last_id().is_some());
}

/// Faults that pass: every row once, wherever a page broke.
#[tokio::test]
async fn pages_that_break_are_resumed() {
    let simulator = simulator(FeedSwitches::default());
    for switches in servers().into_iter().filter(|switches| switches.page_rows < 5000) {
        simulator
            .set_switches(Switches { billing_feed: switches.clone(), ..Switches::default() })
            .expect("switched");
        for verb in [
            "return-503",
            "reset-after-0B",
            "reset-after-3000B",
            "fin-after-3000B",
            "cut-chunked-after-3000B",
            "truncate-without-length-3000B",
        ] {
            let what = format!("{verb}, {switches:?}");
            let plan = [format!("feed:1:{verb}"), format!("feed:3:{verb}")];
            simulator.plan(Plan::parse(plan).expect(verb));
            let options = callrec::DecodeOptions::default().with_batch_rows(7);
            let feed = builder(&simulator).decode_options(options).build().expect("a client");
            let mut sink = Sink::default();
            sink.collect(&feed).await.unwrap_or_else(|error| panic!("{what}: {error}"));
            sink.check(&simulator.feed().totals(), &what);
            let asked = simulator.requests();
            assert!(asked.iter().rev().take(200).any(|asked| asked.fault.is_some()), "{what}");
        }
    }
}

/// A body whose end nothing proves: asked for once more, never believed at its word.
#[tokio::test]
async fn unproven_pages_are_confirmed() {
    let simulator = simulator(FeedSwitches::default());
    for switches in servers() {
        let mut all = Switches { billing_feed: switches.clone(), ..Switches::default() };
        all.framing = Framing::CloseDelimited;
        simulator.set_switches(all).expect("switched");
        let (feed, mut sink) = (client(&simulator), Sink::default());
        let reader = sink.collect(&feed).await.expect("collected");
        assert_eq!(reader.proof(), Some(callrec::Proof::Unproven));
        sink.check(&simulator.feed().totals(), &format!("{switches:?}"));
    }
}

#[tokio::test]
async fn every_layout_and_form_has_the_same_rows() {
    for profile in [FeedProfile::Au, FeedProfile::Nz, FeedProfile::Monthly] {
        for empty in [FeedEmpty::Nothing, FeedEmpty::Header] {
            let switches = FeedSwitches { profile, empty, page_rows: 300, ..Default::default() };
            let simulator = simulator(switches);
            for format in [
                FeedFormat::Provider,
                FeedFormat::Csv,
                FeedFormat::Text,
                FeedFormat::Pipe,
                FeedFormat::Json,
            ] {
                for method in [FeedMethod::Get, FeedMethod::PostForm] {
                    let feed = builder(&simulator).format(format).method(method);
                    let mut sink = Sink::default();
                    let what = format!("{profile:?} {empty:?} {format:?} {method:?}");
                    sink.collect(&feed.build().expect("a client")).await.expect(&what);
                    sink.check(&simulator.feed().totals(), &what);
                }
            }
        }
    }
}

#[tokio::test]
async fn the_options_of_a_cousin() {
    let simulator = simulator(FeedSwitches { page_rows: 100, ..Default::default() });
    for (calls_only, services_only) in [(true, false), (false, true)] {
        let feed = builder(&simulator).calls_only(calls_only).services_only(services_only);
        let mut sink = Sink::default();
        sink.collect(&feed.build().expect("a client")).await.expect("collected");
        let filter = FeedFilter { calls_only, services_only, ..FeedFilter::default() };
        sink.check(&simulator.feed().totals_where(&filter), "selected");
        // A cursor of some rows is no cursor of all.
        let error = client(&simulator).collect(sink.cursor()).await.expect_err("another selection");
        assert_eq!(error.kind(), ErrorKind::WrongState, "{error}");
    }
}

/// What is set aside is told once, whichever pages it comes in, and holds up nothing.
#[tokio::test]
async fn rows_that_cannot_be_read_are_told_once() {
    use crate::server::{Server, ok};
    let page = |rows: &[String]| ok(&(AU.to_owned() + &rows.concat()));
    let server = Server::scripted(vec![
        page(&[row(1, "0.1"), row(2, "0.2"), row(3, "?")]),
        page(&[row(2, "0.2"), row(3, "?"), row(4, "0.4")]),
        page(&[row(4, "0.4")]),
    ]);
    let feed = raw(&server).build().expect("a client");
    let mut reader = feed.collect(Cursor::first_run()).await.expect("opened");
    assert_eq!(crate::fixture::drain(&mut reader).await.expect("read"), 3);
    let accounting = reader.accounting();
    let counts =
        (accounting.read, accounting.accepted, accounting.quarantined, accounting.duplicate);
    assert_eq!(counts, (7, 3, 1, 3));
    assert_eq!(reader.take_quarantined().len(), 1);
    let asked: Vec<_> = server.requests().iter().map(|asked| asked.target.clone()).collect();
    let ends = ["fromid=0", "fromid=2", "fromid=4"];
    assert!(asked.iter().zip(ends).all(|(target, end)| target.ends_with(end)), "{asked:?}");
}

#[tokio::test]
async fn operations_have_their_names() {
    let simulator = simulator(FeedSwitches::default());
    let feed = client(&simulator);
    feed.first_page().await.expect("a page");
    let asked = simulator.requests();
    assert_eq!(asked.last().expect("a request").operation, Some(Operation::Feed));
    let error = feed.recording("ftp://x/y").await.expect_err("no URL of a recording");
    assert_eq!(
        (error.provider(), error.operation()),
        (Some(callrec::Provider::BillingFeed), Some("recording"))
    );
}
