//! A parent and its children, and the days of a month, at once in one session.

use std::time::Duration;

use callrec::{ErrorKind, IpassPortal, IpassPortalBuilder, Month};
use callrec_simulator::{Operation, Plan, Simulator};

use crate::fixture::{self, cdr, drain};
use crate::server::{Server, answer, ok, welcome};

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
    // One of them is slow: the others do not take its place.
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

/// Companies below 1025 and one of them, 2, that the user may not see.
fn with_a_forbidden_child(companies: &'static str) -> Server {
    Server::answering(move |request| match &request.target {
        _ if request.is_login() => welcome(),
        target if target.ends_with("/findAllChildCompanies") => ok(companies),
        target if target.contains("/ipass/2/") => answer("403 Forbidden", "", "no"),
        _ => ok(&cdr(3)),
    })
}

#[tokio::test]
async fn a_forbidden_child_is_its_own_error() {
    let server = with_a_forbidden_child(
        "<companies><company><id>1</id></company><company><id>2</id></company>\
         <company><id>3</id></company></companies>",
    );
    for concurrency in [1, 4] {
        let portal = fixture::client(&server);
        let all = portal.monthly_cdr_of_all("1025", fixture::month()).await;
        let mut all = all.expect("the companies").concurrency(concurrency);
        let mut found = Vec::new();
        while let Some((company, reader)) = all.next().await {
            let rows = match reader {
                Ok(mut reader) => Ok(drain(&mut reader).await.expect("read")),
                Err(error) => Err(error.kind()),
            };
            found.push((company.id, rows));
        }
        let expected =
            [("1025", Ok(3)), ("1", Ok(3)), ("2", Err(ErrorKind::Forbidden)), ("3", Ok(3))];
        assert_eq!(found, expected.map(|(id, rows)| (id.to_owned(), rows)), "{concurrency}");
    }
}

/// A company that cannot be read would be missing from the month without a word.
#[tokio::test]
async fn a_company_that_cannot_be_read_is_an_error_of_the_list() {
    for (companies, line) in [
        (
            "<companies>\n<company><id>1</id><isActive>maybe</isActive></company>\n\
          <company><id>3</id></company></companies>",
            2,
        ),
        (
            "<companies><company><id>1</id></company>\n<company><name>No id</name></company>\n\
          </companies>",
            2,
        ),
    ] {
        let server = with_a_forbidden_child(companies);
        let portal = fixture::client(&server);
        let all = portal.monthly_cdr_of_all("1025", fixture::month()).await;
        let error = all.expect_err("a company was left out");
        assert_eq!((error.kind(), error.line()), (ErrorKind::Decode, Some(line)), "{error}");
        assert_eq!(error.operation(), Some("child_companies"));
        let mut table = portal.child_companies("1025").await.expect("opened");
        assert_eq!(drain(&mut table).await.expect("read"), 1);
        assert_eq!(table.accounting().quarantined, 1);
    }
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
