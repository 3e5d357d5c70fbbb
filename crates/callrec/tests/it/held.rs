//! More records set aside than are held for a caller who does not take them.

use std::io::Write as _;

use callrec::blocking::{ReadOptions, Reader, open_file};
use callrec::{Accounting, DecodeOptions, Error, ErrorKind, Quarantined, Report};

use crate::fixture::{cdr, ids};

/// A report in which every row whose number `spoilt` names has an amount that is none.
fn with_spoilt(rows: usize, spoilt: impl Fn(usize) -> bool) -> String {
    let text = cdr(rows);
    let mut lines = text.split_inclusive('\n');
    let header = lines.next().expect("a header").to_owned();
    let spoil = |(row, line): (usize, &str)| match spoilt(row) {
        true => line.replace(".25,WIFI", "x,WIFI"),
        false => line.to_owned(),
    };
    lines.enumerate().map(spoil).fold(header, |text, line| text + &line)
}

/// All that came before the end or the error, and what is known then.
struct Came {
    ids: Vec<String>,
    error: Option<Error>,
    accounting: Accounting,
    quarantined: Vec<Quarantined>,
}

fn read(mut reader: Reader) -> Came {
    let mut came = Vec::new();
    let error = loop {
        match reader.next_batch() {
            Ok(Some(batch)) => {
                assert!(batch.num_rows() > 0);
                came.extend(ids(&batch));
            }
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
    };
    let (accounting, quarantined) = (reader.accounting(), reader.take_quarantined());
    Came { ids: came, error, accounting, quarantined }
}

fn options(held: usize, batch_rows: usize, threads: usize) -> ReadOptions {
    let mut decode = DecodeOptions::default().with_batch_rows(batch_rows);
    decode.limits.quarantine_held = held;
    ReadOptions::from(decode).with_threads(threads)
}

fn file(text: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(text.as_bytes()).expect("written");
    file
}

/// The rows before the record that is one too many come first, and no other; whatever the batches and
/// threads are.
#[test]
fn the_rows_before_the_record_that_is_too_much_come_first() {
    // One in a hundred from row 50 on: the sixth is row 550.
    let text = with_spoilt(20_000, |row| row % 100 == 50);
    let file = file(&text);
    let expected: Vec<_> =
        (0..550).filter(|row| row % 100 != 50).map(|row| format!("T{row:05}")).collect();
    let offset = text.find("T00550,").expect("the row") as u64;
    for batch_rows in [1, 7, 100, 8192] {
        for threads in [1, 2, 4] {
            let options = options(5, batch_rows, threads);
            let reader = open_file(file.path(), Report::IpassCdr, options).expect("opened");
            let came = read(reader);
            assert!(came.ids == expected, "{batch_rows} {threads}: {} rows", came.ids.len());
            let error = came.error.expect("one is too much");
            assert_eq!((error.kind(), error.line()), (ErrorKind::Limit, Some(552)), "{error}");
            assert_eq!((error.offset(), error.record()), (Some(offset), Some(551)), "{error}");
            let said = error.to_string();
            let path = file.path().display().to_string();
            for part in [&*path, "ipass_cdr", "more than 5", "take them", "quarantine_held"] {
                assert!(said.contains(part), "{said}");
            }
            let accounting = came.accounting;
            assert!(accounting.balanced(), "{accounting:?}");
            assert_eq!((accounting.accepted, accounting.quarantined), (545, 5), "{accounting:?}");
            assert_eq!(came.quarantined.len(), 5);
        }
    }
}

/// Where threads decode, blocks ahead of the batches hold records that are set aside.
#[test]
fn threads_do_not_move_the_error_of_a_large_file() {
    let text = with_spoilt(60_000, |row| row % 1000 == 999);
    let file = file(&text);
    let mut all = Vec::new();
    for threads in [1, 2, 4] {
        let options = options(40, 8192, threads);
        let came = read(open_file(file.path(), Report::IpassCdr, options).expect("opened"));
        let error = came.error.expect("one is too much");
        assert_eq!(came.accounting.accepted as usize, came.ids.len());
        all.push((came.ids, error.to_string(), came.accounting, came.quarantined));
    }
    assert_eq!(all[0].0.len(), 40_999 - 40);
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn records_at_the_end_count_as_well() {
    let text = with_spoilt(1000, |row| row >= 990);
    let file = file(&text);
    for threads in [1, 3] {
        for batch_rows in [10, 8192] {
            let reader = |held| {
                let options = options(held, batch_rows, threads);
                read(open_file(file.path(), Report::IpassCdr, options).expect("opened"))
            };
            let enough = reader(10);
            assert!(enough.error.is_none());
            assert_eq!((enough.ids.len(), enough.quarantined.len()), (990, 10));
            let one_less = reader(9);
            assert_eq!(one_less.error.expect("one is too much").record(), Some(1000));
            assert_eq!((one_less.ids.len(), one_less.quarantined.len()), (990, 9));
        }
    }
}

/// Whoever takes them between batches reads to the end.
#[test]
fn what_is_taken_is_held_no_longer() {
    let file = file(&with_spoilt(20_000, |row| row % 100 == 50));
    for threads in [1, 3] {
        let options = options(50, 1000, threads);
        let mut reader = open_file(file.path(), Report::IpassCdr, options).expect("opened");
        let (mut rows, mut taken) = (0, 0);
        while let Some(batch) = reader.next_batch().expect("a batch") {
            rows += batch.num_rows();
            taken += reader.take_quarantined().len();
        }
        assert_eq!((rows, taken + reader.take_quarantined().len()), (19_800, 200));
    }
}

/// What was taken before counts as set aside, not as held.
#[test]
fn counts_are_right_where_some_were_taken() {
    let file = file(&with_spoilt(20_000, |row| row % 100 == 50));
    let mut reader = open_file(file.path(), Report::IpassCdr, options(5, 99, 1)).expect("opened");
    let mut rows = 0;
    let mut taken = 0;
    let error = loop {
        match reader.next_batch() {
            Ok(Some(batch)) => {
                rows += batch.num_rows();
                if rows < 1000 {
                    taken += reader.take_quarantined().len();
                }
            }
            Ok(None) => panic!("they were not taken any more"),
            Err(error) => break error,
        }
    };
    let accounting = reader.accounting();
    assert!(accounting.balanced() && error.kind() == ErrorKind::Limit, "{error}");
    assert_eq!(accounting.accepted as usize, rows);
    assert_eq!(accounting.quarantined as usize, taken + 5);
    assert_eq!(error.record(), Some(accounting.read + 1));
}

/// The same of what comes from a service: the error names the system.
#[tokio::test]
async fn so_it_is_with_a_download() {
    use crate::fixture::{builder, month};
    use crate::server::{Server, ok};
    let text = with_spoilt(2000, |row| row % 100 == 50);
    for blocking in [false, true] {
        let server = Server::scripted(vec![ok(&text)]);
        let mut decode = DecodeOptions::default().with_batch_rows(90);
        decode.limits.quarantine_held = 5;
        let builder = builder(&server).decode_options(decode);
        let came = if blocking {
            let plain = std::thread::spawn(move || {
                let portal = builder.build_blocking().expect("a client");
                read(portal.monthly_cdr("1025", month()).expect("opened"))
            });
            plain.join().expect("read")
        } else {
            let portal = builder.build().expect("a client");
            let reader = portal.monthly_cdr("1025", month()).await.expect("opened");
            let read = crate::fixture::read(reader).await;
            let (ids, error, accounting) = (read.ids, read.error, read.accounting);
            Came { ids, error, accounting, quarantined: Vec::new() }
        };
        let error = came.error.expect("one is too much");
        assert_eq!((error.kind(), error.line()), (ErrorKind::Limit, Some(552)), "{error}");
        assert!(error.to_string().contains("ipass-portal monthly_cdr"), "{error}");
        assert_eq!(came.ids.len(), 545, "{error}");
        assert_eq!((came.accounting.accepted, came.accounting.quarantined), (545, 5));
        assert!(came.accounting.balanced());
    }
}
