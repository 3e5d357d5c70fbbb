"""Downloads a month of CDRs from the iPass portal and prints ids, amounts and times.

Address and credentials come from the environment: CALLREC_IPASS_PORTAL_URL, …_USERNAME, …_PASSWORD
and …_COMPANY. Without an account, `callrec simulate --shell` prints
all four, ready to paste. The argument is the month,
as in 2026-09. Ends with 1 where records were set aside: the month is not whole then.
"""

# readme: begin
import os
import sys

import callrec

total = callrec.Summary()
with callrec.IpassPortal.from_env() as portal:
    reader = portal.monthly_cdr(os.environ["CALLREC_IPASS_PORTAL_COMPANY"], sys.argv[1])
    for batch in reader.batches():
        total.add(batch)
        for record in batch:
            print(record.transaction_id, record.net_billing_amount, record.gmt_time)
print(total.records, "records,", total.amount, "in all")
sys.exit("\n".join(map(str, reader.quarantined())) or None)  # what could not be read is told
# readme: end
