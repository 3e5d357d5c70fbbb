//! The portal's reports and what each needs to be asked for.

use std::fmt;

use callrec::{Day, IpassPortal, Month, Reader, Report};

use crate::failure::Failure;

/// A report by its name on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum PortalReport {
    /// Call detail records of a month (--month)
    MonthlyCdr,
    /// Call detail records of a day (--date)
    DailyCdr,
    /// Corrections of earlier months, published in a month (--month)
    MonthlyAdjustmentCdr,
    /// Corrections published on a day (--date)
    DailyAdjustmentCdr,
    /// Network and client users of a month (--month)
    NetworkUsers,
    /// The same from the portal's CSV report (--month)
    NetworkUsersCsv,
    /// The child companies of the company
    ChildCompanies,
}

/// The period a report is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Period {
    Month(Month),
    Day(Day),
    None,
}

/// One report of one company and period.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) report: PortalReport,
    pub(crate) company: String,
    pub(crate) period: Period,
}

impl PortalReport {
    /// The operation's name in errors, logs and the other languages.
    pub(crate) fn operation(self) -> &'static str {
        match self {
            Self::MonthlyCdr => "monthly_cdr",
            Self::DailyCdr => "daily_cdr",
            Self::MonthlyAdjustmentCdr => "monthly_adjustment_cdr",
            Self::DailyAdjustmentCdr => "daily_adjustment_cdr",
            Self::NetworkUsers => "network_users",
            Self::NetworkUsersCsv => "network_users_csv",
            Self::ChildCompanies => "child_companies",
        }
    }

    /// The operation's name as it is typed.
    pub(crate) fn name(self) -> String {
        self.operation().replace('_', "-")
    }

    /// The table it is decoded to.
    pub(crate) fn table(self) -> Report {
        match self {
            Self::NetworkUsers | Self::NetworkUsersCsv => Report::IpassNetworkUsers,
            Self::ChildCompanies => Report::Companies,
            _ => Report::IpassCdr,
        }
    }

    fn by_day(self) -> bool {
        matches!(self, Self::DailyCdr | Self::DailyAdjustmentCdr)
    }

    /// The period that this report needs, out of what was given.
    pub(crate) fn period(self, month: Option<&str>, date: Option<&str>) -> Result<Period, Failure> {
        let name = self.name();
        match (self, month, date) {
            (Self::ChildCompanies, None, None) => Ok(Period::None),
            (Self::ChildCompanies, ..) => Err(Failure::usage(format!(
                "{name} takes neither --month nor --date; leave it out"
            ))),
            (_, Some(_), _) if self.by_day() => Err(Failure::usage(format!(
                "{name} is by day; give --date YYYY-MM-DD, not --month"
            ))),
            (_, _, Some(_)) if !self.by_day() => {
                Err(Failure::usage(format!("{name} is by month; give --month YYYY-MM, not --date")))
            }
            (_, _, Some(date)) => {
                Ok(Period::Day(date.parse().map_err(|error| self.refuse("--date", &error))?))
            }
            (_, Some(month), _) => {
                Ok(Period::Month(month.parse().map_err(|error| self.refuse("--month", &error))?))
            }
            _ => Err(Failure::usage(format!(
                "{name} needs a period; give {}",
                if self.by_day() { "--date YYYY-MM-DD" } else { "--month YYYY-MM" }
            ))),
        }
    }

    fn refuse(self, option: &str, error: &callrec::Error) -> Failure {
        Failure::from(error.clone()).within(format!("ipass-portal {}: {option}", self.operation()))
    }
}

impl Request {
    /// Asks for it. The reader has seen the beginning of the body.
    pub(crate) async fn send(&self, portal: &IpassPortal) -> Result<Reader, Failure> {
        let company = self.company.as_str();
        use PortalReport as R;
        let reader = match (self.report, self.period) {
            (R::MonthlyCdr, Period::Month(month)) => portal.monthly_cdr(company, month).await,
            (R::DailyCdr, Period::Day(day)) => portal.daily_cdr(company, day).await,
            (R::MonthlyAdjustmentCdr, Period::Month(month)) => {
                portal.monthly_adjustment_cdr(company, month).await
            }
            (R::DailyAdjustmentCdr, Period::Day(day)) => {
                portal.daily_adjustment_cdr(company, day).await
            }
            (R::NetworkUsers, Period::Month(month)) => portal.network_users(company, month).await,
            (R::NetworkUsersCsv, Period::Month(month)) => {
                portal.network_users_csv(company, month).await
            }
            (R::ChildCompanies, Period::None) => portal.child_companies(company).await,
            (report, period) => {
                return Err(Failure::usage(format!(
                    "{} cannot be asked for {period}",
                    report.name()
                )));
            }
        };
        Ok(reader?)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month(month) => month.fmt(f),
            Self::Day(day) => day.fmt(f),
            Self::None => f.write_str("no period"),
        }
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.report.name(), self.company)?;
        if self.period != Period::None {
            write!(f, ", {}", self.period)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_report_takes_its_own_kind_of_period() {
        use PortalReport as R;
        assert!(matches!(R::MonthlyCdr.period(Some("2026-09"), None), Ok(Period::Month(_))));
        assert!(matches!(R::DailyCdr.period(None, Some("2026-09-30")), Ok(Period::Day(_))));
        assert!(matches!(R::ChildCompanies.period(None, None), Ok(Period::None)));
        for (report, month, date) in [
            (R::MonthlyCdr, None, None),
            (R::MonthlyCdr, None, Some("2026-09-30")),
            (R::DailyCdr, Some("2026-09"), None),
            (R::DailyCdr, None, None),
            (R::ChildCompanies, Some("2026-09"), None),
            (R::NetworkUsers, Some("2026-13"), None),
            (R::NetworkUsers, Some(""), None),
        ] {
            let failure = report.period(month, date).expect_err("refused");
            assert_eq!(failure.exit(), crate::exit::Exit::Usage);
        }
    }
}
