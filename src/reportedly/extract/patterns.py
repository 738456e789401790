"""A small engine for declarative patterns over words and typed mentions.

A sentence is written out as one line in which every mention stands as `@pn7 ` (kind p, g, l or a; form n name, d
description, o pronoun; its number) and every other word in lower case, each followed by a blank. Patterns are rows of
`data/relations.tsv`, in the notation of `notation.py`, which compiles to one regular expression each.

This is the cascade of finite-state patterns of FASTUS (Hobbs et al. 1997), with the patterns as data.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Literal

from ..lang.lexicon import rows
from ..lang.tokens import Sentence
from ..model import Mention, Role, Span, Value
from .notation import compile_pattern, needs
from .parts import Candidate, Reading, is_adjective

ROLE_OF = {"S": "subject", "O": "object", "P": "place", "A": "perpetrator", "T": "target", "V": "victim", "X": "asset"}
# Their patterns look for titles, trades and gifts, which a description ("the group's military chief", "two hundred
# fighters") would swallow.
OF_NAMES = ("holds_role", "occupation", "nationality", "age", "member_of", "supports")
Depth = Literal["outer", "inner", "names"]
KIND_LETTER = {"person": "p", "group": "g", "place": "l", "asset": "a"}
FORM_LETTER = {"name": "n", "nominal": "d", "pronoun": "o"}

_STOPS = (", ", ". ", "? ", "! ")
_MARKS = frozenset("\"“”‘'«»*•[]\u200e\u200f\u200b\ufeff")  # among them the marks of direction in bilingual pages
_OWNERS = frozenset({"his", "her", "its", "their", "our", "my"})
_STYLE = re.compile(r"(?:Kumander|Comandante|Commander|Commandant|Komandan|Ammi|Don|Mullah|Mono) $")
_APPOSED = re.compile(r"@([pgla])d\d+ (?:(?:, |- |– )?(?:the )?(?:called |named )?)(?P<name>@\1n\d+ )(?:[,.;()–-] |$)")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the table."""

    predicate: str
    notation: str
    needs: tuple[frozenset[str], ...]  # sets of words and marks: a line must have one of each
    value: tuple[tuple[str, str], ...]  # "$text" takes the words kept under that name
    flags: frozenset[str]
    example: str

    @property
    def regex(self) -> re.Pattern[str]:
        """The regular expression, compiled when a line first needs it."""
        return compile_pattern(self.notation)


@dataclass(frozen=True)
class Line:
    """A sentence written out for matching, with the way back to its characters."""

    text: str
    starts: tuple[int, ...]  # where each item begins in `text`
    spans: tuple[Span, ...]  # what it stands for in the report
    mentions: tuple[Mention | None, ...]

    def item(self, position: int) -> int:
        """The number of the item at a position of `text`."""
        low, high = 0, len(self.starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.starts[middle] <= position else (low, middle)
        return low

    def span(self, start: int, end: int) -> Span:
        """The stretch of the report from the item at `start` to the item before `end`."""
        return Span(self.spans[self.item(start)].start, self.spans[self.item(max(start, end - 1))].end)

    def filling(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions between two positions of `text`."""
        first, last = self.item(start), self.item(max(start, end - 1))
        found = tuple(m for m in self.mentions[first : last + 1] if m is not None)
        return tuple(self._named(m) for m in found) if len(found) == 1 else found

    def _named(self, mention: Mention) -> Mention:
        """The name beside a description: "a rival army, the Free Men Brigade" is the Free Men Brigade."""
        if mention.form != "nominal":
            return mention
        at = self.mentions.index(mention)
        beside = _APPOSED.match(self.text, self.starts[at])
        return self.mentions[self.item(beside.start("name"))] or mention if beside else mention


def encode(reading: Reading, sentence: Sentence, depth: Depth) -> Line:
    """Write a sentence out: with the outer of nested mentions, the names inside them, or names and pronouns only."""
    chosen = _choose(reading, sentence, depth)
    text, starts, spans, mentions = [], [], [], []
    position, at = 0, sentence.span.start

    def put(word: str, span: Span, mention: Mention | None) -> None:
        nonlocal position
        starts.append(position)
        spans.append(span)
        mentions.append(mention)
        text.append(word + " ")
        position += len(word) + 1

    queue = list(chosen)
    for token in sentence.tokens:
        while queue and queue[0].span.start < token.end:
            mention = queue.pop(0)
            kind = KIND_LETTER[reading.referents[mention.referent].kind]
            put(f"@{kind}{FORM_LETTER[mention.form]}{len(starts)}", mention.span, mention)
            if mention.form == "pronoun" and reading.words(mention.span).lower() in _OWNERS:
                put("'s", mention.span, None)  # "its leader" reads like "the Front's leader"
            at = mention.span.end
        start = max(token.start, at)
        word = reading.report.text[start : token.end].lower().replace("’", "'")
        beside = bool(mentions) and mentions[-1] is not None and start == at
        if beside and word == "'":
            put("'s", Span(start, token.end), None)  # "the Companies' split"
        elif beside and word[:1] == "-" and len(word) > 1:
            put("-", Span(start, start + 1), None)  # "Emirate-affiliated"
            put(word[1:], Span(start + 1, token.end), None)
        # A quotation mark says nothing, but behind a comma or stop it ends somebody's words.
        elif start < token.end and (word not in _MARKS or (word in '"”' and text and text[-1] in _STOPS)):
            put(word, Span(start, token.end), None)
    return Line("".join(text), tuple(starts), tuple(spans), tuple(mentions))


def _choose(reading: Reading, sentence: Sentence, depth: Depth) -> list[Mention]:
    inside = tuple(
        m
        for m in reading.mentions_in(sentence.span)
        if not (_is_adjective(reading, m) or _is_reflexive(reading, m) or _is_gift(reading, m))
    )
    if depth == "inner":
        known = [m for m in inside if m.form != "nominal" and reading.referents[m.referent].named]
        inside = tuple(m for m in inside if m.form != "nominal" or not any(m.span.covers(n.span) for n in known))
    elif depth == "names":
        inside = tuple(m for m in inside if m.form != "nominal")
    chosen: list[Mention] = []
    for mention in sorted(inside, key=lambda m: (m.span.start, -m.span.end)):
        if not chosen or mention.span.start >= chosen[-1].span.end:
            chosen.append(mention)
    return chosen


def _is_adjective(reading: Reading, mention: Mention) -> bool:
    """Whether "Mahruni" is no name of its own where the report tells of Mahrun, or of "a Mahruni"."""
    words = reading.words(mention.span)
    if mention.form != "name" or " " in words or reading.referents[mention.referent].kind == "person":
        return False
    before = reading.report.text[max(0, mention.span.start - 3) : mention.span.start].lower()
    return reading.country_of(words) is not None or (is_adjective(words) and before.endswith((" a ", "an ")))


def _is_reflexive(reading: Reading, mention: Mention) -> bool:
    """In "styles himself" the word belongs to the verb."""
    return mention.form == "pronoun" and reading.words(mention.span).lower().endswith(("self", "selves"))


def _is_gift(reading: Reading, mention: Mention) -> bool:
    """The "weapons" in "sent weapons to" are words of the pattern."""
    return mention.form == "nominal" and reading.referents[mention.referent].kind == "asset"


@cache
def table(name: str) -> tuple[Pattern, ...]:
    """The patterns of one file: predicate, notation, value, flags, example."""
    made = []
    for predicate, notation, value, flags, example in rows(name, 5):
        pairs = tuple((k, v) for k, _, v in (part.partition("=") for part in value.split(";") if part))
        made.append(Pattern(predicate, notation, needs(notation), pairs, frozenset(flags.split()), example))
    return tuple(made)


def match(reading: Reading, sentence: Sentence, patterns: tuple[Pattern, ...]) -> Iterator[Candidate]:
    """Every candidate that the patterns propose for a sentence, outer mentions first, none twice."""
    seen: set[tuple[object, ...]] = set()
    written: set[str] = set()
    for depth in ("outer", "inner", "names"):
        line = encode(reading, sentence, depth)
        if "@" not in line.text or line.text in written:
            continue
        written.add(line.text)
        words = frozenset(word[:2] if word[0] == "@" else word for word in line.text.split())
        for pattern in patterns:
            if depth == "names" and pattern.predicate not in OF_NAMES:
                continue
            if any(needed.isdisjoint(words) for needed in pattern.needs):
                continue
            at = 0
            while found := pattern.regex.search(line.text, at):
                at = found.start() + 1 if found.end() == found.start() else _after(found)
                for candidate in _candidates(reading, sentence, line, pattern, found):
                    key = (candidate.predicate, candidate.roles, candidate.value, candidate.denied)
                    if key not in seen:
                        seen.add(key)
                        yield candidate


def _after(found: re.Match[str]) -> int:
    """Where to look on: behind the first role, so that a second match may share the last one."""
    first = min(
        (found.end(name) for name in ROLE_OF if name in found.re.groupindex and found[name]), default=found.end()
    )
    return max(found.start() + 1, first)


def _candidates(
    reading: Reading, sentence: Sentence, line: Line, pattern: Pattern, found: re.Match[str]
) -> Iterator[Candidate]:
    filled = {
        ROLE_OF[name]: line.filling(found.start(name), found.end(name))
        for name in ROLE_OF
        if name in found.re.groupindex and found[name]
    }
    if pattern.predicate == "known_as":  # of "A and B, also known as C" it is B
        filled = {name: mentions[-1:] for name, mentions in filled.items()}
    trigger = line.span(*found.span("trigger")) if "trigger" in found.re.groupindex else line.span(*found.span())
    names = list(filled)
    filled_roles: list[tuple[Role, ...]] = [()]
    for name in names:
        referents = list(dict.fromkeys(m.referent for m in filled[name]))
        if name in ("perpetrator", "target", "victim", "asset"):
            filled_roles = [(*c, *(Role(name, r) for r in referents)) for c in filled_roles]
        else:
            filled_roles = [(*c, Role(name, r)) for c in filled_roles for r in referents]
    if "L" in found.re.groupindex:
        listed = dict.fromkeys(m.referent for m in line.filling(*found.span("L")))
        pairs = [(Role("subject", a), Role("object", b)) for a, b in combinations(listed, 2)]
        filled_roles = [(*c, *pair) for c in filled_roles for pair in pairs]
    ended = "ended" in pattern.flags or any(found.groupdict().get(name) for name in ("ended", "ended2"))
    for value in _values(reading, line, pattern, found):
        for roles in filled_roles:
            if len({r.filler for r in roles}) == len(roles):
                yield Candidate(
                    predicate=pattern.predicate, roles=tuple(sorted(roles)), value=value, sentence=sentence, trigger=trigger,
                    evidence=line.span(*found.span()), ended=ended, denied="denied" in pattern.flags,
                )  # fmt: skip


def _values(reading: Reading, line: Line, pattern: Pattern, found: re.Match[str]) -> Iterator[Value]:
    """The value that the pattern tells; one for each name where it names several (`$N`)."""
    kept = {k: _kept(reading, line, found, v) for k, v in pattern.value if v != "$N"}
    named = next((k for k, v in pattern.value if v == "$N"), None)
    if named is None:
        yield Value(**kept)  # type: ignore[arg-type]
        return
    for mention in line.filling(*found.span("N")):
        yield Value(**kept, **{named: _with_style(reading, mention)})  # type: ignore[arg-type]


def _with_style(reading: Reading, mention: Mention) -> str:
    """The name with the "Comandante" that belongs to a nom de guerre."""
    before = _STYLE.search(reading.report.text, max(0, mention.span.start - 14), mention.span.start)
    return (before[0] if before else "") + reading.words(mention.span)


def _kept(reading: Reading, line: Line, found: re.Match[str], given: str) -> str | None:
    if not given.startswith("$"):
        return given
    if not found[given[1:]]:
        return None
    return reading.words(line.span(*found.span(given[1:])))
