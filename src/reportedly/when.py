"""Imprecise time: dates and periods.

A `Date` is a range of days of which one is meant: "June 2014" is 2014-06-01..2014-06-30. A `Period` says when a state
began and ended, each imprecisely: four bounds, those of CIDOC-CRM's P81 and P82. "X, the leader of Y" in a report of
10 June 2014 bounds only the inside: begun by that day, not ended before it.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from .errors import ModelViolation

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Holds(Enum):
    """Was it so on that day? MAYBE is an answer of its own: the reports leave it open."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Date:
    """Some day in `earliest`..`latest`, both included; None is unbounded."""

    earliest: date | None = None
    latest: date | None = None

    def __post_init__(self) -> None:
        if self.earliest is not None and self.latest is not None and self.latest < self.earliest:
            raise ModelViolation(f"empty date: {self.earliest} .. {self.latest}")

    @classmethod
    def of(cls, text: str) -> "Date":
        """The date that `2014`, `2014-06` or `2014-06-17` names.

        Raises:
            ModelViolation: the text is no such date.
        """
        match = _ISO.fullmatch(text.strip())
        if not match:
            raise ModelViolation(f"not a date: {text!r}; write 2014, 2014-06 or 2014-06-17")
        year, month, day = (int(g) if g else None for g in match.groups())
        try:
            assert year is not None
            if month is None:
                return cls(date(year, 1, 1), date(year, 12, 31))
            if day is None:
                return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
            return cls.on(date(year, month, day))
        except (ValueError, calendar.IllegalMonthError) as error:
            raise ModelViolation(f"not a date: {text!r} ({error})") from error

    @classmethod
    def on(cls, day: date) -> "Date":
        """Exactly that day."""
        return cls(day, day)

    @classmethod
    def by(cls, day: date | None) -> "Date":
        """That day or before."""
        return cls(None, day)

    @classmethod
    def since(cls, day: date | None) -> "Date":
        """That day or after."""
        return cls(day, None)

    @property
    def known(self) -> bool:
        """Is at least one end bounded?"""
        return self.earliest is not None or self.latest is not None

    def meet(self, other: "Date") -> "Date | None":
        """What both say, or None where they contradict each other."""
        lows = [d for d in (self.earliest, other.earliest) if d is not None]
        highs = [d for d in (self.latest, other.latest) if d is not None]
        low, high = max(lows, default=None), min(highs, default=None)
        if low is not None and high is not None and high < low:
            return None
        return Date(low, high)

    def span(self, other: "Date") -> "Date":
        """The smallest date that covers both."""
        lows, highs = (self.earliest, other.earliest), (self.latest, other.latest)
        low = None if None in lows else min(d for d in lows if d is not None)
        high = None if None in highs else max(d for d in highs if d is not None)
        return Date(low, high)

    def __str__(self) -> str:
        """As short as the range allows: a year, a month, a day, or `earliest..latest`."""
        low, high = self.earliest, self.latest
        if low is None or high is None:
            return f"{low or ''}..{high or ''}" if self.known else "unknown"
        for text in (f"{low:%Y}", f"{low:%Y-%m}", f"{low:%Y-%m-%d}"):
            if Date.of(text) == self:
                return text
        return f"{low}..{high}"


ANY = Date()


@dataclass(frozen=True, slots=True)
class Period:
    """A state that began on `begin` and last held on `end`."""

    begin: Date = ANY
    end: Date = ANY

    def __post_init__(self) -> None:
        if self.begin.earliest is not None and self.end.latest is not None and self.end.latest < self.begin.earliest:
            raise ModelViolation(f"ends before it begins: {self.begin} .. {self.end}")

    @classmethod
    def at(cls, day: Date) -> "Period":
        """Something that began and ended on one imprecisely known day: an event."""
        return cls(day, day)

    @classmethod
    def as_of(cls, day: Date) -> "Period":
        """A state told in the present on `day`: begun by then, not ended before it."""
        return cls(Date.by(day.latest), Date.since(day.earliest))

    def holds(self, day: date) -> Holds:
        """Was the state in force on `day`, as far as this period tells?"""
        begun = self.begin.latest is not None and self.begin.latest <= day
        unended = self.end.earliest is not None and day <= self.end.earliest
        if begun and unended:
            return Holds.YES
        before = self.begin.earliest is not None and day < self.begin.earliest
        after = self.end.latest is not None and self.end.latest < day
        return Holds.NO if before or after else Holds.MAYBE

    def meet(self, other: "Period") -> "Period | None":
        """The period that both describe, or None where they cannot be the same spell."""
        begin, end = self.begin.meet(other.begin), self.end.meet(other.end)
        if begin is None or end is None:
            return None
        if begin.earliest is not None and end.latest is not None and end.latest < begin.earliest:
            return None
        return Period(begin, end)
