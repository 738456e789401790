"""Sentences and words with their offsets."""

import re
from dataclasses import dataclass
from functools import cached_property

from ..model import Passage, Report, Span

_WORD = re.compile(r"\w+(?:[.'’ʼ-]\w+)*|[^\w\s]")
_END = re.compile(r"[.!?…][”\"’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a sign, with its offsets in the report's text."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in lower case, for look-up."""
        return self.text.lower()


@dataclass(frozen=True)
class Sentence:
    """A sentence of one passage. A headline, a bullet and a caption's fragment are sentences too."""

    text: str  # the sentence's own text: report.text[span.start:span.end]
    span: Span
    passage: Passage
    index: int  # counted through the report
    tokens: tuple[Token, ...]  # offsets are those of the report's text

    @cached_property
    def start(self) -> int:
        """Where it begins in the report's text."""
        return self.span.start


def tokenize(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The words, numbers and signs of `text[start:end]`; offsets count from the start of `text`."""
    return tuple(Token(m[0], m.start(), m.end()) for m in _WORD.finditer(text, start, end))


def split(report: Report) -> tuple[Sentence, ...]:
    """The sentences of every passage of the report, in order; furniture too."""
    found: list[Sentence] = []
    text = report.text
    for passage in report.passages:
        start = passage.span.start
        stops = [m.end() for m in _END.finditer(text, start, passage.span.end)] + [passage.span.end]
        for stop in stops:
            piece = text[start:stop]
            inner = piece.strip()
            if inner:
                a = start + piece.index(inner)
                span = Span(a, a + len(inner))
                found.append(Sentence(inner, span, passage, len(found), tokenize(text, span.start, span.end)))
            start = stop
    return tuple(found)
