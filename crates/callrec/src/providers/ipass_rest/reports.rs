//! Reports: CDRs, network users, and the portal's custom reports.

use super::IpassRest;
use super::client::at;
use super::config::DailyParameter;
use super::fault;
use super::operation::{self, Operation};
use super::wire::Call;
use crate::document::{Document, Wanted};
use crate::providers::objects::not_empty;
use crate::{Day, Error, Month, Reader, Result};

/// The query parameter that names a custom report; the portal's is `filename` (reading B45).
const CUSTOM_REPORT_FILE: &str = "customReportFile";
/// The query parameter with a month, and by the printed URL also with the day of a daily report (SEED,
/// reading B49).
const MONTH: &str = "month";
/// The query parameter with the day of a daily report, by the table (SEED, reading B49).
const DATE: &str = "date";

impl IpassRest {
    /// The CDRs of a month ([`Report::IpassCdr`](crate::Report::IpassCdr)). Whether it is the same file
    /// as the portal's nobody says (reading F4).
    pub async fn monthly_cdr(&self, month: Month) -> Result<Reader> {
        self.of_month(&operation::MONTHLY_CDR, month).await
    }

    /// Corrections published in a month; they amend prior months.
    pub async fn monthly_adjustment_cdr(&self, month: Month) -> Result<Reader> {
        self.of_month(&operation::MONTHLY_ADJUSTMENT_CDR, month).await
    }

    /// The CDRs of a day. The day is sent as `date`; where the service refuses that, once more as
    /// `month`, and what it took is used from then on, unless
    /// [`daily_parameter`](crate::IpassRestBuilder::daily_parameter) says which (reading B49).
    pub async fn daily_cdr(&self, day: Day) -> Result<Reader> {
        self.of_day(&operation::DAILY_CDR, day).await
    }

    /// Corrections published on a day; they amend prior months.
    pub async fn daily_adjustment_cdr(&self, day: Day) -> Result<Reader> {
        self.of_day(&operation::DAILY_ADJUSTMENT_CDR, day).await
    }

    /// Network and client users of a month
    /// ([`Report::IpassNetworkUsers`](crate::Report::IpassNetworkUsers)).
    pub async fn network_users(&self, month: Month) -> Result<Reader> {
        self.of_month(&operation::NETWORK_USERS, month).await
    }

    /// A custom report of the portal, by the file name that the portal lists (as in
    /// `CustomReport.html`), of a month. `duration` is the parameter `duration-type`, of which the
    /// document knows only the example `monthly` (reading B47).
    ///
    /// Mostly HTML, whatever it is called (reading B48): bytes, to be saved as they are.
    pub async fn custom_report(
        &self,
        month: Month,
        file: &str,
        duration: Option<&str>,
    ) -> Result<Document> {
        let operation = &operation::CUSTOM_REPORT;
        check_file(file).map_err(|error| at(operation, error))?;
        let mut call = Call::new(operation).with(MONTH, month.to_string());
        if let Some(duration) = duration {
            call = call.with("duration-type", duration);
        }
        self.document(call.with(CUSTOM_REPORT_FILE, file), Wanted::Any).await
    }

    /// The same report of all child companies: a zip archive with a folder a company (SEED).
    ///
    /// The URL that the document prints for it is that of another operation, which changes data: it is
    /// never sent (reading B46). The one used here is made like that of the report itself (INF).
    pub async fn child_custom_report(&self, month: Month, file: &str) -> Result<Document> {
        let operation = &operation::CHILD_CUSTOM_REPORT;
        check_file(file).map_err(|error| at(operation, error))?;
        let call = Call::new(operation).with(MONTH, month.to_string());
        self.document(call.with(CUSTOM_REPORT_FILE, file), Wanted::Archive).await
    }

    async fn of_month(&self, operation: &'static Operation, month: Month) -> Result<Reader> {
        self.read(Call::new(operation).with(MONTH, month.to_string())).await
    }

    async fn of_day(&self, operation: &'static Operation, day: Day) -> Result<Reader> {
        if let Some(parameter) = self.daily_parameter() {
            return self.read(daily(operation, parameter, day)).await;
        }
        let refused = match self.read(daily(operation, DailyParameter::Date, day)).await {
            Ok(reader) => {
                self.remember_daily_parameter(DailyParameter::Date);
                return Ok(reader);
            }
            Err(error) if fault::refuses_parameters(&error) => error,
            Err(error) => return Err(error),
        };
        // It only reads: to ask once more does no harm.
        match self.read(daily(operation, DailyParameter::Month, day)).await {
            Ok(reader) => {
                self.remember_daily_parameter(DailyParameter::Month);
                Ok(reader)
            }
            // Refused under either name: it is not the name.
            Err(error) if fault::refuses_parameters(&error) => Err(refused),
            Err(error) => Err(error),
        }
    }
}

/// A report of a day, the day under these names.
fn daily(operation: &'static Operation, parameter: DailyParameter, day: Day) -> Call {
    let names: &[&'static str] = match parameter {
        DailyParameter::Date => &[DATE],
        DailyParameter::Month => &[MONTH],
        DailyParameter::Both => &[MONTH, DATE],
    };
    names.iter().fold(Call::new(operation), |call, name| call.with(name, day.to_string()))
}

/// A name, not a path: it goes to the provider, who may look for it among files.
fn check_file(file: &str) -> Result<()> {
    not_empty(CUSTOM_REPORT_FILE, file)?;
    if file.contains(['/', '\\']) || file.contains("..") {
        return Err(Error::invalid_argument(format!(
            "{file:?} is a path, not a report's file name"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::operation::CHILD_CUSTOM_REPORT_AS_PRINTED;
    use super::*;
    use crate::ErrorKind;
    use crate::providers::objects::no_object;

    /// Reading B46. Whoever listens on that port would be asked otherwise, and nobody does.
    #[tokio::test]
    async fn the_printed_url_for_child_companies_is_never_sent() {
        let rest = IpassRest::builder().base_url("http://127.0.0.1:1/v1").key("a").company("1");
        let rest = rest.tries(1).build().expect("a client");
        let call = || Call::new(&CHILD_CUSTOM_REPORT_AS_PRINTED).with("month", "2014-08");
        for error in [
            rest.document(call(), Wanted::Archive).await.expect_err("refused"),
            rest.document(call(), Wanted::Any).await.expect_err("refused"),
            rest.write(call().on("a".to_owned()), no_object(&[])).await.expect_err("refused"),
        ] {
            assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
        }
        let other = Call { operation: &operation::CHILD_CUSTOM_REPORT, ..call() };
        let error = rest.document(other, Wanted::Archive).await.expect_err("nobody listens");
        assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
    }
}
