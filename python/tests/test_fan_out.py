"""Many readers at once, each with its own result."""

import datetime
import threading
import time
from decimal import Decimal

import callrec
import pytest
from callrec.testing import Simulator
from conftest import MONTH


def test_every_company_has_its_own_reader(simulator: Simulator) -> None:
    with simulator.ipass_portal() as portal:
        items = portal.monthly_cdr_of_all(simulator.company, MONTH, concurrency=2)
        assert items.remaining == 1 + len(simulator.children)
        found = {item.key.id: item.reader.summary().amount for item in items}
        assert items.remaining == 0
        assert list(items) == []
    assert found == {
        company: simulator.totals("monthly_cdr", MONTH, company).amount
        for company in [simulator.company, *simulator.children]
    }


def test_one_error_stops_nothing_else() -> None:
    with Simulator(rows=50) as simulator, simulator.ipass_portal() as portal:
        # Once with a new session, too: it is the company that may not be seen.
        simulator.plan("monthly_cdr:2-3:return-403")
        items = list(portal.monthly_cdr_of_all(simulator.company, MONTH, concurrency=1))
        failed = [item for item in items if item.error is not None]
        assert len(items) == 4
        assert len(failed) == 1
        assert isinstance(failed[0].error, callrec.ForbiddenError)
        assert "forbidden" in repr(failed[0])
        with pytest.raises(callrec.ForbiddenError):
            failed[0].reader.summary()
        for item in items:
            if item.error is None:
                assert item.reader.summary().records


def test_days_make_up_the_month(simulator: Simulator) -> None:
    with simulator.ipass_portal() as portal:
        total, days = Decimal(0), []
        for item in portal.daily_cdr_of_month(simulator.company, MONTH):
            days.append(item.key)
            total += item.reader.summary().amount
    assert days == [datetime.date(2026, 9, day) for day in range(1, 31)]
    assert total == simulator.totals("monthly_cdr", MONTH).amount


def test_windows_have_no_gap(simulator: Simulator) -> None:
    with simulator.getcalls() as calls:
        profile = simulator.profile
        windows, records = [], 0
        for item in calls.get_calls_by_window(
            profile, "2026-07-15", "2026-09-05", as_completed=True
        ):
            windows.append(item.key)
            records += sum(1 for _ in item.reader)
        windows.sort()
        assert windows[0].start == datetime.date(2026, 7, 15)
        assert windows[-1].end == datetime.date(2026, 9, 5)
        assert all(
            one.end == next_one.start for one, next_one in zip(windows, windows[1:], strict=False)
        )
        assert records == simulator.getcalls_totals(profile, "2026-07-15", "2026-09-05")["rows"]
        assert records == sum(1 for _ in calls.get_calls(profile, "2026-07-15", "2026-09-05"))


def test_leaving_ends_the_calls_and_not_the_readers(simulator: Simulator) -> None:
    with simulator.ipass_portal() as portal:
        with portal.monthly_cdr_of_all(simulator.company, MONTH) as items:
            first = next(items)
        assert list(items) == []
        assert first.reader.summary().records == 2_000
        with pytest.raises(TypeError, match="pickled"):
            __import__("pickle").dumps(items)


def test_threads_share_a_fan_out(simulator: Simulator) -> None:
    with simulator.ipass_portal() as portal:
        items = portal.daily_cdr_of_month(simulator.company, MONTH)
        totals: list[Decimal] = []

        def work() -> None:
            for item in items:
                totals.append(item.reader.summary().amount)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(totals) == 30
    assert sum(totals, Decimal(0)) == simulator.totals("monthly_cdr", MONTH).amount


def test_another_thread_may_close_it() -> None:
    with Simulator(rows=50) as simulator, simulator.ipass_portal() as portal:
        simulator.plan("monthly_cdr:*:stall")
        items = portal.monthly_cdr_of_all(simulator.company, MONTH)
        raised: list[BaseException] = []

        def take() -> None:
            try:
                next(items)
            except callrec.CallrecError as error:
                raised.append(error)

        thread = threading.Thread(target=take)
        thread.start()
        while not any(request.operation == "monthly_cdr" for request in simulator.requests()):
            time.sleep(0.005)
        items.close()
        thread.join(timeout=20)
        assert [type(error) for error in raised] == [callrec.CancelledError]
        assert list(items) == []


def test_none_at_once_is_refused(simulator: Simulator) -> None:
    with (
        simulator.ipass_portal() as portal,
        pytest.raises(callrec.InvalidArgumentError, match="concurrency is at least 1"),
    ):
        portal.monthly_cdr_of_all(simulator.company, MONTH, concurrency=0)
