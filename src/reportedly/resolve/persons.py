"""Two printed names side by side: what a comparison says, which words pair, and the rules for persons.

Of the rules the first that applies decides. Two parts of a name at least have to agree: a kunya, a nisba or a surname alone
says nothing. A shared part beside one that clashes makes two people (brothers share a surname, countrymen a nisba); names
that share nothing may be aliases.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ..lang.lexicon import first_names
from ..lang.names import PersonName, person_words
from ..lang.spelling import ALIKE, SURE, alike, latin, likeness

Outcome = Literal["same", "different", "unsure"]

NEAR = 0.6  # a word less alike than ALIKE but more than this may be a misprint: no reason to call two names different
CLASH = 0.5  # below it two words are two words; NEAR, CLASH and the weights of `score_of` were set on name_bench.csv
INITIAL = 0.86  # an initial fits every word that it begins: just alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A verdict; `score` 0 to 1 ranks candidates, the reasons are sentences."""

    outcome: Outcome
    score: float
    reasons: tuple[str, ...]
    exact: bool = False  # the same parts on both sides: outweighs what other names of the two say
    half: bool = False  # not enough alone: a shared kunya, a shared by-name; two of them are enough


def same(score: float, *reasons: str, exact: bool = False) -> Comparison:
    """One thing."""
    return Comparison(outcome="same", score=round(score, 4), reasons=reasons, exact=exact)


def different(score: float, *reasons: str) -> Comparison:
    """Two things, for a reason that no third name can mend."""
    return Comparison(outcome="different", score=round(score, 4), reasons=reasons)


def unsure(score: float, *reasons: str, half: bool = False) -> Comparison:
    """The names alone do not say."""
    return Comparison(outcome="unsure", score=round(score, 4), reasons=reasons, half=half)


@dataclass(frozen=True, slots=True)
class Aligned:
    """Words of two names set side by side."""

    pairs: tuple[tuple[int, int, float], ...]  # places in left and right, likeness
    left: tuple[str, ...]  # words that found no partner
    right: tuple[str, ...]

    @property
    def extra(self) -> str:
        """The words without a partner, as a sentence shows them."""
        return " / ".join(" ".join(w.capitalize() for w in side) for side in (self.left, self.right) if side)


def align(left: tuple[str, ...], right: tuple[str, ...], *, floor: float = ALIKE) -> Aligned:
    """Pairs words at least `floor` alike, the most alike first, then those that stand at like places."""
    weighed = []
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            initial = 1 in (len(a), len(b))
            like = (INITIAL if a[:1] == b[:1] else 0.0) if initial else likeness(a, b)
            if like >= floor:
                weighed.append((-like, abs(i - j), i, j))
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    pairs = []
    for negative, _, i, j in sorted(weighed):
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            pairs.append((i, j, -negative))
    return Aligned(
        tuple(sorted(pairs)),
        tuple(w for i, w in enumerate(left) if i not in taken_left),
        tuple(w for j, w in enumerate(right) if j not in taken_right),
    )


def score_of(found: Aligned, kunya: float | None = None) -> float:
    """How alike two names are as a whole: the mean over paired words, lowered by words left over and by a clash."""
    again = align(found.left, found.right, floor=0.0)
    likes = [like for _, _, like in (*found.pairs, *again.pairs)] + ([kunya] if kunya is not None else [])
    missing = len(again.left) + len(again.right)
    whole = sum(likes) / max(1.0, len(likes) + 0.35 * missing)
    clash = any(like < CLASH for _, _, like in again.pairs)
    return whole * 0.8 if clash else whole  # one word that clashes outweighs many that agree


# -- persons -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names side by side."""

    a: PersonName
    b: PersonName
    found: Aligned  # their words; articles aside, an ism and a nisba may pair
    kunya: float | None  # how alike the two kunyas are; None where one of them has none
    score: float

    @property
    def shared(self) -> str:
        """What they share, as a sentence shows it."""
        parts = [f"the kunya {self.kunyas.split(' /')[0]}"] if self.kunya is not None and self.kunya >= ALIKE else []
        for i, _, _ in self.found.pairs:
            word = words_of(self.a)[i].capitalize()
            parts.append(f"the name {word}" if i < len(self.a.given) else f"the nisba al-{word}")
        return " and ".join(parts)

    @property
    def kunyas(self) -> str:
        """Both kunyas, as a sentence shows them."""
        return " / ".join(f"Abu {(n.kunya or '').capitalize()}" for n in (self.a, self.b))

    @property
    def initials(self) -> int:
        """How many words are paired by their first letter only."""
        left, right = words_of(self.a), words_of(self.b)
        return sum(1 in (len(left[i]), len(right[j])) for i, j, _ in self.found.pairs)

    @property
    def weight(self) -> float:
        """How many parts agree; an initial counts half."""
        kunya = 1 if self.kunya is not None and self.kunya >= ALIKE else 0
        return len(self.found.pairs) - self.initials / 2 + kunya

    @property
    def turns(self) -> bool:
        """Do paired words stand in another order, beyond a family name put first?"""
        order = [j for _, j, _ in self.found.pairs]
        straight = sorted(order)
        if order == straight:
            return False
        if self.found.extra or straight not in (order[1:] + order[:1], order[-1:] + order[:-1]):
            return True
        return len(order) > 2 and min(like for _, _, like in self.found.pairs) < SURE


def words_of(name: PersonName) -> tuple[str, ...]:
    """All words of a name but the kunya."""
    return (*name.given, *name.nisba)


def compare_persons(a: PersonName, b: PersonName) -> Comparison:
    """The verdict on two printed names of persons."""
    kunya = likeness(a.kunya, b.kunya) if a.kunya is not None and b.kunya is not None else None
    found = align(words_of(a), words_of(b))
    pair = Pair(a, b, found, kunya, score_of(found, kunya))
    verdicts = (rule(pair) for rule in RULES)
    return next(v for v in verdicts if v is not None)


def _nothing_shared(pair: Pair) -> Comparison | None:
    if pair.weight:
        return None
    return unsure(pair.score if pair.kunya is None else 0.0, "share no part of their names")


def _other_kunya(pair: Pair) -> Comparison | None:
    if pair.kunya is None or pair.kunya >= NEAR:
        return None
    return different(pair.score, f"different kunya: {pair.kunyas}")


def _other_words(pair: Pair) -> Comparison | None:
    if not (pair.found.left and pair.found.right):
        return None
    again = align(pair.found.left, pair.found.right, floor=NEAR)
    if again.left and again.right:
        return different(pair.score, f"share {pair.shared}, but {pair.found.extra}")
    return unsure(pair.score, f"share {pair.shared}; {pair.found.extra} may be one name misprinted")


def _misprinted_kunya(pair: Pair) -> Comparison | None:
    if pair.kunya is None or pair.kunya >= ALIKE:
        return None
    return unsure(pair.score, f"share {pair.shared}; {pair.kunyas} may be one name misprinted")


def _too_little(pair: Pair) -> Comparison | None:
    if pair.weight >= 1.5:
        return None
    what = "a kunya"
    if pair.found.pairs:
        i, j, _ = pair.found.pairs[0]
        what = "a nisba" if i >= len(pair.a.given) and j >= len(pair.b.given) else "a single name"
    bare = "full" not in (pair.a.part, pair.b.part) and pair.score >= SURE
    common = bool(pair.a.given) and is_ism(pair.a.given[-1])
    return unsure(pair.score, f"share only {what}", half=bare and not common)


def _other_order(pair: Pair) -> Comparison | None:
    if not pair.turns:
        return None
    return unsure(pair.score * 0.65, f"share {pair.shared}, in another order")


def _all_the_same(pair: Pair) -> Comparison | None:
    if pair.found.extra or pair.initials:
        return None
    return same(pair.score, f"both have {pair.shared}", exact=(pair.a.kunya is None) == (pair.b.kunya is None))


def _other_first_name(pair: Pair) -> Comparison | None:
    """Without its first name a name may be the father's: "Farah Dirshe", Hassan Farah Dirshe."""
    if not (pair.a.given and pair.b.given) or (pair.found.pairs and pair.found.pairs[0][:2] == (0, 0)):
        return None
    return unsure(pair.score, f"share {pair.shared}, but not the first name")


def _given_names_only(pair: Pair) -> Comparison | None:
    """Names such as "Mohamed Ali" stand at the head of many longer ones."""
    if not pair.found.extra:
        return None
    longer, shorter = (pair.a, pair.b) if pair.found.left else (pair.b, pair.a)
    words, last = words_of(shorter), len(words_of(longer)) - 1
    at_end = any((i if pair.found.left else j) == last for i, j, _ in pair.found.pairs)
    telling = [w for w in words if not is_ism(w)]
    enough = 2 if words and alike(words[0], "muhammad") else 1  # so common a first name tells nothing
    if at_end and (len(telling) >= enough or shorter.kunya is not None):
        return None
    if not at_end and words and not is_ism(words[-1]):
        return None
    return unsure(pair.score, f"share {pair.shared}, common given names at the head of a longer name", half=True)


def _one_is_shorter(pair: Pair) -> Comparison | None:
    if pair.found.extra:
        return same(pair.score, f"share {pair.shared}; one leaves out {pair.found.extra}")
    return same(pair.score, f"share {pair.shared}; one has an initial only")


RULES: tuple[Callable[[Pair], Comparison | None], ...] = (
    _nothing_shared,
    _other_kunya,
    _other_words,
    _misprinted_kunya,
    _too_little,
    _other_order,
    _all_the_same,
    _other_first_name,
    _given_names_only,
    _one_is_shorter,
)


@cache
def _isms() -> frozenset[str]:
    return frozenset(latin(n) for n in (*first_names(), *person_words("given")))


def is_ism(word: str) -> bool:
    """Is the word a common given name?"""
    return word in _isms() or word.startswith("abd")
