//! The types of records.

/// What the fields of a record of a type mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A call to the profile's own number.
    CallIn,
    /// A call from it.
    CallOut,
    /// SEED: source is the user, destination the product, its name the description, and the
    /// times are the day of billing.
    Charge { product: &'static str, description: &'static str, price_hundredths: i64 },
}

/// One type.
#[derive(Debug)]
pub(super) struct RecordType {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    weight: u64,
}

const fn call(name: &'static str, shape: Shape, weight: u64) -> RecordType {
    RecordType { name, shape, weight }
}

const fn charge(
    name: &'static str,
    product: &'static str,
    description: &'static str,
    price_hundredths: i64,
    weight: u64,
) -> RecordType {
    RecordType { name, shape: Shape::Charge { product, description, price_hundredths }, weight }
}

/// The first ten are SEED, the next five DOC of an older page, the last is in no list (E20).
pub(super) const TYPES: [RecordType; 16] = [
    call("CALLIN", Shape::CallIn, 330),
    call("CALLOUT", Shape::CallOut, 480),
    charge("DEV", "Custom work", "Interface to the shop, by the hour", 850_000, 6),
    charge("FAX", "Fax to mail", "Fax page received", 500, 12),
    charge("HARDWARE", "IP phone \"Desk 2\"", "Telephone, black", 1_199_000, 6),
    charge("PAY", "Payment", "Bank transfer received", -2_500_000, 6),
    charge("SERVICE", "Hosted PBX", "Seat, monthly", 149_500, 30),
    charge("SETUP", "Set-up", "Installation on site / remote", 4_900_000, 6),
    charge("SMS", "SMS", "Text message", 950, 30),
    charge("TRAVEL", "Travel", "Journey, 25 km", 5_500, 6),
    charge("DELIVERY", "Parcel", "Delivery; express", 99_000, 6),
    charge("DOCUMENTATION", "Manual", "Handbook, printed", 190_000, 6),
    call("MCALL", Shape::CallOut, 30),
    charge("MDATA", "Mobile data", "Data within the EU", 12, 24),
    charge("MSMS", "Mobile SMS", "Text message, mobile", 700, 16),
    charge("ROAMING", "Roaming", "Daily fee abroad", 29_000, 6),
];

/// The sum of the weights.
pub(super) const WEIGHTS: u64 = {
    let (mut sum, mut index) = (0, 0);
    while index < TYPES.len() {
        sum += TYPES[index].weight;
        index += 1;
    }
    sum
};

/// The type that a draw below [`WEIGHTS`] stands for.
pub(super) fn drawn(draw: u64) -> &'static RecordType {
    let mut left = draw;
    for record_type in &TYPES {
        if left < record_type.weight {
            return record_type;
        }
        left -= record_type.weight;
    }
    &TYPES[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_drawn() {
        let mut seen: Vec<_> = (0..WEIGHTS).map(|draw| drawn(draw).name).collect();
        seen.dedup();
        assert_eq!(seen, TYPES.iter().map(|one| one.name).collect::<Vec<_>>());
    }
}
