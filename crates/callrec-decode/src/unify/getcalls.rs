//! Records of `getcalls` as unified records.

use std::sync::Arc;

use arrow_array::types::{Decimal128Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef};
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;

use super::kind::{Direction, Kind, Sorts};
use super::options::PricePolicy;
use super::rows::Rows;
use super::{Given, UnifyError};
use crate::report::provenance::money;
use crate::zone::Clock;

/// What a record is about and which way it went, by its type. The provider's pages list
/// `CALLIN CALLOUT DEV FAX HARDWARE PAY SERVICE SETUP SMS TRAVEL` (SEED) and
/// `DELIVERY DOCUMENTATION MCALL MDATA MSMS` (DOC). Whatever begins with `CALL` is a call
/// (reading E9). Of a type that no page lists nobody knows what it is about: it is `other`, as it is of
/// a billing feed's type that the table does not have, and its name stays in `charge_type` (reading
/// E20).
fn sort(name: Option<&str>) -> (Kind, Option<Direction>) {
    match name {
        None => (Kind::Other, None),
        Some("CALLIN") => (Kind::Call, Some(Direction::In)),
        Some("CALLOUT") => (Kind::Call, Some(Direction::Out)),
        Some("SMS" | "MSMS") => (Kind::Sms, None),
        Some("FAX") => (Kind::Fax, None),
        Some("MDATA") => (Kind::Data, Some(Direction::None)),
        Some("PAY") => (Kind::Payment, Some(Direction::None)),
        Some(name) if name == "MCALL" || name.starts_with("CALL") => (Kind::Call, None),
        Some(
            "DELIVERY" | "DEV" | "DOCUMENTATION" | "HARDWARE" | "SERVICE" | "SETUP" | "TRAVEL",
        ) => (Kind::Fee, Some(Direction::None)),
        Some(_) => (Kind::Other, None),
    }
}

pub(super) fn given(
    rows: &mut Rows<'_>,
    clock: Option<&mut Clock>,
    policy: PricePolicy,
) -> Result<Given, UnifyError> {
    let mut sorts = Sorts::with_rows(rows.count());
    rows.open_list("type")?.map(sort).for_each(|sort| sorts.push(sort));
    let start = rows.numbers::<TimestampMicrosecondType>("call_start_local")?;
    let end = rows.numbers::<TimestampMicrosecondType>("call_end_local")?;
    let (started_at, ended_at) = match clock {
        Some(clock) => (
            Some(rows.instants("started_at", start, clock)?),
            Some(rows.instants("ended_at", end, clock)?),
        ),
        None => (None, None),
    };
    Ok(Given {
        sorts,
        origin: Some(rows.column("source")?),
        destination: Some(rows.column("destination")?),
        destination_name: Some(rows.column("destination_name")?),
        started_at,
        ended_at,
        local_time: Some(rows.column("call_start_local")?),
        duration_s: Some(rows.column("duration_s")?),
        quantity: Some(rows.column("quantity")?),
        amount: Some(amounts(rows, policy)?),
        charge_type: Some(rows.column("type")?),
        invoice: Some(rows.column("invoice")?),
        price: Some(rows.column("price_cents")?),
        ..Given::default()
    })
}

fn amounts(rows: &mut Rows<'_>, policy: PricePolicy) -> Result<ArrayRef, UnifyError> {
    let prices = rows.numbers::<Decimal128Type>("price_cents")?;
    let quantities = rows.numbers::<Decimal128Type>("quantity")?;
    let nulls = match policy.needs_quantity() {
        true => NullBuffer::union(prices.nulls(), quantities.nulls()),
        false => prices.nulls().cloned(),
    };
    let amounts = rows.compute::<Decimal128Type>("amount", nulls.as_ref(), |row| {
        policy.amount(prices.value(row), quantities.value(row))
    })?;
    let DataType::Decimal128(precision, scale) = money() else {
        return Ok(Arc::new(amounts));
    };
    Ok(Arc::new(amounts.with_precision_and_scale(precision, scale)?))
}
