//! From batches of the lists to typed objects.

use arrow_array::RecordBatch;
use callrec_decode::Report;

use super::columns::Columns;
use crate::{Error, ErrorKind, Reader, Result};

/// An object of one of the provisioning systems' lists, made from a row of its table.
///
/// The table ([`Row::REPORT`]) is what callrec reads; this is a typed view of it.
pub trait Row: Sized + sealed::FromColumns {
    /// The table.
    const REPORT: Report;

    /// The objects of a batch, in its order.
    ///
    /// `InvalidArgument` for a batch of another table.
    fn rows(batch: &RecordBatch) -> Result<Vec<Self>> {
        let columns = Columns::of(batch, Self::REPORT)?;
        (0..batch.num_rows()).map(|row| Self::from_columns(&columns, row)).collect()
    }
}

pub(super) mod sealed {
    use super::super::columns::Columns;
    use crate::Result;

    /// The one step that differs between the objects; no other crate can take it.
    pub trait FromColumns: Send + 'static {
        #[doc(hidden)]
        fn from_columns(columns: &Columns<'_>, row: usize) -> Result<Self>
        where
            Self: Sized;
    }
}

/// All of a list.
///
/// Nothing is left out in silence: a record that had to be set aside is an error here, with its place;
/// whoever wants the others reads the table itself.
pub(in crate::providers) async fn collect<T: Row>(mut reader: Reader) -> Result<Vec<T>> {
    let mut objects = Vec::new();
    while let Some(batch) = reader.next_batch().await {
        objects.append(&mut T::rows(&batch?)?);
    }
    match reader.take_quarantined().first() {
        None => Ok(objects),
        Some(first) => {
            let count = reader.accounting().quarantined;
            let detail = format!("{count} records cannot be read, the first one: {}", first.reason);
            Err(Error::new(ErrorKind::Decode, detail)
                .with_line(first.line)
                .with_offset(first.offset)
                .with_hint("read the list as a table to have the others"))
        }
    }
}
