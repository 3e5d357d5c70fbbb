//! Local times to instants, where the caller says in which zone they were printed.

mod window;

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};

use crate::quoted::shortened;
pub(crate) use window::Clock;

/// A time zone with its whole history, such as `Europe/Luxembourg`.
///
/// The rules are those of the IANA database that is compiled in, never the system's: the same input
/// gives the same instants on every machine, also on one without a database. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// The zone of an IANA name; the case of letters does not matter.
    ///
    /// # Errors
    ///
    /// No zone has that name.
    pub fn named(name: &str) -> Result<Self, UnknownZone> {
        let zone = TimeZoneDatabase::bundled().get(name);
        zone.map(Self).map_err(|_| UnknownZone(name.to_owned()))
    }

    /// The IANA name, in the database's spelling.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The instant of a local time.
    ///
    /// `local_us` counts microseconds from 1970-01-01T00:00:00 on the zone's clock, as Arrow's
    /// timestamps without a zone do; the answer counts them in UTC.
    ///
    /// # Errors
    ///
    /// The zone's clock shows that time never or twice and the policy is [`DstPolicy::Reject`], or the
    /// year is not within -9999 to 9999.
    pub fn instant(&self, local_us: i64, policy: DstPolicy) -> Result<i64, LocalTimeFault> {
        let local = Timestamp::from_microsecond(local_us)
            .map_err(|_| LocalTimeFault::OutOfRange)
            .map(|time| Offset::UTC.to_datetime(time))?;
        let offset = match (self.0.to_ambiguous_timestamp(local).offset(), policy) {
            (AmbiguousOffset::Unambiguous { offset }, _) => offset,
            (AmbiguousOffset::Gap { .. }, DstPolicy::Reject) => {
                return Err(LocalTimeFault::Skipped);
            }
            (AmbiguousOffset::Fold { .. }, DstPolicy::Reject) => {
                return Err(LocalTimeFault::Repeated);
            }
            // Before a gap the clock is behind: its offset leads to the later instant.
            (AmbiguousOffset::Gap { after, .. }, DstPolicy::Earlier) => after,
            (AmbiguousOffset::Gap { before, .. }, DstPolicy::Later) => before,
            (AmbiguousOffset::Fold { before, .. }, DstPolicy::Earlier) => before,
            (AmbiguousOffset::Fold { after, .. }, DstPolicy::Later) => after,
        };
        let instant = offset.to_timestamp(local).map_err(|_| LocalTimeFault::OutOfRange)?;
        Ok(instant.as_microsecond())
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::named(name)
    }
}

/// A name that no zone of the IANA database has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", unknown(.0))]
pub struct UnknownZone(pub String);

fn unknown(name: &str) -> String {
    shortened(format!(
        "no time zone is named {name:?}; give an IANA name such as Europe/Luxembourg"
    ))
}

/// What to do with a local time that the zone's clock shows twice (when it is set back) or never
/// (when it is set forward).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DstPolicy {
    /// Give no instant, and say so.
    #[default]
    Reject,
    /// The earlier instant. Of a skipped time: the one that the clock would have shown had it been set
    /// forward before, so that 02:30 becomes 01:30.
    Earlier,
    /// The later instant. Of a skipped time: the one that the clock would have shown had it not been
    /// set forward yet, so that 02:30 becomes 03:30.
    Later,
}

/// Why a local time has no instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LocalTimeFault {
    /// The zone's clock was set back over it: it came twice.
    Repeated,
    /// The zone's clock was set forward over it: it never came.
    Skipped,
    /// Its year is not within -9999 to 9999.
    OutOfRange,
}

#[cfg(test)]
mod tests;
