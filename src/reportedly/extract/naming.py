"""Where names stand in a report: runs of capitalised words, cut where one name ends and a title or another begins.

What kind of thing a name names is decided in `kinds`, once for the whole report.
"""

import re
from collections.abc import Iterator

from ..lang.lexicon import demonyms, first_names, fold, group_names, name_key, nouns, place_names, words
from ..lang.tokens import Sentence
from ..model import Span
from .wording import ACRONYM, INITIAL, Line, Name, Word, group_like, joined, known, place_like, plain

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
        headed = any(t in _HEADS or t.rstrip(".") in words("title") for t in inside)
        return skip + 1 if word.lower in ("of", "for") and headed and target.capital and _same_noun(line, i) else 0
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


def _spelled_out(line: Line, i: int, k: int) -> bool:
    """Do the words from `i` on, past `k`, end at an acronym in brackets that their initials spell?"""
    for end in range(k + 1, min(len(line) - 1, k + 6)):
        if line[end].text == "(":
            letters = line[end + 1].text.lower()
            bare = "".join(w.text[0].lower() for w in line[i:end] if w.text[0].isupper())
            return len(letters) > 2 and letters in (bare, "".join(w.text[0].lower() for w in line[i:end]))
    return False


def _same_noun(line: Line, i: int) -> bool:
    """Not "Fighters of X", "Leaders of Y" at the head of a sentence: there the first word is a plain noun."""
    noun = nouns().get(line[i].lower)
    return not (noun and noun.number == "p" and i == _first_word(line))


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


def _first_word(line: Line) -> int:
    return next((k for k, w in enumerate(line) if w.text[0].isalnum()), 0)


def _listed(part: Line) -> bool:
    if known(part):
        return True
    place = place_names().get(fold(joined(part)))
    return place is not None and (place.sort != "city" or len(part) > 1 or not plain(part[0]))  # a town named "Man"


_DIRECTED = words("place_last") | {"North", "South", "East", "West"}
_COUNTS = words("counts")
_OPENERS = words("openers")


def cut(line: Line, i: int, j: int, sentence: Sentence, mode: str) -> list[Name]:  # noqa: C901, PLR0911, PLR0912 - one case after another
    """The names in a run: without titles, without a capital that only begins the sentence."""
    if _listed(line[i:j]):
        return [_name(line, i, j, sentence)]
    i = _past_opening(line, i, j, mode)
    while j > i and (
        not (line[j - 1].capital or line[j - 1].text[0].isdigit())
        or (j - 1 > i and line[j - 1].text in words("stop") and line[j - 1].text not in _DIRECTED)
    ):
        j -= 1
    if (
        i >= j
        or (line[j - 1].text in words("unnamed_last") and not group_like(line[i:j]))
        or any(w.text in ("No.", "Nos.") for w in line[i:j])
    ):
        return []
    if all(INITIAL.match(w.text) for w in line[i:j]) and line[i].text != "U.S.":
        return []
    if _listed(line[i:j]):
        return [_name(line, i, j, sentence)]
    titled = _titled(line, i, j, sentence, mode)
    if titled is not None:
        return titled
    for k in range(j - 1, i, -1):  # a known name at the front, another name behind it: "ISIS Abu X"
        front_known = known(line[i:k]) and (k - i > 1 or ACRONYM.match(line[i].text))
        if front_known and line[j - 1].text not in words("group_last") and line[j - 1].text not in words("place_last"):
            return [_name(line, i, k, sentence), *cut(line, k, j, sentence, mode)]
    if j - i == 2 and not group_like(line[i:j]) and not place_like(line[i:j]):  # two names that ran together
        halves = [place_names().get(fold(w.text)) for w in line[i:j]]
        if any(h and h.sort == "country" for h in halves) and not any(w.text in first_names() for w in line[i:j]):
            return [_name(line, i, i + 1, sentence), _name(line, i + 1, j, sentence)]
    while j - i > 1 and line[i].text in demonyms() and not group_like(line[i:j]) and not place_like(line[i:j]):
        i += 1
    if j - i == 1 and (line[i].text in demonyms() and fold(line[i].text) not in place_names()):
        if i > 0 and line[i - 1].lower == "the" and line[i].text.endswith("s") and not line[i].text.endswith("ss"):
            people = _name(line, i, j, sentence)  # "the Americans"
            people.kind = "group"
            return [people]
        return []
    return [_name(line, i, j, sentence)]


def _past_opening(line: Line, i: int, j: int, mode: str) -> int:
    """Past words that are no name: those that only begin the sentence, "The", the names of days."""
    opening = (
        i == _first_word(line)
        or line[i - 1].text in "•–—:-"
        or (i > 1 and line[i - 1].text in "“\"‘'" and line[i - 2].text in ",:")
    )
    if opening and not mode:
        word = line[i]
        headed = group_like(line[i:j]) and _same_noun(line, i) and word.text not in words("stop")
        named = j - i > 1 and (
            word.text in words("place_first") or word.text in words("title") or word.text.rstrip(".") in words("title")
            or (word.text in first_names() and line[i + 1].capital) or word.text in _OPENERS or headed
        )  # fmt: skip
        if (
            j - i > 1
            and plain(word)
            and not word.possessive
            and not (named and not (j - i > 1 and line[i + 1].lower == "the"))
        ):
            i += 1
    while i < j and line[i].text in words("stop"):
        if j - i > 1 and (
            line[i].text in _OPENERS
            or (not opening and line[i].text in _COUNTS)
            or (line[i].text in first_names() and line[i + 1].capital)
        ):
            break
        i += 1
    while i < j and not (
        line[i].capital
        or line[i].text[0].isdigit()
        or line[i].lower in ("al", "el", "bin", "ibn", "ben", "abu", "abou", "umm", "ould")
    ):
        i += 1
        while i < j and line[i].text in words("stop"):
            i += 1
    return i


def _titled(line: Line, i: int, j: int, sentence: Sentence, mode: str) -> list[Name] | None:  # noqa: C901 - one case after another
    """What a run holds that has a title in it; None where it has none."""
    if (group_like(line[i:j]) or place_like(line[i:j])) and not any(w.text in first_names() for w in line[i + 1 : j]):
        office = _is_title(line[i : i + 1]) and i + 1 < j
        if not office or (
            line[j - 1].text in words("group_last") | words("place_last") and line[i + 1].lower not in ("of", "for")
        ):
            return None
    begin = end = None
    k = i
    while k < j:
        width = next((n for n in (4, 3, 2, 1) if k + n <= j and _is_title(line[k : k + n])), 0)
        if not width or (k + width == j and end == k - 1 + 0 and width == 1 and line[k].text in first_names()):
            k += 1
            continue
        begin = k if begin is None else begin
        k += width
        end = k
    if begin is None or end is None:
        return None
    if (
        end == j
        and begin > i
        and line[begin].text in ("Sultan", "Prince", "Judge", "King", "Bishop", "Major", "Don", "Ma")
    ):
        return None  # a family name that is also a title: "Ahmed Sultan"
    before = cut(line, i, begin, sentence, mode) if begin > i else []
    if end == j:
        holder = _name(line, begin, j, sentence)
        holder.role = True
        return [*before, holder]
    if line[end].lower in ("of", "for"):  # "Minister for the Middle East Tobias Ellwood"
        given = next((k for k in range(end + 1, j - 1) if line[k].text in first_names()), None)
        inner = cut(line, end + 1, given or j, sentence, mode)
        if given is None:
            return [*before, *inner]
        before += inner
        end = given
    tail = cut(line, end, j, sentence, mode)
    if tail:
        tail[0].title = Span(line[begin].start, line[end - 1].end)
    return [*before, *tail]


def _is_title(part: Line) -> bool:
    text = joined(part)
    bare = text.rstrip(".")
    shouted = text.isupper() and len(bare) > 1 and bare.title() in words("title")
    return bare in words("title") or text.replace(".", "") in words("title") or shouted


def _name(line: Line, i: int, j: int, sentence: Sentence) -> Name:
    return Name(
        words=line[i:j], sentence=sentence, at=i, text=joined(line[i:j]), weak=j - i == 1 and i == _first_word(line)
    )


def segment(sentences: tuple[Sentence, ...], lines: list[Line]) -> list[Name]:
    """Every name of the report where it stands, untyped, in the order of the text."""
    found: list[Name] = []
    modes = [loud(line) for line in lines]
    for sentence, line, mode in zip(sentences, lines, modes, strict=True):
        if not mode:
            for i, j in runs(line, mode):
                found += cut(line, i, j, sentence, mode)
    family = {n.words[-1].text for n in found if len(n.words) > 1}
    for name in found:
        name.role = name.role and not (len(name.words) == 1 and name.text in family)  # "Ahmed Sultan" ... "Sultan said"
    firm = {n.text for n in found if not n.weak and not n.role} | {
        w for w in family if w not in words("group_last") | words("place_last")
    }
    found = [n for n in found if not n.weak or n.role or _stands_alone(n, firm)]
    written = {fold(n.text): n.text for n in found if not n.role}
    for sentence, line, mode in zip(sentences, lines, modes, strict=True):
        if mode:
            found += _from_loud(line, sentence, mode, written)
    found += _authors(sentences, lines)
    known_here = {n.text for n in found if not n.role}
    found += [inner for n in found if not n.role for inner in _inner(n, known_here)]
    return sorted(found, key=lambda n: (n.span.start, -n.span.end))


def _inner(name: Name, known_here: set[str]) -> list[Name]:
    """The name inside a name: "Third Command of the Free Army" holds "Free Army", where that is a name elsewhere too."""
    part = name.words
    for k, word in enumerate(part[:-1]):
        if k and word.lower in ("of", "for", "in"):
            begin = k + 2 if part[k + 1].lower == "the" and k + 2 < len(part) else k + 1
            tail = part[begin:]
            if tail and (joined(tail) in known_here or (_listed(tail) and not known(part))):
                return [Name(words=tail, sentence=name.sentence, at=name.at + begin, text=joined(tail))]
    return []


def _stands_alone(name: Name, firm: set[str]) -> bool:
    """A single capitalised word at the head of a sentence: is it a name?"""
    return name.text in firm or _listed(name.words) or not plain(name.words[0])


def _from_loud(line: Line, sentence: Sentence, mode: str, written: dict[str, str]) -> list[Name]:
    """Names in a line whose capitals say nothing: those the report or the lexicons know, then unusual words."""
    found: list[Name] = []
    taken: set[int] = set()
    i = 0
    while i < len(line):
        for j in range(min(len(line), i + LONGEST_KNOWN), i, -1):
            key = fold(joined(line[i:j]))
            place = place_names().get(key)
            listed = known(line[i:j]) or (place and place.sort in ("country", "capital", "region"))
            if (
                line[i].capital
                and (key in written or listed)
                and not (j - i == 1 and key not in written and plain(line[i]) and not ACRONYM.match(line[i].text))
            ):
                name = _name(line, i, j, sentence)
                name.text = written.get(key, name.text if mode == "title" or not listed else _known_text(line[i:j]))
                found.append(name)
                taken |= set(range(i, j))
                i = j - 1
                break
        i += 1
    for i, j in runs(line, mode):
        if taken.isdisjoint(range(i, j)):
            found += cut(line, i, j, sentence, mode)
    for name in found:
        if mode == "upper" and not known(name.words) and (len(name.words) > 1 or len(name.text) > 5):
            name.words = tuple(Word(w.text.title(), w.start, w.end, w.possessive, w.bound) for w in name.words)
            name.text = written.get(fold(name.text), joined(name.words))
    return found


def _known_text(part: Line) -> str:
    text = joined(part)
    place = place_names().get(fold(text))
    group = group_names().get(name_key(text))
    return place.name if place else group.name if group else text


def _authors(sentences: tuple[Sentence, ...], lines: list[Line]) -> list[Name]:
    """The names under comments and notes where they are written in lower case, which no run of capitals shows."""
    found = []
    for sentence, line in zip(sentences, lines, strict=True):
        author = sentence.passage.author
        if author and not author[0].isupper() and author in sentence.text:
            start = sentence.span.start + sentence.text.index(author)
            part = [k for k, w in enumerate(line) if start <= w.start and w.end <= start + len(author)]
            if part and line[part[0]].start == start and line[part[-1]].end == start + len(author):
                name = _name(line, part[0], part[-1] + 1, sentence)
                name.kind = "person"
                found.append(name)
    return found
