"""Makes a page of each notebook in python/notebooks, as it is committed: text, code, what it gave.

The notebooks hold their outputs, and tests/docs/test_notebooks.py holds them to what running them
gives; so nothing is run here.
"""

import base64
import json
from pathlib import Path

from mkdocs.structure.files import File

FOLDER = Path(__file__).resolve().parents[2] / "python" / "notebooks"


def text_of(part):
    return part if isinstance(part, str) else "".join(part)


def fence(language, text):
    text = text.rstrip("\n")
    ticks = "```"
    while ticks in text:
        ticks += "`"
    return f"{ticks}{language}\n{text}\n{ticks}\n"


class Pages:
    """The files of one notebook: its page, and a picture for each chart."""

    def __init__(self, path, config):
        self.name = path.stem
        self.config = config
        self.files = []
        notebook = json.loads(path.read_text(encoding="utf-8"))
        parts = [self.cell(number, cell) for number, cell in enumerate(notebook["cells"])]
        parts.insert(
            1,
            f"*The notebook `python/notebooks/{path.name}` of the sources, as it runs in the tests.*\n",
        )
        self.add(f"notebooks/{self.name}.md", "\n".join(parts))

    def add(self, uri, content):
        self.files.append(File.generated(self.config, uri, content=content))

    def cell(self, number, cell):
        source = text_of(cell["source"])
        if cell["cell_type"] == "markdown":
            # Links that lead from the notebook to a page of the site lead there from here, too.
            return source.replace("](../../docs/", "](../") + "\n"
        outputs = [self.output(number, output) for output in cell.get("outputs", [])]
        return "\n".join([fence("python", source), *outputs])

    def output(self, number, output):
        if output["output_type"] == "stream":
            return fence("text", text_of(output["text"]))
        data = output.get("data", {})
        if "image/png" in data:
            uri = f"notebooks/{self.name}-{number}.png"
            self.add(uri, base64.b64decode(text_of(data["image/png"])))
            return f"![What the cell above draws]({Path(uri).name})\n"
        if "text/html" in data:
            return f'<div class="notebook-output">\n{text_of(data["text/html"])}\n</div>\n'
        return fence("text", text_of(data["text/plain"]))


def on_files(files, config):
    for path in sorted(FOLDER.glob("*.ipynb")):
        for file in Pages(path, config).files:
            files.append(file)
    return files
