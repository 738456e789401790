"""What a noun phrase says of the person it describes: nationality, occupation, post, membership, wherever the name stands.

The tree tells who is described: "X, a Dutch engineer", "the Dutch engineer X", "X is a Dutch engineer", "X, who was for
years a Dutch engineer".
"""

from collections.abc import Iterator
from functools import cache

from ..lang.lexicon import nouns
from ..lang.tokens import Sentence
from ..model import Mention, Role, Span, Value
from .grammar import Tree, tree_of
from .notation import entries
from .parts import Candidate, Reading

_BESIDE = ("appos", "flat", "nmod:desc")
_OF = frozenset(("of", "for", "in", "at", "with", "from"))
_MEMBERS = frozenset(("member", "fighter", "militant", "cadre", "operative", "recruit", "jihadist", "veteran", "loyalist", "gunman", "militiaman", "guerrilla", "combatant"))  # fmt: skip
_FORMER = frozenset(("former", "ex", "late", "then", "one-time", "onetime", "erstwhile", "retired"))


def find(reading: Reading, sentence: Sentence) -> Iterator[Candidate]:
    """Every relation that a description in the sentence tells of somebody named."""
    tree = tree_of(reading, sentence)
    if tree is None:
        return
    for at, tag in enumerate(tree.parsed.tags):
        if tag in ("NOUN", "PROPN", "ADJ"):
            for person in described(tree, at):
                yield from _told(tree, at, person)


def described(tree: Tree, at: int) -> Iterator[Mention]:
    """The persons with a name whom a noun describes."""
    heads = list(tree.subject(at)) if tree.hanging(at, "cop") else []
    heads += tree.hanging(at, *_BESIDE)
    relation = tree.parsed.relations[at]
    if relation in _BESIDE or (relation == "compound" and tree.parsed.tags[tree.parsed.heads[at]] == "PROPN"):
        heads.append(tree.parsed.heads[at])
    seen = set()
    own = [m for m in tree.mentions.get(at, ()) if m.form == "nominal"]
    for mention in (*own, *(m for k in heads for m in tree.mentions.get(k, ())[:1])):
        referent = tree.reading.referents[mention.referent]
        if referent.kind == "person" and referent.named and referent.id not in seen:
            seen.add(referent.id)
            yield mention


def _told(tree: Tree, at: int, person: Mention) -> Iterator[Candidate]:
    word = tree.lower(at)
    noun = nouns().get(word)
    if _people(tree, at):
        yield _candidate(tree, at, person, "nationality", value=Value(country=tree.words[at].text))
    if word not in _titles() | _occupations() | _MEMBERS and (noun is None or noun.kind != "person"):
        return
    if word not in _posts():
        for k in (k for j in tree.hanging(at, "amod", "compound") for k in (j, *tree.hanging(j, "compound"))):
            if _people(tree, k):
                yield _candidate(tree, at, person, "nationality", value=Value(country=tree.words[k].text))
    if word in _occupations() and tree.parsed.tags[at] == "NOUN" and not _of_something(tree, at):
        yield _candidate(tree, at, person, "occupation", value=Value(text=_phrase(tree, at)))
    belonging = "holds_role" if word in _titles() else "member_of" if word in _MEMBERS else ""
    for kind, mention in _whose(tree, at) if belonging else ():
        if kind == "group" and mention.referent != person.referent:
            value = Value(title=_phrase(tree, at)) if belonging == "holds_role" else Value()
            yield _candidate(tree, at, person, belonging, Role("object", mention.referent), value=value)
        elif kind == "place" and belonging == "holds_role":
            yield _candidate(tree, at, person, belonging, Role("place", mention.referent), value=Value(title=_phrase(tree, at)))  # fmt: skip


def _of_something(tree: Tree, at: int) -> bool:
    """Is it a post rather than a trade: "secretary-general", "bishop of X", "the Front's judge"?"""
    return (at > 0 and tree.lower(at - 1) == "-") or bool(tree.hanging(at, "nmod:poss") or tree.governed(at, frozenset(("of",))))  # fmt: skip


def _people(tree: Tree, at: int) -> bool:
    """Is it a word of a people, and no part of a longer name ("al-Talmari", "U.S. Central Command")?"""
    word = Span(tree.words[at].start, tree.words[at].end)
    if not tree.words[at].text[:1].isupper() or tree.reading.country_of(tree.lower(at)) is None:
        return False
    return not any(m.form == "name" and m.span.covers(word) and m.span != word for m in tree.reading.mentions_in(tree.sentence.span))  # fmt: skip


def _whose(tree: Tree, at: int) -> Iterator[tuple[str, Mention]]:
    """The group or the place that a post belongs to, the nearest first."""
    for heads in (tree.hanging(at, "nmod:poss"), tree.governed(at, _OF), tree.hanging(at, "compound")):
        for head in heads:
            for mention in tree.fillers(head):
                yield tree.reading.referents[mention.referent].kind, mention
                return


def _phrase(tree: Tree, at: int) -> str:
    """The noun with the small words that belong to it: "senior military commander"; no name, no nationality."""
    start = at
    beside = set(tree.hanging(at, "amod", "compound"))
    while start - 1 in beside and tree.lower(start - 1) not in _FORMER and start - 1 not in tree.mentions:
        if tree.reading.country_of(tree.lower(start - 1)):
            break
        start -= 1
    return Span(tree.words[start].start, tree.words[at].end).of(tree.reading.report.text)


def _candidate(tree: Tree, at: int, person: Mention, predicate: str, *others: Role, value: Value) -> Candidate:
    word = Span(tree.words[at].start, tree.words[at].end)
    return Candidate(
        predicate=predicate, roles=tuple(sorted((Role("subject", person.referent), *others))), value=value, sentence=tree.sentence,
        trigger=word, evidence=Span(min(word.start, person.span.start), max(word.end, person.span.end)),
        ended=any(tree.lower(k) in _FORMER for k in tree.hanging(at, "amod", "advmod", "compound")),
    )  # fmt: skip


@cache
def _titles() -> frozenset[str]:
    return frozenset(entry for entry in entries("title") if entry.isalpha()) | frozenset(entries("grouptitle"))


@cache
def _occupations() -> frozenset[str]:
    return frozenset(entry for entry in entries("occ") if entry.isalpha())


@cache
def _posts() -> frozenset[str]:
    """Posts of a state: "Iraqi minister" says whose minister, not what nationality."""
    return frozenset(entry.split()[-1] for entry in (*entries("statetitle"), *entries("statepost")))
