//! iPass call detail records as unified records.

use std::sync::Arc;

use arrow_array::types::{Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef, StringArray};
use arrow_buffer::{Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};

use super::kind::{Direction, Kind, Sorts};
use super::rows::Rows;
use super::{DoubtReason, Given, UnifyError};

const SECOND_US: i64 = 1_000_000;

pub(super) fn given(rows: &mut Rows<'_>) -> Result<Given, UnifyError> {
    let mut sorts = Sorts::with_rows(rows.count());
    (0..rows.count()).for_each(|_| sorts.push((Kind::Data, Some(Direction::None))));
    let origin = logins(rows.text("user_id")?, rows.text("auth_domain")?)?;
    Ok(Given {
        sorts,
        record_id: Some(rows.column("transaction_id")?),
        origin: Some(Arc::new(origin)),
        destination_name: Some(rows.column("description")?),
        started_at: Some(started_at(rows)?),
        ended_at: Some(rows.column("gmt_time")?),
        local_time: Some(rows.column("local_time")?),
        duration_s: Some(rows.column("session_length_s")?),
        quantity: Some(rows.column("data_used")?),
        amount: Some(rows.column("net_billing_amount")?),
        charge_type: Some(rows.column("service_type")?),
        ..Given::default()
    })
}

/// GMT Time is when the session stopped (DOC).
fn started_at(rows: &mut Rows<'_>) -> Result<ArrayRef, UnifyError> {
    let ended = rows.numbers::<TimestampMicrosecondType>("gmt_time")?;
    let length = rows.numbers::<Int64Type>("session_length_s")?;
    let nulls = NullBuffer::union(ended.nulls(), length.nulls());
    let started =
        rows.compute::<TimestampMicrosecondType>("started_at", nulls.as_ref(), |row| {
            let length = length.value(row).checked_mul(SECOND_US);
            let started = length.and_then(|length| ended.value(row).checked_sub(length));
            started.ok_or(DoubtReason::Overflow)
        })?;
    Ok(Arc::new(started.with_timezone("UTC")))
}

/// `user@domain`; the user alone where there is no domain, null where there is no user.
fn logins(users: &StringArray, domains: &StringArray) -> Result<StringArray, UnifyError> {
    let mut text = Vec::with_capacity(users.value_data().len() + domains.value_data().len());
    let mut ends = Vec::with_capacity(users.len() + 1);
    ends.push(0_i32);
    for (user, domain) in users.iter().zip(domains) {
        if let Some(user) = user {
            text.extend_from_slice(user.as_bytes());
            if let Some(domain) = domain {
                text.push(b'@');
                text.extend_from_slice(domain.as_bytes());
            }
        }
        ends.push(i32::try_from(text.len()).map_err(|_| UnifyError::TooLong("origin"))?);
    }
    let ends = OffsetBuffer::new(ScalarBuffer::from(ends));
    Ok(StringArray::try_new(ends, Buffer::from_vec(text), users.nulls().cloned())?)
}
