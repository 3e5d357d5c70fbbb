"""The `callrec` command and the example, run as people run them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import callrec
import pytest
from callrec.testing import Simulator
from conftest import MONTH, ROWS
from samples import cdr_file

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "callrec"]


def run(arguments: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        arguments, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )  # fmt: skip


def test_the_command_is_installed() -> None:
    installed = Path(sys.executable).with_name("callrec")
    done = run([str(installed), "--version"])
    assert done.returncode == 0
    assert callrec.__version__ in done.stdout
    assert run([*COMMAND, "--version"]).stdout == done.stdout


def test_it_fetches(simulator: Simulator, tmp_path: Path) -> None:
    out = tmp_path / "month.ndjson"
    arguments = ["fetch", "ipass-portal", "monthly-cdr", "--month", MONTH, "--out", str(out)]
    arguments += ["--company", simulator.company]
    done = run([*COMMAND, *arguments], **simulator.environment())
    assert done.returncode == 0, done.stderr
    assert len(out.read_text().splitlines()) == ROWS


def test_its_exit_code_comes_through(simulator: Simulator, tmp_path: Path) -> None:
    assert run([*COMMAND, "no-such-command"]).returncode == 2
    environment = {**simulator.environment(), "CALLREC_IPASS_PORTAL_PASSWORD": "wrong"}
    arguments = ["fetch", "ipass-portal", "monthly-cdr", "--month", MONTH, "--out", "x.csv"]
    arguments += ["--company", simulator.company]
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=tmp_path, env={**os.environ, **environment},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 20
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_closed_pipe_is_the_end_and_no_noise(tmp_path: Path) -> None:
    path = tmp_path / "month.csv"
    path.write_bytes(cdr_file(50_000))
    decode = [*COMMAND, "decode", str(path), "--report", "ipass-cdr", "--out", "-", "--quiet"]
    process = subprocess.Popen(decode, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    assert process.stdout.readline().startswith(b"{")
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    process.wait(timeout=30)
    assert errors == b""


def test_ctrl_c_ends_it_without_a_traceback(tmp_path: Path) -> None:
    with Simulator(rows=2000) as simulator:
        simulator.plan("monthly_cdr:*:stall-after-150000B")
        out = tmp_path / "month.csv"
        arguments = ["fetch", "ipass-portal", "monthly-cdr", "--month", MONTH, "--out", str(out)]
        process = subprocess.Popen(
            [*COMMAND, *arguments, "--company", simulator.company],
            env={**os.environ, **simulator.environment()},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        deadline = time.monotonic() + 20
        while not any(request.operation == "monthly_cdr" for request in simulator.requests()):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert process.returncode in (130, -signal.SIGINT)
    assert "Traceback" not in errors
    assert list(tmp_path.iterdir()) == []


def test_the_example_of_the_readme(simulator: Simulator) -> None:
    example = ROOT / "examples" / "python" / "fetch_month.py"
    done = run([sys.executable, str(example), MONTH], **simulator.environment())
    assert (done.returncode, done.stderr) == (0, "")
    assert str(simulator.totals("monthly_cdr", MONTH).amount) in done.stdout
    body = example.read_text().split("# readme: begin\n")[1].split("# readme: end")[0]
    assert len([line for line in body.splitlines() if line]) <= 12


@pytest.mark.parametrize("module", ["callrec", "callrec.testing"])
def test_an_import_takes_less_than_100_ms(module: str) -> None:
    # Processor time, the best of some: what else runs on the machine does not count.
    program = (
        "import sys, time; before = set(sys.modules); began = time.process_time();"
        f"import {module}; took = time.process_time() - began;"
        "heavy = {'pyarrow', 'polars', 'pandas', 'numpy', 'duckdb', 'asyncio', 'logging'};"
        "print(took, len(heavy & (set(sys.modules) - before)))"
    )
    runs = [run([sys.executable, "-c", program]).stdout.split() for _ in range(5)]
    assert min(float(took) for took, _ in runs) < 0.1
    assert {heavy for _, heavy in runs} == {"0"}
