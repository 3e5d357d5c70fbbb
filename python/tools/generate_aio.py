"""Writes `callrec/aio/_classes.py`, the asyncio face, from the signatures in `callrec/_native.pyi`.

    generate_aio.py           writes it
    generate_aio.py --check   fails where it is not what the signatures say

Every method of a class that waits becomes one of the same name to await, which calls the blocking
one on a thread. Written out, so that people and type checkers see it. Needs ruff, for the layout.
"""

from __future__ import annotations

import ast
import copy
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "callrec"
STUB = PACKAGE / "_native.pyi"
TARGET = PACKAGE / "aio" / "_classes.py"

# Each with the class of `_reader.py` or `_wrapped.py` that has its hand-written part.
CLASSES = {
    "Reader": "ReaderBase[_R]",
    "Document": "Closing[_native.Document]",
    "FanOutItem": "Wrapped[_native.FanOutItem[_K, _R]]",
    "FanOut": "FanOutBase[_K, _R]",
    "IpassPortal": "Closing[_native.IpassPortal]",
    "HostedUsers": "Closing[_native.HostedUsers]",
    "IpassRest": "Closing[_native.IpassRest]",
    "BillingFeed": "BillingFeedBase",
    "GetCalls": "Closing[_native.GetCalls]",
}
FUNCTIONS = ("decode", "unpack")
BASES = {
    "_feeds": ("BillingFeedBase",),
    "_fan_out": ("FanOutBase",),
    "_reader": ("ReaderBase",),
    "_wrapped": ("Closing", "Wrapped"),
}
# What gives records, or what is made of them.
GIVING = {"summary", "to_arrow", "to_pandas", "to_polars"}
# These only make another object of what they have.
IMMEDIATE = {"from_env", "hosted_users", "with_company", "with_realm", "dry_run"}
# What stands in the hand-written classes instead.
BY_HAND = {"batches", "plot", "collect_all"}
# Such arguments do not stay in a frame, which a traceback might show with its variables.
SECRET = {"password", "key", "proxy"}

HEAD = '''"""The classes of `callrec.aio`. Made by `python/tools/generate_aio.py` from `callrec/_native.pyi`."""

# ruff: noqa: PLR0913
from __future__ import annotations

'''


class Names(ast.NodeTransformer):
    """What an annotation names: those of the blocking face that have another one here are these."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def visit_Name(self, node: ast.Name) -> ast.Name:
        self.used.add(node.id)
        return node


def main() -> int:
    made = ruff(generate(ast.parse(STUB.read_text())))
    if "--check" in sys.argv[1:]:
        if not TARGET.exists() or TARGET.read_text() != made:
            print(f"{TARGET} is not what {STUB.name} says; run python/tools/generate_aio.py")
            return 1
        return 0
    TARGET.write_text(made)
    return 0


def ruff(source: str) -> str:
    """The layout of the rest of the package."""
    program = str(Path(sys.executable).with_name("ruff"))
    for command in (["check", "--quiet", "--select", "I", "--fix"], ["format", "--quiet"]):
        done = subprocess.run(
            [program, *command, "--stdin-filename", str(TARGET), "-"],
            input=source, capture_output=True, text=True, check=True,
        )  # fmt: skip
        source = done.stdout
    return source


def generate(stub: ast.Module) -> str:
    names = Names()
    parts = []
    native = {node.name: node for node in stub.body if isinstance(node, ast.ClassDef)}
    for name, base in CLASSES.items():
        if name in native:
            parts.append(of_class(native[name], base, names))
    for name in FUNCTIONS:
        overloads = [n for n in stub.body if isinstance(n, ast.FunctionDef) and n.name == name]
        if overloads:
            parts.append(of_function(overloads, names))
    functions = {node.name for node in stub.body if isinstance(node, ast.FunctionDef)}
    made = sorted([n for n in CLASSES if n in native] + [n for n in FUNCTIONS if n in functions])
    return HEAD + imports(stub, native, names) + f"__all__ = {made!r}\n\n" + "\n\n".join(parts)


def imports(stub: ast.Module, native: dict[str, ast.ClassDef], names: Names) -> str:
    """What the annotations need: of the stub's own imports, its classes, and its private aliases."""
    assigned = [node for node in stub.body if isinstance(node, ast.Assign)]
    variables = [node for node in assigned if is_type_variable(node)]
    aliases = {ast.unparse(node.targets[0]) for node in assigned if not is_type_variable(node)}
    # The bounds of type variables are classes, too.
    names.visit(ast.Module([node for node in variables if name_of(node) in names.used], []))
    from_native = {name for name in names.used if name in native and name not in CLASSES}
    for_checkers = sorted(names.used & aliases | {n for n in from_native if n.startswith("_")})
    lines = [
        ast.unparse(node)
        for node in stub.body
        if isinstance(node, ast.Import) and node.names[0].name in names.used
    ]
    for node in stub.body:
        if isinstance(node, ast.ImportFrom) and node.module != "typing_extensions":
            kept = sorted(alias.name for alias in node.names if alias.name in names.used)
            if kept:
                lines.append(f"from {node.module} import {', '.join(kept)}")
    lines.append("from typing import TYPE_CHECKING, TypeVar")
    lines.append("from callrec import _native")
    lines.append(
        f"from callrec._native import {', '.join(sorted(from_native - set(for_checkers)))}"
    )
    for module, known in BASES.items():
        used = sorted(name for name in known if name in names.used)
        if used:
            lines.append(f"from callrec.aio.{module} import {', '.join(used)}")
    lines.append("from callrec.aio._run import run, run_reading, run_until")
    lines.append("if TYPE_CHECKING:\n    from typing_extensions import Self")
    lines.append(f"    from callrec._native import {', '.join(for_checkers)}")
    lines += [ast.unparse(node) for node in variables if name_of(node) in names.used]
    return "\n".join(lines) + "\n\n"


def name_of(node: ast.Assign) -> str:
    return ast.unparse(node.targets[0])


def is_type_variable(node: ast.Assign) -> bool:
    call = node.value
    return isinstance(call, ast.Call) and ast.unparse(call.func) in ("TypeVar", "ParamSpec")


def of_class(node: ast.ClassDef, base: str, names: Names) -> str:
    names.visit(ast.parse(base))
    lines = [f"class {node.name}({base}):", f'    """{class_doc(node)}"""', "    __slots__ = ()"]
    for item in node.body:
        if not isinstance(item, ast.FunctionDef) or item.name in BY_HAND:
            continue
        if item.name == "__new__":
            lines.append(constructor(node.name, item, names))
        elif is_public(item.name):
            lines.append(method(node.name, item, names))
    return "\n".join(lines)


def is_public(name: str) -> bool:
    return not name.startswith("_") or name == "_repr_html_"


def class_doc(node: ast.ClassDef) -> str:
    """The blocking class's own words after its first paragraphs, which are of blocking."""
    doc = ast.get_docstring(node) or ""
    at = doc.find("Parameters\n---")
    rest = doc[at:].replace("\n\n\n", "\n\n") if at >= 0 else ""
    head = f"`callrec.{node.name}` for an event loop: what waits there is awaited here."
    return indented(f"{head}\n\n{rest}".strip(), 4) + ("\n    " if rest else "")


def indented(text: str, by: int) -> str:
    lines = text.splitlines()
    return "\n".join([lines[0], *(" " * by + line if line else "" for line in lines[1:])])


def constructor(owner: str, node: ast.FunctionDef, names: Names) -> str:
    arguments, passed = signature(node, names, "self")
    secret = sorted(argument.arg for argument in every(node.args) if argument.arg in SECRET)
    call = f"self._blocking = _native.{owner}({passed})"
    lines = [f"    def __init__({arguments}) -> None:"]
    if secret:
        lines += [
            f"        try:\n            {call}",
            f"        finally:\n            del {', '.join(secret)}",
        ]
    else:
        lines.append(f"        {call}")
    lines.append(
        f"""
    @classmethod
    def wrap(cls, blocking: _native.{owner}) -> Self:
        \"\"\"The face for event loops of a blocking client: session, limits and end are shared.

        Parameters
        ----------
        blocking : callrec.{owner}
            As of ``callrec.testing.Simulator``, or one that threads use, too.

        Returns
        -------
        {owner}
            Closing it closes `blocking`.
        \"\"\"
        return cls._of(blocking)
"""
    )
    return "\n".join(lines)


def method(owner: str, node: ast.FunctionDef, names: Names) -> str:
    decorators = {ast.unparse(decorator) for decorator in node.decorator_list}
    if "property" in decorators:
        returns, wrap = result(node, names)
        body = f"return {wrap(f'self._blocking.{node.name}')}"
        return f"    @property\n    def {node.name}(self) -> {returns}:\n{doc(node)}        {body}"
    static = "staticmethod" in decorators
    arguments, passed = signature(node, names, "" if static else "self")
    returns, wrap = result(node, names)
    function = f"_native.{owner}.{node.name}" if static else f"self._blocking.{node.name}"
    if node.name == "close":
        # It only tells others to end, and waits for none.
        return f"    async def close(self) -> None:\n{doc(node)}        self._blocking.close()"
    if node.name in IMMEDIATE or node.name == "_repr_html_":
        secret = sorted(argument.arg for argument in every(node.args) if argument.arg in SECRET)
        body = f"        return {wrap(f'{function}({passed})')}"
        if secret:
            body = (
                f"        try:\n    {body}\n        finally:\n            del {', '.join(secret)}"
            )
        start = "    @staticmethod\n    def" if static else "    def"
    else:
        body = f"        return {wrap(awaited(owner, function, passed))}"
        start = "    @staticmethod\n    async def" if static else "    async def"
    return f"{start} {node.name}({arguments}) -> {returns}:\n{doc(node)}{body}"


def awaited(owner: str, function: str, passed: str) -> str:
    # What was read by a call that is cancelled is lost, so the reader has no use any more.
    until = owner in ("Reader", "Document", "FanOut")
    start = "run_until(self._blocking.close, " if until else "run("
    if owner == "Reader" and function.rpartition(".")[2] in GIVING:
        start = "run_reading(self._blocking, "
    return f"await {start}{function}{', ' + passed if passed else ''})"


def doc(node: ast.FunctionDef) -> str:
    text = ast.get_docstring(node)
    if text is None:
        return ""
    text = text.replace("\\", "\\\\")
    end = '\n        """\n' if "\n" in text else '"""\n'
    return f'        """{indented(text, 8)}{end}'


def every(arguments: ast.arguments) -> list[ast.arg]:
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]


def signature(node: ast.FunctionDef, names: Names, first: str) -> tuple[str, str]:
    """The parameters as they stand, and how they are passed on."""
    arguments = copy.deepcopy(node.args)
    if arguments.args and arguments.args[0].arg in ("self", "cls"):
        del arguments.args[0]
    names.visit(arguments)
    passed = [argument.arg for argument in arguments.posonlyargs + arguments.args]
    passed += [f"{argument.arg}={argument.arg}" for argument in arguments.kwonlyargs]
    written = ast.unparse(arguments)
    return ", ".join(part for part in (first, written) if part), ", ".join(passed)


def result(node: ast.FunctionDef, names: Names):  # type: ignore[no-untyped-def]
    """What comes back, and how it is wrapped for here."""
    assert node.returns is not None, node.name
    returns = ast.unparse(names.visit(node.returns))
    kind = returns.partition("[")[0]
    if kind in CLASSES:
        return returns, lambda call: f"{kind}._of({call})"
    return returns, lambda call: call


def of_function(overloads: list[ast.FunctionDef], names: Names) -> str:
    last = overloads[-1]
    lines = []
    if len(overloads) > 1:
        names.used.add("overload")
        for node in overloads:
            arguments, _ = signature(node, names, "")
            lines.append(
                f"@overload\nasync def {node.name}({arguments}) -> {result(node, names)[0]}: ..."
            )
    # The widest one takes all that the others take, and what the first one lets be left out.
    last = copy.deepcopy(last)
    last.args.defaults = overloads[0].args.defaults
    arguments, passed = signature(last, names, "")
    returns, wrap = result(last, names)
    body = f"    return {wrap(awaited('', f'_native.{last.name}', passed))}"
    text = ast.get_docstring(last)
    said = f'    """{indented(text, 4)}\n    """\n' if text else ""
    lines.append(f"async def {last.name}({arguments}) -> {returns}:\n{said}{body}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
