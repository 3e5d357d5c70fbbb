//! Every verb, seen from the other end of the connection.

use std::{
    net::TcpStream,
    time::{Duration, Instant},
};

use callrec_simulator::{Framing, Plan, Simulator, Switches};

use crate::wire::{
    Ending, Response, get, login, monthly, read_response, send_patiently, write_request,
};

struct Case {
    simulator: Simulator,
    cookie: String,
    clean: Vec<u8>,
}

impl Case {
    fn new() -> Self {
        let simulator = Simulator::builder().rows_per_month(3_000).start().unwrap();
        let cookie = login(&simulator);
        let clean = get(&simulator, &cookie, &monthly("2026-09")).body;
        Self { simulator, cookie, clean }
    }

    fn month(&self, verb: &str) -> Response {
        self.simulator.plan(Plan::parse([format!("monthly_cdr:1:{verb}")]).unwrap());
        get(&self.simulator, &self.cookie, &monthly("2026-09"))
    }

    fn target(&self) -> String {
        format!("/moservices/rest/api/ipass/{}/mo/{}", self.simulator.company(), monthly("2026-09"))
    }

    fn framed(&self, framing: Framing) {
        self.simulator.set_switches(Switches { framing, ..Switches::default() }).unwrap();
    }

    /// Exactly the first bytes of the clean body.
    fn assert_begins(&self, response: &Response, bytes: usize) {
        assert_eq!(response.body.len(), bytes);
        assert_eq!(response.body, self.clean[..bytes]);
    }
}

#[test]
fn statuses_come_with_or_without_advice() {
    let case = Case::new();
    let plain = case.month("return-503");
    assert_eq!((plain.status, plain.header("retry-after")), (503, None));
    let advised = case.month("return-429=120");
    assert_eq!((advised.status, advised.header("retry-after")), (429, Some("120")));
    let dated = case.month("return-503=Wed, 21 Oct 2026 07:28:00 GMT");
    assert_eq!(dated.header("retry-after"), Some("Wed, 21 Oct 2026 07:28:00 GMT"));
    let html = case.month("return-500-html");
    assert_eq!((html.status, html.header("content-type")), (500, Some("text/html;charset=UTF-8")));
    let elsewhere = case.month("redirect=http://127.0.0.1:1/x");
    assert_eq!(
        (elsewhere.status, elsewhere.header("location")),
        (302, Some("http://127.0.0.1:1/x"))
    );
}

#[test]
fn wrong_pages_come_under_a_good_status() {
    let case = Case::new();
    for (verb, sign) in [
        ("html-login", "type=\"password\""),
        ("auth-text", "401 Authorization Required"),
        ("wrong-content", "maintenance"),
    ] {
        let response = case.month(verb);
        assert_eq!((response.status, response.ending), (200, Ending::Clean));
        assert!(response.text().contains(sign), "{verb}");
    }
}

#[test]
fn a_reset_comes_after_exactly_so_many_bytes_in_every_framing() {
    let case = Case::new();
    for framing in [Framing::Chunked, Framing::ContentLength, Framing::CloseDelimited] {
        case.framed(framing);
        for bytes in [0, 1, 257, 65_536, 200_001] {
            let response = case.month(&format!("reset-after-{bytes}B"));
            assert_eq!(
                (response.status, response.ending),
                (200, Ending::Reset),
                "{framing:?} {bytes}"
            );
            case.assert_begins(&response, bytes);
        }
    }
}

#[test]
fn a_promised_length_is_not_kept() {
    let case = Case::new();
    for bytes in [0, 257, 100_000] {
        let response = case.month(&format!("fin-after-{bytes}B"));
        assert_eq!(response.header("content-length").unwrap(), case.clean.len().to_string());
        assert_eq!(response.ending, Ending::Cut);
        case.assert_begins(&response, bytes);
    }
}

#[test]
fn the_last_chunk_does_not_come() {
    let case = Case::new();
    case.framed(Framing::ContentLength);
    let response = case.month("cut-chunked-after-257B");
    assert_eq!(
        (response.header("transfer-encoding"), response.ending),
        (Some("chunked"), Ending::Cut)
    );
    case.assert_begins(&response, 257);
    // Beyond the body's end everything arrives but the proof of it.
    let response = case.month("cut-chunked-after-999999999B");
    assert_eq!(response.ending, Ending::Cut);
    case.assert_begins(&response, case.clean.len());
}

#[test]
fn a_body_can_be_short_without_a_sign() {
    let case = Case::new();
    let short = case.month("short-length-257B");
    assert_eq!((short.header("content-length"), short.ending), (Some("257"), Ending::Clean));
    case.assert_begins(&short, 257);
    let half = case.month("truncate-without-length");
    assert_eq!((half.header("content-length"), half.header("transfer-encoding")), (None, None));
    assert_eq!(half.ending, Ending::Clean);
    case.assert_begins(&half, case.clean.len() / 2);
    case.assert_begins(&case.month("truncate-without-length-99B"), 99);
    let finished = case.simulator.requests().iter().filter(|request| request.finished).count();
    assert_eq!(finished, 2, "the login and the clean body");
}

#[test]
fn silence_lasts_as_long_as_planned() {
    let case = Case::new();
    for (verb, bytes) in [("stall", 0), ("stall-after-257B", 257)] {
        case.simulator.plan(Plan::parse([format!("monthly_cdr:1:{verb}")]).unwrap());
        let target = case.target();
        let cookie = [("Cookie", case.cookie.as_str())];
        let response =
            send_patiently(&case.simulator, "GET", &target, &cookie, "", Duration::from_secs(2));
        assert_eq!((response.status, response.ending), (200, Ending::Silence), "{verb}");
        case.assert_begins(&response, bytes);
    }
    for verb in ["stall-for-300ms", "stall-after-257B-for-300ms", "delay-300ms"] {
        let start = Instant::now();
        let response = case.month(verb);
        assert!(start.elapsed() >= Duration::from_millis(300), "{verb}");
        assert_eq!(response.ending, Ending::Clean, "{verb}");
        case.assert_begins(&response, case.clean.len());
    }
}

#[test]
fn a_drip_is_slow_and_whole() {
    let simulator = Simulator::builder().start().unwrap();
    let cookie = login(&simulator);
    let clean = get(&simulator, &cookie, "omapi/findAllChildCompanies").body;
    simulator.plan(Plan::parse(["child_companies:*:drip-16B-every-10ms"]).unwrap());
    let start = Instant::now();
    let response = get(&simulator, &cookie, "omapi/findAllChildCompanies");
    assert!(start.elapsed() >= Duration::from_millis(10) * (clean.len() as u32 / 16 - 1));
    assert_eq!((response.body, response.ending), (clean, Ending::Clean));
}

#[test]
fn faults_strike_by_occurrence_and_are_written_down() {
    let case = Case::new();
    case.simulator.plan(Plan::parse(["monthly_cdr:2:return-503", "login:1-2:auth-text"]).unwrap());
    let statuses = [(); 3].map(|()| get(&case.simulator, &case.cookie, &monthly("2026-09")).status);
    assert_eq!(statuses, [200, 503, 200]);
    let (user, password) = (case.simulator.username(), case.simulator.password());
    let cookies = [(); 3]
        .map(|()| crate::wire::post_login(&case.simulator, user, password).cookie().is_some());
    assert_eq!(cookies, [false, false, true]);
    let ledger = case.simulator.ledger();
    assert_eq!(ledger.faults_met["return-503"], 1);
    assert_eq!((ledger.faults_met["auth-text"], ledger.logins), (2, 2));
    let met: Vec<_> =
        case.simulator.requests().into_iter().filter_map(|request| request.fault).collect();
    assert_eq!(met, ["return-503", "auth-text", "auth-text"]);
}

#[test]
fn one_connection_serves_many_requests() {
    let case = Case::new();
    let mut stream = TcpStream::connect(case.simulator.address()).unwrap();
    let target = case.target();
    for _ in 0..3 {
        write_request(&mut stream, "GET", &target, &[("Cookie", &case.cookie)], "", false);
        let response = read_response(&mut stream);
        assert_eq!((response.body, response.ending), (case.clean.clone(), Ending::Clean));
    }
}

#[test]
fn a_dropped_simulator_leaves_nothing() {
    let case = Case::new();
    let address = case.simulator.address();
    case.simulator.plan(Plan::parse(["*:*:stall"]).unwrap());
    let mut stalled = TcpStream::connect(address).unwrap();
    let target = case.target();
    write_request(&mut stalled, "GET", &target, &[("Cookie", &case.cookie)], "", false);
    while case.simulator.ledger().faults_met.is_empty() {
        std::thread::sleep(Duration::from_millis(5));
    }
    let start = Instant::now();
    drop(case.simulator);
    assert!(start.elapsed() < Duration::from_secs(1));
    assert!(matches!(read_response(&mut stalled).ending, Ending::Cut | Ending::Reset));
    assert!(TcpStream::connect(address).is_err());
}
