//! Many local times of one zone: most lie where its clock was not touched for months.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{DstPolicy, LocalTimeFault, Zone};

/// Kept between a window's ends and the changes of the clock: more than any two offsets differ by, so
/// that no local time within can belong to a time before or behind.
const MARGIN_US: i64 = 2 * 86_400 * 1_000_000;

/// What changes of a clock are counted in.
const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// A stretch of local times that all have one offset and come once.
#[derive(Clone, Copy, Debug)]
struct Window {
    from: i64,
    to: i64,
    offset_us: i64,
}

/// A zone's clock that remembers where it was read last.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    zone: Zone,
    policy: DstPolicy,
    window: Window,
}

impl Clock {
    pub(crate) fn new(zone: Zone, policy: DstPolicy) -> Self {
        Self { zone, policy, window: Window { from: 0, to: 0, offset_us: 0 } }
    }

    /// As [`Zone::instant`].
    pub(crate) fn instant(&mut self, local_us: i64) -> Result<i64, LocalTimeFault> {
        if (self.window.from..self.window.to).contains(&local_us) {
            return Ok(local_us - self.window.offset_us);
        }
        let instant = self.zone.instant(local_us, self.policy)?;
        if let Some(window) = Window::around(&self.zone.0, instant) {
            self.window = window;
        }
        Ok(instant)
    }
}

impl Window {
    /// The stretch between two changes of the clock, as local times; `None` where they are close.
    fn around(zone: &TimeZone, instant_us: i64) -> Option<Self> {
        let instant = Timestamp::from_microsecond(instant_us).ok()?;
        let offset_us = i64::from(zone.to_offset(instant).seconds()) * 1_000_000;
        let change = |time: Timestamp| time.as_microsecond();
        // The change at the very instant is one that went before.
        let before = zone.preceding(instant.checked_add(SECOND).ok()?).next();
        let behind = zone.following(instant).next();
        // Without a change there is still the end of the calendar.
        let first = before.map_or(change(Timestamp::MIN), |at| change(at.timestamp()));
        let last = behind.map_or(change(Timestamp::MAX), |at| change(at.timestamp()));
        let window = Self {
            from: first + offset_us + MARGIN_US,
            to: last + offset_us - MARGIN_US,
            offset_us,
        };
        (window.from < window.to).then_some(window)
    }
}
