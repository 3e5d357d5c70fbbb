//! A request, checked in the order of the document's list of failures.

use std::sync::Arc;

use jiff::{Span, civil::Date};

use super::{
    profile::{Profile, Window},
    setup::Reseller,
};
use crate::{Day, incoming::Incoming, switches::Switches};

const NAMES: [&str; 2] = ["username", "password"];

/// Of the days from START_DATE to END_DATE (SEED: "cannot exceed 3 months"; E6: of the calendar).
const MOST_MONTHS: i64 = 3;

/// How records are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Csv,
}

/// What was asked, all checks passed.
pub(super) struct CallsRequest {
    pub(super) profile: Arc<Profile>,
    pub(super) window: Window,
    pub(super) format: Format,
}

impl CallsRequest {
    /// # Errors
    /// One sentence: the first check that failed.
    pub(super) fn read(
        reseller: &Reseller,
        switches: &Switches,
        request: &Incoming,
    ) -> Result<Self, String> {
        let parameters = request.query()?;
        if switches.strict_parameters {
            parameters.check_names(&NAMES)?;
        }
        let value = |name| parameters.get(name).unwrap_or_default();
        if !reseller.accepts(value("username"), value("password")) {
            return Err("username and password do not match".to_owned());
        }
        let profile = reseller
            .find(request.segment("profile"))
            .ok_or("the profile is not linked to your account")?;
        let (start, end, format) = segments(request, reseller.today.get())?;
        if start >= end {
            return Err("START_DATE must be smaller than END_DATE".to_owned());
        }
        if start.saturating_add(Span::new().months(MOST_MONTHS)) < end {
            return Err("the interval exceeds 3 months".to_owned());
        }
        let window = Window { start, end, end_date: switches.getcalls.end_date };
        Ok(Self { profile: Arc::clone(profile), window, format })
    }
}

/// E2: FORMAT stands behind END_DATE, or in its place when it is no date.
fn segments(request: &Incoming, today: Date) -> Result<(Date, Date, Format), String> {
    let start = date(request.segment("start")).ok_or("START_DATE must be YYYY-MM-DD")?;
    let third = request.segment("third");
    if third.is_empty() {
        return Ok((start, today, Format::Json));
    }
    match (date(third), request.segment("format")) {
        (None, "") => Ok((start, today, format(third)?)),
        (Some(end), "") => Ok((start, end, Format::Json)),
        (Some(end), name) => Ok((start, end, format(name)?)),
        (None, _) => Err("END_DATE must be YYYY-MM-DD".to_owned()),
    }
}

/// E4: in this one form.
fn date(text: &str) -> Option<Date> {
    text.parse().ok().map(Day::date)
}

/// E3: in any case.
fn format(name: &str) -> Result<Format, String> {
    match name.to_ascii_lowercase().as_str() {
        "json" => Ok(Format::Json),
        "csv" => Ok(Format::Csv),
        _ => Err("END_DATE must be YYYY-MM-DD, FORMAT must be csv or json".to_owned()),
    }
}
