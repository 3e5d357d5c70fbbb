//! A dry run says what every write would send, and sends none of them.

use callrec::{
    CostCenterUpdate, DurationUnit, ErrorKind, NewCostCenter, NewGroup, NewRegistrationCode,
    PlannedRequest, RegistrationCodeUpdate, UserUpdate,
};

use super::{COMPANY, KEY, day, end_users, new_user, rest};
use crate::server::{Server, ok};

#[tokio::test]
async fn nothing_is_sent() {
    let server = Server::scripted(Vec::new());
    let rest = rest(&server).dry_run();
    let explicit = UserUpdate::new("ann@qatest").enable_portal_login(false);
    let explicit = explicit.notify_activate(true).notify_suspend(true).password("c4n4ry-word");
    let code = NewRegistrationCode::new("a", "b", 2, DurationUnit::Days, day("2017-10-31"));
    let plans: Vec<PlannedRequest> = [
        rest.create_user(&new_user().password("c4n4ry-word")).await.expect("planned").planned,
        rest.update_user(&explicit).await.expect("planned").planned,
        rest.suspend_user("ann@qatest").await.expect("planned").planned,
        rest.activate_user("ann@qatest").await.expect("planned").planned,
        rest.delete_user("ann@qatest").await.expect("planned").planned,
        rest.resend_activation("ann@qatest").await.expect("planned").planned,
        rest.create_cost_center(&NewCostCenter::new("a", "b")).await.expect("planned").planned,
        rest.update_cost_center(&CostCenterUpdate::new("1", "a", "b"))
            .await
            .expect("planned")
            .planned,
        rest.delete_cost_center("1").await.expect("planned").planned,
        rest.assign_cost_center_users("1", &["2"]).await.expect("planned").planned,
        rest.unassign_cost_center_users("1", &["2"]).await.expect("planned").planned,
        rest.deactivate_device("a@b", "c").await.expect("planned").planned,
        rest.create_registration_code(&code).await.expect("planned").planned,
        rest.update_registration_code(&RegistrationCodeUpdate::new("1"))
            .await
            .expect("planned")
            .planned,
        rest.create_group(&NewGroup::new("a", "1")).await.expect("planned").planned,
        rest.update_group("1", "b").await.expect("planned").planned,
    ]
    .into_iter()
    .map(|planned| planned.expect("a plan"))
    .collect();
    assert_eq!(server.requests().len(), 0);

    let create = &plans[0];
    assert_eq!((create.operation, create.method), ("ipass_rest.create_user", "POST"));
    assert_eq!(create.path, "/v1/users");
    assert_eq!(create.query, [("service".to_owned(), "create-v2".to_owned())]);
    let header = |name: &str| create.headers.iter().find(|(key, _)| key == name);
    assert_eq!(header("x-ipass-company-id").expect("a header").1, COMPANY);
    assert_eq!(header("x-ipass-key").expect("a header").1, "***");
    assert!(create.body.as_ref().expect("a body").contains("<password>***</password>"));
    let device = plans[11].to_string();
    assert!(device.starts_with("POST /v1/devices?service=deactivate&email=a@b\n"), "{device}");
    for plan in &plans {
        let shown = format!("{plan} {plan:?}");
        assert!(!shown.contains("c4n4ry") && !shown.contains(KEY), "{shown}");
        assert!(callrec::IpassRest::OPERATIONS.iter().any(|name| plan.operation.ends_with(name)));
    }
}

/// Reads that a write makes first are made: without them nobody could say what would be sent.
#[tokio::test]
async fn reads_are_made() {
    let groups = "<groups><group><id>7</id><name>Now</name></group></groups>";
    let found = end_users(&["ann"]);
    let server = Server::scripted(vec![
        ok(groups),
        ok(groups),
        ok(groups),
        ok(&found),
        ok(&found),
        ok("<endUsers/>"),
    ]);
    let rest = rest(&server).dry_run();
    for outcome in [
        rest.assign_group_users("7", &["a@b"]).await.expect("planned"),
        rest.unassign_group_users("7", &["a@b"]).await.expect("planned"),
    ] {
        let body = outcome.planned.expect("a plan").body.expect("a body");
        assert!(body.starts_with("<group><id>7</id><name>Now</name><users>"), "{body}");
    }
    let error = rest.assign_group_users("8", &["a@b"]).await.expect_err("no such group");
    assert_eq!(error.kind(), ErrorKind::NotFound);
    let outcome = rest.update_user(&UserUpdate::new("ann@qatest")).await.expect("planned");
    assert!(outcome.is_planned());
    let sent = server.requests();
    assert!(sent.iter().all(|request| request.body.is_empty()), "only reads");
}
