"""Documents: bytes, files, archives."""

import hashlib
import io
import threading
import time
import zipfile
from pathlib import Path

import callrec
import pytest
from callrec.testing import Simulator
from conftest import MONTH


def test_a_document_is_read_once(simulator: Simulator) -> None:
    with simulator.ipass_rest() as rest:
        document = rest.custom_report(MONTH, "Usage.html")
        assert (document.kind, document.operation) == ("html", "custom_report")
        assert "custom_report" in repr(document)
        page = document.read()
        assert b"<html" in page.lower()
        with pytest.raises(callrec.ClosedError, match="read or closed"):
            document.read()
        with rest.custom_report(MONTH, "Usage.html") as other:
            pass
        with pytest.raises(callrec.ClosedError):
            other.read()
        with pytest.raises(TypeError, match="cannot be pickled"):
            __import__("pickle").dumps(other)


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    with Simulator(rows=10) as simulator, simulator.ipass_rest(retry_pause=0.002) as rest:
        path = tmp_path / "report.html"
        saved = rest.custom_report(MONTH, "Usage.html").save(path)
        data = path.read_bytes()
        assert (saved.path, saved.bytes, saved.kind) == (path, len(data), "html")
        assert saved.sha256 == hashlib.sha256(data).hexdigest()
        assert saved.proof == "framed"
        with pytest.raises(callrec.LimitError):
            rest.custom_report(MONTH, "Usage.html").save(path, limit=10)
        simulator.plan("ipass_rest.custom_report:*:cut-chunked-after-257B")
        with pytest.raises(callrec.TruncatedError):
            rest.custom_report(MONTH, "Usage.html").save(path)
        assert path.read_bytes() == data
        assert list(tmp_path.iterdir()) == [path]


def test_an_archive_is_unpacked_with_names_of_our_own(simulator: Simulator, tmp_path: Path) -> None:
    with simulator.ipass_portal() as portal:
        document = portal.child_custom_report(simulator.company, MONTH, "Usage")
        assert document.kind == "zip"
        entries = document.unpack(tmp_path / "reports")
        # The archive that lay beside the folder is gone.
        assert [path.name for path in tmp_path.iterdir()] == ["reports"]
        assert {entry.folder for entry in entries} == set(simulator.children)
        for entry in entries:
            data = (tmp_path / "reports" / entry.file_name).read_bytes()
            assert (len(data), hashlib.sha256(data).hexdigest()) == (entry.bytes, entry.sha256)
            assert entry.kind == "html"
            assert entry.label in repr(entry)
        saved = portal.child_custom_report(simulator.company, MONTH, "Usage").save(
            tmp_path / "a.zip"
        )
        again = callrec.unpack(saved.path, tmp_path / "again")
        assert [entry.sha256 for entry in again] == [entry.sha256 for entry in entries]


def test_an_archive_that_would_leave_its_folder(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../../evil.csv", "a,b\n1,2\n")
    (tmp_path / "evil.zip").write_bytes(buffer.getvalue())
    (entry,) = callrec.unpack(tmp_path / "evil.zip", tmp_path / "out")
    assert entry.file_name == "00001.csv"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["00001.csv"]
    with pytest.raises(callrec.LimitError):
        callrec.unpack(tmp_path / "evil.zip", tmp_path / "other", entry_bytes=3)
    assert not (tmp_path / "other").exists()
    (tmp_path / "no.zip").write_text("no archive")
    with pytest.raises(callrec.NotDataError, match=r"no\.zip"):
        callrec.unpack(tmp_path / "no.zip", tmp_path / "other")


@pytest.mark.parametrize("fault", ["bad-crc", "symlink", "duplicate-names", "truncated-directory"])
def test_a_bad_archive_leaves_nothing_behind(fault: str, tmp_path: Path) -> None:
    switches = [f"archive={fault}"]
    with Simulator(rows=10, switches=switches) as simulator, simulator.ipass_portal() as portal:
        document = portal.child_custom_report(simulator.company, MONTH, "Usage")
        with pytest.raises(callrec.CallrecError) as caught:
            document.unpack(tmp_path / "reports")
        assert caught.value.kind in ("decode", "unsupported")
        assert list(tmp_path.iterdir()) == []


def test_a_page_where_an_archive_was_wanted() -> None:
    with Simulator(rows=10) as simulator, simulator.ipass_portal() as portal:
        simulator.plan("child_custom_report:*:html-login")
        with pytest.raises(callrec.AuthError):
            portal.child_custom_report(simulator.company, MONTH, "Usage")


def test_another_thread_may_look_and_close(tmp_path: Path) -> None:
    with Simulator(rows=10) as simulator, simulator.ipass_portal() as portal:
        simulator.plan("child_custom_report:*:stall-after-257B")
        document = portal.child_custom_report(simulator.company, MONTH, "Usage")
        raised: list[BaseException] = []

        def save() -> None:
            try:
                document.save(tmp_path / "reports.zip")
            except callrec.CallrecError as error:
                raised.append(error)

        thread = threading.Thread(target=save)
        thread.start()
        while document.bytes_read < 257:
            time.sleep(0.005)
        document.close()
        thread.join(timeout=20)
        assert [type(error) for error in raised] == [callrec.CancelledError]
        # What was begun is removed where it was written, on a thread of the core.
        for _ in range(2_000):
            if not list(tmp_path.iterdir()):
                break
            time.sleep(0.005)
        assert list(tmp_path.iterdir()) == []


def test_what_is_no_archive_can_be_read_still(simulator: Simulator, tmp_path: Path) -> None:
    with simulator.ipass_rest() as rest, rest.custom_report(MONTH, "usage.csv") as document:
        assert document.kind == "html"
        with pytest.raises(callrec.NotDataError, match="custom_report: .* html") as caught:
            document.unpack(tmp_path / "reports")
        assert str(tmp_path) not in str(caught.value)
        assert document.read()
