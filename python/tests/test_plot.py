"""Charts: what the bars say is what the simulator knows."""

import datetime
import decimal
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import callrec
import matplotlib
import pytest
from callrec.testing import Simulator
from conftest import MONTH, ROWS
from matplotlib import pyplot
from samples import HEADER, cdr_file, row

matplotlib.use("agg")


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    pyplot.close("all")


def heights(axes: Any) -> list[float]:
    return [bar.get_height() for bar in axes.patches]


def widths(axes: Any) -> list[float]:
    return [bar.get_width() for bar in axes.patches]


def words(axes: Any) -> str:
    return "\n".join([axes.get_title("left"), axes.get_xlabel(), axes.get_ylabel()])


def test_a_month_by_day(month: callrec.Reader[callrec.CdrRecord], simulator: Simulator) -> None:
    axes = month.plot()
    days = [simulator.totals("daily_cdr", f"2026-09-{day:02}").amount for day in range(1, 31)]
    assert heights(axes) == [float(amount) for amount in days]
    assert f"{sum(days, Decimal(0)):,.2f}" in words(axes)
    assert "2026-09-01 to 2026-09-30" in words(axes) and "UTC" in words(axes)
    assert "cumulative" in words(axes)
    # It is drawn without an error.
    axes.figure.canvas.draw()


def test_records_by_hour(month: callrec.Reader[callrec.CdrRecord]) -> None:
    axes = month.plot(by="hour", value="records")
    assert len(heights(axes)) == 24 and sum(heights(axes)) == ROWS
    assert "cumulative" not in words(axes)


def test_hours_by_type_on_axes_of_ones_own(
    month: callrec.Reader[callrec.CdrRecord], simulator: Simulator
) -> None:
    _, mine = pyplot.subplots()
    axes = month.plot(by="type", value="seconds", ax=mine)
    assert axes is mine
    seconds = simulator.totals("monthly_cdr", MONTH).seconds
    assert sum(widths(axes)) * 3600 == pytest.approx(seconds)
    assert "daily_usage" in [label.get_text() for label in axes.get_yticklabels()]


def test_a_summary(month: callrec.Reader[callrec.CdrRecord]) -> None:
    summary = month.summary()
    axes = summary.plot()
    assert widths(axes) == sorted(float(total.amount) for total in summary.by_service_type)
    assert "cumulative" in words(axes)
    assert sum(widths(summary.plot(value="records"))) == ROWS


def test_days_without_a_record_are_seen_and_records_without_a_time_are_told() -> None:
    data = HEADER + row("T1", gmt="01-SEP-2026 10:00:00") + row("T2", gmt="04-SEP-2026 10:00:00")
    data += row("T3", gmt="")
    axes = callrec.decode(data.encode()).plot()
    assert heights(axes) == [1.5, 0.0, 0.0, 1.5]
    assert "1 records without a time" in words(axes)
    assert heights(callrec.decode(HEADER.encode()).plot()) == []


def test_other_reports(simulator: Simulator) -> None:
    with simulator.billing_feed() as feed, simulator.getcalls() as calls:
        records = list(feed.first_page())
        axes = feed.first_page().plot()
        expected = sum((record.charge or 0 for record in records), Decimal(0))
        assert sum(heights(axes)) == pytest.approx(float(expected))
        day = datetime.date(2026, 9, 1)
        window = (simulator.profile, day, day + datetime.timedelta(days=3))
        count = len(list(calls.get_calls(*window)))
        assert count > 0
        assert sum(heights(calls.get_calls(*window).plot(value="records"))) == count
        with pytest.raises(callrec.InvalidArgumentError, match="price policy"):
            calls.get_calls(*window).plot()
        unified = calls.get_calls(*window).unified(price_policy="line_total").plot()
        assert sum(heights(unified)) != 0


@pytest.mark.parametrize("wrong", [{"by": "week"}, {"value": "calls"}])
def test_what_cannot_be_drawn(wrong: dict[str, Any]) -> None:
    reader = callrec.decode(cdr_file(3))
    with pytest.raises(callrec.InvalidArgumentError, match="is one of"):
        reader.plot(**wrong)
    # It was refused before it was read.
    assert len(list(reader)) == 3
    companies = callrec.decode(b"<companies/>", "companies")
    with pytest.raises(callrec.InvalidArgumentError, match="call records"):
        companies.plot()


@pytest.mark.parametrize("value", ["amount", "seconds"])
def test_sums_are_exact_whatever_the_caller_rounds_to(simulator: Simulator, value: Any) -> None:
    with simulator.ipass_portal() as portal:
        expected = portal.monthly_cdr(simulator.company, MONTH).plot(value=value)
        with decimal.localcontext() as context:
            context.prec = 3
            context.traps[decimal.Inexact] = True
            axes = portal.monthly_cdr(simulator.company, MONTH).plot(value=value)
            portal.monthly_cdr(simulator.company, MONTH).summary().plot(value=value)
    assert heights(axes) == heights(expected) and words(axes) == words(expected)
