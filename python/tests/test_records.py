"""What a record is to the eye and to the hand."""

import datetime
import pickle
from collections.abc import Mapping
from decimal import Decimal

import callrec
import pytest
from samples import HEADER, row

NAMES = [
    "transaction_id", "billing_code", "user_id", "auth_domain", "description", "gmt_time",
    "local_time", "session_length_s", "billing_rate", "net_billing_amount", "access_type",
    "service_type", "reserved", "data_used", "_line", "_offset", "_repair", "_extra",
]  # fmt: skip


@pytest.fixture
def record() -> callrec.CdrRecord:
    return next(iter(callrec.decode((HEADER + row("T1")).encode())))


def test_types_are_exact(record: callrec.CdrRecord) -> None:
    assert isinstance(record, callrec.CdrRecord)
    assert isinstance(record, callrec.Record)
    assert record.transaction_id == "T1"
    assert record.description == "CH, Zurich"
    assert record.gmt_time == datetime.datetime(2026, 9, 30, 23, 59, 58, tzinfo=datetime.timezone.utc)
    assert record.local_time == datetime.datetime(2026, 10, 1, 1, 59, 58)
    assert record.local_time is not None and record.local_time.tzinfo is None
    assert record.session_length_s == 1234
    assert isinstance(record.net_billing_amount, Decimal)
    assert str(record.net_billing_amount) == "1.500000"
    assert record.service_type == "daily_usage"
    assert record.reserved is None
    assert (record._line, record._offset) == (2, len(HEADER))
    assert record._repair is None
    assert record._extra is None


def test_mapping_and_attributes_agree(record: callrec.CdrRecord) -> None:
    assert isinstance(record, Mapping)
    assert list(record) == record.keys() == NAMES
    assert len(record) == len(NAMES)
    for name in NAMES:
        assert record[name] == getattr(record, name)
        assert name in record
    assert record.values() == [record[name] for name in NAMES]
    assert record.items() == list(dict(record).items())
    assert {**record} == dict(record) == record
    assert record.get("nothing") is None
    assert record.get("nothing", 7) == 7
    assert record.get("user_id") == "jo"
    assert "nothing" not in record
    assert not record.__contains__(1)
    assert set(NAMES) <= set(dir(record))
    match record:
        case {"transaction_id": found, "gmt_time": datetime.datetime()}:
            assert found == "T1"
        case _:
            pytest.fail("a record matches as a mapping")


def test_what_is_not_there_is_said(record: callrec.CdrRecord) -> None:
    with pytest.raises(KeyError, match="nothing"):
        record["nothing"]
    with pytest.raises(AttributeError, match="nothing"):
        record.nothing  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        record.user_id = "other"  # type: ignore[misc]


def test_equality_is_by_values(record: callrec.CdrRecord) -> None:
    same, other = callrec.decode((HEADER + row("T1") + row("T2")).encode())
    assert record == same
    assert same != other
    assert record != "T1"
    with pytest.raises(TypeError):
        hash(record)


def test_repr_shows_the_values(record: callrec.CdrRecord) -> None:
    text = repr(record)
    assert text.startswith("CdrRecord(transaction_id='T1', ")
    assert "net_billing_amount=Decimal('1.500000')" in text


def test_pickling_is_refused_with_a_reason(record: callrec.CdrRecord) -> None:
    with pytest.raises(TypeError, match=r"dict\(record\)"):
        pickle.dumps(record)
    assert pickle.loads(pickle.dumps(dict(record))) == record


def test_unknown_columns_are_kept() -> None:
    header = HEADER.replace("Data Used", "Data Used,Colour")
    line = row("T1").replace(",12\n", ",12,blue\n")
    record = next(iter(callrec.decode((header + line).encode())))
    assert record._extra == {"Colour": "blue"}


@pytest.mark.parametrize(
    "amount", ["0", "-0.000001", "999999999999.999999", "-999999999999.999999", '"1,234,567.89"']
)
def test_amounts_never_pass_a_float(amount: str) -> None:
    record = next(iter(callrec.decode((HEADER + row("T1", amount)).encode())))
    assert record.net_billing_amount == Decimal(amount.strip('"').replace(",", ""))


@pytest.mark.parametrize("year", [1, 1969, 1970, 9999])
def test_instants_of_any_year(year: int) -> None:
    """To the last second of it: that of 9999 is many a system's "never"."""
    data = (HEADER + row("T1", gmt=f"31-DEC-{year:04} 23:59:59")).encode()
    record = next(iter(callrec.decode(data)))
    utc = datetime.timezone.utc
    assert record.gmt_time == datetime.datetime(year, 12, 31, 23, 59, 59, tzinfo=utc)


def test_a_print_shows_no_secret() -> None:
    body = b"<endUsers><endUser><username>ann</username><password>opens-sesame</password></endUser></endUsers>"
    user = next(iter(callrec.decode(body, report="users")))
    assert "opens-sesame" not in repr(user) + str(user) + f"{user}"
    assert "password='***'" in repr(user)
    assert "aca_token=None" in repr(user)
    assert user["password"] == "opens-sesame", "by its name it is asked for"
