"""The native module. Import from `callrec` and `callrec.testing`; only the names there are public."""

import datetime
import os
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import GenericAlias, TracebackType
from typing import Any, Generic, Literal, Protocol, TypeVar, final, overload

from typing_extensions import Self, disjoint_base

__version__: str

_R = TypeVar("_R", bound=Record, covariant=True)
_Report = Literal["ipass_cdr", "ipass_network_users", "companies"]
_Format = Literal["csv", "ndjson", "parquet", "arrow"]

class _BinaryFile(Protocol):
    def read(self, size: int, /) -> bytes: ...

_Source = str | os.PathLike[str] | bytes | bytearray | memoryview | _BinaryFile

@disjoint_base
class Record(Mapping[str, Any]):
    """One record: attributes and mapping access by column name, nothing converted until looked at.

    A light view of its batch, which it keeps in memory: keep ``dict(record)`` to keep few of many.
    Text is `str`, amounts and rates exact `decimal.Decimal` with six places, instants aware
    `datetime.datetime` in UTC, local times naive `datetime.datetime` as printed, null is None.

    Every report ends in the four columns of the attributes below, which callrec adds.

    Raises
    ------
    KeyError
        ``record[key]`` with a name that is no column.
    TypeError
        Pickling: pickle ``dict(record)`` instead.
    """

    def __getitem__(self, key: str, /) -> Any: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[str]: ...
    def __contains__(self, key: object, /) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    def keys(self) -> list[str]:  # type: ignore[override]
        """The column names, in the order of the schema."""

    def values(self) -> list[Any]:  # type: ignore[override]
        """The values, in the order of the schema."""

    def items(self) -> list[tuple[str, Any]]:  # type: ignore[override]
        """Pairs of column name and value, in the order of the schema."""

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a column, or `default` where there is no such column (a null is None)."""

    @property
    def _line(self) -> int:
        """Physical line of the record's start, from 1; a header is line 1. Never null."""

    @property
    def _offset(self) -> int:
        """Byte of the record's start in the input, from 0. Never null."""

    @property
    def _repair(self) -> str | None:
        """Name of the rule that mended the record; None for a record that came as it should."""

    @property
    def _extra(self) -> dict[str, str | None] | None:
        """What the schema has no column for, under the provider's own headings; None when empty."""

@final
class CdrRecord(Record):
    """A call detail record of the iPass portal (report ``ipass_cdr``).

    Where a column is known from: DOC, the provider's documentation; OBS, seen in code that runs
    against the live service; INF, inferred here.
    """

    @property
    def transaction_id(self) -> str:
        """Unique in the provider's system; comes again in an adjustment. Never null. DOC."""

    @property
    def billing_code(self) -> str | None:
        """Internal to the provider. DOC."""

    @property
    def user_id(self) -> str | None:
        """Login name. DOC."""

    @property
    def auth_domain(self) -> str | None:
        """Domain of the login, may be over-qualified. DOC."""

    @property
    def description(self) -> str | None:
        """Country, city and venue; holds commas. DOC."""

    @property
    def gmt_time(self) -> datetime.datetime | None:
        """When the transaction stopped, UTC; decides the month. DOC."""

    @property
    def local_time(self) -> datetime.datetime | None:
        """The same at the place of use, as printed: naive, doubled or missing at a DST change.
        DOC, its format INF."""

    @property
    def session_length_s(self) -> int | None:
        """Seconds. OBS, the unit INF."""

    @property
    def billing_rate(self) -> Decimal | None:
        """Account currency, which the file does not name. OBS."""

    @property
    def net_billing_amount(self) -> Decimal | None:
        """Account currency; negative in corrections; cumulative under ``daily_usage_cap``. DOC."""

    @property
    def access_type(self) -> str | None:
        """Open list. OBS."""

    @property
    def service_type(self) -> str | None:
        """Open list, such as ``daily_usage``. DOC."""

    @property
    def reserved(self) -> str | None:
        """The thirteenth column, whose meaning is unknown. OBS."""

    @property
    def data_used(self) -> Decimal | None:
        """Unit not stated by the provider. OBS."""

@final
class NetworkUserRecord(Record):
    """A network or client user of a company in a month (report ``ipass_network_users``)."""

    @property
    def user_name(self) -> str:
        """Login name without its domain. Never null. SEED."""

    @property
    def user_domain(self) -> str | None:
        """Domain of the login. SEED."""

    @property
    def network_user(self) -> bool | None:
        """Used the network in the month. SEED."""

    @property
    def om_user(self) -> bool | None:
        """Used an Open Mobile client in the month. SEED."""

    @property
    def ipc_user(self) -> bool | None:
        """Used an iPassConnect client in the month. SEED."""

@final
class CompanyRecord(Record):
    """A child company of an account (report ``companies``)."""

    @property
    def id(self) -> str:
        """Opaque; the ``company`` of the calls of `IpassPortal`. Never null. SEED."""

    @property
    def name(self) -> str | None:
        """Display name. SEED."""

    @property
    def is_active(self) -> bool | None:
        """Whether the account is active. SEED."""

@final
class Batch(Generic[_R]):
    """Some records in memory: an Arrow record batch (``polars.DataFrame(batch)``,
    ``pyarrow.record_batch(batch)``) that can be iterated record by record, more than once."""

    @property
    def num_rows(self) -> int:
        """Records; never 0."""

    @property
    def num_columns(self) -> int:
        """Columns of the schema."""

    @property
    def column_names(self) -> list[str]:
        """The columns, in the order of the schema."""

    @property
    def report(self) -> _Report:
        """The report's name."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[_R]: ...
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]:
        """Arrow PyCapsules of schema and array, without a copy. A requested schema is not applied."""

    def __arrow_c_schema__(self) -> object:
        """Arrow PyCapsule of the schema."""

    @classmethod
    def __class_getitem__(cls, item: Any) -> GenericAlias: ...

@final
class Accounting:
    """Counts of one body: ``read == accepted + repaired + quarantined + duplicate``, always."""

    @property
    def read(self) -> int:
        """Records found in the input, the header not counted."""

    @property
    def accepted(self) -> int:
        """Records handed on as they were."""

    @property
    def repaired(self) -> int:
        """Records handed on after a named rule mended them: ``record._repair`` names it."""

    @property
    def quarantined(self) -> int:
        """Records set aside: `Reader.quarantined` gives them."""

    @property
    def duplicate(self) -> int:
        """Records dropped because they had been handed on before (cursor feeds only)."""

    @property
    def rows(self) -> int:
        """Records handed on: accepted and repaired."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Quarantined:
    """A record that could not be typed, set aside whole."""

    @property
    def raw(self) -> bytes:
        """Its bytes as they came, without the line end."""

    @property
    def offset(self) -> int:
        """Its first byte in the input, from 0."""

    @property
    def line(self) -> int:
        """Physical line of its start, from 1."""

    @property
    def record(self) -> int:
        """Its number, from 1, the header not counted."""

    @property
    def column(self) -> str | None:
        """The column at fault, where one is."""

    @property
    def reason(self) -> str:
        """What is wrong, in one line that is stable enough to count by."""

@final
class ServiceTotal:
    """Totals of one service type."""

    @property
    def service_type(self) -> str | None:
        """The provider's word for it; None for records without one."""

    @property
    def records(self) -> int:
        """Records of this type."""

    @property
    def seconds(self) -> int:
        """Sum of their ``session_length_s``: seconds (INF)."""

    @property
    def amount(self) -> Decimal:
        """Exact sum of their ``net_billing_amount``."""

    @property
    def cumulative(self) -> bool:
        """Whether the amounts are cumulative: the type ends in ``_cap`` (DOC)."""

@final
class Summary:
    """Exact totals over batches of ``ipass_cdr``.

    ``print(summary)`` shows a small table. Under a ``…_cap`` service type the amounts are
    cumulative, so where `cap_records` is not 0 the total need not equal the invoice.

    Examples
    --------
    >>> total = Summary()
    >>> for batch in reader.batches():
    ...     total.add(batch)
    """

    def __new__(cls) -> Self: ...
    def add(self, batch: Batch[CdrRecord]) -> None:
        """Adds a batch.

        Raises
        ------
        InvalidArgumentError
            The batch is of another report.
        LimitError
            A sum does not fit 38 digits.
        """

    @property
    def records(self) -> int:
        """Records added."""

    @property
    def seconds(self) -> int:
        """Sum of ``session_length_s``: seconds (INF)."""

    @property
    def amount(self) -> Decimal:
        """Exact sum of ``net_billing_amount``, in a currency that the provider does not name."""

    @property
    def without_amount(self) -> int:
        """Records without a ``net_billing_amount``."""

    @property
    def cap_records(self) -> int:
        """Records whose amounts are cumulative."""

    @property
    def first_gmt_time(self) -> datetime.datetime | None:
        """Earliest ``gmt_time``, UTC; None without one."""

    @property
    def last_gmt_time(self) -> datetime.datetime | None:
        """Latest ``gmt_time``, UTC; None without one."""

    @property
    def by_service_type(self) -> list[ServiceTotal]:
        """By service type, in the order of their names, unnamed ones first."""

@final
class Reader(Generic[_R]):
    """One report, read once, from front to back, while its body is still arriving.

    Iterate it for records, `batches` for batches, or hand it to an Arrow consumer:
    ``polars.DataFrame(reader)``, ``pyarrow.table(reader)``, ``duckdb.execute("… from reader")``. Memory
    stays bounded when the consumer streams. Records and batches may be mixed: none is lost or given
    twice. It ends without an exception only if the body was complete; an exception comes after the
    records before it, and comes again.

    While it waits the GIL is released, and Ctrl-C is answered within 200 ms: it closes the
    connection. Threads may share a reader: each record goes to one of them.

    Raises
    ------
    CallrecError
        On iteration: `TruncatedError`, `IncompleteError` and other `TransportError`,
        `NotDataError`, `DecodeError`, `StrictError`, `LimitError`.
    ClosedError
        On iteration after the end, after `close`, or once an Arrow consumer took it.
    ForkedError
        On use in a forked child.
    TypeError
        On pickling.
    """

    def __iter__(self) -> Iterator[_R]:
        """Iterates what is left, record by record."""

    def batches(self) -> Iterator[Batch[_R]]:
        """Iterates what is left, batch by batch."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hands what is left to an Arrow consumer, once, as a PyCapsule of a C stream.

        A requested schema is not applied. An error reaches the consumer as one line of text; the
        typed exception is then in `error`.
        """

    def __arrow_c_schema__(self) -> object:
        """Arrow PyCapsule of the schema; the reader is not consumed."""

    @property
    def report(self) -> _Report:
        """The report's name."""

    @property
    def column_names(self) -> list[str]:
        """The columns, in the order of the schema."""

    @property
    def accounting(self) -> Accounting:
        """Counts of the batches so far; of the whole body once it was read."""

    def quarantined(self) -> list[Quarantined]:
        """Takes the records set aside since the last call, in input order.

        At most 65,536 are held: on input with more, take them between batches, else reading ends
        with a `LimitError`.
        """

    @property
    def proof(self) -> Literal["framed", "tls_closed", "unproven"] | None:
        """What proves that the body came whole; None before its end."""

    @property
    def bytes_read(self) -> int:
        """Bytes of the body that came so far."""

    @property
    def total_bytes(self) -> int | None:
        """Bytes that the body will have, where its head says so."""

    @property
    def error(self) -> Exception | None:
        """The `CallrecError` that ended the reading; None while there is none."""

    def summary(self) -> Summary:
        """Reads what is left of an ``ipass_cdr`` report and gives its totals.

        Raises
        ------
        InvalidArgumentError
            The report is another one.
        """

    def write(self, path: str | os.PathLike[str], format: _Format | None = None) -> int:
        """Writes what is left into a file, whole or not at all.

        Parameters
        ----------
        path : str or os.PathLike
            The file. It appears under this name when it is complete; one that was there is replaced.
        format : {"csv", "ndjson", "parquet", "arrow"}, optional
            By default told by the ending of `path`.

        Returns
        -------
        int
            Records written.

        Raises
        ------
        FileError
            The file cannot be written.
        InvalidArgumentError
            The format is not known.
        """

    def close(self) -> None:
        """Closes it, from any thread; what waits in it ends with `CancelledError`. Twice is fine."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...
    @classmethod
    def __class_getitem__(cls, item: Any) -> GenericAlias: ...

@final
class IpassPortal:
    """A client of the iPass Open Mobile portal.

    Logs in with the first call, shares one session among threads, and renews it once when it has
    ended. Calls block with the GIL released and answer Ctrl-C within 200 ms.

    Parameters
    ----------
    base_url : str
        As in ``"https://openmobile.ipass.com"``. Plain http only to a loopback address.
    username, password : str
        Kept in memory that is wiped, never shown.
    login_method : {"post", "get"}, default "post"
        By form (DOC), or with the password in the URL (SEED).
    timeout : float, default 30
        Seconds without a byte from the network before a try is given up; the last one ends with
        `DeadlineError`. What may pass is tried three times in all, as long as no record was given.
    connect_timeout : float, default 10
        Seconds for one connection, name service and TLS included.
    total_timeout : float, optional
        Seconds of waiting for the network in all, of one call or reader. By default none.
    allow_plain_http : bool, default False
        Allow http to any host: the password then crosses the network in the clear.
    extra_ca : str or bytes, optional
        A further root certificate to trust, PEM.
    batch_rows : int, default 8192
        Records of a batch.
    strict : bool, default False
        Make the first record that would be quarantined a `StrictError`.

    Raises
    ------
    ConfigError
        It cannot work as configured.
    InvalidArgumentError
        An argument is not of its form.

    Notes
    -----
    All calls may raise `AuthError`, `ForbiddenError`, `NotFoundError`, `RateLimitedError`,
    `RejectedError`, `ServiceError`, `NotDataError` and `TransportError`. A period without records
    is no error. In the signatures, a month is text such as ``"2026-09"`` or any date in it, a day
    text such as ``"2026-09-30"`` or a date; the portal's months go by GMT (DOC).
    """

    def __new__(
        cls,
        base_url: str,
        username: str,
        password: str,
        *,
        login_method: Literal["post", "get"] | str = "post",
        timeout: float = 30.0,
        connect_timeout: float = 10.0,
        total_timeout: float | None = None,
        allow_plain_http: bool = False,
        extra_ca: str | bytes | None = None,
        batch_rows: int = 8192,
        strict: bool = False,
    ) -> Self: ...
    @staticmethod
    def from_env(
        *,
        login_method: Literal["post", "get"] | str = "post",
        timeout: float = 30.0,
        connect_timeout: float = 10.0,
        total_timeout: float | None = None,
        allow_plain_http: bool = False,
        extra_ca: str | bytes | None = None,
        batch_rows: int = 8192,
        strict: bool = False,
    ) -> IpassPortal:
        """A client from the environment.

        ``CALLREC_IPASS_PORTAL_USERNAME`` and ``CALLREC_IPASS_PORTAL_PASSWORD`` must be set;
        ``CALLREC_IPASS_PORTAL_URL`` may be, by default it is the provider's own.

        Raises
        ------
        ConfigError
            A variable is missing.
        """

    @property
    def base_url(self) -> str:
        """Where it sends requests."""

    def login(self) -> None:
        """Logs in now, to find out early whether the credentials are right. Calls do it by themselves."""

    def monthly_cdr(self, company: str, month: str | datetime.date) -> Reader[CdrRecord]:
        """The CDRs of a month. A monthly file supersedes its daily ones: never sum both."""

    def daily_cdr(self, company: str, date: str | datetime.date) -> Reader[CdrRecord]:
        """The CDRs of a day."""

    def monthly_adjustment_cdr(self, company: str, month: str | datetime.date) -> Reader[CdrRecord]:
        """The corrections published in a month, which amend months before (DOC)."""

    def daily_adjustment_cdr(self, company: str, date: str | datetime.date) -> Reader[CdrRecord]:
        """The corrections published on a day."""

    def network_users(self, company: str, month: str | datetime.date) -> Reader[NetworkUserRecord]:
        """The network and client users of a month; XML or CSV, as the portal has it."""

    def network_users_csv(
        self, company: str, month: str | datetime.date
    ) -> Reader[NetworkUserRecord]:
        """The same from the portal's CSV report (DOC)."""

    def child_companies(self, company: str) -> Reader[CompanyRecord]:
        """The child companies of a company."""

    def close(self) -> None:
        """Ends the client: later calls raise `ClosedError`. Its readers go on. Twice is fine."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

@overload
def decode(
    source: _Source,
    report: Literal["ipass_cdr"] = "ipass_cdr",
    *,
    batch_rows: int = 8192,
    strict: bool = False,
) -> Reader[CdrRecord]: ...
@overload
def decode(
    source: _Source,
    report: Literal["ipass_network_users"],
    *,
    batch_rows: int = 8192,
    strict: bool = False,
) -> Reader[NetworkUserRecord]: ...
@overload
def decode(
    source: _Source,
    report: Literal["companies"],
    *,
    batch_rows: int = 8192,
    strict: bool = False,
) -> Reader[CompanyRecord]: ...
@overload
def decode(
    source: _Source,
    report: str,
    *,
    batch_rows: int = 8192,
    strict: bool = False,
) -> Reader[Record]:
    """Reads a report that is here already.

    Parameters
    ----------
    source : str, os.PathLike, bytes-like or binary file object
        A path (also where it is a `str`), the content, or something with ``read(size)`` that gives
        bytes, which is read as the reader is and not closed.
    report : {"ipass_cdr", "ipass_network_users", "companies"}, default "ipass_cdr"
        What it is; CSV or XML is told by the content.
    batch_rows : int, default 8192
        Records of a batch.
    strict : bool, default False
        Make the first record that would be quarantined a `StrictError`.

    Raises
    ------
    FileError
        The file cannot be read.
    InvalidArgumentError
        No report has this name, or the source is of another type.

    Examples
    --------
    >>> for record in decode("september.csv"):
    ...     print(record.gmt_time, record.net_billing_amount)
    """

@final
class _Simulator:
    def __new__(cls, *, rows: int = 1000, seed: int = 1, switches: Sequence[str]) -> Self: ...
    @property
    def base_url(self) -> str: ...
    @property
    def username(self) -> str: ...
    @property
    def password(self) -> str: ...
    @property
    def company(self) -> str: ...
    def plan(self, faults: Sequence[str]) -> None: ...
    def expire_sessions(self) -> int: ...
    def requests(self) -> list[dict[str, Any]]: ...
    def totals(self, operation: str, company: str, period: str) -> tuple[int, int, int]: ...
    def close(self) -> None: ...

def _error_kinds() -> list[str]:
    """The name of every kind of error of the core."""

def _run_command(arguments: Sequence[str]) -> int:
    """Runs the ``callrec`` program in this process and gives its exit code."""
