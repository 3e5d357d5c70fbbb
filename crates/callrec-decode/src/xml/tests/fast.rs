//! The fast path takes what the exact path would take, and nothing else.

use proptest::prelude::*;

use super::{Path, decode_by};
use crate::{DecodeOptions, Report};

/// Children of a made-up user, and what may come in their place.
const CHILDREN: &[&str] = &[
    "<username>ann@example</username>",
    "<username> bob@example </username>",
    "<username>\tcarl@example\n</username>",
    "<username>d&amp;d@example</username>",
    "<username>\u{e9}ve@example</username>",
    "<username></username>",
    "<username>null</username>",
    "<email>ann@example.com</email>",
    "<email/>",
    "<email><![CDATA[a@b]]></email>",
    "<email>a<!-- b -->c</email>",
    "<email kind='x'>ann@example.com</email>",
    "<email>]]></email>",
    "<email>]]&gt;</email>",
    "<fname>Ann</fname>",
    "<fname >Ann</fname >",
    "<fname>a long first name that does not fit into thirty-two bytes at all</fname>",
    "<lname>O'Neill</lname>",
    "<lname>a > b</lname>",
    "<lname> &#32;a &lt;&#x41;\n </lname>",
    "<lname>&b;</lname>",
    "<lname>a & b; c</lname>",
    "<lname>a\r\nb</lname>",
    "<regCodeUser>a&gt;b\n</regCodeUser>",
    "<isActive>&#49;</isActive>",
    "<numDevices>&amp;</numDevices>",
    "<isActive>1</isActive>",
    "<isActive>perhaps</isActive>",
    "<endUserStatus>Active</endUserStatus>",
    "<endUserStatus>Suspended</endUserStatus>",
    "<thorUserId>54321</thorUserId>",
    "<homeCountry>CH</homeCountry>",
    "<homecountry>CH</homecountry>",
    "<HOME_COUNTRY/>",
    "<numDevices>3</numDevices>",
    "<numDevices>three</numDevices>",
    "<startDate>10/31/2017</startDate>",
    "<startDate>2017</startDate>",
    "<acaToken>EbTX suZVq</acaToken>",
    "<acaToken>EbTXsuZVq</acaToken>",
    "<acaToken>Eb\u{a0}TX</acaToken>",
    "<regCodeUser>true</regCodeUser>",
    "<regCodeUser></regCodeUser>",
    "<RegCodeUser>2</RegCodeUser>",
    "<a:note xmlns:a='u'>x</a:note>",
    "<deviceLimit>0</deviceLimit>",
    "< deviceLimit >0</deviceLimit>",
    "<notifications><notification subscribe=\"true\"><type>Activate</type></notification></notifications>",
    "<notifications>\n<notification subscribe='false'><type>activate</type></notification>\
     <notification subscribe='true'>\n<type>Suspend</type></notification></notifications>",
    "<notifications><notification subscribe='true'><type>Other</type></notification></notifications>",
    "<notifications><notification><type>Activate</type></notification></notifications>",
    "<address kind='p'><city>Ghent</city>loose</address>",
    "<endUser><username>x</username></endUser>",
    "<!-- a comment -->",
    "<?pi?>",
    "loose text",
    "&#x41;",
    "\u{1}",
];

/// White space between tags.
const GAPS: &[&str] = &["", "\n    ", "\n    ", "\n    ", "\r\n\t", " ", "\r"];

fn user() -> impl Strategy<Value = String> {
    let usual = (
        prop::collection::vec(any::<bool>(), 8),
        "[a-z]{1,12}",
        0..3_usize,
        any::<bool>(),
        prop::bool::weighted(0.05),
    );
    let usual = usual.prop_map(|(there, name, gap, shuffled, twice)| {
        let gap = GAPS[gap];
        let mut children = [
            format!("<email>{name}@example.com</email>"),
            format!("<fname>{name}{}</fname>", ["", "", "&amp;", "\n"][name.len() % 4]),
            "<isActive>1</isActive>".to_owned(),
            format!("<username>{name}@example</username>"),
            "<endUserStatus>Active</endUserStatus>".to_owned(),
            "<homeCountry>CH</homeCountry>".to_owned(),
            "<regCodeUser>7</regCodeUser>".to_owned(),
            "<notifications><notification subscribe='true'><type>Activate</type></notification>\
             </notifications>"
                .to_owned(),
        ];
        if shuffled {
            children.rotate_left(name.len() % 8);
        }
        let there = if twice { vec![true; 8] } else { there };
        let kept = children.iter().zip(there).filter(|(_, there)| *there);
        let children: String = kept.map(|(child, _)| format!("{gap}{child}")).collect();
        // Twice: markup that is known in an order that is not.
        let children = children.repeat(1 + usize::from(twice));
        format!("<endUser>{children}{gap}</endUser>")
    });
    let odd =
        prop::collection::vec((prop::sample::select(GAPS), prop::sample::select(CHILDREN)), 0..7);
    let odd = odd.prop_map(|children| {
        let children: String =
            children.into_iter().map(|(gap, child)| format!("{gap}{child}")).collect();
        format!("<endUser>{children}</endUser>")
    });
    let other = prop::sample::select(
        &["<EndUser><username>x</username></EndUser>", "<endUser id='4'/>", "<page>1</page>", " "]
            [..],
    );
    prop_oneof![40 => usual, 4 => odd, 1 => other.prop_map(str::to_owned)]
}

/// Lists of users, most of them well-formed; some with a bit that is wrong, some cut short.
fn documents() -> impl Strategy<Value = Vec<u8>> {
    let users = prop::collection::vec((user(), prop::sample::select(GAPS)), 0..16);
    let frame = prop::sample::select(
        &[
            ["<endUsers>", "</endUsers>"],
            ["<?xml version='1.0'?>\n<r><endUsers>\n", "\n</endUsers></r>\n"],
            ["<endUsers>", "</endUser>"],
        ][..],
    );
    let whole = (users, frame).prop_map(|(users, [before, after])| {
        // A document that repeats itself, so that there is something to predict.
        let users: String = users.into_iter().map(|(user, gap)| user + gap).collect();
        format!("{before}{}{after}", users.repeat(3)).into_bytes()
    });
    (whole, any::<prop::sample::Index>(), 0..10_u8, 0..8_u32).prop_map(
        |(mut document, at, fault, bit)| {
            let at = at.index(document.len());
            match fault {
                0 => document[at] ^= 1 << bit,
                1 => document.truncate(at),
                2 => drop(document.remove(at)),
                3 => document.insert(at, b"<>&\0\xff/ \n"[bit as usize]),
                _ => {}
            }
            document
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..Default::default() })]

    #[test]
    fn fast_is_exact(
        document in documents(),
        batch_rows in prop_oneof![1 => 1_usize..5, 2 => Just(100), 4 => Just(8192)],
        record_bytes in prop_oneof![1 => Just(150_usize), 4 => Just(65_536)],
        field_bytes in prop_oneof![1 => Just(18_usize), 4 => Just(16_384)],
        columns in prop_oneof![1 => Just(6_usize), 4 => Just(64)],
        size in prop_oneof![Just(usize::MAX), 1_usize..3000],
    ) {
        let mut options = DecodeOptions::default().with_batch_rows(batch_rows);
        options.limits.record_bytes = record_bytes;
        options.limits.field_bytes = field_bytes;
        options.limits.columns = columns;
        let exact = decode_by(Path::Exact, Report::Users, &options, [&document[..]]);
        for path in [Path::Portable, Path::Fastest] {
            let whole = decode_by(path, Report::Users, &options, [&document[..]]);
            prop_assert!(exact == whole, "{}\n{exact:?}\n{whole:?}", document.escape_ascii());
            let chunks = document.chunks(size.min(document.len().max(1)));
            let chunked = decode_by(path, Report::Users, &options, chunks);
            prop_assert!(exact == chunked, "{}\n{exact:?}\n{chunked:?}", document.escape_ascii());
        }
    }
}

/// So many users of one shape.
fn users(count: usize) -> Vec<u8> {
    let mut list = String::from("<endUsers>\n");
    for number in 0..count {
        list += &format!(
            "  <endUser>\n    <email>u{number}@example.com</email>\n    <fname>U</fname>\n    \
             <isActive>1</isActive>\n    <username>u{number}@example</username>\n  </endUser>\n"
        );
    }
    (list + "</endUsers>").into_bytes()
}

#[test]
fn every_cut_of_a_long_list_is_seen() {
    let list = users(100);
    let options = DecodeOptions::default();
    for cut in (list.len() - 300..list.len()).chain((0..list.len()).step_by(997)) {
        let outcome = decode_by(Path::Fastest, Report::Users, &options, [&list[..cut]]);
        assert_eq!(outcome, decode_by(Path::Exact, Report::Users, &options, [&list[..cut]]));
        assert!(outcome.error.is_some(), "{cut}");
    }
}

#[test]
fn most_of_a_long_list_is_predicted() {
    let list = users(3000);
    let mut decoder =
        super::XmlDecoder::new(Report::Users, &DecodeOptions::default()).expect("a report in XML");
    decoder.decode(&list).expect("well-formed");
    decoder.finish().expect("well-formed");
    assert_eq!(decoder.accounting().accepted, 3000);
    let exact = decoder.exact_records;
    assert!(exact <= 4, "{exact} of 3000 records were left to the exact path");
}

/// Texts with references in columns of every kind, next to plain ones, in records that are predicted.
#[test]
fn references_do_not_end_the_prediction() {
    const PLACES: [[&str; 2]; 6] = [
        ["<fname>U", "<fname>&#x41; &lt;\n"],
        ["<username>u", "<username>&apos;u"],
        ["<isActive>1", "<isActive>&#49;"],
        ["<endUserStatus>A", "<endUserStatus>&#65;"],
        ["<regCodeUser>x", "<regCodeUser> &#32;\nx"],
        ["<numDevices>3", "<numDevices>&#51;"],
    ];
    const WRONG: [[&str; 2]; 3] = [
        ["<numDevices>3", "<numDevices>&amp;"],
        ["<username>u", "<username>&#10;&#1;u"],
        ["<regCodeUser>x", "<regCodeUser>&nbsp;"],
    ];
    let list = |wrong: usize| {
        let users = (0..300).map(|number| {
            let user = format!(
                "<endUser><fname>U</fname><username>u{number}</username><isActive>1</isActive>\
                 <endUserStatus>A</endUserStatus><regCodeUser>x</regCodeUser>\
                 <numDevices>3</numDevices></endUser>\n"
            );
            let [from, to] = match number {
                0..2 => return user,
                200 if wrong < WRONG.len() => WRONG[wrong],
                _ => PLACES[number / 3 % PLACES.len()],
            };
            if number % 3 == 0 && number != 200 { user } else { user.replace(from, to) }
        });
        format!("<endUsers>\n{}</endUsers>", users.collect::<String>()).into_bytes()
    };
    let options = DecodeOptions::default();
    for wrong in 0..=WRONG.len() {
        let list = list(wrong);
        let exact = decode_by(Path::Exact, Report::Users, &options, [&list[..]]);
        for path in [Path::Portable, Path::Fastest] {
            let fast = decode_by(path, Report::Users, &options, [&list[..]]);
            assert_eq!(fast, exact, "{wrong}");
        }
        assert_eq!(exact.accounting.accepted == 300, wrong == WRONG.len(), "{wrong}");
    }
    let mut decoder = super::XmlDecoder::new(Report::Users, &options).expect("a report in XML");
    decoder.decode(&list(WRONG.len())).expect("well-formed");
    decoder.finish().expect("well-formed");
    let exact = decoder.exact_records;
    assert!(exact <= 6, "{exact} of 300 records were left to the exact path");
}

#[test]
fn a_flipped_bit_is_never_passed_over() {
    let list = &users(12)[..1100];
    let end = list.len() - list.iter().rev().position(|&byte| byte == b'>').expect("a tag");
    let list = [&list[..end], &[b' '; 200]].concat();
    let options = DecodeOptions::default();
    for at in 0..list.len() {
        for bit in [0, 5, 7] {
            let mut flipped = list.clone();
            flipped[at] ^= 1 << bit;
            let fast = decode_by(Path::Fastest, Report::Users, &options, [&flipped[..]]);
            let exact = decode_by(Path::Exact, Report::Users, &options, [&flipped[..]]);
            assert_eq!(fast, exact, "byte {at} bit {bit}");
        }
    }
}

/// Every piece of markup in the last record is known, the record as a whole is wrong.
#[test]
fn known_markup_in_a_wrong_order_is_seen() {
    let [u, e, x] = [
        "<username>a@example</username>",
        "<email>a@example.com</email>",
        "<regCodeUser>1</regCodeUser>",
    ];
    let upper = x.replace("regCodeUser", "RegCodeUser");
    let n = "<notifications><notification subscribe='true'><type>Activate</type></notification>\
        </notifications>";
    let bodies = [
        [u, e, x].concat(),
        [e, u].concat(),
        [x, u].concat(),
        [u, x].concat(),
        [u, &upper].concat(),
        [&upper, u].concat(),
        [u, n, e].concat(),
        [e, n, u].concat(),
        [e, x, u].concat(),
    ];
    let record = |body: &str| format!("<endUser>{body}</endUser>\n");
    let other = |body: &str| format!("<EndUser>{body}</EndUser>\n");
    let known: String = bodies.iter().map(|body| record(body)).collect();
    let others: String = bodies.iter().map(|body| other(body)).collect();
    let tail: String = bodies.iter().map(|body| record(body)).collect();
    for (last, error) in [
        (record(&[u, e, u].concat()), false),
        (record(&[e, u, x, u].concat()), false),
        (record(&[x, u, x].concat()), false),
        (record(&[x, u, &upper].concat()), false),
        (record(&[u, n, e, n, u].concat()), false),
        (record(&[e, x].concat()), false),
        (format!("<endUser>{u}</EndUser>\n"), true),
        (format!("<EndUser>{u}</endUser>\n"), true),
        (format!("<endUser>{u}</email></endUser>\n"), true),
    ] {
        let list = [&known, &others, &known, &others, &last, &tail, &tail, &tail];
        let list = format!("<endUsers>{}</endUsers>", list.map(String::as_str).concat());
        let options = DecodeOptions::default();
        let exact = decode_by(Path::Exact, Report::Users, &options, [list.as_bytes()]);
        let fast = decode_by(Path::Fastest, Report::Users, &options, [list.as_bytes()]);
        assert_eq!(exact.error.is_some(), error, "{last}");
        assert_eq!(exact, fast, "{last}");
    }
}
