"""What fan-outs of `callrec.aio` have beyond awaited methods: iteration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from callrec import _native
from callrec.aio._run import run_until
from callrec.aio._wrapped import Closing

if TYPE_CHECKING:
    from callrec.aio._classes import FanOutItem
    from typing_extensions import Self

_K = TypeVar("_K", covariant=True)
_R = TypeVar("_R", bound=_native.Record, covariant=True)


class FanOutBase(Closing[_native.FanOut[_K, _R]]):
    """The part of `callrec.aio.FanOut` that is not made of the blocking one's signatures."""

    __slots__ = ()

    def __aiter__(self) -> Self:
        """Iterates what is left, an item a key."""
        return self

    async def __anext__(self) -> FanOutItem[_K, _R]:
        """The next key and its reader or error, waited for."""
        from callrec.aio._classes import FanOutItem

        end: Any = None
        item = await run_until(self._blocking.close, next, self._blocking, end)
        if item is None:
            raise StopAsyncIteration
        return FanOutItem._of(item)
