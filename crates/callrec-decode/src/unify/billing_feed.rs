//! Records of the billing feed as unified records.

use std::sync::Arc;

use arrow_array::types::{Date32Type, Time64MicrosecondType, TimestampMicrosecondType, UInt64Type};
use arrow_array::{Array, PrimitiveArray, StringArray, TimestampMicrosecondArray};
use arrow_buffer::{BooleanBuffer, NullBuffer};

use super::call_type::CallType;
use super::kind::{Direction, Kind, Sorts};
use super::rows::Rows;
use super::{Given, UnifyError};
use crate::zone::Clock;

const DAY_US: i64 = 86_400 * 1_000_000;

pub(super) fn given(rows: &mut Rows<'_>, clock: Option<&mut Clock>) -> Result<Given, UnifyError> {
    let ids = rows.numbers::<UInt64Type>("id")?;
    let ids: StringArray = ids.iter().map(|id| id.map(|id| id.to_string())).collect();
    let local = local_times(rows)?;
    let started = clock.map(|clock| rows.instants("started_at", &local, clock)).transpose()?;
    Ok(Given {
        sorts: sorts(rows)?,
        record_id: Some(Arc::new(ids)),
        origin: Some(rows.column("origin")?),
        destination: Some(rows.column("destination")?),
        started_at: started,
        local_time: Some(Arc::new(local)),
        duration_s: Some(rows.column("length_s")?),
        amount: Some(rows.column("charge")?),
        charge_type: Some(rows.column("type")?),
        charge_subtype: Some(rows.column("subtype")?),
        ..Given::default()
    })
}

/// A pair that the table does not have is kept as it is in `charge_type` and `charge_subtype`; what it
/// is about is not guessed.
fn sorts(rows: &Rows<'_>) -> Result<Sorts, UnifyError> {
    let mut sorts = Sorts::with_rows(rows.count());
    // Texts of the table by their place in it, so that a row costs no comparison of texts.
    let main_texts = CallType::ALL.map(|entry| entry.main);
    let sub_texts = CallType::ALL.map(|entry| entry.sub);
    let place = |texts: [&str; CallType::ALL.len()], text: Option<&str>| {
        text.and_then(|text| texts.iter().position(|known| *known == text))
    };
    let mut pairs = [[(Kind::Other, None::<Direction>); CallType::ALL.len()]; CallType::ALL.len()];
    for (main, row) in pairs.iter_mut().enumerate() {
        for (sub, sort) in row.iter_mut().enumerate() {
            if let Some(entry) = CallType::of(main_texts[main], sub_texts[sub]) {
                *sort = (entry.kind, entry.direction);
            }
        }
    }
    let mains = rows.open_list("type")?.map(|text| place(main_texts, text));
    let subs = rows.open_list("subtype")?.map(|text| place(sub_texts, text));
    for pair in mains.zip(subs) {
        sorts.push(match pair {
            (Some(main), Some(sub)) => pairs[main][sub],
            _ => (Kind::Other, None),
        });
    }
    Ok(sorts)
}

/// Date and time as printed together; in the monthly profile, which prints them apart only, put
/// together (INF). A date without a time is none.
fn local_times(rows: &Rows<'_>) -> Result<TimestampMicrosecondArray, UnifyError> {
    let whole = rows.numbers::<TimestampMicrosecondType>("started_at_local")?;
    if whole.null_count() == 0 {
        return Ok(whole.clone());
    }
    let dates = rows.numbers::<Date32Type>("local_date")?;
    let times = rows.numbers::<Time64MicrosecondType>("local_time")?;
    let joined = |row: usize| {
        if whole.is_valid(row) {
            return Some(whole.value(row));
        }
        let apart = dates.is_valid(row) && times.is_valid(row);
        // A date is of 32 bits: its microseconds, and those of a day, fit 64.
        apart
            .then(|| (i64::from(dates.value(row)) * DAY_US).checked_add(times.value(row)))
            .flatten()
    };
    let values: Vec<Option<i64>> = (0..rows.count()).map(joined).collect();
    let valid = BooleanBuffer::collect_bool(values.len(), |row| values[row].is_some());
    let values: Vec<i64> = values.into_iter().map(Option::unwrap_or_default).collect();
    Ok(PrimitiveArray::try_new(values.into(), Some(NullBuffer::new(valid)))?)
}
