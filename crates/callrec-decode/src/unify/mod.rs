//! One table for all providers' call records, made from the reports' tables column by column.

mod amount;
mod billing_feed;
mod call_type;
mod constant;
mod doubt;
mod error;
mod getcalls;
mod ipass_cdr;
mod kind;
mod options;
mod rows;
mod schema;
mod stopped;

use arrow_array::{ArrayRef, RecordBatch, new_null_array};
use arrow_schema::SchemaRef;

use crate::zone::Clock;
use crate::{Report, System};
use constant::Constant;
use doubt::Doubts;
use kind::Sorts;
use rows::Rows;

pub use call_type::CallType;
pub use doubt::{Doubt, DoubtReason, UnifyAccounting};
pub use error::UnifyError;
pub use kind::{Direction, Kind};
pub use options::{PricePolicy, UnifyOptions};
pub use stopped::Stopped;

/// The currency of `getcalls` (SEED: its prices are in euro cents).
const EURO: &str = "EUR";

/// Makes unified records of the batches of one report.
///
/// The table is the same for every report, so that batches of several providers can be put together:
///
/// | column | Arrow type | `ipass_cdr` | `billing_feed` | `getcalls` |
/// |---|---|---|---|---|
/// | `provider` | Utf8, never null | name of the [`System`] | same | same |
/// | `account` | Utf8 | as configured | as configured | as configured |
/// | `report` | Utf8, never null | name of the [`Report`] | same | same |
/// | `record_id` | Utf8 | `transaction_id` | `id` | null |
/// | `kind` | Dictionary(Int16, Utf8), never null | `data` | by [`CallType`], else `other` | by `type`, else `other` |
/// | `direction` | Dictionary(Int16, Utf8) | `none` | by [`CallType`], else null | by `type`, else null |
/// | `origin` | Utf8 | `user_id`@`auth_domain` | `origin` | `source` |
/// | `destination` | Utf8 | null | `destination` | `destination` |
/// | `destination_name` | Utf8 | `description` | null | `destination_name` |
/// | `started_at` | Timestamp(µs, UTC) | `ended_at` − `session_length_s` | from `local_time` | from `local_time` |
/// | `ended_at` | Timestamp(µs, UTC) | `gmt_time` | null | from `call_end_local` |
/// | `local_time` | Timestamp(µs), no zone | `local_time`, of the end | `started_at_local`, else `local_date` with `local_time` (INF) | `call_start_local` |
/// | `duration_s` | Int64, seconds | `session_length_s` | `length_s` | `duration_s` |
/// | `quantity` | Decimal128(18, 6) | `data_used` | null | `quantity` |
/// | `unit` | Dictionary(Int16, Utf8) | as configured | null | as configured |
/// | `amount` | Decimal128(18, 6) | `net_billing_amount` | `charge` | `price_cents`, by [`PricePolicy`] |
/// | `currency` | Utf8 | as configured | as configured | `EUR` |
/// | `charge_type` | Dictionary(Int16, Utf8) | `service_type` | `type` | `type` |
/// | `charge_subtype` | Dictionary(Int16, Utf8) | null | `subtype` | null |
/// | `invoice` | Utf8 | null | null | `invoice` |
/// | `price` | Decimal128(18, 6) | null | null | `price_cents`, in euro cents |
/// | `price_policy` | Dictionary(Int16, Utf8) | null | null | name of the [`PricePolicy`] |
/// | `_line`, `_offset` | UInt64, never null | as in the report | same | same |
/// | `_repair` | Dictionary(Int16, Utf8) | as in the report | same | same |
///
/// Whatever a provider does not give and the caller has not configured is null. Columns that are the
/// same are shared with the report's batch, not copied. What the unified record has no column for
/// stays in the report's batch: `_line` and `_offset` say where.
///
/// Under `daily_usage_cap` and its kin the amounts of `ipass_cdr` are cumulative (DOC): their sum need
/// not be the invoice's.
///
/// Instants are made from local times only when [`UnifyOptions::zone`] says where those were printed;
/// for records of `getcalls` that are no calls it is the billing date whose beginning becomes an
/// instant. Arithmetic is exact: what does not fit is null and told as a [`Doubt`].
///
/// Not shared between threads, but may be moved.
#[derive(Debug)]
pub struct Unifier {
    report: Report,
    price_policy: Option<PricePolicy>,
    clock: Option<Clock>,
    constants: Constants,
    doubts: Doubts,
}

/// What is the same in every row.
#[derive(Debug)]
struct Constants {
    provider: Constant,
    account: Constant,
    report: Constant,
    unit: Constant,
    currency: Constant,
    price_policy: Constant,
}

/// What the rows of a report give; a column that is left out is null.
#[derive(Default)]
struct Given {
    sorts: Sorts,
    record_id: Option<ArrayRef>,
    origin: Option<ArrayRef>,
    destination: Option<ArrayRef>,
    destination_name: Option<ArrayRef>,
    started_at: Option<ArrayRef>,
    ended_at: Option<ArrayRef>,
    local_time: Option<ArrayRef>,
    duration_s: Option<ArrayRef>,
    quantity: Option<ArrayRef>,
    amount: Option<ArrayRef>,
    charge_type: Option<ArrayRef>,
    charge_subtype: Option<ArrayRef>,
    invoice: Option<ArrayRef>,
    price: Option<ArrayRef>,
}

impl Unifier {
    /// A unifier for the batches of one report: `ipass_cdr`, `billing_feed` or `getcalls`.
    ///
    /// # Errors
    ///
    /// The report holds no call records, or the options contradict it.
    pub fn new(report: Report, options: UnifyOptions) -> Result<Self, UnifyError> {
        if !matches!(report, Report::IpassCdr | Report::BillingFeed | Report::GetCalls) {
            return Err(UnifyError::NoCallRecords(report));
        }
        let system = provider(report, options.system)?;
        let currency = currency(report, options.currency)?;
        let price_policy = (report == Report::GetCalls).then_some(options.price_policy);
        // A unit is that of the quantity, which the feed does not have.
        let unit = options.unit.filter(|_| report != Report::BillingFeed);
        Ok(Self {
            report,
            price_policy,
            clock: options.zone.map(|zone| Clock::new(zone, options.dst)),
            constants: Constants {
                provider: Constant::new(Some(system.name().to_owned())),
                account: Constant::new(options.account),
                report: Constant::new(Some(report.name().to_owned())),
                unit: Constant::new(unit),
                currency: Constant::new(currency),
                price_policy: Constant::new(price_policy.map(|policy| policy.name().to_owned())),
            },
            doubts: Doubts::new(options.strict),
        })
    }

    /// The report whose batches are taken.
    pub fn report(&self) -> Report {
        self.report
    }

    /// The schema of every unified batch, the same for all reports. Cheap: built once a process.
    pub fn schema() -> SchemaRef {
        schema::schema()
    }

    /// The unified rows of a report's batch, as many and in the same order.
    ///
    /// # Errors
    ///
    /// The batch is not one of the report; `strict` is on and a value is in doubt: then the error has
    /// the rows before it, which are to be handed on first.
    pub fn unify(&mut self, batch: &RecordBatch) -> Result<RecordBatch, UnifyError> {
        // One that an error of the batch as a whole has outrun.
        self.doubts.take_stop();
        let mut rows = Rows::new(self.report, batch, &mut self.doubts)?;
        let given = match (self.report, self.price_policy) {
            (Report::IpassCdr, _) => ipass_cdr::given(&mut rows)?,
            (Report::GetCalls, Some(policy)) => {
                getcalls::given(&mut rows, self.clock.as_mut(), policy)?
            }
            _ => billing_feed::given(&mut rows, self.clock.as_mut())?,
        };
        let provenance = ["_line", "_offset", "_repair"].map(|name| rows.column(name));
        let unified = assemble(given, &mut self.constants, provenance, batch.num_rows())?;
        let stop = self.doubts.take_stop();
        let good = stop.map_or(batch.num_rows(), |(row, _)| row);
        self.doubts.accounting.rows += good as u64;
        match stop {
            None => Ok(unified),
            Some((row, doubt)) => {
                Err(UnifyError::Doubt(Stopped { doubt, before: unified.slice(0, row) }))
            }
        }
    }

    /// Counts so far.
    pub fn accounting(&self) -> UnifyAccounting {
        self.doubts.accounting
    }

    /// Takes the values left null since the last call, in input order: the first 1,024 of them; all are
    /// counted in [`Self::accounting`].
    pub fn take_doubts(&mut self) -> Vec<Doubt> {
        self.doubts.take()
    }
}

fn assemble(
    given: Given,
    constants: &mut Constants,
    provenance: [Result<ArrayRef, UnifyError>; 3],
    rows: usize,
) -> Result<RecordBatch, UnifyError> {
    let schema = schema::schema();
    let (kind, direction) = given.sorts.finish()?;
    let [line, offset, repair] = provenance;
    let constants = [
        ("provider", &mut constants.provider),
        ("account", &mut constants.account),
        ("report", &mut constants.report),
        ("unit", &mut constants.unit),
        ("currency", &mut constants.currency),
        ("price_policy", &mut constants.price_policy),
    ];
    let mut same = Vec::with_capacity(constants.len());
    for (name, constant) in constants {
        same.push(Some(constant.column(schema.field_with_name(name)?, rows)?));
    }
    let [provider, account, report, unit, currency, price_policy] =
        same.try_into().unwrap_or_default();
    let columns = [
        provider,
        account,
        report,
        given.record_id,
        Some(kind),
        Some(direction),
        given.origin,
        given.destination,
        given.destination_name,
        given.started_at,
        given.ended_at,
        given.local_time,
        given.duration_s,
        given.quantity,
        unit,
        given.amount,
        currency,
        given.charge_type,
        given.charge_subtype,
        given.invoice,
        given.price,
        price_policy,
        Some(line?),
        Some(offset?),
        Some(repair?),
    ];
    let columns = columns.into_iter().zip(schema.fields());
    let columns = columns
        .map(|(column, field)| column.unwrap_or_else(|| new_null_array(field.data_type(), rows)));
    Ok(RecordBatch::try_new(SchemaRef::clone(&schema), columns.collect())?)
}

fn provider(report: Report, system: Option<System>) -> Result<System, UnifyError> {
    match system {
        None => Ok(report.systems()[0]),
        Some(system) if report.systems().contains(&system) => Ok(system),
        Some(system) => Err(UnifyError::System { report, system }),
    }
}

fn currency(report: Report, code: Option<String>) -> Result<Option<String>, UnifyError> {
    let is_code =
        |code: &str| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    match (report, code) {
        (Report::GetCalls, None) => Ok(Some(EURO.to_owned())),
        (_, None) => Ok(None),
        (_, Some(code)) if !is_code(&code) => {
            Err(UnifyError::Currency(code, report, "give three capital letters, such as NZD"))
        }
        (Report::GetCalls, Some(code)) if code != EURO => {
            Err(UnifyError::Currency(code, report, "its prices are in euro cents, leave it out"))
        }
        (_, Some(code)) => Ok(Some(code)),
    }
}
