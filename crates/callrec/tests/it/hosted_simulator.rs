//! Hosted User Provisioning against the simulator: what was done, by its own records.

use std::collections::HashSet;
use std::time::Duration;

use callrec::{ErrorKind, HostedUsers, NewUser, UserUpdate};
use callrec_simulator::{Operation, Plan, Simulator, System, UserStatus};

const NAME: &str = "new.one@example.com";

fn simulator() -> Simulator {
    crate::trace::if_asked_for();
    Simulator::builder()
        .credentials("user@example.com", "c4n4ry simulator")
        .seed(5)
        .rows_per_month(10)
        .users(9)
        .realm("example.com")
        .start()
        .expect("a simulator")
}

fn users(simulator: &Simulator) -> HostedUsers {
    HostedUsers::builder()
        .base_url(simulator.base_url())
        .credentials(simulator.username(), simulator.password())
        .realm(simulator.realm())
        .retry_pause(Duration::from_millis(1))
        .build()
        .expect("a client")
}

fn new_user() -> NewUser {
    NewUser::new(NAME, "new.one@example.org", "New", "One")
        .department_code("Labs")
        .enable_portal_login(true)
        .notify_suspend(false)
        .password("c4n4ry-word")
}

async fn lifecycle(simulator: &Simulator, users: &HostedUsers) {
    let company = simulator.company();
    assert!(users.retrieve_user(company, NAME).await.expect("retrieved").is_none());
    let error = users.update_user(company, &UserUpdate::new(NAME).fname("X")).await;
    assert_eq!(error.expect_err("no such user").kind(), ErrorKind::NotFound);
    assert!(simulator.user(NAME).is_none(), "a mistyped name creates nobody");

    let created = users.create_user(company, &new_user()).await.expect("created");
    assert_eq!(created.value.expect("a user").username, NAME);
    let record = simulator.user(NAME).expect("there");
    assert!(record.enable_portal_login && record.notify_activate && !record.notify_suspend);
    let error = users.create_user(company, &new_user()).await.expect_err("there is one");
    assert_eq!(error.kind(), ErrorKind::Rejected);

    // What is not said stays: the service would fall back to its defaults.
    users.update_user(company, &UserUpdate::new(NAME).lname("Two & Co")).await.expect("updated");
    let record = simulator.user(NAME).expect("there");
    assert_eq!((record.fname.as_str(), record.lname.as_str()), ("New", "Two & Co"));
    assert!(record.enable_portal_login && record.notify_activate && !record.notify_suspend);

    let suspended = users.suspend_user(company, NAME).await.expect("suspended");
    assert!(suspended.value.expect("a user").is_suspended());
    assert_eq!(simulator.user(NAME).expect("there").status, UserStatus::Suspended);
    let read = users.retrieve_user(company, NAME).await.expect("retrieved").expect("there");
    assert!(read.is_suspended());
    assert_eq!(read.email.as_deref(), Some("new.one@example.org"));
}

#[tokio::test]
async fn every_operation() {
    let simulator = simulator();
    lifecycle(&simulator, &users(&simulator)).await;
    let requests = simulator.requests();
    let ours = requests.iter().filter(|request| request.system == Some(System::HostedUsers));
    let seen: HashSet<_> =
        ours.filter_map(|request| request.operation).map(|operation| operation.name()).collect();
    assert_eq!(seen, HostedUsers::OPERATIONS.into_iter().collect());
    assert_eq!(simulator.ledger().logins, 1);
    assert_eq!(simulator.ledger().unknown_requests, 0);
    let done: Vec<_> =
        simulator.ledger().effects_on(NAME).iter().map(|effect| effect.done.clone()).collect();
    assert_eq!(done, ["created", "updated", "suspended"]);
}

#[tokio::test]
async fn every_form_of_the_service() {
    for switch in [
        "user_agent=true",
        "is_active=one-zero",
        "round_times=false",
        "start_date=placeholder",
        "omitted_notifications=keep",
        "password_policy=user",
    ] {
        let simulator = simulator();
        let switches = simulator.switches().changed_by(&format!("hosted_users.{switch}"));
        simulator.set_switches(switches.expect(switch)).expect("switched");
        lifecycle(&simulator, &users(&simulator)).await;
    }
}

/// Reading C6: an answer about another user changes nobody.
#[tokio::test]
async fn an_answer_about_another_user_is_an_error() {
    let simulator = simulator();
    let switches = simulator.switches().changed_by("hosted_users.retrieve_returns=another");
    simulator.set_switches(switches.expect("a switch")).expect("switched");
    let users = users(&simulator);
    let name = simulator.users()[0].username.clone();
    let company = simulator.company();
    for error in [
        users.retrieve_user(company, &name).await.err(),
        users.update_user(company, &UserUpdate::new(&name).fname("X")).await.err(),
        users.suspend_user(company, &name).await.err(),
    ] {
        let error = error.expect("another user");
        assert_eq!(error.kind(), ErrorKind::NotData, "{error}");
    }
    assert!(simulator.ledger().effects.is_empty());
}

/// Reading C17: an HTML page, whatever its status, says nothing about the user.
#[tokio::test]
async fn a_page_instead_of_an_error_creates_nobody() {
    for (form, kind) in [("html-with-ok", ErrorKind::NotData), ("html", ErrorKind::Service)] {
        let simulator = simulator();
        let switches = simulator.switches().changed_by(&format!("hosted_users.errors={form}"));
        simulator.set_switches(switches.expect("a switch")).expect("switched");
        let (users, company) = (users(&simulator), simulator.company());
        let error = users.create_user(company, &new_user()).await;
        let error = error.expect_err("nobody knows whether there is one");
        assert_eq!(error.kind(), kind, "{error}");
        assert!(simulator.ledger().effects.is_empty());
        // Who knows it anyhow says so.
        users.create_or_update_user(company, &new_user()).await.expect("created");
        assert!(simulator.user(NAME).is_some());
    }
}

/// Creating is setting a state here: it is sent again, and there is one user in the end.
#[tokio::test]
async fn an_answer_that_is_lost_is_asked_for_again() {
    let simulator = simulator();
    let users = users(&simulator);
    for operation in ["create_or_update_user", "suspend_user"] {
        let plan = format!("hosted_users.{operation}:1:commit-then-reset");
        simulator.plan(Plan::parse([plan.as_str()]).expect("a plan"));
        match operation {
            "suspend_user" => users.suspend_user(simulator.company(), NAME).await.expect(operation),
            _ => users.create_user(simulator.company(), &new_user()).await.expect(operation),
        };
    }
    assert_eq!(simulator.users().iter().filter(|user| user.username == NAME).count(), 1);
    assert_eq!(simulator.user(NAME).expect("there").status, UserStatus::Suspended);
    assert_eq!(simulator.ledger().effects_of(Operation::HostedCreateOrUpdateUser).len(), 2);
}

#[tokio::test]
async fn a_session_that_ended_is_renewed() {
    let simulator = simulator();
    let users = users(&simulator);
    let name = simulator.users()[0].username.clone();
    assert!(users.retrieve_user(simulator.company(), &name).await.expect("retrieved").is_some());
    simulator.expire_all_sessions();
    users.suspend_user(simulator.company(), &name).await.expect("suspended");
    assert_eq!(simulator.ledger().logins, 2);
}
