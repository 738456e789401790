"""Who stands beside a cue: the noun phrase before or after it, found from words alone, without a parser.

A clause begins at a comma, a quotation mark, a semicolon, or a conjunction; what lies between its beginning and the cue
is the subject, less adverbs and introductions ("On Tuesday", "In another message"). A title or a description between
commas belongs to the name before it ("Lena Brandt, who leads the mission, said").
"""

from collections.abc import Sequence
from functools import cache

from ..lang.tables import rows
from ..lang.tokens import Token

Words = Sequence[Token]

PRONOUNS = frozenset("he she they it i we you".split())
OPENING = frozenset('“«‘"([')
CLOSING = frozenset('”»’")]')
STOPS = frozenset(". ; : ! ? … – — -".split()) | OPENING | CLOSING
BE = frozenset("is are was were be been being 's".split())
_AUX = BE | frozenset(
    "has have had do does did will would can could may might must shall should not never also later then once now recently "
    "already still repeatedly earlier previously further only just even always again separately since reportedly first "
    "last yesterday today tonight n't cannot subsequently meanwhile both all soon very much quite simply often sometimes".split()
)
DETERMINERS = frozenset(
    "a an the this that these those his her its their our my your some several many two three four five six seven eight "
    "nine ten one another other any both most no few various".split()
)
_BREAKS = frozenset(
    "but while whereas although though because when unless until if as after before since so yet nor then whether than".split()
)
_FINITE = frozenset(
    "is are was were has have had does did will would can could may might must should be been went came took made gave got "
    "says said told".split()
)
_PREPOSITIONS = frozenset(
    "of in from for at to with near inside outside on by about under over around across against between among within "
    "without into through during toward towards".split()
)
_STARTERS = frozenset(
    "on in at after before since during by from with when while as for over under amid despite following according until "
    "earlier later meanwhile however but and yet still also then today yesterday asked speaking writing responding reached "
    "contacted separately instead nevertheless nonetheless moreover furthermore finally if although though because".split()
)
_OF_DAY = frozenset(["night", "morning", "evening", "afternoon"])
_PARTICIPLES = frozenset(
    "reached contacted quoted interviewed asked based seen managed known close linked accused suspected displaced unnamed wounded".split()
)
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight late early last earlier".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep "
    "sept oct nov dec".split()
)
SPEECH = frozenset(
    "statement statements interview interviews conference briefing message video letter speech tweet post email e-mail telephone phone comment "
    "communique communiqué recording radio television reporters journalists broadcast release report article call remarks "
    "comments response address sermon testimony hearing".split()
)
_TAILS = frozenset(
    "who speaking a an the his her its their director head chief leader commander spokesman spokeswoman spokesperson minister "
    "president secretary member founder professor analyst former deputy senior adviser advisor chairman mayor governor "
    "on of reached contacted quoted asked then now both one".split()
)


@cache
def _sets() -> dict[str, frozenset[str]]:
    made: dict[str, set[str]] = {}
    for word, kind in rows("outlets.tsv", 2):
        made.setdefault(kind, set()).add(word)
    made.setdefault("outlet", set()).update(
        name
        for line in rows("groups.tsv", 3)
        if line[1] == "outlet"
        for name in (line[0], *filter(None, line[2].split("|")))
    )
    return {kind: frozenset(words) for kind, words in made.items()}


_PARTICLES = frozenset(["al", "el", "of", "-", "ibn", "bin", "de", "del", "van", "von"])
_OPENERS = frozenset(
    "but and yet however meanwhile also then still that so or earlier later which where whom who what , ) ”".split()
)
_FUNCTION = (
    DETERMINERS
    | _BREAKS
    | _FINITE
    | _PREPOSITIONS
    | _AUX
    | frozenset(
        "and or that which who following much what us them him himself herself itself themselves otherwise hereby each rather third".split()
    )
)


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


def bare(name: str) -> str:
    """A name without its article and possessive ending."""
    words = name.strip(" ,.;:").removesuffix("’s").removesuffix("'s").split()
    return " ".join(words[1:] if words and words[0].lower() in ("the", "a", "an") and len(words) > 1 else words)


def outlet_kind(name: str) -> str | None:
    """`agency` or `outlet` where the name is known or built like an outlet's, else None."""
    plain, sets = bare(name), _sets()
    if plain in sets["agency"] or name in sets["agency"]:
        return "agency"
    if plain in sets["outlet"] or name in sets["outlet"]:
        return "outlet"
    words = plain.replace("-", " ").split()
    built = len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()
    if built and not sets["never"] & set(words) and (words[0] in sets["word"] or words[-1] in sets["word"]):
        return "agency" if words[-1] in ("Agency", "Wire", "Press") else "outlet"
    return None


def hears_for_print(name: str) -> bool:
    """Is somebody who is told things likely an outlet: known as one, or a name that is neither title nor assembly?"""
    plain = bare(name)
    words = plain.split()
    if outlet_kind(name):
        return True
    if words and words[-1].lower() in _sets()["common"]:
        return True
    capital = bool(words) and all(w.removeprefix("al-").removeprefix("el-")[:1].isupper() for w in (words[0], words[-1]))
    return capital and not _sets()["never"] & set(words)


def is_common_outlet(name: str) -> bool:
    """Is it "the newspaper", "the agency": an outlet named before?"""
    return bare(name).lower() in _sets()["common"]


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
    start = at + 1
    relative = False
    while start > floor:
        low = words[start - 1].lower
        text = words[start - 1].text
        if text == ")" and (opening := _opening_bracket(words, start - 1, floor)) is not None:
            start = opening
            continue
        if text in STOPS and not _binds(words, start - 1, floor, inserted=inserted):
            break
        if text == "," and not inserted:
            break
        if low in ("that", "which") and start < at + 1 and not inserted:
            break
        if low in _BREAKS and not inserted and not relative:
            break
        if low in ("and", "or") and not inserted and start <= at and _left_is_clause(words, start - 2, floor):
            break
        if low in PRONOUNS and not inserted:
            break
        if not inserted and _verb_like(words, start - 1) and not _relative_before(words, start - 1, floor):
            break
        start -= 1
    start = _without_introduction(words, start, end)
    if inserted:
        start = _last_subject(words, start, end)
    elif start - 1 > floor and words[start - 1].text == "," and words[start].lower in _TAILS:
        start = _name_before(words, start - 2, floor, start)
    while start < end and words[start].text in (",", "-", "–", "—"):
        start += 1
    return (start, end) if start < end else None


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
        if low in ("and", "or") and end + 1 < ceiling and words[end + 1].lower in PRONOUNS:
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
        if low not in ("who", "speaking") and end > first and words[end].lower in _FINITE | _BREAKS:
            return comma
        end += 1
    return end
