"""Which reports of ThreadSanitizer are looked at.

The standard library comes without instrumentation, so its locks order nothing for ThreadSanitizer where one
thread waits for another, nor does it see that a LazyLock is ready: whatever stands behind such a one is reported
although nothing is wrong. Safe Rust cannot race, and all but a few folders of this project are compiled with
`unsafe` denied. So a report counts where one of its two accesses was made in those folders, or by what they
called of the standard library: the border to C, whose handles and claims are atomics of its own, and which tries
its locks and never waits in one (the Makefile looks); the vectors of the decoder, the signal masks; and the C
programs themselves. races.supp names what of that is not to be believed either.
"""

import re

ACCESS = re.compile(r"^  (?:Previous )?(?:atomic )?(?:read|write) of size", re.I | re.M)
FRAME = re.compile(r"^    #\d+ (.*)$", re.M)
# Sources of the compiler's own libraries and runtime, and of crates from the registry.
# Where the standard library has no line, the name of its object file stands in the place of one.
STANDARD = ("/rustc/", "/rust/deps/", "library/")
OBJECT = re.compile(r" \S+-cgu\.\d+ \(")
UNSAFE = ("bindings/c/", "callrec-decode/src/scan/", "callrec/src/blocking/signals.rs")


def maker(stack):
    """The innermost frame that is not of the standard library."""
    for frame in FRAME.findall(stack):
        standard = OBJECT.search(frame) or any(f" {place}" in frame for place in STANDARD)
        if not standard and "__rust_" not in frame:
            return frame
    return ""


def ours(report):
    stacks = ACCESS.split(report)[1:]
    # What is no race (a lock taken in the wrong order, a destroyed mutex) has no accesses: it counts.
    return not stacks or any(place in maker(stack.split("\n\n")[0]) for stack in stacks for place in UNSAFE)


def brief(report):
    """The accesses and where they were made, without what the standard library has between them."""
    lines = (line for line in report.splitlines() if not FRAME.match(line) or maker(line))
    return "\n".join(line if len(line) < 300 else f"{line[:100]} … {line[-190:]}" for line in lines)


def of(log):
    """The reports in a log that count."""
    return [report for report in log.split("==================\n") if "WARNING: ThreadSanitizer" in report and ours(report)]
