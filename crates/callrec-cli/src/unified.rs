//! The unified record instead of the report's own columns.

use callrec::{
    DstPolicy, PricePolicy, RecordBatch, Report, SchemaRef, Unifier, UnifyError, UnifyOptions, Zone,
};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::number::count;

#[derive(clap::Args)]
#[command(next_help_heading = "Unified record")]
pub(crate) struct UnifiedOptions {
    /// Writes the record that is the same for all systems, for ipass-cdr, billing-feed and getcalls
    #[arg(long)]
    unified: bool,
    /// Account of the records, as they are to be told apart
    #[arg(long, value_name = "TEXT", requires = "unified")]
    account: Option<String>,
    /// Currency of the amounts, which the report does not state; getcalls is in EUR
    #[arg(long, value_name = "CODE", requires = "unified")]
    currency: Option<String>,
    /// What a quantity counts
    #[arg(long, value_name = "TEXT", requires = "unified")]
    unit: Option<String>,
    /// Time zone of local times, such as Pacific/Auckland; without it there are no instants of them
    #[arg(long, value_name = "ZONE", requires = "unified")]
    zone: Option<String>,
    /// A local time that came twice or never becomes: nothing, and is told; the earlier or the later
    #[arg(long, value_enum, value_name = "POLICY", default_value = "reject", requires = "zone")]
    dst: DstName,
    /// What a price of getcalls is the price of
    #[arg(
        long,
        value_enum,
        value_name = "POLICY",
        default_value = "per-quantity",
        requires = "unified"
    )]
    price_policy: PriceName,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum DstName {
    Reject,
    Earlier,
    Later,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum PriceName {
    PerQuantity,
    LineTotal,
}

impl UnifiedOptions {
    /// What the unified records of a report are made with; `None` where they are not asked for.
    pub(crate) fn options(&self, report: Report) -> Result<Option<UnifyOptions>, Failure> {
        if !self.unified {
            return Ok(None);
        }
        let mut options = UnifyOptions::default().with_price_policy(match self.price_policy {
            PriceName::PerQuantity => PricePolicy::PerQuantity,
            PriceName::LineTotal => PricePolicy::LineTotal,
        });
        if let Some(account) = &self.account {
            options = options.with_account(account);
        }
        if let Some(currency) = &self.currency {
            options = options.with_currency(currency);
        }
        if let Some(unit) = &self.unit {
            options = options.with_unit(unit);
        }
        if let Some(name) = &self.zone {
            let zone = Zone::named(name).map_err(|error| Failure::usage(error.to_string()))?;
            options = options.with_zone(
                zone,
                match self.dst {
                    DstName::Reject => DstPolicy::Reject,
                    DstName::Earlier => DstPolicy::Earlier,
                    DstName::Later => DstPolicy::Later,
                },
            );
        }
        // Before anything is read: what contradicts the report is misuse.
        Unifier::new(report, options.clone()).map_err(|error| Failure::usage(error.to_string()))?;
        Ok(Some(options))
    }
}

/// Makes the batches of a delivery what they are to be.
pub(crate) enum Shape {
    AsReported,
    Unified(Box<Unifier>),
}

impl Shape {
    pub(crate) fn new(report: Report, options: Option<&UnifyOptions>) -> Result<Self, Failure> {
        Ok(match options {
            None => Self::AsReported,
            Some(options) => Self::Unified(Box::new(Unifier::new(report, options.clone())?)),
        })
    }

    /// The schema of what is written.
    pub(crate) fn schema(&self, report: Report) -> SchemaRef {
        match self {
            Self::AsReported => report.schema(),
            Self::Unified(_) => Unifier::schema(),
        }
    }

    pub(crate) fn apply(&mut self, batch: &RecordBatch) -> Result<RecordBatch, Failure> {
        match self {
            Self::AsReported => Ok(batch.clone()),
            Self::Unified(unifier) => Ok(unifier.unify(batch)?),
        }
    }

    /// What was left null because there is no right value: how often, and the first.
    pub(crate) fn doubts(&mut self) -> Option<String> {
        let Self::Unified(unifier) = self else { return None };
        let first = unifier.take_doubts().into_iter().next()?;
        let accounting = unifier.accounting();
        let values = accounting.overflow
            + accounting.inexact
            + accounting.repeated_local_times
            + accounting.skipped_local_times;
        Some(format!("{} left null, the first: {first}", count(values, "value", "values")))
    }
}

impl From<UnifyError> for Failure {
    fn from(error: UnifyError) -> Self {
        Self::new(Exit::Internal, error.to_string())
    }
}
