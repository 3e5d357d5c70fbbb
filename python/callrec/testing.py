"""The providers without an account: a simulator on a free loopback port, inside the process.

What it serves is synthetic and the same for the same seed.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from types import TracebackType
from typing import NamedTuple

from callrec._native import IpassPortal, _Simulator

__all__ = ["Request", "Simulator", "Totals"]


class Request(NamedTuple):
    """A request that the simulator got."""

    number: int
    """From 1, in the order of arrival."""
    method: str
    path: str
    """As it came, still encoded."""
    query: str | None
    """As it came, the password replaced."""
    operation: str | None
    """As in ``"monthly_cdr"``; None for what the portal does not have."""
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


class Totals(NamedTuple):
    """The exact sums of a CDR report, made from the facts behind it and not from its text."""

    records: int
    seconds: int
    amount: Decimal


class Simulator:
    """The iPass portal on ``127.0.0.1``, as a context manager or until `close`.

    Parameters
    ----------
    rows : int, default 1000
        CDRs of a month. Months up to 2026-09 hold data. They are made while they are sent, so that a large number takes no memory.
    seed : int, default 1
        The same seed gives the same records.
    switches : iterable of str, optional
        How it behaves where the provider's documents are silent, as in ``"no_session=auth-text"``,
        ``"columns=13"`` or ``"framing=content-length"``; ``callrec simulate --help`` lists them.

    Raises
    ------
    InvalidArgumentError
        A switch is not known.

    Examples
    --------
    >>> from callrec.testing import Simulator
    >>> with Simulator(rows=100) as simulator, simulator.portal() as portal:
    ...     len(list(portal.monthly_cdr(simulator.company, "2026-09")))
    100
    """

    def __init__(
        self, *, rows: int = 1000, seed: int = 1, switches: Iterable[str] = ()
    ) -> None:
        self._native = _Simulator(rows=rows, seed=seed, switches=list(switches))

    @property
    def base_url(self) -> str:
        """Where it listens, as in ``"http://127.0.0.1:40123"``."""
        return self._native.base_url

    @property
    def username(self) -> str:
        """The login name that it accepts."""
        return self._native.username

    @property
    def password(self) -> str:
        """The password that it accepts; it is worth nothing anywhere else."""
        return self._native.password

    @property
    def company(self) -> str:
        """The id of a company that has reports."""
        return self._native.company

    def portal(
        self,
        *,
        username: str | None = None,
        password: str | None = None,
        login_method: str = "post",
        timeout: float = 30.0,
        batch_rows: int = 8192,
        strict: bool = False,
    ) -> IpassPortal:
        """A client of this simulator, with its own credentials unless others are given."""
        return IpassPortal(
            self.base_url,
            self.username if username is None else username,
            self.password if password is None else password,
            login_method=login_method,
            timeout=timeout,
            batch_rows=batch_rows,
            strict=strict,
        )

    def plan(self, *faults: str) -> None:
        """Plans faults for the requests from here on, in place of those planned before.

        Parameters
        ----------
        *faults : str
            ``OPERATION:WHEN:VERB`` each: OPERATION is a name or ``*``, WHEN counts its requests
            (``2``, ``1-3``, ``2+``, ``*``), as in ``"monthly_cdr:1:html-login"``,
            ``"login:1-2:return-503"`` or ``"*:1:stall"``; ``callrec simulate --help`` lists the
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

    def requests(self) -> list[Request]:
        """The requests so far, oldest first, without a secret."""
        return [Request(**request) for request in self._native.requests()]

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

    def environment(self) -> dict[str, str]:
        """The variables that `IpassPortal.from_env` and the ``callrec`` command read."""
        return {
            "CALLREC_IPASS_PORTAL_URL": self.base_url,
            "CALLREC_IPASS_PORTAL_USERNAME": self.username,
            "CALLREC_IPASS_PORTAL_PASSWORD": self.password,
            "CALLREC_IPASS_PORTAL_COMPANY": self.company,
        }

    def close(self) -> None:
        """Stops it. Requests in flight are cut."""
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

    def __repr__(self) -> str:
        return f"<callrec.testing.Simulator {self.base_url}>"
