//! When nobody knows what became of a write: how often it was sent, and what a look says.

use callrec::{
    DurationUnit, ErrorKind, NewCostCenter, NewGroup, NewRegistrationCode, Reconciled, RestFault,
    UserUpdate,
};

use super::{day, end_user, end_users, new_user, new_user_with, parameter, rest};
use crate::server::{Request, Server, Step, answer, ok};

/// Takes the request and closes the connection without a word.
fn silence() -> Vec<Step> {
    vec![Step::Reset]
}

fn not_found() -> Vec<Step> {
    answer(
        "500 Internal Server Error",
        "",
        "<error><errorCode>2005</errorCode><errorMessage>User with username ann@qatest not found in \
         our system.</errorMessage></error>",
    )
}

#[tokio::test]
async fn creating_and_notifying_is_never_repeated() {
    let server = Server::scripted(vec![silence(); 5]);
    let rest = rest(&server);
    let code = NewRegistrationCode::new("a", "b", 2, DurationUnit::Days, day("2017-10-31"));
    for error in [
        rest.create_user(&new_user()).await.expect_err("unknown"),
        rest.create_cost_center(&NewCostCenter::new("a", "b")).await.expect_err("unknown"),
        rest.create_registration_code(&code).await.expect_err("unknown"),
        rest.create_group(&NewGroup::new("a", "1")).await.expect_err("unknown"),
        rest.resend_activation("ann@qatest").await.expect_err("unknown"),
    ] {
        assert_eq!(error.kind(), ErrorKind::Ambiguous, "{error}");
        assert!(!error.is_retryable());
    }
    assert_eq!(server.requests().len(), 5);
}

#[tokio::test]
async fn setting_a_state_is_repeated() {
    let mut script = Vec::new();
    for _ in 0..8 {
        script.extend([silence(), ok("")]);
    }
    let server = Server::scripted(script);
    let rest = rest(&server);
    let update = UserUpdate::new("ann@qatest").enable_portal_login(false);
    rest.update_user(&update.notify_activate(true).notify_suspend(true)).await.expect("updated");
    rest.suspend_user("ann@qatest").await.expect("suspended");
    rest.activate_user("ann@qatest").await.expect("activated");
    rest.assign_cost_center_users("1", &["2"]).await.expect("assigned");
    rest.unassign_cost_center_users("1", &["2"]).await.expect("un-assigned");
    rest.deactivate_device("a@b", "c").await.expect("deactivated");
    rest.update_group("1", "b").await.expect("renamed");
    let code = callrec::RegistrationCodeUpdate::new("1").duration(3);
    rest.update_registration_code(&code).await.expect("updated");
    assert_eq!(server.requests().len(), 16);
}

/// A name is one in any case of its letters: an older operation is not sent again after a later one.
#[tokio::test]
async fn names_in_other_letters_are_the_same_user() {
    let busy = answer("503 Busy", "Retry-After: 1\r\n", "");
    let server = Server::scripted(vec![busy, ok("")]);
    let rest = rest(&server);
    let (first, second) = tokio::join!(rest.suspend_user("ann@qatest"), async {
        while server.requests().is_empty() {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        rest.activate_user("Ann@QATEST").await
    });
    second.expect("activated");
    let error = first.expect_err("replaced");
    assert!(error.to_string().contains("a later operation replaced it"), "{error}");
    assert_eq!(server.requests().len(), 2);
}

/// A service that folds the case of names: what is there is found, whoever asks.
#[tokio::test]
async fn a_look_does_not_go_by_the_case_of_names() {
    let server = Server::answering(|request: &Request| {
        let first = parameter(request, "page").is_none_or(|page| page == "1");
        ok(&if first { end_users(&["ann"]) } else { "<endUsers/>".to_owned() })
    });
    let rest = rest(&server);
    let user = new_user_with(|user| user.username = "Ann@QATEST".to_owned());
    let done = rest.reconcile_create_user(&user).await.expect("looked");
    assert!(matches!(done, Reconciled::Done(_)), "{done:?}");
    let there = rest.reconcile_delete_user("ANN@qatest").await.expect("looked");
    assert_eq!(there, Reconciled::NotDone);
}

/// Not found after a try whose answer was lost: that try had deleted it.
#[tokio::test]
async fn a_deletion_that_finds_nothing_the_second_time_had_worked() {
    let missing = answer("404 Not Found", "", "");
    let server = Server::scripted(vec![silence(), not_found(), silence(), missing, not_found()]);
    let rest = rest(&server);
    let outcome = rest.delete_user("ann@qatest").await.expect("gone");
    assert!(outcome.already_gone && outcome.value.is_none());
    assert!(rest.delete_cost_center("1").await.expect("gone").already_gone);
    // Without a doubt before it, it is an error.
    let error = rest.delete_user("ann@qatest").await.expect_err("not there");
    assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
    assert_eq!(RestFault::of(&error), Some(RestFault::UserNotFound));
}

/// Another refusal the second time leaves the first one open.
#[tokio::test]
async fn a_deletion_that_is_refused_the_second_time_is_unknown() {
    let refused = answer(
        "403 Forbidden",
        "",
        "<error><errorCode>1006</errorCode><errorMessage>No.</errorMessage></error>",
    );
    let server = Server::scripted(vec![silence(), refused]);
    let error = rest(&server).delete_user("ann@qatest").await.expect_err("unknown");
    assert_eq!(error.kind(), ErrorKind::Ambiguous, "{error}");
}

/// Answers lists from fixed bodies.
fn world(
    users: String,
    centers: &'static str,
    codes: &'static str,
    groups: &'static str,
) -> Server {
    Server::answering(move |request: &Request| {
        let first = parameter(request, "page").is_none_or(|page| page == "1");
        let target = &request.target;
        let (list, empty) = match () {
            () if target.contains("/users") => (users.as_str(), "<endUsers/>"),
            () if target.contains("/costcenters") => (centers, "<costcenters/>"),
            () if target.contains("/registrationcode") => (codes, "<registrationCodeBeans/>"),
            () => (groups, "<groups/>"),
        };
        ok(if first { list } else { empty })
    })
}

#[tokio::test]
async fn a_look_says_what_became_of_it() {
    let server = world(
        end_users(&["ann", "anna"]),
        "<costcenters><costcenter><id>1</id><costid>qa</costid><name>QA</name></costcenter>\
         <costcenter><id>2</id><costid>qa2</costid><name>QA</name></costcenter></costcenters>",
        "<registrationCodeBean><registrationCode><regCode>abc</regCode><regCode2>x</regCode2>\
         <duration>2</duration></registrationCode></registrationCodeBean>",
        "<groups><group><id>1</id><name>Exec</name><groupPlanId>5</groupPlanId></group>\
         <group><id>2</id><name>Two</name></group><group><id>3</id><name>Two</name></group></groups>",
    );
    let rest = rest(&server);
    let done = rest.reconcile_create_user(&new_user()).await.expect("looked");
    assert!(matches!(done, Reconciled::Done(user) if user.username == "ann@qatest"));
    let other = new_user_with(|user| user.email = "x@example.com".to_owned());
    let unclear = rest.reconcile_create_user(&other).await.expect("looked");
    assert!(matches!(unclear, Reconciled::Unclear(why) if why.contains("e-mail")));
    let other = new_user_with(|user| user.username = "an@qatest".to_owned());
    let not_done = rest.reconcile_create_user(&other).await.expect("looked");
    assert!(matches!(not_done, Reconciled::NotDone));

    let suspended = rest.reconcile_suspend_user("ann@qatest").await.expect("looked");
    assert!(matches!(suspended, Reconciled::NotDone));
    let active = rest.reconcile_activate_user("ann@qatest").await.expect("looked");
    assert!(matches!(active, Reconciled::Done(_)));
    let nobody = rest.reconcile_suspend_user("nobody@qatest").await.expect("looked");
    assert!(matches!(nobody, Reconciled::Unclear(_)));
    let there = rest.reconcile_delete_user("ann@qatest").await.expect("looked");
    assert_eq!(there, Reconciled::NotDone);
    let gone = rest.reconcile_delete_user("nobody@qatest").await.expect("looked");
    assert_eq!(gone, Reconciled::Done(()));

    for (cost_id, name, done, none) in
        [("qa", "QA", true, false), ("qa", "Other", false, false), ("qb", "QA", false, true)]
    {
        let center = NewCostCenter::new(cost_id, name);
        let found = rest.reconcile_create_cost_center(&center).await.expect("looked");
        assert_eq!(matches!(found, Reconciled::Done(_)), done, "{found:?}");
        assert_eq!(matches!(found, Reconciled::NotDone), none, "{found:?}");
    }
    assert_eq!(rest.reconcile_delete_cost_center("1").await.expect("looked"), Reconciled::NotDone);
    assert_eq!(rest.reconcile_delete_cost_center("9").await.expect("looked"), Reconciled::Done(()));

    for (code, second, done, none) in
        [("abc", "x", true, false), ("abc", "y", false, false), ("ab", "x", false, true)]
    {
        let code = NewRegistrationCode::new(code, second, 2, DurationUnit::Days, day("2017-10-31"));
        let found = rest.reconcile_create_registration_code(&code).await.expect("looked");
        assert_eq!(matches!(found, Reconciled::Done(_)), done, "{found:?}");
        assert_eq!(matches!(found, Reconciled::NotDone), none, "{found:?}");
    }
    for (name, plan, done, none) in [
        ("Exec", "5", true, false),
        ("Exec", "6", false, false),
        ("Two", "5", false, false),
        ("exec", "5", false, true),
    ] {
        let found = rest.reconcile_create_group(&NewGroup::new(name, plan)).await.expect("looked");
        assert_eq!(matches!(found, Reconciled::Done(_)), done, "{found:?}");
        assert_eq!(matches!(found, Reconciled::NotDone), none, "{found:?}");
    }
    assert!(server.requests().iter().all(|request| request.body.is_empty()), "only reads");
}

/// A write goes on a connection of its own: one that the service closes just then would leave it in
/// doubt.
#[tokio::test]
async fn writes_do_not_use_a_connection_again() {
    let server = Server::answering(|_| ok(&end_user("ann")));
    let rest = rest(&server);
    for _ in 0..3 {
        rest.suspend_user("ann@qatest").await.expect("suspended");
    }
    let connections: std::collections::HashSet<_> =
        server.requests().iter().map(|request| request.connection).collect();
    assert_eq!(connections.len(), 3);
}
