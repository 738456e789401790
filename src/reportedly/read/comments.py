"""Readers' comments under a page: where they begin, who wrote each, when."""

import re
from datetime import date, timedelta

from ..when import Date
from .cues import cue
from .days import Day, find_days
from .lines import Line

_HEADER = re.compile(
    r"(?:\d+\s+)?(?:reader |readers['’] )?(?:comments?|responses?|replies|thoughts)\b\s*(?:\(\d+\)|:|to\b.{0,80}|on\b.{0,80})?$"
    r"|(?:leave|post|add|write) a (?:reply|comment)",
    re.IGNORECASE,
)
_STARTS = (
    re.compile(r"#\d{1,4}\b(?P<rest>.*)", re.DOTALL),
    re.compile(
        r"[•*-]?\s*(?P<name>[^\s:•*-][^:\n]{0,50}?)\s+(?:says|wrote|writes|said|commented)\s*:?\s*(?:on\b.{0,50})?(?:$|\n|:)"
    ),
    re.compile(
        r"(?P<name>[^\s:,][^:,\n]{0,40}?)(?:,| [-–—|•·]|\s+on)\s+(?P<when>[^:\n]{0,30}\d[^:\n]{0,12}(?:\d\d?:\d\d(?:\s*[ap]m)?)?)\s*:\s+\S",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<name>(?!https?\b)[^\s:,][^:,.?!\n]{0,28}|[A-Z]\. [A-Z]\w+|\w+ [A-Z]\.)(?:\s\(.{1,20}\))?:\s+\S"),
)
_POSTED = re.compile(
    r"(?:posted|written|left|comment) by:?\s*(?P<name>[^\n|]*?)(?:[\s\xa0|,]+(?:on |at )?(?=\d{4}-|\d{1,2}[/ ]|(?-i:[A-Z][a-z]{2,8}\.? \d)).*)?$",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[.?!…]\s+(?P<name>[^\s.?!,][^.?!,\n]{0,30}),\s+(?P<when>\d{1,2}\s+\w{3}[^.?!\n]{0,20})$")
STRONG = 2  # the first shapes mark a comment wherever they stand in the last part of a page


def mark_comments(page: list[Line]) -> int:
    """Marks the comments at the foot of `page`; returns the index of the first line of that block."""
    first = _begin(page)
    if first is None:
        return len(page)
    current: Line | None = None
    numbered = any(line.text.startswith("#") and line.text[1:2].isdigit() for line in page[first:])
    signed = max((i for i, line in enumerate(page) if i >= first and _POSTED.match(line.text)), default=-1)
    for index, line in enumerate(page[first:], first):
        posted = _POSTED.match(line.text)
        if posted and current is not None:
            current.author = posted["name"].strip() or current.author
            current.dated = _when(line.text) or current.dated
            _join(current, line)
            current = None
            continue
        start = _start(line, numbered=numbered)
        if (numbered or index < signed) and current is not None and start is None and not _HEADER.match(line.text):
            _join(current, line)
        elif line.voice == "furniture" or _HEADER.match(line.text) or (cue(line.text) == "furniture" and start is None):
            line.voice = "furniture"
            current = None
        elif start is not None:
            line.voice = "comment"
            line.author, line.dated = start, _when(line.text[:80])
            tail = _TAIL.search(line.text)
            if numbered and tail:
                line.author, line.dated = tail["name"].strip(), _when(tail["when"])
            current = line
        elif current is not None and not _loose(line):
            _join(current, line)
        elif index < signed and not _HEADER.match(line.text):
            line.voice, current = "comment", line  # signed below
        else:
            line.voice = "furniture" if line.words < 8 and not (line.ended and signed < 0) else "comment"
    return first


def _begin(page: list[Line]) -> int | None:
    """The index of the line where the comments begin: at a header, or at the first comment after the page's foot."""
    paragraphs = False
    last_plain = max((i for i, line in enumerate(page) if line.voice is None and _shape(line.text) is None), default=-1)
    for index, line in enumerate(page):
        paragraphs = paragraphs or line.words > 20
        if index < 3 or not paragraphs:
            continue
        if _HEADER.match(line.text) and line.words < 12:
            return index
        shape = _shape(line.text)
        if (
            shape == 0
            and len(page) > index + 1
            and any(_POSTED.match(other.text) for other in page[index : index + 12])
        ):
            return index
        after_foot = any(other.voice == "furniture" for other in page[max(0, index - 2) : index])
        if (
            shape is not None and after_foot and index > last_plain
        ):  # a statement's "X said: ..." is followed by more text
            return index
    return None


def _shape(text: str) -> int | None:
    for number, shape in enumerate(_STARTS):
        if shape.match(text):
            return number
    return None


def _start(line: Line, *, numbered: bool) -> str | None:
    """The author, where the line opens a comment ("" where it has a number only)."""
    number = _shape(line.text)
    if number is None or (numbered and number > 0):
        return None
    match = _STARTS[number].match(line.text)
    assert match
    return (match.groupdict().get("name") or "").strip(" •*-")


def _loose(line: Line) -> bool:
    """A short label such as a tag or a menu entry, which cannot belong to the comment above it."""
    return line.words <= 3 and not line.ended


def _join(comment: Line, line: Line) -> None:
    comment.end = line.end
    line.text = ""


def _when(text: str) -> Date | None:
    days = find_days(text)
    return Date.on(days[0].full) if days and days[0].full else None


def year_of_comment(day: Day, published: Date) -> Date | None:
    """The day of a comment that prints no year: the first such day that is not before the report itself."""
    if published.earliest is None or day.day is None:
        return None
    for year in (published.earliest.year, published.earliest.year + 1):
        placed = day.in_year(year)
        if placed and placed.full and placed.full >= published.earliest - timedelta(days=1):
            return Date.on(date(year, day.month, day.day))
    return None
