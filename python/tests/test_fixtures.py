"""The rows that every language must give: tests/cases.toml at the root of the repository."""

import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import callrec
import pytest
import tomllib

TESTS = Path(__file__).resolve().parents[2] / "tests"
CASES: list[dict[str, Any]] = tomllib.loads((TESTS / "cases.toml").read_text(encoding="utf-8"))["case"]
# What the cases declare by the names of the core, as Python's codecs and characters.
DECLARED: dict[str, Any] = {
    "comma": ",", "tab": "\t", "pipe": "|", "utf-8": "utf-8", "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be", "iso-8859-1": "latin-1", "windows-1252": "windows-1252",
}  # fmt: skip

# What the cases call reasons and kinds by name, and what Python has for them.
REASONS = {
    "column_count": "wrong number of columns",
    "quote": "misplaced quote",
    "utf8": "not UTF-8",
    "control_character": "control character in a typed field",
    "integer": "not a whole number in range",
    "decimal": "not a decimal that fits 12 digits before and 6 after the point",
    "timestamp": "not a date and time of this report",
    "boolean": "neither Yes nor No",
    "missing": "required value is missing",
    "too_long": "longer than the limit",
    "type": "a value of another type than this report has there",
    "duplicate_key": "the same key twice",
    "escape": "an escape that JSON does not have, or half a surrogate pair",
}
KINDS = {"not_this_report": "not_data", "limit": "limit", "strict": "strict"}


def text_form(value: Any) -> Any:
    """A value as the expected files have it."""
    if isinstance(value, Decimal):
        return f"{value:.6f}"
    if isinstance(value, datetime.datetime):
        zone = "Z" if value.tzinfo else ""
        return value.replace(tzinfo=None).isoformat() + zone
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return value


def place(case: dict[str, Any], kind: str) -> Path:
    path = Path(case[kind])
    return next(p for p in (TESTS / path, TESTS.parent / path) if p.exists())


def test_there_are_cases() -> None:
    assert len(CASES) >= 270
    assert len({case["report"] for case in CASES}) == 12


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
@pytest.mark.parametrize("batch_rows", [1, 8192])
def test_case(case: dict[str, Any], batch_rows: int) -> None:
    rows: list[dict[str, Any]] = []
    error: callrec.CallrecError | None = None
    reader: callrec.Reader[callrec.Record] | None = None
    try:
        options = {name: DECLARED[value] for name, value in case.get("options", {}).items()}
        opened = callrec.decode(
            place(case, "input"), case["report"], batch_rows=batch_rows, **options
        )
        reader = opened
        rows.extend({name: text_form(value) for name, value in record.items()} for record in opened)
    except callrec.CallrecError as caught:
        error = caught

    expected = place(case, "expected").read_text(encoding="utf-8").splitlines()
    assert rows == [json.loads(line) for line in expected]

    wanted = case.get("error")
    if wanted is None:
        assert error is None
    else:
        assert error is not None
        assert error.kind == KINDS.get(wanted["kind"], "decode")
        for name in ("line", "offset"):
            if name in wanted:
                assert getattr(error, name) == wanted[name]

    counts = case.get("counts")
    if counts and reader is not None:
        found = reader.accounting
        assert {name: getattr(found, name) for name in counts} == counts
        quarantine = case.get("quarantine", [])
        aside = reader.quarantined()
        assert len(aside) == len(quarantine)
        for record, want in zip(aside, quarantine, strict=True):
            assert (record.line, record.offset) == (want["line"], want["offset"])
            assert (record.record, record.column) == (want["record"], want.get("column"))
            assert record.reason == REASONS[want["reason"]]
        if "encoding" in case.get("options", {}):
            return  # The raw bytes are those of the text, not of the file.
        data = place(case, "input").read_bytes()
        for record in aside:
            assert data[record.offset :].startswith(record.raw)
