//! Times as the answers write them.

use jiff::{SignedDuration, Timestamp, civil::DateTime, tz::TimeZone};

use super::Call;
use crate::{switches::rest::Modified, xml::Element};

/// Where groups and plans are written (B54).
const INDIA: SignedDuration = SignedDuration::from_mins(5 * 60 + 30);

/// `2015-04-09T20:22:35.907Z`
pub(crate) fn to_the_millisecond(time: Timestamp) -> String {
    format!("{time:.3}")
}

/// `2016-05-04T20:12:10Z`
fn to_the_second(time: Timestamp) -> String {
    format!("{:.0}", Timestamp::from_second(time.as_second()).unwrap_or(time))
}

/// `2016-05-04T20:12:10+05:30`
fn in_india(time: Timestamp) -> String {
    format!("{}+05:30", civil(time + INDIA).strftime("%Y-%m-%dT%H:%M:%S"))
}

/// `05-17T04:12:46Z`, as the sample of cost centres has it (B31).
fn without_year(time: Timestamp) -> String {
    format!("{}Z", civil(time).strftime("%m-%dT%H:%M:%S"))
}

/// `10/31/2017`
pub(crate) fn american_date(time: Timestamp) -> String {
    civil(time).strftime("%m/%d/%Y").to_string()
}

fn civil(time: Timestamp) -> DateTime {
    TimeZone::UTC.to_datetime(time)
}

/// What a time of change belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Group,
    Plan,
    CostCenter,
}

/// The element with the time of the last change (B54).
pub(super) fn modified(call: &Call<'_>, of: Of, time: Timestamp) -> Element {
    if of == Of::CostCenter && call.switches.yearless_times {
        return Element::of_text("modifiedTime", without_year(time));
    }
    match (call.switches.modified, of) {
        (Modified::AsPrinted, Of::Group) | (Modified::Date, _) => {
            Element::of_text("modifiedDate", in_india(time))
        }
        (Modified::AsPrinted, Of::Plan) => Element::of_text("modifiedTime", in_india(time)),
        (Modified::AsPrinted, Of::CostCenter) | (Modified::Time, _) => {
            Element::of_text("modifiedTime", to_the_second(time))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_look_as_in_the_samples() {
        let time: Timestamp = "2016-05-04T14:42:10.9074Z".parse().unwrap();
        assert_eq!(to_the_millisecond(time), "2016-05-04T14:42:10.907Z");
        assert_eq!(to_the_second(time), "2016-05-04T14:42:10Z");
        assert_eq!(in_india(time), "2016-05-04T20:12:10+05:30");
        assert_eq!(without_year(time), "05-04T14:42:10Z");
        assert_eq!(american_date(time), "05/04/2016");
    }
}
