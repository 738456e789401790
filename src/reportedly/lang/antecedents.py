"""What two mentions have in common: the features by which a mention finds its antecedent, and who finds which.

A mention's antecedent is an earlier mention of the same thing. How likely one is, the reader says with the product of
two vectors (what the words mean where they stand), and with the weights of the features here (what can be counted:
equal names, equal heads, distance, pronouns). Both are learned together, after Durrett and Klein (2013).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

__all__ = ["FEATURES", "REACH", "Referring", "antecedents", "chains", "features"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

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
_DEFINITE, _INDEFINITE, _SMALL = (
    frozenset(words.split())
    for words in (
        "the this that these those his her its their our my your both",
        "a an some any no another every each many several few",
        "the a an of and 's ’s in for this that these those his her its their our my your , . ' ’ “ ” \"",
    )
)
_KINDS = 8
REACH = 150
"""How many mentions back an antecedent is looked for."""
_BLOCK = 50  # mentions whose antecedents are looked for at a time
_BUCKETS = np.array([0, 1, 2, 3, 4, 5, 5, 5, *[6] * 8, *[7] * 16, *[8] * 32, 9], np.int64)
"""Of a distance up to 64: 0, 1, 2, 3, 4, 5-7, 8-15, 16-31, 32-63, 64 and more."""
_APPOSED = 6  # an apposition stands at most so many mentions behind what it explains
_ALONE = 200_000  # products that the numeric library does in one thread, whatever their number


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


def _sort(mention: Referring) -> int:
    """0 pronoun, 1 name, 2 definite, 3 indefinite, 4 other."""
    first = mention.words[0] if mention.words else ""
    if len(mention.words) == 1 and first in _PRONOUNS:
        return 0
    if mention.tag == "PROPN":
        return 1
    return 2 if first in _DEFINITE else 3 if first in _INDEFINITE else 4


def _initials(mention: Referring) -> str:
    """Of the words of a name of several words."""
    if mention.tag != "PROPN" or len(mention.words) < 2:
        return ""
    return "".join(word[0] for word in mention.words if word not in _SMALL and word[0].isalnum())


def _short(mention: Referring) -> str:
    """What might be the initials of another name."""
    word = mention.words[-1].replace(".", "") if mention.tag == "PROPN" and mention.words else ""
    return word if len(word) > 1 else ""


class _Columns:
    """The mentions of a report as columns of numbers; equal words have equal numbers."""

    def __init__(self, mentions: Sequence[Referring]) -> None:
        numbers: dict[str, int] = {"": -1}

        def column(values: Iterable[int]) -> Numbers:
            return np.fromiter(values, np.int64, len(mentions))

        def numbered(texts: Iterable[str]) -> Numbers:
            return column(numbers.setdefault(text, len(numbers)) for text in texts)

        content = [tuple(w for w in m.words if w not in _SMALL) or m.words for m in mentions]
        self.sort = column(map(_sort, mentions))
        self.kind = column(m.kind for m in mentions)
        self.pronoun = column(_PRONOUNS.get(m.words[0], 0) if len(m.words) == 1 else 0 for m in mentions)
        self.row = column(m.row for m in mentions)
        self.start = column(m.start for m in mentions)
        self.end = column(m.end for m in mentions)
        self.subject = column(m.relation.startswith("nsubj") for m in mentions)
        self.apposed = column(m.relation == "appos" for m in mentions)
        self.size = np.minimum(column(map(len, content)), 4) - 1
        self.head = numbered(m.words[m.head - m.start] if m.start <= m.head < m.end else "" for m in mentions)
        self.initials, self.short = numbered(map(_initials, mentions)), numbered(map(_short, mentions))
        self.whole = numbered(map(" ".join, content))
        self.words = [sorted({numbers.setdefault(w, len(numbers)) for w in words}) for words in content]
        first = np.unique(self.whole, return_index=True)[1]
        self.again = np.ones(len(mentions), np.int64)  # has an earlier mention the same words?
        self.again[first] = 0


def features(mentions: Sequence[Referring]) -> Numbers:
    """Which features each pair has: [n, n, slots], one number for each slot; row i is the later mention.

    Only pairs with j < i mean anything.
    """
    count = len(mentions)
    slots = _slots(_Columns(mentions), range(count), range(count))
    return np.stack([np.broadcast_to(slot, (count, count)) for slot in slots], -1)


def _slots(columns: _Columns, later: range, earlier: range) -> Iterator[Numbers]:
    """The number of the feature in each slot, for mentions `later` against `earlier`; some are alike for all of these."""
    i, j = slice(later.start, later.stop), slice(earlier.start, earlier.stop)
    c = columns
    sort, sorts = c.sort[i, None], c.sort[i, None] * 5 + c.sort[j]
    apart, far = c.row[i, None] - c.row[j], np.array(later)[:, None] - np.array(earlier)
    inside, all_inside, fresh = _shared(columns, later, earlier)
    pronoun, kind = c.pronoun[i, None], c.kind[i, None]
    slots = {
        "sort": sort,
        "sorts": sorts,
        "rows": (_bucket(apart) * 5 + sort) * 2 + (c.sort[j] == 0),
        "mentions": _bucket(far) * 5 + sort,
        "same words": (c.whole[i, None] == c.whole[j]) * 25 + sorts,
        "same head": (c.head[i, None] == c.head[j]) * 25 + sorts,
        "head inside": inside * 25 + sorts,
        "all words inside": all_inside * 25 + sorts,
        "initials": _equal(c.short[i, None], c.initials[j]) | _equal(c.initials[i, None], c.short[j]),
        "pronouns": pronoun * _GROUPS + c.pronoun[j],
        "pronoun and kind": (pronoun * _KINDS + c.kind[j]) * 2 + (c.pronoun[j] > 0),
        "kinds": kind * _KINDS + c.kind[j],
        "nested": _nested(columns, i, j) * 5 + sort,
        "apposition": _apposed(columns, i, j, far) * 25 + sorts,
        "subjects": (c.subject[i, None] * 2 + c.subject[j]) * 5 + sort,
        "said before": c.again[i, None] * 5 + sort,
        "length": c.size[i, None] * 5 + sort,
        "new words": fresh * 4 + np.minimum(c.sort[j], 3),
    }
    for name, slot in slots.items():
        yield slot + _OFFSETS[name]


def _bucket(distance: Numbers) -> Numbers:
    return _BUCKETS[np.clip(distance, 0, 64)]


def _equal(these: Numbers, those: Numbers) -> Numbers:
    """1 where they are the same text, and not none."""
    return np.where((these == those) & (these >= 0), 1, 0)


def _shared(columns: _Columns, later: range, earlier: range) -> tuple[Numbers, Numbers, Numbers]:
    """Of pairs: whose head stands in whom; whose words all do; how many of the later's do not, up to three.

    The first two are 1 if the later's are in the earlier, 2 the other way, 3 both.
    """
    words = columns.words[earlier.start : earlier.stop]
    total = np.array([len(numbers) for numbers in words])
    known, places = np.unique(np.fromiter(chain.from_iterable(words), np.int64), return_inverse=True)
    known = np.append(known, np.iinfo(np.int64).max)  # a word that nobody has
    has = np.zeros((len(words), len(known)), np.float32)
    has[np.repeat(np.arange(len(words)), total), places] = 1
    head = columns.head[earlier.start : earlier.stop]
    at = np.searchsorted(known, head)
    heads = has[:, np.where(known[at] == head, at, -1)].astype(np.int64)  # [whose words, whose head]
    i = slice(later.start - earlier.start, None)
    shared = _product(has[i], has).astype(np.int64)
    mine, theirs = shared == total[i, None], shared == total
    return heads.T[i] + 2 * heads[i], mine + 2 * theirs, np.minimum(total[i, None] - shared, 3)


def _product(a: Floats, b: Floats) -> Floats:
    """The product of each row of `a` with each of `b`, a few rows at a time.

    Big products wake the threads of the numeric library, and these burn more time than they save.
    """
    step = max(1, _ALONE // max(1, b.size))
    return np.concatenate([a[at : at + step] @ b.T for at in range(0, len(a), step)] or [a @ b.T])


def _nested(c: _Columns, i: slice, j: slice) -> Numbers:
    """0 apart, 1 the earlier holds the later, 2 the later holds the earlier."""
    same = c.row[i, None] == c.row[j]
    held = same & (c.start[j] <= c.start[i, None]) & (c.end[i, None] <= c.end[j])
    holds = same & (c.start[i, None] <= c.start[j]) & (c.end[j] <= c.end[i, None])
    return np.where(held, 1, holds * 2)


def _apposed(c: _Columns, i: slice, j: slice, far: Numbers) -> Numbers:
    """1 where the later stands right behind the earlier, at most a comma between, as an apposition."""
    near = (c.row[i, None] == c.row[j]) & (far > 0) & (far <= _APPOSED)
    between = c.start[i, None] - c.end[j]
    return np.where(near & (between >= 0) & (between <= 1), c.apposed[i, None], 0)


def antecedents(
    mentions: Sequence[Referring], queries: Floats, keys: Floats, weights: Floats, least: float = 0.0
) -> list[int]:
    """The number of each mention's best antecedent, -1 where none scores above `least` (0 is how well none fits).

    Mentions are looked at in blocks, each with the `REACH` mentions before it, so that a long report needs no more
    memory than a short one.
    """
    found: list[int] = []
    columns = _Columns(mentions)
    for begin in range(0, len(mentions), _BLOCK):
        later = range(begin, min(len(mentions), begin + _BLOCK))
        earlier = range(max(0, begin - REACH), later.stop)
        scored = _product(queries[begin : later.stop], keys[earlier.start : later.stop])
        scored /= np.float32(np.sqrt(queries.shape[1]))
        for slot in _slots(columns, later, earlier):
            scored += weights[slot]
        far = np.array(later)[:, None] - np.array(earlier)
        scored[(far <= 0) | (far > REACH)] = -1e4
        best = scored.argmax(1)
        value = scored[np.arange(len(later)), best]
        found += np.where(value > least, best + earlier.start, -1).tolist()
    return found


def chains(antecedent: Sequence[int]) -> list[int]:
    """The number of each mention's chain, by order of first mention; -1 for a mention that stands alone."""
    first: list[int] = []
    for at, before in enumerate(antecedent):
        first.append(at if before < 0 else first[before])
    shared = {first[before] for before in antecedent if before >= 0}
    numbers: dict[int, int] = {}
    return [numbers.setdefault(chain, len(numbers)) if chain in shared else -1 for chain in first]
