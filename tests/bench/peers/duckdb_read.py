"""DuckDB, streaming: record batches of a query over the file, one thread unless BENCH_THREADS asks
for more."""

import os

import duckdb
import pyarrow as pa  # noqa: F401  imported here, so that it does not count as work

import measure
from arrow_sums import add_batch
from tables import (
    BILLING_FEED, BILLING_FEED_SUMMED, GETCALLS_SUMMED, IPASS_CDR, IPASS_CDR_SUMMED, PORTAL_TIME,
)

BATCH_ROWS = 8192


def read(query, path, summed):
    connection = duckdb.connect(config={"threads": int(os.environ.get("BENCH_THREADS", "1"))})
    sums = measure.Sums()
    result = connection.sql(query, params=[path])
    for batch in result.to_arrow_reader(BATCH_ROWS):
        add_batch(sums, batch, summed)
    return sums


def ipass_cdr(path):
    types = dict.fromkeys(IPASS_CDR, "VARCHAR")
    types |= dict.fromkeys(["gmt_time", "local_time"], "TIMESTAMP")
    grouped = {"session_length_s": "BIGINT", "billing_rate": "DECIMAL(18,6)",
               "net_billing_amount": "DECIMAL(18,6)", "data_used": "DECIMAL(18,6)"}
    casts = ", ".join(
        f"replace({name}, ',', '')::{kind} AS {name}" for name, kind in grouped.items()
    )
    query = f"""SELECT * REPLACE ({casts}) FROM read_csv($1, header=true, columns={types},
        delim=',', quote='"', escape='"', nullstr=['', 'null'], allow_quoted_nulls=true,
        timestampformat='{PORTAL_TIME}', auto_detect=false)"""
    return read(query, path, IPASS_CDR_SUMMED)


def billing_feed(path):
    types = dict.fromkeys(BILLING_FEED, "VARCHAR")
    types |= {"id": "UBIGINT", "local_date": "DATE", "local_time": "TIME",
              "started_at_local": "TIMESTAMP", "length_s": "BIGINT", "charge": "DECIMAL(18,6)"}
    query = f"""SELECT * FROM read_csv($1, header=true, columns={types}, delim=',', quote='"',
        escape='"', nullstr=[''], auto_detect=false)"""
    return read(query, path, BILLING_FEED_SUMMED)


def getcalls(path):
    data = {"source": "VARCHAR", "destination": "VARCHAR", "destination_name": "VARCHAR",
            "call_start": "TIMESTAMP", "duration": "BIGINT", "pbxextension": "VARCHAR",
            "quantity": "DECIMAL(18,6)", "price": "DECIMAL(18,6)", "invoice": "VARCHAR"}
    struct = ", ".join(f"{name} {kind}" for name, kind in data.items())
    query = f"""SELECT type, data.source, data.destination, data.destination_name,
        data.call_start AS call_start_local, data.duration AS duration_s, data.pbxextension,
        data.quantity, data.price AS price_cents, data.invoice
        FROM read_json($1, format='array', columns={{type: 'VARCHAR', data: 'STRUCT({struct})'}})"""
    return read(query, path, GETCALLS_SUMMED)


measure.run({
    "ipass_cdr_csv": ipass_cdr, "billing_feed_csv": billing_feed, "getcalls_json": getcalls,
})
