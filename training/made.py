"""The invented training text: news written for this project with marks of who says what, and filled phrases.

Nobody's text is in it and nothing in it is true, so that it may ship, and be read, without asking anyone.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from eval.common import in_split
from eval.corpora import Document

from .filling import filled
from .marks import cut, unmark

WRITTEN = Path(__file__).parent / "data/written"


def made(shared: Path) -> Iterator[Document]:
    """All invented text; the banks of phrases and names are in the shared folder, and left out where they are not."""
    yield from written()
    if (shared / "training/phrases").exists():
        yield from filled(shared)


def written(folder: Path = WRITTEN) -> Iterator[Document]:
    """Invented news, an article for each `#` block of each file: layer `attribution` (`training/data/written/README.md`)."""
    for path in sorted(folder.glob("*.txt")):
        for number, block in enumerate(re.split(r"^# .*\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]):
            name = f"{path.stem}-{number:03}"
            text, marks = unmark(block.strip(), name)
            rows = list(cut(text, {"attribution": marks}))
            yield Document(id=name, source="made", split="dev" if in_split(name, "dev") else "train", rows=rows)
