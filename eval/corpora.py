"""Annotated corpora as documents: words, syntax, names, mentions, attribution, for the scorers and for training."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(kw_only=True)
class Row:
    """A sentence (PolNeAR: a line) and what its corpus annotates. A layer that it does not annotate is absent."""

    words: list[str]
    layers: dict[str, list[Any]] = field(default_factory=dict)


@dataclass(kw_only=True, frozen=True)
class Mentioned:
    """A mention: words `start` to `end` of a row, its head word, its kind; `chain` is -1 if nothing else refers to it."""

    row: int
    start: int
    end: int
    head: int
    kind: str
    chain: int = -1


@dataclass(kw_only=True)
class Document:
    """A text of a corpus; `split` is train, dev or test."""

    id: str
    source: str
    split: str
    rows: list[Row]
    mentions: list[Mentioned] | None = None
