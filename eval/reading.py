"""What the scorers of the reader share: which model, which documents, what it reads in them, what agrees."""

import argparse
import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.lang.encoder import Encoder, Parsed, words
from reportedly.lang.tokens import split
from reportedly.model import Passage, Report, Span

from .common import parser, skip_unless

if TYPE_CHECKING:  # it takes signs from a scorer that reads with this module
    from .corpora import Document

PARAGRAPH = re.compile(r"\S[^\n]*(?:\n(?!\s*\n)[^\n]*)*")  # up to a blank line
Mention = tuple[int, int, int]  # row, first word, last word + 1
Labelled = tuple[int, int, str]  # first word, last word + 1, kind


@dataclass(frozen=True)
class Tally:
    """What was found against what should be: `hit` of `found`, and `met` of `gold`."""

    hit: float = 0
    found: float = 0
    met: float = 0
    gold: float = 0

    @classmethod
    def of(cls, gold: AbstractSet[object], found: AbstractSet[object]) -> "Tally":
        """Of two sets, where one can only be equal to one."""
        both = len(gold & found)
        return cls(both, len(found), both, len(gold))

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.hit + other.hit, self.found + other.found, self.met + other.met, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """How much of what was found is right."""
        return self.hit / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """How much of what should be was found."""
        return self.met / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.4f} R {self.recall:.4f} F1 {self.f1:.4f}   {self.found:.0f} against {self.gold:.0f}"


def options(description: str | None) -> argparse.ArgumentParser:
    """The options of every scorer, and which model."""
    made = parser(description or "")
    made.add_argument("--model", type=Path, help="an ONNX file; default: the one that ships")
    return made


def path_of(model: Path | None) -> Path:
    return model or Path(str(files("reportedly").joinpath("data", "reader.onnx")))


def loaded(model: Path | None, *data: Path) -> Encoder:
    """The reader; ends the scorer kindly where it or the data are not here."""
    skip_unless(*data, path_of(model))
    return Encoder.load(path_of(model))


def chosen(documents: "Iterable[Document]", split: str) -> "Iterator[Document]":
    """Those of a split."""
    return (document for document in documents if split in ("all", document.split))


def words_of(document: "Document") -> list[list[str]]:
    return [row.words for row in document.rows]


def labelled(row: Parsed, layer: str) -> list[Labelled]:
    """The spans of a layer, as the corpora have them."""
    return [(span.start, span.end, span.label) for span in row.spans[layer]]


@dataclass(frozen=True)
class Text:
    """A text as the reader takes it: sentences of words, and the rows where a paragraph begins."""

    rows: tuple[tuple[str, ...], ...]
    breaks: frozenset[int]


def cut(text: str) -> Text:
    """A plain text in paragraphs, sentences and words, as the tool cuts it."""
    passages = tuple(Passage(span=Span(*found.span()), voice="body") for found in PARAGRAPH.finditer(text))
    rows: list[tuple[str, ...]] = []
    breaks: set[int] = set()
    last: Passage | None = None
    for sentence in split(Report(id="text", text=text, passages=passages)):
        if sentence.passage is not last:
            last = sentence.passage
            breaks.add(len(rows))
        rows.append(tuple(token.text for token in words(text, sentence.span.start, sentence.span.end)))
    return Text(tuple(rows), frozenset(breaks))
