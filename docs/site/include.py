"""Puts a text of the sources into a page: `<!-- include examples/cobol/README.md -->`.

Without its title. Its relative links lead to other files of the sources, which are not on the site: their
text stays, the link goes.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MARK = re.compile(r"<!-- include (\S+) -->")
RELATIVE = re.compile(r"\[([^]]+)\]\((?!https?:|#)[^)]+\)")


def body(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    title, _, rest = text.partition("\n")
    return RELATIVE.sub(r"`\1`", rest if title.startswith("# ") else text)


def on_page_markdown(markdown, **_):
    return MARK.sub(lambda mark: body(mark[1]), markdown)
