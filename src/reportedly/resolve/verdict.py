"""What a comparison says, and words of two names set side by side: shared by the rules for persons, groups and places."""

from dataclasses import dataclass
from typing import Literal

from ..lang.spelling import ALIKE, likeness

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
