"""Logging: nothing unless asked for, then what the core does, and never a secret."""

import logging
import subprocess
import sys
import textwrap
from collections.abc import Iterator

import callrec.logging
import pytest
from callrec.testing import Simulator
from conftest import MONTH


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    yield
    callrec.logging.disable()


def fetch(simulator: Simulator) -> None:
    with simulator.ipass_portal() as portal:
        portal.monthly_cdr(simulator.company, MONTH).summary()


def told(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    callrec.logging.flush()
    return [record for record in caplog.records if record.name.partition(".")[0] == "callrec"]


def test_nothing_is_told_unless_asked_for(
    simulator: Simulator, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    fetch(simulator)
    assert told(caplog) == []
    callrec.logging.enable()
    fetch(simulator)
    assert len(told(caplog)) > 2
    callrec.logging.disable()
    caplog.clear()
    fetch(simulator)
    assert told(caplog) == []
    assert capfd.readouterr() == ("", "")


def test_requests_are_told_without_secrets(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    callrec.logging.enable(logging.DEBUG)
    with Simulator(rows=50) as simulator:
        # The password in the URL (SEED), in a form, in a header: each system has its way.
        with simulator.ipass_portal(login_method="get") as portal:
            portal.monthly_cdr(simulator.company, MONTH).summary()
        with simulator.ipass_rest() as rest:
            list(rest.list_users())
        with simulator.billing_feed() as feed:
            list(feed.first_page())
        secrets = [
            value
            for name, value in simulator.environment().items()
            if name.endswith(("_PASSWORD", "_KEY"))
        ]
    assert len(secrets) > 2
    records = told(caplog)
    messages = [record.getMessage() for record in records]
    assert any("sending" in message and "monthly/cdr" in message for message in messages)
    assert any("status=200" in message for message in messages)
    assert all(len(message.splitlines()) == 1 for message in messages)
    for secret in secrets:
        assert not any(secret in repr(vars(record)) for record in records)
    assert {record.levelno for record in records} == {logging.DEBUG}
    assert all(record.name.startswith("callrec.http") for record in records)
    times = [record.created for record in records]
    assert times == sorted(times)


def test_tries_are_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    callrec.logging.enable()
    with Simulator(rows=50) as simulator, simulator.ipass_portal(retry_pause=0.01) as portal:
        simulator.plan("monthly_cdr:1:return-503")
        portal.monthly_cdr(simulator.company, MONTH).summary()
    assert any("trying again" in record.getMessage() for record in told(caplog))


def test_levels_are_those_of_logging(
    simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    callrec.logging.enable(logging.INFO)
    fetch(simulator)
    assert told(caplog) == []
    callrec.logging.enable(logging.DEBUG)
    caplog.set_level(logging.WARNING, "callrec.http")
    fetch(simulator)
    assert told(caplog) == []
    for wrong in (0, -1, 51):
        with pytest.raises(ValueError, match="level"):
            callrec.logging.enable(wrong)


def test_a_handler_may_call_callrec(simulator: Simulator) -> None:
    """It runs on the thread of the log, and must not wait for itself."""
    seen: list[str] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(record.getMessage())
            callrec.logging.flush()
            if len(seen) == 1:
                fetch(simulator)

    logger = logging.getLogger("callrec")
    handler = Handler()
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        callrec.logging.enable()
        fetch(simulator)
        callrec.logging.flush()
        callrec.logging.disable()
    finally:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)
    assert len(seen) > 4


def test_the_last_events_are_passed_on_when_the_interpreter_ends() -> None:
    program = textwrap.dedent(
        """
        import logging
        import callrec.logging
        from callrec.testing import Simulator
        logging.basicConfig(level=logging.DEBUG, format="%(name)s %(message)s")
        callrec.logging.enable()
        with Simulator(rows=10) as simulator, simulator.ipass_portal() as portal:
            portal.login()
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30
    )
    assert done.returncode == 0
    assert "callrec.http.client answered" in done.stderr
