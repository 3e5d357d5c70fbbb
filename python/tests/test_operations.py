"""Every operation of tests/operations.toml, called once, asks for what it says."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import callrec
import pytest
import tomllib
from callrec.testing import Simulator
from conftest import MONTH

LIST = Path(__file__).resolve().parents[2] / "tests" / "operations.toml"
OPERATIONS = [
    f"{one['system']}.{one['name']}" for one in tomllib.loads(LIST.read_text("utf-8"))["operation"]
]
DAY, END = "2026-09-03", "2026-09-05"


class Systems:
    """A simulator with something of everything, and a client of each system."""

    def __init__(self) -> None:
        self.simulator = simulator = Simulator(rows=300, users=40, seed=7)
        self.portal = portal = simulator.ipass_portal()
        self.hosted = hosted = portal.hosted_users()
        self.rest = rest = simulator.ipass_rest(realm=simulator.realm)
        self.feed = feed = simulator.billing_feed()
        self.getcalls = getcalls = simulator.getcalls()
        company = simulator.company
        user = next(user for user in simulator.users() if user["status"] == "Active")
        name, email, ids = user["username"], user["email"], [str(user["end_user_id"])]
        device = simulator.add_device(name)
        center = str(simulator.cost_centers()[0]["id"])
        group = str(simulator.groups()[0]["id"])
        code = str(simulator.registration_codes()[0]["id"])
        recording = next(
            row.recording for row in feed.first_page() if "://" in (row.recording or "")
        )
        assert recording is not None
        self.name, self.center = name, center

        def new(local: str) -> callrec.NewUser:
            address = f"{local}@{simulator.realm}"
            return callrec.NewUser(address, address, "Ann", "Example", password="in1tial-c4n4ry-Pw")

        new_code = callrec.NewRegistrationCode("CODE1", "CODE2", 3, "months", END)
        self.calls: dict[str, Callable[[], Any]] = {
            "ipass_portal.login": portal.login,
            "ipass_portal.monthly_cdr": lambda: portal.monthly_cdr(company, MONTH),
            "ipass_portal.daily_cdr": lambda: portal.daily_cdr(company, DAY),
            "ipass_portal.monthly_adjustment_cdr": lambda: portal.monthly_adjustment_cdr(company, MONTH),
            "ipass_portal.daily_adjustment_cdr": lambda: portal.daily_adjustment_cdr(company, DAY),
            "ipass_portal.network_users": lambda: portal.network_users(company, MONTH),
            "ipass_portal.network_users_csv": lambda: portal.network_users_csv(company, MONTH),
            "ipass_portal.child_companies": lambda: portal.child_companies(company),
            "ipass_portal.child_custom_report": lambda: portal.child_custom_report(company, MONTH, "Usage"),
            "hosted_users.create_or_update_user": lambda: hosted.create_user(company, new("hosted")),
            "hosted_users.suspend_user": lambda: hosted.suspend_user(company, name),
            "hosted_users.retrieve_user": lambda: hosted.retrieve_user(company, name),
            "ipass_rest.create_user": lambda: rest.create_user(new("fresh")),
            "ipass_rest.update_user": lambda: rest.update_user(callrec.UserUpdate(name, fname="Anna")),
            "ipass_rest.suspend_user": lambda: rest.suspend_user(name),
            "ipass_rest.activate_user": lambda: rest.activate_user(name),
            "ipass_rest.search_users": lambda: rest.search_users("a"),
            "ipass_rest.list_users": rest.list_users,
            "ipass_rest.list_active_users": rest.list_active_users,
            "ipass_rest.resend_activation": lambda: rest.resend_activation(name),
            "ipass_rest.list_cost_centers": rest.list_cost_centers,
            "ipass_rest.create_cost_center": lambda: rest.create_cost_center(
                callrec.NewCostCenter("C-77", "Sales")
            ),
            "ipass_rest.update_cost_center": lambda: rest.update_cost_center(
                callrec.CostCenterUpdate(center, "C-78", "Selling")
            ),
            "ipass_rest.list_cost_center_users": lambda: rest.list_cost_center_users(center),
            "ipass_rest.assign_cost_center_users": lambda: rest.assign_cost_center_users(center, ids),
            "ipass_rest.unassign_cost_center_users": lambda: rest.unassign_cost_center_users(center, ids),
            "ipass_rest.list_devices": lambda: rest.list_devices(email),
            "ipass_rest.deactivate_device": lambda: rest.deactivate_device(email, device),
            "ipass_rest.create_registration_code": lambda: rest.create_registration_code(new_code),
            "ipass_rest.update_registration_code": lambda: rest.update_registration_code(
                callrec.RegistrationCodeUpdate(code, duration=4)
            ),
            "ipass_rest.list_used_registration_codes": rest.list_used_registration_codes,
            "ipass_rest.search_registration_codes": lambda: rest.search_registration_codes("C"),
            "ipass_rest.custom_report": lambda: rest.custom_report(MONTH, "Usage"),
            "ipass_rest.child_custom_report": lambda: rest.child_custom_report(MONTH, "Usage"),
            "ipass_rest.monthly_cdr": lambda: rest.monthly_cdr(MONTH),
            "ipass_rest.monthly_adjustment_cdr": lambda: rest.monthly_adjustment_cdr(MONTH),
            "ipass_rest.daily_cdr": lambda: rest.daily_cdr(DAY),
            "ipass_rest.daily_adjustment_cdr": lambda: rest.daily_adjustment_cdr(DAY),
            "ipass_rest.network_users": lambda: rest.network_users(MONTH),
            "ipass_rest.list_groups": rest.list_groups,
            "ipass_rest.list_group_plans": rest.list_group_plans,
            "ipass_rest.create_group": lambda: rest.create_group(callrec.NewGroup("Night", "1")),
            "ipass_rest.update_group": lambda: rest.update_group(group, "Evening"),
            "ipass_rest.assign_group_users": lambda: rest.assign_group_users(group, [name]),
            "ipass_rest.unassign_group_users": lambda: rest.unassign_group_users(group, [name]),
            "ipass_rest.delete_user": lambda: rest.delete_user(name),
            "ipass_rest.delete_cost_center": lambda: rest.delete_cost_center(center),
            "billing_feed.feed": lambda: feed.collect(callrec.FeedCursor.first_run()),
            "billing_feed.recording": lambda: feed.recording(recording),
            "getcalls.get_calls": lambda: getcalls.get_calls(simulator.profile, DAY, END),
        }  # fmt: skip


def finish(result: Any) -> None:
    """Reads what there is to read, to its clean end."""
    if isinstance(result, callrec.Reader):
        assert sum(len(batch) for batch in result.batches()) == result.accounting.rows
        assert result.proof is not None
    elif isinstance(result, callrec.Document):
        assert result.read()
    elif isinstance(result, callrec.Outcome):
        assert not result.is_planned
        assert result.warnings == []
    else:
        assert result is None or isinstance(result, callrec.UserRecord)


def test_every_operation_can_be_called_and_asks_for_what_it_says() -> None:
    systems = Systems()
    with systems.simulator as simulator:
        assert sorted(systems.calls) == sorted(OPERATIONS)
        # What deletes comes last.
        for name in sorted(
            OPERATIONS, key=lambda name: (".delete_" in name, OPERATIONS.index(name))
        ):
            before = len(simulator.requests())
            finish(systems.calls[name]())
            asked = {f"{one.system}.{one.operation}" for one in simulator.requests()[before:]}
            # A session that is there needs no login.
            assert name in asked or name == "ipass_portal.login", name
        ledger = simulator.ledger()
        assert (ledger["unknown_requests"], ledger["dangerous_requests"]) == (0, 0)


@pytest.mark.parametrize("system", ["ipass_rest", "hosted_users"])
def test_a_dry_run_sends_no_write(system: str) -> None:
    systems = Systems()
    with systems.simulator as simulator:
        client: Any = {"ipass_rest": systems.rest, "hosted_users": systems.hosted}[system]
        dry = client.dry_run()
        user = callrec.NewUser(
            f"dry@{simulator.realm}", "dry@example.com", "A", "B", password="c4n4ry"
        )
        outcome = (
            dry.create_user(user)
            if system == "ipass_rest"
            else dry.create_user(simulator.company, user)
        )
        assert outcome.is_planned
        assert outcome.planned is not None
        assert outcome.planned.method == "POST"
        assert outcome.planned.operation.startswith(system)
        for shown in (
            str(outcome.planned),
            repr(outcome),
            repr(outcome.planned),
            outcome.planned.body,
        ):
            assert "c4n4ry" not in str(shown)
        assert "***" in str(outcome.planned)
        assert simulator.ledger()["effects"] == []
