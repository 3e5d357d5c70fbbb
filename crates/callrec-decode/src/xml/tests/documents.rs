use super::{decode, rows, whole};
use crate::{DecodeErrorKind, DecodeOptions, Reason, Report};

/// In the form of the provider's document; the companies are made up.
const COMPANIES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>
<companies>
  <company>
    <id>1000001</id>
    <name>Example &amp; Sons</name>
    <isActive>true</isActive>
  </company>
  <company><id>1000002</id><name/><isActive>0</isActive></company>
</companies>
";

#[test]
fn companies() {
    assert_eq!(
        rows(Report::Companies, COMPANIES),
        ["1000001|Example & Sons|true|3|70|-|-", "1000002|-|false|8|182|-|-"]
    );
}

#[test]
fn line_ends_and_byte_order_mark_count() {
    let text = format!("\u{feff}{}", COMPANIES.replace('\n', "\r\n"));
    assert_eq!(
        rows(Report::Companies, &text),
        ["1000001|Example & Sons|true|3|75|-|-", "1000002|-|false|8|192|-|-"]
    );
}

#[test]
fn texts_in_every_form() {
    let input = "<companies><company><id> \n 1 \t</id>\
        <name>a<!-- b -->&#x26;<![CDATA[<c>&]]>&lt;\r\nd</name><isActive> TRUE </isActive>\
        </company><ns:COMPANY xmlns:ns='u'><ns:ID>null</ns:ID></ns:COMPANY></companies>";
    let outcome = whole(Report::Companies, input);
    assert_eq!(outcome.error, None);
    assert_eq!(outcome.accounting.read, 2);
    let refused = &outcome.quarantined[0];
    assert_eq!((refused.reason, refused.column.as_deref()), (Reason::Missing, Some("id")));
    assert_eq!(refused.raw, b"<ns:COMPANY xmlns:ns='u'><ns:ID>null</ns:ID></ns:COMPANY>");
    assert_eq!((refused.record, refused.line), (2, 3));
    let one = input.replace("null", "2");
    assert_eq!(rows(Report::Companies, &one), ["1|a&<c>&<\nd|true|1|11|-|-", "2|-|-|3|125|-|-"]);
}

#[test]
fn unknown_parts_are_kept() {
    let input = "<companies><company note='x' empty=''><id>1</id><tag>a</tag><tag>b</tag>\
        <address kind='p'>loose<city>Ghent</city></address><name>n</name><none/></company></companies>";
    assert_eq!(
        rows(Report::Companies, input),
        [
            "1|n|-|1|11|-|@note=x,tag=a,tag[2]=b,address/@kind=p,address/text()=loose,address/city=Ghent"
        ]
    );
}

#[test]
fn empty_lists() {
    for input in
        ["<companies/>", "<companies></companies>", "<childCompanies count='0'> </childCompanies>"]
    {
        assert!(rows(Report::Companies, input).is_empty());
    }
    let users = "<networkAndClientUsers><summary><networkUsers>0</networkUsers></summary></networkAndClientUsers>";
    assert!(rows(Report::IpassNetworkUsers, users).is_empty());
}

#[test]
fn users_in_every_shape_that_is_looked_for() {
    let one = ["<networkAndClientUsers><count>1</count>", "</networkAndClientUsers>"];
    let wrapped = [
        "<report><summary><totalCount>1</totalCount></summary><users total='1'>",
        "</users></report>",
    ];
    let children = "<userName>ann</userName><userDomain>example.com</userDomain>\
        <networkUser>Yes</networkUser><omUser>No</omUser><ipcUser/>";
    let attributes = "user_name='ann' user_domain='example.com' network_user='yes' om_user='0'";
    for [before, after] in [one, wrapped] {
        for record in [
            format!("<user>{children}</user>"),
            format!("<NetworkAndClientUser>{children}</NetworkAndClientUser>"),
            format!("<whatever>\n<!-- ann -->{children}</whatever>"),
            format!("<whatever {attributes}/>"),
            format!("<user {attributes}></user>"),
        ] {
            let input = format!("{before}{record}{after}");
            let rows = rows(Report::IpassNetworkUsers, &input);
            let expected = format!("ann|example.com|true|false|-|1|{}|-|-", before.len());
            assert_eq!(rows, [expected], "{input}");
        }
    }
}

#[test]
fn bad_records_are_set_aside() {
    let record = |inside: &str| format!("<company>{inside}</company>");
    let good = record("<id>1</id>");
    for (bad, column, reason) in [
        (record("<id>2</id><isActive>maybe</isActive>"), Some("is_active"), Reason::Boolean),
        (record("<id>2</id><id>3</id>"), Some("id"), Reason::ColumnCount),
        (record(""), Some("id"), Reason::Missing),
        ("<company/>".to_owned(), Some("id"), Reason::Missing),
        (record("<id>\u{1}</id>"), None, Reason::ControlCharacter),
        (
            record(&format!("<id>2</id><name>{}</name>", "x".repeat(16_385))),
            Some("name"),
            Reason::TooLong,
        ),
        (record(&"<x>1</x>".repeat(65)), None, Reason::ColumnCount),
    ] {
        let input = format!("<companies>\n{good}\n{bad}\n{good}</companies>");
        let outcome = whole(Report::Companies, &input);
        assert_eq!(outcome.error, None, "{bad}");
        assert_eq!((outcome.accounting.read, outcome.accounting.accepted), (3, 2));
        let [refused] = &outcome.quarantined[..] else { panic!("{bad}") };
        assert_eq!(refused.raw, bad.as_bytes());
        assert_eq!((refused.column.as_deref(), refused.reason), (column, reason));
        assert_eq!((refused.line, refused.record), (3, 2));
        let offset = "<companies>\n\n".len() + good.len();
        assert_eq!(refused.offset, offset as u64);

        let strict = DecodeOptions::default().with_strict(true);
        let outcome = decode(Report::Companies, &strict, [input.as_bytes()]);
        let error = outcome.error.expect("strict");
        assert_eq!((error.kind(), error.column()), (DecodeErrorKind::Strict, column));
        assert_eq!((error.offset(), error.line(), error.record()), (offset as u64, 3, Some(2)));
        assert_eq!(outcome.accounting.accepted, 1);
    }
}

#[test]
fn bytes_that_are_not_utf8_stay_in_their_record() {
    let input =
        b"<companies><company><id>\xff</id></company><company><id>2</id></company></companies>";
    let outcome = decode(Report::Companies, &DecodeOptions::default(), [&input[..]]);
    assert_eq!(outcome.error, None);
    assert_eq!(outcome.quarantined[0].reason, Reason::Utf8);
    assert_eq!(outcome.accounting.accepted, 1);
}

#[test]
fn a_record_beyond_the_limit_is_cut_and_set_aside() {
    for long in [
        format!("<name>{}</name>", "x".repeat(100_000)),
        "<name>x</name>".repeat(10_000),
        format!("<name><!-- {} --></name>", "x".repeat(65_500)),
    ] {
        let input = format!(
            "<companies><company><id>1</id>{long}</company><company><id>2</id></company></companies>"
        );
        for size in [input.len(), 1000] {
            let outcome =
                decode(Report::Companies, &DecodeOptions::default(), input.as_bytes().chunks(size));
            assert_eq!(outcome.error, None);
            assert_eq!((outcome.accounting.read, outcome.accounting.accepted), (2, 1));
            let refused = &outcome.quarantined[0];
            assert_eq!((refused.reason, refused.raw.len()), (Reason::TooLong, 65_536));
            assert!(input.as_bytes()[11..].starts_with(&refused.raw));
        }
    }
}

#[test]
fn batches_are_full_but_the_last() {
    let input = format!("<companies>{}</companies>", "<company id='1'/>".repeat(10));
    let options = DecodeOptions::default().with_batch_rows(4);
    let outcome = decode(Report::Companies, &options, [input.as_bytes()]);
    let sizes: Vec<_> = outcome.batches.iter().map(|batch| batch.num_rows()).collect();
    assert_eq!(sizes, [4, 4, 2]);
}
