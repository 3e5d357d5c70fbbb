"""The site builds without a warning, and its pages fetch nothing from anywhere else."""

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOADS = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
    "object": "data",
    "link": "href",
}
ELSEWHERE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:)?//", re.I)
CSS_LOADS = re.compile(
    r"url\(\s*[\"']?((?:https?:)?//[^)\"']+)|@import\s+[\"']((?:https?:)?//[^\"']+)", re.I
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


class Loads(HTMLParser):
    """What a browser fetches to show a page."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        url = values.get(LOADS.get(tag, ""))
        if url and not (tag == "link" and values.get("rel") in ("canonical", "prev", "next")):
            self.urls.append(url)


def pages(site: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(site.rglob("*.html")):
        yield path, path.read_text(encoding="utf-8")


def test_a_page_fetches_nothing_from_elsewhere(site: Path) -> None:
    wrong = []
    for path, text in pages(site):
        loads = Loads()
        loads.feed(text)
        wrong += [f"{path.name}: {url}" for url in loads.urls if ELSEWHERE.match(url)]
    for path in site.rglob("*.css"):
        found = CSS_LOADS.findall(path.read_text(encoding="utf-8"))
        wrong += [f"{path.name}: {url or imported}" for url, imported in found]
    assert wrong == []


def test_every_exception_is_in_the_table_with_its_number(site: Path) -> None:
    from callrec import exceptions

    text = (site / "reference" / "exceptions.html").read_text(encoding="utf-8")
    for kind, found in exceptions._BY_KIND.items():
        assert re.search(
            rf"<td>\d+</td>\s*<td><code>{kind}</code></td>\s*<td>.*?{found.__name__}", text
        ), kind


def test_every_public_name_is_in_the_reference(site: Path) -> None:
    import callrec
    from callrec import aio, testing

    text = "".join(text for path, text in pages(site) if path.parent.name == "reference")
    exceptions = {name for name in callrec.__all__ if name.endswith("Error")}
    names = [
        f"callrec.{name}" for name in callrec.__all__ if name not in exceptions | {"__version__"}
    ]
    names += [f"callrec.exceptions.{name}" for name in exceptions]
    names += [f"callrec.aio.{name}" for name in aio.__all__]
    names += [f"callrec.testing.{name}" for name in testing.__all__]
    missing = [name for name in names if f'id="{name}"' not in text]
    assert missing == []
