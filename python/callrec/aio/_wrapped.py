"""What every class of `callrec.aio` is: a blocking object behind awaitable methods."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Generic, NoReturn, TypeVar

_B = TypeVar("_B", covariant=True)
_W = TypeVar("_W", bound="Wrapped[Any]")
_C = TypeVar("_C", bound="Closing[Any]")


class Wrapped(Generic[_B]):
    """Holds a blocking object, for whose waiting methods this class has awaitable ones."""

    __slots__ = ("__weakref__", "_blocking")
    _blocking: _B

    @classmethod
    def _of(cls: type[_W], blocking: Any) -> _W:
        wrapped = cls.__new__(cls)
        wrapped._blocking = blocking
        return wrapped

    def __repr__(self) -> str:
        # A traceback may show one that could not be made.
        blocking = getattr(self, "_blocking", None)
        if blocking is None:
            return f"<callrec.aio.{type(self).__name__}: not made>"
        return repr(blocking).replace("<callrec.", "<callrec.aio.", 1)

    def __reduce__(self) -> NoReturn:
        # The blocking object knows why it cannot be pickled, and says so.
        self._blocking.__reduce__()
        raise TypeError(f"a {type(self).__name__} is not pickled")


class Closing(Wrapped[_B]):
    """One that is closed at its end, also by ``async with``."""

    __slots__ = ()

    async def close(self) -> None:
        """Closes it."""
        raise NotImplementedError

    async def __aenter__(self: _C) -> _C:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()
