//! What a record is about, and which way it went.

use std::fmt;
use std::sync::{Arc, LazyLock};

use arrow_array::types::Int16Type;
use arrow_array::{ArrayRef, DictionaryArray, Int16Array, StringArray};
use arrow_schema::ArrowError;

/// What a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A call by voice.
    Call,
    /// Use of a network for data.
    Data,
    /// A short message.
    Sms,
    /// A fax.
    Fax,
    /// A charge for anything that is no traffic: a service, a device, a set-up.
    Fee,
    /// Money that the customer has paid.
    Payment,
    /// Not told by the provider, or not known.
    Other,
}

impl Kind {
    const ALL: [Self; 7] =
        [Self::Call, Self::Data, Self::Sms, Self::Fax, Self::Fee, Self::Payment, Self::Other];

    /// The text in `kind`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Data => "data",
            Self::Sms => "sms",
            Self::Fax => "fax",
            Self::Fee => "fee",
            Self::Payment => "payment",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Which way a record went, seen from the customer. Where nobody says, there is none at all (null).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Direction {
    /// To the customer.
    In,
    /// From the customer.
    Out,
    /// Within the customer's or provider's own network.
    Internal,
    /// The record is of a kind that has no direction.
    None,
}

impl Direction {
    const ALL: [Self; 4] = [Self::In, Self::Out, Self::Internal, Self::None];

    /// The text in `direction`.
    pub fn name(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Internal => "internal",
            Self::None => "none",
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Kind and direction of each row of a batch.
#[derive(Default)]
pub(super) struct Sorts {
    kinds: Vec<i16>,
    directions: Vec<Option<i16>>,
}

impl Sorts {
    pub(super) fn with_rows(rows: usize) -> Self {
        Self { kinds: Vec::with_capacity(rows), directions: Vec::with_capacity(rows) }
    }

    pub(super) fn push(&mut self, (kind, direction): (Kind, Option<Direction>)) {
        self.kinds.push(kind as i16);
        self.directions.push(direction.map(|direction| direction as i16));
    }

    /// The columns `kind` and `direction`.
    pub(super) fn finish(self) -> Result<(ArrayRef, ArrayRef), ArrowError> {
        static KINDS: LazyLock<ArrayRef> = LazyLock::new(|| names(Kind::ALL.map(Kind::name)));
        static DIRECTIONS: LazyLock<ArrayRef> =
            LazyLock::new(|| names(Direction::ALL.map(Direction::name)));
        let kinds = coded(Int16Array::from(self.kinds), &KINDS)?;
        let directions = coded(Int16Array::from(self.directions), &DIRECTIONS)?;
        Ok((kinds, directions))
    }
}

fn names<const N: usize>(names: [&str; N]) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(names))
}

fn coded(codes: Int16Array, names: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    Ok(Arc::new(DictionaryArray::<Int16Type>::try_new(codes, ArrayRef::clone(names))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_places_in_the_lists() {
        for (place, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, place, "{kind}");
        }
        for (place, direction) in Direction::ALL.into_iter().enumerate() {
            assert_eq!(direction as usize, place, "{direction}");
        }
    }
}
