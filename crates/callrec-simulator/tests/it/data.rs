//! The data itself: form, determinism, views of one another, exact sums.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use callrec_simulator::{Operation, Simulator};

use crate::wire::{Ending, fetch, get, get_of, login, monthly, records};

fn micros(cell: &str) -> Option<i128> {
    if cell.is_empty() || cell == "null" {
        return None;
    }
    let plain = cell.replace(',', "");
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = format!("{whole}{fraction:0<6}");
    Some(digits.parse().unwrap())
}

#[test]
fn rows_are_of_the_specified_form() {
    let simulator = Simulator::builder().rows_per_month(20_000).start().unwrap();
    let response = fetch(&simulator, &monthly("2026-02"));
    let rows = records(response.text());
    assert_eq!(
        rows[0],
        [
            "Transaction ID",
            "Billing Code",
            "User ID",
            "Authentication Domain",
            "Description",
            "GMT Time",
            "Local Time",
            "Session Length",
            "Billing Rate",
            "Net Billing Amount",
            "Access Type",
            "Service Type",
            "Reserved",
            "Data Used",
        ]
    );
    let mut ids = BTreeSet::new();
    let mut services = BTreeSet::new();
    for row in &rows[1..] {
        assert_eq!(row.len(), 14, "{row:?}");
        assert!(row[0].len() <= 32 && row[0].is_ascii() && ids.insert(row[0].clone()), "{row:?}");
        assert!(row[4].chars().count() <= 80);
        // DD-MON-YYYY hh24:mm:ss inside the month
        assert_eq!(row[5].len(), 20, "{row:?}");
        assert_eq!(&row[5][2..12], "-FEB-2026 ", "{row:?}");
        assert!((1..=28).contains(&row[5][..2].parse::<u8>().unwrap()));
        assert!(row[6].len() == 20 || row[6].is_empty() || row[6] == "null", "{row:?}");
        let seconds: u64 = row[7].replace(',', "").parse().unwrap();
        assert!(seconds > 0);
        micros(&row[8]);
        micros(&row[9]);
        services.insert(row[11].clone());
        micros(&row[13]);
    }
    assert_eq!(rows.len() - 1, 20_000);
    for service in [
        "daily_usage",
        "daily_usage_cap",
        "monthly_usage",
        "monthly_usage_cap",
        "daily_trans",
        "daily_trans_cap",
        "monthly_trans",
        "monthly_trans_cap",
        "hourly_usage",
    ] {
        assert!(services.contains(service), "{service}");
    }
    let text = response.text();
    for wanted in [
        ",null,",
        ",\"null\",",
        ",,",
        ",-",
        "\"US, \"\"New York, NY\"\", Tollfree-ZZ\"",
        ",01-FEB-2026 00:00:00,",
        ",28-FEB-2026 23:59:59,",
        "-JAN-2026 ",
        "01-MAR-2026 ",
        "ü",
        "上海",
    ] {
        assert!(text.contains(wanted), "{wanted}");
    }
    // The session length is quoted even where it has no separator (OBS).
    assert!(text.lines().skip(1).any(|line| line.contains(",\"9") && line.contains(",\"1,")));
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let body = |seed| {
        let simulator = Simulator::builder().seed(seed).rows_per_month(3_000).start().unwrap();
        let cookie = login(&simulator);
        let child = simulator.children()[1].clone();
        [
            get(&simulator, &cookie, &monthly("2026-09")),
            get(&simulator, &cookie, "cdrReports/monthly/adjcdr?month=2026-09"),
            get(&simulator, &cookie, "cdrReports/networkAndClientUser?month=2026-09"),
            get(&simulator, &cookie, "omapi/findAllChildCompanies"),
            get_of(&simulator, &cookie, &child, &monthly("2025-12")),
        ]
        .map(|response| {
            assert_eq!((response.status, response.ending), (200, Ending::Clean));
            response.body
        })
    };
    let (first, again, other) = (body(5), body(5), body(6));
    assert_eq!(first, again);
    assert_ne!(first[0], other[0]);
    let distinct: BTreeSet<_> = first.iter().collect();
    assert_eq!(distinct.len(), first.len());
}

#[test]
fn the_days_are_the_month() {
    let simulator = Simulator::builder().rows_per_month(4_321).start().unwrap();
    let cookie = login(&simulator);
    for (monthly, daily) in
        [("monthly/cdr", "daily/cdrdaily"), ("monthly/adjcdr", "daily/adjcdrdaily")]
    {
        let month = get(&simulator, &cookie, &format!("cdrReports/{monthly}?month=2024-02"));
        let mut expected: Vec<u8> =
            month.body.split_inclusive(|&byte| byte == b'\n').next().unwrap().to_vec();
        let header = expected.clone();
        let mut days_with_rows = 0;
        for day in 1..=29 {
            let body =
                get(&simulator, &cookie, &format!("cdrReports/{daily}?date=2024-02-{day:02}")).body;
            if let Some(rows) = body.strip_prefix(&header[..]) {
                expected.extend_from_slice(rows);
                days_with_rows += 1;
                if daily == "daily/cdrdaily" {
                    let text = std::str::from_utf8(rows).unwrap();
                    let date = format!("{day:02}-FEB-2024 ");
                    assert!(records(text).iter().all(|row| row[5].starts_with(&date)));
                }
            } else {
                assert!(body.is_empty(), "a day without adjustments is empty");
            }
        }
        assert!(days_with_rows > 5);
        assert_eq!(month.body, expected, "{monthly}");
    }
}

#[test]
fn adjustments_amend_rows_of_prior_months() {
    let simulator = Simulator::builder().rows_per_month(3_000).start().unwrap();
    let cookie = login(&simulator);
    let mut billed = HashMap::new();
    for month in ["2026-06", "2026-07", "2026-08"] {
        for row in records(get(&simulator, &cookie, &monthly(month)).text()).into_iter().skip(1) {
            billed.insert(row[0].clone(), row);
        }
    }
    let adjustments =
        records(get(&simulator, &cookie, "cdrReports/monthly/adjcdr?month=2026-09").text());
    let mut signs = BTreeSet::new();
    let mut ids = BTreeSet::new();
    for row in &adjustments[1..] {
        let original = &billed[&row[0]];
        assert_eq!(row[..9], original[..9]);
        assert_eq!(row[10..], original[10..]);
        assert!(ids.insert(&row[0]), "amended twice in one file");
        signs.extend(micros(&row[9]).map(i128::signum));
    }
    assert!(adjustments.len() > 5);
    assert!(signs.contains(&-1) && signs.contains(&1));
    // The first month with data has nothing before it.
    let first = format!("cdrReports/monthly/adjcdr?month={}", simulator.first_month());
    assert!(get(&simulator, &cookie, &first).body.is_empty());
}

#[test]
fn totals_are_the_sums_of_the_text() {
    let simulator = Simulator::builder().rows_per_month(30_000).start().unwrap();
    let cookie = login(&simulator);
    for (operation, path, period) in [
        (Operation::MonthlyCdr, "monthly/cdr?month", "2026-09"),
        (Operation::DailyCdr, "daily/cdrdaily?date", "2026-09-13"),
        (Operation::MonthlyAdjustmentCdr, "monthly/adjcdr?month", "2026-09"),
        (Operation::DailyAdjustmentCdr, "daily/adjcdrdaily?date", "2026-09-30"),
    ] {
        for company in [simulator.company(), &simulator.children()[0]] {
            let response =
                get_of(&simulator, &cookie, company, &format!("cdrReports/{path}={period}"));
            let (mut rows, mut seconds, mut absent) = (0, 0, 0);
            let mut sums: BTreeMap<String, (u64, i128)> = BTreeMap::new();
            for row in records(response.text()).iter().skip(1) {
                rows += 1;
                seconds += row[7].replace(',', "").parse::<u64>().unwrap();
                let amount = micros(&row[9]);
                absent += u64::from(amount.is_none());
                let sum = sums.entry(row[11].clone()).or_default();
                *sum = (sum.0 + 1, sum.1 + amount.unwrap_or(0));
            }
            let totals = simulator.totals(company, operation, period).unwrap();
            assert!(rows > 0, "{operation}");
            assert_eq!(
                (totals.rows, totals.session_length_s, totals.absent_amounts),
                (rows, seconds, absent)
            );
            assert_eq!(
                totals.net_billing_amount_micros,
                sums.values().map(|sum| sum.1).sum::<i128>()
            );
            let by_service: BTreeMap<_, _> = totals
                .by_service_type
                .into_iter()
                .map(|(service, sum)| (service, (sum.rows, sum.net_billing_amount_micros)))
                .collect();
            assert_eq!(by_service, sums);
        }
    }
}

#[test]
fn totals_refuse_what_is_none() {
    let simulator = Simulator::builder().start().unwrap();
    let company = simulator.company();
    assert!(simulator.totals("nobody", Operation::MonthlyCdr, "2026-09").is_err());
    assert!(simulator.totals(company, Operation::MonthlyCdr, "2026-09-01").is_err());
    assert!(simulator.totals(company, Operation::DailyCdr, "2026-09").is_err());
    assert!(simulator.totals(company, Operation::Login, "2026-09").is_err());
    assert_eq!(simulator.totals(company, Operation::MonthlyCdr, "2030-01").unwrap().rows, 0);
}

#[test]
fn network_users_are_those_with_a_cdr() {
    let simulator = Simulator::builder().rows_per_month(2_500).start().unwrap();
    for month in ["2026-09", "2026-08"] {
        let in_cdr: BTreeSet<_> = records(fetch(&simulator, &monthly(month)).text())
            .into_iter()
            .skip(1)
            .map(|row| (row[2].clone(), row[3].clone()))
            .collect();
        let users = simulator.network_users(simulator.company(), month).unwrap();
        let network: BTreeSet<_> = users
            .into_iter()
            .filter(|user| user.network_user)
            .map(|user| (user.user_name, user.user_domain))
            .collect();
        assert_eq!(network, in_cdr, "{month}");
    }
}

#[test]
fn months_hold_data_from_the_first_to_the_last() {
    let simulator = Simulator::builder().rows_per_month(50).start().unwrap();
    assert_eq!(
        (simulator.first_month().to_string(), simulator.last_month().to_string()),
        ("2023-10".into(), "2026-09".into())
    );
    let cookie = login(&simulator);
    for (month, rows) in [
        ("2023-09", 0),
        ("2023-10", 50),
        ("2026-09", 50),
        ("2026-10", 0),
        ("9999-12", 0),
        ("0001-01", 0),
    ] {
        let response = get(&simulator, &cookie, &monthly(month));
        assert_eq!(response.status, 200, "{month}");
        assert_eq!(response.text() == "no data", rows == 0, "{month}");
        assert_eq!(
            simulator.totals(simulator.company(), Operation::MonthlyCdr, month).unwrap().rows,
            rows
        );
    }
}

#[test]
fn small_accounts_are_sound() {
    for rows in [0, 1, 2, 3, 40] {
        let simulator = Simulator::builder().rows_per_month(rows).months(4).start().unwrap();
        let cookie = login(&simulator);
        for path in [
            "monthly/cdr?month=2026-09",
            "monthly/adjcdr?month=2026-09",
            "networkAndClientUser?month=2026-09",
            "monthly/networkuser?month=2026-09",
        ] {
            let response = get(&simulator, &cookie, &format!("cdrReports/{path}"));
            assert_eq!((response.status, response.ending), (200, Ending::Clean), "{rows} {path}");
        }
        assert_eq!(
            simulator.totals(simulator.company(), Operation::MonthlyCdr, "2026-09").unwrap().rows,
            rows
        );
    }
}
