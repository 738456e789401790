"""Are two printed names of groups one? Rules, the first that applies decides.

A known name joins its known variants. Else the words that say which group it is must agree by sound or translation,
its numbers must be equal, and its head (front, brigade, ministry) may be left out, but not another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from ..lang.lexicon import demonyms, known_places
from ..lang.names import GroupName, initials
from ..lang.spelling import latin
from .verdict import Aligned, Comparison, align, different, same, score_of, unsure


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names side by side."""

    a: GroupName
    b: GroupName
    found: Aligned  # the words that say which group, heads aside
    score: float

    @property
    def texts(self) -> str:
        """Both names, as a sentence shows them."""
        return f"{self.a.text} / {self.b.text}"

    @property
    def heads(self) -> str:
        """The heads that only one of them has."""
        return " ".join(sorted(self.a.heads ^ self.b.heads))


def compare_groups(a: GroupName, b: GroupName) -> Comparison:
    """The verdict on two printed names of groups."""
    whole = align((*a.body, *sorted(a.heads)), (*b.body, *sorted(b.heads)))
    pair = Pair(a, b, align(a.body, b.body), score_of(whole))
    verdicts = (rule(pair) for rule in RULES)
    return next(v for v in verdicts if v is not None)


def _both_known(pair: Pair) -> Comparison | None:
    if pair.a.known is None or pair.b.known is None:
        return None
    if pair.a.known == pair.b.known:
        return same(1.0, f"both are known names of {pair.a.known}", exact=True)
    return different(0.0, f"known bodies: {pair.a.known} / {pair.b.known}")


def _head_only(pair: Pair) -> Comparison | None:
    if "short" not in (pair.a.part, pair.b.part):
        return None
    return unsure(0.0, "a bare head word says nothing")


def _two_acronyms(pair: Pair) -> Comparison | None:
    if not (pair.a.acronym and pair.b.acronym):
        return None
    if pair.a.acronym == pair.b.acronym:
        return same(0.9, f"both are called {pair.a.acronym}", exact=True)
    return unsure(0.0, pair.texts)


def _acronym_of(pair: Pair) -> Comparison | None:
    if not (pair.a.acronym or pair.b.acronym):
        return None
    short, full = (pair.a, pair.b) if pair.a.acronym else (pair.b, pair.a)
    if short.acronym in initials(full.text):
        return unsure(FITS, f"{short.acronym} may stand for {full.text}")
    return unsure(0.0, "share no name")


def _other_numbers(pair: Pair) -> Comparison | None:
    if pair.a.numbers == pair.b.numbers:
        return None
    return different(pair.score, f"other numbers: {pair.texts}")


def _other_words(pair: Pair) -> Comparison | None:
    if not pair.found.pairs and (pair.a.body or pair.b.body or pair.a.heads != pair.b.heads):
        return unsure(pair.score, "share no word that names them")
    if pair.found.left and pair.found.right:
        return different(pair.score, pair.found.extra)
    if pair.found.extra:
        return unsure(pair.score, f"one name adds {pair.found.extra}")
    return None


def _same_heads(pair: Pair) -> Comparison | None:
    if pair.a.heads != pair.b.heads:
        return None
    score = min((like for _, _, like in pair.found.pairs), default=1.0)
    return same(score, "same words, in one language or translated", exact=True)


def _other_heads(pair: Pair) -> Comparison | None:
    if not (pair.a.heads and pair.b.heads):
        return None
    if pair.a.heads & pair.b.heads:
        return same(0.85, f"same words; one name adds {pair.heads}")
    return different(pair.score, f"other kinds of body: {pair.texts}")


def _no_head(pair: Pair) -> Comparison | None:
    """By "al-Wafa" the Wafa Front is meant; "the Americans" are not the US Army, Halane is not the Halane Guard."""
    bare = pair.b if pair.a.heads else pair.a
    named = len(bare.body) > 1 or latin(bare.text).startswith(("al-", "al ", "el-", "the "))
    if named and len(pair.heads.split()) == 1 and not set(bare.body) <= _peoples():
        return same(0.8, f"same words; one name leaves out {pair.heads}")
    return unsure(FITS, f"one name leaves out {pair.heads}")


FITS = 0.65  # an acronym or a short form that would fit: enough where nobody else in the corpus fits

RULES: tuple[Callable[[Pair], Comparison | None], ...] = (
    _both_known,
    _head_only,
    _two_acronyms,
    _acronym_of,
    _other_numbers,
    _other_words,
    _same_heads,
    _other_heads,
    _no_head,
)


@cache
def _peoples() -> frozenset[str]:
    countries = [n for p in known_places() if p.sort in {"country", "region"} for n in p.names]
    return frozenset(latin(w) for w in (*demonyms(), *countries)) | {"american", "british"}
