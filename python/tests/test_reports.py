"""Every report of the portal, against the simulator's own sums."""

import datetime
from collections import Counter
from decimal import Decimal

import callrec
import pytest
from callrec.testing import Simulator
from conftest import MONTH, ROWS

CDR_REPORTS = [
    ("monthly_cdr", "2026-09"),
    ("daily_cdr", "2026-09-30"),
    ("monthly_adjustment_cdr", "2026-09"),
    ("daily_adjustment_cdr", "2026-09-15"),
]


@pytest.mark.parametrize(("operation", "period"), CDR_REPORTS)
def test_cdr_reports_add_up_to_the_facts(
    portal: callrec.IpassPortal, simulator: Simulator, operation: str, period: str
) -> None:
    reader: callrec.Reader[callrec.CdrRecord] = getattr(portal, operation)(simulator.company, period)
    records, seconds, amount = 0, 0, Decimal(0)
    for record in reader:
        records += 1
        seconds += record.session_length_s or 0
        amount += record.net_billing_amount or 0
    assert (records, seconds, amount) == simulator.totals(operation, period)
    assert reader.accounting.read == reader.accounting.rows == records
    assert reader.proof == "framed"
    assert reader.error is None


def test_periods_may_be_dates(portal: callrec.IpassPortal, simulator: Simulator) -> None:
    by_text = portal.monthly_cdr(simulator.company, MONTH).summary()
    by_date = portal.monthly_cdr(simulator.company, datetime.date(2026, 9, 17)).summary()
    by_time = portal.monthly_cdr(simulator.company, datetime.datetime(2026, 9, 17, 12)).summary()
    assert by_text.amount == by_date.amount == by_time.amount
    day = datetime.date(2026, 9, 30)
    assert portal.daily_cdr(simulator.company, day).summary().records == (
        simulator.totals("daily_cdr", "2026-09-30").records
    )


def test_days_make_up_the_month(portal: callrec.IpassPortal, simulator: Simulator) -> None:
    days = [datetime.date(2026, 9, day) for day in range(1, 31)]
    of_days = Counter(
        record.transaction_id for day in days for record in portal.daily_cdr(simulator.company, day)
    )
    of_month = Counter(
        record.transaction_id for record in portal.monthly_cdr(simulator.company, MONTH)
    )
    assert of_days == of_month
    assert of_month.total() == ROWS


def test_network_users_are_the_same_from_xml_and_csv(
    portal: callrec.IpassPortal, simulator: Simulator
) -> None:
    def rows(reader: callrec.Reader[callrec.NetworkUserRecord]) -> list[tuple[object, ...]]:
        return [
            (user.user_name, user.user_domain, user.network_user, user.om_user, user.ipc_user)
            for user in reader
        ]

    from_xml = rows(portal.network_users(simulator.company, MONTH))
    assert from_xml == rows(portal.network_users_csv(simulator.company, MONTH))
    assert from_xml
    assert {type(value) for row in from_xml for value in row[2:]} == {bool}


def test_child_companies_have_reports(portal: callrec.IpassPortal, simulator: Simulator) -> None:
    children = list(portal.child_companies(simulator.company))
    assert len(children) == 3
    for child in children:
        assert isinstance(child, callrec.CompanyRecord)
        assert isinstance(child.is_active, bool)
        summary = portal.monthly_cdr(child.id, MONTH).summary()
        assert summary.amount == simulator.totals("monthly_cdr", MONTH, child.id).amount


def test_a_period_without_records_is_no_error(
    portal: callrec.IpassPortal, simulator: Simulator
) -> None:
    reader = portal.monthly_cdr(simulator.company, "1999-01")
    assert list(reader) == []
    assert reader.accounting.read == 0


def test_a_lost_session_is_renewed_once(simulator: Simulator) -> None:
    with simulator.ipass_portal() as portal:
        portal.login()
        assert simulator.expire_sessions() >= 1
        assert portal.monthly_cdr(simulator.company, MONTH).summary().records == ROWS


@pytest.mark.parametrize("method", ["post", "get"])
def test_both_ways_to_log_in(simulator: Simulator, method: str) -> None:
    with simulator.ipass_portal(login_method=method) as portal:
        portal.login()
    logins = [request for request in simulator.requests() if request.operation == "login"]
    assert logins[-1].method == method.upper()
    assert simulator.password not in repr(logins)


def test_from_env(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in simulator.environment().items():
        monkeypatch.setenv(name, value)
    with callrec.IpassPortal.from_env(batch_rows=10) as portal:
        assert portal.base_url == simulator.base_url
        batch = next(portal.monthly_cdr(simulator.company, MONTH).batches())
    assert len(batch) == 10
    monkeypatch.delenv("CALLREC_IPASS_PORTAL_PASSWORD")
    with pytest.raises(callrec.ConfigError, match="PASSWORD"):
        callrec.IpassPortal.from_env()


def test_a_closed_client_refuses_and_its_readers_go_on(simulator: Simulator) -> None:
    portal = simulator.ipass_portal(batch_rows=100)
    reader = portal.monthly_cdr(simulator.company, MONTH)
    portal.close()
    portal.close()
    with pytest.raises(callrec.ClosedError):
        portal.monthly_cdr(simulator.company, MONTH)
    del portal
    assert reader.summary().records == ROWS
