//! The four CDR reports.

use super::Inquiry;
use crate::{
    Operation,
    answer::{Answer, Content},
    data::{CdrKind, Day, Period},
    switches::NoData,
};

pub(super) fn answer(inquiry: &Inquiry<'_>) -> Result<Answer, String> {
    let (kind, no_data) = match inquiry.operation {
        Operation::MonthlyCdr | Operation::DailyCdr => (CdrKind::Regular, inquiry.switches.no_data),
        _ => (CdrKind::Adjustment, inquiry.switches.no_adjustments),
    };
    // The daily reports take a date although their headings speak of months (A9).
    let period = match inquiry.operation {
        Operation::DailyCdr | Operation::DailyAdjustmentCdr => Period::Day(date(inquiry)?),
        _ => Period::Month(inquiry.month()?),
    };
    let file = inquiry.shared.accounts.cdr_file(inquiry.company, kind, period);
    let layout = inquiry.switches.layout();
    let content = match no_data {
        NoData::ZeroBytes if file.is_empty() => Content::Ready("".into()),
        NoData::Text if file.is_empty() => Content::Ready(NO_DATA.into()),
        // An empty file written out is its header alone.
        _ => {
            let name = format!("{}/{}/{period}", inquiry.company.id, inquiry.operation);
            Content::Cdr { file, layout, name }
        }
    };
    Ok(Answer::report(&inquiry.switches.csv_content_type, content))
}

/// OBS: the body of an empty month.
pub(super) const NO_DATA: &str = "no data";

fn date(inquiry: &Inquiry<'_>) -> Result<Day, String> {
    inquiry.only(&["date", "User-Agent"])?;
    inquiry.required("date")?.parse().map_err(|_| "date must be YYYY-MM-DD".to_owned())
}
