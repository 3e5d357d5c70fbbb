//! `decode WORK FILE [BYTES] [--threads N]`: callrec over an input, or over a stream of BYTES made of
//! it; on the thread that asks for the batches, or on N others.

use std::fs::File;
use std::io::Read;
use std::process::ExitCode;

use callrec_bench::input::{Repeated, decode, decode_parallel};
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
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut threads = None;
    if let Some(at) = arguments.iter().position(|argument| argument == "--threads") {
        let number = arguments.get(at + 1).and_then(|number| number.parse::<usize>().ok());
        threads = Some(number.ok_or("--threads wants a number")?);
        arguments.drain(at..=at + 1);
    }
    let (work, path, bytes) = match &arguments[..] {
        [work, path] => (work, path, None),
        [work, path, bytes] => (work, path, Some(bytes)),
        _ => return Err("usage: decode WORK FILE [BYTES] [--threads N]".to_owned()),
    };
    let work: Work = work.parse()?;
    let failed = |error| format!("{path}: {error}");
    let body: Box<dyn Read + Send> = match bytes {
        None => Box::new(File::open(path).map_err(failed)?),
        Some(bytes) => {
            let bytes = bytes.parse().map_err(|error| format!("BYTES {bytes:?}: {error}"))?;
            Box::new(Repeated::open(work, path, bytes).map_err(failed)?)
        }
    };
    measure::run(|| match threads {
        None => decode(work.report(), body),
        Some(threads) => decode_parallel(work.report(), body, threads),
    })
}
