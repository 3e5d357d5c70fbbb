//! The REST API's reports are the portal's files.

use super::{call, small};
use crate::wire::{get_of, login, send};

#[test]
fn cdrs_and_users_are_the_same_as_the_portals() {
    let simulator = small().rows_per_month(2_000).start().unwrap();
    let cookie = login(&simulator);
    let mut companies = simulator.children();
    companies.insert(0, simulator.company().to_owned());
    for company in &companies {
        for (rest, portal) in [
            ("getmonthlycdr&month=2026-09", "cdrReports/monthly/cdr?month=2026-09"),
            ("getmonthlyadjcdr&month=2026-09", "cdrReports/monthly/adjcdr?month=2026-09"),
            ("getdailycdr&date=2026-09-02", "cdrReports/daily/cdrdaily?date=2026-09-02"),
            ("getdailyadjcdr&month=2026-09-02", "cdrReports/daily/adjcdrdaily?date=2026-09-02"),
            (
                "getNetworkAndClientUser&month=2026-09",
                "cdrReports/networkAndClientUser?month=2026-09",
            ),
            ("getmonthlycdr&month=1999-01", "cdrReports/monthly/cdr?month=1999-01"),
        ] {
            let headers =
                [("x-ipass-key", simulator.rest_key()), ("x-ipass-company-id", company.as_str())];
            let target = format!("/v1/reports?service={rest}");
            let of_rest = send(&simulator, "POST", &target, &headers, "");
            let of_portal = get_of(&simulator, &cookie, company, portal);
            assert_eq!((of_rest.status, of_portal.status), (200, 200), "{rest}");
            assert_eq!(of_rest.header("content-type"), of_portal.header("content-type"));
            assert_eq!(of_rest.body, of_portal.body, "{rest} of {company}");
        }
    }
    let ledger = simulator.ledger();
    assert_eq!(ledger.downloads_finished, 2 * 6 * companies.len() as u64);
}

#[test]
fn a_custom_report_is_html() {
    let simulator = small().start().unwrap();
    let target = "reports?service=getCustom&month=2026-09&duration-type=monthly&customReportFile=CustomReport.html";
    let report = call(&simulator, target, "");
    assert_eq!(
        (report.status, report.header("content-type")),
        (200, Some("text/html;charset=UTF-8"))
    );
    let totals = simulator
        .totals(simulator.company(), callrec_simulator::Operation::MonthlyCdr, "2026-09")
        .unwrap();
    assert!(report.text().starts_with("<!DOCTYPE html>"));
    assert!(report.text().contains(&format!("<th>{}</th>", totals.rows)), "{}", report.text());
    let empty = call(&simulator, &target.replace("2026-09", "1999-01"), "");
    assert_eq!((empty.status, empty.text()), (200, "no data"));
}

#[test]
fn custom_reports_of_children_are_the_portals_archive() {
    let simulator = small().start().unwrap();
    let target = "reports?service=getCustomWithChild&month=2026-09&customReportFile=CDRReport.html";
    let archive = call(&simulator, target, "");
    assert_eq!((archive.status, archive.header("content-type")), (200, Some("application/zip")));
    let cookie = login(&simulator);
    let portal = get_of(
        &simulator,
        &cookie,
        simulator.company(),
        "reports/monthly/custom?month=2026-09&filename=CDRReport.html",
    );
    assert_eq!(archive.body, portal.body);
    for child in simulator.children() {
        let name = format!("{child}/CDRReport.html");
        assert!(archive.body.windows(name.len()).any(|window| window == name.as_bytes()), "{name}");
    }
    let refused = call(&simulator, &target.replace("CDRReport.html", "..%2F..%2Fx.html"), "");
    assert_eq!(refused.status, 400);
}
