"""The words that tell of an incident, found in a sentence: `data/incidents.tsv` against its tokens."""

from dataclasses import dataclass
from functools import cache

from ..lang.lexicon import rows
from ..lang.tokens import Sentence
from ..model import Span
from .frames import AUXILIARIES, DETERMINERS, PREPOSITIONS, RELATIVES, STOPS, Strip, words
from .parts import Reading

_IRREGULAR = words("irregular")
_FINITE = words("finite")
_NOUNS = words("counting")


@dataclass(frozen=True, slots=True)
class Trigger:
    """One entry of the lexicon at one place of a sentence."""

    kind: str
    part: str  # verb, noun
    frame: str
    needs: str  # "both": the word alone says little
    span: Span
    participle: bool = False  # a past form, which may be a passive
    gerund: bool = False  # "..., killing ten"


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    kind: str
    part: str
    frame: str
    needs: str
    participle: bool


@cache
def _lexicon() -> dict[str, tuple[_Entry, ...]]:
    """Entries by first word, the longest first."""
    found: dict[str, list[_Entry]] = {}
    for kind, part, frame, forms, needs in rows("incidents.tsv", 5):
        for form in forms.split():
            words = tuple(form.split("_"))
            past = part == "verb" and (words[0].endswith(("ed", "en", "wn", "in")) or words[0] in _IRREGULAR)
            found.setdefault(words[0], []).append(_Entry(words, kind, part, frame, needs, past))
    return {
        word: tuple(sorted(entries, key=lambda e: (-len(e.words), e.part, e.kind))) for word, entries in found.items()
    }


def find(reading: Reading, sentence: Sentence) -> list[list[Trigger]]:
    """Where the sentence holds words of the lexicon, outside names; readings of one place side by side."""
    names = [m.span for m in reading.mentions_in(sentence.span) if m.form == "name"]
    words = [_plain(t.text) for t in sentence.tokens]
    found, at = [], 0
    while at < len(words):
        here: list[Trigger] = []
        length = 1
        for entry in _lexicon().get(words[at], ()):
            size = len(entry.words)
            if (here and size < length) or tuple(words[at : at + size]) != entry.words:
                continue
            span = Span(sentence.tokens[at].start, sentence.tokens[at + size - 1].end)
            if not any(name.meets(span) for name in names):
                here.append(
                    Trigger(
                        entry.kind,
                        entry.part,
                        entry.frame,
                        entry.needs,
                        span,
                        entry.participle,
                        entry.words[0].endswith("ing"),
                    )
                )
                length = size
        if here:
            found.append(here)
        at += length
    return found


def _plain(word: str) -> str:
    lower = word.lower().replace("’", "'")
    return lower.removesuffix("'s")


def choose(strip: Strip, group: list[Trigger], at: int, after: int) -> Trigger:
    """The reading of an ambiguous word ("strikes", "attack", "talks") that its surroundings allow."""
    verbs = [t for t in group if t.part == "verb"]
    nouns = [t for t in group if t.part == "noun"]
    if not verbs or not nouns:
        return group[0]
    before = strip.word(at - 1)
    if before in _FINITE or before in RELATIVES or before in AUXILIARIES or before.endswith("ly"):
        return verbs[0]
    if strip.mention(at - 1):
        follows = strip.word(after)
        noun = follows in (*PREPOSITIONS, *STOPS, ",", "") or follows in RELATIVES or follows in AUXILIARIES
        return nouns[0] if noun or strip.word(at - 2) == "'s" else verbs[0]
    if not before or before in STOPS or before == ",":
        return nouns[0] if strip.word(after) in PREPOSITIONS else verbs[0]
    if before in PREPOSITIONS or before in DETERMINERS or before in _NOUNS or before.isdigit():
        return nouns[0]
    return nouns[0] if strip.word(after) in PREPOSITIONS or not strip.mention(after) else verbs[0]
