//! Reports in files and in memory, through the blocking reader.

use std::io::Write as _;

use callrec::blocking::{ReadOptions, open_bytes, open_file, open_reader};
use callrec::{DecodeOptions, ErrorKind, Proof, Report};

use crate::fixture::{cdr, expected_ids, ids, small_batches};

fn file(text: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(text.as_bytes()).expect("written");
    file
}

#[test]
fn a_file_is_read_with_progress() {
    let text = cdr(5000);
    let file = file(&text);
    let mut reader = open_file(file.path(), Report::IpassCdr, small_batches(512)).expect("opened");
    assert_eq!(reader.total_bytes(), Some(text.len() as u64));
    let mut found = Vec::new();
    while let Some(batch) = reader.next_batch().expect("a batch") {
        found.extend(ids(&batch));
    }
    assert_eq!(found, expected_ids(5000));
    assert_eq!(reader.bytes_read(), text.len() as u64);
    assert_eq!((reader.proof(), reader.accounting().accepted), (Some(Proof::Framed), 5000));
    assert!(reader.is_complete());
}

#[test]
fn what_is_no_report_says_so_with_the_path() {
    for (text, kind) in [
        ("<html><body>x</body></html>", ErrorKind::NotData),
        ("{\"a\": 1}", ErrorKind::NotData),
        ("hello\nworld\n", ErrorKind::NotData),
    ] {
        let file = file(text);
        let opened = open_file(file.path(), Report::IpassCdr, DecodeOptions::default());
        let error = opened.and_then(|reader| reader.collect::<Result<Vec<_>, _>>());
        let error = error.expect_err(text);
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(&file.path().display().to_string()), "{error}");
    }
    let missing = open_file("/no/such/file", Report::IpassCdr, DecodeOptions::default());
    let error = missing.expect_err("missing");
    assert_eq!(error.kind(), ErrorKind::Io);
    assert!(error.to_string().contains("/no/such/file"));
    let directory = open_file("/", Report::IpassCdr, DecodeOptions::default());
    assert_eq!(directory.expect_err("a directory").kind(), ErrorKind::Io);
}

#[test]
fn rows_before_an_unterminated_quote_come_first() {
    let text = cdr(2) + "T9,\"open";
    let reader = open_bytes(text, Report::IpassCdr, DecodeOptions::default()).expect("opened");
    let mut items = reader.into_iter();
    assert_eq!(ids(&items.next().expect("rows").expect("good rows")), expected_ids(2));
    let error = items.next().expect("an error").expect_err("a quote");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.line(), Some(4), "{error}");
    assert!(items.next().is_none());
}

#[test]
fn empty_inputs_have_no_rows() {
    for text in ["", "  \n", "no data"] {
        let reader = open_bytes(text, Report::IpassCdr, DecodeOptions::default()).expect("opened");
        assert_eq!(reader.count(), 0, "{text:?}");
    }
}

#[test]
fn quarantined_records_are_bounded_unless_taken() {
    let mut options = small_batches(1);
    options.limits.quarantine_held = 2;
    let mut text = cdr(0);
    for row in 0..6 {
        text.push_str("bad\r\n");
        text.push_str(cdr(row + 1).lines().last().expect("a row"));
        text.push_str("\r\n");
    }
    let reader = open_bytes(text.clone(), Report::IpassCdr, options.clone()).expect("opened");
    let error = reader.collect::<Result<Vec<_>, _>>().expect_err("too many");
    assert_eq!(error.kind(), ErrorKind::Limit);

    let mut reader = open_bytes(text, Report::IpassCdr, options).expect("opened");
    let mut taken = 0;
    while reader.next_batch().expect("a batch").is_some() {
        taken += reader.take_quarantined().len();
    }
    assert_eq!(taken + reader.take_quarantined().len(), 6);
    assert!(reader.accounting().balanced());
}

#[test]
fn cancelled_readers_stay_cancelled() {
    let text = cdr(10);
    let mut reader = open_bytes(text, Report::IpassCdr, small_batches(1)).expect("opened");
    reader.next_batch().expect("a batch");
    reader.cancel();
    for _ in 0..2 {
        assert_eq!(reader.next_batch().expect_err("cancelled").kind(), ErrorKind::Cancelled);
    }
}

fn on_threads(rows: usize) -> ReadOptions {
    ReadOptions::from(small_batches(rows)).with_threads(3)
}

#[test]
fn several_threads_give_the_same_rows_in_order() {
    let text = cdr(30_000);
    let file = file(&text);
    let from_file = open_file(file.path(), Report::IpassCdr, on_threads(700)).expect("opened");
    let from_bytes = open_bytes(text.clone(), Report::IpassCdr, on_threads(700)).expect("opened");
    let input = std::io::Cursor::new(text.clone());
    let from_reader = open_reader(input, Report::IpassCdr, on_threads(700)).expect("opened");
    for mut reader in [from_file, from_bytes, from_reader] {
        let mut found = Vec::new();
        while let Some(batch) = reader.next_batch().expect("a batch") {
            assert!(batch.num_rows() <= 700);
            found.extend(ids(&batch));
        }
        assert!(found == expected_ids(30_000));
        assert_eq!(reader.bytes_read(), text.len() as u64);
        assert_eq!((reader.proof(), reader.accounting().accepted), (Some(Proof::Framed), 30_000));
        assert!(reader.is_complete());
    }
}

#[test]
fn on_several_threads_errors_come_after_the_rows_and_name_the_file() {
    let text = cdr(20_000) + "T9,\"open";
    let file = file(&text);
    let mut reader = open_file(file.path(), Report::IpassCdr, on_threads(8192)).expect("opened");
    let mut rows = 0;
    let error = loop {
        match reader.next_batch() {
            Ok(Some(batch)) => rows += batch.num_rows(),
            Ok(None) => panic!("a quote is open"),
            Err(error) => break error,
        }
    };
    assert_eq!((rows, error.kind(), error.line()), (20_000, ErrorKind::Decode, Some(20_002)));
    assert!(error.to_string().contains(&file.path().display().to_string()), "{error}");
    assert!(!reader.is_complete());

    let page = open_bytes("<html>x</html>", Report::IpassCdr, on_threads(1));
    assert_eq!(page.expect_err("no report").kind(), ErrorKind::NotData);
    for text in ["", "  \n", "no data"] {
        let reader = open_bytes(text, Report::IpassCdr, on_threads(1)).expect("opened");
        assert_eq!(reader.count(), 0, "{text:?}");
    }
}

/// Fails behind so many bytes.
struct Fails(std::io::Cursor<Vec<u8>>);

impl std::io::Read for Fails {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(into)? {
            0 => Err(std::io::Error::other("the disk is gone")),
            read => Ok(read),
        }
    }
}

#[test]
fn on_several_threads_an_input_that_fails_says_where() {
    let text = cdr(20_000);
    let length = text.len() as u64;
    let input = Fails(std::io::Cursor::new(text.into_bytes()));
    let reader = open_reader(input, Report::IpassCdr, on_threads(8192)).expect("opened");
    let (mut rows, mut errors) = (0, Vec::new());
    for item in reader {
        match item {
            Ok(batch) => rows += batch.num_rows(),
            Err(error) => errors.push(error),
        }
    }
    let [error] = &errors[..] else { panic!("{errors:?}") };
    assert_eq!((rows, error.kind(), error.offset()), (20_000, ErrorKind::Io, Some(length)));
}
