//! The prompt, on a terminal that `script` (of util-linux) makes.

use std::io::{Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use crate::program::{CANARY, Program, USERNAME, simulator};

/// The program on a terminal, and what the terminal showed so far.
struct Terminal {
    child: Child,
    keyboard: ChildStdin,
    screen: ChildStdout,
    shown: String,
}

impl Terminal {
    /// Runs the program, then says how it ended and whether the terminal still echoes.
    fn start(program: &Program) -> Self {
        let callrec = env!("CARGO_BIN_EXE_callrec");
        let line = format!(
            "timeout --foreground 20 '{callrec}' fetch ipass-portal child-companies --quiet --out c.csv; echo code $?; stty -a"
        );
        let mut command = program.command("");
        let variables: Vec<_> = command
            .get_envs()
            .map(|(name, value)| (name.to_owned(), value.map(ToOwned::to_owned)))
            .collect();
        command = std::process::Command::new("script");
        command.args(["-q", "-e", "-c", &line, "/dev/null"]).current_dir(program.folder.path());
        for (name, value) in variables {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("script, of Debian's bsdutils");
        let keyboard = child.stdin.take().expect("a keyboard");
        let screen = child.stdout.take().expect("a screen");
        Self { child, keyboard, screen, shown: String::new() }
    }

    /// Reads until the screen shows this.
    fn until(&mut self, text: &str) {
        let mut buffer = [0; 1024];
        while !self.shown.contains(text) {
            let read = self.screen.read(&mut buffer).expect("the screen");
            assert!(read > 0, "never shown: {text:?} in {:?}", self.shown);
            self.shown.push_str(&String::from_utf8_lossy(&buffer[..read]));
        }
    }

    fn types(&mut self, keys: &str) {
        // As a person does: a moment after the question, when the echo is off.
        std::thread::sleep(std::time::Duration::from_millis(300));
        self.keyboard.write_all(keys.as_bytes()).expect("keys taken");
        self.keyboard.flush().expect("keys taken");
    }

    /// Everything that was shown.
    fn ended(mut self) -> String {
        drop(self.keyboard);
        let mut rest = Vec::new();
        self.screen.read_to_end(&mut rest).expect("the screen");
        self.child.wait().expect("it ended");
        self.shown.push_str(&String::from_utf8_lossy(&rest));
        assert!(!self.shown.contains("c4n4ry"), "the password was shown: {}", self.shown);
        // A terminal that does not echo has `-echo` here.
        assert!(self.shown.contains(" echo "), "no echo left: {}", self.shown);
        self.shown
    }
}

fn without_login(simulator: &callrec_simulator::Simulator) -> Program {
    Program::of(simulator)
        .without("CALLREC_IPASS_PORTAL_USERNAME")
        .without("CALLREC_IPASS_PORTAL_PASSWORD")
}

#[test]
fn it_asks_and_does_not_show_the_password() {
    let simulator = simulator(10);
    let program = without_login(&simulator);
    let mut terminal = Terminal::start(&program);
    terminal.until("user name: ");
    terminal.types(&format!("{USERNAME}\n"));
    terminal.until("(not shown): ");
    terminal.types(&format!("{CANARY}\n"));
    terminal.until("code ");
    let shown = terminal.ended();
    assert!(shown.contains("code 0"), "{shown}");
    assert_eq!(program.files(), ["c.csv"]);
}

#[test]
fn ctrl_c_at_the_prompt_gives_the_echo_back() {
    let simulator = simulator(10);
    let program = without_login(&simulator).with("CALLREC_IPASS_PORTAL_USERNAME", USERNAME);
    let mut terminal = Terminal::start(&program);
    terminal.until("(not shown): ");
    terminal.types("c4n4\u{3}");
    terminal.until("code ");
    let shown = terminal.ended();
    assert!(shown.contains("code 130"), "{shown}");
    assert!(program.files().is_empty());
    assert!(simulator.requests().is_empty());
}
