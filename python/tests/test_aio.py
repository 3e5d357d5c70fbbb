"""callrec.aio: the same calls, awaited; a cancelled task leaves nothing behind; no loop ever waits."""

import asyncio
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import callrec
import callrec.aio
import pytest
from callrec.testing import Simulator
from conftest import MONTH, ROWS
from samples import cdr_file

T = TypeVar("T")

# Longer than anything here takes, so that what hangs is told from what is slow.
LIMIT = 30


def run(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    async def limited() -> T:
        return await asyncio.wait_for(main(), LIMIT)

    return asyncio.run(limited())


def portal(simulator: Simulator, batch_rows: int = 300) -> callrec.aio.IpassPortal:
    return callrec.aio.IpassPortal(
        simulator.base_url, simulator.username, simulator.password, batch_rows=batch_rows
    )


async def count(records: AsyncIterator[object]) -> int:
    return sum([1 async for _ in records])


async def connections(simulator: Simulator) -> int:
    """Open connections to a simulator, once ends under way are through."""
    port = int(simulator.base_url.rpartition(":")[2])
    found = 0
    for _ in range(200):
        lines = [line.split() for line in Path("/proc/self/net/tcp").read_text().splitlines()[1:]]
        # Remote address, and 01 for an established connection.
        found = sum(
            int(line[2].partition(":")[2], 16) == port and line[3] == "01" for line in lines
        )
        if found == 0:
            return 0
        await asyncio.sleep(0.01)
    return found


def test_records_and_their_sums(simulator: Simulator) -> None:
    async def main() -> None:
        async with portal(simulator) as client:
            reader = await client.monthly_cdr(simulator.company, MONTH)
            amount = Decimal(0)
            records = 0
            async with reader:
                async for record in reader:
                    records += 1
                    amount += record.net_billing_amount or 0
            facts = simulator.totals("monthly_cdr", MONTH)
            assert (records, amount) == (facts.records, facts.amount)
            assert reader.proof == "framed"
            assert reader.accounting.rows == ROWS

    run(main)


def test_records_and_batches_may_be_mixed(simulator: Simulator) -> None:
    async def main() -> None:
        async with portal(simulator) as client:
            reader = await client.monthly_cdr(simulator.company, MONTH)
            found = []
            async for record in reader:
                found.append(record.transaction_id)
                if len(found) == 450:
                    break
            async for batch in reader.batches():
                found += [record.transaction_id for record in batch]
            assert len(found) == ROWS
            assert len(set(found)) == len({*found})

    run(main)


def test_what_is_done_at_once(simulator: Simulator, tmp_path: Path) -> None:
    async def main() -> None:
        async with portal(simulator) as client:

            async def month() -> callrec.aio.Reader[callrec.CdrRecord]:
                return await client.monthly_cdr(simulator.company, MONTH)

            amount = simulator.totals("monthly_cdr", MONTH).amount
            assert (await (await month()).summary()).amount == amount
            assert await (await month()).write(tmp_path / "month.parquet") == ROWS
            assert (await (await month()).to_polars())["net_billing_amount"].sum() == amount
            assert (await (await month()).to_arrow()).num_rows == ROWS
            reader = await callrec.aio.decode(cdr_file(10))
            assert await count(aiter_of(reader)) == 10
            assert await reader.quarantined() == []

    run(main)


def aiter_of(reader: callrec.aio.Reader[Any]) -> AsyncIterator[Any]:
    return reader.__aiter__()


def test_errors_are_those_of_the_blocking_face(simulator: Simulator) -> None:
    async def main() -> None:
        async with portal(simulator) as client:
            with pytest.raises(callrec.ForbiddenError) as caught:
                reader = await client.monthly_cdr("no-such-company", MONTH)
                await count(aiter_of(reader))
            assert (caught.value.operation, caught.value.http_status) == ("monthly_cdr", 403)
            with pytest.raises(callrec.InvalidArgumentError):
                await client.monthly_cdr(simulator.company, "2026-13")
            reader = await client.monthly_cdr(simulator.company, MONTH)
            await reader.summary()
            with pytest.raises(callrec.ClosedError, match="to its end"):
                await count(aiter_of(reader))
        with pytest.raises(callrec.ClosedError):
            await client.login()
        cut = await callrec.aio.decode(cdr_file(3) + b'T4,"open')
        rows = []
        with pytest.raises(callrec.DecodeError):
            async for record in cut:
                rows.append(record.transaction_id)
        assert rows == ["T0", "T1", "T2"]

    run(main)


async def _records(reader: callrec.aio.Reader[Any], _: Path) -> None:
    await count(aiter_of(reader))


async def _batches(reader: callrec.aio.Reader[Any], _: Path) -> None:
    await count(reader.batches())


async def _summary(reader: callrec.aio.Reader[Any], _: Path) -> None:
    await reader.summary()


async def _write(reader: callrec.aio.Reader[Any], folder: Path) -> None:
    await reader.write(folder / "month.csv")


async def _to_polars(reader: callrec.aio.Reader[Any], _: Path) -> None:
    await reader.to_polars()


# What each task does with a reader when it is cancelled.
READS: dict[str, Callable[[callrec.aio.Reader[callrec.CdrRecord], Path], Awaitable[None]]] = {
    "records": _records,
    "batches": _batches,
    "summary": _summary,
    "write": _write,
    "to_polars": _to_polars,
}


async def work(client: callrec.aio.IpassPortal, company: str, folder: Path, name: str) -> None:
    reader = await client.monthly_cdr(company, MONTH)
    try:
        await READS[name](reader, folder)
    finally:
        # What was read is lost with the call: nobody may take the rest for all.
        with pytest.raises((callrec.ClosedError, callrec.CancelledError)):
            await count(aiter_of(reader))


@pytest.mark.parametrize("name", ["a call", *READS])
def test_a_cancelled_task_leaves_nothing_behind(name: str, tmp_path: Path) -> None:
    async def main() -> None:
        with Simulator(rows=2000) as simulator:
            in_a_call = name == "a call"
            simulator.plan("monthly_cdr:*:stall" + ("" if in_a_call else "-after-150000B"))
            async with portal(simulator, batch_rows=100) as client:
                company = simulator.company
                called: Awaitable[object] = (
                    client.monthly_cdr(company, MONTH)
                    if in_a_call
                    else work(client, company, tmp_path, name)
                )
                task = asyncio.ensure_future(called)
                await asyncio.sleep(0.3)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
                assert list(tmp_path.iterdir()) == []
                # The client is as good as before.
                simulator.plan()
                reader = await client.monthly_cdr(simulator.company, MONTH)
                assert (await reader.summary()).records == 2000
            assert await connections(simulator) == 0

    run(main)


def test_a_timeout_is_a_cancelled_task(simulator: Simulator) -> None:
    async def main() -> None:
        with Simulator(rows=100) as stalling:
            stalling.plan("login:*:stall")
            async with portal(stalling) as client:
                with pytest.raises(asyncio.TimeoutError):
                    await asyncio.wait_for(client.login(), 0.1)
                assert await connections(stalling) == 0

    run(main)


def test_cancelling_again_and_again_changes_nothing() -> None:
    async def main() -> None:
        with Simulator(rows=100) as simulator:
            simulator.plan("login:*:stall")
            async with portal(simulator) as client:
                task = asyncio.ensure_future(client.login())
                await asyncio.sleep(0.1)
                for _ in range(3):
                    task.cancel()
                    await asyncio.sleep(0)
                with pytest.raises(asyncio.CancelledError):
                    await task
                assert await connections(simulator) == 0

    run(main)


def test_a_reader_that_came_too_late_is_closed() -> None:
    """The call ended well, but its task was cancelled before it was told."""

    async def main() -> None:
        with Simulator(rows=2000) as simulator:
            simulator.plan("monthly_cdr:*:stall-after-150000B")
            client = portal(simulator)
            task = asyncio.ensure_future(client.monthly_cdr(simulator.company, MONTH))
            await asyncio.sleep(0)
            # The loop does not run while the answer comes.
            time.sleep(0.5)  # noqa: ASYNC251
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as kept:
                await task
            assert await connections(simulator) == 0
            # Its traceback has kept the frames up to here.
            assert kept.value.__traceback__ is not None

    run(main)


def test_a_batch_that_came_too_late_is_not_missing_from_what_follows(simulator: Simulator) -> None:
    async def main() -> None:
        reader = await callrec.aio.decode(cdr_file(1_000), batch_rows=100)
        batches = reader.batches()
        assert len(await batches.__anext__()) == 100
        task = asyncio.ensure_future(batches.__anext__())
        await asyncio.sleep(0)
        # The thread has the batch before the loop can take it.
        time.sleep(0.3)  # noqa: ASYNC251
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        with pytest.raises(callrec.ClosedError):
            await batches.__anext__()
        with pytest.raises(callrec.ClosedError):
            await count(aiter_of(reader))

    run(main)


async def _given_by_records(
    reader: callrec.aio.Reader[callrec.FeedRecord], given: list[int]
) -> None:
    async for row in reader:
        given.append(row.id)


async def _given_by_batches(
    reader: callrec.aio.Reader[callrec.FeedRecord], given: list[int]
) -> None:
    async for batch in reader.batches():
        given += [row.id for row in batch]


async def _given_at_once(reader: callrec.aio.Reader[callrec.FeedRecord], given: list[int]) -> None:
    given += (await reader.to_arrow())["id"].to_pylist()


@pytest.mark.parametrize("give", [_given_by_records, _given_by_batches, _given_at_once])
def test_the_cursor_does_not_cover_what_came_too_late(
    give: Callable[[callrec.aio.Reader[callrec.FeedRecord], list[int]], Coroutine[Any, Any, None]],
) -> None:
    first = callrec.FeedCursor.first_run()

    async def main() -> None:
        with Simulator(feed_rows=400, switches=["billing_feed.page_rows=100"]) as simulator:
            blocking = simulator.billing_feed(batch_rows=40)
            whole = [row.id for row in blocking.collect(first)]
            async with callrec.aio.BillingFeed.wrap(blocking) as feed:
                for busy in (0.0, 0.005, 0.5):
                    reader = await feed.collect(first)
                    given: list[int] = []
                    task = asyncio.create_task(give(reader, given))
                    await asyncio.sleep(0)
                    # The loop is busy; meanwhile the thread is done, or not.
                    time.sleep(busy)  # noqa: ASYNC251
                    task.cancel()
                    with pytest.raises(asyncio.CancelledError):
                        await task
                    cursor = reader.cursor
                    assert cursor is not None
                    assert given + [row.id async for row in await feed.collect(cursor)] == whole

    run(main)


def test_a_cancelled_task_outlasts_its_call() -> None:
    from callrec.aio._run import run as run_on_thread

    ended: list[str] = []

    async def main() -> None:
        with Simulator(rows=100) as stalling, stalling.ipass_portal() as client:
            stalling.plan("login:*:stall")

            def call() -> None:
                try:
                    client.login()
                except callrec.CancelledError as error:
                    time.sleep(0.1)
                    ended.append(error.kind)
                    raise

            for cancels in (1, 3):
                task = asyncio.ensure_future(run_on_thread(call))
                await asyncio.sleep(0.1)
                for _ in range(cancels):
                    task.cancel()
                    await asyncio.sleep(0)
                with pytest.raises(asyncio.CancelledError) as caught:
                    await task
                assert ended.pop() == "cancelled"
                assert caught.value.__cause__ is None

    run(main)


def test_what_became_of_a_write_is_the_cause() -> None:
    """A write is cancelled when it is known already that nobody knows what became of it."""
    from callrec.aio._run import run as run_on_thread

    async def main() -> None:
        release = threading.Event()

        def write() -> None:
            release.wait(5)
            raise callrec.AmbiguousError("the answer was lost", kind="ambiguous")

        causes: list[BaseException | None] = []

        async def cancelled_in_the_middle() -> None:
            try:
                await run_on_thread(write)
            except asyncio.CancelledError as error:
                causes.append(error.__cause__)
                raise

        task = asyncio.ensure_future(cancelled_in_the_middle())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.sleep(0)
        release.set()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert isinstance(causes[0], callrec.AmbiguousError)

    run(main)


def test_a_coroutine_that_is_thrown_away_asks_its_call_to_end() -> None:
    with Simulator(rows=100) as simulator:
        simulator.plan("login:*:stall")
        client = portal(simulator)
        loop = asyncio.new_event_loop()

        async def begin() -> Coroutine[Any, Any, None]:
            login = client.login()
            # One step: up to where it waits for the loop.
            login.send(None)
            return login

        login = loop.run_until_complete(begin())
        loop.run_until_complete(asyncio.sleep(0.1))
        login.close()
        assert loop.run_until_complete(connections(simulator)) == 0
        loop.close()


def test_many_calls_at_once_and_a_loop_that_goes_on(simulator: Simulator) -> None:
    async def main() -> None:
        turns = 0

        async def turn() -> None:
            nonlocal turns
            while True:
                await asyncio.sleep(0.001)
                turns += 1

        async with portal(simulator) as client:
            turning = asyncio.ensure_future(turn())
            days = [f"2026-09-{day:02}" for day in range(1, 31)] * 4
            readers = await asyncio.gather(*[client.daily_cdr(simulator.company, d) for d in days])
            counts = await asyncio.gather(*[count(aiter_of(reader)) for reader in readers])
            turning.cancel()
        assert sum(counts) == 4 * ROWS
        assert turns > 0

    run(main)


def test_tasks_share_a_reader(simulator: Simulator) -> None:
    async def main() -> None:
        async with portal(simulator, batch_rows=50) as client:
            reader = await client.monthly_cdr(simulator.company, MONTH)
            parts: list[list[str]] = [[] for _ in range(4)]

            async def take(part: list[str]) -> None:
                async for record in reader:
                    part.append(record.transaction_id)

            await asyncio.gather(*[take(part) for part in parts])
            found = [transaction for part in parts for transaction in part]
            assert len(found) == ROWS

    run(main)


def test_several_loops_share_a_client(simulator: Simulator) -> None:
    client = portal(simulator)
    found: list[int] = []

    def read_month() -> None:
        async def main() -> None:
            reader = await client.monthly_cdr(simulator.company, MONTH)
            found.append((await reader.summary()).records)

        run(main)

    threads = [threading.Thread(target=read_month) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [ROWS] * 4


def test_a_loop_ends_with_calls_in_flight() -> None:
    """`asyncio.run` cancels what is left, which ends within the same time as by hand."""

    with Simulator(rows=2000) as simulator:
        simulator.plan("monthly_cdr:*:stall")
        client = portal(simulator)

        async def main() -> None:
            for _ in range(10):
                asyncio.ensure_future(client.monthly_cdr(simulator.company, MONTH))
            await asyncio.sleep(0.2)

        asyncio.run(main())
        assert asyncio.run(connections(simulator)) == 0


def test_a_loop_that_is_closed_with_calls_in_flight_is_forgotten() -> None:
    """Without `asyncio.run` nobody cancels the tasks: the loop is closed under them."""
    with Simulator(rows=2000) as simulator:
        simulator.plan("monthly_cdr:*:delay-300ms")
        client = portal(simulator)
        loop = asyncio.new_event_loop()
        task = loop.create_task(client.monthly_cdr(simulator.company, MONTH))
        loop.run_until_complete(asyncio.sleep(0.05))
        loop.close()
        del loop
        # A task that is destroyed while pending would complain; that is asyncio's own business.
        task._log_destroy_pending = False  # type: ignore[attr-defined]
        del task
        assert asyncio.run(connections(simulator)) == 0


PROGRAM = """
import asyncio, os, signal, threading, time
import callrec, callrec.aio
from callrec.testing import Simulator
with Simulator(rows=2000) as simulator:
    simulator.plan("monthly_cdr:*:stall")
    client = callrec.aio.IpassPortal(simulator.base_url, simulator.username, simulator.password)
    async def main():
        {work}
    {around}
print("END", flush=True)
"""


@pytest.mark.parametrize(
    ("work", "around", "printed"),
    [
        # Ctrl-C: asyncio cancels the main task, and raises when that has ended.
        (
            "threading.Timer(0.4, os.kill, [os.getpid(), signal.SIGINT]).start();"
            " await client.monthly_cdr(simulator.company, '2026-09')",
            "try: asyncio.run(main())\n    except KeyboardInterrupt: print('INTERRUPTED')",
            "INTERRUPTED\nEND\n",
        ),
        # The program ends while a thread of its own runs a loop with a call in flight.
        (
            "await client.monthly_cdr(simulator.company, '2026-09')",
            "threading.Thread(target=lambda: asyncio.run(main()), daemon=True).start(); time.sleep(0.4)",
            "END\n",
        ),
    ],
    ids=["interrupt", "exit"],
)
def test_programs_end(work: str, around: str, printed: str) -> None:
    program = textwrap.dedent(PROGRAM).format(work=work, around=around)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=LIMIT
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, printed, "")


def test_a_thread_is_held_only_while_a_call_runs(simulator: Simulator) -> None:
    from callrec.aio._run import _threads

    async def main() -> None:
        async with portal(simulator) as client:
            readers = [await client.monthly_cdr(simulator.company, MONTH) for _ in range(5)]
            # One call after another needs one thread; older ones of other tests may be idle.
            assert _threads._alive - _threads._idle <= 1
            for reader in readers:
                await reader.close()

    run(main)


def test_context_variables_reach_the_call() -> None:
    import contextvars

    from callrec.aio._run import run as run_on_thread

    variable = contextvars.ContextVar("variable", default="outside")

    async def main() -> str:
        variable.set("inside")
        return await run_on_thread(variable.get)

    assert run(main) == "inside"
