"""Quotation marks: what stands between them, and whether it is speech or a borrowed expression."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Report, Span

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
