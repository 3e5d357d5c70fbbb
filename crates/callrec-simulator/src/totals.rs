//! The published sums, by the names that requests use.

use crate::{
    Error, NetworkUser, Operation, Totals,
    data::{Accounts, CdrKind, Company, Period},
};

/// The sums of a CDR report.
pub(crate) fn of_cdr(
    accounts: &Accounts,
    company: &str,
    report: Operation,
    period: &str,
) -> Result<Totals, Error> {
    let company = find(accounts, company)?;
    let parsed: Period = period.parse()?;
    let (kind, daily) = match report {
        Operation::MonthlyCdr => (CdrKind::Regular, false),
        Operation::DailyCdr => (CdrKind::Regular, true),
        Operation::MonthlyAdjustmentCdr => (CdrKind::Adjustment, false),
        Operation::DailyAdjustmentCdr => (CdrKind::Adjustment, true),
        other => return Err(Error::invalid("kind", other.name(), "one of the four CDR reports")),
    };
    if daily != matches!(parsed, Period::Day(_)) {
        let form = if daily { "YYYY-MM-DD" } else { "YYYY-MM" };
        return Err(Error::invalid("period", period, form));
    }
    Ok(accounts.cdr_file(company, kind, parsed).totals())
}

/// The lines of a user report.
pub(crate) fn users(
    accounts: &Accounts,
    company: &str,
    month: &str,
) -> Result<Vec<NetworkUser>, Error> {
    Ok(accounts.network_users(find(accounts, company)?, month.parse()?))
}

fn find<'a>(accounts: &'a Accounts, id: &str) -> Result<&'a Company, Error> {
    accounts
        .find(id)
        .ok_or_else(|| Error::invalid("company", id, "the id of the main or of a child company"))
}
