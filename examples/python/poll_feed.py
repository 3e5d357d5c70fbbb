"""Appends what is new in a billing feed to a file, once a run: every row once, over any number of runs.

    python poll_feed.py calls.txt feed.cursor --first-run      the first time
    python poll_feed.py calls.txt feed.cursor                  from then on, by cron say

The cursor file is written after the rows are in their file. A run that is killed between the two
hands the same rows on again at the next one: whoever loads the file drops ids that he has. A cursor
file that is missing is an error, never a silent first run.

Reads CALLREC_BILLING_FEED_URL, _USERNAME and _PASSWORD from the environment.
"""

import os
import sys

import callrec


def main(calls: str, state: str, first_run: bool) -> None:
    cursor = callrec.FeedCursor.first_run() if first_run else callrec.FeedCursor.load(state)
    with callrec.BillingFeed.from_env() as feed, open(calls, "a", encoding="utf-8") as file:
        reader = feed.collect(cursor)
        for batch in reader.batches():
            for row in batch:
                print(row.id, row.origin, row.destination, row.charge, sep="\t", file=file)
            # On the disk before the cursor says so.
            file.flush()
            os.fsync(file.fileno())
            if reader.cursor is not None:
                reader.cursor.save(state)
    print(reader.accounting.rows, "rows")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], "--first-run" in sys.argv[3:])
