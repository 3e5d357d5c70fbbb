"""docs/c-abi.md: its blocks compile, it names every function, and what it names is there.

For tests/run.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent.parent
PAGE = ROOT / "docs" / "c-abi.md"
INCLUDE = ROOT / "include"
BLOCK = re.compile(r"^```(c|cobol)\n(.*?)^```\n", re.M | re.S)

# What the blocks find declared; each may declare it again.
AROUND = """\
#include <callrec.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

extern callrec_ipass_portal *portal;
extern callrec_ipass_rest *rest;
extern callrec_billing_feed *feed;
extern callrec_reader *reader;
extern callrec_error *error;
extern const callrec_ipass_cdr *cdr;
extern int32_t status;

void block(void);
void block(void)
{
%s}
"""

AROUND_COBOL = """\
       IDENTIFICATION DIVISION.
       PROGRAM-ID. BLOCK.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "callrec.cpy".
       01  WS-READER POINTER.
       01  WS-LENT POINTER.
       01  WS-ERROR POINTER.
       01  WS-STATUS BINARY-LONG SIGNED.
       01  WS-AMOUNT PIC S9(12)V9(6) COMP-5.
       PROCEDURE DIVISION.
%s"""

# The page says `_daily_cdr` beside the whole name of another operation of the system.
SYSTEMS = ("ipass_portal", "hosted_users", "ipass_rest", "billing_feed", "getcalls", "reader")


def cases(case, folder):
    """`case` takes a name and None or what is wrong."""
    page = PAGE.read_text(encoding="utf-8")
    blocks = [(match[1], match[2], page.count("\n", 0, match.start()) + 1) for match in BLOCK.finditer(page)]
    case("docs/c-abi.md has its blocks", None if len(blocks) > 12 else f"found {len(blocks)}")
    for language, code, line in blocks:
        case(f"docs/c-abi.md line {line} compiles", compiled(language, code, folder))
    case("docs/c-abi.md names every function", unnamed(page))
    case("docs/c-abi.md names nothing that is not there", unknown(page))


def compiled(language, code, folder):
    if language == "cobol":
        if not shutil.which("cobc"):
            return "cobc is not installed: apt-get install gnucobol3"
        source = folder / "block.cob"
        source.write_text(AROUND_COBOL % code)
        command = ["cobc", "-fsyntax-only", "-Wall", "-I", INCLUDE, source]
    else:
        source = folder / "block.c"
        source.write_text(AROUND % "".join(f"    {row}" for row in code.splitlines(keepends=True)))
        command = [os.environ.get("CC", "cc"), "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I", INCLUDE, "-fsyntax-only", source]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    return None if done.returncode == 0 and not done.stderr else done.stderr


def unnamed(page):
    """The exported functions that the page leaves out."""
    whole = set(re.findall(r"callrec_\w+", page))
    short = set(re.findall(r"`(_[a-z]\w+)`", page))
    exported = (ROOT / "bindings" / "c" / "symbols.txt").read_text().split()
    short = {f"callrec_{system}{name}" for system in SYSTEMS for name in short}
    left = [name for name in exported if name not in whole | short]
    return f"not {', '.join(left)}" if left else None


def unknown(page):
    """The names of the page that the header has not: all but those that end in dots."""
    header = set(re.findall(r"\w+", (INCLUDE / "callrec.h").read_text(encoding="utf-8")))
    page = re.sub(r'getenv\("\w+"\)', "", page)
    names = set(re.findall(r"\b(?:callrec|CALLREC)_\w+\b(?![…/])", page))
    there = header | {name for name in names if name.endswith("_")}
    left = sorted(names - there)
    return f"not {', '.join(left)}" if left else None
