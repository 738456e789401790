"""What the readers share: the shape of a reader and of its outcome, and how text becomes a report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Literal, Protocol

from ..digest import digest
from ..model import DatedBy, PassageVoice, Report
from ..when import Date
from .byline import find_author, find_outlet, guess_language
from .dateline import date_passages, find_published
from .passages import passages

MOST_TEXT = 64 * 1024 * 1024  # bytes of one input; a longer one is no report

Result = Literal["ingested", "partial", "rejected"]


class Reader(Protocol):
    """Turns the bytes of one input into reports. Must not look outside `stream`; bad input raises `UnreadableInput`."""

    @property
    def name(self) -> str:
        """How it is chosen and named in the ledger."""

    @property
    def version(self) -> int:
        """Raised whenever the same bytes would give another report."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """File name endings, with the dot, that it reads."""

    def read(self, stream: BinaryIO, path: str) -> Iterable[Report]:
        """The reports that the input holds; `path` is for messages only."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input. `reason` is for people, and empty only where all went well."""

    reports: tuple[Report, ...] = ()
    outcome: Result = "ingested"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the page's markup or the record's fields say, beside the text."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: Date | None = None
    guessed: Date | None = None  # by a library that may be wrong: kept only where nothing else is known
    language: str | None = None
    url: str | None = None


def make_report(text: str, metadata: Metadata | None = None, hints: Mapping[str, PassageVoice] | None = None) -> Report:
    """The report that `text` is, with passages, title, outlet, author, date and language.

    What the markup says goes before what the words suggest. Spans count in `text` as given: nothing is normalised.
    """
    given = metadata or Metadata()
    marked = passages(text, hints)
    headline = next((p for p in marked if p.voice == "headline"), None)
    printed, dated_by = find_published(text, marked)
    published: Date = printed
    if given.published is not None:
        published, dated_by = given.published, "metadata"
    elif dated_by != "printed" and given.guessed is not None:
        published, dated_by = (given.guessed.meet(printed) or printed), _inferred(printed, given.guessed)
    return Report(
        id=digest(text, given.url, published),
        text=text,
        title=(" ".join(headline.span.of(text).split()) if headline else None) or given.title,
        outlet=given.outlet or find_outlet(text, marked),
        author=given.author or find_author(text, marked),
        published=published,
        dated_by=dated_by,
        language=given.language or guess_language(text),
        url=given.url,
        passages=date_passages(text, marked, published),
    )


def _inferred(printed: Date, guessed: Date) -> DatedBy:
    return "inferred" if printed.known or guessed.known else "unknown"
