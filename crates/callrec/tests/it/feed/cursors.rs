//! What a feed's cursor covers, and where it may be used.

use callrec::{Cursor, ErrorKind, FeedFormat};
use callrec_simulator::FeedSwitches;

use super::{AU, PASSWORD, ROWS, Sink, builder, client, raw, row, servers, simulator};

/// A cursor of one format goes on in another: what is compared is what was meant.
#[tokio::test]
async fn a_cursor_does_not_mind_the_format() {
    let simulator = simulator(FeedSwitches::default());
    let mut sink = Sink::default();
    for format in [FeedFormat::Csv, FeedFormat::Json, FeedFormat::Pipe] {
        let feed = builder(&simulator).format(format).look_back(20).build().expect("a client");
        sink.collect(&feed).await.expect("collected");
        simulator.feed().append(10);
    }
    assert_eq!(sink.ids.len() as u64, ROWS + 20);
}

#[tokio::test]
async fn a_cursor_belongs_to_its_feed() {
    let simulator = simulator(FeedSwitches::default());
    let (feed, mut sink) = (client(&simulator), Sink::default());
    sink.collect(&feed).await.expect("collected");
    let feeds = simulator.feeds();
    let other = feeds.iter().map(|feed| feed.login()).find(|login| *login != feed.login());
    let other = other.expect("a second account");
    let other = builder(&simulator).credentials(other, PASSWORD).build().expect("a client");
    let elsewhere = builder(&simulator).base_url("http://127.0.0.1:1").build().expect("a client");
    let before = simulator.requests().len();
    for feed in [other, elsewhere] {
        let error = feed.collect(sink.cursor()).await.expect_err("another feed");
        assert_eq!(error.kind(), ErrorKind::WrongState, "{error}");
    }
    assert_eq!(simulator.requests().len(), before, "nothing was asked");
}

#[tokio::test]
async fn cursors_are_saved_whole() {
    let simulator = simulator(FeedSwitches::default());
    let (feed, mut sink) = (client(&simulator), Sink::default());
    sink.collect(&feed).await.expect("collected");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("feed.cursor");
    assert_eq!(Cursor::load(&path).expect_err("none").kind(), ErrorKind::Io);
    let folder_itself = Cursor::load(folder.path()).expect_err("no file").to_string();
    assert!(folder_itself.contains("it is no regular file"), "{folder_itself}");
    for _ in 0..2 {
        sink.cursor().save(&path).expect("saved");
        assert_eq!(Cursor::load(&path).expect("loaded"), sink.cursor());
    }
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
    std::fs::write(&path, "x").expect("written");
    let error = Cursor::load(&path).expect_err("damaged");
    assert_eq!(error.kind(), ErrorKind::StateCorrupt);
    assert!(error.to_string().contains("feed.cursor"), "{error}");
}

#[test]
fn the_blocking_face_covers_what_it_gave() {
    let simulator = simulator(FeedSwitches { page_rows: 100, ..Default::default() });
    let options = callrec::DecodeOptions::default().with_batch_rows(10);
    let feed = builder(&simulator).decode_options(options).build_blocking().expect("a client");
    let mut sink = Sink::default();
    // Batches are read ahead; a program that ends here has stored only what it was given.
    for _ in 0..400 {
        let mut reader = feed.collect(sink.cursor()).expect("opened");
        let Some(batch) = reader.next_batch().expect("a batch") else { break };
        sink.add(&batch);
        sink.cursor = reader.cursor();
    }
    sink.check(&simulator.feed().totals(), "one batch a process");

    let again = feed.collect(sink.cursor()).expect("opened");
    assert!(again.cursor().is_some());
    let mut all = callrec::blocking::BillingFeed::collect_all([(feed, Cursor::first_run())])
        .expect("started");
    let (login, reader) = all.next().expect("one").expect("waited");
    assert_eq!(login, simulator.feed_username());
    let rows: usize = reader.expect("opened").map(|batch| batch.expect("a batch").num_rows()).sum();
    assert_eq!(rows as u64, ROWS);
    assert!(all.next().is_none());
}

/// A program that ends within a batch, whatever the server is like: what it stored does not come again.
#[test]
fn a_batch_in_part_is_covered_in_part() {
    for switches in servers() {
        let what = format!("{switches:?}");
        let simulator = simulator(switches);
        let options = callrec::DecodeOptions::default().with_batch_rows(200);
        let feed = builder(&simulator).decode_options(options).build_blocking().expect("a client");
        let mut sink = Sink::default();
        loop {
            let mut reader = feed.collect(sink.cursor()).expect("opened");
            let Some(batch) = reader.next_batch().expect("a batch") else { break };
            let part = (batch.num_rows() * 3 / 4).max(1);
            sink.add(&batch.slice(0, part));
            assert_eq!(reader.cursor_after(batch.num_rows()), reader.cursor(), "{what}");
            sink.cursor = reader.cursor_after(part);
            assert_eq!(sink.cursor, Some(sink.cursor()), "{what}: as its text");
        }
        sink.check(&simulator.feed().totals(), &what);
    }
}

/// A batch that is not given because of a limit is not covered.
#[test]
fn the_cursor_covers_no_batch_that_was_not_given() {
    use crate::server::{Server, ok};
    let rows: Vec<_> = (1..40).map(|id| row(id, if id % 2 == 0 { "?" } else { "0.1" })).collect();
    let body = AU.to_owned() + &rows.concat();
    let server = Server::answering(move |_| ok(&body));
    let mut options = callrec::DecodeOptions::default().with_batch_rows(3);
    options.limits.quarantine_held = 5;
    let feed = raw(&server).decode_options(options).build_blocking().expect("a client");
    let mut reader = feed.collect(Cursor::first_run()).expect("opened");
    let mut sink = Sink::default();
    let error = loop {
        match reader.next_batch() {
            Ok(Some(batch)) => sink.add(&batch),
            Ok(None) => panic!("more than five were never taken"),
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::Limit);
    assert!(!sink.ids.is_empty());
    let text = reader.cursor().expect("a cursor").to_string();
    let beyond = text.lines().find_map(|line| line.strip_prefix("beyond ")).expect("a line");
    let covered: Vec<u64> =
        beyond.split(' ').filter_map(|row| row.split_once(':')?.0.parse().ok()).collect();
    assert_eq!(covered, sink.ids);
}
