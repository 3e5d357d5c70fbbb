//! Summer time in both hemispheres; the instants are worked out by hand.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use proptest::prelude::*;

use super::{Clock, DstPolicy, LocalTimeFault, Zone};

fn us(text: &str) -> i64 {
    let time: DateTime = text.parse().expect("a civil time");
    Offset::UTC.to_timestamp(time).expect("in range").as_microsecond()
}

fn all(zone: &str, local: &str) -> [Result<i64, LocalTimeFault>; 3] {
    let zone = Zone::named(zone).expect("a zone");
    let policies = [DstPolicy::Reject, DstPolicy::Earlier, DstPolicy::Later];
    policies.map(|policy| zone.instant(us(local), policy))
}

#[test]
fn a_repeated_time_is_one_of_two_instants() {
    for (zone, local, earlier, later) in [
        ("Europe/Luxembourg", "2026-10-25T02:30", "2026-10-25T00:30", "2026-10-25T01:30"),
        ("Europe/Luxembourg", "2026-10-25T02:00", "2026-10-25T00:00", "2026-10-25T01:00"),
        ("Pacific/Auckland", "2026-04-05T02:30", "2026-04-04T13:30", "2026-04-04T14:30"),
        ("Australia/Sydney", "2026-04-05T02:30", "2026-04-04T15:30", "2026-04-04T16:30"),
    ] {
        let expected = [Err(LocalTimeFault::Repeated), Ok(us(earlier)), Ok(us(later))];
        assert_eq!(all(zone, local), expected, "{zone} {local}");
    }
}

#[test]
fn a_skipped_time_is_none() {
    for (zone, local, earlier, later) in [
        ("Europe/Luxembourg", "2026-03-29T02:30", "2026-03-29T00:30", "2026-03-29T01:30"),
        ("Europe/Luxembourg", "2026-03-29T02:00", "2026-03-29T00:00", "2026-03-29T01:00"),
        ("Pacific/Auckland", "2026-09-27T02:30", "2026-09-26T13:30", "2026-09-26T14:30"),
        ("Australia/Sydney", "2026-10-04T02:30", "2026-10-03T15:30", "2026-10-03T16:30"),
    ] {
        let expected = [Err(LocalTimeFault::Skipped), Ok(us(earlier)), Ok(us(later))];
        assert_eq!(all(zone, local), expected, "{zone} {local}");
    }
}

#[test]
fn every_other_time_is_one_instant_whatever_the_policy() {
    for (zone, local, instant) in [
        ("Europe/Luxembourg", "2026-10-25T01:59:59.999999", "2026-10-24T23:59:59.999999"),
        ("Europe/Luxembourg", "2026-10-25T03:00", "2026-10-25T02:00"),
        ("Europe/Luxembourg", "2026-03-29T01:59:59", "2026-03-29T00:59:59"),
        ("Europe/Luxembourg", "2026-03-29T03:00", "2026-03-29T01:00"),
        ("Pacific/Auckland", "2009-08-31T10:57:10", "2009-08-30T22:57:10"),
        ("Pacific/Auckland", "2026-01-01T00:00", "2025-12-31T11:00"),
        ("Australia/Sydney", "2016-07-13T14:40:32", "2016-07-13T04:40:32"),
        ("UTC", "2026-03-29T02:30", "2026-03-29T02:30"),
    ] {
        assert_eq!(all(zone, local), [Ok(us(instant)); 3], "{zone} {local}");
    }
}

#[test]
fn names() {
    assert_eq!(
        Zone::named("europe/luxembourg").expect("any case").to_string(),
        "Europe/Luxembourg"
    );
    assert_eq!("UTC".parse::<Zone>().expect("a zone").name(), "UTC");
    let refused = "Luxembourg".parse::<Zone>().expect_err("no such zone").to_string();
    assert!(refused.contains("\"Luxembourg\"") && refused.contains("IANA"), "{refused}");
}

#[test]
fn the_ends_of_the_calendar() {
    let zone = Zone::named("Pacific/Auckland").expect("a zone");
    for local in [i64::MIN, i64::MAX, Timestamp::MIN.as_microsecond() - 1] {
        assert_eq!(zone.instant(local, DstPolicy::Later), Err(LocalTimeFault::OutOfRange));
        let mut clock = Clock::new(zone.clone(), DstPolicy::Later);
        assert_eq!(clock.instant(local), Err(LocalTimeFault::OutOfRange));
    }
}

/// Local times that lie close to each other and close to changes of the clock, and far ones.
fn locals() -> impl Strategy<Value = Vec<i64>> {
    const HOUR: i64 = 3_600_000_000;
    let anchor = prop_oneof![
        Just(us("2026-10-25T02:00")),
        Just(us("2026-03-29T02:00")),
        Just(us("2026-04-05T02:00")),
        Just(us("2026-09-27T02:00")),
        Just(us("2026-10-04T02:00")),
        us("1850-01-01T00:00")..us("2200-01-01T00:00"),
        Timestamp::MIN.as_microsecond() / 100 * 99..Timestamp::MAX.as_microsecond() / 100 * 99,
    ];
    let near = prop_oneof![-3 * HOUR..3 * HOUR, -60 * HOUR..60 * HOUR, -5000 * HOUR..5000 * HOUR];
    prop::collection::vec((anchor, near).prop_map(|(anchor, near)| anchor + near), 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_clock_that_remembers_reads_as_one_that_does_not(
        locals in locals(),
        zone in prop::sample::select(vec![
            "Europe/Luxembourg", "Pacific/Auckland", "Australia/Sydney", "Africa/Casablanca",
            "Pacific/Apia", "Australia/Lord_Howe", "UTC", "America/New_York",
        ]),
        policy in prop::sample::select(vec![DstPolicy::Reject, DstPolicy::Earlier, DstPolicy::Later]),
    ) {
        let zone = Zone::named(zone).expect("a zone");
        let mut clock = Clock::new(zone.clone(), policy);
        for local in locals {
            prop_assert_eq!(clock.instant(local), zone.instant(local, policy), "{}", local);
        }
    }
}

/// A thread of a JVM may have no more, also under a build that is not optimised.
#[test]
fn a_zone_is_found_and_used_on_a_small_stack() {
    let found = std::thread::Builder::new().stack_size(160 << 10).spawn(|| {
        let zone = Zone::named("Europe/Luxembourg").expect("a zone");
        zone.instant(1_790_000_000_000_000, DstPolicy::Reject).expect("an instant")
    });
    assert_eq!(found.expect("a thread").join().expect("found"), 1_789_992_800_000_000);
}
