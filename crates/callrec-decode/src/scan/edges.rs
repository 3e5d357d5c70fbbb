//! Padded text at the end of what can be read, and at its beginning: no kernel goes beyond.

use super::page::Paged;
use super::stops::{Stops, Syntax};
use super::*;

/// Bytes of every sort that is told apart.
fn text(length: usize) -> Vec<u8> {
    "1,23.5,\"a \"\"b\"\"\",-7\r\n\u{e9}\u{20ac},\u{1f600}<x>&]\\\",12345678901234567\n"
        .bytes()
        .cycle()
        .take(length)
        .collect()
}

/// What every kernel says of a padded text.
#[derive(Debug, PartialEq)]
struct Said {
    index: Index,
    utf8: bool,
    stops: Vec<u32>,
    figures: Vec<(u16, u64)>,
    appended: Vec<u8>,
}

fn said(bytes: &[u8], from: usize, separators: &mut Paged) -> Said {
    let to = bytes.len() - PADDING;
    let mut index = Index::default();
    super::index(bytes, from, to, Marks { delimiter: b',', quote: Some(b'"') }, &mut index);
    let mut stops = Vec::new();
    for syntax in [Syntax::Json, Syntax::Xml] {
        let mut known = Stops::new(syntax);
        while known.more(bytes, to, from) {}
        let mut at = from as u32;
        while let Some(mut cursor) = known.known(bytes).cursor(at) {
            let literal = Literal::new(&cursor.chunk()[..(at as usize % 33)]).expect("short");
            // At most 32 bytes behind the last one that is known.
            stops.extend(cursor.quoted(&literal).map(|(_, end)| end));
            cursor.chunk();
            stops.extend(cursor.trimmed());
            stops.extend(known.known(bytes).next(at));
            at += 1;
        }
    }
    // The separators, too, stand at the end of what can be read: they are gathered.
    let raw: Vec<u8> = index.separators().iter().flat_map(|at| at.to_ne_bytes()).collect();
    for place in [Paged::ending, Paged::beginning] {
        let raw = place(separators, &raw);
        // SAFETY: every four bytes are a number.
        let (before, numbers, after) = unsafe { raw.align_to::<u32>() };
        assert!(before.is_empty() && after.is_empty(), "aligned");
        for cells in 1..=numbers.len() {
            let rows = (numbers.len() / cells).min(GROUP);
            // The last rows of all, as the index has them.
            let grid =
                Grid::new(&numbers[numbers.len() - rows * cells..], cells, rows, from as u32);
            for column in 0..cells {
                let (mut starts, mut ends) = ([0; GROUP], [0; GROUP]);
                locate(grid, column, Sides { starts: &mut starts, ends: &mut ends });
                let ends_there = ends[..rows].iter().all(|&end| end as usize <= to);
                assert!(ends_there, "{cells} cells, column {column}");
            }
        }
    }
    let mut all = Said {
        utf8: is_utf8(bytes, from, to),
        index,
        stops,
        figures: Vec::new(),
        appended: Vec::new(),
    };
    // The last cells that there can be, up to one without a byte at the very end.
    for first in [from, to.saturating_sub(GROUP - 1).max(from)] {
        let starts: Vec<u32> = (first as u32..=to as u32).take(GROUP).collect();
        let ends = vec![to as u32; starts.len()];
        let cells = Cells::new(bytes, &starts, &ends).expect("padded");
        let mut found = Figures::default();
        figures(&cells, &mut found);
        all.figures.extend((0..cells.count()).map(|row| (found.digits[row], found.numbers[row])));
        let lengths = std::array::from_fn(|row| starts.get(row).map_or(0, |at| to as u32 - at));
        let mut into = Vec::with_capacity(1);
        let mut append = Append::new(&mut into, 0);
        let other = |into: &mut Vec<u8>, row| into.extend_from_slice(cells.text(row));
        append.push_all(&cells, &lengths, 1 << 3, &mut [0; GROUP], other);
        drop(append);
        all.appended.append(&mut into);
    }
    all
}

#[test]
fn kernels_keep_to_the_padded_text() {
    let (mut paged, mut separators) = (Paged::new(4096), Paged::new(4096));
    for length in (0..200).chain([256, 1000, 1023, 1024, 1025]) {
        let mut bytes = text(length);
        bytes.resize(length + PADDING, b'"');
        for from in [0, 1, length / 2, length] {
            let from = from.min(length);
            let boxed: Box<[u8]> = bytes[..].into();
            let expected = said(&boxed, from, &mut separators);
            assert_eq!(said(paged.ending(&bytes), from, &mut separators), expected);
            assert_eq!(said(paged.beginning(&bytes), from, &mut separators), expected);
        }
    }
}
