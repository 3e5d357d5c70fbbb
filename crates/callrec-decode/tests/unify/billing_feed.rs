use callrec_decode::{
    CallType, Direction, DoubtReason, DstPolicy, Kind, Report, Unifier, UnifyOptions, Zone,
};

use crate::rows::{all_null, at, decimals, decode, integers, line, seconds, text, unify};

const AU: &str = "ID,BillingGroup,Origin,Destination,ZonePrefix,AZonePrefix,ShortCauseDesc,ThirdNumber,Date,Time,DateTime,NetworkSeconds,Charge,SmartCode,SmartCodeDescription,Type,SubType,MP3\n";

/// A row of the AU profile that was made at a local time.
fn row(id: u64, time: &str, main: &str, sub: &str) -> String {
    format!(
        "{id},g,0298765432,+64211234567,61,64,Ok,,{},,{time},61,0.25,,,{main},{sub},0\n",
        &time[..10]
    )
}

fn zone(name: &str, policy: DstPolicy) -> UnifyOptions {
    UnifyOptions::default().with_zone(Zone::named(name).unwrap(), policy)
}

#[test]
fn each_column_by_its_rule() {
    let body = format!(
        "{AU}{}{}",
        row(18_446_744_073_709_551_615, "2026-01-15 12:00:00", "M", "M3"),
        "5,g,restricted,,,,,,,,,,,,,,,0\n"
    );
    let rows = unify(
        Report::BillingFeed,
        &body,
        zone("Australia/Sydney", DstPolicy::Reject).with_currency("AUD").with_unit("s"),
    );
    assert_eq!(line(&rows, "provider"), "billing_feed billing_feed");
    assert_eq!(line(&rows, "record_id"), "18446744073709551615 5");
    assert_eq!(line(&rows, "kind"), "call other");
    assert_eq!(line(&rows, "direction"), "out -");
    assert_eq!(line(&rows, "origin"), "0298765432 restricted");
    assert_eq!(line(&rows, "destination"), "+64211234567 -");
    assert_eq!(seconds(&rows, "local_time"), [at("2026-01-15T12:00:00Z"), None]);
    assert_eq!(seconds(&rows, "started_at"), [at("2026-01-15T01:00:00Z"), None]);
    assert_eq!(integers(&rows, "duration_s"), [Some(61), None]);
    assert_eq!(decimals(&rows, "amount"), [Some(250_000), None]);
    assert_eq!(line(&rows, "currency"), "AUD AUD");
    assert_eq!(line(&rows, "charge_type"), "M -");
    assert_eq!(line(&rows, "charge_subtype"), "M3 -");
    for name in [
        "account",
        "destination_name",
        "ended_at",
        "quantity",
        "unit",
        "invoice",
        "price",
        "price_policy",
    ] {
        assert!(all_null(&rows, name), "{name}");
    }
    assert_eq!(rows.schema(), Unifier::schema());
}

#[test]
fn every_pair_of_the_table_and_none_that_looks_like_one() {
    let mut body = AU.to_owned();
    for (place, entry) in CallType::ALL.iter().enumerate() {
        body += &row(place as u64, "2026-01-15 12:00:00", entry.main, entry.sub);
    }
    let others = [
        ("S", "2T"),
        ("O", "0"),
        ("0", "O"),
        ("m", "m"),
        ("M", "L"),
        ("IN8", "IS"),
        ("M", ""),
        ("", "M"),
    ];
    for (main, sub) in others {
        body += &row(100, "2026-01-15 12:00:00", main, sub);
    }
    let rows = unify(Report::BillingFeed, &body, UnifyOptions::default());
    let (kinds, directions) = (text(&rows, "kind"), text(&rows, "direction"));
    let (mains, subs) = (text(&rows, "charge_type"), text(&rows, "charge_subtype"));
    for (place, entry) in CallType::ALL.iter().enumerate() {
        assert_eq!(CallType::of(entry.main, entry.sub), Some(entry), "no pair comes twice");
        assert_eq!(kinds[place].as_deref(), Some(entry.kind.name()), "{entry:?}");
        assert_eq!(directions[place].as_deref(), entry.direction.map(Direction::name), "{entry:?}");
        assert_eq!(mains[place].as_deref(), Some(entry.main));
        assert_eq!(subs[place].as_deref(), Some(entry.sub));
    }
    for (place, (main, sub)) in others.iter().enumerate() {
        let place = CallType::ALL.len() + place;
        assert_eq!(CallType::of(main, sub), None);
        assert_eq!(
            (kinds[place].as_deref(), &directions[place]),
            (Some("other"), &None),
            "{main}/{sub}"
        );
        assert_eq!(mains[place].as_deref().unwrap_or(""), *main, "kept as it is");
        assert_eq!(subs[place].as_deref().unwrap_or(""), *sub, "kept as it is");
    }
}

#[test]
fn the_table_as_the_provider_prints_it() {
    let described = |main, sub| {
        CallType::of(main, sub).map(|entry| (entry.description, entry.kind, entry.direction))
    };
    assert_eq!(described("0", "0"), Some(("Pin Blocked Calls", Kind::Call, None)));
    assert_eq!(described("O", "O"), Some(("Operator Calls", Kind::Call, Some(Direction::Out))));
    assert_eq!(
        described("2T", "2T"),
        Some(("On-net calls", Kind::Call, Some(Direction::Internal)))
    );
    assert_eq!(
        described("3M", "3M"),
        Some(("AU 6113 Inbound Mob", Kind::Call, Some(Direction::In)))
    );
    assert_eq!(
        described("IM", "INM"),
        Some(("TollFree Inbound Mobile", Kind::Call, Some(Direction::In)))
    );
    for entry in CallType::ALL {
        let inbound = entry.description.contains("Inbound");
        assert_eq!(inbound, entry.direction == Some(Direction::In), "{entry:?}");
    }
}

#[test]
fn date_and_time_of_the_monthly_profile_are_put_together() {
    let body = "ID,Account_Code,Origin,Destination,Date,Time,Seconds,Charge,BillDate,Billing_Group,zone_prefix,azone_prefix,MainType,SubType\n\
        1,a,1,2,31/Aug/2009 00:00:00,31/Aug/2009 10:57:10,142,0.5,30/Sep/2009 00:00:00,g,,,S,S\n\
        2,a,1,2,31/Aug/2009 00:00:00,,142,0.5,30/Sep/2009 00:00:00,g,,,S,S\n";
    let rows = unify(Report::BillingFeed, body, zone("Pacific/Auckland", DstPolicy::Reject));
    assert_eq!(seconds(&rows, "local_time"), [at("2009-08-31T10:57:10Z"), None]);
    assert_eq!(seconds(&rows, "started_at"), [at("2009-08-30T22:57:10Z"), None]);
}

#[test]
fn no_instant_without_a_zone() {
    let rows = unify(
        Report::BillingFeed,
        &format!("{AU}{}", row(1, "2026-01-15 12:00:00", "S", "S")),
        UnifyOptions::default(),
    );
    assert!(all_null(&rows, "started_at"));
    assert_eq!(seconds(&rows, "local_time"), [at("2026-01-15T12:00:00Z")]);
}

#[test]
fn times_that_came_twice_or_never_are_told_and_not_guessed() {
    // Sydney's clock was set back at 03:00 on 2026-04-05 and forward at 02:00 on 2026-10-04.
    let times = [
        "2026-04-05 01:30:00",
        "2026-04-05 02:30:00",
        "2026-10-04 02:30:00",
        "2026-10-04 03:30:00",
    ];
    let rows: String = times.iter().zip(1..).map(|(time, id)| row(id, time, "S", "S")).collect();
    let batch = decode(Report::BillingFeed, &format!("{AU}{rows}"));
    let mut unifier =
        Unifier::new(Report::BillingFeed, zone("Australia/Sydney", DstPolicy::Reject)).unwrap();
    let unified = unifier.unify(&batch).unwrap();
    let (before, behind) = (at("2026-04-04T14:30:00Z"), at("2026-10-03T16:30:00Z"));
    assert_eq!(seconds(&unified, "started_at"), [before, None, None, behind]);
    assert_eq!(seconds(&unified, "local_time")[1], at("2026-04-05T02:30:00Z"), "as printed");
    let counts = unifier.accounting();
    assert_eq!((counts.rows, counts.repeated_local_times, counts.skipped_local_times), (4, 1, 1));
    let doubts = unifier.take_doubts();
    let told: Vec<_> =
        doubts.iter().map(|doubt| (doubt.line, doubt.column, doubt.reason)).collect();
    assert_eq!(
        told,
        [
            (3, "started_at", DoubtReason::RepeatedLocalTime),
            (4, "started_at", DoubtReason::SkippedLocalTime),
        ]
    );
    assert_eq!(doubts[0].offset as usize, AU.len() + row(1, times[0], "S", "S").len());
    assert!(unifier.take_doubts().is_empty());

    for (policy, repeated, skipped) in [
        (DstPolicy::Earlier, "2026-04-04T15:30:00Z", "2026-10-03T15:30:00Z"),
        (DstPolicy::Later, "2026-04-04T16:30:00Z", "2026-10-03T16:30:00Z"),
    ] {
        let mut unifier =
            Unifier::new(Report::BillingFeed, zone("Australia/Sydney", policy)).unwrap();
        let unified = unifier.unify(&batch).unwrap();
        assert_eq!(seconds(&unified, "started_at"), [before, at(repeated), at(skipped), behind]);
        assert!(unifier.take_doubts().is_empty());
    }
    let mut strict = Unifier::new(
        Report::BillingFeed,
        zone("Australia/Sydney", DstPolicy::Reject).with_strict(true),
    )
    .unwrap();
    let error = strict.unify(&batch).unwrap_err().to_string();
    assert!(
        error.starts_with("unify: the clock showed this local time twice")
            && error.contains("line 3"),
        "{error}"
    );
}
