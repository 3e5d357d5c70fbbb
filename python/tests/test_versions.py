"""One build for every Python from 3.10 on: tried with those that are here."""

import os
import shutil
import subprocess
from pathlib import Path

import callrec
import pytest

PROGRAM = """
import callrec
from callrec.testing import Simulator
with Simulator(rows=50, feed_rows=50, seed=3) as simulator:
    with simulator.ipass_portal() as portal:
        assert portal.monthly_cdr(simulator.company, "2026-09").summary().records == 50
    with simulator.ipass_rest() as rest:
        assert rest.find_user(simulator.users()[0]["username"]) is not None
    with simulator.billing_feed() as feed:
        assert len(list(feed.collect(callrec.FeedCursor.first_run()))) == 50
    try:
        list(simulator.getcalls().get_calls("nobody", "2026-09-01", "2026-09-02"))
    except callrec.CallrecError as error:
        print(error.kind)
"""


def interpreters() -> list[str]:
    found = []
    for minor in range(10, 20):
        path = shutil.which(f"python3.{minor}")
        # A manager of versions may have a name for one that is not there.
        if path and subprocess.run([path, "-c", ""], capture_output=True).returncode == 0:
            found.append(path)
    return found


@pytest.mark.parametrize("python", interpreters(), ids=os.path.basename)
def test_the_same_build_runs(python: str, tmp_path: Path) -> None:
    package = str(Path(callrec.__file__).parents[1])
    done = subprocess.run(
        [python, "-S", "-c", PROGRAM],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": package, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert (done.stdout, done.stderr) == ("service\n", "")
