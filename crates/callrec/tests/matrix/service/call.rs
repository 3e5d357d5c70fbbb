//! Calls of the operations by their names, each on something that is there for it.

use std::time::Duration;

use callrec::{
    BillingFeed, CostCenterUpdate, DurationUnit, Error, GetCalls, HostedUsers, IpassRest,
    NewCostCenter, NewGroup, NewRegistrationCode, NewUser, Outcome, Reader, RecordBatch,
    RegistrationCodeUpdate, SearchOptions, UserUpdate,
};
use callrec_simulator::{Operation, Simulator};

use super::case::Client;

const MONTH: &str = "2026-09";
const DAY: &str = "2026-09-15";

/// What a call gave.
#[derive(Debug, Default)]
pub(super) struct Gave {
    pub(super) error: Option<Error>,
    /// A deletion that found nothing the second time.
    pub(super) gone: bool,
    batches: Vec<RecordBatch>,
    bytes: Vec<u8>,
}

/// A simulator with what an operation is about.
pub(super) struct World<'a> {
    simulator: &'a Simulator,
    operation: Operation,
    /// Requests of the preparation.
    pub(super) seen: usize,
    user: callrec_simulator::UserRecord,
    /// The id of a cost centre, group or registration code, or the uuid of a device.
    id: String,
    /// The id of a group plan.
    plan: String,
    day: String,
    /// Where clients go instead of to the simulator.
    pub(super) instead: Option<String>,
}

impl Gave {
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty() && self.batches.iter().all(|batch| batch.num_rows() == 0)
    }

    pub(super) fn equals(&self, other: &Self) -> bool {
        self.batches == other.batches && self.bytes == other.bytes
    }

    /// Whether it holds the first rows of the other and nothing else.
    pub(super) fn begins(&self, other: &Self) -> bool {
        let first = |(mine, whole): (&RecordBatch, &RecordBatch)| {
            mine.num_rows() <= whole.num_rows() && *mine == whole.slice(0, mine.num_rows())
        };
        self.batches.len() <= other.batches.len()
            && self.batches.iter().zip(&other.batches).all(first)
            && self.bytes.is_empty()
    }

    fn written<T>(result: Result<Outcome<T>, Error>) -> Self {
        match result {
            Ok(outcome) => Self { gone: outcome.already_gone, ..Self::default() },
            Err(error) => Self { error: Some(error), ..Self::default() },
        }
    }

    async fn read(opened: Result<Reader, Error>) -> Self {
        let mut gave = Self::default();
        let mut reader = match opened {
            Ok(reader) => reader,
            Err(error) => return Self { error: Some(error), ..gave },
        };
        while let Some(next) = reader.next_batch().await {
            match next {
                Ok(batch) => gave.batches.push(batch),
                Err(error) => return Self { error: Some(error), ..gave },
            }
        }
        gave
    }

    async fn document(opened: Result<callrec::Document, Error>) -> Self {
        let read = match opened {
            Ok(document) => document.into_bytes().await,
            Err(error) => Err(error),
        };
        match read {
            Ok(bytes) => Self { bytes: bytes.to_vec(), ..Self::default() },
            Err(error) => Self { error: Some(error), ..Self::default() },
        }
    }
}

impl<'a> World<'a> {
    /// Makes what the operation needs, by a client that meets no fault.
    pub(super) async fn prepare(simulator: &'a Simulator, operation: Operation) -> Self {
        use Operation as O;
        let user = simulator.users().into_iter().find(|user| {
            user.status == callrec_simulator::UserStatus::Active && user.cost_center.is_none()
        });
        let mut world = Self {
            simulator,
            operation,
            seen: 0,
            user: user.expect("a user"),
            id: String::new(),
            plan: String::new(),
            day: DAY.to_owned(),
            instead: None,
        };
        let rest = world.rest(&Client::default());
        let (name, id) = (world.user.username.clone(), world.user.end_user_id.to_string());
        match operation {
            O::RestActivateUser => drop(rest.suspend_user(&name).await.expect("suspended")),
            O::RestUpdateCostCenter
            | O::RestDeleteCostCenter
            | O::RestListCostCenters
            | O::RestListCostCenterUsers
            | O::RestAssignCostCenterUsers
            | O::RestUnassignCostCenterUsers => {
                let center = NewCostCenter::new("labs", "Labs");
                rest.create_cost_center(&center).await.expect("created");
                let centers = simulator.cost_centers();
                let center = centers.iter().find(|center| center.cost_id == "labs");
                world.id = center.expect("there").id.to_string();
                let filled = matches!(
                    operation,
                    O::RestListCostCenterUsers | O::RestUnassignCostCenterUsers
                );
                if filled {
                    rest.assign_cost_center_users(&world.id, &[id]).await.expect("assigned");
                }
            }
            O::RestListDevices | O::RestDeactivateDevice => {
                let uuid = simulator.add_device(&name, "Example", "Phone", "Android");
                world.id = uuid.expect("a device");
            }
            O::RestUpdateRegistrationCode
            | O::RestListUsedRegistrationCodes
            | O::RestSearchRegistrationCodes => {
                rest.create_registration_code(&code()).await.expect("created");
                simulator.use_registration_code("labs-1", &name).expect("used");
                let codes = simulator.registration_codes();
                let code = codes.iter().find(|code| code.reg_code == "labs-1").expect("there");
                world.id.clone_from(&code.id);
            }
            O::RestCreateGroup
            | O::RestListGroups
            | O::RestUpdateGroup
            | O::RestAssignGroupUsers
            | O::RestUnassignGroupUsers => {
                let plans = rest.group_plans().await.expect("listed");
                world.plan.clone_from(&plans.first().expect("a plan").id);
                if operation != O::RestCreateGroup {
                    let group = NewGroup::new("Explorers", &world.plan);
                    rest.create_group(&group).await.expect("created");
                    let groups = simulator.groups();
                    let group = groups.iter().find(|group| group.name == "Explorers");
                    world.id = group.expect("there").id.to_string();
                }
                if operation == O::RestUnassignGroupUsers {
                    rest.assign_group_users(&world.id, &[name]).await.expect("assigned");
                }
            }
            O::RestDailyAdjustmentCdr => {
                let rows = |day: &str| {
                    simulator
                        .totals(simulator.company(), O::DailyAdjustmentCdr, day)
                        .map(|t| t.rows)
                };
                let days = (1..=30).map(|day| format!("{MONTH}-{day:02}"));
                let day = days.into_iter().find(|day| rows(day).expect("the sums") > 0);
                world.day = day.expect("a day with an adjustment");
            }
            _ => {}
        }
        world.seen = simulator.requests().len();
        world
    }

    /// Calls the operation once, by a new client.
    pub(super) async fn call(&self, client: &Client) -> Gave {
        use Operation as O;
        let rest = self.rest(client);
        let (name, id) = (self.user.username.as_str(), self.id.as_str());
        let user_id = self.user.end_user_id.to_string();
        let company = self.simulator.company();
        let month = || MONTH.parse().expect("a month");
        let day = || self.day.parse().expect("a day");
        match self.operation {
            O::RestCreateUser => Gave::written(rest.create_user(&self.new_user()).await),
            O::RestUpdateUser => Gave::written(rest.update_user(&update(name)).await),
            O::RestSuspendUser => Gave::written(rest.suspend_user(name).await),
            O::RestActivateUser => Gave::written(rest.activate_user(name).await),
            O::RestDeleteUser => Gave::written(rest.delete_user(name).await),
            O::RestResendActivation => Gave::written(rest.resend_activation(name).await),
            O::RestSearchUsers => {
                Gave::read(rest.search_users(name, &SearchOptions::default()).await).await
            }
            O::RestListUsers => Gave::read(rest.list_users().await).await,
            O::RestListActiveUsers => Gave::read(rest.list_active_users().await).await,
            O::RestListCostCenters => Gave::read(rest.list_cost_centers().await).await,
            O::RestCreateCostCenter => {
                let center = NewCostCenter::new("labs", "Labs");
                Gave::written(rest.create_cost_center(&center).await)
            }
            O::RestUpdateCostCenter => {
                let update = CostCenterUpdate::new(id, "labs", "Laboratories");
                Gave::written(rest.update_cost_center(&update).await)
            }
            O::RestDeleteCostCenter => Gave::written(rest.delete_cost_center(id).await),
            O::RestListCostCenterUsers => Gave::read(rest.list_cost_center_users(id).await).await,
            O::RestAssignCostCenterUsers => {
                Gave::written(rest.assign_cost_center_users(id, &[user_id]).await)
            }
            O::RestUnassignCostCenterUsers => {
                Gave::written(rest.unassign_cost_center_users(id, &[user_id]).await)
            }
            O::RestListDevices => Gave::read(rest.list_devices(&self.user.email).await).await,
            O::RestDeactivateDevice => {
                Gave::written(rest.deactivate_device(&self.user.email, id).await)
            }
            O::RestCreateRegistrationCode => {
                Gave::written(rest.create_registration_code(&code()).await)
            }
            O::RestUpdateRegistrationCode => {
                let update = RegistrationCodeUpdate::new(id).duration(3);
                Gave::written(rest.update_registration_code(&update).await)
            }
            O::RestListUsedRegistrationCodes => {
                Gave::read(rest.list_used_registration_codes().await).await
            }
            O::RestSearchRegistrationCodes => {
                Gave::read(rest.search_registration_codes("labs").await).await
            }
            O::RestCustomReport => {
                let file = "CustomReport.html";
                Gave::document(rest.custom_report(month(), file, Some("monthly")).await).await
            }
            O::RestChildCustomReport => {
                Gave::document(rest.child_custom_report(month(), "CDRReport.html").await).await
            }
            O::RestMonthlyCdr => Gave::read(rest.monthly_cdr(month()).await).await,
            O::RestMonthlyAdjustmentCdr => {
                Gave::read(rest.monthly_adjustment_cdr(month()).await).await
            }
            O::RestDailyCdr => Gave::read(rest.daily_cdr(day()).await).await,
            O::RestDailyAdjustmentCdr => Gave::read(rest.daily_adjustment_cdr(day()).await).await,
            O::RestNetworkUsers => Gave::read(rest.network_users(month()).await).await,
            O::RestListGroups => Gave::read(rest.list_groups().await).await,
            O::RestListGroupPlans => Gave::read(rest.list_group_plans().await).await,
            O::RestCreateGroup => {
                let group = NewGroup::new("Explorers", &self.plan);
                Gave::written(rest.create_group(&group).await)
            }
            O::RestUpdateGroup => Gave::written(rest.update_group(id, "Navigators").await),
            O::RestAssignGroupUsers => Gave::written(rest.assign_group_users(id, &[name]).await),
            O::RestUnassignGroupUsers => {
                Gave::written(rest.unassign_group_users(id, &[name]).await)
            }
            O::HostedCreateOrUpdateUser => {
                Gave::written(self.hosted(client).create_user(company, &self.new_user()).await)
            }
            O::HostedSuspendUser => {
                Gave::written(self.hosted(client).suspend_user(company, name).await)
            }
            O::HostedRetrieveUser => match self.hosted(client).retrieve_user(company, name).await {
                Ok(user) => {
                    let user = user.map(|user| user.username.into_bytes());
                    Gave { bytes: user.unwrap_or_default(), ..Gave::default() }
                }
                Err(error) => Gave { error: Some(error), ..Gave::default() },
            },
            O::Feed => Gave::read(self.feed(client).first_page().await).await,
            O::GetCalls => {
                let (start, end) = ("2026-09-01".parse(), "2026-09-08".parse());
                let (start, end) = (start.expect("a day"), end.expect("a day"));
                let profile = self.simulator.get_calls_profile();
                Gave::read(self.calls(client).get_calls(profile, start, end).await).await
            }
            other => panic!("no call for {other}"),
        }
    }

    fn base_url(&self) -> String {
        self.instead.clone().unwrap_or_else(|| self.simulator.base_url())
    }

    fn new_user(&self) -> NewUser {
        let name = format!("new.one@{}", self.simulator.realm());
        NewUser::new(name, "new.one@example.org", "New", "One").password("c4n4ry-Pw-1")
    }
}

/// The builders' common part: what a case says, and nothing that takes time.
macro_rules! client {
    ($name:ident, $client:ident, |$simulator:ident, $url:ident, $builder:ident| $rest:expr) => {
        impl World<'_> {
            fn $name(&self, client: &Client) -> $client {
                crate::trace::if_asked_for();
                let ($simulator, $url) = (self.simulator, self.base_url());
                let $builder = $client::builder();
                let mut builder = $rest.retry_pause(Duration::from_millis(2)).circuit_after(0);
                if let Some(tries) = client.tries {
                    builder = builder.tries(tries);
                }
                if let Some(idle) = client.idle_ms {
                    builder = builder.idle_timeout(Duration::from_millis(idle));
                }
                builder.build().expect("a client")
            }
        }
    };
}

client!(rest, IpassRest, |simulator, url, builder| builder
    .base_url(format!("{url}/v1"))
    .key(simulator.rest_key())
    .company(simulator.rest_company())
    .realm(simulator.realm()));
client!(hosted, HostedUsers, |simulator, url, builder| builder
    .base_url(url)
    .credentials(simulator.username(), simulator.password())
    .realm(simulator.realm()));
client!(feed, BillingFeed, |simulator, url, builder| builder
    .base_url(url)
    .credentials(simulator.feed_username(), simulator.feed_password()));
client!(calls, GetCalls, |simulator, url, builder| builder
    .base_url(url)
    .credentials(simulator.get_calls_username(), simulator.get_calls_password()));

fn update(name: &str) -> UserUpdate {
    // With all that the service wants to hear, so that the client need not look first.
    UserUpdate::new(name)
        .lname("B")
        .enable_portal_login(true)
        .notify_activate(true)
        .notify_suspend(true)
}

fn code() -> NewRegistrationCode {
    let last = "2031-10-31".parse().expect("a day");
    NewRegistrationCode::new("labs-1", "labs-1b", 2, DurationUnit::Months, last)
}
