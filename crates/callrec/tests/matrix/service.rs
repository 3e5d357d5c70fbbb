//! The cases of `tests/retry/services/`: operations of the other systems, those with effects among
//! them. Each has a simulator of its own, and its effects are those of the simulator's ledger.

mod call;
pub(crate) mod case;
pub(crate) mod clients;
pub(crate) mod gave;
pub(crate) mod world;

use std::collections::{BTreeSet, VecDeque};
use std::sync::Mutex;

use callrec_simulator::{Operation, Plan, Simulator};

use crate::family;
use case::{Case, Ending};
use gave::Gave;
use world::World;

/// How many cases run at once.
const AT_ONCE: usize = 8;
/// Users of the account.
const USERS: u64 = 12;

/// Runs one file.
pub(crate) fn file(file: &str) {
    let cases = cases(file);
    let total = cases.len();
    let queue = Mutex::new(VecDeque::from(cases));
    let failures = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(total) {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                let runtime = runtime.expect("a runtime");
                while let Some(case) = { queue.lock().expect("the cases").pop_front() } {
                    if let Err(why) = runtime.block_on(run(&case)) {
                        let line = format!("{}: {why}", case.name);
                        failures.lock().expect("the failures").push(line);
                    }
                }
            });
        }
    });
    let mut failures = failures.into_inner().expect("the failures");
    failures.sort_unstable();
    let failed = failures.len();
    assert!(failures.is_empty(), "{failed} of {total} cases:\n{}\n", failures.join("\n"));
}

/// The cases of a file.
pub(crate) fn cases(file: &str) -> Vec<Case> {
    family::cases(&format!("services/{file}"))
}

/// The names of cases, and the operations that they are about.
pub(crate) fn names_and_operations(files: &[&str]) -> (Vec<String>, BTreeSet<String>) {
    let cases: Vec<_> = files.iter().flat_map(|file| cases(file)).collect();
    let operations = cases.iter().map(|case| case.operation.clone()).collect();
    (cases.into_iter().map(|case| case.name).collect(), operations)
}

fn simulator() -> Simulator {
    Simulator::builder()
        .seed(23)
        .rows_per_month(60)
        .users(USERS)
        .feed_rows(40)
        .calls_per_day(6)
        .start()
        .expect("a simulator")
}

async fn run(case: &Case) -> Result<(), String> {
    let operation: Operation = case.operation.parse().map_err(|e| format!("{e}"))?;
    let simulator = simulator();
    for switch in &case.switches {
        let switches = simulator.switches().changed_by(switch).map_err(|e| e.to_string())?;
        simulator.set_switches(switches).map_err(|e| e.to_string())?;
    }
    let world = World::prepare(&simulator, operation).await;
    let clean = match operation_reads(operation) {
        true => Some(world.call(&world.clients(&case.client)).await),
        false => None,
    };
    let once = match &clean {
        Some(clean) if clean.error.is_some() || clean.is_empty() => {
            return Err(format!("without a fault: {clean:?}"));
        }
        Some(_) => sent(&simulator, operation, world.seen),
        None => 1,
    };
    let (seen, known) = (simulator.requests().len(), simulator.ledger().effects.len());
    simulator.plan(Plan::parse(&case.faults).map_err(|error| error.to_string())?);
    let gave = world.call(&world.clients(&case.client)).await;
    let well = outcome(case, &simulator, clean.as_ref(), &gave)?;

    // A call that ends well sends what it always sends, and its tries on top.
    let expected = if well { once - 1 + case.requests } else { case.requests };
    let requests = sent(&simulator, operation, seen);
    if requests != expected {
        return Err(format!("{requests} requests, expected {expected}: {gave:?}"));
    }
    let logins = sent(&simulator, Operation::Login, seen);
    if case.logins.is_some_and(|expected| expected != logins) {
        return Err(format!("{logins} logins, expected {:?}: {gave:?}", case.logins));
    }
    let ledger = simulator.ledger();
    let done: BTreeSet<_> = ledger.effects[known..].iter().map(|effect| effect.request).collect();
    if done.len() != case.effects {
        let effects = &ledger.effects[known..];
        return Err(format!("{} effects, expected {}: {effects:?}", done.len(), case.effects));
    }
    match ledger.unknown_requests + ledger.dangerous_requests {
        0 => Ok(()),
        _ => Err("a request that the service does not have".to_owned()),
    }
}

/// Whether what it gives can be compared with what it gives without a fault.
fn operation_reads(operation: Operation) -> bool {
    let full = operation.full_name();
    family::group("reads").contains(&full.as_str())
}

/// How many requests of an operation came since.
fn sent(simulator: &Simulator, operation: Operation, since: usize) -> usize {
    let requests = simulator.requests();
    requests.iter().skip(since).filter(|request| request.operation == Some(operation)).count()
}

/// Whether it ended well, as expected.
fn outcome(
    case: &Case,
    simulator: &Simulator,
    clean: Option<&Gave>,
    gave: &Gave,
) -> Result<bool, String> {
    let expected = &case.result;
    let (kinds, error) = match (&expected.ending, &expected.error, &gave.error) {
        (Some(ending), None, None) => {
            if (*ending == Ending::Gone) != gave.gone {
                return Err(format!("gone is {}, expected {ending:?}", gave.gone));
            }
            return match clean {
                Some(_) if *ending == Ending::None && gave.is_empty() => Ok(true),
                Some(clean) if !gave.equals(clean) => Err("it read something else".to_owned()),
                _ => Ok(true),
            };
        }
        (Some(_), None, Some(error)) => return Err(format!("an error, expected none: {error}")),
        (None, Some(kinds), None) => return Err(format!("no error, expected {kinds}: {gave:?}")),
        (None, Some(kinds), Some(error)) => (kinds, error),
        _ => return Err("a result is an ending or an error".to_owned()),
    };
    let kind = error.kind().name();
    if !kinds.split(" | ").any(|expected| expected == kind) {
        return Err(format!("kind {kind}, expected {kinds}: {error}"));
    }
    if expected.retryable.is_some_and(|retryable| retryable != error.is_retryable()) {
        return Err(format!("retryable is {}: {error}", error.is_retryable()));
    }
    if expected.code().as_deref() != error.provider_code() {
        return Err(format!("code {:?}, expected {:?}", error.provider_code(), expected.code));
    }
    let name = match case.operation.as_str() {
        // The service's one operation, here behind the look of a creation: the error has that name.
        "hosted_users.create_or_update_user" => "create_user",
        operation => operation.rsplit('.').next().unwrap_or_default(),
    };
    if error.operation() != Some(name) {
        return Err(format!("operation {:?}: {error}", error.operation()));
    }
    let shown = format!("{error} {error:?}");
    let secrets = [simulator.password(), simulator.rest_key(), simulator.feed_password()];
    if secrets.iter().any(|secret| shown.contains(secret)) || shown.contains('\n') {
        return Err("the error tells a secret, or takes more than a line".to_owned());
    }
    match clean {
        Some(clean) if !gave.begins(clean) => Err("its rows are not the first ones".to_owned()),
        _ => Ok(false),
    }
}
