//! `peers PEER WORK FILE`: a peer or a floor over an input.

use std::process::ExitCode;

use callrec_bench::{measure, peers};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("peers: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [peer, work, path] = &arguments[..] else {
        return Err("usage: peers PEER WORK FILE".to_owned());
    };
    let work = work.parse()?;
    measure::run(|| peers::read(peer, work, path))
}
