//! The password and the cookie show up in no error, `Debug` or log.

use std::fmt::Write as _;

use crate::fixture::{PASSWORD, builder, fetch};
use crate::server::{Server, answer};
use crate::trace;

#[tokio::test]
async fn nothing_shows_a_secret() {
    trace::keep();
    let mut shown = String::new();
    for method in [callrec::LoginMethod::PostForm, callrec::LoginMethod::Get] {
        // A server that prints back what it was sent.
        let server = Server::answering(|request| {
            let echo =
                format!("{} {} {:?}", request.target, request.body, request.header("cookie"));
            if request.is_login() {
                return answer("200 OK", "Set-Cookie: JSESSIONID=c4n4ry-cookie\r\n", &echo);
            }
            answer("400 Bad Request", "", &format!("{echo} password={PASSWORD} c4n4ry-cookie"))
        });
        let builder = builder(&server).login_method(method);
        let portal = builder.clone().build().expect("a client");
        let error = fetch(&portal).await.expect_err("refused");
        assert!(error.to_string().contains("***"), "the snippet is there: {error}");
        let _ = write!(shown, "{error} {error:?} {portal:?} {builder:?}");

        // The login's own failure, with its URL.
        let down = Server::answering(|request| {
            let echo = format!("{} {}", request.target, request.body);
            answer("400 Bad Request", "", &echo)
        });
        let portal = builder.clone().base_url(down.url()).build().expect("a client");
        let error = portal.login().await.expect_err("refused");
        let _ = write!(shown, "{error} {error:?}");
        // A proxy with credentials of its own, which answers.
        let proxy = down.url().replace("http://", "http://agent:c4n4ry-proxy@");
        let portal = builder.clone().proxy(proxy).build().expect("a client");
        let error = portal.login().await.expect_err("refused");
        let sent = down.requests().pop().expect("the proxy was asked");
        assert!(sent.target.starts_with("http://127.0.0.1:"), "{}", sent.target);
        assert!(sent.header("proxy-authorization").is_some());
        let _ = write!(shown, "{error} {error:?} {portal:?}");
        let portal = builder.base_url("http://127.0.0.1:1").build().expect("a client");
        let error = portal.login().await.expect_err("a closed port");
        let _ = write!(shown, "{error} {error:?}");
    }
    // A program that panics with all that it has.
    let hook = std::panic::catch_unwind(|| panic!("{shown}")).expect_err("a panic");
    assert!(hook.downcast_ref::<String>().is_some_and(|text| *text == shown));
    let log = trace::kept();
    assert!(log.contains("logged in"), "our log was on");
    assert!(log.contains("starting new connection"), "the log of the libraries was on");
    assert!(!shown.contains("c4n4ry"), "{shown}");
    assert!(!log.contains("c4n4ry"), "{log}");
}
