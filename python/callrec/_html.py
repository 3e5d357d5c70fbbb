"""Views for notebooks: what a cell shows. Escaped, bounded, without secrets, in light and dark.

No view reads from a reader, waits, or looks at a column that is marked secret. Colours are the
notebook's own: only borders are drawn, half transparent.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from callrec import _bars

if TYPE_CHECKING:
    from callrec._native import (
        Accounting,
        Batch,
        Document,
        FanOutItem,
        FeedCursor,
        Outcome,
        PlannedRequest,
        Reader,
        Reconciled,
        Record,
        SavedDocument,
        Summary,
    )
    from callrec.exceptions import CallrecError

# Rows of a batch that are shown, and how long a text may be: in a row, and on a line of its own.
_ROWS = 10
_SHORT = 60
_LONG = 400

_BORDER = "border:1px solid rgba(128,128,128,.35);padding:.15em .5em;"
_LEFT = f"{_BORDER}text-align:left;vertical-align:top"
_RIGHT = f"{_BORDER}text-align:right;vertical-align:top;font-variant-numeric:tabular-nums"
_TABLE = "border-collapse:collapse;margin:.3em 0;background:transparent;color:inherit"
_SECRET = "***"  # noqa: S105


def escaped(value: object, most: int = _LONG) -> str:
    """Text for HTML, of bounded length."""
    text = str(value)
    return escape(text if len(text) <= most else text[: most - 1] + "…")


def batch(batch: Batch[Any]) -> str:
    """The first records of a batch."""
    return _frame(
        f"{batch.report}: {batch.num_rows:,} records, {batch.num_columns} columns",
        _records(batch, batch.column_names, batch._secret_columns, batch.num_rows),
    )


def reader(reader: Reader[Any]) -> str:
    """How far a reader is, and what it gives; nothing is read for it."""
    total = reader.total_bytes
    size = _bars.size(reader.bytes_read) + (f" of {_bars.size(total)}" if total else "")
    rows = [
        ("state", reader._state),
        ("bytes", size),
        *_counts(reader.accounting),
        ("proof of completeness", reader.proof or "none yet"),
    ]
    if reader.error is not None:
        rows.append(("error", reader.error))
    columns = f"<details><summary>{len(reader.column_names)} columns</summary>" + escape(
        ", ".join(reader.column_names)
    )
    return _frame(f"callrec.Reader: {reader.report}", _pairs(rows) + columns + "</details>")


def record(record: Record) -> str:
    """One record, a line a column."""
    secret = record._secret_columns
    rows = [
        (name, _SECRET if name in secret and value is not None else value)
        for name, value in record.items()
    ]
    return _frame(type(record).__name__, _pairs(rows))


def accounting(accounting: Accounting) -> str:
    """Where each record went."""
    return _frame("Accounting", _pairs(_counts(accounting)))


def summary(summary: Summary) -> str:
    """Totals by service type, then of all."""
    rows = [
        (
            "(none)" if total.service_type is None else total.service_type,
            total.records,
            total.seconds,
            total.amount,
        )
        for total in summary.by_service_type
    ]
    rows.append(("total", summary.records, summary.seconds, summary.amount))
    table = _table(("service type", "records", "seconds", "amount"), rows)
    notes = []
    if summary.first_gmt_time is not None:
        notes.append(f"{_time(summary.first_gmt_time)} to {_time(summary.last_gmt_time)} (UTC)")
    if summary.without_amount:
        notes.append(f"{summary.without_amount:,} records without an amount")
    if summary.cap_records:
        notes.append(
            f"{summary.cap_records:,} records of a _cap service type carry cumulative amounts: "
            "the total need not equal the invoice"
        )
    return _frame("Summary", table + "".join(f"<div>{escape(note)}</div>" for note in notes))


def error(error: CallrecError) -> str:
    """What went wrong and where, without the traceback."""
    told = ("kind", "provider", "operation", "http_status", "provider_code", "line", "offset",
            "record", "column", "retry_after")  # fmt: skip
    rows = [(name, getattr(error, name)) for name in told if getattr(error, name) is not None]
    # The text is callrec's own: one line, and never a secret. It may be longer than a cell.
    message = f"<div>{escape(str(error))}</div>"
    return _frame(type(error).__name__, message + _pairs(rows))


def outcome(outcome: Outcome[Any]) -> str:
    """What became of a write."""
    if outcome.planned is not None:
        return planned(outcome.planned)
    rows: list[tuple[str, object]] = [("message", outcome.message)] if outcome.message else []
    if outcome.already_gone:
        rows.append(("already gone", "a lost first try had done it"))
    rows += [("warning", warning) for warning in outcome.warnings]
    value = record(outcome.value) if outcome.value is not None else ""
    return _frame("Outcome: carried out", (_pairs(rows) if rows else "") + value)


def planned(planned: PlannedRequest) -> str:
    """A request of a dry run; its text has its secrets replaced."""
    text = escape(str(planned))
    return _frame(
        f"Planned, not sent: {planned.operation}",
        f'<pre style="background:transparent;color:inherit;margin:.3em 0">{text}</pre>',
    )


def reconciled(reconciled: Reconciled[Any]) -> str:
    """What a look at the service says of a write whose answer was lost."""
    why = f"<div>{escape(reconciled.why)}</div>" if reconciled.why else ""
    value = record(reconciled.value) if reconciled.value is not None else ""
    return _frame(f"Reconciled: {reconciled.state.replace('_', ' ')}", why + value)


def document(document: Document) -> str:
    """What a document is; nothing is read for it."""
    total = document.total_bytes
    return _frame(
        f"Document of {document.operation}",
        _pairs([("kind", document.kind), ("bytes", "not told" if total is None else f"{total:,}")]),
    )


def saved(saved: SavedDocument) -> str:
    """Where a document is."""
    names = ("path", "kind", "bytes", "sha256", "proof")
    return _frame("SavedDocument", _pairs([(name, getattr(saved, name)) for name in names]))


def fan_out_item(item: FanOutItem[Any, Any]) -> str:
    """What one call of a fan-out gave."""
    shown = item.error if item.error is not None else item.reader
    # Of a child company, its id.
    key = getattr(item.key, "id", item.key)
    return _frame(f"FanOutItem of {str(key)[:_SHORT]}", shown._repr_html_())


def cursor(cursor: FeedCursor) -> str:
    """Where a feed goes on."""
    last = "none: the first run" if cursor.is_first_run else cursor.last_id
    return _frame("FeedCursor", _pairs([("last id", last), ("dialect", cursor.dialect)]))


def _counts(accounting: Accounting) -> list[tuple[str, object]]:
    counts = [(name, getattr(accounting, name)) for name in ("read", "accepted")]
    # What is usually none is shown when it is not.
    rare = [(name, getattr(accounting, name)) for name in ("repaired", "quarantined", "duplicate")]
    return [
        (f"records {name}", count) for name, count in counts + [pair for pair in rare if pair[1]]
    ]


def _records(
    records: Iterable[Record], columns: Sequence[str], secret: Iterable[str], count: int
) -> str:
    secret = frozenset(secret)
    rows: list[list[object]] = []
    for record in records:
        if len(rows) == _ROWS:
            break
        rows.append(
            [
                _SECRET if name in secret and value is not None else value
                for name, value in record.items()
            ]
        )
    more = f"<div>and {count - len(rows):,} more</div>" if count > len(rows) else ""
    return _table(columns, rows) + more


def _table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    head = "".join(f'<th style="{_LEFT}">{escaped(name)}</th>' for name in columns)
    body = "".join(f"<tr>{''.join(_cell(value, _SHORT) for value in row)}</tr>" for row in rows)
    return f'<table style="{_TABLE}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _pairs(rows: Iterable[tuple[str, object]]) -> str:
    body = "".join(
        f'<tr><th style="{_LEFT}">{escaped(name)}</th>{_cell(value, _LONG)}</tr>'
        for name, value in rows
    )
    return f'<table style="{_TABLE}"><tbody>{body}</tbody></table>'


def _cell(value: object, most: int) -> str:
    if value is None:
        # A null is not an empty text.
        return f'<td style="{_LEFT};opacity:.5">null</td>'
    if isinstance(value, datetime.datetime):
        return f'<td style="{_LEFT};white-space:nowrap">{escaped(_time(value))}</td>'
    if isinstance(value, bool) or not hasattr(value, "__round__"):
        return f'<td style="{_LEFT}">{escaped(value, most)}</td>'
    # As it is: an id with separators would be another one.
    return f'<td style="{_RIGHT}">{escaped(value)}</td>'


def _time(value: datetime.datetime | None) -> str:
    return "" if value is None else value.isoformat(" ", "seconds")


def _frame(title: str, content: str) -> str:
    return (
        '<div class="callrec" style="overflow-x:auto;color:inherit">'
        f"<div><strong>{escape(title)}</strong></div>{content}</div>"
    )
