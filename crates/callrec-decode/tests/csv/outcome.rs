//! Everything that decoding a body gives, in a form that can be compared.

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, UInt64Type};
use callrec_decode::{Accounting, DecodeError, DecodeOptions, Quarantined, Report, ReportDecoder};

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) batches: Vec<RecordBatch>,
    pub(crate) accounting: Accounting,
    pub(crate) quarantined: Vec<Quarantined>,
    pub(crate) error: Option<DecodeError>,
    pub(crate) clean: bool,
}

/// Decodes chunks as a careful caller does.
pub(crate) fn decode<'a>(
    report: Report,
    options: &DecodeOptions,
    chunks: impl IntoIterator<Item = &'a [u8]>,
) -> Outcome {
    let mut decoder = ReportDecoder::new(report, options.clone());
    let mut batches = Vec::new();
    let fed = chunks.into_iter().try_for_each(|chunk| feed(&mut decoder, chunk, &mut batches));
    let ended = fed.and_then(|()| decoder.finish());
    let error = loop {
        match decoder.flush() {
            Ok(Some(batch)) => batches.push(batch),
            Ok(None) => break ended.err(),
            Err(error) => {
                assert_eq!(decoder.flush(), Err(error.clone()), "an error is final");
                assert_eq!(decoder.decode(b"x"), Err(error.clone()), "an error is final");
                break Some(error);
            }
        }
    };
    let accounting = decoder.accounting();
    assert!(accounting.balanced(), "{accounting:?}");
    let rows: usize = batches.iter().map(RecordBatch::num_rows).sum();
    assert_eq!(rows as u64, accounting.rows(), "each row that is counted is in a batch");
    let quarantined = decoder.take_quarantined();
    assert_eq!(quarantined.len() as u64, accounting.quarantined);
    let full = batches.split_last().map_or(&[][..], |(_, full)| full);
    assert!(full.iter().all(|batch| batch.num_rows() == options.batch_rows), "exact batches");
    Outcome { batches, accounting, quarantined, error, clean: decoder.ended_cleanly() }
}

fn feed(
    decoder: &mut ReportDecoder,
    mut chunk: &[u8],
    batches: &mut Vec<RecordBatch>,
) -> Result<(), DecodeError> {
    while !chunk.is_empty() {
        let taken = decoder.decode(chunk)?;
        if taken < chunk.len() {
            let batch = decoder.flush()?.expect("fewer bytes taken than given: a batch is full");
            batches.push(batch);
        }
        chunk = &chunk[taken..];
    }
    Ok(())
}

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
