"""Which reports of ThreadSanitizer are of this project's code.

The standard library comes without instrumentation, so its locks order nothing for ThreadSanitizer where two
threads contend for one: whatever stands behind such a lock in another crate (tokio's queues) is reported
although nothing is wrong. A report counts where one of its two accesses was made by code of this project, or
by what it called of the standard library. races.supp names what of that is not to be believed either.
"""

import re

ACCESS = re.compile(r"^  (?:Previous )?(?:atomic )?(?:read|write) of size", re.I | re.M)
FRAME = re.compile(r"^    #\d+ (.*)$", re.M)
# Sources of the compiler's own libraries and runtime, and of crates from the registry.
STANDARD = ("/rustc/", "/rust/deps/", "library/")
FOREIGN = "/registry/src/"


def maker(stack):
    """The innermost frame that is not of the standard library."""
    for frame in FRAME.findall(stack):
        if not any(f" {place}" in frame for place in STANDARD) and "__rust_" not in frame:
            return frame
    return ""


def ours(report):
    stacks = ACCESS.split(report)[1:]
    # What is no race (a lock taken in the wrong order, a destroyed mutex) has no accesses: it counts.
    return not stacks or any((by := maker(stack.split("\n\n")[0])) and FOREIGN not in by for stack in stacks)


def of(log):
    """The reports in a log that count."""
    return [report for report in log.split("==================\n") if "WARNING: ThreadSanitizer" in report and ours(report)]
