"""The day of publication, and how it was found; the days of comments and of re-posted articles.

A printed date line is believed; a copyright year is not a date of publication; days that the text tells as past bound the
date from below. The date of the file plays no part.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from ..model import DatedBy, Passage
from ..when import ANY, Date
from .cues import is_byline
from .hands import year_of_comment
from .lines import WEEKDAYS, Day, find_days

_SAYS_SO = re.compile(
    r"\b(?:published|posted|issued|released|sent out|sent|updated|created|first published|publi[ée]|given at)\b|\bdated?:?\s*$",
    re.IGNORECASE,
)
_LATER = re.compile(r"\b(?:corrected|retrieved|accessed|copyright|archived|modified|reviewed)\b|©", re.IGNORECASE)
_COVERS = re.compile(r"\b(?:covers|for|hrs|hours|period|of)\b", re.IGNORECASE)
_YEAR_LINE = re.compile(r"(?:©|copyright|\(c\)|/)\s*.{0,60}?\b((?:19|20)\d{2})\b|\b((?:19|20)\d{2})\b", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\b(?:on |of |late |early |since )?(" + "|".join(w for w in WEEKDAYS if len(w) > 5) + r")\b", re.IGNORECASE
)
_LAST = re.compile(r"(?:last|next|every|previous|coming|following|since)\s+$", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:was|were|had|did|went|took|fell|came|began|became|made|led|held|left|won|lost|met|set|gave|broke)\b|\w{3,}ed\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|shall|would|until|scheduled|expected|plans?|planned|to be|upcoming|next|by (?:the end of |early |late |mid-?|[A-Z][a-z]+ )?(?=\d))",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(r"(?<![\d,.$€£/-])\b((?:19[5-9]|20[0-9])\d)\b(?![\d,%/-]|\.\d)")
_REPOSTED = re.compile(r"\[[A-Z][\w .&-]{2,40}\]")
_OPENERS = ("On", "In", "By", "Since", "Last", "At", "From", "Until", "After", "Before")
DATELINE = 100  # characters within which a paragraph's dateline stands
LONGEST_SENTENCE = 2000  # characters; what is longer is a table or a blob
_ZONE = 3  # lines of the foot among which a closing date line stands


def find_published(text: str, marked: tuple[Passage, ...]) -> tuple[Date, DatedBy]:
    """The report's own date and how it was found: `printed`, `inferred` (bounds only) or `unknown`."""
    candidates = _candidates(text, marked)
    if candidates:
        best = max(candidates, key=lambda pair: (pair[0], -pair[1].start))[1]
        if best.full:
            return Date.on(_sensible(best, text, marked)), "printed"
        year = _year_beside(text, marked, best)
        if year:
            placed = best.in_year(year)
            if placed and placed.full and _fits_lead(placed.full, text, marked):
                return Date.on(placed.full), "printed"
    return _bounds(text, marked)


def _candidates(text: str, marked: tuple[Passage, ...]) -> list[tuple[float, Day]]:
    """Days in the head, in the first paragraph's dateline and in the foot, with how likely each is the report's own."""
    body = [p for p in marked if p.voice == "body"]
    first = body[0].span.start if body else len(text)
    last = body[-1].span.start if body else 0
    tail = {p.span.start for p in [p for p in marked if p.voice != "comment"][-_ZONE:]}
    found: list[tuple[float, Day]] = []
    comments = min((p.span.start for p in marked if p.voice == "comment"), default=len(text))
    for p in marked:
        if p.span.start > comments:
            break
        line = p.span.of(text)
        lead = body and p is body[0]
        if p.voice == "comment" or (p.voice == "body" and not lead and p.span.start not in tail):
            continue
        dateline = bool(lead) and is_dateline(line)
        days = [
            day
            for day in find_days(line[:DATELINE] if dateline else "" if lead and len(line) > DATELINE else line)
            if day.day
        ]
        for day in days:
            before = line[max(0, day.start - 30) : day.start]
            score = _place_score(p, first, last) + (2 if dateline else 0)
            score += 3 if _SAYS_SO.search(before) else 0
            score -= 4 if _LATER.search(before) else 0
            score -= 1 if _COVERS.search(before[-12:]) else 0
            score += 1 if day.full else -1.5
            score -= 0.5 if day.hijri else 0
            if p.voice != "furniture" and not (
                dateline or is_byline(line) or _SAYS_SO.search(before) or (p.voice == "note" and day.start < 40)
            ):
                continue  # a day that the text tells, not the day of the text
            if score > 0:
                found.append((score, replace(day, start=p.span.start + day.start, end=p.span.start + day.end)))
    return found


def is_dateline(line: str) -> bool:
    """Does the paragraph open with place, day and a dash: "MALURAY, Dec. 13, 2017 (KNS) --"?"""
    day = next((day for day in find_days(line[:DATELINE]) if day.day), None)
    if day is None or not re.match(r"[\s,.]*(?:\([^()]{1,40}\)|[A-Z][\w .]{0,30})?\s*(?:[-–—:]|/)", line[day.end :]):
        return False
    before = re.findall(r"[^\W\d_]+", line[: day.start])
    return (
        len(before) <= 8
        and all(word[0].isupper() or len(word) < 3 for word in before)
        and not (before and before[0] in _OPENERS)
    )


def _place_score(p: Passage, first: int, last: int) -> float:
    if p.voice == "furniture":
        return 3 if p.span.start < first else 2 if p.span.start > last else 0
    return {"headline": 1.0, "note": 1.0, "body": 0.5, "standfirst": 0.2}.get(p.voice, 0.0)


def _sensible(day: Day, text: str, marked: tuple[Passage, ...]) -> date:
    """Of the two readings of 9/3/2017, the one that other days of the report agree with; else day first."""
    assert day.full
    if day.swapped is None or day.swapped.full is None:
        return day.full
    days = [other for p in marked if p.voice != "comment" for other in find_days(p.span.of(text))]
    near = [o.in_year(day.full.year) for o in days if o.day and not o.swapped]
    gaps = {
        reading: min((abs((o.full - reading).days) for o in near if o and o.full and o.full <= reading), default=999)
        for reading in (day.full, day.swapped.full)
    }
    return day.swapped.full if gaps[day.swapped.full] < min(gaps[day.full], 15) else day.full


def _year_beside(text: str, marked: tuple[Passage, ...], day: Day) -> int | None:
    """The year of a date line that prints none: from the same line, or from an agency's or copyright line."""
    for p in marked:
        line = p.span.of(text)
        if p.span.start <= day.start < p.span.end:
            match = re.search(r"/((?:19|20)\d{2})\b|\b((?:19|20)\d{2})\b", line) if p.voice != "body" else None
            if match:
                return int(match[1] or match[2])
    for p in marked:
        if p.voice != "furniture":
            continue
        line = p.span.of(text)
        days = [other for other in find_days(line) if other.year]
        if days:
            return days[0].year
        match = _YEAR_LINE.search(line)
        if match:
            return int(match[1] or match[2])
    return None


def _fits_lead(day: date, text: str, marked: tuple[Passage, ...]) -> bool:
    """Does a weekday named in the first paragraphs fall on that day or on one of the two before it?"""
    body = [p.span.of(text) for p in marked if p.voice == "body"][:3]
    named = [
        WEEKDAYS[m[1].lower()] for line in body for m in _WEEKDAY.finditer(line) if not _LAST.search(line[: m.start()])
    ]
    return not named or any((day.weekday() - weekday) % 7 <= 2 for weekday in named)


def _bounds(text: str, marked: tuple[Passage, ...]) -> tuple[Date, DatedBy]:
    """What the days told as past, and a copyright year, say about the date of a report that prints none."""
    earliest: date | None = None
    latest: date | None = None
    for p in marked:
        line = p.span.of(text)
        if p.voice == "furniture" and re.search(r"©|copyright|\(c\)", line, re.IGNORECASE):
            years = [int(y) for y in re.findall(r"\b(?:19|20)\d{2}\b", line)]
            latest = min(filter(None, [latest, date(max(years), 12, 31)])) if years else latest
        if p.voice not in ("body", "standfirst", "headline"):
            continue
        for sentence in re.split(r"(?<=[.!?])\s+", line):
            told = _told_past(sentence)
            if told and (earliest is None or told > earliest):
                earliest = told
    comments = [find_days(p.span.of(text)) for p in marked if p.voice == "comment"]
    written = [day.full for days in comments for day in days[-1:] if day.full]
    if written:
        latest = min([*written, latest] if latest else written)
    if earliest and latest and latest < earliest:
        latest = None
    if earliest is None and latest is None:
        return ANY, "unknown"
    return Date(earliest, latest), "inferred"


def _told_past(sentence: str) -> date | None:
    """The latest day or year that the sentence tells as past."""
    if len(sentence) > LONGEST_SENTENCE or not _BARE_YEAR.search(sentence):
        return None
    if not _PAST.search(sentence) or _FUTURE.search(sentence):
        return None
    told = [day.full for day in find_days(sentence) if day.full]
    told += [date(day.year, day.month, 1) for day in find_days(sentence) if day.year and not day.day]
    told += [date(int(year), 1, 1) for year in _BARE_YEAR.findall(sentence)]
    return max(told, default=None)


def date_passages(text: str, marked: tuple[Passage, ...], published: Date) -> tuple[Passage, ...]:
    """Gives comments that print no year their day, and a re-posted article's passages the article's own."""
    own = _article_day(text, marked, published)
    found = []
    for p in marked:
        if p.voice == "comment" and p.dated is None:
            days = [day for day in find_days(p.span.of(text)) if day.year is None and day.day]
            found.append(replace(p, dated=year_of_comment(days[-1], published)) if days else p)
        elif own and p.voice in ("body", "caption", "standfirst", "subheading"):
            found.append(replace(p, dated=own))
        else:
            found.append(p)
    return tuple(found)


def _article_day(text: str, marked: tuple[Passage, ...], published: Date) -> Date | None:
    """When an article was written that this page re-posts: by the poster's own words, or by the lead's last weekday.

    A news story that says "on Wednesday" without more was written on that day or the day after.
    """
    body = [p.span.of(text) for p in marked if p.voice == "body"]
    notes = [p.span.of(text) for p in marked if p.voice == "note" and p.span.start < _first_body(marked)]
    day = published.latest
    if not body or day is None or published.earliest != day:
        return None
    for note in notes:
        told = re.search(
            r"\b(?:put out|of|from|dated?|published|posted|wrote|ran|on)\s+(yesterday|today|\w+day)\b",
            note,
            re.IGNORECASE,
        )
        if told and told[1].lower() in ("yesterday", "today"):
            return Date.on(day - timedelta(days=1 if told[1].lower() == "yesterday" else 0))
        if told and told[1].lower() in WEEKDAYS:
            return Date.on(_before(day, WEEKDAYS[told[1].lower()]))
    if not (_REPOSTED.match(body[0]) or notes):
        return None
    full = [other.in_year(day.year) for other in find_days(body[0]) if other.day]
    named = [o.full for o in full if o and o.full and o.full <= day and (day - o.full).days < 15]
    named += [
        _before(day, WEEKDAYS[m[1].lower()])
        for m in _WEEKDAY.finditer(body[0])
        if not named and not _LAST.search(body[0][: m.start()])
    ]
    return Date(max(named), min(max(named) + timedelta(days=1), day)) if named else None


def _first_body(marked: tuple[Passage, ...]) -> int:
    return next((p.span.start for p in marked if p.voice == "body"), 0)


def _before(day: date, weekday: int) -> date:
    """The last such weekday not after `day`."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)
