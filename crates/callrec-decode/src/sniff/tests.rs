use proptest::prelude::*;

use super::{Content, SNIFF_BYTES, sniff};

/// Bodies and what they are; the white space and the byte order mark of the variants are added below.
const BODIES: &[(&str, Content)] = &[
    ("", Content::Empty),
    ("no data", Content::NoData),
    ("No Data", Content::NoData),
    ("NO DATA\r\n", Content::NoData),
    ("no data, sorry", Content::Csv),
    ("no data for 2026-09", Content::Unknown),
    ("no dat", Content::Unknown),
    ("Transaction ID,Billing Code\n", Content::Csv),
    ("\"Transaction ID\",\"Billing Code\"\n", Content::Csv),
    ("T1;2;3\n", Content::Csv),
    ("T1\t2\t3\n", Content::Csv),
    ("P,K\n", Content::Csv),
    ("hello\n", Content::Unknown),
    ("hello\nworld,again\n", Content::Unknown),
    ("T1\0,2\n", Content::Unknown),
    ("401 Authorization Required", Content::AuthRequired),
    ("401 authorization required\n", Content::AuthRequired),
    ("401 Unauthorized.", Content::AuthRequired),
    ("403 Forbidden\n<p>", Content::AuthRequired),
    ("Authorization Required", Content::AuthRequired),
    ("401 Unauthorized,2,3\n", Content::Csv),
    ("401,2,3\n", Content::Csv),
    ("<companies/>", Content::Xml),
    ("<?xml version=\"1.0\"?><companies/>", Content::Xml),
    ("<?xml version=\"1.0\"?>\n<!-- a, b -->\n<companies/>", Content::Xml),
    ("<!DOCTYPE companies [<!ENTITY a \"b\">]><companies/>", Content::Xml),
    ("<error><errorCode>1006</errorCode></error>", Content::ServiceError),
    ("<?xml version='1.0'?><ns:error/>", Content::ServiceError),
    ("<ErrorResponse>", Content::ServiceError),
    ("<soap:Fault>", Content::ServiceError),
    ("<html><body>Down for maintenance</body></html>", Content::HtmlPage),
    ("<!doctype HTML>\n<p>Down", Content::HtmlPage),
    ("<h1>Not Found</h1>", Content::HtmlPage),
    ("<html><form action=\"/x\"><input name=p type=\"password\"></form>", Content::LoginPage),
    ("<!DOCTYPE html><INPUT TYPE='PASSWORD'>", Content::LoginPage),
    ("<html><form method=post action=\"/moservices/login\">", Content::LoginPage),
    ("<html><p>Change your password, or login later.</p>", Content::HtmlPage),
    ("<html><title>401 Authorization Required</title></html>", Content::AuthRequired),
    ("<!", Content::Xml),
    ("<", Content::Xml),
    ("{\"error\":\"expired\"}", Content::ServiceError),
    ("{ \"error\" : {}}", Content::ServiceError),
    ("{\"error_code\":1}", Content::ServiceError),
    ("{\"rows\":[]}", Content::Json),
    ("{}", Content::Json),
    ("{", Content::Json),
    ("[]", Content::Json),
    ("false", Content::ServiceError),
    ("false\n", Content::ServiceError),
    ("false,1\n", Content::Csv),
];

#[test]
fn bodies() {
    for (body, content) in BODIES {
        for before in ["", "\u{feff}", " \r\n\t", "\u{feff}\n "] {
            for after in ["", " \n"] {
                let text = format!("{before}{body}{after}");
                assert_eq!(sniff(text.as_bytes(), true), Some(*content), "{text:?}");
                assert_prefixes_agree(text.as_bytes());
            }
        }
    }
}

#[test]
fn binary() {
    for (bytes, content) in [
        (&b"\x1f\x8b\x08\x00"[..], Content::Gzip),
        (b"PK\x03\x04rest", Content::Zip),
        (b"PK\x05\x06", Content::Zip),
        (b"\xff\xfeT\0", Content::Unknown),
        (b"\xfe\xff\0T", Content::Unknown),
        (b"\xff\xfeT\0,\0", Content::Csv),
        (b"\xfe\xff\0<\0a\0>", Content::Xml),
        (b"\x1f", Content::Unknown),
        (b"\xef\xbb", Content::Unknown),
        (b"\0\0\0\0", Content::Unknown),
    ] {
        assert_eq!(sniff(bytes, true), Some(content), "{bytes:?}");
        assert_prefixes_agree(bytes);
    }
}

#[test]
fn early_answers_need_few_bytes() {
    assert_eq!(sniff(b"Transaction ID,", false), Some(Content::Csv));
    assert_eq!(sniff(b"<companies>", false), Some(Content::Xml));
    assert_eq!(sniff(b"401 Authorization Required\n", false), Some(Content::AuthRequired));
    assert_eq!(sniff(b"no data", false), None);
    assert_eq!(sniff(b"", false), None);
}

#[test]
fn long_bodies_are_judged_by_their_first_bytes() {
    let blank = vec![b' '; SNIFF_BYTES];
    assert_eq!(sniff(&blank, false), Some(Content::Unknown));
    let mut page = b"<html>".to_vec();
    page.resize(SNIFF_BYTES, b'x');
    page.extend(b"<input type=password>");
    assert_eq!(sniff(&page, true), Some(Content::HtmlPage));
    assert_eq!(sniff(&page[..SNIFF_BYTES - 1], false), None);
}

/// Every shorter prefix asks for more or already gives the final answer.
fn assert_prefixes_agree(body: &[u8]) {
    let last = sniff(body, true);
    assert!(last.is_some());
    for end in 0..=body.len() {
        let early = sniff(&body[..end], false);
        assert!(early.is_none() || early == last, "{early:?} then {last:?} at {end} of {body:?}");
    }
}

proptest! {
    #[test]
    fn an_answer_never_changes(
        pieces in prop::collection::vec(
            prop_oneof![
                prop::sample::select(BODIES).prop_map(|(body, _)| body.as_bytes().to_vec()),
                prop::sample::select(&["<!--", "-->", "<?", "?>", "\u{feff}", "<\0", "a\0", ">\0", ",\0", " ", "\n", "\"", ",", ":"][..])
                    .prop_map(|text| text.as_bytes().to_vec()),
                prop::collection::vec(any::<u8>(), 0..8),
                Just(b"\xff\xfe".to_vec()),
                (0..SNIFF_BYTES).prop_map(|count| vec![b' '; count]),
            ],
            0..8,
        ),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 16),
    ) {
        let body = pieces.concat();
        let last = sniff(&body, true);
        prop_assert!(last.is_some());
        for cut in cuts {
            let end = cut.index(body.len() + 1);
            let early = sniff(&body[..end], false);
            prop_assert!(early.is_none() || early == last, "{:?} then {:?} at {}", early, last, end);
        }
    }
}
