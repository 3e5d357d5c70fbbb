//! The four CDR reports.

use super::Inquiry;
use crate::{
    Operation,
    answer::{Answer, Content},
    data::{CdrKind, Company, Day, Period},
    shared::Shared,
    switches::{NoData, Switches},
};

pub(super) fn answer(inquiry: &Inquiry<'_>) -> Result<Answer, String> {
    let kind = match inquiry.operation {
        Operation::MonthlyCdr | Operation::DailyCdr => CdrKind::Regular,
        _ => CdrKind::Adjustment,
    };
    // The daily reports take a date although their headings speak of months (A9).
    let period = match inquiry.operation {
        Operation::DailyCdr | Operation::DailyAdjustmentCdr => Period::Day(date(inquiry)?),
        _ => Period::Month(inquiry.month()?),
    };
    Ok(report(inquiry.shared, inquiry.switches, inquiry.company, kind, period))
}

/// The file of a company and a period, the same for every system that offers it.
pub(crate) fn report(
    shared: &Shared,
    switches: &Switches,
    company: &Company,
    kind: CdrKind,
    period: Period,
) -> Answer {
    let no_data = match kind {
        CdrKind::Regular => switches.no_data,
        CdrKind::Adjustment => switches.no_adjustments,
    };
    let file = shared.accounts.cdr_file(company, kind, period);
    let content = match no_data {
        NoData::ZeroBytes if file.is_empty() => Content::Ready("".into()),
        NoData::Text if file.is_empty() => Content::Ready(NO_DATA.into()),
        // An empty file written out is its header alone.
        _ => {
            let name = format!("{}/{kind:?}/{period}", company.id);
            Content::Cdr { file, layout: switches.layout(), name }
        }
    };
    Answer::report(&switches.csv_content_type, content)
}

/// OBS: the body of an empty month.
pub(crate) const NO_DATA: &str = "no data";

fn date(inquiry: &Inquiry<'_>) -> Result<Day, String> {
    inquiry.only(&["date", "User-Agent"])?;
    inquiry.required("date")?.parse().map_err(|_| "date must be YYYY-MM-DD".to_owned())
}
