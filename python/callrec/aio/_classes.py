"""The classes of `callrec.aio`. Made by `python/tools/generate_aio.py` from `callrec/_native.pyi`."""

# ruff: noqa: PLR0913
from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from callrec import _native
from callrec._native import (
    Accounting,
    CdrRecord,
    CompanyRecord,
    CostCenterRecord,
    CostCenterUpdate,
    DeviceRecord,
    Doubt,
    FeedCursor,
    FeedRecord,
    GetCallsRecord,
    GroupPlanRecord,
    GroupRecord,
    Limits,
    NetworkUserRecord,
    NewCostCenter,
    NewGroup,
    NewRegistrationCode,
    NewUser,
    Outcome,
    Quarantined,
    Reconciled,
    Record,
    RegistrationCodeRecord,
    RegistrationCodeUpdate,
    SavedDocument,
    SimpleUserRecord,
    Summary,
    UnifiedRecord,
    UnifyAccounting,
    UnpackedEntry,
    UserRecord,
    UserUpdate,
    Window,
)
from callrec.aio._fan_out import FanOutBase
from callrec.aio._feeds import BillingFeedBase
from callrec.aio._reader import ReaderBase
from callrec.aio._run import run, run_reading, run_until
from callrec.aio._wrapped import Closing, Wrapped
from callrec.exceptions import CallrecError

if TYPE_CHECKING:
    from callrec._native import (
        _Backend,
        _Delimiter,
        _DocumentKind,
        _Dst,
        _Encoding,
        _Format,
        _PricePolicy,
        _Proof,
        _Report,
        _SessionLengthUnit,
        _Source,
    )
    from typing_extensions import Self
_R = TypeVar("_R", bound=Record, covariant=True)
_K = TypeVar("_K", covariant=True)

__all__ = [
    "BillingFeed",
    "Document",
    "FanOut",
    "FanOutItem",
    "GetCalls",
    "HostedUsers",
    "IpassPortal",
    "IpassRest",
    "Reader",
    "decode",
    "unpack",
]


class Reader(ReaderBase[_R]):
    """`callrec.Reader` for an event loop: what waits there is awaited here."""

    __slots__ = ()

    @property
    def report(self) -> _Report:
        """The report's name."""
        return self._blocking.report

    @property
    def column_names(self) -> list[str]:
        """The columns, in the order of the schema."""
        return self._blocking.column_names

    @property
    def accounting(self) -> Accounting:
        """Counts of the batches so far; of the whole body once it was read."""
        return self._blocking.accounting

    async def quarantined(self) -> list[Quarantined]:
        """Takes the records set aside since the last call, in input order.

        At most 65,536 are held: on input with more, take them between batches, else reading ends
        with a `LimitError`.
        """
        return await run_until(self._blocking.close, self._blocking.quarantined)

    @property
    def proof(self) -> _Proof | None:
        """What proves that the report came whole; None before its clean end, and after an error."""
        return self._blocking.proof

    @property
    def bytes_read(self) -> int:
        """Bytes of the body that came so far."""
        return self._blocking.bytes_read

    @property
    def total_bytes(self) -> int | None:
        """Bytes that the body will have, where its head says so."""
        return self._blocking.total_bytes

    @property
    def cursor(self) -> FeedCursor | None:
        """Of a feed: covers the records that were given and no other, also while a
        batch is iterated record by record. None for other reports.
        """
        return self._blocking.cursor

    async def unified(
        self,
        *,
        account: str | None = None,
        currency: str | None = None,
        unit: str | None = None,
        zone: str | None = None,
        dst: _Dst | None = None,
        price_policy: _PricePolicy | None = None,
        strict: bool = False,
    ) -> Reader[UnifiedRecord]:
        """What is left as unified records, the same table for all systems; this reader is handed over.

        Instants are made from the local times of feed and getcalls only where `zone` says where those
        were printed. Arithmetic is exact: what does not fit is None, and `doubts` tells it.

        Parameters
        ----------
        account : str, optional
            What becomes `UnifiedRecord.account`; by default the company, login or profile that the
            client was asked for.
        currency : str, optional
            ISO 4217 code of the amounts, which no iPass report and no feed states; getcalls is in
            ``EUR`` (SEED) and takes no other.
        unit : str, optional
            What `UnifiedRecord.quantity` counts.
        zone : str, optional
            Time zone of local times, as in ``"Pacific/Auckland"``; by default that of the client.
        dst : {"reject", "earlier", "later"}, optional
            What becomes of a local time that came twice or never; by default it is None, and told.
        price_policy : {"per_quantity", "line_total"}, optional
            How a price of getcalls becomes an amount; by default as the client was told.
        strict : bool, default False
            Make the first doubt a `StrictError`, which comes after the records before it.

        Returns
        -------
        Reader of UnifiedRecord

        Raises
        ------
        InvalidArgumentError
            The report holds no call records, or contradicts the arguments.
        """
        return Reader._of(
            await run_until(
                self._blocking.close,
                self._blocking.unified,
                account=account,
                currency=currency,
                unit=unit,
                zone=zone,
                dst=dst,
                price_policy=price_policy,
                strict=strict,
            )
        )

    async def doubts(self) -> list[Doubt]:
        """Takes the values of a unified reader that are None because there is no right one, in input
        order: the first 1,024 since the last call; all are counted in `unify_accounting`.
        """
        return await run_until(self._blocking.close, self._blocking.doubts)

    @property
    def unify_accounting(self) -> UnifyAccounting | None:
        """Counts of a unified reader so far; None for any other."""
        return self._blocking.unify_accounting

    @property
    def error(self) -> CallrecError | None:
        """The `CallrecError` that ended the reading; None while there is none."""
        return self._blocking.error

    async def summary(self, *, progress: bool | None = None) -> Summary:
        """Reads what is left of an ``ipass_cdr`` report and gives its totals.

        Parameters
        ----------
        progress : bool, optional
            Whether a progress bar is shown; by default in a terminal or notebook, after half a
            second.

        Returns
        -------
        Summary
            Exact totals, with a table by ``print`` and a chart by `Summary.plot`.

        Raises
        ------
        InvalidArgumentError
            The report is another one.
        """
        return await run_reading(self._blocking, self._blocking.summary, progress=progress)

    async def to_pandas(
        self, *, dtype_backend: _Backend = "pyarrow", progress: bool | None = None
    ) -> Any:
        """Reads what is left into a ``pandas.DataFrame``, all of it in memory.

        Parameters
        ----------
        dtype_backend : {"pyarrow", "numpy"}, default "pyarrow"
            ``pyarrow`` keeps the types of the schema: exact decimals, whole numbers beside nulls.
            ``numpy`` makes what pandas made before: objects, and floats where there are nulls.
        progress : bool, optional
            As in `summary`.

        Returns
        -------
        pandas.DataFrame
            One column a column of the schema.

        Raises
        ------
        UnsupportedError
            pandas or pyarrow is not installed.
        """
        return await run_reading(
            self._blocking, self._blocking.to_pandas, dtype_backend=dtype_backend, progress=progress
        )

    async def to_polars(self, *, progress: bool | None = None) -> Any:
        """Reads what is left into a ``polars.DataFrame``, all of it in memory.

        Parameters
        ----------
        progress : bool, optional
            As in `summary`.

        Returns
        -------
        polars.DataFrame
            One column a column of the schema.

        Raises
        ------
        UnsupportedError
            polars is not installed.
        """
        return await run_reading(self._blocking, self._blocking.to_polars, progress=progress)

    async def to_arrow(self, *, progress: bool | None = None) -> Any:
        """Reads what is left into a ``pyarrow.Table``, all of it in memory.

        Parameters
        ----------
        progress : bool, optional
            As in `summary`.

        Returns
        -------
        pyarrow.Table
            One chunk a batch, without a copy.

        Raises
        ------
        UnsupportedError
            pyarrow is not installed.

        Notes
        -----
        To stream instead: ``pyarrow.RecordBatchReader.from_stream(reader)``.
        """
        return await run_reading(self._blocking, self._blocking.to_arrow, progress=progress)

    def _repr_html_(self) -> str:
        """A notebook's view: how far it is. Reads nothing."""
        return self._blocking._repr_html_()

    async def write(
        self,
        path: str | os.PathLike[str],
        format: _Format | None = None,
        *,
        excel_safe: bool = False,
        reveal_secrets: bool = False,
        progress: bool | None = None,
    ) -> int:
        """Writes what is left into a file, whole or not at all.

        Parameters
        ----------
        path : str or os.PathLike
            The file. It appears under this name when it is complete; one that was there is replaced.
        format : {"csv", "ndjson", "parquet", "arrow"}, optional
            By default told by the ending of `path`.
        excel_safe : bool, default False
            In CSV, put ``'`` before text that a spreadsheet would take for a formula. The mark becomes
            part of the text.
        reveal_secrets : bool, default False
            Write what stands in the secret columns of users; by default they hold ``***``.
        progress : bool, optional
            As in `summary`.

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
        return await run_until(
            self._blocking.close,
            self._blocking.write,
            path,
            format,
            excel_safe=excel_safe,
            reveal_secrets=reveal_secrets,
            progress=progress,
        )

    async def close(self) -> None:
        """Closes it, from any thread; what waits in it ends with `CancelledError`. Twice is fine."""
        self._blocking.close()


class Document(Closing[_native.Document]):
    """`callrec.Document` for an event loop: what waits there is awaited here."""

    __slots__ = ()

    @property
    def kind(self) -> _DocumentKind:
        """What it is, by its first bytes: ``"html"``, ``"zip"``, ``"csv"``, ``"xml"``, ``"json"``
        or ``"other"``, which may be sound.
        """
        return self._blocking.kind

    @property
    def total_bytes(self) -> int | None:
        """Its length in bytes, where the answer's head says so."""
        return self._blocking.total_bytes

    @property
    def bytes_read(self) -> int:
        """Bytes that came so far; begins anew where the document is fetched again."""
        return self._blocking.bytes_read

    @property
    def operation(self) -> str:
        """The operation that gave it, as in ``"custom_report"``."""
        return self._blocking.operation

    async def read(self, *, limit: int | None = None, progress: bool | None = None) -> bytes:
        """Reads all of it into memory, once.

        Parameters
        ----------
        limit : int, default 2**30
            Bytes; a longer one is a `LimitError`.
        progress : bool, optional
            Whether a progress bar is shown; by default in a terminal or notebook, after half a
            second.

        Returns
        -------
        bytes

        Raises
        ------
        TruncatedError, IncompleteError, LimitError
            It did not come whole, or is too long.
        ClosedError
            It was read already.
        """
        return await run_until(
            self._blocking.close, self._blocking.read, limit=limit, progress=progress
        )

    async def save(
        self,
        path: str | os.PathLike[str],
        *,
        limit: int | None = None,
        progress: bool | None = None,
    ) -> SavedDocument:
        """Saves it into a file, once: under its name there is the whole document or what was there
        before.

        Parameters
        ----------
        path : str or os.PathLike
            The file; one that is there is replaced.
        limit : int, default 2**30
            Bytes; a longer one is a `LimitError`.
        progress : bool, optional
            As in `read`.

        Returns
        -------
        SavedDocument

        Raises
        ------
        TruncatedError, IncompleteError, LimitError
            It did not come whole, or is too long.
        FileError
            The file cannot be written.
        ClosedError
            It was read already.
        """
        return await run_until(
            self._blocking.close, self._blocking.save, path, limit=limit, progress=progress
        )

    async def unpack(
        self,
        folder: str | os.PathLike[str],
        *,
        limit: int | None = None,
        entries: int = 10000,
        entry_bytes: int = 1073741824,
        total_bytes: int = 4294967296,
        ratio: int = 200,
        progress: bool | None = None,
    ) -> list[UnpackedEntry]:
        """Unpacks it, if it is a zip archive, into a new folder, once. See `callrec.unpack`.

        Parameters
        ----------
        folder : str or os.PathLike
            It must not be there yet, or be empty. The archive lies beside it meanwhile, hidden.
        limit : int, default 2**30
            Bytes of the archive.
        entries, entry_bytes, total_bytes, ratio : int
            As of `callrec.unpack`.
        progress : bool, optional
            As in `read`.

        Returns
        -------
        list of UnpackedEntry

        Raises
        ------
        NotDataError
            It is no zip archive. One of another `kind` can be read or saved still.
        DecodeError, UnsupportedError, LimitError, FileError
            As of `callrec.unpack`.
        """
        return await run_until(
            self._blocking.close,
            self._blocking.unpack,
            folder,
            limit=limit,
            entries=entries,
            entry_bytes=entry_bytes,
            total_bytes=total_bytes,
            ratio=ratio,
            progress=progress,
        )

    async def close(self) -> None:
        """Lets its connection go, from any thread; what reads it ends with `CancelledError`. Twice is
        fine.
        """
        self._blocking.close()

    def _repr_html_(self) -> str:
        return self._blocking._repr_html_()


class FanOutItem(Wrapped[_native.FanOutItem[_K, _R]]):
    """`callrec.FanOutItem` for an event loop: what waits there is awaited here."""

    __slots__ = ()

    @property
    def key(self) -> _K:
        """What it is of: a `CompanyRecord`, `datetime.date`, `Window` or login (`str`)."""
        return self._blocking.key

    @property
    def reader(self) -> Reader[_R]:
        """The reader; where the call failed, its error is raised."""
        return Reader._of(self._blocking.reader)

    @property
    def error(self) -> CallrecError | None:
        """Why there is no reader."""
        return self._blocking.error

    def _repr_html_(self) -> str:
        """A notebook's view: what it is of, and its reader or error."""
        return self._blocking._repr_html_()


class FanOut(FanOutBase[_K, _R]):
    """`callrec.FanOut` for an event loop: what waits there is awaited here."""

    __slots__ = ()

    @property
    def remaining(self) -> int:
        """Items that were not taken yet."""
        return self._blocking.remaining

    async def close(self) -> None:
        """Ends the calls under way, from any thread; what waits in it ends with `CancelledError`. Twice
        is fine.
        """
        self._blocking.close()


class IpassPortal(Closing[_native.IpassPortal]):
    """`callrec.IpassPortal` for an event loop: what waits there is awaited here.

    Parameters
    ----------
    base_url : str
        As in ``"https://openmobile.ipass.com"`` (SEED). Plain http only to a loopback address.
    username, password : str
        Kept in memory that is wiped, never shown.
    login_method : {"post", "get"}, default "post"
        By form (DOC), or with the password in the URL (SEED).
    user_agent_parameter : str, default "apiuser"
        The value of the query parameter ``User-Agent`` (SEED); empty sends none.
    timeout : float, default 30
        Seconds without a byte from the network before a try is given up; the last one ends with
        `DeadlineError`.
    connect_timeout : float, default 10
        Seconds for one connection, name service and TLS included.
    total_timeout : float, optional
        Seconds of waiting for the network in all, of one call or reader. By default none.
    tries : int, default 3
        Tries of one request in all. Only what may pass is tried again, only while no record was given,
        and what has effects only as its class allows: a create never, once it may have arrived.
    retry_pause : float, default 0.5
        Seconds, at most, before the second try; doubled with each further one.
    retry_after_limit : float, default 300
        Seconds, at most, that the server may ask to wait; a longer wait is a `RateLimitedError`.
    retry_within : float, default 900
        Seconds after the first try beyond which none begins.
    concurrency : int, optional
        Exchanges under way at once with the host, of all clients of the process; by default 8.
    circuit_after : int, default 20
        After so many failed exchanges in a row nothing is sent for `circuit_pause`; 0 is never.
    circuit_pause : float, default 10
        Seconds.
    body_limit : int, default 2**36
        Bytes of one report, decoded, above which it ends with `LimitError`.
    proxy : str, optional
        ``http://[user:password@]host:port``. The environment is not looked at.
    extra_ca : str or bytes, optional
        Further root certificates to trust, PEM.
    allow_plain_http : bool, default False
        Allow http to any host: credentials and records then cross the network in the clear.
    batch_rows : int, default 8192
        Records of a batch.
    strict : bool, default False
        Make the first record that would be quarantined a `StrictError`.
    encoding : {"auto", "utf-8", "utf-16-le", "utf-16-be", "latin-1", "windows-1252"}, default "auto"
        Of text; by default UTF-8, or UTF-16 where a byte order mark says so.
    delimiter : {",", "\t", "|"}, optional
        Of delimited text. By default a comma, or for the feed what its header line shows.
    session_length_unit : {"seconds", "minutes"}, default "seconds"
        What the session length of an iPass CDR counts (the unit is INF); the column is in seconds anyway.
    limits : Limits, optional
        Bounds on hostile records.

    Raises
    ------
    ConfigError
        It cannot work as configured.
    InvalidArgumentError
        An argument is not of its form.

    Notes
    -----
    All calls may raise `AuthError`, `ForbiddenError`, `NotFoundError`, `RateLimitedError`,
    `RejectedError`, `ServiceError`, `NotDataError` and `TransportError`. Credentials that were
    refused are not sent again. A period without records is no error. In the signatures, a month is
    text such as ``"2026-09"`` or any date in it, a day text such as ``"2026-09-30"`` or a date; the
    portal's months go by GMT (DOC). ``company`` is the company's id (SEED).
    """

    __slots__ = ()

    def __init__(
        self,
        base_url: str,
        username: str,
        password: str,
        *,
        login_method: Literal["post", "get"] = "post",
        user_agent_parameter: str = "apiuser",
        timeout: float = 30.0,
        connect_timeout: float = 10.0,
        total_timeout: float | None = None,
        tries: int = 3,
        retry_pause: float = 0.5,
        retry_after_limit: float = 300.0,
        retry_within: float = 900.0,
        concurrency: int | None = None,
        circuit_after: int = 20,
        circuit_pause: float = 10.0,
        body_limit: int = 68719476736,
        proxy: str | None = None,
        extra_ca: str | bytes | None = None,
        allow_plain_http: bool = False,
        batch_rows: int = 8192,
        strict: bool = False,
        encoding: _Encoding = "auto",
        delimiter: _Delimiter | None = None,
        session_length_unit: _SessionLengthUnit = "seconds",
        limits: Limits | None = None,
    ) -> None:
        try:
            self._blocking = _native.IpassPortal(
                base_url,
                username,
                password,
                login_method=login_method,
                user_agent_parameter=user_agent_parameter,
                timeout=timeout,
                connect_timeout=connect_timeout,
                total_timeout=total_timeout,
                tries=tries,
                retry_pause=retry_pause,
                retry_after_limit=retry_after_limit,
                retry_within=retry_within,
                concurrency=concurrency,
                circuit_after=circuit_after,
                circuit_pause=circuit_pause,
                body_limit=body_limit,
                proxy=proxy,
                extra_ca=extra_ca,
                allow_plain_http=allow_plain_http,
                batch_rows=batch_rows,
                strict=strict,
                encoding=encoding,
                delimiter=delimiter,
                session_length_unit=session_length_unit,
                limits=limits,
            )
        finally:
            del password, proxy

    @classmethod
    def wrap(cls, blocking: _native.IpassPortal) -> Self:
        """The face for event loops of a blocking client: session, limits and end are shared.

        Parameters
        ----------
        blocking : callrec.IpassPortal
            As of ``callrec.testing.Simulator``, or one that threads use, too.

        Returns
        -------
        IpassPortal
            Closing it closes `blocking`.
        """
        return cls._of(blocking)

    @staticmethod
    def from_env(
        *,
        login_method: Literal["post", "get"] = "post",
        user_agent_parameter: str = "apiuser",
        timeout: float = 30.0,
        connect_timeout: float = 10.0,
        total_timeout: float | None = None,
        tries: int = 3,
        retry_pause: float = 0.5,
        retry_after_limit: float = 300.0,
        retry_within: float = 900.0,
        concurrency: int | None = None,
        circuit_after: int = 20,
        circuit_pause: float = 10.0,
        body_limit: int = 68719476736,
        proxy: str | None = None,
        extra_ca: str | bytes | None = None,
        allow_plain_http: bool = False,
        batch_rows: int = 8192,
        strict: bool = False,
        encoding: _Encoding = "auto",
        delimiter: _Delimiter | None = None,
        session_length_unit: _SessionLengthUnit = "seconds",
        limits: Limits | None = None,
    ) -> IpassPortal:
        """A client from the environment.

        ``CALLREC_IPASS_PORTAL_USERNAME`` and ``CALLREC_IPASS_PORTAL_PASSWORD`` must be set;
        ``CALLREC_IPASS_PORTAL_URL`` may be, by default it is the provider's own. The options are those
        of the class.

        Raises
        ------
        ConfigError
            A variable is missing.
        """
        try:
            return IpassPortal._of(
                _native.IpassPortal.from_env(
                    login_method=login_method,
                    user_agent_parameter=user_agent_parameter,
                    timeout=timeout,
                    connect_timeout=connect_timeout,
                    total_timeout=total_timeout,
                    tries=tries,
                    retry_pause=retry_pause,
                    retry_after_limit=retry_after_limit,
                    retry_within=retry_within,
                    concurrency=concurrency,
                    circuit_after=circuit_after,
                    circuit_pause=circuit_pause,
                    body_limit=body_limit,
                    proxy=proxy,
                    extra_ca=extra_ca,
                    allow_plain_http=allow_plain_http,
                    batch_rows=batch_rows,
                    strict=strict,
                    encoding=encoding,
                    delimiter=delimiter,
                    session_length_unit=session_length_unit,
                    limits=limits,
                )
            )
        finally:
            del proxy

    @property
    def base_url(self) -> str:
        """Where it sends requests."""
        return self._blocking.base_url

    async def login(self) -> None:
        """Logs in now, to find out early whether the credentials are right. Calls do it by themselves."""
        return await run(self._blocking.login)

    async def monthly_cdr(self, company: str, month: str | datetime.date) -> Reader[CdrRecord]:
        """The CDRs of a month. A monthly file supersedes its daily ones: never sum both.

        Parameters
        ----------
        company : str
            The company's id.
        month : str or datetime.date
            The GMT stop time decides the month (DOC).

        Returns
        -------
        Reader of CdrRecord
        """
        return Reader._of(await run(self._blocking.monthly_cdr, company, month))

    async def daily_cdr(self, company: str, date: str | datetime.date) -> Reader[CdrRecord]:
        """The CDRs of a day."""
        return Reader._of(await run(self._blocking.daily_cdr, company, date))

    async def monthly_adjustment_cdr(
        self, company: str, month: str | datetime.date
    ) -> Reader[CdrRecord]:
        """The corrections published in a month, which amend months before (DOC). Often without a row."""
        return Reader._of(await run(self._blocking.monthly_adjustment_cdr, company, month))

    async def daily_adjustment_cdr(
        self, company: str, date: str | datetime.date
    ) -> Reader[CdrRecord]:
        """The corrections published on a day, which amend months before (DOC)."""
        return Reader._of(await run(self._blocking.daily_adjustment_cdr, company, date))

    async def network_users(
        self, company: str, month: str | datetime.date
    ) -> Reader[NetworkUserRecord]:
        """The network and client users of a month; XML by the provider's samples, CSV by the document:
        either is read.
        """
        return Reader._of(await run(self._blocking.network_users, company, month))

    async def network_users_csv(
        self, company: str, month: str | datetime.date
    ) -> Reader[NetworkUserRecord]:
        """The same from the portal's CSV report (DOC)."""
        return Reader._of(await run(self._blocking.network_users_csv, company, month))

    async def child_companies(self, company: str) -> Reader[CompanyRecord]:
        """The child companies of a company."""
        return Reader._of(await run(self._blocking.child_companies, company))

    async def companies(self, company: str) -> list[CompanyRecord]:
        """The same as a list of which none is missing.

        Raises
        ------
        DecodeError
            A company cannot be read, which `child_companies` would set aside.
        """
        return await run(self._blocking.companies, company)

    async def child_custom_report(
        self, company: str, month: str | datetime.date, file_name: str
    ) -> Document:
        """The custom report of a month for all child companies (DOC): a zip archive with a folder a
        company.

        Parameters
        ----------
        company : str
            The parent company's id.
        month : str or datetime.date
            The month.
        file_name : str
            The report's name as the portal lists it, without a folder.

        Returns
        -------
        Document
            `Document.unpack` it.

        Raises
        ------
        NotDataError
            Something else than a zip archive came.
        """
        return Document._of(
            await run(self._blocking.child_custom_report, company, month, file_name)
        )

    async def monthly_cdr_of_all(
        self,
        parent: str,
        month: str | datetime.date,
        *,
        concurrency: int | None = None,
        as_completed: bool = False,
    ) -> FanOut[CompanyRecord, CdrRecord]:
        """The CDRs of a month of a company and of all companies below it, several at once in one session.

        One company's `ForbiddenError` is that company's item and stops nothing.

        Parameters
        ----------
        parent : str
            The parent company's id; its own item comes first, with an unknown name.
        month : str or datetime.date
            The month.
        concurrency : int, default 4
            Companies that are called for at once.
        as_completed : bool, default False
            Give items as they come, not in the order of the companies.

        Returns
        -------
        FanOut
            Of `CompanyRecord` and its reader; read or close each before many more are taken.
        """
        return FanOut._of(
            await run(
                self._blocking.monthly_cdr_of_all,
                parent,
                month,
                concurrency=concurrency,
                as_completed=as_completed,
            )
        )

    async def daily_cdr_of_month(
        self,
        company: str,
        month: str | datetime.date,
        *,
        concurrency: int | None = None,
        as_completed: bool = False,
    ) -> FanOut[datetime.date, CdrRecord]:
        """The CDRs of each day of a month, several at once. A monthly file supersedes them: never sum
        both. Parameters as of `monthly_cdr_of_all`.

        Returns
        -------
        FanOut
            Of `datetime.date` and its reader.
        """
        return FanOut._of(
            await run(
                self._blocking.daily_cdr_of_month,
                company,
                month,
                concurrency=concurrency,
                as_completed=as_completed,
            )
        )

    def hosted_users(self) -> HostedUsers:
        """A client of Hosted User Provisioning that shares this client's session and connections."""
        return HostedUsers._of(self._blocking.hosted_users())

    async def close(self) -> None:
        """Ends the client: later calls raise `ClosedError`. What it has opened goes on. Twice
        is fine.
        """
        self._blocking.close()


class HostedUsers(Closing[_native.HostedUsers]):
    """`callrec.HostedUsers` for an event loop: what waits there is awaited here.

    Parameters
    ----------
    base_url : str
        The portal's, as in ``"https://openmobile.ipass.com"`` (SEED).
    username, password : str
        Of one who may provision users (SEED). Never shown.
    realm : str, optional
        The domain of the company, with or without its ``@``: user names that do not end in it are
        refused before they are sent. By default any is taken.
    login_method : {"post", "get"}, default "post"
        By form (DOC), or with the password in the URL (SEED).
    user_agent_parameter : str, default "apiuser"
        The value of the query parameter ``User-Agent`` (SEED); empty sends none.
    timeout : float, default 30
        Seconds without a byte from the network before a try is given up; the last one ends with
        `DeadlineError`.
    connect_timeout : float, default 10
        Seconds for one connection, name service and TLS included.
    total_timeout : float, optional
        Seconds of waiting for the network in all, of one call or reader. By default none.
    tries : int, default 3
        Tries of one request in all. Only what may pass is tried again, only while no record was given,
        and what has effects only as its class allows: a create never, once it may have arrived.
    retry_pause : float, default 0.5
        Seconds, at most, before the second try; doubled with each further one.
    retry_after_limit : float, default 300
        Seconds, at most, that the server may ask to wait; a longer wait is a `RateLimitedError`.
    retry_within : float, default 900
        Seconds after the first try beyond which none begins.
    concurrency : int, optional
        Exchanges under way at once with the host, of all clients of the process; by default 8.
    circuit_after : int, default 20
        After so many failed exchanges in a row nothing is sent for `circuit_pause`; 0 is never.
    circuit_pause : float, default 10
        Seconds.
    body_limit : int, default 2**36
        Bytes of one report, decoded, above which it ends with `LimitError`.
    proxy : str, optional
        ``http://[user:password@]host:port``. The environment is not looked at.
    extra_ca : str or bytes, optional
        Further root certificates to trust, PEM.
    allow_plain_http : bool, default False
        Allow http to any host: credentials and records then cross the network in the clear.
    batch_rows : int, default 8192
        Records of a batch.
    strict : bool, default False
        Make the first record that would be quarantined a `StrictError`.
    encoding : {"auto", "utf-8", "utf-16-le", "utf-16-be", "latin-1", "windows-1252"}, default "auto"
        Of text; by default UTF-8, or UTF-16 where a byte order mark says so.
    delimiter : {",", "\t", "|"}, optional
        Of delimited text. By default a comma, or for the feed what its header line shows.
    session_length_unit : {"seconds", "minutes"}, default "seconds"
        What the session length of an iPass CDR counts (the unit is INF); the column is in seconds anyway.
    limits : Limits, optional
        Bounds on hostile records.

    Raises
    ------
    ConfigError
        It cannot work as configured.
    InvalidArgumentError
        An argument is not of its form.

    Notes
    -----
    Writes are sent once; where their answer is lost, what sets a state may be sent again while no
    later write to the same user was made.
    """

    __slots__ = ()

    def __init__(
        self,
        base_url: str,
        username: str,
        password: str,
        *,
        realm: str | None = None,
        login_method: Literal["post", "get"] = "post",
        user_agent_parameter: str = "apiuser",
        timeout: float = 30.0,
        connect_timeout: float = 10.0,
        total_timeout: float | None = None,
        tries: int = 3,
        retry_pause: float = 0.5,
        retry_after_limit: float = 300.0,
        retry_within: float = 900.0,
        concurrency: int | None = None,
        circuit_after: int = 20,
        circuit_pause: float = 10.0,
        body_limit: int = 68719476736,
        proxy: str | None = None,
        extra_ca: str | bytes | None = None,
        allow_plain_http: bool = False,
        batch_rows: int = 8192,
        strict: bool = False,
        encoding: _Encoding = "auto",
        delimiter: _Delimiter | None = None,
        session_length_unit: _SessionLengthUnit = "seconds",
        limits: Limits | None = None,
    ) -> None:
        try:
            self._blocking = _native.HostedUsers(
                base_url,
                username,
                password,
                realm=realm,
                login_method=login_method,
                user_agent_parameter=user_agent_parameter,
                timeout=timeout,
                connect_timeout=connect_timeout,
                total_timeout=total_timeout,
                tries=tries,
                retry_pause=retry_pause,
                retry_after_limit=retry_after_limit,
                retry_within=retry_within,
                concurrency=concurrency,
                circuit_after=circuit_after,
                circuit_pause=circuit_pause,
                body_limit=body_limit,
                proxy=proxy,
                extra_ca=extra_ca,
                allow_plain_http=allow_plain_http,
                batch_rows=batch_rows,
                strict=strict,
                encoding=encoding,
                delimiter=delimiter,
                session_length_unit=session_length_unit,
                limits=limits,
            )
        finally:
            del password, proxy

    @classmethod
    def wrap(cls, blocking: _native.HostedUsers) -> Self:
        """The face for event loops of a blocking client: session, limits and end are shared.

        Parameters
        ----------
        blocking : callrec.HostedUsers
            As of ``callrec.testing.Simulator``, or one that threads use, too.

        Returns
        -------
        HostedUsers
            Closing it closes `blocking`.
        """
        return cls._of(blocking)

    @staticmethod
    def from_env(
        *,
        realm: str | None = None,
        login_method: Literal["post", "get"] = "post",
        user_agent_parameter: str = "apiuser",
        timeout: float = 30.0,
        connect_timeout: float = 10.0,
        total_timeout: float | None = None,
        tries: int = 3,
        retry_pause: float = 0.5,
        retry_after_limit: float = 300.0,
        retry_within: float = 900.0,
        concurrency: int | None = None,
        circuit_after: int = 20,
        circuit_pause: float = 10.0,
        body_limit: int = 68719476736,
        proxy: str | None = None,
        extra_ca: str | bytes | None = None,
        allow_plain_http: bool = False,
        batch_rows: int = 8192,
        strict: bool = False,
        encoding: _Encoding = "auto",
        delimiter: _Delimiter | None = None,
        session_length_unit: _SessionLengthUnit = "seconds",
        limits: Limits | None = None,
    ) -> HostedUsers:
        """A client from the environment: the portal's variables, see `IpassPortal.from_env`.

        Raises
        ------
        ConfigError
            A variable is missing.
        """
        try:
            return HostedUsers._of(
                _native.HostedUsers.from_env(
                    realm=realm,
                    login_method=login_method,
                    user_agent_parameter=user_agent_parameter,
                    timeout=timeout,
                    connect_timeout=connect_timeout,
                    total_timeout=total_timeout,
                    tries=tries,
                    retry_pause=retry_pause,
                    retry_after_limit=retry_after_limit,
                    retry_within=retry_within,
                    concurrency=concurrency,
                    circuit_after=circuit_after,
                    circuit_pause=circuit_pause,
                    body_limit=body_limit,
                    proxy=proxy,
                    extra_ca=extra_ca,
                    allow_plain_http=allow_plain_http,
                    batch_rows=batch_rows,
                    strict=strict,
                    encoding=encoding,
                    delimiter=delimiter,
                    session_length_unit=session_length_unit,
                    limits=limits,
                )
            )
        finally:
            del proxy

    @property
    def base_url(self) -> str:
        """Where it sends requests."""
        return self._blocking.base_url

    def with_realm(self, realm: str) -> HostedUsers:
        """The same client for a company with this domain; session and connections are shared."""
        return HostedUsers._of(self._blocking.with_realm(realm))

    def dry_run(self) -> HostedUsers:
        """The same client, whose writes are not sent: their outcomes say what would have been. Reads are
        made, also those that a write makes first.
        """
        return HostedUsers._of(self._blocking.dry_run())

    async def retrieve_user(self, company: str, username: str) -> UserRecord | None:
        """The user of this name.

        Parameters
        ----------
        company : str
            The company's id.
        username : str
            The login, with its domain.

        Returns
        -------
        UserRecord or None
            None where there is none: 404, 410, an answer without a body (INF).
        """
        return await run(self._blocking.retrieve_user, company, username)

    async def create_user(self, company: str, user: NewUser) -> Outcome[UserRecord]:
        """Creates a user.

        Between the look whether the name is taken and the creation another program may create the same
        user, who would then be changed: the service has no way to prevent it.

        Returns
        -------
        Outcome of UserRecord

        Raises
        ------
        RejectedError
            One of that name is there; nothing was sent.
        AmbiguousError
            Whether it was carried out is not known: ask `retrieve_user`.
        """
        return await run(self._blocking.create_user, company, user)

    async def create_or_update_user(self, company: str, user: NewUser) -> Outcome[UserRecord]:
        """Creates a user, or changes the one who has that name to all that `user` says, without a look
        before: the service's own operation.
        """
        return await run(self._blocking.create_or_update_user, company, user)

    async def update_user(self, company: str, update: UserUpdate) -> Outcome[UserRecord]:
        """Changes what `update` says. Portal login and both notifications are sent in any case, as the
        user has them where `update` does not say them.

        Raises
        ------
        NotFoundError
            No user has that name; nothing was sent.
        """
        return await run(self._blocking.update_user, company, update)

    async def suspend_user(self, company: str, username: str) -> Outcome[UserRecord]:
        """Suspends a user, whose e-mail address is read first.

        Raises
        ------
        NotFoundError
            No user has that name; nothing was sent.
        """
        return await run(self._blocking.suspend_user, company, username)

    async def close(self) -> None:
        """Ends the client: later calls raise `ClosedError`. What it has opened goes on. Twice
        is fine.
        """
        self._blocking.close()


class IpassRest(Closing[_native.IpassRest]):
    """`callrec.IpassRest` for an event loop: what waits there is awaited here.

    Parameters
    ----------
    base_url : str
        As in ``"https://api.ipass.com/v1"`` (SEED).
    key : str
        The API key. It goes to no other host and is never shown.
    company : str
        The company's id.
    realm : str, optional
        The roaming realm of the account: user names that do not end in it are refused before they
        are sent. By default any is taken.
    page_limit : int, optional
        Items of a page of a list, 1 to 100000. By default as the document prints it: 20 users, 15
        registration codes or users of a cost center.
    paging : {"page_is_number", "page_is_size"}, default "page_is_number"
        What the parameters ``page`` and ``limit`` mean; the document says both (SEED).
    daily_parameter : {"date", "month", "both"}, optional
        Under which name the day of a daily report is sent; the document says both (SEED). By
        default ``date``, and where that is refused ``month``.
    timeout : float, default 30
        Seconds without a byte from the network before a try is given up; the last one ends with
        `DeadlineError`.
    connect_timeout : float, default 10
        Seconds for one connection, name service and TLS included.
    total_timeout : float, optional
        Seconds of waiting for the network in all, of one call or reader. By default none.
    tries : int, default 3
        Tries of one request in all. Only what may pass is tried again, only while no record was given,
        and what has effects only as its class allows: a create never, once it may have arrived.
    retry_pause : float, default 0.5
        Seconds, at most, before the second try; doubled with each further one.
    retry_after_limit : float, default 300
        Seconds, at most, that the server may ask to wait; a longer wait is a `RateLimitedError`.
    retry_within : float, default 900
        Seconds after the first try beyond which none begins.
    concurrency : int, optional
        Exchanges under way at once with the host, of all clients of the process; by default 8.
    circuit_after : int, default 20
        After so many failed exchanges in a row nothing is sent for `circuit_pause`; 0 is never.
    circuit_pause : float, default 10
        Seconds.
    body_limit : int, default 2**36
        Bytes of one report, decoded, above which it ends with `LimitError`.
    proxy : str, optional
        ``http://[user:password@]host:port``. The environment is not looked at.
    extra_ca : str or bytes, optional
        Further root certificates to trust, PEM.
    allow_plain_http : bool, default False
        Allow http to any host: credentials and records then cross the network in the clear.
    batch_rows : int, default 8192
        Records of a batch.
    strict : bool, default False
        Make the first record that would be quarantined a `StrictError`.
    encoding : {"auto", "utf-8", "utf-16-le", "utf-16-be", "latin-1", "windows-1252"}, default "auto"
        Of text; by default UTF-8, or UTF-16 where a byte order mark says so.
    delimiter : {",", "\t", "|"}, optional
        Of delimited text. By default a comma, or for the feed what its header line shows.
    session_length_unit : {"seconds", "minutes"}, default "seconds"
        What the session length of an iPass CDR counts (the unit is INF); the column is in seconds anyway.
    limits : Limits, optional
        Bounds on hostile records.

    Raises
    ------
    ConfigError
        It cannot work as configured.
    InvalidArgumentError
        An argument is not of its form.

    Notes
    -----
    What creates or notifies is never sent twice: where nobody knows whether it was carried out,
    `AmbiguousError` comes, and the ``reconcile_…`` call of the same name looks. ``error.fault``
    says what the service's error code means.
    """

    __slots__ = ()

    def __init__(
        self,
        base_url: str,
        key: str,
        company: str,
        *,
        realm: str | None = None,
        page_limit: int | None = None,
        paging: Literal["page_is_number", "page_is_size"] = "page_is_number",
        daily_parameter: Literal["date", "month", "both"] | None = None,
        timeout: float = 30.0,
        connect_timeout: float = 10.0,
        total_timeout: float | None = None,
        tries: int = 3,
        retry_pause: float = 0.5,
        retry_after_limit: float = 300.0,
        retry_within: float = 900.0,
        concurrency: int | None = None,
        circuit_after: int = 20,
        circuit_pause: float = 10.0,
        body_limit: int = 68719476736,
        proxy: str | None = None,
        extra_ca: str | bytes | None = None,
        allow_plain_http: bool = False,
        batch_rows: int = 8192,
        strict: bool = False,
        encoding: _Encoding = "auto",
        delimiter: _Delimiter | None = None,
        session_length_unit: _SessionLengthUnit = "seconds",
        limits: Limits | None = None,
    ) -> None:
        try:
            self._blocking = _native.IpassRest(
                base_url,
                key,
                company,
                realm=realm,
                page_limit=page_limit,
                paging=paging,
                daily_parameter=daily_parameter,
                timeout=timeout,
                connect_timeout=connect_timeout,
                total_timeout=total_timeout,
                tries=tries,
                retry_pause=retry_pause,
                retry_after_limit=retry_after_limit,
                retry_within=retry_within,
                concurrency=concurrency,
                circuit_after=circuit_after,
                circuit_pause=circuit_pause,
                body_limit=body_limit,
                proxy=proxy,
                extra_ca=extra_ca,
                allow_plain_http=allow_plain_http,
                batch_rows=batch_rows,
                strict=strict,
                encoding=encoding,
                delimiter=delimiter,
                session_length_unit=session_length_unit,
                limits=limits,
            )
        finally:
            del key, proxy

    @classmethod
    def wrap(cls, blocking: _native.IpassRest) -> Self:
        """The face for event loops of a blocking client: session, limits and end are shared.

        Parameters
        ----------
        blocking : callrec.IpassRest
            As of ``callrec.testing.Simulator``, or one that threads use, too.

        Returns
        -------
        IpassRest
            Closing it closes `blocking`.
        """
        return cls._of(blocking)

    @staticmethod
    def from_env(
        *,
        realm: str | None = None,
        page_limit: int | None = None,
        paging: Literal["page_is_number", "page_is_size"] = "page_is_number",
        daily_parameter: Literal["date", "month", "both"] | None = None,
        timeout: float = 30.0,
        connect_timeout: float = 10.0,
        total_timeout: float | None = None,
        tries: int = 3,
        retry_pause: float = 0.5,
        retry_after_limit: float = 300.0,
        retry_within: float = 900.0,
        concurrency: int | None = None,
        circuit_after: int = 20,
        circuit_pause: float = 10.0,
        body_limit: int = 68719476736,
        proxy: str | None = None,
        extra_ca: str | bytes | None = None,
        allow_plain_http: bool = False,
        batch_rows: int = 8192,
        strict: bool = False,
        encoding: _Encoding = "auto",
        delimiter: _Delimiter | None = None,
        session_length_unit: _SessionLengthUnit = "seconds",
        limits: Limits | None = None,
    ) -> IpassRest:
        """A client from the environment.

        ``CALLREC_IPASS_REST_KEY`` and ``CALLREC_IPASS_REST_COMPANY`` must be set;
        ``CALLREC_IPASS_REST_URL`` may be, by default it is the provider's own. The options are those
        of the class.

        Raises
        ------
        ConfigError
            A variable is missing.
        """
        try:
            return IpassRest._of(
                _native.IpassRest.from_env(
                    realm=realm,
                    page_limit=page_limit,
                    paging=paging,
                    daily_parameter=daily_parameter,
                    timeout=timeout,
                    connect_timeout=connect_timeout,
                    total_timeout=total_timeout,
                    tries=tries,
                    retry_pause=retry_pause,
                    retry_after_limit=retry_after_limit,
                    retry_within=retry_within,
                    concurrency=concurrency,
                    circuit_after=circuit_after,
                    circuit_pause=circuit_pause,
                    body_limit=body_limit,
                    proxy=proxy,
                    extra_ca=extra_ca,
                    allow_plain_http=allow_plain_http,
                    batch_rows=batch_rows,
                    strict=strict,
                    encoding=encoding,
                    delimiter=delimiter,
                    session_length_unit=session_length_unit,
                    limits=limits,
                )
            )
        finally:
            del proxy

    @property
    def base_url(self) -> str:
        """Where it sends requests."""
        return self._blocking.base_url

    def with_company(self, id: str) -> IpassRest:
        """The same client for another company, a child's say: key, connections and limits are shared."""
        return IpassRest._of(self._blocking.with_company(id))

    def dry_run(self) -> IpassRest:
        """The same client, whose writes are not sent: their outcomes say what would have been. Reads are
        made, also those that a write makes first.
        """
        return IpassRest._of(self._blocking.dry_run())

    async def list_users(self) -> Reader[UserRecord]:
        """All users that are active or suspended; those that were deleted are not among them (SEED).

        Returns
        -------
        Reader of UserRecord
        """
        return Reader._of(await run(self._blocking.list_users))

    async def list_active_users(self) -> Reader[UserRecord]:
        """All users that are active."""
        return Reader._of(await run(self._blocking.list_active_users))

    async def search_users(
        self,
        criteria: str,
        *,
        registered_from: str | datetime.date | None = None,
        registered_to: str | datetime.date | None = None,
    ) -> Reader[UserRecord]:
        """Users of whom the first name, last name, e-mail address or user name *begins* with `criteria`
        (SEED).

        Parameters
        ----------
        criteria : str
            Empty ones are not sent.
        registered_from, registered_to : str or datetime.date, optional
            The first and last day of the registration; both count. A user whose day is not told stays
            in.

        Returns
        -------
        Reader of UserRecord
        """
        return Reader._of(
            await run(
                self._blocking.search_users,
                criteria,
                registered_from=registered_from,
                registered_to=registered_to,
            )
        )

    async def find_user(self, username: str) -> UserRecord | None:
        """The user of this name, the case of its ASCII letters aside.

        Returns
        -------
        UserRecord or None
        """
        return await run(self._blocking.find_user, username)

    async def find_user_by_email(self, email: str) -> UserRecord | None:
        """The user of exactly this e-mail address, the case of its ASCII letters aside.

        Returns
        -------
        UserRecord or None
        """
        return await run(self._blocking.find_user_by_email, email)

    async def list_cost_centers(self) -> Reader[CostCenterRecord]:
        """All cost centers.

        Returns
        -------
        Reader of CostCenterRecord
        """
        return Reader._of(await run(self._blocking.list_cost_centers))

    async def list_cost_center_users(self, id: str) -> Reader[SimpleUserRecord]:
        """The users of a cost center, by the provider's id of it.

        Returns
        -------
        Reader of SimpleUserRecord
        """
        return Reader._of(await run(self._blocking.list_cost_center_users, id))

    async def list_devices(self, email: str) -> Reader[DeviceRecord]:
        """The devices that were activated with an e-mail address, whatever their status is.

        Returns
        -------
        Reader of DeviceRecord
        """
        return Reader._of(await run(self._blocking.list_devices, email))

    async def list_used_registration_codes(self) -> Reader[RegistrationCodeRecord]:
        """The registration codes that were used.

        Returns
        -------
        Reader of RegistrationCodeRecord
        """
        return Reader._of(await run(self._blocking.list_used_registration_codes))

    async def search_registration_codes(self, criteria: str) -> Reader[RegistrationCodeRecord]:
        """Registration codes of which the code, the second code, the department or another field
        *begins* with `criteria` (SEED). Empty criteria are not sent.
        """
        return Reader._of(await run(self._blocking.search_registration_codes, criteria))

    async def list_groups(self) -> Reader[GroupRecord]:
        """All user groups.

        Returns
        -------
        Reader of GroupRecord
        """
        return Reader._of(await run(self._blocking.list_groups))

    async def list_group_plans(self) -> Reader[GroupPlanRecord]:
        """All price plans of groups.

        Returns
        -------
        Reader of GroupPlanRecord
        """
        return Reader._of(await run(self._blocking.list_group_plans))

    async def monthly_cdr(self, month: str | datetime.date) -> Reader[CdrRecord]:
        """The CDRs of a month. Whether it is the same file as the portal's nobody says.

        Parameters
        ----------
        month : str or datetime.date
            As in ``"2026-09"``, or any date in it.

        Returns
        -------
        Reader of CdrRecord
        """
        return Reader._of(await run(self._blocking.monthly_cdr, month))

    async def monthly_adjustment_cdr(self, month: str | datetime.date) -> Reader[CdrRecord]:
        """The corrections published in a month, which amend months before."""
        return Reader._of(await run(self._blocking.monthly_adjustment_cdr, month))

    async def daily_cdr(self, date: str | datetime.date) -> Reader[CdrRecord]:
        """The CDRs of a day. A monthly file supersedes its daily ones: never sum both."""
        return Reader._of(await run(self._blocking.daily_cdr, date))

    async def daily_adjustment_cdr(self, date: str | datetime.date) -> Reader[CdrRecord]:
        """The corrections published on a day, which amend months before."""
        return Reader._of(await run(self._blocking.daily_adjustment_cdr, date))

    async def network_users(self, month: str | datetime.date) -> Reader[NetworkUserRecord]:
        """The network and client users of a month.

        Returns
        -------
        Reader of NetworkUserRecord
        """
        return Reader._of(await run(self._blocking.network_users, month))

    async def custom_report(
        self, month: str | datetime.date, file: str, duration: str | None = None
    ) -> Document:
        """A custom report of the portal: mostly HTML, whatever it is called.

        Parameters
        ----------
        month : str or datetime.date
            The month.
        file : str
            The file name that the portal lists, as in ``"CustomReport.html"`` (SEED).
        duration : str, optional
            The parameter ``duration-type``, of which the document knows only ``"monthly"`` (SEED).

        Returns
        -------
        Document
        """
        return Document._of(await run(self._blocking.custom_report, month, file, duration))

    async def child_custom_report(self, month: str | datetime.date, file: str) -> Document:
        """The same report of all child companies: a zip archive with a folder a company (SEED).

        The URL that the document prints for it is that of another operation, which changes data: it
        is never sent.
        """
        return Document._of(await run(self._blocking.child_custom_report, month, file))

    async def create_user(self, user: NewUser) -> Outcome[UserRecord]:
        """Creates a user. Never sent twice: after `AmbiguousError` ask `reconcile_create_user`.

        Returns
        -------
        Outcome of UserRecord

        Raises
        ------
        InvalidArgumentError
            The user name has not exactly one ``@`` or another realm, or something that is required is
            empty; nothing was sent.
        RejectedError
            ``error.fault`` says why, as in ``"email_unavailable"``.
        """
        return await run(self._blocking.create_user, user)

    async def update_user(self, update: UserUpdate) -> Outcome[UserRecord]:
        """Changes what `update` says. Portal login and both notifications are sent in any case: where
        `update` does not say them, the user is read first.

        Raises
        ------
        NotFoundError
            There is no such user; nothing was sent.
        """
        return await run(self._blocking.update_user, update)

    async def suspend_user(self, username: str) -> Outcome[UserRecord]:
        """Suspends a user, who then cannot roam; signing in to the portal is still possible (SEED)."""
        return await run(self._blocking.suspend_user, username)

    async def activate_user(self, username: str) -> Outcome[UserRecord]:
        """Activates a user who was suspended."""
        return await run(self._blocking.activate_user, username)

    async def delete_user(self, username: str) -> Outcome[UserRecord]:
        """Deletes a user, who is then not found any more; the provider keeps the record for billing
        (SEED). Where the first answer is lost it is sent once more, and "not found" is then success:
        `Outcome.already_gone`.
        """
        return await run(self._blocking.delete_user, username)

    async def resend_activation(self, username: str) -> Outcome[None]:
        """Sends the user the e-mail with the activation link again. Never sent twice."""
        return await run(self._blocking.resend_activation, username)

    async def create_cost_center(self, center: NewCostCenter) -> Outcome[None]:
        """Creates a cost center. Never sent twice: after `AmbiguousError` ask
        `reconcile_create_cost_center`.
        """
        return await run(self._blocking.create_cost_center, center)

    async def update_cost_center(self, center: CostCenterUpdate) -> Outcome[None]:
        """Changes a cost center to what `center` says."""
        return await run(self._blocking.update_cost_center, center)

    async def delete_cost_center(self, id: str) -> Outcome[None]:
        """Deletes a cost center, by the provider's id of it."""
        return await run(self._blocking.delete_cost_center, id)

    async def assign_cost_center_users(self, id: str, end_user_ids: Sequence[str]) -> Outcome[None]:
        """Assigns users, by their `UserRecord.end_user_id`, to a cost center (the URL is INF)."""
        return await run(self._blocking.assign_cost_center_users, id, end_user_ids)

    async def unassign_cost_center_users(
        self, id: str, end_user_ids: Sequence[str]
    ) -> Outcome[None]:
        """Takes users, by their `UserRecord.end_user_id`, out of a cost center."""
        return await run(self._blocking.unassign_cost_center_users, id, end_user_ids)

    async def deactivate_device(self, email: str, device_uuid: str) -> Outcome[None]:
        """Deactivates a device; address and device must belong together (SEED)."""
        return await run(self._blocking.deactivate_device, email, device_uuid)

    async def create_registration_code(
        self, code: NewRegistrationCode
    ) -> Outcome[RegistrationCodeRecord]:
        """Creates a registration code of the client's company. Never sent twice: after `AmbiguousError`
        ask `reconcile_create_registration_code`.

        Returns
        -------
        Outcome of RegistrationCodeRecord
        """
        return await run(self._blocking.create_registration_code, code)

    async def update_registration_code(
        self, update: RegistrationCodeUpdate
    ) -> Outcome[RegistrationCodeRecord]:
        """Changes what `update` says, by the provider's id."""
        return await run(self._blocking.update_registration_code, update)

    async def create_group(self, group: NewGroup) -> Outcome[None]:
        """Creates a group. Never sent twice: after `AmbiguousError` ask `reconcile_create_group`."""
        return await run(self._blocking.create_group, group)

    async def update_group(self, id: str, new_name: str) -> Outcome[None]:
        """Renames a group. Its members stay."""
        return await run(self._blocking.update_group, id, new_name)

    async def assign_group_users(self, id: str, usernames: Sequence[str]) -> Outcome[None]:
        """Puts users, by their names, into a group, whose name is read first: renaming and assigning are
        one request (SEED).

        Raises
        ------
        NotFoundError
            There is no such group; nothing was sent.
        """
        return await run(self._blocking.assign_group_users, id, usernames)

    async def unassign_group_users(self, id: str, usernames: Sequence[str]) -> Outcome[None]:
        """Takes users, by their names, out of a group; as `assign_group_users`."""
        return await run(self._blocking.unassign_group_users, id, usernames)

    async def reconcile_create_user(self, user: NewUser) -> Reconciled[UserRecord]:
        """Whether a user was created: one of exactly this name with the same e-mail address and names.

        Returns
        -------
        Reconciled of UserRecord
        """
        return await run(self._blocking.reconcile_create_user, user)

    async def reconcile_suspend_user(self, username: str) -> Reconciled[UserRecord]:
        """Whether a user was suspended."""
        return await run(self._blocking.reconcile_suspend_user, username)

    async def reconcile_activate_user(self, username: str) -> Reconciled[UserRecord]:
        """Whether a user was activated."""
        return await run(self._blocking.reconcile_activate_user, username)

    async def reconcile_delete_user(self, username: str) -> Reconciled[None]:
        """Whether a user was deleted: no one of this name is found any more. The document also says that
        a user who was deleted is called suspended (SEED), so that is unclear.
        """
        return await run(self._blocking.reconcile_delete_user, username)

    async def reconcile_create_cost_center(
        self, center: NewCostCenter
    ) -> Reconciled[CostCenterRecord]:
        """Whether a cost center was created: one of exactly this `cost_id` with the same name.

        Returns
        -------
        Reconciled of CostCenterRecord
        """
        return await run(self._blocking.reconcile_create_cost_center, center)

    async def reconcile_delete_cost_center(self, id: str) -> Reconciled[None]:
        """Whether a cost center was deleted: no one has this id any more."""
        return await run(self._blocking.reconcile_delete_cost_center, id)

    async def reconcile_create_registration_code(
        self, code: NewRegistrationCode
    ) -> Reconciled[RegistrationCodeRecord]:
        """Whether a registration code was created: one of exactly this code with the same second code and
        duration.

        Returns
        -------
        Reconciled of RegistrationCodeRecord
        """
        return await run(self._blocking.reconcile_create_registration_code, code)

    async def reconcile_create_group(self, group: NewGroup) -> Reconciled[GroupRecord]:
        """Whether a group was created: one of exactly this name with the same plan. Names need not be
        unique: two of them are unclear.

        Returns
        -------
        Reconciled of GroupRecord
        """
        return await run(self._blocking.reconcile_create_group, group)

    async def close(self) -> None:
        """Ends the client: later calls raise `ClosedError`. What it has opened goes on. Twice
        is fine.
        """
        self._blocking.close()


class BillingFeed(BillingFeedBase):
    """`callrec.BillingFeed` for an event loop: what waits there is awaited here.

    Parameters
    ----------
    base_url : str
        The customer's own portal, before ``/billing/feed`` (SEED).
    login, password : str
        Of the account. Never shown.
    method : {"get", "post_form"}, default "get"
        With the password in the URL (SEED), or by form (DOC of a cousin).
    format : {"provider", "csv", "text", "pipe", "json"}, default "provider"
        In which form rows are asked for (DOC of a cousin); servers of the source document may
        ignore it. By default none is asked for.
    calls_only, services_only : bool, default False
        Only calls, only services (DOC of a cousin). A cursor belongs to one choice.
    zone : str, optional
        Where the local times were printed, as in ``"Pacific/Auckland"``; nobody states it. For
        `Reader.unified`.
    dst : {"reject", "earlier", "later"}, default "reject"
        What becomes of a local time that came twice or never.
    currency : str, optional
        ISO 4217 code of the charges; nobody states it. For `Reader.unified`.
    look_back : int, default 0
        How many of the last ids `collect` reads again at its beginning, to find rows that came late
        with a smaller id, and to compare them.
    page_limit : int, default 100000
        Pages of one `collect`, at most; one more is a `LimitError`.
    recording_hosts : sequence of str, optional
        Other hosts (``name`` or ``name:port``) from which recordings may come. They never get the
        credentials.
    timeout : float, default 30
        Seconds without a byte from the network before a try is given up; the last one ends with
        `DeadlineError`.
    connect_timeout : float, default 10
        Seconds for one connection, name service and TLS included.
    total_timeout : float, optional
        Seconds of waiting for the network in all, of one call or reader. By default none.
    tries : int, default 3
        Tries of one request in all. Only what may pass is tried again, only while no record was given,
        and what has effects only as its class allows: a create never, once it may have arrived.
    retry_pause : float, default 0.5
        Seconds, at most, before the second try; doubled with each further one.
    retry_after_limit : float, default 300
        Seconds, at most, that the server may ask to wait; a longer wait is a `RateLimitedError`.
    retry_within : float, default 900
        Seconds after the first try beyond which none begins.
    concurrency : int, optional
        Exchanges under way at once with the host, of all clients of the process; by default 8.
    circuit_after : int, default 20
        After so many failed exchanges in a row nothing is sent for `circuit_pause`; 0 is never.
    circuit_pause : float, default 10
        Seconds.
    body_limit : int, default 2**36
        Bytes of one report, decoded, above which it ends with `LimitError`.
    proxy : str, optional
        ``http://[user:password@]host:port``. The environment is not looked at.
    extra_ca : str or bytes, optional
        Further root certificates to trust, PEM.
    allow_plain_http : bool, default False
        Allow http to any host: credentials and records then cross the network in the clear.
    batch_rows : int, default 8192
        Records of a batch.
    strict : bool, default False
        Make the first record that would be quarantined a `StrictError`.
    encoding : {"auto", "utf-8", "utf-16-le", "utf-16-be", "latin-1", "windows-1252"}, default "auto"
        Of text; by default UTF-8, or UTF-16 where a byte order mark says so.
    delimiter : {",", "\t", "|"}, optional
        Of delimited text. By default a comma, or for the feed what its header line shows.
    session_length_unit : {"seconds", "minutes"}, default "seconds"
        What the session length of an iPass CDR counts (the unit is INF); the column is in seconds anyway.
    limits : Limits, optional
        Bounds on hostile records.

    Raises
    ------
    ConfigError
        It cannot work as configured.
    InvalidArgumentError
        An argument is not of its form.
    """

    __slots__ = ()

    def __init__(
        self,
        base_url: str,
        login: str,
        password: str,
        *,
        method: Literal["get", "post_form"] = "get",
        format: Literal["provider", "csv", "text", "pipe", "json"] = "provider",
        calls_only: bool = False,
        services_only: bool = False,
        zone: str | None = None,
        dst: _Dst = "reject",
        currency: str | None = None,
        look_back: int = 0,
        page_limit: int = 100000,
        recording_hosts: Sequence[str] | None = None,
        timeout: float = 30.0,
        connect_timeout: float = 10.0,
        total_timeout: float | None = None,
        tries: int = 3,
        retry_pause: float = 0.5,
        retry_after_limit: float = 300.0,
        retry_within: float = 900.0,
        concurrency: int | None = None,
        circuit_after: int = 20,
        circuit_pause: float = 10.0,
        body_limit: int = 68719476736,
        proxy: str | None = None,
        extra_ca: str | bytes | None = None,
        allow_plain_http: bool = False,
        batch_rows: int = 8192,
        strict: bool = False,
        encoding: _Encoding = "auto",
        delimiter: _Delimiter | None = None,
        session_length_unit: _SessionLengthUnit = "seconds",
        limits: Limits | None = None,
    ) -> None:
        try:
            self._blocking = _native.BillingFeed(
                base_url,
                login,
                password,
                method=method,
                format=format,
                calls_only=calls_only,
                services_only=services_only,
                zone=zone,
                dst=dst,
                currency=currency,
                look_back=look_back,
                page_limit=page_limit,
                recording_hosts=recording_hosts,
                timeout=timeout,
                connect_timeout=connect_timeout,
                total_timeout=total_timeout,
                tries=tries,
                retry_pause=retry_pause,
                retry_after_limit=retry_after_limit,
                retry_within=retry_within,
                concurrency=concurrency,
                circuit_after=circuit_after,
                circuit_pause=circuit_pause,
                body_limit=body_limit,
                proxy=proxy,
                extra_ca=extra_ca,
                allow_plain_http=allow_plain_http,
                batch_rows=batch_rows,
                strict=strict,
                encoding=encoding,
                delimiter=delimiter,
                session_length_unit=session_length_unit,
                limits=limits,
            )
        finally:
            del password, proxy

    @classmethod
    def wrap(cls, blocking: _native.BillingFeed) -> Self:
        """The face for event loops of a blocking client: session, limits and end are shared.

        Parameters
        ----------
        blocking : callrec.BillingFeed
            As of ``callrec.testing.Simulator``, or one that threads use, too.

        Returns
        -------
        BillingFeed
            Closing it closes `blocking`.
        """
        return cls._of(blocking)

    @staticmethod
    def from_env(
        *,
        method: Literal["get", "post_form"] = "get",
        format: Literal["provider", "csv", "text", "pipe", "json"] = "provider",
        calls_only: bool = False,
        services_only: bool = False,
        zone: str | None = None,
        dst: _Dst = "reject",
        currency: str | None = None,
        look_back: int = 0,
        page_limit: int = 100000,
        recording_hosts: Sequence[str] | None = None,
        timeout: float = 30.0,
        connect_timeout: float = 10.0,
        total_timeout: float | None = None,
        tries: int = 3,
        retry_pause: float = 0.5,
        retry_after_limit: float = 300.0,
        retry_within: float = 900.0,
        concurrency: int | None = None,
        circuit_after: int = 20,
        circuit_pause: float = 10.0,
        body_limit: int = 68719476736,
        proxy: str | None = None,
        extra_ca: str | bytes | None = None,
        allow_plain_http: bool = False,
        batch_rows: int = 8192,
        strict: bool = False,
        encoding: _Encoding = "auto",
        delimiter: _Delimiter | None = None,
        session_length_unit: _SessionLengthUnit = "seconds",
        limits: Limits | None = None,
    ) -> BillingFeed:
        """A client from the environment.

        ``CALLREC_BILLING_FEED_URL``, ``CALLREC_BILLING_FEED_USERNAME`` and
        ``CALLREC_BILLING_FEED_PASSWORD`` must be set. The options are those of the class.

        Raises
        ------
        ConfigError
            A variable is missing.
        """
        try:
            return BillingFeed._of(
                _native.BillingFeed.from_env(
                    method=method,
                    format=format,
                    calls_only=calls_only,
                    services_only=services_only,
                    zone=zone,
                    dst=dst,
                    currency=currency,
                    look_back=look_back,
                    page_limit=page_limit,
                    recording_hosts=recording_hosts,
                    timeout=timeout,
                    connect_timeout=connect_timeout,
                    total_timeout=total_timeout,
                    tries=tries,
                    retry_pause=retry_pause,
                    retry_after_limit=retry_after_limit,
                    retry_within=retry_within,
                    concurrency=concurrency,
                    circuit_after=circuit_after,
                    circuit_pause=circuit_pause,
                    body_limit=body_limit,
                    proxy=proxy,
                    extra_ca=extra_ca,
                    allow_plain_http=allow_plain_http,
                    batch_rows=batch_rows,
                    strict=strict,
                    encoding=encoding,
                    delimiter=delimiter,
                    session_length_unit=session_length_unit,
                    limits=limits,
                )
            )
        finally:
            del proxy

    @property
    def base_url(self) -> str:
        """Where it sends requests."""
        return self._blocking.base_url

    @property
    def login(self) -> str:
        """The account's login."""
        return self._blocking.login

    async def page(self, from_id: int) -> Reader[FeedRecord]:
        """One page from an id, as it comes: whether the row of that id is in it depends on the server,
        and nothing is dropped. `collect` does the rest.

        Parameters
        ----------
        from_id : int
            Above 0; see `first_page`.

        Returns
        -------
        Reader of FeedRecord
        """
        return Reader._of(await run(self._blocking.page, from_id))

    async def first_page(self) -> Reader[FeedRecord]:
        """The page of ``fromid=0``: all records (SEED), or the first of them."""
        return Reader._of(await run(self._blocking.first_page))

    async def day(self, date: str | datetime.date, hour: int | None = None) -> Reader[FeedRecord]:
        """The rows of a day, or of an hour of it (DOC of a cousin): servers of the source document may
        ignore that, so look at the dates.

        Parameters
        ----------
        date : str or datetime.date
            The day.
        hour : int, optional
            0 to 23.
        """
        return Reader._of(await run(self._blocking.day, date, hour))

    async def collect(self, cursor: FeedCursor) -> Reader[FeedRecord]:
        """Collects all rows after a cursor, page by page; each row comes once.

        Store the rows and `Reader.cursor` together, or the rows first.

        Parameters
        ----------
        cursor : FeedCursor
            How far it was collected; the very first time `FeedCursor.first_run`.

        Returns
        -------
        Reader of FeedRecord

        Raises
        ------
        WrongStateError
            The cursor is of another feed.
        ContinuityBrokenError, RowRevisedError, NoProgressError, LimitError
            Also while it is read: a row that was collected before is gone or has changed, pages bring
            nothing new or do not end.
        """
        return Reader._of(await run(self._blocking.collect, cursor))

    async def recording(self, address: str) -> Document:
        """A call's recording, by the address that its row carries (column `recording`).

        Only from the feed's own origin, which also gets login and password (INF), or from one of
        `recording_hosts`, which gets none.

        Returns
        -------
        Document

        Raises
        ------
        InvalidArgumentError
            The address is of another origin.
        """
        return Document._of(await run(self._blocking.recording, address))

    async def close(self) -> None:
        """Ends the client: later calls raise `ClosedError`. What it has opened goes on. Twice
        is fine.
        """
        self._blocking.close()


class GetCalls(Closing[_native.GetCalls]):
    """`callrec.GetCalls` for an event loop: what waits there is awaited here.

    Parameters
    ----------
    base_url : str
        Where the service is, before ``/cdrs/getcalls``; the document names no host.
    username, password : str
        Of a reseller or user. Never shown.
    format : {"json", "csv"}, default "json"
        In which form records are asked for (SEED). Both give the same table.
    zone : str, optional
        Where the local times were printed, as in ``"Europe/Luxembourg"`` (INF); nobody states it.
        For `Reader.unified`.
    dst : {"reject", "earlier", "later"}, default "reject"
        What becomes of a local time that came twice or never.
    price_policy : {"per_quantity", "line_total"}, default "per_quantity"
        How a price becomes an amount: times the quantity (SEED), or as it is (INF). For
        `Reader.unified`.
    timeout : float, default 30
        Seconds without a byte from the network before a try is given up; the last one ends with
        `DeadlineError`.
    connect_timeout : float, default 10
        Seconds for one connection, name service and TLS included.
    total_timeout : float, optional
        Seconds of waiting for the network in all, of one call or reader. By default none.
    tries : int, default 3
        Tries of one request in all. Only what may pass is tried again, only while no record was given,
        and what has effects only as its class allows: a create never, once it may have arrived.
    retry_pause : float, default 0.5
        Seconds, at most, before the second try; doubled with each further one.
    retry_after_limit : float, default 300
        Seconds, at most, that the server may ask to wait; a longer wait is a `RateLimitedError`.
    retry_within : float, default 900
        Seconds after the first try beyond which none begins.
    concurrency : int, optional
        Exchanges under way at once with the host, of all clients of the process; by default 8.
    circuit_after : int, default 20
        After so many failed exchanges in a row nothing is sent for `circuit_pause`; 0 is never.
    circuit_pause : float, default 10
        Seconds.
    body_limit : int, default 2**36
        Bytes of one report, decoded, above which it ends with `LimitError`.
    proxy : str, optional
        ``http://[user:password@]host:port``. The environment is not looked at.
    extra_ca : str or bytes, optional
        Further root certificates to trust, PEM.
    allow_plain_http : bool, default False
        Allow http to any host: credentials and records then cross the network in the clear.
    batch_rows : int, default 8192
        Records of a batch.
    strict : bool, default False
        Make the first record that would be quarantined a `StrictError`.
    encoding : {"auto", "utf-8", "utf-16-le", "utf-16-be", "latin-1", "windows-1252"}, default "auto"
        Of text; by default UTF-8, or UTF-16 where a byte order mark says so.
    delimiter : {",", "\t", "|"}, optional
        Of delimited text. By default a comma, or for the feed what its header line shows.
    session_length_unit : {"seconds", "minutes"}, default "seconds"
        What the session length of an iPass CDR counts (the unit is INF); the column is in seconds anyway.
    limits : Limits, optional
        Bounds on hostile records.

    Raises
    ------
    ConfigError
        It cannot work as configured.
    InvalidArgumentError
        An argument is not of its form.
    """

    __slots__ = ()

    def __init__(
        self,
        base_url: str,
        username: str,
        password: str,
        *,
        format: Literal["json", "csv"] = "json",
        zone: str | None = None,
        dst: _Dst = "reject",
        price_policy: _PricePolicy = "per_quantity",
        timeout: float = 30.0,
        connect_timeout: float = 10.0,
        total_timeout: float | None = None,
        tries: int = 3,
        retry_pause: float = 0.5,
        retry_after_limit: float = 300.0,
        retry_within: float = 900.0,
        concurrency: int | None = None,
        circuit_after: int = 20,
        circuit_pause: float = 10.0,
        body_limit: int = 68719476736,
        proxy: str | None = None,
        extra_ca: str | bytes | None = None,
        allow_plain_http: bool = False,
        batch_rows: int = 8192,
        strict: bool = False,
        encoding: _Encoding = "auto",
        delimiter: _Delimiter | None = None,
        session_length_unit: _SessionLengthUnit = "seconds",
        limits: Limits | None = None,
    ) -> None:
        try:
            self._blocking = _native.GetCalls(
                base_url,
                username,
                password,
                format=format,
                zone=zone,
                dst=dst,
                price_policy=price_policy,
                timeout=timeout,
                connect_timeout=connect_timeout,
                total_timeout=total_timeout,
                tries=tries,
                retry_pause=retry_pause,
                retry_after_limit=retry_after_limit,
                retry_within=retry_within,
                concurrency=concurrency,
                circuit_after=circuit_after,
                circuit_pause=circuit_pause,
                body_limit=body_limit,
                proxy=proxy,
                extra_ca=extra_ca,
                allow_plain_http=allow_plain_http,
                batch_rows=batch_rows,
                strict=strict,
                encoding=encoding,
                delimiter=delimiter,
                session_length_unit=session_length_unit,
                limits=limits,
            )
        finally:
            del password, proxy

    @classmethod
    def wrap(cls, blocking: _native.GetCalls) -> Self:
        """The face for event loops of a blocking client: session, limits and end are shared.

        Parameters
        ----------
        blocking : callrec.GetCalls
            As of ``callrec.testing.Simulator``, or one that threads use, too.

        Returns
        -------
        GetCalls
            Closing it closes `blocking`.
        """
        return cls._of(blocking)

    @staticmethod
    def from_env(
        *,
        format: Literal["json", "csv"] = "json",
        zone: str | None = None,
        dst: _Dst = "reject",
        price_policy: _PricePolicy = "per_quantity",
        timeout: float = 30.0,
        connect_timeout: float = 10.0,
        total_timeout: float | None = None,
        tries: int = 3,
        retry_pause: float = 0.5,
        retry_after_limit: float = 300.0,
        retry_within: float = 900.0,
        concurrency: int | None = None,
        circuit_after: int = 20,
        circuit_pause: float = 10.0,
        body_limit: int = 68719476736,
        proxy: str | None = None,
        extra_ca: str | bytes | None = None,
        allow_plain_http: bool = False,
        batch_rows: int = 8192,
        strict: bool = False,
        encoding: _Encoding = "auto",
        delimiter: _Delimiter | None = None,
        session_length_unit: _SessionLengthUnit = "seconds",
        limits: Limits | None = None,
    ) -> GetCalls:
        """A client from the environment.

        ``CALLREC_GETCALLS_URL``, ``CALLREC_GETCALLS_USERNAME`` and ``CALLREC_GETCALLS_PASSWORD`` must
        be set. The options are those of the class.

        Raises
        ------
        ConfigError
            A variable is missing.
        """
        try:
            return GetCalls._of(
                _native.GetCalls.from_env(
                    format=format,
                    zone=zone,
                    dst=dst,
                    price_policy=price_policy,
                    timeout=timeout,
                    connect_timeout=connect_timeout,
                    total_timeout=total_timeout,
                    tries=tries,
                    retry_pause=retry_pause,
                    retry_after_limit=retry_after_limit,
                    retry_within=retry_within,
                    concurrency=concurrency,
                    circuit_after=circuit_after,
                    circuit_pause=circuit_pause,
                    body_limit=body_limit,
                    proxy=proxy,
                    extra_ca=extra_ca,
                    allow_plain_http=allow_plain_http,
                    batch_rows=batch_rows,
                    strict=strict,
                    encoding=encoding,
                    delimiter=delimiter,
                    session_length_unit=session_length_unit,
                    limits=limits,
                )
            )
        finally:
            del proxy

    @property
    def base_url(self) -> str:
        """Where it sends requests."""
        return self._blocking.base_url

    async def get_calls(
        self, profile: str, start: str | datetime.date, end: str | datetime.date | None = None
    ) -> Reader[GetCallsRecord]:
        """The records of a profile, one window of at most a month after the other.

        Each record is in exactly one window, by its `call_start_local`; equal records keep their
        number: nothing is removed by content.

        Parameters
        ----------
        profile : str
            The customer number.
        start : str or datetime.date
            The first day.
        end : str or datetime.date, optional
            The day after the last one. Without it the service takes its own current date (SEED), in
            one request of at most three months, as JSON, and nothing is filtered.

        Returns
        -------
        Reader of GetCallsRecord

        Raises
        ------
        InvalidArgumentError
            `start` is not before `end`.
        ContinuityBrokenError
            While it is read: a record lies outside of its window by more than a day.
        """
        return Reader._of(await run(self._blocking.get_calls, profile, start, end))

    async def get_calls_by_window(
        self,
        profile: str,
        start: str | datetime.date,
        end: str | datetime.date,
        *,
        concurrency: int | None = None,
        as_completed: bool = False,
    ) -> FanOut[Window, GetCallsRecord]:
        """The same window by window, several at once, each of which can be stored and replaced as a
        whole.

        Parameters
        ----------
        profile : str
            As of `get_calls`.
        start, end : str or datetime.date
            As of `get_calls`; the end must be given.
        concurrency : int, default 4
            Windows that are called for at once.
        as_completed : bool, default False
            Give items as they come, not in the order of time.

        Returns
        -------
        FanOut
            Of `Window` and its reader.
        """
        return FanOut._of(
            await run(
                self._blocking.get_calls_by_window,
                profile,
                start,
                end,
                concurrency=concurrency,
                as_completed=as_completed,
            )
        )

    async def close(self) -> None:
        """Ends the client: later calls raise `ClosedError`. What it has opened goes on. Twice
        is fine.
        """
        self._blocking.close()


@overload
async def decode(
    source: _Source,
    report: Literal["ipass_cdr"] = "ipass_cdr",
    *,
    batch_rows: int = 8192,
    strict: bool = False,
    encoding: _Encoding = "auto",
    delimiter: _Delimiter | None = None,
    session_length_unit: _SessionLengthUnit = "seconds",
    limits: Limits | None = None,
    threads: int = 1,
) -> Reader[CdrRecord]: ...
@overload
async def decode(
    source: _Source,
    report: Literal["ipass_network_users"],
    *,
    batch_rows: int = 8192,
    strict: bool = False,
    encoding: _Encoding = "auto",
    delimiter: _Delimiter | None = None,
    session_length_unit: _SessionLengthUnit = "seconds",
    limits: Limits | None = None,
    threads: int = 1,
) -> Reader[NetworkUserRecord]: ...
@overload
async def decode(
    source: _Source,
    report: Literal["companies"],
    *,
    batch_rows: int = 8192,
    strict: bool = False,
    encoding: _Encoding = "auto",
    delimiter: _Delimiter | None = None,
    session_length_unit: _SessionLengthUnit = "seconds",
    limits: Limits | None = None,
    threads: int = 1,
) -> Reader[CompanyRecord]: ...
@overload
async def decode(
    source: _Source,
    report: Literal["billing_feed"],
    *,
    batch_rows: int = 8192,
    strict: bool = False,
    encoding: _Encoding = "auto",
    delimiter: _Delimiter | None = None,
    session_length_unit: _SessionLengthUnit = "seconds",
    limits: Limits | None = None,
    threads: int = 1,
) -> Reader[FeedRecord]: ...
@overload
async def decode(
    source: _Source,
    report: Literal["getcalls"],
    *,
    batch_rows: int = 8192,
    strict: bool = False,
    encoding: _Encoding = "auto",
    delimiter: _Delimiter | None = None,
    session_length_unit: _SessionLengthUnit = "seconds",
    limits: Limits | None = None,
    threads: int = 1,
) -> Reader[GetCallsRecord]: ...
@overload
async def decode(
    source: _Source,
    report: Literal["users"],
    *,
    batch_rows: int = 8192,
    strict: bool = False,
    encoding: _Encoding = "auto",
    delimiter: _Delimiter | None = None,
    session_length_unit: _SessionLengthUnit = "seconds",
    limits: Limits | None = None,
    threads: int = 1,
) -> Reader[UserRecord]: ...
@overload
async def decode(
    source: _Source,
    report: Literal["simple_users"],
    *,
    batch_rows: int = 8192,
    strict: bool = False,
    encoding: _Encoding = "auto",
    delimiter: _Delimiter | None = None,
    session_length_unit: _SessionLengthUnit = "seconds",
    limits: Limits | None = None,
    threads: int = 1,
) -> Reader[SimpleUserRecord]: ...
@overload
async def decode(
    source: _Source,
    report: Literal["cost_centers"],
    *,
    batch_rows: int = 8192,
    strict: bool = False,
    encoding: _Encoding = "auto",
    delimiter: _Delimiter | None = None,
    session_length_unit: _SessionLengthUnit = "seconds",
    limits: Limits | None = None,
    threads: int = 1,
) -> Reader[CostCenterRecord]: ...
@overload
async def decode(
    source: _Source,
    report: Literal["devices"],
    *,
    batch_rows: int = 8192,
    strict: bool = False,
    encoding: _Encoding = "auto",
    delimiter: _Delimiter | None = None,
    session_length_unit: _SessionLengthUnit = "seconds",
    limits: Limits | None = None,
    threads: int = 1,
) -> Reader[DeviceRecord]: ...
@overload
async def decode(
    source: _Source,
    report: Literal["registration_codes"],
    *,
    batch_rows: int = 8192,
    strict: bool = False,
    encoding: _Encoding = "auto",
    delimiter: _Delimiter | None = None,
    session_length_unit: _SessionLengthUnit = "seconds",
    limits: Limits | None = None,
    threads: int = 1,
) -> Reader[RegistrationCodeRecord]: ...
@overload
async def decode(
    source: _Source,
    report: Literal["groups"],
    *,
    batch_rows: int = 8192,
    strict: bool = False,
    encoding: _Encoding = "auto",
    delimiter: _Delimiter | None = None,
    session_length_unit: _SessionLengthUnit = "seconds",
    limits: Limits | None = None,
    threads: int = 1,
) -> Reader[GroupRecord]: ...
@overload
async def decode(
    source: _Source,
    report: Literal["group_plans"],
    *,
    batch_rows: int = 8192,
    strict: bool = False,
    encoding: _Encoding = "auto",
    delimiter: _Delimiter | None = None,
    session_length_unit: _SessionLengthUnit = "seconds",
    limits: Limits | None = None,
    threads: int = 1,
) -> Reader[GroupPlanRecord]: ...
@overload
async def decode(
    source: _Source,
    report: str,
    *,
    batch_rows: int = 8192,
    strict: bool = False,
    encoding: _Encoding = "auto",
    delimiter: _Delimiter | None = None,
    session_length_unit: _SessionLengthUnit = "seconds",
    limits: Limits | None = None,
    threads: int = 1,
) -> Reader[Record]: ...
async def decode(
    source: _Source,
    report: str = "ipass_cdr",
    *,
    batch_rows: int = 8192,
    strict: bool = False,
    encoding: _Encoding = "auto",
    delimiter: _Delimiter | None = None,
    session_length_unit: _SessionLengthUnit = "seconds",
    limits: Limits | None = None,
    threads: int = 1,
) -> Reader[Record]:
    """Reads a report that is here already.

    Parameters
    ----------
    source : str, os.PathLike, bytes-like or binary file object
        A path (also where it is a `str`), the content, or something with ``read(size)`` that gives
        bytes, which is read as the reader is and not closed.
    report : str, default "ipass_cdr"
        What it is: ``"ipass_cdr"``, ``"ipass_network_users"``, ``"companies"``, ``"billing_feed"``,
        ``"getcalls"``, ``"users"``, ``"simple_users"``, ``"cost_centers"``, ``"devices"``,
        ``"registration_codes"``, ``"groups"`` or ``"group_plans"``. CSV, XML or JSON is told by the
        content.
    batch_rows : int, default 8192
        Records of a batch.
    strict : bool, default False
        Make the first record that would be quarantined a `StrictError`.
    encoding : {"auto", "utf-8", "utf-16-le", "utf-16-be", "latin-1", "windows-1252"}, default "auto"
        Of text; by default UTF-8, or UTF-16 where a byte order mark says so. Nothing is guessed.
    delimiter : {",", "\t", "|"}, optional
        Of delimited text. By default a comma, or for the feed what its header line shows.
    session_length_unit : {"seconds", "minutes"}, default "seconds"
        What the session length of ``ipass_cdr`` counts (the unit is INF); the column is in seconds
        anyway.
    limits : Limits, optional
        Bounds on hostile records.
    threads : int, default 1
        Threads that decode. More than one are of use for delimited text in UTF-8 of some megabytes;
        records, counts and errors are the same, in the same order.

    Returns
    -------
    Reader
        Of the report's records.

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
    return Reader._of(
        await run(
            _native.decode,
            source,
            report,
            batch_rows=batch_rows,
            strict=strict,
            encoding=encoding,
            delimiter=delimiter,
            session_length_unit=session_length_unit,
            limits=limits,
            threads=threads,
        )
    )


async def unpack(
    archive: str | os.PathLike[str],
    folder: str | os.PathLike[str],
    *,
    entries: int = 10000,
    entry_bytes: int = 1073741824,
    total_bytes: int = 4294967296,
    ratio: int = 200,
) -> list[UnpackedEntry]:
    """Unpacks a zip archive that lies here into a new folder.

    The files have names of callrec's own, ``00001.csv`` and so on, with the extension of what they
    turn out to be; the archive's names are only kept as labels. Everything is checked before the
    folder appears: lengths, checksums, that no two entries overlap, and the limits.

    Parameters
    ----------
    archive : str or os.PathLike
        The archive.
    folder : str or os.PathLike
        It must not be there yet, or be empty.
    entries : int, default 10000
        Entries, at most.
    entry_bytes, total_bytes : int, default 2**30 and 2**32
        Bytes of one entry and of all, unpacked, at most.
    ratio : int, default 200
        How many times as long as packed an entry may be, once it is above 1 MiB.

    Returns
    -------
    list of UnpackedEntry

    Raises
    ------
    NotDataError
        It is no zip archive.
    DecodeError
        It is broken: cut, a wrong checksum or length, two entries of one name.
    UnsupportedError
        An entry is encrypted, a link, or compressed in an unknown way.
    LimitError, FileError
        A limit, or the disk.
    """
    return await run(
        _native.unpack,
        archive,
        folder,
        entries=entries,
        entry_bytes=entry_bytes,
        total_bytes=total_bytes,
        ratio=ratio,
    )
