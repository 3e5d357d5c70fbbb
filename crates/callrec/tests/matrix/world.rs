//! The simulators that cases share: one case at a time has one, and finds it as it was.

use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

use crate::case::Case;
use callrec_simulator::{LoggedRequest, Operation, Plan, Simulator};

/// Rows of a month: a day has some tens, and a batch of 8,192 is never full.
const ROWS_PER_MONTH: u64 = 1_500;
/// How many cases run at once.
pub(crate) const SIMULATORS: usize = 12;

/// Simulators that wait for a case.
pub(crate) struct Worlds {
    free: Mutex<Vec<Simulator>>,
    returned: Condvar,
}

impl Worlds {
    pub(crate) fn new(count: usize) -> Self {
        let free = (0..count).map(|_| start(ROWS_PER_MONTH)).collect();
        Self { free: Mutex::new(free), returned: Condvar::new() }
    }

    /// Lends a simulator to `use_it`, and cleans it up after. A case that needs one of another size
    /// gets its own.
    pub(crate) fn lend<R>(&self, case: &Case, use_it: impl FnOnce(&Simulator) -> R) -> R {
        if let Some(rows) = case.rows_per_month {
            return use_it(&start(rows));
        }
        let mut free = self.free.lock().expect("the simulators");
        let simulator = loop {
            match free.pop() {
                Some(simulator) => break simulator,
                None => free = self.returned.wait(free).expect("the simulators"),
            }
        };
        drop(free);
        let (before, seen) = (simulator.switches(), simulator.requests().len());
        let result = use_it(&simulator);
        settle(&simulator, seen);
        simulator.plan(Plan::new());
        simulator.set_switches(before).expect("the switches that it had");
        self.free.lock().expect("the simulators").push(simulator);
        self.returned.notify_one();
        result
    }
}

/// Waits until nothing of a case can change the ledger any more.
fn settle(simulator: &Simulator, seen: usize) {
    let patience = Instant::now() + Duration::from_secs(2);
    while simulator.requests().iter().skip(seen).any(|request| !request.ended)
        && Instant::now() < patience
    {
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn start(rows_per_month: u64) -> Simulator {
    let builder = Simulator::builder().seed(23).rows_per_month(rows_per_month).children(5);
    builder.start().expect("a simulator")
}

/// The name under which the log has a request.
pub(crate) fn name(request: &LoggedRequest) -> String {
    request.operation.map_or_else(|| format!("unknown {}", request.path), |o| o.to_string())
}

pub(crate) fn operation(name: &str) -> Operation {
    name.parse().unwrap_or_else(|error| panic!("{error}"))
}
