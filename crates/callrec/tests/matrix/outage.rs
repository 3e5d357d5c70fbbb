//! A total outage (fault B10): nobody may make it worse.

use std::net::TcpListener;
use std::time::Duration;

use callrec::{ErrorKind, IpassPortal, IpassPortalBuilder, Month};
use callrec_simulator::{Plan, Simulator};

const CALLS: usize = 100;
/// Requests for each call, the promise of `guarantees.md`.
const MOST: f64 = 1.2;
/// Tries beyond the first that all calls of a client have, until one goes well.
const BUDGET: usize = 10;

fn month() -> Month {
    Month::new(2026, 9).expect("a month")
}

fn portal(simulator: &Simulator) -> IpassPortal {
    hurried(simulator.base_url())
        .credentials(simulator.username(), simulator.password())
        .build()
        .expect("a client")
}

/// What the budget alone does: the circuit would send nothing after twenty failures.
fn hurried(base_url: String) -> IpassPortalBuilder {
    crate::trace::if_asked_for();
    IpassPortal::builder().base_url(base_url).retry_pause(Duration::from_millis(1)).circuit_after(0)
}

async fn all_fail(portal: &IpassPortal, company: &str, kind: ErrorKind) {
    for call in 0..CALLS {
        let error = portal.monthly_cdr(company, month()).await.expect_err("down");
        assert_eq!(error.kind(), kind, "call {call}: {error}");
        assert!(error.is_retryable(), "call {call}: {error}");
    }
}

fn assert_no_storm(requests: usize) {
    assert!(requests as f64 <= CALLS as f64 * MOST, "{requests} requests for {CALLS} calls");
}

#[tokio::test]
async fn every_report_answers_503() {
    let simulator = Simulator::builder().rows_per_month(10).start().expect("a simulator");
    let portal = portal(&simulator);
    portal.login().await.expect("logged in");
    simulator.plan(Plan::parse(["*:*:return-503"]).expect("a plan"));
    let before = simulator.requests().len();
    all_fail(&portal, simulator.company(), ErrorKind::Service).await;
    let requests = simulator.requests().len() - before;
    assert_eq!(requests, CALLS + BUDGET, "tried again while the budget lasted, and no more");
    assert_no_storm(requests);

    // It is over: the client is as good as before.
    simulator.plan(Plan::new());
    let mut reader = portal.monthly_cdr(simulator.company(), month()).await.expect("opened");
    assert!(reader.next_batch().await.expect("rows").is_ok());
}

#[tokio::test]
async fn every_login_answers_503() {
    let simulator = Simulator::builder().rows_per_month(10).start().expect("a simulator");
    let portal = portal(&simulator);
    simulator.plan(Plan::parse(["*:*:return-503"]).expect("a plan"));
    all_fail(&portal, simulator.company(), ErrorKind::Service).await;
    assert_no_storm(simulator.requests().len());
}

#[tokio::test]
async fn every_connection_is_reset() {
    let simulator = Simulator::builder().rows_per_month(10).start().expect("a simulator");
    let portal = portal(&simulator);
    portal.login().await.expect("logged in");
    simulator.plan(Plan::parse(["*:*:reset"]).expect("a plan"));
    let before = simulator.requests().len();
    all_fail(&portal, simulator.company(), ErrorKind::Transport).await;
    assert_no_storm(simulator.requests().len() - before);
}

#[tokio::test]
async fn every_body_is_cut() {
    let simulator = Simulator::builder().rows_per_month(100).start().expect("a simulator");
    let portal = portal(&simulator);
    portal.login().await.expect("logged in");
    simulator.plan(Plan::parse(["*:*:reset-after-257B"]).expect("a plan"));
    let before = simulator.requests().len();
    for call in 0..CALLS {
        let mut reader = portal.monthly_cdr(simulator.company(), month()).await.expect("opened");
        let error = loop {
            match reader.next_batch().await.expect("no clean end") {
                Ok(_) => {}
                Err(error) => break error,
            }
        };
        assert_eq!(error.kind(), ErrorKind::Truncated, "call {call}: {error}");
    }
    assert_no_storm(simulator.requests().len() - before);
}

/// Calls at once spend from the same budget.
#[tokio::test(flavor = "multi_thread")]
async fn every_report_answers_503_to_calls_at_once() {
    let simulator = Simulator::builder().rows_per_month(10).start().expect("a simulator");
    let portal = portal(&simulator);
    portal.login().await.expect("logged in");
    simulator.plan(Plan::parse(["*:*:return-503"]).expect("a plan"));
    let before = simulator.requests().len();
    let calls: Vec<_> = (0..CALLS)
        .map(|_| {
            let (portal, company) = (portal.clone(), simulator.company().to_owned());
            tokio::spawn(async move { portal.monthly_cdr(&company, month()).await.map(drop) })
        })
        .collect();
    for call in calls {
        let error = call.await.expect("no panic").expect_err("down");
        assert_eq!(error.kind(), ErrorKind::Service, "{error}");
    }
    let requests = simulator.requests().len() - before;
    assert_eq!(requests, CALLS + BUDGET);
    assert_no_storm(requests);
}

/// From the first call on, not only from the fiftieth.
#[tokio::test]
async fn few_calls_send_no_more_than_the_budget_on_top() {
    let simulator = Simulator::builder().rows_per_month(10).start().expect("a simulator");
    simulator.plan(Plan::parse(["*:*:return-503"]).expect("a plan"));
    for calls in 1..8 {
        let portal = portal(&simulator);
        let before = simulator.requests().len();
        for _ in 0..calls {
            portal.monthly_cdr(simulator.company(), month()).await.expect_err("down");
        }
        // Three tries a call as long as the budget lasts.
        let requests = simulator.requests().len() - before;
        assert_eq!(requests, calls + BUDGET.min(2 * calls), "{calls} calls");
    }
}

/// A client for each account, all at one host: no budget is theirs together, but the host is.
#[tokio::test]
async fn every_client_makes_one_call() {
    let simulator = Simulator::builder().rows_per_month(10).start().expect("a simulator");
    simulator.plan(Plan::parse(["*:*:return-503"]).expect("a plan"));
    let clients: Vec<_> = (0..CALLS)
        .map(|_| {
            let builder = hurried(simulator.base_url()).circuit_after(20);
            builder
                .credentials(simulator.username(), simulator.password())
                .build()
                .expect("a client")
        })
        .collect();
    for portal in &clients {
        let error = portal.monthly_cdr(simulator.company(), month()).await.expect_err("down");
        assert_eq!(error.kind(), ErrorKind::Service, "{error}");
    }
    let requests = simulator.requests().len();
    assert!(requests >= 20, "{requests} requests: the circuit opens after twenty");
    assert_no_storm(requests);
}

/// Nothing listens: there is nobody to count, but every call has to say so, and soon.
#[tokio::test]
async fn every_connection_is_refused() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let portal = hurried(format!("http://{address}"));
    let portal = portal.credentials("user", "c4n4ry").build().expect("a client");
    all_fail(&portal, "1025", ErrorKind::Connect).await;
}
