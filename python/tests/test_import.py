"""What `import callrec` costs."""

import subprocess
import sys
from pathlib import Path

import callrec

# What a notebook may want later, and what an import must not pay for.
HEAVY = {
    "asyncio", "concurrent.futures", "dataclasses", "email", "http", "inspect", "json", "logging",
    "matplotlib", "multiprocessing", "numpy", "pandas", "polars", "pyarrow", "shutil", "socket",
    "ssl", "tempfile", "tqdm", "typing_extensions", "unittest", "urllib", "zipfile",
}  # fmt: skip


def modules(statement: str) -> set[str]:
    """The modules that are there after a statement, in a process of its own."""
    program = f"import sys\n{statement}\nprint('\\n'.join(sys.modules))"
    # Without site, whose packages may import what they like, and with the package that is tested.
    package = str(Path(callrec.__file__).parents[1])
    found = subprocess.run(
        [sys.executable, "-S", "-c", program],
        capture_output=True, text=True, check=True, cwd="/", env={"PYTHONPATH": package},
    )  # fmt: skip
    return set(found.stdout.split())


def test_nothing_heavy_is_imported() -> None:
    added = modules("import callrec") - modules("pass")
    assert "callrec._native" in added
    assert added & HEAVY == set()
    # What typing and os bring along, and no more trees of modules.
    assert len(added) < 60, sorted(added)


def test_the_simulator_is_imported_only_where_it_is_wanted() -> None:
    assert "callrec.testing" not in modules("import callrec")
    assert modules("import callrec.testing") & HEAVY == set()
