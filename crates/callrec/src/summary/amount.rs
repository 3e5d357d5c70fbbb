//! An exact sum of money.

use std::fmt;

use crate::{Error, ErrorKind};

/// An exact decimal with six places: the number of millionths. Never a float.
///
/// Printed with all six places, as in `-12.340000`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(pub i128);

impl Amount {
    /// Places after the point.
    pub const SCALE: u32 = 6;

    /// The exact sum; `Limit` should it not fit 38 digits.
    pub fn plus(self, other: Self) -> Result<Self, Error> {
        self.0
            .checked_add(other.0)
            .map(Self)
            .ok_or_else(|| Error::new(ErrorKind::Limit, "a sum of amounts does not fit 38 digits"))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10u128.pow(Self::SCALE);
        let size = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        f.pad(&format!("{sign}{}.{:06}", size / unit, size % unit))
    }
}

#[cfg(test)]
mod tests {
    use super::Amount;

    #[test]
    fn prints_all_six_places() {
        assert_eq!(Amount(0).to_string(), "0.000000");
        assert_eq!(Amount(-12_340_000).to_string(), "-12.340000");
        assert_eq!(Amount(-1).to_string(), "-0.000001");
        assert_eq!(format!("{:>10}", Amount(1_500_000)), "  1.500000");
    }

    #[test]
    fn a_sum_that_does_not_fit_is_an_error() {
        assert!(Amount(i128::MAX).plus(Amount(1)).is_err());
    }
}
