"""The ways in which the C programs are compiled and run, and how those that look for mistakes prove that they do."""

import os
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import races

HERE = Path(__file__).resolve().parent

VALGRIND = (
    "valgrind", "--quiet", "--error-exitcode=99", "--leak-check=full",
    "--errors-for-leak-kinds=definite,indirect,possible", "--show-leak-kinds=definite,indirect,possible",
    "--num-callers=40", f"--suppressions={HERE / 'valgrind.supp'}",
)
# What only valgrind sees in a library that is not instrumented: its own reads and writes of memory, and values
# that were never set. So it runs what hands memory over the border in both directions.
UNDER_VALGRIND = frozenset({"arguments", "pointers", "structs", "reading", "unified", "dump", "portal"})
# Children leak by design what threads of the parent held.
# What stands before the system's functions would stand before the sanitizer's, too.
NOT_SANITIZED = frozenset({"process", "refused"})

# Threads that meet inside the library, and what they do there.
THREADED = frozenset({"handles", "raced", "threads", "cancel", "kept", "portal", "rest", "feed", "fanout", "fan_out", "fetch_month"})

# What each mistake of deliberate.c is called where it is noticed.
BY_ADDRESS = {
    "overflow": "heap-buffer-overflow", "overread": "heap-buffer-overflow",
    "stale-row": "heap-use-after-free", "leak": "LeakSanitizer: detected memory leaks",
}
BY_VALGRIND = {"overread": "Invalid read", "leak": "definitely lost"}
# The row is written or gone while it is read: whichever comes first.
BY_THREAD = {"race": "ThreadSanitizer: data race", "race-inside": "#0 read_lent"}

ADDRESS = {"ASAN_OPTIONS": "detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1:check_initialization_order=1"}


@dataclass(frozen=True)
class Way:
    label: str
    programs: Path
    wrap: tuple = ()
    environment: dict = field(default_factory=dict)
    # The programs that run in this way; all where it is None.
    only: frozenset | None = None
    without: frozenset = frozenset()
    mistakes: dict = field(default_factory=dict)

    def runs(self, name):
        return name not in self.without and (self.only is None or name in self.only)

    @property
    def rows(self):
        """Rows of a month that a slow way can read, too."""
        return 2000 if self.wrap else 50000

    def run(self, name, *arguments, environment=None, **options):
        """Runs a program and keeps what it prints where tests/run of the project wants it, for tests/canary.

        What ThreadSanitizer reports is in `races` of the result.
        """
        environment = {**os.environ, **self.environment, **(environment or {})}
        with tempfile.TemporaryDirectory() as logs:
            if "TSAN_OPTIONS" in environment:
                environment["TSAN_OPTIONS"] += f":exitcode=0:log_path={logs}/log"
            command = [*self.wrap, str(self.programs / name), *map(str, arguments)]
            try:
                done = subprocess.run(
                    command, stdin=subprocess.DEVNULL, capture_output=True, timeout=300, env=environment, **options,
                )
            except subprocess.TimeoutExpired:
                nothing = "" if options.get("text") else b""
                done = subprocess.CompletedProcess(command, -9, nothing, "it hung" if options.get("text") else b"it hung")
            done.races = [race for log in Path(logs).iterdir() for race in races.of(log.read_text(errors="replace"))]
        keep(done)
        return done


def keep(done):
    if kept := os.environ.get("CALLREC_TEST_OUTPUT"):
        with open(kept, "ab") as log:
            for text in (done.stdout, done.stderr):
                log.write(text if isinstance(text, bytes) else text.encode())


def usual(build):
    """What `make test` runs; of the instrumented library only what was built."""
    # The runtime of gcc 12 may hold its allocator's lock when a process of several threads forks.
    sanitized = {"CALLREC_TEST_NO_FORK": "1", **ADDRESS, "UBSAN_OPTIONS": "print_stacktrace=1"}
    undefined = {"undefined": "signed integer overflow"}
    return [
        # The slow one first: it takes as long as all others.
        Way("valgrind", build / "c99", VALGRIND, only=UNDER_VALGRIND, mistakes=BY_VALGRIND),
        Way("c99", build / "c99"),
        Way("c++17", build / "cxx17", without=frozenset({"process", "refused"})),
        Way("sanitized", build / "sanitized", environment=sanitized, without=NOT_SANITIZED, mistakes={**BY_ADDRESS, **undefined}),
        *([threaded(build)] if (build / "thread" / "deliberate").exists() else []),
    ]


def threaded(build):
    # Worker threads are not waited for when their clients are freed, so they may be there at the end.
    threads = {"TSAN_OPTIONS": f"suppressions={HERE / 'races.supp'}:die_after_fork=0:report_thread_leaks=0"}
    return Way("thread", build / "thread", environment=threads, only=THREADED, mistakes=BY_THREAD)


def instrumented(build):
    """What `make sanitize` runs: the library is instrumented as well."""
    return [
        Way("address", build / "address", environment=ADDRESS, without=NOT_SANITIZED, mistakes=BY_ADDRESS),
        threaded(build),
    ]


def mistakes(count, way):
    """Each mistake on purpose is noticed: the way does check."""
    for mistake, words in way.mistakes.items():
        done = way.run("deliberate", mistake, text=True, errors="replace")
        said = "".join([done.stdout, done.stderr, *done.races])
        good = (done.returncode != 0 or done.races) and words in said
        count.case(f"{way.label} notices the mistake {mistake}", None if good else f"exit {done.returncode}: {said[-2000:]}")
