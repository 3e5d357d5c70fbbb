"""Charts of call records, by matplotlib where it is installed.

Sums are exact; only the height of a bar is a float.
"""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from callrec import _progress
from callrec._frames import require
from callrec.exceptions import InvalidArgumentError

if TYPE_CHECKING:
    from callrec._native import Reader, Record, ServiceTotal, Summary


@contextmanager
def _exactly() -> Generator[None, None, None]:
    """Decimals by a context of one's own: what the caller has set is for the caller's numbers."""
    with decimal.localcontext(decimal.Context(prec=60, traps=[decimal.InvalidOperation])):
        yield


class _Columns(NamedTuple):
    """Where a report has what a chart shows."""

    times: tuple[str, ...]  # The first that a record has.
    zone: str
    seconds: str
    amount: str | None
    type: str


_REPORTS = {
    "ipass_cdr": _Columns(
        ("gmt_time",), "UTC", "session_length_s", "net_billing_amount", "service_type"
    ),
    "billing_feed": _Columns(
        ("started_at_local", "local_date"), "local", "length_s", "charge", "type"
    ),
    # Its prices are of a quantity, and of what quantity is for the caller to say: by unified().
    "getcalls": _Columns(("call_start_local",), "local", "duration_s", None, "type"),
}
_UNIFIED = _Columns(
    ("ended_at", "started_at", "local_time"),
    "UTC where known",
    "duration_s",
    "amount",
    "charge_type",
)
_BY = ("day", "hour", "type")
_VALUES = ("amount", "records", "seconds")
_CUMULATIVE = "{:,} records of a _cap type carry cumulative amounts"


class Sums(NamedTuple):
    """What is drawn."""

    report: str
    by: str
    value: str
    zone: str
    bars: dict[Any, Decimal]
    without_time: int
    cumulative: int


def reader(reader: Reader[Any], by: str, value: str, ax: Any, progress: bool | None) -> Any:
    return draw(add_up(reader, by, value, progress), ax)


@_exactly()
def add_up(reader: Reader[Any], by: str, value: str, progress: bool | None) -> Sums:
    """Reads what is left."""
    _check("by", by, _BY)
    _check("value", value, _VALUES)
    columns = _columns(reader, value)
    # Rather now than after the download.
    require("matplotlib", "plot()", "matplotlib.pyplot")
    bars: dict[Any, Decimal] = {}
    without = cumulative = 0
    key, amount = _key(columns, by), _amount(columns, value)
    # Of the provider whose service types say it (DOC).
    caps = reader.report == "ipass_cdr" and value == "amount"
    with _progress.shown(reader, progress):
        for batch in reader.batches():
            for record in batch:
                where = key(record)
                if where is None:
                    without += 1
                    continue
                bars[where] = bars.get(where, Decimal(0)) + amount(record)
                cumulative += caps and str(record[columns.type]).endswith("_cap")
    bars = {where: _scaled(sum, value) for where, sum in bars.items()}
    return Sums(reader.report, by, value, columns.zone, bars, without, cumulative)


@_exactly()
def draw(sums: Sums, ax: Any) -> Any:
    """A chart on `ax`, or on axes of its own."""
    by, known = sums.by, sums.bars
    if by == "day":
        bars = [(f"{day:%b} {day.day}", known.get(day, Decimal(0))) for day in _days(known)]
    elif by == "hour":
        bars = [(f"{hour:02}", known.get(hour, Decimal(0))) for hour in range(24)]
    else:
        bars = sorted(known.items(), key=lambda bar: bar[1])
    axes = _axes(ax, len(bars) if by == "type" else None)
    _draw(axes, bars, lying=by == "type")
    title = f"{sums.report}: {_total(sum(known.values(), Decimal(0)), sums.value)}"
    if by == "day" and known:
        title += f", {min(known)} to {max(known)}"
    notes = []
    if sums.without_time:
        notes.append(f"{sums.without_time:,} records without a time are not shown")
    if sums.cumulative:
        notes.append(_CUMULATIVE.format(sums.cumulative))
    _label(axes, title, notes, sums.value, None if by == "type" else f"{by} ({sums.zone})")
    return axes


@_exactly()
def summary(summary: Summary, value: str, ax: Any) -> Any:
    _check("value", value, _VALUES)
    bars = sorted(
        (
            ("(none)" if total.service_type is None else total.service_type, _of(total, value))
            for total in summary.by_service_type
        ),
        key=lambda bar: bar[1],
    )
    axes = _axes(ax, len(bars))
    _draw(axes, bars, lying=True)
    caps = summary.cap_records if value == "amount" else 0
    notes = [_CUMULATIVE.format(caps)] if caps else []
    _label(axes, f"ipass_cdr: {_total(_of(summary, value), value)}", notes, value, None)
    return axes


def _of(total: Summary | ServiceTotal, value: str) -> Decimal:
    return _scaled(Decimal(getattr(total, value)), value)


def _columns(reader: Reader[Any], value: str) -> _Columns:
    # A unified reader has the name of its report, and other columns.
    if _UNIFIED.type in reader.column_names:
        return _UNIFIED
    columns = _REPORTS.get(reader.report)
    if columns is None:
        raise _invalid(f"a chart is of call records, not of {reader.report}")
    if value == "amount" and columns.amount is None:
        detail = f"what a record of {reader.report} costs depends on the price policy"
        raise _invalid(detail, "take reader.unified(price_policy=...) first")
    return columns


def _key(columns: _Columns, by: str) -> Callable[[Record], Any]:
    def time(record: Record) -> Any:
        return next((found for name in columns.times if (found := record[name]) is not None), None)

    def day(record: Record) -> datetime.date | None:
        found = time(record)
        return found.date() if isinstance(found, datetime.datetime) else found

    def hour(record: Record) -> int | None:
        return getattr(time(record), "hour", None)

    def type(record: Record) -> str:
        found = record[columns.type]
        return "(none)" if found is None else str(found)

    return {"day": day, "hour": hour, "type": type}[by]


def _amount(columns: _Columns, value: str) -> Callable[[Record], Decimal]:
    name = {"amount": columns.amount, "seconds": columns.seconds, "records": None}[value]
    if name is None:
        return lambda record: Decimal(1)
    return lambda record: Decimal(record[name] or 0)


def _scaled(sum: Decimal, value: str) -> Decimal:
    return sum / 3600 if value == "seconds" else sum


def _days(sums: Iterable[datetime.date]) -> list[datetime.date]:
    """All days between, so that one without a record is seen."""
    known = list(sums)
    if not known:
        return []
    first, last = min(known), max(known)
    return [first + datetime.timedelta(days=day) for day in range((last - first).days + 1)]


def _axes(ax: Any, lying: int | None) -> Any:
    pyplot = require("matplotlib", "plot()", "matplotlib.pyplot")
    if ax is not None:
        return ax
    height = 3.5 if lying is None else max(1.6, 0.9 + 0.32 * lying)
    return pyplot.subplots(figsize=(9, height), layout="constrained")[1]


def _draw(axes: Any, bars: list[tuple[str, Decimal]], lying: bool) -> None:
    names, heights = [name for name, _ in bars], [float(height) for _, height in bars]
    places = range(len(bars))
    if lying:
        axes.barh(places, heights)
        axes.set_yticks(places, names)
    else:
        axes.bar(places, heights)
        # Ten names find room.
        step = max(1, -(-len(bars) // 10))
        axes.set_xticks(places[::step], names[::step])
    axes.grid(axis="x" if lying else "y", alpha=0.3)
    axes.set_axisbelow(True)
    numbers = axes.xaxis if lying else axes.yaxis
    numbers.set_major_formatter("{x:,g}")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def _label(axes: Any, title: str, notes: list[str], value: str, along: str | None) -> None:
    unit = "hours" if value == "seconds" else value
    # On lines of their own: beside each other they would meet in a narrow chart.
    axes.set_title("\n".join([title, *notes]), loc="left", fontsize="medium")
    if along is None:
        axes.set_xlabel(unit)
    else:
        axes.set_ylabel(unit)
        axes.set_xlabel(along)


def _total(sum: Decimal, value: str) -> str:
    if value == "records":
        return f"{sum:,.0f} records"
    return f"{sum:,.1f} hours" if value == "seconds" else f"amount {sum:,.2f}"


def _check(name: str, given: str, known: tuple[str, ...]) -> None:
    if given not in known:
        raise _invalid(f"{name} is one of {', '.join(known)}, not {given!r}")


def _invalid(detail: str, hint: str = "correct the argument") -> InvalidArgumentError:
    return InvalidArgumentError(f"{detail}; {hint}", kind="invalid_argument", hint=hint)
