"""pandas, streaming: read_csv in chunks, with its C parser; exact decimals and times of day by the Arrow types that pandas has."""

import pandas as pd
import pyarrow as pa

import measure
from arrow_sums import total
from tables import BILLING_FEED, BILLING_FEED_SUMMED, IPASS_CDR, IPASS_CDR_SUMMED, PORTAL_TIME

CHUNK_ROWS = 65_536
MONEY = pd.ArrowDtype(pa.decimal128(18, 6))
CLOCK = pd.ArrowDtype(pa.time32("s"))


def add_frame(sums, frame, names):
    sums.rows += len(frame)
    for name in names:
        sums.add(name, total(pa.array(frame[name], from_pandas=True)))


def chunks(path, names, nulls, **options):
    return pd.read_csv(
        path, names=names, header=0, chunksize=CHUNK_ROWS, engine="c", dtype=str,
        keep_default_na=False, na_values=nulls, **options,
    )


def ipass_cdr(path):
    sums = measure.Sums()
    for frame in chunks(path, IPASS_CDR, ["", "null"]):
        for name in ["gmt_time", "local_time"]:
            frame[name] = pd.to_datetime(frame[name], format=PORTAL_TIME)
        length = frame["session_length_s"].str.replace(",", "", regex=False)
        frame["session_length_s"] = pd.to_numeric(length).astype("Int64")
        for name in ["billing_rate", "net_billing_amount", "data_used"]:
            frame[name] = frame[name].str.replace(",", "", regex=False).astype(MONEY)
        for name in ["access_type", "service_type"]:
            frame[name] = frame[name].astype("category")
        add_frame(sums, frame, IPASS_CDR_SUMMED)
    return sums


def billing_feed(path):
    sums = measure.Sums()
    for frame in chunks(path, BILLING_FEED, [""]):
        frame["id"] = pd.to_numeric(frame["id"])
        frame["length_s"] = pd.to_numeric(frame["length_s"]).astype("Int64")
        frame["charge"] = frame["charge"].astype(MONEY)
        frame["local_date"] = pd.to_datetime(frame["local_date"], format="%Y-%m-%d")
        frame["local_time"] = frame["local_time"].astype(CLOCK)
        frame["started_at_local"] = pd.to_datetime(
            frame["started_at_local"], format="%Y-%m-%d %H:%M:%S"
        )
        for name in ["type", "subtype"]:
            frame[name] = frame[name].astype("category")
        frame["local_date"] = frame["local_date"].astype(pd.ArrowDtype(pa.date32()))
        add_frame(sums, frame, BILLING_FEED_SUMMED)
    return sums


measure.run({"ipass_cdr_csv": ipass_cdr, "billing_feed_csv": billing_feed})
