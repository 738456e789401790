"""The times that a report names, sentence by sentence, and which of them the telling carries on from one to the next.

News tells one event over several sentences, each later than the one before unless it says otherwise (Kamp and Rohrer
1983): a sentence without a time takes that of the sentences before it, a headline and the opening that of those after
it, a line of a list or a chronology that at its head or in its title. The dateline and the time of saying so are the times of no event.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from ..lang.dates import TimeExpression, chained, find_times
from ..lang.intervals import width
from ..lang.tokens import Sentence
from ..when import Date
from .parts import Reading, anchor_of

_SAY = re.compile(
    r"\b(?:said|says|told|reported|announced|added|wrote|tweeted|stated|confirmed|declared|claimed|denied|informed|posted|released"
    r"|according\sto|statement|interview|conference)\b(?:\s(?!(?:that|it|he|she|they|we|I|his|its|two|three|some|at)\b)[\w’'.-]+){0,3}\s?(?:,\s)?(?:on|late|early|earlier|in)?\s?$"
)
_SAID_AFTER = re.compile(r"\s(?:said|told|announced|reported|wrote)\b")
_DATELINE = re.compile(r"[^a-z]*(?:[A-Z][\w’'.-]*,?\s|de\s|al-\w+,?\s){0,8}\(?$")
_AFTER_DATELINE = re.compile(r"(?:\s\d{1,2}:\d\d(?:\s[A-Z]+)?)?\)?,?\s*(?:\([^)\n]{2,40}\)\s*)?(?:--?|–|—|:)\s*|\s*$")
_ENTRY = re.compile(r"\s*(?:\.|:|–|—|-)\s*(?=\S)|\s*\.$")
_COMMON = frozenset({"the", "a", "an", "he", "she", "it", "they", "in", "on", "and", "but", "we", "i", "“the", '"the'})
NEAR = {"event": 6, "act": 3}
"""How many sentences back an event or an act may take its time from; found on the invented worlds (3, 6, 12 and 25 tried)."""
_FRESH, _WEEK, _YEAR = 31, 7, 366
_LEAD = 3
"""The first sentences of a report, which tell what those after them date ("said on Thursday it had killed him": 1 to 6 tried)."""
_ENTRIES, _LIST = 6, 25
"""In a list, whose lines begin alike but for signs and titles between them, the time stands at its head."""


_LINKS = 2
"""Each link looks through as many sentences as an event does: more of them cost much and date nothing else."""
_found = lru_cache(maxsize=1024)(find_times)
"""Every candidate asks again for the times of its sentence and of those around it."""


def times_of(reading: Reading, sentence: Sentence, links: int = _LINKS) -> tuple[TimeExpression, ...]:
    """The time expressions of one sentence, "the day before" and its like counted from the time named before them.

    That one may count from another before it, and so on over `links` sentences.
    """
    text, spoken = reading.report.text, anchor_of(reading, sentence)
    found: list[TimeExpression] = []
    for time in _found(text, sentence.span.start, sentence.span.end, spoken):
        if time.kind == "date" and not time.date.known:
            base = next((t.date for t in reversed(found) if t.date.known and t.kind == "date"), None)
            base = base or (last_named(reading, sentence, links - 1) if links else None) or spoken
            counted = chained(time.span.of(text), base)
            found.append(replace(time, date=counted) if counted is not None else time)
        else:
            found.append(time)
    return tuple(found)


def _earlier(reading: Reading, sentence: Sentence, reach: int) -> Iterator[Sentence]:
    """The sentences before this one that the same voice says, nearest first."""
    for other in reversed(reading.sentences[max(0, sentence.index - reach) : sentence.index]):
        if other.passage.voice == sentence.passage.voice and other.passage.author == sentence.passage.author:
            yield other


def entry_time(reading: Reading, sentence: Sentence) -> TimeExpression | None:
    """The time at the head of the entry that the sentence stands in ("12 March - ...", "13 December. ...")."""
    text = reading.report.text
    for other in (sentence, *_earlier(reading, sentence, NEAR["event"])):
        head = next(iter(times_of(reading, other)), None)
        if (
            head is None
            or head.kind != "date"
            or not head.date.known
            or text[other.span.start : head.span.start].strip(" -•*([")
        ):
            continue
        if _ENTRY.match(text, head.span.end) and (
            other.span.end > head.span.end + 3 or _one_line(text, other, sentence)
        ):
            return head
    return None


def _one_line(text: str, other: Sentence, sentence: Sentence) -> bool:
    """Do the two stand in one paragraph?"""
    return "\n" not in text[other.span.start : sentence.span.start]


def last_named(reading: Reading, sentence: Sentence, links: int = _LINKS) -> Date | None:
    """The date named last before the sentence."""
    for other in _earlier(reading, sentence, NEAR["event"]):
        for time in reversed(times_of(reading, other, links)):
            if time.kind == "date" and time.date.known:
                return time.date
    return None


def time_before(reading: Reading, sentence: Sentence, reach: int) -> TimeExpression | None:
    """The time of the event that the sentences around this one tell: see `_telling`."""
    text, spoken = reading.report.text, anchor_of(reading, sentence)
    for other in _telling(reading, sentence, reach):
        for time in times_of(reading, other):
            if time.kind == "date" and _of_news(time.date, spoken) and not of_saying(text, other.span.start, time):
                return time
    return None


def time_of_saying(reading: Reading, sentence: Sentence) -> TimeExpression | None:
    """When the sentence before this one, or the one before that, says that something was said."""
    text = reading.report.text
    for other in _earlier(reading, sentence, NEAR["act"]):
        for time in times_of(reading, other):
            if time.kind == "date" and time.date.known and of_saying(text, other.span.start, time):
                return time
    return None


def _telling(reading: Reading, sentence: Sentence, reach: int) -> Iterator[Sentence]:
    """Where the time of a sentence may stand, best first.

    In what was told before it; for the first sentences of a report, and its titles, in those after; in the title that
    they stand under ("Report of Wednesday 17 February").
    """
    after = (s for s in reading.sentences[sentence.index + 1 :] if s.passage.voice == "body")
    if sentence.passage.voice in ("headline", "standfirst", "subheading"):
        yield from islice(after, reach)
        return
    before = list(_earlier(reading, sentence, _LIST if _in_list(reading, sentence) else reach))
    yield from before
    if len(before) < _LEAD:
        yield from islice(after, _LEAD)
    titles = (s for s in reversed(reading.sentences[: sentence.index]) if s.passage.voice in ("headline", "subheading"))
    yield from islice(titles, 1)


def _of_news(date: Date, spoken: Date) -> bool:
    """Is it the time of what the report is about: a few days, not long before it? The rest is background."""
    if date.earliest is None or date.latest is None:
        return False
    if spoken.earliest is None or spoken.latest is None:
        return width(date) <= _YEAR  # nothing tells background from news
    fresh = (spoken.earliest - date.latest).days <= _FRESH or (
        spoken.earliest.year == date.latest.year and width(spoken) > _FRESH
    )
    return fresh and width(date) <= max(_WEEK, width(spoken))


def _in_list(reading: Reading, sentence: Sentence) -> bool:
    """Does a line before this one begin with the same word or sign?"""
    first = _first(sentence)
    near = [s for s in reading.sentences[max(0, sentence.index - _ENTRIES) : sentence.index] if _first(s)][-2:]
    return first.lower() not in _COMMON and any(_first(s) == first for s in near)


def _first(sentence: Sentence) -> str:
    """Its first word, without the sign of a list."""
    words = sentence.text.lstrip(" .-–•*\t").split(maxsplit=1)
    return words[0] if words else ""


def of_saying(text: str, floor: int, time: TimeExpression) -> bool:
    """Does the time say when something was said ("told reporters on Tuesday")?"""
    head = text[floor : time.span.start]
    if _DATELINE.fullmatch(head) and _AFTER_DATELINE.match(text, time.span.end) and len(head) > 3:
        return True
    return bool(_SAY.search(head[-70:])) or bool(_SAID_AFTER.match(text, time.span.end))
