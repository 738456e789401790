"""The invented training text: news written for this project with marks of who says what, and filled phrases.

Nobody's text is in it and nothing in it is true, so that it may ship, and be read, without asking anyone.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from eval.common import in_split
from eval.corpora import Document, Row
from eval.spans import runs
from reportedly.lang.encoder import words
from reportedly.lang.tokens import split
from reportedly.model import Passage, Report, Span
from reportedly.when import ANY

WRITTEN = Path(__file__).parent / "data/written"
KINDS = {"s": "source", "c": "cue", "q": "content"}
_MARK = re.compile(r"\[([scq]): |\]")


def made(shared: Path) -> Iterator[Document]:
    """All invented text; the bank of phrases is in the shared folder."""
    del shared
    yield from written(WRITTEN)


def written(folder: Path) -> Iterator[Document]:
    """Invented news, an article for each `#` block of each file: layer `attribution`.

    Marks are `[s: source]`, `[c: cue]`, `[q: content]`; inside a content the words of another attribution's source or cue
    are theirs, and break it. A span ends with its sentence.

    Raises:
        ValueError: a mark is opened and not closed, or holds nothing.
    """
    for path in sorted(folder.glob("*.txt")):
        for number, block in enumerate(re.split(r"^# .*\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]):
            name = f"{path.stem}-{number:03}"
            text, marks = unmark(block.strip(), name)
            yield Document(
                id=name, source="made", split="dev" if in_split(name, "dev") else "train", rows=list(rows(text, marks))
            )


def unmark(text: str, name: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without its marks, and begin, end and label of each in the order in which they open."""
    plain, marks, opened = "", [], []
    at = 0
    for mark in _MARK.finditer(text):
        if not mark[1] and not opened:
            continue  # a bracket of the text itself
        plain += text[at : mark.start()]
        at = mark.end()
        if mark[1]:
            opened.append(len(marks))
            marks.append((len(plain), 0, KINDS[mark[1]]))
            continue
        last = opened.pop()
        begin, _, label = marks[last]
        marks[last] = begin, len(plain), label
        if not plain[begin:].strip():
            raise ValueError(f"{name}: an empty mark near {plain[-40:]!r}")
    if opened:
        raise ValueError(f"{name}: a mark is not closed near {plain[marks[opened[-1]][0] :][:60]!r}")
    return plain + text[at:], marks


def rows(text: str, marks: list[tuple[int, int, str]]) -> Iterator[Row]:
    """The sentences of a text with a paragraph on each line; a word belongs to the innermost mark it begins in."""
    passages = tuple(Passage(span=Span(m.start(), m.end()), voice="body") for m in re.finditer(r".+", text))
    owners: list[tuple[str, int, str] | None] = [None] * len(text)
    for number, (begin, end, label) in enumerate(marks):
        owners[begin:end] = [("", number, label)] * (end - begin)
    for sentence in split(Report(id="made", text=text, published=ANY, passages=passages)):
        found = words(text, sentence.span.start, sentence.span.end)
        spans = runs([owners[word.start] for word in found])
        yield Row(words=[word.text for word in found], layers={"attribution": spans})
