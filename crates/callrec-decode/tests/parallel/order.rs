//! The same rows in the same order, again and again.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int16Type;
use arrow_array::{ArrayRef, RecordBatch};
use callrec_decode::{DecodeOptions, ParallelOptions, Report};

use crate::body::{Watched, cdr};
use crate::outcome::decode;
use crate::outcome::parallel::decode_parallel;

fn batches(threads: usize, body: &[u8]) -> Vec<RecordBatch> {
    let parallel = ParallelOptions::default().with_threads(threads).with_block_bytes(20_000);
    decode_parallel(Report::IpassCdr, &DecodeOptions::default(), parallel, body).batches
}

#[test]
fn large_bodies_give_what_one_thread_gives() {
    for lines in [false, true] {
        let body = cdr(40_000, lines);
        let alone = decode(Report::IpassCdr, &DecodeOptions::default(), [&body[..]]);
        assert_eq!((alone.accounting.accepted, &alone.error), (40_000, &None));
        for (threads, block) in [(1, 1 << 19), (2, 100_000), (4, 5_000), (4, 1 << 19), (9, 40_000)]
        {
            let parallel = ParallelOptions::default().with_threads(threads).with_block_bytes(block);
            let together =
                decode_parallel(Report::IpassCdr, &DecodeOptions::default(), parallel, &body);
            assert_eq!(together.difference(&alone), None, "{threads} threads, blocks of {block}");
        }
    }
}

/// Codes of dictionaries too: a file made of the batches is the same byte for byte.
#[test]
fn batches_do_not_depend_on_which_thread_was_free() {
    let body = cdr(20_000, true);
    let first = batches(2, &body);
    for threads in [2, 3, 4, 8] {
        assert!(stored(&batches(threads, &body)) == stored(&first), "{threads} threads");
    }
}

/// The columns, of dictionaries the codes and the values.
fn stored(batches: &[RecordBatch]) -> Vec<ArrayRef> {
    let columns = batches.iter().flat_map(|batch| batch.columns().iter());
    let parts = columns.flat_map(|column| match column.as_dictionary_opt::<Int16Type>() {
        Some(codes) => vec![Arc::new(codes.keys().clone()) as ArrayRef, codes.values().clone()],
        None => vec![ArrayRef::clone(column)],
    });
    parts.collect()
}

#[test]
fn a_bad_row_costs_its_block_and_no_row() {
    let mut body = cdr(5_000, false);
    let bad = b"T\"x,a,05-MAR-2026 00:00:00,1,d\n";
    let middle = body.len() / 2 + memchr::memchr(b'\n', &body[body.len() / 2..]).unwrap() + 1;
    body.splice(middle..middle, bad.iter().copied());
    let mut reader = Watched::whole(body).reader();
    let (rows, error) = crate::body::drain(&mut reader);
    assert_eq!((rows, error), (5_000, None));
    let [record] = &reader.take_quarantined()[..] else { panic!("one record is set aside") };
    assert_eq!((record.offset, &record.raw[..]), (middle as u64, &bad[..bad.len() - 1]));
    assert!(record.line == record.record + 1 && reader.ended_cleanly());
}
