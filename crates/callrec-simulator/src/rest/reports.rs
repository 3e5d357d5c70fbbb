//! Reports: the portal's files.

use super::{Call, Failure};
use crate::{
    Operation,
    answer::Answer,
    data::{CdrKind, Day, Period},
    portal::{cdr as portal_cdr, network_users as portal_network_users},
    switches::rest::DailyParameter,
};

/// The four CDR reports.
pub(super) fn cdr(call: &Call<'_>) -> Result<Answer, Failure> {
    let kind = match call.operation {
        Operation::RestMonthlyCdr | Operation::RestDailyCdr => CdrKind::Regular,
        _ => CdrKind::Adjustment,
    };
    let period = match call.operation {
        Operation::RestDailyCdr | Operation::RestDailyAdjustmentCdr => Period::Day(day(call)?),
        _ => Period::Month(call.month()?),
    };
    Ok(portal_cdr::report(call.shared, call.all_switches, call.company, kind, period))
}

/// Network and client users of a month.
pub(super) fn network_users(call: &Call<'_>) -> Result<Answer, Failure> {
    let month = call.month()?;
    Ok(portal_network_users::report(call.shared, call.all_switches, call.company, month))
}

/// A full date under either name, or the one that the switch has (B49).
fn day(call: &Call<'_>) -> Result<Day, Failure> {
    let (date, month) = (call.optional("date"), call.optional("month"));
    let text = match call.switches.daily_parameter {
        DailyParameter::Either => date.or(month),
        DailyParameter::Date => date,
        DailyParameter::Month => month,
    };
    text.and_then(|text| text.parse().ok()).ok_or(Failure::Parameter("date"))
}
