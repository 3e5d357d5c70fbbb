//! `generate WORK BYTES FILE`: writes a seeded input.

use std::fs::{self, File};
use std::process::ExitCode;

use callrec_bench::generate;
use callrec_bench::work::Work;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("generate: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [work, bytes, path] = &arguments[..] else {
        return Err("usage: generate WORK BYTES FILE".to_owned());
    };
    let work: Work = work.parse()?;
    let bytes = bytes.parse().map_err(|error| format!("BYTES {bytes:?}: {error}"))?;
    // Under another name until it is whole: an interrupted run leaves no short input behind.
    let unfinished = format!("{path}.unfinished");
    let written = File::create(&unfinished)
        .and_then(|file| generate::write(work, bytes, file))
        .and_then(|()| fs::rename(&unfinished, path));
    written.map_err(|error| format!("{path}: {error}"))
}
