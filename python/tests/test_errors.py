"""Bad input: a typed error with operation, system and place, and never a secret."""

import gc
import pickle
import socket
import traceback
from collections.abc import Callable

import callrec
import pytest
from callrec import _native, exceptions
from callrec.testing import Simulator
from conftest import MONTH
from samples import cdr_file

SECRET = "s3cret-c4n4ry-Pässw0rd+&%"


def test_one_class_for_every_kind_of_the_core() -> None:
    assert sorted(exceptions._BY_KIND) == sorted(_native._error_kinds())
    classes = set(exceptions._BY_KIND.values())
    assert len(classes) == len(exceptions._BY_KIND)
    assert {cls.__name__ for cls in classes} | {"CallrecError"} == set(exceptions.__all__)
    assert set(exceptions.__all__) <= set(callrec.__all__)


def test_exceptions_survive_pickling_with_their_attributes() -> None:
    for cls in exceptions._BY_KIND.values():
        error = cls("ipass-portal login: no; try again", kind="x", line=3, retryable=True)
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is cls
        assert (str(again), vars(again)) == (str(error), vars(error))


def caught(call: Callable[[], object]) -> callrec.CallrecError:
    """What a call raises, checked for what every error must have."""
    with pytest.raises(callrec.CallrecError) as info:
        call()
    error = info.value
    assert type(error) is exceptions._BY_KIND[error.kind]
    shown = "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error))
    for form in (SECRET, "s3cret", "P%C3%A4ss"):
        assert form not in shown
    assert len(str(error).splitlines()) == 1
    assert str(error).endswith(error.hint) and error.hint
    return error


def read_month(portal: callrec.IpassPortal, company: str) -> Callable[[], object]:
    return lambda: list(portal.monthly_cdr(company, MONTH))


@pytest.mark.parametrize("failure", ["unauthorized", "login-page", "login-page-with-cookie"])
@pytest.mark.parametrize("method", ["post", "get"])
def test_wrong_password(failure: str, method: str) -> None:
    with Simulator(switches=[f"login_failure={failure}"]) as simulator:
        portal = simulator.ipass_portal(password=SECRET, login_method=method)
        error = caught(read_month(portal, simulator.company))
        assert isinstance(error, callrec.AuthError)
        assert error.provider == "ipass-portal"
        assert error.operation in ("login", "monthly_cdr")
        assert not error.retryable
        # Refused credentials are not sent again: the account would be locked.
        logins = [request for request in simulator.requests() if request.operation == "login"]
        caught(read_month(portal, simulator.company))
        after = [request for request in simulator.requests() if request.operation == "login"]
        assert len(after) == len(logins) <= 2


def test_unknown_company(portal: callrec.IpassPortal) -> None:
    error = caught(read_month(portal, "no-such-company"))
    assert isinstance(error, callrec.ForbiddenError)
    assert (error.operation, error.http_status) == ("monthly_cdr", 403)
    assert "ipass-portal monthly_cdr" in str(error)


def test_unknown_company_with_404() -> None:
    with Simulator(switches=["unentitled=not-found"]) as simulator, simulator.ipass_portal() as portal:
        error = caught(read_month(portal, "no-such-company"))
    assert isinstance(error, callrec.NotFoundError)
    assert error.http_status == 404


@pytest.mark.parametrize("month", ["2026-13", "", "September", "2026-9", "2026-09-01", 202609, None])
def test_a_month_that_does_not_exist(simulator: Simulator, month: str) -> None:
    before = len(simulator.requests())
    with simulator.ipass_portal() as portal:
        error = caught(lambda: portal.monthly_cdr(simulator.company, month))
    assert isinstance(error, callrec.InvalidArgumentError)
    assert isinstance(error, ValueError)
    assert (error.provider, error.operation) == ("ipass-portal", "monthly_cdr")
    assert str(error).startswith("ipass-portal monthly_cdr: ")
    assert len(simulator.requests()) == before


@pytest.mark.parametrize("company", ["", ".", "..", "a\nb"])
def test_a_company_that_cannot_be_sent(simulator: Simulator, company: str) -> None:
    with simulator.ipass_portal() as portal:
        error = caught(lambda: portal.child_companies(company))
    assert isinstance(error, callrec.InvalidArgumentError)
    assert error.operation == "child_companies"


def test_unreachable_host() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    portal = callrec.IpassPortal(f"http://127.0.0.1:{port}", "jo", SECRET)
    error = caught(portal.login)
    assert isinstance(error, callrec.ConnectError)
    assert isinstance(error, callrec.TransportError)
    assert (error.provider, error.operation) == ("ipass-portal", "login")
    assert error.retryable


def test_a_server_that_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        portal = callrec.IpassPortal(url, "jo", SECRET, timeout=0.2, connect_timeout=0.2)
        error = caught(portal.login)
        assert isinstance(error, callrec.DeadlineError)
        assert isinstance(error, TimeoutError)


def test_html_instead_of_csv() -> None:
    with Simulator() as simulator, simulator.ipass_portal() as portal:
        simulator.plan("monthly_cdr:*:wrong-content")
        error = caught(read_month(portal, simulator.company))
        assert isinstance(error, callrec.NotDataError)
        assert (error.operation, error.http_status) == ("monthly_cdr", 200)


def test_a_service_that_fails() -> None:
    with Simulator() as simulator, simulator.ipass_portal() as portal:
        simulator.plan("monthly_cdr:*:return-500-html")
        error = caught(read_month(portal, simulator.company))
        assert isinstance(error, callrec.ServiceError)
        assert error.http_status == 500


@pytest.mark.parametrize("verb", ["fin-after-150000B", "cut-chunked-after-150000B", "reset-after-150000B"])
def test_a_body_cut_in_the_middle(verb: str) -> None:
    with Simulator(rows=2000) as simulator, simulator.ipass_portal(batch_rows=100) as portal:
        simulator.plan(f"monthly_cdr:*:{verb}")
        reader = portal.monthly_cdr(simulator.company, MONTH)
        rows: list[str] = []
        error = caught(lambda: rows.extend(record.transaction_id for record in reader))
        assert isinstance(error, callrec.TransportError)
        assert error.kind in ("truncated", "transport")
        assert error.operation == "monthly_cdr"
        assert error.offset is not None and 0 < error.offset <= 150_000
        assert 100 <= len(rows) < 2000
        assert reader.proof is None


def test_a_body_without_a_proven_end_is_never_taken_for_whole() -> None:
    with Simulator(rows=2000) as simulator, simulator.ipass_portal() as portal:
        simulator.plan("monthly_cdr:*:truncate-without-length-150000B")
        error = caught(read_month(portal, simulator.company))
        assert isinstance(error, callrec.IncompleteError | callrec.TruncatedError)
        assert error.operation == "monthly_cdr"


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 nothing to bill", b"<html><body>Log in</body></html>", b"a;b;c\n1;2;3\n", b"{}"],
)
def test_a_file_that_is_not_a_cdr(data: bytes) -> None:
    error = caught(lambda: list(callrec.decode(data)))
    assert isinstance(error, callrec.NotDataError | callrec.DecodeError)


def test_a_cut_file_names_line_and_byte() -> None:
    data = cdr_file(10) + b'T11,BC-1,jo,example.com,"CH, Zur'
    error = caught(lambda: list(callrec.decode(data)))
    assert isinstance(error, callrec.DecodeError)
    assert error.line == 12
    assert error.offset is not None and 0 < error.offset <= len(data)


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("http://portal.example.com", "https"),
        (f"https://jo:{SECRET}@portal.example.com", "password"),
        ("ftp://portal.example.com", "https"),
        ("", "URL"),
    ],
)
def test_base_urls_that_cannot_be(url: str, word: str) -> None:
    error = caught(lambda: callrec.IpassPortal(url, "jo", SECRET))
    assert isinstance(error, callrec.ConfigError)
    assert word in str(error)


def test_other_arguments_that_cannot_be(simulator: Simulator) -> None:
    url = simulator.base_url
    assert isinstance(caught(lambda: callrec.IpassPortal(url, "", SECRET)), callrec.ConfigError)
    assert isinstance(caught(lambda: callrec.IpassPortal(url, "jo", "")), callrec.ConfigError)
    for options in (
        {"login_method": "put"}, {"timeout": 0.0}, {"timeout": float("nan")},
        {"connect_timeout": -1.0}, {"total_timeout": 0.0}, {"batch_rows": 0}, {"extra_ca": 7},
    ):  # fmt: skip
        error = caught(lambda o=options: callrec.IpassPortal(url, "jo", SECRET, **o))  # type: ignore[misc]
        assert isinstance(error, callrec.InvalidArgumentError)
    error = caught(lambda: callrec.IpassPortal(url, "jo", SECRET, extra_ca="no certificate"))
    assert isinstance(error, callrec.ConfigError)


def test_no_secret_is_shown_or_kept_in_the_open(simulator: Simulator) -> None:
    portal = callrec.IpassPortal(simulator.base_url, "jo", SECRET)
    reader = callrec.decode(cdr_file(1))
    for shown in (repr(portal), str(portal), repr(reader), repr(simulator), repr(dir(portal))):
        assert "s3cret" not in shown
        assert simulator.password not in shown
    assert not hasattr(portal, "__dict__")
    assert not any("s3cret" in repr(found) for found in gc.get_referents(portal))


def test_plans_that_are_none_are_refused(simulator: Simulator) -> None:
    with pytest.raises(callrec.InvalidArgumentError, match="OPERATION:WHEN:VERB"):
        simulator.plan("monthly_cdr")
    with pytest.raises(callrec.InvalidArgumentError):
        Simulator(switches=["nothing=1"])
    closed = Simulator()
    closed.close()
    closed.close()
    with pytest.raises(callrec.ClosedError):
        closed.requests()
