"""Lines of a page with their offsets, and the calendar days printed in them: what the marking of passages works on.

Days are absolute, as date lines print them: 17/02/2016, Thu Feb 18, 2016, 23/I/24, 12 Ramadan 1437, 130941Z MAR 17; words
like "yesterday" belong to the text and are read later (`lang.dates`).
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from ..lang.intervals import hijri
from ..model import Passage, PassageVoice, Span
from ..when import Date

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_ENDS = re.compile(r"(?:[.!?…:;][”\"’'»)\]*]*|[”\"»])(?:\s?\[\d+\])*$")
_DATED = re.compile(
    r"((?:date|published|posted|updated):?\s+\d{4}-\d{2}-\d{2})\s+(?=[A-Z“\"])", re.IGNORECASE
)  # run into the text
WRAP = (45, 110)  # widths at which mail programs and bulletins break lines

_MONTHS = {
    1: "january january. jan janvier enero januar",
    2: "february feb février fevrier febrero februar",
    3: "march mar mars marzo märz",
    4: "april apr avril abril",
    5: "may mai mayo",
    6: "june jun juin junio juni",
    7: "july jul juillet julio juli",
    8: "august aug août aout agosto",
    9: "september sept sep septembre septiembre",
    10: "october oct octobre octubre oktober",
    11: "november nov novembre noviembre",
    12: "december dec décembre decembre diciembre dezember",
}
_HIJRI = {
    1: "muharram", 2: "safar", 3: "rabi al-awwal|rabi' al-awwal|rabi i|rabi' i",
    4: "rabi al-thani|rabi' al-thani|rabi al-akhir|rabi' al-akhir|rabi ii|rabi' ii",
    5: "jumada al-ula|jumada al-awwal|jumada i", 6: "jumada al-thani|jumada al-akhira|jumada al-thaniyah|jumada ii",
    7: "rajab", 8: "sha'ban|shaaban|shaban|shabaan", 9: "ramadan|ramadhan|ramazan", 10: "shawwal|syawal|shawal",
    11: "dhu al-qa'da|dhu al-qa'dah|dhul qa'da|dhul-qa'da|dhul qadah|dhu al-qadah|zulkaedah|dzulkaidah|dhu'l-qa'da",
    12: "dhu al-hijja|dhu al-hijjah|dhul hijja|dhul-hijja|dhul-hijjah|dhul hijjah|dzulhijjah|zulhijjah|dhu'l-hijja",
}  # fmt: skip
_NUMBER = {name.strip("."): number for number, names in _MONTHS.items() for name in names.split()}
_ISLAMIC = {name: number for number, names in _HIJRI.items() for name in names.split("|")}
_ROMAN = {
    numeral: n
    for n, numeral in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], start=1)
}
_WEEK = (
    "monday mon lundi lunes", "tuesday tue tues mardi martes", "wednesday wed mercredi miércoles miercoles", "thursday thu thur thurs jeudi jueves",
    "friday fri vendredi viernes", "saturday sat samedi sábado sabado", "sunday sun dimanche domingo",
)  # fmt: skip
WEEKDAYS = {name: number for number, names in enumerate(_WEEK) for name in names.split()}

_DIGITS = re.compile(r"\d+")
REACH = 40  # characters on either side of digits in which the rest of a day stands
_M = "(?P<m>" + "|".join(sorted(_NUMBER, key=len, reverse=True)) + r")\b\.?"
_W = r"(?:\b(?P<w>" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")\b\.?,?\s+)?"
_Y = r"(?P<y>(?:19|20)\d{2})"
_D = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er)?"
_SHAPES = tuple(
    (name, re.compile(shape, re.IGNORECASE))
    for name, shape in (
        ("iso", rf"\b{_Y}[-/.](?P<n>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?!\d)"),
        ("zulu", r"\b(?P<d>\d{2})\d{4}Z\s+(?P<m>[A-Z]{3})\s+(?P<y>\d{2})\b"),
        ("hijri", r"\b(?P<d>\d{1,2})\s+(?P<h>" + "|".join(sorted(_ISLAMIC, key=len, reverse=True)) + r"),?\s+(?P<y>1[34]\d\d)\b"),
        ("roman", r"\b(?P<d>\d{1,2})[/.](?P<r>[IVX]{1,4})[/.](?P<y>\d{4}|\d{2})\b"),
        ("numeric", rf"{_W}(?<![\d./-])(?P<d>\d{{1,2}})(?P<s>[./-])(?P<n>\d{{1,2}})(?P=s)(?P<y>(?:19|20)\d{{2}}|\d{{2}})(?![\d/-])"),
        ("day first", rf"{_W}(?<![\d.,:/-])\b{_D}(?:\s+of|\s+de|-|/)?\s*{_M},?(?:(?:\s+|-|/|\s+de\s+)(?P<y>(?:19|20)\d{{2}}|'?\d{{2}}(?!\s*[:.]?\d|\s+[a-z])))?(?!\d)"),
        ("month first", rf"{_W}\b{_M}\s+{_D}\b(?:,?\s+{_Y})?(?!\d)"),
        ("month", rf"\b{_M},?\s+{_Y}\b"),
    )
)  # fmt: skip


@dataclass(slots=True)
class Line:
    """A line, or a paragraph that was broken into lines of even width; `voice` is filled in step by step."""

    start: int
    end: int
    text: str
    gap: bool  # a blank line stands before it
    voice: PassageVoice | None = None
    author: str | None = None
    dated: Date | None = None

    @property
    def ended(self) -> bool:
        """Does it end as a sentence does?"""
        return bool(_ENDS.search(self.text))

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    def passage(self) -> Passage:
        """The finished passage; a line that nothing else claimed is body."""
        return Passage(
            span=Span(self.start, self.end), voice=self.voice or "body", author=self.author, dated=self.dated
        )


def lines(text: str) -> list[Line]:
    """The lines of `text` that hold something, without the white space around them."""
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        inner = match[0].strip().strip("\0\ufeff")
        if not inner:
            continue
        start = match.start() + match[0].index(inner)
        dated = _DATED.match(inner)
        between = text[last : match.start()].replace("\r\n", "\n")
        gap = bool(found) and len(re.findall(r"[\n\r\v\f\x85\u2028\u2029]", between)) > 1
        if dated:
            found.append(Line(start, start + dated.end(1), dated[1], gap))
            start, inner, gap = start + dated.end(), inner[dated.end() :], True
        found.append(Line(start, start + len(inner), inner, gap))
        last = match.end()
    return [part for block in _blocks(found) for part in _unwrapped(text, block)]


def _blocks(found: list[Line]) -> list[list[Line]]:
    """The lines, parted where a blank line stands."""
    blocks: list[list[Line]] = []
    for line in found:
        if line.gap or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _unwrapped(text: str, block: list[Line]) -> list[Line]:
    """Joins the lines of a block that were broken at an even width, or in the middle of a sentence."""
    widths = [len(line.text) for line in block]
    most = max(widths)
    least = 5 if block[0].start == 0 else 3  # the first lines are headline and by-line
    even = len(block) >= least and WRAP[0] <= most <= WRAP[1] and all(width > most * 0.7 for width in widths[:-1])
    even = even and sum(line.ended for line in block[:-1]) * 2 <= len(block)
    joined: list[Line] = []
    for before, line in zip([None, *block], block, strict=False):
        if (
            before
            and not _label(line.text)
            and (
                (even and not before.text.startswith(("...", "…")))
                or _continues(line.text, before, before.end - joined[-1].start)
            )
        ):
            joined[-1].end = line.end
        else:
            joined.append(line)
    for line in joined:
        line.text = text[line.start : line.end]
    return joined


def _continues(text: str, before: Line, length: int) -> bool:
    """Does `text` carry on the sentence that the line before it breaks off, in a paragraph of `length` so far?"""
    return (
        text[0].islower()
        and not before.ended
        and length >= WRAP[0]
        and not before.text.startswith(("http", "#", "...", "…"))
    )


def _label(text: str) -> bool:
    """Does the line open something of its own: a list entry, a by-line, a bracketed note?"""
    return bool(
        re.match(
            r"[-–—•*>»#\[(…]|\.\.\.|\d+[.)]|(?:by|date|posted|published|updated|tags?|share|related|http)\b",
            text,
            re.IGNORECASE,
        )
    )


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day in a text; parts that are not printed are None."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    weekday: int | None = None  # Monday is 0
    hijri: bool = False
    swapped: "Day | None" = None  # the other reading of 9/3/2017

    @property
    def full(self) -> date | None:
        """The day, where year, month and day are printed."""
        if self.year is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def in_year(self, year: int) -> "Day | None":
        """The same day of another year; None for 29 February out of a leap year."""
        try:
            date(year, self.month, self.day or 1)
        except ValueError:
            return None
        return replace(self, year=year)


def find_days(text: str) -> tuple[Day, ...]:
    """The calendar days printed in `text`, in order, never overlapping; "12.10.2016" is read day first where it may be."""
    return tuple(day for start, end in _near_digits(text) for day in _find(text, start, end))


def _near_digits(text: str) -> list[tuple[int, int]]:
    """The stretches around digits: every day is printed with one, and most of a long text needs no look."""
    near: list[tuple[int, int]] = []
    for match in _DIGITS.finditer(text):
        start, end = max(0, match.start() - REACH), match.end() + REACH
        if near and start <= near[-1][1]:
            near[-1] = (near[-1][0], end)
        else:
            near.append((start, end))
    return near


def _find(text: str, start: int, end: int) -> list[Day]:
    found: list[Day] = []
    for name, shape in _SHAPES:
        for match in shape.finditer(text, start, end):
            if any(match.start() < day.end and day.start < match.end() for day in found):
                continue
            day = _read(name, match)
            if day:
                found.append(day)
    return sorted(found, key=lambda day: day.start)


def _read(name: str, match: re.Match[str]) -> Day | None:  # noqa: PLR0911 - one return per shape
    parts = match.groupdict()
    span = match.span()
    number = int(parts["d"]) if parts.get("d") else None
    year = _year(parts.get("y"))
    weekday = WEEKDAYS.get(parts["w"].lower()) if parts.get("w") else None
    if name == "hijri":
        found = hijri(int(parts["y"]), _ISLAMIC[parts["h"].lower()], number or 1)
        day = found.earliest if found else None
        return Day(*span, day.year, day.month, day.day, hijri=True) if day else None
    if name == "numeric":
        first = _day(span, year, int(parts["n"]), number, weekday)
        second = _day(span, year, number or 0, int(parts["n"]), weekday)
        if first and second and first != second:
            if weekday is not None and first.full and first.full.weekday() != weekday:
                return second
            return replace(first, swapped=second)
        return first or second
    if name == "roman":
        return _day(span, year, _ROMAN.get(parts["r"].lower(), 0), number, None)
    if name == "iso":
        return _day(span, year, int(parts["n"]), number, None)
    return _day(span, year, _NUMBER.get(parts["m"].lower().rstrip("."), 0), number, weekday)


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    digits = digits.lstrip("'")
    value = int(digits)
    if len(digits) == 4:
        return value
    return 2000 + value if value < 70 else 1900 + value


def _day(span: tuple[int, int], year: int | None, month: int, day: int | None, weekday: int | None) -> Day | None:
    try:
        date(year or 2000, month, day or 1)
    except ValueError:
        return None
    return Day(*span, year, month, day, weekday)
