//! Every operation of `tests/operations.toml` can be called, by the blocking face and through it the
//! async one, and each call asks for the operation that it says.

use std::collections::{BTreeMap, BTreeSet};

use callrec::blocking::{
    BillingFeed, Document, GetCalls, HostedUsers, IpassPortal, IpassRest, Reader,
};
use callrec::{
    CostCenterUpdate, Cursor, Day, DurationUnit, Month, NewCostCenter, NewGroup,
    NewRegistrationCode, NewUser, Outcome, RegistrationCodeUpdate, Result, SearchOptions,
    UserUpdate,
};
use callrec_simulator::{Simulator, UserStatus};

/// Operation to a call of it.
type Calls<'a> = BTreeMap<&'static str, Box<dyn Fn() -> Result<()> + 'a>>;

/// A simulator with something of everything, and a client of each system.
struct Systems {
    simulator: Simulator,
    portal: IpassPortal,
    hosted: HostedUsers,
    rest: IpassRest,
    feed: BillingFeed,
    calls: GetCalls,
    month: Month,
    day: Day,
}

/// What the operations act on.
struct Given {
    name: String,
    email: String,
    names: Vec<String>,
    members: Vec<String>,
    device: String,
    center: String,
    group: String,
    code: String,
    hosted_user: NewUser,
    rest_user: NewUser,
    recording: String,
    until: Day,
}

/// The list that all layers are checked against: full names, and what each system's documents have.
fn listed() -> (BTreeSet<String>, BTreeMap<String, i64>) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/operations.toml");
    let table: toml::Table =
        std::fs::read_to_string(path).expect("operations").parse().expect("TOML");
    let field = |value: &toml::Value, name: &str| value[name].as_str().expect("text").to_owned();
    let operations = table["operation"].as_array().expect("operations").iter();
    let names = operations.map(|one| format!("{}.{}", field(one, "system"), field(one, "name")));
    let systems = table["system"].as_array().expect("systems").iter();
    let documented =
        systems.map(|one| (field(one, "name"), one["documented"].as_integer().expect("a count")));
    (names.collect(), documented.collect())
}

impl Systems {
    fn new() -> Result<Self> {
        crate::trace::if_asked_for();
        let simulator = Simulator::builder().seed(7).rows_per_month(300).users(40).start();
        let simulator = simulator.expect("a simulator");
        let portal = IpassPortal::builder()
            .base_url(simulator.base_url())
            .credentials(simulator.username(), simulator.password())
            .build_blocking()?;
        Ok(Self {
            hosted: portal.hosted_users()?,
            rest: IpassRest::builder()
                .base_url(simulator.rest_base_url())
                .key(simulator.rest_key())
                .company(simulator.rest_company())
                .build_blocking()?,
            feed: BillingFeed::builder()
                .base_url(simulator.base_url())
                .credentials(simulator.feed_username(), simulator.feed_password())
                .build_blocking()?,
            calls: GetCalls::builder()
                .base_url(simulator.base_url())
                .credentials(simulator.get_calls_username(), simulator.get_calls_password())
                .build_blocking()?,
            month: "2026-09".parse()?,
            day: "2026-09-03".parse()?,
            portal,
            simulator,
        })
    }

    /// The address of a recording that a row of the feed names.
    fn recording(&self) -> String {
        let reader = self.feed.first_page().expect("a page");
        let addresses = reader.filter_map(|batch| {
            let batch = batch.expect("a batch");
            let column = batch.column_by_name("recording").expect("the column").clone();
            let texts: &arrow_array::StringArray =
                column.as_any().downcast_ref().expect("a text column");
            texts.iter().flatten().find(|text| text.contains("://")).map(str::to_owned)
        });
        addresses.last().expect("a row with a recording")
    }

    /// What the operations act on.
    fn given(&self) -> Given {
        let simulator = &self.simulator;
        let listed = simulator.users();
        let user = listed.into_iter().find(|user| user.status == UserStatus::Active);
        let user = user.expect("an active user");
        let new = |local: &str| {
            let name = format!("{local}@{}", simulator.realm());
            NewUser::new(name.clone(), name, "Ann", "Example").password("in1tial-c4n4ry-Pw")
        };
        Given {
            names: vec![user.username.clone()],
            members: vec![user.end_user_id.to_string()],
            device: simulator.add_device(&user.username, "A", "1", "Android").expect("a device"),
            center: simulator.cost_centers().first().expect("a cost center").id.to_string(),
            group: simulator.groups().first().expect("a group").id.to_string(),
            code: simulator.registration_codes().first().expect("a code").id.clone(),
            hosted_user: new("hosted"),
            rest_user: new("fresh"),
            recording: self.recording(),
            until: "2026-09-05".parse().expect("a day"),
            name: user.username,
            email: user.email,
        }
    }

    fn calls<'a>(&'a self, given: &'a Given) -> Calls<'a> {
        let Self { simulator, portal, hosted, rest, feed, calls, .. } = self;
        let Given { name, email, names, members, device, center, group, code, .. } = given;
        let Given { hosted_user, rest_user, recording, until, .. } = given;
        let (month, day, company) = (self.month, self.day, simulator.company());
        let profile = simulator.get_calls_profile();
        let mut table: Calls<'a> = BTreeMap::new();
        macro_rules! calls {
            ($($operation:literal: $call:expr,)+) => {
                $(table.insert($operation, Box::new(move || $call));)+
            };
        }
        calls! {
            "ipass_portal.login": portal.login(),
            "ipass_portal.monthly_cdr": whole(portal.monthly_cdr(company, month)?),
            "ipass_portal.daily_cdr": whole(portal.daily_cdr(company, day)?),
            "ipass_portal.monthly_adjustment_cdr": whole(portal.monthly_adjustment_cdr(company, month)?),
            "ipass_portal.daily_adjustment_cdr": whole(portal.daily_adjustment_cdr(company, day)?),
            "ipass_portal.network_users": whole(portal.network_users(company, month)?),
            "ipass_portal.network_users_csv": whole(portal.network_users_csv(company, month)?),
            "ipass_portal.child_companies": whole(portal.child_companies(company)?),
            "ipass_portal.child_custom_report": bytes(portal.child_custom_report(company, month, "Usage")?),
            "hosted_users.create_or_update_user": done(hosted.create_user(company, hosted_user)?),
            "hosted_users.suspend_user": done(hosted.suspend_user(company, name)?),
            "hosted_users.retrieve_user": hosted.retrieve_user(company, name).map(drop),
            "ipass_rest.create_user": done(rest.create_user(rest_user)?),
            "ipass_rest.update_user": done(rest.update_user(&UserUpdate::new(name).fname("Anna"))?),
            "ipass_rest.suspend_user": done(rest.suspend_user(name)?),
            "ipass_rest.activate_user": done(rest.activate_user(name)?),
            "ipass_rest.search_users": whole(rest.search_users("a", &SearchOptions::default())?),
            "ipass_rest.list_users": whole(rest.list_users()?),
            "ipass_rest.list_active_users": whole(rest.list_active_users()?),
            "ipass_rest.resend_activation": done(rest.resend_activation(name)?),
            "ipass_rest.list_cost_centers": whole(rest.list_cost_centers()?),
            "ipass_rest.create_cost_center": done(rest.create_cost_center(&NewCostCenter::new("C-77", "Sales"))?),
            "ipass_rest.update_cost_center": done(rest.update_cost_center(&CostCenterUpdate::new(center, "C-78", "Selling"))?),
            "ipass_rest.list_cost_center_users": whole(rest.list_cost_center_users(center)?),
            "ipass_rest.assign_cost_center_users": done(rest.assign_cost_center_users(center, members)?),
            "ipass_rest.unassign_cost_center_users": done(rest.unassign_cost_center_users(center, members)?),
            "ipass_rest.list_devices": whole(rest.list_devices(email)?),
            "ipass_rest.deactivate_device": done(rest.deactivate_device(email, device)?),
            "ipass_rest.create_registration_code": done(rest.create_registration_code(
                &NewRegistrationCode::new("CODE1", "CODE2", 3, DurationUnit::Months, *until),
            )?),
            "ipass_rest.update_registration_code": done(rest.update_registration_code(&RegistrationCodeUpdate::new(code).duration(4))?),
            "ipass_rest.list_used_registration_codes": whole(rest.list_used_registration_codes()?),
            "ipass_rest.search_registration_codes": whole(rest.search_registration_codes("C")?),
            "ipass_rest.custom_report": bytes(rest.custom_report(month, "Usage", None)?),
            "ipass_rest.child_custom_report": bytes(rest.child_custom_report(month, "Usage")?),
            "ipass_rest.monthly_cdr": whole(rest.monthly_cdr(month)?),
            "ipass_rest.monthly_adjustment_cdr": whole(rest.monthly_adjustment_cdr(month)?),
            "ipass_rest.daily_cdr": whole(rest.daily_cdr(day)?),
            "ipass_rest.daily_adjustment_cdr": whole(rest.daily_adjustment_cdr(day)?),
            "ipass_rest.network_users": whole(rest.network_users(month)?),
            "ipass_rest.list_groups": whole(rest.list_groups()?),
            "ipass_rest.list_group_plans": whole(rest.list_group_plans()?),
            "ipass_rest.create_group": done(rest.create_group(&NewGroup::new("Night", "1"))?),
            "ipass_rest.update_group": done(rest.update_group(group, "Evening")?),
            "ipass_rest.assign_group_users": done(rest.assign_group_users(group, names)?),
            "ipass_rest.unassign_group_users": done(rest.unassign_group_users(group, names)?),
            "ipass_rest.delete_user": done(rest.delete_user(name)?),
            "ipass_rest.delete_cost_center": done(rest.delete_cost_center(center)?),
            "billing_feed.feed": whole(feed.collect(Cursor::first_run())?),
            "billing_feed.recording": bytes(feed.recording(recording)?),
            "getcalls.get_calls": whole(calls.get_calls(profile, day, *until)?),
        }
        table
    }
}

/// Reads to the clean end.
fn whole(mut reader: Reader) -> Result<()> {
    while reader.next_batch()?.is_some() {}
    Ok(())
}

fn bytes(document: Document) -> Result<()> {
    assert!(!document.into_bytes()?.is_empty());
    Ok(())
}

fn done<T>(outcome: Outcome<T>) -> Result<()> {
    assert!(!outcome.is_planned());
    Ok(())
}

#[test]
fn every_operation_can_be_called_and_asks_for_what_it_says() {
    let systems = Systems::new().expect("clients");
    let given = systems.given();
    let calls = systems.calls(&given);
    let (names, _) = listed();
    let offered: BTreeSet<String> = calls.keys().map(|name| (*name).to_owned()).collect();
    assert_eq!(offered, names, "the clients and tests/operations.toml");
    // What deletes comes last.
    let last = ["ipass_rest.delete_user", "ipass_rest.delete_cost_center"];
    for name in calls.keys().filter(|name| !last.contains(name)).chain(last.iter()) {
        let before = systems.simulator.requests().len();
        calls[name]().unwrap_or_else(|error| panic!("{name}: {error}"));
        let asked = systems.simulator.requests().into_iter().skip(before);
        let asked: BTreeSet<String> =
            asked.filter_map(|request| Some(request.operation?.full_name())).collect();
        // A session that is there needs no login.
        assert!(asked.contains(*name) || *name == "ipass_portal.login", "{name}: {asked:?}");
    }
    let ledger = systems.simulator.ledger();
    assert_eq!((ledger.unknown_requests, ledger.dangerous_requests), (0, 0));
}

#[test]
fn the_list_has_what_the_documents_have_and_the_simulator_too() {
    let (names, documented) = listed();
    for (system, count) in documented {
        let here = names.iter().filter(|name| name.split('.').next() == Some(&system)).count();
        // One row of the portal's document is the login's second form.
        let forms = i64::from(system == "ipass_portal");
        assert_eq!(i64::try_from(here).expect("few") + forms, count, "{system}");
    }
    let simulated: BTreeSet<String> = callrec_simulator::Operation::ALL
        .into_iter()
        .map(callrec_simulator::Operation::full_name)
        .collect();
    assert_eq!(simulated, names, "the simulator and tests/operations.toml");
}
