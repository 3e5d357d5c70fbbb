"""What no object may do: hang after a fork, be pickled with a secret or a connection, show a secret."""

import copy
import gc
import multiprocessing
import os
import pickle
import subprocess
import sys
import textwrap
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import callrec
import pytest
from callrec.testing import Simulator
from conftest import MONTH

SECRET = "s3cret-c4n4ry"


@pytest.fixture(scope="module")
def objects(simulator: Simulator) -> Iterator[dict[str, Any]]:
    """An object of every class that is no exception, by its name."""
    month = MONTH
    portal, rest = simulator.ipass_portal(), simulator.ipass_rest()
    user = callrec.NewUser(
        f"jo.manners@{simulator.realm}", "jo.manners@example.com", "Jo", "Doe", password=SECRET
    )
    reader = portal.monthly_cdr(simulator.company, month)
    fan_out = portal.daily_cdr_of_month(simulator.company, month)
    summary = portal.monthly_cdr(simulator.company, month).summary()
    feed, calls = simulator.billing_feed(), simulator.getcalls()
    doubtful = calls.get_calls(simulator.profile, "2026-09-01", "2026-09-03").unified()
    batch = next(portal.monthly_cdr(simulator.company, month).batches())
    made: list[Any] = [
        portal, rest, user, reader, fan_out, summary, feed, calls, batch, simulator, doubtful,
        simulator.hosted_users(), callrec.Limits(), callrec.UserUpdate("jo", password=SECRET),
        callrec.NewCostCenter("C1", "One"), callrec.CostCenterUpdate("1", "C1", "One"),
        callrec.NewGroup("G", "1"), callrec.FeedCursor.after(17), reader.accounting,
        rest.dry_run().create_user(user), rest.dry_run().create_user(user).planned,
        rest.custom_report(month, "usage.csv"), next(iter(batch)), summary.by_service_type[0],
        rest.reconcile_create_user(user),
        next(iter(portal.daily_cdr_of_month(simulator.company, month))),
        doubtful.unify_accounting,
    ]  # fmt: skip
    found = {type(one).__name__: one for one in made}
    for report, client in (
        ("users", rest.list_users), ("cost_centers", rest.list_cost_centers),
        ("groups", rest.list_groups), ("group_plans", rest.list_group_plans),
    ):  # fmt: skip
        for record in client():
            found.setdefault(type(record).__name__, record)
            break
        assert report
    yield found
    for one in made:
        if hasattr(one, "close") and one is not simulator:
            one.close()


PICKLED = {"FeedCursor"}


def test_nothing_is_pickled_without_a_reason(objects: dict[str, Any]) -> None:
    assert len(objects) > 20
    for name, one in objects.items():
        if name in PICKLED:
            assert pickle.loads(pickle.dumps(one)) == one
            continue
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            with pytest.raises(TypeError, match="pickle") as caught:
                pickle.dumps(one, protocol)
            assert len(str(caught.value).splitlines()) == 1, name
            # Python's own words give no reason.
            assert not str(caught.value).startswith("cannot pickle"), name
            assert SECRET not in str(caught.value)


def test_nothing_shows_a_secret(objects: dict[str, Any], simulator: Simulator) -> None:
    secrets = [SECRET, simulator.password]
    secrets += [v for k, v in simulator.environment().items() if k.endswith(("_PASSWORD", "_KEY"))]
    for name, one in objects.items():
        shown = repr(one) + str(one) + repr(getattr(one, "__dict__", None))
        if hasattr(one, "_repr_html_"):
            shown += one._repr_html_()
        if name not in ("Simulator", "Record", "UserRecord"):
            shown += repr(gc.get_referents(one))
        assert not any(secret in shown for secret in secrets), name


def test_frames_of_a_traceback_hold_no_secret(simulator: Simulator) -> None:
    """As rich and others print them, with the variables of each frame and their attributes."""
    calls: list[Callable[[], object]] = [
        lambda: callrec.IpassPortal("http://portal.example.com", "jo", _secret()),
        lambda: callrec.IpassRest("ftp://rest.example.com", _secret(), "1"),
        lambda: simulator.ipass_rest().create_user(
            callrec.NewUser("", "", "", "", password=_secret())
        ),
        lambda: simulator.ipass_portal().monthly_cdr("no-such-company", MONTH).summary(),
    ]
    for call in calls:
        with pytest.raises(callrec.CallrecError) as caught:
            call()
        told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
        text = "".join(told.format()) + repr(vars(caught.value))
        assert not any(secret in text for secret in (_secret(), simulator.password))


def _secret() -> str:
    # Not in the source as a whole: a traceback quotes that.
    return "-".join(["s3cret", "c4n4ry"])


def test_copies_are_refused_or_are_values(objects: dict[str, Any]) -> None:
    for name in ("IpassPortal", "IpassRest", "Reader", "Batch", "FanOut", "Document"):
        with pytest.raises(TypeError):
            copy.deepcopy(objects[name])


def use_in_child(portal: Any, reader: Any, fan_out: Any, document: Any, queue: Any) -> None:
    kinds = []
    for use in (
        portal.login,
        lambda: portal.monthly_cdr("1", MONTH),
        lambda: next(iter(reader)),
        reader.summary,
        reader.to_polars,
        lambda: next(fan_out),
        document.read,
        lambda: reader.write("never.csv"),
        lambda: reader.__arrow_c_stream__(),
    ):
        try:
            use()
        except callrec.CallrecError as error:
            kinds.append(error.kind)
        else:
            kinds.append("none")
    queue.put(kinds)
    queue.close()
    queue.join_thread()
    os._exit(0)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_multiprocessing_by_fork_gets_an_error_at_once(simulator: Simulator) -> None:
    # In a process of its own, which has no threads of other tests.
    program = textwrap.dedent(
        """
        import multiprocessing, sys, warnings
        warnings.simplefilter("ignore")
        sys.path.insert(0, sys.argv[1])
        from callrec.testing import Simulator
        from test_manners import use_in_child
        context = multiprocessing.get_context("fork")
        with Simulator(rows=500) as simulator, simulator.ipass_portal(batch_rows=50) as portal:
            reader = portal.monthly_cdr(simulator.company, "2026-09")
            next(iter(reader))
            fan_out = portal.daily_cdr_of_month(simulator.company, "2026-09")
            document = simulator.ipass_rest().custom_report("2026-09", "usage.csv")
            queue = context.Queue()
            child = context.Process(target=use_in_child, args=(portal, reader, fan_out, document, queue))
            child.start()
            print(queue.get(timeout=10))
            child.join(10)
            print(child.exitcode)
            # The parent goes on.
            print(sum(1 for record in reader))
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", program, os.path.dirname(__file__)],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == (f"{['forked'] * 9}\n0\n499\n", "")


def test_asyncio_after_a_fork_has_threads_of_its_own() -> None:
    program = textwrap.dedent(
        """
        import asyncio, os, signal
        import callrec, callrec.aio
        from callrec.testing import Simulator
        simulator = Simulator(rows=50)
        portal = callrec.aio.IpassPortal.wrap(simulator.ipass_portal())
        asyncio.run(portal.login())
        child = os.fork()
        if child == 0:
            signal.alarm(10)
            try:
                asyncio.run(portal.login())
            except callrec.ForkedError:
                asyncio.run(callrec.aio.decode(b"<companies/>", "companies"))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status))
        simulator.close()
        """
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_start_methods_that_pickle_say_why(simulator: Simulator) -> None:
    with simulator.ipass_portal() as portal:
        process = multiprocessing.get_context("spawn").Process(target=print, args=(portal,))
        with pytest.raises(TypeError, match="password and a session"):
            process.start()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="Python itself refuses from there on")
def test_another_interpreter_of_the_process_is_refused_at_import() -> None:
    program = textwrap.dedent(
        """
        import _xxsubinterpreters as interpreters
        import callrec
        other = interpreters.create()
        try:
            interpreters.run_string(other, "import callrec")
        except interpreters.RunFailedError as error:
            print(error)
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60
    )
    assert "callrec works in one interpreter of a process" in done.stdout, done.stderr
