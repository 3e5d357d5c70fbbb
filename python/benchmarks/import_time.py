"""How long `import callrec` takes, beside an interpreter that imports nothing.

    python python/benchmarks/import_time.py [RUNS]

Prints the median of each and their difference in milliseconds. Measured in processes of their own, in
turns, so that what else the machine does hits both.
"""

import statistics
import subprocess
import sys
import time


def milliseconds(statement: str) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)  # noqa: S603
    return (time.perf_counter() - begin) * 1000


def main(runs: int = 20) -> None:
    bare, package = [], []
    for _ in range(runs):
        bare.append(milliseconds("pass"))
        package.append(milliseconds("import callrec"))
    nothing, imported = statistics.median(bare), statistics.median(package)
    print(
        f"nothing {nothing:.0f} ms, import callrec {imported:.0f} ms: {imported - nothing:.0f} ms"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
