//! The password and the cookie show up in no error, `Debug` or log.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span;

use crate::fixture::{PASSWORD, builder, fetch};
use crate::server::{Server, answer};

/// Writes every event and span, at every level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = writeln!(self.0.lock().expect("the log"), "{field}={value:?}");
    }
}

impl tracing::Subscriber for Log {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &span::Attributes<'_>) -> span::Id {
        span.record(&mut self.clone());
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        values.record(&mut self.clone());
    }
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

/// What libraries write by way of `log`, from all threads.
struct Records(Mutex<String>);

impl log::Log for Records {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }
    fn log(&self, record: &log::Record<'_>) {
        let _ = writeln!(self.0.lock().expect("the records"), "{}", record.args());
    }
    fn flush(&self) {}
}

static RECORDS: Records = Records(Mutex::new(String::new()));

#[tokio::test]
async fn nothing_shows_a_secret() {
    log::set_logger(&RECORDS).expect("the only logger");
    log::set_max_level(log::LevelFilter::Trace);
    let log = Log::default();
    // For all threads: a callsite that another test has met without a subscriber would stay mute.
    tracing::subscriber::set_global_default(log.clone()).expect("the only subscriber");
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
    let log = log.0.lock().expect("the log").clone();
    assert!(log.contains("logged in"), "the log was on: {log}");
    assert!(!shown.contains("c4n4ry"), "{shown}");
    assert!(!log.contains("c4n4ry"), "{log}");
    let records = RECORDS.0.lock().expect("the records");
    assert!(records.contains("starting new connection"), "the records were on: {records}");
    assert!(!records.contains("c4n4ry"), "{records}");
}
