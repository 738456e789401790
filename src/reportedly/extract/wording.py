"""What the parts that find mentions share: a word as naming sees it, a name and a mention as they are found."""

import re
from dataclasses import dataclass

from ..lang.lexicon import common_words, group_names, name_key, nouns, words
from ..lang.tokens import Sentence
from ..model import Form, Kind, Span

_ARTICLE = re.compile(r"(?:al|el|an|ar|as|ash|at|ad|az|ed|ez|es|er|ul|d|l|wal|wa)[-’'‑](?=\w)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[’'ʼ]s$|(?<=s)[’']$")
INITIAL = re.compile(r"[A-Z]\.?$")
_BOUND = re.compile(  # "ISIL-held": the name is only the part before the hyphen
    r"(?P<name>.{2,})[-‑](?:led|held|based|backed|linked|controlled|affiliated|run|inspired|aligned|allied|occupied|born|"
    r"trained|funded|style|dominated|majority|era|chartered|brokered|owned|made|supported|sponsored|type|claimed|flagged|speaking|designate|bound|wide|appointed|leaning|oriented|friendly|only|American)$"
)
_PREFIX = re.compile(r"(?:(?i:pro|anti|non|ex|counter|post|pre|then|mid)|self)[-‑](?=[A-Z])")
ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Z0-9-]*s?$")
_COMMON_ENDINGS = ("ly", "ing")  # of words that open a sentence: "Undoubtedly", "Commenting"
_LISTED = frozenset({",", "and", "or", "&", ";", "/"})
# What stands between two names that the text equates: "X, also known as Y".
EQUATES = re.compile(
    r"""[\s,(“"‘'\[–—-]*(?:who\s+(?:is|was)\s+|which\s+(?:is|was)\s+|(?:is|was)\s+)?
    (?:(?:also|formerly|previously|better|commonly|otherwise|now|locally|once|later|sometimes|widely|still|himself|itself)\s+){0,2}
    (?:@|(?:known(?:\s+\w+){0,3}|referred\s+to)\s+(?:as|by(?:\s+the\s+(?:name|alias))?)|nicknamed|(?:was\s+)?renamed(?:\s+itself)?(?:\s+as)?|rebranded(?:\s+itself)?(?:\s+as)?
      |aka|a\.k\.a\.?|alias|dubbed|formerly|real\s+name:?|whose\s+real\s+name\s+(?:is|was)|nom\s+de\s+guerre:?|whose\s+nom\s+de\s+guerre\s+(?:is|was)
      |(?:who\s+)?(?:goes|going|went)\s+by(?:\s+the\s+name)?(?:\s+of)?|(?:changed|has\s+changed)\s+(?:its|his)\s+name\s+(?:to|from)|(?:which\s+|who\s+)?call(?:s|ed|ing)\s+(?:itself|himself|themselves)|
      (?:which\s+)?(?:took|takes|has\s+taken|adopted|bears?|bore)\s+the\s+(?:new\s+)?name(?:\s+of)?|
      (?:is|was)\s+the\s+(?:new\s+)?name\s+(?:taken|adopted|chosen|given|used)[^.;,]{0,20}?\s(?:by|to)|whom\s+(?:\w+\s+){1,3}calls?|under\s+the\s+(?:alias|nom\s+de\s+guerre)(?:\s+of)?)
    [\s,:(“"‘']*(?:the\s+)?""",
    re.VERBOSE | re.IGNORECASE,
)
PERSONAL = re.compile(
    r"\b(?:real name|nom de guerre|alias|whose|whom|nicknamed)\b", re.IGNORECASE
)  # said only of people


@dataclass(frozen=True, slots=True)
class Word:
    """A word for naming: without its possessive, with the dot of an abbreviation."""

    text: str
    start: int
    end: int
    possessive: bool = False  # "'s" follows
    bound: bool = False  # "-led", "-held" follows

    @property
    def lower(self) -> str:
        """In lower case."""
        return self.text.lower()

    @property
    def article(self) -> bool:
        """Does it begin with an Arabic article: "al-Masri", "Al-Masri"?"""
        return bool(_ARTICLE.match(self.text)) and self.text[-1].isalpha()

    @property
    def capital(self) -> bool:
        """Is it written as (part of) a name?"""
        if self.text[0].isupper():
            return True
        match = _ARTICLE.match(self.text)
        return match is not None and self.text[match.end() : match.end() + 1].isupper()


Line = tuple[Word, ...]


@dataclass(slots=True, kw_only=True)
class Name:
    """A name where it stands; `kind` is filled once all are found."""

    words: Line
    sentence: Sentence
    at: int  # index of its first word in the line
    text: str  # as the report writes it elsewhere, where this place is in capitals
    title: Span | None = None
    kind: Kind | None = None
    weak: bool = False  # a single word at the head of a sentence
    role: bool = False  # no name at all but a capitalised office: "the Prime Minister"

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.words[0].start, self.words[-1].end)


_ABBREVIATIONS = words("abbreviation")


def words_of(sentence: Sentence) -> Line:
    """The words of a sentence as naming needs them."""
    found: list[Word] = []
    for token in sentence.tokens:
        text, start, end = token.text, token.start, token.end
        if text.lower() in ("'s", "’s", "ʼs") and found and found[-1].end == start:
            last = found.pop()
            found.append(Word(last.text, last.start, last.end, possessive=True))
            continue
        if (
            text in ("'", "’")
            and found
            and found[-1].end == start
            and found[-1].lower.endswith("s")
            and plain(found[-1])
        ):
            last = found.pop()
            found.append(Word(last.text, last.start, last.end, possessive=True))
            continue
        if text == "." and found and found[-1].end == start and _takes_dot(found[-1]):
            last = found.pop()
            found.append(Word(last.text + ".", last.start, end))
            continue
        found.append(_word(text, start, end))
    return tuple(found)


def _word(text: str, start: int, end: int) -> Word:
    match = _POSSESSIVE.search(text)
    if match and match.start() > 1:
        return Word(text[: match.start()], start, start + match.start(), possessive=True)
    match = _PREFIX.match(text)
    if match:
        text, start = text[match.end() :], start + match.end()
    match = _BOUND.match(text)
    if match and (text[0].isupper() or _ARTICLE.match(text)):
        return Word(match["name"], start, start + len(match["name"]), bound=True)
    return Word(text, start, end)


def _takes_dot(word: Word) -> bool:
    return bool(INITIAL.match(word.text)) or "." in word.text[:-1] or word.text in _ABBREVIATIONS


def plain(word: Word) -> bool:
    """Is it a word of the language, whatever its case?"""
    low = word.lower
    if low in common_words() or low in nouns() or word.text in words("stop") or word.text.title() in words("stop"):
        return True
    if low.endswith(_COMMON_ENDINGS) and len(low) > 5:
        return True
    return any(low.endswith(e) and low[: -len(e)] in common_words() for e in ("s", "es", "ed", "d", "er", "ers", "al"))


def known(part: Line) -> bool:
    """Is it the name of a known group?"""
    return bool(part) and name_key(joined(part)) in group_names()


def joined(part: Line) -> str:
    """A name's words as one string."""
    return " ".join(w.text for w in part).replace(" ,", ",")


def group_like(part: Line) -> bool:
    """Do the words themselves say that it is a body of people?"""
    heads = words("group_last") | words("group_first")
    return bool(part) and (
        part[-1].text in words("group_last")
        or part[0].text in words("group_first")
        or any(w.text in ("of", "for", "in") and part[k - 1].text in heads for k, w in enumerate(part) if k)
    )


def place_like(part: Line) -> bool:
    """Do the words themselves say that it is a place?"""
    return len(part) > 1 and (part[-1].text in words("place_last") or part[0].text in words("place_first"))


def gap_of(left: Name, right: Name) -> str | None:
    """The text between two names of one sentence; None where they stand in two, or overlap."""
    if left.sentence is not right.sentence or right.span.start < left.span.end:
        return None
    start = left.sentence.span.start
    return left.sentence.text[left.span.end - start : right.span.start - start]


def listed_together(left: Name, right: Name) -> bool:
    """Do the two names stand side by side in one list ("X, Y and Z")?"""
    gap = (gap_of(left, right) or "").replace(",", " , ").split()
    return bool(gap) and set(gap) <= _LISTED | {"the"}


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
