"""One run of one peer: the same line of JSON that the programs of callrec-bench print.

Time is that of the work alone: the interpreter's start and the imports are over when it begins.
"""

import json
import sys
import time


class Sums:
    """Rows, and the exact sum of each typed column as an integer."""

    def __init__(self):
        self.rows = 0
        self.columns = {}

    def add(self, name, value):
        self.columns[name] = self.columns.get(name, 0) + int(value)


def run(works):
    """`works` maps the name of a work to a function of a path that gives `Sums`."""
    if len(sys.argv) != 3 or sys.argv[1] not in works:
        sys.exit(f"usage: {sys.argv[0]} {{{','.join(works)}}} FILE")
    begin, on_cpu = time.perf_counter(), time.process_time()
    sums = works[sys.argv[1]](sys.argv[2])
    seconds, cpu = time.perf_counter() - begin, time.process_time() - on_cpu
    print(json.dumps({
        "rows": sums.rows,
        "sums": {name: str(value) for name, value in sorted(sums.columns.items())},
        "seconds": round(seconds, 6),
        "cpu_seconds": round(cpu, 6),
        "peak_kib": peak_kib(),
    }))


def peak_kib():
    """VmHWM and not ru_maxrss, which a child inherits from the process that forked it."""
    with open("/proc/self/status", encoding="ascii") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    raise OSError("the kernel states no VmHWM")
