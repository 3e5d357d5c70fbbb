//! One element of the list: its members, found by the exact grammar.

use std::borrow::Cow;
use std::sync::Arc;

use super::escape;
use super::grammar::{Kind, Reader, Stop, Value};
use super::keys::Keys;
use super::profile::Profile;
use crate::Reason;
use crate::options::Limits;
use crate::report::names::folds_to;

/// What a member is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A column, by its number.
    Column(usize),
    /// The object inside the record, which is no member itself.
    Inner,
    /// Nothing that the schema knows, under this name.
    Extra(Arc<str>),
}

#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) target: Target,
    pub(super) value: Value,
}

/// Why a record is set aside: the column, where one is to blame.
pub(super) type Fault = (Option<String>, Reason);

/// The members of one element in their order, and the first thing that is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) members: Vec<Member>,
    pub(super) fault: Option<Fault>,
    /// Columns that have come, one bit each.
    seen: u64,
    keys: usize,
    inner_seen: bool,
    known: Keys,
}

impl Element {
    /// Reads the element at the start of `bytes`; gives its end.
    pub(super) fn read(
        &mut self,
        bytes: &[u8],
        profile: &Profile,
        limits: &Limits,
    ) -> Result<usize, Stop> {
        self.members.clear();
        (self.fault, self.seen, self.keys, self.inner_seen) = (None, 0, 0, false);
        // The list itself is the first level.
        let mut reader = Reader::new(bytes, limits.depth);
        if reader.peek()? == b'{' {
            self.object(bytes, &mut reader, profile, limits, false)?;
            if let Some((name, _)) = profile.inner.filter(|_| !self.inner_seen) {
                self.blame(Some(name), Reason::Missing);
            }
        } else {
            reader.value(1)?;
            self.blame(None, Reason::Type);
        }
        let end = reader.at;
        if end > limits.record_bytes {
            self.fault = Some((None, Reason::TooLong));
        } else if simdutf8::basic::from_utf8(&bytes[..end]).is_err() {
            self.fault = Some((None, Reason::Utf8));
        }
        Ok(end)
    }

    fn object(
        &mut self,
        bytes: &[u8],
        reader: &mut Reader<'_>,
        profile: &Profile,
        limits: &Limits,
        inside: bool,
    ) -> Result<(), Stop> {
        let open = 1 + usize::from(inside);
        reader.open_object(open)?;
        let mut first = true;
        while reader.more_members(first)? {
            first = false;
            let key = reader.key()?;
            self.keys += 1;
            if self.keys > limits.columns || key.end - key.start > limits.field_bytes {
                self.blame(None, Reason::TooLong);
            }
            let target = self.target(bytes, key, profile, inside);
            if target == Target::Inner {
                self.inner(bytes, reader, profile, limits)?;
                continue;
            }
            let value = reader.value(open + 1)?;
            // What is beyond a limit is not kept: the record is set aside already.
            if self.keys <= limits.columns {
                self.member(profile, limits, target, key, value);
            }
        }
        Ok(())
    }

    /// The object inside, or what stands in its place.
    fn inner(
        &mut self,
        bytes: &[u8],
        reader: &mut Reader<'_>,
        profile: &Profile,
        limits: &Limits,
    ) -> Result<(), Stop> {
        let name = profile.inner.map(|(name, _)| name);
        if std::mem::replace(&mut self.inner_seen, true) {
            self.blame(name, Reason::DuplicateKey);
        }
        if reader.peek()? == b'{' {
            return self.object(bytes, reader, profile, limits, true);
        }
        let null = reader.value(2)?.kind == Kind::Null;
        self.blame(name, if null { Reason::Missing } else { Reason::Type });
        Ok(())
    }

    /// What a key stands for.
    fn target(&mut self, bytes: &[u8], key: Value, profile: &Profile, inside: bool) -> Target {
        let raw = &bytes[key.start..key.end];
        if key.flaw.is_none()
            && let Some(target) = self.known.get(raw, inside)
        {
            return target.clone();
        }
        let name = key_text(bytes, key);
        let inner = profile.inner.map(|(name, _)| name);
        let target = if !inside && inner.is_some_and(|inner| folds_to(&name, inner)) {
            Target::Inner
        } else if let Some(column) = profile.column(&name, inside) {
            Target::Column(column)
        } else {
            let name = String::from_utf8_lossy(&name);
            // What stands beside the columns of the inner object has a name of its own.
            Target::Extra(match inner.filter(|_| inside) {
                Some(inner) => format!("{inner}.{name}").into(),
                None => name.into(),
            })
        };
        // A key that is not UTF-8 has a name that others may share.
        if key.flaw.is_none() && std::str::from_utf8(raw).is_ok() {
            self.known.set(raw, inside, target.clone());
        }
        target
    }

    fn member(
        &mut self,
        profile: &Profile,
        limits: &Limits,
        target: Target,
        key: Value,
        value: Value,
    ) {
        let doubled = match &target {
            Target::Column(column) => {
                let before = self.seen;
                self.seen |= 1 << column;
                before == self.seen
            }
            Target::Extra(_) => self.members.iter().any(|member| member.target == target),
            Target::Inner => false,
        };
        let long = value.end - value.start > limits.field_bytes;
        let reason = doubled.then_some(Reason::DuplicateKey).or(key.flaw).or(value.flaw);
        if let Some(reason) = reason.or(long.then_some(Reason::TooLong)) {
            match &target {
                Target::Column(column) => self.blame(Some(profile.columns[*column].name), reason),
                Target::Extra(name) => self.blame(Some(&Arc::clone(name)), reason),
                Target::Inner => {}
            }
        }
        self.members.push(Member { target, value });
    }

    /// The first fault is the one that is told.
    fn blame(&mut self, column: Option<&str>, reason: Reason) {
        self.fault.get_or_insert_with(|| (column.map(str::to_owned), reason));
    }
}

/// The key that is meant; one with a flaw as it is written.
fn key_text(bytes: &[u8], key: Value) -> Cow<'_, [u8]> {
    let raw = &bytes[key.start..key.end];
    if key.kind == (Kind::Text { escaped: true }) && key.flaw.is_none() {
        let mut text = Vec::new();
        if escape::unescape(raw, &mut text).is_ok() {
            return Cow::Owned(text);
        }
    }
    Cow::Borrowed(raw)
}
