//! What the tests of this folder look at.

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, UInt64Type};
use callrec_decode::{DecodeOptions, Report};

pub(crate) use crate::outcome::{Outcome, decode};

/// A CDR body in one piece, with default options.
pub(crate) fn cdr(body: impl AsRef<[u8]>) -> Outcome {
    decode(Report::IpassCdr, &DecodeOptions::default(), [body.as_ref()])
}

/// A body of network users in one piece, with default options.
pub(crate) fn users(body: impl AsRef<[u8]>) -> Outcome {
    decode(Report::IpassNetworkUsers, &DecodeOptions::default(), [body.as_ref()])
}

impl Outcome {
    /// The texts of a column, null as `None`.
    pub(crate) fn text(&self, name: &str) -> Vec<Option<String>> {
        let mut all = Vec::new();
        for batch in &self.batches {
            let column = batch.column_by_name(name).expect("a column of the schema");
            match column.as_string_opt::<i32>() {
                Some(texts) => all.extend(texts.iter().map(|text| text.map(str::to_owned))),
                None => {
                    let codes = column.as_dictionary::<arrow_array::types::Int16Type>();
                    let texts = codes.downcast_dict::<arrow_array::StringArray>().expect("text");
                    all.extend(texts.into_iter().map(|text| text.map(str::to_owned)));
                }
            }
        }
        all
    }

    /// The transaction ids.
    pub(crate) fn ids(&self) -> Vec<String> {
        self.text("transaction_id").into_iter().map(|id| id.expect("never null")).collect()
    }

    /// A decimal column in millionths.
    pub(crate) fn decimals(&self, name: &str) -> Vec<Option<i128>> {
        let columns = self.batches.iter().map(|batch| batch.column_by_name(name).unwrap());
        columns.flat_map(|column| column.as_primitive::<Decimal128Type>().iter()).collect()
    }

    /// Line and offset of each row.
    pub(crate) fn places(&self) -> Vec<(u64, u64)> {
        let mut all = Vec::new();
        for batch in &self.batches {
            let values = |name| batch.column_by_name(name).unwrap().as_primitive::<UInt64Type>();
            let (lines, offsets) = (values("_line").values(), values("_offset").values());
            all.extend(lines.iter().copied().zip(offsets.iter().copied()));
        }
        all
    }

    /// The entries of `_extra`.
    pub(crate) fn extra(&self) -> Vec<Option<Vec<(String, String)>>> {
        let mut all = Vec::new();
        for batch in &self.batches {
            let maps = batch.column_by_name("_extra").unwrap().as_map();
            all.extend(maps.iter().map(|entries| {
                entries.map(|entries| {
                    let names = entries.column(0).as_string::<i32>();
                    let values = entries.column(1).as_string::<i32>();
                    let pairs = names.iter().zip(values.iter());
                    pairs.map(|(n, v)| (n.unwrap().to_owned(), v.unwrap().to_owned())).collect()
                })
            }));
        }
        all
    }
}
