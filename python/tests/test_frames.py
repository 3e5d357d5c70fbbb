"""Readers and batches as frames and tables, and what is said where a package is absent."""

import datetime
import subprocess
import sys
import textwrap
import threading
from decimal import Decimal
from typing import Any

import callrec
import pandas
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


def test_to_arrow(month: callrec.Reader[callrec.CdrRecord], amount: Decimal) -> None:
    table = month.to_arrow()
    assert isinstance(table, pyarrow.Table)
    assert table.schema.names == month.column_names
    assert table.num_rows == ROWS and table[AMOUNT].num_chunks == -(-ROWS // 300)
    assert sum(value for value in table[AMOUNT].to_pylist() if value is not None) == amount


def test_to_polars(month: callrec.Reader[callrec.CdrRecord], amount: Decimal) -> None:
    frame = month.to_polars()
    assert isinstance(frame, polars.DataFrame)
    assert frame.height == ROWS and frame[AMOUNT].sum() == amount


def test_to_pandas_keeps_types_and_sums(
    month: callrec.Reader[callrec.CdrRecord], amount: Decimal
) -> None:
    frame = month.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns) == month.column_names and len(frame) == ROWS
    assert frame[AMOUNT].sum() == amount
    assert str(frame[AMOUNT].dtype) == "decimal128(18, 6)[pyarrow]"
    assert str(frame["session_length_s"].dtype) == "int64[pyarrow]"
    assert str(frame["gmt_time"].dtype) == "timestamp[us, tz=UTC][pyarrow]"


def test_to_pandas_as_numpy(month: callrec.Reader[callrec.CdrRecord], amount: Decimal) -> None:
    frame = month.to_pandas(dtype_backend="numpy")
    assert frame[AMOUNT].dtype == object and frame[AMOUNT].sum() == amount
    with pytest.raises(callrec.InvalidArgumentError, match="dtype_backend"):
        callrec.decode(cdr_file(1)).to_pandas(dtype_backend="cudf")  # type: ignore[arg-type]


def test_batches_and_readers_without_a_record() -> None:
    batch = next(callrec.decode(cdr_file(3)).batches())
    assert (batch.to_polars().height, batch.to_arrow().num_rows, len(batch.to_pandas())) == (
        3,
        3,
        3,
    )
    empty = callrec.decode(HEADER.encode())
    assert empty.to_polars().columns == empty.column_names
    assert callrec.decode(HEADER.encode()).to_arrow().num_rows == 0
    assert len(callrec.decode(HEADER.encode()).to_pandas()) == 0


def test_what_is_left_is_what_they_take(month: callrec.Reader[callrec.CdrRecord]) -> None:
    records = iter(month)
    for _ in range(450):
        next(records)
    assert month.to_polars().height == ROWS - 450
    with pytest.raises(callrec.ClosedError, match="to its end"):
        month.to_polars()


@pytest.mark.parametrize("method", ["to_arrow", "to_polars", "to_pandas"])
def test_errors_keep_their_type(method: str) -> None:
    reader = callrec.decode(cdr_file(30) + b'T31,"unclosed', batch_rows=10)
    with pytest.raises(callrec.DecodeError) as caught:
        getattr(reader, method)()
    assert caught.value.line == 32


def test_other_threads_run_while_a_frame_waits_for_the_network() -> None:
    """polars would hold the GIL while it pulls a stream."""
    with Simulator(rows=2000) as simulator, simulator.ipass_portal(batch_rows=100) as portal:
        simulator.plan("monthly_cdr:*:stall-after-150000B-for-400ms")
        turns = 0
        done = threading.Event()

        def count() -> None:
            nonlocal turns
            while not done.wait(0.001):
                turns += 1

        counter = threading.Thread(target=count)
        counter.start()
        portal.monthly_cdr(simulator.company, MONTH).to_polars()
        done.set()
        counter.join()
        assert turns > 50


@pytest.mark.parametrize(
    ("package", "call"),
    [
        ("pyarrow", lambda reader: reader.to_arrow()),
        ("polars", lambda reader: reader.to_polars()),
        ("pandas", lambda reader: reader.to_pandas()),
        ("pyarrow", lambda reader: reader.to_pandas()),
        ("matplotlib", lambda reader: reader.plot()),
        ("matplotlib", lambda reader: reader.summary().plot()),
        ("polars", lambda reader: next(reader.batches()).to_polars()),
    ],
)
def test_a_package_that_is_absent(package: str, call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    reader = callrec.decode(cdr_file(3))
    with pytest.raises(callrec.UnsupportedError) as caught:
        call(reader)
    assert len(str(caught.value).splitlines()) == 1
    assert f"pip install {package}" in str(caught.value)
    assert caught.value.hint == f"pip install {package}"


def test_pandas_duckdb_and_ibis_take_a_reader_as_it_is() -> None:
    """In a process of its own: imports of ibis change settings of others."""
    program = textwrap.dedent(
        """
        import decimal, sys
        import callrec, duckdb, ibis, pandas
        data = sys.stdin.buffer.read()
        frame = pandas.DataFrame.from_arrow(callrec.decode(data, batch_rows=7))
        assert len(frame) == 30 and frame["net_billing_amount"].sum() == decimal.Decimal(45)
        reader = callrec.decode(data, batch_rows=7)
        found = duckdb.execute("select sum(net_billing_amount) from reader").fetchone()
        assert found[0] == decimal.Decimal(45), found
        table = ibis.memtable(callrec.decode(data, batch_rows=7))
        assert table.net_billing_amount.sum().execute() == decimal.Decimal(45)
        assert table.count().execute() == 30
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=cdr_file(30), capture_output=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_polars_and_duckdb_need_no_pyarrow() -> None:
    program = textwrap.dedent(
        """
        import sys
        sys.modules["pyarrow"] = None
        import callrec, duckdb, polars
        data = sys.stdin.buffer.read()
        assert polars.DataFrame(callrec.decode(data)).height == 30
        assert callrec.decode(data).to_polars().height == 30
        reader = callrec.decode(data)
        assert duckdb.execute("select count(*) from reader").fetchone() == (30,)
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=cdr_file(30), capture_output=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_values_that_pandas_would_bend() -> None:
    """Nulls beside whole numbers, cents that no float has, an instant without its zone lost."""
    data = (HEADER + row("T1", amount="0.10") + row("T2", amount="")).encode()
    frame = callrec.decode(data).to_pandas()
    assert frame[AMOUNT].tolist()[0] == Decimal("0.100000")
    assert frame[AMOUNT].isna().tolist() == [False, True]
    assert frame["gmt_time"][0].to_pydatetime() == datetime.datetime(
        2026, 9, 30, 23, 59, 58, tzinfo=datetime.timezone.utc
    )
    assert frame["session_length_s"].tolist() == [1234, 1234]
