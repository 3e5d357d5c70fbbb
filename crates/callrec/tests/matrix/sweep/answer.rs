//! An answer in its parts, to be sent again in any form.

use callrec_simulator::Simulator;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::Form;
use super::player::Request;
use crate::wire::{gzip, wire};

/// What of the simulator's heads is said again.
const KEPT: [&str; 3] = ["content-type", "set-cookie", "content-disposition"];

/// Of a recording, so many of these are kept.
const FRAMES: usize = 4;
const FRAME_BYTES: usize = 72;

/// How [`wire`] begins.
const WELL: &str = "HTTP/1.1 200 OK";

/// An answer without its framing.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// The status line.
    status: String,
    headers: String,
    body: Vec<u8>,
}

impl Answer {
    /// What `simulator` says to `request`.
    pub(super) async fn of(simulator: &Simulator, request: &Request) -> Self {
        let mut stream = TcpStream::connect(simulator.address()).await.expect("the simulator");
        stream.write_all(&request.closing()).await.expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.expect("an answer");
        let head = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let text = std::str::from_utf8(&answer[..head]).expect("a head in ASCII");
        let name = |line: &str| line.split(':').next().unwrap_or_default().to_lowercase();
        let framed = text.lines().any(|line| name(line) == "content-length");
        assert!(framed, "the body is as it stands: {text}");
        let kept = text.lines().filter(|line| KEPT.contains(&name(line).as_str()));
        Self {
            status: text.lines().next().expect("a status line").to_owned(),
            headers: kept.map(|line| format!("{line}\r\n")).collect(),
            body: answer[head + 4..].to_vec(),
        }
    }

    /// The same with another body.
    pub(super) fn with_body(self, body: Vec<u8>) -> Self {
        Self { body, ..self }
    }

    pub(super) fn without_its_last_line(&self) -> Self {
        let lines = self.body.trim_ascii_end();
        let end = lines.iter().rposition(|byte| *byte == b'\n').expect("several lines");
        self.clone().with_body(lines[..=end].to_vec())
    }

    /// A recording of a quarter of a second: the simulator's are of seconds at least.
    pub(super) fn shortened(mut self) -> Self {
        if self.headers.contains("audio/") {
            self.body.truncate(FRAMES * FRAME_BYTES);
        }
        self
    }

    pub(super) fn is_well(&self) -> bool {
        self.status == WELL
    }

    /// Its bytes for the only exchange of a connection, and where its body begins.
    pub(super) fn bytes(&self, (framing, gzipped): Form) -> (Vec<u8>, usize) {
        let headers = format!("{}Connection: close\r\n", self.headers);
        let (bytes, body) = match gzipped {
            true => wire(framing, &(headers + "Content-Encoding: gzip\r\n"), &gzip(&self.body)),
            false => wire(framing, &headers, &self.body),
        };
        let (status, rest) = (self.status.as_bytes(), &bytes[WELL.len()..]);
        ([status, rest].concat(), body - WELL.len() + status.len())
    }
}
