"""Writes the classes of records, each with a table of its columns, into the page with `<!-- records -->`.

From python/callrec/_native.pyi, where each column is a property with its type and a sentence. A column
is a line of a table here, since a heading and a signature for each would hide what is looked for.
"""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MARK = "<!-- records -->"
# NumPy style puts the type before a property's sentence; here it has a column of its own.
TYPE_FIRST = re.compile(r"\A(?:[\w.\[\], ]|\{[^}\n]*\})+ : ")


def is_property(node):
    return isinstance(node, ast.FunctionDef) and any(
        isinstance(one, ast.Name) and one.id == "property" for one in node.decorator_list
    )


def table(node):
    lines = ["| column | type | meaning |", "|---|---|---|"]
    for one in node.body:
        if is_property(one):
            kind = ast.unparse(one.returns).replace("datetime.", "").replace("|", "\\|")
            text = TYPE_FIRST.sub("", " ".join((ast.get_docstring(one) or "").split()), 1).replace(
                "|", "\\|"
            )
            lines.append(f"| `{one.name}` | `{kind}` | {text} |")
    return "\n".join(lines)


def records():
    tree = ast.parse((ROOT / "python/callrec/_native.pyi").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and any(
            ast.unparse(base) == "Record" for base in node.bases
        ):
            yield f"::: callrec.{node.name}\n    options:\n      members: false\n      show_bases: false\n\n{table(node)}\n"


def on_page_markdown(markdown, **_):
    return markdown.replace(MARK, "\n".join(records())) if MARK in markdown else markdown
