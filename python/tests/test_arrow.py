"""A reader in the hands of polars, pyarrow and DuckDB: every column survives, every sum is exact."""

import gc
import io
import pickle
from decimal import Decimal
from pathlib import Path

import callrec
import duckdb
import polars
import pyarrow
import pytest
from callrec.testing import Simulator
from conftest import MONTH, ROWS
from samples import HEADER, cdr_file, row

AMOUNT = "net_billing_amount"


@pytest.fixture
def amount(simulator: Simulator) -> Decimal:
    return simulator.totals("monthly_cdr", MONTH).amount


def test_polars_frame(month: callrec.Reader[callrec.CdrRecord], amount: Decimal) -> None:
    frame = polars.DataFrame(month)
    assert frame.columns == month.column_names
    assert frame.height == ROWS
    assert frame[AMOUNT].sum() == amount
    assert frame.schema["gmt_time"] == polars.Datetime("us", "UTC")
    assert frame.schema["local_time"] == polars.Datetime("us", None)
    assert frame.schema[AMOUNT] == polars.Decimal(18, 6)
    assert month.accounting.rows == ROWS


def test_polars_from_arrow(month: callrec.Reader[callrec.CdrRecord], amount: Decimal) -> None:
    # Of a stream, polars makes a series of structs.
    series = polars.from_arrow(month)
    assert isinstance(series, polars.Series)
    assert series.struct.field(AMOUNT).sum() == amount


def test_pyarrow_table(month: callrec.Reader[callrec.CdrRecord], amount: Decimal) -> None:
    table = pyarrow.table(month)
    assert table.schema.names == month.column_names
    assert table.schema.metadata[b"callrec.report"] == b"ipass_cdr"
    assert table.schema.field("_extra").type == pyarrow.map_(pyarrow.string(), pyarrow.string())
    assert table.num_rows == ROWS
    assert sum(value for value in table[AMOUNT].to_pylist() if value is not None) == amount


def test_pyarrow_streams(month: callrec.Reader[callrec.CdrRecord], amount: Decimal) -> None:
    total = Decimal(0)
    for batch in pyarrow.RecordBatchReader.from_stream(month):
        assert batch.num_rows <= 300
        total += sum(value for value in batch[AMOUNT].to_pylist() if value is not None)
    assert total == amount


def test_duckdb(month: callrec.Reader[callrec.CdrRecord], amount: Decimal) -> None:
    connection = duckdb.connect()
    connection.register("month", month)
    found = connection.execute(f"select count(*), sum({AMOUNT}) from month").fetchone()
    assert found == (ROWS, amount)


def test_values_are_the_same_everywhere(simulator: Simulator, portal: callrec.IpassPortal) -> None:
    def read() -> callrec.Reader[callrec.CdrRecord]:
        return portal.daily_cdr(simulator.company, "2026-09-30")

    rows = [dict(record) for record in read()]
    assert len(rows) > 10
    assert polars.DataFrame(read()).drop("_extra").to_dicts() == [
        {name: value for name, value in row.items() if name != "_extra"} for row in rows
    ]
    table = pyarrow.table(read()).drop_columns(["gmt_time", "_extra"])
    without = [{k: v for k, v in row.items() if k not in ("gmt_time", "_extra")} for row in rows]
    assert table.to_pylist() == without


def test_extra_columns_survive() -> None:
    header = HEADER.replace("Data Used", "Data Used,Colour")
    data = (header + row("T1").replace(",12\n", ",12,blue\n")).encode()
    reader = callrec.decode(data)  # pyright: ignore[reportUnusedVariable]
    found = duckdb.execute("select _extra['Colour'] from reader").fetchone()
    assert found is not None and found[0] == "blue"
    assert pyarrow.table(callrec.decode(data))["_extra"].to_pylist() == [[("Colour", "blue")]]
    assert "blue" in str(polars.DataFrame(callrec.decode(data))["_extra"])


def test_batches_are_arrow_batches(month: callrec.Reader[callrec.CdrRecord]) -> None:
    batch = next(month.batches())
    arrow = pyarrow.record_batch(batch)
    assert arrow.num_rows == batch.num_rows == len(batch) == 300
    assert arrow.schema.names == batch.column_names == month.column_names
    assert arrow["transaction_id"].to_pylist() == [record.transaction_id for record in batch]
    assert polars.DataFrame(batch).height == 300
    # A batch can be looked at again.
    assert [record["_line"] for record in batch] == [record._line for record in batch]
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(batch)


def test_the_schema_alone_consumes_nothing(month: callrec.Reader[callrec.CdrRecord]) -> None:
    assert pyarrow.schema(month).names == month.column_names
    assert len(list(month)) == ROWS


def test_what_is_left_goes_into_the_stream(month: callrec.Reader[callrec.CdrRecord]) -> None:
    records = iter(month)
    first = [next(records).transaction_id for _ in range(450)]
    rest = pyarrow.table(month)["transaction_id"].to_pylist()
    assert len({*first, *rest}) == ROWS


def test_a_stream_is_handed_over_once(month: callrec.Reader[callrec.CdrRecord]) -> None:
    stream = month.__arrow_c_stream__()
    with pytest.raises(callrec.ClosedError, match="Arrow consumer"):
        month.__arrow_c_stream__()
    with pytest.raises(callrec.ClosedError, match="Arrow consumer"):
        iter(month)
    del stream


def resident_kib() -> int:
    gc.collect()
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0])


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_capsules_that_nobody_takes_release_what_they_hold() -> None:
    data = cdr_file(500)

    def take_none() -> None:
        reader = callrec.decode(data, batch_rows=250)
        capsules = [reader.__arrow_c_schema__(), next(reader.batches()).__arrow_c_array__()]
        capsules.append(reader.__arrow_c_stream__())

    for _ in range(20):
        take_none()
    before = resident_kib()
    for _ in range(200):
        take_none()
    # What leaked once a turn would come to 200 batches of more than 50 KiB.
    assert resident_kib() - before < 4_000


def test_consumers_read_through_a_file_object() -> None:
    data = cdr_file(5_000)
    assert polars.DataFrame(callrec.decode(io.BytesIO(data), batch_rows=100)).height == 5_000
    assert pyarrow.table(callrec.decode(io.BytesIO(data), batch_rows=100)).num_rows == 5_000
    reader = callrec.decode(io.BytesIO(data), batch_rows=100)
    found = duckdb.execute("select count(*), sum(net_billing_amount) from reader").fetchone()
    assert found == (5_000, Decimal(7_500)) and reader.proof == "framed"


def test_an_error_in_the_stream_is_one_line_and_stays_typed() -> None:
    data = cdr_file(30) + b'T31,"unclosed'
    reader = callrec.decode(data, batch_rows=10)
    with pytest.raises(Exception, match="line 32") as caught:
        pyarrow.table(reader)
    assert not isinstance(caught.value, callrec.CallrecError)
    assert isinstance(reader.error, callrec.DecodeError)
    assert reader.error.line == 32


def test_a_reader_outlives_its_python_object(simulator: Simulator) -> None:
    portal = simulator.ipass_portal(batch_rows=100)
    stream = pyarrow.RecordBatchReader.from_stream(portal.monthly_cdr(simulator.company, MONTH))
    portal.close()
    del portal
    gc.collect()
    assert stream.read_all().num_rows == ROWS
