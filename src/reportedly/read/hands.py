"""Other hands on a page: readers' comments, an editor's insertions, what somebody says who re-posts another's article."""

import re
from datetime import date, timedelta

from ..model import PassageVoice
from ..when import Date
from .cues import cue
from .lines import Day, Line, find_days

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
_HANDED_ON = re.compile(
    r"\b(?:(?:below|here) is|here['’]s (?:the|what|a)|what follows|(?:the )?(?:text|article|statement|story) below|brackets are mine|agency copy"
    r"|put into english|lifted (?:\w+ )?from|lifted, with|with thanks to|re-?post(?:ed|ing) (?:from|here)|hat tip|link to (?:an?|the|several)|my two cents"
    r"|full text (?:below|follows))\b",
    re.IGNORECASE,
)
_HANDED_ON_BY_ME = re.compile(
    r"\b(?:(?:piece|story|report|article|item) (?:of|from|by|in) (?:\w+day|yesterday)|put out (?:yesterday|today|on \w+day))\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I've|I'd|I’m|I’ve|I’d|my|me|mine|regular readers|frankly)\b")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)|«[^»]*»")
_BRACKET = re.compile(r"\[[^\[\]]{12,}\]")
_SIGNED = re.compile(
    r"(?:[-–—.?!]\s*(?:Ed\.?|ed\.?|[A-Z]{1,3}\.?))\s*\]$|^\[(?:Ed\.|Editor|Note|No:|Sic|Actually|Correction)"
)
LONG_NOTE = 8  # words from which a bracket is an insertion of its own, not a word put in for clearness


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


def mark_notes(page: list[Line], body: int, foot: int) -> None:
    """Marks the introduction of somebody who re-posts, and what he adds in his own person."""
    _close_insertions(page, body, foot)
    intro = [i for i in range(body, min(body + 2, foot)) if page[i].voice is None and _own_words(page[i])]
    handed = [i for i in intro if hands_on(page[i].text)]
    if not handed or len([i for i in range(body, foot) if page[i].voice is None]) < 3:
        return
    for i in range(body, handed[-1] + 1):
        page[i].voice = page[i].voice or "note"
    index = handed[-1] + 1
    index = _second_head(page, index, foot)
    quoted = any(page[i].text.startswith(">") for i in range(index, foot))
    for line in page[index:foot]:
        if line.voice is None and ((quoted and not line.text.startswith(">")) or _in_person(line)):
            line.voice = "note"


def _close_insertions(page: list[Line], body: int, foot: int) -> None:
    """An insertion that opens with "..." and runs over several lines ends where a line ends so."""
    for i in range(body, foot - 1):
        line, after = page[i], page[i + 1]
        opened = line.voice == "note" and line.text.startswith(("...", "…")) and not line.text.endswith(("...", "…"))
        if opened and after.voice is None and not after.gap and after.text.endswith(("...", "…")):
            after.voice = "note"


def hands_on(text: str) -> bool:
    """Does a paragraph announce another's text? Weaker words count only where the writer speaks of himself."""
    if len(text) > 900:
        return False
    return bool(
        _HANDED_ON.search(text) or (_FIRST_PERSON.search(_QUOTED.sub("", text)) and _HANDED_ON_BY_ME.search(text))
    )


def _own_words(line: Line) -> bool:
    return not line.text.startswith((">", "[", "“", '"', "‘"))


def _in_person(line: Line) -> bool:
    """Does the line speak of its writer, outside quotation marks?"""
    return bool(
        _FIRST_PERSON.search(_QUOTED.sub("", line.text))
        or re.match(r"not in the (?:copy|original|text)\b", line.text, re.IGNORECASE)
    )


def _second_head(page: list[Line], index: int, foot: int) -> int:
    """The re-posted article's own headline and bullets, where they stand."""
    start = index
    while index < min(foot, start + 4) and page[index].voice is None and page[index].words > 14 and page[index].ended:
        if any(other.text.startswith(("•", "*")) for other in page[index + 1 : index + 5]):
            page[index].voice = "note"
            index += 1
        else:
            break
    headline = page[index] if index < foot else None
    if headline is None or headline.voice not in (None, "subheading") or headline.ended or headline.words < 5:
        return start
    if headline.text.startswith(("[", ">", "-")):
        return start
    headline.voice = "headline"
    index += 1
    while index < foot and page[index].text.startswith(("• ", "* ")) and page[index].voice is None:
        page[index].voice = "standfirst"
        index += 1
    return index


def split_insertions(text: str, page: list[Line]) -> list[Line]:
    """Takes bracketed notes out of the paragraphs in which they stand."""
    found: list[Line] = []
    for line in page:
        if (line.voice or "body") != "body":
            found.append(line)
            continue
        start = line.start
        for match in _BRACKET.finditer(text, line.start, line.end):
            if not _inserted(match[0]):
                continue
            found += _piece(text, line, start, match.start(), line.voice)
            found += _piece(text, line, match.start(), match.end(), "note")
            start = match.end()
        found += _piece(text, line, start, line.end, line.voice)
    return found


def _inserted(bracket: str) -> bool:
    return bool(_SIGNED.search(bracket)) or len(bracket.split()) >= LONG_NOTE


def _piece(text: str, line: Line, start: int, end: int, voice: PassageVoice | None) -> list[Line]:
    words = text[start:end].strip()
    if not words:
        return []
    at = text.index(words, start)
    return [Line(at, at + len(words), words, line.gap and at == line.start, voice, line.author, line.dated)]
