"""How alike two words of names sound: one name reaches print in many spellings.

Yusuf, Yousef and Youssef are one name; Hassan and Hussein are two. `sounds` turns a word of any script into classes of
sound, `likeness` weighs the differences, `skeleton` is the coarse key under which candidates are looked for. The classes
follow the romanisations of Arabic in use (ALA-LC, French, English, Somali and newspaper practice); the weights are an
edit distance over sounds in the spirit of Zobel and Dart, "Phonetic String Matching" (SIGIR 1996).
"""

import re
import unicodedata
from functools import cache, lru_cache

from anyascii import anyascii

from .lexicon import rows

SURE = 0.96  # asked of a bare name, which has nothing but its sound to go by
SHORT = 3  # sounds: in so short a word every difference makes another word (Than, Thein)
CACHE = 1 << 16  # words and pairs of words remembered: enough for a component, little memory
ALIKE = 0.85  # two words at least this alike are one word in two spellings: found on the pairs of tests/resolve

# Letters of Arabic and Persian script; short vowels are not written, so such a word is compared by its consonants.
_ARABIC = str.maketrans({
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ء": "", "ئ": "y", "ؤ": "w", "ى": "a", "ة": "a", "ب": "b", "پ": "p", "ت": "t",
    "ث": "th", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "ژ": "zh", "س": "s",
    "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ک": "k",
    "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ی": "y", "ـ": "",
})  # fmt: skip
_IS_ARABIC = re.compile(r"[\u0600-\u06ff]")
_SILENT = re.compile("['’‘ʿʾʻʼ`´′\u0610-\u061a\u064b-\u065f]")

# Sounds, the longer spelling first. Capitals stand for sounds that are spelled with several letters.
_SOUNDS = (
    ("tch", "C"), ("sch", "S"), ("tsch", "C"), ("dj", "j"), ("kh", "X"), ("gh", "G"), ("dh", "D"), ("th", "T"), ("sh", "S"),
    ("ch", "S"), ("ck", "k"), ("ph", "f"), ("qu", "k"), ("zh", "j"), ("ts", "z"), ("tz", "z"), ("aye", "E"), ("aï", "E"),
    ("ay", "E"), ("ai", "E"), ("ei", "E"), ("ey", "E"), ("aw", "O"), ("au", "O"), ("ow", "O"), ("oou", "u"), ("ou", "u"), ("oo", "u"),
    ("ee", "i"), ("ie", "i"), ("oe", "o"), ("aa", "a"), ("x", "ks"),
)  # fmt: skip
_VOWELS = frozenset("aeiouEO")
_KEY = str.maketrans({
    "q": "k", "G": "g", "j": "g", "X": "k", "D": "s", "T": "s", "z": "s", "v": "w", "C": "S",
})  # fmt: skip

_NEAR: dict[frozenset[str], float] = {
    frozenset(pair): cost
    for cost, pairs in {
        0.05: "ou ei Ee qk Ei Oo",
        0.1: "ea Ou gG gj gq Gj uw iy vw XS CS Gq Ea",
        0.15: "Dz Dd Tt Ts Dj sz SC hX kX DT kg",
        0.3: "ai oa Oa eo bp td fv fw zj yj wO",
        0.45: "iu eu oi au",
    }.items()
    for pair in pairs.split()
}
_DROP = {"h": 0.25, "y": 0.4, "w": 0.6, **dict.fromkeys(_VOWELS, 0.3)}


@cache
def _usual() -> dict[str, str]:
    """Spelling -> the usual spelling of that name."""
    return {s: row[0] for row in rows("name_spelling.tsv", 2) for s in (row[0], *row[1].split())}


def _known(word: str) -> str | None:
    """The usual spelling, where the word is in the table."""
    return _usual().get(latin(word))


def latin(word: str) -> str:
    """The word in Latin letters, lower case, without accents, apostrophes and vowel signs."""
    word = _SILENT.sub("", word)
    if _IS_ARABIC.search(word):
        word = word.translate(_ARABIC)
    word = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    return word if word.isascii() else anyascii(word).lower()


@lru_cache(maxsize=CACHE)
def sounds(word: str) -> str:
    """The word as a string of sounds: one character each, doubled letters once."""
    word = latin(word)
    word = _usual().get(word, word)
    word = re.sub(r"c(?=[eiy])", "s", word)
    word = re.sub(r"qu(?=[ei])", "k", word)
    for spelled, sound in _SOUNDS:
        word = word.replace(spelled, sound)
    word = re.sub(r"(?<=[^aeiouEO])y(?![aeiouEO])|y$", "i", word.replace("c", "k"))
    word = re.sub(r"(.)\1+", r"\1", "".join(c for c in word if c.isalnum()))
    return re.sub(r"(?<=[aeiouEO])h$", "", word) or word


@lru_cache(maxsize=CACHE)
def skeleton(word: str) -> str:
    """The coarse key of a word: its consonants in broad classes, an initial vowel as "a". Spellings of one name share it."""
    heard = sounds(word).translate(_KEY)
    first = "a" if heard[:1] in _VOWELS else heard[:1]
    return first + "".join(c for c in heard[1:] if c not in _VOWELS and c not in "yw")


@lru_cache(maxsize=CACHE)
def likeness(left: str, right: str) -> float:
    """How alike two words sound: 1 for two spellings of one name that differ in nothing heard, towards 0 otherwise.

    Symmetric. The distance is divided by the length of the shorter word, so that a difference weighs more in a short one.
    """
    a, b = sounds(left), sounds(right)
    if a == b:
        return 1.0
    if _known(left) != _known(right) and None not in (_known(left), _known(right)):
        return 0.5  # Hassan and Hussein: near in sound, and two names
    if _IS_ARABIC.search(left) or _IS_ARABIC.search(right):
        return 0.95 if _bones(a) == _bones(b) else 0.0
    cost = _distance(min(a, b), max(a, b))
    short = min(len(a), len(b))
    return max(0.0, 1 - cost / (max(2.0, short * 0.6) if short > SHORT else 0.6))


def alike(left: str, right: str) -> bool:
    """Are the two words spellings of one name?"""
    return likeness(left, right) >= ALIKE


def _bones(heard: str) -> str:
    return re.sub(r"(.)\1+", r"\1", "".join(c for c in heard.translate(_KEY) if c not in _VOWELS and c not in "hyw"))


def _change(a: str, b: str) -> float:
    if a == b:
        return 0.0
    near = _NEAR.get(frozenset((a, b)))
    if near is not None:
        return near
    return 0.6 if a in _VOWELS and b in _VOWELS else 1.0


def _distance(a: str, b: str) -> float:
    """Weighted edit distance over sounds; two neighbours that changed places count once."""
    before: list[float] = []
    row = [0.0]
    for sound in b:
        row.append(row[-1] + _DROP.get(sound, 1.0))
    tail = {"i": 0.7, "u": 0.5}  # a final vowel may make another word: Sham, Shami; Mali, Mal
    for i, left in enumerate(a, 1):
        last, row, older = row, [row[0] + _DROP.get(left, 1.0)], before
        for j, right in enumerate(b, 1):
            drop_left = tail.get(left, _DROP.get(left, 1.0)) if i == len(a) else _DROP.get(left, 1.0)
            drop_right = tail.get(right, _DROP.get(right, 1.0)) if j == len(b) else _DROP.get(right, 1.0)
            best = min(last[j - 1] + _change(left, right), last[j] + drop_left, row[j - 1] + drop_right)
            if older and j > 1 and left == b[j - 2] and a[i - 2] == right:
                best = min(best, older[j - 2] + 0.8)
            row.append(best)
        before = last
    return row[-1]
