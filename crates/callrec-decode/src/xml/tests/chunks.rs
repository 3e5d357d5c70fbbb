use proptest::prelude::*;

use super::decode;
use crate::{DecodeErrorKind, DecodeOptions, Report};

/// Pieces that documents are put together from, well-formed as a whole or not.
const PIECES: &[&str] = &[
    "\u{feff}",
    "<?xml version='1.0'?>",
    "<!DOCTYPE a>",
    "<companies>",
    "</companies>",
    "<users count='2'>",
    "</users>",
    "<company>",
    "</company>",
    "<company id='3' isActive=\"1\"/>",
    "<id>",
    "</id>",
    "<id/>",
    "<name>",
    "</name>",
    "<isActive>maybe</isActive>",
    "<user>",
    "</user>",
    "<userName>",
    "</userName>",
    "<guest userName='>'/>",
    "<other>",
    "</other>",
    "<count>1</count>",
    "ann",
    " ",
    "\r\n",
    "\r",
    "\n",
    "é",
    "&amp;",
    "&#x41;",
    "&#0;",
    "&",
    "]]>",
    "<![CDATA[ <x> ]]>",
    "<!-- - -->",
    "<!--",
    "<",
    ">",
    "'",
    "\u{1}",
];

fn documents() -> impl Strategy<Value = Vec<u8>> {
    let company = prop_oneof![
        4 => Just("<company><id>1</id><name>a &amp; b</name><isActive>true</isActive></company>\n"),
        1 => Just("<company>\r\n<id>2</id><isActive>perhaps</isActive></company>"),
        1 => Just("<company><id>3</id><note>long long long long long long long</note></company>"),
        1 => Just("<company><name>x</name><!-- y --><![CDATA[z]]></company>"),
        1 => Just("<user userName='ann' userDomain='example.com'/>"),
        1 => Just("<any>\n<userName>ann</userName></any>"),
    ];
    let mostly_good =
        (prop::collection::vec(company, 0..12), any::<bool>()).prop_map(|(items, closed)| {
            let end = if closed { "</companies>\n" } else { "" };
            format!("<?xml version='1.0'?>\r\n<companies>{}{end}", items.concat()).into_bytes()
        });
    let anything = prop::collection::vec(prop::sample::select(PIECES), 0..24)
        .prop_map(|pieces| pieces.concat().into_bytes());
    let with_noise = (mostly_good.clone(), any::<prop::sample::Index>(), any::<u8>()).prop_map(
        |(mut document, at, byte)| {
            let at = at.index(document.len());
            document[at] = byte;
            document
        },
    );
    prop_oneof![mostly_good, anything, with_noise]
}

proptest! {
    #[test]
    fn any_split_gives_the_same(
        document in documents(),
        report in prop::sample::select(&[Report::Companies, Report::IpassNetworkUsers][..]),
        batch_rows in 1_usize..5,
        record_bytes in prop_oneof![Just(64_usize), Just(65_536)],
        mut cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let mut options = DecodeOptions::default().with_batch_rows(batch_rows);
        options.limits.record_bytes = record_bytes;
        let whole = decode(report, &options, [&document[..]]);
        let bytes = decode(report, &options, document.chunks(1));
        prop_assert_eq!(&whole, &bytes);

        cuts.sort_by_key(|cut| cut.index(document.len() + 1));
        let mut chunks = Vec::new();
        let mut from = 0;
        for cut in cuts {
            let to = cut.index(document.len() + 1);
            chunks.push(&document[from..to]);
            from = to;
        }
        chunks.push(&document[from..]);
        prop_assert_eq!(&whole, &decode(report, &options, chunks));
    }

    #[test]
    fn a_document_cut_short_is_never_taken_for_whole(count in 0_usize..6, cut in any::<prop::sample::Index>()) {
        let items = "<company><id>1</id><isActive>true</isActive></company>".repeat(count);
        let document = format!("<companies>{items}</companies>");
        let cut = &document.as_bytes()[..cut.index(document.len())];
        let outcome = decode(Report::Companies, &DecodeOptions::default(), [cut]);
        prop_assert_eq!(outcome.error.map(|error| error.kind()), Some(DecodeErrorKind::Truncated));
    }
}
