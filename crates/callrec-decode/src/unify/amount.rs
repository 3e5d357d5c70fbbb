//! Prices to amounts, in whole numbers of the column's last digit.

use super::{DoubtReason, PricePolicy};

/// The value 1 of a Decimal128(18, 6).
const ONE: i128 = 1_000_000;
/// Cents of a euro.
const CENTS: i128 = 100;
/// The first value that has too many digits for a Decimal128(18, 6).
const TOO_MANY_DIGITS: i128 = 10_i128.pow(18);

impl PricePolicy {
    /// The amount in euros; price (in cents), quantity and amount are in millionths.
    pub(super) fn amount(self, price: i128, quantity: i128) -> Result<i128, DoubtReason> {
        let (dividend, divisor) = match self {
            Self::PerQuantity => (price.checked_mul(quantity), ONE * CENTS),
            Self::LineTotal => (Some(price), CENTS),
        };
        let dividend = dividend.ok_or(DoubtReason::Overflow)?;
        let amount = dividend / divisor;
        if amount <= -TOO_MANY_DIGITS || amount >= TOO_MANY_DIGITS {
            Err(DoubtReason::Overflow)
        } else if amount * divisor != dividend {
            Err(DoubtReason::Inexact)
        } else {
            Ok(amount)
        }
    }

    /// Whether the quantity counts.
    pub(super) fn needs_quantity(self) -> bool {
        self == Self::PerQuantity
    }
}

#[cfg(test)]
mod tests {
    use super::DoubtReason::{Inexact, Overflow};
    use super::PricePolicy::{LineTotal, PerQuantity};
    use super::*;

    #[test]
    fn seven_cents_twice() {
        assert_eq!(PerQuantity.amount(7_000_000, 2_000_000), Ok(140_000));
        assert_eq!(LineTotal.amount(7_000_000, 2_000_000), Ok(70_000));
        assert_eq!(PerQuantity.amount(-7_000_000, 500_000), Ok(-35_000));
        assert_eq!(PerQuantity.amount(0, 0), Ok(0));
    }

    #[test]
    fn what_does_not_fit_is_neither_rounded_nor_wrapped() {
        assert_eq!(LineTotal.amount(1, 0), Err(Inexact));
        assert_eq!(LineTotal.amount(-1, 0), Err(Inexact));
        assert_eq!(PerQuantity.amount(1_000_001, 10_000), Err(Inexact));
        let largest = TOO_MANY_DIGITS - 1;
        assert_eq!(PerQuantity.amount(largest, 100 * ONE), Ok(largest));
        assert_eq!(PerQuantity.amount(largest, -100 * ONE), Ok(-largest));
        assert_eq!(PerQuantity.amount(TOO_MANY_DIGITS, 100 * ONE), Err(Overflow));
        assert_eq!(PerQuantity.amount(largest, largest), Err(Overflow));
        assert_eq!(PerQuantity.amount(i128::MAX, 2), Err(Overflow));
        assert_eq!(PerQuantity.amount(i128::MIN, -1), Err(Overflow));
        assert_eq!(LineTotal.amount(i128::MIN, 0), Err(Overflow));
    }
}
