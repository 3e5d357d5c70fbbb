//! The program, run as a child.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::wire::encoded;

struct Program {
    child: Child,
    values: HashMap<String, String>,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_callrec-simulator"))
            .args(arguments)
            .arg("--until-stdin-closes")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut values = HashMap::new();
        for line in BufReader::new(child.stdout.as_mut().unwrap()).lines() {
            let line = line.unwrap();
            if line == "ready" {
                break;
            }
            let (name, value) = line.split_once('=').unwrap();
            values.insert(name.to_owned(), value.to_owned());
        }
        Self { child, values }
    }

    fn value(&self, name: &str) -> &str {
        &self.values[&format!("CALLREC_IPASS_PORTAL_{name}")]
    }

    fn connect(&self) -> TcpStream {
        TcpStream::connect(self.value("URL").strip_prefix("http://").unwrap()).unwrap()
    }

    fn login(&self) -> String {
        let mut stream = self.connect();
        let query = format!(
            "username={}&password={}",
            encoded(self.value("USERNAME")),
            encoded(self.value("PASSWORD"))
        );
        crate::wire::write_request(
            &mut stream,
            "GET",
            &format!("{}?{query}", crate::wire::LOGIN),
            &[],
            "",
            true,
        );
        crate::wire::read_response(&mut stream).cookie().unwrap()
    }

    #[cfg(target_os = "linux")]
    fn resident_kib(&self, field: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with(field)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_prints_what_a_client_needs_and_ends_with_its_input() {
    let mut program = Program::start(&["--company", "7654321"]);
    assert_eq!(program.values.len(), 4);
    assert_eq!(program.value("COMPANY"), "7654321");
    program.login();
    drop(program.child.stdin.take());
    let start = Instant::now();
    while program.child.try_wait().unwrap().is_none() {
        assert!(start.elapsed() < Duration::from_secs(5), "still running");
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(program.child.wait().unwrap().success());
}

#[test]
fn it_takes_faults_and_switches() {
    let program = Program::start(&[
        "--fault",
        "child_companies:1:return-503",
        "--switch",
        "no_session=auth-text",
    ]);
    let statuses = [(); 2].map(|()| {
        let mut stream = program.connect();
        let target = format!(
            "/moservices/rest/api/ipass/{}/mo/omapi/findAllChildCompanies",
            program.value("COMPANY")
        );
        crate::wire::write_request(&mut stream, "GET", &target, &[], "", true);
        crate::wire::read_response(&mut stream).status
    });
    assert_eq!(statuses, [503, 200]);
}

#[test]
fn it_refuses_what_it_does_not_understand_on_one_line() {
    for arguments in [["--fault", "x:1:stall"], ["--switch", "columns=99"], ["--company", ""]] {
        let output =
            Command::new(env!("CARGO_BIN_EXE_callrec-simulator")).args(arguments).output().unwrap();
        assert!(!output.status.success(), "{arguments:?}");
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(message.lines().count(), 1, "{message}");
    }
}

#[test]
fn a_reader_that_has_gone_ends_it_quietly() {
    struct Gone;
    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let args = <Flattened as clap::Parser>::parse_from(["callrec-simulator"]).args;
    callrec_simulator::program::run(&args, &mut Gone).unwrap();
}

#[derive(clap::Parser)]
struct Flattened {
    #[command(flatten)]
    args: callrec_simulator::program::Args,
}

/// A month far larger than memory would be, and a reader that reads on: the simulator
/// holds a few chunks of it. A reader that stops stops the making of rows as well.
#[cfg(target_os = "linux")]
#[test]
fn ten_million_rows_need_no_memory() {
    let program = Program::start(&["--rows", "10000000"]);
    let cookie = program.login();
    let before = program.resident_kib("VmRSS");
    let mut stream = program.connect();
    let target = format!(
        "/moservices/rest/api/ipass/{}/mo/{}",
        program.value("COMPANY"),
        crate::wire::monthly("2026-09")
    );
    crate::wire::write_request(&mut stream, "GET", &target, &[("Cookie", &cookie)], "", false);
    let mut buffer = vec![0; 1 << 20];
    for _ in 0..48 {
        stream.read_exact(&mut buffer).unwrap();
    }
    std::thread::sleep(Duration::from_millis(300));
    let peak = program.resident_kib("VmHWM");
    assert!(peak < before + 16 * 1_024, "from {before} to {peak} KiB");
}

/// What a person pastes into a shell gives the same values, whatever the password holds.
#[test]
fn lines_for_a_shell() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_callrec-simulator"))
        .args(["--shell", "--until-stdin-closes"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let script: Vec<String> = lines.take_while(|line| line != "# ready").collect();
    let shown = Command::new("sh")
        .args([
            "-c",
            &format!("{}\nprintf %s \"$CALLREC_IPASS_PORTAL_PASSWORD\"", script.join("\n")),
        ])
        .output()
        .unwrap();
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
    assert_eq!(script.len(), 4);
    let password = String::from_utf8(shown.stdout).unwrap();
    assert!(password.starts_with("p+w&d% @é/"), "{password}");
    assert!(script[2].contains(&password));
}
