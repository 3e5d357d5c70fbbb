//! A small HTTP client that sees what is on the wire: it reads until the connection ends
//! and tells a clean end from a cut and a reset.

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    time::Duration,
};

use callrec_simulator::Simulator;

/// How a body ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// As its framing says (or by the close of a connection without framing).
    Clean,
    /// The connection was closed before.
    Cut,
    /// The connection was reset.
    Reset,
    /// Nothing came for the client's patience.
    Silence,
}

#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) ending: Ending,
}

impl Response {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn cookie(&self) -> Option<String> {
        self.header("set-cookie").map(|value| value.split(';').next().unwrap().to_owned())
    }
}

/// Nothing here takes so long, on the busiest of machines.
const PATIENCE: Duration = Duration::from_secs(30);

/// One request on a connection of its own.
pub(crate) fn send(
    simulator: &Simulator,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Response {
    send_patiently(simulator, method, target, headers, body, PATIENCE)
}

/// The same, for a time after which silence is what was to be seen.
pub(crate) fn send_patiently(
    simulator: &Simulator,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &str,
    patience: Duration,
) -> Response {
    let mut stream = TcpStream::connect(simulator.address()).unwrap();
    stream.set_read_timeout(Some(patience)).unwrap();
    write_request(&mut stream, method, target, headers, body, true);
    read_response(&mut stream)
}

pub(crate) fn write_request(
    stream: &mut TcpStream,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &str,
    close: bool,
) {
    let mut head = format!("{method} {target} HTTP/1.1\r\nHost: simulator\r\n");
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    if close {
        head += "Connection: close\r\n";
    }
    if !body.is_empty() {
        head += &format!("Content-Length: {}\r\n", body.len());
    }
    stream.write_all(format!("{head}\r\n{body}").as_bytes()).unwrap();
}

/// Reads one answer, to the end that its framing names.
pub(crate) fn read_response(stream: &mut TcpStream) -> Response {
    let mut raw = Vec::new();
    let mut ending = None;
    while !raw.windows(4).any(|window| window == b"\r\n\r\n") {
        if let Some(end) = fill(stream, &mut raw) {
            ending = Some(end);
            break;
        }
    }
    let split = raw.windows(4).position(|window| window == b"\r\n\r\n");
    let Some(split) = split else {
        let ending = ending.unwrap();
        return Response { status: 0, headers: Vec::new(), body: raw, ending };
    };
    let head = String::from_utf8(raw[..split].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let status_line = lines.next().unwrap().to_owned();
    let headers = lines
        .map(|line| {
            line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap()
        })
        .collect();
    let status = status_line.split(' ').nth(1).unwrap().parse().unwrap();
    let mut response = Response { status, headers, body: Vec::new(), ending: Ending::Clean };
    let mut payload = raw[split + 4..].to_vec();
    let length = response.header("content-length").map(|value| value.parse::<usize>().unwrap());
    let chunked = response.header("transfer-encoding") == Some("chunked");
    let reached = |payload: &[u8]| match (length, chunked) {
        (Some(length), _) => payload.len() >= length,
        (None, true) => unchunk(payload).1,
        (None, false) => false,
    };
    while ending.is_none() && !reached(&payload) {
        ending = fill(stream, &mut payload);
    }
    let framed = length.is_some() || chunked;
    response.ending = match ending {
        _ if reached(&payload) => Ending::Clean,
        Some(Ending::Cut) if !framed => Ending::Clean,
        Some(other) => other,
        None => Ending::Clean,
    };
    response.body = if chunked { unchunk(&payload).0 } else { payload };
    response
}

/// Reads once more; how the connection ended, if it did.
fn fill(stream: &mut TcpStream, into: &mut Vec<u8>) -> Option<Ending> {
    let mut buffer = vec![0; 256 * 1024];
    match stream.read(&mut buffer) {
        Ok(0) => Some(Ending::Cut),
        Ok(count) => {
            into.extend_from_slice(&buffer[..count]);
            None
        }
        Err(error) => match error.kind() {
            ErrorKind::ConnectionReset => Some(Ending::Reset),
            ErrorKind::WouldBlock | ErrorKind::TimedOut => Some(Ending::Silence),
            other => panic!("{other}"),
        },
    }
}

/// The bytes of whole and begun chunks, and whether the last chunk was there.
fn unchunk(mut raw: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    while let Some(end) = raw.windows(2).position(|window| window == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&raw[..end]).unwrap(), 16).unwrap();
        let data = &raw[end + 2..];
        if size == 0 {
            return (body, data.starts_with(b"\r\n"));
        }
        body.extend_from_slice(&data[..size.min(data.len())]);
        if data.len() < size + 2 {
            break;
        }
        raw = &data[size + 2..];
    }
    (body, false)
}

/// Percent-encodes everything but letters and digits.
pub(crate) fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

pub(crate) const LOGIN: &str = "/moservices/rest/api/login";

/// Logs in by form: the cookie.
pub(crate) fn login(simulator: &Simulator) -> String {
    let response = post_login(simulator, simulator.username(), simulator.password());
    assert_eq!(response.status, 200, "{}", response.text());
    response.cookie().unwrap()
}

pub(crate) fn post_login(simulator: &Simulator, username: &str, password: &str) -> Response {
    let form =
        format!("User-Agent=apiuser&username={}&password={}", encoded(username), encoded(password));
    send(simulator, "POST", LOGIN, &[("Content-Type", "application/x-www-form-urlencoded")], &form)
}

/// A path below the main company's `mo/`, with a cookie.
pub(crate) fn get(simulator: &Simulator, cookie: &str, path: &str) -> Response {
    get_of(simulator, cookie, simulator.company(), path)
}

pub(crate) fn get_of(simulator: &Simulator, cookie: &str, company: &str, path: &str) -> Response {
    let target = format!("/moservices/rest/api/ipass/{company}/mo/{path}");
    send(simulator, "GET", &target, &[("Cookie", cookie)], "")
}

pub(crate) fn monthly(month: &str) -> String {
    format!("cdrReports/monthly/cdr?User-Agent=apiuser&month={month}")
}

/// Logs in and downloads: for tests that need one body only.
pub(crate) fn fetch(simulator: &Simulator, path: &str) -> Response {
    let cookie = login(simulator);
    get(simulator, &cookie, path)
}

/// A CSV body as records of cells, by RFC 4180 alone.
pub(crate) fn records(body: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut any) = (false, false);
    let mut characters = body.chars().peekable();
    while let Some(character) = characters.next() {
        any = true;
        match (quoted, character) {
            (true, '"') if characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            (_, '"') => quoted = !quoted,
            (false, ',') => record.push(std::mem::take(&mut cell)),
            (false, '\r') if characters.peek() == Some(&'\n') => {}
            (false, '\n') => {
                record.push(std::mem::take(&mut cell));
                records.push(std::mem::take(&mut record));
                any = false;
            }
            (_, other) => cell.push(other),
        }
    }
    assert!(!quoted, "an open quote");
    if any {
        record.push(cell);
        records.push(record);
    }
    records
}
