//! How far a feed is covered: behind a batch, and behind each of its rows.

use std::sync::Arc;

use super::cursor::{Cursor, Known};

/// What a reader knows of the cursor, with which a batch can also be handed on in part.
#[derive(Clone, Debug)]
pub(crate) struct Covered {
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
    pub(crate) fn cursor(&self) -> Cursor {
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

    /// The cursor that a batch cut behind `rows` rows would have given: rows beyond come again.
    pub(crate) fn after(&self, rows: usize) -> Cursor {
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
