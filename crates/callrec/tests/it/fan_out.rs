//! A parent and its children, and the days of a month, at once in one session.

use std::time::Duration;

use callrec::{ErrorKind, IpassPortal, IpassPortalBuilder, Month};
use callrec_simulator::{Operation, Plan, Simulator};

use crate::fixture::drain;

fn simulator() -> Simulator {
    Simulator::builder()
        .credentials("user@example.com", "c4n4ry")
        .seed(3)
        .rows_per_month(400)
        .start()
        .expect("a simulator")
}

fn builder(simulator: &Simulator) -> IpassPortalBuilder {
    IpassPortal::builder()
        .base_url(simulator.base_url())
        .credentials(simulator.username(), simulator.password())
        .retry_pause(Duration::from_millis(1))
}

fn month(simulator: &Simulator) -> Month {
    simulator.last_month().to_string().parse().expect("a month")
}

fn rows(simulator: &Simulator, company: &str) -> usize {
    let month = simulator.last_month().to_string();
    let totals = simulator.totals(company, Operation::MonthlyCdr, &month).expect("the sums");
    usize::try_from(totals.rows).expect("rows")
}

#[tokio::test]
async fn a_parent_and_all_its_children_in_one_session() {
    let simulator = simulator();
    // One of them is refused, whenever it is asked: the others go on.
    simulator.plan(Plan::parse(["monthly_cdr:2:delay-50ms"]).expect("a plan"));
    let portal = builder(&simulator).build().expect("a client");
    let mut all = portal
        .monthly_cdr_of_all(simulator.company(), month(&simulator))
        .await
        .expect("the companies")
        .concurrency(1);
    let mut companies = Vec::new();
    while let Some((company, reader)) = all.next().await {
        let found = match reader {
            Ok(mut reader) => drain(&mut reader).await.expect("read"),
            Err(error) => panic!("{company:?}: {error}"),
        };
        assert_eq!(found, rows(&simulator, &company.id), "{company:?}");
        companies.push(company.id);
    }
    let expected: Vec<_> =
        std::iter::once(simulator.company().to_owned()).chain(simulator.children()).collect();
    assert_eq!(companies, expected);
}

#[tokio::test]
async fn one_refusal_does_not_stop_the_others() {
    let simulator = simulator();
    let refused = simulator.children()[0].clone();
    let portal = builder(&simulator).build().expect("a client");
    let (month, company) = (month(&simulator), simulator.company().to_owned());
    let ids = vec![company.clone(), "nobody".to_owned(), refused.clone()];
    let mut all = callrec::fan_out(ids, move |id: String| {
        let portal = portal.clone();
        async move {
            let mut reader = portal.monthly_cdr(&id, month).await?;
            drain(&mut reader).await
        }
    });
    let (_, first) = all.next().await.expect("the first");
    assert_eq!(first.expect("read"), rows(&simulator, &company));
    let (_, second) = all.next().await.expect("the second");
    assert_eq!(second.expect_err("refused").kind(), ErrorKind::Forbidden);
    let (_, third) = all.next().await.expect("the third");
    assert_eq!(third.expect("read"), rows(&simulator, &refused));
}

#[tokio::test]
async fn the_days_of_a_month_add_up() {
    let simulator = simulator();
    let portal = builder(&simulator).concurrency(3).build().expect("a client");
    let month = month(&simulator);
    let mut days =
        portal.daily_cdr_of_month(simulator.company(), month).concurrency(8).as_completed();
    let (mut sum, mut count) = (0, 0);
    while let Some((_, reader)) = days.next().await {
        sum += drain(&mut reader.expect("opened")).await.expect("read");
        count += 1;
    }
    assert_eq!((sum, count), (rows(&simulator, simulator.company()), month.days().count()));
    let logins =
        simulator.requests().into_iter().filter(|asked| asked.operation == Some(Operation::Login));
    assert_eq!(logins.count(), 1, "one session");
}

#[test]
fn the_blocking_face_is_an_iterator() {
    let simulator = simulator();
    let portal = builder(&simulator).build_blocking().expect("a client");
    let month = month(&simulator);
    let all = portal.monthly_cdr_of_all(simulator.company(), month).expect("the companies");
    assert_eq!(all.remaining(), simulator.children().len() + 1);
    for item in all {
        let (company, reader) = item.expect("waited");
        let found: usize =
            reader.expect("opened").map(|batch| batch.expect("a batch").num_rows()).sum();
        assert_eq!(found, rows(&simulator, &company.id));
    }
    // Dropped after the first: what is under way ends.
    let mut days = portal.daily_cdr_of_month(simulator.company(), month).expect("days");
    assert!(days.next().expect("a day").is_ok());
    drop(days);
    let asked = portal.with_interrupt(|| true).daily_cdr_of_month(simulator.company(), month);
    let error = asked.expect("days").next().expect("an item").expect_err("interrupted");
    assert_eq!(error.kind(), ErrorKind::Cancelled);
}

/// Later keys never keep out the one that is waited for, however many are wanted.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn more_are_wanted_than_there_are_places() {
    let simulator = simulator();
    let portal = builder(&simulator).concurrency(2).build().expect("a client");
    let month = month(&simulator);
    let mut days = portal.daily_cdr_of_month(simulator.company(), month).concurrency(64);
    let mut sum = 0;
    while let Some((_, reader)) = days.next().await {
        sum += drain(&mut reader.expect("opened")).await.expect("read");
    }
    assert_eq!(sum, rows(&simulator, simulator.company()));
}
