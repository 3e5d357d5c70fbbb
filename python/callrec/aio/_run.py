"""Blocking calls as awaitables: a thread for each call that runs, and its end when nobody waits.

The native calls release the GIL and can be asked to stop, so a thread that makes one is all that an
event loop needs: errors, retries and guarantees are those of the blocking face, because it is the
blocking face. A loop never waits here, at its end neither: nobody joins these threads, as the end of
a loop's own executor would.
"""

from __future__ import annotations

import _thread
import asyncio
import contextvars
import os
import threading
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar

from callrec._native import Reader, _Stop
from callrec.exceptions import CallrecError, CancelledError

_P = ParamSpec("_P")
_T = TypeVar("_T")

# Seconds that a thread waits for another call before it ends.
_IDLE = 5.0


class _Call(Generic[_T]):
    """One blocking call, made on a thread for a task of a loop."""

    def __init__(
        self,
        work: Callable[[], _T],
        on_cancel: Callable[[], object] | None,
        on_discard: Callable[[], object] | None = None,
    ) -> None:
        self._work = work
        self._on_cancel = on_cancel
        self._on_discard = on_discard
        self._lock = threading.Lock()
        self._is_made = False
        self._is_abandoned = False
        self._context = contextvars.copy_context()
        self._loop = asyncio.get_running_loop()
        self._stop = _Stop()
        self.ended: asyncio.Future[None] = self._loop.create_future()
        self.result: _T | None = None
        self.error: BaseException | None = None

    def make(self) -> None:
        """On a thread: makes the call and tells the loop."""
        self._stop.begin()
        try:
            self.result = self._context.run(self._work)
        except BaseException as error:
            self.error = error
        finally:
            self._stop.end()
            del self._work
        with self._lock:
            self._is_made = True
            is_abandoned = self._is_abandoned
        if is_abandoned:
            self.discard()
        try:
            self._loop.call_soon_threadsafe(self._end)
        except RuntimeError:
            # The loop was closed meanwhile: nobody is there to take the result.
            self.discard()

    def _end(self) -> None:
        if not self.ended.done():
            self.ended.set_result(None)

    def cancel(self) -> None:
        """Asks the thread to stop; does not wait."""
        self._stop.ask()
        if self._on_cancel is not None:
            self._on_cancel()

    def abandon(self) -> None:
        """Nobody takes what the call gives, now or when it ends."""
        self.cancel()
        with self._lock:
            self._is_abandoned = True
            is_made = self._is_made
        if is_made:
            self.discard()

    def discard(self) -> None:
        """Closes what the call has opened all the same, such as a reader with its connection."""
        if self._on_discard is not None:
            self._on_discard()
        close = getattr(self.result, "close", None)
        self.result = None
        if close is not None:
            close()


class _Threads:
    """As many threads as calls run at once; idle ones wait for the next call for a while."""

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._calls: deque[_Call[Any]] = deque()
        self._alive = 0
        self._idle = 0

    def do(self, call: _Call[Any]) -> None:
        with self._change:
            self._calls.append(call)
            if self._idle >= len(self._calls):
                self._change.notify()
                return
            self._alive += 1
        try:
            # Not threading.Thread, whose start waits for the thread: that would hold up the loop.
            _thread.start_new_thread(self._run, ())
        except RuntimeError:
            # The system gives no more threads: the next one that is free will come to it.
            with self._change:
                self._alive -= 1
                if self._alive or call not in self._calls:
                    return
                self._calls.remove(call)
            raise

    def _run(self) -> None:
        while (call := self._next()) is not None:
            call.make()
            # An idle thread holds no client and no reader.
            del call

    def _next(self) -> _Call[Any] | None:
        with self._change:
            self._idle += 1
            self._change.wait_for(lambda: self._calls, timeout=_IDLE)
            self._idle -= 1
            if self._calls:
                return self._calls.popleft()
            self._alive -= 1
            return None


_threads = _Threads()


def _forked() -> None:
    # The threads are those of the parent, and one of them may hold the lock.
    global _threads
    _threads = _Threads()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)


async def run(function: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Makes a blocking call on a thread; ends it when the task is cancelled."""
    return await run_until(None, function, *args, **kwargs)


async def run_until(
    on_cancel: Callable[[], object] | None,
    function: Callable[_P, _T],
    /,
    *args: _P.args,
    **kwargs: _P.kwargs,
) -> _T:
    """The same, with something more to be done, at once, when the task is cancelled.

    A cancelled task goes on when the call has ended: within about 50 ms where it waits for the
    network. So nothing of it happens after the task's end.
    """
    return await _made(_Call(lambda: function(*args, **kwargs), on_cancel))


async def run_reading(
    reader: Reader[Any],
    function: Callable[_P, _T],
    /,
    *args: _P.args,
    **kwargs: _P.kwargs,
) -> _T:
    """The same for a call that gives records of a reader.

    Where the task is cancelled the reader is closed, and its cursor does not cover what nobody took.
    """
    given = reader._standing()
    return await _made(
        _Call(lambda: function(*args, **kwargs), reader.close, lambda: reader._take_back(given))
    )


async def _made(call: _Call[_T]) -> _T:
    _threads.do(call)
    try:
        await asyncio.shield(call.ended)
    except asyncio.CancelledError as cancelled:
        call.cancel()
        await _outlast(call.ended)
        call.discard()
        if isinstance(call.error, CallrecError) and not isinstance(call.error, CancelledError):
            # As of a write of which nobody knows whether it was carried out.
            raise cancelled from call.error
        raise
    except BaseException:
        # The coroutine is thrown away without its loop, and what the call gives with it.
        call.abandon()
        raise
    if call.error is None:
        return call.result  # type: ignore[return-value]
    error, call.error = call.error, None
    try:
        raise error
    finally:
        # No cycle through the traceback keeps client and reader alive.
        del error


async def _outlast(ended: asyncio.Future[None]) -> None:
    """Waits, whatever comes: the task is being cancelled already."""
    while not ended.done():
        try:
            await asyncio.shield(ended)
        except asyncio.CancelledError:
            pass
