"""The manners of a reader: one position, a clear end, nothing lost, nothing given twice."""

import gc
import pickle
import time
import typing
import weakref
from decimal import Decimal
from pathlib import Path

import callrec
import duckdb
import polars
import pytest
from callrec.testing import Simulator
from conftest import MONTH, ROWS
from samples import HEADER, cdr_file, row


def test_records_and_batches_share_one_position() -> None:
    reader = callrec.decode(cdr_file(100), batch_rows=30)
    records = iter(reader)
    found = [next(records).transaction_id for _ in range(35)]
    batch = next(reader.batches())
    assert len(batch) == 25
    found += [record.transaction_id for record in batch]
    found += [record.transaction_id for record in reader]
    assert found == [f"T{number}" for number in range(100)]
    assert list(records) == []


def test_use_after_the_end_is_a_clear_error() -> None:
    reader = callrec.decode(cdr_file(3))
    assert len(list(reader)) == 3
    for again in (reader.__iter__, reader.batches, reader.summary, reader.__arrow_c_stream__):
        with pytest.raises(callrec.ClosedError, match="read to its end") as caught:
            again()
        assert caught.value.kind == "closed"
    assert reader.accounting.read == 3
    assert reader.proof == "framed"


def test_use_after_close_is_a_clear_error() -> None:
    with callrec.decode(cdr_file(30), batch_rows=10) as reader:
        records = iter(reader)
        next(records)
    reader.close()
    with pytest.raises(callrec.ClosedError, match="was closed"):
        next(records)
    with pytest.raises(callrec.ClosedError, match="was closed"):
        reader.summary()
    assert reader.accounting.read >= 10


def test_what_was_handed_over_says_so_also_when_its_taker_is_done() -> None:
    reader = callrec.decode(cdr_file(30))
    assert polars.DataFrame(reader).height == 30
    with pytest.raises(callrec.ClosedError, match="handed over"):
        list(reader)


def test_an_error_comes_after_the_rows_before_it_and_comes_again() -> None:
    reader = callrec.decode(cdr_file(25) + b'T26,"unclosed', batch_rows=10)
    records = iter(reader)
    assert [next(records)._line for _ in range(25)] == list(range(2, 27))
    for _ in range(2):
        with pytest.raises(callrec.DecodeError) as caught:
            next(records)
        assert (caught.value.kind, caught.value.line) == ("decode", 27)
    assert isinstance(reader.error, callrec.DecodeError)
    assert "failed" in repr(reader)


def test_quarantine_gives_each_record_once() -> None:
    bad = row("T2", amount="twelve")
    data = (HEADER + row("T1") + bad + row("T3") + "too,short\n").encode()
    reader = callrec.decode(data)
    assert [record.transaction_id for record in reader] == ["T1", "T3"]
    assert reader.accounting == callrec.decode(data).accounting or reader.accounting.read == 4
    counts = reader.accounting
    assert (counts.read, counts.accepted, counts.repaired, counts.quarantined) == (4, 2, 0, 2)
    amount, short = reader.quarantined()
    assert amount.raw == bad.rstrip("\n").encode()
    assert (amount.line, amount.record, amount.column) == (3, 2, "net_billing_amount")
    assert amount.offset == len(HEADER) + len(row("T1"))
    assert "decimal" in amount.reason
    assert short.reason == "wrong number of columns"
    assert short.column is None
    assert "line 3" in repr(amount)
    assert reader.quarantined() == []


def test_strict_makes_the_first_of_them_an_error() -> None:
    data = (HEADER + row("T1") + row("T2", amount="twelve") + row("T3")).encode()
    reader = callrec.decode(data, strict=True)
    records = iter(reader)
    assert next(records).transaction_id == "T1"
    with pytest.raises(callrec.StrictError) as caught:
        next(records)
    assert (caught.value.line, caught.value.column) == (3, "net_billing_amount")
    assert isinstance(caught.value, callrec.DecodeError)


def test_summary_is_exact_and_prints_a_table(simulator: Simulator) -> None:
    facts = simulator.totals("monthly_cdr", MONTH)
    with simulator.ipass_portal(batch_rows=100) as portal:
        summary = portal.monthly_cdr(simulator.company, MONTH).summary()
        by_batch = callrec.Summary()
        for batch in portal.monthly_cdr(simulator.company, MONTH).batches():
            by_batch.add(batch)
        users = portal.network_users(simulator.company, MONTH)
        with pytest.raises(callrec.InvalidArgumentError, match="ipass_cdr"):
            users.summary()
        other = next(users.batches())
    for found in (summary, by_batch):
        assert (found.records, found.seconds, found.amount) == facts
    totals = summary.by_service_type
    assert sum((total.amount for total in totals), Decimal(0)) == facts.amount
    assert sum(total.records for total in totals if total.cumulative) == summary.cap_records > 0
    assert summary.first_gmt_time is not None and summary.last_gmt_time is not None
    assert summary.first_gmt_time.month == summary.last_gmt_time.month == 9
    text = str(summary)
    assert str(facts.amount) in text
    assert "need not equal the invoice" in text
    assert str(facts.records) in repr(summary)
    with pytest.raises(callrec.InvalidArgumentError):
        callrec.Summary().add(other)  # type: ignore[arg-type]
    assert callrec.Summary().first_gmt_time is None


def test_pickling_is_refused_with_a_reason(
    portal: callrec.IpassPortal, month: callrec.Reader[callrec.CdrRecord]
) -> None:
    for kept, reason in ((portal, "password"), (month, "connection"), (month.batches(), "pickle")):
        with pytest.raises(TypeError, match=reason):
            pickle.dumps(kept)


def test_readers_are_collected_without_close(simulator: Simulator) -> None:
    with simulator.ipass_portal(batch_rows=10) as portal:
        for _ in range(20):
            reader = portal.monthly_cdr(simulator.company, MONTH)
            next(iter(reader))
            gone = weakref.ref(reader)
            del reader
            assert gone() is None
    gc.collect()


def test_an_iterator_keeps_its_reader_going(simulator: Simulator) -> None:
    records = iter(simulator.ipass_portal().monthly_cdr(simulator.company, MONTH))
    gc.collect()
    assert sum(1 for _ in records) == ROWS


def test_reprs_say_what_and_how_far(month: callrec.Reader[callrec.CdrRecord]) -> None:
    assert repr(month).startswith("<callrec.Reader ipass_cdr: ")
    assert "open" in repr(month)
    batch = next(month.batches())
    assert repr(batch) == "<callrec.Batch ipass_cdr: 300 records>"
    month.summary()
    assert "complete" in repr(month)
    assert repr(month.accounting).startswith("Accounting(read=")
    assert month.report == batch.report == "ipass_cdr"


def test_readers_are_generic_at_run_time() -> None:
    alias = callrec.Reader[callrec.CdrRecord]
    assert typing.get_origin(alias) is callrec.Reader
    assert typing.get_args(callrec.Batch[callrec.CdrRecord]) == (callrec.CdrRecord,)


@pytest.mark.parametrize("ending", ["csv", "ndjson", "parquet", "arrow"])
def test_files_hold_every_record(
    month: callrec.Reader[callrec.CdrRecord], simulator: Simulator, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"month.{ending}"
    assert month.write(path) == ROWS
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    if ending == "arrow":
        total = polars.read_ipc(path)["net_billing_amount"].sum()
    else:
        source = {"csv": "read_csv", "ndjson": "read_json", "parquet": "read_parquet"}[ending]
        query = f"select sum(net_billing_amount::decimal(18, 6)) from {source}('{path}')"
        found = duckdb.execute(query).fetchone()
        assert found is not None
        total = found[0]
    assert total == simulator.totals("monthly_cdr", MONTH).amount


def test_the_format_may_be_said(tmp_path: Path) -> None:
    path = tmp_path / "records.txt"
    with pytest.raises(callrec.InvalidArgumentError, match="no format"):
        callrec.decode(cdr_file(2)).write(path)
    with pytest.raises(callrec.InvalidArgumentError, match="excel"):
        callrec.decode(cdr_file(2)).write(path, "excel")  # type: ignore[arg-type]
    assert callrec.decode(cdr_file(2)).write(str(path), format="ndjson") == 2
    assert len(path.read_text().splitlines()) == 2


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    path.write_text("what was there before")
    with pytest.raises(callrec.DecodeError):
        callrec.decode(cdr_file(25) + b'T26,"unclosed', batch_rows=10).write(path)
    assert path.read_text() == "what was there before"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(callrec.FileError) as caught:
        callrec.decode(cdr_file(2)).write(tmp_path / "nowhere" / "records.csv")
    assert caught.value.kind == "io"
    assert isinstance(caught.value, OSError)
    assert caught.value.errno == 2


def test_how_far_it_is_can_be_seen_before_a_batch_is_whole() -> None:
    with Simulator(rows=2_000) as simulator, simulator.ipass_portal() as portal:
        simulator.plan("monthly_cdr:1:stall-after-150000B")
        with portal.monthly_cdr(simulator.company, MONTH) as reader:
            while reader.bytes_read < 150_000:
                time.sleep(0.005)
            assert reader.accounting.read == 0
        assert reader.bytes_read == 150_000
        with pytest.raises(callrec.ClosedError):
            list(reader)
