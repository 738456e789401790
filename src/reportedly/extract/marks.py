"""Quotation marks: what stands between them, speech or a borrowed expression; sentences with the speech in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..lang.tokens import Sentence, Token
from ..model import Report, Span
from . import phrases

_OPEN = re.compile(r"[“«]|(?<![\w.,!?…”’])[\"‘'](?=[\w\[(.…“‘])|(?<=[\s(\[—])[\"](?=\S)")
_LEAST_DIRECT = 4  # words; what is shorter and has no stop inside is a borrowed expression


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks."""

    span: Span  # without the marks
    direct: bool  # long enough to be speech, not a borrowed expression
    goes_on: bool = False  # the paragraph ends without a closing mark


def quotations(report: Report) -> tuple[Quotation, ...]:
    """Every stretch between quotation marks, in order; the marks may be curly, straight, single, angular.

    A mark left open at the end of a paragraph closes there; it goes on where the next paragraph opens with one.
    """
    found: list[Quotation] = []
    for passage in report.passages:
        for paragraph in re.finditer(r"[^\n]+", report.text[passage.span.start : passage.span.end]):
            start, end = passage.span.start + paragraph.start(), passage.span.start + paragraph.end()
            found.extend(_in_paragraph(report.text, start, end))
    return tuple(found)


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quotation]:
    at = start
    while opened := _OPEN.search(text, at, end):
        mark, first = opened[0], opened.end()
        close = _closing(text, mark, first, end)
        stop = end if close is None else close
        if close is None and mark in "'‘":
            at = first
            continue
        inner = text[first:stop]
        if inner.strip():
            words = len(re.findall(r"\w+", inner))
            stopped = inner.rstrip()[-1] in ",.!?…" and words > 1
            yield Quotation(Span(first, stop), words >= _LEAST_DIRECT or stopped, close is None)
        at = stop + 1


def _closing(text: str, mark: str, first: int, end: int) -> int | None:
    if mark in "“«":
        at = text.find({"“": "”", "«": "»"}[mark], first, end)
        straight = text.find('"', first, end) if mark == "“" and at < 0 else -1
        return max(at, straight) if max(at, straight) >= 0 else None
    if mark == '"':
        at = text.find('"', first, end)
        curly = text.find("”", first, end) if at < 0 else -1
        return max(at, curly) if max(at, curly) >= 0 else None
    ends = [m.start() for m in re.finditer(r"[’'](?!\w)", text[first:end])]
    stopped = [e for e in ends if e and text[first + e - 1] in ",.!?…"]
    chosen = stopped or ends
    return first + chosen[0] if chosen else None


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence with the direct speech in it."""

    text: str
    sentence: Sentence
    words: tuple[Token, ...]
    direct: tuple[Quotation, ...]
    region: tuple[int, ...]  # of each word: 0 outside of direct speech, else the number of the quotation

    @classmethod
    def of(cls, text: str, sentence: Sentence, direct: tuple[Quotation, ...]) -> "Clause":
        """The sentence, with its share of the report's direct speech."""
        here = tuple(q for q in direct if q.span.meets(sentence.span))
        region = tuple(
            next((n for n, q in enumerate(here, 1) if q.span.start <= t.start < q.span.end), 0) for t in sentence.tokens
        )
        return cls(text, sentence, sentence.tokens, here, region)

    def floor(self, at: int) -> int:
        """The first word of the stretch, inside or outside of direct speech, that holds the word `at`."""
        here = self.region[at]
        while at > 0 and self.region[at - 1] == here:
            at -= 1
        return at

    def ceiling(self, at: int) -> int:
        """Past the last word of that stretch."""
        here = self.region[at]
        while at < len(self.words) and self.region[at] == here:
            at += 1
        return at

    def span(self, first: int, end: int) -> Span:
        """The characters of the words from `first` to before `end`."""
        return Span(self.words[first].start, self.words[end - 1].end)

    def spoken_before(self, at: int) -> bool:
        """Does direct speech end right before the word `at`?"""
        return at > 0 and (self.region[at - 1] != self.region[at] or self.words[at - 1].text in '”"’»')

    def spoken_behind(self, at: int) -> bool:
        """Does direct speech, or a colon, follow the word `at`?"""
        behind = at + 1
        return behind < len(self.words) and (
            self.region[behind] != self.region[at] or self.words[behind].text in ':“"‘«'
        )

    def beside_speech(self, at: int) -> bool:
        """Is direct speech near the word `at`?"""
        cue = self.words[at]
        return any(0 <= cue.start - q.span.end < 60 or 0 <= q.span.start - cue.end < 40 for q in self.direct)

    def hearer_follows(self, at: int) -> bool:
        """After "said to": does a name, "us", "reporters", "this paper" begin at `at`?"""
        if at >= len(self.words):
            return False
        word = self.words[at]
        common = phrases.DETERMINERS | phrases.SPEECH | {"us", "me", "him"}
        return word.text[0].isupper() or word.text in '“"' or word.lower in common
