"""Relations read off the tree of a sentence: the words of `data/clauses.tsv` with whoever stands at their places.

The patterns of `relations` see what stands side by side; the tree sees over conjunctions, relative clauses, passives,
control and everything else that comes between.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from ..lang.lexicon import rows
from ..lang.tokens import Sentence
from ..model import Mention, Role, Span, Value
from .grammar import CARRIED, Tree, lemma, tree_of
from .parts import Candidate, Reading

_AT_PLACES = frozenset({"controls", "present_in"})


@dataclass(frozen=True, slots=True)
class Carrier:
    """One row of the table."""

    predicate: str
    part: str
    along: tuple[str, ...]  # words that must hang on the first
    first: tuple[str, ...]
    second: tuple[str, ...]
    value: tuple[tuple[str, str], ...]


@cache
def _table() -> dict[str, tuple[Carrier, ...]]:
    made: dict[str, list[Carrier]] = {}
    for predicate, part, given, first, second, value in rows("clauses.tsv", 6):
        if predicate in ("irregular", "gives"):
            continue
        pairs = tuple((k, v) for k, _, v in (x.partition("=") for x in value.split(";") if x))
        for phrase in given.split():
            word, *along = phrase.split("_")
            made.setdefault(lemma(word), []).append(
                Carrier(predicate, part, tuple(map(lemma, along)), tuple(first.split("|")), tuple(second.split("|")) if second else (), pairs)
            )  # fmt: skip
    return {word: tuple(found) for word, found in made.items()}


@cache
def _gives() -> frozenset[str]:
    """Verbs that hand something over."""
    return frozenset(lemma(word) for row in rows("clauses.tsv", 6) if row[0] == "gives" for word in row[1].split())


def find(reading: Reading, sentence: Sentence) -> Iterator[Candidate]:
    """Every relation that the tree of a sentence shows."""
    tree = tree_of(reading, sentence)
    if tree is None:
        return
    for at in range(len(tree.words)):
        for carrier in _table().get(tree.lemma(at), ()):
            verb = tree.parsed.tags[at] == "VERB"
            if verb != (carrier.part == "verb") or tree.parsed.tags[at] not in ("VERB", "NOUN"):
                continue
            spans = [tree.words[at]]
            for word in carrier.along:
                beside = next((k for k in tree.children[at] if tree.lemma(k) == word), -1)
                if beside < 0:
                    break
                spans.append(tree.words[beside])
            else:
                yield from _read(tree, carrier, at, Span(min(t.start for t in spans), max(t.end for t in spans)))


def _read(tree: Tree, carrier: Carrier, at: int, trigger: Span) -> Iterator[Candidate]:
    first, second = (_mentions(tree, _slot(tree, carrier, at, slots)) for slots in (carrier.first, carrier.second))
    pairs = combinations(first, 2) if first == second else product(first, second)  # "a pact between A and B"
    for subject, other in pairs:
        # Who "the men" and "the village" are is told elsewhere, or nowhere.
        if subject.referent != other.referent and all(
            tree.reading.referents[m.referent].named for m in (subject, other)
        ):
            yield _candidate(tree, carrier, trigger, subject, other)


def _candidate(tree: Tree, carrier: Carrier, trigger: Span, subject: Mention, other: Mention) -> Candidate:
    role = "place" if carrier.predicate in _AT_PLACES else "object"
    spans = (subject.span, other.span, trigger)
    return Candidate(
        predicate=carrier.predicate,
        roles=(Role(role, other.referent), Role("subject", subject.referent)),
        value=Value(**dict(carrier.value)),  # type: ignore[arg-type] # fields of one word
        sentence=tree.sentence,
        trigger=trigger,
        evidence=Span(min(s.start for s in spans), max(s.end for s in spans)),
    )


def _mentions(tree: Tree, heads: tuple[int, ...]) -> list[Mention]:
    found: dict[str, Mention] = {}
    for at in heads:
        for mention in tree.fillers(at):
            found.setdefault(mention.referent, mention)
    return list(found.values())


def _slot(tree: Tree, carrier: Carrier, at: int, slots: tuple[str, ...]) -> tuple[int, ...]:
    """The words at the first of the places that is filled."""
    for slot in slots:
        match slot:
            case "subj":
                found = tree.doers(at)
            case "obj":
                found = tree.objects(at)
            case "poss":
                found = tree.hanging(at, "nmod:poss") or tuple(
                    k for k in tree.hanging(at, "compound") if k in tree.mentions
                )
            case "compound":
                found = tree.hanging(at, "compound", "amod")
            case "giver":
                found = tree.carrier(at, _gives())
            case "carrier":
                found = tree.carrier(at) if carrier.part == "act" else _bearers(tree, at)
            case _:
                found = _governed(tree, carrier, at, slot)
        if found:
            return found
    return ()


def _governed(tree: Tree, carrier: Carrier, at: int, preposition: str) -> tuple[int, ...]:
    found = tree.governed(at, frozenset((preposition,)))
    if (
        not found
        and carrier.part == "act"
        and tree.parsed.relations[at] in CARRIED
        and preposition not in ("of", "between")
    ):
        head = tree.parsed.heads[at]
        if tree.parsed.tags[head] == "VERB":
            found = tree.governed(head, frozenset((preposition,)))
    return found


def _bearers(tree: Tree, at: int) -> tuple[int, ...]:
    """Who is called by the noun: "X, an ally of Y", "X is an ally of Y", "Y's ally X"."""
    if tree.hanging(at, "cop"):
        return tree.subject(at)
    if tree.parsed.relations[at] in ("appos", "compound", "flat"):
        return (tree.parsed.heads[at],)
    return tree.hanging(at, "appos", "flat")
