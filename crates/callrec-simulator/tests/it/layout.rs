//! Reading A23: header, columns, line ends, framing, and the ways to say "nothing".

use callrec_simulator::{Framing, LineEnd, NoData, Simulator, Switches};

use crate::wire::{Ending, Response, get, login, monthly, records};

struct Case {
    simulator: Simulator,
    cookie: String,
}

impl Case {
    fn new() -> Self {
        let simulator = Simulator::builder().rows_per_month(2_000).start().unwrap();
        let cookie = login(&simulator);
        Self { simulator, cookie }
    }

    fn with(&self, change: impl FnOnce(&mut Switches), path: &str) -> Response {
        let mut switches = Switches::default();
        change(&mut switches);
        self.simulator.set_switches(switches).unwrap();
        get(&self.simulator, &self.cookie, path)
    }

    fn month(&self, change: impl FnOnce(&mut Switches)) -> Response {
        self.with(change, &monthly("2026-09"))
    }
}

#[test]
fn columns_can_be_13_14_or_15() {
    let case = Case::new();
    let plain = records(case.month(|_| {}).text());
    let fewer = records(case.month(|switches| switches.columns = 13).text());
    let more = records(case.month(|switches| switches.columns = 15).text());
    for ((plain, fewer), more) in plain.iter().zip(&fewer).zip(&more) {
        assert_eq!(plain[..13], fewer[..]);
        assert_eq!(plain[..], more[..14]);
        assert_eq!(more.len(), 15);
    }
    assert_eq!(more[0][14], "Connection Reason");
}

#[test]
fn the_frame_of_a_file_can_change_without_its_rows() {
    let case = Case::new();
    let plain = case.month(|_| {}).text().to_owned();
    let (header, rows) = plain.split_once('\n').unwrap();
    assert_eq!(case.month(|switches| switches.header = false).text(), rows);
    assert_eq!(
        case.month(|switches| switches.line_end = LineEnd::Crlf).text(),
        plain.replace('\n', "\r\n")
    );
    assert_eq!(
        case.month(|switches| switches.final_line_end = false).text(),
        plain.trim_end_matches('\n')
    );
    assert_eq!(
        case.month(|switches| switches.byte_order_mark = true).text(),
        format!("\u{feff}{header}\n{rows}")
    );
    let typed =
        case.month(|switches| switches.csv_content_type = "application/octet-stream".into());
    assert_eq!(typed.header("content-type"), Some("application/octet-stream"));
}

#[test]
fn descriptions_can_hold_line_ends() {
    let case = Case::new();
    let plain = records(case.month(|_| {}).text());
    let broken = records(case.month(|switches| switches.newlines_in_description = true).text());
    assert_eq!(plain.len(), broken.len());
    let with_line_end = broken.iter().filter(|row| row[4].contains('\n')).count();
    assert!(with_line_end > 100);
    for (plain, broken) in plain.iter().zip(&broken) {
        assert_eq!(plain[4], broken[4].replacen('\n', ", ", 1));
    }
}

#[test]
fn the_end_of_a_body_can_be_told_in_three_ways() {
    let case = Case::new();
    let chunked = case.month(|switches| switches.framing = Framing::Chunked);
    assert_eq!(chunked.header("transfer-encoding"), Some("chunked"));
    assert_eq!(chunked.header("content-length"), None);
    let sized = case.month(|switches| switches.framing = Framing::ContentLength);
    assert_eq!(sized.header("content-length").unwrap(), sized.body.len().to_string());
    let closed = case.month(|switches| switches.framing = Framing::CloseDelimited);
    assert_eq!((closed.header("content-length"), closed.header("transfer-encoding")), (None, None));
    assert_eq!(closed.header("connection"), Some("close"));
    for response in [&chunked, &sized, &closed] {
        assert_eq!(response.ending, Ending::Clean);
        assert_eq!(response.body, chunked.body);
    }
    // The length of one layout is not another's.
    let shorter = case.month(|switches| {
        switches.framing = Framing::ContentLength;
        switches.columns = 13;
    });
    assert_eq!(shorter.ending, Ending::Clean);
    assert!(shorter.body.len() < sized.body.len());
    let requests = case.simulator.requests();
    assert!(requests.iter().all(|request| request.finished), "{requests:?}");
    assert_eq!(case.simulator.ledger().downloads_finished, 4);
}

#[test]
fn nothing_can_be_said_in_three_ways() {
    let case = Case::new();
    let header = case.month(|_| {}).text().split_inclusive('\n').next().unwrap().to_owned();
    for (path, header) in [
        ("monthly/cdr?month=2031-01", header.as_str()),
        ("daily/cdrdaily?date=2031-01-01", &header),
        (
            "monthly/networkuser?month=2031-01",
            "\"User Name\",\"User Domain\",\"Network User?\",\"OM User?\",\"iPC User?\"\n",
        ),
    ] {
        let answer = |no_data| {
            case.with(|switches| switches.no_data = no_data, &format!("cdrReports/{path}"))
        };
        assert_eq!(answer(NoData::Text).text(), "no data", "{path}");
        assert_eq!(answer(NoData::ZeroBytes).text(), "", "{path}");
        assert_eq!(answer(NoData::HeaderOnly).text(), header, "{path}");
    }
    let answer = |no_data| {
        case.with(
            |switches| switches.no_adjustments = no_data,
            "cdrReports/monthly/adjcdr?month=2031-01",
        )
    };
    assert_eq!(answer(NoData::Text).text(), "no data");
    assert_eq!(answer(NoData::ZeroBytes).text(), "");
    assert_eq!(answer(NoData::HeaderOnly).text(), header);
    let xml = case.with(
        |switches| switches.no_data = NoData::HeaderOnly,
        "cdrReports/networkAndClientUser?month=2031-01",
    );
    assert!(xml.text().contains("<count>0</count>") && !xml.text().contains("<user>"));
    assert!(case.simulator.requests().iter().all(|request| request.finished));
}
