"""Reports that are here already: paths, bytes, file objects."""

import array
import io
import os
from pathlib import Path
from typing import Any

import callrec
import pyarrow
import pytest
from samples import cdr_file

DATA = cdr_file(1000)


def ids(reader: callrec.Reader[callrec.CdrRecord]) -> list[str]:
    return [record.transaction_id for record in reader]


def test_every_kind_of_source_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "month.csv"
    path.write_bytes(DATA)
    expected = [f"T{number}" for number in range(1000)]
    sources: list[Any] = [
        path, str(path), DATA, bytearray(DATA), memoryview(DATA), io.BytesIO(DATA),
        array.array("B", DATA), path.open("rb"),
    ]  # fmt: skip
    for source in sources:
        reader = callrec.decode(source, batch_rows=128)
        assert ids(reader) == expected
        assert reader.bytes_read == len(DATA)
        assert reader.proof == "framed"
    assert not sources[-1].closed
    sources[-1].close()


class Slow:
    """Gives a few bytes at a time, and more than was asked for at first."""

    def __init__(self, data: bytes) -> None:
        self.rest = data

    def read(self, size: int, /) -> bytes:
        first = len(self.rest) == len(DATA)
        part, self.rest = (self.rest[:400_000] if first else self.rest[:7]), self.rest
        self.rest = self.rest[len(part) :]
        return part


def test_file_objects_may_give_what_they_like() -> None:
    assert len(ids(callrec.decode(Slow(DATA)))) == 1000


def test_a_file_object_is_read_as_the_reader_is() -> None:
    data = cdr_file(50_000)
    file = io.BytesIO(data)
    reader = callrec.decode(file, batch_rows=100)
    next(iter(reader))
    assert file.tell() < len(data) / 2


class Broken(io.BytesIO):
    """Fails after the first megabyte."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 1_000_000:
            raise ZeroDivisionError("in the file object")
        return super().read(size)


def test_an_exception_of_the_file_object_comes_through() -> None:
    data = cdr_file(20_000)
    reader = callrec.decode(Broken(data), batch_rows=1_000)
    records = iter(reader)
    with pytest.raises(ZeroDivisionError, match="in the file object"):
        ids(reader)
    with pytest.raises(callrec.CancelledError):
        next(records)
    with pytest.raises(pyarrow.ArrowInvalid, match="in the file object"):
        pyarrow.table(callrec.decode(Broken(data), batch_rows=1_000))


def test_text_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "month.csv"
    path.write_bytes(DATA)
    with path.open() as file, pytest.raises(TypeError, match="binary mode"):
        ids(callrec.decode(file))  # type: ignore[call-overload]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "missing.csv"
    with pytest.raises(callrec.FileError, match=r"missing\.csv") as caught:
        callrec.decode(path)
    assert caught.value.kind == "io"
    with pytest.raises(callrec.FileError, match="directory"):
        callrec.decode(tmp_path)


def test_arguments_are_checked() -> None:
    with pytest.raises(callrec.InvalidArgumentError, match="int"):
        callrec.decode(7)  # type: ignore[call-overload]
    with pytest.raises(callrec.InvalidArgumentError, match="known: ipass_cdr"):
        callrec.decode(DATA, "ipass_bills")
    with pytest.raises(ValueError, match="batch_rows"):
        callrec.decode(DATA, batch_rows=0)
    with pytest.raises(OverflowError):
        callrec.decode(DATA, batch_rows=-1)


def test_a_pipe_is_a_path_as_well() -> None:
    reading, writing = os.pipe()
    os.write(writing, cdr_file(20))
    os.close(writing)
    assert len(ids(callrec.decode(f"/dev/fd/{reading}"))) == 20
    os.close(reading)


def test_threads_change_nothing_but_the_time() -> None:
    text = cdr_file(20_000)
    one = [dict(record) for record in callrec.decode(text)]
    for threads in (2, 4):
        reader = callrec.decode(io.BytesIO(text), threads=threads)
        assert [dict(record) for record in reader] == one
        assert reader.accounting.read == 20_000
    with pytest.raises(callrec.InvalidArgumentError, match="threads"):
        callrec.decode(text, threads=0)


def test_what_the_text_does_not_say_may_be_declared() -> None:
    text = cdr_file(2).decode()
    plain = [dict(record) for record in callrec.decode(text.encode())]
    wide = callrec.decode(text.encode("utf-16-le"), encoding="utf-16-le")
    assert [record.transaction_id for record in wide] == [row["transaction_id"] for row in plain]
    minutes = callrec.decode(text.encode(), session_length_unit="minutes")
    for record, row in zip(minutes, plain, strict=True):
        assert record.session_length_s == row["session_length_s"] * 60
    feed = "ID|Origin|Charge\n1|é|1.00\n".encode("latin-1")
    (call,) = callrec.decode(feed, "billing_feed", encoding="latin-1", delimiter="|")
    assert (call.id, call.origin) == (1, "é")


def test_limits_bound_what_a_record_may_take() -> None:
    long = cdr_file(1).decode().replace("jo", "j" * 500)
    assert list(callrec.decode(long.encode()))
    reader = callrec.decode(long.encode(), limits=callrec.Limits(field_bytes=100))
    assert list(reader) == []
    assert [record.column for record in reader.quarantined()] == ["user_id"]
    bad = cdr_file(50).decode().replace("1.5", "x")
    held = callrec.decode(bad.encode(), limits=callrec.Limits(quarantine_held=10), batch_rows=5)
    with pytest.raises(callrec.LimitError):
        list(held)


@pytest.mark.parametrize("path", [DATA.decode(), "no such\nfile", "nor\0this", "a" * 5000])
def test_what_is_no_path_is_one_short_line(path: str) -> None:
    with pytest.raises(callrec.FileError) as caught:
        callrec.decode(path)
    text = str(caught.value)
    assert text.isprintable() and len(text) < 600


def test_a_file_object_that_reads_its_own_reader_is_refused() -> None:
    """It would wait for itself."""

    class Within:
        rest = DATA
        refused: Exception | None = None

        def read(self, size: int, /) -> bytes:
            if len(self.rest) < len(DATA) - 1000 and self.refused is None:
                with pytest.raises(callrec.InvalidArgumentError, match="being read") as caught:
                    next(iter(reader))
                self.refused = caught.value
            part, self.rest = self.rest[:1000], self.rest[1000:]
            return part

    source = Within()
    reader = callrec.decode(source)
    assert len(ids(reader)) == 1000
    assert source.refused is not None


def test_a_reader_that_an_exception_broke_off_says_so() -> None:
    class Fails:
        rest = DATA[:300_000]

        def read(self, size: int, /) -> bytes:
            part, self.rest = self.rest[:size], b""
            if not part:
                raise ZeroDivisionError
            return part

    reader = callrec.decode(Fails())
    with pytest.raises(ZeroDivisionError):
        list(reader)
    assert "broken off" in repr(reader)
    with pytest.raises(callrec.CancelledError, match="broken off"):
        list(reader)
