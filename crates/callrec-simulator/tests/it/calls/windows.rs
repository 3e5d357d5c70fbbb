//! Windows of days, their edges, and their sums against the oracle.

use std::collections::BTreeMap;

use callrec_simulator::{EndDate, Simulator};
use serde_json::Value;

use super::{get, get_of, json, switch};

fn starts(records: &[Value]) -> Vec<&str> {
    records.iter().map(|record| record["data"]["call_start"].as_str().unwrap()).collect()
}

#[test]
fn a_window_sums_up_to_the_facts() {
    let simulator = Simulator::builder().calls_per_day(300).call_profiles(3).start().unwrap();
    for profile in simulator.get_calls().profiles() {
        let records = json(&get_of(&simulator, &profile, "2026-08-20/2026-09-10"));
        let (mut seconds, mut price, mut kinds) = (0, 0, BTreeMap::<String, u64>::new());
        let (mut per_quantity, mut tenths) = (0, 0);
        for record in &records {
            let data = &record["data"];
            seconds += data["duration"].as_str().unwrap().parse::<u64>().unwrap();
            let cents = data["price"].as_str().unwrap().replace('.', "").parse::<i128>().unwrap();
            let quantity = data["quantity"].to_string();
            let (whole, tenth) = quantity.split_once('.').unwrap_or((&quantity, "0"));
            let quantity = format!("{whole}{tenth}").parse::<i128>().unwrap();
            price += cents * 10_000;
            tenths += quantity;
            per_quantity += cents * quantity * 10;
            *kinds.entry(record["type"].as_str().unwrap().to_owned()).or_default() += 1;
        }
        let (first, end) = ("2026-08-20".parse().unwrap(), "2026-09-10".parse().unwrap());
        let totals = simulator.get_calls().totals(&profile, first, end).unwrap();
        assert_eq!((totals.rows, totals.duration_s), (records.len() as u64, seconds));
        assert_eq!((totals.price_micros, totals.quantity_tenths), (price, tenths));
        assert_eq!(totals.per_quantity_eur_micros, per_quantity);
        assert_eq!(totals.line_total_eur_micros, price / 100);
        assert_eq!(totals.by_type, kinds);
    }
}

#[test]
fn the_end_date_is_in_or_out_or_a_second_long() {
    let simulator = Simulator::builder().start().unwrap();
    let window = |end_date, path: &str| {
        switch(&simulator, |calls| calls.end_date = end_date);
        json(&get(&simulator, path))
    };
    let exclusive = window(EndDate::Exclusive, "2026-09-01/2026-09-02");
    let inclusive = window(EndDate::Inclusive, "2026-09-01/2026-09-02");
    let midnight = window(EndDate::Midnight, "2026-09-01/2026-09-02");
    let second = window(EndDate::Exclusive, "2026-09-02/2026-09-03");
    assert!(starts(&exclusive).iter().all(|start| start.starts_with("2026-09-01 ")));
    assert_eq!(inclusive, [exclusive.clone(), second.clone()].concat());
    let edge: Vec<Value> = second
        .into_iter()
        .filter(|one| one["data"]["call_start"] == "2026-09-02 00:00:00")
        .collect();
    assert!(!edge.is_empty());
    assert_eq!(midnight, [exclusive, edge].concat());
}

#[test]
fn windows_meet_without_a_gap_and_days_have_both_edges() {
    let simulator = Simulator::builder().start().unwrap();
    let month = json(&get(&simulator, "2026-08-01/2026-09-01"));
    let parts = ["2026-08-01/2026-08-02", "2026-08-02/2026-08-31", "2026-08-31/2026-09-01"];
    let joined: Vec<Value> = parts.iter().flat_map(|path| json(&get(&simulator, path))).collect();
    assert_eq!(month, joined);
    let starts = starts(&month);
    assert!(starts.contains(&"2026-08-01 00:00:00"));
    assert!(starts.iter().any(|start| start.ends_with("23:59:59")));
    assert!(month.windows(2).any(|pair| pair[0] == pair[1]), "equal records");
}

#[test]
fn without_an_end_it_is_today() {
    let simulator = Simulator::builder().start().unwrap();
    assert_eq!(simulator.get_calls().today().to_string(), "2026-10-01");
    let open = json(&get(&simulator, "2026-09-28"));
    assert_eq!(open, json(&get(&simulator, "2026-09-28/2026-10-01")));
    assert_eq!(get(&simulator, "2026-10-01").text(), "false");
    // The day that is open has a morning, and a whole day when it is over.
    let today = json(&get(&simulator, "2026-10-01/2026-10-02"));
    assert!(starts(&today).iter().all(|start| &start[11..13] < "12"));
    simulator.get_calls().set_today("2026-10-02".parse().unwrap());
    let closed = json(&get(&simulator, "2026-10-01"));
    let calls = |records: &[Value]| {
        let is_call = |one: &&Value| one["data"]["call_start"] != "2026-10-01 00:00:00";
        records.iter().filter(is_call).count()
    };
    assert!(calls(&closed) > calls(&today));
    let early = Simulator::builder().today("2026-09-03".parse().unwrap()).start().unwrap();
    assert_eq!(json(&get(&early, "2026-09-04/2026-09-10")), [] as [Value; 0]);
}

#[test]
fn a_closed_day_may_change() {
    let simulator = Simulator::builder().start().unwrap();
    let (calls, profile) = (simulator.get_calls(), simulator.get_calls_profile());
    let day = "2026-09-01".parse().unwrap();
    let before = json(&get(&simulator, "2026-09-01/2026-09-02"));
    calls.append(profile, day, 5).unwrap();
    let more = json(&get(&simulator, "2026-09-01/2026-09-02"));
    assert_eq!((more.len(), &more[..before.len()]), (before.len() + 5, &before[..]));
    calls.hide(profile, day, 15).unwrap();
    let fewer = json(&get(&simulator, "2026-09-01/2026-09-02"));
    assert_eq!(fewer, before[..before.len() - 10]);
    let end = "2026-09-02".parse().unwrap();
    assert_eq!(calls.totals(profile, day, end).unwrap().rows, fewer.len() as u64);
    assert!(calls.append("nobody", day, 1).is_err());
}

#[test]
fn any_number_of_records_is_there_at_once() {
    use std::io::Read;
    let simulator = Simulator::builder().calls_per_day(1 << 40).start().unwrap();
    let mut stream = std::net::TcpStream::connect(simulator.address()).unwrap();
    let target = format!(
        "/cdrs/getcalls/{}/2026-09-01/2026-09-02?username={}&password={}",
        simulator.get_calls_profile(),
        crate::wire::encoded(simulator.get_calls_username()),
        crate::wire::encoded(simulator.get_calls_password())
    );
    crate::wire::write_request(&mut stream, "GET", &target, &[], "", true);
    let mut begun = vec![0; 1 << 20];
    stream.read_exact(&mut begun).unwrap();
    assert!(String::from_utf8_lossy(&begun).contains("2026-09-01 00:00:00"));
}

#[test]
fn profiles_have_their_own_records() {
    let simulator = Simulator::builder().call_profiles(2).start().unwrap();
    let profiles = simulator.get_calls().profiles();
    let bodies: Vec<_> =
        profiles.iter().map(|one| get_of(&simulator, one, "2026-09-01/2026-09-02").body).collect();
    assert_ne!(bodies[0], bodies[1]);
}
