"""Who stands beside a cue: the noun phrase before or after it, found from words alone, without a parser.

A clause begins at a comma, a quotation mark, a semicolon, or a conjunction; what lies between its beginning and the cue
is the subject, less adverbs and introductions ("On Tuesday", "In another message"). A title or a description between
commas belongs to the name before it ("Lena Brandt, who leads the mission, said").
"""

from collections.abc import Sequence
from functools import cache

from ..lang.lexicon import rows
from ..lang.tokens import Token

Words = Sequence[Token]


@cache
def _classes() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in rows("closed_words.tsv", 2)}


PRONOUNS = _classes()["pronoun"]
BE = _classes()["be"]
_AUX = BE | _classes()["auxiliary"]
DETERMINERS = _classes()["determiner"]
_BREAKS = _classes()["conjunction"]
_FINITE = _classes()["finite"]
_PREPOSITIONS = _classes()["preposition"]
_STARTERS = _classes()["introduction"]
_OF_DAY = _classes()["part of day"]
_PARTICIPLES = _classes()["participle"]
DAYS = _classes()["day"]
_MONTHS = _classes()["month"]
SPEECH = _classes()["speech"]
_TAILS = _classes()["description"]
_PARTICLES = _classes()["particle"]
_OPENERS = _classes()["opener"] | frozenset(",)”")
_LEAST_CITY = 3  # letters in capitals that may open a dateline
_DATELINE = 24  # words and signs of a dateline
OPENING = frozenset('“«‘"([')
CLOSING = frozenset('”»’")]')
STOPS = frozenset(".;:!?…–—-") | OPENING | CLOSING
_FUNCTION = DETERMINERS | _BREAKS | _FINITE | _PREPOSITIONS | _AUX | _classes()["function"]


def substantial(words: Words, start: int, end: int) -> bool:
    """Does the phrase hold a word that can name or describe somebody, and not end in mid-air?"""
    inside = [words[i] for i in range(start, end) if is_word(words[i])]
    if len(inside) == 1 and inside[0].lower in PRONOUNS:
        return True
    if not inside or inside[-1].lower in _FUNCTION or inside[0].lower in _PREPOSITIONS:
        return False
    return any(w.lower not in _FUNCTION for w in inside)


def subject_of(words: Words, floor: int, at: int) -> tuple[int, int] | None:
    """The subject of the clause whose second verb stands at `at`: "The army closed the road and said"."""
    first = next(
        (
            i
            for i in range(floor, at)
            if words[i].lower in PRONOUNS or _verb_like(words, i) or words[i].lower.endswith("ed")
        ),
        None,
    )
    if first is None:
        return None
    if words[first].lower in PRONOUNS:
        return first, first + 1
    back, _ = skip_back(words[:first], first - 1)
    return before(words, back, floor) if back >= floor else None


def past_dateline(words: Words, end: int) -> int:
    """The first word behind "PORT ILSEN, Lorvaine (Orient Wire) -" before the word `end`; 0 where there is none."""
    if not words[0].text.isupper() or len(words[0].text) < _LEAST_CITY:
        return 0
    for at in range(1, min(end, _DATELINE)):
        if words[at].text in "-–—" and words[at - 1].end < words[at].start and words[at].end < words[at + 1].start:
            return at + 1
    return 0


def is_word(token: Token) -> bool:
    """A word or a number, not a sign."""
    return token.text[0].isalnum()


def skip_back(words: Words, at: int) -> tuple[int, bool]:
    """The index of the last word before `at` that is no auxiliary, adverb or day, and whether a form of "be" was passed."""
    passive = False
    while at >= 0:
        low = words[at].lower
        if low in BE:
            passive = True
        day = (low in DAYS and at > 0 and words[at].text[0].isupper()) or (
            low in _OF_DAY and at > 0 and words[at - 1].lower in DAYS
        )
        adverb = low.endswith("ly") and len(low) > 4 and words[at].text[0].islower()
        if not (low in _AUX or day or adverb or (low == "on" and at + 1 < len(words) and words[at + 1].lower in DAYS)):
            break
        at -= 1
    return at, passive


def _verb_like(words: Words, at: int) -> bool:
    """Is the word a finite verb, as far as its form and its neighbours tell?"""
    low = words[at].lower
    if low in _PARTICIPLES:
        return False
    if low in _FINITE:
        return True
    if low.endswith("ed") and len(low) > 4 and words[at].text[0].islower() and 0 < at < len(words) - 1:
        before, after = words[at - 1].lower, words[at + 1]
        return before not in DETERMINERS and (after.lower in DETERMINERS | _PREPOSITIONS or after.text[0].isupper())
    return False


def before(words: Words, at: int, floor: int) -> tuple[int, int] | None:
    """The noun phrase that ends with the word `at`, not going back before `floor`: (first, past the last).

    A comma at `at` closes an apposition or an insertion, and the phrase goes back to the name before it.
    """
    if at < floor:
        return None
    end = at + 1
    if words[at].lower in PRONOUNS:
        return at, end
    inserted = words[at].text == ","
    if inserted:
        at -= 1
        end = at + 1
    start = _back_to_clause(words, at, floor, inserted=inserted)
    start = _without_introduction(words, start, end)
    if inserted:
        start = _last_subject(words, start, end)
    elif start - 1 > floor and words[start - 1].text == "," and (opening := _or_before(words, start - 2, floor)):
        start = _back_to_clause(words, opening - 1, floor, inserted=False)
    elif (
        start - 1 > floor
        and words[start - 1].text == ","
        and (words[start].lower in _TAILS or words[start].text.isdigit())
    ):
        start = _name_before(words, start - 2, floor, start)
    while start < end and words[start].text in (",", "-", "–", "—"):
        start += 1
    return (start, end) if start < end else None


def _or_before(words: Words, at: int, floor: int) -> int | None:
    """The comma that opens ", or AFP," where it closes behind `at`."""
    return next(
        (i for i in range(at, max(floor, at - 4), -1) if words[i].text == "," and words[i + 1].lower == "or"), None
    )


def _back_to_clause(words: Words, at: int, floor: int, *, inserted: bool) -> int:
    """Where the stretch begins that ends with `at`; an insertion between commas does not end it if `inserted`."""
    start = at + 1
    while start > floor:
        behind = start - 1
        if words[behind].text == ")" and (opening := _opening_bracket(words, behind, floor)) is not None:
            start = opening
            continue
        if words[behind].text in STOPS and not _binds(words, behind, floor, inserted=inserted):
            break
        if not inserted and _ends_clause(words, behind, at, floor):
            break
        start -= 1
    return start


def _ends_clause(words: Words, behind: int, at: int, floor: int) -> bool:
    """Does the word `behind` belong to what stands before the phrase that ends with `at`?"""
    low = words[behind].lower
    if low == "," or low in _BREAKS or low in PRONOUNS or (low in ("that", "which") and behind < at):
        return True
    if low in ("and", "or"):
        return _left_is_clause(words, behind - 1, floor)
    return _verb_like(words, behind) and not _relative_before(words, behind, floor)


def _opening_bracket(words: Words, at: int, floor: int) -> int | None:
    return next((i for i in range(at - 1, max(floor, at - 7) - 1, -1) if words[i].text == "("), None)


def dotted(words: Words, at: int) -> bool:
    """Is the full stop at `at` that of a title or an initial, with a name behind it?"""
    if words[at].text != "." or not 0 < at < len(words) - 1:
        return False
    return len(words[at - 1].text) <= 4 and words[at - 1].text[0].isupper() and words[at + 1].text[0].isupper()


def _binds(words: Words, at: int, floor: int, *, inserted: bool) -> bool:
    """Is the sign at `at` inside a phrase: a hyphen, a title's full stop, marks around a borrowed word?"""
    text = words[at].text
    if text in "-–—" and at > floor:
        return words[at - 1].end == words[at].start
    if text in '“”"':
        return inserted and at > floor
    return dotted(words, at)


def _is_clock(words: Words, at: int) -> bool:
    """Does a time of day stand here, as in running updates?"""
    return words[at].lower.strip(".") in ("a.m", "p.m", "am", "pm") or (
        ":" in words[at].text and words[at].text[0].isdigit()
    )


def _name_before(words: Words, at: int, floor: int, start: int) -> int:
    """Where the name begins that a description behind a comma belongs to; `start` where there is none."""
    first = at + 1
    while first > floor and (
        words[first - 1].text[0].isupper() or words[first - 1].lower in _PARTICLES or dotted(words, first - 1)
    ):
        first -= 1
    if first > at or words[first].lower in _STARTERS | DAYS | _MONTHS or words[at].lower in DAYS | _MONTHS:
        return start
    introduced = words[floor].lower.endswith("ing") or words[floor].lower in _STARTERS
    plain = not any(
        words[i].text == "," or words[i].lower in _PREPOSITIONS for i in range(max(floor + 1, first - 2), first)
    )
    return first if first == floor or words[first - 1].text in "”»" or (introduced and plain) else start


def _left_is_clause(words: Words, at: int, floor: int) -> bool:
    while at >= floor and words[at].text not in STOPS | {","}:
        if _verb_like(words, at):
            return True
        at -= 1
    return False


def _relative_before(words: Words, at: int, floor: int) -> bool:
    for back in range(at - 1, max(floor, at - 5) - 1, -1):
        if words[back].lower in ("who", "which", "whose", "that") and back > floor:
            return True
        if words[back].text in STOPS or words[back].text == ",":
            return False
    return False


def _without_introduction(words: Words, start: int, end: int) -> int:
    """Drop "On Tuesday,", "But", "In another message today," from the front of a phrase."""
    while start < end:
        low = words[start].lower
        adverb = low.endswith("ly") and start + 1 < end and words[start + 1].text == ","
        if low in _OPENERS or adverb or _is_clock(words, start):
            start += 1
            continue
        if low in _STARTERS:
            comma = next((i for i in range(start, end) if words[i].text == ","), None)
            if comma is not None and comma + 1 < end:
                start = comma + 1
                continue
            dated = start + 1
            while dated < end and (words[dated].lower in DAYS | _MONTHS | _OF_DAY or words[dated].text[0].isdigit()):
                dated += 1
            if dated > start + 1 and dated < end:
                start = dated
                continue
            later = [
                i
                for i in range(start + 2, end)
                if words[i].lower in DETERMINERS and words[i - 1].lower not in _PREPOSITIONS
            ]
            if later:
                return later[-1]
            named = end
            while named > start and words[named - 1].text[0].isupper():
                named -= 1
            if start < named < end and words[named - 1].lower not in _PREPOSITIONS | DETERMINERS | _PARTICLES:
                return named  # "In a letter seen by this newspaper Brandt says"
        break
    return start


def _last_subject(words: Words, start: int, end: int) -> int:
    """In "They left, and Lena Brandt, the head, said", where the last clause begins."""
    for i in range(end - 1, start, -1):
        if words[i].lower in ("and", "but", "while", "as", "because") and words[i - 1].text == ",":
            return i + 1
    return start


def after(words: Words, at: int, ceiling: int, *, tail: bool = True) -> tuple[int, int] | None:
    """The noun phrase that begins with the word `at`: (first, past the last), with a description behind a comma."""
    end = at
    relative = False
    while end < ceiling:
        text, low = words[end].text, words[end].lower
        bound = text in "-–—" and end > at and words[end - 1].end == words[end].start
        if (text in STOPS or text == ",") and not (end > at and dotted(words, end)) and not bound:
            break
        if end > at and not relative and (low in _FINITE or low in _BREAKS or low == "that"):
            break
        if low in ("and", "or") and end + 1 < ceiling and words[end + 1].lower in PRONOUNS | {"by"}:
            break
        if end > at and is_when_or_how(words, end, ceiling):
            break
        if low in ("who", "which", "whose"):
            relative = True
        end += 1
        if low in PRONOUNS:
            break
    if end == at:
        return None
    if tail and end < ceiling and words[end].text == ",":
        end = _tail(words, end, ceiling)
    return at, end


def hearer(words: Words, at: int, ceiling: int) -> tuple[int, int] | None:
    """The one told, right behind "told" or "said to": a name ends where the next phrase begins."""
    found = after(words, at, ceiling, tail=False)
    if found is None:
        return None
    named = next((i for i in range(*found) if words[i].text[0].isupper()), None)
    if named is None:
        return found
    end = next((i for i in range(named + 1, found[1]) if words[i].lower in DETERMINERS | PRONOUNS), found[1])
    return at, end


def is_when_or_how(words: Words, at: int, ceiling: int) -> bool:
    """Does "on Thursday", "last week", "in a statement", "to reporters" begin here?"""
    low = words[at].lower
    following = [words[i].lower for i in range(at + 1, min(at + 5, ceiling))]
    if low in DAYS:
        return True
    if low in ("on", "in", "at", "to", "by", "during", "via", "late", "early", "from") and following:
        return following[0] in DAYS | _MONTHS or bool(SPEECH & set(following))
    return False


def _tail(words: Words, comma: int, ceiling: int) -> int:
    """The end of a description that follows a source behind a comma, or the comma where none does."""
    first = comma + 1
    if first >= ceiling:
        return comma
    low, text = words[first].lower, words[first].text
    described = (
        text[0].islower()
        and low not in (_STARTERS | _BREAKS | PRONOUNS | _AUX | {"and", "or", "that", "which"})
        and not low.endswith("ing")
    )
    if not (described or low in _TAILS or low.isdigit()):
        return comma
    if low in ("on", "reached", "asked") and not any(
        words[i].lower in ("condition", "phone", "telephone") for i in range(first, min(first + 6, ceiling))
    ):
        return comma
    end = first
    while end < ceiling and words[end].text not in STOPS | {","}:
        if end > first and words[end].lower in ("who", "which") and low not in ("who", "speaking"):
            break
        if words[end].lower == "according":
            return comma
        if low not in ("who", "speaking") and end > first and words[end].lower in _FINITE | _BREAKS:
            return comma
        end += 1
    return end
