//! The faults of heads, of effects and of compression, seen from the other end of the connection.

use std::io::Read;

use callrec_simulator::{Plan, Simulator};
use flate2::read::MultiGzDecoder;

use crate::wire::{Ending, Response, get, login, monthly, post_login, send};

struct Case {
    simulator: Simulator,
    cookie: String,
    clean: Vec<u8>,
}

impl Case {
    fn new() -> Self {
        let simulator = Simulator::builder().rows_per_month(500).start().unwrap();
        let cookie = login(&simulator);
        let clean = get(&simulator, &cookie, &monthly("2026-09")).body;
        Self { simulator, cookie, clean }
    }

    fn month(&self, verb: &str) -> Response {
        self.simulator.plan(Plan::parse([format!("monthly_cdr:1:{verb}")]).unwrap());
        get(&self.simulator, &self.cookie, &monthly("2026-09"))
    }

    /// With an `Accept-Encoding`.
    fn month_taking(&self, codings: &str) -> Response {
        let target = format!(
            "/moservices/rest/api/ipass/{}/mo/{}",
            self.simulator.company(),
            monthly("2026-09")
        );
        let headers = [("Cookie", self.cookie.as_str()), ("Accept-Encoding", codings)];
        send(&self.simulator, "GET", &target, &headers, "")
    }
}

fn gunzip(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    MultiGzDecoder::new(body).read_to_end(&mut plain).map(|_| plain)
}

#[test]
fn connections_end_before_the_first_byte_without_an_effect() {
    let case = Case::new();
    let begun = case.simulator.ledger().downloads_begun;
    for (verb, ending) in [("reset", Ending::Reset), ("close", Ending::Cut)] {
        let response = case.month(verb);
        assert_eq!((response.status, response.ending), (0, ending), "{verb}");
        assert!(response.body.is_empty(), "{verb}");
    }
    assert_eq!(case.simulator.ledger().downloads_begun, begun);
    let log = case.simulator.requests();
    assert_eq!(log.last().unwrap().status, None);
}

#[test]
fn a_commit_has_its_effect_although_nobody_hears_of_it() {
    let case = Case::new();
    let before = case.simulator.ledger();
    let response = case.month("commit-then-reset");
    assert_eq!((response.status, response.ending), (0, Ending::Reset));
    case.simulator.plan(Plan::parse(["login:1:commit-then-reset"]).unwrap());
    let lost = post_login(&case.simulator, case.simulator.username(), case.simulator.password());
    assert_eq!((lost.status, lost.cookie()), (0, None));
    let after = case.simulator.ledger();
    assert_eq!(after.downloads_begun, before.downloads_begun + 1);
    assert_eq!(after.downloads_finished, before.downloads_finished);
    assert_eq!(
        (after.logins, after.sessions_issued),
        (before.logins + 1, before.sessions_issued + 1)
    );
}

#[test]
fn heads_are_cut_at_any_byte() {
    let case = Case::new();
    for bytes in [1, 9, 12, 20] {
        for (verb, ending) in [("reset-in-head", Ending::Reset), ("fin-in-head", Ending::Cut)] {
            let response = case.month(&format!("{verb}-after-{bytes}B"));
            assert_eq!((response.status, response.ending), (0, ending), "{verb} {bytes}");
            assert_eq!(response.body, "HTTP/1.1 200 OK\r\ncont".as_bytes()[..bytes], "{verb}");
        }
    }
}

#[test]
fn a_restart_forgets_every_session() {
    let case = Case::new();
    assert_eq!(case.month("restart").ending, Ending::Reset);
    assert_eq!(get(&case.simulator, &case.cookie, &monthly("2026-09")).status, 401);
    assert_eq!(case.simulator.ledger().sessions_ended_by_plan, 1);
}

#[test]
fn headers_are_many_huge_and_wrong_around_a_clean_body() {
    let case = Case::new();
    let huge = case.month("huge-header-2097152B");
    assert_eq!(huge.header("x-filler").unwrap().len(), 2_097_152);
    assert_eq!(huge.body, case.clean);
    assert_eq!(case.month("many-headers-200").header("x-filler"), Some("0"));
    let wrong = case.month("header=Content-Type: text/html");
    assert_eq!((wrong.header("content-type"), &wrong.body), (Some("text/html"), &case.clean));
    let hints = case.month("early-hints-3");
    assert_eq!((hints.status, hints.body.starts_with(b"HTTP/1.1 103 ")), (103, true));
    let rest = String::from_utf8(hints.body).unwrap();
    assert_eq!(rest.matches("HTTP/1.1 103 ").count(), 2, "the first is the head");
    assert_eq!(rest.matches("HTTP/1.1 200 ").count(), 1);
}

#[test]
fn error_documents_redirects_and_texts_are_as_planned() {
    let case = Case::new();
    let error = case.month("return-500-code-2005");
    assert!(error.text().contains("<errorCode>2005</errorCode>"), "{}", error.text());
    assert_eq!((error.status, case.month("return-200-code-1006").status), (500, 200));
    let moved = case.month("redirect-307=http://elsewhere.invalid/");
    assert_eq!((moved.status, moved.header("location")), (307, Some("http://elsewhere.invalid/")));
    assert!(case.month("meta-refresh").text().contains("http-equiv=\"refresh\""));
    assert_eq!(case.month("body=no data").text(), "no data");
    assert_eq!(case.month("return-799").status, 799);
    let nothing = case.month("return-204");
    assert_eq!((nothing.status, nothing.body.len()), (204, 0));
}

#[test]
fn advice_can_be_a_date_beside_the_true_time() {
    let case = Case::new();
    for (verb, seconds, clock) in [
        ("return-503-in=2", 2, 0),
        ("return-503-in=-60", -60, 0),
        ("return-503-in=5@-86400", 5, -86_400),
    ] {
        let response = case.month(verb);
        let time = |name| {
            let text = response.header(name).unwrap();
            jiff::fmt::rfc2822::parse(text).unwrap().timestamp().as_second()
        };
        assert_eq!(time("retry-after") - time("date"), seconds, "{verb}");
        let now = jiff::Timestamp::now().as_second();
        assert!((time("date") - now - clock).abs() < 60, "{verb}");
    }
}

#[test]
fn bodies_are_compressed_when_asked_for() {
    let case = Case::new();
    case.simulator
        .set_switches(case.simulator.switches().changed_by("compression=when-asked").unwrap())
        .unwrap();
    for framing in ["chunked", "content-length", "close-delimited"] {
        let switches = case.simulator.switches().changed_by(&format!("framing={framing}")).unwrap();
        case.simulator.set_switches(switches).unwrap();
        for (codings, packed) in [
            ("gzip", true),
            ("br, GZIP;q=0.5", true),
            ("*", true),
            ("identity", false),
            ("gzip;q=0", false),
        ] {
            let response = case.month_taking(codings);
            assert_eq!(response.header("content-encoding").is_some(), packed, "{codings}");
            assert_eq!(response.ending, Ending::Clean);
            let body = if packed { gunzip(&response.body).unwrap() } else { response.body };
            assert_eq!(body, case.clean, "{codings} {framing}");
        }
    }
}

#[test]
fn compression_goes_wrong_as_planned() {
    let case = Case::new();
    for verb in ["gzip", "gzip-two-members"] {
        let response = case.month(verb);
        assert_eq!(response.header("content-encoding"), Some("gzip"));
        assert_eq!(gunzip(&response.body).unwrap(), case.clean, "{verb}");
    }
    for verb in [
        "gzip-truncated",
        "gzip-no-trailer",
        "gzip-bad-crc",
        "gzip-bad-length",
        "gzip-trailing-junk",
        "gzip-not",
    ] {
        let response = case.month(verb);
        assert_eq!(response.ending, Ending::Clean, "{verb}: HTTP sees nothing wrong");
        assert!(gunzip(&response.body).is_err(), "{verb}");
    }
    let empty = case.month("gzip-empty");
    assert_eq!((empty.header("content-encoding"), empty.body.len()), (Some("gzip"), 0));
    let bomb = case.month("gzip-bomb-33554432B");
    assert!(bomb.body.len() < 200_000, "{}", bomb.body.len());
    assert_eq!(gunzip(&bomb.body).unwrap().len(), case.clean.len() + (32 << 20));
}

#[test]
fn the_log_says_when_the_server_is_done_with_a_request() {
    let case = Case::new();
    let done = || {
        let patience = std::time::Instant::now() + std::time::Duration::from_secs(10);
        while case.simulator.requests().iter().any(|request| !request.ended) {
            assert!(std::time::Instant::now() < patience, "{:?}", case.simulator.requests());
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        case.simulator.ledger().downloads_finished
    };
    assert_eq!(done(), 1, "the clean one");
    for verb in ["reset", "commit-then-reset", "reset-after-257B", "return-503", "return-204"] {
        case.month(verb);
        assert_eq!(done(), 1, "{verb}");
    }
    case.month("gzip");
    assert_eq!(done(), 2);
}
