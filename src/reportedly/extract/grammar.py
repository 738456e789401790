"""Who stands where in the tree of a sentence: subjects, objects and what prepositions govern, over any distance.

The dependency tree is the model's (Universal Dependencies). A verb without a subject of its own takes that of the verb
it is joined to, hangs on or describes: "A attacked X and was driven off", "A, accused of killing X", "A tried to kill
X", "the men who killed X".
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from ..lang.decode import Parsed
from ..lang.lexicon import rows
from ..lang.tokens import Sentence, Token
from ..model import Mention, Span
from .parts import Reading

_SUBJECTS = ("nsubj", "csubj", "nsubj:outer")
_PASSIVE = ("nsubj:pass", "csubj:pass")
_RELATIVES = frozenset(("who", "which", "that", "whom", "whose"))
_FORWARD = frozenset({"accus", "forc", "order", "urg", "ask", "tell", "allow", "help", "suspect", "charg", "convict", "blam", "let", "see", "show"})  # fmt: skip
"""Verbs whose object does what the verb that hangs on them tells: "accused X of killing Y"."""
CARRIED = frozenset(("obj", "obl", "nsubj:pass", "conj", "compound", "xcomp", "nmod"))
_TAKES = frozenset(("receiv", "get", "obtain", "accept", "enjoy", "tak", "seek", "request", "thank", "need", "want", "buy", "los", "seiz", "captur", "deny", "have"))  # fmt: skip
"""Verbs whose subject is at the other end: "X received support from Y"."""
_ENDINGS = (("'s", ""), ("ings", ""), ("ing", ""), ("ied", "y"), ("ies", "y"), ("ed", ""), ("es", ""), ("s", ""))
_OF = frozenset(("of", "from"))
_PARTS = frozenset(("of", "in", "from", "at", "near", "'s", "’s", ""))
_FAR = 5  # steps from a verb to the verb whose subject it shares


@cache
def _irregular() -> dict[str, str]:
    given = next(row[1] for row in rows("clauses.tsv", 6) if row[0] == "irregular")
    return dict(pair.split("=") for pair in given.split())


@cache
def lemma(word: str) -> str:
    """What the forms of a verb or a noun have in common; no word of a dictionary: "fight", "arm", "seiz"."""
    word = word.lower().replace("’", "'")
    word = _irregular().get(word, word)
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2 and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == "e" else word


@dataclass(frozen=True)
class Tree:
    """The tree of one sentence with the mentions at their heads."""

    reading: Reading
    sentence: Sentence
    words: tuple[Token, ...]
    parsed: Parsed

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The words that hang on each word, in order."""
        made: list[list[int]] = [[] for _ in self.words]
        for at, head in enumerate(self.parsed.heads):
            if head >= 0:
                made[head].append(at)
        return tuple(map(tuple, made))

    @cached_property
    def mentions(self) -> dict[int, tuple[Mention, ...]]:
        """The mentions that each word heads, the widest first."""
        made: dict[int, list[Mention]] = {}
        for mention in self.reading.mentions_in(self.sentence.span):
            at = self.head_of(mention.span)
            if at >= 0:
                made.setdefault(at, []).append(mention)
        return {at: tuple(found) for at, found in made.items()}

    def head_of(self, span: Span) -> int:
        """The word of a span that the others hang on; -1 where no word lies in it."""
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        inside = range(first, last)
        heads = [k for k in inside if self.parsed.heads[k] not in inside and self.parsed.tags[k] not in ("PUNCT", "DET", "ADP")]  # fmt: skip
        return heads[0] if heads else (inside[-1] if inside else -1)

    def lower(self, at: int) -> str:
        """A word in lower case."""
        return self.words[at].lower

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(word.start for word in self.words)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(word.end for word in self.words)

    def tag(self, at: int) -> str:
        """The part of speech of a word; empty for none."""
        return self.parsed.tags[at] if at >= 0 else ""

    def lemma(self, at: int) -> str:
        """What the forms of a word have in common."""
        return lemma(self.words[at].text)

    def hanging(self, at: int, *relations: str) -> tuple[int, ...]:
        """The words that hang on a word by one of the relations, without or with a subtype."""
        given = self.parsed.relations
        return tuple(k for k in self.children[at] if given[k] in relations or given[k].split(":")[0] in relations)

    def case(self, at: int) -> str:
        """The preposition of a word, the first of several ("out of", "because of")."""
        return next((self.lower(k) for k in self.hanging(at, "case")), "")

    def joined(self, at: int) -> tuple[int, ...]:
        """The word and those joined to it: "A, B and C"."""
        found = [at]
        for k in self.children[at]:
            if self.parsed.relations[k] == "conj":
                found += self.joined(k)
        return tuple(found)

    def governed(self, at: int, prepositions: frozenset[str]) -> tuple[int, ...]:
        """What hangs on a word with one of the prepositions."""
        return tuple(k for k in self.hanging(at, "obl", "nmod", "advcl") if self.case(k) in prepositions)

    def passive(self, at: int) -> bool:
        """Is it a passive verb, or a participle that describes what was done to something?"""
        if self.hanging(at, "nsubj:pass", "aux:pass", "csubj:pass"):
            return True
        relation, word = self.parsed.relations[at], self.lower(at)
        if relation == "conj" and not self.hanging(at, *_SUBJECTS) and not self.hanging(at, "obj"):
            return self.parsed.tags[self.parsed.heads[at]] == "VERB" and self.passive(self.parsed.heads[at])
        described = relation in ("acl", "amod") and not word.endswith("ing")
        return described and not self.hanging(at, "obj", *_SUBJECTS) and not self.hanging(at, "mark")

    def objects(self, at: int) -> tuple[int, ...]:
        """What a verb is done to."""
        if self.passive(at):
            return self._own_subject(at, *_PASSIVE, *_SUBJECTS) or self._shared(at)
        found = self.hanging(at, "obj")
        if not found and self.parsed.relations[at] == "acl:relcl":
            own = self.hanging(at, *_SUBJECTS)
            if own and self.lower(own[0]) not in _RELATIVES:
                return (self.parsed.heads[at],)  # "the men whom X killed"
        if found and self.lower(found[0]) in _RELATIVES and self.parsed.relations[at] == "acl:relcl":
            return (self.parsed.heads[at],)
        if not found and self.parsed.relations[at] != "conj":
            later = [k for k in self.hanging(at, "conj") if self.hanging(k, "obj") and self.parsed.tags[k] == "VERB"]
            if later and not self.hanging(at, "obl", "ccomp", "xcomp"):
                return self.hanging(later[0], "obj")  # "abducted and killed two engineers"
        return found

    def doers(self, at: int) -> tuple[int, ...]:
        """Who does what a verb tells."""
        if self.passive(at):
            return self.governed(at, frozenset(("by",)))
        return self._own_subject(at, *_SUBJECTS) or self._shared(at)

    def subject(self, at: int) -> tuple[int, ...]:
        """What a verb, an adjective or a noun is said of, be the verb active or passive."""
        return self._own_subject(at, *_SUBJECTS, *_PASSIVE) or self._shared(at)

    def _own_subject(self, at: int, *relations: str) -> tuple[int, ...]:
        found = self.hanging(at, *relations)
        if found and self.lower(found[0]) in _RELATIVES and self._clause(at) >= 0:
            return (self._clause(at),)
        return found[:1]

    def _clause(self, at: int) -> int:
        """What the relative clause of a verb describes; -1 where it stands in none."""
        for _ in range(_FAR):
            if self.parsed.relations[at] in ("acl:relcl", "acl"):
                return self.parsed.heads[at]
            if self.parsed.relations[at] not in ("conj", "xcomp", "cop", "aux"):
                return -1
            at = self.parsed.heads[at]
        return -1

    def _shared(self, at: int, steps: int = _FAR) -> tuple[int, ...]:
        """The subject that stands with another verb."""
        head, relation = self.parsed.heads[at], self.parsed.relations[at]
        if head < 0 or not steps:
            return ()
        if relation in ("acl", "acl:relcl"):
            return (head,) if not self.eventive(head) else self.owner(head) or self.carrier(head)
        if relation not in ("conj", "xcomp", "advcl", "ccomp", "parataxis", "advcl:relcl"):
            return ()
        if relation in ("ccomp", "parataxis") and self.lower(at)[-3:] != "ing":
            return ()
        if relation != "conj" and self.lemma(head) in _FORWARD:
            return self.objects(head)
        return self._own_subject(head, *_SUBJECTS, *_PASSIVE) or self._shared(head, steps - 1)

    def eventive(self, at: int) -> bool:
        """Is it a noun of an act, which has no part in what is done: "its campaign to retake", "an attempt to kill"?"""
        return at not in self.mentions and self.parsed.tags[at] == "NOUN"

    def owner(self, at: int) -> tuple[int, ...]:
        """Whose a noun is: "X's support", "the U.S. commitment", "the support of X"."""
        beside = tuple(k for k in self.hanging(at, "compound", "amod") if k in self.mentions)
        return self.hanging(at, "nmod:poss") or beside or self.governed(at, frozenset(("by", "from"))) or self.governed(at, frozenset(("of",)))  # fmt: skip

    def carrier(self, at: int, verbs: frozenset[str] = frozenset()) -> tuple[int, ...]:
        """The subject of the verb, one of some where they are given, that carries a noun: "X gave support to Y"."""
        for _ in range(3):
            head, relation = self.parsed.heads[at], self.parsed.relations[at]
            if self.hanging(at, "cop"):
                return self.subject(at)
            if head < 0 or relation not in CARRIED:
                return ()
            if self.parsed.tags[head] == "VERB":
                if self.lemma(head) in _TAKES or (verbs and self.lemma(head) not in verbs):
                    return ()
                return self.doers(head) if relation == "obj" else self.subject(head)
            at = head
        return ()

    def fillers(self, at: int) -> Iterator[Mention]:
        """The mentions that a word and those joined to it stand for: of "villages in X" X, of "ISIL forces" ISIL."""
        for k in self.joined(at):
            yield from self._meant(k)

    def _meant(self, at: int, steps: int = 2) -> Iterator[Mention]:
        found = self.mentions.get(at, ())
        beside = self._named(self.hanging(at, "appos", "flat", "compound"))
        if not found and beside:
            yield beside[0]
        elif not found and steps:
            for k in self.hanging(at, "nmod"):
                if self.case(k) in _PARTS:
                    for joined in self.joined(k):
                        yield from self._meant(joined, steps - 1)
        elif found and found[0].form == "nominal":
            kind = self._kind(found[0])
            inner = [m for m in self.reading.mentions_in(found[0].span) if m.form == "name"]
            around = self._named(self.governed(at, _OF)) if kind == "group" else []
            yield next((m for m in (*beside, *inner, *around) if self._kind(m) == kind), found[0])
        elif found:
            yield found[0]

    def _kind(self, mention: Mention) -> str:
        return self.reading.referents[mention.referent].kind

    def _named(self, heads: tuple[int, ...]) -> list[Mention]:
        return [m for k in heads for m in self.mentions.get(k, ()) if m.form == "name"]


def tree_of(reading: Reading, sentence: Sentence) -> Tree | None:
    """The tree of a sentence; None where no model has read it."""
    if reading.sight is None or not reading.sight.words[sentence.index]:
        return None
    return Tree(reading, sentence, reading.sight.words[sentence.index], reading.sight.analysis.rows[sentence.index])
