//! The `_extra` column: what the schema has no column for.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, MapArray, StringArray, StructArray, new_null_array};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Field, Schema};

use super::veil::{VEILED, is_secret};
use crate::column::Bits;
use crate::scan::text_array;

/// Names that are looked at before a name is taken for a new one.
const RECENT: usize = 8;

/// Entries of the rows that have any.
#[derive(Default)]
pub(crate) struct ExtraColumn {
    /// Row of each entry, ascending.
    rows: Vec<usize>,
    /// For each entry the place of its name in `known`, where a name may stand more than once.
    names: Vec<u32>,
    known: Vec<Arc<str>>,
    /// For each of `known`, whether what is behind it is a secret that must not be shown.
    secret: Vec<bool>,
    /// Ends of the values in `text`.
    ends: Vec<i32>,
    text: Vec<u8>,
}

/// The same entry in some of the rows.
pub(super) struct Same<'a> {
    pub(super) rows: Bits,
    pub(super) name: &'a str,
    pub(super) text: &'a str,
}

impl ExtraColumn {
    /// Adds an entry to `row`, which is not before the row of the last entry.
    pub(crate) fn push(&mut self, row: usize, name: &Arc<str>, value: &[u8]) {
        debug_assert!(self.rows.last().is_none_or(|&last| last <= row));
        let name = self.place(name);
        self.append(row, name, value);
    }

    fn append(&mut self, row: usize, name: u32, value: &[u8]) {
        self.rows.push(row);
        self.names.push(name);
        self.text.extend_from_slice(if self.secret[name as usize] { VEILED } else { value });
        // More than Arrow can count is told when the batch is made.
        self.ends.push(i32::try_from(self.text.len()).unwrap_or(i32::MAX));
    }

    fn place(&mut self, name: &Arc<str>) -> u32 {
        let recent = self.known.iter().enumerate().rev().take(RECENT);
        let same = |other: &Arc<str>| Arc::ptr_eq(other, name) || other == name;
        if let Some((place, _)) = recent.into_iter().find(|(_, other)| same(other)) {
            return place as u32;
        }
        self.secret.push(is_secret(name));
        self.known.push(Arc::clone(name));
        // There are no more names than entries, and no more of those than `ends` can count.
        (self.known.len() - 1) as u32
    }

    /// Adds an entry to each of its rows, behind the entries that they have.
    fn add(&mut self, same: &Same<'_>) {
        let mut before = std::mem::take(self);
        self.known = std::mem::take(&mut before.known);
        self.secret = std::mem::take(&mut before.secret);
        let name = self.place(&Arc::from(same.name));
        let mut next = 0;
        let mut pass = |this: &mut Self, until: usize| {
            while let Some(&row) = before.rows.get(next).filter(|&&row| row <= until) {
                let start = next.checked_sub(1).map_or(0, |last| before.ends[last] as usize);
                let text = &before.text[start..before.ends[next] as usize];
                this.append(row, before.names[next], text);
                next += 1;
            }
        };
        for row in same.rows.places() {
            pass(self, row);
            self.append(row, name, same.text.as_bytes());
        }
        pass(self, usize::MAX);
    }

    pub(super) fn truncate(&mut self, rows: usize) {
        let entries = self.rows.partition_point(|&row| row < rows);
        self.rows.truncate(entries);
        self.names.truncate(entries);
        self.ends.truncate(entries);
        self.text.truncate(self.ends.last().map_or(0, |&end| end as usize));
    }

    /// The column, with the same entry behind those that are there where there is one.
    pub(super) fn finish(
        &mut self,
        rows: usize,
        same: Option<Same<'_>>,
        schema: &Schema,
    ) -> Result<ArrayRef, ArrowError> {
        let field = schema.field_with_name("_extra")?;
        match same {
            // Of most batches there is nothing else.
            Some(same) if self.rows.is_empty() => return map_of(same, field),
            Some(same) => self.add(&same),
            None if self.rows.is_empty() => return Ok(new_null_array(field.data_type(), rows)),
            None => {}
        }
        let taken = std::mem::take(self);
        if taken.text.len() > i32::MAX as usize {
            return Err(ArrowError::OffsetOverflowError(taken.text.len()));
        }
        let names = taken.names.iter().filter_map(|&name| taken.known.get(name as usize));
        let names = StringArray::from_iter_values(names);
        let ends: Vec<i32> = std::iter::once(0).chain(taken.ends.iter().copied()).collect();
        let ends = OffsetBuffer::new(ScalarBuffer::from(ends));
        let values = StringArray::try_new(ends, Buffer::from_vec(taken.text), None)?;

        let mut offsets = vec![0_i32; rows + 1];
        taken.rows.iter().for_each(|&row| offsets[row + 1] += 1);
        let valid = BooleanBuffer::collect_bool(rows, |row| offsets[row + 1] > 0);
        let mut end = 0;
        for offset in &mut offsets {
            end += *offset;
            *offset = end;
        }
        map(field, names, values, offsets, valid)
    }
}

/// One entry, the same in each of its rows.
fn map_of(mut same: Same<'_>, field: &Field) -> Result<ArrayRef, ArrowError> {
    let offsets = same.rows.counts();
    let entries = offsets.last().copied().unwrap_or_default();
    let repeated = |text: &str| {
        let length = i32::try_from(text.len()).unwrap_or(i32::MAX);
        let Some(total) = entries.checked_mul(length) else {
            return Err(ArrowError::OffsetOverflowError(text.len()));
        };
        let ends: Vec<i32> = (0..=entries).map(|entry| entry * length).collect();
        debug_assert_eq!(ends.last(), Some(&total));
        text_array(ends, text.as_bytes().repeat(entries as usize), None)
    };
    map(field, repeated(same.name)?, repeated(same.text)?, offsets, same.rows.finish())
}

fn map(
    field: &Field,
    names: StringArray,
    values: StringArray,
    offsets: Vec<i32>,
    valid: BooleanBuffer,
) -> Result<ArrayRef, ArrowError> {
    let DataType::Map(entries, ordered) = field.data_type() else {
        return Err(ArrowError::SchemaError("_extra is not a map".to_owned()));
    };
    let DataType::Struct(parts) = entries.data_type() else {
        return Err(ArrowError::SchemaError("_extra has no entries".to_owned()));
    };
    let pairs: Vec<Arc<dyn Array>> = vec![Arc::new(names), Arc::new(values)];
    let pairs = StructArray::try_new(parts.clone(), pairs, None)?;
    let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
    let valid = Some(NullBuffer::new(valid));
    Ok(Arc::new(MapArray::try_new(Arc::clone(entries), offsets, pairs, valid, *ordered)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_for_many_rows_stand_behind_those_of_the_row() {
        let mut extra = ExtraColumn::default();
        let (one, two): (Arc<str>, Arc<str>) = ("one".into(), "two".into());
        extra.push(1, &one, b"1");
        extra.push(3, &two, b"23");
        extra.push(3, &one, b"");
        extra.push(6, &two, b"6");
        let mut rows = Bits::default();
        rows.append(0b11001, 7);
        extra.add(&Same { rows, name: "all", text: "x" });
        let text = String::from_utf8(extra.text.clone()).expect("text");
        let mut start = 0;
        let entries: Vec<_> = (0..extra.rows.len())
            .map(|at| {
                let value = &text[start..extra.ends[at] as usize];
                start = extra.ends[at] as usize;
                (extra.rows[at], &*extra.known[extra.names[at] as usize], value)
            })
            .collect();
        let expected = [
            (0, "all", "x"),
            (1, "one", "1"),
            (3, "two", "23"),
            (3, "one", ""),
            (3, "all", "x"),
            (4, "all", "x"),
            (6, "two", "6"),
        ];
        assert_eq!(entries, expected);
    }
}
