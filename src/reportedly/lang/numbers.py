"""Numbers as reports write them, by the table of the annotation guide."""

import re
from dataclasses import dataclass

from ..model import Quantity, Span

SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

# "tens of thousands": the plural word alone, and how far it reaches (the guide's table)
_PLURALS = {
    "scores": (40, None), "dozens": (24, None), "hundreds": (200, 999), "thousands": (2_000, 9_999),
    "millions": (2_000_000, None),
}  # fmt: skip
_VAGUE = {"a few": (2, 9), "several": (2, 9), "a couple of": (2, 2), "a couple": (2, 2), "some": (1, 1), "many": (2, 9)}

_WORD = "(?:" + "|".join([*SMALL, *TENS]) + ")"
_SCALE = "(?:" + "|".join(SCALES) + ")"
_WORDS = rf"{_WORD}(?:[\s-](?:and\s)?(?:{_WORD}|{_SCALE}))*|a\s{_SCALE}(?!\w)|{_SCALE}"
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?!\d)|\d+(?:\.\d+)?"
ONE = rf"(?:(?:{_DIGITS})(?:\s(?:hundred|thousand|million|billion))?|{_WORDS})"
"""One number in digits or words, as a piece of a pattern."""

_LOW = r"at\sleast|no\s(?:fewer|less)\sthan|a\sminimum\sof|not\sless\sthan|upwards\sof"
_ABOVE = r"more\sthan|over|above|in\sexcess\sof|greater\sthan"
_HIGH = r"up\sto|at\smost|no\smore\sthan|not\smore\sthan|as\smany\sas|a\smaximum\sof"
_BELOW = r"fewer\sthan|less\sthan|under|below"
_ABOUT = r"about|around|approximately|some|nearly|almost|roughly|an\sestimated|estimated|close\sto|circa|just\s(?:over|under)|only|exactly"
_SHAPE = re.compile(
    rf"""(?<![\w.,/:$€£#@'’-])
    (?:(?:(?P<low>{_LOW})|(?P<above>{_ABOVE})|(?P<high>{_HIGH})|(?P<below>{_BELOW})|(?P<about>{_ABOUT}))\s)*
    (?:(?P<half>half\sa\sdozen)
      |(?P<many>tens|scores|dozens|hundreds|thousands|millions)(?:\sof\s(?P<of>hundreds|thousands|millions))?(?!\w)
      |(?P<vague>a\sfew|several|a\scouple\sof|a\scouple|many)\s(?P<vaguely>dozen|hundred|thousand|million)(?!\w)
      |(?P<few>a\sfew|several|a\scouple\sof|a\scouple)(?=\s[a-z])
      |(?P<dozen>(?:a|one|two|three|four|five|six)\s)dozen(?!\w)
      |(?P<score>a\sscore)(?=\sof)
      |(?:(?P<between>between\s)|from\s)?(?P<from>{ONE})(?:(?<=\d)\s?[-–—]\s?(?=\d)|\s(?:to|or)\s|(?(between)\sand\s|(?!)))(?P<to>{ONE})(?!\w)
      |(?P<one>{ONE})(?![\w])
    )
    (?P<more>\s(?:or\smore|upwards|at\sleast))?""",
    re.IGNORECASE | re.VERBOSE,
)

# what follows tells a count from a year, an age, a time of day, an ordinal, a unit's name or a measure
_NO_COUNT = re.compile(
    r"(?:st|nd|rd|th)\b|[-\s]*(?:years?|yrs?)[-\s]old|[-\s]year|\s?(?:a\.?m\b|p\.?m\b|o['’]clock|hours?\b|hrs\b|GMT|local time)"
    r"|\s?(?:%|per\s?cent|percent)|[:/]\d|\.\d|-(?:year|day|month|week|hour|mile|km|man|kilometer|kilometre|minute|point|strong)"
    r"|\s?(?:km|kms|kilomet\w+|mi|miles?|met(?:er|re)s?|m|kg|tons?|tonnes|days?|weeks?|months?|years?|minutes?|seconds?"
    r"|decades?|centur\w+|nights?|times?|dollars?|euros?|mm|pounds|am|pm)\b"
    r"|(?:st|nd|rd|th)?\s(?:of\s)?(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b",
    re.IGNORECASE,
)
_NO_COUNT_BEFORE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec)\.?\s$|\b(?:aged?|No|Resolution|Unit|Division|Brigade|Battalion|Article|Page|Chapter|Route|Highway"
    r"|Phase|Camp|Type|Mark|Su|MiG|Mi|F|AK|M|T|RPG|PK|DShK|BM)\.?[\s-]$",
    re.IGNORECASE,
)
_PLAIN_YEAR = re.compile(r"(?:19|20)\d\d")
_PEOPLE = re.compile(
    r"\s(?:\w+\s){0,2}(?:people|men|women|children|soldiers|fighters|militants|civilians|members|troops|policemen|officers"
    r"|families|persons|insurgents|rebels|recruits|combatants|followers|prisoners|others|casualties|villagers|gunmen)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberExpression:
    """A stretch of text that counts something: "at least 11", "nearly 8,000", "scores", "three"."""

    span: Span
    quantity: Quantity


def whole(words: str) -> int | None:
    """The whole number that digits or words name: "1,000", "4.5 thousand", "two hundred and six"; None for no number."""
    text = words.strip().lower().replace("\u00a0", " ").replace("\u202f", " ")
    digits = re.fullmatch(r"(\d[\d, ]*(?:\.\d+)?)(?:\s(hundred|thousand|million|billion))?", text)
    if digits:
        amount = float(re.sub(r"[, ]", "", digits[1])) * SCALES.get(digits[2] or "", 1)
        return int(amount) if amount == int(amount) else None
    total = current = 0
    for word in re.split(r"[\s-]+", text):
        if word in ("a", "an"):
            current = 1
        elif word in SMALL or word in TENS:
            current += SMALL.get(word, 0) + TENS.get(word, 0)
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in SCALES:
            total, current = total + (current or 1) * SCALES[word], 0
        elif word != "and":
            return None
    return total + current


def find_numbers(text: str, start: int, end: int) -> tuple[NumberExpression, ...]:
    """Counts in `text[start:end]`; not years, dates, ages, times of day, ordinals or names of units ("3rd Battalion").

    "at least 11" low 11, high None; "nearly/about 8,000" 8000 to 8000; "scores" low 40; "dozens" low 24; "hundreds" 200
    to 999; "a few thousand" 2000 to 9999; "5-7" 5 to 7; "more than 40" low 40; "fewer than 50" high 50; "up to 200" high 200.
    """
    found: list[NumberExpression] = []
    for match in _SHAPE.finditer(text, start, end):
        if _counts(text, match):
            quantity = _quantity(match)
            if quantity is not None:
                found.append(NumberExpression(span=Span(match.start(), match.end()), quantity=quantity))
    return tuple(found)


def _counts(text: str, match: re.Match[str]) -> bool:
    """Does the number count things, by the words around it?"""
    after = text[match.end() : match.end() + 40]
    before = text[max(0, match.start() - 12) : match.start()]
    if _NO_COUNT.match(after) or _NO_COUNT_BEFORE.search(before):
        return False
    plain = match["one"] or match["to"] or ""
    if _PLAIN_YEAR.fullmatch(plain):
        return bool(_PEOPLE.match(after))
    # "one of them", "no one", "the one": a pronoun, not a count of things
    return not (plain.lower() == "one" and not re.match(r"\s[a-z]+", after)) and not (
        plain.lower() == "one" and re.match(r"\s(?:of|another|who|that|which|day|thing)\b", after)
    )


def _quantity(match: re.Match[str]) -> Quantity | None:
    bounds = _bounds(match)
    if bounds is None:
        return None
    low, high = bounds
    # "More than 40" is kept as 40: a report rounds, and 41 is a number that nobody said.
    if match["above"] or match["low"] or match["more"]:
        return Quantity(low=low, high=None)
    if match["below"] or match["high"]:
        return Quantity(low=None, high=high)
    return Quantity(low=low, high=high)


def _bounds(match: re.Match[str]) -> tuple[int, int | None] | None:  # noqa: PLR0911  # one return for each kind of phrase
    """Lowest and highest count, before words like "at least" are heard."""
    fixed = {"half": (6, 6), "score": (20, 20)}
    for group, pair in fixed.items():
        if match[group]:
            return pair
    if match["dozen"]:
        count = 12 * (whole(match["dozen"]) or 1)
        return count, count
    if match["few"]:
        return _VAGUE[" ".join(match["few"].lower().split())]
    if match["vague"]:
        scale = {"dozen": 12, **SCALES}[match["vaguely"].lower()]
        low, high = _VAGUE[" ".join(match["vague"].lower().split())]
        return (low * scale, None) if scale == 12 else (low * scale, high * scale + scale - 1)
    if match["many"]:
        return _plural(match["many"].lower(), (match["of"] or "").lower())
    if match["from"]:
        return _range(match["from"], match["to"])
    number = whole(match["one"])
    return None if number is None else (number, number)


def _plural(many: str, of: str) -> tuple[int, int | None] | None:
    if not of:
        return _PLURALS.get(many)
    scale = {"hundreds": 100, "thousands": 1_000, "millions": 1_000_000}[of]
    times = {"tens": (20, 99), "scores": (40, None), "dozens": (24, None), "hundreds": (200, 999)}.get(many)
    if times is None:
        return None
    low, high = times
    return low * scale, None if high is None else high * scale + scale - 1


def _range(first: str, second: str) -> tuple[int, int] | None:
    low, high = whole(first), whole(second)
    if low is None or high is None:
        return None
    scale = re.search(r"(hundred|thousand|million|billion)$", second.lower())
    if scale and not first.lower().endswith(scale[1]) and low * SCALES[scale[1]] <= high:
        low *= SCALES[scale[1]]  # "two to three thousand"
    return (low, high) if low <= high else None
