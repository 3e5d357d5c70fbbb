//! Batches of records to files: CSV, NDJSON, Parquet, Arrow IPC; whole or not at all.
//!
//! A [`Writer`] writes one format to anything that is [`std::io::Write`]. A [`FileWriter`] writes to a
//! hidden file beside the target and gives it its name only when everything is on disk.
//!
//! # Text forms
//!
//! CSV and NDJSON share them with every language's examples and tests:
//!
//! | Arrow type | text | in NDJSON |
//! |---|---|---|
//! | Utf8, Dictionary | as it is | string |
//! | Int64, UInt64 | `-12` | number |
//! | Decimal128(p, s) | `12.340000`, always s places | string |
//! | Timestamp(µs, zone) | `2026-09-30T23:59:58Z` | string |
//! | Timestamp(µs) | `2026-09-30T23:59:58` | string |
//! | Date32 | `2026-09-30` | string |
//! | Time64(µs) | `10:57:10` | string |
//! | Boolean | `true` | `true` |
//! | Map(Utf8, Utf8) | `{"key":"value"}` | object |
//! | null | nothing | `null` |
//!
//! A fraction of a second is printed, in six digits, only when it is not zero. An empty text that is
//! not null is `""` in CSV. Lines end in LF.
//!
//! # Columnar forms
//!
//! Parquet and Arrow IPC keep the types of the batches, but columns of dictionary type become plain
//! text: batches need not share a dictionary, and not every reader takes a file whose dictionaries
//! grow. (Parquet encodes repeated text compactly by itself.) `callrec.report` and `callrec.version`
//! are in the file's metadata.
//!
//! # Secrets
//!
//! What stands in a column that is marked secret is written as `***`, in every format, unless
//! [`WriteOptions::reveal_secrets`] asks for it.
//!
//! # Example
//!
//! ```
//! use std::sync::Arc;
//!
//! use arrow_array::{ArrayRef, RecordBatch, StringArray};
//! use callrec_export::{Format, WriteOptions, Writer};
//!
//! let ids: ArrayRef = Arc::new(StringArray::from(vec!["T1", "T2"]));
//! let batch = RecordBatch::try_from_iter([("transaction_id", ids)])?;
//! let mut writer = Writer::new(Vec::new(), Format::Csv, &batch.schema(), WriteOptions::default())?;
//! writer.write(&batch)?;
//! assert_eq!(writer.finish()?, b"transaction_id\nT1\nT2\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![deny(missing_docs)]

mod arrow_file;
mod csv;
mod error;
mod file;
mod format;
mod ndjson;
mod parquet_file;
mod partial;
mod plain;
mod secret;
mod text;
mod writer;

pub use error::{ExportError, Operation};
pub use file::FileWriter;
pub use format::Format;
pub use writer::{WriteOptions, Writer};
