"""Where names stand in a report: runs of capitalised words, cut where one name ends and a title or another begins.

What kind of thing a name names is decided in `kinds`, once for the whole report.
"""

from ..lang.lexicon import demonyms, first_names, fold, group_names, name_key, place_names, words
from ..lang.tokens import Sentence
from ..model import Span
from .runs import LONGEST_KNOWN, first_word, loud, runs, same_noun
from .wording import ACRONYM, INITIAL, Line, Name, Word, group_like, joined, known, place_like, plain


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
    while (
        j - i > 1
        and line[i].text in demonyms()
        and not place_like(line[i:j])
        and (known(line[i + 1 : j]) or not group_like(line[i:j]))
    ):
        i += 1  # "Egyptian X Front", where X Front is known
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
        i == first_word(line)
        or line[i - 1].text in "•–—:-"
        or (i > 1 and line[i - 1].text in "“\"‘'" and line[i - 2].text in ",:")
    )
    if opening and not mode:
        word = line[i]
        headed = group_like(line[i:j]) and same_noun(line, i) and word.text not in words("stop")
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
        words=line[i:j], sentence=sentence, at=i, text=joined(line[i:j]), weak=j - i == 1 and i == first_word(line)
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
