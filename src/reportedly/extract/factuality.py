"""How firmly a report commits itself to a claim: denied or not, asserted, hedged or hypothetical, doubted by the report.

A cue counts only where it governs the words that carry the claim: it stands before them with no clause between, or its
reach is the whole clause, the sentence, or, for a judgement of the report's own, the next sentence. After FactBank
(Sauri and Pustejovsky 2009) and the scopes of ConText (Harkema et al. 2009), with cues as data.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_args

from ..lang.lexicon import rows
from ..model import Assessment, Certainty, Quote, Span
from .parts import Candidate, Factuality, Reading

_BREAK = re.compile(
    r"[;:!?]|, (?:and|but|while|when|though|although|whom|yet|or|so)\b|\b(?:but|while|whereas|although|though|because|who|which|where|whom)\b|\n",
    re.IGNORECASE,
)
_SOFT = re.compile(r"\b(?:when|after|before|since|as|and)\b|[,()–—]", re.IGNORECASE)
_FAR_BREAK = re.compile(
    r"[;!?]|, (?:but|while|adding|and)\b|\bbut\b|\band (?:said|says|pointed|points|accused|accuses|blamed|blames|added|adds|called|calls)\b|\n",
    re.IGNORECASE,
)
# What follows is another clause, which a denial before it leaves alone: "did not speak when they took the town".
_OTHER = re.compile(r"\b(?:and|when|after|before|until|unless|without|as (?:we|they|he|she|it))\b", re.IGNORECASE)
# "denies, on his account": where it is said, not what.
_WHERE_SAID = re.compile(r"^(?: it| this| that)?, (?:on|in|via|through|at|by)\b(?:(?!\bthat\b)[^,])*$", re.IGNORECASE)
_WORD = re.compile(r"[\w'’-]*")
# A denial of one's own part leaves the event itself: "denied any role in the blast", "did not claim the blast".
_PART = re.compile(
    r"\b(?:role|part|hand|involve(?:ment|d)|responsib\w+|complicity|links?|linked|relation|connection|ties|claimed|behind|to do with)\b",
    re.IGNORECASE,
)
# "Neither Chairman A nor the leader B attended": it is the verb that is denied, not their posts.
_PAIR = re.compile(r"(?:[Nn]either|[Nn]or) [A-Z]")
_STOP = re.compile(r"[;!?]|\n")
# States that a noun phrase can carry: "the leader of", "fighters in". Such a phrase is taken for granted, whatever the
# clause around it denies or plans; only a cue right before it counts ("the alleged leader").
_NOMINAL = frozenset(
    [
        "located_in",
        "known_as",
        "nationality",
        "age",
        "occupation",
        "educated_at",
        "holds_role",
        "member_of",
        "part_of",
        "size",
        "opposes",
        "supports",
        "controls",
        "present_in",
        "allied_with",
        "split_from",
        "merged_with",
        "founded",
    ]
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|do|does|did|will|would|shall|can|could|may|might|must|became|become|took|take|takes|gave|"
    r"give|gives|swore|swears|swear|fought|fight|fights|left|leave|leaves|broke|breaks|break|held|holds|led|leads|ran|runs|run|sent|sends|"
    r"send|came|comes|come|went|goes|go|kept|keeps|lost|loses|won|wins|join|joins|says|said|made|makes|make|met|set|hold|lead|built|bought|"
    r"sold|paid|fell|fled|get|gets|got|teach|taught|know|knows|want|wants|support|supports|control|controls|belong|belongs|answer|answers|"
    r"there|sit|sits|count|counts|number|numbers|\w{3,}ed|\w+n['’]t)\b|['’](?:s not|re|ve|ll)\b",
    re.IGNORECASE,
)
_IRONY = re.compile(r"/s(?:arc)?\b|\[/?s(?:arc(?:asm)?)?\]|</?sarc(?:asm)?>|\b(?:lol|heh|snark)\b", re.IGNORECASE)


_LONG = 40  # characters: a trigger that is a clause
_NEAR = 4  # words between a cue and the few words that it governs
_BEFORE_CUE = 12  # characters: an auxiliary and an adverb between "not" and the verb
_EVENTS = frozenset(["left", "split_from", "incident"])  # "no longer" ends a state; it does not undo an event
_COPULA = re.compile(r"\b(?:is|are|was|were|be|been|being|become|became|as|remains?)(?: \w+){0,2} ?$", re.IGNORECASE)
_NOUN = re.compile(
    r"\b(?:\w+(?:er|or|man|woman|ist|tion|ship|ance)|men|women|chief|head|emir|amir|judge|wali|branch|wing|arm|ally|allies|affiliate|province|"
    r"group|alias|offshoot|deputy|battalion|cell|unit|enemy|foe|pact|truce|war|feud|fight|aid|ties|son|brother|cleric|official)s?\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r", (?:who|which|whose|where|whom)\b[^,]*$", re.IGNORECASE)  # a clause between commas
_CONTRAST = re.compile(r",(?: and| but)?\s*$", re.IGNORECASE)  # "it was X, not Y, that ..."
_SUBORDINATE = re.compile(
    r"\s*[\"“]?(?:when|if|after|because|as|since|although|though|unless|despite|while|before|having|without|should|had|unlike|contrary)\b",
    re.IGNORECASE,
)
_BLANK = r"\s+"


@dataclass(frozen=True, slots=True)
class _Cue:
    words: re.Pattern[str]
    effect: str
    reach: str


@cache
def _cues(name: str) -> tuple[_Cue, ...]:
    columns = 3 if name == "hedges.tsv" else 2
    made = []
    for row in rows(name, columns):
        effect = row[1] if columns == 3 else "denied"  # the table's width
        words = re.compile(rf"(?<![\w-])(?:{row[0].replace(' ', _BLANK)})(?![\w-])", re.IGNORECASE)
        if effect != "none" and row[-1] != "none":
            made.append(_Cue(words, effect, row[-1]))
    return tuple(made)


def judge(reading: Reading, candidate: Candidate) -> Factuality:
    """What the text around `candidate.trigger` says of its truth."""
    text = reading.report.text
    sentence, trigger = candidate.sentence.span, candidate.trigger
    whole = Span(min(sentence.start, trigger.start), max(sentence.end, trigger.end))
    hedges: list[Span] = []
    effects: set[str] = set()
    for cue, found in _governing(reading, whole, candidate, "hedges.tsv"):
        effects.add(cue.effect)
        hedges.append(found)
    if candidate.sentence.passage.voice in ("headline", "subheading") and candidate.sentence.text.rstrip().endswith(
        "?"
    ):
        effects.add("hedged")
    denied = candidate.denied or any(True for _ in _governing(reading, whole, candidate, "denials.tsv"))
    certainty: Certainty = (
        "hypothetical" if "hypothetical" in effects else "hedged" if "hedged" in effects else "asserted"
    )
    return Factuality(
        denied=denied,
        certainty=certainty,
        hedges=tuple(sorted(set(hedges))),
        assessment=_assessment(reading, candidate),
        ironic=bool(_IRONY.search(text, whole.start, min(len(text), whole.end + 8))),
    )


def _governing(reading: Reading, sentence: Span, candidate: Candidate, table: str) -> Iterator[tuple[_Cue, Span]]:
    text = reading.report.text
    trigger = candidate.trigger
    nominal = _is_nominal(text, candidate)
    unowned = candidate.predicate == "incident" and not candidate.fillers("perpetrator")
    speech = _innermost(reading, trigger)
    for cue in _cues(table):
        if cue.reach in ("report", "own") or (cue.reach == "state" and candidate.predicate in _EVENTS):
            continue
        for match in cue.words.finditer(text, sentence.start, sentence.end):
            found = Span(*match.span())
            if speech is not None and cue.reach != "sentence" and not _within(speech, found):
                continue
            if unowned and cue.effect == "denied" and _PART.search(text, found.start, max(found.end, trigger.start)):
                continue
            if nominal and _PAIR.match(text, found.start) and not trigger.covers(found):
                continue
            if cue.reach == "sentence" or (
                _adjoins(text, found, trigger)
                if nominal
                else _beside(text, found, trigger)
                if cue.reach == "near"
                else _governs(text, cue, found, trigger, sentence)
            ):
                yield cue, found


def _innermost(reading: Reading, trigger: Span) -> Quote | None:
    """The smallest quote with a cue of its own whose content holds the trigger."""
    holding = [q for q in reading.quotes if q.cue is not None and q.content.covers(trigger)]
    return min(holding, key=lambda q: (q.content.end - q.content.start, q.content), default=None)


def _within(speech: Quote, found: Span) -> bool:
    """Does a word belong to what is said, or to the verb that says it ("denied", "has not ruled out")?"""
    assert speech.cue is not None
    return speech.content.covers(found) or found.meets(speech.cue) or 0 <= speech.cue.start - found.end <= _BEFORE_CUE


def _is_nominal(text: str, candidate: Candidate) -> bool:
    """Is the trigger a noun phrase that takes its relation for granted: no verb in it, and none that it completes?"""
    trigger = candidate.trigger
    if candidate.predicate not in _NOMINAL or _VERB.search(trigger.of(text)):
        return False
    if _COPULA.search(text[max(candidate.sentence.span.start, trigger.start - 40) : trigger.start]):
        return False
    words = trigger.of(text)
    before = text[max(0, trigger.start - 30) : trigger.start].rstrip().lower()
    led = re.search(
        r"(?:^|[\s(])(?:an?|the|his|her|its|their|our|of|in|from|by|former|and|,|\w+['’]s)$|[,(–—-]$", before
    )
    return bool(
        led
        or words[0].isupper()
        or _NOUN.search(words)
        or re.match(r"(?:an?|the|of|in|from|at|with|by|its|his|their)\b", words)
    )


def _adjoins(text: str, found: Span, trigger: Span) -> bool:
    """Does the cue stand right before a noun phrase, two words between at most, or open it?"""
    if trigger.covers(found):
        return len(text[trigger.start : found.start].split()) <= 1
    between = text[found.end : trigger.start]
    return (
        found.end <= trigger.start
        and len(between.split()) <= 2
        and not re.search(r"[,;:()]|\b(?:of|in|to|by|with)\b", between)
    )


def _beside(text: str, found: Span, trigger: Span) -> bool:
    """Does the cue stand near where the trigger begins, with no comma between?"""
    between = text[min(found.end, trigger.start) : max(found.start, trigger.start)]
    return found.start < trigger.end and "," not in between and len(between.split()) <= _NEAR


def _governs(text: str, cue: _Cue, found: Span, trigger: Span, sentence: Span) -> bool:
    if cue.reach == "back":
        return found.start >= trigger.start and not _BREAK.search(text, trigger.end, found.start)
    if trigger.covers(found):
        rest = trigger.end - found.end
        if (
            cue.effect == "denied" and 4 * rest < trigger.end - trigger.start and trigger.end - trigger.start > _LONG
        ):  # it denies what follows, and little does
            return False
        opens = not _BREAK.search(text, trigger.start, found.start)
        return opens or (2 * rest >= trigger.end - trigger.start and not _BREAK.search(text, found.end, trigger.end))
    if found.start < trigger.start:
        between = text[found.end : trigger.start]
        if "," in between and cue.reach in ("fore", "clause", "state"):
            front = text[sentence.start : found.start]
            if _ASIDE.search(front) or (
                cue.effect == "denied" and (_CONTRAST.search(front) or _SUBORDINATE.match(front))
            ):
                return False
        first = _WORD.match(text, trigger.start)  # "but to the emir": a break may open the trigger itself
        return _reaches(cue, text[found.end : first.end() if first else trigger.start])
    between = text[trigger.end : found.start]
    return cue.reach == "clause" and not _BREAK.search(between) and not _SOFT.search(between)


def _reaches(cue: _Cue, between: str) -> bool:
    """Does a cue govern what follows it after these words?"""
    if cue.reach == "far":
        return not (_FAR_BREAK.search(between) or (cue.effect == "denied" and _WHERE_SAID.search(between)))
    if cue.reach == "if":
        return not _STOP.search(between)
    if cue.effect == "denied" and _OTHER.search(between):
        return False
    return not _BREAK.search(between)


def _assessment(reading: Reading, candidate: Candidate) -> Assessment | None:
    """The report's own judgement: in the sentence itself or in the two that follow in the same passage."""
    first = candidate.sentence.index
    near = [
        candidate.sentence,
        *(s for s in reading.sentences[first + 1 : first + 3] if s.passage == candidate.sentence.passage),
    ]
    for sentence in near:
        for cue in _cues("hedges.tsv"):
            own = cue.reach == "own" and sentence is candidate.sentence
            if (own or cue.reach == "report") and cue.words.search(
                reading.report.text, sentence.span.start, sentence.span.end
            ):
                return next((a for a in get_args(Assessment) if a == cue.effect), None)
    return None
