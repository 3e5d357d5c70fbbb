"""What can go wrong: one base class, one class a cause.

Every exception has the same attributes. Its text is one line: system, operation, what happened, the
place, what to do. Neither text nor attributes ever hold a password, a cookie or a URL with a query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

__all__ = [
    "AmbiguousError",
    "AuthError",
    "CallrecError",
    "CancelledError",
    "ClosedError",
    "ConfigError",
    "ConnectError",
    "ContinuityBrokenError",
    "DeadlineError",
    "DecodeError",
    "DnsError",
    "FileError",
    "ForbiddenError",
    "ForkedError",
    "IncompleteError",
    "InsideRuntimeError",
    "InternalError",
    "InvalidArgumentError",
    "LimitError",
    "NoProgressError",
    "NotDataError",
    "NotFoundError",
    "RateLimitedError",
    "RejectedError",
    "RowRevisedError",
    "ServiceError",
    "StateCorruptError",
    "StrictError",
    "TlsError",
    "TransportError",
    "TruncatedError",
    "UnsupportedError",
    "WrongStateError",
]


class CallrecError(Exception):
    """Base of everything that callrec raises.

    Attributes
    ----------
    kind : str
        The cause in snake case, the same in C, Java and Rust, as in ``"not_found"``.
    provider : str or None
        The system, as in ``"ipass-portal"``, once one was involved.
    operation : str or None
        The operation, as in ``"monthly_cdr"``.
    http_status : int or None
        The status of the answer that caused this.
    provider_code : str or None
        The provider's own error code, where the body held one.
    provider_message : str or None
        The provider's own text about it, one line of at most 200 characters without secrets. It may
        name the user or address that was sent.
    fault : str or None
        What the REST API's error code means: ``"not_privileged"``, ``"username_suffix"``,
        ``"username_at_signs"``, ``"email_unavailable"``, ``"user_not_found"``, ``"email_not_found"``,
        ``"invalid_xml"`` or ``"other"``.
    offset : int or None
        Byte in the body or file, from 0.
    line : int or None
        Physical line in the body or file, from 1; a header is line 1.
    record : int or None
        Number of the record, from 1, the header not counted.
    column : str or None
        The column at fault.
    retryable : bool
        Whether the same call may well succeed later without a change by the caller.
    retry_after : float or None
        Seconds that the server asked to wait.
    retry_at : datetime.datetime or None
        Until when, in UTC by this machine's clock.
    hint : str
        What to do about it, in a few words; it ends the text, too.
    """

    def __init__(
        self,
        message: str = "",
        *,
        kind: str = "internal",
        provider: str | None = None,
        operation: str | None = None,
        http_status: int | None = None,
        provider_code: str | None = None,
        provider_message: str | None = None,
        fault: str | None = None,
        offset: int | None = None,
        line: int | None = None,
        record: int | None = None,
        column: str | None = None,
        retryable: bool = False,
        retry_after: float | None = None,
        retry_at: datetime.datetime | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.provider = provider
        self.operation = operation
        self.http_status = http_status
        self.provider_code = provider_code
        self.provider_message = provider_message
        self.fault = fault
        self.offset = offset
        self.line = line
        self.record = record
        self.column = column
        self.retryable = retryable
        self.retry_after = retry_after
        self.retry_at = retry_at
        self.hint = hint

    def _repr_html_(self) -> str:
        """A notebook's view: the text and what is known of the place."""
        from callrec import _html

        return _html.error(self)


# The caller.


class InvalidArgumentError(CallrecError, ValueError):
    """An argument that cannot be sent or used: an empty month, a day that does not exist."""


class ConfigError(CallrecError):
    """The client cannot work as configured: base URL, certificate, missing credentials."""


class InsideRuntimeError(CallrecError):
    """A blocking call on a thread of an async runtime written in Rust."""


class ForkedError(CallrecError):
    """The client or reader was made before a ``fork`` and is used in the child."""


class ClosedError(CallrecError):
    """The reader was closed, read to its end, or handed over (Arrow consumer, `unified`)."""


class CancelledError(CallrecError):
    """It was cancelled: by ``close()`` from another thread, or by an interrupt."""


class UnsupportedError(CallrecError):
    """This build or this provider cannot do that."""


# The wire.


class TransportError(CallrecError):
    """The connection failed, or the peer does not speak HTTP."""


class ConnectError(TransportError):
    """No connection could be made."""


class DnsError(ConnectError):
    """The host's name could not be resolved."""


class TlsError(TransportError):
    """The TLS handshake failed: certificate, name or protocol. Trying again will not help."""


class DeadlineError(TransportError, TimeoutError):
    """The network was silent, or slower than the limits, for too long."""


class TruncatedError(TransportError):
    """The body ended before its end. The rows before were delivered and must not count as all."""


class IncompleteError(TransportError):
    """The body's end could not be proven, and a second fetch differed or failed."""


# The service.


class AuthError(CallrecError):
    """The credentials were refused, or the session cannot be renewed."""


class ForbiddenError(CallrecError):
    """The user may not see this company or report."""


class NotFoundError(CallrecError):
    """No such company, report or period."""


class RateLimitedError(CallrecError):
    """The service asks to come back later: see ``retry_after``."""


class RejectedError(CallrecError):
    """The service refused the request for good (4xx)."""


class ServiceError(CallrecError):
    """The service failed (5xx), or answered with an error document."""


class AmbiguousError(CallrecError):
    """It is unknown whether an operation with side effects was carried out."""


class ContinuityBrokenError(CallrecError):
    """A row that was handed on before is gone from a feed, or rows came that were not asked for:
    another account, another server, or ids that were given anew."""


class RowRevisedError(CallrecError):
    """A row that was handed on before has another content now."""


class NoProgressError(CallrecError):
    """Pages keep coming and bring nothing new."""


# The content.


class NotDataError(CallrecError):
    """HTML or another type came instead of the report."""


class DecodeError(CallrecError):
    """The report cannot be read as a whole: structure, quoting, encoding."""


class StrictError(DecodeError):
    """``strict`` is on and a record would have been quarantined."""


class LimitError(CallrecError):
    """A bound on hostile input was reached."""


# This machine, and callrec itself.


class FileError(CallrecError, OSError):
    """A local file could not be read or written."""


class WrongStateError(CallrecError):
    """A saved state belongs to another feed, login, selection or version of callrec."""


class StateCorruptError(CallrecError):
    """A saved state is damaged."""


class InternalError(CallrecError):
    """A bug in callrec."""


# The kinds' names, the same in every language, and what they are here.
_BY_KIND: dict[str, type[CallrecError]] = {
    "invalid_argument": InvalidArgumentError,
    "config": ConfigError,
    "inside_runtime": InsideRuntimeError,
    "forked": ForkedError,
    "closed": ClosedError,
    "cancelled": CancelledError,
    "unsupported": UnsupportedError,
    "dns": DnsError,
    "connect": ConnectError,
    "tls": TlsError,
    "timeout": DeadlineError,
    "transport": TransportError,
    "truncated": TruncatedError,
    "incomplete": IncompleteError,
    "auth": AuthError,
    "forbidden": ForbiddenError,
    "not_found": NotFoundError,
    "rate_limited": RateLimitedError,
    "rejected": RejectedError,
    "service": ServiceError,
    "ambiguous": AmbiguousError,
    "continuity_broken": ContinuityBrokenError,
    "row_revised": RowRevisedError,
    "no_progress": NoProgressError,
    "not_data": NotDataError,
    "decode": DecodeError,
    "strict": StrictError,
    "limit": LimitError,
    "io": FileError,
    "wrong_state": WrongStateError,
    "state_corrupt": StateCorruptError,
    "internal": InternalError,
}


def _by_kind(kind: str) -> type[CallrecError]:  # pyright: ignore[reportUnusedFunction]
    """The class of a kind; a kind that is newer than this table is the base class."""
    return _BY_KIND.get(kind, CallrecError)
