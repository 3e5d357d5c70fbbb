"""Call detail records from provider systems, typed and complete.

    >>> import callrec
    >>> portal = callrec.IpassPortal.from_env()  # doctest: +SKIP
    >>> for record in portal.monthly_cdr("1025", "2026-09"):  # doctest: +SKIP
    ...     print(record.transaction_id, record.net_billing_amount)

`IpassPortal` fetches reports, `decode` reads files that are here already; both give a `Reader`:
records, batches, or an Arrow stream for polars, pyarrow and DuckDB. Failures are `CallrecError`.
`callrec.testing.Simulator` stands in for the provider.
"""

from __future__ import annotations

from collections.abc import Mapping as _Mapping

from callrec._native import (
    Accounting,
    Batch,
    CdrRecord,
    CompanyRecord,
    IpassPortal,
    NetworkUserRecord,
    Quarantined,
    Reader,
    Record,
    ServiceTotal,
    Summary,
    __version__,
    decode,
)
from callrec.exceptions import (
    AmbiguousError,
    AuthError,
    CallrecError,
    CancelledError,
    ClosedError,
    ConfigError,
    ConnectError,
    ContinuityBrokenError,
    DeadlineError,
    DecodeError,
    DnsError,
    FileError,
    ForbiddenError,
    ForkedError,
    IncompleteError,
    InsideRuntimeError,
    InternalError,
    InvalidArgumentError,
    LimitError,
    NoProgressError,
    NotDataError,
    NotFoundError,
    RateLimitedError,
    RejectedError,
    RowRevisedError,
    ServiceError,
    StateCorruptError,
    StrictError,
    TlsError,
    TransportError,
    TruncatedError,
    UnsupportedError,
    WrongStateError,
)

__all__ = [
    "Accounting",
    "AmbiguousError",
    "AuthError",
    "Batch",
    "CallrecError",
    "CancelledError",
    "CdrRecord",
    "ClosedError",
    "CompanyRecord",
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
    "IpassPortal",
    "LimitError",
    "NetworkUserRecord",
    "NoProgressError",
    "NotDataError",
    "NotFoundError",
    "Quarantined",
    "RateLimitedError",
    "Reader",
    "Record",
    "RejectedError",
    "RowRevisedError",
    "ServiceError",
    "ServiceTotal",
    "StateCorruptError",
    "StrictError",
    "Summary",
    "TlsError",
    "TransportError",
    "TruncatedError",
    "UnsupportedError",
    "WrongStateError",
    "__version__",
    "decode",
]

# Records are mappings from column name to value: isinstance() and match statements see it.
_Mapping.register(Record)
