"""Which words of a line can be one name: capitalised words and the small words that hold them together."""

import re
from collections.abc import Iterator

from ..lang.lexicon import fold, nouns, place_names, words
from .wording import ACRONYM, Line, Word, known, plain

_CONTRACTION = re.compile(r".+[’'](?:re|m|ll|d|ve|t)$", re.IGNORECASE)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")
LONGEST_KNOWN = 9  # words of the longest name in groups.tsv
_NUMBERED = (
    words("group_unit")
    | words("asset_first")
    | {"Flight", "Force", "Sector", "Unit", "Structure", "Camp", "Kilometre", "Bureau", "Block"}
)
_HEADS = words("group_first") | words("group_last") | words("place_first")
_TELLS_NOTHING = words("stop") | words("title") | words("group_last") | words("place_last")
_BODIES = words("bodies")


def loud(line: Line) -> str:
    """Does a capital letter say nothing here? "upper" in a line of capitals, "title" in title case, else empty."""
    alphabetic = [w for w in line if w.text[0].isalpha() and len(w.text) > 1]
    shouted = [w for w in alphabetic if w.text.isupper()]
    if len(shouted) >= 2 and len(shouted) >= 0.7 * len(alphabetic):
        return "upper"
    ends = line[-1].text == "."  # as a sentence does and a headline does not
    small = [
        w for w in alphabetic if not w.capital and (len(w.text) > 4 or (ends and w.text.title() not in words("stop")))
    ]
    telling = [w for w in alphabetic[1:] if w.capital and plain(w) and w.text not in _TELLS_NOTHING]
    return "title" if len(telling) >= 2 and len(small) <= (not ends) and len(telling) >= 0.25 * len(alphabetic) else ""


def runs(line: Line, mode: str) -> Iterator[tuple[int, int]]:
    """Index ranges of capitalised runs, with the small words that hold a name together."""
    i = 0
    while i < len(line):
        if not _begins(line, i, mode):
            i += 1
            continue
        j = i + 1
        while j < len(line) and (not line[j - 1].possessive or _peoples(line, j)) and not line[j - 1].bound:
            step = _continues(line, i, j, mode)
            if not step:
                break
            j += step
        yield i, j
        i = j


def _peoples(line: Line, j: int) -> bool:
    """As in “People's Army”, "Sailors' Union", "Martyrs' Battalion": the possessive is part of the name."""
    owner, following = line[j - 1], line[j]
    if not following.capital or following.start - owner.end > 3:
        return False
    return owner.lower in ("people", "women", "children") or (owner.lower.endswith("s") and plain(owner))


def _cap(word: Word, mode: str) -> bool:
    if not word.capital or _CONTRACTION.match(word.text):
        return False
    return not mode or not plain(word)


def _begins(line: Line, i: int, mode: str) -> bool:
    word = line[i]
    if _cap(word, mode):
        return True
    if i + 1 >= len(line):
        return False
    following = line[i + 1]
    if word.lower in ("al", "el", "bin", "ibn", "ben", "abu", "abou", "umm", "ould"):
        return following.capital
    return bool(_ORDINAL.match(word.text)) and following.capital and following.text not in words("stop")


def _continues(line: Line, i: int, j: int, mode: str) -> int:  # noqa: PLR0911 - one case after another
    """How many words from `j` on still belong to the name that began at `i`; 0: none."""
    word, before = line[j], line[j - 1]
    following = line[j + 1] if j + 1 < len(line) else None
    if word.text == "," and before.text == "Washington" and following and following.text.startswith(("D.C", "DC")):
        return 2
    near = 3 if before.possessive else 1
    if not 0 < word.start - before.end <= near or line[j - 1].text[-1] in ",;:!?":
        return 1 if word.start == before.end and before.text == "&" else 0
    if _cap(word, mode):
        return 1
    if word.text.isdigit() or _ORDINAL.match(word.text):
        return _numbered(line, j)
    if following is None or (mode and plain(following)):
        return 0
    if word.text in ("“", '"', "‘", "'", "”"):
        return _nickname(line, j)
    if word.lower in words("particle") and following.capital:
        return 2
    if word.text == "&" and following.capital:
        return 2
    return _connector(line, i, j)


def _numbered(line: Line, j: int) -> int:
    """A number that belongs to the name: Front 52, Flight 9268, Sinar Jelai 7."""
    before, number = line[j - 1], line[j].text
    if before.text in _NUMBERED or ACRONYM.match(before.text):
        return 1
    following = line[j + 1].lower if j + 1 < len(line) else ""
    return int(
        len(number) <= 2
        and number.isdigit()
        and before.text not in words("stop")
        and not (following[:1].isalpha() and following[-1] == "s")
    )


def _connector(line: Line, i: int, j: int) -> int:  # noqa: PLR0911 - one case after another
    """`of`, `for`, `in`, `and` inside a name."""
    word, following = line[j], line[j + 1]
    skip = 2 if following.lower == "the" and j + 2 < len(line) else 1
    target = line[j + skip] if j + skip < len(line) else None
    if target is None or not (target.capital or skip == 1):
        return 0
    inside = [w.text for w in line[i:j]]
    if target.capital and word.lower in ("of", "for", "in", "against", "to", "and") and _spelled_out(line, i, j + skip):
        return skip + 1
    if word.lower in ("of", "for", "in", "against", "to", "fi"):
        if _known_from(line, i, j + skip + 1):
            return skip + 1
        headed = any(t in _HEADS for t in inside) or _office(inside)
        return skip + 1 if word.lower in ("of", "for") and headed and target.capital and same_noun(line, i) else 0
    if word.lower == "and":
        if _known_from(line, i, j + skip + 1):
            return skip + 1
        topical = (
            (bool(set(inside) & _BODIES) and "of" in inside) or "for" in inside or bool(set(inside[:1]) & {"Foreign"})
        )
        if topical and target.capital and skip == 1 and not known((target,)) and fold(target.text) not in place_names():
            return 2
        if (
            skip == 1
            and target.capital
            and j + 2 < len(line)
            and line[j + 2].text in words("group_last")
            and plain(line[j - 1])
            and plain(target)
        ):
            return 2  # "River and Savannah Observatory"
    return 0


def _office(inside: list[str]) -> bool:
    """Does an office end here, or go on ("Minister", "Secretary of State")? A name behind the title ends it: "Sheikh X"."""
    titled = [t.rstrip(".") in words("title") for t in inside]
    return any(titled) and (titled[-1] or any(t in ("of", "for") for t in inside))


def _spelled_out(line: Line, i: int, k: int) -> bool:
    """Do the words from `i` on, past `k`, end at an acronym in brackets that their initials spell?"""
    for end in range(k + 1, min(len(line) - 1, k + 6)):
        if line[end].text == "(":
            letters = line[end + 1].text.lower()
            bare = "".join(w.text[0].lower() for w in line[i:end] if w.text[0].isupper())
            return len(letters) > 2 and letters in (bare, "".join(w.text[0].lower() for w in line[i:end]))
    return False


def same_noun(line: Line, i: int) -> bool:
    """Not "Fighters of X", "Leaders of Y" at the head of a sentence: there the first word is a plain noun."""
    noun = nouns().get(line[i].lower)
    return not (noun and noun.number == "p" and i == first_word(line))


def _nickname(line: Line, j: int) -> int:
    """A nickname in quotes inside a name: Richard "Tex" Coe. The number of words up to the closing quote."""
    for k in range(j + 2, min(j + 6, len(line) - 1)):
        if line[k].text in ("”", '"', "’", "'") and line[k + 1].capital and all(w.capital for w in line[j + 1 : k]):
            return k - j + 1
    return 0


def _known_from(line: Line, i: int, j: int) -> bool:
    """Does a known group's name begin at or after `i` and reach at least to `j`?"""
    return any(
        known(line[start:end])
        for end in range(min(len(line), j + LONGEST_KNOWN), j - 1, -1)
        for start in range(max(i, end - LONGEST_KNOWN), min(j - 1, end))
    )


def first_word(line: Line) -> int:
    """The index of the first word of the line; signs are none."""
    return next((k for k, w in enumerate(line) if w.text[0].isalnum()), 0)
