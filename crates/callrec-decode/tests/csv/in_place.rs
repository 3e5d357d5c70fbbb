//! Large pieces of input are read where they are; small ones are copied first. Both give the same.

use callrec_decode::{DecodeOptions, Report};
use proptest::prelude::*;

use crate::columns::decode;
use crate::generate::{HEADER, row};

/// What comes between the plain rows of a long body.
const SURPRISES: [&str; 12] = [
    "\n",
    "\r\n",
    "bad row\n",
    "TX9,,,,\"two\nlines\",01-JAN-2026 00:00:00,,,,1,,,,\n",
    "TX9,,,,\"a \"\"b\"\" c\",01-JAN-2026 00:00:00,,,,1,,,,\r\n",
    "TX9,,,,a \"b\" c,01-JAN-2026 00:00:00,,,,1,,,,\n",
    "TX9,,,,,01-JAN-2026 00:00:00,,,,1,,,,,\n",
    "TX9,,,,,01-JAN-2026 00:00:00,,,,\"\"\"1\"\"\",,,,\n",
    ",,,,,01-JAN-2026 00:00:00,,,,1,,,,\n",
    "TX9,,,,,31-FEB-2026 00:00:00,,,,1,,,,\n",
    "TX9,,,,\"stray\"\"\n",
    "TX9,,,,\r,01-JAN-2026 00:00:00,,,,1,,,,\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..Default::default() })]

    #[test]
    fn copied_and_in_place(
        surprises in prop::collection::vec((0..700_usize, 0..SURPRISES.len()), 0..12),
        ends in prop::sample::select(vec!["\n", "\r\n"]),
        rows in 300..900_usize,
        batch_rows in prop::sample::select(vec![1_usize, 7, 64, 100, 8192]),
        sizes in prop::collection::vec(1..60_000_usize, 1..6),
        first in 0..1000_usize,
    ) {
        let mut body = format!("{HEADER}{ends}");
        for number in first..first + rows {
            for (_, which) in surprises.iter().filter(|(at, _)| *at == number - first) {
                body += SURPRISES[*which];
            }
            body += &row(number);
            body += ends;
        }
        let options = DecodeOptions::default().with_batch_rows(batch_rows);
        let read = |chunks: Vec<&[u8]>| decode(Report::IpassCdr, &options, chunks);
        let copied = read(body.as_bytes().chunks(1000).collect());
        prop_assert!(copied.accounting.accepted > 0 || copied.error.is_some());
        prop_assert_eq!(&read(vec![body.as_bytes()]), &copied);
        let (mut rest, mut chunks) = (body.as_bytes(), Vec::new());
        for &size in sizes.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (chunk, others) = rest.split_at(size.min(rest.len()));
            chunks.push(chunk);
            rest = others;
        }
        prop_assert_eq!(&read(chunks), &copied);
    }
}
