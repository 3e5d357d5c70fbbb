//! Where credentials may come from and where not.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;

use crate::program::{CANARY, Program, USERNAME, simulator};

const FETCH: &str = "fetch ipass-portal child-companies --out c.csv";

fn write(program: &Program, mode: u32, text: &str) {
    let path = program.path("login");
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(mode)
        .open(path)
        .expect("a file");
    file.write_all(text.as_bytes()).expect("written");
    // The mode above goes through the umask.
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(mode);
    file.set_permissions(permissions).expect("permissions");
}

fn without_login(simulator: &callrec_simulator::Simulator) -> Program {
    Program::of(simulator)
        .without("CALLREC_IPASS_PORTAL_USERNAME")
        .without("CALLREC_IPASS_PORTAL_PASSWORD")
}

#[test]
fn a_private_file_in_either_form() {
    let simulator = simulator(10);
    for text in [
        format!("[ipass-portal]\nusername = '{USERNAME}'\npassword = '{CANARY}'\n"),
        format!(
            "CALLREC_IPASS_PORTAL_USERNAME={USERNAME}\nCALLREC_IPASS_PORTAL_PASSWORD={CANARY}\n"
        ),
    ] {
        let program = without_login(&simulator);
        write(&program, 0o600, &text);
        program.run(&format!("{FETCH} --credentials login")).done();
        assert_eq!(program.files(), ["c.csv", "login"]);
    }
}

#[test]
fn a_file_that_others_can_read_is_refused_unread() {
    let simulator = simulator(10);
    for mode in [0o644, 0o640, 0o604, 0o660, 0o620] {
        let program = without_login(&simulator);
        write(&program, mode, &format!("username = '{USERNAME}'\npassword = '{CANARY}'\n"));
        let mode = format!("mode {mode:03o}");
        program
            .run(&format!("{FETCH} --credentials login"))
            .failed(2, &["ipass-portal child_companies", "login", &mode, "chmod 600 login"]);
        assert_eq!(program.files(), ["login"]);
    }
    assert!(simulator.requests().is_empty());
}

#[test]
fn a_file_that_cannot_be_understood_is_not_quoted() {
    let program = without_login(&simulator(10));
    write(&program, 0o600, &format!("username = '{USERNAME}'\npassword = {CANARY}\n"));
    program.run(&format!("{FETCH} --credentials login")).failed(2, &["login", "line 2"]);
    program.run(&format!("{FETCH} --credentials no-such")).failed(40, &["no-such"]);
}

#[test]
fn never_from_the_command_line() {
    let simulator = simulator(10);
    let program = without_login(&simulator);
    for option in ["--password", "--passwd", "--username"] {
        let line = format!("{FETCH} {option} {}", &CANARY[..6]);
        program.run(&line).failed(2, &[option, "CALLREC_IPASS_PORTAL_PASSWORD"]);
        let line = format!("{FETCH} {option}={}", &CANARY[..6]);
        program.run(&line).failed(2, &[option]);
    }
    assert!(program.files().is_empty());
}

#[test]
fn without_a_terminal_nobody_is_asked() {
    let simulator = simulator(10);
    let program = without_login(&simulator);
    program.run(FETCH).failed(2, &["no iPass portal user name", "CALLREC_IPASS_PORTAL_USERNAME"]);
    let program = program.with("CALLREC_IPASS_PORTAL_USERNAME", USERNAME);
    program.run(FETCH).failed(2, &["no iPass portal password", "--credentials"]);
    let program = program.with("CALLREC_IPASS_PORTAL_PASSWORD", "");
    program.run(FETCH).failed(2, &["no iPass portal password"]);
    assert!(program.files().is_empty());
}
