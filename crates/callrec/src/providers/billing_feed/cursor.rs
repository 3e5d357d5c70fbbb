//! How far a feed was collected: a value that can be saved.

mod text;

use std::fmt;
use std::io::Read as _;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

use crate::document::{Naming, Partial, io_error};
use crate::error::shown;
use crate::{Error, ErrorKind, Result, regular_file};

/// Whether the row of the id that is asked from comes again (reading D4).
#[repr(i32)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FeedDialect {
    /// Not seen yet.
    #[default]
    Unknown = 0,
    /// It comes: "including that ID" (SEED).
    Inclusive = 1,
    /// It does not: ids greater than it come (DOC of a cousin, OBS).
    Exclusive = 2,
}

/// Whether pages came in the order of their ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// No page shows it.
    #[default]
    Unknown,
    /// All pages so far were.
    Sorted,
    /// One was not.
    Unsorted,
}

/// Whose rows a cursor counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) base_url: String,
    pub(super) login: String,
    /// Which rows of the account: `all`, `calls`, `services`.
    pub(super) selection: &'static str,
}

/// A row that was handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) id: u64,
    /// Its content's hash; none where the content is not to be compared.
    pub(super) print: Option<u64>,
}

/// How far a billing feed was collected.
///
/// It covers the rows that were handed on and no other, whatever their order: its text holds the
/// last covered id (the anchor) with a hash of its content, the ids that the look-back reads again,
/// and within a page the ids handed on that are not provably covered yet. Its text also names base
/// URL and login, so that it cannot be used for another feed, and ends with a checksum. It holds no
/// secret.
///
/// Save the rows and the cursor in one transaction, or the rows first.
#[derive(Clone)]
pub struct Cursor {
    /// None until it is used for the first time.
    pub(super) identity: Option<Identity>,
    pub(super) dialect: FeedDialect,
    pub(super) order: Order,
    /// Rows of the largest page so far.
    pub(super) page_rows: u64,
    /// The last covered rows by ascending id; empty before anything is covered.
    pub(super) known: Vec<Known>,
    /// Handed on and not covered, in pieces that many cursors share.
    pub(super) beyond: Vec<Arc<Vec<Known>>>,
}

impl Cursor {
    /// The beginning: everything that the service has, by `fromid=0`. Nothing else ever sends that.
    pub fn first_run() -> Self {
        Self {
            identity: None,
            dialect: FeedDialect::Unknown,
            order: Order::Unknown,
            page_rows: 0,
            known: Vec::new(),
            beyond: Vec::new(),
        }
    }

    /// After `last_id`, which was collected by other means: that row is not handed on, and its
    /// content is not compared, but on an inclusive server it must be there.
    ///
    /// `InvalidArgument` for 0, which would be a first run.
    pub fn after(last_id: u64) -> Result<Self> {
        match last_id {
            0 => Err(Error::invalid_argument("0 is no last id").with_hint("ask for a first run")),
            id => Ok(Self { known: vec![Known { id, print: None }], ..Self::first_run() }),
        }
    }

    /// The last id that is covered: all rows up to it that the service had are handed on.
    pub fn last_id(&self) -> Option<u64> {
        self.known.last().map(|known| known.id)
    }

    /// What is known of the server.
    pub fn dialect(&self) -> FeedDialect {
        self.dialect
    }

    /// Whether nothing is covered yet, so that the next request is `fromid=0`.
    pub fn is_first_run(&self) -> bool {
        self.known.is_empty()
    }

    /// The same without the contents of the rows: what the service has of them now is taken for
    /// good. For use after `RowRevised` was looked into.
    #[must_use]
    pub fn accept_revised(mut self) -> Self {
        let forget = |known: &Known| Known { print: None, ..*known };
        self.known = self.known.iter().map(forget).collect();
        self.beyond =
            self.beyond.iter().map(|piece| Arc::new(piece.iter().map(forget).collect())).collect();
        self
    }

    /// Saves its text as `path`, whole or not at all. `Io`.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        use std::io::Write as _;
        let path = path.as_ref();
        let (partial, mut file) = Partial::file(path)?;
        file.write_all(self.to_string().as_bytes())
            .map_err(|error| io_error("cannot be written", path, &error))?;
        partial.persist_file(file, &Naming::default())
    }

    /// Loads a saved one. `Io` where there is none, or no regular file: that is never a silent first run. `StateCorrupt`
    /// and `WrongState` as for [`str::parse`].
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let mut bytes = Vec::new();
        regular_file::open(path)
            .and_then(|mut file| file.read_to_end(&mut bytes))
            .map_err(|error| io_error("cannot be read", path, &error))?;
        let text = std::str::from_utf8(&bytes).map_err(|_| text::corrupt("it is not UTF-8"));
        text.and_then(str::parse).map_err(|error: Error| error.prefixed(shown(path)))
    }

    /// Ties it to a feed; `WrongState` where it is tied to another.
    pub(super) fn bind(&mut self, identity: Identity) -> Result<()> {
        let Some(own) = &self.identity else {
            self.identity = Some(identity);
            return Ok(());
        };
        let differs = [
            ("base URL", own.base_url == identity.base_url),
            ("login", own.login == identity.login),
            ("selection of rows", own.selection == identity.selection),
        ];
        match differs.iter().find(|(_, same)| !same) {
            None => Ok(()),
            Some((what, _)) => Err(Error::new(
                ErrorKind::WrongState,
                format!("the cursor is of a feed with another {what}"),
            )),
        }
    }

    /// Takes rows for handed on: covered where pages are sorted, else listed until that is proven.
    pub(super) fn hand_on(&mut self, rows: Arc<Vec<Known>>, keep: usize) {
        match self.order {
            Order::Sorted => self.cover(rows.iter().copied(), keep),
            Order::Unknown | Order::Unsorted => self.beyond.push(rows),
        }
    }

    /// Takes rows for covered; keeps the last `keep` ids.
    pub(super) fn cover(&mut self, rows: impl IntoIterator<Item = Known>, keep: usize) {
        self.known.extend(rows);
        self.known.sort_by_key(|known| known.id);
        self.known.dedup_by_key(|known| known.id);
        self.known.drain(..self.known.len().saturating_sub(keep.max(1)));
    }

    /// Notes the content of a covered row where it was not to be compared so far.
    pub(super) fn compare_from_now_on(&mut self, row: Known) {
        if let Ok(at) = self.known.binary_search_by_key(&row.id, |known| known.id) {
            self.known[at].print = self.known[at].print.or(row.print);
        }
    }

    /// The rows handed on and not covered.
    pub(super) fn uncovered(&self) -> impl Iterator<Item = Known> + '_ {
        self.beyond.iter().flat_map(|piece| piece.iter().copied())
    }
}

/// Equal cursors have equal texts, however their rows were handed on.
impl PartialEq for Cursor {
    fn eq(&self, other: &Self) -> bool {
        let of = |cursor: &Self| (cursor.dialect, cursor.order, cursor.page_rows);
        self.identity == other.identity
            && of(self) == of(other)
            && self.known == other.known
            && self.uncovered().eq(other.uncovered())
    }
}

impl Eq for Cursor {}

impl FromStr for Cursor {
    type Err = Error;

    /// Reads a cursor's text. `StateCorrupt` for a damaged one, `WrongState` for one of a later
    /// version of callrec.
    fn from_str(text: &str) -> Result<Self> {
        text::parse(text)
    }
}

/// The text to be saved.
impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::write(self))
    }
}

impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cursor")
            .field("last_id", &self.last_id())
            .field("dialect", &self.dialect)
            .field("order", &self.order)
            .field("uncovered", &self.uncovered().count())
            .finish_non_exhaustive()
    }
}
