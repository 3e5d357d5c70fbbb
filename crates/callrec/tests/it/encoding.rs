//! Values travel encoded, or are refused before anything is sent.

use callrec::ErrorKind;

use crate::fixture::{client, month};
use crate::server::{Server, ok};

#[tokio::test]
async fn a_company_is_one_encoded_segment() {
    let server = Server::scripted(vec![ok(""), ok("")]);
    let portal = client(&server);
    portal.monthly_cdr("a/b?c#d %2e+ü", month()).await.expect("opened");
    portal.child_companies("10 25").await.expect("opened");
    let requests = server.requests();
    assert!(
        requests[1]
            .target
            .starts_with("/moservices/rest/api/ipass/a%2Fb%3Fc%23d%20%252e%2B%C3%BC/mo/"),
        "{}",
        requests[1].target
    );
    assert_eq!(
        requests[2].target,
        "/moservices/rest/api/ipass/10%2025/mo/omapi/findAllChildCompanies"
    );
}

#[tokio::test]
async fn companies_that_cannot_be_a_segment_are_refused() {
    let server = Server::scripted(vec![]);
    let portal = client(&server);
    for company in ["", ".", "..", "a\r\nb", "a\0"] {
        let error = portal.monthly_cdr(company, month()).await.expect_err(company);
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
        assert_eq!(error.operation(), Some("monthly_cdr"));
        assert_eq!(error.to_string().lines().count(), 1);
    }
    assert!(server.requests().is_empty());
}
