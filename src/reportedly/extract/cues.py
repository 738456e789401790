"""Cues that say that somebody says so, each with its source, sentence by sentence.

A cue is a word of `data/cues.tsv`. It opens an attribution where a source stands beside it: before it ("the army said"),
after it ("said the army", "according to the army"), or, for "saying" and its like, at the head of the clause.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from ..lang.lexicon import rows
from ..lang.tokens import Token
from . import phrases
from .marks import Clause

_MODALS = frozenset(["will", "would", "could", "may", "might", "should", "must", "can", "shall"])
_DO = frozenset(["did", "does", "do"])
_INSIDE = frozenset(["say", "tell", "clause", "according"])  # frames that count within direct speech
_NO_SOURCE = frozenset(["what", "whatever", "everything", "nobody"])
_BARS = frozenset(["to", "of", "by", "without", "for", "refused", "declined"])  # right before a cue: no attribution
_ADJACENT = frozenset(["of", "that", "with", "from"])  # words that a frame asks for right behind the cue


@dataclass(frozen=True, slots=True)
class Head:
    """A cue with the words of its source, before what it governs is known. Indices of words."""

    frame: str
    first: int  # the cue: first word, past the last
    past: int
    source: tuple[int, int] | None
    left: int  # where the attribution begins
    end: int  # where it ends
    inverted: bool = False
    same: bool = False  # the source is that of the attribution before
    through: tuple[int, int] | None = None
    also: bool = False  # a second source of the same: "by X, as well as by Y"

    def independent(self, words: tuple[Token, ...]) -> bool:
        """Does it stand beside the one before it, and not inside what that one says?"""
        if self.same or self.frame == "citing":
            return True
        if not self.left:
            return False
        before = words[self.left - 1]
        comma = self.left > 1 and words[self.left - 2].text == ","
        return before.text == ";" or (comma and before.lower in ("but", "while", "and", "though"))


@dataclass(frozen=True, slots=True)
class _Cue:
    """One occurrence of a word that may be a cue."""

    at: int
    frame: str
    shape: str  # base, finite, ing
    doubtful: bool  # as often a noun
    floor: int
    ceiling: int
    back: int  # the last word before it that is no auxiliary or adverb; floor - 1 where there is none
    passive: bool
    following: str  # the word behind it, in lower case; "" at the end

    def auxiliaries(self, words: tuple[Token, ...]) -> frozenset[str]:
        """The auxiliaries and adverbs right before it."""
        return frozenset(w.lower for w in words[self.back + 1 : self.at])


@cache
def _forms() -> tuple[dict[str, tuple[str, str]], frozenset[str]]:
    """(form -> (frame, shape), forms that are as often a noun)."""
    forms: dict[str, tuple[str, str]] = {}
    nouns: set[str] = set()
    for words, frame, noun in rows("cues.tsv", 3):
        inflected = words.split()
        for form in inflected:
            base = form == inflected[0] and inflected.count(form) == 1
            forms.setdefault(form, (frame, "ing" if form.endswith("ing") else "base" if base else "finite"))
        nouns.update(noun.split())
    return forms, frozenset(nouns)


def frame_of(word: str) -> str | None:
    """The frame of a form in lower case ("said" -> "say"), None where the word is no cue."""
    known = _forms()[0].get(word)
    return known[0].partition(":")[0] if known else None


def find_heads(clause: Clause) -> list[Head]:
    """The cues of a sentence with their sources, from left to right."""
    return list(_heads(clause))


def _heads(clause: Clause) -> Iterator[Head]:
    words = clause.words
    past = at = 0  # words before `past` belong to an attribution already
    while at < len(words):
        head = _preposition(clause, at) or _verb(clause, at, past)
        if head is not None:
            yield head
            past = at = max(at + 1, head.end)
            if head.frame == "by" and (second := _also_by(clause, head.end, clause.ceiling(head.first))):
                yield second
                past = at = second.end
        else:
            at += 1


def _preposition(clause: Clause, at: int) -> Head | None:
    """The head of "according to the army" and ", per residents"."""
    words, low = clause.words, clause.words[at].lower
    if low == "according" and at + 1 < len(words) and words[at + 1].lower == "to":
        first = at + 2
    elif low == "per" and at and words[at - 1].text in ",(":
        first = at + 1
    else:
        return None
    source = phrases.after(words, first, clause.ceiling(at))
    return Head("according", at, first, source, at, source[1]) if source else None


def _verb(clause: Clause, at: int, past: int) -> Head | None:
    cue = _cue_at(clause, at, past)
    if cue is None:
        return None
    if (cue.passive and cue.shape != "ing") or (cue.following == "by" and cue.frame not in ("say", "quote")):
        return _passive(clause, cue)
    if _is_infinitive_frame(clause, cue):
        return None
    return _participle(clause, cue, past) if cue.shape == "ing" else _active(clause, cue)


def _cue_at(clause: Clause, at: int, past: int) -> _Cue | None:
    """The word at `at` as a cue, with what stands around it; None where it is none."""
    forms, nouns = _forms()
    words, low = clause.words, clause.words[at].lower
    if low not in forms or not _has_its_word(words, at, forms[low][0]):
        return None
    frame, shape = forms[low]
    floor, ceiling = max(clause.floor(at), past), clause.ceiling(at)
    back, passive = phrases.skip_back(words[:at], at - 1)
    claiming = (
        shape == "ing"
        and at
        and words[at - 1].lower == "by"
        and words[at + 1 : at + 2]
        and words[at + 1].lower == "that"
    )
    if max(back, floor - 1) == at - 1 and at and words[at - 1].lower in _BARS and not claiming:
        return None
    return _Cue(
        at=at,
        frame=frame.partition(":")[0],
        shape=shape,
        doubtful=low in nouns,
        floor=floor,
        ceiling=ceiling,
        back=max(back, floor - 1),
        passive=passive,
        following=words[at + 1].lower if at + 1 < ceiling else "",
    )


def _has_its_word(words: tuple[Token, ...], at: int, frame: str) -> bool:
    """Does the word stand near that the frame asks for: "of" after "speaks", a statement after "issued"?"""
    kind, _, needed = frame.partition(":")
    near = [w.lower for w in words[at + 1 : at + 9]]
    if kind == "issue":
        return bool(phrases.SPEECH & set(near[:6]))
    if kind == "call":
        return near[:1] in (["for"], ["on"]) or any(w in "“\"‘«'" for w in near[:5])
    choice = set(needed.split("|"))
    return not needed or bool(choice & set(near if choice - _ADJACENT else near[:1]))


def _is_infinitive_frame(clause: Clause, cue: _Cue) -> bool:
    """Is it "said to be", "believed of", "may say": words that report nothing?"""
    words, at = clause.words, cue.at
    if cue.following == "to" and not clause.hearer_follows(at + 2):
        beyond = words[at + 2].lower if at + 2 < cue.ceiling else ""
        if cue.frame in ("say", "think", "quote") or beyond in ("have", "be"):
            return True
    if cue.following == "of" and cue.frame in ("think", "show"):
        return True
    auxiliaries = cue.auxiliaries(words)
    return cue.shape == "base" and bool(auxiliaries & _MODALS) and not auxiliaries & {"not", "only"}


def _active(clause: Clause, cue: _Cue) -> Head | None:
    """The head of "the army said" and "said the army"."""
    at = cue.at
    if not _may_stand(clause, cue):
        return None
    inverted = _inverted(clause, cue) if cue.shape != "base" and cue.frame != "tell" else None
    if inverted is not None:
        return Head(cue.frame, at, at + 1, inverted, at, inverted[1], inverted=True)
    source = _left_source(clause, cue)
    if source is None:
        return None
    if cue.frame == "learn":
        speaker = phrases.after(clause.words, at + 2, cue.ceiling, tail=False) if at + 2 < cue.ceiling else None
        return Head("say", at, at + 2, speaker, source[0], speaker[1]) if speaker else None
    return Head(cue.frame, at, at + 1, source, source[0], at + 1)


def _may_stand(clause: Clause, cue: _Cue) -> bool:
    closes = cue.following in ("", ".")
    if cue.frame == "quote" and not closes and not clause.spoken_behind(cue.at) and not clause.beside_speech(cue.at):
        return False
    if clause.region[cue.at] and cue.frame not in _INSIDE and cue.following != "that":
        return False
    return not _reduced(clause, cue)


def _left_source(clause: Clause, cue: _Cue) -> tuple[int, int] | None:
    """The subject before the cue, where cue and subject fit each other."""
    words, at, speech = clause.words, cue.at, clause.spoken_behind(cue.at)
    if cue.doubtful and not speech and not _like_verb(clause, cue):
        return None
    open_end = cue.following in ("", "that", ".", ",", ";") or phrases.is_when_or_how(words, at + 1, cue.ceiling)
    if cue.frame == "clause" and not (speech or open_end):
        return None
    if cue.back < cue.floor or words[cue.back].lower in phrases.DETERMINERS | _BARS | {"in", "from", "on", "with"}:
        return None
    source = _subject(clause, cue.back, cue.floor)
    return source if source is not None and _agrees(clause, cue, source) else None


def _agrees(clause: Clause, cue: _Cue, source: tuple[int, int]) -> bool:
    """Can this phrase be the one who says so? Not "what", not "I", no singular before a bare verb."""
    words = clause.words
    if any(words[i].lower in _NO_SOURCE for i in range(*source)):
        return False
    if words[source[0]].lower in ("i", "we", "you") and not clause.spoken_behind(cue.at):
        return False
    return cue.shape != "base" or _plural(clause, source) or bool(cue.auxiliaries(words) & _DO)


def _reduced(clause: Clause, cue: _Cue) -> bool:
    """Is it a participle that describes the noun before it: "a man identified as", ", proclaimed on Friday"?"""
    if not cue.following or cue.frame in ("say", "clause", "tell"):
        return False
    if cue.following in ("as", "dead", "missing", "killed") or (cue.following == "of" and cue.frame == "think"):
        return True
    behind = clause.words[cue.at + 1].text
    named = cue.frame == "call" and (behind[0].isupper() or behind in '“"‘')
    comma = cue.back >= cue.floor and clause.words[cue.back].text == ","
    return comma and (named or cue.following in ("on", "in", "at", "by", "from"))


def _plural(clause: Clause, source: tuple[int, int]) -> bool:
    """Can the phrase be the subject of a verb in its bare form?"""
    words = [clause.words[i].lower for i in range(*source)]
    if len(words) == 1 and words[0] in ("they", "we", "i", "you", "others", "some", "many", "few"):
        return True
    if "and" in words or words[-1] in ("police", "people", "others"):
        return True
    return any(w.endswith("s") and not w.endswith(("ss", "'s", "’s")) for w in words)


def _like_verb(clause: Clause, cue: _Cue) -> bool:
    """Does a form that may be a noun stand as a verb here?"""
    if not cue.following or cue.at == 0:
        return False
    before = clause.words[cue.at - 1]
    if before.lower in phrases.DETERMINERS or before.text.endswith(("'s", "’s")) or before.text in ("-", "–"):
        return False
    behind = clause.words[cue.at + 1].text
    opens = cue.following in phrases.DETERMINERS | phrases.PRONOUNS | {"that", "there", "how", "him", "them"}
    return opens or behind[0].isupper() or behind[0].isdigit() or behind in ':“"'


def _subject(clause: Clause, back: int, floor: int) -> tuple[int, int] | None:
    words = clause.words
    if words[back].lower in ("who", "which", "that"):
        back -= 1
        while back >= floor and words[back].text == ",":
            back -= 1
    if words[back].lower in ("and", "but", "or"):
        found = phrases.subject_of(words, floor, back)
    else:
        found = phrases.before(words, back, floor)
    return found if found and phrases.substantial(words, *found) else None


def _passive(clause: Clause, cue: _Cue) -> Head | None:
    """The head of "was named by officials", "was quoted as saying": the source behind "by", or the subject that is quoted."""
    words, at, ceiling = clause.words, cue.at, cue.ceiling
    if cue.following == "as" and at + 2 < ceiling and words[at + 2].lower == "saying":
        source = _subject(clause, cue.back, cue.floor) if cue.back >= cue.floor else None
        if source is None:
            return None
        by = at + 4 < ceiling and words[at + 3].lower == "by"
        through = phrases.after(words, at + 4, ceiling, tail=False) if by else None
        return Head("say", at, at + 3, source, source[0], at + 3, through=through)
    if cue.passive and cue.frame in ("say", "name") and cue.following in ("on", "in") and at + 2 < ceiling:
        source = phrases.after(words, at + 2, ceiling, tail=False)  # "was reported on forums, as well as by Y"
        return (
            Head("by", at, at + 2, source, at, source[1]) if source and _also_by(clause, source[1], ceiling) else None
        )
    if cue.following != "by" or cue.shape == "ing" or cue.frame not in ("name", "say", "think", "cite", "show"):
        return None
    source = phrases.after(words, at + 2, ceiling, tail=False) if at + 2 < ceiling else None
    if source is None or words[source[0]].text[0].isdigit():
        return None
    return Head("by", at, at + 1, source, at, source[1])


def _also_by(clause: Clause, end: int, ceiling: int) -> Head | None:
    """The head of ", as well as by Y", "and by Y" behind a passive and its first source."""
    words = clause.words
    for at in range(end, ceiling - 1):
        before = [w.lower for w in words[max(0, at - 3) : at]]
        if words[at].lower == "by" and (before[-1:] == ["and"] or before == ["as", "well", "as"]):
            source = phrases.after(words, at + 1, ceiling, tail=False)
            return Head("by", at, at + 1, source, at, source[1], also=True) if source else None
        if words[at].text in ".;":
            break
    return None


def _participle(clause: Clause, cue: _Cue, past: int) -> Head | None:
    """The head of "citing officials", ", adding that": the source behind it, that of the attribution before, or the subject."""
    words, at = clause.words, cue.at
    prior = words[cue.back].lower if cue.back >= cue.floor else ""
    claiming = prior == "by" and cue.following == "that"  # "he defended it by saying that"
    if (prior in phrases.DETERMINERS | _BARS | {"in"} and not claiming) or cue.frame in ("show", "think"):
        return None
    if cue.frame == "cite":
        source = phrases.after(words, at + 1, cue.ceiling)
        return Head("citing", at, at + 1, source, at, source[1]) if source else None
    same = Head(cue.frame, at, at + 1, None, at, at + 1, same=True)
    if past > 0:
        return same
    source = (
        phrases.subject_of(words, cue.floor, at)
        if (claiming or prior == ",") and cue.frame in ("say", "clause", "name")
        else None
    )
    if source is None or not phrases.substantial(words, *source):
        return None
    return replace(same, source=source, same=False)


def _inverted(clause: Clause, cue: _Cue) -> tuple[int, int] | None:
    """The source after the cue: "..., said the official", "'...' wrote Brandt"."""
    words, at, ceiling = clause.words, cue.at, cue.ceiling
    spoken = clause.spoken_before(at)
    opened = at == 0 or spoken or words[at - 1].text == "," or (at == cue.floor and cue.floor > 0)
    if not opened or cue.following in ("", "that", ":", ",") or cue.following in phrases.PRONOUNS:
        return None
    if cue.frame in ("name", "show", "think", "call", "issue") and not spoken:
        return None
    source = phrases.after(words, at + 1, ceiling)
    if source is None or not phrases.substantial(words, *source):
        return None
    stop = source[1]
    if stop >= ceiling or words[stop].text in ".;:—–(" or phrases.is_when_or_how(words, stop, ceiling):
        return source
    loose = words[stop].text == "," or words[stop].lower in ("as", "after", "when", "in", "on")
    return source if spoken and loose else None
