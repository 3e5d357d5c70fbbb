//! Paths, parameters, companies; readings A5, A9, A10, A17 to A20.

use callrec_simulator::{IsActive, NetworkUsersForm, Simulator, Switches, Unentitled};

use crate::wire::{fetch, get, get_of, login, monthly, records, send};

#[test]
fn periods_must_be_of_their_form() {
    let simulator = Simulator::builder().rows_per_month(100).start().unwrap();
    let cookie = login(&simulator);
    let status = |path: &str| get(&simulator, &cookie, path).status;
    for (path, name, good) in [
        ("cdrReports/monthly/cdr", "month", "2026-09"),
        ("cdrReports/daily/cdrdaily", "date", "2026-09-30"),
        ("cdrReports/monthly/adjcdr", "month", "2026-09"),
        ("cdrReports/daily/adjcdrdaily", "date", "2026-09-30"),
        ("cdrReports/networkAndClientUser", "month", "2026-09"),
        ("cdrReports/monthly/networkuser", "month", "2026-09"),
    ] {
        assert_eq!(status(&format!("{path}?User-Agent=apiuser&{name}={good}")), 200, "{path}");
        assert_eq!(status(&format!("{path}?{name}={good}")), 200, "{path}");
        let other = if name == "month" { "date=2026-09-30" } else { "month=2026-09" };
        for bad in [
            other,
            "",
            &format!("{name}="),
            &format!("{name}=2026-13"),
            &format!("{name}=2026-02-30"),
        ] {
            assert_eq!(status(&format!("{path}?User-Agent=apiuser&{bad}")), 400, "{path} {bad}");
        }
        assert_eq!(status(&format!("{path}?User-Agent=apiuser&{name}={good}%0A")), 400);
        assert_eq!(status(&format!("{path}?{name}={good}&UserAgent=apiuser")), 400);
    }
}

#[test]
fn only_the_documented_paths_and_methods_are_there() {
    let simulator = Simulator::builder().start().unwrap();
    let cookie = login(&simulator);
    for path in [
        "cdrReports/monthly/cdrmonthly",
        "cdrReports/daily/cdr",
        "cdrReports/daily/adjcdr",
        "omapi/findallchildcompanies",
    ] {
        assert_eq!(get(&simulator, &cookie, path).status, 404, "{path}");
    }
    let target =
        format!("/moservices/rest/api/ipass/{}/mo/{}", simulator.company(), monthly("2026-09"));
    assert_eq!(send(&simulator, "POST", &target, &[("Cookie", &cookie)], "").status, 405);
    assert_eq!(simulator.ledger().unknown_requests, 5);
}

#[test]
fn companies_that_are_not_the_users_own_are_refused() {
    let simulator = Simulator::builder().rows_per_month(100).start().unwrap();
    let cookie = login(&simulator);
    let child = &simulator.children()[0];
    let ask = |company: &str| get_of(&simulator, &cookie, company, &monthly("2026-09"));
    assert_eq!(ask(child).status, 200);
    assert_eq!(ask("9999999999").status, 403);
    assert_eq!(ask("%2e%2e").status, 403);
    simulator
        .set_switches(Switches {
            delegated: false,
            unentitled: Unentitled::NotFound,
            ..Switches::default()
        })
        .unwrap();
    assert_eq!(ask(child).status, 404);
    assert_eq!(ask(simulator.company()).status, 200);
    simulator
        .set_switches(Switches { unentitled: Unentitled::Html, ..Switches::default() })
        .unwrap();
    let page = ask("unknown");
    assert_eq!(page.status, 200);
    assert!(page.text().starts_with("<!DOCTYPE html>"));
}

#[test]
fn child_companies_look_as_in_the_document() {
    let simulator = Simulator::builder().children(4).start().unwrap();
    let response = fetch(&simulator, "omapi/findAllChildCompanies");
    assert_eq!(response.header("content-type"), Some("application/xml"));
    let names = [
        "Example Travel",
        "Müller &amp; Söhne",
        "Sample &lt;Logistics&gt; Ltd",
        "&quot;Quoted&quot; Holdings",
    ];
    let mut expected =
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<companies>\n".to_owned();
    for (index, (id, name)) in simulator.children().iter().zip(names).enumerate() {
        let active = index != 3;
        expected += &format!(
            "  <company>\n    <id>{id}</id>\n    <name>{name}</name>\n    <isActive>{active}</isActive>\n  </company>\n"
        );
    }
    expected += "</companies>\n";
    assert_eq!(response.text(), expected);
    simulator
        .set_switches(Switches { is_active: IsActive::OneZero, ..Switches::default() })
        .unwrap();
    let response = fetch(&simulator, "omapi/findAllChildCompanies?User-Agent=apiuser");
    let numbers = expected.replace(">true<", ">1<").replace(">false<", ">0<");
    assert_eq!(response.text(), numbers);
}

#[test]
fn a_child_has_no_children() {
    let simulator = Simulator::builder().start().unwrap();
    let cookie = login(&simulator);
    let response =
        get_of(&simulator, &cookie, &simulator.children()[0], "omapi/findAllChildCompanies");
    assert!(response.text().ends_with("?>\n<companies>\n</companies>\n"));
}

#[test]
fn many_children_have_different_ids() {
    let simulator = Simulator::builder().children(5_000).start().unwrap();
    let mut ids = simulator.children();
    ids.push(simulator.company().to_owned());
    assert!(ids.iter().all(|id| id.len() == 7 && id.bytes().all(|byte| byte.is_ascii_digit())));
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 5_001);
}

#[test]
fn the_two_user_reports_say_the_same() {
    let simulator = Simulator::builder().rows_per_month(2_000).start().unwrap();
    let cookie = login(&simulator);
    let csv =
        get(&simulator, &cookie, "cdrReports/monthly/networkuser?User-Agent=apiuser&month=2026-09");
    let xml = get(
        &simulator,
        &cookie,
        "cdrReports/networkAndClientUser?month=2026-09&User-Agent=apiuser",
    );
    let rows = records(csv.text());
    assert_eq!(rows[0], ["User Name", "User Domain", "Network User?", "OM User?", "iPC User?"]);
    let mut expected = String::new();
    let escape = |text: &str| text.replace('"', "&quot;");
    for row in &rows[1..] {
        expected += &format!(
            "    <user>\n      <userName>{}</userName>\n      <userDomain>{}</userDomain>\n      <networkUser>{}</networkUser>\n      <omUser>{}</omUser>\n      <ipcUser>{}</ipcUser>\n    </user>\n",
            escape(&row[0]),
            row[1],
            row[2],
            row[3],
            row[4]
        );
    }
    assert!(xml.text().contains(&expected));
    let totals = simulator.user_totals(simulator.company(), "2026-09").unwrap();
    let yes = |column: usize| rows[1..].iter().filter(|row| row[column] == "Yes").count() as u64;
    assert_eq!(totals.users, rows.len() as u64 - 1);
    assert_eq!((totals.network_users, totals.om_users, totals.ipc_users), (yes(2), yes(3), yes(4)));
    assert!(yes(2) > 0 && yes(3) > 0 && yes(4) > 0 && yes(2) < totals.users);
    let counts =
        format!("<count>{}</count>\n    <networkUserCount>{}<", totals.users, totals.network_users);
    assert!(xml.text().contains(&counts));
    simulator
        .set_switches(Switches { network_users: NetworkUsersForm::Csv, ..Switches::default() })
        .unwrap();
    let again = get(&simulator, &cookie, "cdrReports/networkAndClientUser?month=2026-09");
    assert_eq!(again.body, csv.body);
}

#[test]
fn a_user_line_is_quoted_as_observed() {
    let simulator = Simulator::builder().start().unwrap();
    let response = fetch(&simulator, "cdrReports/monthly/networkuser?month=2026-09");
    let line = response.text().lines().nth(1).unwrap();
    assert!(line.starts_with('"') && line.ends_with("o\"") || line.ends_with("s\""), "{line}");
    assert_eq!(line.matches("\",\"").count(), 4, "{line}");
}
