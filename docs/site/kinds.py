"""Writes the table of exceptions into the page that holds `<!-- kinds -->`.

Kinds, classes and their sentences come from python/callrec/exceptions.py, numbers from
include/callrec.h, so the table cannot say something else than they do.
"""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MARK = "<!-- kinds -->"
NUMBER = re.compile(r"^(?:#define\s+|\s*)CALLREC_([A-Z_]+)\s*=?\s+(\d+),?\s*$", re.M)


def classes():
    """Class name to (names of its bases, first sentence of its docstring), in source order."""
    source = (ROOT / "python/callrec/exceptions.py").read_text(encoding="utf-8")
    tree = ast.parse(source)
    found = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            text = " ".join((ast.get_docstring(node) or "").split("\n\n")[0].split())
            found[node.name] = ([ast.unparse(base) for base in node.bases], text)
    table = next(
        node.value
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "_BY_KIND"
    )
    kinds = {key.value: value.id for key, value in zip(table.keys, table.values, strict=True)}
    return found, kinds


def numbers():
    """Kind to number, of the header's list of errors."""
    header = (ROOT / "include/callrec.h").read_text(encoding="utf-8")
    found = {}
    for name, number in NUMBER.findall(header):
        # The first is the status; options and flags have longer names of their own.
        found.setdefault(name.lower(), int(number))
    return found


def table():
    found, kinds = classes()
    known = numbers()
    missing = sorted(set(kinds) - set(known))
    if missing:
        raise ValueError(f"include/callrec.h has no number for {', '.join(missing)}")
    lines = ["| number | `kind` | exception | also a | meaning |", "|---|---|---|---|---|"]
    for kind, name in sorted(kinds.items(), key=lambda pair: known[pair[0]]):
        bases, text = found[name]
        also = ", ".join(f"`{base}`" for base in bases if base != "CallrecError")
        link = f"[`{name}`][callrec.exceptions.{name}]"
        lines.append(f"| {known[kind]} | `{kind}` | {link} | {also} | {text} |")
    return "\n".join(lines)


def on_page_markdown(markdown, **_):
    return markdown.replace(MARK, table()) if MARK in markdown else markdown
