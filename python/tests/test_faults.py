"""What a caller gets when things go wrong, by the families of tests/retry."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import callrec
import pytest
import tomllib
from callrec.testing import Simulator
from conftest import MONTH

RETRY = Path(__file__).resolve().parents[2] / "tests" / "retry"
DAY = "2026-09-03"

# What befalls the portal, and what creates something at the REST API.
CHOSEN = [
    ("login.toml", "refused-{form}"),
    ("sessions.toml", "lost-once-{form}"),
    ("sessions.toml", "lost-twice-{form}"),
    ("bodies.toml", "{fault}-once"),
    ("bodies.toml", "{fault}-always"),
]
CREATES = ("services/creates.toml", "{fault}")
REPORTS = ["monthly_cdr", "network_users", "child_companies"]


def family(file: str, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The cases of a family, each with the parameters filled in."""
    tables = tomllib.loads((RETRY / file).read_text("utf-8"))["family"]
    found = next(table for table in tables if table["name"] == name)
    for parameters in found.get("each", [{}]):

        def filled(value: Any, parameters: dict[str, Any] = parameters) -> Any:
            if isinstance(value, str):
                return value.format(**parameters) if "{" in value else value
            if isinstance(value, list):
                return [filled(one) for one in value]
            if isinstance(value, dict):
                return {key: filled(one) for key, one in value.items()}
            return value

        case = {key: filled(value) for key, value in found.items() if key != "each"}
        yield case["name"], case


PORTAL = [
    pytest.param(operation, case, id=f"{file}/{name}/{operation}")
    for file, family_name in CHOSEN
    for name, case in family(file, family_name)
    for operation in REPORTS
]


def read(portal: callrec.IpassPortal, operation: str, company: str) -> callrec.Reader[Any]:
    if operation == "child_companies":
        return portal.child_companies(company)
    method: Callable[[str, str], callrec.Reader[Any]] = getattr(portal, operation)
    return method(company, MONTH)


@pytest.mark.parametrize(("operation", "case"), PORTAL)
def test_portal(operation: str, case: dict[str, Any]) -> None:
    with Simulator(rows=200) as simulator:
        wanted_rows = len(list(read(simulator.ipass_portal(), operation, simulator.company)))
        before = simulator.ledger()
        asked = len(simulator.requests())
        simulator.plan(*(fault.replace("@", operation) for fault in case["faults"]))
        portal = simulator.ipass_portal(retry_pause=0.002, circuit_after=0)
        wanted = case["result"]
        for _ in range(case.get("calls", 1)):
            rows, error = 0, None
            try:
                for _ in read(portal, operation, simulator.company):
                    rows += 1
            except callrec.CallrecError as caught:
                error = caught
            if "error" in wanted:
                assert error is not None
                assert error.kind in wanted["error"].split(" | ")
                assert error.retryable == wanted["retryable"]
                assert rows < wanted_rows or wanted_rows == 0
            else:
                assert error is None
                assert rows == wanted_rows
        requests = [request.operation for request in simulator.requests()[asked:]]
        assert requests == [operation if one == "@" else one for one in case["requests"]]
        after = simulator.ledger()
        assert after["logins"] - before["logins"] == case.get("effects", {}).get("logins", 1)


CENTER = callrec.NewCostCenter("C-77", "Sales")
CODE = callrec.NewRegistrationCode("CODE1", "CODE2", 3, "months", "2026-12-31")
GROUP = callrec.NewGroup("Night", "1")
CREATING: dict[str, Callable[[callrec.IpassRest, str], Any]] = {
    "create_user": lambda rest, realm: rest.create_user(user(realm)),
    "create_cost_center": lambda rest, _: rest.create_cost_center(CENTER),
    "create_registration_code": lambda rest, _: rest.create_registration_code(CODE),
    "create_group": lambda rest, _: rest.create_group(GROUP),
}
LOOKING: dict[str, Callable[[callrec.IpassRest, str], callrec.Reconciled[Any]]] = {
    "create_user": lambda rest, realm: rest.reconcile_create_user(user(realm)),
    "create_cost_center": lambda rest, _: rest.reconcile_create_cost_center(CENTER),
    "create_registration_code": lambda rest, _: rest.reconcile_create_registration_code(CODE),
    "create_group": lambda rest, _: rest.reconcile_create_group(GROUP),
}


def user(realm: str) -> callrec.NewUser:
    return callrec.NewUser(f"new@{realm}", "new@example.com", "Ann", "Example")


@pytest.mark.parametrize(
    ("operation", "case"),
    [
        pytest.param(operation, case, id=f"{name}/{operation}")
        for name, case in family(*CREATES)
        for operation in CREATING
    ],
)
def test_what_creates_is_sent_once_and_the_ledger_has_it_once(
    operation: str, case: dict[str, Any]
) -> None:
    with Simulator(rows=1) as simulator, simulator.ipass_rest(retry_pause=0.002) as rest:
        simulator.plan(*(fault.replace("@", f"ipass_rest.{operation}") for fault in case["faults"]))
        with pytest.raises(callrec.AmbiguousError) as caught:
            CREATING[operation](rest, simulator.realm)
        assert (caught.value.kind, caught.value.retryable) == ("ambiguous", False)
        assert (caught.value.provider, caught.value.operation) == ("ipass-rest", operation)
        sent = [request for request in simulator.requests() if request.operation == operation]
        assert len(sent) == case["requests"] == 1
        effects = [one for one in simulator.ledger()["effects"] if one["operation"] == operation]
        assert len(effects) == case["effects"] == 1
        # The look that the error advises finds it.
        found = LOOKING[operation](rest, simulator.realm)
        assert (found.state, found.why) == ("done", None)
        assert isinstance(found.value, callrec.Record)


def test_what_was_not_created_is_said() -> None:
    with Simulator(rows=1) as simulator, simulator.ipass_rest() as rest:
        for look in LOOKING.values():
            found = look(rest, simulator.realm)
            assert (found.state, found.value) == ("not_done", None)


def test_a_deletion_whose_answer_is_lost_is_sent_again_and_is_success() -> None:
    with Simulator(rows=1) as simulator, simulator.ipass_rest(retry_pause=0.002) as rest:
        name = simulator.users()[0]["username"]
        simulator.plan("ipass_rest.delete_user:1:commit-then-reset")
        outcome = rest.delete_user(name)
        assert outcome.already_gone
        assert "already gone" in repr(outcome)
        assert rest.reconcile_delete_user(name).state == "done"


# How a service refuses credentials, what that is, and how many requests three calls are: where a
# refusal is plain, they are not sent again, since the account would be locked. The REST API has no
# lock, and its error may be about something else, as may the ``false`` of getcalls.
REFUSALS: list[tuple[str, str, type[callrec.CallrecError], int]] = [
    ("ipass_portal", "login_failure=unauthorized", callrec.AuthError, 1),
    ("ipass_portal", "login_failure=login-page", callrec.AuthError, 1),
    ("ipass_rest", "columns=15", callrec.AuthError, 3),
    ("billing_feed", "billing_feed.wrong_login=unauthorized", callrec.AuthError, 1),
    ("billing_feed", "billing_feed.wrong_login=text", callrec.NotDataError, 3),
    ("getcalls", "getcalls.failure=json-false", callrec.ServiceError, 3),
]


@pytest.mark.parametrize(("system", "switch", "error", "asked"), REFUSALS)
def test_wrong_credentials_are_tried_once_a_call_at_most(
    system: str, switch: str, error: type[callrec.CallrecError], asked: int
) -> None:
    wrong = "wr0ng-c4n4ry"
    with Simulator(rows=10, feed_rows=10, switches=[switch]) as simulator:
        portal, rest = simulator.ipass_portal(password=wrong), simulator.ipass_rest(key=wrong)
        feed, getcalls = simulator.billing_feed(password=wrong), simulator.getcalls(password=wrong)
        calls: dict[str, Callable[[], Any]] = {
            "ipass_portal": portal.login,
            "ipass_rest": lambda: list(rest.list_users()),
            "billing_feed": lambda: list(feed.first_page()),
            "getcalls": lambda: list(getcalls.get_calls(simulator.profile, DAY, "2026-09-05")),
        }
        for _ in range(3):
            with pytest.raises(error) as caught:
                calls[system]()
            assert not caught.value.retryable
            assert "c4n4ry" not in str(caught.value) + repr(caught.value)
        assert len(simulator.requests()) == asked


def test_errors_tell_what_the_service_said() -> None:
    with Simulator(rows=1) as simulator, simulator.ipass_rest() as rest:
        with pytest.raises(callrec.NotFoundError) as gone:
            rest.suspend_user(f"nobody@{simulator.realm}")
        assert gone.value.fault == "user_not_found"
        assert gone.value.provider_code == "2005"
        assert gone.value.provider_message is not None
        assert "nobody" in gone.value.provider_message
        taken = simulator.users()[0]["email"]
        with pytest.raises(callrec.RejectedError) as refused:
            rest.create_user(callrec.NewUser(f"x@{simulator.realm}", taken, "A", "B"))
        assert refused.value.fault == "email_unavailable"
        simulator.plan("ipass_rest.list_users:*:return-503=900")
        with pytest.raises(callrec.CallrecError) as busy:
            list(rest.list_users())
        assert busy.value.retry_after == 900
        assert busy.value.retry_at is not None
        assert busy.value.retry_at.tzinfo is not None
