"""callrec for event loops: the names of `callrec`, and what waits there is awaited here.

    >>> import asyncio
    >>> import callrec.aio
    >>> async def main() -> None:
    ...     async with callrec.aio.IpassPortal.from_env() as portal:
    ...         async for record in await portal.monthly_cdr("1025", "2026-09"):
    ...             print(record.transaction_id, record.net_billing_amount)
    >>> asyncio.run(main())  # doctest: +SKIP

A call runs on a thread of its own, in which the blocking call is made: errors, retries and guarantees
are the same, and the loop never waits, not at its end either. Between calls no thread is held, and
records are given without one until the next batch is needed. Clients and readers belong to no loop:
several loops, and threads beside them, may share them.

Cancelling a task closes the connection of its call; the task ends when the call has, within about
50 ms, so that nothing of it happens later. A reader whose call was cancelled is closed, as what it had
read is lost; a feed's cursor does not cover that. A write that was cancelled may have been carried out: look with the client's
``reconcile_…`` before it is sent again; where the call itself has told so meanwhile, the
`asyncio.CancelledError` has that `AmbiguousError` as its cause. A call that reads from a file object
of yours ends when its ``read`` returns.

Records, batches, outcomes, requests and exceptions are those of `callrec`.
"""

from __future__ import annotations

from callrec.aio._classes import (
    BillingFeed,
    Document,
    FanOut,
    FanOutItem,
    GetCalls,
    HostedUsers,
    IpassPortal,
    IpassRest,
    Reader,
    decode,
    unpack,
)

__all__ = [
    "BillingFeed",
    "Document",
    "FanOut",
    "FanOutItem",
    "GetCalls",
    "HostedUsers",
    "IpassPortal",
    "IpassRest",
    "Reader",
    "decode",
    "unpack",
]
