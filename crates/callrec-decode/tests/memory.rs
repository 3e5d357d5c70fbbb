//! Memory is bounded by the batch and the largest record, whatever the length of the input.
//!
//! A test binary of its own, since it reads what the whole process holds. All rows are synthetic.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use callrec_decode::{
    ByteSource, DecodeErrorKind, DecodeOptions, ParallelOptions, ParallelReader, Report,
    ReportDecoder,
};

/// What the process held at most so far, in KiB.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

const HEADER: &str = "Transaction ID,Billing Code,User ID,Authentication Domain,Description,\
    GMT Time,Local Time,Session Length,Billing Rate,Net Billing Amount,Access Type,Service Type,\
    Reserved,Data Used\n";

/// Feeds `rows` as often as it takes to reach `bytes`; gives the rows read.
fn long_body(rows: &str, bytes: usize) -> u64 {
    let mut decoder = ReportDecoder::new(Report::IpassCdr, DecodeOptions::default());
    decoder.decode(HEADER.as_bytes()).unwrap();
    let mut fed = 0;
    while fed < bytes {
        let mut chunk = rows.as_bytes();
        while !chunk.is_empty() {
            let taken = decoder.decode(chunk).unwrap();
            if taken < chunk.len() {
                decoder.flush().unwrap().unwrap();
            }
            chunk = &chunk[taken..];
        }
        decoder.take_quarantined();
        fed += rows.len();
    }
    decoder.finish().unwrap();
    while decoder.flush().unwrap().is_some() {}
    decoder.accounting().read
}

/// The same rows over and over, without being stored.
struct Repeated {
    rows: String,
    at: usize,
    left: usize,
}

impl ByteSource for Repeated {
    type Error = std::convert::Infallible;

    fn read(&mut self, into: &mut [u8]) -> Result<usize, Self::Error> {
        if self.at == self.rows.len() && self.left > 0 {
            self.at = 0;
            self.left -= 1;
        }
        let rest = &self.rows.as_bytes()[self.at..];
        let read = into.len().min(rest.len());
        into[..read].copy_from_slice(&rest[..read]);
        self.at += read;
        Ok(read)
    }
}

/// The same on four threads.
fn long_body_on_threads(rows: &str, bytes: usize) -> u64 {
    let left = bytes / rows.len();
    let source = Repeated { rows: rows.to_owned(), at: rows.len(), left };
    let source = Headed { head: HEADER.to_owned(), source };
    let parallel = ParallelOptions::default().with_threads(4);
    let mut reader =
        ParallelReader::new(Report::IpassCdr, DecodeOptions::default(), parallel, source);
    while let Some(batch) = reader.next_batch().unwrap() {
        assert!(batch.num_rows() > 0);
        reader.take_quarantined();
    }
    reader.accounting().read
}

/// A header before the rows.
struct Headed {
    head: String,
    source: Repeated,
}

impl ByteSource for Headed {
    type Error = std::convert::Infallible;

    fn read(&mut self, into: &mut [u8]) -> Result<usize, Self::Error> {
        if self.head.is_empty() {
            return self.source.read(into);
        }
        let read = into.len().min(self.head.len());
        into[..read].copy_from_slice(&self.head.as_bytes()[..read]);
        self.head.drain(..read);
        Ok(read)
    }
}

#[test]
fn forty_megabytes_and_hostile_input_need_no_more_than_a_few() {
    let row = |number: usize| {
        format!(
            "TX{number:08},BC,user{number}@example.com,example.com,\"US, Venue {number}\",\
             01-SEP-2026 10:11:12,01-SEP-2026 12:11:12,\"1,{:03}\",0.05,{}.25,WiFi{},daily_usage,,1.5\n",
            number % 1000,
            number % 100,
            number % 40
        )
    };
    let rows: String = (0..4000).map(row).collect();
    let before = peak_kib();
    let read = long_body(&rows, 40 << 20);
    assert!(read > 200_000);
    let bad = rows.replace("0.05", "0.05x");
    assert!(long_body(&bad, 4 << 20) > 20_000);

    let mut decoder = ReportDecoder::new(Report::IpassCdr, DecodeOptions::default());
    decoder.decode(HEADER.as_bytes()).unwrap();
    let error = (0..10_000).find_map(|_| decoder.decode(&[b'x'; 10_000]).err()).unwrap();
    assert_eq!(error.kind(), DecodeErrorKind::Limit);

    let grown = peak_kib() - before;
    assert!(grown < 16 << 10, "the process grew by {grown} KiB");

    // Bad rows and good ones: a batch ends the loop above, and what was set aside is taken then.
    let mixed = format!("{rows}{bad}");
    assert!(long_body_on_threads(&mixed, 80 << 20) > 400_000);
    let grown = peak_kib() - before;
    assert!(grown < 48 << 10, "on four threads the process grew by {grown} KiB");
}
