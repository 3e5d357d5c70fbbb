//! The pairs of type and subtype (SEED), with the one that live data holds beside them (OBS).

/// Where a call goes, seen from the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// To the account's own number.
    In,
    /// From the account's own number.
    Out,
    /// Between two of the account's numbers.
    Within,
    /// In, and out again to a third number.
    Forwarded,
}

/// One pair.
#[derive(Debug)]
pub(super) struct CallType {
    /// `Type`, the digit 0 and the letter O told apart.
    pub(super) main: &'static str,
    /// `SubType`.
    pub(super) sub: &'static str,
    /// SEED, except for the last.
    pub(super) description: &'static str,
    pub(super) flow: Flow,
    /// Digits before the last four of the far end's number. Numbers are out of ranges that
    /// are kept for fiction, where a country has such.
    pub(super) far: &'static str,
    /// Millionths of the currency a minute.
    pub(super) rate_micros: u32,
    /// How many of [`WEIGHTS`] calls are of this pair.
    weight: u32,
}

const fn pair(
    [main, sub, description]: [&'static str; 3],
    flow: Flow,
    far: &'static str,
    rate_micros: u32,
    weight: u32,
) -> CallType {
    CallType { main, sub, description, flow, far, rate_micros, weight }
}

/// D7: every pair of the document's table in its order, then `S`/`2T`.
pub(super) const CALL_TYPES: [CallType; 22] = [
    pair(["IB", "IB", "Inbound Calls"], Flow::In, "6127010", 0, 200),
    pair(["2T", "2T", "On-net calls"], Flow::Within, "6125550", 0, 120),
    pair(["L", "LO", "Local Overage"], Flow::Out, "6125550", 25_000, 20),
    pair(["IM", "INM", "TollFree Inbound Mobile"], Flow::In, "6149157", 180_000, 15),
    pair(["0", "0", "Pin Blocked Calls"], Flow::Out, "61190065", 0, 5),
    pair(["A3", "A3", "AU 6113 Inbound Nat"], Flow::In, "6137010", 60_000, 15),
    pair(["A8", "A8", "Inbound AU 6118"], Flow::In, "6185550", 70_000, 10),
    pair(["U0", "U0", "Inbound UK 4480"], Flow::In, "44207946", 95_000, 10),
    pair(["U1", "U1", "Inbound US 18xx"], Flow::In, "1202555", 88_000, 10),
    pair(["3M", "3M", "AU 6113 Inbound Mob"], Flow::In, "6149157", 145_000, 10),
    pair(["9", "9", "0900 Calls"], Flow::Out, "61190065", 1_990_000, 5),
    pair(["I", "I", "International Calls"], Flow::Out, "44207946", 137_500, 60),
    pair(["IS", "IN8", "TollFree Inbound"], Flow::In, "6137010", 120_000, 25),
    pair(["M", "M", "Calls to Mobile"], Flow::Out, "6149157", 236_363, 150),
    pair(["L", "L", "Local Calls"], Flow::Out, "6125550", 12_500, 170),
    pair(["S", "S", "National Calls"], Flow::Out, "6137010", 49_500, 100),
    pair(["8", "8", "Toll free calls"], Flow::Out, "61180016", 0, 25),
    pair(["O", "O", "Operator Calls"], Flow::Out, "6112234", 750_000, 5),
    pair(["M", "MG", "Calls to Mobile GSM"], Flow::Out, "6149157", 210_000, 15),
    pair(["M", "M3", "Calls to Mobile 3G"], Flow::Out, "6149157", 205_000, 10),
    pair(["IF", "IF", "Inbound Forwarded"], Flow::Forwarded, "6127010", 40_000, 10),
    pair(["S", "2T", "unknown to the document"], Flow::Out, "6449974", 0, 10),
];

/// The sum of the weights.
pub(super) const WEIGHTS: u64 = {
    let (mut sum, mut index) = (0, 0);
    while index < CALL_TYPES.len() {
        sum += CALL_TYPES[index].weight as u64;
        index += 1;
    }
    sum
};

/// The pair that a draw below [`WEIGHTS`] stands for.
pub(super) fn drawn(draw: u64) -> &'static CallType {
    let mut left = draw;
    for call_type in &CALL_TYPES {
        let weight = u64::from(call_type.weight);
        if left < weight {
            return call_type;
        }
        left -= weight;
    }
    &CALL_TYPES[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_drawn_and_none_is_there_twice() {
        let mut seen: Vec<_> = (0..WEIGHTS).map(drawn).map(|one| (one.main, one.sub)).collect();
        seen.dedup();
        assert_eq!(seen.len(), CALL_TYPES.len());
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), CALL_TYPES.len());
    }

    #[test]
    fn zero_and_o_are_two_types() {
        assert!(
            CALL_TYPES.iter().any(|one| (one.main, one.description) == ("0", "Pin Blocked Calls"))
        );
        assert!(
            CALL_TYPES.iter().any(|one| (one.main, one.description) == ("O", "Operator Calls"))
        );
    }
}
