//! Files that change their length while they are read.

use std::io::Write as _;

use callrec::blocking::{ReadOptions, Reader, open_file};
use callrec::{DecodeOptions, Encoding, Error, ErrorKind, Report};

use crate::fixture::{cdr, expected_ids, ids};

/// More than is read of a file before its first batch is asked for.
const ROWS: usize = 20_000;

fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(bytes).expect("written");
    file
}

/// Rows and the error behind them.
fn read(mut reader: Reader, mut take: impl FnMut(&callrec::RecordBatch)) -> Option<Error> {
    loop {
        match reader.next_batch() {
            Ok(Some(batch)) => take(&batch),
            Ok(None) => return None,
            Err(error) => {
                let accounting = reader.accounting();
                assert!(accounting.balanced() && reader.proof().is_none(), "{accounting:?}");
                return Some(error);
            }
        }
    }
}

fn both_ways() -> [ReadOptions; 2] {
    let options = DecodeOptions::default().with_batch_rows(700);
    [options.clone().into(), ReadOptions::from(options).with_threads(3)]
}

#[test]
fn a_file_that_becomes_shorter_is_no_whole_report() {
    let text = cdr(ROWS);
    let row = text.find("T15000,").expect("a row");
    // At a row's start, in its last value (what is left is a row with a wrong one), and before its line end.
    let lengths = [row, row + text[row..].find(".75").expect("a value") + 2, row - 2];
    for (options, length) in both_ways().iter().flat_map(|way| lengths.map(|at| (way, at))) {
        let file = file(text.as_bytes());
        let reader = open_file(file.path(), Report::IpassCdr, options.clone()).expect("opened");
        file.as_file().set_len(length as u64).expect("made shorter");
        let mut found = Vec::new();
        let error = read(reader, |batch| found.extend(ids(batch))).expect("it is cut");
        let whole = 15_000 - usize::from(length < row);
        assert!(found == expected_ids(whole), "{} rows of {whole}", found.len());
        assert_eq!((error.kind(), error.offset()), (ErrorKind::Truncated, Some(length as u64)));
        let said = error.to_string();
        let path = file.path().display().to_string();
        let lengths = format!("{length} of {} bytes", text.len());
        let parts = ["became shorter while it was read", &lengths, &path, "get it again"];
        assert!(parts.iter().all(|part| said.contains(part)), "{said}");
    }
}

#[test]
fn so_it_is_in_every_form() {
    let wide: Vec<u8> = cdr(ROWS).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let call = "{\"type\":\"CALLOUT\",\"data\":{\"source\":\"1\",\"price\":\"7.00\"}},";
    let list = format!("[{}{}]", call.repeat(ROWS), call.trim_end_matches(','));
    let company = "<company><id>1</id><name>A company</name></company>\n";
    let tree = format!("<companies>{}</companies>", company.repeat(ROWS));
    let declared = DecodeOptions::default().with_encoding(Encoding::Utf16Le);
    for (report, bytes, decode) in [
        (Report::IpassCdr, wide, declared),
        (Report::GetCalls, list.into_bytes(), DecodeOptions::default()),
        (Report::Companies, tree.into_bytes(), DecodeOptions::default()),
    ] {
        for threads in [1, 3] {
            let options = ReadOptions::from(decode.clone()).with_threads(threads);
            let mut all = 0;
            let whole = open_file(file(&bytes).path(), report, options.clone()).expect("opened");
            assert!(read(whole, |batch| all += batch.num_rows()).is_none());
            let file = file(&bytes);
            let reader = open_file(file.path(), report, options).expect("opened");
            file.as_file().set_len(600_001).expect("made shorter");
            let mut rows = 0;
            let error = read(reader, |batch| rows += batch.num_rows()).expect("it is cut");
            assert_eq!((error.kind(), error.offset()), (ErrorKind::Truncated, Some(600_001)));
            // Each row that is whole, and none that is not.
            let expected = match report {
                Report::IpassCdr => cdr(ROWS)[..300_000].matches('\n').count() - 1,
                Report::GetCalls => 600_000 / call.len(),
                _ => 600_000 / company.len(),
            };
            assert!(rows.abs_diff(expected) <= 1 && rows < all, "{report}: {rows} of {expected}");
        }
    }
}

#[test]
fn a_file_that_is_empty_by_now_is_not_one_without_records() {
    for options in both_ways() {
        let text = cdr(ROWS);
        let file = file(text.as_bytes());
        let reader = open_file(file.path(), Report::IpassCdr, options).expect("opened");
        file.as_file().set_len(0).expect("made shorter");
        let mut rows = 0;
        let error = read(reader, |batch| rows += batch.num_rows()).expect("it is cut");
        assert_eq!(error.kind(), ErrorKind::Truncated, "{error}");
        assert!(rows > 0 && rows < ROWS, "what was read before it was made shorter");
    }
}

/// The end is where the file ends when it is come to.
#[test]
fn a_file_that_grows_is_read_to_its_end() {
    for options in both_ways() {
        let text = cdr(ROWS);
        let (head, tail) = text.split_at(text.len() - 1000);
        let mut file = file(head.as_bytes());
        let reader = open_file(file.path(), Report::IpassCdr, options).expect("opened");
        file.write_all(tail.as_bytes()).expect("written");
        let mut found = Vec::new();
        assert!(read(reader, |batch| found.extend(ids(batch))).is_none());
        assert!(found == expected_ids(ROWS));
    }
}

/// An input that fails gives the rows before the failure on one thread as on several.
#[test]
fn rows_before_a_failing_disk_come_first() {
    struct Fails(std::io::Cursor<Vec<u8>>);
    impl std::io::Read for Fails {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            match self.0.read(into)? {
                0 => Err(std::io::Error::other("the disk is gone")),
                read => Ok(read),
            }
        }
    }
    for options in both_ways() {
        let input = Fails(std::io::Cursor::new(cdr(ROWS).into_bytes()));
        let reader = callrec::blocking::open_reader(input, Report::IpassCdr, options);
        let mut found = Vec::new();
        let error = read(reader.expect("opened"), |batch| found.extend(ids(batch)));
        assert_eq!(error.expect("it failed").kind(), ErrorKind::Io);
        assert!(found == expected_ids(ROWS), "{} rows", found.len());
    }
}
