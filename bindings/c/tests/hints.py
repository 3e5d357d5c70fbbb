"""What the core's errors name is in the header, under the name that C is told (src/error/hint.rs).

For tests/run. An error that says "call first_page" helps nobody who has callrec_billing_feed_first_page.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent.parent
CORE = ("crates/callrec/src", "crates/callrec-decode/src", "crates/callrec-export/src", "bindings/c/src")
CHARACTER = re.compile(r"b?'(?:\\.[^']{0,8}|[^\\'\n])'")
LITERAL = re.compile(r'(?<![\w#])"((?:[^"\\]|\\.)*)"', re.S)
# Names of a program: snake_case, a path, CALLREC_...; texts with placeholders have them taken out first.
NAME = re.compile(r"(?<![\w/%.=-])(?:limits\.)?([A-Za-z]\w*_\w+|\w+::\w+)(?![\w/-]|\.\w)")
PAIR = re.compile(r'\(\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)",?\s*\)')


def cases(case):
    """`case` takes a name and None or what is wrong."""
    header = set(re.findall(r"\w+", (ROOT / "include" / "callrec.h").read_text(encoding="utf-8")))
    told = dict(PAIR.findall((ROOT / "bindings/c/src/error/hint.rs").read_text(encoding="utf-8")))
    said = [(path, text) for folder in CORE for path in sorted((ROOT / folder).rglob("*.rs")) for text in texts(path)]
    naming = [(path, text) for path, text in said if NAME.search(told.get(text, text))]
    case("hints: texts that name something are found", None if len(naming) > 15 else f"found {len(naming)}")
    left = sorted(
        f"{path.name}: {text!r} names {name}"
        for path, text in naming
        for name in NAME.findall(told.get(text, text))
        if name not in header and not name.endswith("_")
    )
    case("hints: what they name is in the header", "; ".join(left) or None)
    unsaid = sorted(set(told) - {text for _, text in said})
    case("hints: each that is said in other words is one of the core's", "; ".join(unsaid) or None)


def texts(path):
    """The texts for people of a source: literals of several words, without what is filled in; none of tests."""
    if "test" in str(path.relative_to(ROOT)) or path.name == "panic_inject.rs":
        return
    source = re.split(r"#\[cfg\(test\)\]\s*mod \w+ \{", path.read_text(encoding="utf-8"))[0]
    source = "\n".join(line for line in source.split("\n") if not line.lstrip().startswith(("//", "#[")))
    for text in LITERAL.findall(CHARACTER.sub("' '", source)):
        text = re.sub(r"\\\n\s*", "", re.sub(r"\{[^{}]*\}", "", text))
        if " " in text.strip() and "\n" not in text and path.name != "hint.rs":
            yield text
