"""Names in a syntax tree: which words of an annotated phrase are the name proper, and which a title, a number, a date.

GUM (Zeldes 2017) marks whole phrases ("the Danish prime minister Ana Holm, who ..."). A tagger of names wants "Danish",
"prime minister" and "Ana Holm". The tree and the tags of the Penn treebank (NNP for every word of a name) tell them apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from reportedly.lang.lexicon import nouns

from .wordings import GENERIC, TIMES, TITLES, Labelled, name_kind, national, outermost, time_named, word_set

__all__ = ["Entity", "Word", "head", "names"]


class Word(NamedTuple):
    """A word of a tree; `head` is an index in its sentence, -1 for the root; `fine` its tag in the Penn treebank."""

    text: str
    tag: str
    fine: str
    head: int
    relation: str


@dataclass(kw_only=True, frozen=True)
class Entity:
    """A phrase that GUM marks: words `start` to `end` of a sentence, what it is, the Wikipedia page it is about."""

    start: int
    end: int
    kind: str
    page: str
    number: str  # of the thing it refers to, in its document


_PEOPLE = re.compile(r"[A-Z][a-zé-]{2,}(?:ian|ians|ese|ish|ani|anis)$")
_UNITS = word_set(
    "percent % dollar pound euro kilometer kilometre mile meter metre foot inch ton tonne year month week day hour "
    "minute"
)
_MANY = word_set("dozens scores hundreds thousands millions billions tens")
_NUMBER_OF_NAME = re.compile(r"\d+|[IVX]+$")


def head(sentence: list[Word], start: int, end: int) -> int:
    """The word of a phrase that depends on a word outside of it; of several the one that is not punctuation, the first."""
    out = [i for i in range(start, end) if not start <= sentence[i].head < end]
    real = [
        i
        for i in out
        if sentence[i].tag != "PUNCT" and sentence[i].relation not in ("case", "cc", "reparandum", "discourse")
    ]
    return (real or out)[0]


def _proper(word: Word) -> bool:
    return word.fine.startswith("NNP") or word.tag == "PROPN" or (word.tag == "X" and word.text[:1].isupper())


def _parts(sentence: list[Word], top: int, entity: Entity, others: set[int]) -> Iterator[int]:
    """The words of the name that `top` heads. `others` are the heads of phrases of their own inside."""
    yield top
    for i in range(entity.start, entity.end):
        word = sentence[i]
        if word.head != top:
            continue
        relation = word.relation.partition(":")[0]
        if relation in ("flat", "goeswith") or (
            relation in ("compound", "amod", "nummod", "advmod", "dep")
            and (_proper(word) or (i > top and word.tag == "NUM" and _NUMBER_OF_NAME.match(word.text)))
        ):
            yield from _parts(sentence, i, entity, others)
        elif relation == "nmod" and word.relation != "nmod:unmarked" and _proper(word):
            if word.relation == "nmod:desc":
                if entity.kind != "person" or word.text in ("St.", "St", "Saint", "Jr.", "Sr.", "Jr", "Abu", "Umm"):
                    yield from _parts(sentence, i, entity, others)
            elif word.relation == "nmod:poss":
                if i < top and entity.kind != "person" and i not in others:
                    yield from _parts(sentence, i, entity, others)
            elif entity.kind != "person" and _linked(sentence, i):
                yield from _parts(sentence, i, entity, others)
        elif relation == "appos" and i == top + 2 and sentence[i - 1].text == "the" and _proper(word):
            yield i
        elif relation == "conj" and _proper(word) and i not in others:
            yield from _parts(sentence, i, entity, others)


def _linked(sentence: list[Word], at: int) -> bool:
    """Does a preposition that occurs inside of names tie the word to the name before it?"""
    return any(
        w.head == at and w.relation == "case" and w.text.lower() in ("of", "for", "de", "du", "on", "upon")
        for w in sentence
    )


def _run(sentence: list[Word], top: int, parts: set[int]) -> tuple[int, int]:
    """The unbroken stretch around `top`: between two parts there may be a preposition, an article, "and", a hyphen."""
    bridge = {"case", "det", "cc"}
    start, end = top, top + 1
    for step in (-1, 1):
        at = top
        while True:
            near = at + step
            while (
                0 <= near < len(sentence)
                and near not in parts
                and (sentence[near].relation in bridge or sentence[near].text in ("-", "–", "/", "&", ".", "'", "’"))
            ):
                near += step
            if near not in parts:
                break
            at = near
        start, end = min(start, at), max(end, at + 1)
    return start, end


def _title(sentence: list[Word], at: int, places: set[int]) -> Labelled:
    """The title that the word `at` heads: "Prime Minister", "Secretary of State", but "President" of "President of Chile"."""
    start, end = at, at + 1
    while start and sentence[start - 1].head == at and sentence[start - 1].relation in ("compound", "amod", "punct"):
        before = sentence[start - 1]
        if _national(before) or (
            before.tag == "ADJ" and not before.fine.startswith("NNP") and before.text.lower() not in _RANKS
        ):
            break
        if start - 1 in places:
            break
        start -= 1
    while start < at and sentence[start].tag == "PUNCT":
        start += 1
    if end < len(sentence) and sentence[end].text == "." and end + 1 < len(sentence) and sentence[end].head == at:
        end += 1
    if (
        end + 1 < len(sentence)
        and sentence[end].text.lower() == "of"
        and sentence[end + 1].text in ("State", "Staff", "Defense", "Defence")
    ):
        end += 2
    return start, end, "title"


_DOUBTFUL = word_set("major private general count judge brother sister father chair fellow lady")
_RANKS = word_set("prime deputy vice foreign chief executive general senior former acting")


def _national(word: Word) -> bool:
    if word.tag not in ("ADJ", "PROPN", "NOUN") or not word.text[:1].isupper():
        return False
    return national(word.text) or (word.fine == "JJ" and bool(_PEOPLE.match(word.text)))


def _time(sentence: list[Word], entity: Entity) -> Labelled | None:
    """The time that a phrase names, without its article and without what is told of it."""
    start, end = entity.start, entity.end
    top = head(sentence, start, end)
    for i in range(top + 1, end):
        if sentence[i].relation.partition(":")[0] in ("acl", "advcl", "appos", "conj", "cc") or sentence[i].tag in (
            "VERB",
            "PRON",
            "SCONJ",
        ):
            end = i
            break
    while start < end and sentence[start].tag in ("PRON", "ADP", "PUNCT"):
        start += 1
    while end > start and sentence[end - 1].tag in ("PUNCT", "ADP", "DET", "CCONJ", "SCONJ", "PART"):
        end -= 1
    if end < len(sentence) and sentence[end].text == "ago":
        end += 1
    return time_named([w.text for w in sentence], start, end)


def _quantities(sentence: list[Word]) -> Iterator[Labelled]:
    """Numbers with what they count, sums of money, shares; a number of days or years is a time."""
    for i, word in enumerate(sentence):
        start = end = i
        if word.tag == "NUM" and word.relation == "nummod" and word.head >= 0:
            counted = sentence[word.head]
            while start and sentence[start - 1].head == i and sentence[start - 1].tag in ("NUM", "SYM"):
                start -= 1
            if counted.tag == "SYM" and word.head < i:
                start, end = word.head, i + 1
            elif counted.tag in ("NOUN", "SYM") and i < word.head < i + 6:
                end = word.head + 1
                if word.text.lower() == "one" and counted.tag == "NOUN" and not _counted(counted.text):
                    continue
        elif (
            word.text.lower() in _MANY and word.tag == "NOUN" and i + 2 < len(sentence) and sentence[i + 1].text == "of"
        ):
            near = range(i + 2, min(i + 6, len(sentence)))
            end = next((j + 1 for j in near if sentence[j].head == i and sentence[j].tag == "NOUN"), i)
        last = sentence[end - 1].text.lower()
        if any(
            sentence[j].text in ("–", ",", "(", "/") or (sentence[j].text == "-" and last not in TIMES)
            for j in range(start, end)
        ):
            continue
        if end > start:
            yield start, end, "time" if last in TIMES else "quantity"


def _counted(noun: str) -> bool:
    """Is "one" before the noun a number rather than a pronoun ("one man", "one percent", but not "one way")?"""
    known = nouns().get(noun.lower())
    return noun.lower() in _UNITS or (known is not None and known.kind == "person")


def names(sentence: list[Word], entities: list[Entity]) -> list[Labelled]:
    """Names, titles, nationalities, times and quantities of a sentence; outermost, sorted, none over another."""
    found: list[Labelled] = []
    heads = {head(sentence, e.start, e.end): e for e in sorted(entities, key=lambda e: e.start - e.end)}
    places = {i for i, e in heads.items() if e.kind in ("place", "organization")}
    languages = {i for i, e in heads.items() if e.kind == "abstract"}
    for entity in entities:
        top = head(sentence, entity.start, entity.end)
        word = sentence[top]
        if entity.kind == "time":
            found += [t for t in [_time(sentence, entity)] if t]
        elif entity.kind == "person" and word.text.lower() in TITLES and not _bears(sentence, top):
            beside = word.relation == "appos" or any(w.head == top and w.relation == "appos" for w in sentence)
            if beside and (_proper(word) or (word.relation == "appos" and word.text not in _DOUBTFUL)):
                found.append(_title(sentence, top, places))
        elif _proper(word) and not _national(word):
            start, end = _run(sentence, top, set(_parts(sentence, top, entity, set(heads) - {top})))
            while start < end and sentence[start].tag in ("DET", "PUNCT", "CCONJ") and not _proper(sentence[start]):
                start += 1
            kind = name_kind(entity.kind, [w.text for w in sentence[start:end]], entity.page)
            if kind:
                found.append((start, end, kind))
        else:
            found += _borne(sentence, top, entity, set(heads))
    for i, word in enumerate(sentence):
        if (
            word.relation == "nmod:desc"
            and i < word.head
            and word.head in heads
            and heads[word.head].kind == "person"
            and sentence[word.head].text.lower() not in TITLES
            and (word.text.lower() in TITLES or (word.text[:1].isupper() and word.text not in ("St.", "St", "Saint")))
        ):
            found.append(_title(sentence, i, places))
        if _national(word) and not (i in languages and word.tag != "ADJ"):
            found.append((i, i + 1, "nationality"))
    found += _quantities(sentence)
    return outermost(found)


def _bears(sentence: list[Word], top: int) -> bool:
    """Is the title the first word of a name ("Pope John", as a flat name)?"""
    return any(w.head == top and w.relation == "flat" for w in sentence)


def _borne(sentence: list[Word], top: int, entity: Entity, heads: set[int]) -> Iterator[Labelled]:
    """Names that a common noun bears: "the barrister Colin Yeo", "Yonhap news agency", "the island of Funen"."""
    for i in range(entity.start, entity.end):
        word = sentence[i]
        relation = word.relation.partition(":")[0]
        if word.head != top or i in heads or not _proper(word) or _national(word) or word.text.lower() in GENERIC:
            continue
        named = relation in ("flat", "appos")
        if entity.kind in ("organization", "place"):
            named = named or relation in ("compound", "amod") or (relation == "nmod" and _linked(sentence, i))
        if named:
            parts = set(_parts(sentence, i, entity, heads - {i}))
            if relation == "flat":
                parts.update(
                    j for j in range(i, entity.end) if sentence[j].head == top and sentence[j].relation == "flat"
                )
            start, end = _run(sentence, i, parts)
            kind = name_kind(entity.kind, [w.text for w in sentence[start:end]], entity.page)
            if kind:
                yield start, end, kind
