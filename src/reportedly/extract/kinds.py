"""What kind of thing a name names: every place where it stands gives evidence, and the sum decides for the report."""

import itertools
import re
from collections import defaultdict

from ..lang.lexicon import common_words, first_names, fold, group_names, name_key, nouns, place_names, words
from ..model import Kind
from .sight import Sight
from .wording import ACRONYM, EQUATES, PERSONAL, Line, Name, gap_of, group_like, joined, listed_together, plain

KINDS: tuple[Kind, ...] = ("person", "group", "place", "asset")
_SURE_PLACES = frozenset({"country", "capital", "region", "sea", "river"})
_DIRECTIONS = words("directions")
_SPEAKS = words("speech") | words("auxiliary")
_TO_PERSON = words("to_person")
_TO_PLACE = words("to_place")
_TO_GROUP = words("to_group")
_ACTOR_NOUNS = words("actor_nouns")
_KIN = words("kin")
_OWN_MEN = words("own_men")
_GROUP_OWNERS = words("group_owners")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_QUOTES = frozenset("“”\"‘’'«»")
_MONTHS = words("months")
_DESERTERS = words("deserters")
_SEEN: dict[str, Kind] = {
    "person": "person", "group": "group", "organization": "group", "place": "place", "asset": "asset",
}  # fmt: skip
Evidence = defaultdict[Kind, float]


class Typist:
    """Gathers evidence for the kind of every name of one report, then decides."""

    def __init__(self) -> None:
        self.evidence: defaultdict[str, Evidence] = defaultdict(lambda: defaultdict(float))

    def own_words(self, name: Name) -> None:  # noqa: C901, PLR0912 - one cue after another
        """What the name's own words say; once a name."""
        part, text = name.words, name.text
        got = self.evidence[text]
        place = place_names().get(fold(text))
        if name_key(text) in group_names():
            got["group"] += 8
        if place:
            sure = place.sort in _SURE_PLACES or place.latitude is None
            got["place"] += 30 if sure and name_key(text) not in group_names() else 2
        if len(part) == 1:
            if _ORDINAL.fullmatch(text):
                got["group"] += 6  # "the 41st"
            if text in words("group_last") or text in words("group_first"):
                got["group"] += 2
            if ACRONYM.match(text) and text.isupper() and 2 <= len(text) <= 7:
                got["group"] += 4
            if text in first_names() and not place:
                got["person"] += 1
            if text in words("figure"):
                got["person"] += 7
            return
        self._person_words(name, got)
        first, last = part[0].text, part[-1].text
        if last in words("group_last"):
            got["group"] += 5
        if first in words("group_first"):
            got["group"] += 4
        if last in words("place_last") and not group_like(part):
            got["place"] += 4
        if first in words("place_first") and last not in words("group_last"):
            got["place"] += 3
        if first in words("asset_first") or last in words("asset_last"):
            got["asset"] += 5
        if first == "Operation":
            got["group"] += 4
        if any(w.text in ("of", "for", "in") for w in part) and group_like(part):
            got["group"] += 5
        if any(w.text == "&" for w in part):
            got["group"] += 2
        if any(w.text == "Flight" for w in part):
            got["asset"] += 5
        if text in words("figure"):
            got["person"] += 7
        if last.isdigit() and not group_like(part) and first not in words("group_last"):
            got["asset"] += 3  # a ship, an aircraft: "Sinar Jelai 7"

    @staticmethod
    def _person_words(name: Name, got: Evidence) -> None:
        part = name.words
        first, last = part[0].text, part[-1].text
        if first in ("Umm", "Oum", "Um"):
            got["person"] += 2  # many villages are called so too
        elif first in words("kunya"):
            got["person"] += 6
        if first in ("bin", "ibn", "ben", "Bin", "Ibn", "Ben", "abu", "abou"):
            got["person"] += 4
        if first in first_names() and last not in words("group_last"):
            got["person"] += 4
        if first in words("honorific_part"):
            got["person"] += 3
        if any(w.lower in ("bin", "ibn", "ben", "ould", "ag", "bint") for w in part[1:-1]):
            got["person"] += 4
        initials = [w for w in part[:-1] if len(w.text) <= 2 and w.text[0].isupper() and w.text[1:] in ("", ".")]
        if initials:
            got["person"] += 3

    def context(self, name: Name, line: Line) -> None:
        """What the words around one place of the name say."""
        got = self.evidence[name.text]
        i, j = name.at, name.at + len(name.words)
        if name.title:
            got["person"] += 6
            i = next((k for k in range(i) if line[k].start >= name.title.start), i)
        if name.kind:
            got[name.kind] += 6
        if name.text == name.sentence.passage.author:
            got["person"] += 6
        before = [w.lower for w in line[max(0, i - 4) : i]]
        after = [w.lower for w in line[j : j + 7]]
        the = bool(before) and before[-1] == "the"
        if len(name.words) == 1 and before[-1:] and before[-1] in _QUOTES and after[:1] and after[0] in _QUOTES | {","}:
            got["person"] += 1  # a nickname
        while before and before[-1] in ("the", "a", "an", "“", '"', "‘", "'"):
            before.pop()
        own = line[j - 1].possessive or line[j - 1].bound
        opens = name.at == 0 and after[:1] and after[0] in ("—", "–", "-", "(", ",")
        if opens and (line[0].text[1:2].isupper() or after[0] in "—–"):
            dated = any(w.rstrip(".") in _MONTHS for w in after[:8]) or ")" in after[:8]
            got["place"] += 9 if dated and after[0] in (",", "(") else 3  # a dateline
        if "/" in (line[i - 1].text if i else "", after[0] if after else "") and name.at <= 5:
            got["place"] += 3  # "BEND / Dabolla forest: ..."
        self._before(name, got, before, the=the, own=own)
        self._after(got, after, own=own)
        self._apposition(got, after)

    @staticmethod
    def _before(name: Name, got: Evidence, before: list[str], *, the: bool, own: bool) -> None:  # noqa: C901, PLR0912 - one cue after another
        last = before[-1] if before else ""
        single = len(name.words) == 1
        if the and single and not own:
            got["group"] += 1
            if name.text in words("group_last") or name.text in words("group_first"):
                got["group"] += 4
        if last in words("place_prep") and not own and not the:
            got["place"] += 2
        elif last == "to" and before[-2:-1] == ["according"]:
            got["person"] += 2
            got["group"] += 2
        elif last == "from" and len(before) > 1 and before[-2] in _DESERTERS:
            got["group"] += 3
        elif (last in words("place_prep") and not own) or (last in ("from", "to") and not own and not name.title):
            got["place"] += 1 + (last == "in" and the and single)
        elif last == "," and len(before) > 1 and _one_person(before[-2]):
            got["person"] += 3  # "its leader, X"
        if last == "of" and len(before) > 1:
            if {before[-2], before[-2].removesuffix("s")} & words("place_common"):
                got["place"] += 4
            elif before[-2] in words("org_before"):
                got["group"] += 2
            elif single and not own:
                got["place"] += 1
        if last in _DIRECTIONS:
            got["place"] += 3
        if last in words("speech") and not the:
            got["person"] += 1
            got["group"] += 1
        if last in ("him", "her"):
            got["person"] += 3
        if last in _TO_PERSON:
            got["person"] += 1
        if last == "with" and not own:
            got["person"] += 1
            got["group"] += 1
        if last == "by" and len(before) == 1:
            got["person"] += 3  # a byline
        if last in _TO_PLACE:
            got["place"] += 2
        if last in _TO_GROUP:
            got["group"] += 1
        noun = nouns().get(last)
        if noun and not (len(before) > 1 and before[-2] == "of" and noun.kind == "person"):
            if noun.kind == "person" and noun.number == "s":
                got["person"] += 4
            elif noun.number == "c" or (noun.kind in ("place", "asset") and noun.number == "s"):
                got[noun.kind] += 3

    @staticmethod
    def _after(got: Evidence, after: list[str], *, own: bool) -> None:  # noqa: C901 - one cue after another
        following = after[0] if after else ""
        if own:
            if following in _ACTOR_NOUNS:
                got["group"] += 1
            if following in _KIN:
                got["person"] += 3
            elif following in _OWN_MEN:
                got["person"] += 1
                got["group"] += 1
            return
        if following in words("place_common"):
            got["place"] += 3
        if following in words("group_common"):
            got["group"] += 2
        if following in _SPEAKS or (following.endswith("ed") and following not in ("based", "led")):
            got["person"] += 1
            got["group"] += 1
        if following in _GROUP_OWNERS or after[:2] == ["claimed", "responsibility"]:
            got["group"] += 1
        if following in words("person_verb"):
            got["person"] += 3
        aged = len(after) > 2 and after[1].isdigit() and 10 < int(after[1]) < 99 and after[2] in (",", ".")
        if following == "," and aged:
            got["person"] += 4
        if following == "," and len(after) > 1 and after[1] in ("who", "whose", "aged", "nicknamed"):
            got["person"] += 3

    @staticmethod
    def _apposition(got: Evidence, after: list[str]) -> None:
        """As in “, a local trader”, ", the armed wing of": the first common noun behind the comma."""
        if len(after) < 3 or after[0] not in (",", "(", "–", "—"):
            return
        begins = after[1] in ("a", "an", "the", "one", "then", "former", "his", "her", "its", "another")
        for k, word in enumerate(after[1:7], start=1):
            noun = nouns().get(word)
            if noun and (begins or k == 1):
                compound = k + 1 < len(after) and after[k + 1] in nouns()
                if not compound and noun.number != "p":
                    got[noun.kind] += 3
                    return
            elif word in (",", "and", "who", "which", "of", "in", "said") and k > 1:
                return

    def seen(self, names: list[Name], sight: Sight) -> None:
        """What the model takes each place of a name for: as much as it is sure, so that it settles what words leave open."""
        views = {span: labelled for _, labelled, span in sight.layer("names")}
        for name in names:
            view = views.get(name.span)
            if view is not None and view.label in _SEEN:
                self.evidence[name.text][_SEEN[view.label]] += view.score

    def decide(self, names: list[Name]) -> None:  # noqa: C901, PLR0912 - one cue after another
        """Gives every name its kind; one without evidence takes it from a longer name, a list, or its shape."""
        kinds: dict[str, Kind] = {}
        for text in sorted(self.evidence):
            got = self.evidence[text]
            best = max(KINDS, key=lambda kind: (got[kind], -KINDS.index(kind)))
            if got[best] > 0:
                kinds[text] = best
            ordinary = " " in text and all(w.lower() in common_words() for w in text.split())
            if ordinary and best == "person" and got["person"] == got["group"] <= 4:
                kinds[text] = "group"  # "Black Sail": ordinary words make no person's name
        for name in names:
            if name.text not in kinds and len(name.words) > 1:
                kinds[name.text] = self._by_shape(name)
        self._surnames(names, kinds)
        for left, right in itertools.pairwise(names):
            for name, other in ((right, left), (left, right)):
                if name.text not in kinds and other.text in kinds and listed_together(left, right):
                    kinds[name.text] = kinds[other.text]
        for left, right in itertools.pairwise(names):  # "X, also known as Y"
            gap = gap_of(left, right)
            bracketed = gap is not None and gap.strip() in ("(", "[") and ACRONYM.match(right.text)
            if bracketed and kinds.get(left.text) == "group" and not self.evidence[right.text]["place"] > 8:
                kinds[right.text] = "group"
            open_ = max(self.evidence[right.text].values(), default=0) < 4
            if open_ and left.text in kinds and gap is not None and EQUATES.fullmatch(gap):
                kinds[right.text] = "person" if PERSONAL.search(gap) else kinds[left.text]
        for name in names:
            if name.text not in kinds:
                kinds[name.text] = self._by_shape(name)
            name.kind = kinds[name.text]

    def _surnames(self, names: list[Name], kinds: dict[str, Kind]) -> None:
        """A single word that is part of a person's full name is that person, unless it is surely something else."""
        parts: set[str] = set()
        for name in names:
            if kinds.get(name.text) == "person" and len(name.words) > 1:
                own = [w.text for w in name.words]
                parts |= {*own[1:], own[0], " ".join(own[:2]), " ".join(own[-2:])}
                parts |= {w[3:] for w in own if w[:3].lower() in ("al-", "el-")}
        bodies = {
            joined(n.words[1:])
            for n in names
            if kinds.get(n.text) == "group" and len(n.words) > 2 and n.words[0].text in words("group_first")
        }
        for name in names:
            got = self.evidence[name.text]
            if name.text in bodies and got["place"] < 7:
                kinds[name.text] = "group"
            elif name.text in parts and name.text not in words("group_last") and got["place"] < 7 and got["group"] < 6:
                kinds[name.text] = "person"
            elif (
                len(name.words) == 1
                and name.words[0].article
                and name.text not in parts
                and kinds.get(name.text) == "person"
                and got["person"] < 3
            ):
                kinds[name.text] = "group"  # "al-X" alone that is nobody's family name

    def _by_shape(self, name: Name) -> Kind:
        part = name.words
        if len(part) == 1:
            return "group" if part[0].article or part[0].text.isupper() or "-" in part[0].text else "place"
        return "group" if all(plain(w) for w in part) else "person"


def _one_person(word: str) -> bool:
    noun = nouns().get(word)
    return noun is not None and noun.kind == "person" and noun.number == "s"
