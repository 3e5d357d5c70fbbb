"""The providers without an account: a simulator on a free loopback port, inside the process.

What it serves is synthetic and the same for the same seed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from callrec._native import (
    BillingFeed,
    GetCalls,
    HostedUsers,
    IpassPortal,
    IpassRest,
    _Simulator,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

__all__ = ["Request", "Simulator", "Totals"]


class Request(NamedTuple):
    """A request that the simulator got."""

    number: int
    """From 1, in the order of arrival."""
    method: str
    path: str
    """As it came, still encoded."""
    query: str | None
    """As it came, passwords and keys replaced."""
    system: str | None
    """As in ``"ipass_portal"``; None where there is no operation."""
    operation: str | None
    """As in ``"monthly_cdr"``; None for what no system has."""
    content_type: str | None
    body: str | None
    """The XML or form that came, passwords and tokens replaced; None for all other bodies."""
    session: int | None
    """Number of the session, from 1."""
    fault: str | None
    """The planned fault that it met."""
    status: int | None
    """The answer's status; None while there is none."""
    bytes: int
    """Bytes of the body that were sent."""
    finished: bool
    """Whether the body went out to its last byte."""
    ended: bool
    """Whether the simulator is done with it."""


class Totals(NamedTuple):
    """The exact sums of a CDR report, made from the facts behind it and not from its text."""

    records: int
    seconds: int
    amount: Decimal


class Simulator:
    """All five systems on ``127.0.0.1``, as a context manager or until `close`.

    Parameters
    ----------
    rows : int, default 1000
        CDRs of a month of the main company. Months up to 2026-09 hold data. They are made while they
        are sent, so that a large number takes no memory.
    seed : int, default 1
        The same seed gives the same records.
    users : int, default 60
        Users of the main company.
    children : int, default 3
        Child companies.
    feed_rows : int, default 1000
        Rows of each account of the billing feed.
    feed_accounts : int, default 2
        Accounts of the billing feed.
    calls_per_day : int, default 100
        Records of a getcalls profile on a day, about.
    call_profiles : int, default 2
        Profiles of getcalls.
    switches : iterable of str, optional
        How it behaves where the provider's documents are silent, as in ``"no_session=auth-text"``,
        ``"columns=13"`` or ``"billing_feed.cursor=exclusive"``; ``callrec simulate --help`` lists
        them.

    Raises
    ------
    InvalidArgumentError
        A switch is not known.

    Examples
    --------
    >>> from callrec.testing import Simulator
    >>> with Simulator(rows=100) as simulator, simulator.ipass_portal() as portal:
    ...     len(list(portal.monthly_cdr(simulator.company, "2026-09")))
    100
    """

    def __init__(
        self,
        *,
        rows: int = 1000,
        seed: int = 1,
        users: int = 60,
        children: int = 3,
        feed_rows: int = 1000,
        feed_accounts: int = 2,
        calls_per_day: int = 100,
        call_profiles: int = 2,
        switches: Iterable[str] = (),
    ) -> None:
        self._native = _Simulator(
            rows=rows,
            seed=seed,
            users=users,
            children=children,
            feed_rows=feed_rows,
            feed_accounts=feed_accounts,
            calls_per_day=calls_per_day,
            call_profiles=call_profiles,
            switches=list(switches),
        )

    # Where things are, and what they are called.

    @property
    def base_url(self) -> str:
        """Where it listens, as in ``"http://127.0.0.1:40123"``."""
        return self._native.base_url

    @property
    def rest_base_url(self) -> str:
        """Where the REST API is, its version included."""
        return self.environment()["CALLREC_IPASS_REST_URL"]

    @property
    def username(self) -> str:
        """The login name that the portal accepts."""
        return self.environment()["CALLREC_IPASS_PORTAL_USERNAME"]

    @property
    def password(self) -> str:
        """The password that the portal accepts; it is worth nothing anywhere else."""
        return self.environment()["CALLREC_IPASS_PORTAL_PASSWORD"]

    @property
    def company(self) -> str:
        """The id of the main company, which has reports and users."""
        return self.environment()["CALLREC_IPASS_PORTAL_COMPANY"]

    @property
    def children(self) -> list[str]:
        """The ids of its child companies."""
        return self._native.children

    @property
    def realm(self) -> str:
        """What user names end in, behind their ``@``."""
        return self._native.realm()

    @property
    def logins(self) -> list[str]:
        """The logins of the billing feed's accounts."""
        return [login for login, _ in self._native.feed_accounts()]

    @property
    def profile(self) -> str:
        """The first profile of getcalls."""
        return self.environment()["CALLREC_GETCALLS_PROFILE"]

    @property
    def profiles(self) -> list[str]:
        """The profiles of getcalls."""
        return self._native.profiles()

    def environment(self) -> dict[str, str]:
        """The variables that ``from_env`` of the clients and the ``callrec`` command read."""
        return dict(self._native.environment())

    # Clients. Credentials are looked up where they are used: no frame holds them.

    def ipass_portal(
        self, *, username: str | None = None, password: str | None = None, **options: Any
    ) -> IpassPortal:
        """A client of the portal, with its own credentials unless others are given.

        Parameters
        ----------
        username, password : str, optional
            Instead of those that it accepts.
        **options
            As of `IpassPortal`.
        """
        return IpassPortal(
            self.base_url, username or self.username, password or self.password, **options
        )

    def hosted_users(self, **options: Any) -> HostedUsers:
        """A client of Hosted User Provisioning; the options are those of `HostedUsers`."""
        return HostedUsers(self.base_url, self.username, self.password, **options)

    def ipass_rest(
        self, *, key: str | None = None, company: str | None = None, **options: Any
    ) -> IpassRest:
        """A client of the REST API.

        Parameters
        ----------
        key : str, optional
            Instead of the one that it accepts.
        company : str, optional
            Instead of the main company.
        **options
            As of `IpassRest`.
        """
        return IpassRest(
            self.rest_base_url,
            key or self.environment()["CALLREC_IPASS_REST_KEY"],
            company or self.company,
            **options,
        )

    def billing_feed(
        self, *, account: int = 0, password: str | None = None, **options: Any
    ) -> BillingFeed:
        """A client of the billing feed.

        Parameters
        ----------
        account : int, default 0
            Which one of `logins`.
        password : str, optional
            Instead of the one that it accepts.
        **options
            As of `BillingFeed`.
        """
        return BillingFeed(
            self.base_url,
            self.logins[account],
            password or self._native.feed_accounts()[account][1],
            **options,
        )

    def getcalls(
        self, *, username: str | None = None, password: str | None = None, **options: Any
    ) -> GetCalls:
        """A client of getcalls.

        Parameters
        ----------
        username, password : str, optional
            Instead of those that it accepts.
        **options
            As of `GetCalls`.
        """
        return GetCalls(
            self.base_url,
            username or self.environment()["CALLREC_GETCALLS_USERNAME"],
            password or self.environment()["CALLREC_GETCALLS_PASSWORD"],
            **options,
        )

    # What goes wrong.

    def plan(self, *faults: str) -> None:
        """Plans faults for the requests from here on, in place of those planned before.

        Parameters
        ----------
        *faults : str
            ``OPERATION:WHEN:VERB`` each: OPERATION is a name, which may begin with its system, or
            ``*``, WHEN counts its requests (``2``, ``1-3``, ``2+``, ``*``), as in
            ``"monthly_cdr:1:html-login"``, ``"login:1-2:return-503"`` or
            ``"ipass_rest.create_user:1:commit-then-reset"``; ``callrec simulate --help`` lists the
            verbs. None of them plans no faults.

        Raises
        ------
        InvalidArgumentError
            A text is no fault.
        """
        self._native.plan(faults)

    def expire_sessions(self) -> int:
        """Ends every session; gives how many there were."""
        return self._native.expire_sessions()

    def set_switches(self, *changes: str) -> None:
        """Changes how it behaves, from the next request on.

        Parameters
        ----------
        *changes : str
            As of the class.

        Raises
        ------
        InvalidArgumentError
            A switch or its value is not known.
        """
        self._native.set_switches(changes)

    # What was asked and done.

    def switches(self) -> dict[str, Any]:
        """How it behaves now: the switches by their names, those of a system in a dict of their own."""
        return dict(_parsed(self._native.switches()))

    def requests(self) -> list[Request]:
        """The requests so far, oldest first, without a secret."""
        return [Request(**request) for request in _parsed(self._native.requests())]

    def ledger(self) -> dict[str, Any]:
        """What the requests have done: ``requests``, ``logins``, ``failed_logins``, ``effects`` (what
        each write did: number, request, system, operation, company, key, done), ``faults_met`` …
        """
        return dict(_parsed(self._native.ledger()))

    def totals(self, operation: str, period: str, company: str | None = None) -> Totals:
        """What the records of a CDR report must add up to.

        Parameters
        ----------
        operation : str
            As in ``"monthly_cdr"`` or ``"daily_adjustment_cdr"``.
        period : str
            As in ``"2026-09"`` or ``"2026-09-30"``.
        company : str, optional
            The company's id; by default that of `company`.

        Raises
        ------
        InvalidArgumentError
            There is no such report, period or company.
        """
        records, seconds, millionths = self._native.totals(
            operation, self.company if company is None else company, period
        )
        return Totals(records, seconds, Decimal(millionths).scaleb(-6))

    # The billing feed. The login is that of the account; by default the first one's.

    def feed_append(self, rows: int, login: str | None = None) -> list[int]:
        """Adds rows at the end of the feed; gives their ids."""
        return self._native.feed_append(login, rows)

    def feed_append_late(self, rows: int, login: str | None = None) -> list[int]:
        """Adds rows whose ids are smaller than the last one; gives them. There may be fewer."""
        return self._native.feed_append_late(login, rows)

    def feed_rerate(self, id: int, login: str | None = None) -> None:
        """Changes the charge of a row."""
        self._native.feed_rerate(login, id)

    def feed_renumber(self, login: str | None = None) -> None:
        """Gives every row another id."""
        self._native.feed_renumber(login)

    def feed_restart_numbering(self, first_id: int, login: str | None = None) -> None:
        """Lets the ids begin at another number."""
        self._native.feed_restart_numbering(login, first_id)

    def feed_ids(self, login: str | None = None) -> list[int]:
        """Every id, rising."""
        return self._native.feed_ids(login)

    def feed_totals(self, login: str | None = None) -> dict[str, Any]:
        """The exact sums of the feed: ``rows``, ``calls``, ``length_s`` in seconds, ``charge`` as
        `Decimal`, ``first_id``, ``last_id``, ``by_type`` …
        """
        totals = dict(_parsed(self._native.feed_totals(login)))
        totals["charge"] = Decimal(totals.pop("charge_micros")).scaleb(-6)
        for one in totals["by_type"].values():
            one["charge"] = Decimal(one.pop("charge_micros")).scaleb(-6)
        return totals

    # getcalls.

    def getcalls_totals(self, profile: str, first: str, end: str) -> dict[str, Any]:
        """The exact sums of a profile's records from a day to the day before `end`: ``rows``,
        ``duration_s`` in seconds, ``per_quantity_eur`` and ``line_total_eur`` as `Decimal`,
        ``by_type`` …
        """
        totals = dict(_parsed(self._native.calls_totals(profile, first, end)))
        for name in ("per_quantity_eur", "line_total_eur"):
            totals[name] = Decimal(totals.pop(f"{name}_micros")).scaleb(-6)
        totals["quantity"] = Decimal(totals.pop("quantity_tenths")).scaleb(-1)
        totals["price_cents"] = Decimal(totals.pop("price_micros")).scaleb(-6)
        return totals

    def getcalls_append(self, profile: str, day: str, records: int) -> None:
        """Adds records to a day of a profile."""
        self._native.calls_append(profile, day, records)

    # Users.

    def users(self) -> list[dict[str, Any]]:
        """All users that the main company ever had: ``username``, ``email``, ``end_user_id``,
        ``status`` …
        """
        return list(_parsed(self._native.users()))

    def cost_centers(self) -> list[dict[str, Any]]:
        """The main company's cost centers: ``id``, ``cost_id``, ``name`` …"""
        return list(_parsed(self._native.cost_centers()))

    def groups(self) -> list[dict[str, Any]]:
        """The main company's groups: ``id``, ``name``, ``plan`` …"""
        return list(_parsed(self._native.groups()))

    def registration_codes(self) -> list[dict[str, Any]]:
        """The main company's registration codes: ``id``, ``reg_code`` …"""
        return list(_parsed(self._native.registration_codes()))

    def add_device(
        self,
        username: str,
        manufacturer: str = "LGE",
        model: str = "Nexus 5",
        platform: str = "Android",
    ) -> str:
        """Registers a device of a user, as the activation of an app does; gives its uuid."""
        return self._native.add_device(username, manufacturer, model, platform)

    def use_registration_code(self, reg_code: str, username: str) -> None:
        """Lets a user register with a code, as the registration page does."""
        self._native.use_registration_code(reg_code, username)

    def reset(self) -> None:
        """Makes users, cost centers, codes and groups what they were in the beginning."""
        self._native.reset()

    # Its end.

    def close(self) -> None:
        """Stops it. Requests in flight are cut. Twice is fine."""
        self._native.close()

    def __enter__(self) -> Simulator:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "a simulator is a server of this process and cannot be pickled; start one where it is used"
        )

    def __repr__(self) -> str:
        return f"<callrec.testing.Simulator {self.base_url}>"


def _parsed(text: str) -> Any:
    import json

    return json.loads(text)
