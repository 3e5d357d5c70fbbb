"""What all five clients have in common: options, secrets, ends, threads, forks."""

import concurrent.futures
import multiprocessing
import os
import pickle
import subprocess
import sys
import warnings
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import callrec
import pytest
from callrec.testing import Simulator
from conftest import MONTH

SECRET = "s3cret-c4n4ry"
CLIENTS: dict[str, Any] = {
    "ipass_portal": callrec.IpassPortal,
    "hosted_users": callrec.HostedUsers,
    "ipass_rest": callrec.IpassRest,
    "billing_feed": callrec.BillingFeed,
    "getcalls": callrec.GetCalls,
}
CALLS: dict[str, Callable[[Any, Simulator], Any]] = {
    "ipass_portal": lambda client, simulator: client.child_companies(simulator.company),
    "hosted_users": lambda client, simulator: client.retrieve_user(simulator.company, "a@b"),
    "ipass_rest": lambda client, _: client.list_groups(),
    "billing_feed": lambda client, _: client.first_page(),
    "getcalls": lambda client, simulator: client.get_calls(simulator.profile, "2026-09-01", "2026-09-02"),
}  # fmt: skip

each_client = pytest.mark.parametrize("name", CLIENTS)


def make(simulator: Simulator, name: str, **options: Any) -> Any:
    return getattr(simulator, name)(**options)


@each_client
def test_a_client_shows_no_secret(name: str) -> None:
    client = CLIENTS[name]("https://service.example.com", "c4n4ry", SECRET)
    kind = CLIENTS[name].__name__
    assert repr(client) == f"<callrec.{kind} https://service.example.com>"
    assert client.base_url == "https://service.example.com"
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(client)
    assert weakref.ref(client)() is client


@each_client
def test_all_options_are_taken(simulator: Simulator, name: str) -> None:
    limits = callrec.Limits(record_bytes=10_000, quarantine_held=5)
    client = make(
        simulator, name,
        timeout=5, connect_timeout=5.5, total_timeout=60, tries=2, retry_pause=0, retry_within=10,
        retry_after_limit=1, concurrency=3, circuit_after=0, circuit_pause=1, body_limit=10**7,
        batch_rows=100, strict=True, encoding="utf-8", session_length_unit="minutes", limits=limits,
    )  # fmt: skip
    with client:
        CALLS[name](client, simulator)
    assert limits == callrec.Limits(record_bytes=10_000, quarantine_held=5)
    assert "record_bytes=10000" in repr(limits)


@each_client
@pytest.mark.parametrize(
    "option",
    [
        {"timeout": 0}, {"timeout": -1}, {"timeout": float("nan")}, {"total_timeout": 0}, {"tries": 0},
        {"concurrency": 0}, {"retry_pause": -1}, {"batch_rows": 0}, {"encoding": "klingon"},
        {"delimiter": ";"}, {"session_length_unit": "hours"}, {"extra_ca": 7},
    ],
    ids=str,
)  # fmt: skip
def test_an_option_that_cannot_be(name: str, option: dict[str, Any]) -> None:
    with pytest.raises(callrec.InvalidArgumentError, match=next(iter(option))):
        CLIENTS[name]("https://service.example.com", "a", SECRET, **option)


@each_client
def test_a_configuration_that_cannot_work(name: str) -> None:
    kind = CLIENTS[name]
    for url, options in (
        ("http://service.example.com", {}),
        ("https://service.example.com", {"extra_ca": "no certificate"}),
        ("https://service.example.com", {"proxy": "nonsense://c4n4ry@"}),
    ):
        with pytest.raises(callrec.ConfigError) as caught:
            kind(url, "a", SECRET, **options)
        assert "c4n4ry" not in str(caught.value)
        assert caught.value.operation == "new"
    with pytest.raises(callrec.ConfigError):
        kind("https://service.example.com", "", "")
    with pytest.raises(TypeError, match="timeot"):
        kind("https://service.example.com", "a", SECRET, timeot=3)


@each_client
def test_from_env(simulator: Simulator, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, value in simulator.environment().items():
        monkeypatch.setenv(variable, value)
    with CLIENTS[name].from_env(batch_rows=10) as client:
        assert client.base_url.startswith(simulator.base_url)
        CALLS[name](client, simulator)
    for variable in simulator.environment():
        monkeypatch.delenv(variable)
    with pytest.raises(callrec.ConfigError, match="CALLREC_"):
        CLIENTS[name].from_env()


@each_client
def test_a_closed_client_refuses(simulator: Simulator, name: str) -> None:
    client = make(simulator, name)
    client.close()
    client.close()
    with pytest.raises(callrec.ClosedError, match="closed"):
        CALLS[name](client, simulator)


@each_client
def test_threads_share_a_client(simulator: Simulator, name: str) -> None:
    with make(simulator, name) as client, concurrent.futures.ThreadPoolExecutor(8) as pool:

        def call(_: int) -> Any:
            found = CALLS[name](client, simulator)
            return [dict(one) for one in found] if isinstance(found, callrec.Reader) else found

        results = list(pool.map(call, range(16)))
    assert all(result == results[0] for result in results)


def in_the_child(name: str, client: Any, simulator: Simulator, pipe: Any) -> None:
    try:
        CALLS[name](client, simulator)
    except callrec.CallrecError as error:
        pipe.send(type(error).__name__)
    finally:
        pipe.close()
        os._exit(0)


@each_client
def test_a_fork_is_an_error_at_once(simulator: Simulator, name: str) -> None:
    client = make(simulator, name)
    CALLS[name](client, simulator)
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    with warnings.catch_warnings():
        # Python 3.12 and later warn of a fork beside threads: that is what is tried here.
        warnings.simplefilter("ignore", DeprecationWarning)
        process = context.Process(target=in_the_child, args=(name, client, simulator, there))
        process.start()
    assert here.poll(20), "the child waits for what will never come"
    assert here.recv() == "ForkedError"
    process.join()


def test_a_proxy_is_asked_and_no_other_way_is_tried(simulator: Simulator) -> None:
    # Nobody listens there: were the proxy passed by, the call would succeed.
    with simulator.ipass_rest(proxy="http://user:c4n4ry@127.0.0.1:9", tries=1) as rest:
        with pytest.raises(callrec.TransportError) as caught:
            list(rest.list_groups())
    assert "c4n4ry" not in str(caught.value)


def test_switches_ledger_and_requests_of_the_simulator() -> None:
    with Simulator(rows=10, users=5, children=2) as simulator:
        assert simulator.switches()["columns"] == 14
        simulator.set_switches("columns=13", "billing_feed.cursor=exclusive")
        assert simulator.switches()["columns"] == 13
        assert simulator.switches()["billing_feed"]["cursor"] == "exclusive"
        with pytest.raises(callrec.InvalidArgumentError, match="columns"):
            simulator.set_switches("columns=99")
        assert len(simulator.children) == 2
        assert len(simulator.users()) == 5
        simulator.ipass_rest().suspend_user(simulator.users()[0]["username"])
        (request,) = simulator.requests()
        assert (request.system, request.operation) == ("ipass_rest", "suspend_user")
        (effect,) = simulator.ledger()["effects"]
        assert (effect["done"], effect["request"]) == ("suspended", request.number)
        simulator.reset()
        assert simulator.users()[0]["status"] in ("Active", "Suspended")
        before = simulator.getcalls_totals(simulator.profile, "2026-09-01", "2026-09-02")["rows"]
        simulator.getcalls_append(simulator.profile, "2026-09-01", 4)
        after = simulator.getcalls_totals(simulator.profile, "2026-09-01", "2026-09-02")["rows"]
        assert after == before + 4
    simulator.close()
    with pytest.raises(callrec.ClosedError):
        simulator.requests()


def test_clients_of_all_systems_read_the_environment_of_one_simulator(simulator: Simulator) -> None:
    names = simulator.environment()
    assert len(names) == 14
    assert all(name.startswith("CALLREC_") for name in names)
    assert simulator.totals("monthly_cdr", MONTH).records == 2_000


FORKED = """
import os, sys
import callrec
from callrec.testing import Simulator

with Simulator(rows=50, feed_rows=50) as simulator:
    portal, rest = simulator.ipass_portal(), simulator.ipass_rest()
    document = portal.child_custom_report(simulator.company, "2026-09", "Usage")
    begun = portal.daily_cdr_of_month(simulator.company, "2026-09")
    next(begun)
    fresh = portal.daily_cdr_of_month(simulator.company, "2026-09")
    unified = simulator.billing_feed().first_page().unified()
    child = os.fork()
    if child == 0:
        for use in (
            document.read, lambda: next(begun), lambda: next(fresh), lambda: list(unified),
            unified.doubts, rest.dry_run, lambda: rest.with_company("1"), portal.hosted_users,
        ):
            try:
                use()
                os._exit(2)
            except callrec.ForkedError:
                pass
        for opened in (document, begun, fresh, unified, portal, rest):
            opened.close()
        del opened, document, begun, fresh, unified, portal, rest
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    # The parent goes on as if nothing had been.
    print(len(document.read()) > 0, len(list(begun)), len(list(fresh)), len(list(unified)) > 0)
"""


def test_what_was_opened_before_a_fork_is_the_parents(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", FORKED],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("True 29 30 True\n", "")
