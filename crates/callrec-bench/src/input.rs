//! How callrec reads: blocks from a file into the push decoder, each batch summed up and dropped.

mod parallel;
mod repeated;

use std::io::Read;

use callrec_decode::{Accounting, DecodeOptions, Report, ReportDecoder};

pub use parallel::decode_parallel;
pub use repeated::Repeated;

use crate::measure::READ;
use crate::sums::Sums;

/// Decodes a body with every check on.
///
/// # Errors
///
/// The body cannot be read or trusted, or holds a record that was repaired or quarantined: the
/// generated inputs have none.
pub fn decode(report: Report, mut body: impl Read) -> Result<Sums, String> {
    let mut decoder = ReportDecoder::new(report, DecodeOptions::default());
    let mut sums = Sums::default();
    let mut block = vec![0; READ];
    loop {
        let read = body.read(&mut block).map_err(|error| error.to_string())?;
        if read == 0 {
            break;
        }
        let mut rest = &block[..read];
        while !rest.is_empty() {
            let taken = decoder.decode(rest).map_err(|error| error.to_string())?;
            if taken < rest.len() {
                take(&mut decoder, &mut sums)?;
            }
            rest = &rest[taken..];
        }
    }
    decoder.finish().map_err(|error| error.to_string())?;
    while take(&mut decoder, &mut sums)? {}
    whole(sums, decoder.accounting(), decoder.ended_cleanly())
}

/// The sums, where each record of the body is in them.
fn whole(sums: Sums, counts: Accounting, ended_cleanly: bool) -> Result<Sums, String> {
    if counts.accepted != sums.rows() || counts.repaired + counts.quarantined > 0 {
        return Err(format!("{} rows came of {counts:?}", sums.rows()));
    }
    if !ended_cleanly {
        return Err("the body did not end cleanly".to_owned());
    }
    Ok(sums)
}

fn take(decoder: &mut ReportDecoder, sums: &mut Sums) -> Result<bool, String> {
    let batch = decoder.flush().map_err(|error| error.to_string())?;
    if let Some(batch) = &batch {
        sums.add_batch(batch);
    }
    Ok(batch.is_some())
}
