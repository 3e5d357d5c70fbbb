"""callrec.aio has every name of the blocking face, with its arguments, and each system's calls work."""

import asyncio
import datetime
import inspect
import pickle
import subprocess
import sys
from collections.abc import Coroutine
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import callrec
import callrec.aio
import pytest
from callrec.testing import Simulator
from conftest import MONTH, ROWS

T = TypeVar("T")

CLASSES = [name for name in callrec.aio.__all__ if name[0].isupper()]
# These only make another object of what they have.
IMMEDIATE = {
    "batches", "dry_run", "from_env", "hosted_users", "with_company", "with_realm",
}  # fmt: skip
AWAITED = {"__iter__": "__aiter__", "__next__": "__anext__", "__enter__": "__aenter__"}


def run(main: Coroutine[Any, Any, T]) -> T:
    async def limited() -> T:
        return await asyncio.wait_for(main, 60)

    return asyncio.run(limited())


def test_nothing_that_waits_is_missing() -> None:
    waiting = {
        name
        for name in callrec.__all__
        if isinstance(found := getattr(callrec, name), type)
        and (hasattr(found, "__enter__") or hasattr(found, "__next__"))
    }
    assert waiting <= set(callrec.aio.__all__)
    assert set(callrec.aio.__all__) <= set(callrec.__all__)
    assert {"decode", "unpack"} <= set(callrec.aio.__all__)


@pytest.mark.parametrize("name", CLASSES)
def test_every_public_method_is_there(name: str) -> None:
    blocking, awaited = getattr(callrec, name), getattr(callrec.aio, name)
    names = [name for name in dir(blocking) if not name.startswith("_")]
    assert names
    for method in names:
        theirs = inspect.getattr_static(blocking, method)
        ours = inspect.getattr_static(awaited, method, None)
        assert ours is not None, f"{name}.{method}"
        if not callable(getattr(blocking, method)):
            assert isinstance(ours, property), f"{name}.{method}"
            continue
        function = getattr(awaited, method)
        waits = inspect.iscoroutinefunction(function)
        assert waits == (method not in IMMEDIATE), f"{name}.{method}"
        for bound in (staticmethod, classmethod):
            # A class method of native code is a descriptor of another type.
            theirs_is = isinstance(theirs, bound) or (
                bound is classmethod and type(theirs).__name__ == "classmethod_descriptor"
            )
            assert isinstance(ours, bound) == theirs_is, f"{name}.{method}"
        assert shape(function) == shape(getattr(blocking, method)), f"{name}.{method}"
    for theirs, ours in AWAITED.items():
        assert hasattr(blocking, theirs) == hasattr(awaited, ours), f"{name}.{ours}"
    assert awaited.__doc__ and f"callrec.{name}" in awaited.__doc__


@pytest.mark.parametrize(
    "name", [name for name in CLASSES if "base_url" in dir(getattr(callrec, name))]
)
def test_clients_are_made_alike(name: str) -> None:
    blocking, awaited = getattr(callrec, name), getattr(callrec.aio, name)
    assert shape(awaited) == shape(blocking)


def shape(function: Any) -> list[tuple[str, Any, Any]]:
    """Parameters by name, kind and default."""
    parameters = inspect.signature(function).parameters.values()
    return [(p.name, p.kind, p.default) for p in parameters if p.name not in ("self", "cls")]


def environment(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in simulator.environment().items():
        monkeypatch.setenv(name, value)


def test_the_portal_and_its_fan_out(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environment(simulator, monkeypatch)

    async def main() -> None:
        async with callrec.aio.IpassPortal.from_env(batch_rows=300) as portal:
            assert portal.base_url == simulator.base_url
            fan_out = await portal.daily_cdr_of_month(simulator.company, MONTH)
            assert fan_out.remaining == 30
            records = 0
            async with fan_out:
                async for item in fan_out:
                    assert isinstance(item.key, datetime.date) and item.error is None
                    records += (await item.reader.summary()).records
            assert records == ROWS
            companies = [company.id for company in await portal.companies(simulator.company)]
            found = []
            async for of_one in await portal.monthly_cdr_of_all(simulator.company, MONTH):
                found.append(of_one.key.id)
                await of_one.reader.close()
            assert found == [simulator.company, *companies]
            users = portal.hosted_users()
            assert isinstance(users, callrec.aio.HostedUsers)
            assert await users.retrieve_user(simulator.company, "nobody@example.com") is None

    run(main())


def test_the_rest_api(simulator: Simulator, tmp_path: Path) -> None:
    async def main() -> None:
        blocking = simulator.ipass_rest()
        async with callrec.aio.IpassRest.wrap(blocking) as rest:
            user = callrec.NewUser(f"jo.aio@{simulator.realm}", "jo.aio@example.com", "Jo", "Aio")
            planned = await rest.dry_run().create_user(user)
            assert planned.is_planned
            outcome = await rest.create_user(user)
            assert outcome.value is not None
            assert (await rest.reconcile_create_user(user)).state == "done"
            names = [record.username async for record in await rest.list_users()]
            assert user.username in names
            await rest.delete_user(user.username)
            assert await rest.find_user(user.username) is None
            document = await rest.custom_report(MONTH, "usage.csv")
            saved = await document.save(tmp_path / "usage")
            assert saved.path.stat().st_size == saved.bytes
            with pytest.raises(callrec.ClosedError):
                await document.read()
            other = rest.with_company(simulator.company)
            assert isinstance(other, callrec.aio.IpassRest)

    run(main())


def test_feeds_and_their_cursor(simulator: Simulator) -> None:
    async def main() -> None:
        blocking = [simulator.billing_feed(account=account) for account in range(2)]
        feeds = [callrec.aio.BillingFeed.wrap(feed) for feed in blocking]
        whole = feeds[0]
        reader = await whole.collect(callrec.FeedCursor.first_run())
        charge, ids = Decimal(0), []
        async for record in reader:
            ids.append(record.id)
            charge += record.charge or 0
        expected = [record.id for record in blocking[0].collect(callrec.FeedCursor.first_run())]
        assert ids == expected and len(ids) > 500
        cursor = reader.cursor
        assert cursor is not None and cursor.last_id == max(ids)
        again = [record async for record in await whole.collect(cursor)]
        assert again == []
        first = callrec.FeedCursor.first_run()
        several = await callrec.aio.BillingFeed.collect_all([(feed, first) for feed in feeds])
        found = {}
        async for item in several:
            found[item.key] = len([record async for record in item.reader])
        assert found[whole.login] == len(ids) and len(found) == 2
        for feed in feeds:
            await feed.close()

    run(main())


def test_getcalls(simulator: Simulator) -> None:
    async def main() -> None:
        async with callrec.aio.GetCalls.wrap(simulator.getcalls()) as client:
            start, end = datetime.date(2026, 9, 1), datetime.date(2026, 9, 11)
            reader = await client.get_calls(simulator.profile, start, end)
            records = [dict(record) async for record in reader]
            assert records
            unified = await (await client.get_calls(simulator.profile, start, end)).unified()
            assert isinstance(unified, callrec.aio.Reader)
            assert len([record async for record in unified]) == len(records)
            windows = await client.get_calls_by_window(simulator.profile, start, end)
            counted = 0
            async for item in windows:
                assert isinstance(item.key, callrec.Window)
                counted += len([record async for record in item.reader])
            assert counted == len(records)

    run(main())


def test_a_fan_out_that_is_cancelled(simulator: Simulator) -> None:
    async def main() -> None:
        with Simulator(rows=500) as stalling:
            stalling.plan("daily_cdr:*:stall")
            async with callrec.aio.IpassPortal.wrap(stalling.ipass_portal()) as portal:
                fan_out = await portal.daily_cdr_of_month(stalling.company, MONTH)
                task = asyncio.ensure_future(fan_out.__anext__())
                await asyncio.sleep(0.2)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
                stalling.plan()
                # The client is as good as before; the fan-out is not.
                reader = await portal.monthly_cdr(stalling.company, MONTH)
                assert (await reader.summary()).records == 500
                with pytest.raises((StopAsyncIteration, callrec.CancelledError)):
                    await fan_out.__anext__()

    run(main())


def test_charts_are_drawn_on_the_thread_of_the_loop(simulator: Simulator) -> None:
    import threading

    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    async def main() -> None:
        async with callrec.aio.IpassPortal.wrap(simulator.ipass_portal()) as portal:
            axes = await (await portal.monthly_cdr(simulator.company, MONTH)).plot(value="records")
            assert sum(bar.get_height() for bar in axes.patches) == ROWS
            assert threading.current_thread() is threading.main_thread()
            pyplot.close("all")

    run(main())


def test_no_secret_and_no_pickle(simulator: Simulator) -> None:
    portal = callrec.aio.IpassPortal("https://portal.example.com", "jo", "s3cret-c4n4ry")
    assert repr(portal) == "<callrec.aio.IpassPortal https://portal.example.com>"
    assert "s3cret" not in repr(portal) + repr([getattr(portal, name) for name in dir(portal)])
    with pytest.raises(TypeError, match="password and a session"):
        pickle.dumps(portal)
    reader = run(callrec.aio.decode(_cdr()))
    assert repr(reader).startswith("<callrec.aio.Reader ipass_cdr")
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(reader)


def _cdr() -> bytes:
    from samples import cdr_file

    return cdr_file(1)


def test_a_wrong_argument_leaves_no_secret_in_the_frames() -> None:
    """Some tools print the variables of each frame of a traceback."""
    import traceback

    with pytest.raises(callrec.ConfigError) as caught:
        callrec.aio.IpassPortal("http://portal.example.com", "jo", password="s3cret-" + "c4n4ry")
    frames = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    inner = [frame for frame in frames.stack if "callrec/aio" in frame.filename]
    assert inner and not any("s3cret" in repr(frame.locals) for frame in inner)


def test_importing_callrec_imports_no_asyncio() -> None:
    program = "import sys, callrec; print('asyncio' in sys.modules, 'callrec.aio' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30
    )
    assert done.stdout == "False False\n"
