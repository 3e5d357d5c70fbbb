"""The reference is made of docstrings: every public name has one, and their examples run.

The examples (`>>>`) of a docstring run one after the other, each docstring anew, against a simulator. They find
the names of `callrec`, clients, a reader of a month, `store`, which takes a batch, and the file `september.csv`.
"""

import ast
import contextlib
import doctest
import io
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import callrec
import callrec.logging
import pytest
from callrec.testing import Simulator

PACKAGE = Path(__file__).resolve().parents[2] / "python" / "callrec"
MODULES = [PACKAGE / "_native.pyi", *sorted(PACKAGE.rglob("*.py"))]
# Modules beginning with `_` are not public; what of them is, is documented in the stub or by the module that
# offers it.
PUBLIC = [
    path
    for path in MODULES
    if path.suffix == ".pyi" or path.stem == "__init__" or path.stem[0] != "_"
]
SEPTEMBER = """\
Transaction ID,Billing Code,User ID,Authentication Domain,Description,GMT Time,Local Time,Session Length,\
Billing Rate,Net Billing Amount,Access Type,Service Type,Reserved,Data Used
T1,BC-1,jo,example.com,Zurich,30-SEP-2026 23:59:58,01-OCT-2026 01:59:58,60,0.10,1.50,WiFi,daily_usage,,12
"""
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def documented(tree: ast.Module) -> Iterator[tuple[str, Documented]]:
    """Module, classes, functions and methods with their dotted names."""
    yield "", tree
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node
        if isinstance(node, ast.ClassDef):
            for member in node.body:
                if isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield f"{node.name}.{member.name}", member


def is_overload(node: Documented) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and any(
        ast.unparse(one).endswith(("overload", ".setter")) for one in node.decorator_list
    )


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_public_name_has_a_docstring(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare, said = [], set()
    for name, node in documented(tree):
        private = any(part.startswith("_") for part in name.split("."))
        if ast.get_docstring(node):
            said.add(name)
        elif not private:
            bare.append(name or "the module")
    assert [name for name in bare if name not in said] == []


def examples() -> list[Any]:
    found = []
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for name, node in documented(tree):
            text = ast.get_docstring(node)
            if text and ">>>" in text:
                found.append(pytest.param(text, id=f"{path.relative_to(PACKAGE)}:{name}"))
    return found


@pytest.fixture
def quiet_logging() -> Iterator[None]:
    """Examples may turn on logging; what comes after them has its own."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    callrec.logging.disable()
    root.handlers[:] = handlers
    root.setLevel(level)


def run(source: str, names: dict[str, object]) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(source, "<example>", "single"), names)
    return printed.getvalue()


@pytest.mark.parametrize("text", examples())
@pytest.mark.usefixtures("quiet_logging")
def test_examples(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("september.csv").write_text(SEPTEMBER, encoding="utf-8")
    with Simulator(rows=20, feed_rows=20) as simulator, simulator.ipass_portal() as portal:
        for variable, value in simulator.environment().items():
            monkeypatch.setitem(os.environ, variable, value)
        names: dict[str, object] = {name: getattr(callrec, name) for name in callrec.__all__}
        names |= {"callrec": callrec, "simulator": simulator, "portal": portal}
        names |= {"feed": simulator.billing_feed(), "rest": simulator.ipass_rest()}
        names["store"] = list
        names["reader"] = portal.monthly_cdr(simulator.company, "2026-09")
        # The company of all examples; the simulator's has another number.
        for example in doctest.DocTestParser().get_examples(
            text.replace("1025", simulator.company)
        ):
            printed = run(example.source, names)
            # A result that is not shown does not matter.
            if example.want:
                assert doctest.OutputChecker().check_output(
                    example.want, printed, doctest.ELLIPSIS
                ), printed
