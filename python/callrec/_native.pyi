"""The native module. Import from `callrec` and `callrec.testing`; only the names there are public."""

import datetime
import os
import pathlib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import GenericAlias, TracebackType
from typing import Any, Generic, Literal, Protocol, TypeVar, final, overload

from callrec.exceptions import CallrecError
from typing_extensions import Self, disjoint_base

__version__: str

_R = TypeVar("_R", bound=Record, covariant=True)
_K = TypeVar("_K", covariant=True)
_V = TypeVar("_V", bound=Record | None, covariant=True)
_Report = Literal[
    "ipass_cdr",
    "ipass_network_users",
    "companies",
    "billing_feed",
    "getcalls",
    "users",
    "simple_users",
    "cost_centers",
    "devices",
    "registration_codes",
    "groups",
    "group_plans",
]
_Format = Literal["csv", "ndjson", "parquet", "arrow"]
_Backend = Literal["pyarrow", "numpy"]
_By = Literal["day", "hour", "type"]
_Value = Literal["amount", "records", "seconds"]

_Encoding = Literal["auto", "utf-8", "utf-16-le", "utf-16-be", "latin-1", "windows-1252"]
_Delimiter = Literal[",", "\t", "|"]
_SessionLengthUnit = Literal["seconds", "minutes"]
_DurationUnit = Literal["days", "months"]
_Dst = Literal["reject", "earlier", "later"]
_PricePolicy = Literal["per_quantity", "line_total"]
_DocumentKind = Literal["other", "html", "zip", "csv", "xml", "json"]
_Proof = Literal["framed", "tls_closed", "unproven"]

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
        """Name of the rule that mended the record; None for a record that came as it
        should.
        """


    @property
    def _secret_columns(self) -> list[str]: ...
    def _repr_html_(self) -> str:
        """A notebook's view: a line a column, secrets as ``***``."""


    @property
    def _extra(self) -> dict[str, str | None] | None:
        """What the schema has no column for, str to str or None, under the
        provider's own headings; None when empty.
        """


@final
class CdrRecord(Record):
    """A call detail record of iPass (report ``ipass_cdr``).

    Where a column is known from: SEED, the provider's API document; DOC, another page of the
    provider; OBS, seen in code that runs against the live service; INF, inferred here.
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
        """The same at the place of use, as printed: naive, doubled or
        missing at a DST change. DOC, its format INF.
        """

    @property
    def session_length_s(self) -> int | None:
        """Seconds, see ``session_length_unit``. OBS, the unit INF."""

    @property
    def billing_rate(self) -> Decimal | None:
        """Account currency, which the file does not name. OBS."""

    @property
    def net_billing_amount(self) -> Decimal | None:
        """Account currency; negative in corrections; cumulative under
        ``daily_usage_cap``. DOC.
        """

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
class FeedRecord(Record):
    """A row of a cloud PBX's billing feed (report ``billing_feed``).

    The columns of its three profiles together: those that a profile lacks are null.
    """

    @property
    def id(self) -> int:
        """The feed's cursor; from 0 to 2**64 - 1. Never null. SEED."""

    @property
    def billing_group(self) -> str | None:
        """As printed. OBS."""

    @property
    def origin(self) -> str | None:
        """Number, or ``restricted``. OBS."""

    @property
    def destination(self) -> str | None:
        """Number. OBS."""

    @property
    def description(self) -> str | None:
        """As printed. OBS."""

    @property
    def status(self) -> str | None:
        """How the call ended, such as ``Ok``. OBS, the AU profile's heading INF."""

    @property
    def terminated(self) -> str | None:
        """As printed. OBS."""

    @property
    def zone_prefix(self) -> str | None:
        """As printed. OBS."""

    @property
    def azone_prefix(self) -> str | None:
        """As printed. OBS."""

    @property
    def third_number(self) -> str | None:
        """Number. OBS."""

    @property
    def local_date(self) -> datetime.date | None:
        """As printed, no zone; a time printed with it is not kept. OBS."""

    @property
    def local_time(self) -> datetime.time | None:
        """As printed, no zone; a date printed with it is not kept. OBS."""

    @property
    def started_at_local(self) -> datetime.datetime | None:
        """Date and time as printed: naive, doubled or missing at a DST
        change. OBS.
        """

    @property
    def length_s(self) -> int | None:
        """Seconds; null in rows that are no calls. OBS."""

    @property
    def charge(self) -> Decimal | None:
        """The account's currency, which the feed does not name. OBS."""

    @property
    def smart_code(self) -> str | None:
        """As printed. OBS."""

    @property
    def smart_code_description(self) -> str | None:
        """As printed. OBS."""

    @property
    def type(self) -> str | None:
        """Open list; says something only together with `subtype`. SEED."""

    @property
    def subtype(self) -> str | None:
        """Open list. SEED."""

    @property
    def recording(self) -> str | None:
        """``0``, or where the recording is: see `BillingFeed.recording`. OBS, its
        meaning INF.
        """

    @property
    def bill_date(self) -> datetime.datetime | None:
        """When it was billed, as printed: naive. OBS."""

@final
class GetCallsRecord(Record):
    """A call record of a VoIP reseller's profile (report ``getcalls``).

    For types that are no calls, `source` is a user name, `destination` a product,
    `destination_name` its description and `call_start_local` the date of billing (SEED).
    """

    @property
    def type(self) -> str:
        """Open list, such as ``CALLOUT``. Never null. SEED."""

    @property
    def source(self) -> str | None:
        """Who called, ``+`` kept. SEED."""

    @property
    def destination(self) -> str | None:
        """Number that was dialled, ``+`` kept. SEED."""

    @property
    def destination_name(self) -> str | None:
        """Country that was called. SEED."""

    @property
    def call_start_local(self) -> datetime.datetime | None:
        """Start of the call as printed: naive; a date alone is its
        midnight. SEED, no zone stated.
        """

    @property
    def call_end_local(self) -> datetime.datetime | None:
        """End of the call, naive; no sample has it. SEED."""

    @property
    def duration_s(self) -> int | None:
        """Seconds. SEED, the unit INF."""

    @property
    def pbx_extension(self) -> str | None:
        """Extension in the PBX. SEED."""

    @property
    def quantity(self) -> Decimal | None:
        """Quantity billed. SEED."""

    @property
    def price_cents(self) -> Decimal | None:
        """Euro cents for each of `quantity`, as printed. SEED."""

    @property
    def invoice(self) -> str | None:
        """Number of the invoice or report; ``N/A`` is null, and then in `_extra`
        under ``invoice``. SEED.
        """

@final
class UnifiedRecord(Record):
    """A record of any system in one shape: what `Reader.unified` gives.

    Whatever a provider does not give and nobody has said is null. What the unified record has
    no column for stays in the report: `_line` and `_offset` say where; there is no `_extra`.
    """

    @property
    def provider(self) -> str:
        """The system, as in ``"billing_feed"``. Never null."""

    @property
    def account(self) -> str | None:
        """The account, company, login or profile that was asked for."""

    @property
    def report(self) -> str:
        """Name of the report, as in ``"ipass_cdr"``. Never null."""

    @property
    def record_id(self) -> str | None:
        """``transaction_id`` or ``id``; getcalls has none."""

    @property
    def kind(self) -> str:
        """``call``, ``data``, ``sms``, ``fax``, ``fee``, ``payment`` or ``other``. Never null."""

    @property
    def direction(self) -> str | None:
        """``in``, ``out``, ``internal`` or ``none``; None where it is not known."""

    @property
    def origin(self) -> str | None:
        """Who called, or who used the service."""

    @property
    def destination(self) -> str | None:
        """What was called."""

    @property
    def destination_name(self) -> str | None:
        """Where that is, in words."""

    @property
    def started_at(self) -> datetime.datetime | None:
        """Begin, UTC. For feed and getcalls only with a `zone`."""

    @property
    def ended_at(self) -> datetime.datetime | None:
        """End, UTC. For getcalls only with a `zone`."""

    @property
    def local_time(self) -> datetime.datetime | None:
        """As printed: naive; the begin, for ``ipass_cdr`` the end."""

    @property
    def duration_s(self) -> int | None:
        """Seconds."""

    @property
    def quantity(self) -> Decimal | None:
        """How much, in `unit`."""

    @property
    def unit(self) -> str | None:
        """What `quantity` counts, as it was said: no provider states it."""

    @property
    def amount(self) -> Decimal | None:
        """The charge, in `currency`; of getcalls by `price_policy`."""

    @property
    def currency(self) -> str | None:
        """ISO 4217, as it was said; ``EUR`` for getcalls (SEED)."""

    @property
    def charge_type(self) -> str | None:
        """The provider's own type of the charge."""

    @property
    def charge_subtype(self) -> str | None:
        """The second half of it, in the feed."""

    @property
    def invoice(self) -> str | None:
        """Number of the invoice, of getcalls."""

    @property
    def price(self) -> Decimal | None:
        """As printed, in euro cents; of getcalls."""

    @property
    def price_policy(self) -> str | None:
        """``per_quantity`` or ``line_total``; of getcalls."""

@final
class UserRecord(Record):
    """A user of the iPass service (report ``users``): a row of a list, or what a write or search
    answered.

    Each operation answers with other fields; what it does not hold is None. ``repr`` shows
    ``***`` for the three secrets.
    """

    @property
    def username(self) -> str:
        """Login with the roaming realm; unique within the account. Never null. SEED."""

    @property
    def email(self) -> str | None:
        """Unique in the whole service. SEED."""

    @property
    def fname(self) -> str | None:
        """First name. SEED."""

    @property
    def lname(self) -> str | None:
        """Last name. SEED."""

    @property
    def is_active(self) -> bool | None:
        """1 is active; it may contradict `end_user_status`, which is what to trust.
        SEED.
        """

    @property
    def end_user_status(self) -> str | None:
        """``Active``, ``Suspended`` (SEED), ``Deactivated`` (DOC); after a deletion
        ``Deleted``, callrec's own word.
        """

    @property
    def thor_user_id(self) -> str | None:
        """The provider's own id. SEED."""

    @property
    def end_user_id(self) -> str | None:
        """The provider's own id, by which cost centers are assigned. SEED."""

    @property
    def proxy_user_id(self) -> str | None:
        """The provider's own id. SEED."""

    @property
    def auth_type(self) -> str | None:
        """``HostedAuth``. SEED."""

    @property
    def company(self) -> str | None:
        """Id of the company. SEED."""

    @property
    def department_code(self) -> str | None:
        """Department or cost center, free text. SEED."""

    @property
    def home_country(self) -> str | None:
        """Two letters of ISO 3166-1. SEED."""

    @property
    def locale(self) -> str | None:
        """As in ``en-US``. SEED."""

    @property
    def enable_portal_login(self) -> bool | None:
        """Whether the user may sign in to the portal. SEED."""

    @property
    def notify_activate(self) -> bool | None:
        """Whether an e-mail is sent at the activation. SEED."""

    @property
    def notify_suspend(self) -> bool | None:
        """Whether an e-mail is sent at a suspension. SEED."""

    @property
    def num_devices(self) -> int | None:
        """Number of devices. SEED."""

    @property
    def num_active_devices(self) -> int | None:
        """Number of activated devices. SEED."""

    @property
    def start_date(self) -> datetime.date | None:
        """Day of the creation; a text of another form is in `_extra`.
        SEED, its form DOC.
        """

    @property
    def password(self) -> str | None:
        """**Secret.** An answer should not hold it. SEED."""

    @property
    def aca_token(self) -> str | None:
        """**Secret.** The activation token. SEED."""

    @property
    def self_service_activation_url(self) -> str | None:
        """**Secret.** Holds token and password; callrec never follows it. SEED."""

@final
class SimpleUserRecord(Record):
    """A user of a cost center (report ``simple_users``)."""

    @property
    def end_user_id(self) -> str:
        """The provider's id of the user. Never null. SEED."""

    @property
    def first_name(self) -> str | None:
        """First name. SEED."""

    @property
    def last_name(self) -> str | None:
        """Last name. SEED."""

    @property
    def user_name(self) -> str | None:
        """Login with the realm. SEED."""

@final
class DeviceRecord(Record):
    """A device of a user (report ``devices``)."""

    @property
    def device_uuid(self) -> str:
        """Opaque, made at the installation. Never null. SEED."""

    @property
    def enabled_on(self) -> datetime.datetime | None:
        """When it was activated, UTC. SEED."""

    @property
    def manufacturer(self) -> str | None:
        """As in ``LGE``. SEED."""

    @property
    def model_id(self) -> str | None:
        """As in ``Nexus 5``. SEED."""

    @property
    def platform(self) -> str | None:
        """As in ``Android``. SEED."""

    @property
    def status(self) -> str | None:
        """``registered``, ``suspended`` or ``unregistered``. SEED."""

@final
class CostCenterRecord(Record):
    """A cost center of a company (report ``cost_centers``)."""

    @property
    def id(self) -> str:
        """The provider's id, by which it is changed. Never null. SEED."""

    @property
    def cost_id(self) -> str | None:
        """The id for people. SEED."""

    @property
    def name(self) -> str | None:
        """Any text. SEED."""

    @property
    def child_company(self) -> str | None:
        """Id of the child company that it stands for. SEED."""

    @property
    def assigned_count(self) -> int | None:
        """Number of users assigned to it. SEED."""

    @property
    def modified_by(self) -> str | None:
        """Who changed it last. SEED."""

    @property
    def modified_time(self) -> datetime.datetime | None:
        """When, UTC; a text without a year is in `_extra`. SEED."""

@final
class RegistrationCodeRecord(Record):
    """A registration code of a company (report ``registration_codes``)."""

    @property
    def reg_code(self) -> str:
        """The code. Never null. SEED."""

    @property
    def reg_code2(self) -> str | None:
        """A second code, opaque. SEED."""

    @property
    def id(self) -> str | None:
        """The provider's id, by which it is changed. SEED."""

    @property
    def duration(self) -> int | None:
        """How long the service lasts once a user registers, in `duration_unit`. SEED."""

    @property
    def duration_unit(self) -> str | None:
        """``Days`` or ``Months``. SEED."""

    @property
    def use_count(self) -> int | None:
        """How often it was used. SEED."""

    @property
    def department_code(self) -> str | None:
        """Free text. SEED."""

    @property
    def alt_id(self) -> str | None:
        """Free text. SEED."""

    @property
    def company_id(self) -> str | None:
        """Id of the company. SEED."""

    @property
    def max_activation_date(self) -> datetime.date | None:
        """The last day to register; a text of another form is in `_extra`.
        SEED.
        """

@final
class GroupRecord(Record):
    """A user group of a company (report ``groups``)."""

    @property
    def id(self) -> str:
        """The provider's id. Never null. SEED."""

    @property
    def name(self) -> str | None:
        """Any text; need not be unique. SEED."""

    @property
    def group_plan_id(self) -> str | None:
        """The `id` of its price plan. SEED."""

    @property
    def assigned_count(self) -> int | None:
        """Number of users in it. SEED."""

    @property
    def modified_by(self) -> str | None:
        """Who changed it last. SEED."""

    @property
    def modified_date(self) -> datetime.datetime | None:
        """When, UTC. SEED."""

    @property
    def users(self) -> str | None:
        """JSON array of the members' user names; None where there is none. SEED."""

@final
class GroupPlanRecord(Record):
    """A price plan of groups (report ``group_plans``)."""

    @property
    def id(self) -> str:
        """What a group's `group_plan_id` names. Never null. SEED."""

    @property
    def company_id(self) -> str | None:
        """Id of the company. SEED."""

    @property
    def default_plan(self) -> bool | None:
        """Whether it is the default. SEED."""

    @property
    def modified_by(self) -> str | None:
        """Who changed it last. SEED."""

    @property
    def modified_time(self) -> datetime.datetime | None:
        """When, UTC. SEED."""

    @property
    def plan(self) -> str | None:
        """Its code, as in ``FLAT_RATE_ULTD_LPT``. SEED."""

    @property
    def plan_description(self) -> str | None:
        """For people. SEED."""

    @property
    def plan_type(self) -> str | None:
        """As in ``NON_PREMIUM``. SEED."""

@final
class Batch(Generic[_R]):
    """Some records in memory: an Arrow record batch (``polars.DataFrame(batch)``,
    ``pyarrow.record_batch(batch)``) that can be iterated record by record, more than once.
    """

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
    def to_pandas(self, *, dtype_backend: _Backend = "pyarrow") -> Any:
        """A ``pandas.DataFrame``; see `Reader.to_pandas`."""


    def to_polars(self) -> Any:
        """A ``polars.DataFrame``; see `Reader.to_polars`."""


    def to_arrow(self) -> Any:
        """A ``pyarrow.RecordBatch``; see `Reader.to_arrow`."""


    @property
    def _secret_columns(self) -> list[str]: ...
    def _repr_html_(self) -> str:
        """A notebook's view: the first ten records, secrets as ``***``."""


    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]:
        ...

    def __arrow_c_schema__(self) -> object:
        ...

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


    def _repr_html_(self) -> str:
        """A notebook's view: a small table."""


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
        """Exact sum of ``net_billing_amount``, in a currency that the provider
        does not name.
        """


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


    def plot(self, *, value: _Value = "amount", ax: Any = None) -> Any:
        """Draws a bar a service type.

        Parameters
        ----------
        value : {"amount", "records", "seconds"}, default "amount"
            What the bars show; seconds are drawn as hours.
        ax : matplotlib.axes.Axes, optional
            Where to draw; by default on axes of its own.

        Returns
        -------
        matplotlib.axes.Axes
            What was drawn on.

        Raises
        ------
        InvalidArgumentError
            No value has this name.
        UnsupportedError
            matplotlib is not installed.
        """


    def _repr_html_(self) -> str:
        """A notebook's view: the table of ``print(summary)``."""


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
        ...

    def batches(self) -> Iterator[Batch[_R]]:
        """Iterates what is left, batch by batch."""


    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        ...

    def __arrow_c_schema__(self) -> object:
        ...

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
    def proof(self) -> _Proof | None:
        """What proves that the report came whole; None before its clean end, and after an error."""


    @property
    def bytes_read(self) -> int:
        """Bytes of the body that came so far."""


    @property
    def total_bytes(self) -> int | None:
        """Bytes that the body will have, where its head says so."""


    @property
    def cursor(self) -> FeedCursor | None:
        """Of a feed: covers the records that were given and no other, also while a
        batch is iterated record by record. None for other reports.
        """

    def unified(
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

    def doubts(self) -> list[Doubt]:
        """Takes the values of a unified reader that are None because there is no right one, in input
        order: the first 1,024 since the last call; all are counted in `unify_accounting`.
        """

    @property
    def unify_accounting(self) -> UnifyAccounting | None:
        """Counts of a unified reader so far; None for any other."""

    @property
    def error(self) -> CallrecError | None:
        """The `CallrecError` that ended the reading; None while there is none."""


    def summary(self, *, progress: bool | None = None) -> Summary:
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


    def to_pandas(
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


    def to_polars(self, *, progress: bool | None = None) -> Any:
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


    def to_arrow(self, *, progress: bool | None = None) -> Any:
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


    def plot(
        self,
        *,
        by: _By = "day",
        value: _Value = "amount",
        ax: Any = None,
        progress: bool | None = None,
    ) -> Any:
        """Reads what is left of a report of call records and draws it in bars.

        Parameters
        ----------
        by : {"day", "hour", "type"}, default "day"
            A bar a day, an hour of the day, or a type of service or call. Days and hours are UTC
            where the report has instants, else local ones as printed.
        value : {"amount", "records", "seconds"}, default "amount"
            What the bars show; seconds are drawn as hours. Sums are exact.
        ax : matplotlib.axes.Axes, optional
            Where to draw; by default on axes of its own.
        progress : bool, optional
            As in `summary`.

        Returns
        -------
        matplotlib.axes.Axes
            What was drawn on.

        Raises
        ------
        InvalidArgumentError
            The report holds no call records, or ``getcalls`` is to show amounts: they depend on the
            price policy, so take ``reader.unified()``.
        UnsupportedError
            matplotlib is not installed.
        """


    @property
    def _state(self) -> Literal["open", "complete", "failed", "closed", "handed over"]:
        """What it is like now, in a word or two."""

    def _collect(self) -> _Collected:
        """All that is left, in memory."""

    def _standing(self) -> _Given:
        """Where it stands, for `_take_back`."""

    def _take_back(self, given: _Given) -> None:
        """What was given since then was thrown away: the cursor does not cover it, and reading ends."""

    def _record_in_hand(self) -> _R | None:
        """The next record where it is in memory already, else None: never waits."""

    def _repr_html_(self) -> str:
        """A notebook's view: how far it is. Reads nothing."""


    def write(
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
class Limits:
    """Bounds on what one record may take, whatever the input says.

    Beyond `record_bytes`, `field_bytes` and `columns` a record is set aside or the reading ends with
    `LimitError`; the others always end it.

    Parameters
    ----------
    record_bytes : int, default 65536
        Bytes of one record, its line end left out; more than 64 MiB counts as 64 MiB. A decoder of
        delimited text holds four times as much.
    field_bytes : int, default 16384
        Bytes of one field, enclosing quotes left out.
    columns : int, default 64
        Columns of a header or row, keys of a JSON record.
    depth : int, default 64
        Open XML elements, or JSON arrays and objects inside one another.
    attributes : int, default 64
        Attributes of an XML element.
    quarantine_held : int, default 65536
        Records set aside that are kept until `Reader.quarantined` takes them; one more ends the
        reading with `LimitError`.
    """

    def __new__(
        cls,
        *,
        record_bytes: int = 65536,
        field_bytes: int = 16384,
        columns: int = 64,
        depth: int = 64,
        attributes: int = 64,
        quarantine_held: int = 65536,
    ) -> Self: ...
    @property
    def record_bytes(self) -> int:
        """Bytes of one record."""

    @property
    def field_bytes(self) -> int:
        """Bytes of one field."""

    @property
    def columns(self) -> int:
        """Columns of a row, keys of a record."""

    @property
    def depth(self) -> int:
        """Open elements, arrays and objects inside one another."""

    @property
    def attributes(self) -> int:
        """Attributes of an element."""

    @property
    def quarantine_held(self) -> int:
        """Records set aside that are kept until taken."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class NewUser:
    """A user to be created, by `IpassRest.create_user` or `HostedUsers.create_user`.

    ``repr`` shows no password. Portal login and both notifications are always sent, since the
    documents contradict each other about what their absence means.

    Parameters
    ----------
    username : str
        Login with exactly one ``@``, behind it the roaming realm of the account (SEED).
    email : str
        Unique in the whole service (SEED).
    fname, lname : str
        First and last name.
    password : str, optional
        Where the account is set to customer-defined passwords (SEED).
    home_country : str, optional
        Two capital letters of ISO 3166-1 (SEED).
    department_code : str, optional
        Department or cost center, free text (SEED).
    locale : str, optional
        As in ``"en-US"`` (SEED). REST API only.
    device_limit : int, optional
        Devices the user may have; what 0 means is not stated (SEED). REST API only.
    enable_portal_login : bool, default False
        Whether the user may sign in to the portal.
    notify_activate, notify_suspend : bool, default True
        Whether an e-mail is sent then.
    """

    def __new__(
        cls,
        username: str,
        email: str,
        fname: str,
        lname: str,
        *,
        password: str | None = None,
        home_country: str | None = None,
        department_code: str | None = None,
        locale: str | None = None,
        device_limit: int | None = None,
        enable_portal_login: bool = False,
        notify_activate: bool = True,
        notify_suspend: bool = True,
    ) -> Self: ...
    @property
    def username(self) -> str:
        """Login with the realm."""

    @property
    def email(self) -> str:
        """E-mail address."""

    @property
    def fname(self) -> str:
        """First name."""

    @property
    def lname(self) -> str:
        """Last name."""

    @property
    def password(self) -> str | None:
        """``"***"`` where there is one."""

    @property
    def home_country(self) -> str | None:
        """Two letters."""

    @property
    def department_code(self) -> str | None:
        """Free text."""

    @property
    def locale(self) -> str | None:
        """Language."""

    @property
    def device_limit(self) -> int | None:
        """Devices the user may have."""

    @property
    def enable_portal_login(self) -> bool:
        """Whether the user may sign in to the portal."""

    @property
    def notify_activate(self) -> bool:
        """Whether an e-mail is sent at the activation."""

    @property
    def notify_suspend(self) -> bool:
        """Whether an e-mail is sent at a suspension."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class UserUpdate:
    """Changes to the user of this name: what is None stays as it is.

    Parameters
    ----------
    username : str
        The user's name, which cannot be changed.
    email, fname, lname, password, home_country, department_code, locale : str, optional
        As of `NewUser`.
    device_limit : int, optional
        As of `NewUser`.
    enable_portal_login, notify_activate, notify_suspend : bool, optional
        They are sent in any case, since their absence may change them: what is None is read from
        the service first.
    """

    def __new__(
        cls,
        username: str,
        *,
        email: str | None = None,
        fname: str | None = None,
        lname: str | None = None,
        password: str | None = None,
        home_country: str | None = None,
        department_code: str | None = None,
        locale: str | None = None,
        device_limit: int | None = None,
        enable_portal_login: bool | None = None,
        notify_activate: bool | None = None,
        notify_suspend: bool | None = None,
    ) -> Self: ...
    @property
    def username(self) -> str:
        """Login with the realm."""

    @property
    def email(self) -> str | None:
        """E-mail address."""

    @property
    def fname(self) -> str | None:
        """First name."""

    @property
    def lname(self) -> str | None:
        """Last name."""

    @property
    def password(self) -> str | None:
        """``"***"`` where there is one."""

    @property
    def home_country(self) -> str | None:
        """Two letters."""

    @property
    def department_code(self) -> str | None:
        """Free text."""

    @property
    def locale(self) -> str | None:
        """Language."""

    @property
    def device_limit(self) -> int | None:
        """Devices the user may have."""

    @property
    def enable_portal_login(self) -> bool | None:
        """Whether the user may sign in to the portal."""

    @property
    def notify_activate(self) -> bool | None:
        """Whether an e-mail is sent at an activation."""

    @property
    def notify_suspend(self) -> bool | None:
        """Whether an e-mail is sent at a suspension."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class NewCostCenter:
    """A cost center to be created, by `IpassRest.create_cost_center`.

    Parameters
    ----------
    cost_id : str
        The id for people (SEED).
    name : str
        Any text (SEED).
    child_company : str, optional
        Id of a child company; required where cost centers stand for child companies (SEED).
    """

    def __new__(
        cls,
        cost_id: str,
        name: str,
        *,
        child_company: str | None = None,
    ) -> Self: ...
    @property
    def cost_id(self) -> str:
        """The id for people."""

    @property
    def name(self) -> str:
        """Any text."""

    @property
    def child_company(self) -> str | None:
        """Id of a child company."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class CostCenterUpdate:
    """A cost center as it shall be, for `IpassRest.update_cost_center`. All values are sent.

    Parameters
    ----------
    id : str
        The provider's id.
    cost_id : str
        The id for people (SEED).
    name : str
        Any text (SEED).
    child_company : str, optional
        Id of a child company; required where cost centers stand for child companies (SEED).
    """

    def __new__(
        cls,
        id: str,
        cost_id: str,
        name: str,
        *,
        child_company: str | None = None,
    ) -> Self: ...
    @property
    def id(self) -> str:
        """The provider's id."""

    @property
    def cost_id(self) -> str:
        """The id for people."""

    @property
    def name(self) -> str:
        """Any text."""

    @property
    def child_company(self) -> str | None:
        """Id of a child company."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class NewRegistrationCode:
    """A registration code to be created, by `IpassRest.create_registration_code`.

    Parameters
    ----------
    reg_code : str
        The code (SEED).
    reg_code2 : str
        A second code; its meaning is not stated (SEED).
    duration : int
        How long the service lasts once a user registers, in `duration_unit`.
    duration_unit : {"days", "months"}
        What the duration counts (SEED).
    max_activation_date : str or datetime.date
        The last day to register.
    department_code, alt_id : str, optional
        Free text.
    company_id : str, optional
        That of the client unless given; another one is refused.
    """

    def __new__(
        cls,
        reg_code: str,
        reg_code2: str,
        duration: int,
        duration_unit: _DurationUnit,
        max_activation_date: str | datetime.date,
        *,
        department_code: str | None = None,
        alt_id: str | None = None,
        company_id: str | None = None,
    ) -> Self: ...
    @property
    def reg_code(self) -> str:
        """The code."""

    @property
    def reg_code2(self) -> str:
        """The second code."""

    @property
    def duration(self) -> int:
        """How long the service lasts, in `duration_unit`."""

    @property
    def duration_unit(self) -> _DurationUnit:
        """``"days"`` or ``"months"``."""

    @property
    def max_activation_date(self) -> datetime.date:
        """The last day to register."""

    @property
    def department_code(self) -> str | None:
        """Free text."""

    @property
    def alt_id(self) -> str | None:
        """Free text."""

    @property
    def company_id(self) -> str | None:
        """Id of the company."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class RegistrationCodeUpdate:
    """Changes to the registration code of this id: what is None stays as it is.

    Parameters
    ----------
    id : str
        The provider's id: `RegistrationCodeRecord.id`.
    reg_code, reg_code2 : str, optional
        As of `NewRegistrationCode`.
    duration : int, optional
        As of `NewRegistrationCode`.
    duration_unit : {"days", "months"}, optional
        As of `NewRegistrationCode`.
    max_activation_date : str or datetime.date, optional
        As of `NewRegistrationCode`.
    department_code, alt_id : str, optional
        As of `NewRegistrationCode`.
    """

    def __new__(
        cls,
        id: str,
        *,
        reg_code: str | None = None,
        reg_code2: str | None = None,
        duration: int | None = None,
        duration_unit: _DurationUnit | None = None,
        max_activation_date: str | datetime.date | None = None,
        department_code: str | None = None,
        alt_id: str | None = None,
    ) -> Self: ...
    @property
    def id(self) -> str:
        """The provider's id."""

    @property
    def reg_code(self) -> str | None:
        """The code."""

    @property
    def reg_code2(self) -> str | None:
        """The second code."""

    @property
    def duration(self) -> int | None:
        """How long the service lasts, in `duration_unit`."""

    @property
    def duration_unit(self) -> _DurationUnit | None:
        """``"days"`` or ``"months"``."""

    @property
    def max_activation_date(self) -> datetime.date | None:
        """The last day to register."""

    @property
    def department_code(self) -> str | None:
        """Free text."""

    @property
    def alt_id(self) -> str | None:
        """Free text."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class NewGroup:
    """A group to be created, by `IpassRest.create_group`.

    Parameters
    ----------
    name : str
        Any text (SEED).
    group_plan_id : str
        `GroupPlanRecord.id` of a price plan (SEED).
    users : sequence of str, optional
        User names of its first members.
    """

    def __new__(
        cls,
        name: str,
        group_plan_id: str,
        *,
        users: Sequence[str] | None = None,
    ) -> Self: ...
    @property
    def name(self) -> str:
        """Any text."""

    @property
    def group_plan_id(self) -> str:
        """Id of a price plan."""

    @property
    def users(self) -> list[str]:
        """User names of its first members."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class Outcome(Generic[_V]):
    """What became of an operation with effects that was carried out, or of one in a dry run.

    That it is here says that the operation was carried out, unless `planned` is there. The answer may
    lack anything: the provider's documents contradict themselves about what it holds (SEED).
    """

    @property
    def value(self) -> _V | None:
        """The object in the answer, as the class of its list: `UserRecord`,
        `RegistrationCodeRecord`. None where the answer holds none that can be read.
        """

    @property
    def message(self) -> str | None:
        """The answer's message, one line of at most 200 characters, ``***`` for secrets and
        URLs.
        """

    @property
    def already_gone(self) -> bool:
        """A deletion whose first answer was lost found nothing the second time: the first had
        done it.
        """

    @property
    def warnings(self) -> list[str]:
        """What is odd without being wrong, a line each, without a secret; also an answer
        that cannot be read after a write that succeeded.
        """

    @property
    def planned(self) -> PlannedRequest | None:
        """In a dry run, what would have been sent: nothing was."""

    @property
    def is_planned(self) -> bool:
        """Whether this is a dry run's: nothing was sent."""

    @classmethod
    def __class_getitem__(cls, item: Any) -> GenericAlias: ...

    def _repr_html_(self) -> str: ...

@final
class PlannedRequest:
    """A request of a dry run as it would have been sent, its secrets shown as ``***``.

    ``str()`` of it reads like a request: line, headers, body.
    """

    @property
    def operation(self) -> str:
        """System and operation, as in ``"ipass_rest.create_user"``."""

    @property
    def method(self) -> str:
        """The HTTP method."""

    @property
    def path(self) -> str:
        """Absolute, that of the base URL included, percent-encoded."""

    @property
    def query(self) -> list[tuple[str, str]]:
        """Names and values of the query, not encoded."""

    @property
    def headers(self) -> list[tuple[str, str]]:
        """The headers that belong to the operation."""

    @property
    def body(self) -> str | None:
        """The XML document, where there is one."""

    def __eq__(self, other: object, /) -> bool: ...

    def _repr_html_(self) -> str: ...

@final
class Reconciled(Generic[_V]):
    """What a look at the service says about an operation of which nobody knows whether it was carried
    out (`AmbiguousError`).
    """

    @property
    def state(self) -> Literal["done", "not_done", "unclear"]:
        """``"done"``; ``"not_done"``: there is no trace of it, but a request on its way may yet
        arrive, so look again after a pause before it is sent again; or ``"unclear"``.
        """

    @property
    def value(self) -> _V | None:
        """The object, where it was done and there is one."""

    @property
    def why(self) -> str | None:
        """Why it is unclear, in one line."""

    @classmethod
    def __class_getitem__(cls, item: Any) -> GenericAlias: ...

    def _repr_html_(self) -> str: ...

@final
class Document:
    """A document that was opened and waits to be read: HTML, a zip archive, a recording.

    It holds its connection until it is read, saved or closed. A body that breaks off is fetched again
    from its beginning; one whose end nothing proves is fetched once more and must be equal.
    """

    @property
    def kind(self) -> _DocumentKind:
        """What it is, by its first bytes: ``"html"``, ``"zip"``, ``"csv"``, ``"xml"``, ``"json"``
        or ``"other"``, which may be sound.
        """

    @property
    def total_bytes(self) -> int | None:
        """Its length in bytes, where the answer's head says so."""

    @property
    def bytes_read(self) -> int:
        """Bytes that came so far; begins anew where the document is fetched again."""

    @property
    def operation(self) -> str:
        """The operation that gave it, as in ``"custom_report"``."""

    def read(self, *, limit: int | None = None, progress: bool | None = None) -> bytes:
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

    def save(
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

    def unpack(
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

    def close(self) -> None:
        """Lets its connection go, from any thread; what reads it ends with `CancelledError`. Twice is
        fine.
        """

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

    def _repr_html_(self) -> str: ...

@final
class SavedDocument:
    """A document in a file that is there whole."""

    @property
    def path(self) -> pathlib.Path:
        """Where it is, as it was given."""

    @property
    def bytes(self) -> int:
        """Its length in bytes."""

    @property
    def sha256(self) -> str:
        """The SHA-256 of its bytes, in lower-case hexadecimal digits."""

    @property
    def kind(self) -> _DocumentKind:
        """What it is, as `Document.kind`."""

    @property
    def proof(self) -> _Proof:
        """What proved that it came whole: ``"framed"``, ``"tls_closed"`` or ``"unproven"``."""

    def _repr_html_(self) -> str: ...

@final
class UnpackedEntry:
    """A file that was in an archive."""

    @property
    def file_name(self) -> str:
        """Its name in the folder: a number in the archive's order, and the extension of the kind."""

    @property
    def label(self) -> str:
        """What the archive calls it, as text to be shown: never a path to be used."""

    @property
    def folder(self) -> str | None:
        """The first part of the label where there are several: in the report of all child
        companies, the company (DOC).
        """

    @property
    def bytes(self) -> int:
        """Its length in bytes."""

    @property
    def sha256(self) -> str:
        """The SHA-256 of its bytes, in lower-case hexadecimal digits."""

    @property
    def kind(self) -> _DocumentKind:
        """What it is, as `Document.kind`."""

@final
class FanOut(Generic[_K, _R]):
    """An iterator of readers that are opened several at once, each with what it is of.

    One call's error does not stop the others: it is that item's `FanOutItem.error`. Each reader is to
    be read or closed before many more are taken, since it holds a connection. Leaving a ``with`` block,
    or `close`, ends the calls under way; readers that were taken go on.

    Examples
    --------
    >>> for item in portal.monthly_cdr_of_all("1025", "2026-09"):
    ...     if item.error is None:
    ...         print(item.key.id, item.reader.summary().amount)
    """

    def __iter__(self) -> Self: ...
    def __next__(self) -> FanOutItem[_K, _R]: ...
    @property
    def remaining(self) -> int:
        """Items that were not taken yet."""

    def close(self) -> None:
        """Ends the calls under way, from any thread; what waits in it ends with `CancelledError`. Twice
        is fine.
        """

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
class FanOutItem(Generic[_K, _R]):
    """One result of a `FanOut`: what it is of, and its reader or its error."""

    @property
    def key(self) -> _K:
        """What it is of: a `CompanyRecord`, `datetime.date`, `Window` or login (`str`)."""

    @property
    def reader(self) -> Reader[_R]:
        """The reader; where the call failed, its error is raised."""

    @property
    def error(self) -> CallrecError | None:
        """Why there is no reader."""

    @classmethod
    def __class_getitem__(cls, item: Any) -> GenericAlias: ...

    def _repr_html_(self) -> str:
        """A notebook's view: what it is of, and its reader or error."""


@final
class Window:
    """Days that one request asks for, and that are replaced as a whole when it is asked again."""

    @property
    def start(self) -> datetime.date:
        """The first day."""

    @property
    def end(self) -> datetime.date:
        """The day after the last one."""

    def __eq__(self, other: object, /) -> bool: ...
    def __lt__(self, other: object, /) -> bool: ...
    def __le__(self, other: object, /) -> bool: ...
    def __gt__(self, other: object, /) -> bool: ...
    def __ge__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Doubt:
    """A value of a unified record that is None although the report has what it is made of."""

    @property
    def line(self) -> int:
        """Physical line of the record, from 1."""

    @property
    def offset(self) -> int:
        """Byte of the record in the input, from 0."""

    @property
    def column(self) -> str:
        """Name of the unified column that is None."""

    @property
    def reason(self) -> str:
        """Why, in one line."""

    def __eq__(self, other: object, /) -> bool: ...

@final
class UnifyAccounting:
    """Counts of a unified reader."""

    @property
    def rows(self) -> int:
        """Records given: as many as were taken."""

    @property
    def overflow(self) -> int:
        """Values left None because they do not fit their column."""

    @property
    def inexact(self) -> int:
        """Amounts left None because they have more than six digits behind the point."""

    @property
    def repeated_local_times(self) -> int:
        """Instants left None because the clock showed the local time twice."""

    @property
    def skipped_local_times(self) -> int:
        """Instants left None because the clock never showed the local time."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class FeedCursor:
    """How far a billing feed was collected: a value that can be saved.

    It covers the rows that were given and no other. Its text names base URL and login, so that it
    cannot be used for another feed, and ends with a checksum; it holds no secret. Save the rows and
    the cursor in one transaction, or the rows first.

    Examples
    --------
    >>> cursor = FeedCursor.first_run()  # once; then FeedCursor.load("feed.cursor")
    >>> reader = feed.collect(cursor)
    >>> for batch in reader.batches():
    ...     store(batch)
    ...     reader.cursor.save("feed.cursor")
    """

    @staticmethod
    def first_run() -> FeedCursor:
        """The beginning: everything that the service has, by ``fromid=0``. Nothing else ever sends that."""

    @staticmethod
    def after(last_id: int) -> FeedCursor:
        """After `last_id`, which was collected by other means: that row is not given again.

        Parameters
        ----------
        last_id : int
            Above 0.
        """

    @staticmethod
    def parse(text: str) -> FeedCursor:
        """Reads a cursor's text.

        Raises
        ------
        StateCorruptError
            It is damaged.
        WrongStateError
            It is of a later version of callrec.
        """

    @staticmethod
    def load(path: str | os.PathLike[str]) -> FeedCursor:
        """Loads a cursor that was saved.

        Raises
        ------
        FileError
            There is none: that is never a silent first run.
        StateCorruptError, WrongStateError
            As of `parse`.
        """

    def save(self, path: str | os.PathLike[str]) -> None:
        """Saves its text as a file, whole or not at all.

        Raises
        ------
        FileError
            The file cannot be written.
        """

    @property
    def text(self) -> str:
        """What `parse` reads, for a database. Also ``str(cursor)``."""

    @property
    def last_id(self) -> int | None:
        """The last id that is covered: all rows up to it that the service had were given."""

    @property
    def dialect(self) -> Literal["unknown", "inclusive", "exclusive"]:
        """Whether the row of the id that is asked from comes again: ``"inclusive"`` (SEED),
        ``"exclusive"`` (DOC of a cousin, OBS), or ``"unknown"`` as long as it was not seen.
        """

    @property
    def is_first_run(self) -> bool:
        """Whether nothing is covered yet, so that the next request is ``fromid=0``."""

    def accept_revised(self) -> FeedCursor:
        """The same without the contents of the rows: what the service has of them now is taken for good.
        For use after `RowRevisedError` was looked into.
        """

    def __eq__(self, other: object, /) -> bool: ...

    def _repr_html_(self) -> str: ...

@final
class IpassPortal:
    r"""A client of the iPass Open Mobile portal.

    Logs in with the first call, shares one session among threads, and renews it once when it has
    ended. Calls block with the GIL released and answer Ctrl-C within 200 ms.

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

    def __new__(
        cls,
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
    ) -> Self: ...
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

    @property
    def base_url(self) -> str:
        """Where it sends requests."""

    def login(self) -> None:
        """Logs in now, to find out early whether the credentials are right. Calls do it by themselves."""

    def monthly_cdr(self, company: str, month: str | datetime.date) -> Reader[CdrRecord]:
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

    def daily_cdr(self, company: str, date: str | datetime.date) -> Reader[CdrRecord]:
        """The CDRs of a day."""

    def monthly_adjustment_cdr(self, company: str, month: str | datetime.date) -> Reader[CdrRecord]:
        """The corrections published in a month, which amend months before (DOC). Often without a row."""

    def daily_adjustment_cdr(self, company: str, date: str | datetime.date) -> Reader[CdrRecord]:
        """The corrections published on a day, which amend months before (DOC)."""

    def network_users(self, company: str, month: str | datetime.date) -> Reader[NetworkUserRecord]:
        """The network and client users of a month; XML by the provider's samples, CSV by the document:
        either is read.
        """

    def network_users_csv(self, company: str, month: str | datetime.date) -> Reader[NetworkUserRecord]:
        """The same from the portal's CSV report (DOC)."""

    def child_companies(self, company: str) -> Reader[CompanyRecord]:
        """The child companies of a company."""

    def companies(self, company: str) -> list[CompanyRecord]:
        """The same as a list of which none is missing.

        Raises
        ------
        DecodeError
            A company cannot be read, which `child_companies` would set aside.
        """

    def child_custom_report(self, company: str, month: str | datetime.date, file_name: str) -> Document:
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

    def monthly_cdr_of_all(
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

    def daily_cdr_of_month(
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

    def hosted_users(self) -> HostedUsers:
        """A client of Hosted User Provisioning that shares this client's session and connections."""

    def close(self) -> None:
        """Ends the client: later calls raise `ClosedError`. What it has opened goes on. Twice
        is fine.
        """

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

@final
class HostedUsers:
    r"""A client of iPass Hosted User Provisioning, on the portal.

    Logs in with the first call, as `IpassPortal` does. The service has one operation for creating
    and changing, which creates a user where a name is mistyped. Here they are two, and each looks
    first whether the user is there.

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

    def __new__(
        cls,
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
    ) -> Self: ...
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

    @property
    def base_url(self) -> str:
        """Where it sends requests."""

    def with_realm(self, realm: str) -> HostedUsers:
        """The same client for a company with this domain; session and connections are shared."""

    def dry_run(self) -> HostedUsers:
        """The same client, whose writes are not sent: their outcomes say what would have been. Reads are
        made, also those that a write makes first.
        """

    def retrieve_user(self, company: str, username: str) -> UserRecord | None:
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

    def create_user(self, company: str, user: NewUser) -> Outcome[UserRecord]:
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

    def create_or_update_user(self, company: str, user: NewUser) -> Outcome[UserRecord]:
        """Creates a user, or changes the one who has that name to all that `user` says, without a look
        before: the service's own operation.
        """

    def update_user(self, company: str, update: UserUpdate) -> Outcome[UserRecord]:
        """Changes what `update` says. Portal login and both notifications are sent in any case, as the
        user has them where `update` does not say them.

        Raises
        ------
        NotFoundError
            No user has that name; nothing was sent.
        """

    def suspend_user(self, company: str, username: str) -> Outcome[UserRecord]:
        """Suspends a user, whose e-mail address is read first.

        Raises
        ------
        NotFoundError
            No user has that name; nothing was sent.
        """

    def close(self) -> None:
        """Ends the client: later calls raise `ClosedError`. What it has opened goes on. Twice
        is fine.
        """

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

@final
class IpassRest:
    r"""A client of the iPass REST API v1.5: users, cost centers, devices, registration codes, groups,
    and the reports.

    Key and company go with every call (SEED). Calls block with the GIL released and answer Ctrl-C
    within 200 ms; one that is cancelled may have been carried out.

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

    def __new__(
        cls,
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
    ) -> Self: ...
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

    @property
    def base_url(self) -> str:
        """Where it sends requests."""

    def with_company(self, id: str) -> IpassRest:
        """The same client for another company, a child's say: key, connections and limits are shared."""

    def dry_run(self) -> IpassRest:
        """The same client, whose writes are not sent: their outcomes say what would have been. Reads are
        made, also those that a write makes first.
        """

    def list_users(self) -> Reader[UserRecord]:
        """All users that are active or suspended; those that were deleted are not among them (SEED).

        Returns
        -------
        Reader of UserRecord
        """

    def list_active_users(self) -> Reader[UserRecord]:
        """All users that are active."""

    def search_users(
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

    def find_user(self, username: str) -> UserRecord | None:
        """The user of this name, the case of its ASCII letters aside.

        Returns
        -------
        UserRecord or None
        """

    def find_user_by_email(self, email: str) -> UserRecord | None:
        """The user of exactly this e-mail address, the case of its ASCII letters aside.

        Returns
        -------
        UserRecord or None
        """

    def list_cost_centers(self) -> Reader[CostCenterRecord]:
        """All cost centers.

        Returns
        -------
        Reader of CostCenterRecord
        """

    def list_cost_center_users(self, id: str) -> Reader[SimpleUserRecord]:
        """The users of a cost center, by the provider's id of it.

        Returns
        -------
        Reader of SimpleUserRecord
        """

    def list_devices(self, email: str) -> Reader[DeviceRecord]:
        """The devices that were activated with an e-mail address, whatever their status is.

        Returns
        -------
        Reader of DeviceRecord
        """

    def list_used_registration_codes(self) -> Reader[RegistrationCodeRecord]:
        """The registration codes that were used.

        Returns
        -------
        Reader of RegistrationCodeRecord
        """

    def search_registration_codes(self, criteria: str) -> Reader[RegistrationCodeRecord]:
        """Registration codes of which the code, the second code, the department or another field
        *begins* with `criteria` (SEED). Empty criteria are not sent.
        """

    def list_groups(self) -> Reader[GroupRecord]:
        """All user groups.

        Returns
        -------
        Reader of GroupRecord
        """

    def list_group_plans(self) -> Reader[GroupPlanRecord]:
        """All price plans of groups.

        Returns
        -------
        Reader of GroupPlanRecord
        """

    def monthly_cdr(self, month: str | datetime.date) -> Reader[CdrRecord]:
        """The CDRs of a month. Whether it is the same file as the portal's nobody says.

        Parameters
        ----------
        month : str or datetime.date
            As in ``"2026-09"``, or any date in it.

        Returns
        -------
        Reader of CdrRecord
        """

    def monthly_adjustment_cdr(self, month: str | datetime.date) -> Reader[CdrRecord]:
        """The corrections published in a month, which amend months before."""

    def daily_cdr(self, date: str | datetime.date) -> Reader[CdrRecord]:
        """The CDRs of a day. A monthly file supersedes its daily ones: never sum both."""

    def daily_adjustment_cdr(self, date: str | datetime.date) -> Reader[CdrRecord]:
        """The corrections published on a day, which amend months before."""

    def network_users(self, month: str | datetime.date) -> Reader[NetworkUserRecord]:
        """The network and client users of a month.

        Returns
        -------
        Reader of NetworkUserRecord
        """

    def custom_report(
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

    def child_custom_report(self, month: str | datetime.date, file: str) -> Document:
        """The same report of all child companies: a zip archive with a folder a company (SEED).

        The URL that the document prints for it is that of another operation, which changes data: it
        is never sent.
        """

    def create_user(self, user: NewUser) -> Outcome[UserRecord]:
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

    def update_user(self, update: UserUpdate) -> Outcome[UserRecord]:
        """Changes what `update` says. Portal login and both notifications are sent in any case: where
        `update` does not say them, the user is read first.

        Raises
        ------
        NotFoundError
            There is no such user; nothing was sent.
        """

    def suspend_user(self, username: str) -> Outcome[UserRecord]:
        """Suspends a user, who then cannot roam; signing in to the portal is still possible (SEED)."""

    def activate_user(self, username: str) -> Outcome[UserRecord]:
        """Activates a user who was suspended."""

    def delete_user(self, username: str) -> Outcome[UserRecord]:
        """Deletes a user, who is then not found any more; the provider keeps the record for billing
        (SEED). Where the first answer is lost it is sent once more, and "not found" is then success:
        `Outcome.already_gone`.
        """

    def resend_activation(self, username: str) -> Outcome[None]:
        """Sends the user the e-mail with the activation link again. Never sent twice."""

    def create_cost_center(self, center: NewCostCenter) -> Outcome[None]:
        """Creates a cost center. Never sent twice: after `AmbiguousError` ask
        `reconcile_create_cost_center`.
        """

    def update_cost_center(self, center: CostCenterUpdate) -> Outcome[None]:
        """Changes a cost center to what `center` says."""

    def delete_cost_center(self, id: str) -> Outcome[None]:
        """Deletes a cost center, by the provider's id of it."""

    def assign_cost_center_users(self, id: str, end_user_ids: Sequence[str]) -> Outcome[None]:
        """Assigns users, by their `UserRecord.end_user_id`, to a cost center (the URL is INF)."""

    def unassign_cost_center_users(self, id: str, end_user_ids: Sequence[str]) -> Outcome[None]:
        """Takes users, by their `UserRecord.end_user_id`, out of a cost center."""

    def deactivate_device(self, email: str, device_uuid: str) -> Outcome[None]:
        """Deactivates a device; address and device must belong together (SEED)."""

    def create_registration_code(self, code: NewRegistrationCode) -> Outcome[RegistrationCodeRecord]:
        """Creates a registration code of the client's company. Never sent twice: after `AmbiguousError`
        ask `reconcile_create_registration_code`.

        Returns
        -------
        Outcome of RegistrationCodeRecord
        """

    def update_registration_code(self, update: RegistrationCodeUpdate) -> Outcome[RegistrationCodeRecord]:
        """Changes what `update` says, by the provider's id."""

    def create_group(self, group: NewGroup) -> Outcome[None]:
        """Creates a group. Never sent twice: after `AmbiguousError` ask `reconcile_create_group`."""

    def update_group(self, id: str, new_name: str) -> Outcome[None]:
        """Renames a group. Its members stay."""

    def assign_group_users(self, id: str, usernames: Sequence[str]) -> Outcome[None]:
        """Puts users, by their names, into a group, whose name is read first: renaming and assigning are
        one request (SEED).

        Raises
        ------
        NotFoundError
            There is no such group; nothing was sent.
        """

    def unassign_group_users(self, id: str, usernames: Sequence[str]) -> Outcome[None]:
        """Takes users, by their names, out of a group; as `assign_group_users`."""

    def reconcile_create_user(self, user: NewUser) -> Reconciled[UserRecord]:
        """Whether a user was created: one of exactly this name with the same e-mail address and names.

        Returns
        -------
        Reconciled of UserRecord
        """

    def reconcile_suspend_user(self, username: str) -> Reconciled[UserRecord]:
        """Whether a user was suspended."""

    def reconcile_activate_user(self, username: str) -> Reconciled[UserRecord]:
        """Whether a user was activated."""

    def reconcile_delete_user(self, username: str) -> Reconciled[None]:
        """Whether a user was deleted: no one of this name is found any more. The document also says that
        a user who was deleted is called suspended (SEED), so that is unclear.
        """

    def reconcile_create_cost_center(self, center: NewCostCenter) -> Reconciled[CostCenterRecord]:
        """Whether a cost center was created: one of exactly this `cost_id` with the same name.

        Returns
        -------
        Reconciled of CostCenterRecord
        """

    def reconcile_delete_cost_center(self, id: str) -> Reconciled[None]:
        """Whether a cost center was deleted: no one has this id any more."""

    def reconcile_create_registration_code(self, code: NewRegistrationCode) -> Reconciled[RegistrationCodeRecord]:
        """Whether a registration code was created: one of exactly this code with the same second code and
        duration.

        Returns
        -------
        Reconciled of RegistrationCodeRecord
        """

    def reconcile_create_group(self, group: NewGroup) -> Reconciled[GroupRecord]:
        """Whether a group was created: one of exactly this name with the same plan. Names need not be
        unique: two of them are unclear.

        Returns
        -------
        Reconciled of GroupRecord
        """

    def close(self) -> None:
        """Ends the client: later calls raise `ClosedError`. What it has opened goes on. Twice
        is fine.
        """

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

@final
class BillingFeed:
    r"""A client of the CDR billing feed of a cloud PBX, for one account.

    Login and password go with every request (SEED). Calls block with the GIL released and answer
    Ctrl-C within 200 ms.

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

    def __new__(
        cls,
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
    ) -> Self: ...
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

    @property
    def base_url(self) -> str:
        """Where it sends requests."""

    @property
    def login(self) -> str:
        """The account's login."""

    def page(self, from_id: int) -> Reader[FeedRecord]:
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

    def first_page(self) -> Reader[FeedRecord]:
        """The page of ``fromid=0``: all records (SEED), or the first of them."""

    def day(self, date: str | datetime.date, hour: int | None = None) -> Reader[FeedRecord]:
        """The rows of a day, or of an hour of it (DOC of a cousin): servers of the source document may
        ignore that, so look at the dates.

        Parameters
        ----------
        date : str or datetime.date
            The day.
        hour : int, optional
            0 to 23.
        """

    def collect(self, cursor: FeedCursor) -> Reader[FeedRecord]:
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

    @classmethod
    def collect_all(
        cls,
        feeds: Sequence[tuple[BillingFeed, FeedCursor]],
        *,
        concurrency: int | None = None,
        as_completed: bool = False,
    ) -> FanOut[str, FeedRecord]:
        """Collects several accounts at once.

        Parameters
        ----------
        feeds : sequence of (BillingFeed, FeedCursor)
            The accounts.
        concurrency : int, default 4
            Accounts that are called for at once.
        as_completed : bool, default False
            Give items as they come, not in the order of the accounts.

        Returns
        -------
        FanOut
            Of the login (where feeds share it, ``LOGIN at BASE_URL``) and its reader.
        """

    def recording(self, address: str) -> Document:
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

    def close(self) -> None:
        """Ends the client: later calls raise `ClosedError`. What it has opened goes on. Twice
        is fine.
        """

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

@final
class GetCalls:
    r"""A client of MIXvoip's call records by profile (``getcalls``).

    User name and password go with every request (SEED). A profile is the customer number of a
    reseller's client or of the user; it must be linked to the account (SEED).

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

    def __new__(
        cls,
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
    ) -> Self: ...
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

    @property
    def base_url(self) -> str:
        """Where it sends requests."""

    def get_calls(
        self,
        profile: str,
        start: str | datetime.date,
        end: str | datetime.date | None = None,
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

    def get_calls_by_window(
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

    def close(self) -> None:
        """Ends the client: later calls raise `ClosedError`. What it has opened goes on. Twice
        is fine.
        """

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
    encoding: _Encoding = "auto",
    delimiter: _Delimiter | None = None,
    session_length_unit: _SessionLengthUnit = "seconds",
    limits: Limits | None = None,
    threads: int = 1,
) -> Reader[CdrRecord]: ...
@overload
def decode(
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
def decode(
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
def decode(
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
def decode(
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
def decode(
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
def decode(
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
def decode(
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
def decode(
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
def decode(
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
def decode(
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
def decode(
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
def decode(
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
) -> Reader[Record]:
    r"""Reads a report that is here already.

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

def unpack(
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

@final
class _Simulator:
    """The five systems on a loopback port, until it is closed or dropped. Facts go to Python as JSON."""

    def __new__(
        cls,
        *,
        rows: int,
        seed: int,
        users: int,
        children: int,
        feed_rows: int,
        feed_accounts: int,
        calls_per_day: int,
        call_profiles: int,
        switches: Sequence[str],
    ) -> Self: ...
    @property
    def base_url(self) -> str: ...
    @property
    def children(self) -> list[str]: ...
    def environment(self) -> list[tuple[str, str]]:
        """Names and values of the variables that all clients read, secrets among them."""

    def plan(self, faults: Sequence[str]) -> None: ...
    def expire_sessions(self) -> int: ...
    def requests(self) -> str: ...
    def ledger(self) -> str: ...
    def switches(self) -> str: ...
    def set_switches(self, changes: Sequence[str]) -> None: ...
    def totals(self, operation: str, company: str, period: str) -> tuple[int, int, int]:
        """Rows, seconds and amount in millionths of a CDR report, from the facts behind it."""

    def feed_accounts(self) -> list[tuple[str, str]]:
        """Login and password of each account of the feed."""

    def feed_append(self, login: str | None, rows: int) -> list[int]: ...
    def feed_append_late(self, login: str | None, rows: int) -> list[int]: ...
    def feed_rerate(self, login: str | None, id: int) -> None: ...
    def feed_renumber(self, login: str | None) -> None: ...
    def feed_restart_numbering(self, login: str | None, first_id: int) -> None: ...
    def feed_ids(self, login: str | None) -> list[int]: ...
    def feed_totals(self, login: str | None) -> str: ...
    def profiles(self) -> list[str]: ...
    def calls_totals(self, profile: str, first: str, end: str) -> str: ...
    def calls_append(self, profile: str, day: str, records: int) -> None: ...
    def realm(self) -> str: ...
    def users(self) -> str: ...
    def cost_centers(self) -> str: ...
    def groups(self) -> str: ...
    def registration_codes(self) -> str: ...
    def add_device(
        self, username: str, manufacturer: str, model: str, platform: str
    ) -> str: ...
    def use_registration_code(self, reg_code: str, username: str) -> None: ...
    def reset(self) -> None: ...
    def close(self) -> None: ...

@final
class _Collected:
    """Batches of one schema; may be looked at any number of times. Of a feed, the cursor covers them only
    where something was made of them: `_keep` says so.
    """

    def _keep(self) -> None:
        """What was to be made of them is made."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...

@final
class _Given:
    """Where a reader stood before a call gave what nobody may have taken."""

@final
class _Stop:
    """Ends the calls of one thread when another one asks."""

    def __new__(cls) -> Self: ...
    def begin(self) -> None:
        """From here on, calls of this thread look at this."""

    @staticmethod
    def end() -> None:
        """Calls of this thread are their own again."""

    def ask(self) -> None:
        """What waits ends within 50 ms; what has not begun ends when it begins to wait."""

def _events_from(level: int) -> None:
    """Asks for events from a level of Python's on; 0 ends it."""

def _await_events(seconds: float) -> None:
    """Waits for events, at most so many seconds."""

def _take_events() -> tuple[list[tuple[int, float, str, str]], int]:
    """Takes the events that wait, and the number of those lost."""

def _wake_events() -> None:
    """Ends the wait of `await_events` on another thread."""

def _error_kinds() -> list[str]:
    """The name of every kind of error of the core, so that tests can compare the table of classes."""

def _run_command(arguments: Sequence[str]) -> int:
    """Runs the program without the GIL and gives its exit code."""
