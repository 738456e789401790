"""A small engine for declarative patterns over words and typed mentions.

A sentence is written out as one line in which every mention stands as `@pn7 ` (kind p, g, l or a; form n name, d
description, o pronoun; its number) and every other word in lower case, each followed by a blank. Patterns are rows of
`data/relations.tsv`, in a notation that compiles to one regular expression each:

    {S:pg}   the role S, filled by a person or a group; a list ("A, B and C") fills it several times
    {S!:pg}  the same, where a name stands; no description, no pronoun
    {O^:g}   the same, where no title follows: "swore allegiance to the Emirate's leader X" is to X
    {S~:pg}  the same, as the subject of what follows: prepositional phrases, an apposition or a clause between commas,
             auxiliaries and adverbs may stand between it and the verb
    {S*:p}   the same, where an age, brackets or another name may stand behind it: "X (46), also known as Y"
    {L:pg}   a list of two or more: each pair of them fills subject and object ("A, B and C signed a truce")
    <pledge> one of the words of that class in `data/classes.tsv`
    <mods>*  up to four of them
    ~        up to four words that are no mention and end no clause;  ~~ up to eight, mentions among them;
             ~~~ up to fourteen, no person or group among them
    !p       no person follows;  !be  no passive: no form of "to be" stands before
    «...»    the trigger: the words that carry the predicate
    [text:<title>]  words kept for the value

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
from .adjectives import country_of, is_adjective
from .parts import Candidate, Reading

ROLE_OF = {"S": "subject", "O": "object", "P": "place", "A": "perpetrator", "T": "target", "V": "victim", "X": "asset"}
# Their patterns look for titles, trades and gifts, which a description ("the group's military chief", "two hundred
# fighters") would swallow.
OF_NAMES = ("holds_role", "occupation", "nationality", "age", "member_of", "supports")
Depth = Literal["outer", "inner", "names"]
KIND_LETTER = {"person": "p", "group": "g", "place": "l", "asset": "a"}
FORM_LETTER = {"name": "n", "nominal": "d", "pronoun": "o"}

# Ranks and forms of address stand before a person's name and change nothing.
_RANK = (
    r"(?:(?:the |late )?(?:sheikh|sheik|shaykh|mullah|maulana|mufti|imam|dr|mr|mrs|ms|prof|professor|lt|gen|col|maj|capt|sgt|cpl|"
    r"spc|brig|adm|cmdr|staff|petty|first|second|sir|lord|lady|general|colonel|major|captain|lieutenant|brigadier|admiral|"
    r"commodore|commander|sergeant|officer|marshal|father|bishop|comandante|don|hajji|haji|ustad|ustaz|emir|amir|president|"
    r"chief|command|senior|master|army|navy|marine|air|force|corps|retired|a|certain|named|called|one|comrade|alias|monsignor|noble|brother|the|excellency|ustadz|cheikh|so-called|imam) (?:\. )?){0,4}"
)
_NOT_PASSIVE = "".join(f"(?<!{be} )" for be in ("is", "are", "was", "were", "be", "been", "being", "gets", "got"))
# What may stand beside a name before the phrase that tells who that is: an age, brackets, another name, a time.
_ASIDE = (
    r"(?:(?:, )?\( [^()]{1,80} \) )?(?:, \d\d (?:years old )?)?"
    r"(?:, (?:alias|aka|a\.k\.a\.|called|nicknamed|also known as|also called|known as|better known as) [^,;:()]{1,60}(?=, ))?"
)
_HEAD = (
    r"(?:(?:militia|militias|fighters|rebels|militants|forces|movement|group|leaders|hunters) )?(?:\( [^()]{1,40} \) )?"
)
_STOPS = (", ", ". ", "? ", "! ")
_MARKS = frozenset("\"“”‘'«»*•[]\u200e\u200f\u200b\ufeff")  # among them the marks of direction in bilingual pages
_OWNERS = frozenset({"his", "her", "its", "their", "our", "my"})
_ANY_MENTION = r"@[pgla][ndo]\d+ "
_POSSESSIVE = r"@[pgl]o\d+ 's "  # "his", "its", "their"
_WORD = rf"(?:{_POSSESSIVE}|[^@\s,;:.()]\S* )"
_LOOSE = r"(?:[^\s;:()]\S* )"
# A second verb of the same subject: "ISIS advanced in Iraq, taking over ..."; not behind a verb of saying.
_CONJOINED = (
    r"(?:(?!(?:said|says|told|added|adds|tells|claims|claimed|alleges|believes) )"
    r"(?:has |have |had |is |was |are |were )?(?:\w+ed|\w+es|went|took|left|came|fled|sent|gave|met|fought|swore|held|became|led|made|"
    r"won|lost|broke|continues|began|set|put|ran|quit|quits|breaks|joins|been|now|also) "
    r"(?:(?!(?:said|says|told|that|who|which|when|where|whose|if|because|as|while|whom|reported) )[^\s;:()]+ ){1,16}?"
    r"(?:, and |and |, but |, |before |then |after |by ))?"
)
_BETWEEN = (
    r"(?:'s |' |\) )?(?:(?:rebel|militant|opposition|government|regime|security|armed|coalition|own) )?"
    r"(?:(?:fighters|rebels|militants|forces|troops|men|members|soldiers|gunmen|leaders|commanders|insurgents|jihadists|"
    r"officials|leadership|supporters|followers|units|cells|terrorists|militiamen|militia|group|movement|chief|leader) )?"
    r"(?:(?:of|in|from|near|at|on|with|for|inside|outside|across|around|'s|based|including) "
    rf"(?:{_WORD}{{0,3}}{_ANY_MENTION}|{_WORD}{{1,3}}?)){{0,3}}"
    r"(?:, (?:[^,;:()\s]+ ){1,24}(?:\( [^()]{1,60} \) )?, |\( [^()]{1,80} \) |[-–—] (?:[^–—;:\s]+ ){1,20}[–—-] )?"
    r"(?:, (?:[^,;:()\s]+ ){1,14}, )?"
    r"(?:(?:, )?(?:who |which |that ))?"
    + _CONJOINED
    + r"(?:, (?=(?:believed|said|thought|allegedly|reportedly|once|formerly|now|then|also|apparently|known|suspected|long|led|held|\w+ed) ))?"
    r"(?:(?:has|have|had|denied|denies|suspected|alleged|is|are|was|were|be|been|being|also|recently|now|then|later|just|already|still|since|have|once|"
    r"first|formally|publicly|reportedly|allegedly|apparently|said|believed|thought|understood|reported|known|(?<!\d )to|did|does|do|not|"
    r"never|n't|no|longer|openly|officially|immediately|finally|jointly|together|both|all|itself|himself|themselves|"
    r"may|might|could|would|will|should|can|cannot|earlier|subsequently|eventually|soon|long|only|likely|today|yesterday|"
    r"continues|continue|continued|continuing|committed|working|ready|able|unable|began|begun|started|helped|trying|tried|"
    r"decided|agreed|chose|vowed|promised|managed|refused|declined|announced|having|\w+ly) ){0,6}"
)


_AFTER = {"~": _BETWEEN, "*": _ASIDE}
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
    return country_of(reading, words) is not None or (is_adjective(words) and before.endswith((" a ", "an ")))


def _is_reflexive(reading: Reading, mention: Mention) -> bool:
    """In "styles himself" the word belongs to the verb."""
    return mention.form == "pronoun" and reading.words(mention.span).lower().endswith(("self", "selves"))


def _is_gift(reading: Reading, mention: Mention) -> bool:
    """The "weapons" in "sent weapons to" are words of the pattern."""
    return mention.form == "nominal" and reading.referents[mention.referent].kind == "asset"


@cache
def _classes() -> dict[str, str]:
    return {name: "(?:" + words.replace(" | ", "|") + ")" for name, words in rows("classes.tsv", 2)}


def entries(name: str) -> list[str]:
    """The entries of a class; of a row "(?:words before ){0,3}(?:heads)" the heads."""
    row = next(words for known, words in rows("classes.tsv", 2) if known == name)
    grouped = re.search(r"\{0,\d\}\(\?:((?:[^()]|\(\?:[^()]*\))*)\)$", row)
    return re.split(r"\s*\|\s*(?![^(]*\))", grouped[1] if grouped else row)


@cache
def compile_pattern(notation: str) -> re.Pattern[str]:
    """The regular expression of one pattern in the notation above."""
    return re.compile(r"(?:(?<=\s)|^)" + "".join(_piece(word) for word in notation.split()))


_SIGNS = {
    "~": f"{_WORD}{{0,4}}?",
    "~~": f"{_LOOSE}{{0,8}}?",
    "~~~": f"(?:(?!@[pg]){_LOOSE}){{0,14}}?",
    "!p": "(?!(?:, )?@p)",
    "!be": _NOT_PASSIVE,
}


def _piece(word: str) -> str:
    if word in _SIGNS:
        return _SIGNS[word]
    if word.startswith("«") or word.endswith("»"):
        opening, closing = ("(?P<trigger>" if word.startswith("«") else ""), (")" if word.endswith("»") else "")
        return opening + _piece(word.strip("«»")) + closing
    if word.endswith("*"):
        return f"(?:{_words(word[:-1])}){{0,4}}"
    optional = "?" if word.endswith("?") else ""
    core = word.removesuffix("?")
    role = re.fullmatch(r"\{([A-Z])([~!^*]?):([pgla]+)\}", core)
    if role:
        return _role(*role.groups()) if not optional else f"(?:{_role(*role.groups())})?"
    kept = re.fullmatch(r"\[(\w+):(.+)\]", core)
    return (f"(?P<{kept[1]}>{_words(kept[2])})" if kept else f"(?:{_words(core)})") + optional


def _role(name: str, mark: str, kinds: str) -> str:
    forms = "n" if mark == "!" else "ndo"
    filled = f"(?P<{name}>{'|'.join(_list_of(kind, forms, several=name == 'L') for kind in kinds)})"
    if mark == "^":
        filled += rf"(?!'s |{_classes()['title']} )"
    return filled + _AFTER.get(mark, "")


def _list_of(kind: str, forms: str, *, several: bool = False) -> str:
    """One mention of a kind, or several of that same kind: "A, B and C". A comma alone makes an apposition, no list."""
    one = rf"(?:the |both )?@{kind}[{forms}]\d+ "
    rank = _RANK if kind == "p" else ""
    one_more = one + _HEAD if several else one
    more = f"(?:(?:, {one_more}){{0,6}}(?:, )?(?:and|or|as well as|along with) {one_more})"
    return f"{rank}{one_more}{more}" if several else f"{rank}{one}{more}?"


def _words(notation: str) -> str:
    """`a|b_c|<class>`: alternatives; an underscore stands for the blank between two words."""
    made = []
    for alternative in re.split(r"\|(?![^\[]*\])", notation):
        words = alternative.split("_")
        made.append("".join(_word(w) + " " for w in words))
    return "(?:" + "|".join(made) + ")"


def _word(word: str) -> str:
    if re.fullmatch(r"<\w+>", word):
        return _classes()[word[1:-1]]
    return re.escape(word) if re.fullmatch(r"\W", word) else word


@cache
def table(name: str) -> tuple[Pattern, ...]:
    """The patterns of one file: predicate, notation, value, flags, example."""
    made = []
    for predicate, notation, value, flags, example in rows(name, 5):
        pairs = tuple((k, v) for k, _, v in (part.partition("=") for part in value.split(";") if part))
        made.append(Pattern(predicate, notation, _needs(notation), pairs, frozenset(flags.split()), example))
    return tuple(made)


def _needs(notation: str) -> tuple[frozenset[str], ...]:
    """What every match has: one word of each piece of the pattern that may not be left out, one kind of each role."""
    sets = {
        _keys(piece.strip("«»")) for piece in notation.split() if not piece.startswith(("~", "!")) and piece[-1] != "*"
    }
    return tuple(sorted((keys for keys in sets if keys), key=lambda keys: (len(keys), sorted(keys))))


def _keys(piece: str) -> frozenset[str]:
    """One plain word of each alternative of a piece; empty where one has none, or the piece may be left out."""
    role = re.fullmatch(r"\{[A-Z][~!^*]?:([pgla]+)\}", piece)
    if role:
        return frozenset("@" + kind for kind in role[1])
    kept = re.fullmatch(r"\[\w+:(.+)\]", piece)
    words = kept[1] if kept else piece
    if words.endswith("?"):
        return frozenset()
    keys: set[str] = set()
    for alternative in re.split(r"\|(?![^\[]*\])", words):
        one = _classes_keys(alternative[1:-1]) if re.fullmatch(r"<\w+>", alternative) else _key(alternative.split("_"))
        if not one:
            return frozenset()
        keys |= one
    return frozenset(keys)


def _key(words: list[str]) -> frozenset[str]:
    plain = [w for w in words if re.fullmatch(r"[\w'.-]*\w[\w'.-]*", w) or re.fullmatch(r"\W", w)]
    return frozenset([max(plain, key=len)]) if plain else frozenset()


@cache
def _classes_keys(name: str) -> frozenset[str]:
    """One plain word of each word or phrase of a class; of a class of heads with words before them, the heads'."""
    keys: set[str] = set()
    for entry in entries(name):
        one = _key(entry.split())
        if not one:
            return frozenset()
        keys |= one
    return frozenset(keys)


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
        if name in ("perpetrator", "target", "victim", "asset") or "together" in pattern.flags:
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
