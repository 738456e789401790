"""Periods as the annotation guide tells them: `{"from": ..., "to": ..., "ongoing": ...}`, and back.

A state told as of D is `to` D, ongoing; one that holds since X is `from` X; one that has ended has `ongoing` false and
`to` = the last day it can have held. For an act `from` and `to` bound the act itself, and `ongoing` speaks of its result.
An event lies between `from` and `to`. `ongoing` null: the text does not say.
"""

from typing import TypedDict

from ..predicates import Nature
from ..when import ANY, Date, Period

When = TypedDict("When", {"from": str | None, "to": str | None, "ongoing": bool | None})
"""A time as the guide writes it: ISO dates as short as their precision allows."""


def told(period: Period, nature: Nature, reported: Date = ANY) -> When:
    """The period in the guide's words; `reported`, the date of the report, keeps its own precision ("2015-11")."""
    begin, end = period.begin, period.end
    if nature == "act":
        lasting = False if end.latest is not None else True if end.earliest is not None else None
        return _when(_low(begin), _high(begin, reported), lasting)
    if end.latest is not None:
        return _when(_low(begin), _high(end, reported), ongoing=False)
    if end.earliest is None:
        return _when(_low(begin), _high(begin, reported), ongoing=None)
    if begin.earliest is None and begin.latest is not None and begin.latest >= end.earliest:
        return _when(None, _high(Date(end.earliest, begin.latest), reported), ongoing=True)
    known = str(reported) if end.earliest == reported.earliest else end.earliest.isoformat()
    return _when(_low(begin), known, ongoing=True)


def period_of(when: When | None, nature: Nature) -> Period | None:
    """The period that the guide's words mean; None where they say nothing.

    Raises:
        ModelViolation: a date that is none, or an end before its beginning.
    """
    if when is None or not (when["from"] or when["to"]):
        return None
    first = Date.of(when["from"]) if when["from"] else ANY
    last = Date.of(when["to"]) if when["to"] else ANY
    between, ongoing = Date(first.earliest, last.latest), when["ongoing"]
    if ongoing is None or not last.known:
        until = Date.since(first.earliest) if ongoing and first.known else ANY
        return Period(between, until)
    if nature == "act":
        return Period(between, Date.since(first.earliest or last.earliest)) if ongoing else Period.at(between)
    if ongoing:
        return Period(first, Date.since(last.earliest)) if first.known else Period.as_of(last)
    if nature == "event" or first == last or not first.known:
        return Period.at(between)
    return Period(first, last)


def _when(first: str | None, last: str | None, ongoing: bool | None) -> When:  # noqa: FBT001  # one of the three fields
    return {"from": first, "to": last, "ongoing": ongoing}


def _low(date: Date) -> str | None:
    """The first day it can be, as a unit where it is one."""
    if date.earliest is None:
        return None
    return date.earliest.isoformat() if ".." in str(date) else str(date)


def _high(date: Date, reported: Date) -> str | None:
    """The last day it can be, as a unit where it is one, or as the report's own date is written."""
    if date.latest is None:
        return None
    if date.latest == reported.latest and ".." not in str(reported):
        return str(reported)
    return date.latest.isoformat() if ".." in str(date) else str(date)
