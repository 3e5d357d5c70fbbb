"""Readers and batches as frames and tables of other packages, which callrec does not depend on."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from callrec import _progress
from callrec._native import Batch, Reader
from callrec.exceptions import InvalidArgumentError, UnsupportedError

_BACKENDS = ("pyarrow", "numpy")


def require(package: str, purpose: str, module: str | None = None) -> Any:
    """Imports what a convenience stands on, or says in one line how to get it."""
    try:
        return importlib.import_module(module or package)
    except ModuleNotFoundError as missing:
        # A package that is there and lacks something itself says so in its own words.
        if missing.name is None or missing.name.partition(".")[0] != package:
            raise
        raise UnsupportedError(
            f"{purpose} needs the package {package}, which is not installed; pip install {package}",
            kind="unsupported",
            hint=f"pip install {package}",
        ) from None


def to_arrow(reader: Reader[Any], progress: bool | None) -> Any:
    pyarrow = require("pyarrow", "to_arrow()")
    return _made(reader, progress, pyarrow.table)


def to_polars(reader: Reader[Any], progress: bool | None) -> Any:
    polars = require("polars", "to_polars()")
    return _made(reader, progress, polars.DataFrame)


def to_pandas(reader: Reader[Any], dtype_backend: str, progress: bool | None) -> Any:
    pandas, pyarrow = _pandas(dtype_backend)
    return _made(reader, progress, lambda rest: _frame(pandas, pyarrow.table(rest), dtype_backend))


def arrow_of(batch: Batch[Any]) -> Any:
    return require("pyarrow", "to_arrow()").record_batch(batch)


def polars_of(batch: Batch[Any]) -> Any:
    return require("polars", "to_polars()").DataFrame(batch)


def pandas_of(batch: Batch[Any], dtype_backend: str) -> Any:
    pandas, pyarrow = _pandas(dtype_backend)
    return _frame(pandas, pyarrow.table(batch), dtype_backend)


def _made(reader: Reader[Any], progress: bool | None, make: Callable[[object], Any]) -> Any:
    """Made of what is left, read without the GIL: some consumers would hold it while they wait.

    Where it cannot be made, what was read is let go, and a feed's cursor does not cover it.
    """
    with _progress.shown(reader, progress):
        rest = reader._collect()
    made = make(rest)
    rest._keep()
    return made


def _pandas(dtype_backend: str) -> tuple[Any, Any]:
    if dtype_backend not in _BACKENDS:
        raise InvalidArgumentError(
            f'dtype_backend is "pyarrow" or "numpy", not {dtype_backend!r}; correct the argument',
            kind="invalid_argument",
            hint="correct the argument",
        )
    pandas = require("pandas", "to_pandas()")
    # By pandas' own words, it takes Arrow data with pyarrow only.
    return pandas, require("pyarrow", "to_pandas()")


def _frame(pandas: Any, table: Any, dtype_backend: str) -> Any:
    if dtype_backend == "pyarrow":
        return table.to_pandas(types_mapper=pandas.ArrowDtype)
    return table.to_pandas()
