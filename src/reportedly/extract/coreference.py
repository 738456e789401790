"""Which mentions of one report speak of one thing: names, then descriptions, then pronouns, each linked only where sure.

A description that fits nothing stands for itself; a pronoun that fits nothing is dropped: a wrong link is worse than none.
The order of the steps follows Lee et al. 2013 ("sieves"): the surest first, each building on the last.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from ..digest import digest
from ..lang.lexicon import demonyms, fold, group_names, name_key, words
from ..lang.tokens import Sentence
from ..model import Mention, Referent, Report
from .aliases import Names
from .sight import Sight
from .wording import Found

_COLLECTIVE = words("collective")
_OWN_GROUP = _COLLECTIVE - {"coalition", "alliance", "front"}  # "the ISIL group" is ISIL, "the ISIL coalition" is not
_BODIES = frozenset({"outlet", "state", "body"})
# Words of a description that do not tell it apart.
_EMPTY = frozenset({
    "the", "a", "an", "this", "these", "those", "that", "his", "their", "its", "her", "at", "least", "about",
    "some", "several", "two", "three", "other",
})  # fmt: skip
_CLAUSE = re.compile(
    r"[,;:“”\"()–—]|\b(?:that|which|who|and|but|while|when|as|said|says|announced|claimed|if|because)\b"
)
_MEN = frozenset({
    "fighters", "militants", "brothers", "men", "combatants", "rebels", "gunmen", "insurgents", "mujahideen", "jihadists", "troops",
})  # fmt: skip
_FAR = 2  # sentences back to look for what "the group", "he" speak of
_EXPLETIVE = words("expletive")
_COPULA = re.compile(r" (?:is|was|remains|being)(?: (?:now|still|currently))? (?:(?:[A-Z]\w+\.?) )?")
_DESCRIBES = re.compile(
    r"(?:.*-)?(?:inspired|linked|affiliated|aligned|backed|allied|based|influenced|trained|supported|led)$"
)
_STATE_BODIES = words("state_bodies")
_OBJECTS = frozenset({"obj", "iobj", "obl"})
# What makes a mention stand out for a pronoun; one sentence further back costs 1. Chosen on a grid.
_SUBJECT = 1.0
_NAME = 0.5
_TOLD = 0.25  # each time that the report has spoken of it so far
_OFTEN = 5  # more often than this tells nothing
_SEEN = 1.0  # the model saw that the two are one


def link(
    report: Report, sentences: tuple[Sentence, ...], found: tuple[Found, ...], sight: Sight | None = None
) -> tuple[tuple[Mention, ...], dict[str, Referent]]:
    """Chains the mentions of a report.

    Args:
        report: the report.
        sentences: its sentences, in order.
        found: what `mentions.find` found in it.
        sight: what the model saw in it; without it pronouns are linked by order and agreement alone.

    Returns:
        The mentions, by start, of nested ones the longer first; and the referents by id.
    """
    chains = _Chains(report, sentences, found, sight)
    chains.link_names()
    chains.link_nominals()
    chains.link_pronouns()
    return chains.result()


@dataclass(frozen=True, slots=True)
class _Part:
    """What a mention is in its sentence."""

    relation: str  # of Universal Dependencies, without subtype; of a conjunct, that of the first
    head: int  # the word that it hangs on, in the model's words; -1 for none


_ROOT = _Part("", -1)
_OF_THE_WHOLE = frozenset({"conj", "flat", "appos", "compound"})


def _parts(found: tuple[Found, ...], sight: Sight) -> dict[int, _Part]:
    """What each mention is in its sentence, where the model's words and ours meet."""
    made: dict[int, _Part] = {}
    for k, f in enumerate(found):
        line, parsed = sight.words[f.sentence], sight.analysis.rows[f.sentence]
        begin, end = _heading(f)
        inside = {n for n, word in enumerate(line) if begin <= word.start < end}
        tops = [n for n in sorted(inside) if parsed.heads[n] not in inside]
        if not tops:
            continue
        at = tops[0]
        while parsed.heads[at] >= 0 and parsed.relations[at].split(":")[0] in _OF_THE_WHOLE:
            at = parsed.heads[at]
        made[k] = _Part(parsed.relations[at].split(":")[0], parsed.heads[at])
    return made


def _before(found: tuple[Found, ...], sight: Sight) -> dict[int, list[int]]:
    """For each mention that the model saw too: the earlier ones that it takes for the same, the nearest first."""
    ours: dict[tuple[int, int], int] = {}
    for k, f in enumerate(found):
        begin, end = _heading(f)
        for word in sight.words[f.sentence]:
            if begin <= word.start < end:
                ours.setdefault((f.sentence, word.start), k)
    references = sight.analysis.mentions
    places = [ours.get((r.row, sight.words[r.row][r.head].start)) for r in references]
    made: dict[int, list[int]] = {}
    for reference, own in zip(references, places, strict=True):
        if own is None or own in made:
            continue
        made[own] = []
        back = reference.antecedent
        while back >= 0:
            earlier = places[back]
            if earlier is not None:
                made[own].append(earlier)
            back = references[back].antecedent
    return made


def _heading(f: Found) -> tuple[int, int]:
    """Where the words begin and end of which one is the head of the mention."""
    if f.form != "name":
        return f.head_span.start, f.head_span.end
    return (min(f.title.start, f.span.start) if f.title else f.span.start), f.span.end


class _Chains:
    """The chains while they grow: every mention that is linked has the key of its chain."""

    def __init__(
        self, report: Report, sentences: tuple[Sentence, ...], found: tuple[Found, ...], sight: Sight | None
    ) -> None:
        self.report = report
        self.text = report.text
        self.sentences = {s.index: s for s in sentences}
        self.found = found
        self.chain: dict[int, str] = {}  # index in found -> key
        self.members: dict[str, list[int]] = defaultdict(list)
        self.bears_name: set[str] = set()  # chains with a name among their members
        self.by_sentence: dict[int, list[int]] = defaultdict(list)
        for k, f in enumerate(found):
            self.by_sentence[f.sentence].append(k)
        self.parts = _parts(found, sight) if sight else {}
        self.before = _before(found, sight) if sight else {}

    def words(self, f: Found) -> str:
        """The mention as it is written."""
        return f.span.of(self.text)

    def put(self, k: int, key: str) -> None:
        """Links mention `k` to a chain."""
        self.chain[k] = key
        self.members[key].append(k)
        if self.found[k].form == "name":
            self.bears_name.add(key)

    def link_names(self) -> None:
        """Chains of names."""
        names = Names(self.report, self.found)
        names.resolve()
        for k, f in enumerate(self.found):
            if f.form == "name":
                self.put(k, names.root(names.key(f)))
        self.weight = Counter(self.chain.values())

    def link_nominals(self) -> None:
        """Descriptions: beside a name, of the group just spoken of, or the same words again; else by themselves."""
        for k, f in enumerate(self.found):
            if f.form == "nominal":
                key = (
                    self._apposition(k, f) or self._own_men(f) or self._anaphor(f) or self._again(f) or self._seen(k, f)
                )
                self.put(k, key or f"{f.kind} {f.span.start}-{f.span.end}")

    def _apposition(self, k: int, f: Found) -> str | None:
        """As in “X, a trader”, "the group's leader, X", "the Ansar group": the name right beside it."""
        for n in self.by_sentence[f.sentence]:
            name = self.found[n]
            if name.form != "name" or name.kind != f.kind or n == k:
                continue
            if f.number == "p":
                continue
            if name.span.end <= f.span.start:
                gap = self.text[name.span.end : f.span.start]
                before = self.text[max(0, name.span.start - 5) : name.span.start]
                if gap in (", ", " (", " – ", " — ") and not before.endswith(("and ", ", ")) and not self._listed(f):
                    return self.chain[n]
            elif f.span.end <= name.span.start:
                begin = name.title.start if name.title and name.title.start >= f.span.end else name.span.start
                gap = self.text[f.span.end : begin]
                if gap in (", ", " – ", " — ") and f.kind in ("person", "asset") and not self._continues(name):
                    return self.chain[n]
                if _COPULA.fullmatch(gap) and f.kind == "person" and f.definite and not self._continues(name):
                    return self.chain[n]  # "Their emir is X"
            elif (
                f.span.covers(name.span)
                and f.kind == "group"
                and f.head in _OWN_GROUP
                and name.span.end + 1 == f.head_span.start
            ):
                return self.chain[n]
        return None

    def _own_men(self, f: Found) -> str | None:
        """As in “the fighters of X”: what a group's men do at large, the group does."""
        if f.kind != "group" or f.number != "p" or f.head not in _MEN:
            return None
        words = self.words(f).lower().split()
        for n in self.by_sentence[f.sentence]:
            name = self.found[n]
            if (
                name.form == "name"
                and name.kind == "group"
                and f.span.covers(name.span)
                and name.span.end == f.span.end
            ):
                own = words[: words.index("of")] if "of" in words else words
                return self.chain[n] if own in ([f.head], ["the", f.head]) else None
        return None

    def _listed(self, f: Found) -> bool:
        """Is the description one item of a list ("X, a trader and two soldiers")?"""
        return self.text[f.span.end : f.span.end + 5] == " and "

    def _continues(self, name: Found) -> bool:
        """Does a list go on after the name ("the commander, X and Y")?"""
        return self.text[name.span.end : name.span.end + 5] == " and "

    def _anaphor(self, f: Found) -> str | None:  # noqa: PLR0911 - one case after another
        """As in “the group”, "the commander": what was spoken of just before and fits."""
        if not f.definite or (f.possessive and f.number == "p"):
            return None
        first = self.text[f.span.start : f.span.end].split()[0].lower()
        if first not in ("the", "this", "that") or f.span.end != f.head_span.end:
            return None
        modifiers = self.text[f.span.start : f.head_span.start].split()[1:]
        if f.kind == "group" and f.number == "c" and not modifiers:
            headed = self._headed(f)
            if headed:
                return headed
        if f.kind == "group" and f.number == "c" and f.head in _COLLECTIVE:
            if modifiers and _DESCRIBES.match(modifiers[-1]):
                return self._last_group(f)  # "the Al-Qaeda inspired group" is not Al-Qaeda
            if any(m[:1].isupper() and m not in demonyms() for m in modifiers):
                return None
            return self._last_group(f)
        if f.kind == "person" and f.number == "s" and not any(m[:1].isupper() for m in modifiers):
            return self._last_holder(f)
        return None

    def _seen(self, k: int, f: Found) -> str | None:
        """As in “the agency”, "the city": what the model takes it for, where that has the same noun in it."""
        first, *modifiers = self.text[f.span.start : f.head_span.start].split() or [""]
        if first.lower() not in ("the", "this", "that") or f.span.end != f.head_span.end:
            return None
        if any(m[:1].isupper() for m in modifiers):
            return None
        for m in self.before.get(k, ()):
            other = self.found[m]
            alike = (f.kind, f.number) == (other.kind, other.number) and f.head in fold(self.words(other)).split()
            if alike and m in self.chain and self._same_hand(f, other):
                return self.chain[m]
        return None

    def _headed(self, f: Found) -> str | None:
        """As in “the ministry”, "the front": the last group whose name has that word at its head."""
        nearer: str | None = None
        for back in range(12):
            for k in reversed(self.by_sentence[f.sentence - back]):
                other = self.found[k]
                if other.kind != "group" or other.span.end > f.span.start or not self._same_hand(f, other):
                    continue
                if other.form == "nominal" and other.head == f.head and self._stands_for_name(k):
                    nearer = nearer or self.chain[k]  # the same words, nearer than the name that has them
                if other.form != "name":
                    continue
                parts = fold(self.words(other)).split()
                if len(parts) > 1 and f.head in (parts[0], parts[-1]):
                    return nearer or self.chain[k]
        return None

    def _stands_for_name(self, k: int) -> bool:
        """Is the description linked to a name?"""
        return self.chain.get(k) in self.bears_name

    def _armed(self, k: int) -> bool:
        """Is it a named group, and no outlet, state organ or world body?"""
        f = self.found[k]
        if f.kind != "group" or f.form != "name":
            return False
        known = group_names().get(name_key(self.words(f)))
        if known and known.sort in _BODIES:
            return False
        return not any(
            w in self.words(f)
            for w in ("Ministry", "Army", "Police", "Command", "News", "Agency", "University", "Observatory", "Times")
        )

    def _last_group(self, f: Found) -> str | None:
        """The one group that the sentence, or the one before, speaks of; of several the one the report is about."""
        for back in range(_FAR + 1):
            here = [
                self.chain[k]
                for k in self.by_sentence[f.sentence - back]
                if k in self.chain
                and self._armed(k)
                and self.found[k].span.end <= f.span.start
                and self._same_hand(f, self.found[k])
            ]
            if back == 0 and len(set(here)) > 1 and self._acts_on(here[-1], f):
                here = [c for c in here if c != here[-1]]
            distinct = list(dict.fromkeys(here))
            if len(distinct) == 1:
                return distinct[0]
            if distinct:
                most = sorted(distinct, key=lambda c: -self.weight[c])
                return most[0] if self.weight[most[0]] >= 2 * self.weight[most[1]] else None
        return None

    def _acts_on(self, chain: str, f: Found) -> bool:
        """Does the group stand before the description in one clause ("X trained the group")? Then it is another one."""
        last = max(
            (self.found[k].span.end for k in self.members[chain] if self.found[k].span.end <= f.span.start),
            default=None,
        )
        return last is not None and not _CLAUSE.search(self.text[last : f.span.start])

    def _last_holder(self, f: Found) -> str | None:
        """The last person who was called by the same noun ("the commander")."""
        for back in range(4):
            for k in reversed(self.by_sentence[f.sentence - back]):
                other = self.found[k]
                if (
                    other.span.end > f.span.start
                    or other.kind != "person"
                    or other.number != "s"
                    or k not in self.chain
                ):
                    continue
                if not self._same_hand(f, other):
                    continue
                title = other.title.of(self.text).lower() if other.title else ""
                held = {self.found[m].head for m in self.members[self.chain[k]] if self.found[m].form == "nominal"}
                if f.head in held or f.head in title.split():
                    return self.chain[k]
        return None

    def _same_hand(self, one: Found, other: Found) -> bool:
        """Both in one comment, or both in the report's own text."""
        a, b = self.sentences[one.sentence].passage, self.sentences[other.sentence].passage
        return a == b if "comment" in (a.voice, b.voice) else True

    def _again(self, f: Found) -> str | None:
        """The same description again: "the army" ... "the army"; "three officials" ... "the officials"."""
        if not f.definite or f.span.end != f.head_span.end:
            return None
        own = self._described(f)
        for key, members in reversed(self.members.items()):
            for m in members:
                other = self.found[m]
                if (
                    other.form != "nominal"
                    or other.kind != f.kind
                    or other.head != f.head
                    or other.span.start >= f.span.start
                ):
                    continue
                if not self._same_hand(f, other) or other.span.end != other.head_span.end:
                    continue
                said = self._described(other)
                if (
                    own == said
                    or (not own and f.head in _STATE_BODIES)
                    or (own and not said and f.head in _STATE_BODIES)
                ):
                    return key
                if not own and f.number in ("p", "s") and f.sentence - other.sentence <= 3:
                    return key
        return None

    def _described(self, f: Found) -> tuple[str, ...]:
        """The words of a description that tell it apart: no determiner, no number, not its noun."""
        before = self.text[f.span.start : f.head_span.start].lower().split()
        return tuple(w for w in before if w not in _EMPTY)

    def link_pronouns(self) -> None:
        """He, she, it, they: of the mentions nearby that fit, the one that stands out most."""
        for k, f in enumerate(self.found):
            if f.form == "pronoun" and not self._expletive(k, f):
                key = self._antecedent(k, f)
                if key:
                    self.put(k, key)

    def _expletive(self, k: int, f: Found) -> bool:
        """As in “it is clear that”: does it speak of nothing?"""
        if f.head != "it":
            return False
        following = self.text[f.span.end : f.span.end + 12].split()
        return self.parts.get(k, _ROOT).relation == "expl" or (bool(following) and following[0].lower() in _EXPLETIVE)

    def _antecedent(self, k: int, f: Found) -> str | None:
        """The chain of the fitting mention with the most weight; of equals the one that stands first and nearest."""
        seen = {self.chain[m] for m in self.before.get(k, ()) if m in self.chain}
        best: tuple[float, str] | None = None
        for back in range(_FAR + 1):
            fits = [
                m
                for m in self.by_sentence[f.sentence - back]
                if m in self.chain and self.found[m].span.end <= f.span.start and self._fits(f, m)
            ]
            for m in fits:
                if back == 0 and self._acts_on_it(m, k):
                    continue
                weight = self._weight(m) + _SEEN * (self.chain[m] in seen) - back
                if best is None or weight > best[0]:
                    best = (weight, self.chain[m])
        return best[1] if best else None

    def _weight(self, k: int) -> float:
        """How much a mention stands out (after Lappin and Leass 1994)."""
        return (
            (self.parts.get(k, _ROOT).relation == "nsubj") * _SUBJECT
            + (self.found[k].form == "name") * _NAME
            + min(len(self.members[self.chain[k]]), _OFTEN) * _TOLD
        )

    def _acts_on_it(self, k: int, pronoun: int) -> bool:
        """Is the mention the subject of the verb that the pronoun is the object of ("he saw him")? Then it is another."""
        one, two = self.parts.get(k, _ROOT), self.parts.get(pronoun, _ROOT)
        reflexive = self.found[pronoun].head.endswith(("self", "selves"))
        return one.relation == "nsubj" and two.relation in _OBJECTS and one.head == two.head and not reflexive

    def _fits(self, f: Found, k: int) -> bool:
        other = self.found[k]
        if not self._same_hand(f, other) or other.span.meets(f.span):
            return False
        if f.number == "s":
            if other.kind != "person" or other.number != "s":
                return False
            gender = other.gender or next(
                (self.found[m].gender for m in self.members[self.chain[k]] if self.found[m].gender), ""
            )
            return not gender or gender == f.gender
        if f.number == "c":
            return other.kind == "group" and other.number == "c" and (other.form != "name" or not self._outlet(other))
        return other.kind == "group" and (
            other.number == "p" or (other.number == "c" and other.form == "name" and not self._outlet(other))
        )

    def _outlet(self, f: Found) -> bool:
        known = group_names().get(name_key(self.words(f)))
        return known is not None and known.sort == "outlet"

    def _tells(self, f: Found) -> bool:
        """Menus and tags name nobody; a masthead names the outlet."""
        if self.sentences[f.sentence].passage.voice != "furniture":
            return True
        return fold(self.words(f)).removeprefix("the ") == fold(self.report.outlet or "").removeprefix("the ")

    def result(self) -> tuple[tuple[Mention, ...], dict[str, Referent]]:
        """Mentions in order and the referents by id."""
        mentions: list[Mention] = []
        referents: dict[str, Referent] = {}
        for members in self.members.values():
            chain = sorted((self.found[k] for k in members), key=lambda f: (f.span, f.form))
            named = [f for f in chain if f.form == "name"]
            told = [f for f in named if self._tells(f)]
            base = told or named or [f for f in chain if f.form == "nominal"]
            kind = base[0].kind
            own = digest(self.report.id, kind, base[0].span)
            counted = Counter(self.words(f) for f in base)
            names = tuple(sorted(counted, key=lambda n: (-len(fold(n).split()), -len(n), n)))
            referents[own] = Referent(id=own, kind=kind, named=bool(told), names=names)
            mentions += [Mention(span=f.span, form=f.form, referent=own) for f in chain]
        mentions.sort(key=lambda m: (m.span.start, -m.span.end, m.form))
        return tuple(mentions), dict(sorted(referents.items()))
