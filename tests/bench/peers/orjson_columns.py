"""orjson, which needs whole documents: the list is cut into shorter lists, each made into typed columns."""

import orjson
import pyarrow as pa
import pyarrow.compute as pc

import measure
from arrow_sums import add_batch
from tables import GETCALLS_SUMMED

BLOCK = 1 << 20
BETWEEN = b"}},{"
MONEY = pa.decimal128(18, 6)


def lists(path):
    """One list after another. No text of the generated input holds what is between two records."""
    rest = b""
    with open(path, "rb", buffering=0) as file:
        while block := file.read(BLOCK):
            block = rest + block
            cut = block.rfind(BETWEEN)
            if cut < 0:
                rest = block
                continue
            yield block[: cut + 2] + b"]"
            rest = b"[" + block[cut + 3 :]
    if rest:
        yield rest


def text(data, key):
    return pa.array([record[key] for record in data], pa.string())


def getcalls(path):
    sums = measure.Sums()
    for block in lists(path):
        records = orjson.loads(block)
        data = [record["data"] for record in records]
        batch = pa.record_batch({
            "type": pa.array([record["type"] for record in records], pa.string()),
            "source": text(data, "source"),
            "destination": text(data, "destination"),
            "destination_name": text(data, "destination_name"),
            "call_start_local": pc.cast(text(data, "call_start"), pa.timestamp("us")),
            "duration_s": pc.cast(text(data, "duration"), pa.int64()),
            "pbx_extension": text(data, "pbxextension"),
            "quantity": pc.cast(
                pa.array([record["quantity"] for record in data], pa.int64()),
                pa.decimal128(25, 6),
            ),
            "price_cents": pc.cast(text(data, "price"), MONEY),
            "invoice": text(data, "invoice"),
        })
        add_batch(sums, batch, GETCALLS_SUMMED)
    return sums


measure.run({"getcalls_json": getcalls})
