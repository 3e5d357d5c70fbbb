"""Copies the docstrings of the native module into its stub, `callrec/_native.pyi`.

They are written in the Rust source, so that `help()` has them; editors and the reference read the
stub. A property's begins with its type, as in ``int or None : Seconds.``, which `help()` would not
know otherwise; in the stub the annotation says it. With --check nothing is written, and the names
whose docstrings differ are printed. The package must be installed.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import sys
from pathlib import Path
from typing import Any, NamedTuple

STUB = Path(__file__).parents[1] / "callrec" / "_native.pyi"


class Edit(NamedTuple):
    """Lines of the stub, from 0, to be replaced."""

    name: str
    first: int
    end: int
    lines: list[str]


def docstring(owner: Any, name: str) -> str | None:
    """The docstring that the thing itself has: not one that it inherits, none of Python's own."""
    found = inspect.getattr_static(owner, name, None)
    if isinstance(found, staticmethod | classmethod):
        found = found.__func__
    text = getattr(found, "__doc__", None)
    if text is None or (name.startswith("__") and name.endswith("__")):
        return None
    text = inspect.cleandoc(text)
    if inspect.isgetsetdescriptor(found):
        text = text.partition(" : ")[2] or text
    return text


def rendered(text: str, indent: str) -> list[str]:
    """The docstring as lines of the stub."""
    prefix = 'r"""' if "\\" in text else '"""'
    lines = text.splitlines()
    if len(lines) == 1:
        return [f'{indent}{prefix}{text}"""']
    body = [f"{indent}{line}".rstrip() for line in lines[1:]]
    return [f"{indent}{prefix}{lines[0]}", *body, f'{indent}"""']


def edits(stub: ast.Module, source: list[str], module: Any) -> list[Edit]:
    """What has to change."""
    found: list[Edit] = []

    def look(body: list[ast.stmt], owner: Any, path: str) -> None:
        names = [node.name for node in body if isinstance(node, ast.FunctionDef)]
        for index, node in enumerate(body):
            if not isinstance(node, ast.ClassDef | ast.FunctionDef):
                continue
            name = f"{path}{node.name}"
            thing = getattr(owner, node.name, None)
            # Of overloads the last one says it for all.
            later = [n for n in body[index + 1 :] if isinstance(n, ast.FunctionDef)]
            overloaded = any(n.name == node.name for n in later) and names.count(node.name) > 1
            if thing is not None and not overloaded:
                edit = change(node, docstring(owner, node.name), name)
                if edit is not None:
                    found.append(edit)
            if isinstance(node, ast.ClassDef) and thing is not None:
                look(node.body, thing, f"{name}.")

    def change(node: ast.ClassDef | ast.FunctionDef, text: str | None, name: str) -> Edit | None:
        has = ast.get_docstring(node)
        if has == text or text is None and has is None:
            return None
        first = node.body[0]
        indent = " " * (node.col_offset + 4)
        new = [] if text is None else rendered(text, indent)
        if has is not None:
            assert first.end_lineno is not None
            only = len(node.body) == 1
            new = new or ([f"{indent}..."] if only else [])
            return Edit(name, first.lineno - 1, first.end_lineno, new)
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            # `…: ...` on the line of the signature: the docstring takes its place.
            line = first.lineno - 1
            head = source[line][: first.col_offset].rstrip()
            comment = source[line][first.end_col_offset :].rstrip()
            new = [head + comment, *new] if head else new
            return Edit(name, line, line + 1, [*new, ""])
        decorators = getattr(first, "decorator_list", [])
        line = min([first.lineno, *(decorator.lineno for decorator in decorators)]) - 1
        return Edit(name, line, line, [*new, ""])

    look(stub.body, module, "")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, tell what differs")
    check = parser.parse_args().check
    from callrec import _native

    text = STUB.read_text(encoding="utf-8")
    lines = text.splitlines()
    changes = edits(ast.parse(text), lines, _native)
    for change in sorted(changes, key=lambda change: change.first, reverse=True):
        if check:
            print(f"{change.name}: the stub's docstring is not the module's")
        lines[change.first : change.end] = change.lines
    if not check:
        STUB.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 1 if check and changes else 0


if __name__ == "__main__":
    sys.exit(main())
