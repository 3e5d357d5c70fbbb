//! The `endUser` of answers, in the order of the samples.

use jiff::{RoundMode, Timestamp, TimestampRound, Unit};

use crate::{
    rest::{american_date, notifications, status, to_the_millisecond, truth},
    state::{User, UserStatus},
    switches::{
        HostedSwitches,
        hosted::{HostedIsActive, StartDate},
    },
    xml::Element,
};

/// An `endUser`; `is_retrieved` where nothing has been done to it.
pub(super) fn end_user(
    user: &User,
    company: &str,
    switches: &HostedSwitches,
    is_retrieved: bool,
) -> Element {
    let time = |time| {
        if is_retrieved && switches.round_times { rounded(time) } else { to_the_millisecond(time) }
    };
    let is_active =
        switches.is_active == HostedIsActive::OneZero && user.status == UserStatus::Active;
    let start_date = match switches.start_date {
        StartDate::Date => american_date(user.created),
        StartDate::Placeholder => "MM/DD/YYYY".to_owned(),
    };
    Element::new("endUser")
        .with_text("authType", "HostedAuth")
        .with_text("company", company)
        .with_text("createdBy", user.created_by.to_string())
        .with_text("createdTime", time(user.created))
        .with_text("email", &user.email)
        .with_text("fname", &user.fname)
        .with_text("isActive", if is_active { "1" } else { "0" })
        .with_text("lname", &user.lname)
        .with_text("modifiedBy", user.modified_by.to_string())
        .with_text("modifiedTime", time(user.modified))
        .with_text("username", &user.username)
        .with_text("departmentCode", &user.department_code)
        .with_text("enablePortalLogin", truth(user.enable_portal_login))
        .with_text("endUserId", user.end_user_id.to_string())
        .with_text("endUserStatus", status(user))
        .with_text("homeCountry", &user.home_country)
        .with_text("startDate", start_date)
        .with(notifications(user.notifications))
}

/// To the nearest second, as the samples of a retrieve are (C9).
fn rounded(time: Timestamp) -> String {
    let to_seconds = TimestampRound::new().smallest(Unit::Second).mode(RoundMode::HalfExpand);
    time.round(to_seconds).unwrap_or(time).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_rounded_as_in_the_samples() {
        let time: Timestamp = "2013-12-13T23:01:57.751Z".parse().unwrap();
        assert_eq!(to_the_millisecond(time), "2013-12-13T23:01:57.751Z");
        assert_eq!(rounded(time), "2013-12-13T23:01:58Z");
    }
}
