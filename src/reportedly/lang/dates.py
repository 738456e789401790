"""Time words: an interval grammar over English news text, resolved against the date of the text that says them.

Every rule is a pattern and a function that reads a match; of overlapping matches the one that begins first and reaches
farthest wins. TIMEX3 (ISO-TimeML, Pustejovsky et al. 2010) says what counts as a time expression; unlike TIMEX3 the
result is a range of days, because "last year" in a report of March 2015 means some day of 2014, and nothing finer.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from ..model import Span
from ..when import ANY, Date
from .intervals import WIDTH, Unit, ago, step, unit_at, width
from .timewords import CHAIN, SOME, UNIT, count_of, matches, unit_in, unit_of

TimeKind = Literal["date", "since", "until", "duration", "now", "set"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A stretch of text that names a time, and the days it may mean."""

    span: Span
    kind: TimeKind  # "since 2011" is since; "now", "currently", "still" are now; "for two years" is duration
    date: Date  # the range of days meant; ANY where the words alone do not say


_SINCE = re.compile(
    r"(?:(?:ever\s|dating\s)?since|as\sfrom|(?:starting|beginning|effective)(?:\s(?:in|on|from))?"
    r"|(?:dating|going|dates|goes)\sback\sto)\s(?:at\sleast\s|about\s|around\s|roughly\s)?(?:the\s)?$",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"(?:(?:up\s)?(?:un)?till?|up\sto|before|prior\sto)\s(?:at\sleast\s|about\s|around\s)?(?:the\s)?$", re.IGNORECASE
)
_FROM = re.compile(r"from\s(?:at\sleast\s|about\s|around\s)?(?:the\s)?$", re.IGNORECASE)
_ONWARDS = re.compile(
    r"\s(?:onwards?|on(?=[\s,.;]))|\s?(?:-|–|—|to|until|till|through)\s(?:the\s)?(?:present|now|date)\b", re.IGNORECASE
)
_TO = re.compile(r"\s?(?:-|–|—|to|through|until|till)\s?(?:the\s)?", re.IGNORECASE)
_RELATION = re.compile(
    r"\s(before|after|earlier\sthan|later\sthan|prior\sto|following|from)\s(?:the\s)?(?:start\sof\s)?", re.IGNORECASE
)

_CHAINED = re.compile(rf"(?:{CHAIN})", re.IGNORECASE)
_LENGTH = re.compile(rf"{SOME}[\s-]+(?:consecutive\s|straight\s|long\s)?{UNIT}", re.IGNORECASE)

# a date inside the name of a group or a law is no time: "the 14 February Coalition", "1920 Revolution Brigade"
_IN_A_NAME = re.compile(
    r"\s(?:[A-Z][\w'’-]+\s){0,2}(?:Brigades?|Battalions?|Movement|Coalition|Companies|Company|Division|Front|Revolution"
    r"|Youth|Martyrs?|Regiment|Group|Constitution|Square|Bridge|Street|Hospital)\b"
)


def find_times(text: str, start: int, end: int, anchor: Date) -> tuple[TimeExpression, ...]:
    """Time expressions in `text[start:end]`, in order, never overlapping; spans count from the start of `text`.

    `anchor` is the date of the text that speaks: "yesterday", "last year", "on Tuesday", "June 21" count from it.
    Where the anchor does not bound what a relative expression needs, its date is ANY (or the part that is known).
    Words that count from the time last named ("the day before", "a week later") are ANY too: see `chained`.
    """
    found: list[TimeExpression] = []
    for match, reading in matches(text, start, end):
        if reading is None:
            continue
        if _IN_A_NAME.match(text, match.end(), end) and match[0][-1:] != "s" and reading.absolute:
            continue
        date = reading.date(anchor)
        kind: TimeKind = reading.kind
        begin, stop = match.span()
        if kind == "date":
            kind, begin, stop = _framed(text, start, begin, stop, end)
        found.append(TimeExpression(span=Span(begin, stop), kind=kind, date=date))
    return tuple(_joined(text, found))


def chained(words: str, base: Date) -> Date | None:  # noqa: PLR0911  # one return for each kind of phrase
    """What "the day before", "two weeks later", "that night" mean, counted from `base`; None for any other words."""
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
    unit, amount = unit_in(match["unit"]), count_of(match["count"])
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


def length(words: str) -> tuple[int, Unit] | None:
    """The amount and the unit that "for two years", "the past six months" name; None where they name none."""
    match = _LENGTH.search(words)
    if match is None:
        return None
    unit, count = unit_of(match["unit"]), count_of(match["count"])
    if unit is None or count is None:
        return None
    return (count * 2 if match["unit"].lower() == "fortnight" else count), unit


def begun(words: str, until: Date) -> Date:
    """When a spell of the length that `words` name ("for two years") began, if it lasts until that date; else ANY."""
    lasting = length(words)
    return ANY if lasting is None else ago(until, lasting[1], lasting[0])


def _framed(text: str, floor: int, begin: int, stop: int, end: int) -> tuple[TimeKind, int, int]:
    """Is the date one that a spell begins or ends with? The words that say so belong to the expression."""
    head = text[max(floor, begin - 40) : begin]
    for pattern, kind in ((_SINCE, "since"), (_UNTIL, "until")):
        if framed := pattern.search(head):
            return ("since" if kind == "since" else "until"), begin - (len(head) - framed.start()), stop
    if framed := _FROM.search(head):
        if onwards := _ONWARDS.match(text, stop, end):
            return "since", begin - (len(head) - framed.start()), onwards.end()
        if _TO.match(text, stop, end):
            return "since", begin - (len(head) - framed.start()), stop
    elif (onwards := _ONWARDS.match(text, stop, end)) and onwards[0].strip() != "on":
        return "since", begin, onwards.end()
    return "date", begin, stop


def _joined(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Join: "from 2012 to 2016" is a beginning and an end; "two weeks before Ramadan" is one date."""
    result: list[TimeExpression] = []
    for each in found:
        time = each
        last = result[-1] if result else None
        between = text[last.span.end : time.span.start] if last else ""
        if last and last.kind == "since" and time.kind == "date" and _TO.fullmatch(between):
            time = replace(time, kind="until")
        if last and last.kind == "since" and time.kind == "until":
            result[-1] = last = _sooner(last, time)
        elif last and last.kind == "duration" and (relation := _RELATION.fullmatch(_gap(text, last, time))):
            lasting = length(last.span.of(text))
            if lasting and time.date.known:
                back = relation[1].lower() in ("before", "earlier than", "prior to")
                date = _away(time.date, lasting, back=back)
                result[-1] = TimeExpression(span=Span(last.span.start, time.span.end), kind="date", date=date)
                continue
        if last and time.span.start < last.span.end:
            continue
        result.append(time)
    return result


def _sooner(first: TimeExpression, last: TimeExpression) -> TimeExpression:
    """Mend "from March until August": both are the latest such months, so March may have to step back a year."""
    low, high = first.date.earliest, last.date.latest
    if low and high and low > high and first.date.latest:
        return replace(first, date=Date(step(low, "year", -1), step(first.date.latest, "year", -1)))
    return first


def _gap(text: str, last: TimeExpression, time: TimeExpression) -> str:
    """What joins two expressions; a frame word like "before" that the second took in counts as the joint."""
    words = time.span.of(text)
    lead = re.match(r"(?:before|prior\sto)\s(?:the\s)?", words, re.IGNORECASE) if time.kind == "until" else None
    return text[last.span.end : time.span.start] + (lead[0] if lead else "")


def _away(date: Date, length: tuple[int, Unit], *, back: bool) -> Date:
    """`length` before the beginning of `date`, or after its end; counted in weeks or more, a few days either way."""
    count, unit = length
    base = date.earliest if back else date.latest
    if base is None or width(date) == float("inf"):
        return ANY
    middle = step(base, unit, -count if back else count)
    slack = 0 if unit == "day" else WIDTH[unit] // 4
    return Date(step(middle, "day", -slack), step(middle, "day", slack))
