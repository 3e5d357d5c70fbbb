"""Progress of long work: seen by people only, and never in the way of the work."""

import fcntl
import io
import os
import pty
import struct
import subprocess
import sys
import termios
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import callrec
import pytest
from callrec import _bars, _progress
from callrec.testing import Simulator
from conftest import MONTH, ROWS
from samples import cdr_file

# Long enough for a bar to come, in the middle of the body.
SLOW = "monthly_cdr:*:stall-after-150000B-for-900ms"

PROGRAM = """
import sys
if {without_tqdm}:
    sys.modules["tqdm"] = None
import callrec
from callrec.testing import Simulator
with Simulator(rows=2000) as simulator, simulator.ipass_portal(batch_rows=100) as portal:
    simulator.plan(*{plan!r})
    reader = portal.monthly_cdr(simulator.company, "2026-09")
    {work}
print("DONE")
"""


def in_a_terminal(work: str, plan: list[str], without_tqdm: bool) -> str:
    """What a program writes on a terminal."""
    program = textwrap.dedent(PROGRAM).format(work=work, plan=plan, without_tqdm=without_tqdm)
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=theirs, text=True
    ) as process:
        os.close(theirs)
        written = b""
        while True:
            try:
                chunk = os.read(ours, 65536)
            except OSError:  # The other side was closed.
                break
            if not chunk:
                break
            written += chunk
        output, _ = process.communicate(timeout=30)
    os.close(ours)
    assert (process.returncode, output) == (0, "DONE\n"), written
    return written.decode()


WORK = {
    "summary": "assert reader.summary().records == 2000",
    "write": "assert reader.write(folder / 'month.csv') == 2000",
    "to_polars": "assert reader.to_polars().height == 2000",
    "records": "assert sum(1 for record in callrec.progress(reader)) == 2000",
    "batches": "assert sum(map(len, callrec.progress(reader, batches=True))) == 2000",
}


@pytest.mark.parametrize("without_tqdm", [False, True], ids=["tqdm", "own"])
@pytest.mark.parametrize("name", ["summary", "records"])
def test_a_terminal_shows_bytes_records_and_rate(name: str, without_tqdm: bool) -> None:
    shown = in_a_terminal(WORK[name], [SLOW], without_tqdm)
    assert "ipass_cdr" in shown and "records" in shown and "B/s" in shown
    # The line is taken away again.
    assert shown.endswith("\r")
    assert "\n" not in shown


@pytest.mark.parametrize(
    ("work", "plan"),
    [
        # It is over before anybody would want to know.
        (WORK["summary"], []),
        ("assert reader.summary(progress=False).records == 2000", [SLOW]),
        # One's own loop prints what it likes, unless it asks.
        ("assert sum(1 for record in reader) == 2000", [SLOW]),
    ],
    ids=["quick", "unwanted", "own loop"],
)
def test_a_terminal_that_shows_nothing(work: str, plan: list[str]) -> None:
    assert in_a_terminal(work, plan, without_tqdm=True) == ""


@pytest.mark.parametrize("name", WORK)
def test_files_and_pipes_get_no_bar(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_progress, "_DELAY", 0.0)
    with Simulator(rows=2000) as simulator, simulator.ipass_portal(batch_rows=100) as portal:
        reader = portal.monthly_cdr(simulator.company, MONTH)
        exec(WORK[name], {"reader": reader, "callrec": callrec, "folder": tmp_path})
    assert capfd.readouterr() == ("", "")


def test_a_bar_that_is_asked_for_comes_at_once_and_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tqdm", None)
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    reader = callrec.decode(cdr_file(20_000))
    assert reader.write(tmp_path / "month.csv", progress=True) == 20_000
    assert "ipass_cdr" in written.getvalue()


def test_errors_pass_and_the_bar_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tqdm", None)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    reader = callrec.decode(cdr_file(1_000) + b'T1,"open', batch_rows=100)
    with pytest.raises(callrec.DecodeError):
        reader.summary(progress=True)
    with pytest.raises(callrec.DecodeError):
        list(callrec.progress(callrec.decode(cdr_file(3) + b'T1,"open'), show=True))
    names = [thread.name for thread in threading.enumerate()]
    assert "callrec-progress" not in names


def test_a_loop_that_is_left_takes_the_bar_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tqdm", None)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    reader = callrec.decode(cdr_file(1_000), batch_rows=100)
    shown = callrec.progress(reader, show=True)
    next(shown)
    assert "callrec-progress" in [thread.name for thread in threading.enumerate()]
    shown.close()  # type: ignore[attr-defined]
    assert "callrec-progress" not in [thread.name for thread in threading.enumerate()]
    assert len(list(reader)) == 999


def test_a_notebook_has_an_element_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """IPython is played: what is looked at is what its display gets."""
    updates: list[str] = []
    ipython, display = ModuleType("IPython"), ModuleType("IPython.display")
    shell = SimpleNamespace(kernel=object())
    ipython.get_ipython = lambda: shell  # type: ignore[attr-defined]
    handle = SimpleNamespace(update=updates.append)
    make: Callable[..., object] = lambda *_, **__: handle  # noqa: E731
    display.HTML = str  # type: ignore[attr-defined]
    display.display = make  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    monkeypatch.setitem(sys.modules, "tqdm", None)
    monkeypatch.setattr(_progress, "_DELAY", 0.0)
    assert _bars.place(None) == "notebook"
    data = cdr_file(20_000)
    assert callrec.decode(data).write(tmp_path / "month.csv") == 20_000
    assert any("<progress" in update and f'max="{len(data)}"' in update for update in updates)
    assert updates[-1] == ""
    shell.kernel = None
    assert _bars.place(None) is None


def test_the_words_of_a_line() -> None:
    assert _bars.text("feed", 12_300_000, 24_600_000, 81_920, 3.0) == (
        "feed: 12.3 MB of 24.6 MB (50%), 81,920 records, 4.1 MB/s, 3 s left"
    )
    assert _bars.text("feed", 0, None, None, 1.0) == "feed: 0 B, 0 B/s"
    assert _bars.text("feed", 5, 0, 0, 1.0) == "feed: 5 B, 0 records, 5 B/s"
    assert [_bars.size(size) for size in (999, 1_000, 5e9, 2e15)] == [
        "999 B", "1.0 kB", "5.0 GB", "2000.0 TB",
    ]  # fmt: skip


def test_a_bar_never_says_more_than_all(tmp_path: Path, simulator: Simulator) -> None:
    path = tmp_path / "month.csv"
    path.write_bytes(cdr_file(10))
    reader = callrec.decode(path)
    assert reader.total_bytes == path.stat().st_size
    assert len(list(reader)) == 10
    assert reader.bytes_read == reader.total_bytes
    assert ROWS


def test_documents_show_their_bytes(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tqdm", None)
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    with simulator.ipass_rest() as rest:
        document = rest.custom_report(MONTH, "usage.csv")
        assert document.bytes_read == 0
        body = document.read(progress=True)
        assert document.bytes_read == len(body) > 0
        assert "custom_report" in written.getvalue() and "records" not in written.getvalue()


def test_a_standard_error_that_is_no_file_gets_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", object())
    assert callrec.decode(cdr_file(10)).summary().records == 10
