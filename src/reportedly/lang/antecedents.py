"""What two mentions have in common: the features by which a mention finds its antecedent.

A mention's antecedent is an earlier mention of the same thing. How likely one is, the reader says with the product of
two vectors (what the words mean where they stand), and with the weights of the features here (what can be counted:
equal names, equal heads, distance, pronouns). Both are learned together, after Durrett and Klein (2013).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["FEATURES", "Referring", "chains", "features", "scores"]

_PRONOUNS = {
    word: number
    for number, words in enumerate(
        (
            "he him his himself",
            "she her hers herself",
            "it its itself",
            "they them their theirs themselves themself",
            "i me my mine myself",
            "we us our ours ourselves",
            "you your yours yourself yourselves",
            "who whom whose",
            "which that what",
            "this these those",
            "there here then one",
        ),
        start=1,
    )
    for word in words.split()
}
_GROUPS = 12  # of pronouns, with 0 for none
_DEFINITE = frozenset("the this that these those his her its their our my your both".split())
_INDEFINITE = frozenset("a an some any no another every each many several few".split())
_SMALL = frozenset("the a an of and 's ’s in for this that these those his her its their our my your , . ' ’ “ ” \"".split())
_KINDS = 8
REACH = 150
"""How many mentions back an antecedent is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Referring:
    """A mention as this module sees it."""

    row: int  # sentence
    start: int  # words of the sentence, half open
    end: int
    head: int
    kind: int  # number of its kind in the reader's list
    tag: str  # part of speech of its head
    relation: str  # of its head to the head's own head
    words: tuple[str, ...]  # lower case


def _sort(mention: Referring) -> int:
    """0 pronoun, 1 name, 2 definite, 3 indefinite, 4 other."""
    first = mention.words[0] if mention.words else ""
    if len(mention.words) == 1 and first in _PRONOUNS:
        return 0
    if mention.tag == "PROPN":
        return 1
    return 2 if first in _DEFINITE else 3 if first in _INDEFINITE else 4


def _pronoun(mention: Referring) -> int:
    return _PRONOUNS.get(mention.words[0], 0) if len(mention.words) == 1 else 0


def _bucket(distance: NDArray[np.int64]) -> NDArray[np.int64]:
    """0, 1, 2, 3, 4, 5-7, 8-15, 16-31, 32-63, 64 and more."""
    return np.searchsorted(np.array([1, 2, 3, 4, 5, 8, 16, 32, 64]), distance, side="right").astype(np.int64)


SLOTS = {
    "sort": 5,
    "sorts": 25,
    "rows": 10 * 5 * 2,
    "mentions": 10 * 5,
    "same words": 2 * 25,
    "same head": 2 * 25,
    "head inside": 4 * 25,
    "all words inside": 4 * 25,
    "initials": 2,
    "pronouns": _GROUPS * _GROUPS,
    "pronoun and kind": _GROUPS * _KINDS * 2,
    "kinds": _KINDS * _KINDS,
    "nested": 3 * 5,
    "apposition": 2 * 25,
    "subjects": 4 * 5,
    "said before": 2 * 5,
    "length": 4 * 5,
    "new words": 4 * 4,
}
FEATURES = sum(SLOTS.values())
_OFFSETS = dict(zip(SLOTS, np.cumsum([0, *SLOTS.values()])[:-1].tolist(), strict=True))


def features(mentions: Sequence[Referring]) -> NDArray[np.int64]:
    """Which features each pair has: [n, n, slots], one number for each slot; row i is the later mention.

    Only pairs with j < i mean anything.
    """
    n = len(mentions)
    sort = np.array([_sort(m) for m in mentions], np.int64)
    kind = np.array([m.kind for m in mentions], np.int64)
    pronoun = np.array([_pronoun(m) for m in mentions], np.int64)
    row = np.array([m.row for m in mentions], np.int64)
    subject = np.array([m.relation.startswith("nsubj") for m in mentions], np.int64)
    pair = sort[:, None] * 5 + sort[None, :]
    content = [tuple(w for w in m.words if w not in _SMALL) or m.words for m in mentions]
    heads = [m.words[m.head - m.start] if m.start <= m.head < m.end else "" for m in mentions]
    same_words = _equal([" ".join(c) for c in content])
    same_head = _equal(heads)
    inside, all_inside, fresh = _contained(content, heads)
    place = np.arange(n)
    far = np.clip(place[:, None] - place[None, :], 0, None)
    apart = np.clip(row[:, None] - row[None, :], 0, None)
    before = np.zeros(n, np.int64)
    lower = np.tril(np.ones((n, n), bool), -1)
    if n:
        before = (same_words.astype(bool) & lower).any(1).astype(np.int64)
    size = np.minimum(np.array([len(c) for c in content], np.int64), 4) - 1 if n else np.zeros(0, np.int64)
    one = np.ones((1, n), np.int64)
    slots = {
        "sort": sort[:, None] * one,
        "sorts": pair,
        "rows": (_bucket(apart) * 5 + sort[:, None]) * 2 + (sort[None, :] == 0),
        "mentions": _bucket(far) * 5 + sort[:, None],
        "same words": same_words * 25 + pair,
        "same head": same_head * 25 + pair,
        "head inside": inside * 25 + pair,
        "all words inside": all_inside * 25 + pair,
        "initials": _initials(mentions),
        "pronouns": pronoun[:, None] * _GROUPS + pronoun[None, :],
        "pronoun and kind": (pronoun[:, None] * _KINDS + kind[None, :]) * 2 + (pronoun[None, :] > 0),
        "kinds": kind[:, None] * _KINDS + kind[None, :],
        "nested": _nested(mentions) * 5 + sort[:, None],
        "apposition": _apposed(mentions) * 25 + pair,
        "subjects": (subject[:, None] * 2 + subject[None, :]) * 5 + sort[:, None],
        "said before": (before * 5 + sort)[:, None] * one,
        "length": (size * 5 + sort)[:, None] * one,
        "new words": fresh * 4 + np.minimum(sort, 3)[None, :],
    }
    return np.stack([slots[name] + _OFFSETS[name] for name in SLOTS], -1)


def _equal(texts: Sequence[str]) -> NDArray[np.int64]:
    numbers: dict[str, int] = {}
    ids = np.array([numbers.setdefault(t, len(numbers)) for t in texts], np.int64)
    return (ids[:, None] == ids[None, :]).astype(np.int64)


def _contained(
    content: Sequence[tuple[str, ...]], heads: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Whose head stands in whom; whose words all do (bit 0: the later's in the earlier, bit 1: the other way); how many of the later's do not."""
    numbers: dict[str, int] = {}
    for words in content:
        for word in words:
            numbers.setdefault(word, len(numbers))
    n = len(content)
    has = np.zeros((n, max(1, len(numbers))), np.int64)
    for at, words in enumerate(content):
        has[at, [numbers[w] for w in words]] = 1
    own = np.array([numbers.get(h, -1) for h in heads], np.int64)
    head_in = np.where(own[:, None] >= 0, has[:, own].T, 0) if n else np.zeros((0, 0), np.int64)
    shared = has @ has.T
    total = has.sum(1)
    within = (shared == total[:, None]).astype(np.int64)
    fresh = np.minimum(total[:, None] - shared, 3)
    return head_in + 2 * head_in.T, within + 2 * within.T, fresh


def _initials(mentions: Sequence[Referring]) -> NDArray[np.int64]:
    """Is one the initials of the other's words?"""
    names = [m.tag == "PROPN" for m in mentions]
    short = ["".join(m.words[-1:]).replace(".", "") if named else "" for m, named in zip(mentions, names, strict=True)]
    long = [
        "".join(w[0] for w in m.words if w not in _SMALL and w[0].isalnum()) if named and len(m.words) > 1 else ""
        for m, named in zip(mentions, names, strict=True)
    ]
    n = len(mentions)
    found = np.zeros((n, n), np.int64)
    for i in range(n):
        if len(short[i]) > 1:
            found[i] = [short[i] == one for one in long]
    return np.maximum(found, found.T)


def _nested(mentions: Sequence[Referring]) -> NDArray[np.int64]:
    """0 apart, 1 the earlier holds the later, 2 the later holds the earlier."""
    row = np.array([m.row for m in mentions], np.int64)
    start = np.array([m.start for m in mentions], np.int64)
    end = np.array([m.end for m in mentions], np.int64)
    same = row[:, None] == row[None, :]
    held = same & (start[None, :] <= start[:, None]) & (end[:, None] <= end[None, :])
    holds = same & (start[:, None] <= start[None, :]) & (end[None, :] <= end[:, None])
    return np.where(held, 1, np.where(holds, 2, 0)).astype(np.int64)


def _apposed(mentions: Sequence[Referring]) -> NDArray[np.int64]:
    """Does the later stand right behind the earlier, at most a comma between, as an apposition?"""
    n = len(mentions)
    found = np.zeros((n, n), np.int64)
    for i, later in enumerate(mentions):
        if later.relation != "appos":
            continue
        for j in range(max(0, i - 6), i):
            earlier = mentions[j]
            if earlier.row == later.row and 0 <= later.start - earlier.end <= 1:
                found[i, j] = 1
    return found


def scores(
    mentions: Sequence[Referring], queries: NDArray[np.float32], keys: NDArray[np.float32], weights: NDArray[np.float32]
) -> NDArray[np.float32]:
    """How well each earlier mention fits as the antecedent [n, n]; 0 is how well none fits; -1e4 what cannot be."""
    n = len(mentions)
    found = (queries @ keys.T) / np.float32(np.sqrt(queries.shape[-1] if n else 1))
    found = found + weights[features(mentions)].sum(-1)
    place = np.arange(n)
    far = place[:, None] - place[None, :]
    return np.where((far > 0) & (far <= REACH), found, np.float32(-1e4)).astype(np.float32)


def chains(scored: NDArray[np.float32], least: float = 0.0) -> list[int]:
    """The chain of each mention: every mention joins its best antecedent if that scores above `least`."""
    chain = list(range(len(scored)))
    for at in range(1, len(scored)):
        best = int(scored[at, :at].argmax())
        if scored[at, best] > least:
            chain[at] = chain[best]
    return chain
