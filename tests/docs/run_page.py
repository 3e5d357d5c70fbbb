"""Runs the blocks of one page in this process, in one namespace; writes what each printed as JSON.

run_page.py PAGE.md REPORT.json
"""

import contextlib
import io
import json
import linecache
import subprocess
import sys
from pathlib import Path
from typing import Any

import page as pages


def run_python(block: pages.Block, name: str, namespace: dict[str, Any]) -> str:
    # Tracebacks show the page's own lines.
    code = compile("\n" * (block.line - 1) + block.code, name, "exec")
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(code, namespace)
    return printed.getvalue()


def run_shell(block: pages.Block) -> str:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block.code], capture_output=True, text=True
    )
    if done.returncode != 0:
        raise SystemExit(
            f"line {block.line}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
        )
    return done.stdout


def main(path: str, report: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    linecache.cache[path] = (len(text), None, text.splitlines(keepends=True), path)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    printed = []
    for block in pages.blocks(text):
        output = (
            run_python(block, path, namespace) if block.language == "python" else run_shell(block)
        )
        # Blanks at the ends of lines are not seen on a page.
        lines = [line.rstrip() for line in output.splitlines()]
        printed.append("".join(line + "\n" for line in lines))
    Path(report).write_text(json.dumps(printed), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
