"""Adds up a month of an account and of all its child companies, four reports opened at once.

    python all_companies.py 2026-09

Prints "COMPANY RECORDS AMOUNT" for each company. One company's failure is its own: the others go on; so
is a record that could not be read, without which its month is not whole.
Reads CALLREC_IPASS_PORTAL_URL (optional), _USERNAME, _PASSWORD and _COMPANY from the environment.
Exit code 0: every company's month came whole, and every record of it could be read.
"""

import os
import sys

import callrec


def main(month: str) -> int:
    failed = 0
    parent = os.environ["CALLREC_IPASS_PORTAL_COMPANY"]
    with (
        callrec.IpassPortal.from_env() as portal,
        portal.monthly_cdr_of_all(parent, month, concurrency=4, as_completed=True) as companies,
    ):
        for company in companies:
            try:
                total = company.reader.summary()
                aside = company.reader.quarantined()
                for record in aside:
                    print(f"{company.key.id}: line {record.line}: {record.reason}", file=sys.stderr)
                if aside:
                    failed += 1
                else:
                    print(company.key.id, total.records, total.amount)
            except callrec.CallrecError as error:
                print(f"{company.key.id}: {error}", file=sys.stderr)
                failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
