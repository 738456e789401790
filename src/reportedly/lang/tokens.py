"""Sentences and words with their offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from ..model import Passage, Report, Span
from .lexicon import rows

_LETTER = r"[^\W\d_]\w*"  # a letter of any script, and what words go on with
_JOINED = rf"{_LETTER}(?:[’'ʼʿʾ`‘‐-](?=\w)\w+|[’'ʼ](?=s\b)s)*"  # Bza'a, al-Qaeda, Egypt's, twenty-one
_WORD = re.compile(
    rf"""https?://[^\s<>“”"]*[\w/]                                # an address
    |www\.[^\s<>“”"]*[\w/]
    |[\w.+-]+@[\w-]+(?:\.[\w-]+)+                                 # a mail address
    |[@#]\w+                                                      # an account, a tag
    |(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?                      # U.S., a.m., D.C
    |\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}}(?!\w)                  # 17/02/2016, 2016-02-17
    |\d+(?:-[^\W\d_]\w*)+                                         # 42-year-old
    |\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|am|pm|km|m|mm|kg)?(?!\w)    # 1,000, 4.5, 14:30, 3rd, 1990s
    |{_JOINED}
    |\w+
    |\.{{2,}}|…|[^\w\s]""",
    re.VERBOSE,
)

_STOP = re.compile(r"[.!?…۔؟]+[”\"’'»)\]]*(?=\s|$|[\"“«‘(\[]?[A-Z“«][a-z])")
_OPENS = re.compile(r"\s*[\"“‘'«(\[–—•*-]*\s*(?:[^\W\d_a-z]|\d|[@#])|\s*$")
_NAME_NEXT = re.compile(r"\s+(?:[A-Z]|al-|el-)")
_NUMBER_NEXT = re.compile(r"\s*\d")
_LAST_WORD = re.compile(r"[\w.’'-]+$")
_LINE = re.compile(r"\s*\n\s*")
_HANGING = re.compile(
    r"\b(?:and|or|of|the|an?|in|to|by|for|with|at|on|from|that|which|who|is|are|was|were|has|had|its|their)$"
)
_NUMBER_ONLY = re.compile(r"\s*\(?(?:\d{1,2}|[a-z])[.)]+")  # "4. Visits": the number of a list item
_BULLET = re.compile(r"\s*(?:[-–—•*·▪►]\s+|\(?\d{1,2}[.)]\s+|[a-z]\)\s+)")


_LONGEST = 2000
"""Characters of a sentence. The longest of 1,300 real reports has 1,100; what is longer is no sentence but a table, a list
or a page without stops, and would take the rules a time that grows with its square."""


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


@cache
def _abbreviations() -> frozenset[tuple[str, ...]]:
    return frozenset(rows("abbreviations.tsv", 2))


def tokenize(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The words, numbers and signs of `text[start:end]`; offsets count from the start of `text`."""
    return tuple(Token(m[0], m.start(), m.end()) for m in _WORD.finditer(text, start, end))


def split(report: Report) -> tuple[Sentence, ...]:
    """The sentences of every passage of the report, in order; furniture too."""
    found: list[Sentence] = []
    text = report.text
    for passage in report.passages:
        start = passage.span.start
        for stop in (*_stops(text, passage.span), passage.span.end):
            piece = text[start:stop]
            inner = piece.strip()
            if inner:
                a = start + piece.index(inner)
                span = Span(a, a + len(inner))
                found.append(Sentence(inner, span, passage, len(found), tokenize(text, span.start, span.end)))
            start = stop
    return tuple(found)


def _stops(text: str, span: Span) -> list[int]:
    """Where sentences end inside a passage: after a closing stop, and at a line's end that no sentence runs across."""
    stops: list[int] = []
    for stop in _STOP.finditer(text, span.start, span.end):
        if _ends(text, stop, span) and not _NUMBER_ONLY.fullmatch(text, stops[-1] if stops else span.start, stop.end()):
            stops.append(stop.end())
    stops += [
        line.end()
        for line in _LINE.finditer(text, span.start, span.end)
        if line[0].count("\n") > 1 or not _runs_on(text, line, span)
    ]
    return list(_shortened(text, span, sorted(set(stops))))


def _shortened(text: str, span: Span, stops: list[int]) -> Iterator[int]:
    """The stops, and more of them where none stands for long, after a blank if there is one."""
    start = span.start
    for stop in (*stops, span.end):
        while stop - start > _LONGEST:
            blank = text.rfind(" ", start + 1, start + _LONGEST)
            start = blank + 1 if blank > 0 else start + _LONGEST
            yield start
        if stop < span.end:
            yield stop
        start = stop


def _runs_on(text: str, line: re.Match[str], span: Span) -> bool:
    """Does a sentence run across the end of a line? Text wrapped at a width does; list lines and headings do not."""
    if line.start() <= span.start or line.end() >= span.end or _BULLET.match(text, line.end()):
        return False
    before = text[text.rfind("\n", span.start, line.start()) + 1 : line.start()]
    after = text[line.end()]
    if before[-1:] in ".!?:…":
        return False
    return after.islower() or bool(_HANGING.search(before)) or (len(before) > 60 and not after.isupper())


def _ends(text: str, match: re.Match[str], span: Span) -> bool:
    """Is the stop the end of a sentence?"""
    stop = match.end()
    if stop >= span.end:
        return True
    mark = match[0]
    if not text[stop].isspace():  # "said.The": a blank is lost; but "U.S.The" and addresses are no such place
        word = _LAST_WORD.search(text, max(span.start, match.start() - 30), match.start())
        return bool(word and word[0].isalpha() and len(word[0]) > 2 and mark[0] in ".!?") and not _address(text, stop)
    if not _OPENS.match(text, stop, span.end):
        return False
    if mark[0] != "." or len(mark.rstrip("”\"’'»)]")) > 1:
        return mark[0] != "." or text[stop:].lstrip()[:1].isupper() or text[stop:].lstrip()[:1] in "“\"‘'([-–—•"
    return not _abbreviates(text, match, span)


def _address(text: str, at: int) -> bool:
    """Does the stop stand inside a web address?"""
    head = text[max(0, at - 60) : at].split()
    return bool(head) and bool(re.match(r"(?:https?:|www\.|@)", head[-1]))


def _abbreviates(text: str, match: re.Match[str], span: Span) -> bool:
    """Does the full stop belong to the word before it, with no sentence ending there?"""
    found = _LAST_WORD.search(text, max(span.start, match.start() - 20), match.start())
    if found is None or len(match[0]) > 1:
        return False
    word, after = found[0].lower(), match.end()
    last, known = word.rsplit("-", 1)[-1], _abbreviations()
    if ("name", last) in known and _NAME_NEXT.match(text, after):
        return last not in ("al", "st", "min", "co") or found[0][:1].isupper()
    if ("number", last) in known and _NUMBER_NEXT.match(text, after):
        return last not in ("no", "p", "c", "sec", "ch") or found[0][:1].isupper() or last != "no"
    if len(word) == 1 and found[0].isupper():  # an initial: "John F. Kennedy", but "Plan B. The"
        return bool(re.match(r"\s+(?:[A-Z][\w’'-]+|[A-Z]\.)", text[after:])) and not re.match(
            r"\s+(?:The|A|An|He|She|It|They|In|On|But|And|This|That)\b", text[after:]
        )
    if "." in word:  # U.S., a.m., Ph.D: a sentence may end here; one that begins with a common opener says so
        return not re.match(
            r"\s+[\"“‘']?(?:The|A|An|He|She|It|They|We|I|In|On|At|But|And|This|That|These|Those|There|His|Her|Its|Their|As|If|When|While|After|Before|For|From|By|Some|Many|Most|According|Two|Three|Four|Five)\b",
            text[after:],
        )
    return (
        ("short", last) in known
        and bool(re.match(r"\s+(?:[a-z]|[A-Z][\w’'-]+\s)", text[after:]))
        and last not in ("etc", "km", "sq")
    )
