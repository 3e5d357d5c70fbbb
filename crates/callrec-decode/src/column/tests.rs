//! Each kernel agrees with the exact reading of the same cells.

use proptest::prelude::*;

use super::{Column, GROUP, Kind, Spans};
use crate::scan::PADDING;

const KINDS: [Kind; 17] = [
    Kind::Text,
    Kind::Key,
    Kind::Dictionary,
    Kind::Integer,
    Kind::Minutes,
    Kind::Decimal,
    Kind::Instant,
    Kind::Local,
    Kind::Boolean,
    Kind::Invoice,
    Kind::Unsigned,
    Kind::IsoLocal,
    Kind::FeedLocal,
    Kind::FeedDate,
    Kind::FeedTime,
    Kind::IsoInstant,
    Kind::UsDate,
];

fn cell() -> impl Strategy<Value = String> {
    let date =
        "[0-3][0-9]-(JAN|Feb|mar|Apr|JUN|SEP|Okt)-(19|20)[0-9]{2} [0-2][0-9]:[0-6][0-9]:[0-6][0-9]";
    prop_oneof![
        2 => Just(String::new()),
        1 => "(?i)null",
        4 => "-?[0-9]{1,9}",
        4 => "-?[0-9]{1,3}(,[0-9]{3}){1,3}",
        4 => "-?[0-9]{0,10}\\.[0-9]{0,8}",
        2 => "[-+0-9.,eE ]{1,12}",
        6 => date,
        2 => "[0-9A-Za-z: -]{20}",
        4 => "20[0-2][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{1,7})?(Z|[+-][01][0-9]:[0-6]0)",
        2 => "[01][0-9]/[0-3][0-9]/(19|20)[0-2][0-9]",
        3 => "(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]( [0-2][0-9]:[0-6][0-9]:[0-6][0-9])?",
        2 => "[0-3]?[0-9]/[01]?[0-9]/20[0-9]{2} [0-2]?[0-9]:[0-6][0-9]:[0-6][0-9]( [ap]\\.m\\.)?",
        2 => "[0-2]?[0-9]:[0-6][0-9]:[0-6][0-9]( [AP]M)?",
        2 => "-?[0-9]{14,21}",
        1 => "N/A|n/a|N/B|NA/|N/A ",
        3 => "(?i)yes|no|true|false|0|1",
        4 => "[a-c]{1,2}",
        2 => "\\PC{0,40}",
        2 => "[\\x00-\\x7f]{0,12}",
        1 => "[a-z]{60,90}",
    ]
}

/// The cells one behind the other with a comma between, and where they stand.
fn laid_out(cells: &[String]) -> (Vec<u8>, Spans) {
    let mut bytes = Vec::new();
    let mut spans = Spans::new();
    spans.resize(cells.len());
    for (row, cell) in cells.iter().enumerate() {
        let start = bytes.len() as u32;
        bytes.extend_from_slice(cell.as_bytes());
        spans.set(row, start, bytes.len() as u32);
        bytes.push(b',');
    }
    bytes.resize(bytes.len() + PADDING, b'7');
    (bytes, spans)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..Default::default() })]

    #[test]
    fn fill_is_push(cells in prop::collection::vec(cell(), 1..=GROUP)) {
        for kind in KINDS {
            let mut exact = Column::new(kind);
            let taken: Vec<bool> = cells.iter().map(|cell| exact.push(cell.as_bytes()).is_ok()).collect();
            let (bytes, spans) = laid_out(&cells);
            let refused = Column::new(kind).fill(&bytes, &spans);
            for (row, taken) in taken.iter().enumerate() {
                prop_assert_eq!(refused >> row & 1 == 0, *taken, "{:?} {:?}", kind, &cells[row]);
            }
            let good: Vec<String> =
                cells.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(cell, _)| cell.clone()).collect();
            let (bytes, spans) = laid_out(&good);
            let mut fast = Column::new(kind);
            prop_assert_eq!(fast.fill(&bytes, &spans) & 1u64.checked_shl(good.len() as u32).unwrap_or(0).wrapping_sub(1), 0);
            let absent = |column: &mut Column| {
                column.take_absent().map(|(rows, text)| (rows.places().collect::<Vec<_>>(), text))
            };
            prop_assert_eq!(absent(&mut fast), absent(&mut exact), "{:?}", kind);
            prop_assert_eq!(&fast.finish().unwrap(), &exact.finish().unwrap(), "{:?}", kind);
        }
    }

    #[test]
    fn rows_taken_back_leave_no_trace(
        before in prop::collection::vec(cell(), 0..40),
        after in prop::collection::vec(cell(), 1..=GROUP),
        keep in 0..GROUP,
    ) {
        for kind in KINDS {
            let (mut marked, mut plain) = (Column::new(kind), Column::new(kind));
            let mut rows = 0;
            for cell in &before {
                if marked.push(cell.as_bytes()).is_ok() {
                    rows += 1;
                    prop_assert!(plain.push(cell.as_bytes()).is_ok());
                }
            }
            marked.mark();
            let (bytes, spans) = laid_out(&after);
            let refused = marked.fill(&bytes, &spans);
            let kept = keep.min(after.len()).min(refused.trailing_zeros() as usize);
            marked.truncate(rows + kept);
            for cell in &after[..kept] {
                prop_assert!(plain.push(cell.as_bytes()).is_ok());
            }
            let absent = |column: &mut Column| {
                column.take_absent().map(|(rows, _)| rows.places().collect::<Vec<_>>())
            };
            prop_assert_eq!(absent(&mut marked), absent(&mut plain), "{:?}", kind);
            let (marked, plain) = (marked.finish().unwrap(), plain.finish().unwrap());
            prop_assert_eq!(marked.to_data(), plain.to_data(), "{:?}", kind);
        }
    }
}

#[test]
fn a_dictionary_of_many_values_begins_anew_with_a_batch() {
    let mut column = Column::new(Kind::Dictionary);
    for _ in 0..3 {
        for value in 0..3000 {
            column.push(format!("value {value}").as_bytes()).unwrap();
            column.push(format!("a value that is longer than a slot: {value}").as_bytes()).unwrap();
            column.push(b"value 1").unwrap();
        }
        let array = column.finish().unwrap();
        let codes = arrow_array::cast::as_dictionary_array::<arrow_array::types::Int16Type>(&array);
        assert_eq!(codes.values().len(), 6000);
        assert_eq!(codes.keys().value(2), codes.keys().value(3));
    }
}
