//! What the simulator says to one operation, and the servers that say it again.

use std::rc::Rc;

use callrec_simulator::{Framing, Operation, Plan, Simulator};

use super::PLAIN;
use super::answer::Answer;
use super::canonical::Canonical;
use super::player::{Part, Player, Recorded};
use crate::listed::{Class, Listed};
use crate::service::case::Client;
use crate::service::clients::Clients;
use crate::service::gave::Gave;
use crate::service::world::World;

/// Calls under way at once.
const AT_ONCE: usize = 4;

/// One try, and a batch for each row: as many rows as can be are handed on before the cut.
const ONE_TRY: Client = Client { tries: Some(1), idle_ms: None, batch_rows: Some(1), csv: false };

/// An operation's canonical answers, and all that is needed to give them again.
#[derive(Debug)]
pub(super) struct Tape<'a> {
    pub(super) name: String,
    pub(super) has_effects: bool,
    /// Whether the answer is a refusal.
    pub(super) refused: bool,
    pub(super) simulator: &'a Simulator,
    pub(super) world: World<'a>,
    pub(super) slots: Vec<Slot<'a>>,
    /// The bytes of the login's answer, where there is one.
    pub(super) login: Vec<u8>,
    pub(super) answers: Vec<Answer>,
    /// Of these so many are looks before a write that others make as well.
    pub(super) not_cut: usize,
    /// What they give.
    pub(super) whole: Gave,
}

/// A server and the clients that go to it.
#[derive(Debug)]
pub(super) struct Slot<'a> {
    pub(super) player: Player,
    pub(super) clients: Clients<'a>,
}

/// Little of everything: few records, each with all that a record has.
pub(super) fn simulator(listed: &Listed) -> Rc<Simulator> {
    // Among many calls is a short one that was recorded.
    let feed_rows = if listed.name == "recording" { 600 } else { 6 };
    let builder = Simulator::builder().seed(5).rows_per_month(4).users(2).children(1);
    let builder = builder.feed_rows(feed_rows).calls_per_day(1);
    let simulator = builder.start().expect("a simulator");
    let mut switches = simulator.switches();
    switches.framing = Framing::ContentLength;
    simulator.set_switches(switches).expect("switches");
    Rc::new(simulator)
}

impl<'a> Tape<'a> {
    pub(super) async fn record(
        listed: &Listed,
        canonical: &Canonical,
        simulator: &'a Rc<Simulator>,
    ) -> Self {
        let client = Client { csv: canonical.csv, ..ONE_TRY };
        let name = listed.full_name();
        let operation: Operation = name.parse().expect("an operation");
        let mut world = World::prepare(simulator, operation).await;
        if let Some(window) = &canonical.window {
            world.window.clone_from(window);
        }
        if let Some(fault) = &canonical.refusal {
            let plan = Plan::parse([format!("{name}:*:{fault}")]);
            simulator.plan(plan.expect("a plan"));
        }
        let refused = canonical.refusal.is_some();
        let seen = simulator.requests().len();
        let mut slots = Vec::new();
        for _ in 0..AT_ONCE {
            let of_sessions = listed.class != Class::Login;
            let player = Player::start(simulator.clone(), of_sessions, canonical.bytes()).await;
            let clients = Clients::new(simulator, player.url.clone(), client.clone());
            slots.push(Slot { player, clients });
        }
        let whole = world.call(&slots[0].clients).await;
        assert_eq!(whole.error.is_some(), refused, "{name}: {whole:?}");
        let rows = listed.class == Class::Read && !refused;
        assert!(!rows || !whole.is_empty(), "{name}: {whole:?}");
        let Recorded { login, mut answers } = slots[0].player.recorded();
        let login = login.map(|login| login.bytes(PLAIN).0).unwrap_or_default();
        match listed.class {
            _ if refused => {}
            // A client that is logged in does not log in again.
            Class::Login => {
                let url = slots[0].player.url.clone();
                slots[0].clients = Clients::new(simulator, url, client);
            }
            // What a client asks once, such as how a service counts its pages, it asks only once.
            Class::Read => {
                for slot in &slots[1..] {
                    slot.player.play(login.clone(), Part::whole(&answers));
                    let again = world.call(&slot.clients).await;
                    assert!(again.equals(&whole), "{name}: {again:?}, not {whole:?}");
                }
                slots[0].player.record();
                let again = world.call(&slots[0].clients).await;
                assert!(again.equals(&whole), "{name}: {again:?}, not {whole:?}");
                answers = slots[0].player.recorded().answers;
            }
            // Where it takes several requests, those before are looks.
            Class::Set | Class::Delete | Class::Create | Class::Notify => {
                let requests = simulator.requests().split_off(seen);
                let writes = requests.iter().filter(|one| one.operation == Some(operation));
                assert_eq!(writes.count(), 1, "{name}");
                let last = requests.last().expect("a request");
                assert_eq!(last.operation, Some(operation), "{name}");
            }
        }
        assert!(!answers.is_empty(), "{name}");
        let has_effects = listed.has_effects();
        let looks = has_effects && !super::LOOKS.contains(&name.as_str());
        let not_cut = if looks { answers.len() - 1 } else { 0 };
        Self { name, not_cut, has_effects, refused, simulator, world, slots, login, answers, whole }
    }
}
