"""Running text out of the bank of phrases: slots filled with invented names, sentences put together as on a page.

A phrase is a sentence or two with slots (`{S:group}`); so every name's place and kind is known. Times, numbers,
nationalities and titles that the phrase itself holds are found by the same rules as in corpora that do not mark them. A
phrase with other names of its own is left out. Who says what is known where the phrase has a plain form ("X said that
...", "..., according to X"); a document has the layer only if all of its phrases are of these, or attribute nothing.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from eval.common import in_split
from eval.corpora import Document
from eval.wordings import TITLES, Labelled, national, titles_before, unmarked, word_set
from reportedly.lang.encoder import words as tokens

from .marks import cut, unmark

WORDS = 60_000
SLOT = re.compile(r"\{([A-Z]\w*):(\w+)\}")
LABELS = {
    "person": "person",
    "group": "group",
    "outlet": "organization",
    "place": "place",
    "nationality": "nationality",
}
FORCES = ("army", "police", "unit")  # types of bodies that are groups of ours
_OPEN, _SHUT = "\ue000", "\ue001"  # around a name while a text is put together: open, label, open, name, shut
_NAMED = re.compile(rf"{_OPEN}(\w*){_OPEN}([^{_SHUT}]*){_SHUT}")
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_OWN = re.compile(rf"(?:I|Police|Caption|(?:{'|'.join([*_DAYS, *_MONTHS])})(?:'?s)?|Mr|Dr|Eid|Ramadan|SLOT(?:'s)?)$")
_WITHIN = word_set("of the for and in on at al de du la le les des del los das do da ng et y li bin ag sa lil wal")
_DETERMINED = re.compile(
    r"(?:^|[\s\"“(-])(?:the|a|an|its|his|her|their|our|this|that|another|one|no|every|each|other)\s$", re.IGNORECASE
)
_BARE_BEFORE = re.compile(
    r"(?:^|\s(?:of|by|with|to|from|for|against|and|or|that|between|into|than|as|when|while|but|after|before|under|joined|left))\s?$"
)
_ENGLISH = word_set(
    "Front Army Force Forces Company Commission Council Brigade Brigades Movement Union League Party Alliance Command "
    "Ministry Court Police Guard Navy Assembly Coalition Division Battalion Militia Society Foundation Agency Bureau"
)
_CAPITAL = re.compile(r"[A-Z]|[ae]l-[A-Z]")
KIN = frozenset(["brother", "sister", "father", "king", "count", "private", "general"])
_MODIFIERS = word_set("police army defence defense foreign interior prime deputy vice health justice finance security")
_EXACT = re.compile(r"(?:the|his|her|its|their|aged?|was|is|only|all|at|turned|these|those|,)\s$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Name:
    """One way of naming something: what stands before the name (a title, an article, "tug"), the name, its label."""

    before: str
    text: str
    label: str
    title: bool = False

    def marked(self, *, article: bool) -> str:
        """As it stands in a text, with marks for its label and that of its title."""
        before = self.before if article or self.title else re.sub(r"^(?:the|an?) ", "", self.before)
        if self.title:
            before = f"{_OPEN}title{_OPEN}{before.rstrip()}{_SHUT} "
        return f"{before}{_OPEN}{self.label}{_OPEN}{self.text}{_SHUT}"


def said(words: str) -> str:
    """A pattern for any of the words."""
    return "(?:" + "|".join(words.split()) + ")"


_CUE = said(
    "said says confirmed insisted insists believes argued argues warned reported reports announced claims claimed "
    "conceded admitted noted wrote writes reckons estimated explained recalled testified alleged concluded thinks"
)
_WHO = (
    r"(?:(?!(?:were|was|is|are|more|less|whatever|which|who|when|as|it was)\b)(?:[Tt]he |[Aa]n? |[Oo]ne |[Tt]wo |[Ii]ts )?"
    r"(?:[A-Za-z'-]+ ){0,3}(?:\{\w+:(?:person|group|body|outlet)\}(?: of \{\w+:(?:group|body|outlet|place)\})?|[a-z'-]+))"
)
_WHAT = r"(?!which|who\b|whom)[^\"]+"
_WHICH = r"(?:, (?:an?|the|its|his|her|their|who|one) [^,\"]{3,50})?"
_ASIDE = r"(?:, [^,{}\"]{3,50},)?"
FORMS = [
    (rf"^(?P<s>{_WHO}{_ASIDE}) (?P<c>{_CUE})(?: (?:on \w+|yesterday))? (?P<q>that [^\"]+)\.$"),
    (rf"^(?P<s>{_WHO}{_ASIDE}) (?P<c>told) \{{\w+:\w+\}} (?P<q>that [^\"]+)\.$"),
    (rf"^(?P<s>{_WHO}) (?P<c>said|says) (?P<q>(?:\{{|the |it |its |he |she |they |there )[^\"]+)\.$"),
    (rf"^(?P<q>[^\"]+), (?P<s>{_WHO}) (?P<c>{_CUE})(?: (?:on \w+|yesterday|in \{{\w+:place\}}))?\.$"),
    (rf"^(?P<q>[^\"]+), (?P<c>said|says) (?P<s>{_WHO}{_WHICH})\.$"),
    (rf"^(?P<c>According to) (?P<s>{_WHO}), (?P<q>{_WHAT})\.$"),
    (rf"^(?P<q>[^\"]+), (?P<c>according to) (?P<s>{_WHO})\.$"),
    (rf"^(?P<q>\"[^\"]+[,!?]\") (?P<s>{_WHO}{_ASIDE}) (?P<c>said|says|told|wrote|asked)(?: of \{{\w+:\w+\}}| \{{\w+:outlet\}}| in \{{\w+:\w+\}})?\.$"),
    (rf"^(?P<q>\"[^\"]+[,!?]\") (?P<c>said|says|wrote|asked) (?P<s>{_WHO}{_WHICH})\.$"),
]  # fmt: skip
FORMS = [re.compile(form) for form in FORMS]
_TOLD = re.compile(
    r"\b(?:plan|want|wish|hope|fear|expect|believ|think|thought|know|knew|known|doubt|consider|regard|describ|dub|prais|critici|blam|accus"
    r"|condemn|welcom|thank|apolog|agree|decid|decision|refus|offer|suggest|propos|recommend|predict|estimat|reckon|found that|show|conclud"
    r"|reveal|declar|alleg|testif|testimon|rul(?:ed|ing)|quot|cit(?:e[ds]?|ing)|signal|hint|voic|promis|pledg|vow|swor[en]|swear|oath|threat"
    r"|order|demand|ask|urg|call|appeal|invit|claim|den(?:y|ied|ies|ial)|reject|confirm|admit|concede|confess|suspect|suppos|report|rumou?r"
    r"|apparent|purport|said|say|told|tell|speak|spoke|statement|announc|according|warn|wrote|writ|letter|read|sermon|interview|insist|argu"
    r"|remember|recall|forg[eo]t|prefer|intend|intent|aim|seek|sought|lik(?:e[ds]?)\b|hat(?:e[ds]?)\b|lov|mourn|celebrat|congratulat|greet"
    r"|assur|accept|acknowledg|recogni|support|endors|approv|oppos|protest|complain|mock|laugh|boast|brag|joke|question|answer|repl|respon"
    r"|view|see[ns]?\b|saw\b|judg|sentenc|convict|acquit|verdict|charg|indict|identif|name[ds]?\b|nam(?:ing|ely)|label|list|document|dossier"
    r"|study|poll|survey|video|film|footage|photo|tape|record|caption|blog|tweet|post(?:ed|s)?\b|leaflet|communiqu|bulletin|press|journal"
    r"|sign(?:s|ed)?\b|bless|pray|dream|worr|trust|distrust|sure|certain|clear|evident|likely|probab|possib|perhaps|maybe|may\b|might|seem|look"
    r"|appear|suggest|indicat|evidence|claim|assess|analys|credit|attribut|brand|deem|hold(?:s)? that|guess|imagin|assum|presum|understood"
    r"|explain|emerg|learn|ready|willing|prepared|tri(?:ed|es)\b|try|attempt|appoint|nomin|elect|vote|permit|allow|forb[ia]d|ban|warrant)",
    re.IGNORECASE,
)
"""Words that attribute something, or may: a phrase that has one outside of the plain forms has no known attribution."""


def attributed(text: str) -> str | None:
    """The phrase with marks of who says what; None where that is not plain."""
    for form in FORMS:
        match = form.match(text)
        if match and not _TOLD.search(SLOT.sub("", match["q"] + " " + match["s"])):
            marked, last = "", 0
            for part in sorted("scq", key=match.start):
                marked += text[last : match.start(part)] + f"[{part}: {match[part]}]"
                last = match.end(part)
            return marked + text[last:]
    plain = SLOT.sub("", text)
    return None if _TOLD.search(plain) or any(sign in plain for sign in '"“:?') else text


class Bank:
    """The phrases and names of the shared folder."""

    def __init__(self, shared: Path) -> None:
        self.folder = shared / "training"

    def _read(self, pattern: str) -> Iterator[dict[str, object]]:
        for path in sorted(self.folder.glob(pattern)):
            for line in path.read_text(encoding="utf-8").splitlines():
                yield json.loads(line)

    @cached_property
    def phrases(self) -> list[str]:
        """Phrases whose every name is a slot, and that are not held out."""
        texts = (str(row["text"]) for row in self._read("phrases/*.jsonl"))
        return [text for text in texts if not in_split(text, "dev") and usable(text)]

    @cached_property
    def names(self) -> dict[str, list[list[Name]]]:
        """The names of things by kind: for each thing the ways of naming it, the fullest first."""
        found: dict[str, list[list[Name]]] = {}
        everyone = list(self._read("names/persons-*.jsonl"))
        titles = _titles(everyone)
        for row in everyone:
            found.setdefault("person", []).append(list(_persons(row, titles)))
        for kind in ("groups", "bodies", "outlets", "places", "assets", "nationalities"):
            for row in self._read(f"names/{kind}.jsonl"):
                found.setdefault(str(row["kind"]), []).append(list(_others(row)))
        return {kind: [names for names in things if names] for kind, things in found.items()}


def usable(text: str) -> bool:
    """Has the phrase no names of its own, and only slots that can be filled?"""
    slots = SLOT.findall(text)
    if any(kind in ("title", "source", "time", "hedge") for _, kind in slots) or re.search(
        r"\}[a-rt-zA-Z]|\w\{|-\{", text
    ):
        return False
    plain = SLOT.sub("SLOT", text)
    for match in re.finditer(r"[A-Z][\w'-]*", plain):
        first = not re.search(r"[^\s\"“‘(–—-]", re.split(r"[.?!:;]\s|\n", plain[: match.start()])[-1])
        word = match[0]
        if (first and word.lower() not in _UNHEARD) or _OWN.match(word) or national(word):
            continue
        return False
    return not _CLOCK.search(plain) and _timed(plain)


_UNHEARD = word_set("god abu britain europe graffiti screenshot brig gen haddad sinai facebook kurdish sheikh")
"""First words of phrases that are names, or next to one."""
_CLOCK = re.compile(r"\d ?[ap]\.m|o'clock|\b\d{4}-\d{4}\b|\b0\d00\b|\d\dth\b")
_PERIOD = re.compile(r"(?:week|month|year|decade|summer|winter|spring|autumn|weekend)s?$")
_NEAR = word_set("last next this that past coming same previous early late following recent")


def _timed(text: str) -> bool:
    """Does the finder of times find all times of the phrase? If not, its names would not be complete."""
    words = [word.text for word in tokens(text, 0, len(text))]
    covered = {i for start, end, label in unmarked(words, numbers=True) if label == "time" for i in range(start, end)}
    for i, word in enumerate(words):
        dated = (
            word in _MONTHS
            or word.rstrip("s") in _DAYS
            or re.fullmatch(r"(?:1[5-9]|20)\d\ds?|yesterday|tomorrow|today|Eid|Ramadan", word)
        )
        near = i and words[i - 1].lower() in _NEAR and _PERIOD.match(word)
        if (dated or near) and i not in covered:
            return False
    return True


def _titles(everyone: Sequence[dict[str, object]]) -> list[str]:
    """The titles in the names of persons that are said to have one, longest first."""
    counts: dict[str, int] = {}
    for row in everyone:
        pairs = list(zip(row["names"], row["name_types"], strict=True))
        plain = {word for name, sort in pairs if not _titled(sort) for word in name.split()}
        for name, sort in pairs:
            words = name.split()
            while words and words[-1] in plain:
                words.pop()
            if _titled(sort) and words:
                counts[" ".join(words)] = counts.get(" ".join(words), 0) + 1
    return sorted((title for title, count in counts.items() if count > 1), key=len, reverse=True)


def _titled(sort: str) -> bool:
    return sort.startswith("title") or sort in ("honorific", "courtesy")


def _persons(row: dict[str, object], titles: Sequence[str]) -> Iterator[Name]:
    for name, sort in zip(row["names"], row["name_types"], strict=True):
        if sort in ("with_alias", "alias", "alias_full", "nickname") or name[0].islower():
            continue
        title = next((t for t in titles if name.startswith(t + " ")), "")
        rest = name[len(title) :].strip()
        if title or not _titled(sort):
            yield Name(before=title + " " if title else "", text=rest, label="person", title=bool(title))


def _others(row: dict[str, object]) -> Iterator[Name]:
    kind = str(row["kind"])
    label = LABELS.get(kind) or ("asset" if kind == "asset" else "group" if row["type"] in FORCES else "organization")
    for name in row["names"]:
        article, rest = re.fullmatch(r"((?:the|an?) )?(.*)", name).groups(default="")
        words = rest.split()
        if re.search(r"[,\"()“]", rest):
            continue
        if kind == "asset":
            capital = next((i for i, word in enumerate(words) if _CAPITAL.match(word)), len(words))
            if all(_CAPITAL.match(word) or word[0].isdigit() for word in words[capital:]):
                before = article + "".join(word + " " for word in words[:capital])
                yield (
                    Name(before=before, text=" ".join(words[capital:]), label=label)
                    if capital < len(words)
                    else Name(before=before[: -len(words[-1]) - 1], text=words[-1], label="")
                )
            continue
        lower = [word for word in words if word.islower() and not word.startswith(("al-", "el-"))]
        if (rest[0].isupper() or rest.startswith(("al-", "el-")) or rest[0].isdigit()) and _WITHIN.issuperset(lower):
            yield Name(before=article, text=rest, label=label)


@dataclass
class Page:
    """A document in the making: its cast, and who has been named."""

    bank: Bank
    rng: random.Random
    cast: dict[str, list[list[Name]]] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)

    def fill(self, phrase: str) -> str:
        """The phrase with names of the cast in its slots; names are marked."""
        chosen: dict[str, list[Name]] = {}
        taken: dict[str, int] = {}
        text, last = "", 0
        for slot in SLOT.finditer(phrase):
            text += phrase[last : slot.start()]
            last = slot.end()
            name, kind = slot.groups()
            if kind == "number":
                text += self._number(text, phrase[last:])
                continue
            if name not in chosen:
                cast = self.cast.setdefault(kind, self._cast(kind))
                chosen[name] = cast[(taken.setdefault(kind, self.rng.randrange(2)) + len(chosen)) % len(cast)]
            text = self._named(text, chosen[name], kind)
        return text + phrase[last:]

    def _cast(self, kind: str) -> list[list[Name]]:
        things = self.bank.names[kind]
        return self.rng.sample(things, 9)

    def _named(self, text: str, ways: list[Name], kind: str) -> str:
        first = id(ways) not in self.seen
        self.seen.add(id(ways))
        name = ways[0] if first and self.rng.random() < 0.7 else self.rng.choice(ways)
        plain = _NAMED.sub(r"\2", re.sub(r"\[[scq]: |\]", "", text))
        determined = bool(_DETERMINED.search(plain))
        marked = name.marked(article=not determined)
        if kind in ("group", "body") and not name.before and _BARE_BEFORE.search(plain):
            words = name.text.split()
            usual = 0.75 if words[-1] in _ENGLISH or " of " in name.text else 0.4 if name.text.isupper() else 0
            marked = "the " + marked if self.rng.random() < usual else marked
        start = _NAMED.sub(r"\2", marked)[:1]
        if re.search(r"(?:^|\s)[Aa]n? $", plain):
            text = re.sub(r"([Aa])n? $", r"\1n " if start.lower() in "aeiou" else r"\1 ", text)
        if not plain.strip(' "“') or re.search(r"[.?!] [\"“]?$", plain):
            marked = re.sub(rf"^({_OPEN}\w*{_OPEN})?(\w)", lambda m: (m[1] or "") + m[2].upper(), marked)
        return text + marked

    def _number(self, before: str, after: str) -> str:
        rng = self.rng
        words = sorted(
            word_set("two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty")
        )
        opening = not before.strip('"“ ') or before.endswith((". ", '. "'))
        if opening:
            return rng.choice(words).capitalize()
        if after.startswith(("-", ",", ".", ")", ";")) or _EXACT.search(before) or rng.random() < 0.5:
            return str(rng.randrange(14, 88))
        if rng.random() < 0.5:
            return rng.choice(words)
        about = rng.choice(["about", "some", "at least", "more than", "nearly", "around", "up to", "over"])
        return f"{about} {rng.choice([20, 30, 40, 60, 100, 150, 200, 300, 500]) if rng.random() < 0.7 else f'{rng.randrange(1, 20)},{rng.randrange(1, 10)}00'}"


def filled(shared: Path) -> Iterator[Document]:
    """Documents of six to twelve phrases: layer `names`, and in every fifth `attribution`."""
    rng = random.Random("phrases")  # no secret
    bank = Bank(shared)
    marked = [text for text in map(attributed, bank.phrases) if text is not None]
    told, untold = [t for t in marked if t.startswith("[") or "[s: " in t], [t for t in marked if "[s: " not in t]
    words = number = 0
    while words < WORDS:
        attribution = number % 5 == 0
        count = rng.randrange(6, 13)
        chosen = (
            rng.sample(told, count * 2 // 5) + rng.sample(untold, count - count * 2 // 5)
            if attribution
            else rng.sample(bank.phrases, count)
        )
        rng.shuffle(chosen)
        document = page(f"phrases-{number:04}", chosen, Page(bank, rng), attribution=attribution)
        words += sum(len(row.words) for row in document.rows)
        number += 1
        yield document


def page(name: str, phrases: Sequence[str], made: Page, *, attribution: bool) -> Document:
    """One document of the phrases, in paragraphs of a few sentences; now and then under a headline in capitals."""
    rng = made.rng
    headline = not attribution and rng.random() < 0.4 and len(phrases[0]) < 90 and phrases[0].count(".") < 2
    text = ""
    for number, phrase in enumerate(phrases):
        sentence = made.fill(phrase)
        if (
            not attribution
            and number
            and rng.random() < 0.12
            and re.match(rf"(?:The|A|{_OPEN}\w+{_OPEN}[A-Z])", sentence)
        ):
            lowered = sentence if sentence.startswith(_OPEN) else sentence[0].lower() + sentence[1:]
            sentence = f"{_when(rng)} {lowered}"
        if headline and not number:
            sentence = sentence.rstrip(".")
        text += sentence + ("\n" if (headline and not number) or rng.random() < 0.35 else " ")
    text, marks = unmark(text.strip(), name)
    plain, names = _unname(text, marks)
    document = Document(
        id=name, source="made", split="train", rows=list(cut(plain, {"names": names, "attribution": marks}))
    )
    for number, row in enumerate(document.rows):
        row.layers["names"] = complete(row.words, row.layers["names"])
        if not attribution:
            del row.layers["attribution"]
        if headline and not number:
            row.words = [word.upper() for word in row.words]
    return document


def _when(rng: random.Random) -> str:
    day, month, year = rng.randrange(1, 29), rng.choice(_MONTHS), rng.randrange(2009, 2025)
    forms = [
        f"On {rng.choice(_DAYS)}", f"On {day} {month}", f"On {month} {day}, {year},", f"In {month} {year}", f"In {year}",
        "Last month", "Last week", f"Late on {rng.choice(_DAYS)}", f"By {month}", f"On the morning of {day} {month} {year}",
        "Two days later", "Yesterday", f"Since {year}", f"In early {month}", f"On {rng.choice(_DAYS)} night",
    ]  # fmt: skip
    form = rng.choice(forms)
    return form if form.endswith(",") or rng.random() < 0.3 else form + ","


def _unname(text: str, marks: list[tuple[int, int, str]]) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without the marks of names; begin, end and label of each name; `marks` are moved along."""
    plain, names, at = "", [], 0
    moved = {0: 0}
    for match in _NAMED.finditer(text):
        for i in range(at, match.start()):
            moved[i] = len(plain) + i - at
        plain += text[at : match.start()]
        for i in range(match.start(), match.end()):
            moved[i] = len(plain)
        if match[1]:
            names.append((len(plain), len(plain) + len(match[2]), match[1]))
        plain += match[2]
        at = match.end()
    for i in range(at, len(text) + 1):
        moved[i] = len(plain) + i - at
    marks[:] = [(moved[a], moved[b], label) for a, b, label in marks]
    return plain + text[at:], names


def complete(words: list[str], slots: list[Labelled]) -> list[Labelled]:
    """The names of the slots, and what else the sentence holds: times, quantities, nationalities, titles."""
    taken = {i for start, end, _ in slots for i in range(start, end)}
    found = list(slots)
    others = unmarked(words, numbers=True) + _ranks(words, slots) + list(_offices(words, slots))
    for start, end, label in sorted(set(others), key=lambda s: (s[2] == "quantity", s[0] - s[1], s)):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            found.append((start, end, label))
    return sorted(found)


def _ranks(words: list[str], slots: list[Labelled]) -> list[Labelled]:
    """The titles right before the names of persons, "police chief" whole; a brother is no title."""
    found = titles_before(words, slots)
    return [
        (start - (start > 0 and words[start - 1] in _MODIFIERS), end, label)
        for start, end, label in found
        if words[end - 1] not in KIN
    ]


def _offices(words: list[str], slots: list[Labelled]) -> Iterator[Labelled]:
    """The title in an apposition: "Ana Holm, its commander in Varna"."""
    for _, end, label in slots:
        if label == "person" and words[end : end + 1] == [","]:
            for at in range(end + 1, min(end + 5, len(words))):
                if words[at].lower() in TITLES - KIN:
                    start = at - (words[at - 1] in _MODIFIERS)
                    yield start, at + 1, "title"
                    break
                if not words[at].isalpha():
                    break
