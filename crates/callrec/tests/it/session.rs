//! Logging in, being forgotten, and being refused.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use callrec::{ErrorKind, LoginMethod};

use crate::fixture::{PASSWORD, builder, cdr, client, expected_ids, fetch, month};
use crate::server::{Request, Server, Step, answer, ok, welcome};

const LOGIN_PAGE: &str = "<html><body><form action=\"/login\"><input type=\"password\" name=\"password\"></form></body></html>";
const OTHER_PAGE: &str = "<html><body>Scheduled maintenance</body></html>";

#[tokio::test]
async fn logs_in_once_by_post_and_sends_the_cookie() {
    let server = Server::scripted(vec![ok(&cdr(3)), ok(&cdr(2))]);
    let portal = client(&server);
    assert_eq!(fetch(&portal).await.expect("opened").ids, expected_ids(3));
    assert_eq!(fetch(&portal).await.expect("opened").ids, expected_ids(2));

    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    let (login, report) = (&requests[0], &requests[1]);
    assert_eq!(
        (login.method.as_str(), login.target.as_str()),
        ("POST", "/moservices/rest/api/login")
    );
    assert_eq!(
        login.body,
        "User-Agent=apiuser&username=user%40example.com&password=c4n4ry%2Bp%26ss%20w%22rd%2F%C3%A9"
    );
    assert_eq!(
        report.target,
        "/moservices/rest/api/ipass/1025/mo/cdrReports/monthly/cdr?User-Agent=apiuser&month=2026-09"
    );
    assert_eq!(report.header("cookie"), Some("JSESSIONID=c4n4ry-session"));
    assert_eq!(report.header("accept-encoding"), Some("gzip, identity"));
    assert!(report.header("referer").is_none());
    assert!(report.header("user-agent").is_some_and(|name| name.starts_with("callrec/")));
}

#[tokio::test]
async fn logs_in_by_get_when_asked_to() {
    let server = Server::scripted(vec![ok("no data")]);
    let portal = builder(&server).login_method(LoginMethod::Get).build().expect("a client");
    fetch(&portal).await.expect("opened");
    let login = &server.requests()[0];
    assert_eq!(login.method, "GET");
    assert!(
        login.target.contains("?User-Agent=apiuser&username=user%40example.com&password=c4n4ry%2B")
    );
    assert!(server.requests()[1].header("referer").is_none());
}

/// The ways in which a server says that it has forgotten the session.
fn lost() -> Vec<(&'static str, Vec<Step>)> {
    vec![
        ("401", answer("401 Unauthorized", "", "")),
        ("403", answer("403 Forbidden", "", "no")),
        ("redirect", answer("302 Found", "Location: /moservices/login.jsp\r\n", "")),
        ("login page", ok(LOGIN_PAGE)),
        ("text", ok("401 Authorization Required")),
        ("page", ok(OTHER_PAGE)),
    ]
}

#[tokio::test]
async fn a_lost_session_is_renewed_once_and_the_request_repeated() {
    for (name, answer) in lost() {
        let server = Server::scripted(vec![answer, ok(&cdr(2))]);
        let read = fetch(&client(&server)).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(read.ids, expected_ids(2), "{name}");
        assert_eq!(server.logins(), 2, "{name}");
        let targets: Vec<_> = server.requests().iter().map(|r| r.target.clone()).collect();
        assert_eq!(targets[1], targets[3], "{name}: the same unit");
    }
}

#[tokio::test]
async fn still_refused_after_that_is_an_error_and_no_loop() {
    let kinds = [
        ErrorKind::Auth,
        ErrorKind::Forbidden,
        ErrorKind::Auth,
        ErrorKind::Auth,
        ErrorKind::Auth,
        ErrorKind::NotData,
    ];
    for ((name, answer), kind) in lost().into_iter().zip(kinds) {
        let server = Server::scripted(vec![answer.clone(), answer]);
        let error = fetch(&client(&server)).await.expect_err(name);
        assert_eq!(error.kind(), kind, "{name}: {error}");
        assert_eq!(error.operation(), Some("monthly_cdr"));
        assert_eq!(server.logins(), 2, "{name}");
    }
}

#[tokio::test]
async fn wrong_credentials_are_sent_once_by_a_client() {
    let refusals = [
        answer("401 Unauthorized", "", ""),
        answer("403 Forbidden", "", ""),
        answer("200 OK", "Set-Cookie: JSESSIONID=anonymous\r\n", LOGIN_PAGE),
        ok(OTHER_PAGE),
        ok("401 Authorization Required"),
        answer("302 Found", "Set-Cookie: a=b\r\nLocation: /login?failed\r\n", ""),
    ];
    for refusal in refusals {
        let server = Server::scripted_with_login(refusal.clone(), vec![]);
        let portal = client(&server);
        let first = portal.login().await.expect_err("refused");
        let second = fetch(&portal).await.expect_err("refused");
        assert_eq!(
            (first.kind(), second.kind()),
            (ErrorKind::Auth, ErrorKind::Auth),
            "{refusal:?}"
        );
        assert!(first.hint().contains("make a new client"), "{first}");
        assert_eq!(first.operation(), Some("login"));
        assert_eq!(second.operation(), Some("login"), "it is the login that was refused");
        assert_eq!(server.requests().len(), 1, "{refusal:?}");
        assert!(!format!("{first} {first:?} {second}").contains("c4n4ry"));
    }
}

/// No company and no period was asked for yet.
#[tokio::test]
async fn a_login_that_is_not_there_is_a_wrong_base_url() {
    for status in ["404 Not Found", "400 Bad Request"] {
        let server = Server::scripted_with_login(answer(status, "", ""), vec![]);
        let error = client(&server).login().await.expect_err("no login");
        assert_eq!(error.hint(), "check the base URL", "{error}");
    }
}

/// A server that gives a cookie to anybody and never says no at the login.
#[tokio::test]
async fn credentials_that_were_never_good_are_sent_twice_at_most() {
    let server = Server::answering(|request| match request.is_login() {
        true => welcome(),
        false => answer("401 Unauthorized", "", ""),
    });
    let portal = client(&server);
    for _ in 0..4 {
        assert_eq!(fetch(&portal).await.expect_err("refused").kind(), ErrorKind::Auth);
    }
    assert_eq!(server.logins(), 2);
}

/// Companies that the user may not see cost the others nothing.
#[tokio::test]
async fn a_refused_company_does_not_stop_the_next() {
    let server = Server::answering(|request| {
        if request.is_login() {
            welcome()
        } else if request.target.contains("/1025/") {
            ok(&cdr(1))
        } else {
            answer("401 Unauthorized", "", "")
        }
    });
    let portal = client(&server);
    for _ in 0..2 {
        for company in ["1", "2"] {
            let error = portal.monthly_cdr(company, month()).await.expect_err("refused");
            assert_eq!(error.kind(), ErrorKind::Auth);
        }
        assert_eq!(fetch(&portal).await.expect("opened").ids, expected_ids(1));
    }
}

/// What a fresh session may not see either is no lost session: fifty such companies are not fifty
/// logins, in turn or at once.
#[tokio::test]
async fn forbidden_companies_cost_one_login_together() {
    for at_once in [1, 4] {
        let server = Server::answering(|request| match &request.target {
            _ if request.is_login() => welcome(),
            target if target.contains("/1025/") => ok(&cdr(1)),
            _ => answer("403 Forbidden", "", "no"),
        });
        let portal = client(&server);
        assert_eq!(fetch(&portal).await.expect("opened").ids, expected_ids(1));
        let companies: Vec<_> = (1..=50).map(|number| number.to_string()).collect();
        let calls = portal.clone();
        let all = callrec::fan_out(companies, move |company: String| {
            let calls = calls.clone();
            async move { calls.monthly_cdr(&company, month()).await }
        });
        let mut all = all.concurrency(at_once);
        while let Some((company, reader)) = all.next().await {
            assert_eq!(reader.expect_err(&company).kind(), ErrorKind::Forbidden);
        }
        assert_eq!(fetch(&portal).await.expect("opened").ids, expected_ids(1));
        assert_eq!(server.logins(), 2, "{at_once} at once");
    }
}

/// Nor does it keep a session that is lost by any other sign from being renewed.
#[tokio::test]
async fn a_forbidden_company_before_a_lost_session() {
    let lost = answer("401 Unauthorized", "", "");
    let forbidden = answer("403 Forbidden", "", "no");
    let server =
        Server::scripted(vec![forbidden.clone(), forbidden, ok(&cdr(1)), lost, ok(&cdr(1))]);
    let portal = client(&server);
    portal.monthly_cdr("2", month()).await.expect_err("forbidden");
    for _ in 0..2 {
        assert_eq!(fetch(&portal).await.expect("opened").ids, expected_ids(1));
    }
    assert_eq!(server.logins(), 3);
}

#[tokio::test]
async fn a_login_that_leads_elsewhere_with_a_cookie_is_one() {
    let login = answer("302 Found", "Set-Cookie: s=1\r\nLocation: /portal/home\r\n", "");
    let server = Server::scripted_with_login(login, vec![ok("no data")]);
    fetch(&client(&server)).await.expect("opened");
}

#[tokio::test]
async fn a_failing_login_is_tried_again_and_not_remembered() {
    let tries = AtomicUsize::new(0);
    let server = Server::answering(move |request: &Request| match request.is_login() {
        true if tries.fetch_add(1, Ordering::SeqCst) == 0 => answer("503 Busy", "", ""),
        true => welcome(),
        false => ok("no data"),
    });
    fetch(&client(&server)).await.expect("opened");
    assert_eq!(server.logins(), 2);
}

/// Sessions by number; the first ends at once, so that all calls find it lost together.
#[tokio::test(flavor = "multi_thread")]
async fn eight_calls_on_an_expired_session_log_in_once() {
    let current = Arc::new(AtomicUsize::new(0));
    let live = current.clone();
    let server = Server::answering(move |request: &Request| {
        if request.is_login() {
            std::thread::sleep(Duration::from_millis(50));
            let number = live.fetch_add(1, Ordering::SeqCst) + 1;
            return answer("200 OK", &format!("Set-Cookie: s={number}\r\n"), "");
        }
        // Session 1 is lost; one after it is good.
        match request.header("cookie") {
            Some("s=2") => ok(&cdr(1)),
            _ => answer("401 Unauthorized", "", ""),
        }
    });
    let portal = client(&server);
    portal.login().await.expect("logged in");
    let calls: Vec<_> = (0..8)
        .map(|_| {
            let portal = portal.clone();
            tokio::spawn(async move { fetch(&portal).await })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.expect("no panic").expect("opened").ids, expected_ids(1));
    }
    assert_eq!(server.logins(), 2, "one at first, one for all eight");
    assert_eq!(current.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_login_given_up_half_way_leaves_the_client_usable() {
    let tries = AtomicUsize::new(0);
    let server = Server::answering(move |request: &Request| match request.is_login() {
        true if tries.fetch_add(1, Ordering::SeqCst) == 0 => {
            vec![Step::Wait(Duration::from_secs(2))]
        }
        true => welcome(),
        false => ok("no data"),
    });
    let portal = client(&server);
    let given_up = tokio::time::timeout(Duration::from_millis(100), portal.login()).await;
    assert!(given_up.is_err());
    portal.monthly_cdr("1025", month()).await.expect("opened");
}

#[test]
fn empty_or_unsendable_credentials_are_refused_before_sending() {
    let server = Server::scripted(vec![]);
    for (user, password) in [("", "x"), ("x", ""), ("a\nb", "x"), ("x", "a\r\nb"), ("x", "a\0")] {
        let built = builder(&server).credentials(user, password).build();
        let error = built.expect_err("refused");
        assert!(matches!(error.kind(), ErrorKind::Config | ErrorKind::InvalidArgument), "{error}");
    }
    assert!(!format!("{:?}", builder(&server)).contains(PASSWORD));
}
