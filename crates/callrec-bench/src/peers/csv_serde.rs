//! The crate `csv` with serde, into borrowed, typed rows; no Arrow.

use std::error::Error;
use std::hint::black_box;

use csv::{ReaderBuilder, StringRecord};
use serde::{Deserialize, Deserializer};

use super::text;
use crate::measure::READ;
use crate::sums::Sums;

/// A session.
#[derive(Deserialize)]
struct Session<'a> {
    _transaction_id: &'a str,
    #[serde(deserialize_with = "present")]
    _billing_code: Option<&'a str>,
    #[serde(deserialize_with = "present")]
    _user_id: Option<&'a str>,
    #[serde(deserialize_with = "present")]
    _auth_domain: Option<&'a str>,
    #[serde(deserialize_with = "present")]
    _description: Option<&'a str>,
    #[serde(deserialize_with = "portal_time")]
    gmt_time: Option<i64>,
    #[serde(deserialize_with = "portal_time")]
    local_time: Option<i64>,
    #[serde(deserialize_with = "integer")]
    session_length_s: Option<i64>,
    #[serde(deserialize_with = "decimal")]
    billing_rate: Option<i128>,
    #[serde(deserialize_with = "decimal")]
    net_billing_amount: Option<i128>,
    #[serde(deserialize_with = "present")]
    _access_type: Option<&'a str>,
    #[serde(deserialize_with = "present")]
    _service_type: Option<&'a str>,
    #[serde(deserialize_with = "present")]
    _reserved: Option<&'a str>,
    #[serde(deserialize_with = "decimal")]
    data_used: Option<i128>,
}

/// A row of the feed.
#[derive(Deserialize)]
struct Row<'a> {
    id: u64,
    _billing_group: Option<&'a str>,
    _origin: Option<&'a str>,
    _destination: Option<&'a str>,
    _zone_prefix: Option<&'a str>,
    _azone_prefix: Option<&'a str>,
    _status: Option<&'a str>,
    _third_number: Option<&'a str>,
    #[serde(deserialize_with = "iso_date")]
    local_date: Option<i32>,
    #[serde(deserialize_with = "clock")]
    local_time: Option<i64>,
    #[serde(deserialize_with = "iso_time")]
    started_at_local: Option<i64>,
    #[serde(deserialize_with = "integer")]
    length_s: Option<i64>,
    #[serde(deserialize_with = "decimal")]
    charge: Option<i128>,
    _smart_code: Option<&'a str>,
    _smart_code_description: Option<&'a str>,
    _kind: Option<&'a str>,
    _subtype: Option<&'a str>,
    _recording: Option<&'a str>,
}

/// Reads the portal's CDR file.
pub(super) fn ipass_cdr(path: &str) -> Result<Sums, Box<dyn Error>> {
    let mut sums = [0_i128; 6];
    let rows = each(path, |record| {
        let row: Session<'_> = record.deserialize(None)?;
        sums[0] += whole(row.gmt_time) / 1_000_000;
        sums[1] += whole(row.local_time) / 1_000_000;
        sums[2] += whole(row.session_length_s);
        sums[3] += row.billing_rate.unwrap_or_default();
        sums[4] += row.net_billing_amount.unwrap_or_default();
        sums[5] += row.data_used.unwrap_or_default();
        black_box(row);
        Ok(())
    })?;
    let names = [
        "gmt_time",
        "local_time",
        "session_length_s",
        "billing_rate",
        "net_billing_amount",
        "data_used",
    ];
    Ok(named(rows, &names, &sums))
}

/// Reads the billing feed.
pub(super) fn billing_feed(path: &str) -> Result<Sums, Box<dyn Error>> {
    let mut sums = [0_i128; 6];
    let rows = each(path, |record| {
        let row: Row<'_> = record.deserialize(None)?;
        sums[0] += i128::from(row.id);
        sums[1] += i128::from(row.local_date.unwrap_or_default());
        sums[2] += whole(row.local_time) / 1_000_000;
        sums[3] += whole(row.started_at_local) / 1_000_000;
        sums[4] += whole(row.length_s);
        sums[5] += row.charge.unwrap_or_default();
        black_box(row);
        Ok(())
    })?;
    let names = ["id", "local_date", "local_time", "started_at_local", "length_s", "charge"];
    Ok(named(rows, &names, &sums))
}

fn each(
    path: &str,
    mut take: impl FnMut(&StringRecord) -> Result<(), csv::Error>,
) -> Result<usize, csv::Error> {
    let mut reader = ReaderBuilder::new().buffer_capacity(READ).from_path(path)?;
    let mut record = StringRecord::new();
    let mut rows = 0;
    while reader.read_record(&mut record)? {
        take(&record)?;
        rows += 1;
    }
    Ok(rows)
}

fn named(rows: usize, names: &[&str], values: &[i128]) -> Sums {
    let mut sums = Sums::default();
    sums.add_rows(rows);
    names.iter().zip(values).for_each(|(name, value)| sums.add(name, *value));
    sums
}

fn whole(value: Option<i64>) -> i128 {
    i128::from(value.unwrap_or_default())
}

fn present<'de, D: Deserializer<'de>>(from: D) -> Result<Option<&'de str>, D::Error> {
    Ok(text::present(<&str>::deserialize(from)?))
}

macro_rules! by {
    ($($name:ident -> $value:ty;)*) => {
        $(fn $name<'de, D: Deserializer<'de>>(from: D) -> Result<Option<$value>, D::Error> {
            present(from)?.map(text::$name).transpose().map_err(serde::de::Error::custom)
        })*
    };
}

by! {
    portal_time -> i64;
    iso_time -> i64;
    iso_date -> i32;
    clock -> i64;
    integer -> i64;
    decimal -> i128;
}
