"""The billing feed: pages, days, collecting with a cursor, recordings."""

import contextlib
import pickle
import resource
import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import callrec
import pyarrow
import pytest
from callrec import FeedRecord, Reader
from callrec.testing import Simulator

FIRST = callrec.FeedCursor.first_run()


def test_all_rows_come_once_and_add_up() -> None:
    with (
        Simulator(feed_rows=2_000, seed=3) as simulator,
        simulator.billing_feed(batch_rows=300) as feed,
    ):
        facts = simulator.feed_totals()
        assert feed.login == simulator.logins[0]
        reader = feed.collect(FIRST)
        assert reader.cursor is not None and reader.cursor.is_first_run
        ids: list[int] = []
        charge, seconds = Decimal(0), 0
        for row in reader:
            ids.append(row.id)
            charge += row.charge or 0
            seconds += row.length_s or 0
        assert len(ids) == len(set(ids)) == facts["rows"]
        assert reader.accounting.quarantined == 0
        assert (charge, seconds) == (facts["charge"], facts["length_s"])
        cursor = reader.cursor
        assert cursor.last_id == facts["last_id"]
        added = simulator.feed_append(7)
        again = feed.collect(cursor)
        new = {row.id for row in again}
        assert new <= set(added)
        assert again.cursor is not None
        assert again.cursor.last_id == added[-1]
        assert again.cursor.dialect == "inclusive"
        assert list(feed.collect(again.cursor)) == []


def test_the_cursor_covers_what_was_given_and_no_more() -> None:
    switches = ["billing_feed.page_rows=100"]
    with Simulator(feed_rows=400, switches=switches) as simulator:
        feed = simulator.billing_feed(batch_rows=40)
        whole = [row.id for row in feed.collect(FIRST)]
        for taken in (1, 39, 40, 41, 99, 150, len(whole) - 1):
            reader = feed.collect(FIRST)
            rows = iter(reader)
            given = [next(rows).id for _ in range(taken)]
            cursor = reader.cursor
            reader.close()
            assert cursor is not None
            rest = [row.id for row in feed.collect(cursor)]
            assert given + rest == whole
        below = feed.collect(FIRST)
        given = [next(iter(below)).id for _ in range(7)]
        unified = below.unified()
        assert below.cursor is not None
        assert [row.id for row in feed.collect(below.cursor)] == whole[7:]
        records = iter(unified)
        given += [int(next(records).record_id or 0) for _ in range(90)]
        # Whoever asks the reader below is told the same.
        for cursor in (unified.cursor, below.cursor):
            assert cursor is not None
            assert given + [row.id for row in feed.collect(cursor)] == whole
        # A clock that was set forward: one local time never was, and strict stops at it.
        strict = feed.collect(FIRST).unified(zone="Pacific/Easter", strict=True)
        first = []
        with pytest.raises(callrec.StrictError):
            for record in strict:
                first.append(int(record.record_id or 0))
        assert first and strict.cursor is not None
        rest = [row.id for row in feed.collect(strict.cursor)]
        assert first + rest == whole
        reader = feed.collect(FIRST)
        given = []
        for batch in reader.batches():
            given += [row.id for row in batch]
            assert reader.cursor is not None
            if len(given) > 100:
                break
        rest = [row.id for row in feed.collect(reader.cursor)] if reader.cursor else []
        assert given + rest == whole


def test_the_cursor_does_not_cover_what_came_to_nothing(tmp_path: Path) -> None:
    def attempt(work: Callable[[Reader[FeedRecord]], object]) -> None:
        for taken in (0, 5):
            reader = feed.collect(FIRST)
            given = [next(iter(reader)).id for _ in range(taken)]
            with pytest.raises((callrec.CallrecError, RuntimeError)):
                work(reader)
            cursor = reader.cursor
            assert cursor is not None
            assert given + [row.id for row in feed.collect(cursor)] == whole
            # What is left would look like a whole feed.
            with pytest.raises(callrec.CallrecError):
                reader.write(tmp_path / "rest.csv")
            assert list(tmp_path.iterdir()) == []

    def write_to_a_full_disk(reader: Reader[FeedRecord]) -> None:
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, limits[1]))
        try:
            reader.write(tmp_path / "feed.csv")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    def fails(*arguments: object) -> None:
        raise RuntimeError("no room for a table")

    switches = ["billing_feed.page_rows=100"]
    with Simulator(feed_rows=400, switches=switches) as simulator:
        feed = simulator.billing_feed(batch_rows=40)
        whole = [row.id for row in feed.collect(FIRST)]
        attempt(write_to_a_full_disk)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("pyarrow.table", fails)
            attempt(lambda reader: reader.to_arrow())
            attempt(lambda reader: reader.to_pandas())
            patch.setattr("polars.DataFrame", fails)
            attempt(lambda reader: reader.to_polars())
        # A file that cannot be begun takes no row.
        reader = feed.collect(FIRST)
        with pytest.raises(callrec.FileError):
            reader.write(tmp_path / "no" / "such.csv")
        assert [row.id for row in reader] == whole


def test_a_call_that_is_refused_takes_nothing_back() -> None:
    with Simulator(feed_rows=400) as simulator:
        feed = simulator.billing_feed(batch_rows=40)
        whole = [row.id for row in feed.collect(FIRST)]
        reader = feed.collect(FIRST)
        stream = pyarrow.RecordBatchReader.from_stream(reader)
        given = stream.read_next_batch()["id"].to_pylist()
        for work in (reader.to_arrow, reader.to_pandas, lambda: reader.write("never.csv")):
            with pytest.raises(callrec.ClosedError):
                work()
        given += stream.read_next_batch()["id"].to_pylist()
        cursor = reader.cursor
        assert cursor is not None
        assert given + [row.id for row in feed.collect(cursor)] == whole


def test_threads_share_what_a_failing_call_leaves(tmp_path: Path) -> None:
    """What each thread was given is covered, and nothing of what went into no file."""
    (tmp_path / "feed.csv" / "full").mkdir(parents=True)
    with Simulator(feed_rows=400) as simulator:
        feed = simulator.billing_feed(batch_rows=10)
        whole = [row.id for row in feed.collect(FIRST)]
        for _ in range(20):
            reader = feed.collect(FIRST)
            given: list[int] = []

            def take(given: list[int] = given, reader: Reader[FeedRecord] = reader) -> None:
                with contextlib.suppress(callrec.CallrecError):
                    given.extend(row.id for row in reader)

            thread = threading.Thread(target=take)
            thread.start()
            with contextlib.suppress(callrec.CallrecError):
                reader.write(tmp_path / "feed.csv")
            thread.join()
            cursor = reader.cursor
            assert cursor is not None
            assert sorted(given + [row.id for row in feed.collect(cursor)]) == sorted(whole)


def test_a_cursor_is_a_value(tmp_path: Path) -> None:
    with Simulator(feed_rows=50) as simulator, simulator.billing_feed() as feed:
        reader = feed.collect(FIRST)
        assert len(list(reader)) > 40
        cursor = reader.cursor
        assert cursor is not None and cursor.last_id is not None
        path = tmp_path / "feed.cursor"
        cursor.save(path)
        assert [file.name for file in tmp_path.iterdir()] == ["feed.cursor"]
        for same in (
            callrec.FeedCursor.load(path),
            callrec.FeedCursor.parse(cursor.text),
            callrec.FeedCursor.parse(str(cursor)),
            pickle.loads(pickle.dumps(cursor)),
        ):
            assert same == cursor
            assert same.last_id == cursor.last_id
        assert cursor != FIRST
        assert "c4n4ry" not in cursor.text
        assert str(cursor.last_id) in repr(cursor)
        path.write_text(cursor.text.replace(str(cursor.last_id), str(cursor.last_id + 1)))
        with pytest.raises(callrec.StateCorruptError):
            callrec.FeedCursor.load(path)
        with pytest.raises(callrec.FileError):
            callrec.FeedCursor.load(tmp_path / "nothing")
        with pytest.raises(callrec.WrongStateError):
            list(simulator.billing_feed(account=1).collect(cursor))
        with pytest.raises(callrec.InvalidArgumentError):
            callrec.FeedCursor.after(0)


def test_a_row_that_changed_is_told() -> None:
    with Simulator(feed_rows=50) as simulator, simulator.billing_feed() as feed:
        reader = feed.collect(FIRST)
        list(reader)
        cursor = reader.cursor
        assert cursor is not None and cursor.last_id is not None
        simulator.feed_rerate(cursor.last_id)
        with pytest.raises(callrec.RowRevisedError):
            list(feed.collect(cursor))
        assert list(feed.collect(cursor.accept_revised())) == []
        simulator.feed_renumber()
        with pytest.raises(callrec.ContinuityBrokenError):
            list(feed.collect(cursor))


def test_pages_and_days(simulator: Simulator) -> None:
    with simulator.billing_feed() as feed:
        rows = list(feed.first_page())
        middle = rows[len(rows) // 2].id
        assert list(feed.page(middle))[0].id == middle
        with pytest.raises(callrec.InvalidArgumentError):
            feed.page(0)
        assert list(feed.day("2026-09-02", 3)) is not None
        with pytest.raises(callrec.InvalidArgumentError):
            feed.day("2026-09-02", 24)


def test_several_accounts_at_once() -> None:
    with Simulator(feed_rows=60, feed_accounts=3) as simulator:
        feeds = [(simulator.billing_feed(account=index), FIRST) for index in range(3)]
        found = {}
        for item in callrec.BillingFeed.collect_all(feeds, concurrency=2):
            assert item.error is None
            found[item.key] = sum((row.charge or Decimal(0) for row in item.reader), Decimal(0))
        assert found == {
            login: simulator.feed_totals(login)["charge"] for login in simulator.logins
        }
    assert list(callrec.BillingFeed.collect_all([])) == []


def test_what_a_client_was_told_reaches_its_unified_records_whatever_the_key() -> None:
    """Feeds that share a login have longer keys; zone, currency and account are theirs all the same."""
    with Simulator(feed_rows=5) as simulator:
        password = simulator.environment()["CALLREC_BILLING_FEED_PASSWORD"]
        login = simulator.logins[0]
        feeds = [
            callrec.BillingFeed(url, login, password, zone=zone, currency=currency)
            for url, zone, currency in [
                (simulator.base_url, "Pacific/Auckland", "NZD"),
                (simulator.base_url.replace("127.0.0.1", "localhost"), "Australia/Perth", "AUD"),
            ]
        ]
        alone = [next(iter(feed.collect(FIRST).unified())) for feed in feeds]
        items = list(callrec.BillingFeed.collect_all([(feed, FIRST) for feed in feeds]))
        assert len({item.key for item in items}) == 2
        assert [next(iter(item.reader.unified())) for item in items] == alone
        assert [record.currency for record in alone] == ["NZD", "AUD"]
        assert alone[0].started_at is not None and alone[0].started_at != alone[1].started_at


def test_a_recording_comes_from_the_feed_alone(simulator: Simulator, tmp_path: Path) -> None:
    with simulator.billing_feed() as feed:
        address = next(row.recording for row in feed.first_page() if "://" in (row.recording or ""))
        assert address is not None
        saved = feed.recording(address).save(tmp_path / "call.mp3")
        assert saved.bytes == (tmp_path / "call.mp3").stat().st_size > 0
        with pytest.raises(callrec.InvalidArgumentError):
            feed.recording("https://elsewhere.example.com/call.mp3")


@pytest.mark.parametrize("form", ["csv", "text", "pipe", "json"])
def test_every_format_gives_the_same_rows(form: str) -> None:
    switches = ["billing_feed.zero_fromid=all-rows"]
    with Simulator(feed_rows=30, switches=switches) as simulator:
        plain = [dict(row) for row in simulator.billing_feed().first_page()]
        other = [dict(row) for row in simulator.billing_feed(format=form).first_page()]
        assert len(other) == len(plain)
        assert [row["id"] for row in other] == [row["id"] for row in plain]
        assert [row["charge"] for row in other] == [row["charge"] for row in plain]
