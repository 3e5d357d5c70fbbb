//! SIGINT and SIGTERM in the middle of a download, a decoding and the demo.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use callrec_simulator::Plan;

use crate::program::{Program, Ran, simulator};

/// Longer than anything here takes, shorter than anybody waits.
const PATIENCE: Duration = Duration::from_secs(20);

/// Ended with the test, should the test end first.
struct Running(Option<Child>);

impl Running {
    fn signal(&self, name: &str) {
        let id = self.0.as_ref().expect("it runs").id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().expect("kill ran").success());
    }

    fn ended(mut self) -> Ran {
        let child = self.0.take().expect("it runs");
        Ran::of(child.wait_with_output().expect("it ended"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            child.kill().and_then(|()| child.wait()).expect("killed");
        }
    }
}

fn spawn(program: &Program, line: &str) -> Running {
    let child = program
        .command(line)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program started");
    Running(Some(child))
}

#[track_caller]
fn until(what: &str, holds: impl Fn() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < PATIENCE, "never: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// The partial files below a folder.
fn partial_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| if path.is_dir() { partial_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "partial"))
        .collect()
}

#[test]
fn a_download_that_stalls() {
    for (name, code) in [("-INT", 130), ("-TERM", 143)] {
        let simulator = simulator(5_000);
        simulator.plan(Plan::parse(["monthly_cdr:*:stall-after-300000B"]).expect("a plan"));
        let program = Program::of(&simulator);
        let line =
            "fetch ipass-portal monthly-cdr --month 2026-09 --out r.parquet --quarantine q.ndjson";
        let child = spawn(&program, line);
        until("partial files", || program.files().len() == 2);
        until("the body begins", || simulator.ledger().downloads_begun == 1);
        child.signal(name);
        child.ended().failed(code, &["ipass-portal monthly_cdr", "nothing half-written"]);
        assert!(program.files().is_empty(), "{:?}", program.files());
    }
}

#[test]
fn a_pipe_that_never_speaks() {
    let program = Program::new();
    let mut child = spawn(&program, "decode - --report ipass-cdr --out r.csv");
    let kept_open = child.0.as_mut().and_then(|child| child.stdin.take());
    until("the partial file", || program.files().len() == 1);
    child.signal("-INT");
    child.ended().failed(130, &["decode standard input"]);
    drop(kept_open);
    assert!(program.files().is_empty(), "{:?}", program.files());
}

#[test]
fn the_demo() {
    let program = Program::new();
    let child = spawn(&program, "demo --quiet --rows 1000000");
    until("partial files", || !partial_files(program.folder.path()).is_empty());
    child.signal("-INT");
    child.ended().failed(130, &["demo"]);
    let left = partial_files(program.folder.path());
    assert!(left.is_empty(), "{left:?}");
}
