//! `decode WORK FILE [BYTES]`: callrec over an input, or over a stream of BYTES made of it.

use std::fs::File;
use std::process::ExitCode;

use callrec_bench::input::{Repeated, decode};
use callrec_bench::measure;
use callrec_bench::work::Work;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("decode: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (work, path, bytes) = match &arguments[..] {
        [work, path] => (work, path, None),
        [work, path, bytes] => (work, path, Some(bytes)),
        _ => return Err("usage: decode WORK FILE [BYTES]".to_owned()),
    };
    let work: Work = work.parse()?;
    let failed = |error| format!("{path}: {error}");
    match bytes {
        None => measure::run(|| decode(work.report(), File::open(path).map_err(failed)?)),
        Some(bytes) => {
            let bytes = bytes.parse().map_err(|error| format!("BYTES {bytes:?}: {error}"))?;
            let body = Repeated::open(work, path, bytes).map_err(failed)?;
            measure::run(|| decode(work.report(), body))
        }
    }
}
