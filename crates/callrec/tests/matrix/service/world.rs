//! What an operation is about, made at the simulator before the operation is called.

use arrow_array::cast::AsArray as _;
use arrow_array::types::UInt64Type;
use callrec::{NewCostCenter, NewGroup};
use callrec_simulator::{FeedFilter, Operation, Simulator, UserRecord, UserStatus};

use super::call::{MONTH, code};
use super::case::Client;
use super::clients::Clients;

const DAY: &str = "2026-09-15";

/// A simulator with what an operation is about.
#[derive(Debug)]
pub(crate) struct World<'a> {
    pub(super) simulator: &'a Simulator,
    pub(super) operation: Operation,
    /// Requests of the preparation.
    pub(super) seen: usize,
    pub(super) user: UserRecord,
    /// The id of a cost centre, group or registration code, or the uuid of a device.
    pub(super) id: String,
    /// The id of a group plan.
    pub(super) plan: String,
    pub(super) day: String,
    /// The first day of calls, and the day after the last.
    pub(crate) window: (String, String),
    /// The path of a recording.
    pub(super) recording: String,
}

impl<'a> World<'a> {
    /// Makes what the operation needs, by a client that meets no fault.
    pub(crate) async fn prepare(simulator: &'a Simulator, operation: Operation) -> Self {
        use Operation as O;
        let user = simulator
            .users()
            .into_iter()
            .find(|user| user.status == UserStatus::Active && user.cost_center.is_none());
        let mut world = Self {
            simulator,
            operation,
            seen: 0,
            user: user.expect("a user"),
            id: String::new(),
            plan: String::new(),
            day: DAY.to_owned(),
            window: (format!("{MONTH}-01"), format!("{MONTH}-03")),
            recording: String::new(),
        };
        let clients = world.clients(&Client::default());
        let rest = clients.rest();
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
            O::DailyAdjustmentCdr | O::RestDailyAdjustmentCdr => {
                let rows = |day: &str| {
                    let sums = simulator.totals(simulator.company(), O::DailyAdjustmentCdr, day);
                    sums.expect("the sums").rows
                };
                let mut days = (1..=30).map(|day| format!("{MONTH}-{day:02}"));
                world.day = days.find(|day| rows(day) > 0).expect("a day with an adjustment");
            }
            O::Recording => world.recording = shortest_recording(&clients, simulator).await,
            _ => {}
        }
        drop(clients);
        world.seen = simulator.requests().len();
        world
    }

    /// New clients of the simulator.
    pub(crate) fn clients(&self, options: &Client) -> Clients<'a> {
        Clients::new(self.simulator, self.simulator.base_url(), options.clone())
    }
}

/// The path of the recording of the shortest call.
async fn shortest_recording(clients: &Clients<'_>, simulator: &Simulator) -> String {
    let rows = simulator.feed().rows_where(&FeedFilter::default());
    let shortest = rows.filter(|row| row.recorded).min_by_key(|row| row.length_s);
    let shortest = shortest.expect("a call that was recorded").id;
    let mut reader = clients.feed().first_page().await.expect("a page");
    while let Some(batch) = reader.next_batch().await {
        let batch = batch.expect("a batch");
        let ids = batch.column_by_name("id").expect("ids").as_primitive::<UInt64Type>();
        let links = batch.column_by_name("recording").expect("links").as_string::<i32>();
        if let Some(row) = ids.values().iter().position(|id| *id == shortest) {
            let path = links.value(row).strip_prefix(&simulator.base_url());
            return path.expect("an address of this server").to_owned();
        }
    }
    panic!("the page lacks row {shortest}")
}
