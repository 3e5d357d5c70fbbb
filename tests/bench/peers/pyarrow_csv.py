"""pyarrow.csv, streaming: open_csv, one thread.

It knows no thousands separators: those columns are read as text, the commas taken out, then cast.
"""

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

import measure
from arrow_sums import add_batch, total
from tables import BILLING_FEED, BILLING_FEED_SUMMED, IPASS_CDR, IPASS_CDR_SUMMED, PORTAL_TIME

MONEY = pa.decimal128(18, 6)
LIST = pa.dictionary(pa.int32(), pa.string())


def open_csv(path, names, types, parsers, nulls):
    return csv.open_csv(
        path,
        read_options=csv.ReadOptions(
            column_names=names, skip_rows=1, use_threads=False, block_size=1 << 20
        ),
        convert_options=csv.ConvertOptions(
            column_types=types, timestamp_parsers=parsers, null_values=nulls,
            strings_can_be_null=True, quoted_strings_can_be_null=True,
        ),
    )


def ipass_cdr(path):
    grouped = {"session_length_s": pa.int64(), "billing_rate": MONEY,
               "net_billing_amount": MONEY, "data_used": MONEY}
    types = dict.fromkeys(IPASS_CDR, pa.string())
    types |= {"gmt_time": pa.timestamp("s"), "local_time": pa.timestamp("s"),
              "access_type": LIST, "service_type": LIST}
    sums = measure.Sums()
    for batch in open_csv(path, IPASS_CDR, types, [PORTAL_TIME], ["", "null"]):
        add_batch(sums, batch, [name for name in IPASS_CDR_SUMMED if name not in grouped])
        for name, kind in grouped.items():
            bare = pc.replace_substring(batch.column(name), ",", "")
            sums.add(name, total(pc.cast(bare, kind)))
    return sums


def billing_feed(path):
    types = dict.fromkeys(BILLING_FEED, pa.string())
    types |= {"id": pa.uint64(), "local_date": pa.date32(), "local_time": pa.time32("s"),
              "started_at_local": pa.timestamp("us"), "length_s": pa.int64(), "charge": MONEY,
              "type": LIST, "subtype": LIST}
    sums = measure.Sums()
    for batch in open_csv(path, BILLING_FEED, types, [csv.ISO8601], [""]):
        add_batch(sums, batch, BILLING_FEED_SUMMED)
    return sums


measure.run({"ipass_cdr_csv": ipass_cdr, "billing_feed_csv": billing_feed})
