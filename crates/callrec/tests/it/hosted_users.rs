//! Hosted User Provisioning: within the portal's session, create and update told apart.

use std::fmt::Write as _;
use std::time::Duration;

use callrec::{ErrorKind, HostedUsers, HostedUsersBuilder, UserUpdate};

use crate::fixture::PASSWORD;
use crate::rest::{end_user, new_user, new_user_with};
use crate::server::{Server, Step, answer, ok, send, welcome};
use crate::trace;

const ROOT: &str = "/moservices/rest/api/ipass/1025/mo/endUser";
const COMPANY: &str = "1025";

fn builder(server: &Server) -> HostedUsersBuilder {
    crate::trace::if_asked_for();
    HostedUsers::builder()
        .base_url(server.url())
        .credentials("admin@example.com", PASSWORD)
        .retry_pause(Duration::from_millis(1))
        .idle_timeout(Duration::from_secs(10))
}

fn users(server: &Server) -> HostedUsers {
    builder(server).build().expect("a client")
}

fn no_content() -> Vec<Step> {
    send("HTTP/1.1 204 No Content\r\n\r\n")
}

/// What was sent after the login: method, target, body.
fn sent(server: &Server) -> Vec<(String, String, String)> {
    let requests = server.requests().into_iter().filter(|request| !request.is_login());
    requests.map(|request| (request.method, request.target, request.body)).collect()
}

/// Readings C1, C4, C5, C13 to C15, C19, in the order of the print.
#[tokio::test]
async fn requests_as_printed() {
    let server = Server::scripted(vec![
        no_content(),
        ok(&end_user("ann")),
        ok(&end_user("ann")),
        ok(&end_user("ann")),
        ok(&end_user("ann")),
        ok(&end_user("ann").replace("Active<", "Suspended<")),
    ]);
    let users = users(&server);
    let user = new_user().password("hush").home_country("DE").department_code("Accounting");
    let created = users.create_user(COMPANY, &user).await.expect("created");
    assert_eq!(created.value.expect("a user").username, "ann@qatest");
    assert!(created.warnings.is_empty());
    let update = UserUpdate::new("ann@qatest").lname("B").notify_suspend(true);
    users.update_user(COMPANY, &update).await.expect("updated");
    let suspended = users.suspend_user(COMPANY, "ann@qatest").await.expect("suspended");
    assert!(suspended.value.expect("a user").is_suspended());

    let retrieved = (
        "GET".to_owned(),
        format!("{ROOT}/?User-Agent=apiuser&action=retrieve&uname=ann%40qatest"),
        String::new(),
    );
    let posted = |action: &str, body: &str| {
        ("POST".to_owned(), format!("{ROOT}?User-Agent=apiuser&action={action}"), body.to_owned())
    };
    assert_eq!(
        sent(&server),
        [
            retrieved.clone(),
            posted(
                "createOrUpdate",
                "<endUser><fname>Ann</fname><lname>Example</lname><email>ann@example.com</email>\
                 <homeCountry>DE</homeCountry><username>ann@qatest</username>\
                 <password>hush</password><enablePortalLogin>false</enablePortalLogin>\
                 <departmentCode>Accounting</departmentCode><notifications>\
                 <notification subscribe=\"true\"><type>Activate</type></notification>\
                 <notification subscribe=\"true\"><type>Suspend</type></notification>\
                 </notifications></endUser>"
            ),
            retrieved.clone(),
            posted(
                "createOrUpdate",
                "<endUser><lname>B</lname><username>ann@qatest</username>\
                 <enablePortalLogin>false</enablePortalLogin><notifications>\
                 <notification subscribe=\"true\"><type>Activate</type></notification>\
                 <notification subscribe=\"true\"><type>Suspend</type></notification>\
                 </notifications></endUser>"
            ),
            retrieved,
            posted(
                "suspendNow",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><statusChangeRequest>\
                 <endUserCredential><companyId>1025</companyId><username>ann@qatest</username>\
                 <email>ann@example.com</email></endUserCredential></statusChangeRequest>"
            ),
        ]
    );
    let post = server.requests().into_iter().find(|request| request.body.starts_with("<endUser"));
    let post = post.expect("a post");
    assert_eq!(post.header("content-type"), Some("text/xml; charset=utf-8"));
    assert!(post.header("cookie").is_some());
    assert_eq!(server.logins(), 1);
}

/// A mistyped name neither creates a user nor changes another one (reading C13).
#[tokio::test]
async fn nothing_is_created_or_changed_by_mistake() {
    let missing = answer("404 Not Found", "", "");
    let told = "<error><errorCode>2005</errorCode><errorMessage>User with username ann@qatest not \
        found in our system.</errorMessage></error>";
    let told = answer("500 Internal Server Error", "", told);
    let server = Server::scripted(vec![
        missing.clone(),
        no_content(),
        told,
        ok(&end_user("ann")),
        ok(&end_user("bob")),
        ok("<companies/>"),
        ok("<error><errorCode>1</errorCode></error>"),
    ]);
    let users = users(&server);
    let update = UserUpdate::new("ann@qatest").fname("A");
    for _ in 0..2 {
        let error = users.update_user(COMPANY, &update).await.expect_err("no such user");
        assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
        assert_eq!(error.operation(), Some("update_user"));
    }
    let error = users.suspend_user(COMPANY, "ann@qatest").await.expect_err("no such user");
    assert_eq!((error.kind(), error.operation()), (ErrorKind::NotFound, Some("suspend_user")));
    let error = users.create_user(COMPANY, &new_user()).await.expect_err("there is one");
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Rejected, Some("create_user")));
    // Reading C6: the answer is about another user. Reading C17: it is about no user.
    for kind in [ErrorKind::NotData, ErrorKind::NotData, ErrorKind::Service] {
        let error = users.create_user(COMPANY, &new_user()).await.expect_err("not looked at");
        assert_eq!(error.kind(), kind, "{error}");
    }
    assert!(sent(&server).iter().all(|(method, ..)| method == "GET"), "nothing was written");
}

/// Reading C17: no format of errors is stated, so an answer about anything but a user may be one. It
/// may also have been carried out.
#[tokio::test]
async fn an_answer_that_is_no_user_is_no_success() {
    let server = Server::scripted(vec![
        ok(&end_user("ann")),
        ok("<result>The user is locked.</result>"),
        ok(&end_user("ann")),
        ok(""),
        ok(&end_user("ann")),
        ok("<endUser><username>ann@qatest</username>"),
    ]);
    let users = users(&server);
    let error = users.suspend_user(COMPANY, "ann@qatest").await.expect_err("nobody knows");
    assert_eq!(error.kind(), ErrorKind::Ambiguous, "{error}");
    assert!(error.to_string().contains("\"result\""), "{error}");
    let outcome = users.suspend_user(COMPANY, "ann@qatest").await.expect("suspended");
    assert!(outcome.value.is_none() && outcome.warnings.is_empty());
    let outcome = users.suspend_user(COMPANY, "ann@qatest").await.expect("suspended");
    assert!(outcome.value.is_none() && outcome.warnings.len() == 1);
}

/// Reading C17: a text may be an error, and what it repeats is not shown.
#[tokio::test]
async fn a_text_is_no_success_either() {
    for body in
        ["The user is locked: c4n4ry-word.", "OK c4n4ry-word", "{\"password\": \"c4n4ry-word\"}"]
    {
        let server = Server::scripted(vec![no_content(), ok(body)]);
        let users = users(&server);
        let user = new_user().password("c4n4ry-word");
        let error = users.create_user(COMPANY, &user).await.expect_err("nobody knows");
        assert_eq!(error.kind(), ErrorKind::Ambiguous, "{error}");
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("***") && !shown.contains("c4n4ry"), "{shown}");
    }
    // The name of an element is cut, and a session's cookie is not shown.
    let long = format!("<c4n4ry-session{}/>", "x".repeat(100_000));
    let server = Server::scripted(vec![no_content(), ok(&long)]);
    let error = users(&server).create_user(COMPANY, &new_user()).await.expect_err("nobody knows");
    assert_eq!(error.kind(), ErrorKind::Ambiguous);
    assert!(error.to_string().len() < 500 && !error.to_string().contains("c4n4ry"), "{error}");
}

/// Reading C20, of a client that comes from a portal's.
#[tokio::test]
async fn a_portals_client_takes_a_realm() {
    let server = Server::scripted(vec![ok(&end_user("ann"))]);
    let portal = crate::fixture::client(&server);
    let users = portal.hosted_users().with_realm("@qatest").expect("a client");
    let error = users.suspend_user(COMPANY, "ann@other").await.expect_err("another realm");
    assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{error}");
    assert!(users.retrieve_user(COMPANY, "ann@qatest").await.expect("retrieved").is_some());
    for realm in ["", "a@b", "a b"] {
        let error = portal.hosted_users().with_realm(realm).expect_err(realm);
        assert_eq!(error.kind(), ErrorKind::Config, "{error}");
    }
}

/// A name is one in any case of its letters: an older operation is not sent again after a later one.
#[tokio::test]
async fn names_in_other_letters_are_the_same_user() {
    let busy = answer("503 Busy", "Retry-After: 1\r\n", "");
    let server = Server::scripted(vec![busy, ok("")]);
    let users = users(&server);
    let other = new_user_with(|user| user.username = "Ann@QATEST".to_owned());
    let user = new_user();
    let (first, second) = tokio::join!(users.create_or_update_user(COMPANY, &user), async {
        while sent(&server).is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        users.create_or_update_user(COMPANY, &other).await
    });
    second.expect("done");
    let error = first.expect_err("replaced");
    assert!(error.to_string().contains("a later operation replaced it"), "{error}");
}

#[tokio::test]
async fn names_and_fields_are_checked_first() {
    let server = Server::scripted(Vec::new());
    let users = builder(&server).realm("qatest").build().expect("a client");
    for name in ["", "ann", "a@b@qatest", "ann@other", "a n@qatest"] {
        let user = new_user_with(|user| user.username = name.to_owned());
        for error in [
            users.create_user(COMPANY, &user).await.expect_err(name),
            users.update_user(COMPANY, &UserUpdate::new(name)).await.expect_err(name),
            users.suspend_user(COMPANY, name).await.expect_err(name),
            users.retrieve_user(COMPANY, name).await.expect_err(name),
        ] {
            assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{error}");
        }
    }
    for user in [
        new_user_with(|user| user.email = String::new()),
        new_user_with(|user| user.fname = String::new()),
        new_user().locale("en-US"),
        new_user().device_limit(1),
    ] {
        let error = users.create_user(COMPANY, &user).await.expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{error}");
    }
    for company in ["", " ", "..", "a/../b\n"] {
        let error = users.retrieve_user(company, "ann@qatest").await.expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{error}");
    }
    assert!(builder(&server).realm("a@b").build().is_err());
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn a_portal_and_its_users_share_one_session() {
    let cdr = crate::fixture::cdr(1);
    let server = Server::scripted(vec![ok(&cdr), ok(&end_user("ann")), no_content()]);
    let portal = crate::fixture::client(&server);
    crate::fixture::fetch(&portal).await.expect("read");
    let users = portal.hosted_users();
    assert!(users.retrieve_user(COMPANY, "ann@qatest").await.expect("retrieved").is_some());
    assert!(users.retrieve_user(COMPANY, "bob@qatest").await.expect("retrieved").is_none());
    assert_eq!(server.logins(), 1);
}

/// A session that ended in between is opened again for the same request, once.
#[tokio::test]
async fn a_lost_session_is_renewed_for_a_write() {
    let server = Server::scripted(vec![
        ok(&end_user("ann")),
        answer("401 Unauthorized", "", ""),
        ok(&end_user("ann")),
    ]);
    let users = users(&server);
    users.suspend_user(COMPANY, "ann@qatest").await.expect("suspended");
    assert_eq!(server.logins(), 2);
}

#[tokio::test]
async fn a_dry_run_reads_and_does_not_write() {
    let server = Server::scripted(vec![no_content(), ok(&end_user("ann")), ok(&end_user("ann"))]);
    let users = users(&server).dry_run();
    let user = new_user().password("c4n4ry");
    let planned = users.create_user(COMPANY, &user).await.expect("planned");
    let planned = planned.planned.expect("a plan");
    assert_eq!(planned.operation, "hosted_users.create_or_update_user");
    assert_eq!((planned.method, planned.path.as_str()), ("POST", ROOT));
    assert!(planned.body.as_ref().expect("a body").contains("<password>***</password>"));
    assert!(!format!("{planned} {planned:?}").contains("c4n4ry"));
    let update = UserUpdate::new("ann@qatest");
    assert!(users.update_user(COMPANY, &update).await.expect("planned").is_planned());
    assert!(users.suspend_user(COMPANY, "ann@qatest").await.expect("planned").is_planned());
    assert!(sent(&server).iter().all(|(method, ..)| method == "GET"), "nothing was written");
}

/// C8, C9, C12, C18: both flags, raw dates, numbers of people as text.
#[tokio::test]
async fn the_answer_as_printed() {
    let body = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?> \n<endUser> \n\
        <authType>HostedAuth</authType> \n<company>companyid</company> \n<createdBy>0</createdBy> \n\
        <createdTime>2013-12-13T23:01:58Z</createdTime> \n<isActive>0</isActive> \n\
        <modifiedBy>38328</modifiedBy> \n<username>ann@qatest</username> \n\
        <endUserStatus>Suspended</endUserStatus> \n<homeCountry>Country</homeCountry> \n\
        <startDate>MM/DD/YYYY</startDate> \n</endUser>";
    let server = Server::scripted(vec![ok(body)]);
    let user = users(&server).retrieve_user(COMPANY, "ann@qatest").await.expect("retrieved");
    let user = user.expect("a user");
    assert_eq!((user.is_active, user.is_enabled()), (Some(false), Some(false)));
    assert_eq!(user.start_date, None);
    assert_eq!(user.extra["startDate"], "MM/DD/YYYY");
    assert_eq!(user.extra["modifiedBy"], "38328");
    assert_eq!(user.extra["createdTime"], "2013-12-13T23:01:58Z");
}

#[tokio::test]
async fn nothing_shows_a_secret() {
    trace::keep();
    let mut shown = String::new();
    let server = Server::answering(|request| {
        if request.is_login() {
            return welcome();
        }
        if request.method == "GET" {
            return no_content();
        }
        let sent = request.body.replace('&', "&amp;").replace('<', "&lt;");
        let body =
            format!("<error><errorCode>1</errorCode><errorMessage>{sent}</errorMessage></error>");
        answer("400 Bad Request", "", &body)
    });
    let users = users(&server);
    let error = users.create_user(COMPANY, &new_user().password("c4n4ry-word")).await;
    let error = error.expect_err("refused");
    let _ = write!(shown, "{error} {error:?} {users:?} {:?}", builder(&server));
    let _ = write!(shown, "{:?}", error.provider_message());
    assert!(shown.contains("***"));
    assert!(!shown.contains("c4n4ry"), "{shown}");
    assert!(!trace::kept().contains("c4n4ry"));
}

#[test]
fn the_same_calls_on_a_plain_thread() {
    let server = Server::scripted(vec![ok(&end_user("ann")), no_content()]);
    let users = builder(&server).build_blocking().expect("a client");
    assert!(users.retrieve_user(COMPANY, "ann@qatest").expect("retrieved").is_some());
    let dry = users.dry_run().expect("a client");
    assert!(dry.create_user(COMPANY, &new_user()).expect("planned").is_planned());

    let server = Server::scripted(vec![ok(&end_user("ann"))]);
    let portal = crate::fixture::builder(&server).build_blocking().expect("a client");
    let users = portal.hosted_users().expect("a client");
    let users = users.with_realm("qatest").expect("a client");
    let error = users.retrieve_user(COMPANY, "ann@other").expect_err("another realm");
    assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{error}");
    assert!(users.retrieve_user(COMPANY, "ann@qatest").expect("retrieved").is_some());
}
