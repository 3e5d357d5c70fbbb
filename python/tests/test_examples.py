"""The programs of examples/python, as a user runs them."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest
from callrec.testing import Simulator
from samples import HEADER, row

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "python"
PASSWORD = "in1tial-c4n4ry"


def run(name: str, *arguments: str, simulator: Simulator, code: int = 0) -> str:
    environment = {**os.environ, **simulator.environment(), "CALLREC_NEW_PASSWORD": PASSWORD}
    found = subprocess.run(
        [sys.executable, str(EXAMPLES / name), *arguments],
        capture_output=True, text=True, env=environment,
    )  # fmt: skip
    assert found.returncode == code, found.stderr
    assert "c4n4ry" not in found.stdout + found.stderr
    return found.stdout


def test_every_example_is_run_here() -> None:
    assert {path.name for path in EXAMPLES.glob("*.py")} == {
        "all_companies.py", "fetch_month.py", "poll_feed.py", "provision_user.py"
    }  # fmt: skip


def test_all_companies() -> None:
    with Simulator(rows=200) as simulator:
        lines = run("all_companies.py", "2026-09", simulator=simulator).splitlines()
        found = {line.split()[0]: line.split()[1:] for line in lines}
        for company in [simulator.company, *simulator.children]:
            facts = simulator.totals("monthly_cdr", "2026-09", company)
            assert found.pop(company) == [str(facts.records), str(facts.amount)]
        assert found == {}
        simulator.plan("monthly_cdr:1-3:return-503")
        assert len(run("all_companies.py", "2026-09", simulator=simulator).splitlines()) == 4
        simulator.plan("monthly_cdr:*:return-404")
        assert run("all_companies.py", "2026-09", simulator=simulator, code=1) == ""


# The second record is one that could not be read.
SPOILT = HEADER + row("T1", "1.00") + row("T2", "a lot")


def test_a_month_with_records_set_aside_is_told_not_whole() -> None:
    with Simulator(rows=200) as simulator:
        simulator.plan(f"monthly_cdr:1:body={SPOILT}")
        assert run("fetch_month.py", "2026-09", simulator=simulator, code=1).endswith(
            "1 records, 1.000000 in all\n"
        )
    with Simulator(rows=200) as simulator:
        simulator.plan(f"monthly_cdr:1:body={SPOILT}")
        assert len(run("all_companies.py", "2026-09", simulator=simulator, code=1).splitlines()) == 3


def test_poll_feed(tmp_path: Path) -> None:
    calls, state = str(tmp_path / "calls.txt"), str(tmp_path / "feed.cursor")
    with Simulator(feed_rows=100, seed=3) as simulator:
        run("poll_feed.py", calls, state, simulator=simulator, code=1)
        assert run("poll_feed.py", calls, state, "--first-run", simulator=simulator) == "100 rows\n"
        assert run("poll_feed.py", calls, state, simulator=simulator) == "0 rows\n"
        simulator.feed_append(5)
        assert run("poll_feed.py", calls, state, simulator=simulator) == "5 rows\n"
        ids = [int(line.split("\t")[0]) for line in Path(calls).read_text("utf-8").splitlines()]
        assert ids == simulator.feed_ids()
        kept = Path(calls).read_bytes(), Path(state).read_bytes()
        run("poll_feed.py", calls, state, "--first-run", simulator=simulator, code=1)
        run("poll_feed.py", calls, calls, simulator=simulator, code=1)
        with open(calls, "ab") as other:
            fcntl.flock(other, fcntl.LOCK_EX)
            run("poll_feed.py", calls, state, simulator=simulator, code=1)
        assert (Path(calls).read_bytes(), Path(state).read_bytes()) == kept
        # What a run that was killed has left: half a line.
        Path(calls).write_bytes(kept[0] + b"2147 half a li")
        assert run("poll_feed.py", calls, state, simulator=simulator) == "0 rows\n"
        assert Path(calls).read_bytes() == kept[0]


def test_poll_feed_keeps_what_could_not_be_read(tmp_path: Path) -> None:
    calls, state, aside = (tmp_path / name for name in ("calls.txt", "feed.cursor", "calls.txt.aside"))
    with Simulator(feed_rows=12000, seed=3) as simulator:
        run("poll_feed.py", str(calls), str(state), "--first-run", simulator=simulator)
        assert run("poll_feed.py", str(calls), str(state), simulator=simulator) == "0 rows\n"
        odd = aside.read_text("utf-8").splitlines()
        assert odd and all(line.split("\t")[1] == "charge" for line in odd)
        ids = [line.split("\t")[0] for line in calls.read_text("utf-8").splitlines()]
        ids += [line.split("\t")[3].split(",")[0] for line in odd]
        assert sorted(map(int, ids)) == sorted(simulator.feed_ids())


@pytest.mark.parametrize("fault", [None, "ipass_rest.create_user:1:commit-then-reset"])
def test_provision_user(fault: str | None) -> None:
    with Simulator(rows=1) as simulator:
        arguments = [f"anna@{simulator.realm}", "anna@example.com", "Anna", "Berg"]
        planned = run("provision_user.py", *arguments, "--dry-run", simulator=simulator)
        assert "service=create-v2" in planned
        assert simulator.ledger()["effects"] == []
        if fault is not None:
            simulator.plan(fault)
        printed = run("provision_user.py", *arguments, simulator=simulator)
        (user,) = [one for one in simulator.users() if one["username"] == arguments[0]]
        assert printed == f"{user['end_user_id']}\n"
        assert len(simulator.ledger()["effects"]) == 1


def test_provision_user_says_that_it_does_not_know() -> None:
    with Simulator(rows=1) as simulator:
        arguments = [f"anna@{simulator.realm}", "anna@example.com", "Anna", "Berg"]
        # Reset before anything was done: the look finds nothing, and it may yet arrive.
        simulator.plan("ipass_rest.create_user:*:reset")
        run("provision_user.py", *arguments, simulator=simulator, code=3)
        assert simulator.ledger()["effects"] == []
