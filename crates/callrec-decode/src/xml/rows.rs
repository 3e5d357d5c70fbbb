//! Records to columns: counted, checked, and handed on in batches.

use std::collections::VecDeque;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::UInt64Type;

use super::cells::{Cells, Refusal};
use super::fault::Fault;
use super::layout::Layout;
use super::position::Position;
use super::values::Values;
use crate::column;
use crate::decoder::Places;
use crate::quarantine::Held;
use crate::table::Table;
use crate::{Accounting, DecodeErrorKind, DecodeOptions, Quarantined, Reason};

/// Bytes of records after which a batch is ended early: far below what 32-bit offsets can hold.
const BATCH_BYTES: usize = 1 << 30;

/// All that has come out of the input so far.
pub(super) struct Rows {
    pub(super) layout: &'static Layout,
    pub(super) options: DecodeOptions,
    values: Values,
    cells: Cells,
    pub(super) table: Table,
    /// Bytes of the records in the table.
    bytes: usize,
    ready: VecDeque<RecordBatch>,
    accounting: Accounting,
    quarantined: Held,
}

impl Rows {
    pub(super) fn new(layout: &'static Layout, options: DecodeOptions) -> Self {
        let kinds = layout.columns.iter().map(|column| column.kind);
        Self {
            layout,
            values: Values::default(),
            cells: Cells::default(),
            table: Table::new(layout.report.schema(), kinds),
            bytes: 0,
            ready: VecDeque::new(),
            accounting: Accounting::default(),
            quarantined: Held::new(&options.limits),
            options,
        }
    }

    /// Takes a record's whole element, from `<` to `>`.
    pub(super) fn push(&mut self, element: &[u8], position: Position) -> Result<(), Fault> {
        let text = match std::str::from_utf8(element) {
            Ok(text) => text,
            Err(_) => return self.quarantine(element, position, (None, Reason::Utf8)),
        };
        if element.iter().any(|byte| byte.is_ascii_control() && !b"\t\n\r\x7f".contains(byte)) {
            return self.quarantine(element, position, (None, Reason::ControlCharacter));
        }
        self.values
            .read(text, self.layout, self.options.limits.attributes)
            .map_err(|fault| Fault { in_record: true, ..fault })?;
        match self.append(position) {
            Err(refusal) => self.quarantine(element, position, refusal),
            Ok(()) => {
                self.count_accepted(1, element.len());
                Ok(())
            }
        }
    }

    /// Appends the record that has been read.
    fn append(&mut self, position: Position) -> Result<(), Refusal> {
        let Self { layout, values, cells, .. } = self;
        cells.pick(layout, values, &self.options.limits)?;
        loop {
            let before = self.table.rows();
            self.table.mark();
            match self.fill() {
                Ok(()) => {
                    let (table, values) = (&mut self.table, &self.values);
                    self.cells.rest(values, |name, text| {
                        table.extra.push(before, &Arc::from(name), text.as_bytes());
                    });
                    table.lines.push(position.line);
                    table.offsets.push(position.offset);
                    return Ok(());
                }
                Err((column, refusal)) => {
                    self.table.truncate(before);
                    match refusal {
                        column::Refusal::Cell(reason) => return Err((column, reason)),
                        // Too much for one batch: the next one begins with this record.
                        column::Refusal::Full if before > 0 => self.cut(),
                        column::Refusal::Full => return Err((column, Reason::TooLong)),
                    }
                }
            }
        }
    }

    fn fill(&mut self) -> Result<(), (Option<&'static str>, column::Refusal)> {
        let Self { layout, values, cells, table, .. } = self;
        for (index, (column, named)) in table.columns.iter_mut().zip(layout.columns).enumerate() {
            column
                .push(cells.text(index, values).as_bytes())
                .map_err(|refusal| (Some(named.name), refusal))?;
        }
        Ok(())
    }

    /// Counts rows that have been appended, of records of so many bytes.
    pub(super) fn count_accepted(&mut self, rows: usize, bytes: usize) {
        self.accounting.read += rows as u64;
        self.accounting.accepted += rows as u64;
        self.bytes += bytes;
        if self.room() == 0 || self.room_bytes() == 0 {
            self.cut();
        }
    }

    /// Rows that the batch at hand still takes.
    pub(super) fn room(&self) -> usize {
        self.options.batch_rows.max(1).saturating_sub(self.table.rows())
    }

    /// Bytes of records after which the batch at hand is ended early.
    pub(super) fn room_bytes(&self) -> usize {
        BATCH_BYTES.saturating_sub(self.bytes)
    }

    /// Sets a record aside.
    pub(super) fn quarantine(
        &mut self,
        raw: &[u8],
        position: Position,
        (column, reason): Refusal,
    ) -> Result<(), Fault> {
        if self.options.strict {
            let fault = Fault::new(DecodeErrorKind::Strict, 0, reason.to_string());
            return Err(Fault { column, in_record: true, ..fault });
        }
        let record = Quarantined {
            raw: raw.to_vec(),
            offset: position.offset,
            line: position.line,
            record: self.accounting.read + 1,
            column: column.map(str::to_owned),
            reason,
        };
        self.quarantined
            .push(record)
            .map_err(|detail| Fault::new(DecodeErrorKind::Limit, 0, detail))?;
        self.accounting.read += 1;
        self.accounting.quarantined += 1;
        Ok(())
    }

    /// Ends the batch at hand, if it holds any row.
    pub(super) fn cut(&mut self) {
        if self.table.rows() > 0 {
            let batch = self.table.finish().expect("columns are made from the schema and bounded");
            self.ready.push_back(batch);
            self.bytes = 0;
        }
    }

    /// Records set aside that nobody has taken.
    pub(super) fn held(&mut self) -> &mut Held {
        &mut self.quarantined
    }

    /// Says where the rows begin that have not been handed on.
    pub(super) fn note(&self, places: &mut Places) {
        for batch in &self.ready {
            if let Some(offsets) = batch.column_by_name("_offset") {
                places.add_rows(offsets.as_primitive::<UInt64Type>().values());
            }
        }
        places.add_rows(&self.table.offsets);
    }

    pub(super) fn has_ready(&self) -> bool {
        !self.ready.is_empty()
    }

    pub(super) fn take_ready(&mut self) -> Option<RecordBatch> {
        self.ready.pop_front()
    }

    pub(super) fn accounting(&self) -> Accounting {
        assert!(self.accounting.balanced(), "{:?}", self.accounting);
        self.accounting
    }

    pub(super) fn take_quarantined(&mut self) -> Vec<Quarantined> {
        self.quarantined.take()
    }
}
