"""The rules of the grammar of time words: patterns, and what each match means counted from an anchor."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..when import ANY, Date
from .intervals import (
    Unit, ago, exact, hijri, holding, latest_day, latest_hijri, moved, next_day, on, part, solar_hijri, step, unit_at,
    weekday, width,
)  # fmt: skip
from .numbers import ONE, whole

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
_WEEKDAYS = {
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
    rf"J[ua]mada\s(?:al|ul)[-\s](?:[Uu]la|[Aa]wwal)", rf"J[ua]mada\s(?:al|ul|ath|at)[-\s](?:[Tt]hani(?:yah?)?|[Aa]kh[ie]ra?h?)",
    r"Rajab", rf"Sha{_A}b[aā]n", r"Rama[dz][aā]n", r"Shaww[aā]l", rf"[DZ]h?u(?:{_A}l|\sal|l)?[-\s](?:al-)?Q[ai]{_A}i?dah?",
    rf"[DZ]h?u(?:{_A}l|\sal|l)?[-\s](?:al-)?Hijjah?",
)  # fmt: skip
_SOLAR = (
    "Hamal|Farvardin", "Sawr|Ordibehesht", "Jawza|Khordad", "Saratan", "Asad|Mordad", "Sunbula|Shahrivar", "Mizan|Mehr",
    "Aqrab|Aban", "Qaws|Azar", "Jadi", "Dalwa|Bahman", "Hut|Esfand",
)  # fmt: skip

MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
MONTH2 = MONTH.replace("<month>", "<month2>")
WEEKDAY = "(?:" + "|".join(sorted(_WEEKDAYS, key=len, reverse=True)) + r")(?![a-z])\.?"
LEAD = rf"(?:{WEEKDAY},?\s(?:the\s)?)?"
YEAR = r"(?P<year>1[89]\d\d|20[0-4]\d)(?!\d)(?!,\d)"
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)(?:st|nd|rd|th)?"
DAY2 = DAY.replace("<day>", "<day2>")
DASH = r"\s?(?:-|–|—|to|and|until|through|till)\s?"
UNIT = (
    r"(?P<unit>day|night|week|fortnight|month|quarter|year|decade|centur(?:y|ie)|hour|minute|second|season|weekend)s?"
)
PART = r"(?i:(?P<part>early|mid|late|later\sin|earlier\sin|the\sbeginning\sof|the\sstart\sof|the\send\sof|the\smiddle\sof|(?:the\s)?first\shalf\sof|(?:the\s)?second\shalf\sof)(?:\sin|\son)?[\s-](?:the\s)?)?"
SOME = rf"(?P<count>{ONE}|an?\sfew|a\scouple\sof|several|many|an?|some|half\san?|recent)"
ABOUT = r"(?:about\s|around\s|nearly\s|almost\s|roughly\s|over\s|more\sthan\s|less\sthan\s|just\s(?:over\s|under\s)?|at\sleast\s|some\s|approximately\s|up\sto\s)*"
OF_DAY = r"(?:\s(?:early\s|late\s)?(?:morning|afternoon|evening|night|dawn|noon|midnight))?"

_PARTS = {
    "early": "early", "mid": "mid", "late": "late", "the beginning of": "early", "the start of": "early",
    "the end of": "late", "later in": "late", "earlier in": "early", "the middle of": "mid", "first half of": "first", "second half of": "second",
}  # fmt: skip
_UNITS: dict[str, Unit] = {"night": "day", "fortnight": "week", "centurie": "century", "weekend": "week"}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}
_FEW = {"a few": 3, "few": 3, "several": 5, "a couple of": 2, "recent": 4, "some": 4, "many": 10}

# a verb of the future before a day without a year points forward, unless the day goes with the saying of it
_FUTURE = re.compile(
    r"\b(?:will|would|shall|plans?|planned|due|scheduled|upcoming|set\sto|expected|is\sto|are\sto|going\sto|['’]ll)\b"
)
_SAID = re.compile(
    r"\b(?:said|says|told|reported|announced|added|wrote|tweeted|stated|confirmed|called|vowed|warned)\b|[.!?;]\s"
)


def _ahead(match: Match) -> bool:
    """Does the text before the match speak of the future?"""
    head = match.string[max(0, match.start() - 70) : match.start()]
    cue = None
    for cue in _FUTURE.finditer(head):
        pass
    return cue is not None and not _SAID.search(head, cue.end())


def _group(match: Match, name: str) -> str | None:
    return match.groupdict().get(name)


def _number(match: Match, name: str) -> int | None:
    given = _group(match, name)
    return int(given) if given else None


def _part_of(match: Match, date: Date) -> Date:
    given = _group(match, "part")
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
    """ "11/03" at the head of a line or after "on": day and month."""
    day, month = int(match["d"]), int(match["m"])
    return Reading("date", lambda anchor: latest_day(anchor, month, day) or ANY) if on(2000, month, day) else None


def _nth(match: Match) -> Reading | None:
    """ "On the 12th": the latest such day."""
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
    """ "14 March 2019", "March 14", "11-13 December": without a year, the latest such day, or the next one."""
    month, day, day2, year = (
        _MONTHS[match["month"]],
        _number(match, "day"),
        _number(match, "day2"),
        _number(match, "year"),
    )
    month2 = _MONTHS[match["month2"]] if _group(match, "month2") else month
    if on(year or 2000, month, day) is None or (day2 and on(year or 2000, month2, day2) is None):
        return None
    if (
        month == 9
        and day == 11
        and year is None
        and re.match(r"[\s,-]*(?:attack|hijack|terror)", match.string[match.end() :])
    ):
        return _fixed(on(2001, 9, 11))
    ahead = _ahead(match)

    def date(anchor: Date) -> Date:
        last = _no_year(anchor, month2, day2 or day, ahead=ahead) if year is None else on(year, month2, day2 or day)
        if last is None or last.earliest is None or not day2:
            return last or ANY
        first = on(last.earliest.year - (month > month2), month, day)
        return first.span(last) if first and first.earliest and first.earliest <= last.earliest else last

    return Reading("date", date, absolute=True)


def _no_year(anchor: Date, month: int, day: int | None, *, ahead: bool) -> Date | None:
    return next_day(anchor, month, day) if ahead else latest_day(anchor, month, day)


def _month(match: Match) -> Reading | None:
    """ "June 2014", "early June", "March last year", "last June": bare "May" and "March" need more than a capital."""
    month, year, which = (
        _MONTHS[match["month"]],
        _number(match, "year"),
        (_group(match, "which") or _group(match, "ofyear") or "").lower(),
    )
    if year is not None:
        return _fixed(_part_of(match, on(year, month) or ANY))
    if not which and not _group(match, "part") and not _is_month(match):
        return None
    ahead = _ahead(match) or which == "next"

    def date(anchor: Date) -> Date:
        if _group(match, "ofyear") and anchor.latest:
            found = on(anchor.latest.year + {"last": -1, "next": 1}.get(which, 0), month)
        elif which == "last" and anchor.latest:
            found = latest_day(anchor, month, None, slack=-28)
        else:
            found = _no_year(anchor, month, None, ahead=ahead)
        return _part_of(match, found) if found else ANY

    return Reading("date", date, absolute=True)


def _months(match: Match) -> Reading | None:
    """ "June-September 2016"."""
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
    year, which = _number(match, "year"), (_group(match, "which") or "").lower()
    first, last = _SEASONS[match["season"].lower()]
    if match["season"].lower() == "fall" and not (year or which):
        return None
    ahead = _ahead(match)

    def of(given: int) -> Date:
        end = on(given + last // 13, (last - 1) % 12 + 1)
        begin = on(given, first)
        return begin.span(end) if begin and end else ANY

    def date(anchor: Date) -> Date:
        if year is not None:
            return _part_of(match, of(year))
        limit = anchor.latest
        if limit is None:
            return ANY
        given = limit.year + (1 if which == "next" or (ahead and which != "last") else 0)
        if which != "next" and not ahead:
            found = of(given).earliest
            given -= found is not None and found > limit
            found = of(given).latest
            given -= which == "last" and found is not None and found >= limit
        return _part_of(match, of(given))

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
    return _fixed(_part_of(match, on(int(match["year"])) or ANY))


def _decade(match: Match) -> Reading | None:
    given = match["decade"].lower().strip("'’")
    tens = {"nineties": 1990, "eighties": 1980, "seventies": 1970, "sixties": 1960, "fifties": 1950, "forties": 1940}
    first = tens.get(given) or int(given.rstrip("s").rstrip("'’"))
    if first < 100:
        first += 1900 if first >= 20 else 2000
    low, high = on(first), on(first + 9)
    return _fixed(_part_of(match, low.span(high))) if low and high else None


def _hijri_month(match: Match) -> Reading | None:
    """A day or month of the Islamic calendar; without a year the latest one, "last year" the one of that year."""
    month = next(i for i, name in enumerate(_HIJRI, start=1) if re.fullmatch(name, match["hijri"]))
    day, year = _number(match, "day"), _number(match, "hyear")
    if year is not None and year < 1600:
        return _fixed(_part_of(match, hijri(year, month, day) or ANY))
    back = 1 if _group(match, "lastyear") else 0

    def date(anchor: Date) -> Date:
        if year is not None:
            anchor = on(year) or anchor
        if back and anchor.latest:
            anchor = on(anchor.latest.year - 1) or anchor
        found = latest_hijri(anchor, month, day)
        return _part_of(match, found) if found else ANY

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
    year, name = _number(match, "hyear"), match["feast"]
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
    return _fixed(solar_hijri(int(match["hyear"]), month, _number(match, "day")))


def _weekday(match: Match) -> Reading | None:
    number = _WEEKDAYS[match["wd"].rstrip(".")]
    which = (_group(match, "which") or "").lower()
    ahead = _ahead(match)
    way = (
        "before"
        if which in ("last", "previous", "past")
        else "next"
        if which in ("next", "coming") or (ahead and not which)
        else "last"
    )
    return Reading("date", lambda anchor: weekday(anchor, number, way))


def _weekdays(match: Match) -> Reading | None:
    first, last = _WEEKDAYS[match["wd"].rstrip(".")], _WEEKDAYS[match["wd2"].rstrip(".")]

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
    """ "Last year", "this week", "early last month", "later this year"."""
    which, unit = match["which"].lower(), unit_of(match["unit"])
    if unit is None:
        return None
    count = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    sooner = (_group(match, "sooner") or "").lower()
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
        return _part_of(match, place)

    return Reading("date", date)


def _weekend(anchor: Date, count: int) -> Date:
    saturday = weekday(anchor, 5, "next" if count > 0 else "last")
    day = exact(saturday)
    return Date(day, step(day, "day", 1)) if day else saturday


def _past_units(match: Match) -> Reading | None:
    """ "In the past 24 hours", "over the last few weeks", "in recent months": from then to the anchor."""
    word = _group(match, "unit") or match["units"]
    unit, count = _unit(word), count_of(_group(match, "count") or "recent")
    if count is not None and word.lower() == "hour":
        count = max(1, count // 24)
    ahead = (_group(match, "which") or "").lower() in ("next", "coming")
    if unit is None or count is None:
        return None

    def date(anchor: Date) -> Date:
        if not anchor.known:
            return ANY
        there = moved(anchor, unit, count if ahead else -count)
        return anchor if there == anchor else anchor.span(there) if width(anchor) != float("inf") else ANY

    return Reading("date", date)


def _unit(word: str) -> Unit | None:
    return "day" if word.lower() in ("hour", "minute") else unit_of(word)


def count_of(words: str) -> int | None:
    """The number that "two", "a", "a few", "several" stand for, about."""
    text = " ".join(words.lower().split())
    if text in ("a", "an"):
        return 1
    return _FEW[text] if text in _FEW else whole(text)


def _ago(match: Match) -> Reading | None:
    unit, count = _unit(match["unit"]), count_of(match["count"] or "many")
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


def _duration(match: Match) -> Reading | None:
    return Reading("duration", lambda _: ANY)


def _set(match: Match) -> Reading | None:
    return Reading("set", lambda _: ANY)


def _now(match: Match) -> Reading | None:
    return Reading("now", lambda anchor: anchor)


def _recent(match: Match) -> Reading | None:
    """ "Recently": within the calendar unit one coarser than the anchor's own, and not after it."""

    def date(anchor: Date) -> Date:
        if anchor.earliest is None or anchor.latest is None:
            return Date.by(anchor.latest)
        unit: Unit = "month" if exact(anchor) else "year"
        return Date(holding(anchor.earliest, unit).earliest, anchor.latest)

    return Reading("date", date)


def _nth_of_month(match: Match) -> Reading | None:
    day = whole(match["nth"]) if match["nth"].isdigit() else _ORDINALS.get(match["nth"].lower())
    count = -1 if (_group(match, "which") or "").lower() == "last" else 0
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
    year = _number(match, "year")
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


def _week_of(match: Match) -> Reading | None:
    inner = _day_of_month(match)
    if inner is None:
        return None

    def date(anchor: Date) -> Date:
        day = exact(inner.date(anchor))
        return holding(day, "week") if day else inner.date(anchor)

    return Reading("date", date, absolute=True)


def _chain(match: Match) -> Reading | None:
    """Counted from the time last named: only `chained` knows it."""
    return Reading("date", lambda _: ANY)


def _nothing(match: Match) -> None:
    """Words that look like a time and are none: an age, a rank, a set phrase."""


_CHAIN = (
    rf"(?P<same>(?:that|the\ssame)\s(?P<sameunit>day|night|morning|afternoon|evening|week|month|year))(?![a-z])"
    rf"|(?P<next>the\s(?:next|following)\s(?P<nextunit>day|night|morning|week|month|year))(?![a-z])"
    rf"|(?P<prior>the\s(?:(?:previous|preceding)\s(?P<priorunit>day|night|week|month|year)|(?P<priorunit2>day|night|week|month|year)\s(?:before|prior|earlier)(?!\s(?:yesterday|last))))(?![a-z])"
    rf"|(?P<after>the\s(?P<afterunit>day|week|month|year)\safter)(?=[\s]*[,.;])"
    rf"|(?:{ABOUT}{SOME}\s(?:more\s)?{UNIT}|(?P<units>hour|day|week|month|year)s)\s(?P<way>later|earlier|afterwards?|before(?=\s*[,.;])|prior(?!\sto)|previously|on(?=\s*[,;]))"
)
_CHAINED = re.compile(rf"(?:{_CHAIN})", re.IGNORECASE)


def chained(words: str, base: Date) -> Date | None:
    """See `dates.chained`."""
    match = _CHAINED.fullmatch(" ".join(words.split()))
    if match is None:
        return None
    if not base.known:
        return ANY
    for name, unit_name, count in (("same", "sameunit", 0), ("next", "nextunit", 1), ("after", "afterunit", 1)):
        if match[name]:
            return _step_from(base, match[unit_name], count)
    if match["prior"]:
        return _step_from(base, match["priorunit"] or match["priorunit2"], -1)
    ahead = match["way"].lower() in ("later", "afterward", "afterwards", "on")
    if match["units"]:
        return (
            base if match["units"].lower() == "hour" else Date.since(base.latest) if ahead else Date.by(base.earliest)
        )
    unit, amount = _unit(match["unit"]), count_of(match["count"])
    if unit is None or amount is None:
        return ANY
    if match["unit"].lower() in ("hour", "minute"):
        return base
    if match["unit"].lower() == "fortnight":
        amount *= 2
    return ago(base, unit, -amount if ahead else amount)


def _step_from(base: Date, word: str, count: int) -> Date:
    unit: Unit = (
        "day" if word.lower() in ("day", "night", "morning", "afternoon", "evening") else unit_of(word) or "day"
    )
    return base if count == 0 and unit == "day" else unit_at(base, unit, count)


_LENGTH = re.compile(rf"{SOME}[\s-]+(?:consecutive\s|straight\s|long\s)?{UNIT}", re.IGNORECASE)


def length(words: str) -> tuple[int, Unit] | None:
    """The amount and the unit that "for two years", "the past six months" name; None where they name none."""
    match = _LENGTH.search(words)
    if match is None:
        return None
    unit, count = unit_of(match["unit"]), count_of(match["count"])
    if unit is None or count is None:
        return None
    return (count * 2 if match["unit"].lower() == "fortnight" else count), unit


_I = re.IGNORECASE
_HIJRI_MONTH = "(?P<hijri>" + "|".join(_HIJRI) + ")"
_HYEAR = r"(?P<hyear>1[34]\d\d|20[0-4]\d|19\d\d)(?!\d)"
_AH = r"(?:\s(?:AH|A\.H\.|H)\b)?"
_RULES: tuple[tuple[re.Pattern[str], Callable[[Match], Reading | None]], ...] = (
    (re.compile(r"\d+[-\s]years?[-\s]old|(?:aged?|age\sof)\s\d+|(?:the\s)?second\s(?=[a-z])", _I), _nothing),
    (re.compile(r"(?:(?<=\n)|(?<=[Oo]n\s)|(?<=[Oo]f\s)|(?<=^))(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])"), _day_and_month),
    (re.compile(r"(?<=[Tt]he\s)(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)(?=\s*(?:[,.;:)\]\u201d\"]|$|\s(?:and|to|in|at|the|by|of\sthis|when|with|near|he|she|they|our|we|a)\b))"), _nth),
    (re.compile(r"(?:May|March)\s(?:have|be|not|also|God|Allah|to|on|through)\b"), _nothing),
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
    (re.compile(rf"(?:between\s)?(?P<wd>{WEEKDAY})(?:\s(?:and|to)\s|-)(?P<wd2>{WEEKDAY})"), _weekdays),
    (re.compile(rf"(?i:(?:early|late|earlier|later)\s)?(?i:on\s)?(?:(?P<which>(?i:last|this|next|past|previous|coming|the\sprevious))\s)?(?P<wd>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?!s)(?:\s(?:early|late)\b)?{OF_DAY}"), _weekday),
    (re.compile(rf"(?P<word>{'|'.join(sorted((w.replace(' ', chr(92) + 's') for w in _DAYS), key=len, reverse=True))})(?![a-z]){OF_DAY}", _I), _day_word),
    (re.compile(rf"(?:(?P<part>early|late|mid|the\sbeginning\sof|the\sstart\sof|the\send\sof|the\smiddle\sof)(?:\sin)?[\s-])?(?:(?P<sooner>earlier|later|so\sfar|sometime)\s)?(?:the\s)?(?P<which>last|this|next|past|previous|current|present|coming)\s(?P<unit>week|month|quarter|year|decade|century|weekend)(?![a-z])", _I), _this_unit),
    (re.compile(r"(?P<sooner>earlier|later)\s(?P<which>in\sthe|that)\s(?P<unit>week|month|year)(?![a-z])", _I), _this_unit),
    (re.compile(rf"(?:over\s|at\s|on\s|during\s)?(?P<which>the)\s(?P<unit>weekend)(?![a-z])", _I), _this_unit),
    (re.compile(rf"(?:the\s)?(?P<which>last|past|previous|next|coming)\s(?:(?P<count>{ONE}|few|couple\sof|several)\s{UNIT}|(?P<units>day|week|month|year|decade|centurie|hour)s)(?![a-z])", _I), _past_units),
    (re.compile(rf"(?:the\s)?(?:most\s)?recent\s(?P<units>day|week|month|year|decade)s(?![a-z])", _I), _past_units),
    (re.compile(rf"{ABOUT}(?:{SOME}\s)?{UNIT}\s(?:ago|back(?=\s*[,.;]))", _I), _ago),
    (re.compile(rf"(?:{_CHAIN})", _I), _chain),
    (re.compile(r"(?:the\s)?(?P<nth>\d{1,2}|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?:st|nd|rd|th)?\s(?:day\s)?of\s(?:the|this|(?P<which>last))\s(?:present\s|same\s|current\s)?month(?![a-z])", _I), _nth_of_month),
    (re.compile(rf"(?:the\s)?(?P<nth>first|second|third|fourth|[1-4](?:st|nd|rd|th))[\s-]quarter(?:\sof)?(?:\s{YEAR})?(?![a-z])", _I), _quarter),
    (re.compile(rf"(?:the\s)?{ABOUT}{SOME}[\s-](?:consecutive\s|straight\s|long\s)?{UNIT}(?![a-z])(?:-long)?", _I), _duration),
    (re.compile(rf"(?:for\s)(?:the\s)?(?P<unit>day|week|month|year|decade|centurie|hour)s(?![a-z])", _I), _duration),
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
