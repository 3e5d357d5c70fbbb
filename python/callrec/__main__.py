"""The ``callrec`` command: the same program as the Rust one, also as ``python -m callrec``."""

from __future__ import annotations

import signal
import sys

from callrec._native import _run_command


def main() -> int:
    """Runs the command on ``sys.argv`` and gives its exit code."""
    # Python's own handler would only note the interrupt and wait for the program to come back.
    # The program catches it where it has something to tidy up.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _run_command(["callrec", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
