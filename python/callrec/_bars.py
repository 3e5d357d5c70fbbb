"""What a progress display is drawn with: tqdm, a line of one's own, or a notebook's HTML."""

from __future__ import annotations

import importlib.util
import os
import sys
import time
import warnings
from typing import Any, Protocol, TextIO


class Bar(Protocol):
    """Shows how far some work is."""

    def __init__(self, title: str, began: float) -> None: ...
    def show(self, done: int, total: int | None, records: int | None) -> None:
        """Bytes so far, bytes in all where that is known, records so far."""

    def close(self, whole: bool) -> None:
        """Takes it away, or leaves it where the work broke off."""


def place(stream: TextIO | None) -> str | None:
    """Where somebody looks on: "notebook", "terminal", or nowhere."""
    # Imported by whoever runs a notebook, and by nobody else.
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is not None and getattr(shell, "kernel", None) is not None:
        return "notebook"
    try:
        return "terminal" if stream is not None and stream.isatty() else None
    except (AttributeError, ValueError):  # It is no file, or was closed.
        return None


def kind(where: str) -> type[Bar]:
    """The bar for a place, by what is installed."""
    if importlib.util.find_spec("tqdm") is not None:
        return TqdmBar
    return HtmlBar if where == "notebook" else LineBar


class TqdmBar:
    """By tqdm, which knows terminals and notebooks."""

    def __init__(self, title: str, began: float) -> None:
        with warnings.catch_warnings():
            # In a notebook without widgets it says so, and then draws with text.
            warnings.simplefilter("ignore")
            from tqdm.auto import tqdm

        self._bar: Any = tqdm(
            desc=title, unit="B", unit_scale=True, leave=False, mininterval=0, dynamic_ncols=True
        )
        # The work began before there was a bar; the rate is that of all of it.
        self._bar.start_t -= time.monotonic() - began

    def show(self, done: int, total: int | None, records: int | None) -> None:
        if total is not None and self._bar.total != total:
            self._bar.reset(total) if hasattr(self._bar, "container") else None
            self._bar.total = total
        if records is not None:
            self._bar.set_postfix_str(f"{records:,} records", refresh=False)
        self._bar.n = done
        self._bar.refresh()

    def close(self, whole: bool) -> None:
        self._bar.close()


class LineBar:
    """One line of a terminal, written over and over."""

    def __init__(self, title: str, began: float) -> None:
        self._title = title
        self._began = began
        self._out = sys.stderr
        self._width = 0

    def show(self, done: int, total: int | None, records: int | None) -> None:
        seconds = max(time.monotonic() - self._began, 1e-3)
        line = text(self._title, done, total, records, seconds)
        columns = _columns(self._out)
        # A full line would wrap, and then not be written over.
        line = line[: max(columns - 1, 20)]
        self._write("\r" + line + " " * (self._width - len(line)))
        self._width = len(line)

    def close(self, whole: bool) -> None:
        self._write("\r" + " " * self._width + "\r")

    def _write(self, text: str) -> None:
        try:
            self._out.write(text)
            self._out.flush()
        except (OSError, ValueError):
            # A terminal that went away is no reason to end the work.
            pass


class HtmlBar:
    """A notebook's own progress element, where tqdm is not installed."""

    def __init__(self, title: str, began: float) -> None:
        from IPython.display import HTML, display

        self._title = title
        self._began = began
        self._html: Any = HTML
        self._handle: Any = display(HTML(""), display_id=True)  # type: ignore[no-untyped-call]

    def show(self, done: int, total: int | None, records: int | None) -> None:
        from callrec._html import escaped

        seconds = max(time.monotonic() - self._began, 1e-3)
        value = f'value="{done}" max="{max(total, 1)}"' if total is not None else ""
        words = escaped(text(self._title, done, total, records, seconds))
        self._handle.update(self._html(f"<progress {value}></progress> <code>{words}</code>"))

    def close(self, whole: bool) -> None:
        self._handle.update(self._html(""))


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):  # It is no terminal.
        return 80


def text(title: str, done: int, total: int | None, records: int | None, seconds: float) -> str:
    """One line: how much of how much, records, rate, and how long it may take still."""
    parts = [f"{title}: {size(done)}"]
    if total:
        parts[0] += f" of {size(total)} ({min(done / total, 1):.0%})"
    if records is not None:
        parts.append(f"{records:,} records")
    rate = done / seconds
    parts.append(f"{size(rate)}/s")
    if total and rate > 0 and total > done:
        parts.append(f"{(total - done) / rate:,.0f} s left")
    return ", ".join(parts)


def size(count: float) -> str:
    """Bytes for people, by thousands."""
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"
