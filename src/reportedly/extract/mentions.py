"""Who and what a report speaks of: names, described participants and pronouns, each with its kind and its span."""

import re
from dataclasses import dataclass

from ..lang.lexicon import demonyms, first_names, nouns, words
from ..lang.tokens import Sentence
from ..model import Form, Kind, Report, Span
from .kinds import type_names
from .naming import Name, Word, segment, words_of

_DETERMINERS = frozenset(
    "a an the this that these those some several many few his her their its our my your each every any all both "
    "another other no most more certain various numerous".split()
)
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen dozens scores hundreds "
    "thousands tens".split()
)
_BEFORE_NUMBER = re.compile(
    r"(?:at least|at most|as many as|up to|more than|fewer than|less than|about|around|nearly|almost|some|over|roughly|approximately|an estimated|a group of|a number of|dozens of|scores of|hundreds of|thousands of|tens of thousands of|a few|group of|groups of)\s+$",
    re.IGNORECASE,
)
_MODIFIER = re.compile(
    r"(?:.*(?:al|ic|ous|ive|ary|ful|less|ish|ern|ist|ian|ese|able|ible|ent|ant|or|ed|led|based|backed|linked|run|held|made|old|y)$|"
    r"\w+-\w[\w-]*$|top|key|new|high|main|second|first|third|last|lead|prime|chief|state|security|intelligence|military|army|police|tribe|border|"
    r"government|rebel|opposition|prison|air|ground|navy|fuel|water|cargo|oil|gas|car|truck|suicide|hand|bomb|tank|fishing|patrol|war|human|"
    r"rights|aid|medical|peace|news|drug|arms|weapons|cattle|media|party|core|rival|fellow|elite|crude|heavy|light|large|big|small|young|good|"
    r"dead|free|black|white|red|green|blue|late|great|district|city|village|town|province|village|coast|sea|street|clan|family|defence|defense|foreign|interior|health|home|trade|hard|Salafi|close|double)$"
)
_NOT_MODIFIER = frozenset(
    "said killed wounded injured arrested captured seized attacked detained told added claimed denied reported and or but of in "
    "who which that was were is are be been has have had not only also they we he she it used carried led called named including "
    "fled joined pledged vowed wanted ordered asked warned accused blamed targeted freed released kidnapped executed abducted "
    "beheaded destroyed moved returned entered received lost controlled any already early very really they many daily likely "
    "nearly apparently reportedly allegedly recently formerly only mostly mainly shortly immediately for or nor by day today "
    "yesterday monday tuesday wednesday thursday friday saturday sunday may july january february against sent went meant "
    "want different during concerning regarding most say says".split()
)
_PRONOUNS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("s", "m")),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("s", "f")),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), ("p", "")),
    **dict.fromkeys(("it", "its", "itself"), ("c", "")),
}
_TAIL = frozenset({"in", "of", "from", "with", "inside"})
_ROLE_VERB = frozenset(
    {"they", "we", "he", "she", "it", "to", "who", "that", "which", "will", "would", "can", "could", "not"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A mention as it was found, before anything says what it refers to."""

    span: Span
    form: Form
    kind: Kind
    sentence: int  # index of its sentence
    head: str  # the noun of a nominal, in lower case; a name's last word; a pronoun in lower case
    head_span: Span
    title: Span | None = None  # the words beside a name that say its office or rank: "Lt. Gen.", "ISIS chief"
    number: str = "s"  # s: one, p: several, c: one body of many
    gender: str = ""  # m, f or unknown
    definite: bool = False  # "the", "this", "his": speaks of something known
    possessive: bool = False  # "X's"


def find(report: Report, sentences: tuple[Sentence, ...]) -> tuple[Found, ...]:
    """Names, nominals and pronouns of the report, by start; of nested mentions the longer one comes first."""
    lines = [words_of(s) for s in sentences]
    offices = segment(report, sentences, lines)
    names = [n for n in offices if not n.role]
    type_names(names, {s.index: line for s, line in zip(sentences, lines, strict=True)})
    found = [_from_name(n) for n in names]
    found += _regions(names, {s.index: line for s, line in zip(sentences, lines, strict=True)})
    by_sentence: dict[int, list[Found]] = {}
    for f in found:
        by_sentence.setdefault(f.sentence, []).append(f)
    for sentence in sentences:
        if sentence.passage.voice == "furniture":
            continue
        here = by_sentence.get(sentence.index, [])
        line = words_of(sentence)
        nominals, titles = _nominals(report.text, sentence, line, here)
        found = [_with_title(f, titles) if f.sentence == sentence.index else f for f in found]
        found += nominals
        found += _pronouns(sentence, line)
    return tuple(sorted(found, key=lambda f: (f.span.start, -f.span.end, f.form)))


_DIRECTIONS = re.compile(r"(?:north|south|east|west|central)(?:-?(?:east|west))?(?:ern)?$", re.IGNORECASE)
_PLACE_OF = words("place_common") - {
    "area",
    "state",
    "capital",
    "front",
    "plain",
    "plains",
    "outskirts",
    "suburbs",
    "stronghold",
    "pocket",
    "enclave",
}


def _regions(names: list[Name], lines: dict[int, tuple[Word, ...]]) -> list[Found]:
    """The larger names around place names: "northern Mali", "Idlib province", "the city of Gao", each beside the inner one."""
    found = []
    for name in names:
        if name.kind != "place" or name.role:
            continue
        line, i, j = lines[name.sentence.index], name.at, name.at + len(name.words)
        first, last = i, j
        if (
            i
            and _DIRECTIONS.match(line[i - 1].text)
            and line[i - 1].lower.endswith(("ern", "central"))
            and line[i - 1].end + 1 == line[i].start
        ):
            first = i - 1
        elif i > 1 and line[i - 1].lower == "of" and line[i - 2].lower in _PLACE_OF:
            first = i - 2
        if (
            j < len(line)
            and line[j].lower in _PLACE_OF
            and not line[j - 1].possessive
            and not line[j - 1].bound
            and line[j - 1].end + 1 == line[j].start
        ):
            last = j + 1
            if last < len(line) and line[last].lower in ("crossing", "town", "post"):
                last += 1
        if (first, last) != (i, j):
            span = Span(line[first].start, line[last - 1].end)
            found.append(
                Found(
                    span=span,
                    form="name",
                    kind="place",
                    sentence=name.sentence.index,
                    head=line[last - 1].text,
                    head_span=Span(line[last - 1].start, line[last - 1].end),
                    possessive=line[last - 1].possessive,
                )
            )
    return found


def _with_title(found: Found, titles: dict[int, Span]) -> Found:
    title = titles.get(found.span.start)
    if title is None or found.form != "name":
        return found
    if found.title is not None:
        title = Span(title.start, found.title.end)
    return Found(
        span=found.span,
        form=found.form,
        kind=found.kind,
        sentence=found.sentence,
        head=found.head,
        head_span=found.head_span,
        title=title,
        number=found.number,
        gender=found.gender,
        possessive=found.possessive,
    )


def _from_name(name: Name) -> Found:
    gender = ""
    kind = name.kind or "person"
    if kind == "person":
        gender = first_names().get(name.words[0].text, "")
        if name.words[0].text in words("kunya"):
            gender = "f" if name.words[0].text in ("Umm", "Oum", "Um") else "m"
    last = name.words[-1]
    return Found(
        span=name.span,
        form="name",
        kind=kind,
        sentence=name.sentence.index,
        head=last.text,
        head_span=Span(last.start, last.end),
        title=name.title,
        gender=gender,
        number="c" if kind == "group" else "s",
        possessive=last.possessive,
    )


def _pronouns(sentence: Sentence, line: tuple[Word, ...]) -> list[Found]:
    found = []
    for word in line:
        known = _PRONOUNS.get(word.lower)
        if known:
            span = Span(word.start, word.end)
            number, gender = known
            kind: Kind = "person" if number == "s" else "group"
            found.append(
                Found(
                    span=span,
                    form="pronoun",
                    kind=kind,
                    sentence=sentence.index,
                    head=word.lower,
                    head_span=span,
                    number=number,
                    gender=gender,
                    definite=True,
                )
            )
    return found


def _nominals(
    text: str, sentence: Sentence, line: tuple[Word, ...], names: list[Found]
) -> tuple[list[Found], dict[int, Span]]:
    """Described participants of a sentence, and by the start of a name the title that stands before it."""
    found: list[Found] = []
    titles: dict[int, Span] = {}
    starts = {f.span.start: f for f in names}
    inside = {k for k, w in enumerate(line) for f in names if f.span.start <= w.start < f.span.end}
    names = [f for f in names if not any(f is not o and o.span.covers(f.span) and o.span != f.span for o in names)]
    taken = 0
    for k, word in enumerate(line):
        noun = nouns().get(word.lower)
        if noun is None or k in inside or word.start < taken:
            continue
        following = line[k + 1] if k + 1 < len(line) else None
        if (
            following
            and following.start - word.end == 1
            and not word.possessive
            and k + 1 not in inside
            and following.lower in nouns()
            and not _verb_like(following.lower)
        ):
            continue  # "police stations": the last noun is the head
        i = _begin(line, k, names, inside)
        if i == k and k > 0 and line[k - 1].lower in _ROLE_VERB:
            continue  # "they head", "to guard"
        determiner = line[i].lower
        head_span = Span(word.start, word.end)
        if (
            following
            and following.start in starts
            and following.start - word.end == 1
            and noun.kind == "person"
            and noun.number == "s"
            and starts[following.start].kind == "person"
            and not word.possessive
        ):
            titles[following.start] = Span(line[i].start, word.end)
            continue
        bare = i == k
        if bare and noun.number == "s":
            continue
        start = line[i].start
        quantity = _BEFORE_NUMBER.search(text, max(sentence.span.start, start - 30), start)
        if quantity:
            start = quantity.start()
        end = _tail(line, k, names)
        found.append(
            Found(
                span=Span(start, end),
                form="nominal",
                kind=noun.kind,
                sentence=sentence.index,
                head=word.lower,
                head_span=head_span,
                number=noun.number,
                gender=noun.gender or _gender(word.lower),
                definite=determiner in ("the", "this", "that", "these", "those", "his", "her", "their", "its"),
                possessive=word.possessive,
            )
        )
        taken = word.end
    return found, titles


def _verb_like(word: str) -> bool:
    return word in (
        "heads",
        "forces",
        "arms",
        "guards",
        "ships",
        "shells",
        "bombs",
        "houses",
        "mines",
        "attacks",
        "force",
        "head",
        "guard",
        "house",
        "monitor",
        "state",
        "mine",
        "shell",
        "bomb",
        "post",
        "national",
        "individual",
        "major",
        "public",
        "general",
        "chief",
        "secret",
        "press",
        "team",
        "post",
        "command",
    )


def _gender(noun: str) -> str:
    if noun in (
        "woman",
        "girl",
        "mother",
        "sister",
        "daughter",
        "wife",
        "widow",
        "aunt",
        "niece",
        "grandmother",
        "spokeswoman",
        "policewoman",
        "nun",
        "businesswoman",
    ):
        return "f"
    if noun in (
        "man",
        "boy",
        "father",
        "brother",
        "son",
        "uncle",
        "nephew",
        "husband",
        "gunman",
        "policeman",
        "spokesman",
        "imam",
        "sheikh",
        "king",
        "prince",
        "emir",
    ):
        return "m"
    return ""


def _begin(line: tuple[Word, ...], k: int, names: list[Found], inside: set[int]) -> int:
    """The index of the first word of the base noun phrase whose head is `line[k]`."""
    i = k
    while i > 0:
        before = line[i - 1]
        if line[i].start - before.end > 1:
            break
        low = before.lower
        if low in _DETERMINERS:
            i -= 1
            if (
                low in ("other", "most", "more", "few", "many", "another")
                and i > 0
                and line[i - 1].lower in ("the", "a", "his", "their", "its", "any", "all", "one")
            ):
                i -= 1
            break
        if i - 1 in inside:
            name = next(f for f in names if f.span.start <= before.start < f.span.end)
            while i > 0 and line[i - 1].start >= name.span.start:
                i -= 1
            if before.possessive:
                break
            continue
        if before.possessive and (low in nouns()):
            i -= 1
            continue
        numeral = before.text[0].isdigit() or low in _NUMBERS
        if (
            numeral
            or before.text in demonyms()
            or (low not in _NOT_MODIFIER and (low in nouns() or _MODIFIER.match(low)) and not low.endswith("ly"))
        ):
            i -= 1
            continue
        break
    return i


def _tail(line: tuple[Word, ...], k: int, names: list[Found]) -> int:
    """Where the mention ends: at its head, or after a short "in Libya", "of the Free Syrian Army"."""
    j = k + 1
    if line[k].possessive or j >= len(line) or line[j].lower not in _TAIL:
        return line[k].end
    j += 1
    if j < len(line) and line[j].lower == "the":
        j += 1
    if j < len(line):
        for name in names:
            if name.span.start == line[j].start:
                return name.span.end
    return line[k].end
