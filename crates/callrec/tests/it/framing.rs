//! Bodies whose end is not proven, and answers that break the rules of HTTP.

use callrec::{ErrorKind, Proof};

use crate::fixture::{cdr, client, expected_ids, fetch, once};
use crate::server::{Server, Step, answer, ok, send};

fn until_close(body: &str) -> Vec<Step> {
    vec![Step::Send(format!("HTTP/1.1 200 OK\r\n\r\n{body}").into_bytes()), Step::Close]
}

#[tokio::test]
async fn a_second_fetch_that_differs_is_incomplete() {
    for second in
        [until_close(&cdr(2)), until_close(&cdr(4)), until_close(&cdr(3).replace(".25", ".26"))]
    {
        let server = Server::scripted(vec![until_close(&cdr(3)), second]);
        let read = fetch(&once(&server)).await.expect("opened");
        assert_eq!(read.error.expect("an error").kind(), ErrorKind::Incomplete);
        assert_eq!(read.ids, expected_ids(3), "the rows come first");
        assert_eq!(read.proof, None, "it is the second fetch that proves");
    }
}

#[tokio::test]
async fn a_second_fetch_that_fails_is_incomplete() {
    let server = Server::scripted(vec![until_close(&cdr(3)), answer("503 Busy", "", "")]);
    let error = fetch(&once(&server)).await.expect("opened").error.expect("an error");
    assert_eq!(error.kind(), ErrorKind::Incomplete);
    assert!(error.to_string().contains("second fetch failed"), "{error}");
}

#[tokio::test]
async fn an_unproven_body_without_a_last_line_end_is_truncated() {
    let cut = cdr(3).trim_end().to_owned();
    let server = Server::scripted(vec![until_close(&cut)]);
    let read = fetch(&once(&server)).await.expect("opened");
    assert_eq!(read.error.expect("an error").kind(), ErrorKind::Truncated);
    assert_eq!(read.ids, expected_ids(2), "the suspect row stays behind");
    assert_eq!(read.accounting.read, 2);

    // The same with a length is whole: the row has no line end because the file has none.
    let server = Server::scripted(vec![ok(&cut)]);
    let read = fetch(&once(&server)).await.expect("opened");
    assert!(read.error.is_none(), "{:?}", read.error);
    assert_eq!(read.ids, expected_ids(3));
}

#[tokio::test]
async fn a_cut_unproven_body_is_fetched_again_while_nothing_was_handed_on() {
    let whole = until_close(&cdr(3));
    let server = Server::scripted(vec![until_close(cdr(3).trim_end()), whole.clone(), whole]);
    let read = fetch(&client(&server)).await.expect("opened");
    assert!(read.error.is_none(), "{:?}", read.error);
    assert_eq!((read.ids, read.accounting.read), (expected_ids(3), 3));
}

#[tokio::test]
async fn periods_without_records() {
    let cases = [
        (ok(""), Proof::Framed),
        (ok("no data"), Proof::Framed),
        (ok(" No Data \r\n"), Proof::Framed),
        (ok(crate::fixture::HEADER), Proof::Framed),
        (answer("204 No Content", "", ""), Proof::Framed),
    ];
    for (answer, proof) in cases {
        let server = Server::scripted(vec![answer.clone()]);
        let read = fetch(&once(&server)).await.expect("opened");
        assert!(read.error.is_none() && read.ids.is_empty(), "{answer:?}: {read:?}");
        assert_eq!((read.proof, read.accounting.read), (Some(proof), 0));
    }
    // An empty body that only the end of the connection ends has to come twice.
    let server = Server::scripted(vec![until_close(""), until_close(&cdr(1))]);
    let error = fetch(&once(&server)).await.expect("opened").error.expect("an error");
    assert_eq!(error.kind(), ErrorKind::Incomplete);
}

#[tokio::test]
async fn other_types_are_not_data() {
    for body in ["{\"a\":1}", "PK\u{3}\u{4}zip", "\u{1f}\u{8b}"] {
        let server = Server::scripted(vec![ok(body)]);
        let error = fetch(&once(&server)).await.expect_err("not data");
        assert_eq!(error.kind(), ErrorKind::NotData, "{body:?}: {error}");
    }
    let server = Server::scripted(vec![answer("200 OK", "Content-Encoding: br\r\n", "x")]);
    let error = fetch(&once(&server)).await.expect_err("an encoding");
    assert_eq!(error.kind(), ErrorKind::NotData);
    assert!(error.to_string().contains("an encoding that was not asked for"), "{error}");
}

#[tokio::test]
async fn answers_that_break_http_are_errors() {
    let body = cdr(1);
    let length = body.len();
    let (line, chunked) = ("HTTP/1.1 200 OK\r\n", "Transfer-Encoding: chunked\r\n\r\n");
    let broken = [
        format!("{line}Content-Length: {length}\r\nContent-Length: {}\r\n\r\n{body}", length - 1),
        format!("{line}Content-Length: +{length}\r\n\r\n{body}"),
        format!("{line}{chunked}zz\r\n{body}\r\n0\r\n\r\n"),
        format!("{line}{chunked}fffffffffffffffff\r\n{body}"),
        format!("{line}{chunked}{:x};{}\r\n{body}\r\n0\r\n\r\n", length, "e".repeat(100_000)),
        format!("{line}X-Big: {}\r\n\r\n", "x".repeat(2 << 20)),
        format!("{line}{}\r\n", "X-Many: 1\r\n".repeat(200)),
        format!("{line}no colon\r\n\r\n"),
        "HTTP/1.1 100 Continue\r\n\r\n".repeat(3),
        "hello".to_owned(),
        "HTTP/9.9 200 OK\r\n\r\n".to_owned(),
    ];
    for bytes in broken {
        let shown: String = bytes.chars().take(60).collect();
        let server = Server::scripted(vec![vec![Step::Send(bytes.into_bytes()), Step::Close]]);
        let error = match fetch(&once(&server)).await {
            Ok(read) => read.error.unwrap_or_else(|| panic!("{shown:?} was taken")),
            Err(error) => error,
        };
        let kinds = [ErrorKind::Transport, ErrorKind::Truncated];
        assert!(kinds.contains(&error.kind()), "{shown:?}: {error}");
    }
}

#[tokio::test]
async fn a_length_that_is_too_small_spoils_no_later_request() {
    let short = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", cdr(1).len());
    let server = Server::scripted(vec![send(short + &cdr(2)), ok(&cdr(3))]);
    let portal = once(&server);
    assert_eq!(fetch(&portal).await.expect("opened").ids, expected_ids(1));
    let again = fetch(&portal).await.expect("opened");
    assert_eq!(again.ids, expected_ids(3), "the rest is never read as another answer");
}

/// A length that is too small ends the body cleanly: only the report's own structure can tell.
#[tokio::test]
async fn a_length_that_cuts_a_record_is_truncated() {
    let body = cdr(3);
    let cut = body.rfind("T00002").expect("a row") + 20;
    let short = format!("HTTP/1.1 200 OK\r\nContent-Length: {cut}\r\n\r\n");
    let server = Server::scripted(vec![send(short.clone() + &body), ok(&body)]);
    let read = fetch(&client(&server)).await.expect("opened");
    assert!(read.error.is_none(), "the second try is whole: {:?}", read.error);
    assert_eq!((read.ids, read.accounting.read), (expected_ids(3), 3));

    let server = Server::scripted(vec![send(short + &body)]);
    let read = fetch(&once(&server)).await.expect("opened");
    assert_eq!(read.error.expect("an error").kind(), ErrorKind::Truncated);
    assert_eq!((read.ids, read.accounting.read), (expected_ids(2), 2));
    assert_eq!(read.proof, None, "the frame was whole, the report is not");
}

/// The same of XML, whose root stays open.
#[tokio::test]
async fn a_length_that_cuts_xml_is_truncated() {
    let xml = "<companies><company><id>1</id><name>A</name></company></companies>";
    for cut in 11..xml.len() {
        let short = answer("200 OK", "", &xml[..cut]);
        let server = Server::scripted(vec![short.clone(), ok(xml)]);
        assert_eq!(client(&server).companies("1").await.expect("the second try").len(), 1);
        let server = Server::scripted(vec![short]);
        let error = once(&server).companies("1").await.expect_err("cut");
        assert_eq!(error.kind(), ErrorKind::Truncated, "at {cut}: {error}");
    }
}

/// A closed root proves the end: one fetch is enough, and a cut one is an error.
#[tokio::test]
async fn the_xml_root_is_a_frame() {
    let xml = "<companies><company><id>1</id><name>A</name><isActive>true</isActive></company></companies>";
    let server = Server::scripted(vec![until_close(xml)]);
    let mut reader = once(&server).child_companies("1").await.expect("opened");
    assert_eq!(reader.next_batch().await.expect("rows").expect("a batch").num_rows(), 1);
    assert!(reader.next_batch().await.is_none());
    assert_eq!(reader.proof(), Some(Proof::Framed));

    for cut in 11..xml.len() {
        let server = Server::scripted(vec![until_close(&xml[..cut])]);
        let error = once(&server).companies("1").await.expect_err("cut");
        assert_eq!(error.kind(), ErrorKind::Truncated, "at {cut}: {error}");
    }
}
