"""What a notebook shows: escaped, bounded, well formed, and never a secret."""

import re
from xml.etree import ElementTree

import callrec
import pytest
from callrec.testing import Simulator
from conftest import MONTH, ROWS
from samples import HEADER, cdr_file, row

SECRET = "s3cret-c4n4ry"


def view(shown: object) -> str:
    """The HTML of a cell, checked for what every view must be."""
    html: str = shown._repr_html_()  # type: ignore[attr-defined]
    # As XML it is read only if every element is closed and every text escaped.
    root = ElementTree.fromstring(html)
    assert root.get("class") == "callrec"
    assert "<script" not in html.lower()
    assert SECRET not in html
    # Colours would be wrong in either light or dark.
    assert not re.search(r"color:(?!inherit)|background:(?!transparent)|#[0-9a-f]{3}", html)
    return html


def text(html: str) -> str:
    return "".join(ElementTree.fromstring(html).itertext())


def test_a_batch_shows_its_first_records(month: callrec.Reader[callrec.CdrRecord]) -> None:
    batch = next(month.batches())
    html = view(batch)
    assert html.count("<tr>") == 1 + 10
    assert "300 records" in text(html) and "and 290 more" in text(html)
    for record in list(batch)[:10]:
        assert record.transaction_id in text(html)
    assert list(batch)[10].transaction_id not in text(html)


def test_what_providers_write_is_escaped_and_cut() -> None:
    evil = '<script>alert("x")</script>&amp;'
    data = HEADER + row("T1").replace('"CH, Zurich"', '"' + evil.replace('"', '""') + '"')
    data += row("T2").replace('"CH, Zurich"', "Z" * 5_000)
    batch = next(callrec.decode(data.encode()).batches())
    html = view(batch)
    assert evil in text(html)
    assert len(html) < 12_000
    first, second = batch
    assert evil in text(view(first))
    assert "Z" * 300 in view(second) and len(view(second)) < 8_000
    assert "null" in text(view(first))


def test_a_reader_shows_how_far_it_is_and_reads_nothing(
    month: callrec.Reader[callrec.CdrRecord],
) -> None:
    before = text(view(month))
    assert "ipass_cdr" in before and "open" in before and "net_billing_amount" in before
    assert month.accounting.read == 0
    assert len(list(month)) == ROWS
    after = text(view(month))
    assert "complete" in after and "framed" in after and str(ROWS) in after


def test_a_reader_that_failed_shows_why() -> None:
    reader = callrec.decode(cdr_file(3) + b'T4,"<open>')
    with pytest.raises(callrec.DecodeError) as caught:
        list(reader)
    shown = text(view(reader))
    assert "failed" in shown and str(caught.value) in shown
    shown = text(view(caught.value))
    assert "DecodeError" in shown and str(caught.value) in shown
    assert "line5" in shown


def test_totals_are_a_table(month: callrec.Reader[callrec.CdrRecord]) -> None:
    summary = month.summary()
    shown = text(view(summary))
    assert str(summary.amount) in shown
    for total in summary.by_service_type:
        assert str(total.service_type) in shown and str(total.amount) in shown
    assert "cumulative" in shown
    assert "records read" in text(view(month.accounting))


def test_secrets_of_users_are_not_shown(simulator: Simulator) -> None:
    with simulator.ipass_rest() as rest:
        user = callrec.NewUser(
            f"jo.notebook@{simulator.realm}", "jo@example.com", "Jo", "Doe", password=SECRET
        )
        planned = rest.dry_run().create_user(user)
        assert "***" in view(planned) and view(planned) == view(planned.planned)
        outcome = rest.create_user(user)
        assert outcome.value is not None
        # It is there for those who ask.
        token = outcome.value.aca_token
        assert token and token not in view(outcome) and token not in view(outcome.value)
        batch = next(rest.list_users().batches())
        tokens = [record["aca_token"] for record in batch if record["aca_token"]]
        assert all(found not in view(batch) for found in tokens)
        assert "done" in text(view(rest.reconcile_create_user(user)))


def test_a_record_with_a_password_masks_it() -> None:
    data = (
        b"<users><endUser><username>jo@example.com</username><email>jo@example.com</email>"
        b"<password>s3cret-c4n4ry</password></endUser></users>"
    )
    batch = next(callrec.decode(data, "users").batches())
    (record,) = batch
    assert record.password == SECRET
    assert "***" in view(record) and "***" in view(batch)


def test_other_results(simulator: Simulator) -> None:
    assert "17" in text(view(callrec.FeedCursor.after(17)))
    assert "first run" in text(view(callrec.FeedCursor.first_run()))


def test_nothing_to_show_is_shown(simulator: Simulator) -> None:
    reader = callrec.decode(HEADER.encode())
    assert "0 B" in text(view(reader)) or "bytes" in text(view(reader))
    assert "total" in text(view(callrec.Summary()))
    error = callrec.CallrecError()
    assert "internal" in text(view(error))
    assert MONTH not in text(view(error))
