//! How far a feed is covered: behind a batch, and behind each of its rows.

use std::sync::Arc;

use super::cursor::{Cursor, Known};

/// What a reader of a feed knows of its cursor, for whoever hands the rows of a batch on one by one
/// while the reader may be at work elsewhere: see [`crate::Reader::covered`].
#[derive(Clone, Debug)]
pub struct Covered {
    /// Covers all that was handed on.
    pub(super) cursor: Cursor,
    pub(super) last: Option<Handed>,
}

/// The last batch that was handed on.
#[derive(Clone, Debug)]
pub(super) struct Handed {
    /// The cursor as the batch found it.
    pub(super) before: Cursor,
    pub(super) rows: Arc<Vec<Known>>,
    /// Ids that the cursor keeps.
    pub(super) keep: usize,
}

impl Covered {
    /// Covers all that the reader had given: [`crate::Reader::cursor`] as it was then.
    pub fn cursor(&self) -> Cursor {
        self.cursor.clone()
    }

    /// The same where the last batch was cut behind `rows` rows, and no other is known of.
    pub(crate) fn cut(&self, rows: usize) -> Self {
        let last = self.last.clone().map(|last| {
            let handed = last.rows[..rows.min(last.rows.len())].to_vec();
            Handed { rows: Arc::new(handed), ..last }
        });
        Self { cursor: self.after(rows), last }
    }

    /// Covers so many rows of the batch that the reader had given last, and all before it:
    /// [`crate::Reader::cursor_after`] as it was then.
    pub fn after(&self, rows: usize) -> Cursor {
        match &self.last {
            Some(Handed { before, rows: all, keep }) if rows < all.len() => {
                let mut cursor = before.clone();
                if rows > 0 {
                    cursor.hand_on(Arc::new(all[..rows].to_vec()), *keep);
                }
                cursor
            }
            _ => self.cursor(),
        }
    }
}
