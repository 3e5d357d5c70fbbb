//! The inputs: synthetic, seeded, of any length. No value in them belongs to anybody.

mod billing_feed;
mod getcalls;
mod ipass_cdr;
mod rest_xml;

use std::io::{self, Write};

use crate::draws::Draws;
use crate::work::Work;

/// Changing it changes every input, and with them what old figures can be compared with.
const SEED: u64 = 20_261_121;

/// Bytes written at a time.
const BLOCK: usize = 1 << 20;

/// Makes a record.
trait Records {
    /// What stands before the first record.
    fn begin(&self) -> &'static str;
    /// Appends record `number`, from 0; `progress` is how much of the input is written, in thousandths.
    fn push(&mut self, out: &mut Vec<u8>, draws: &mut Draws, number: u64, progress: u64);
    /// What stands behind the last record.
    fn end(&self) -> &'static str;
}

/// Writes an input of about `bytes` bytes: it ends with the first record that reaches them.
///
/// # Errors
///
/// Those of the writer.
pub fn write(work: Work, bytes: u64, out: impl Write) -> io::Result<()> {
    match work {
        Work::IpassCdrCsv => records(ipass_cdr::Sessions, bytes, out),
        Work::BillingFeedCsv => records(billing_feed::Feed::default(), bytes, out),
        Work::GetcallsJson => records(getcalls::Calls, bytes, out),
        Work::RestXml => records(rest_xml::Users, bytes, out),
    }
}

fn records(mut records: impl Records, bytes: u64, mut out: impl Write) -> io::Result<()> {
    let mut draws = Draws::new(SEED);
    let mut block = Vec::with_capacity(BLOCK + 4096);
    block.extend_from_slice(records.begin().as_bytes());
    let mut written = 0;
    for number in 0.. {
        let so_far = written + block.len() as u64;
        if so_far >= bytes && number > 0 {
            break;
        }
        records.push(&mut block, &mut draws, number, so_far * 1000 / bytes.max(1));
        if block.len() >= BLOCK {
            out.write_all(&block)?;
            written += block.len() as u64;
            block.clear();
        }
    }
    block.extend_from_slice(records.end().as_bytes());
    out.write_all(&block)?;
    out.flush()
}

#[cfg(all(test, feature = "callrec"))]
mod tests {
    use super::*;
    use crate::input::decode;

    #[test]
    fn every_input_is_read_without_a_doubt() {
        for work in Work::ALL {
            let mut body = Vec::new();
            write(work, 300_000, &mut body).expect("a vector takes everything");
            let mut again = Vec::new();
            write(work, 300_000, &mut again).expect("a vector takes everything");
            assert!(body == again, "{}: the same seed, another input", work.name());
            let sums = decode(work.report(), &body[..]).expect("a report without a doubt");
            assert!(sums.rows() > 300, "{}: {} rows", work.name(), sums.rows());
            assert!(sums.iter().all(|(_, sum)| sum != 0), "{}: {sums:?}", work.name());
        }
    }
}
