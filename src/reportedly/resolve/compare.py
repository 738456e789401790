"""Can two signatures be one? A verdict with a score and reasons that a person can read.

"Different" needs a reason of its own (a shared kunya with another nisba, a shared surname with another first name);
two names that share nothing may be aliases, so they are "unsure". False merges are the worse error: where it is open,
the verdict is "unsure".

A known name of a group joins its known variants. Else the words that say which group it is must agree by sound or
translation, its numbers must be equal, and its head (front, brigade, ministry) may be left out, but not another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations

from ..lang.lexicon import demonyms, known_places
from ..lang.names import GroupName, PersonName, initials
from ..lang.spelling import CACHE, latin, likeness
from ..model import Kind, Signature
from .persons import Aligned, Comparison, align, compare_persons, different, same, score_of, unsure
from .signatures import PlaceName, parse, part, plain

TOLD_APART = "one report tells the two apart"
FITS = 0.65  # an acronym or a short form that would fit: enough where nobody else in the corpus fits
SOUNDS = 0.9  # villages differ by a vowel: more is asked than of persons, who have several names


def compare(left: Signature, right: Signature) -> Comparison:
    """Are two signatures one person, group, place or asset? Symmetric, pure of the two."""
    if left.kind != right.kind:
        return different(0.0, f"a {left.kind} and a {right.kind}")
    if left.id == right.id:
        return same(1.0, "one signature", exact=True)
    if not (left.named and right.named):
        return unsure(0.0, "described, not named")
    one_report = left.context[:1] == right.context[:1] != ()
    if one_report or left.id in right.context or right.id in left.context:
        return different(0.0, TOLD_APART)
    return compare_names(left.kind, tuple(sorted(set(left.names))), tuple(sorted(set(right.names))))


def compare_names(kind: Kind, left: tuple[str, ...], right: tuple[str, ...]) -> Comparison:
    """The verdict on the names of two: an exact match wins, then a conflict, then a partial match, then two halves."""
    found = {(a, b): compare_pair(kind, a, b) if a < b else compare_pair(kind, b, a) for a in left for b in right}
    order = {"different": 0, "same": 1, "unsure": 2}
    best = min(found.values(), key=lambda c: (not c.exact, order[c.outcome], -c.score, c.reasons))
    if best.outcome != "unsure":
        return best
    halves = [(a, b) for (a, b), verdict in found.items() if verdict.half]
    for one, two in combinations(halves, 2):
        if one[0] != two[0] and one[1] != two[1]:
            return same(0.8, *(f"{a} / {b}: {found[a, b].reasons[0]}" for a, b in (one, two)))
    return best


@lru_cache(maxsize=CACHE)
def compare_pair(kind: Kind, left: str, right: str) -> Comparison:
    """The verdict on two printed names of one kind."""
    if plain(left) and plain(left) == plain(right):
        if {part(kind, left), part(kind, right)} <= {"full", "acronym"}:
            return same(1.0, f"both are called {left}", exact=True)
        if kind != "person":
            return unsure(0.69, "share a bare name")
    a, b = parse(kind, left), parse(kind, right)
    if isinstance(a, PersonName) and isinstance(b, PersonName):
        return compare_persons(a, b)
    if isinstance(a, GroupName) and isinstance(b, GroupName):
        return _groups(a, b)
    if isinstance(a, PlaceName) and isinstance(b, PlaceName):
        return _places(a, b)
    return unsure(0.0, "share no name")


def _places(a: PlaceName, b: PlaceName) -> Comparison:  # noqa: PLR0911  a list of rules, one return each
    """The verdict on two printed names of places: words by sound, at the same place; a city and a province are two."""
    if "short" in (a.part, b.part):
        return unsure(0.0, "a bare head word says nothing")
    if a.sort != b.sort:
        return unsure(0.5, f"{a.text} / {b.text}: a part, or something in it")
    if a.heads and b.heads and a.heads != b.heads:
        return different(0.5, f"{a.text} / {b.text}: other kinds of place")
    known = a.known is not None and a.known == b.known
    likes = [likeness(x, y) for x, y in zip(a.body, b.body, strict=False)] if len(a.body) == len(b.body) else [0.0]
    if known or min(likes) >= SOUNDS:
        score, reason = (1.0, f"both are known names of {a.known}") if known else (min(likes), "same name")
        if a.heads == b.heads:
            return same(score, reason, exact=True)
        head = " ".join(sorted(a.heads | b.heads))  # a bare name goes to the city rather than to its province
        return same(
            score * (0.95 if head == "settlement" else 0.9), f"{reason}; only one says what kind of place it is"
        )
    if a.known and b.known:
        return different(min(likes), f"known places: {a.known} / {b.known}")
    return unsure(min(0.69, *likes), "share no name")


# -- groups ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pair:
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


def _groups(a: GroupName, b: GroupName) -> Comparison:
    """The verdict on two printed names of groups."""
    whole = align((*a.body, *sorted(a.heads)), (*b.body, *sorted(b.heads)))
    pair = _Pair(a, b, align(a.body, b.body), score_of(whole))
    verdicts = (rule(pair) for rule in _RULES)
    return next(v for v in verdicts if v is not None)


def _both_known(pair: _Pair) -> Comparison | None:
    if pair.a.known is None or pair.b.known is None:
        return None
    if pair.a.known == pair.b.known:
        return same(1.0, f"both are known names of {pair.a.known}", exact=True)
    return different(0.0, f"known bodies: {pair.a.known} / {pair.b.known}")


def _head_only(pair: _Pair) -> Comparison | None:
    if "short" not in (pair.a.part, pair.b.part):
        return None
    return unsure(0.0, "a bare head word says nothing")


def _two_acronyms(pair: _Pair) -> Comparison | None:
    if not (pair.a.acronym and pair.b.acronym):
        return None
    if pair.a.acronym == pair.b.acronym:
        return same(0.9, f"both are called {pair.a.acronym}", exact=True)
    return unsure(0.0, pair.texts)


def _acronym_of(pair: _Pair) -> Comparison | None:
    if not (pair.a.acronym or pair.b.acronym):
        return None
    short, full = (pair.a, pair.b) if pair.a.acronym else (pair.b, pair.a)
    if short.acronym in initials(full.text):
        return unsure(FITS, f"{short.acronym} may stand for {full.text}")
    return unsure(0.0, "share no name")


def _other_numbers(pair: _Pair) -> Comparison | None:
    if pair.a.numbers == pair.b.numbers:
        return None
    return different(pair.score, f"other numbers: {pair.texts}")


def _other_words(pair: _Pair) -> Comparison | None:
    if not pair.found.pairs and (pair.a.body or pair.b.body or pair.a.heads != pair.b.heads):
        return unsure(pair.score, "share no word that names them")
    if pair.found.left and pair.found.right:
        return different(pair.score, pair.found.extra)
    if pair.found.extra:
        return unsure(pair.score, f"one name adds {pair.found.extra}")
    return None


def _same_heads(pair: _Pair) -> Comparison | None:
    if pair.a.heads != pair.b.heads:
        return None
    score = min((like for _, _, like in pair.found.pairs), default=1.0)
    return same(score, "same words, in one language or translated", exact=True)


def _other_heads(pair: _Pair) -> Comparison | None:
    if not (pair.a.heads and pair.b.heads):
        return None
    if pair.a.heads & pair.b.heads:
        return same(0.85, f"same words; one name adds {pair.heads}")
    return different(pair.score, f"other kinds of body: {pair.texts}")


def _no_head(pair: _Pair) -> Comparison | None:
    """By "al-Wafa" the Wafa Front is meant; "the Americans" are not the US Army, Halane is not the Halane Guard."""
    bare = pair.b if pair.a.heads else pair.a
    named = len(bare.body) > 1 or latin(bare.text).startswith(("al-", "al ", "el-", "the "))
    if named and len(pair.heads.split()) == 1 and not set(bare.body) <= _peoples():
        return same(0.8, f"same words; one name leaves out {pair.heads}")
    return unsure(FITS, f"one name leaves out {pair.heads}")


_RULES: tuple[Callable[[_Pair], Comparison | None], ...] = (
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
