"""Who speaks on a page as a whole: outlet, agency of a dateline or a credit, signer of a statement, the person interviewed."""

import re
from collections import Counter
from dataclasses import dataclass

from ..lang.lexicon import bare_name, hears_for_print, outlet_kind
from ..lang.tokens import Sentence
from ..model import Mention, Passage, Report, Span, Voice
from .parts import Reading

UNNAMED_OUTLET = "unnamed outlet"
FIRST_PERSON = re.compile(r"\b(?:I|we|our|ours|us|my)\b", re.IGNORECASE)

_DATELINE = re.compile(r"[(\[]([A-Z][\w’'. -]{1,40})[)\]]\s*[-–—:]|^\s*\[([A-Z][\w’'. -]{2,40})\]", re.MULTILINE)
_DATELINE_WITHIN = 160  # characters of the first paragraph
_CREDIT = re.compile(
    r"\b(?:translat(?:ed|ion)|adapted|shortened|abridged|condensed|reprinted|republished|reposted|excerpted|taken|courtesy|original(?:ly)?"
    r"|first published|first appeared|via|source|hat tip)\b[^.\n]{0,50}?(?:\bfrom\b|\bby\b|\bof\b|\bin\b|:)\s*"
    r"(?:the (?:French |English |Arabic |Spanish |Russian )?original of |the )?((?:[A-Z][\w’'-]+|al-[A-Z]\w+|[A-Z]{2,})(?: (?:al-|de |du |of |the )?[A-Z][\w’'-]+){0,4})",
    re.IGNORECASE,
)
_LANGUAGES = frozenset(
    [
        "Arabic",
        "French",
        "English",
        "Spanish",
        "Russian",
        "Persian",
        "Turkish",
        "Portuguese",
        "German",
        "Pashto",
        "Urdu",
    ]
)
_CREDIT_LINE = 140  # characters: a credit stands in a line of its own, not in prose
_STATEMENT = re.compile(
    r"\b(?:statements?|communiqu[eé]s?|declaration|proclamation|message|open letter|press release|announcement|bay[aā]n)\b",
    re.IGNORECASE,
)
_ISSUED_BY = re.compile(
    r"\b(?:statement|communiqu[eé]|declaration|proclamation|message|letter|release) (?:by|of|from)\b[^,;:]{0,60}$",
    re.IGNORECASE,
)
_OWN_STATEMENT = re.compile(
    r"(?:['’]s)?[ :–—-]*(?:press |official |joint |public )?(?:statement|communiqu|declaration|message|release)",
    re.IGNORECASE,
)
_QUESTIONS = 3  # an interview asks at least so often


@dataclass(frozen=True, slots=True)
class Frame:
    """A stretch of the page that is wholly somebody's."""

    voice: Voice
    sentences: tuple[Sentence, ...]


def base_chain(report: Report, passage: Passage) -> tuple[Voice, ...]:
    """The voices that every word of a passage comes through: the outlet, a dateline's agency, a comment's author."""
    outlet = report.outlet or UNNAMED_OUTLET
    chain = [Voice(kind="outlet", name=outlet)]
    if passage.voice in ("comment", "note"):
        if passage.author and not alike(passage.author, outlet):
            chain.append(Voice(kind="person", name=passage.author))
    elif (agency := _agency(report)) is not None and not alike(agency.name, outlet):
        chain.append(agency)
    return tuple(chain)


def alike(one: str, other: str) -> bool:
    """Are the two names one, an article or a part aside?"""
    a, b = bare_name(one).casefold(), bare_name(other).casefold()
    return a == b or a in b or b in a


def _agency(report: Report) -> Voice | None:
    """The agency of the dateline, else the outlet that a credit line names."""
    body = next((p for p in report.passages if p.voice == "body"), None)
    if body is None:
        return None
    end = min(body.span.end, body.span.start + _DATELINE_WITHIN)
    found = _DATELINE.search(report.text, body.span.start, end)
    if found is not None:
        group = 1 if found[1] else 2
        if not re.search(r"\d", found[group]):
            return Voice(kind=outlet_kind(found[group]) or "agency", name=found[group], span=Span(*found.span(group)))
    for line in re.finditer(r"[^\n]+", report.text):
        credit = _CREDIT.search(report.text, line.start(), line.end()) if len(line[0]) <= _CREDIT_LINE else None
        if credit is None or credit[1] in _LANGUAGES or not hears_for_print(credit[1]):
            continue
        return Voice(kind=outlet_kind(credit[1]) or "outlet", name=credit[1], span=Span(*credit.span(1)))
    return None


def frames(reading: Reading, spoken: tuple[Span, ...]) -> tuple[Frame, ...]:
    """An interview's answers, or the sentences of a statement; `spoken` are the stretches of direct speech."""
    interview = _interview(reading)
    return interview or _statement(reading, spoken)


def _voice(reading: Reading, mention: Mention) -> Voice:
    referent = reading.referents[mention.referent]
    kind = "person" if referent.kind == "person" else "group" if referent.kind == "group" else "official"
    return Voice(kind=kind, name=referent.names[0], span=mention.span, referent=referent.id)  # type: ignore[arg-type]


def _paragraphs(reading: Reading) -> list[list[Sentence]]:
    """Sentences by line, furniture and comments left out."""
    lines: list[list[Sentence]] = []
    text = reading.report.text
    last: Sentence | None = None
    for sentence in reading.sentences:
        if sentence.passage.voice in ("furniture", "comment", "note", "caption"):
            last = None
            continue
        if last is None or "\n" in text[last.span.end : sentence.span.start] or not lines:
            lines.append([])
        lines[-1].append(sentence)
        last = sentence
    return lines


def _interview(reading: Reading) -> tuple[Frame, ...]:
    """Short lines that ask, and the paragraphs behind them, which the person named first answers."""
    paragraphs = _paragraphs(reading)
    asks = [n for n, p in enumerate(paragraphs) if len(p) <= 2 and _is_question(p)]
    if len(asks) < _QUESTIONS:
        return ()
    answers: list[Sentence] = []
    told = 0
    for number, paragraph in enumerate(paragraphs):
        if number in asks or number < asks[0]:
            continue
        follows = number - 1 in asks
        personal = any(FIRST_PERSON.search(s.text) for s in paragraph)
        if follows or (personal and paragraph[0].passage.voice == "body"):
            answers.extend(paragraph)
            told += bool(personal)
    if told < 2:
        return ()
    start = paragraphs[asks[0]][0].span.start
    person = _most_named(reading, Span(0, max(1, start)))
    if person is None:
        return ()
    return (Frame(_voice(reading, person), tuple(answers)),)


def _is_question(paragraph: list[Sentence]) -> bool:
    """Does the line ask, or stand where an interviewer's prompt does?"""
    return paragraph[-1].text.rstrip("”\"’' ").endswith("?") or (
        len(paragraph) == 1 and len(paragraph[0].tokens) <= 16 and paragraph[0].passage.voice == "subheading"
    )


def _most_named(reading: Reading, span: Span) -> Mention | None:
    """The person named most often in a stretch, headlines counting double; of equals the first."""
    count: Counter[str] = Counter()
    first: dict[str, Mention] = {}
    for mention in reading.mentions_in(span):
        referent = reading.referents[mention.referent]
        if referent.kind != "person" or not referent.named or mention.form == "pronoun":
            continue
        passage = next((p for p in reading.report.passages if p.span.covers(mention.span)), None)
        if passage is None or passage.voice == "furniture":
            continue
        count[referent.id] += 2 if passage.voice in ("headline", "standfirst") else 1
        first.setdefault(referent.id, mention)
    if not count:
        return None
    best = max(count.values())
    return next(m for key, m in first.items() if count[key] == best)


def _statement(reading: Reading, spoken: tuple[Span, ...]) -> tuple[Frame, ...]:
    """A page that is one statement in the first person: all of it is the signer's."""
    report = reading.report
    body = [s for s in reading.sentences if s.passage.voice == "body"]
    if not body:
        return ()
    own = [s for s in body if not any(s.span.meets(q) for q in spoken)]
    personal = sum(bool(FIRST_PERSON.search(s.text)) for s in own)
    head = Span(0, max(1, body[0].span.start))
    title = next((p.span.of(report.text) for p in report.passages if p.voice == "headline"), report.title or "")
    declared = bool(_STATEMENT.search(head.of(report.text)))
    if personal < (1 if declared else 2) or (not declared and personal * 3 < len(own)):
        return ()
    signer = _signer(reading, head, title)
    if signer is None or alike(signer.name, report.outlet or UNNAMED_OUTLET):
        return ()
    return (Frame(signer, tuple(body)),)


def _signer(reading: Reading, head: Span, title: str) -> Voice | None:
    """Whose statement it is: named after "by" or "of" in the headline, alone on a line of the head, or before "statement"."""
    text = reading.report.text
    named = [
        m
        for m in reading.mentions_in(head)
        if m.form == "name" and reading.referents[m.referent].kind in ("person", "group")
    ]
    outer = [m for m in named if not any(o is not m and o.span.covers(m.span) for o in named)]
    for mention in outer:
        begin = text.rfind("\n", 0, mention.span.start) + 1
        end = text.find("\n", mention.span.end)
        front, rest = text[begin : mention.span.start], text[mention.span.end : end if end >= 0 else len(text)]
        if not front.strip(" .,:;-–—") and (not rest.strip(" .,:;-–—") or _OWN_STATEMENT.match(rest)):
            return _voice(reading, mention)
    for mention in outer:
        line = text[text.rfind("\n", 0, mention.span.start) + 1 : mention.span.start]
        if _ISSUED_BY.search(line):
            return _voice(reading, mention)
    if _STATEMENT.search(title):
        return None
    lines = [line.strip() for line in head.of(text).splitlines() if line.strip()]
    known = {n.casefold(): m for m in reading.mentions for n in reading.referents[m.referent].names}
    return next((_voice(reading, known[line.casefold()]) for line in lines if line.casefold() in known), None)
