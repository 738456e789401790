"""What kind of name words are, and where in a marked phrase the name is, by the words alone: lists and simple rules.

Corpora mark whole phrases, each by its own lights. These rules make of them what a tagger of names is to learn: the name
without article, title and what follows it; persons, groups, organizations, places, assets apart; nationalities, times
and quantities where a corpus does not mark them.
"""

import re

from reportedly.lang.dates import find_times
from reportedly.lang.lexicon import demonyms, fold, group_names, name_key, place_names
from reportedly.when import ANY

__all__ = [
    "GENERIC", "TIMES", "TITLES", "Labelled", "counted", "head_noun", "is_number", "name_in", "name_kind", "national", "outermost", "time_named",
    "titles_before", "unmarked", "word_set",
]  # fmt: skip

Labelled = tuple[int, int, str]
"""Words `start` to `end` of a sentence, and a label."""


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = word_set(
    "president vice-president premier chancellor minister secretary senator congressman congresswoman representative "
    "governor mayor ambassador chairman chairwoman chair chief director speaker judge justice prosecutor king queen "
    "prince princess emperor empress tsar tsarevna tsarina czar pope bishop archbishop cardinal dean reverend rev. "
    "rev father fr. sister brother sheikh imam ayatollah mullah rabbi lord lady sir dame baron baroness count "
    "countess duke duchess earl marquis madam madame monsieur mister mr mr. mrs mrs. ms ms. miss dr dr. doctor "
    "professor prof. prof general gen. gen colonel col. col major maj. captain capt. lieutenant lt. sergeant sgt. "
    "corporal private admiral adm. marshal commander brigadier inspector officer commissioner spokesman spokeswoman "
    "spokesperson ceo cfo cto sultan emir caliph shah khan congressmember councillor congressmen senators "
    "administrator"
)
_FORCES = word_set(
    "army armies navy militia militias guard guards marines forces force brigade brigades battalion regiment division "
    "legion police troops party parties front movement resistance rebels guerrillas taliban hamas hezbollah "
    "isis ira eta plo confederates confederacy gestapo wehrmacht ss luftwaffe republicans democrats nazis"
)
_BUILT = word_set(
    "museum bridge airport hospital tower palace castle prison jail base building church cathedral mosque temple "
    "stadium hotel station theatre theater gallery library monument memorial chapel abbey monastery arena hall house "
    "mansion fort fortress hq headquarters lighthouse dam tunnel cafe café restaurant pub basilica synagogue dome "
    "shrine camp barracks terminal port harbour reactor plant pier observatory aquarium mill factory"
)
_BUILT_FIRST = word_set("building terminal hotel museum château palace stadium café cathedral mosque")
_BUILT_OBJECTS = word_set(
    "ship boat submarine aircraft plane jet helicopter shuttle spacecraft probe rover satellite missile rocket rifle "
    "tank gun uss hms hmc humvee humvees boeing airbus titanic apollo rosetta philae voyager hubble telescope skylab "
    "stardust freewinds enterprise galileo"
)
TIMES = word_set(
    "seconds minute minutes hour hours day days night nights week weeks weekend weekends month months year years "
    "decade decades century centuries millennium millennia today yesterday tomorrow tonight morning mornings "
    "afternoon evening noon midnight spring summer autumn fall winter season quarter semester era easter christmas "
    "thanksgiving ramadan eve bc ad bce ce a.m. p.m. am pm o'clock now"
)
_VAGUE = word_set(
    "day days night nights week weeks weekend weekends month months year years decade decades century centuries hour "
    "hours minute minutes seconds morning mornings afternoon evening season era fall quarter semester eve now"
)
_BEFORE_TIMES = word_set("the a an for to at in on since about around over until till by from during")
_AFTER_TIMES = word_set("of in at on for with from to without between among before after")
_DATE = re.compile(
    r"\d{4}s?$|\d{1,2}:\d\d$|\d{1,2}(?:st|nd|rd|th)$|[’']\d0s$|\d\d?/\d\d?|(?:mid|late|early)-"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\.?$"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)$"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?$"
)
GENERIC = word_set(
    "nation nations republic state states government court country city church administration board committee "
    "department downtown world east west north south university college school district council ministry parliament "
    "internet sir chapter section congressmen senators lords union federation commonwealth northeast northwest "
    "southeast southwest"
)
_PEOPLES = word_set(
    "Olmec Maya Moriori Maori Māori Aztec Aztecs Inca Incas Mexica Toltec Zapotec Cherokee Comanche Apache Viking "
    "Vikings Roman Romans Greeks Celts Ottoman Ottomans"
)
_BELIEVERS = word_set(
    "Jew Protestant Protestants Catholics Hindus Buddhists Orthodox Mormon Mormons Shias Kurdish Kurds Kurd"
)
_PLAIN = word_set("US U.S. Northern Southern Eastern Western Latin")
_WITHIN = word_set("of the and for de du la le von van - – & 's ’s al bin '")
_CALLED_BY = TITLES | word_set(
    "aunt aunts uncle old poor young little dear cousin master squire widow don monsieur m. mme mlle herr frau "
    "mademoiselle deacon parson vicar friar"
)
_NUMBER = re.compile(
    r"\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|hundred|thousand|million|billion",
    re.IGNORECASE,
)
_OFFICES = word_set("ceo judge president minister secretary chairman justice")
_AFTER_HEAD = word_set(
    "of in on at with from to by for who whom whose which that where when and or , ; -- – ( : as than like upon "
    "within about near beyond without into after before under over between among called named , so"
)


def name_kind(kind: str, texts: list[str], page: str = "") -> str | None:
    """Our kind of a name of GUM's `kind` (with the Wikipedia page it links to); None for what we do not look for."""
    name, lower = " ".join(texts), [t.lower() for t in texts]
    if len(lower) == 1 and lower[0] in GENERIC:
        return None
    known = group_names().get(name_key(name))
    if kind == "organization" or (known and kind not in ("place", "person")):
        if kind == "organization" and fold(name) in place_names() and not known:
            return "place"  # a country that plays or acts
        about = re.split(r"[_ ]", page.lower().partition("(")[0].strip("_"))
        armed = (known is not None and known.sort in ("armed", "party")) or not _FORCES.isdisjoint(lower + about[-1:])
        return "group" if armed else "organization"
    if kind == "place":
        sort = lower[lower.index("of") - 1] if "of" in lower[1:] else lower[-1]
        built = sort in _BUILT and (sort == lower[-1] or sort not in ("port", "camp", "house", "plant"))
        return "asset" if len(lower) > 1 and (built or lower[0] in _BUILT_FIRST) else "place"
    if kind == "object":
        return "asset" if _BUILT_OBJECTS.intersection(lower) or lower[-1] in _BUILT else None
    return "person" if kind == "person" else None


def national(text: str) -> bool:
    """Is the word one of a nation, a people, a religion ("Danish", "Danes", "Jews"), by our lists alone?"""
    return (text in demonyms() and text not in _PLAIN) or text in _BELIEVERS or text in _PEOPLES


def time_named(texts: list[str], start: int, end: int) -> Labelled | None:
    """The span without its article, if it names a time that could be looked up: not "the day", not "an hour"."""
    while start < end and texts[start].lower() in _BEFORE_TIMES:
        start += 1
    timely = [t.lower() in TIMES or bool(_DATE.match(t)) for t in texts[:end]]
    ends = (i for i in range(start + 1, end) if texts[i].lower() in _AFTER_TIMES and not any(timely[i:end]))
    end = next(ends, end)  # "an era of modern standards", "the years in France"
    inside = [t.lower() for t in texts[start:end]]
    if not inside or len(inside) > 8 or inside[0] == "good" or (len(inside) == 1 and inside[0] in _VAGUE):
        return None
    return (start, end, "time") if any(timely[start:end]) else None


def outermost(found: list[Labelled]) -> list[Labelled]:
    """Of spans that overlap the longest; of equals a time before a quantity, then the order of the alphabet."""
    taken: set[int] = set()
    kept = []
    for start, end, label in sorted(set(found), key=lambda s: (s[2] == "quantity", s[0] - s[1], s)):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end, label))
    return sorted(kept)


def _name(words: list[str], start: int, end: int) -> tuple[int, int]:
    """The name in a marked phrase: from its first capital to its last, without article and what a comma parts off."""
    while start < end and not words[start][:1].isupper():
        start += 1
    while start + 1 < end and words[start].lower() in ("the", "a", "an", "our", "his", "her", "their", "my", "this"):
        start += 1
    stop = last = start
    while stop < end and (words[stop][:1].isupper() or words[stop].isdigit() or words[stop].lower() in _WITHIN):
        if words[stop].lower() not in _WITHIN or words[stop][:1].isupper():
            last = stop + 1
        stop += 1
    return start, last


def _person(words: list[str], start: int, end: int) -> list[Labelled]:
    """The titles and the name proper of a person's name; a title alone is nobody's name."""
    first = start
    while start < end and words[start].lower() in ("the", "this", "that"):
        start += 1
    first = start
    while start < end and words[start].lower() in _CALLED_BY:
        start += 1
    found: list[Labelled] = []
    start = max([start, *(i + 1 for i in range(start, end) if words[i].lower() in _OFFICES)])
    titled = [i for i in range(first, start) if words[i].lower() in TITLES]
    if start < end and words[start] == "of":  # "the Duke of Richmond" is a name, having no other
        return [(first, _name(words, first, end)[1], "person")]
    name, stop = _name(words, start, end)
    stop = next((i for i in range(name, stop) if words[i] in ("of", "the", "and", "'s", "’s") and i > name), stop)
    if name < stop:
        found.append((name, stop, "person"))
        if titled:
            found.append((titled[0], titled[-1] + 1, "title"))
    return found


def counted(words: list[str], at: int) -> int:
    """The end of what the number before `at` counts, a plural near by; 0 if there is none."""
    for i in range(at, min(at + 3, len(words))):
        word = words[i]
        if word in ("men", "women", "people", "children", "feet", "percent", "%") or (
            word.islower() and word[-1] == "s" and len(word) > 3 and word[-2:] != "ss"
        ):
            return 0 if time_named(words, at - 1, i + 1) else i + 1
        if (
            not word.isalpha()
            or not word.islower()
            or word in _AFTER_HEAD
            or (len(word) < 4 and not _NUMBER.fullmatch(word))
        ):
            return 0
    return 0


def unmarked(words: list[str], *, numbers: bool) -> list[Labelled]:
    """What a corpus does not mark and a list of words finds: nationalities, and (if asked) times and quantities."""
    found: list[Labelled] = [(i, i + 1, "nationality") for i, word in enumerate(words) if national(word)]
    if numbers:
        ends = [(i, counted(words, i + 1)) for i, word in enumerate(words) if _NUMBER.fullmatch(word)]
        found += [(i, end, "quantity") for i, end in ends if end]
        starts, text = [], ""
        for word in words:
            starts.append(len(text))
            text += word + " "
        for time in find_times(text, 0, len(text), ANY):
            inside = [i for i, at in enumerate(starts) if time.span.start <= at < time.span.end]
            named = time_named(words, inside[0], inside[-1] + 1) if inside else None
            found += [named] if named else []
    return found


def name_in(words: list[str], start: int, end: int, kind: str) -> list[Labelled]:
    """The name in a phrase of LitBank or MEANTIME."""
    if kind == "PER":
        return _person(words, start, end)
    start, end = _name(words, start, end)
    texts = words[start:end]
    if not texts or (len(texts) == 1 and national(texts[0])):
        return []
    if kind in ("FAC", "VEH") and texts[-1].lower() not in (
        "street",
        "lane",
        "road",
        "square",
        "avenue",
        "park",
        "place",
        "hill",
    ):
        return [(start, end, "asset")]
    body = kind == "ORG" or texts[-1].lower() in ("government", "commission", "council", "parliament")
    label = name_kind("organization" if body else "place", texts)
    return [(start, end, label)] if label else []


def head_noun(words: list[str], start: int, end: int, *, named: bool) -> int:
    """The head of a phrase without its tree: the last word before a preposition or a comma; a person's first name."""
    if named:
        spans = [s for s in _person(words, start, end) if s[2] == "person"]
        if spans:
            return spans[0][0]
    stop = next((i for i in range(start + 1, end) if words[i].lower() in _AFTER_HEAD), end)
    while stop - 1 > start and words[stop - 1] in ("'s", "’s", "'", "’", "_", '"', "”", "”"):
        stop -= 1
    return stop - 1


def titles_before(words: list[str], spans: list[Labelled]) -> list[Labelled]:
    """The titles right before the names of persons."""
    found: list[Labelled] = []
    for begin, _, label in spans:
        start = begin
        while (
            label == "person" and start and words[start - 1].lower() in TITLES | _OFFICES | {"vice", "prime", "deputy"}
        ):
            start -= 1
        found += [(start, begin, "title")] if start < begin else []
    return found


def is_number(word: str) -> bool:
    return _NUMBER.fullmatch(word) is not None
