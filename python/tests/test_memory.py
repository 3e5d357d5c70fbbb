"""Memory stays bounded while a consumer streams."""

import subprocess
import sys

import pytest

# Reads a month of so many rows in the given way; prints the rows and the peak of memory in MiB.
PROGRAM = """
import resource, sys
import callrec
from callrec.testing import Simulator
rows, way = int(sys.argv[1]), sys.argv[2]
with Simulator(rows=rows) as simulator, simulator.ipass_portal() as portal:
    reader = portal.monthly_cdr(simulator.company, "2026-09")
    if way == "unified":
        reader = reader.unified()
    if way == "batches":
        count = sum(len(batch) for batch in reader.batches())
    elif way == "arrow":
        import pyarrow
        stream = pyarrow.RecordBatchReader.from_stream(reader)
        count = sum(batch.num_rows for batch in stream)
    elif way == "file":
        import os, tempfile
        with tempfile.TemporaryDirectory() as folder:
            count = reader.write(os.path.join(folder, "month.csv"))
    else:
        count = sum(1 for record in reader)
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
FEW, MANY = 15_000, 150_000


def peak(rows: int, way: str) -> float:
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(rows), way],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    )
    count, mebibytes = found.stdout.split()
    assert int(count) == rows
    return float(mebibytes)


@pytest.mark.parametrize("way", ["records", "batches", "arrow", "file", "unified"])
def test_ten_times_the_rows_take_no_more_memory(way: str) -> None:
    # The body grows from some 3 MB to some 30 MB; what is held are a few batches.
    assert peak(MANY, way) - peak(FEW, way) < 16
