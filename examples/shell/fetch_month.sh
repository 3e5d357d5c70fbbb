#!/bin/sh
# Downloads a month of CDRs and prints the first of them, with ids, amounts and times.
# Needs CALLREC_IPASS_PORTAL_URL, _USERNAME, _PASSWORD and _COMPANY in the environment.
set -u
month=${1:-2026-09}
# readme: begin
callrec fetch ipass-portal monthly-cdr --month "$month" --out cdr.ndjson --quarantine bad.ndjson
status=$?
case $status in
  0) head -n 3 cdr.ndjson ;;                               # the month is there, whole
  3) head -n 3 cdr.ndjson; echo "look at bad.ndjson" >&2 ;; # and some rows were set aside
  *) echo "no file was written" >&2; exit "$status" ;;     # the line above says what to do
esac
# readme: end
