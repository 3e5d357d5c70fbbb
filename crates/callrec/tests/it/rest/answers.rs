//! What answers to writes give: the document shows few of them, and some that are no XML.

use callrec::{DurationUnit, ErrorKind, NewCostCenter, NewGroup, NewRegistrationCode, UserUpdate};

use super::{builder, end_user, end_users, new_user, rest};
use crate::server::{Server, Step, answer, ok};

const MESSAGE: &str = "<message> Operation completed successfully </message>";

#[tokio::test]
async fn an_object_a_message_or_nothing() {
    let padded = "<endUser><username> ann@qatest </username><deviceLimit>0</deviceLimit>\
        <homecountry>DE</homecountry><acaToken>EbTXsuZVq/Y9+\nutRxs==</acaToken></endUser>";
    let server = Server::scripted(vec![ok(padded), ok(MESSAGE), ok(""), ok(MESSAGE), ok("")]);
    let rest = rest(&server);
    let created = rest.create_user(&new_user()).await.expect("created");
    let user = created.value.expect("a user");
    assert_eq!(user.username, "ann@qatest");
    assert_eq!(user.home_country.as_deref(), Some("DE"));
    assert_eq!(user.email, None);
    assert_eq!(user.extra["deviceLimit"], "0");
    assert_eq!(user.aca_token.expect("a token").expose(), "EbTXsuZVq/Y9+utRxs==");
    assert!(created.warnings.is_empty() && created.planned.is_none());
    let told = rest.suspend_user("ann@qatest").await.expect("suspended");
    assert_eq!(told.message.as_deref(), Some("Operation completed successfully"));
    assert!(told.value.is_none() && told.warnings.is_empty());
    assert!(rest.activate_user("ann@qatest").await.expect("activated").warnings.is_empty());
    let told = rest.create_group(&NewGroup::new("Exec", "21")).await.expect("created");
    assert_eq!(told.message.as_deref(), Some("Operation completed successfully"));
    assert!(rest.delete_cost_center("1").await.expect("deleted").warnings.is_empty());
}

/// Reading B35: it was carried out, whatever the answer looks like.
#[tokio::test]
async fn an_answer_that_cannot_be_read_is_a_warning() {
    let bodies = [
        "<message> Operation completed successfully",
        "<endUser><username>ann@qatest</userName></endUser>",
        "<endUser><username>ann@qatest</username><numDevices>many</numDevices></endUser>",
    ];
    let server = Server::scripted(bodies.iter().map(|body| ok(body)).collect());
    let rest = rest(&server);
    for body in bodies {
        let outcome = rest.delete_user("ann@qatest").await.expect(body);
        assert!(outcome.value.is_none(), "{body}");
        assert_eq!(outcome.warnings.len(), 1, "{body}: {:?}", outcome.warnings);
        assert!(outcome.warnings[0].contains("was carried out"), "{:?}", outcome.warnings);
    }
}

/// A text may be an error: it is no success, and nothing is sent again.
#[tokio::test]
async fn a_text_that_is_no_document_proves_nothing() {
    let bodies = ["OK", "The user is locked.", "no data", "{\"ok\":true}"];
    for body in bodies {
        let server = Server::scripted(vec![ok(body); 3]);
        let rest = rest(&server);
        for error in [
            rest.create_user(&new_user()).await.map(drop).expect_err(body),
            rest.suspend_user("ann@qatest").await.map(drop).expect_err(body),
            rest.delete_cost_center("1").await.map(drop).expect_err(body),
        ] {
            assert_eq!(error.kind(), ErrorKind::Ambiguous, "{body}: {error}");
            assert!(error.to_string().contains(body) && !error.is_retryable(), "{error}");
            assert!(error.operation().is_some() && !error.hint().is_empty(), "{error}");
        }
    }
    let long = "x".repeat(100_000);
    let server = Server::scripted(vec![ok(&long)]);
    let error = rest(&server).suspend_user("ann@qatest").await.expect_err("no document");
    assert!(error.to_string().len() < 1000, "{}", error.to_string().len());
}

/// Neither a message nor what the operation is about: carried out by its status, and odd.
#[tokio::test]
async fn an_answer_about_something_else_is_a_warning() {
    let server = Server::scripted(vec![
        ok("<result>The cost center is locked.</result>"),
        ok("<endusers><assignedList/></endusers>"),
        ok("<costcenter><id>1</id></costcenter>"),
        ok("<group><id>1</id></group>"),
    ]);
    let rest = rest(&server);
    let outcome = rest.delete_cost_center("1").await.expect("deleted");
    assert!(outcome.warnings[0].contains("\"result\""), "{:?}", outcome.warnings);
    assert!(rest.assign_cost_center_users("1", &["2"]).await.expect("done").warnings.is_empty());
    assert!(rest.delete_cost_center("1").await.expect("deleted").warnings.is_empty());
    assert!(rest.update_group("1", "a").await.expect("renamed").warnings.is_empty());
}

/// Reading B15: the answer to a deletion calls the user suspended.
#[tokio::test]
async fn who_was_deleted_is_called_deleted() {
    let server = Server::scripted(vec![ok(&end_user("ann").replace("Active<", "Suspended<"))]);
    let outcome = rest(&server).delete_user("ann@qatest").await.expect("deleted");
    let user = outcome.value.expect("a user");
    assert_eq!(user.status.as_deref(), Some("Deleted"));
    assert_eq!(user.extra["endUserStatus"], "Suspended");
    assert!(!user.is_suspended() && user.is_enabled() == Some(false));
}

#[tokio::test]
async fn oddities_are_warned_of() {
    let server = Server::scripted(vec![ok(&end_user("bob")), ok(MESSAGE)]);
    let rest = rest(&server);
    let outcome = rest.suspend_user("ann@qatest").await.expect("suspended");
    assert!(outcome.warnings[0].contains("bob@qatest"), "{:?}", outcome.warnings);
    let outcome = rest.create_user(&new_user().home_country("Germany")).await.expect("created");
    assert!(outcome.warnings[0].contains("homeCountry"), "{:?}", outcome.warnings);
}

/// Whatever stands before a service can say yes and nothing else.
#[tokio::test]
async fn a_creation_that_is_confirmed_without_a_word_is_warned_of() {
    for nothing in [ok(""), answer("204 No Content", "", ""), answer("201 Created", "", "")] {
        let server = Server::answering(move |_| nothing.clone());
        let rest = rest(&server);
        let until = super::day("2026-12-31");
        let code = NewRegistrationCode::new("code", "code2", 2, DurationUnit::Months, until);
        let center = NewCostCenter::new("1", "a");
        let group = NewGroup::new("Exec", "21");
        let warnings = [
            rest.create_user(&new_user()).await.expect("created").warnings,
            rest.create_cost_center(&center).await.expect("created").warnings,
            rest.create_group(&group).await.expect("created").warnings,
            rest.create_registration_code(&code).await.expect("created").warnings,
        ];
        for (what, warnings) in
            ["user", "cost center", "group", "registration code"].iter().zip(warnings)
        {
            let expected = format!(
                "the service confirmed, and did not say what it created: look for the {what}"
            );
            assert_eq!(warnings, [expected]);
        }
        let planned = rest.dry_run().create_group(&group).await.expect("planned");
        assert!(planned.warnings.is_empty(), "nothing was sent");
        assert!(rest.suspend_user("ann@qatest").await.expect("done").warnings.is_empty());
    }
}

/// Readings B14, C19: what an update does not say is read first and sent as it is.
#[tokio::test]
async fn an_update_reads_what_it_must_send() {
    let found = end_users(&["ann"]);
    let steps: Vec<Vec<Step>> =
        vec![ok(&found), ok(&found), ok("<endUsers/>"), ok(""), ok("<endUsers/>")];
    let server = Server::scripted(steps);
    let rest = rest(&server);
    rest.update_user(&UserUpdate::new("ann@qatest").fname("Anna")).await.expect("updated");
    let sent = server.requests().pop().expect("sent").body;
    assert_eq!(
        sent,
        "<endUser><username>ann@qatest</username><fname>Anna</fname>\
         <enablePortalLogin>false</enablePortalLogin><notifications>\
         <notification subscribe=\"true\"><type>Activate</type></notification>\
         <notification subscribe=\"false\"><type>Suspend</type></notification></notifications></endUser>"
    );
    let error = rest.update_user(&UserUpdate::new("annn@qatest").fname("A")).await;
    let error = error.expect_err("no such user");
    assert_eq!((error.kind(), error.operation()), (ErrorKind::NotFound, Some("update_user")));
    assert!(server.requests().iter().filter(|sent| sent.target.contains("update")).count() == 1);
}

/// An answer to a read that is no XML is an error with its place, never fewer rows (readings B27, B36).
#[tokio::test]
async fn malformed_answers_to_reads_are_errors_with_a_place() {
    let centers = "<costcenters>\n<costcenter><id>1</id></costcenter>\n<costcenter>\n\
        <assignedCount>5</email>/assignedCount>\n</costcenter></costcenters>";
    let devices = "<devices>\n<device><deviceUuid>a</deviceUuid> <<status>registered</status> >\n\
        </device></devices>";
    let server = Server::scripted(vec![ok(centers), ok(devices), ok(centers)]);
    let rest = builder(&server).tries(1).build().expect("a client");
    let read = crate::fixture::read(rest.list_cost_centers().await.expect("opened")).await;
    assert_eq!(read.ids, ["1"]);
    let error = read.error.expect("malformed");
    assert_eq!((error.kind(), error.line()), (ErrorKind::Decode, Some(4)), "{error}");
    assert!(error.offset().is_some());
    let error = rest.devices("a@b").await.expect_err("malformed");
    assert_eq!((error.kind(), error.line()), (ErrorKind::Decode, Some(2)), "{error}");
    assert_eq!(error.operation(), Some("list_devices"));
    assert_eq!(rest.cost_centers().await.expect_err("malformed").kind(), ErrorKind::Decode);
}

/// Typed lists leave nothing out in silence.
#[tokio::test]
async fn a_record_that_was_set_aside_is_told() {
    let devices = "<devices><device><deviceUuid>a</deviceUuid></device><device/></devices>";
    let server = Server::scripted(vec![ok(devices), ok(devices), answer("200 OK", "", "")]);
    let rest = rest(&server);
    let read = crate::fixture::read(rest.list_devices("a@b").await.expect("opened")).await;
    assert_eq!((read.accounting.accepted, read.accounting.quarantined), (1, 1));
    let error = rest.devices("a@b").await.expect_err("one is missing");
    assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
    // Reading B62: nothing at all is a list without devices.
    assert!(rest.devices("a@b").await.expect("none").is_empty());
}
