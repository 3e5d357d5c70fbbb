use super::{decode, refusal};
use crate::{DecodeErrorKind as Kind, DecodeOptions, Report};

#[test]
fn documents_that_are_not_well_formed() {
    for (input, kind, at, rows) in [
        ("<companies><company id='1'/>", Kind::Truncated, 28, 1),
        ("<companies><company><id>1</id>", Kind::Truncated, 30, 0),
        ("<companies/", Kind::Truncated, 0, 0),
        ("", Kind::Truncated, 0, 0),
        (" <!-- nothing --> ", Kind::Truncated, 18, 0),
        ("<companies/><companies/>", Kind::Xml, 12, 0),
        ("<companies/> text", Kind::Xml, 13, 0),
        ("<companies/></companies>", Kind::Xml, 12, 0),
        ("text<companies/>", Kind::Xml, 0, 0),
        ("<companies>text<company id='1'/></companies>", Kind::Xml, 15, 0),
        ("<companies><company id='1'/>text</companies>", Kind::Xml, 28, 1),
        ("<companies></company>", Kind::Xml, 11, 0),
        ("<companies><company><id>1</name></company></companies>", Kind::Xml, 25, 0),
        ("<companies><company id='1' id='2'/></companies>", Kind::Xml, 27, 0),
        ("<companies a='1' a='2'/>", Kind::Xml, 17, 0),
        ("<companies a/>", Kind::Xml, 12, 0),
        ("<companies><company><<id>1</id></company></companies>", Kind::Xml, 21, 0),
        ("<companies>< company/></companies>", Kind::Xml, 11, 0),
        ("<!DOCTYPE companies><companies/>", Kind::Xml, 0, 0),
        ("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><companies/>", Kind::Xml, 21, 0),
        ("<!-- first --><?xml version='1.0'?><companies/>", Kind::Xml, 14, 0),
        ("<companies><company><id>&#0;</id></company></companies>", Kind::Xml, 24, 0),
        ("<companies><company><id>&b;</id></company></companies>", Kind::Xml, 24, 0),
        ("<companies><company><id>a & b</id></company></companies>", Kind::Xml, 26, 0),
        ("<companies><company id='&b;'/></companies>", Kind::Xml, 11, 0),
        ("<companies><company><id>]]></id></company></companies>", Kind::Xml, 24, 0),
        (
            "<companies><company><company><id>1</id></company></company></companies>",
            Kind::Xml,
            29,
            0,
        ),
        ("<?xml version='1.0' encoding='ISO-8859-1'?><companies/>", Kind::Utf8, 0, 0),
    ] {
        let found = refusal(Report::Companies, input.as_bytes());
        assert_eq!(found, (kind, 1, at, rows), "{input}");
    }
    assert_eq!(
        refusal(Report::Companies, b"<companies>\n<a>\xff</a></companies>"),
        (Kind::Utf8, 2, 15, 0)
    );
}

#[test]
fn documents_of_another_kind() {
    for (input, at) in [
        ("<html><body>Sign in</body></html>", 0),
        ("<users><user userName='ann'/></users>", 0),
        ("<companies><a><b><company id='1'/></b></a></companies>", 17),
        ("<companies><firm><key>1</key></firm></companies>", 17),
        ("<companies>none</companies>", 0),
    ] {
        assert_eq!(
            refusal(Report::Companies, input.as_bytes()),
            (Kind::NotThisReport, 1, at, 0),
            "{input}"
        );
    }
    for (input, at) in [
        ("<companies><company><id>1</id></company></companies>", 0),
        ("<users><account><login>ann</login></account></users>", 16),
        ("<users><a><b><c><userName>ann</userName></c></b></a></users>", 16),
        ("<users><userName>ann</userName></users>", 7),
        ("<users><guest login='ann' domain='example.com'/></users>", 7),
    ] {
        assert_eq!(
            refusal(Report::IpassNetworkUsers, input.as_bytes()),
            (Kind::NotThisReport, 1, at, 0),
            "{input}"
        );
    }
}

#[test]
fn counts_that_differ() {
    let user = "<user userName='ann'/>";
    for (input, at, rows) in [
        (format!("<users><count>2</count>{user}</users>"), 7, 1),
        (format!("<users count='2'>{user}</users>"), 0, 1),
        (format!("<users><total>many</total>{user}</users>"), 7, 0),
        (format!("<users>{user}<totalCount>0</totalCount></users>"), 29, 1),
        (format!("<r><users count='2'>{user}</users></r>"), 3, 1),
        (format!("<r><summary><count>2</count></summary>{user}</r>"), 12, 1),
        (format!("<users count='1'><total>2</total>{user}</users>"), 17, 0),
        ("<r><users count='2'></users></r>".to_owned(), 3, 0),
    ] {
        let found = refusal(Report::IpassNetworkUsers, input.as_bytes());
        assert_eq!(found, (Kind::CountMismatch, 1, at, rows), "{input}");
    }
}

#[test]
fn a_count_of_something_else_is_left_alone() {
    let input = "<r><omUsers><count>0</count></omUsers><networkUsers><count>7</count></networkUsers>\
        <users count='1'><user userName='ann'/></users></r>";
    assert_eq!(super::rows(Report::IpassNetworkUsers, input).len(), 1);
}

#[test]
fn what_is_beyond_the_limits() {
    for input in [
        format!("<companies>{}", "<a>".repeat(100_000)),
        format!("<companies><company>{}", "<a>".repeat(100_000)),
        format!("<companies {}/>", (0..65).map(|n| format!("a{n}='' ")).collect::<String>()),
        format!(
            "<companies><company {}/></companies>",
            (0..65).map(|n| format!("a{n}='' ")).collect::<String>()
        ),
        format!("<companies a='{}", "x".repeat(1_000_000)),
        format!("<{}", "x".repeat(1_000_000)),
        format!("<!-- {}", "x".repeat(1_000_000)),
        " ".repeat(1_000_000),
        format!("<companies><a>{}", "<!-- x -->".repeat(100_000)),
    ] {
        let at_once = refusal(Report::Companies, input.as_bytes());
        assert_eq!(at_once.0, Kind::Limit);
        let chunks = input.as_bytes().chunks(777);
        let outcome = decode(Report::Companies, &DecodeOptions::default(), chunks);
        let error = outcome.error.expect("a limit");
        assert_eq!((error.kind(), error.line(), error.offset(), 0), at_once);
    }
}

#[test]
fn quarantine_that_nobody_takes_is_bounded() {
    let mut options = DecodeOptions::default();
    options.limits.quarantine_held = 2;
    let input = format!("<companies>{}</companies>", "<company/>".repeat(3));
    let outcome = decode(Report::Companies, &options, [input.as_bytes()]);
    assert_eq!(outcome.error.expect("a limit").kind(), Kind::Limit);
    assert_eq!(outcome.quarantined.len(), 2);
}

#[test]
fn the_error_names_the_record_it_lies_in() {
    for (input, record) in [
        ("<companies><company id='1'/><company><id>&b;</id></company></companies>", Some(2)),
        ("<companies><company id='1'/><company><id>2</name></company></companies>", Some(2)),
        ("<companies><company id='1'/></company>", None),
    ] {
        let outcome = decode(Report::Companies, &DecodeOptions::default(), [input.as_bytes()]);
        assert_eq!(outcome.error.expect("an error").record(), record, "{input}");
    }
}
