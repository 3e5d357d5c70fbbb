"""Appends what is new in a billing feed to a file, once a run: every row once, over any number of runs.

    python poll_feed.py calls.txt feed.cursor --first-run      the first time
    python poll_feed.py calls.txt feed.cursor                  from then on, by cron say

A row that could not be read goes to calls.txt.aside: its line, column, what is wrong, and the row as it
came, with tabs between; a line end within the row is \\n there, and a backslash two. The feed does not
give it again.

The cursor file is written after both are on disk, a batch at a time. A run that is killed between the
two hands the same rows on again at the next one: whoever loads the file drops ids that he has. Half a
line that it left is cut off. A cursor file that is missing is an error, never a silent first run, and a
first run where there is one as well. A run that meets another at work on the same file changes nothing.

Reads CALLREC_BILLING_FEED_URL, _USERNAME and _PASSWORD from the environment.
"""

import fcntl
import os
import sys
from typing import BinaryIO

import callrec


def open_lines(name: str) -> BinaryIO:
    """A file of whole lines to append to."""
    file = open(name, "ab+")  # noqa: SIM115, whoever asks for it closes it
    end = file.seek(0, os.SEEK_END)
    while end > 0 and os.pread(file.fileno(), 1, end - 1) != b"\n":
        end -= 1
    file.truncate(end)
    return file


def on_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def append(file: BinaryIO, batch: callrec.Batch[callrec.FeedRecord]) -> None:
    for row in batch:
        fields = (row.id, row.origin, row.destination, row.charge)
        line = "\t".join("-" if field is None else str(field) for field in fields)
        file.write(line.encode() + b"\n")


def append_aside(name: str, records: list[callrec.Quarantined]) -> None:
    """Whole: from here on the feed has them no more. Told is only where each stood and why."""
    with open_lines(name) as file:
        for record in records:
            place = f"{record.line}\t{record.column or ''}\t{record.reason}\t"
            raw = record.raw.replace(b"\\", b"\\\\").replace(b"\n", b"\\n").replace(b"\r", b"\\r")
            file.write(place.encode() + raw + b"\n")
            print(f"poll_feed: set aside: line {record.line}: {record.reason}", file=sys.stderr)
        on_disk(file)


def collect(file: BinaryIO, calls: str, state: str, cursor: callrec.FeedCursor) -> None:
    with callrec.BillingFeed.from_env() as feed:
        reader = feed.collect(cursor)

        def keep() -> None:
            # First the rows, then the cursor: never the other way round.
            on_disk(file)
            if records := reader.quarantined():
                append_aside(calls + ".aside", records)
            if reader.cursor is not None:
                reader.cursor.save(state)

        for batch in reader.batches():
            append(file, batch)
            keep()
        keep()
    print(reader.accounting.rows, "rows")


def main(calls: str, state: str, first_run: bool) -> int:
    with open(calls, "ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"poll_feed: {calls}: another run is at work", file=sys.stderr)
            return 1
        # A first run hands everything on, also what the cursor covers.
        if first_run and os.path.exists(state):
            again = "run it without --first-run; or, to have every row again, remove both files first"
            print(f"poll_feed: {state} is there: {again}", file=sys.stderr)
            return 1
        try:
            cursor = callrec.FeedCursor.first_run() if first_run else callrec.FeedCursor.load(state)
            with open_lines(calls) as file:
                collect(file, calls, state, cursor)
        except (callrec.CallrecError, OSError) as error:
            print(f"poll_feed: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    arguments, option = sys.argv[1:3], sys.argv[3:]
    aside = arguments[0] + ".aside" if arguments else ""
    if len(arguments) != 2 or option not in ([], ["--first-run"]) or arguments[1] in (arguments[0], aside):
        sys.exit("usage: poll_feed.py FILE CURSOR [--first-run], with two different files")
    sys.exit(main(arguments[0], arguments[1], first_run=option != []))
