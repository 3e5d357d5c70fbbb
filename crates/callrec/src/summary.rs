//! What a report adds up to, exactly.

mod amount;
mod columns;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use arrow_array::RecordBatch;

pub use amount::Amount;

use crate::Error;

/// Totals over the batches of an `ipass_cdr` report: whole numbers and exact decimals only.
///
/// Under a `…_cap` service type the amounts are cumulative (DOC), so where [`cap_records`] is not 0
/// the plain sum need not equal the invoice: whoever prints a total must say so.
///
/// [`cap_records`]: Self::cap_records
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Records added.
    pub records: u64,
    /// Sum of `session_length_s`, in the unit of that column (seconds, INF).
    pub seconds: i128,
    /// Sum of `net_billing_amount`. The currency is not stated by the provider.
    pub amount: Amount,
    /// Records without a `net_billing_amount`.
    pub without_amount: u64,
    /// Records whose service type ends in `_cap`: cumulative amounts.
    pub cap_records: u64,
    /// Earliest `gmt_time`, microseconds since 1970-01-01 UTC.
    pub first_gmt_us: Option<i64>,
    /// Latest `gmt_time`, microseconds since 1970-01-01 UTC.
    pub last_gmt_us: Option<i64>,
    by_service_type: BTreeMap<Option<String>, ServiceTotal>,
}

/// Totals of one service type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceTotal {
    /// The provider's word for it; `None` for records without one.
    pub service_type: Option<String>,
    /// Records of this type.
    pub records: u64,
    /// Sum of their `session_length_s`.
    pub seconds: i128,
    /// Sum of their `net_billing_amount`.
    pub amount: Amount,
    /// Whether the amounts are cumulative: the type ends in `_cap` (DOC).
    pub cumulative: bool,
}

impl Summary {
    /// An empty summary.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a batch of the `ipass_cdr` schema; another schema is an `InvalidArgument`. After an
    /// error nothing of the batch was added.
    pub fn add(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        let columns = columns::Columns::of(batch)?;
        // By dictionary key, so that names are looked up once a batch and not once a row.
        let mut totals: Vec<Option<ServiceTotal>> = vec![None; columns.service_types() + 1];
        let mut next = Self { by_service_type: BTreeMap::new(), ..*self };
        for row in 0..batch.num_rows() {
            let key = columns.service_key(row);
            let total = totals[key.map_or(0, |key| key + 1)]
                .get_or_insert_with(|| ServiceTotal::of(key.map(|key| columns.service_type(key))));
            let seconds = i128::from(columns.seconds(row).unwrap_or(0));
            let amount = columns.amount(row);
            total.records += 1;
            total.seconds += seconds;
            total.amount = total.amount.plus(amount.unwrap_or_default())?;
            next.records += 1;
            next.seconds += seconds;
            next.amount = next.amount.plus(amount.unwrap_or_default())?;
            next.without_amount += u64::from(amount.is_none());
            next.cap_records += u64::from(total.cumulative);
            if let Some(gmt) = columns.gmt_us(row) {
                next.first_gmt_us = Some(next.first_gmt_us.map_or(gmt, |first| first.min(gmt)));
                next.last_gmt_us = Some(next.last_gmt_us.map_or(gmt, |last| last.max(gmt)));
            }
        }
        let mut by_service_type = self.by_service_type.clone();
        for total in totals.into_iter().flatten() {
            match by_service_type.entry(total.service_type.clone()) {
                Entry::Vacant(place) => drop(place.insert(total)),
                Entry::Occupied(mut place) => place.get_mut().merge(&total)?,
            }
        }
        *self = Self { by_service_type, ..next };
        Ok(())
    }

    /// The totals by service type, in the order of their names, unnamed ones first.
    pub fn by_service_type(&self) -> impl Iterator<Item = &ServiceTotal> {
        self.by_service_type.values()
    }
}

impl ServiceTotal {
    fn of(service_type: Option<&str>) -> Self {
        Self {
            service_type: service_type.map(str::to_owned),
            cumulative: service_type.is_some_and(|name| name.ends_with("_cap")),
            ..Self::default()
        }
    }

    fn merge(&mut self, other: &Self) -> Result<(), Error> {
        self.amount = self.amount.plus(other.amount)?;
        self.records += other.records;
        self.seconds += other.seconds;
        Ok(())
    }
}
