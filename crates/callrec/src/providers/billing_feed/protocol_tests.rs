//! The cursor protocol against models of servers: exactly once, or a typed error.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;

use super::cursor::{Cursor, FeedDialect, Known};
use super::protocol::{Checked, Next, Protocol, SORTED_ROWS};
use crate::{Error, ErrorKind};

/// A server by the readings.
#[derive(Clone, Debug, Default)]
struct Server {
    /// Contents by id.
    rows: BTreeMap<u64, u64>,
    inclusive: bool,
    /// 0 for none.
    limit: usize,
    order: Sorting,
    /// The page without end: whatever is asked, the same rows.
    deaf: bool,
    /// No page has an end that is proven.
    unproven: bool,
}

#[derive(Clone, Copy, Debug, Default)]
enum Sorting {
    #[default]
    Ascending,
    Descending,
    Shuffled(u64),
}

impl Server {
    fn page(&self, from: u64) -> Vec<Known> {
        let asked = |id: u64| self.deaf || id > from || (id == from && self.inclusive);
        let limit = if self.limit == 0 { usize::MAX } else { self.limit };
        let rows = self.rows.iter().filter(|(id, _)| asked(**id)).take(limit);
        let mut rows: Vec<_> = rows.map(|(&id, &print)| Known { id, print: Some(print) }).collect();
        match self.order {
            Sorting::Ascending => {}
            Sorting::Descending => rows.reverse(),
            Sorting::Shuffled(seed) => rows.sort_by_key(|row| mixed(row.id ^ seed)),
        }
        rows
    }
}

fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb)
}

/// What goes wrong with the pages of one collecting, in their order; none goes wrong after these.
#[derive(Clone, Copy, Debug)]
enum Fault {
    None,
    /// Cut after so many rows in a hundred, which is noticed.
    Breaks(usize),
    /// Cut after so many rows in a hundred, and nothing tells.
    Unproven(usize),
    /// The process ends after so many batches of this page; what it saved last stays.
    Dies(usize),
}

/// Rows and cursor, saved together.
#[derive(Clone, Debug)]
struct Sink {
    rows: Vec<Known>,
    cursor: String,
    /// The dying process had saved so many batches ago.
    save_every: usize,
    /// Of a batch that is saved, only so many rows are.
    part: usize,
}

impl Sink {
    fn new(save_every: usize) -> Self {
        let cursor = Cursor::first_run().to_string();
        Self { rows: Vec::new(), cursor, save_every, part: usize::MAX }
    }

    fn ids(&self) -> Vec<u64> {
        self.rows.iter().map(|row| row.id).collect()
    }
}

const PAGES: usize = 10_000;
const BATCH: usize = 3;

/// One collecting as the reader does it, without its I/O. `Ok(false)` for a process that died.
fn collect(
    server: &Server,
    sink: &mut Sink,
    look_back: usize,
    faults: &[Fault],
) -> Result<bool, Error> {
    let cursor: Cursor = sink.cursor.parse().expect("a saved cursor");
    // Pages of the model are small: that they come sorted must be believed early, or is chance.
    let sorted_rows = if matches!(server.order, Sorting::Ascending) { 2 } else { SORTED_ROWS };
    let mut protocol = Protocol::new(cursor, look_back, sorted_rows);
    let (mut unsaved, mut batches) = (Vec::new(), 0);
    let (mut faults, mut cut) = (faults.iter().copied(), None);
    for _ in 0..PAGES {
        let mut rows = server.page(protocol.from());
        let fault = faults.next().unwrap_or(Fault::None);
        let (mut proven, mut breaks, mut dies) = (!server.unproven, false, usize::MAX);
        match fault {
            Fault::None => {}
            Fault::Breaks(part) => (breaks, _) = (true, rows.truncate(rows.len() * part / 100)),
            Fault::Unproven(part) => {
                let length = rows.len() * part / 100;
                // Cut twice at the same place is what nobody can tell from an end.
                if cut.replace((protocol.from(), length)) != Some((protocol.from(), length)) {
                    rows.truncate(length);
                }
                proven = false;
            }
            Fault::Dies(batches) => dies = batches,
        }
        let mut held = Vec::new();
        let mut pieces = rows.chunks(BATCH);
        let (mut ended, mut of_page) = (false, 0);
        loop {
            if !held.is_empty() && protocol.may_hand_on() {
                let fresh: Vec<Known> = held.remove(0);
                protocol.hand_on(fresh.clone());
                batches += 1;
                let part = fresh.len().min(sink.part);
                unsaved.extend(&fresh[..part]);
                if batches % sink.save_every == 0 {
                    sink.rows.append(&mut unsaved);
                    sink.cursor = protocol.covered().after(part).to_string();
                }
                unsaved.extend(&fresh[part..]);
                continue;
            }
            if of_page == dies {
                return Ok(false);
            }
            of_page += 1;
            match pieces.next() {
                Some(piece) => {
                    let looked = protocol.look(piece)?;
                    assert_eq!(
                        looked.keep.iter().filter(|kept| **kept).count(),
                        looked.fresh.len()
                    );
                    if !looked.fresh.is_empty() {
                        held.push(looked.fresh);
                    }
                }
                None if breaks => {
                    protocol.again();
                    break;
                }
                None if ended => match protocol.settle(proven)? {
                    Next::Page => {
                        protocol.begin();
                        break;
                    }
                    Next::End => {
                        sink.rows.append(&mut unsaved);
                        sink.cursor = protocol.covered().cursor().to_string();
                        return Ok(true);
                    }
                },
                None => match protocol.check(proven)? {
                    Checked::Good => ended = true,
                    Checked::Probe(id) => {
                        let came = server.page(id).iter().any(|row| row.id == id);
                        protocol.probed(came);
                    }
                    Checked::Repeat => {
                        protocol.repeat();
                        break;
                    }
                },
            }
        }
    }
    panic!("it does not end")
}

/// Collects until nothing dies any more.
fn collect_all(
    server: &Server,
    sink: &mut Sink,
    look_back: usize,
    faults: &[Fault],
) -> Result<(), Error> {
    let mut rest = faults;
    for _ in 0..=faults.len() {
        if collect(server, sink, look_back, rest)? {
            return Ok(());
        }
        // The next process meets other faults.
        rest = rest.get(1..).unwrap_or_default();
    }
    collect(server, sink, look_back, &[]).map(|ended| assert!(ended))
}

fn once(sink: &Sink, server: &Server) -> Result<(), TestCaseError> {
    let mut ids = sink.ids();
    ids.sort_unstable();
    let expected: Vec<u64> = server.rows.keys().copied().collect();
    prop_assert_eq!(ids, expected);
    Ok(())
}

fn sortings() -> impl Strategy<Value = Sorting> {
    prop_oneof![
        2 => Just(Sorting::Ascending),
        1 => Just(Sorting::Descending),
        2 => any::<u64>().prop_map(Sorting::Shuffled),
    ]
}

/// A page of one row that is the anchor brings nothing new for ever: two are the least.
fn servers() -> impl Strategy<Value = Server> {
    let ids = prop::collection::btree_map(1..400_u64, any::<u64>(), 0..60);
    let limits = prop_oneof![Just(0_usize), 2..20_usize];
    (ids, any::<bool>(), limits, sortings(), any::<bool>()).prop_map(
        |(rows, inclusive, limit, order, unproven)| Server {
            rows,
            inclusive,
            limit,
            order,
            deaf: false,
            unproven,
        },
    )
}

fn faults() -> impl Strategy<Value = Vec<Fault>> {
    vec(
        prop_oneof![
            4 => Just(Fault::None),
            2 => (0..100_usize).prop_map(Fault::Breaks),
            2 => (0..=100_usize).prop_map(Fault::Unproven),
            2 => (0..6_usize).prop_map(Fault::Dies),
        ],
        0..12,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1000, ..ProptestConfig::default() })]

    /// Whatever breaks, dies or is cut: each row once.
    #[test]
    fn each_row_once(server in servers(), faults in faults(), save_every in 1..4_usize) {
        let mut sink = Sink::new(save_every);
        collect_all(&server, &mut sink, 0, &faults).expect("collected");
        once(&sink, &server)?;
        // Nothing new is nothing again.
        let rows = sink.rows.len();
        collect_all(&server, &mut sink, 0, &[]).expect("collected");
        prop_assert_eq!(sink.rows.len(), rows);
    }

    /// The same where batches are saved in part: what is left of them comes again.
    #[test]
    fn each_row_once_in_parts_of_batches(
        server in servers(), faults in faults(), save_every in 1..3_usize, part in 0..BATCH,
    ) {
        let mut sink = Sink { part, ..Sink::new(save_every) };
        collect_all(&server, &mut sink, 0, &faults).expect("collected");
        once(&sink, &server)?;
    }

    /// A feed that grows between the runs; late rows come if the look-back reaches them.
    #[test]
    fn a_feed_that_grows(
        server in servers(),
        growth in vec((vec(1..30_u64, 0..12), vec(any::<prop::sample::Index>(), 0..3)), 1..4),
        look_back in 0..6_usize,
        faults in faults(),
        save_every in 1..4_usize,
    ) {
        let mut server = server;
        let mut sink = Sink::new(save_every);
        let mut unreachable = BTreeSet::new();
        collect_all(&server, &mut sink, look_back, &faults).expect("collected");
        for (steps, late) in growth {
            let mut ids = sink.ids();
            ids.sort_unstable();
            let back = ids.get(ids.len().saturating_sub(look_back.max(1))).copied().unwrap_or(0);
            for index in late {
                let Some(&last) = ids.last() else { continue };
                let id = index.index(last as usize) as u64 + 1;
                if server.rows.insert(id, 7).is_none() && id < back {
                    unreachable.insert(id);
                }
            }
            // The late rows above change no content of others.
            for (&id, &print) in sink.rows.iter().map(|row| (&row.id, row.print.as_ref().expect("a hash"))) {
                server.rows.insert(id, print);
            }
            let mut next = server.rows.keys().next_back().copied().unwrap_or(0);
            for step in steps {
                next += step;
                server.rows.insert(next, step);
            }
            collect_all(&server, &mut sink, look_back, &faults).expect("collected");
            let mut ids = sink.ids();
            ids.sort_unstable();
            prop_assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "twice: {:?}", ids);
            let missing: BTreeSet<u64> =
                server.rows.keys().copied().filter(|id| ids.binary_search(id).is_err()).collect();
            prop_assert!(missing.is_subset(&unreachable), "lost: {:?}", missing);
        }
    }

    /// A changed row that is read again is told; no row is handed on after it.
    #[test]
    fn a_changed_row_is_told(server in servers(), look_back in 0..5_usize, which in any::<prop::sample::Index>()) {
        prop_assume!(!server.rows.is_empty());
        let mut server = server;
        let mut sink = Sink::new(1);
        collect_all(&server, &mut sink, look_back, &[]).expect("collected");
        let ids: Vec<u64> = server.rows.keys().copied().collect();
        let read_again: Vec<u64> = ids[ids.len().saturating_sub(look_back.max(1))..].to_vec();
        let id = *which.get(&ids);
        *server.rows.get_mut(&id).expect("a row") ^= 1;
        server.rows.insert(1000, 1);
        let before = sink.clone();
        let comes = read_again.contains(&id) && (server.inclusive || id != read_again[0]);
        match collect_all(&server, &mut sink, look_back, &[]) {
            Ok(()) => {
                prop_assert!(!comes);
                once(&sink, &server)?;
            }
            Err(error) => {
                prop_assert!(comes, "{error}");
                prop_assert_eq!(error.kind(), ErrorKind::RowRevised);
                prop_assert!(error.to_string().contains(&id.to_string()));
                if matches!(server.order, Sorting::Ascending) {
                    prop_assert_eq!(sink.ids(), before.ids());
                }
                let accepted: Cursor = sink.cursor.parse().expect("a cursor");
                sink.cursor = accepted.accept_revised().to_string();
                collect_all(&server, &mut sink, look_back, &[]).expect("collected");
                once(&sink, &server)?;
            }
        }
    }

    /// Ids that were given anew: nothing is handed on where the anchor had to come.
    #[test]
    fn other_ids_are_told(server in servers(), look_back in 0..5_usize, shift in 1..1000_u64) {
        prop_assume!(server.rows.len() > 1);
        let mut server = server;
        let mut sink = Sink::new(1);
        collect_all(&server, &mut sink, look_back, &[]).expect("collected");
        let last = *server.rows.keys().next_back().expect("a row");
        server.rows = server.rows.iter().map(|(id, print)| (id + last + shift, *print)).collect();
        let before = sink.ids();
        let told = collect_all(&server, &mut sink, look_back, &[]);
        if server.inclusive || look_back > 1 {
            prop_assert_eq!(told.expect_err("a gap").kind(), ErrorKind::ContinuityBroken);
            prop_assert_eq!(sink.ids(), before);
        } else {
            // An exclusive server shows no anchor: other ids look like new rows.
            told.expect("collected");
        }
    }

    /// A server that always sends the same page.
    #[test]
    fn a_deaf_server_is_no_progress(server in servers()) {
        prop_assume!(server.rows.len() > 1);
        let server = Server { deaf: true, ..server };
        let mut sink = Sink::new(1);
        let error = collect_all(&server, &mut sink, 0, &[]).expect_err("no progress");
        prop_assert_eq!(error.kind(), ErrorKind::NoProgress);
        let mut ids = sink.ids();
        ids.sort_unstable();
        prop_assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
    }

    /// The dialect is learned and kept.
    #[test]
    fn the_dialect_is_learned(server in servers()) {
        let mut sink = Sink::new(1);
        collect_all(&server, &mut sink, 0, &[]).expect("collected");
        let cursor: Cursor = sink.cursor.parse().expect("a cursor");
        let expected = match (server.rows.is_empty(), server.inclusive) {
            (true, _) => FeedDialect::Unknown,
            (_, true) => FeedDialect::Inclusive,
            (_, false) => FeedDialect::Exclusive,
        };
        prop_assert_eq!(cursor.dialect(), expected);
        prop_assert_eq!(cursor.is_first_run(), server.rows.is_empty());
        prop_assert_eq!(cursor.last_id(), server.rows.keys().next_back().copied());
    }

    /// Rows collected by other means: an anchor without a content, and no dialect known.
    #[test]
    fn after_an_id_from_elsewhere(server in servers(), which in any::<prop::sample::Index>()) {
        prop_assume!(!server.rows.is_empty());
        let ids: Vec<u64> = server.rows.keys().copied().collect();
        let last = *which.get(&ids);
        let mut sink = Sink::new(1);
        sink.cursor = Cursor::after(last).expect("a cursor").to_string();
        collect_all(&server, &mut sink, 0, &[]).expect("collected");
        let mut got = sink.ids();
        got.sort_unstable();
        let expected: Vec<u64> = ids.into_iter().filter(|id| *id > last).collect();
        prop_assert_eq!(got, expected);
    }
}

/// Pages that do not hold the lowest ids are told, not passed over.
#[test]
fn a_page_with_a_hole_is_told() {
    let known = |id| Known { id, print: Some(id) };
    let rows = |ids: &[u64]| ids.iter().copied().map(known).collect::<Vec<_>>();
    let mut protocol = Protocol::new(Cursor::first_run(), 0, SORTED_ROWS);
    protocol.look(&rows(&[9, 2, 4, 7])).expect("new rows");
    assert_eq!(protocol.check(true).expect("good"), Checked::Good);
    protocol.hand_on(rows(&[9, 2, 4, 7]));
    assert_eq!(
        protocol.covered().cursor().last_id(),
        None,
        "not covered before another page confirms it"
    );
    assert_eq!(protocol.settle(true).expect("settled"), Next::Page);
    protocol.begin();
    assert_eq!(protocol.from(), 7);
    let error = protocol.look(&rows(&[7, 9, 8])).expect_err("8 was left out");
    assert_eq!(error.kind(), ErrorKind::ContinuityBroken);
    assert!(error.is_retryable());
}

/// The whole page cannot be read: that is no end.
#[test]
fn a_page_of_nothing_that_can_be_read_is_no_progress() {
    let mut protocol = Protocol::new(Cursor::first_run(), 0, SORTED_ROWS);
    protocol.set_aside(5000);
    assert_eq!(protocol.check(true).expect("good"), Checked::Good);
    assert_eq!(protocol.settle(true).expect_err("unreadable").kind(), ErrorKind::NoProgress);
}
