"""Numbers as reports write them, by the table of the annotation guide."""

from dataclasses import dataclass

from ..model import Quantity, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberExpression:
    """A stretch of text that counts something: "at least 11", "nearly 8,000", "scores", "three"."""

    span: Span
    quantity: Quantity


def find_numbers(text: str, start: int, end: int) -> tuple[NumberExpression, ...]:
    """Counts in `text[start:end]`; not years, dates, ages, times of day, ordinals or names of units ("3rd Battalion").

    "at least 11" low 11, high None; "nearly/about 8,000" 8000 to 8000; "scores" low 40; "dozens" low 24; "hundreds" 200
    to 999; "a few thousand" 2000 to 9999; "5-7" 5 to 7; "more than 40" low 41; "up to 200" high 200.
    """
    raise NotImplementedError
