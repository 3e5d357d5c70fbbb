"""One simulator for all tests that plan no faults; those that do start their own."""

from collections.abc import Iterator

import callrec
import pytest
from callrec.testing import Simulator

ROWS = 2_000
MONTH = "2026-09"


@pytest.fixture(scope="session")
def simulator() -> Iterator[Simulator]:
    with Simulator(rows=ROWS) as simulator:
        yield simulator


@pytest.fixture
def portal(simulator: Simulator) -> Iterator[callrec.IpassPortal]:
    # Small batches, so that every test crosses their borders.
    with simulator.ipass_portal(batch_rows=300) as portal:
        yield portal


@pytest.fixture
def month(portal: callrec.IpassPortal, simulator: Simulator) -> callrec.Reader[callrec.CdrRecord]:
    return portal.monthly_cdr(simulator.company, MONTH)
