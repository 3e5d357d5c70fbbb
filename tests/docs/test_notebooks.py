"""Every notebook runs from its first cell to its last, and gives what it was committed with.

The asserts in the cells check the results against the simulator's ledger; what is printed and shown
must be what the committed outputs hold, charts excepted: those only have to be drawn. `tests/docs/run
--write` runs the notebooks and writes their outputs.
"""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from test_pages import keep

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "python" / "notebooks").glob("*.ipynb"))
LIMIT_S = 120


@pytest.fixture
def quiet_home(tmp_path: Path, fonts: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to run in; the kernel leaves its connection files and history beside it, too."""
    for name in os.environ:
        if name.startswith("CALLREC_") and name != "CALLREC_TEST_OUTPUT":
            monkeypatch.delenv(name)
    monkeypatch.delenv("MPLBACKEND", raising=False)
    monkeypatch.setenv("MPLCONFIGDIR", str(fonts))
    for kind in ("runtime", "data", "config"):
        monkeypatch.setenv(f"JUPYTER_{kind.upper()}_DIR", str(tmp_path / kind))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    work = tmp_path / "work"
    work.mkdir()
    return work


def shown(output: nbformat.NotebookNode) -> tuple[str, str] | None:
    """What belongs to the notebook of an output: its kind and its text; of a chart, that there is one.

    Not a progress bar, which a slow machine shows and a fast one does not.
    """
    if output.output_type == "stream":
        return ("text", output.text) if output.name == "stdout" else None
    if output.output_type == "execute_result":
        return "value", "\n".join(output.data.get(kind, "") for kind in ("text/plain", "text/html"))
    return ("chart", "") if "image/png" in output.get("data", {}) else None


def all_shown(notebook: nbformat.NotebookNode) -> list[list[tuple[str, str]]]:
    return [list(filter(None, map(shown, cell.get("outputs", [])))) for cell in notebook.cells]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook(path: Path, quiet_home: Path, request: pytest.FixtureRequest) -> None:
    committed = nbformat.read(path, as_version=4)
    notebook = nbformat.from_dict(committed)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        timeout=LIMIT_S,
        kernel_name="python3",
        record_timing=False,
        # Else it depends on the moment in how many pieces a print comes.
        coalesce_streams=True,
        resources={"metadata": {"path": str(quiet_home)}},
    )
    client.execute()
    for outputs in all_shown(notebook):
        for _, text in outputs:
            keep(text)
    if request.config.getoption("--write"):
        # The kernel writes its version into the metadata; a notebook does not belong to one.
        notebook.metadata = committed.metadata
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = [output for output in cell.outputs if shown(output)]
        path.write_text(nbformat.writes(notebook, indent=1) + "\n", encoding="utf-8")
        return
    for number, (now, then) in enumerate(
        zip(all_shown(notebook), all_shown(committed), strict=True), start=1
    ):
        assert now == then, f"{path.name}, cell {number}: look at it, then tests/docs/run --write"


def test_the_three_notebooks_are_there_and_check_what_they_show() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["feed", "month", "reconcile"]
    for path in NOTEBOOKS:
        notebook = nbformat.read(path, as_version=4)
        code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
        assert sum("assert " in source for source in code) >= 5, path.name
        assert (
            sum(kind == "chart" for outputs in all_shown(notebook) for kind, _ in outputs) >= 1
        ), path.name
