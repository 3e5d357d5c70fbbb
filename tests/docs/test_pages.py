"""Every Python and shell block of the site runs, in the order of its page, against the simulator.

A page runs in a process and a folder of its own, without one variable of the environment that
callrec reads: what it needs it says itself, so that a reader can paste it from the top. What a
block prints must be what the page shows; `tests/docs/run --write` writes it there.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import page as pages
import pytest

ROOT = Path(__file__).resolve().parents[2]
RUNNER = Path(__file__).with_name("run_page.py")
PAGES = pages.pages(ROOT)
LIMIT_S = 120


def environment(fonts: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CALLREC_")}
    if "CALLREC_TEST_OUTPUT" in os.environ:
        kept["CALLREC_TEST_OUTPUT"] = os.environ["CALLREC_TEST_OUTPUT"]
    # The program of the package that is tested comes first; the pages' charts are drawn to files.
    kept["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), kept["PATH"]])
    kept.update(MPLBACKEND="agg", MPLCONFIGDIR=str(fonts), TERM="dumb", COLUMNS="100")
    return kept


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_page(path: Path, tmp_path: Path, fonts: Path, request: pytest.FixtureRequest) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    report = tmp_path / "report.json"
    done = subprocess.run(
        [sys.executable, "-W", "error", str(RUNNER), str(path), str(report)],
        cwd=folder,
        env=environment(fonts),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
    )
    output = done.stdout + done.stderr
    keep(output)
    assert done.returncode == 0, f"{path.relative_to(ROOT)}:\n{output}"

    text = path.read_text(encoding="utf-8")
    found = pages.blocks(text)
    printed = json.loads(report.read_text(encoding="utf-8"))
    assert len(printed) == len(found) > 0
    keep("".join(printed))
    if request.config.getoption("--write"):
        path.write_text(
            pages.with_output(text, list(zip(found, printed, strict=True))), encoding="utf-8"
        )
        return
    for block, output in zip(found, printed, strict=True):
        assert output == (block.shown or ""), (
            f"{path.relative_to(ROOT)}:{block.line} prints something else than the page shows:"
            " look at it, then tests/docs/run --write"
        )


def keep(text: str) -> None:
    """For tests/canary, which looks for secrets in all that was printed."""
    if log := os.environ.get("CALLREC_TEST_OUTPUT"):
        with open(log, "a", encoding="utf-8") as file:
            file.write(text)


def test_every_page_of_a_system_runs() -> None:
    """A page that lost its blocks would pass as one that has none."""
    names = {path.stem for path in PAGES}
    assert {
        "index",
        "tutorial",
        "ipass-portal",
        "hosted-users",
        "ipass-rest",
        "billing-feed",
        "getcalls",
    } <= names
