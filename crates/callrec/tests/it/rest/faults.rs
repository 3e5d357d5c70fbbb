//! The provider's errors: codes and texts before the status (readings B55 to B57, B60).

use callrec::{ErrorKind, RestFault};

use super::{builder, month, new_user, rest};
use crate::server::{Server, answer, ok};

fn error_document(code: &str, message: &str) -> String {
    format!(
        "<error>\n  <errorCode>{code}</errorCode>\n  <errorMessage>{message}</errorMessage>\n</error>"
    )
}

/// The table of the document; each is sent once.
#[tokio::test]
async fn the_table_of_possible_errors() {
    use RestFault as Fault;
    let cases = [
        (
            "403 Forbidden",
            "1006",
            "You do not have sufficient privileges to perform this\naction.",
            Fault::NotPrivileged,
            ErrorKind::Auth,
        ),
        (
            "401 Unauthorized",
            "1006",
            "You do not have sufficient privileges to perform this action.",
            Fault::NotPrivileged,
            ErrorKind::Auth,
        ),
        (
            "500 Internal Server Error",
            "2005",
            "Username must end with &quot;@acme.com&quot;",
            Fault::UsernameSuffix,
            ErrorKind::Rejected,
        ),
        (
            "500 Internal Server Error",
            "2005",
            "The username a@b@c contains multiple @ symbols.",
            Fault::UsernameAtSigns,
            ErrorKind::Rejected,
        ),
        (
            "500 Internal Server Error",
            "2005",
            "The email address ann@example.com is unavailable.",
            Fault::EmailUnavailable,
            ErrorKind::Rejected,
        ),
        (
            "500 Internal Server Error",
            "2005",
            "User with username ann@qatest not found in our system.",
            Fault::UserNotFound,
            ErrorKind::NotFound,
        ),
        (
            "500 Internal Server Error",
            "2005",
            "User with email a@b was not found.",
            Fault::EmailNotFound,
            ErrorKind::NotFound,
        ),
        (
            "400 Bad Request",
            "2009",
            "The input provided to the service is invalid xml.",
            Fault::InvalidXml,
            ErrorKind::Rejected,
        ),
        ("500 Internal Server Error", "31337", "Something else.", Fault::Other, ErrorKind::Service),
        // An error document with a status of success is an error as well.
        (
            "200 OK",
            "2005",
            "User with username ann@qatest not found in our system.",
            Fault::UserNotFound,
            ErrorKind::NotFound,
        ),
    ];
    for (status, code, message, fault, kind) in cases {
        let body = error_document(code, message);
        let server = Server::scripted(vec![answer(status, "", &body); 4]);
        let rest = rest(&server);
        for error in [
            rest.create_user(&new_user()).await.expect_err(message),
            rest.suspend_user("ann@qatest").await.expect_err(message),
            rest.list_users().await.expect_err(message),
            rest.monthly_cdr(month()).await.expect_err(message),
        ] {
            assert_eq!(error.kind(), kind, "{error}");
            assert_eq!(RestFault::of(&error), Some(fault), "{error}");
            assert_eq!(error.provider_code(), Some(code));
            assert!(!error.is_retryable());
            let told = error.provider_message().expect("a text").to_owned();
            let said = message.replace("&quot;", "\"").replace('\n', " ");
            assert_eq!(told, said);
            assert_eq!(error.to_string().lines().count(), 1);
        }
        assert_eq!(server.requests().len(), 4, "{message}");
    }
}

/// A 500 without a code may pass; a create is not sent again even so (reading B56).
#[tokio::test]
async fn a_500_without_a_code_may_pass() {
    let down = answer("500 Internal Server Error", "", "<html>down</html>");
    let server = Server::scripted(vec![down.clone(), ok("<groups/>"), down.clone(), ok(""), down]);
    let rest = rest(&server);
    assert!(rest.groups().await.expect("the second try").is_empty());
    rest.suspend_user("ann@qatest").await.expect("the second try");
    let error = rest.create_user(&new_user()).await.expect_err("nobody knows");
    assert_eq!(error.kind(), ErrorKind::Ambiguous, "{error}");
    assert_eq!(RestFault::of(&error), None);
}

#[tokio::test]
async fn pages_and_redirects_are_no_answers() {
    let login = "<html><form action='/login'><input type=password></form></html>";
    let server = Server::scripted(vec![
        ok(login),
        answer("302 Found", "Location: https://other.example/login\r\n", ""),
        ok("<html>maintenance</html>"),
        answer("403 Forbidden", "", ""),
        answer("401 Unauthorized", "", ""),
    ]);
    let rest = builder(&server).tries(1).build().expect("a client");
    for kind in [
        ErrorKind::Auth,
        ErrorKind::NotData,
        ErrorKind::NotData,
        ErrorKind::Forbidden,
        ErrorKind::Auth,
    ] {
        let error = rest.list_users().await.expect_err("no list");
        assert_eq!(error.kind(), kind, "{error}");
        assert_eq!(RestFault::of(&error), None);
    }
}
