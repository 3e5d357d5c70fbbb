"""Exact sums of Arrow batches, in the units that callrec-bench uses."""

from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

MILLION = 1_000_000


def total(array):
    """Sum of an array as an integer: decimals in millionths, instants and times in seconds, dates in days."""
    kind = array.type
    if pa.types.is_boolean(kind):
        return pc.sum(array).as_py() or 0
    if pa.types.is_decimal(kind):
        return int((pc.sum(array).as_py() or Decimal(0)) * MILLION)
    if pa.types.is_date32(kind):
        return pc.sum(pc.cast(array, pa.int32())).as_py() or 0
    if pa.types.is_time(kind) or pa.types.is_timestamp(kind):
        # Seconds, since a sum of microseconds since 1970 leaves 64 bits within a batch.
        unit = {"s": 1, "ms": 1000, "us": MILLION, "ns": 1000 * MILLION}[kind.unit]
        numbers = pc.cast(array, pa.int32() if kind.bit_width == 32 else pa.int64())
        return pc.sum(pc.divide(numbers, unit)).as_py() or 0
    return pc.sum(array).as_py() or 0


def add_batch(sums, batch, names):
    """Adds the columns `names` of a record batch."""
    sums.rows += batch.num_rows
    for name in names:
        sums.add(name, total(batch.column(name)))
