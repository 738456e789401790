"""Days, weeks, months, quarters, years as ranges of days, and steps from one to the next; the Islamic calendar too."""

import calendar
from datetime import date, timedelta
from functools import cache
from typing import Literal

from hijridate import Hijri

from ..when import ANY, Date

Unit = Literal["day", "week", "month", "quarter", "year", "decade", "century"]

WIDTH: dict[Unit, int] = {
    "day": 1,
    "week": 7,
    "month": 30,
    "quarter": 91,
    "year": 365,
    "decade": 3652,
    "century": 36524,
}
_COARSE = 8
"""A step of less than an eighth of an imprecise anchor's width does not leave the anchor: "yesterday" in a report dated
"June 2016" is June 2016 (one day in thirty it is not; a bound of a day would pretend to know more)."""


def on(year: int, month: int | None = None, day: int | None = None) -> Date | None:
    """The year, month or day of those numbers; None where there is no such day."""
    try:
        if month is None:
            return Date(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return Date(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return Date.on(date(year, month, day))
    except (ValueError, calendar.IllegalMonthError):
        return None


def holding(day: date, unit: Unit) -> Date:
    """The calendar unit that holds `day`; weeks begin on Monday (ISO 8601)."""
    if unit == "day":
        return Date.on(day)
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Date(monday, monday + timedelta(days=6))
    if unit == "month":
        return Date(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))
    if unit == "quarter":
        first = day.month - (day.month - 1) % 3
        return Date(date(day.year, first, 1), date(day.year, first + 2, calendar.monthrange(day.year, first + 2)[1]))
    years = {"year": 1, "decade": 10, "century": 100}[unit]
    first = day.year - day.year % years
    return Date(date(first, 1, 1), date(first + years - 1, 12, 31))


def step(day: date, unit: Unit, count: int) -> date:
    """`count` units after `day` (before, where negative); the last day of a shorter month; within years 1 to 9999."""
    if unit in ("day", "week"):
        ordinal = day.toordinal() + count * (7 if unit == "week" else 1)
        return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    index = min(max(day.year * 12 + day.month - 1 + count * months, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def exact(anchor: Date) -> date | None:
    """The day of an anchor that is one."""
    return anchor.earliest if anchor.earliest == anchor.latest else None


def width(anchor: Date) -> float:
    """How many days an anchor leaves open."""
    if anchor.earliest is None or anchor.latest is None:
        return float("inf")
    return (anchor.latest - anchor.earliest).days + 1


def moved(anchor: Date, unit: Unit, count: int) -> Date:
    """The anchor, `count` units later; the anchor itself where it is too coarse to notice."""
    if exact(anchor) is None and abs(count) * WIDTH[unit] * _COARSE <= width(anchor) and anchor.known:
        return anchor if width(anchor) != float("inf") else ANY
    low = step(anchor.earliest, unit, count) if anchor.earliest else None
    high = step(anchor.latest, unit, count) if anchor.latest else None
    return Date(low, high)


def unit_at(anchor: Date, unit: Unit, count: int) -> Date:
    """The calendar unit `count` units after the anchor's own: "last year" is -1, "this week" 0, "next month" 1."""
    place = moved(anchor, unit, count)
    if width(anchor) > WIDTH[unit] * 1.1 and place == anchor:
        return anchor
    low = holding(place.earliest, unit).earliest if place.earliest else None
    high = holding(place.latest, unit).latest if place.latest else None
    return Date(low, high)


def ago(anchor: Date, unit: Unit, count: int) -> Date:
    """`count` units before the anchor, as precise as such words are meant: "two years ago" is a year, "a year ago" a month."""
    grain: Unit = unit
    if unit == "year" and count == 1:
        grain = "month"
    elif unit in ("decade", "century"):
        grain = "year"
    place = moved(anchor, unit, -count)
    if place == anchor:
        return anchor
    low = holding(place.earliest, grain).earliest if place.earliest else None
    high = holding(place.latest, grain).latest if place.latest else None
    return Date(low, high)


def part(whole: Date, which: str) -> Date:
    """The "early", "mid" or "late" third, or the first or second half, of a range of days."""
    if whole.earliest is None or whole.latest is None:
        return whole
    first, last, of = {
        "early": (0, 1, 3), "mid": (1, 2, 3), "late": (2, 3, 3), "first": (0, 1, 2), "second": (1, 2, 2),
    }[which]  # fmt: skip
    days = (whole.latest - whole.earliest).days + 1
    if days in (365, 366) and whole.earliest.day == 1:  # a year is cut between months
        return Date(
            step(whole.earliest, "month", 12 * first // of),
            step(step(whole.earliest, "month", 12 * last // of), "day", -1),
        )
    return Date(
        whole.earliest + timedelta(days=days * first // of),
        whole.earliest + timedelta(days=max(days * last // of, days * first // of + 1) - 1),
    )


def latest_day(anchor: Date, month: int, day: int | None, slack: int = 10) -> Date | None:
    """The latest such day or month that begins no more than `slack` days after the anchor; None without an anchor."""
    limit = anchor.latest or anchor.earliest
    if limit is None:
        return None
    limit = step(limit, "day", slack)
    for year in range(limit.year, limit.year - 5, -1):
        found = on(year, month, day)
        if found and found.earliest and found.earliest <= limit:
            return found
    return None


def next_day(anchor: Date, month: int, day: int | None) -> Date | None:
    """The first such day or month that is not over before the anchor begins; None without an anchor."""
    limit = anchor.earliest or anchor.latest
    if limit is None:
        return None
    for year in range(limit.year, limit.year + 5):
        found = on(year, month, day)
        if found and found.latest and found.latest >= limit:
            return found
    return None


def weekday(anchor: Date, day_of_week: int, way: str = "last") -> Date:
    """The day of that name (Monday is 0): the last on or before the anchor, the one before it, or the next after it.

    `way`: "last" may be the anchor's own day, "before" and "next" may not. A coarse anchor stays what it is.
    """
    day = exact(anchor)
    if day is None:
        return anchor if width(anchor) != float("inf") else ANY
    back = (day.weekday() - day_of_week) % 7
    if way == "next":
        return Date.on(step(day, "day", 7 - back))
    if way == "before" and back == 0:
        back = 7
    return Date.on(step(day, "day", -back))


@cache
def hijri(year: int, month: int, day: int | None) -> Date | None:
    """The day or month of the Islamic calendar as computed (Umm al-Qura); None outside the table of 1343 to 1500 AH."""
    try:
        if day is not None:
            return Date.on(date.fromisoformat(Hijri(year, month, day).to_gregorian().isoformat()))
        first = Hijri(year, month, 1)
        begin = date.fromisoformat(first.to_gregorian().isoformat())
        return Date(begin, begin + timedelta(days=first.month_length() - 1))
    except (ValueError, OverflowError):
        return None


def latest_hijri(anchor: Date, month: int, day: int | None, slack: int = 10) -> Date | None:
    """The latest such day or month of the Islamic calendar that begins no more than `slack` days after the anchor."""
    limit = anchor.latest or anchor.earliest
    if limit is None:
        return None
    guess = (limit.year - 622) * 33 // 32 + 2
    for year in range(guess, guess - 4, -1):
        found = hijri(year, month, day)
        if found and found.earliest and found.earliest <= step(limit, "day", slack):
            return found
    return None


def solar_hijri(year: int, month: int, day: int | None) -> Date | None:
    """The day or month of the Afghan and Persian solar calendar: its year begins on 20 or 21 March, so a day is two."""
    if not (1200 <= year <= 1500 and 1 <= month <= 12 and (day is None or 1 <= day <= 31)):
        return None
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    length = 31 if month <= 6 else 30
    begin = date(year + 621, 3, 20) + timedelta(days=before)
    if day is not None:
        return Date(begin + timedelta(days=day - 1), begin + timedelta(days=day))
    return Date(begin, begin + timedelta(days=length))
