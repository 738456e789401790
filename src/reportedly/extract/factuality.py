"""How firmly a report commits itself to a claim: denied or not, asserted, hedged or hypothetical, doubted by the report.

A cue counts only where it governs the words that carry the claim: it stands before them with no clause between, or its
reach is the whole clause, the sentence, or, for a judgement of the report's own, the next sentence. After FactBank
(Sauri and Pustejovsky 2009) and the scopes of ConText (Harkema et al. 2009), with cues as data.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..lang.tables import rows
from ..model import Span
from .parts import Candidate, Factuality, Reading

_BREAK = re.compile(
    r"[;:!?]|\.\s|, (?:and|but|while|who|which|where|when|though|although|whom|yet|or|so)\b|\b(?:but|while|whereas|although|though|because)\b|\n",
    re.IGNORECASE,
)
_SOFT = re.compile(r"\b(?:who|which|where|when|after|before|since|as|and)\b|[,()–—]", re.IGNORECASE)
_FAR_BREAK = re.compile(r"[;!?]|\.\s|, (?:but|while|adding|and (?:said|added))\b|\bbut\b|\n", re.IGNORECASE)
_IRONY = re.compile(r"/s(?:arc)?\b|\[/?s(?:arc(?:asm)?)?\]|</?sarc(?:asm)?>|\b(?:lol|heh|snark)\b", re.IGNORECASE)


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
        effect = row[1] if columns == 3 else "denied"  # noqa: PLR2004  # the table's width
        words = re.compile(rf"(?<![\w-])(?:{row[0].replace(' ', chr(92) + 's+')})(?![\w-])" if not row[0].startswith("n[") else row[0], re.IGNORECASE)
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
    for cue, found in _governing(text, whole, trigger, "hedges.tsv"):
        if cue.reach != "report":
            effects.add(cue.effect)
            hedges.append(found)
    denied = candidate.denied or any(True for _ in _governing(text, whole, trigger, "denials.tsv"))
    certainty = "hypothetical" if "hypothetical" in effects else "hedged" if "hedged" in effects else "asserted"
    return Factuality(
        denied=denied,
        certainty=certainty,
        hedges=tuple(sorted(set(hedges))),
        assessment=_assessment(reading, candidate),
        ironic=bool(_IRONY.search(text, whole.start, min(len(text), whole.end + 8))),
    )


def _governing(text: str, sentence: Span, trigger: Span, table: str) -> Iterator[tuple[_Cue, Span]]:
    for cue in _cues(table):
        for match in cue.words.finditer(text, sentence.start, sentence.end):
            found = Span(*match.span())
            if _governs(text, cue, found, trigger):
                yield cue, found


def _governs(text: str, cue: _Cue, found: Span, trigger: Span) -> bool:
    if cue.reach == "sentence":
        return True
    if cue.reach == "report":
        return False
    if cue.reach == "back":
        return found.start >= trigger.start and not _BREAK.search(text, trigger.end, found.start)
    if trigger.covers(found):
        return not _BREAK.search(text, trigger.start, found.start)
    if found.start < trigger.start:
        between = text[found.end : trigger.start]
        if cue.reach == "far":
            return not _FAR_BREAK.search(between)
        if cue.reach == "if":
            return not re.search(r"[;!?]|\.\s|\n", between)
        return not _BREAK.search(between)
    between = text[trigger.end : found.start]
    return cue.reach == "clause" and not _BREAK.search(between) and not _SOFT.search(between)


def _assessment(reading: Reading, candidate: Candidate) -> str | None:
    """The report's own judgement: in the sentence itself or in the two that follow in the same passage."""
    first = candidate.sentence.index
    near = [candidate.sentence, *(s for s in reading.sentences[first + 1 : first + 3] if s.passage == candidate.sentence.passage)]
    for sentence in near:
        for cue in _cues("hedges.tsv"):
            if cue.reach == "report" and cue.words.search(reading.report.text, sentence.span.start, sentence.span.end):
                return cue.effect
    return None
