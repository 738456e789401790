"""Words that name a date, in the calendars of the reports: patterns, and what each match means."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ..when import ANY, Date
from .intervals import exact, hijri, holding, latest_day, latest_hijri, next_day, on, part, solar_hijri, step

Kind = Literal["date", "duration", "now", "set"]
Match = re.Match[str]


@dataclass(frozen=True)
class Reading:
    """What a match means: its kind, and its date as a function of the anchor."""

    kind: Kind
    date: Callable[[Date], Date]
    absolute: bool = False  # names a date of its own: "14 February", "1920"


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("January", "Jan"), ("February", "Feb"), ("March", "Mar"), ("April", "Apr"), ("May",), ("June", "Jun"),
            ("July", "Jul"), ("August", "Aug"), ("September", "Sept", "Sep"), ("October", "Oct"), ("November", "Nov"),
            ("December", "Dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("Monday", "Mon"), ("Tuesday", "Tues", "Tue"), ("Wednesday", "Wed"), ("Thursday", "Thurs", "Thu"),
            ("Friday", "Fri"), ("Saturday", "Sat"), ("Sunday", "Sun"),
        )
    )
    for name in names
}  # fmt: skip
_A = r"['’ʿ`‘]?"
_HIJRI = (
    r"Muharram", r"Safar", rf"Rab[ei]{_A}[ei]?{_A}\s(?:al|ul)[-\s](?:[Aa]wwal|[Uu]la)", rf"Rab[ei]{_A}[ei]?{_A}\s(?:al|ul|ath|at)[-\s](?:[Tt]hani|[Aa]kh[ie]ra?h?)",
    r"J[ua]mada\s(?:al|ul)[-\s](?:[Uu]la|[Aa]wwal)", r"J[ua]mada\s(?:al|ul|ath|at)[-\s](?:[Tt]hani(?:yah?)?|[Aa]kh[ie]ra?h?)",
    r"Rajab", rf"Sha{_A}b[aā]n", r"Rama[dz][aā]n", r"Shaww[aā]l", rf"[DZ]h?u(?:{_A}l|\sal|l)?[-\s](?:al-)?Q[ai]{_A}i?dah?",
    rf"[DZ]h?u(?:{_A}l|\sal|l)?[-\s](?:al-)?Hijjah?",
)  # fmt: skip
_SOLAR = (
    "Hamal|Farvardin", "Sawr|Ordibehesht", "Jawza|Khordad", "Saratan", "Asad|Mordad", "Sunbula|Shahrivar", "Mizan|Mehr",
    "Aqrab|Aban", "Qaws|Azar", "Jadi", "Dalwa|Bahman", "Hut|Esfand",
)  # fmt: skip

# the stop of "Dec.", not of a sentence that ends in "June."
_SHORTENED = r"(?:(?<![a-z]{4})(?<!May)(?<!June)(?<!July)\.)?"
MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![a-z])" + _SHORTENED
MONTH2 = MONTH.replace("<month>", "<month2>")
WEEKDAY = "(?:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")(?![a-z])\.?"
LEAD = rf"(?:{WEEKDAY},?\s(?:the\s)?)?"
YEAR = r"(?P<year>1[89]\d\d|20[0-4]\d)(?!\d)(?!,\d)"
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)(?:st|nd|rd|th)?"
DAY2 = DAY.replace("<day>", "<day2>")
DASH = r"\s?(?:-|–|—|to|and|until|through|till)\s?"
PART = r"(?i:(?P<part>early|mid|late|later\sin|earlier\sin|the\sbeginning\sof|the\sstart\sof|the\send\sof|the\smiddle\sof|(?:the\s)?first\shalf\sof|(?:the\s)?second\shalf\sof)(?:\sin|\son)?[\s-](?:the\s)?)?"

_PARTS = {
    "early": "early", "mid": "mid", "late": "late", "the beginning of": "early", "the start of": "early",
    "the end of": "late", "later in": "late", "earlier in": "early", "the middle of": "mid", "first half of": "first", "second half of": "second",
}  # fmt: skip
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}

# a verb of the future before a day without a year points forward, unless the day goes with the saying of it
_FUTURE = re.compile(
    r"\b(?:will|would|shall|plans?|planned|due|scheduled|upcoming|supposed\sto|as\searly\sas|as\ssoon\sas|expires?|takes?\seffect|ahead\sof|set\sto|expected|is\sto|are\sto|going\sto|['’]ll)\b"
)
_TOWERS = re.compile(r"[\s,-]*(?:attack|hijack|terror)")
_SAID = re.compile(
    r"\b(?:said|says|told|reported|announced|added|wrote|tweeted|stated|confirmed|called|vowed|warned)\b|[.!?;][’'”]*\s"
)


def speaks_ahead(match: Match) -> bool:
    """Does the text before the match speak of the future?"""
    head = match.string[max(0, match.start() - 70) : match.start()]
    cues = list(_FUTURE.finditer(head))
    return bool(cues) and not _SAID.search(head, cues[-1].end())


def group(match: Match, name: str) -> str | None:
    """The words of a group that not every pattern has."""
    return match.groupdict().get(name)


def numeral(match: Match, name: str) -> int | None:
    """The number in such a group."""
    given = group(match, name)
    return int(given) if given else None


def part_of(match: Match, date: Date) -> Date:
    """The part of the date that "early", "mid", "the end of" before it name."""
    given = group(match, "part")
    return part(date, _PARTS[re.sub(r"^the\s(?=first|second)", "", " ".join(given.lower().split()))]) if given else date


def _fixed(date: Date | None) -> Reading | None:
    return None if date is None else Reading("date", lambda _: date, absolute=True)


def _year_month_day(match: Match) -> Reading | None:
    return _fixed(on(int(match["year"]), int(match["m"]), int(match["d"])))


def _numeric(match: Match) -> Reading | None:
    day, month, year = int(match["d"]), int(match["m"]), int(match["y"])
    if year < 100:
        year += 2000 if year < 50 else 1900
    if match["hijri"] or 1300 < year < 1500:
        return _fixed(hijri(year, month, day))
    return _fixed(on(year, month, day) or on(year, day, month))


def _day_and_month(match: Match) -> Reading | None:
    """Read "11/03" at the head of a line or after "on": day and month."""
    day, month = int(match["d"]), int(match["m"])
    return Reading("date", lambda anchor: latest_day(anchor, month, day) or ANY) if on(2000, month, day) else None


def _nth(match: Match) -> Reading | None:
    """Read "On the 12th": the latest such day."""
    day = int(match["day"])

    def date(anchor: Date) -> Date:
        limit = anchor.latest
        if limit is None:
            return ANY
        found = on(limit.year, limit.month, day)
        if found is None or (found.earliest and found.earliest > limit):
            last = step(limit.replace(day=1), "day", -1)
            found = on(last.year, last.month, day)
        return found or ANY

    return Reading("date", date)


def _day_of_month(match: Match) -> Reading | None:
    """Read "14 March 2019", "March 14", "11-13 December": without a year, the latest such day, or the next one."""
    month, year = _MONTHS[match["month"]], numeral(match, "year")
    day, day2 = numeral(match, "day"), numeral(match, "day2")
    month2 = _MONTHS[match["month2"]] if group(match, "month2") else month
    if on(year or 2000, month, day) is None or (day2 and on(year or 2000, month2, day2) is None):
        return None
    if (month, day, year) == (9, 11, None) and _TOWERS.match(match.string, match.end()):
        return _fixed(on(2001, 9, 11))
    ahead = speaks_ahead(match)

    def date(anchor: Date) -> Date:
        last = _no_year(anchor, month2, day2 or day, ahead=ahead) if year is None else on(year, month2, day2 or day)
        if last is None or last.earliest is None or not day2:
            return last or ANY
        first = on(last.earliest.year - (month > month2), month, day)
        return first.span(last) if first and first.earliest and first.earliest <= last.earliest else last

    return Reading("date", date, absolute=True)


def _no_year(anchor: Date, month: int, day: int | None, *, ahead: bool) -> Date | None:
    """A day up to a month ahead is that one: of a day eleven months past the text would give the year."""
    return next_day(anchor, month, day) if ahead else latest_day(anchor, month, day, slack=30 if day else 10)


def _month(match: Match) -> Reading | None:
    """Read "June 2014", "early June", "March last year", "last June": bare "May" and "March" need more than a capital."""
    month, year = _MONTHS[match["month"]], numeral(match, "year")
    which = (group(match, "which") or group(match, "ofyear") or "").lower()
    if year is not None:
        return _fixed(part_of(match, on(year, month) or ANY))
    if not which and not group(match, "part") and not _is_month(match):
        return None
    ahead = speaks_ahead(match) or which == "next"

    def date(anchor: Date) -> Date:
        if group(match, "ofyear") and anchor.latest:
            found = on(anchor.latest.year + {"last": -1, "next": 1}.get(which, 0), month)
        elif which == "last" and anchor.latest:
            found = latest_day(anchor, month, None, slack=-28)
        else:
            found = _no_year(anchor, month, None, ahead=ahead)
        return part_of(match, found) if found else ANY

    return Reading("date", date, absolute=True)


def _months(match: Match) -> Reading | None:
    """Read "June-September 2016"."""
    year, first, last = int(match["year"]), _MONTHS[match["month"]], _MONTHS[match["month2"]]
    low, high = on(year - (first > last), first), on(year, last)
    return _fixed(low.span(high)) if low and high else None


def _is_month(match: Match) -> bool:
    """Is a capitalised "March" or "May" the month? By the word before it; other names are, unless a name follows."""
    name, head = match["month"], match.string[max(0, match.start() - 14) : match.start()]
    if name in ("May", "March", "Mar", "Sep", "Jan", "Dec", "Jun", "Apr", "Aug", "Feb", "Oct", "Nov", "Jul", "Sept"):
        return bool(
            re.search(
                r"\b(?:in|since|until|till|of|by|from|through|to|during|and|for|between|this|before|after|late|early|mid|last)[\s-]$",
                head,
                re.IGNORECASE,
            )
        )
    return not (name in ("April", "June", "August") and re.match(r"\s[A-Z]", match.string[match.end() :]))


def _season(match: Match) -> Reading | None:
    year, which = numeral(match, "year"), (group(match, "which") or "").lower()
    first, last = _SEASONS[match["season"].lower()]
    if match["season"].lower() == "fall" and not (year or which):
        return None
    ahead = speaks_ahead(match)

    def of(given: int) -> Date:
        end = on(given + last // 13, (last - 1) % 12 + 1)
        begin = on(given, first)
        return begin.span(end) if begin and end else ANY

    def date(anchor: Date) -> Date:
        if year is not None:
            return part_of(match, of(year))
        limit = anchor.latest
        if limit is None:
            return ANY
        given = limit.year + (1 if which == "next" or (ahead and which != "last") else 0)
        if which not in ("next", "this") and not ahead:
            found = of(given).earliest
            given -= found is not None and found > limit
            found = of(given).latest
            given -= which == "last" and found is not None and found >= limit
        return part_of(match, of(given))

    return Reading("date", date, absolute=year is not None)


def _years(match: Match) -> Reading | None:
    first, last = int(match["year"]), match["last"]
    until = int(last) if len(last) == 4 else first - first % 100 + int(last)
    low, high = on(first), on(until)
    return _fixed(low.span(high)) if low and high and first < until else None


_AMOUNT = re.compile(
    r"\s(?:\w+\s){0,2}?(?:people|men|women|children|soldiers|fighters|militants|civilians|members|troops|policemen|officers|families"
    r"|persons|rebels|recruits|dollars|euros|pounds|km|kms|kilomet\w+|miles?|met(?:er|re)s|tons?|tonnes|rounds|rifles|hours|GMT|days)\b"
    r"|\s?(?:km|m|kg|%|hrs|h)\b"
)


def _year(match: Match) -> Reading | None:
    if _AMOUNT.match(match.string, match.end()) and not re.search(
        r"\b(?:[Ii]n|[Ss]ince)\s$", match.string[: match.start()][-8:]
    ):
        return None
    return _fixed(part_of(match, on(int(match["year"])) or ANY))


def _decade(match: Match) -> Reading | None:
    given = match["decade"].lower().strip("'’")
    tens = {"nineties": 1990, "eighties": 1980, "seventies": 1970, "sixties": 1960, "fifties": 1950, "forties": 1940}
    first = tens.get(given) or int(given.rstrip("s").rstrip("'’"))
    if first < 100:
        first += 1900 if first >= 20 else 2000
    low, high = on(first), on(first + 9)
    return _fixed(part_of(match, low.span(high))) if low and high else None


def _hijri_month(match: Match) -> Reading | None:
    """A day or month of the Islamic calendar; without a year the latest one, "last year" the one of that year."""
    month = next(i for i, name in enumerate(_HIJRI, start=1) if re.fullmatch(name, match["hijri"]))
    day, year = numeral(match, "day"), numeral(match, "hyear")
    if year is not None and year < 1600:
        return _fixed(part_of(match, hijri(year, month, day) or ANY))
    back = 1 if group(match, "lastyear") else 0

    def date(anchor: Date) -> Date:
        if year is not None:
            anchor = on(year) or anchor
        if back and anchor.latest:
            anchor = on(anchor.latest.year - 1) or anchor
        found = latest_hijri(anchor, month, day)
        return part_of(match, found) if found else ANY

    return Reading("date", date, absolute=year is not None)


_FEASTS = {
    "Eid al-Fitr": (10, 1), "Eid al-Adha": (12, 10), "Arafah": (12, 9), "Ashura": (1, 10), "the Mawlid": (3, 12),
    "Laylat al-Qadr": (9, 27),
}  # fmt: skip
_DAYS_OF_YEAR = {
    "Christmas Day": (12, 25), "Christmas Eve": (12, 24), "Christmas": (12, 25), "New Year's Eve": (12, 31), "New Year’s Eve": (12, 31),
    "New Year's Day": (1, 1), "New Year’s Day": (1, 1), "Nowruz": (3, 21),
}  # fmt: skip
_FEAST = "(?P<feast>" + "|".join([*_FEASTS, *_DAYS_OF_YEAR]) + ")"


def _feast(match: Match) -> Reading | None:
    """A feast day of the Islamic or the common calendar; without a year the latest one."""
    year, name = numeral(match, "hyear"), match["feast"]
    islamic = name in _FEASTS
    month, day = _FEASTS[name] if islamic else _DAYS_OF_YEAR[name]
    if year is not None and year < 1600:
        return _fixed(hijri(year, month, day) if islamic else solar_hijri(year, 1, 1))

    def date(anchor: Date) -> Date:
        limit = anchor if year is None else on(year) or ANY
        return (latest_hijri(limit, month, day, slack=0) if islamic else latest_day(limit, month, day, slack=0)) or ANY

    return Reading("date", date)


def _hijri_year(match: Match) -> Reading | None:
    first, last = hijri(int(match["hyear"]), 1, 1), hijri(int(match["hyear"]), 12, None)
    return _fixed(first.span(last)) if first and last else None


def _solar_month(match: Match) -> Reading | None:
    month = next(i for i, names in enumerate(_SOLAR, start=1) if match["solar"] in names.split("|"))
    return _fixed(solar_hijri(int(match["hyear"]), month, numeral(match, "day")))


def _week_of(match: Match) -> Reading | None:
    inner = _day_of_month(match)
    if inner is None:
        return None

    def date(anchor: Date) -> Date:
        day = exact(inner.date(anchor))
        return holding(day, "week") if day else inner.date(anchor)

    return Reading("date", date, absolute=True)


_I = re.IGNORECASE
_HIJRI_MONTH = "(?P<hijri>" + "|".join(_HIJRI) + ")"
_HYEAR = r"(?P<hyear>1[34]\d\d|20[0-4]\d|19\d\d)(?!\d)"
_AH = r"(?:\s(?:AH|A\.H\.|H)\b)?"

RULES: tuple[tuple[re.Pattern[str], Callable[[Match], Reading | None]], ...] = (
    (re.compile(r"(?:(?<=\n)|(?<=[Oo]n\s)|(?<=[Oo]f\s)|(?<=^))(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])"), _day_and_month),
    (re.compile(r"(?<=[Tt]he\s)(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)(?=\s*(?:[,.;:)\]\u201d\"]|$|\s(?:and|to|in|at|the|by|of\sthis|when|with|near|he|she|they|our|we|a)\b))"), _nth),
    (re.compile(r"(?P<year>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?!\d)"), _year_month_day),
    (re.compile(rf"{LEAD}(?P<d>\d{{1,2}})([/.])(?P<m>\d{{1,2}})\2(?P<y>\d{{4}}|(?<=/)\d\d)(?!\d)(?P<hijri>\s(?:AH|H)\b)?"), _numeric),
    (re.compile(rf"(?:between\s)?{LEAD}(?:{DAY}\s?)(?:of\s)?{MONTH}{DASH}{LEAD}{DAY2}\s(?:of\s)?{MONTH2}(?:,?\s{YEAR})?"), _day_of_month),
    (re.compile(rf"(?:between\s|both\s)?{LEAD}{DAY}{DASH}(?:the\s)?{DAY2}\s(?:of\s)?{MONTH}(?:,?\s{YEAR})?"), _day_of_month),
    (re.compile(rf"{LEAD}{DAY}\s?(?:of\s)?{MONTH}(?:,?\s?(?:of\s)?{YEAR})?"), _day_of_month),
    (re.compile(rf"(?:between\s)?{LEAD}{MONTH}\s?{DAY}{DASH}{MONTH2}\s?{DAY2}(?:,?\s{YEAR})?"), _day_of_month),
    (re.compile(rf"(?:between\s)?{LEAD}{MONTH}\s?{DAY}{DASH}{DAY2}(?:,?\s{YEAR})?(?!\s?(?:{MONTH2}|a\.?m|p\.?m|\d))"), _day_of_month),
    (re.compile(rf"{LEAD}{MONTH}\s?(?:the\s)?{DAY}(?!:\d)(?:,?\s{YEAR})?"), _day_of_month),
    (re.compile(rf"the\sweek\s(?:of|beginning|starting)\s(?:on\s)?{DAY}\s{MONTH}(?:,?\s{YEAR})?"), _week_of),
    (re.compile(rf"the\sweek\s(?:of|beginning|starting)\s(?:on\s)?{MONTH}\s{DAY}(?:,?\s{YEAR})?"), _week_of),
    (re.compile(rf"(?:between\s)?{MONTH}{DASH}{MONTH2}\s{YEAR}"), _months),
    (re.compile(rf"{PART}(?:the\smonth\sof\s)?{MONTH}(?:,?\s|\sof\s|-){YEAR}"), _month),
    (re.compile(rf"{PART}(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext|past)\s)?{MONTH}(?:\s(?:of\s)?(?P<ofyear>this|last|next)\syear)?"), _month),
    (re.compile(rf"{PART}(?:the\s)?(?P<season>spring|summer|autumn|fall|winter)(?:\sof)?\s{YEAR}(?:-\d\d)?", _I), _season),
    (re.compile(rf"{PART}(?:(?P<which>last|this|next|all|the)\s)(?P<season>spring|summer|autumn|fall|winter)(?![a-z])(?!\sof\s(?!last|this))", _I), _season),
    (re.compile(rf"(?:between\s)?(?<![\d-]){YEAR}\s?(?:-|–|—|/|and|to)\s?(?P<last>(?:19|20)\d\d|\d\d)(?!\d)(?!-\d)"), _years),
    (re.compile(rf"(?<![\d,.$€£/:-]){PART}(?:fiscal\s(?:year\s)?)?{YEAR}(?![\d/:-]|\.\d|['’]?s\b)", _I), _year),
    (re.compile(rf"{PART}(?:the\s)?(?:early\s|late\s|mid-)?(?P<decade>['’]?\d0['’]?s|(?:19|20)\d0['’]?s|nineties|eighties|seventies|sixties|fifties)(?![a-z])", _I), _decade),
    (re.compile(rf"{PART}(?:{WEEKDAY},?\s)?(?:{DAY}\s(?:of\s)?)?(?:the\s(?:holy\s)?month\sof\s)?{_HIJRI_MONTH}(?:,?\s{_HYEAR}{_AH}|\s(?P<lastyear>(?:of\s)?last\syear))?"), _hijri_month),
    (re.compile(rf"{_FEAST}(?:\s(?:day\s)?(?:in\s|of\s)?{_HYEAR}{_AH})?"), _feast),
    (re.compile(r"(?P<hyear>1[34]\d\d)\s(?:AH|A\.H\.|H)\b"), _hijri_year),
    (re.compile(rf"(?:{DAY}\s)?(?P<solar>{'|'.join(_SOLAR)})\s(?P<hyear>1[34]\d\d)(?!\d)"), _solar_month),
)  # fmt: skip
"""Patterns of absolute dates, and what reads a match."""
