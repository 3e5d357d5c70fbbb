//! Runs the cases of a file at once, each with its own client, and tells which did not hold.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use callrec::{DecodeOptions, Error, IpassPortal, LoginMethod, Proof, Reader, RecordBatch};
use callrec_simulator::{Ledger, Operation, Plan, Simulator};

use crate::case::{Case, Outcome, Period};
use crate::family;
use crate::oracle;
use crate::world::{SIMULATORS, Worlds, name, operation};

/// What a call gave.
#[derive(Debug)]
struct Gave {
    batches: Vec<RecordBatch>,
    error: Option<Error>,
    proof: Option<Proof>,
}

/// Runs one file of the matrix.
pub(crate) fn file(file: &str) {
    let cases = family::cases::<Case>(file);
    let total = cases.len();
    let at_once = total.min(SIMULATORS);
    let worlds = Worlds::new(at_once);
    let queue = Mutex::new(VecDeque::from(cases));
    let failures = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                let runtime = runtime.expect("a runtime");
                while let Some(case) = { queue.lock().expect("the cases").pop_front() } {
                    let held =
                        worlds.lend(&case, |simulator| runtime.block_on(run(&case, simulator)));
                    if let Err(why) = held {
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

async fn run(case: &Case, simulator: &Simulator) -> Result<(), String> {
    let switches = serde_json::to_string(&case.switches).map_err(|error| error.to_string())?;
    let switches = simulator.switches().changed_by_json(&switches);
    let switched = switches.and_then(|switches| simulator.set_switches(switches));
    switched.map_err(|error| error.to_string())?;
    simulator.plan(Plan::parse(&case.faults).map_err(|error| error.to_string())?);
    let (before, seen) = (simulator.ledger(), simulator.requests().len());
    let portal = client(case, simulator);
    let began = Instant::now();
    let gave = calls(case, simulator, &portal).await;
    let took = began.elapsed();
    outcomes(case, simulator, &gave)?;
    requests(case, simulator, seen)?;
    effects(case, simulator, &before)?;
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    if case.least_ms.is_some_and(|least| millis < least) {
        return Err(format!("took {millis} ms, less than {:?}", case.least_ms));
    }
    if case.most_ms.is_some_and(|most| millis > most) {
        return Err(format!("took {millis} ms, more than {:?}", case.most_ms));
    }
    Ok(())
}

fn client(case: &Case, simulator: &Simulator) -> IpassPortal {
    crate::trace::if_asked_for();
    let wrong = format!("{}x", simulator.password());
    let password = if case.client.wrong_password { &wrong } else { simulator.password() };
    let mut builder = IpassPortal::builder()
        .base_url(simulator.base_url())
        .credentials(simulator.username(), password)
        .retry_pause(Duration::from_millis(2))
        // Cases share a process and their hosts: what one breaks is nothing to the next.
        .circuit_after(0);
    if let Some(tries) = case.client.tries {
        builder = builder.tries(tries);
    }
    if let Some(idle) = case.client.idle_ms {
        builder = builder.idle_timeout(Duration::from_millis(idle));
    }
    if let Some(total) = case.client.total_ms {
        builder = builder.total_timeout(Duration::from_millis(total));
    }
    if let Some(rows) = case.client.batch_rows {
        builder = builder.decode_options(DecodeOptions::default().with_batch_rows(rows));
    }
    if case.client.login_by_get {
        builder = builder.login_method(LoginMethod::Get);
    }
    builder.build().expect("a client")
}

async fn calls(case: &Case, simulator: &Simulator, portal: &IpassPortal) -> Vec<Gave> {
    let operation = operation(&case.operation);
    let mut gave = Vec::new();
    for number in 1..=case.calls {
        if case.expire_before_call == Some(number) {
            simulator.expire_all_sessions();
        }
        gave.push(call(portal, simulator.company(), operation, case.period).await);
    }
    if case.expire_before_call.is_some_and(|number| number > case.calls) {
        simulator.expire_all_sessions();
    }
    let at_once =
        (0..case.at_once).map(|_| call(portal, simulator.company(), operation, case.period));
    gave.extend(futures_util::future::join_all(at_once).await);
    gave
}

async fn call(portal: &IpassPortal, company: &str, operation: Operation, period: Period) -> Gave {
    let period = oracle::period(operation, period);
    let month = || period.parse().expect("a month");
    let day = || period.parse().expect("a day");
    let opened = match operation {
        Operation::Login => {
            return Gave { batches: vec![], error: portal.login().await.err(), proof: None };
        }
        Operation::MonthlyCdr => portal.monthly_cdr(company, month()).await,
        Operation::DailyCdr => portal.daily_cdr(company, day()).await,
        Operation::MonthlyAdjustmentCdr => portal.monthly_adjustment_cdr(company, month()).await,
        Operation::DailyAdjustmentCdr => portal.daily_adjustment_cdr(company, day()).await,
        Operation::NetworkUsers => portal.network_users(company, month()).await,
        Operation::NetworkUsersCsv => portal.network_users_csv(company, month()).await,
        Operation::ChildCompanies => portal.child_companies(company).await,
        other => panic!("no call for {other}"),
    };
    match opened {
        Ok(reader) => read(reader).await,
        Err(error) => Gave { batches: vec![], error: Some(error), proof: None },
    }
}

async fn read(mut reader: Reader) -> Gave {
    let (mut batches, mut error) = (Vec::new(), None);
    while let Some(next) = reader.next_batch().await {
        match next {
            Ok(batch) => batches.push(batch),
            Err(failed) => {
                error = Some(failed);
                break;
            }
        }
    }
    Gave { batches, error, proof: reader.proof() }
}

fn outcomes(case: &Case, simulator: &Simulator, gave: &[Gave]) -> Result<(), String> {
    let results: Vec<&Outcome> = match (&case.result, &case.results) {
        (Some(result), None) => vec![result; gave.len()],
        (None, Some(results)) if results.len() == gave.len() => results.iter().collect(),
        _ => return Err("one result, or as many results as calls".to_owned()),
    };
    for (number, (outcome, gave)) in results.into_iter().zip(gave).enumerate() {
        outcome_of(case, simulator, outcome, gave)
            .map_err(|why| format!("call {}: {why}", number + 1))?;
    }
    Ok(())
}

fn outcome_of(
    case: &Case,
    simulator: &Simulator,
    expected: &Outcome,
    gave: &Gave,
) -> Result<(), String> {
    let differs = |what: &str, got: String, expected: String| -> Result<(), String> {
        if got == expected { Ok(()) } else { Err(format!("{what} {got}, expected {expected}")) }
    };
    match (&expected.error, &gave.error) {
        (None, None) => {}
        (None, Some(error)) => return Err(format!("an error, expected none: {error}")),
        (Some(kind), None) => return Err(format!("no error, expected {kind}")),
        (Some(kinds), Some(error)) => {
            let kind = error.kind().name();
            if !kinds.split(" | ").any(|expected| expected == kind) {
                return Err(format!("kind {kind}, expected {kinds}: {error}"));
            }
            if let Some(retryable) = expected.retryable
                && retryable != error.is_retryable()
            {
                return Err(format!("retryable is not {retryable}: {error}"));
            }
            if expected.status.is_some() {
                let (got, expected) = (error.http_status(), expected.status);
                differs("status", format!("{got:?}"), format!("{expected:?}"))?;
            }
            let (got, code) = (error.provider_code(), expected.code.as_deref());
            differs("code", format!("{got:?}"), format!("{code:?}"))?;
            let places = expected.operation.as_ref().unwrap_or(&case.operation);
            let place = error.operation().unwrap_or_default();
            if !places.split(" | ").any(|expected| expected == place) {
                return Err(format!("operation {place:?}, expected {places}: {error}"));
            }
            let shown = format!("{error} {error:?}");
            if shown.contains(simulator.password()) || shown.contains('\n') {
                return Err("the error tells a secret, or takes more than a line".to_owned());
            }
        }
    }
    if let Some(proof) = &expected.proof {
        differs(
            "proof",
            format!("{:?}", gave.proof.map(Proof::name)),
            format!("{:?}", Some(proof)),
        )?;
    }
    if case.operation == "login" {
        return Ok(());
    }
    let operation = operation(&case.operation);
    oracle::judge(simulator, operation, case.period, expected.rows, &gave.batches)
}

fn requests(case: &Case, simulator: &Simulator, seen: usize) -> Result<(), String> {
    let requests: Vec<_> = simulator.requests().iter().skip(seen).map(name).collect();
    if let Some(expected) = &case.requests
        && requests != *expected
    {
        return Err(format!("requests {requests:?}, expected {expected:?}"));
    }
    let Some(most) = &case.most else {
        return case.requests.as_ref().map(drop).ok_or_else(|| "neither requests nor most".into());
    };
    let mut counts = BTreeMap::<String, usize>::new();
    for request in requests {
        *counts.entry(request).or_default() += 1;
    }
    match counts.iter().find(|(name, count)| most.get(*name).is_none_or(|most| *count > most)) {
        Some(_) => Err(format!("requests {counts:?}, expected at most {most:?}")),
        None => Ok(()),
    }
}

/// The last body may be written down a moment after its last byte was read.
fn effects(case: &Case, simulator: &Simulator, before: &Ledger) -> Result<(), String> {
    let patience = Instant::now() + Duration::from_secs(5);
    loop {
        let after = simulator.ledger();
        let logins = after.logins - before.logins;
        let failed = after.failed_logins - before.failed_logins;
        let begun = after.downloads_begun - before.downloads_begun;
        let whole = after.downloads_finished - before.downloads_finished;
        let expected = &case.effects;
        if (logins, failed) == (expected.logins, expected.failed_logins)
            && expected.downloads.is_none_or(|expected| expected == begun)
            && expected.whole.is_none_or(|expected| expected == whole)
        {
            return Ok(());
        }
        if Instant::now() > patience {
            return Err(format!(
                "logins {logins}, failed {failed}, downloads {begun}, whole {whole}; expected {expected:?}"
            ));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}
