"""What callrec does, by Python's `logging`: requests, tries, sessions. Nothing unless asked for.

    >>> import logging
    >>> import callrec.logging
    >>> logging.basicConfig(level=logging.DEBUG)  # doctest: +SKIP
    >>> callrec.logging.enable()  # doctest: +SKIP

The records go to the logger ``callrec`` and its children, such as ``callrec.http.retry``. No password,
key, cookie or query is in them.
"""

from __future__ import annotations

import atexit
import logging
import threading

from callrec import _native

__all__ = ["disable", "enable", "flush"]

_LOST = "%d events were lost, as they came faster than the handlers of the log took them"


class _Pump:
    """The thread that takes the core's events to their loggers."""

    def __init__(self) -> None:
        # A handler may call callrec, and so come here again.
        self._turn = threading.RLock()
        self._wanted = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._wanted.set()
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="callrec-logging", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        self._wanted.clear()
        _native._wake_events()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=5)
        self._thread = None

    def _run(self) -> None:
        while self._wanted.is_set():
            _native._await_events(60.0)
            self.pass_on()

    def pass_on(self) -> None:
        # Taken and handled in one turn: who comes next finds that what was before is done.
        with self._turn:
            events, lost = _native._take_events()
            if lost:
                logging.getLogger("callrec").warning(_LOST, lost)
            for level, created, target, text in events:
                logger = logging.getLogger(target.replace("::", "."))
                if not logger.isEnabledFor(level):
                    continue
                record = logger.makeRecord(logger.name, level, "callrec", 0, text, (), None)
                # When it happened, which is before it came here.
                record.created, record.msecs = created, created % 1 * 1000
                logger.handle(record)


_pump = _Pump()


def enable(level: int = logging.DEBUG) -> None:
    """Asks for records of `level` and above, from now on, of all clients of this process.

    Parameters
    ----------
    level : int, default logging.DEBUG
        The least severe level that is wanted. The core tells of requests at DEBUG.

    Notes
    -----
    Loggers and handlers decide what becomes of the records: without a handler for ``callrec`` or the
    root they are seen nowhere. They are passed on by a thread of their own, a moment later; `flush`
    waits for them, and the end of the interpreter does. Enabling again changes the level.
    """
    if not 0 < level <= logging.CRITICAL:
        raise ValueError(f"level is one of logging, such as logging.DEBUG, not {level!r}")
    _native._events_from(level)
    _pump.start()


def disable() -> None:
    """Ends it; what happened before is passed on. Without an `enable` before, nothing happens."""
    _native._events_from(0)
    _pump.stop()
    _pump.pass_on()


def flush() -> None:
    """Returns when all that has happened so far was given to the loggers."""
    _pump.pass_on()


atexit.register(disable)
