//! Redirects are never followed: nothing leaves the origin.

use callrec::ErrorKind;

use crate::fixture::{client, fetch};
use crate::server::{Server, answer};

#[tokio::test]
async fn another_host_is_refused_and_sees_nothing() {
    let other = Server::scripted(vec![]);
    let location = format!("Location: {}/login\r\n", other.url());
    for status in ["301 Moved", "302 Found", "303 Other", "307 Temporary", "308 Permanent"] {
        let server = Server::scripted(vec![answer(status, &location, "")]);
        let error = fetch(&client(&server)).await.expect_err("a redirect");
        assert_eq!(error.kind(), ErrorKind::NotData, "{error}");
        assert_eq!(server.logins(), 1);
    }
    // The login as well, and with its credentials.
    let login = answer("307 Temporary", &location, "");
    let server = Server::scripted_with_login(login, vec![]);
    assert_eq!(fetch(&client(&server)).await.expect_err("a redirect").kind(), ErrorKind::NotData);
    assert!(other.requests().is_empty());
}

#[tokio::test]
async fn within_the_host_it_is_followed_neither() {
    for location in ["Location: /elsewhere\r\n", "", "Location: file:///etc/passwd\r\n"] {
        let server = Server::scripted(vec![answer("302 Found", location, "")]);
        let error = fetch(&client(&server)).await.expect_err("a redirect");
        assert_eq!((error.kind(), error.http_status()), (ErrorKind::NotData, Some(302)), "{error}");
    }
}
