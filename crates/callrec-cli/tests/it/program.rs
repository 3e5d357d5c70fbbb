//! Running the program as its user does, and what must hold of every failure.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use callrec_simulator::Simulator;
use tempfile::TempDir;

pub(crate) const USERNAME: &str = "Ann+cdr@example.com";
/// Must never be seen anywhere. Has characters that careless encoding mangles.
pub(crate) const CANARY: &str = "c4n4ry+P@ss w%rd";
/// Parts of the canary that no way of encoding it changes.
const CANARY_PARTS: [&str; 2] = ["c4n4ry", CANARY];
/// The name of a file in which a test gives credentials to the program.
const HANDED_OVER: &str = "login";

pub(crate) const MONTH: &str = "2026-09";
pub(crate) const DAY: &str = "2026-09-03";

/// A simulator that takes the canary.
pub(crate) fn simulator(rows: u64) -> Simulator {
    builder(rows).start().expect("a simulator")
}

pub(crate) fn builder(rows: u64) -> callrec_simulator::Builder {
    Simulator::builder().seed(7).rows_per_month(rows).credentials(USERNAME, CANARY)
}

/// The program in a folder of its own, without a variable from outside.
pub(crate) struct Program {
    pub(crate) folder: TempDir,
    variables: Vec<(&'static str, String)>,
}

/// How it ended.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Program {
    /// Nothing is set.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder"), variables: Vec::new() }
    }

    /// The four variables say how to reach this simulator.
    pub(crate) fn of(simulator: &Simulator) -> Self {
        Self::new()
            .with("CALLREC_IPASS_PORTAL_URL", simulator.base_url())
            .with("CALLREC_IPASS_PORTAL_USERNAME", simulator.username())
            .with("CALLREC_IPASS_PORTAL_PASSWORD", simulator.password())
            .with("CALLREC_IPASS_PORTAL_COMPANY", simulator.company())
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.retain(|(known, _)| *known != name);
        self.variables.push((name, value.into()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.variables.retain(|(known, _)| *known != name);
        self
    }

    pub(crate) fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_callrec"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("CALLREC_") {
                command.env_remove(name);
            }
        }
        command
            .args(arguments.split_whitespace())
            .envs(self.variables.iter().map(|(name, value)| (OsStr::new(name), OsStr::new(value))))
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &str) -> Ran {
        Ran::of(self.command(arguments).output().expect("the program ran"))
    }

    pub(crate) fn run_with_input(&self, arguments: &str, input: &[u8]) -> Ran {
        use std::io::Write as _;
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program started");
        child.stdin.take().expect("its input").write_all(input).expect("input taken");
        Ran::of(child.wait_with_output().expect("the program ran"))
    }

    /// Names in the folder, hidden ones too.
    pub(crate) fn files(&self) -> Vec<String> {
        names(self.folder.path())
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// What a run leaves behind holds no secret, but for the file that a test hands one over in.
impl Drop for Program {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        for name in self.files().into_iter().filter(|name| name != HANDED_OVER) {
            // Folders are not read; what a test has made unreadable neither.
            let Ok(bytes) = std::fs::read(self.path(&name)) else { continue };
            let text = String::from_utf8_lossy(&bytes);
            assert!(!CANARY_PARTS.iter().any(|part| text.contains(part)), "a secret in {name}");
        }
    }
}

/// Keeps what the program printed where `tests/run` wants it, for `tests/canary`.
fn keep(output: &Output) {
    use std::io::Write as _;
    let Some(path) = std::env::var_os("CALLREC_TEST_OUTPUT") else { return };
    let log = std::fs::OpenOptions::new().append(true).create(true).open(path);
    log.expect("the log")
        .write_all(&[&output.stdout[..], &output.stderr].concat())
        .expect("written");
}

impl Ran {
    pub(crate) fn of(output: Output) -> Self {
        keep(&output);
        let ran = Self {
            code: output.status.code(),
            stdout: output.stdout,
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        };
        let stdout = String::from_utf8_lossy(&ran.stdout);
        for part in CANARY_PARTS {
            assert!(!stdout.contains(part), "a secret on standard output");
            assert!(!ran.stderr.contains(part), "a secret on standard error: {}", ran.stderr);
        }
        ran
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).expect("UTF-8")
    }

    /// Ended well.
    #[track_caller]
    pub(crate) fn done(self) -> Self {
        assert_eq!(self.code, Some(0), "{}", self.stderr);
        self
    }

    /// Ended with this code, one line on standard error that holds all of this, and nothing on
    /// standard output.
    #[track_caller]
    pub(crate) fn failed(self, code: i32, holds: &[&str]) -> Self {
        assert_eq!(self.code, Some(code), "{}", self.stderr);
        assert_eq!(self.stderr.lines().count(), 1, "{}", self.stderr);
        assert!(self.stderr.starts_with("callrec: "), "{}", self.stderr);
        assert!(self.stderr.contains("; "), "no advice: {}", self.stderr);
        for part in holds {
            assert!(self.stderr.contains(part), "lacks {part:?}: {}", self.stderr);
        }
        assert!(self.stdout.is_empty(), "{}", String::from_utf8_lossy(&self.stdout));
        self
    }
}
