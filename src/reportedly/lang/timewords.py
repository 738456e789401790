"""Words that count from a date: yesterday, last year, two weeks ago, recently; and the one table of all rules."""

import re
from collections.abc import Callable, Iterator

from ..when import ANY, Date
from . import datewords
from .datewords import WEEKDAY, WEEKDAYS, YEAR, Match, Reading, group, numeral, part_of, speaks_ahead
from .intervals import Unit, ago, exact, holding, moved, on, step, unit_at, weekday, width
from .numbers import ONE, whole

_I = re.IGNORECASE
UNIT = (
    r"(?P<unit>day|night|week|fortnight|month|quarter|year|decade|centur(?:y|ie)|hour|minute|second|season|weekend)s?"
)
SOME = rf"(?P<count>{ONE}|an?\sfew|a\scouple\sof|several|many|an?|some|half\san?|recent)"
ABOUT = r"(?:about\s|around\s|nearly\s|almost\s|roughly\s|over\s|more\sthan\s|less\sthan\s|just\s(?:over\s|under\s)?|at\sleast\s|some\s|approximately\s|up\sto\s)*"
OF_DAY = r"(?:\s(?:early\s|late\s)?(?:morning|afternoon|evening|night|dawn|noon|midnight))?"
_UNITS: dict[str, Unit] = {"night": "day", "fortnight": "week", "centurie": "century", "weekend": "week"}
_FEW = {"a few": 3, "few": 3, "several": 5, "a couple of": 2, "recent": 4, "some": 4, "many": 10}


def _weekday(match: Match) -> Reading | None:
    number = WEEKDAYS[match["wd"].rstrip(".")]
    which = (group(match, "which") or "").lower()
    ahead = speaks_ahead(match)
    way = (
        "before"
        if which in ("last", "previous", "past")
        else "next"
        if which in ("next", "coming") or (ahead and not which)
        else "last"
    )
    return Reading("date", lambda anchor: weekday(anchor, number, way))


def _weekdays(match: Match) -> Reading | None:
    first, last = WEEKDAYS[match["wd"].rstrip(".")], WEEKDAYS[match["wd2"].rstrip(".")]

    def date(anchor: Date) -> Date:
        end = weekday(anchor, last)
        begin = weekday(end, first, "before")
        return begin.span(end) if exact(end) else end

    return Reading("date", date)


_DAYS = {
    "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "last night": -1, "last evening": -1, "this morning": 0,
    "this afternoon": 0, "this evening": 0, "overnight": 0, "the day before yesterday": -2, "the day after tomorrow": 2,
    "earlier today": 0, "later today": 0,
}  # fmt: skip


def _day_word(match: Match) -> Reading | None:
    count = _DAYS[" ".join(match["word"].lower().split())]
    return Reading("date", lambda anchor: moved(anchor, "day", count))


def unit_of(words: str) -> Unit | None:
    """The calendar unit that a word names; None for hours and seasons."""
    word = words.lower()
    unit = _UNITS.get(word, word)
    return unit if unit in ("day", "week", "month", "quarter", "year", "decade", "century") else None  # type: ignore[return-value]


def _this_unit(match: Match) -> Reading | None:
    """Read "Last year", "this week", "early last month", "later this year"."""
    which, unit = match["which"].lower(), unit_of(match["unit"])
    if unit is None:
        return None
    count = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    sooner = (group(match, "sooner") or "").lower()
    if match["unit"].lower() == "weekend":
        return Reading("date", lambda anchor: _weekend(anchor, count))

    def date(anchor: Date) -> Date:
        place = unit_at(anchor, unit, count)
        if unit == "week" and count == 0 and place.earliest and exact(anchor):
            place = Date(step(place.earliest, "day", -1), place.latest)  # many begin the week on Sunday
        if sooner in ("earlier", "so far"):
            return place.meet(Date.by(anchor.latest)) or place
        if sooner == "later":
            return place.meet(Date.since(anchor.earliest)) or place
        return part_of(match, place)

    return Reading("date", date)


def _weekend(anchor: Date, count: int) -> Date:
    saturday = weekday(anchor, 5, "next" if count > 0 else "last")
    day = exact(saturday)
    return Date(day, step(day, "day", 1)) if day else saturday


def _past_units(match: Match) -> Reading | None:
    """Read "In the past 24 hours", "over the last few weeks", "in recent months": from then to the anchor."""
    word = group(match, "unit") or match["units"]
    unit, count = unit_in(word), count_of(group(match, "count") or "recent")
    if count is not None and word.lower() == "hour":
        count = max(1, count // 24)
    ahead = (group(match, "which") or "").lower() in ("next", "coming")
    if unit is None or count is None:
        return None

    def date(anchor: Date) -> Date:
        if not anchor.known:
            return ANY
        there = moved(anchor, unit, count if ahead else -count)
        return anchor if there == anchor else anchor.span(there) if width(anchor) != float("inf") else ANY

    return Reading("date", date)


def unit_in(word: str) -> Unit | None:
    """The calendar unit that a word names; a day where it names hours or minutes, which lie within one."""
    return "day" if word.lower() in ("hour", "minute") else unit_of(word)


def count_of(words: str) -> int | None:
    """The number that "two", "a", "a few", "several" stand for, about."""
    text = " ".join(words.lower().split())
    if text in ("a", "an"):
        return 1
    return _FEW[text] if text in _FEW else whole(text)


def _ago(match: Match) -> Reading | None:
    unit, count = unit_in(match["unit"]), count_of(match["count"] or "many")
    if unit is None or count is None:
        return None
    vague = match["count"] is None or " ".join(match["count"].lower().split()) in _FEW
    if match["unit"].lower() in ("hour", "minute"):
        return Reading("date", lambda anchor: anchor)
    if match["unit"].lower() == "fortnight":
        count *= 2

    def date(anchor: Date) -> Date:
        if vague and anchor.known:
            low, high = ago(anchor, unit, count * 2), ago(anchor, unit, max(1, count - 1))
            return low.span(high)
        return ago(anchor, unit, count)

    return Reading("date", date)


def _duration(_: Match) -> Reading | None:
    return Reading("duration", lambda _: ANY)


def _set(_: Match) -> Reading | None:
    return Reading("set", lambda _: ANY)


def _now(_: Match) -> Reading | None:
    return Reading("now", lambda anchor: anchor)


def _recent(_: Match) -> Reading | None:
    """Read "Recently": within the calendar unit one coarser than the anchor's own, and not after it."""

    def date(anchor: Date) -> Date:
        if anchor.earliest is None or anchor.latest is None:
            return Date.by(anchor.latest)
        unit: Unit = "month" if exact(anchor) else "year"
        return Date(holding(anchor.earliest, unit).earliest, anchor.latest)

    return Reading("date", date)


def _nth_of_month(match: Match) -> Reading | None:
    day = whole(match["nth"]) if match["nth"].isdigit() else _ORDINALS.get(match["nth"].lower())
    count = -1 if (group(match, "which") or "").lower() == "last" else 0
    if day is None:
        return None

    def date(anchor: Date) -> Date:
        month = unit_at(anchor, "month", count)
        found = on(month.earliest.year, month.earliest.month, day) if month.earliest and width(month) < 32 else None
        return found or month

    return Reading("date", date)


_ORDINALS = {
    word: number
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=1
    )
}


def _quarter(match: Match) -> Reading | None:
    number = _ORDINALS[match["nth"].lower()] if match["nth"].lower() in _ORDINALS else int(match["nth"][0])
    year = numeral(match, "year")
    if not 1 <= number <= 4:
        return None

    def date(anchor: Date) -> Date:
        given = year or (anchor.latest.year if anchor.latest else None)
        if given is None:
            return ANY
        begin = on(given, 3 * number - 2)
        if year is None and begin and begin.earliest and anchor.latest and begin.earliest > anchor.latest:
            begin = on(given - 1, 3 * number - 2)
        return holding(begin.earliest, "quarter") if begin and begin.earliest else ANY

    return Reading("date", date, absolute=year is not None)


def _chain(_: Match) -> Reading | None:
    """Counted from the time last named: only `chained` knows it."""
    return Reading("date", lambda _: ANY)


def _nothing(_: Match) -> None:
    """Words that look like a time and are none: an age, a rank, a set phrase."""


CHAIN = (
    rf"(?P<same>(?:that|the\ssame)\s(?P<sameunit>day|night|morning|afternoon|evening|week|month|year))(?![a-z])"
    rf"|(?P<next>the\s(?:next|following)\s(?P<nextunit>day|night|morning|week|month|year))(?![a-z])"
    rf"|(?P<prior>the\s(?:(?:previous|preceding)\s(?P<priorunit>day|night|week|month|year)|(?P<priorunit2>day|night|week|month|year)\s(?:before|prior|earlier)(?!\s(?:yesterday|last))))(?![a-z])"
    rf"|(?P<after>the\s(?P<afterunit>day|week|month|year)\safter)(?=[\s]*[,.;])"
    rf"|(?:{ABOUT}{SOME}\s(?:more\s)?{UNIT}|(?P<units>hour|day|week|month|year)s)\s(?P<way>later|earlier|afterwards?|before(?=\s*[,.;])|prior(?!\sto)|previously|on(?=\s*[,;]))"
)

_RULES: tuple[tuple[re.Pattern[str], Callable[[Match], Reading | None]], ...] = (
    *datewords.RULES,
    (re.compile(r"\d+[-\s]years?[-\s]old|(?:aged?|age\sof)\s\d+|(?:the\s)?second\s(?=[a-z])", _I), _nothing),
    (re.compile(r"(?:May|March)\s(?:have|be|not|also|God|Allah|to|on|through)\b"), _nothing),
    (re.compile(rf"(?:between\s)?(?P<wd>{WEEKDAY})(?:\s(?:and|to)\s|-)(?P<wd2>{WEEKDAY})"), _weekdays),
    (re.compile(rf"(?i:(?:early|late|earlier|later)\s)?(?:(?P<which>(?i:last|this|next|past|previous|coming|the\sprevious))\s)?(?P<wd>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?!s)(?:\s(?:early|late)\b)?{OF_DAY}"), _weekday),
    (re.compile(rf"(?P<word>{'|'.join(sorted((w.replace(' ', chr(92) + 's') for w in _DAYS), key=len, reverse=True))})(?![a-z]){OF_DAY}", _I), _day_word),
    (re.compile(r"(?:(?P<part>early|late|mid|the\sbeginning\sof|the\sstart\sof|the\send\sof|the\smiddle\sof)(?:\sin)?[\s-])?(?:(?P<sooner>earlier|later|so\sfar|sometime)\s)?(?:the\s)?(?P<which>last|this|next|past|previous|current|present|coming)\s(?P<unit>week|month|quarter|year|decade|century|weekend)(?![a-z])", _I), _this_unit),
    (re.compile(r"(?P<sooner>earlier|later)\s(?P<which>in\sthe|that)\s(?P<unit>week|month|year)(?![a-z])", _I), _this_unit),
    (re.compile(r"(?:over\s|at\s|on\s|during\s)?(?P<which>the)\s(?P<unit>weekend)(?![a-z])", _I), _this_unit),
    (re.compile(rf"(?:the\s)?(?P<which>last|past|previous|next|coming)\s(?:(?P<count>{ONE}|few|couple\sof|several)\s{UNIT}|(?P<units>day|week|month|year|decade|centurie|hour)s)(?![a-z])", _I), _past_units),
    (re.compile(r"(?:the\s)?(?:most\s)?recent\s(?P<units>day|week|month|year|decade)s(?![a-z])", _I), _past_units),
    (re.compile(rf"{ABOUT}(?:{SOME}\s)?{UNIT}\s(?:ago|back(?=\s*[,.;]))", _I), _ago),
    (re.compile(rf"(?:{CHAIN})", _I), _chain),
    (re.compile(r"(?:the\s)?(?P<nth>\d{1,2}|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?:st|nd|rd|th)?\s(?:day\s)?of\s(?:the|this|(?P<which>last))\s(?:present\s|same\s|current\s)?month(?![a-z])", _I), _nth_of_month),
    (re.compile(rf"(?:the\s)?(?P<nth>first|second|third|fourth|[1-4](?:st|nd|rd|th))[\s-]quarter(?:\sof)?(?:\s{YEAR})?(?![a-z])", _I), _quarter),
    (re.compile(rf"(?:the\s)?{ABOUT}{SOME}[\s-](?:consecutive\s|straight\s|long\s)?{UNIT}(?![a-z])(?:-long)?", _I), _duration),
    (re.compile(r"(?:for\s)(?:the\s)?(?P<unit>day|week|month|year|decade|centurie|hour)s(?![a-z])", _I), _duration),
    (re.compile(rf"(?:every|each)\s(?:(?:{ONE}|other|few)\s)?(?:{UNIT}|morning|evening|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?![a-z])|(?:daily|weekly|monthly|annually|yearly|nightly)(?![a-z])|(?:once|twice)\sa\s(?:day|week|month|year)", _I), _set),
    (re.compile(r"(?:(?:as\sof|until|right|up\sto|by|even|just)\s)?now(?![a-z-])|currently|presently|at\spresent|at\sthe\smoment|at\sth(?:is|e\spresent)\s(?:time|moment|point)|nowadays|these\sdays|as\sof\stoday|still(?=\s)|to\sthis\sday|to\sdate(?=[\s,.;])", _I), _now),
    (re.compile(r"(?:more\s|most\s|only\s)?recently|lately|of\slate(?=[\s,.;])|in\s(?:the\s)?recent\s(?:period|past|times?)|not\slong\sago|the\sother\sday", _I), _recent),
)  # fmt: skip


def matches(text: str, start: int, end: int) -> Iterator[tuple[Match, Reading | None]]:
    """Matches of all rules in `text[start:end]`, none overlapping: the first to begin, of those the longest, wins."""
    every: list[tuple[int, int, int, Match, Reading | None]] = []
    for rank, (pattern, read) in enumerate(_RULES):
        for match in pattern.finditer(text, start, end):
            if match.end() == match.start() or (match.start() > start and _inside_word(text, match.start())):
                continue
            reading = read(match)
            if reading is not None or read is _nothing:
                every.append((match.start(), -match.end(), rank, match, reading))
    every.sort(key=lambda found: found[:3])
    reached = start
    for begin, stop, _, match, reading in every:
        if begin >= reached:
            reached = -stop
            yield match, reading


def _inside_word(text: str, at: int) -> bool:
    return (text[at - 1].isalnum() and text[at].isalnum()) or text[at - 1] in "@#_/"
