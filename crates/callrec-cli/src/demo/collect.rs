//! What the demo keeps of a body while it passes by: files, totals, days, children.

use arrow_array::cast::AsArray as _;
use arrow_array::{Array as _, RecordBatch};
use callrec::{Quarantined, Report, Summary};

use super::reconcile::Days;
use crate::failure::Failure;
use crate::output::Sink;
use crate::transfer::Receive;

/// A company's child as the portal lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Child {
    pub(super) id: String,
    pub(super) active: bool,
}

/// The receiver of one body.
pub(super) struct Collector {
    table: Report,
    pub(super) sinks: Vec<Sink>,
    pub(super) summary: Summary,
    pub(super) days: Days,
    pub(super) children: Vec<Child>,
    pub(super) rows: u64,
}

impl Collector {
    pub(super) fn new(table: Report, sinks: Vec<Sink>) -> Self {
        Self {
            table,
            sinks,
            summary: Summary::new(),
            days: Days::default(),
            children: Vec::new(),
            rows: 0,
        }
    }
}

impl Receive for Collector {
    fn batch(&mut self, batch: &RecordBatch) -> Result<(), Failure> {
        self.rows += batch.num_rows() as u64;
        match self.table {
            Report::IpassCdr => {
                self.summary.add(batch)?;
                self.days.add(batch)?;
            }
            Report::Companies => self.children.extend(children(batch)),
            _ => {}
        }
        self.sinks.iter_mut().try_for_each(|sink| sink.write(batch))
    }

    /// Counted by the decoder; the demo shows rows set aside with a file of its own.
    fn quarantined(&mut self, _: Vec<Quarantined>) -> Result<(), Failure> {
        Ok(())
    }
}

fn children(batch: &RecordBatch) -> Vec<Child> {
    let columns = (batch.column_by_name("id"), batch.column_by_name("is_active"));
    let (Some(ids), Some(active)) = columns else { return Vec::new() };
    let (Some(ids), Some(active)) = (ids.as_string_opt::<i32>(), active.as_boolean_opt()) else {
        return Vec::new();
    };
    (0..batch.num_rows())
        .map(|row| Child {
            id: ids.value(row).to_owned(),
            active: active.is_valid(row) && active.value(row),
        })
        .collect()
}
