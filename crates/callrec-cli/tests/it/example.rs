//! The shell program of the README, run as it stands.

use std::path::Path;
use std::process::Command;

use callrec_simulator::Simulator;

fn run(simulator: &Simulator, password: &str, folder: &Path) -> std::process::Output {
    let binary = Path::new(env!("CARGO_BIN_EXE_callrec")).parent().expect("a folder");
    let path = std::env::var_os("PATH").expect("a PATH");
    let path = std::env::join_paths(
        std::iter::once(binary.to_owned()).chain(std::env::split_paths(&path)),
    )
    .expect("folders without a colon");
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/shell/fetch_month.sh");
    Command::new("sh")
        .args([program, "2026-09"])
        .current_dir(folder)
        .env("PATH", path)
        .env("CALLREC_IPASS_PORTAL_URL", simulator.base_url())
        .env("CALLREC_IPASS_PORTAL_USERNAME", simulator.username())
        .env("CALLREC_IPASS_PORTAL_PASSWORD", password)
        .env("CALLREC_IPASS_PORTAL_COMPANY", simulator.company())
        .output()
        .expect("sh")
}

#[test]
fn the_month_is_there_whole() {
    let simulator = Simulator::builder().rows_per_month(500).start().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let output = run(&simulator, simulator.password(), folder.path());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let shown = String::from_utf8(output.stdout).unwrap();
    assert_eq!(shown.lines().count(), 3);
    assert!(shown.lines().all(|line| line.starts_with("{\"transaction_id\":\"")), "{shown}");
    let written = std::fs::read_to_string(folder.path().join("cdr.ndjson")).unwrap();
    assert_eq!(written.lines().count(), 500);
}

#[test]
fn no_file_and_the_reason_where_it_fails() {
    let simulator = Simulator::builder().rows_per_month(5).start().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let output = run(&simulator, "wrong", folder.path());
    assert_eq!(output.status.code(), Some(20));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.starts_with("callrec: ipass-portal login: "), "{told}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
