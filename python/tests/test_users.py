"""Users and what they are ordered by: requests, outcomes, lists."""

import datetime
import pickle
from pathlib import Path
from typing import Any

import callrec
import pytest
from callrec.testing import Simulator

SECRET = "s3cret-c4n4ry"


def test_a_user_from_creation_to_deletion() -> None:
    with Simulator(rows=1) as simulator, simulator.ipass_rest(realm=simulator.realm) as rest:
        name = f"ann@{simulator.realm}"
        new = callrec.NewUser(
            name, "ann@example.com", "Ann", "Example", password=SECRET, home_country="LU"
        )
        outcome = rest.create_user(new)
        assert not outcome.is_planned
        assert outcome.value is not None
        assert outcome.value.username == name
        assert SECRET not in repr(outcome) + str(outcome.message) + "".join(outcome.warnings)
        found = rest.find_user(name.upper())
        assert found is not None
        assert (found.fname, found.home_country, found.end_user_status) == ("Ann", "LU", "Active")
        assert found.start_date is not None
        assert isinstance(found.start_date, datetime.date)
        assert rest.update_user(callrec.UserUpdate(name, fname="Anna")).value is not None
        rest.suspend_user(name)
        suspended = rest.find_user_by_email("ann@example.com")
        assert suspended is not None
        assert (suspended.fname, suspended.end_user_status) == ("Anna", "Suspended")
        assert rest.reconcile_suspend_user(name).state == "done"
        assert rest.reconcile_activate_user(name).state == "not_done"
        rest.activate_user(name)
        deleted = rest.delete_user(name)
        assert deleted.value is not None
        assert deleted.value.end_user_status == "Deleted"
        assert rest.find_user(name) is None
        done = [one["done"] for one in simulator.ledger()["effects"] if one["key"] == name]
        assert done == ["created", "updated", "suspended", "activated", "deleted"]


def test_hosted_users_share_the_session_of_their_portal() -> None:
    with Simulator(rows=1) as simulator, simulator.ipass_portal() as portal:
        company, name = simulator.company, f"bob@{simulator.realm}"
        users = portal.hosted_users().with_realm(simulator.realm)
        new = callrec.NewUser(name, "bob@example.com", "Bob", "Example")
        assert users.retrieve_user(company, name) is None
        created = users.create_user(company, new)
        assert created.value is None or created.value.username == name
        with pytest.raises(callrec.RejectedError):
            users.create_user(company, new)
        users.update_user(company, callrec.UserUpdate(name, lname="Other"))
        users.suspend_user(company, name)
        found = users.retrieve_user(company, name)
        assert found is not None
        assert (found.lname, found.end_user_status) == ("Other", "Suspended")
        users.create_or_update_user(company, new)
        with pytest.raises(callrec.NotFoundError):
            users.suspend_user(company, f"nobody@{simulator.realm}")
        with pytest.raises(callrec.InvalidArgumentError, match="does not end in"):
            users.suspend_user(company, "bob@elsewhere")
        assert simulator.ledger()["logins"] == 1


def test_cost_centers_codes_and_groups() -> None:
    with Simulator(rows=1) as simulator, simulator.ipass_rest() as rest:
        user = next(user for user in rest.list_users() if user.end_user_id)
        assert user.end_user_id is not None
        rest.create_cost_center(callrec.NewCostCenter("C-9", "Nine"))
        center = next(one for one in rest.list_cost_centers() if one.cost_id == "C-9")
        rest.assign_cost_center_users(center.id, [user.end_user_id])
        members = list(rest.list_cost_center_users(center.id))
        assert [member.end_user_id for member in members] == [user.end_user_id]
        rest.unassign_cost_center_users(center.id, [user.end_user_id])
        rest.update_cost_center(callrec.CostCenterUpdate(center.id, "C-10", "Ten"))
        rest.delete_cost_center(center.id)
        assert "C-10" not in {one.cost_id for one in rest.list_cost_centers()}

        day = datetime.date(2026, 12, 31)
        code = callrec.NewRegistrationCode("CODE-A", "CODE-B", 3, "months", day)
        created = rest.create_registration_code(code).value
        assert created is None or created.reg_code == "CODE-A"
        (found,) = rest.search_registration_codes("CODE-A")
        assert (found.duration, found.duration_unit, found.max_activation_date) == (
            3,
            "Months",
            day,
        )
        assert found.id is not None
        rest.update_registration_code(
            callrec.RegistrationCodeUpdate(found.id, duration=5, duration_unit="days")
        )
        (changed,) = rest.search_registration_codes("CODE-A")
        assert (changed.duration, changed.duration_unit) == (5, "Days")

        plan = next(iter(rest.list_group_plans()))
        rest.create_group(callrec.NewGroup("Night", plan.id, users=[user.username]))
        group = next(one for one in rest.list_groups() if one.name == "Night")
        rest.update_group(group.id, "Evening")
        rest.unassign_group_users(group.id, [user.username])
        evening = next(one for one in rest.list_groups() if one.id == group.id)
        assert (evening.name, evening.assigned_count) == ("Evening", 0)


def test_lists_of_many_pages_and_of_a_window() -> None:
    with Simulator(rows=1, users=205) as simulator:
        rest = simulator.ipass_rest(page_limit=10, batch_rows=7)
        names = [user.username for user in rest.list_users()]
        assert len(names) == len(set(names)) == 205
        assert {user.username for user in rest.list_active_users()} < set(names)
        every = {user.username for user in rest.search_users("")}
        days = [user.start_date for user in rest.search_users("") if user.start_date]
        first = min(days)
        early = rest.search_users("", registered_to=first)
        late = rest.search_users("", registered_from=str(first + datetime.timedelta(days=1)))
        assert {user.username for user in early} | {user.username for user in late} == every
        child = rest.with_company(simulator.children[0])
        companies = {user.company for user in child.list_users()}
        assert companies == {simulator.children[0]}


def test_answers_are_records_without_a_line() -> None:
    with Simulator(rows=1) as simulator, simulator.ipass_rest() as rest:
        name = simulator.users()[0]["username"]
        found = rest.find_user(name)
        listed = next(user for user in rest.list_users() if user.username == name)
        assert isinstance(found, callrec.UserRecord)
        assert found.keys() == [
            key for key in listed.keys() if key not in ("_line", "_offset", "_repair")
        ]
        assert {key: listed[key] for key in found} == dict(found)
        assert listed._line > 0
        for name in ("_line", "_offset", "_repair"):
            with pytest.raises(AttributeError):
                getattr(found, name)


REQUESTS: list[tuple[Any, dict[str, Any]]] = [
    (callrec.NewUser, {"username": "a@b", "email": "e", "fname": "f", "lname": "l"}),
    (callrec.UserUpdate, {"username": "a@b", "device_limit": 3}),
    (callrec.NewCostCenter, {"cost_id": "1", "name": "n", "child_company": "9"}),
    (callrec.CostCenterUpdate, {"id": "1", "cost_id": "2", "name": "n"}),
    (callrec.NewRegistrationCode, {
        "reg_code": "a", "reg_code2": "b", "duration": 3, "duration_unit": "days",
        "max_activation_date": datetime.date(2026, 1, 2),
    }),
    (callrec.RegistrationCodeUpdate, {"id": "1", "max_activation_date": datetime.date(2026, 1, 2)}),
    (callrec.NewGroup, {"name": "n", "group_plan_id": "1", "users": ["a@b"]}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "values"), REQUESTS)
def test_requests_are_values(kind: Any, values: dict[str, Any]) -> None:
    request = kind(**values)
    for name, value in values.items():
        assert getattr(request, name) == value
        assert f"{name}={value!r}" in repr(request)
    assert request == kind(**values)
    assert repr(request).startswith(f"{kind.__name__}(")
    with pytest.raises(AttributeError):
        setattr(request, next(iter(values)), "x")
    with pytest.raises(TypeError, match="pickled"):
        pickle.dumps(request)


@pytest.mark.parametrize("kind", [callrec.NewUser, callrec.UserUpdate])
def test_no_password_is_shown(kind: Any) -> None:
    given = ("a@b", "e", "f", "l") if kind is callrec.NewUser else ("a@b",)
    request = kind(*given, password=SECRET)
    assert SECRET not in repr(request) + str(request)
    assert request.password == "***"
    assert request != kind(*given, password="other-c4n4ry")


def test_arguments_that_cannot_be() -> None:
    with pytest.raises(callrec.InvalidArgumentError, match="duration_unit"):
        callrec.NewRegistrationCode("a", "b", 3, "years", "2026-01-01")  # type: ignore[arg-type]
    with pytest.raises(callrec.InvalidArgumentError, match="day"):
        callrec.NewRegistrationCode("a", "b", 3, "days", "2026-02-30")
    with pytest.raises(TypeError):
        callrec.NewUser("a@b")  # type: ignore[call-arg]
    with Simulator(rows=1) as simulator, simulator.ipass_rest() as rest:
        with pytest.raises(TypeError):
            rest.assign_group_users("1", "ann")  # a text is no list of texts
        with pytest.raises(callrec.InvalidArgumentError, match="@"):
            rest.create_user(callrec.NewUser("ann", "e", "f", "l"))
        assert simulator.requests() == []


def test_files_hold_no_secret_unless_asked(tmp_path: Path) -> None:
    body = (
        b"<endUsers><endUser><username>ann</username><fname>=1+1</fname>"
        b"<password>s3cret-c4n4ry</password></endUser></endUsers>"
    )
    path = tmp_path / "users.csv"
    for ending in ("csv", "ndjson", "parquet"):
        callrec.decode(body, "users").write(tmp_path / f"users.{ending}")
        assert SECRET.encode() not in (tmp_path / f"users.{ending}").read_bytes()
    assert "***" in path.read_text("utf-8")
    callrec.decode(body, "users").write(path, reveal_secrets=True, excel_safe=True)
    text = path.read_text("utf-8")
    assert SECRET in text
    assert "'=1+1" in text
    path.unlink()
