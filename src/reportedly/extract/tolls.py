"""How many were killed and wounded: numbers tied to the words around them."""

import re
from dataclasses import dataclass

from ..lang.numbers import NumberExpression, find_numbers
from ..lang.tokens import Sentence
from ..model import Quantity, Span
from .parts import Reading

_DEAD = r"killed|dead|died|martyred|slain|massacred|executed|beheaded|murdered|slaughtered|perished|lost\stheir\slives|martyrs|deaths|fatalities|bodies|corpses"
_HURT = r"wounded|injured|hurt|maimed|wounding|injuries"
_KILL = r"(?P<lost>lost|losing|loses?)|(?:dead|deaths)\s(?:at|to)|kill(?:ed|ing|s)?|executed|executing|beheaded|massacred|slaughtered|murdered|martyrdom\sof|deaths?\sof|lives\sof|eliminated|eliminating|killing\sof|gunned\sdown|toll[^.;]{0,60}\s(?:to|at|is|was|of|stands\sat)"
_WOUND = r"wound(?:ed|ing|s)|injur(?:ed|ing|es)|injury\sof|hurting|maiming"
_MEN = re.compile(r"\s(?:\w+\s)?(?:men|fighters|soldiers|comrades|troops|members|people|lives)\b", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?P<between>(?:\s(?!and\b|but\b|while\b)[\w'’-]+|\sand\s(?=[\w'’-]+\swere\b)[\w'’-]+){{0,7}}?)\s(?:(?P<dead>{_DEAD})|(?P<hurt>{_HURT}))\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"\b(?:(?P<dead>{_KILL})|(?P<hurt>{_WOUND}))(?:\s(?!and\b)[\w'’-]+){{0,3}}\s*$", re.IGNORECASE)
_LEFT = re.compile(r"\b(?:leaving|left|leaves)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Toll:
    """One figure of the dead or the wounded."""

    field: str  # killed, wounded
    quantity: Quantity
    span: Span


def numbers(reading: Reading, sentence: Sentence) -> tuple[NumberExpression, ...]:
    """The counts of a sentence."""
    return find_numbers(reading.report.text, sentence.span.start, sentence.span.end)


def tolls(reading: Reading, sentence: Sentence) -> list[Toll]:
    """The figures of killed and wounded that a sentence gives, in order."""
    text, found = reading.report.text, []
    counted = numbers(reading, sentence)
    names = [m.span for m in reading.mentions_in(sentence.span) if m.form == "name"]
    for index, number in enumerate(counted):
        if any(name.meets(number.span) for name in names):
            continue  # "Flight 201", "the 41st Front"
        low = counted[index - 1].span.end if index else sentence.span.start
        high = counted[index + 1].span.start if index + 1 < len(counted) else sentence.span.end
        field = _field(text[low : number.span.start], text[number.span.end : high])
        if field:
            quantity = Quantity(
                low=number.quantity.low or 0, high=number.quantity.high
            )  # "up to 20": none at the least
            found.append(Toll(field, quantity, number.span))
    return found


def _field(before: str, after: str) -> str | None:
    """Which figure a number is, by the nearest word that says so; what follows it wins after "left"."""
    follows = _AFTER.match(after)
    precedes = _BEFORE.search(before)
    if precedes and precedes["lost"] and not _MEN.match(after):
        precedes = None
    if precedes and not _LEFT.search(before):
        if follows and not follows["between"].strip() and not re.match(r"\s(?:dead|bodies)", after):
            precedes = None  # "killing 3, 12 wounded" is cut by numbers; "killed 3 wounded men" does not occur
        else:
            return "killed" if precedes["dead"] else "wounded"
    if follows:
        return "killed" if follows["dead"] else "wounded"
    return None
