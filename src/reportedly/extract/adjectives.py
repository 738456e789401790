"""Adjectives of countries: those of the world, and those that a report forms from its own places."""

from functools import cache

from ..lang.lexicon import fold, rows
from .parts import Reading

_ENDINGS = ("i", "an", "ese", "ish", "er", "is", "ans")


def country_of(reading: Reading, adjective: str) -> str | None:
    """The country that an adjective names: one of the world, or a place of this report ("Mahruni", of Mahrun)."""
    word = adjective.lower()
    known = _countries().get(word)
    if known or len(word) < 5 or not word.endswith(_ENDINGS):
        return known
    stem = _stem(fold(word))
    for referent in reading.referents.values():
        if referent.kind == "place" and referent.named:
            for name in referent.names:
                last = fold(name).split()[-1:]
                if last and last[0] != fold(word) and last[0].startswith(stem) and len(last[0]) <= len(word):
                    return name
    return None


def is_adjective(word: str) -> bool:
    """Could the capitalised word be the adjective of a country that nothing else here names?"""
    return word[:1].isupper() and len(word) > 4 and word.lower().endswith(("i", "an", "ese"))


def _stem(word: str) -> str:
    """What an adjective has in common with the name it comes from: "mahru" of "mahruni", "berin" of "berinduan"."""
    bare = word.rstrip("s")
    for ending in ("ian", "ean", "uan", "ese", "ish", "an", "er", "i"):
        if bare.endswith(ending):
            return bare[: max(4, len(bare) - len(ending))]
    return bare


@cache
def _countries() -> dict[str, str]:
    """The country of an adjective, in lower case."""
    return {word.lower(): country for country, words in rows("demonyms.tsv", 2) for word in words.split("|")}


def known_countries() -> frozenset[str]:
    """The countries and regions of the world that have an adjective in the table."""
    return frozenset(_countries().values())
