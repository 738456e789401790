"""Time words: an interval grammar over English news text, resolved against the date of the text that says them."""

from dataclasses import dataclass
from typing import Literal

from ..model import Span
from ..when import Date

TimeKind = Literal["date", "since", "until", "duration", "now", "set"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A stretch of text that names a time, and the days it may mean."""

    span: Span
    kind: TimeKind  # "since 2011" is since; "now", "currently", "still" are now; "for two years" is duration
    date: Date  # the range of days meant; ANY where the words alone do not say


def find_times(text: str, start: int, end: int, anchor: Date) -> tuple[TimeExpression, ...]:
    """Time expressions in `text[start:end]`, in order, never overlapping; spans count from the start of `text`.

    `anchor` is the date of the text that speaks: "yesterday", "last year", "on Tuesday", "June 21" count from it.
    Where the anchor does not bound what a relative expression needs, its date is ANY (or the part that is known).
    """
    raise NotImplementedError
