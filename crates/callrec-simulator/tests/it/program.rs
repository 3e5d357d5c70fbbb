//! The program, run as a child.

use std::{
    collections::{HashMap, HashSet},
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
    let systems = [
        ("IPASS_PORTAL", "URL USERNAME PASSWORD COMPANY"),
        ("IPASS_REST", "URL KEY COMPANY"),
        ("BILLING_FEED", "URL USERNAME PASSWORD"),
        ("GETCALLS", "URL USERNAME PASSWORD PROFILE"),
    ];
    let names = systems.iter().flat_map(|(system, names)| {
        names.split(' ').map(move |name| format!("CALLREC_{system}_{name}"))
    });
    assert_eq!(program.values.keys().cloned().collect::<HashSet<_>>(), names.collect());
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

/// A body far larger than memory would be, and a reader that reads on: the simulator holds a few
/// chunks of it. A reader that stops stops the making of rows as well.
#[cfg(target_os = "linux")]
fn needs_no_memory(program: &Program, target: &str, headers: &[(&str, &str)]) {
    let before = program.resident_kib("VmRSS");
    let mut stream = program.connect();
    crate::wire::write_request(&mut stream, "GET", target, headers, "", false);
    let mut buffer = vec![0; 1 << 20];
    for _ in 0..48 {
        stream.read_exact(&mut buffer).unwrap();
    }
    std::thread::sleep(Duration::from_millis(300));
    let peak = program.resident_kib("VmHWM");
    assert!(peak < before + 16 * 1_024, "{target}: from {before} to {peak} KiB");
}

#[cfg(target_os = "linux")]
#[test]
fn ten_million_rows_need_no_memory() {
    let program = Program::start(&["--rows", "10000000"]);
    let cookie = program.login();
    let target = format!(
        "/moservices/rest/api/ipass/{}/mo/{}",
        program.value("COMPANY"),
        crate::wire::monthly("2026-09")
    );
    needs_no_memory(&program, &target, &[("Cookie", &cookie)]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_long_feed_and_long_days_need_no_memory() {
    let program = Program::start(&[
        "--feed-rows",
        "10000000",
        "--calls-per-day",
        "10000000",
        "--switch",
        "billing_feed.order=shuffled",
    ]);
    let value = |name: &str| encoded(&program.values[&format!("CALLREC_{name}")]);
    let (login, password) = (value("BILLING_FEED_USERNAME"), value("BILLING_FEED_PASSWORD"));
    let feed = format!("/billing/feed?login={login}&password={password}&fromid=0");
    needs_no_memory(&program, &feed, &[]);
    let (username, password) = (value("GETCALLS_USERNAME"), value("GETCALLS_PASSWORD"));
    let profile = value("GETCALLS_PROFILE");
    let query = format!("username={username}&password={password}");
    let calls = format!("/cdrs/getcalls/{profile}/2026-09-01/2026-09-02?{query}");
    needs_no_memory(&program, &calls, &[]);
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
    assert_eq!(script.len(), 14);
    let password = String::from_utf8(shown.stdout).unwrap();
    assert!(password.starts_with("p+w&d% @é/"), "{password}");
    assert!(script[2].contains(&password));
}

#[test]
fn it_takes_the_number_and_the_realm_of_users() {
    let program = Program::start(&["--users", "3", "--realm", "acme.example"]);
    let mut stream = program.connect();
    crate::wire::write_request(&mut stream, "GET", "/_simulator/users", &[], "", true);
    let response = crate::wire::read_response(&mut stream);
    let users: serde_json::Value = serde_json::from_str(response.text()).unwrap();
    let names: Vec<_> = users.as_array().unwrap().iter().map(|user| &user["username"]).collect();
    assert_eq!(names.len(), 3);
    assert!(
        names.iter().all(|name| name.as_str().unwrap().ends_with("@acme.example")),
        "{names:?}"
    );
}

#[test]
fn it_refuses_a_realm_that_is_none() {
    for arguments in [["--realm", "a b"], ["--realm", ""], ["--users", "10000001"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_callrec-simulator"))
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(!output.status.success() && output.stdout.is_empty(), "{arguments:?}");
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains(if arguments[0] == "--realm" { "realm" } else { "users" }), "{text}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_million_users_need_no_memory() {
    let program = Program::start(&["--users", "1000000"]);
    let header = |name: &str| program.values[&format!("CALLREC_IPASS_REST_{name}")].as_str();
    let headers = [("x-ipass-key", header("KEY")), ("x-ipass-company-id", header("COMPANY"))];
    let rest = |target: &str| {
        let mut stream = program.connect();
        crate::wire::write_request(&mut stream, "POST", target, &headers, "", true);
        let response = crate::wire::read_response(&mut stream);
        assert_eq!(response.status, 200, "{target}");
        crate::xml::parse(response.text()).children.len()
    };
    let before = program.resident_kib("VmHWM");
    assert_eq!(rest("/v1/users?service=listAll&page=500000&limit=2"), 2);
    assert_eq!(rest("/v1/users?service=listActive&page=40&limit=20000"), 20_000);
    assert_eq!(rest("/v1/costcenters?service=list"), 4);
    let grown = program.resident_kib("VmHWM") - before;
    assert!(grown < 12 * 1_024, "{grown} KiB more");
}
