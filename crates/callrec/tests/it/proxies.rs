//! A proxy is used when it is named, and only then.

use std::process::Command;

use callrec::ErrorKind;

use crate::fixture::{builder, cdr, client, expected_ids, fetch};
use crate::server::{Server, Step, answer, ok, welcome};

const INNER: &str = "CALLREC_TEST_PROXY_IN_THE_ENVIRONMENT";

#[tokio::test]
async fn a_named_proxy_gets_its_credentials_and_the_provider_does_not() {
    let proxy = Server::answering(|request| match request.target.contains("/login") {
        true => welcome(),
        false => ok(&cdr(1)),
    });
    let provider = Server::scripted(vec![]);
    let url = proxy.url().replace("http://", "http://agent:c4n4ry-proxy@");
    let portal = builder(&provider).proxy(url).build().expect("a client");
    assert_eq!(fetch(&portal).await.expect("opened").ids, expected_ids(1));
    for request in proxy.requests() {
        assert!(request.target.starts_with(&provider.url()), "{}", request.target);
        let credentials = request.header("proxy-authorization").expect("credentials");
        assert!(credentials.starts_with("Basic "));
    }
    assert!(provider.requests().is_empty());
}

/// A tunnel that is not opened proves that nothing reached the provider.
#[tokio::test]
async fn a_proxy_that_refuses_is_told() {
    for status in ["407 Proxy Authentication Required", "502 Bad Gateway"] {
        let proxy = Server::answering(move |_| answer(status, "", "c4n4ry"));
        let url = proxy.url().replace("http://", "http://agent:c4n4ry-proxy@");
        let portal = builder(&proxy).base_url("https://portal.example").proxy(url).tries(1);
        let error = fetch(&portal.build().expect("a client")).await.expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
        assert!(!format!("{error} {error:?}").contains("c4n4ry"), "{error}");
        let request = &proxy.requests()[0];
        assert_eq!(
            (request.method.as_str(), request.target.as_str()),
            ("CONNECT", "portal.example:443")
        );
    }
    for bad in ["proxy.example:3128", "socks5://p.example", "http://u:c4n4\r\nry@p.example", ""] {
        let server = Server::scripted(vec![]);
        let error = builder(&server).proxy(bad).build().expect_err(bad);
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(!format!("{error} {error:?}").contains("c4n4"), "{error}");
    }
}

/// A proxy that ends the tunnel before or within its answer.
#[tokio::test]
async fn a_proxy_that_cuts_is_told() {
    for answer in ["", "HTTP/1.1 200 Connec", "HTTP/1.1 200 Connection established\r\n\r\n"] {
        let steps = vec![Step::Send(answer.as_bytes().to_vec()), Step::Close];
        let proxy = Server::answering(move |_| steps.clone());
        let portal = builder(&proxy).base_url("https://portal.example").proxy(proxy.url());
        let error = fetch(&portal.build().expect("a client")).await.expect_err("cut");
        let kinds = [ErrorKind::Connect, ErrorKind::Transport];
        assert!(kinds.contains(&error.kind()), "{answer:?}: {error}");
        assert_eq!(proxy.requests().len(), 3, "{answer:?}: nothing was sent, so it is tried again");
        assert!(proxy.requests().iter().all(|request| request.method == "CONNECT"));
    }
}

/// Runs this test once more in a process whose environment names a proxy that does not exist.
#[tokio::test]
async fn the_environment_is_not_looked_at() {
    let server = Server::scripted(vec![ok(&cdr(2))]);
    assert_eq!(fetch(&client(&server)).await.expect("opened").ids, expected_ids(2));
    if std::env::var_os(INNER).is_some() {
        return;
    }
    let mut again = Command::new(std::env::current_exe().expect("this program"));
    again.args(["--exact", "proxies::the_environment_is_not_looked_at"]).env(INNER, "1");
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
    {
        again.env(name, "http://127.0.0.1:1");
    }
    let output = again.env_remove("NO_PROXY").env_remove("no_proxy").output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}
