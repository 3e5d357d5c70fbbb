//! An answer's bytes in every framing, compressed or not.

use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};

/// How the end of a body is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    Length,
    Chunked,
    UntilClose,
}

impl Framing {
    pub(crate) const ALL: [Self; 3] = [Self::Length, Self::Chunked, Self::UntilClose];
}

pub(crate) fn gzip(body: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body.as_ref()).expect("encoded");
    encoder.finish().expect("encoded")
}

/// The answer's bytes, and where its body begins.
pub(crate) fn wire(framing: Framing, headers: &str, body: &[u8]) -> (Vec<u8>, usize) {
    let length = body.len();
    let (header, body) = match framing {
        Framing::Length => (format!("Content-Length: {length}\r\n"), body.to_vec()),
        Framing::UntilClose => (String::new(), body.to_vec()),
        Framing::Chunked => {
            let (first, second) = body.split_at(length / 2);
            let first_head = format!("{:x}\r\n", first.len());
            let second_head = format!("\r\n{:X};ext=1\r\n", second.len());
            let parts: [&[u8]; 5] =
                [first_head.as_bytes(), first, second_head.as_bytes(), second, b"\r\n0\r\n\r\n"];
            ("Transfer-Encoding: chunked\r\n".to_owned(), parts.concat())
        }
    };
    let head = format!("HTTP/1.1 200 OK\r\n{header}{headers}\r\n");
    ([head.as_bytes(), &body].concat(), head.len())
}

/// The same, gzipped or as it is.
pub(crate) fn encoded(framing: Framing, gzipped: bool, body: &str) -> (Vec<u8>, usize) {
    match gzipped {
        true => wire(framing, "Content-Encoding: gzip\r\n", &gzip(body)),
        false => wire(framing, "", body.as_bytes()),
    }
}
