"""The unified record: one table for all systems."""

import datetime
from decimal import Decimal
from typing import Literal

import callrec
import polars
import pytest
from callrec.testing import Simulator
from conftest import MONTH

UTC = datetime.timezone.utc


def test_a_month_of_all_systems_is_one_table(simulator: Simulator) -> None:
    readers = [
        simulator.ipass_portal().daily_cdr(simulator.company, "2026-09-03").unified(currency="USD", unit="MB"),
        simulator.ipass_rest().daily_cdr("2026-09-03").unified(currency="USD", unit="MB"),
        simulator.billing_feed(zone="Pacific/Auckland", currency="NZD").first_page().unified(),
        simulator.getcalls(zone="Europe/Luxembourg")
        .get_calls(simulator.profile, "2026-09-03", "2026-09-04")
        .unified(),
    ]  # fmt: skip
    assert len({tuple(reader.column_names) for reader in readers}) == 1
    frame = polars.concat([polars.DataFrame(reader) for reader in readers])
    assert set(frame["provider"]) == {"ipass_portal", "ipass_rest", "billing_feed", "getcalls"}
    accounts = frame.group_by("provider").agg(polars.col("account").unique()).sort("provider")
    assert accounts["account"].to_list() == [
        [simulator.logins[0]], [simulator.profile], [simulator.company], [simulator.company]
    ]  # fmt: skip
    assert set(frame["currency"]) == {"USD", "NZD", "EUR"}
    assert frame.filter(polars.col("provider") == "ipass_portal")["unit"].unique().to_list() == [
        "MB"
    ]


def test_amounts_are_those_of_the_facts(simulator: Simulator) -> None:
    first, end = "2026-09-01", "2026-09-08"
    facts = simulator.getcalls_totals(simulator.profile, first, end)
    for policy, total in (("per_quantity", "per_quantity_eur"), ("line_total", "line_total_eur")):
        reader = simulator.getcalls(price_policy=policy).get_calls(simulator.profile, first, end)
        unified = reader.unified()
        records = list(unified)
        assert len(records) == facts["rows"]
        assert {record.price_policy for record in records} == {policy}
        counts = unified.unify_accounting
        assert counts is not None
        assert counts.rows == facts["rows"]
        if counts.inexact + counts.overflow == 0:
            assert (
                sum((record.amount or Decimal(0) for record in records), Decimal(0)) == facts[total]
            )


def test_records_are_records(simulator: Simulator) -> None:
    with simulator.ipass_portal(batch_rows=100) as portal:
        plain = list(portal.daily_cdr(simulator.company, "2026-09-03"))
        reader = portal.daily_cdr(simulator.company, "2026-09-03")
        unified = reader.unified()
        with pytest.raises(callrec.ClosedError, match="handed over"):
            list(reader)
        assert "unified ipass_cdr" in repr(unified)
        records = list(unified)
    assert unified.accounting.read == len(plain) == len(records)
    assert unified.proof == "framed"
    for record, cdr in zip(records, plain, strict=True):
        assert isinstance(record, callrec.UnifiedRecord)
        assert (record.record_id, record.amount) == (cdr.transaction_id, cdr.net_billing_amount)
        assert (record.ended_at, record._line) == (cdr.gmt_time, cdr._line)
        if record.ended_at is not None and record.duration_s is not None:
            length = datetime.timedelta(seconds=record.duration_s)
            assert record.started_at == record.ended_at - length
        assert record.kind == "data"
        with pytest.raises(AttributeError, match="_extra"):
            record._extra


def test_a_local_time_that_came_never_is_told_and_not_guessed() -> None:
    # Auckland's clocks went from 02:00 to 03:00 on 27 September 2026.
    rows = "ID,DateTime,Charge\n1,2026-09-27 02:30:00,1.00\n2,2026-09-27 03:30:00,1.00\n"
    reader = callrec.decode(rows.encode(), "billing_feed")
    unified = reader.unified(zone="Pacific/Auckland", account="x")
    first, second = unified
    assert first.started_at is None
    assert first.local_time == datetime.datetime(2026, 9, 27, 2, 30)
    assert second.started_at == datetime.datetime(2026, 9, 26, 14, 30, tzinfo=UTC)
    assert second.account == "x"
    (doubt,) = unified.doubts()
    assert (doubt.line, doubt.column) == (2, "started_at")
    assert "never" in doubt.reason
    assert unified.doubts() == []
    counts = unified.unify_accounting
    assert counts is not None
    assert (counts.rows, counts.skipped_local_times) == (2, 1)
    policies: list[tuple[Literal["earlier", "later"], int]] = [("earlier", 13), ("later", 14)]
    for dst, hour in policies:
        again = callrec.decode(rows.encode(), "billing_feed").unified(
            zone="Pacific/Auckland", dst=dst
        )
        assert next(iter(again)).started_at == datetime.datetime(2026, 9, 26, hour, 30, tzinfo=UTC)
    strict = callrec.decode(rows.encode(), "billing_feed").unified(
        zone="Pacific/Auckland", strict=True
    )
    for _ in range(2):
        with pytest.raises(callrec.StrictError):
            list(strict)
    assert isinstance(strict.error, callrec.StrictError) and "failed" in repr(strict)


def test_strict_gives_the_records_before_the_doubt() -> None:
    # Auckland's clocks went from 02:00 to 03:00 on 27 September 2026.
    times = [
        "2026-09-27 01:30:00",
        "2026-09-27 03:30:00",
        "2026-09-27 02:30:00",
        "2026-09-27 04:30:00",
    ]
    rows = "".join(f"{id},{time},1.00\n" for id, time in enumerate(times, 1))

    def strict() -> callrec.Reader[callrec.UnifiedRecord]:
        reader = callrec.decode(("ID,DateTime,Charge\n" + rows).encode(), "billing_feed")
        return reader.unified(zone="Pacific/Auckland", strict=True)

    reader = strict()
    records = iter(reader)
    assert [next(records).record_id for _ in range(2)] == ["1", "2"]
    for _ in range(2):
        with pytest.raises(callrec.StrictError, match="line 4"):
            next(records)
    counts = reader.unify_accounting
    assert counts is not None and counts.rows == 2
    sizes = []
    with pytest.raises(callrec.StrictError):
        for batch in strict().batches():
            sizes.append(len(batch))
    assert sizes == [2]


def test_what_contradicts_the_report_is_refused(simulator: Simulator) -> None:
    with simulator.ipass_portal() as portal:
        users = portal.network_users(simulator.company, MONTH)
        with pytest.raises(callrec.InvalidArgumentError, match="no call records"):
            users.unified()
        # What was refused took nothing away.
        assert list(users)
        month = portal.monthly_cdr(simulator.company, MONTH)
        for wrong in ({"currency": "dollars"}, {"zone": "Mars/Olympus"}, {"dst": "sometimes"}):
            with pytest.raises(callrec.InvalidArgumentError):
                month.unified(**wrong)  # type: ignore[arg-type]
        assert month.summary().records
    assert callrec.decode(b"", "ipass_cdr").unify_accounting is None


def test_files_of_unified_records(simulator: Simulator, tmp_path: object) -> None:
    with simulator.getcalls() as calls:
        unified = calls.get_calls(simulator.profile, "2026-09-03", "2026-09-04").unified()
        path = f"{tmp_path}/calls.parquet"
        written = unified.write(path)
        frame = polars.read_parquet(path)
        assert frame.height == written > 0
        assert "started_at" in frame.columns
