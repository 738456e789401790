"""Described participants: "an Egyptian security official", "nearly 8,000 militants", "the army", "a fuel truck".

There is no parser here: a base noun phrase is read backwards from a noun of nominals.tsv to its determiner, number or
first modifier, and forwards over a short "in Libya", "of the Free Syrian Army".
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from ..lang.lexicon import Noun, demonyms, nouns, words
from ..lang.tokens import Sentence
from ..model import Kind, Span
from .sight import Sight
from .wording import Found, Line, Word, plain

_DETERMINERS = words("determiners")
_SPECIFIC = words("specific")
_BEFORE_OTHER = words("before_other")
_DEFINITE = words("definite")
_NUMBERS = words("numbers")
_BEFORE_NUMBER = re.compile(
    r"(?:at least|at most|as many as|up to|more than|fewer than|less than|about|around|nearly|almost|some|over|roughly|"
    r"approximately|an estimated|only)\s+$",
    re.IGNORECASE,
)
_BEFORE_PLURAL = re.compile(
    r"(?:(?:a|the) (?:group|number|handful|band|couple|team|crowd|convoy)|groups|tens of thousands|hundreds of thousands|dozens|scores|hundreds|"
    r"thousands|(?:one|two|three|four|five|six|seven|eight|nine|ten|some|several|many|most|all|few|members|another) of|one|two|three|four|five)"
    r"(?<! of)(?: of)\s+$|(?:one|two|three|four|five|six|some|several|many|most|another) of\s+$",
    re.IGNORECASE,
)
_MODIFIER = re.compile(
    r"(?:.*(?:al|ic|ous|ive|ary|ful|less|ish|ern|ist|ian|ese|able|ible|ent|ant|or|ed|made|old|y|tion|sion|ment|ance|ence|ity|ism|ics)$|"
    r"\w+-\w[\w-]*$)"
)
_FUNCTION = words("function")
_TIED = frozenset({"inspired", "linked", "backed", "affiliated", "aligned", "allied", "led", "trained", "dominated"})
_TAIL = frozenset({"in", "of", "from", "with", "inside"})
_VERB_BEFORE = words("verb_before")
# Nouns that are more often verbs or adjectives right after another noun: "security forces guard", "the men head".
_VERB_LIKE = words("verb_like")


def seen_nouns(sight: Sight) -> dict[int, Noun]:
    """The nouns that the model takes for the heads of people or bodies, by where they begin in the text."""
    made: dict[int, Noun] = {}
    for mention in sight.analysis.mentions:
        if mention.kind in ("person", "group") and sight.analysis.rows[mention.row].tags[mention.head] == "NOUN":
            word = sight.words[mention.row][mention.head]
            several = word.lower.endswith("s") and not word.lower.endswith("ss")
            kind: Kind = "person" if mention.kind == "person" and not several else "group"
            made[word.start] = Noun(kind, "p" if several else "s" if kind == "person" else "c", "")
    return made


def find_nominals(
    text: str, sentence: Sentence, line: Line, names: list[Found], seen: Mapping[int, Noun] = MappingProxyType({})
) -> tuple[list[Found], dict[int, Span]]:
    """Described participants of a sentence, and by the start of a name the title that stands before it.

    Args:
        text: the report's text.
        sentence: the sentence.
        line: its words.
        names: the names found in it.
        seen: `seen_nouns`, for what nominals.tsv does not list.
    """
    found: list[Found] = []
    titles: dict[int, Span] = {}
    starts = {f.span.start: f for f in names}
    inside = {k for k, w in enumerate(line) for f in names if f.span.start <= w.start < f.span.end}
    outer = [f for f in names if not any(o.span.covers(f.span) and o.span != f.span for o in names)]
    taken = 0
    for k, word in enumerate(line):
        noun = _noun(line, k) or seen.get(word.start)
        if noun is None or k in inside or word.start < taken or _modifies(line, k, inside):
            continue
        i = _begin(line, k, outer, inside)
        following = line[k + 1] if k + 1 < len(line) else None
        name = starts.get(following.start) if following and following.start - word.end == 1 else None
        if name and name.kind == "person" and noun.kind == "person" and noun.number == "s" and not word.possessive:
            titles[name.span.start] = Span(line[i].start, word.end)
            continue
        if i == k and (noun.number == "s" or (k > 0 and line[k - 1].lower in _VERB_BEFORE)):
            continue  # "they head", "to guard", "man"
        found.append(_nominal(text, sentence, line, (i, k), noun, outer))
        taken = word.end
    return found, titles


def _noun(line: Line, k: int) -> Noun | None:
    word = line[k]
    if word.text in demonyms() and word.text.endswith("s") and not word.text.endswith("ss"):
        return Noun("group", "p", "")  # "hundreds of Syrians"
    noun = nouns().get(word.lower)
    one = nouns().get(word.lower.removesuffix("s"))
    if noun is None and one and one.number == "s":
        return Noun("group" if one.kind == "person" else one.kind, "p", "")
    return noun


def _modifies(line: Line, k: int, inside: set[int]) -> bool:
    """Is the noun only a modifier of the next one ("police stations")?"""
    if k + 1 >= len(line) or line[k].possessive or k + 1 in inside:
        return False
    following = line[k + 1]
    return following.start - line[k].end == 1 and following.lower in nouns() and following.lower not in _VERB_LIKE


def _nominal(  # noqa: PLR0913, PLR0917 - one case after another
    text: str, sentence: Sentence, line: Line, phrase: tuple[int, int], noun: Noun, names: list[Found]
) -> Found:
    i, k = phrase
    word = line[k]
    start = line[i].start
    kind, number = noun.kind, noun.number
    left = text[max(sentence.span.start, start - 30) : start]
    counted = line[i].text[0].isdigit() or line[i].lower in _NUMBERS
    before = _BEFORE_NUMBER.search(left) if counted else None
    before = before or (_BEFORE_PLURAL.search(left) if number == "p" else None)
    if before:
        start -= len(left) - before.start()
        if before[0].lower().startswith(("one of", "another of")) and word.lower[:-1] in nouns():
            kind, number = nouns()[word.lower[:-1]].kind, "s"
    return Found(
        span=Span(start, _tail(line, k, names)),
        form="nominal",
        kind=kind,
        sentence=sentence.index,
        head=word.lower,
        head_span=Span(word.start, word.end),
        number=number,
        gender=noun.gender,
        definite=line[i].lower in _DEFINITE and not before,
        possessive=word.possessive,
    )


def _begin(line: Line, k: int, names: list[Found], inside: set[int]) -> int:  # noqa: C901 - one case after another
    """The index of the first word of the base noun phrase whose head is `line[k]`."""
    far = _determiner(line, k, inside)
    if far is not None:
        return far
    i = k
    while i > 0 and line[i].start - line[i - 1].end <= (9 if line[i - 1].bound else 1):
        before = line[i - 1]
        low = before.lower
        if low in _DETERMINERS:
            if low == "that" and line[k].lower.endswith("s"):
                break  # "said that Iraqi forces"
            i -= 1
            if (
                low in ("other", "most", "more", "few", "many", "another")
                and i > 0
                and line[i - 1].lower in _BEFORE_OTHER
            ):
                i -= 1
            break
        if i - 1 in inside:
            name = next((f for f in names if f.span.start <= before.start < f.span.end), None)
            if name is None:
                break
            while i > 0 and line[i - 1].start >= name.span.start:
                i -= 1
            if before.possessive:
                break
        elif (
            (before.possessive and low in nouns())
            or _numeral(before)
            or before.text in demonyms()
            or (before.text[0].isupper() and not plain(before))  # an adjective of a place that no list knows
            or _modifier(line, i - 1)
        ):
            i -= 1
        else:
            break
    return i


def _determiner(line: Line, k: int, inside: set[int]) -> int | None:
    """The determiner up to four words before the noun, where only plain modifiers stand between."""
    for i in range(k - 1, max(-1, k - 5), -1):
        word = line[i]
        if line[i + 1].start - word.end != 1 or i in inside:
            return None
        if word.lower in _SPECIFIC:
            return i if k - i > 1 else None
        if word.lower in _FUNCTION or word.possessive or not word.text[0].islower() or word.lower in _DETERMINERS:
            return None
        if (word.lower in nouns() and nouns()[word.lower].number == "p") or word.lower.endswith(("ly", "s")):
            return None
    return None


def _numeral(word: Word) -> bool:
    return word.text[0].isdigit() or word.lower in _NUMBERS


def _modifier(line: Line, i: int) -> bool:
    """Can the word stand before a noun that it describes? A word in -ed only behind a determiner, a number, an adjective."""
    low = line[i].lower
    if low in _FUNCTION or low.endswith("ly"):
        return False
    if low in _TIED and i and line[i - 1].capital:
        return True  # "the Al-Qaeda inspired group"
    if low.endswith("ed") and "-" not in low:
        before = line[i - 1] if i else None
        return before is not None and (
            before.lower in _DETERMINERS or _numeral(before) or before.text in demonyms() or before.possessive
        )
    return (
        low in nouns()
        or low in words("modifier")
        or line[i].text in words("modifier")
        or _MODIFIER.match(low) is not None
    )


def _tail(line: Line, k: int, names: list[Found]) -> int:
    """Where the mention ends: at its head, or after a short "in Libya", "of the Free Syrian Army"."""
    j = k + 1
    if line[k].possessive or j >= len(line) or line[j].lower not in _TAIL:
        return line[k].end
    j += 1
    if j < len(line) and line[j].lower == "the":
        j += 1
    if j < len(line):
        for name in names:
            if name.span.start == line[j].start:
                behind = next((w for w in line[j:] if w.start >= name.span.end), None)
                tied = behind is not None and behind.start - name.span.end == 1 and behind.lower in _TIED
                return line[k].end if tied else name.span.end  # "militants of the Al-Qaeda | inspired group"
    return line[k].end
