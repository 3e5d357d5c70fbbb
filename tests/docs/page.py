"""The blocks of a page that run: fences of `python` and `sh`, each with what it shows to print.

A `text` fence that follows with nothing but blank lines between holds what the block prints, and
must be equal to it. A block that prints nothing has none.
"""

import re
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(
    r"^(?P<indent> *)```(?P<language>\w*)[^\n]*\n(?P<body>.*?)^(?P=indent)```\n", re.M | re.S
)
LANGUAGES = ("python", "sh")
# They would look the same on the page and be left out here.
OTHER_NAMES = ("bash", "ipython", "py", "pycon", "python3", "shell")


@dataclass
class Block:
    """A block of a page: `line` is that of its first line of code, from 1."""

    language: str
    code: str
    line: int
    end: int
    """Place in the page's text behind the block."""
    shown: str | None
    """What the page says that it prints."""
    shown_span: tuple[int, int] | None
    indent: str


def dedented(body: str, indent: str) -> str:
    return "".join(line.removeprefix(indent) for line in body.splitlines(keepends=True))


def blocks(text: str) -> list[Block]:
    """The blocks that run, in order."""
    fences = list(FENCE.finditer(text))
    found = []
    for number, fence in enumerate(fences):
        if fence["language"] in OTHER_NAMES:
            raise ValueError(f"a block is fenced as {fence['language']}: python and sh run")
        if fence["language"] not in LANGUAGES:
            continue
        after = fences[number + 1] if number + 1 < len(fences) else None
        shown = span = None
        if after is not None and after["language"] == "text":
            if not text[fence.end() : after.start()].strip():
                shown, span = dedented(after["body"], after["indent"]), after.span()
        found.append(
            Block(
                language=fence["language"],
                code=dedented(fence["body"], fence["indent"]),
                line=text.count("\n", 0, fence.start("body")) + 1,
                end=fence.end(),
                shown=shown,
                shown_span=span,
                indent=fence["indent"],
            )
        )
    return found


def with_output(text: str, printed: list[tuple[Block, str]]) -> str:
    """The page with what its blocks have printed."""
    for block, output in reversed(printed):
        begin, end = block.shown_span or (block.end, block.end)
        fence = ""
        if output:
            fence = "".join(
                f"{block.indent}{line}".rstrip() + "\n"
                for line in ["```text", *output.splitlines(), "```"]
            )
            if block.shown_span is None:
                fence = "\n" + fence
        text = text[:begin] + fence + text[end:]
    return text


def pages(root: Path) -> list[Path]:
    """The pages that hold blocks to run: those of the site and the package's front page."""
    docs = root / "docs"
    found = [
        path for path in sorted(docs.rglob("*.md")) if blocks(path.read_text(encoding="utf-8"))
    ]
    return [root / "python" / "README.md", *found]
