"""polars, streaming: scan_csv and collect_batches, one thread unless BENCH_THREADS asks for more."""

import os

os.environ["POLARS_MAX_THREADS"] = os.environ.get("BENCH_THREADS", "1")

import polars as pl

import measure
from tables import BILLING_FEED, BILLING_FEED_SUMMED, IPASS_CDR, IPASS_CDR_SUMMED, PORTAL_TIME

MONEY = pl.Decimal(18, 6)


def total(column):
    kind = column.dtype
    if kind == pl.Decimal:
        return int((column.sum() or 0) * 1_000_000)
    if kind == pl.Datetime:
        return column.dt.epoch("s").sum()
    if kind == pl.Date:
        return column.to_physical().cast(pl.Int64).sum()
    if kind == pl.Time:
        return (column.to_physical() // 1_000_000_000).sum()
    return column.sum()


def read(frame, summed):
    sums = measure.Sums()
    for batch in frame.collect_batches():
        sums.rows += batch.height
        for name in summed:
            sums.add(name, total(batch.get_column(name)))
    return sums


def scan(path, names, types, nulls):
    schema = {name: types.get(name, pl.String) for name in names}
    return pl.scan_csv(path, schema=schema, has_header=False, skip_rows=1, null_values=nulls)


def ipass_cdr(path):
    column = pl.col
    frame = scan(path, IPASS_CDR, {}, ["null"]).with_columns(
        column("gmt_time", "local_time").str.to_datetime(PORTAL_TIME, time_unit="us"),
        column("session_length_s").str.replace_all(",", "", literal=True).cast(pl.Int64),
        column("billing_rate", "net_billing_amount", "data_used")
        .str.replace_all(",", "", literal=True).cast(MONEY),
        column("access_type", "service_type").cast(pl.Categorical),
    )
    return read(frame, IPASS_CDR_SUMMED)


def billing_feed(path):
    types = {"id": pl.UInt64, "length_s": pl.Int64, "charge": MONEY, "local_date": pl.Date}
    column = pl.col
    frame = scan(path, BILLING_FEED, types, None).with_columns(
        column("local_time").str.to_time("%H:%M:%S"),
        column("started_at_local").str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us"),
        column("type", "subtype").cast(pl.Categorical),
    )
    return read(frame, BILLING_FEED_SUMMED)


measure.run({"ipass_cdr_csv": ipass_cdr, "billing_feed_csv": billing_feed})
