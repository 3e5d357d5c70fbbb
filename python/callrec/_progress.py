"""Progress of long work: bytes, records and rate, by tqdm where it is installed.

A display looks at the reader from a thread of its own, so that it costs the work nothing and also
moves while that waits or runs in native code. It is shown only to people: where standard error is a
terminal, or in a notebook.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar, overload

from callrec._native import Batch, Reader, Record

if TYPE_CHECKING:
    from callrec._bars import Bar

_R = TypeVar("_R", bound=Record)

# Work that is done sooner shows nothing.
_DELAY = 0.5
_EVERY = 0.1


class Work(Protocol):
    """What can be watched: looking at it never waits."""

    @property
    def bytes_read(self) -> int: ...
    @property
    def total_bytes(self) -> int | None: ...


class Display:
    """A bar beside some work, from its making until `end`."""

    def __init__(self, work: Work, bar: type[Bar], delay: float) -> None:
        self._work = work
        self._bar = bar
        self._delay = delay
        self._ended = threading.Event()
        self._whole = False
        self._thread = threading.Thread(target=self._run, name="callrec-progress", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        began = time.monotonic()
        if self._ended.wait(self._delay):
            return
        bar = self._bar(_title(self._work), began)
        try:
            while not self._ended.is_set():
                bar.show(*self._state())
                self._ended.wait(_EVERY)
            bar.show(*self._state())
        finally:
            bar.close(self._whole)

    def _state(self) -> tuple[int, int | None, int | None]:
        accounting = getattr(self._work, "accounting", None)
        records = None if accounting is None else accounting.read
        return self._work.bytes_read, self._work.total_bytes, records

    def end(self, whole: bool = True) -> None:
        """Takes the bar away. Twice is fine."""
        self._whole = whole
        self._ended.set()
        # It never waits for the work, only for its own last line.
        self._thread.join(timeout=1)


def begin(work: Work, wanted: bool | None) -> Display | None:
    """A display of `work` if it is wanted: True and False say so, None leaves it to who looks on."""
    if wanted is False:
        return None
    # Drawn seldom, and not to be paid for by every import.
    from callrec import _bars

    place = _bars.place(sys.stderr)
    if place is None:
        # Asked for, but a file or pipe reads it: lines without end would be no help there.
        if not wanted:
            return None
        place = "terminal"
    return Display(work, _bars.kind(place), 0.0 if wanted else _DELAY)


@contextmanager
def shown(work: Work, wanted: bool | None) -> Generator[None, None, None]:
    """Shows the progress of what is done inside."""
    display = begin(work, wanted)
    whole = False
    try:
        yield
        whole = True
    finally:
        if display is not None:
            display.end(whole)


@overload
def progress(
    reader: Reader[_R], *, batches: Literal[False] = False, show: bool | None = None
) -> Iterator[_R]: ...
@overload
def progress(
    reader: Reader[_R], *, batches: Literal[True], show: bool | None = None
) -> Iterator[Batch[_R]]: ...
def progress(
    reader: Reader[Any], *, batches: bool = False, show: bool | None = None
) -> Iterator[Any]:
    """Iterates a reader beside a bar with bytes, records and rate.

    Parameters
    ----------
    reader : Reader
        What to read; the bar shows its bytes, of how many where that is known, and its records.
    batches : bool, default False
        Give batches instead of records.
    show : bool, optional
        True shows the bar at once and wherever standard error goes, False never. By default it
        comes after half a second, and only in a terminal or a notebook.

    Yields
    ------
    Record or Batch
        As the reader gives them.

    Raises
    ------
    CallrecError
        As the reader does.

    Notes
    -----
    The bar is tqdm's where that is installed. It goes away when the iteration ends.

    Examples
    --------
    >>> from callrec.testing import Simulator
    >>> with Simulator(rows=100) as simulator, simulator.ipass_portal() as portal:
    ...     reader = portal.monthly_cdr(simulator.company, "2026-09")
    ...     sum(1 for record in callrec.progress(reader))
    100
    """
    with shown(reader, show):
        yield from reader.batches() if batches else reader


def _title(work: Work) -> str:
    return str(getattr(work, "report", None) or getattr(work, "operation", None) or "callrec")
