"""When a candidate claim holds: which time words of its sentence belong to it, and what they say of its beginning and end.

The nearest time word of the trigger's own clause counts. Not counted are the time of saying so ("said on Tuesday that"),
a time in a relative clause or a quotation that the trigger stands outside of. "Since", "after" and "until" carry over the
clause that they open ("since the army took power two years ago"). What happened and has no time word of its own takes
the time of the sentence before it: news tells one event over several sentences (Kamp and Rohrer 1983 on narrative
progression).
"""

import re
from dataclasses import replace

from ..lang.dates import TimeExpression, begun
from ..lang.intervals import width
from ..lang.tokens import Sentence
from ..model import Span
from ..predicates import PREDICATES, Nature
from ..when import ANY, Date, Period
from .parts import Candidate, Reading, anchor_of
from .timeline import NEAR, entry_time, last_named, of_saying, time_before, time_of_saying, times_of

_CLAUSE = re.compile(
    r";|—|–\s|\s-\s|,?\s\b(?:who|which|whose|whom|where|when|while|although|though|whereas|but|because)\b|:\s"
)
_FRAME = re.compile(
    r"\b(since|after|following|before|until|when|in\sthe\saftermath\sof)\b"
    r"(?!\s(?:\w+\s)?(?:dawn|noon|midnight|sunrise|sunset|dusk|nightfall|prayers?)\b)(?=[^,;:.]*$)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s(?:which|who|whose|where)\b[^,;]*\Z")
_GOVERNED = re.compile(r"\b\w+(?:ed|ore|ing)\b[^,;:]{0,40}\b(?:to|by|with|against|from)\s(?:the\s|its\s)?\Z")
_QUOTES = re.compile(r"[“”\"«»]")
_FUTURE = re.compile(
    r"\b(?:will|would|could(?!\s(?:be\sseen|not))|may(?!\s(?:God|Allah|he|the))|might|plans?\sto|planning\sto|intends?\sto|seek(?:s|ing)?\sto|vow(?:s|ed)\sto"
    r"|threaten(?:s|ed)\sto|set\sto|going\sto)\b(?!\shave\b)[^.,;:]{0,60}$|\b(?:if|unless)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|used\sto|formerly|former|ex-\w+|previously|once|then|studied|graduated|worked|served|fought|lived|spent|stayed|visited|became\sknown\sfor)\b",
    re.IGNORECASE,
)
_SIMPLE_PAST = re.compile(r"\b(?:\w{3,}ed|spent|fought|held|led|ran|was|were)\b")
_HAVE = re.compile(r"\b(?:has|have|’ve|'ve|been)\b")
_PERFECT = re.compile(
    r"\b(?:has|have)\s(?:\w+\s)?been\b|\b(?:has|have|’ve|'ve)\s\w+(?:ed|wn|en|ught|ld|pt)\b", re.IGNORECASE
)
_ONSET = re.compile(
    r"\b(?:sign\w*|agree[ds]?|join\w*|took|take[ns]?|takes|seiz\w+|captur\w+|overr[au]n|mov(?:e|ed|es|ing)|declar\w+|appoint\w*|promot\w+|nam(?:ed|es|ing)"
    r"|renam\w+|bec[ao]m\w*|deploy\w*|arriv\w+|began|begin\w*|start\w*|fled|flee\w*|enter\w*|conquer\w*|retook|retak\w+|liberat\w+|recaptur\w+|won|fell"
    r"|succeed\w*|replac\w+|set\sup|launch\w*|announc\w+|cross\w*|return\w*|enlist\w*|recruit\w*|elect\w+)\b",
    re.IGNORECASE,
)
_DIED = re.compile(
    r"\b(?:killed|slain|assassinated|executed|died|dies|dead|the\sdeath\sof|killing|beheaded|martyred|shot\sdead)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|does|did|\w{2,}ed|took|taken|takes|held|holds|led|leads|left|leaves|met|won|fell|fled|went|gone|came|comes"
    r"|made|makes|set|ran|runs|gave|given|gives|broke|broken|split|swore|sworn|swears|fought|fights|sent|sends|said|says|became|becomes|began|begun|kept|keeps|grew|know[ns]?"
    r"|claims|controls|commands|heads|belongs|operates|works|serves|supports|opposes)\b"
)
_LEADING = re.compile(r"\W*(?:\w+\s){0,3}")
_STILL = frozenset({"age", "nationality", "occupation", "educated_at", "located_in"})
"""Told in passing, as a rule: a time word near by speaks of something else, unless it stands in the words of the claim."""
_AT_DEATH = 70
_WAS_KILLED = re.compile(
    r"[^.;:]{0,60}?\b(?:(?:was|were|has\sbeen|had\sbeen|been|is)\s(?:\w+\s){0,2}?(?:killed|slain|assassinated|executed|beheaded|dead|captured|arrested|expelled|dismissed)"
    r"|shot\sdead|died|has\sdied|surrendered|resigned|gave\s(?:him|her|them)sel\w+\sup)\b"
)
_KILLED = re.compile(
    r"\b(?:killed|killing(?:\sof)?|assassinated|executed|death\sof|slain|eliminated|neutrali[sz]ed|neutrali[sz]ation\sof|beheaded|captured|arrested|murder\sof|capture\sof|arrest\sof)\s[^;:]{0,60}$"
)
_DIES_WITH = frozenset({"holds_role", "member_of", "occupation", "present_in"})
_OUTLIVES = frozenset(
    {"known_as", "located_in", "nationality", "opposes", "controls", "size", "part_of", "allied_with"}
)


def period_for(reading: Reading, candidate: Candidate) -> tuple[Period | None, str | None]:
    """The period in which the candidate is said to hold, and the words that say so; None where nothing says when.

    Without a time word a state is told as of the date of the text that speaks, an event lies on or before it.
    """
    if candidate.when is not None:
        return candidate.when, candidate.when_words
    sentence = candidate.sentence
    spoken = anchor_of(reading, sentence)
    nature = PREDICATES[candidate.predicate].nature
    if _hypothetical(reading, candidate):
        return (Period(Date.since(spoken.earliest), ANY) if spoken.earliest else None), None
    time = _own_time(reading, candidate, spoken) or entry_time(reading, sentence)
    if time is None and nature != "state" and (later := _later(reading, candidate, spoken)):
        return (Period.at(later) if nature == "event" else _act(later, spoken, ended=False)), "later"
    if time is None and candidate.value.kind in _SAYING:
        time = time_of_saying(reading, sentence)
    if time is None and nature != "state":
        time = time_before(reading, sentence, NEAR[nature])
    if time is None and candidate.predicate in _DIES_WITH and (death := _death(reading, candidate, spoken)):
        return Period(Date.by(death.latest), death), None
    if time is not None:
        words = time.span.of(reading.report.text)
        return _with_time(reading, candidate, time, spoken), words
    return _without_time(reading, candidate, spoken, nature), None


def _own_time(reading: Reading, candidate: Candidate, spoken: Date) -> TimeExpression | None:
    """The time word of the sentence that belongs to the trigger."""
    text, trigger, sentence = reading.report.text, candidate.trigger, candidate.sentence
    saying = candidate.predicate == "incident" and candidate.value.kind in (*_SAYING, "meeting")
    state, nominal = PREDICATES[candidate.predicate].nature == "state", _nominal(reading, candidate)
    best: tuple[float, int, TimeExpression] | None = None
    for found in times_of(reading, sentence):
        time = found
        if time.kind in ("set", "duration") and not (time.kind == "duration" and _lasts(text, sentence, time)):
            continue
        if not saying and time.kind == "date" and of_saying(text, sentence.span.start, time):
            continue
        inside = candidate.evidence.covers(time.span)
        if not inside and candidate.predicate in _STILL and time.kind != "now":
            continue
        far, time = _distance(text, sentence, trigger, time, spoken)
        if inside:
            far *= 0.3
        elif _of_a_noun(text, time) or (state and not _governs(text, sentence, trigger, time, nominal=nominal)):
            continue
        if far < _TOO_FAR and (best is None or (far, time.span.start) < best[:2]):
            best = (far, time.span.start, time)
    return best[2] if best else None


_DAYS, _MONTH = 7, 31
"""A release dated by its month alone tells of that month; one dated to the day may tell of the days before."""
_SAYING = ("statement", "video")
_TOO_FAR = 260.0
_ADJACENT = 45.0


def _of_a_noun(text: str, time: TimeExpression) -> bool:
    """Does the time only name something ("a 2015 peace deal", "the June attack")?"""
    before, after = text[max(0, time.span.start - 8) : time.span.start], text[time.span.end : time.span.end + 3]
    named = re.search(r"\b(?:a|an|the|its|their|his|this)\s$", before) and re.match(r"\s[a-z]{2}", after)
    return bool(named) and time.kind == "date"


def _nominal(reading: Reading, candidate: Candidate) -> bool:
    """Is it a state told by a noun ("X, the leader of Y"), which the sentence's own verb and time do not reach?"""
    state = PREDICATES[candidate.predicate].nature == "state"
    return state and not _VERB.search(candidate.trigger.of(reading.report.text))


def _governs(text: str, sentence: Sentence, trigger: Span, time: TimeExpression, *, nominal: bool) -> bool:
    """Does a time outside the words of a state speak of it? One that leads the sentence, or stands beside it."""
    low, high = (trigger.end, time.span.start) if trigger.end <= time.span.start else (time.span.end, trigger.start)
    between = text[low:high]
    if nominal and trigger.end <= time.span.start and _GOVERNED.search(text, sentence.span.start, trigger.start):
        return False
    leads = not text[sentence.span.start : time.span.start].strip(' "“(-•*') or bool(
        _LEADING.fullmatch(text, sentence.span.start, time.span.start)
    )
    if leads and not nominal:
        return not _CLAUSE.search(between) or time.kind in ("now", "since")
    near = _ADJACENT if nominal else 3 * _ADJACENT
    return "," not in between and not _CLAUSE.search(between) and len(between) < near


def _lasts(text: str, sentence: Sentence, time: TimeExpression) -> bool:
    """Is it "for two years", not "two years in prison" or "a two-day visit"?"""
    head = text[max(sentence.span.start, time.span.start - 6) : time.span.start].lower()
    return head.endswith("for ")


def _distance(
    text: str, sentence: Sentence, trigger: Span, time: TimeExpression, spoken: Date
) -> tuple[float, TimeExpression]:
    """How far, in characters and more for each border crossed; and the time as the trigger sees it over a "since"."""
    if trigger.meets(time.span) or trigger.covers(time.span):
        return 0.0, time
    low, high = (trigger.end, time.span.start) if trigger.end <= time.span.start else (time.span.end, trigger.start)
    between = text[low:high]
    far = float(len(between))
    far += 120 * len(_CLAUSE.findall(between))
    if "," in between and _ASIDE.search(text, sentence.span.start, time.span.start):
        far += 120  # the comma closes the relative clause that the time stands in
    far += 200 * (len(_QUOTES.findall(between)) % 2)
    if trigger.end <= time.span.start and time.kind == "date":
        framed = _FRAME.search(between)
        if framed:
            return far * 0.6, _seen_over(framed[1].lower(), time, spoken)
    if time.span.end <= trigger.start and "," not in between and not between.strip():
        far = 0.0
    if not text[sentence.span.start : time.span.start].strip(' "“(-•*') and trigger.start > time.span.end:
        far = min(far, 100.0)  # a leading date is the whole sentence's
    return far, time


def _seen_over(frame: str, time: TimeExpression, spoken: Date) -> TimeExpression:
    if frame == "since":
        return replace(time, kind="since")
    if frame in ("after", "following", "in the aftermath of") and time.date.earliest and spoken.latest:
        return replace(time, date=Date(time.date.earliest, max(spoken.latest, time.date.earliest)))
    if frame in ("before", "until"):
        return replace(time, kind="until")
    return time


def _hypothetical(reading: Reading, candidate: Candidate) -> bool:
    """Is the trigger in the scope of "will", "if", "plans to"?"""
    text = reading.report.text
    if _nominal(reading, candidate):
        return False
    head = text[candidate.sentence.span.start : candidate.trigger.start][-80:]
    return bool(_FUTURE.search(head)) and not candidate.ended


def _later(reading: Reading, candidate: Candidate, spoken: Date) -> Date | None:
    """Find when "he later appeared" is: between the time last named and the report."""
    text = reading.report.text
    near = text[max(candidate.sentence.span.start, candidate.trigger.start - 20) : candidate.trigger.end]
    if not re.search(r"\blater\b(?!\s(?:on\s)?(?:this|in|today))", near):
        return None
    base = last_named(reading, candidate.sentence)
    if base is None or base.earliest is None or spoken.latest is None or base.earliest > spoken.latest:
        return None
    return Date(base.earliest, spoken.latest)


def _death(reading: Reading, candidate: Candidate, spoken: Date) -> Date | None:
    """The date of the death that the sentence tells right after or before the trigger ("the leader of X was killed")."""
    text, trigger, sentence = reading.report.text, candidate.trigger, candidate.sentence
    before = text[max(sentence.span.start, trigger.start - _AT_DEATH) : trigger.start]
    after = text[trigger.end : min(sentence.span.end, trigger.end + _AT_DEATH)]
    if not (_WAS_KILLED.match(after) or _KILLED.search(before)):
        return None
    told = Span(trigger.end, trigger.end + 1) if _WAS_KILLED.match(after) else trigger
    place = replace(candidate, predicate="status", trigger=told)
    time = _own_time(reading, place, spoken) or time_before(reading, sentence, NEAR["act"])
    return time.date if time and time.date.known else Date.by(spoken.latest)


def _with_time(reading: Reading, candidate: Candidate, time: TimeExpression, spoken: Date) -> Period | None:
    nature = PREDICATES[candidate.predicate].nature
    if time.kind == "duration" and nature == "state" and _over(reading, candidate):
        time = replace(time, kind="until", date=Date.by(spoken.latest))
    elif time.kind == "duration":
        time = replace(time, kind="since", date=begun(time.span.of(reading.report.text), spoken))
    if not time.date.known:
        return _without_time(reading, candidate, spoken, nature)
    if nature == "act":
        return _act(time.date, spoken, ended=time.kind == "until")
    if time.kind == "since":
        return _from(time.date, spoken)
    if time.kind == "until":
        return Period(Date.by(time.date.latest), time.date)
    if nature == "event":
        return Period.at(time.date)
    return _state(reading, candidate, time, spoken)


def _over(reading: Reading, candidate: Candidate) -> bool:
    """Is a spell told in the simple past ("lived there for two years"), and so over?"""
    words = candidate.evidence.of(reading.report.text)
    return bool(_SIMPLE_PAST.search(words)) and not _HAVE.search(words)


def _state(reading: Reading, candidate: Candidate, time: TimeExpression, spoken: Date) -> Period:
    """A state with a date: it began on it ("seized on Monday"), ended by it ("was killed"), or is told of that day."""
    date = time.date
    if time.kind == "now":
        return Period(spoken, Date.since(spoken.earliest))
    words = candidate.trigger.of(reading.report.text) + " " + candidate.evidence.of(reading.report.text)
    if candidate.ended or (_DIED.search(words) and candidate.predicate not in _OUTLIVES):
        return Period(Date.by(date.latest), date)
    if _ONSET.search(words):
        return _from(date, spoken)
    return Period.at(date) if _PAST.search(words) else _from(date, date)


def _from(begin: Date, lasting: Date) -> Period:
    """Begun on one date and lasting on another; on the first where that is the later one (a beginning in the future)."""
    days = [d.earliest for d in (begin, lasting) if d.earliest is not None]
    return Period(begin, Date.since(max(days, default=None)))


def _act(date: Date, spoken: Date, *, ended: bool) -> Period:
    if ended:
        return Period.at(Date.by(date.latest))
    return Period(date, Date.since(date.earliest or spoken.earliest))


def _without_time(reading: Reading, candidate: Candidate, spoken: Date, nature: Nature) -> Period | None:
    if not spoken.known:
        return None
    if nature == "event":
        return Period.at(spoken if spoken.earliest and _DAYS < width(spoken) <= _MONTH else Date.by(spoken.latest))
    if nature == "act":
        return Period(Date.by(spoken.latest), Date.since(spoken.earliest))
    words = candidate.trigger.of(reading.report.text)
    if candidate.ended or candidate.predicate == "educated_at" or (_PAST.search(words) and not _PERFECT.search(words)):
        return Period.at(Date.by(spoken.latest))
    return Period.as_of(spoken)
