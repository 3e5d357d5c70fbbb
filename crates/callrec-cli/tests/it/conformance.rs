//! The program offers every operation of `tests/operations.toml`, and each command line asks for the
//! operation that it says.

use std::collections::{BTreeMap, BTreeSet};

use callrec_simulator::{Simulator, UserStatus};

use crate::program::Program;

/// The list that all layers are checked against.
fn operations() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/operations.toml");
    let text = std::fs::read_to_string(path).expect("tests/operations.toml");
    let table: toml::Table = text.parse().expect("TOML");
    let operations = table["operation"].as_array().expect("operations");
    let field =
        |operation: &toml::Value, name: &str| operation[name].as_str().expect("a text").to_owned();
    operations
        .iter()
        .map(|operation| format!("{}.{}", field(operation, "system"), field(operation, "name")))
        .collect()
}

/// A simulator with something of everything, and the program set up for all five systems.
struct Accounts {
    simulator: Simulator,
    program: Program,
    user: String,
    email: String,
    end_user_id: u64,
    device: String,
    cost_center: u64,
    group: u64,
    reg_code: String,
}

impl Accounts {
    fn new() -> Self {
        let simulator = Simulator::builder().seed(7).rows_per_month(500).users(40).start();
        let simulator = simulator.expect("a simulator");
        let user = simulator.users().into_iter().find(|user| user.status == UserStatus::Active);
        let user = user.expect("an active user");
        let device = simulator.add_device(&user.username, "Acme", "One", "Android");
        let cost_center = simulator.cost_centers().first().expect("a cost center").id;
        let group = simulator.groups().first().expect("a group").id;
        let reg_code = simulator.registration_codes().first().expect("a code").id.clone();
        let program = simulator
            .environment()
            .into_iter()
            .fold(Program::new(), |program, (name, value)| program.with(name, value));
        std::fs::create_dir(program.path("all")).expect("a folder");
        Self {
            user: user.username,
            email: user.email,
            end_user_id: user.end_user_id,
            device: device.expect("a device"),
            cost_center,
            group,
            reg_code,
            simulator,
            program,
        }
    }

    /// A recording that a row of the feed names.
    fn recording(&self) -> String {
        let line = "feed page --first --feed-format csv --out page.ndjson -q";
        let ran = self.program.run(line);
        assert!(matches!(ran.code, Some(0 | 3)), "{}", ran.stderr);
        let text = std::fs::read_to_string(self.program.path("page.ndjson")).expect("rows");
        let mut recordings = text.lines().filter_map(|line| {
            let row: serde_json::Value = serde_json::from_str(line).ok()?;
            row["recording"].as_str().filter(|url| url.contains("://")).map(str::to_owned)
        });
        recordings.next_back().expect("a row with a recording")
    }

    /// Operation to command line.
    fn commands(&self) -> BTreeMap<&'static str, String> {
        let Self { user, email, end_user_id, device, cost_center, group, reg_code, .. } = self;
        let fields = "--first-name New --last-name User";
        let lines = [
            ("ipass_portal.login", "ipass-portal login".to_owned()),
            (
                "ipass_portal.monthly_cdr",
                "ipass-portal monthly-cdr --month 2026-09 --out a.csv".to_owned(),
            ),
            (
                "ipass_portal.daily_cdr",
                "ipass-portal daily-cdr --date 2026-09-03 --out b.csv".to_owned(),
            ),
            (
                "ipass_portal.monthly_adjustment_cdr",
                "ipass-portal monthly-adjustment-cdr --month 2026-09 --out c.csv".to_owned(),
            ),
            (
                "ipass_portal.daily_adjustment_cdr",
                "ipass-portal daily-adjustment-cdr --date 2026-09-03 --out d.csv".to_owned(),
            ),
            (
                "ipass_portal.network_users",
                "ipass-portal network-users --month 2026-09 --out e.csv".to_owned(),
            ),
            (
                "ipass_portal.network_users_csv",
                "ipass-portal network-users-csv --month 2026-09 --out f.csv".to_owned(),
            ),
            ("ipass_portal.child_companies", "ipass-portal child-companies --out g.csv".to_owned()),
            (
                "ipass_portal.child_custom_report",
                "ipass-portal child-custom-report Usage --month 2026-09 --out h.zip --unpack h"
                    .to_owned(),
            ),
            (
                "hosted_users.create_or_update_user",
                format!(
                    "hosted-users create {} --email hosted@example.com {fields} --initial-password-file pw",
                    self.name("hosted")
                ),
            ),
            ("hosted_users.suspend_user", format!("hosted-users suspend {user}")),
            ("hosted_users.retrieve_user", format!("hosted-users show {user}")),
            (
                "ipass_rest.create_user",
                format!(
                    "ipass users create {} --email fresh@example.com {fields}",
                    self.name("fresh")
                ),
            ),
            ("ipass_rest.update_user", format!("ipass users update {user} --first-name Ann")),
            ("ipass_rest.suspend_user", format!("ipass users suspend {user}")),
            ("ipass_rest.activate_user", format!("ipass users activate {user}")),
            ("ipass_rest.search_users", "ipass users search a".to_owned()),
            ("ipass_rest.list_users", "ipass users list".to_owned()),
            ("ipass_rest.list_active_users", "ipass users list --active".to_owned()),
            ("ipass_rest.resend_activation", format!("ipass users resend {user}")),
            ("ipass_rest.list_cost_centers", "ipass cost-centers list --json".to_owned()),
            ("ipass_rest.create_cost_center", "ipass cost-centers create C-77 Sales".to_owned()),
            (
                "ipass_rest.update_cost_center",
                format!("ipass cost-centers update {cost_center} C-78 Selling"),
            ),
            (
                "ipass_rest.list_cost_center_users",
                format!("ipass cost-centers users {cost_center}"),
            ),
            (
                "ipass_rest.assign_cost_center_users",
                format!("ipass cost-centers assign {cost_center} {end_user_id}"),
            ),
            (
                "ipass_rest.unassign_cost_center_users",
                format!("ipass cost-centers unassign {cost_center} {end_user_id}"),
            ),
            ("ipass_rest.list_devices", format!("ipass devices list {email}")),
            ("ipass_rest.deactivate_device", format!("ipass devices deactivate {email} {device}")),
            (
                "ipass_rest.create_registration_code",
                "ipass reg-codes create CODE1 CODE2 3 --last-activation 2027-01-31".to_owned(),
            ),
            (
                "ipass_rest.update_registration_code",
                format!("ipass reg-codes update {reg_code} --duration 4"),
            ),
            ("ipass_rest.list_used_registration_codes", "ipass reg-codes list-used".to_owned()),
            ("ipass_rest.search_registration_codes", "ipass reg-codes search C".to_owned()),
            (
                "ipass_rest.custom_report",
                "ipass reports custom Usage --month 2026-09 --out i.html".to_owned(),
            ),
            (
                "ipass_rest.child_custom_report",
                "ipass reports child-custom Usage --month 2026-09 --out j.zip".to_owned(),
            ),
            (
                "ipass_rest.monthly_cdr",
                "ipass reports monthly-cdr --month 2026-09 --out k.csv".to_owned(),
            ),
            (
                "ipass_rest.monthly_adjustment_cdr",
                "ipass reports monthly-adjustment-cdr --month 2026-09 --out l.csv".to_owned(),
            ),
            (
                "ipass_rest.daily_cdr",
                "ipass reports daily-cdr --date 2026-09-03 --out m.csv".to_owned(),
            ),
            (
                "ipass_rest.daily_adjustment_cdr",
                "ipass reports daily-adjustment-cdr --date 2026-09-03 --out n.csv".to_owned(),
            ),
            (
                "ipass_rest.network_users",
                "ipass reports network-users --month 2026-09 --out o.csv".to_owned(),
            ),
            ("ipass_rest.list_groups", "ipass groups list".to_owned()),
            ("ipass_rest.list_group_plans", "ipass groups plans".to_owned()),
            ("ipass_rest.create_group", "ipass groups create Night 1".to_owned()),
            ("ipass_rest.update_group", format!("ipass groups rename {group} Evening")),
            ("ipass_rest.assign_group_users", format!("ipass groups assign {group} {user}")),
            ("ipass_rest.unassign_group_users", format!("ipass groups unassign {group} {user}")),
            ("ipass_rest.delete_user", format!("ipass users delete {user}")),
            ("ipass_rest.delete_cost_center", format!("ipass cost-centers delete {cost_center}")),
            (
                "billing_feed.feed",
                "feed collect --first-run --cursor cursor --out p.parquet".to_owned(),
            ),
            ("billing_feed.recording", format!("feed recording {} --out q.mp3", self.recording())),
            (
                "getcalls.get_calls",
                "getcalls --from 2026-09-01 --until 2026-09-03 --out r.csv".to_owned(),
            ),
        ];
        lines.into_iter().collect()
    }

    fn name(&self, local: &str) -> String {
        format!("{local}@{}", self.simulator.realm())
    }

    /// The operations asked for since so many requests.
    fn asked_since(&self, requests: usize) -> BTreeSet<String> {
        let requests = self.simulator.requests().into_iter().skip(requests);
        requests
            .filter_map(|request| request.operation)
            .map(|operation| operation.full_name())
            .collect()
    }
}

#[test]
fn every_operation_has_a_command_that_asks_for_it() {
    let accounts = Accounts::new();
    std::fs::write(accounts.program.path("pw"), "in1tial-Pw\n").expect("a password");
    let commands = accounts.commands();
    let listed: BTreeSet<String> = operations().into_iter().collect();
    let offered: BTreeSet<String> = commands.keys().map(|name| (*name).to_owned()).collect();
    assert_eq!(offered, listed, "the program and tests/operations.toml");
    // In the list's order, so that what deletes comes last.
    let last = ["ipass_rest.delete_user", "ipass_rest.delete_cost_center"];
    let order = commands.keys().filter(|name| !last.contains(name)).chain(last.iter());
    for name in order {
        let before = accounts.simulator.requests().len();
        let ran = accounts.program.run(&commands[name]);
        // The feed and getcalls have rows that are set aside on purpose.
        assert!(matches!(ran.code, Some(0 | 3)), "{name}: {}", ran.stderr);
        assert!(accounts.asked_since(before).contains(*name), "{name}: {}", commands[name]);
    }
    assert_eq!(accounts.simulator.ledger().dangerous_requests, 0);
    assert_eq!(accounts.simulator.ledger().unknown_requests, 0);
}

#[test]
fn a_dry_run_of_every_write_changes_nothing() {
    let accounts = Accounts::new();
    std::fs::write(accounts.program.path("pw"), "in1tial-Pw\n").expect("a password");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/operations.toml");
    let table: toml::Table =
        std::fs::read_to_string(path).expect("operations").parse().expect("TOML");
    let commands = accounts.commands();
    let mut writes = 0;
    for operation in table["operation"].as_array().expect("operations") {
        if matches!(operation["class"].as_str(), Some("read" | "login")) {
            continue;
        }
        writes += 1;
        let name = format!(
            "{}.{}",
            operation["system"].as_str().expect("a system"),
            operation["name"].as_str().expect("a name")
        );
        let line = format!("{} --dry-run", commands[name.as_str()]);
        let people = accounts.program.run(&line).done();
        assert!(people.text().starts_with("not sent (--dry-run):\n"), "{}", people.text());
        assert!(!people.text().contains("in1tial-Pw"), "{}", people.text());
        let program = accounts.program.run(&format!("{line} --json")).done();
        let planned: serde_json::Value = serde_json::from_str(program.text()).expect("JSON");
        assert_eq!(planned["sent"], false);
        assert_eq!(planned["operation"], name.as_str());
        assert_eq!(planned["method"], "POST");
        assert!(!program.text().contains("in1tial-Pw"), "{}", program.text());
    }
    assert!(writes >= 19, "{writes}");
    assert_eq!(accounts.simulator.ledger().effects, []);
}
