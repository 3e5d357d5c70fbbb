"""What readers of `callrec.aio` have beyond awaited methods: iteration."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from callrec import _native, _plot
from callrec._native import Batch
from callrec.aio._run import run_reading
from callrec.aio._wrapped import Closing

if TYPE_CHECKING:
    from callrec._native import _By, _Value

_R = TypeVar("_R", bound=_native.Record, covariant=True)


class _Records(AsyncIterator[_R]):
    """Records one by one. A thread is needed once a batch only."""

    __slots__ = ("_reader", "_records")

    def __init__(self, reader: _native.Reader[_R]) -> None:
        self._reader = reader
        self._records: Iterator[_R] | None = None

    async def __anext__(self) -> _R:
        record = self._reader._record_in_hand()
        if record is None:
            record = await run_reading(self._reader, self._next)
            if record is None:
                raise StopAsyncIteration
        return record

    def _next(self) -> _R | None:
        # Beginning waits for a batch that another task is at.
        if self._records is None:
            self._records = iter(self._reader)
        return next(self._records, None)


class _Batches(AsyncIterator[Batch[_R]]):
    __slots__ = ("_batches", "_reader")

    def __init__(self, reader: _native.Reader[_R]) -> None:
        self._reader = reader
        self._batches: Iterator[Batch[_R]] | None = None

    async def __anext__(self) -> Batch[_R]:
        batch = await run_reading(self._reader, self._next)
        if batch is None:
            raise StopAsyncIteration
        return batch

    def _next(self) -> Batch[_R] | None:
        if self._batches is None:
            self._batches = self._reader.batches()
        return next(self._batches, None)


class ReaderBase(Closing[_native.Reader[_R]]):
    """The part of `callrec.aio.Reader` that is not made of the blocking one's signatures."""

    __slots__ = ()

    def __aiter__(self) -> AsyncIterator[_R]:
        """Iterates what is left, record by record."""
        return _Records(self._blocking)

    def batches(self) -> AsyncIterator[Batch[_R]]:
        """Iterates what is left, batch by batch."""
        return _Batches(self._blocking)

    def __arrow_c_schema__(self) -> object:
        """Arrow PyCapsule of the schema. A stream would block: see `to_arrow` and `batches`."""
        return self._blocking.__arrow_c_schema__()

    async def plot(
        self,
        *,
        by: _By = "day",
        value: _Value = "amount",
        ax: Any = None,
        progress: bool | None = None,
    ) -> Any:
        """As `callrec.Reader.plot`: read on a thread, drawn on the loop's."""
        sums = await run_reading(self._blocking, _plot.add_up, self._blocking, by, value, progress)
        return _plot.draw(sums, ax)
