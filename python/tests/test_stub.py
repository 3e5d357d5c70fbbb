"""The stub and the module say the same, and the records say where their columns are known from."""

import ast
import importlib.util
import inspect
from pathlib import Path
from types import ModuleType
from typing import Any

import callrec
import pytest
from callrec import _native

HERE = Path(__file__).resolve().parents[1]
RECORDS = [
    name
    for name in callrec.__all__
    if name.endswith("Record") and name not in ("Record", "UnifiedRecord")
]
CLIENTS: list[Any] = [
    callrec.IpassPortal, callrec.HostedUsers, callrec.IpassRest, callrec.BillingFeed, callrec.GetCalls
]  # fmt: skip


@pytest.fixture
def docstrings() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docstrings", HERE / "tools" / "docstrings.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_docstrings_are_the_same(docstrings: ModuleType) -> None:
    text = docstrings.STUB.read_text(encoding="utf-8")
    differing = [
        edit.name for edit in docstrings.edits(ast.parse(text), text.splitlines(), _native)
    ]
    assert differing == [], "run python/tools/docstrings.py"


def test_a_difference_is_found(docstrings: ModuleType) -> None:
    text = (
        'class FeedCursor:\n    def save(self, path: str) -> None:\n        """Eats it."""\n'
        "    @property\n    def last_id(self) -> int | None: ...\n"
    )
    edits = docstrings.edits(ast.parse(text), text.splitlines(), _native)
    assert [edit.name for edit in edits] == ["FeedCursor", "FeedCursor.save", "FeedCursor.last_id"]
    # The type stands in the annotation there.
    assert edits[2].lines[1].strip().startswith('"""The last id that is covered')


def properties(owner: Any) -> list[tuple[str, str]]:
    found = vars(owner).items()
    return [
        (name, value.__doc__ or "")
        for name, value in found
        if not name.startswith("_") and inspect.isgetsetdescriptor(value)
    ]


@pytest.mark.parametrize("name", RECORDS)
def test_every_column_says_where_it_is_known_from(name: str) -> None:
    columns = properties(getattr(callrec, name))
    assert columns
    for column, doc in columns:
        assert any(mark in doc for mark in ("SEED", "DOC", "OBS", "INF")), f"{name}.{column}"
        # Every column may be null but the key, and that says so.
        assert doc.startswith("str or None : ") or " or None : " in doc or "Never null" in doc, (
            f"{name}.{column}"
        )


@pytest.mark.parametrize(
    "name", [name for name in callrec.__all__ if getattr(callrec, name).__class__ is type]
)
def test_every_property_says_its_type(name: str) -> None:
    for member, doc in properties(getattr(callrec, name)):
        assert " : " in doc.split("\n")[0] + " ", f"{name}.{member}"


def test_the_options_of_all_clients_are_those_that_are_documented() -> None:
    options = [
        {
            name
            for name, one in inspect.signature(kind).parameters.items()
            if one.kind is one.KEYWORD_ONLY
        }
        for kind in CLIENTS
    ]
    shared = set.intersection(*options)
    assert len(shared) == 20
    for kind, own in zip(CLIENTS, options, strict=True):
        documented = inspect.getdoc(kind) or ""
        for name in own:
            assert f"\n{name} : " in documented or f"{name}" in documented, f"{kind}: {name}"
        from_env = inspect.signature(kind.from_env).parameters
        assert set(from_env) == own
        assert inspect.signature(kind).parameters["timeout"].default == 30.0
