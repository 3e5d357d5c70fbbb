//! The call types of the billing feed.

use super::kind::{Direction, Kind};

/// A call type of the billing feed. The key is the pair of `type` and `subtype`, letter for letter:
/// the digit 0 and the letter O are two types (reading D7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallType {
    /// As in the column `type`.
    pub main: &'static str,
    /// As in the column `subtype`.
    pub sub: &'static str,
    /// The provider's words for it (SEED).
    pub description: &'static str,
    /// What it is about: all of the table are calls (SEED).
    pub kind: Kind,
    /// Which way it goes, read from the description (INF); `None` where that does not say.
    pub direction: Option<Direction>,
}

const IN: Option<Direction> = Some(Direction::In);
const OUT: Option<Direction> = Some(Direction::Out);
const INTERNAL: Option<Direction> = Some(Direction::Internal);

const fn call(
    main: &'static str,
    sub: &'static str,
    direction: Option<Direction>,
    description: &'static str,
) -> CallType {
    CallType { main, sub, description, kind: Kind::Call, direction }
}

impl CallType {
    /// The provider's table (SEED).
    pub const ALL: [CallType; 21] = [
        call("IB", "IB", IN, "Inbound Calls"),
        call("2T", "2T", INTERNAL, "On-net calls"),
        call("L", "LO", OUT, "Local Overage"),
        call("IM", "INM", IN, "TollFree Inbound Mobile"),
        call("0", "0", None, "Pin Blocked Calls"),
        call("A3", "A3", IN, "AU 6113 Inbound Nat"),
        call("A8", "A8", IN, "Inbound AU 6118"),
        call("U0", "U0", IN, "Inbound UK 4480"),
        call("U1", "U1", IN, "Inbound US 18xx"),
        call("3M", "3M", IN, "AU 6113 Inbound Mob"),
        call("9", "9", OUT, "0900 Calls"),
        call("I", "I", OUT, "International Calls"),
        call("IS", "IN8", IN, "TollFree Inbound"),
        call("M", "M", OUT, "Calls to Mobile"),
        call("L", "L", OUT, "Local Calls"),
        call("S", "S", OUT, "National Calls"),
        call("8", "8", OUT, "Toll free calls"),
        call("O", "O", OUT, "Operator Calls"),
        call("M", "MG", OUT, "Calls to Mobile GSM"),
        call("M", "M3", OUT, "Calls to Mobile 3G"),
        call("IF", "IF", IN, "Inbound Forwarded"),
    ];

    /// The call type of a pair; `None` for a pair that the table does not have, such as `S` and `2T`,
    /// which live data holds (OBS).
    pub fn of(main: &str, sub: &str) -> Option<&'static CallType> {
        static TABLE: [CallType; 21] = CallType::ALL;
        TABLE.iter().find(|entry| entry.main == main && entry.sub == sub)
    }
}
