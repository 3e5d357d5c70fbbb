//! Many reports in one call: a month of all companies, a month by its days. A file a report; one that
//! fails does not stop the others.

use std::fmt;
use std::path::PathBuf;

use callrec::{Company, Day, FanOut, IpassPortal, Month, Reader, Report};

use super::{SYSTEM, company_of};
use crate::deliver::{self, Delivery, Description, Job};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::Signals;
use crate::output::{FormatName, OutputOptions};
use crate::portal::Connection;
use crate::progress::Progress;
use crate::render::number::count;
use crate::source::Source;
use crate::stderr;

#[derive(clap::Args)]
pub(super) struct MonthOptions {
    /// Company id
    #[arg(long, value_name = "ID", env = "CALLREC_IPASS_PORTAL_COMPANY", hide_env_values = true)]
    company: Option<String>,
    /// The month, by GMT
    #[arg(long, value_name = "YYYY-MM")]
    month: Month,
    /// Existing folder for the files; each is named for its report, company and period
    #[arg(long, value_name = "FOLDER")]
    out_folder: PathBuf,
    /// Reports under way at once
    #[arg(long, value_name = "N", default_value_t = 4)]
    concurrency: usize,
    #[command(flatten)]
    output: OutputOptions,
    #[command(flatten)]
    connection: Connection,
}

/// The month of the company and of each of its child companies.
pub(super) async fn companies(options: &MonthOptions) -> Result<Exit, Failure> {
    let named = |failure: Failure| failure.named(format!("{SYSTEM} monthly_cdr"));
    let (portal, company) = options.open().await.map_err(named)?;
    let mut signals = Signals::catch().map_err(named)?;
    let work = async {
        let all = portal.monthly_cdr_of_all(company, options.month).await?;
        let month = options.month.to_string();
        let labelled = |company: &Company| (company.id.clone(), month.clone());
        options.deliver(all, "monthly_cdr", labelled).await
    };
    signals.unless(work).await.map_err(named)
}

/// The days of the month of the company.
pub(super) async fn days(options: &MonthOptions) -> Result<Exit, Failure> {
    let named = |failure: Failure| failure.named(format!("{SYSTEM} daily_cdr"));
    let (portal, company) = options.open().await.map_err(named)?;
    let mut signals = Signals::catch().map_err(named)?;
    let work = async {
        let all = portal.daily_cdr_of_month(company, options.month);
        let labelled = |day: &Day| (company.to_owned(), day.to_string());
        options.deliver(all, "daily_cdr", labelled).await
    };
    signals.unless(work).await.map_err(named)
}

impl MonthOptions {
    async fn open(&self) -> Result<(IpassPortal, &str), Failure> {
        let company = company_of(self.company.as_deref())?;
        Ok((self.connection.client(self.output.decode_options()).await?, company))
    }

    /// Writes each report to a file of its own. The exit code is that of the first that failed.
    async fn deliver<K: Clone + Send + 'static>(
        &self,
        all: FanOut<K, Reader>,
        operation: &'static str,
        labelled: impl Fn(&K) -> (String, String),
    ) -> Result<Exit, Failure> {
        let mut all = all.concurrency(self.concurrency);
        let (mut good, mut worst): (u64, Option<Exit>) = (0, None);
        while let Some((key, opened)) = all.next().await {
            let (company, period) = labelled(&key);
            let label = format!("{} of {company}, {period}", operation.replace('_', "-"));
            let one = One { operation, company, period, label };
            let delivered = match opened {
                Ok(reader) => self.one(&one, reader).await,
                Err(error) => Err(error.into()),
            };
            match delivered {
                Ok(exit) => {
                    good += 1;
                    if exit != Exit::Done {
                        worst = worst.or(Some(exit));
                    }
                }
                Err(failure) => {
                    let failure = failure.within(&one.label);
                    stderr::line(&format!("callrec: {}", failure.message().unwrap_or_default()));
                    worst = Some(match worst {
                        None | Some(Exit::Quarantined) => failure.exit(),
                        Some(first) => first,
                    });
                }
            }
        }
        if !self.output.quiet {
            let files = count(good, "file", "files");
            stderr::line(&format!("{files} in {}", self.out_folder.display()));
        }
        Ok(worst.unwrap_or(Exit::Done))
    }

    async fn one(&self, one: &One, reader: Reader) -> Result<Exit, Failure> {
        let extension = self.output.format().unwrap_or(FormatName::Csv).extension();
        let out = self.out_folder.join(format!("{one}.{extension}"));
        let job = Job::new(Some(&out), &self.output, Report::IpassCdr)?;
        let mut progress = Progress::new(self.output.quiet);
        progress.begin(one.label.clone(), None);
        let delivery = Delivery::open(&job)?;
        let mut source = Source::Remote(Box::new(reader));
        let delivered = delivery.run(&mut source, &mut progress).await?;
        drop(progress);
        deliver::report(&job, &one.description(), &delivered)
    }
}

/// One of the reports.
struct One {
    operation: &'static str,
    company: String,
    period: String,
    label: String,
}

impl One {
    fn description(&self) -> Description {
        let fields = vec![
            ("provider", SYSTEM.to_owned()),
            ("operation", self.operation.to_owned()),
            ("company", self.company.clone()),
            ("period", self.period.clone()),
        ];
        Description { label: self.label.clone(), fields }
    }
}

impl fmt::Display for One {
    /// The name of its file: kind, company and period, so that no two overwrite each other (A12). An
    /// id is opaque: what could lead out of the folder is encoded.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_", self.operation.replace('_', "-"))?;
        for byte in self.company.bytes() {
            if byte.is_ascii_alphanumeric() || byte == b'-' {
                write!(f, "{}", char::from(byte))?;
            } else {
                write!(f, "%{byte:02X}")?;
            }
        }
        write!(f, "_{}", self.period)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_stays_in_its_folder() {
        let one = |company: &str| One {
            operation: "monthly_cdr",
            company: company.to_owned(),
            period: "2026-09".to_owned(),
            label: String::new(),
        };
        assert_eq!(one("1025").to_string(), "monthly-cdr_1025_2026-09");
        assert_eq!(one("../x y").to_string(), "monthly-cdr_%2E%2E%2Fx%20y_2026-09");
    }
}
