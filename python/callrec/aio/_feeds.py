"""What the feed's client of `callrec.aio` has by hand: several feeds at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from callrec import _native
from callrec._native import FeedCursor, FeedRecord
from callrec.aio._run import run
from callrec.aio._wrapped import Closing

if TYPE_CHECKING:
    from callrec.aio._classes import BillingFeed, FanOut


class BillingFeedBase(Closing[_native.BillingFeed]):
    """The part of `callrec.aio.BillingFeed` that is not made of the blocking one's signatures."""

    __slots__ = ()

    @classmethod
    async def collect_all(
        cls,
        feeds: Sequence[tuple[BillingFeed, FeedCursor]],
        *,
        concurrency: int | None = None,
        as_completed: bool = False,
    ) -> FanOut[str, FeedRecord]:
        """Collects several accounts at once, as `callrec.BillingFeed.collect_all` does.

        Parameters
        ----------
        feeds : sequence of (BillingFeed, FeedCursor)
            The accounts.
        concurrency : int, default 4
            Accounts that are called for at once.
        as_completed : bool, default False
            Give items as they come, not in the order of the accounts.

        Returns
        -------
        FanOut
            Of the login (where feeds share it, ``LOGIN at BASE_URL``) and its reader.
        """
        from callrec.aio._classes import FanOut

        blocking = [(feed._blocking, cursor) for feed, cursor in feeds]
        return FanOut._of(
            await run(
                _native.BillingFeed.collect_all,
                blocking,
                concurrency=concurrency,
                as_completed=as_completed,
            )
        )
