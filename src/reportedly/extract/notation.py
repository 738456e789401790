"""The notation of the patterns: what a piece of it matches in a written-out sentence, and what a line needs for it.

{S:pg}   the role S, filled by a person or a group; a list ("A, B and C") fills it several times
{S!:pg}  the same, where a name stands; no description, no pronoun
{O^:g}   the same, where no title and no branch follows: "swore allegiance to the Emirate's leader X" is to X
{S~:pg}  the same, as the subject of what follows: prepositional phrases, an apposition or a clause between commas,
         auxiliaries and adverbs may stand between it and the verb
{S*:p}   the same, where an age, brackets or another name may stand behind it: "X (46), also known as Y"
{L:pg}   a list of two or more: each pair of them fills subject and object ("A, B and C signed a truce")
<pledge> one of the words of that class in `data/classes.tsv`
<mods>*  up to four of them
~        up to four words that are no mention and end no clause;  ~~ up to eight, mentions among them;
         ~~~ up to fourteen, no person or group among them
!p       no person follows;  !be  no passive: no form of "to be" stands before
«...»    the trigger: the words that carry the predicate
[text:<title>]  words kept for the value
"""

import re
from functools import cache

from ..lang.lexicon import rows

# Ranks and forms of address stand before a person's name and change nothing.
_RANK = (
    r"(?:(?:the |late )?(?:sheikh|sheik|shaykh|mullah|maulana|mufti|imam|dr|mr|mrs|ms|prof|professor|lt|gen|col|maj|capt|sgt|cpl|"
    r"spc|brig|adm|cmdr|staff|petty|first|second|sir|lord|lady|general|colonel|major|captain|lieutenant|brigadier|admiral|"
    r"commodore|commander|sergeant|officer|marshal|father|bishop|comandante|don|hajji|haji|ustad|ustaz|emir|amir|president|"
    r"chief|command|senior|master|army|navy|marine|air|force|corps|retired|a|certain|named|called|one|comrade|alias|monsignor|noble|brother|the|excellency|ustadz|cheikh|so-called|imam) (?:\. )?){0,4}"
)
_NOT_PASSIVE = "".join(f"(?<!{be} )" for be in ("is", "are", "was", "were", "be", "been", "being", "gets", "got"))
# What may stand beside a name before the phrase that tells who that is: an age, brackets, another name, a time.
_ASIDE = (
    r"(?:(?:, )?\( [^()]{1,80} \) )?(?:, \d\d (?:years old )?)?"
    r"(?:, (?:alias|aka|a\.k\.a\.|called|nicknamed|also known as|also called|known as|better known as) [^,;:()]{1,60}(?=, ))?"
)
_HEAD = (
    r"(?:(?:militia|militias|fighters|rebels|militants|forces|movement|group|leaders|hunters) )?(?:\( [^()]{1,40} \) )?"
)
_ANY_MENTION = r"@[pgla][ndo]\d+ "
_POSSESSIVE = r"@[pgl]o\d+ 's "  # "his", "its", "their"
_WORD = rf"(?:{_POSSESSIVE}|[^@\s,;:.()]\S* )"
_LOOSE = r"(?:[^\s;:()]\S* )"
# A second verb of the same subject: "ISIS advanced in Iraq, taking over ..."; not behind a verb of saying.
_CONJOINED = (
    r"(?:(?!(?:said|says|told|added|adds|tells|claims|claimed|alleges|believes) )"
    r"(?:has |have |had |is |was |are |were )?(?:\w+ed|\w+es|went|took|left|came|fled|sent|gave|met|fought|swore|held|became|led|made|"
    r"won|lost|broke|continues|began|set|put|ran|quit|quits|breaks|joins|been|now|also) "
    r"(?:(?!(?:said|says|told|that|who|which|when|where|whose|if|because|as|while|whom|reported) )[^\s;:()]+ ){1,16}?"
    r"(?:, and |and |, but |, |before |then |after |by ))?"
)
_BETWEEN = (
    r"(?:'s |' |\) )?(?:(?:rebel|militant|opposition|government|regime|security|armed|coalition|own) )?"
    r"(?:(?:fighters|rebels|militants|forces|troops|men|members|soldiers|gunmen|leaders|commanders|insurgents|jihadists|"
    r"officials|leadership|supporters|followers|units|cells|terrorists|militiamen|militia|group|movement|chief|leader) )?"
    r"(?:(?:of|in|from|near|at|on|with|for|inside|outside|across|around|'s|based|including) "
    rf"(?:{_WORD}{{0,3}}{_ANY_MENTION}|{_WORD}{{1,3}}?)){{0,3}}"
    r"(?:, (?:[^,;:()\s]+ ){1,24}(?:\( [^()]{1,60} \) )?, |\( [^()]{1,80} \) |[-–—] (?:[^–—;:\s]+ ){1,20}[–—-] )?"
    r"(?:, (?:[^,;:()\s]+ ){1,14}, )?"
    r"(?:(?:, )?(?:who |which |that ))?"
    + _CONJOINED
    + r"(?:, (?=(?:believed|said|thought|allegedly|reportedly|once|formerly|now|then|also|apparently|known|suspected|long|led|held|\w+ed) ))?"
    r"(?:(?:has|have|had|denied|denies|suspected|alleged|is|are|was|were|be|been|being|also|recently|now|then|later|just|already|still|since|have|once|"
    r"first|formally|publicly|reportedly|allegedly|apparently|said|believed|thought|understood|reported|known|(?<!\d )to|did|does|do|not|"
    r"never|n't|no|longer|openly|officially|immediately|finally|jointly|together|both|all|itself|himself|themselves|"
    r"may|might|could|would|will|should|can|cannot|earlier|subsequently|eventually|soon|long|only|likely|today|yesterday|"
    r"continues|continue|continued|continuing|committed|working|ready|able|unable|began|begun|started|helped|trying|tried|"
    r"decided|agreed|chose|vowed|promised|managed|refused|declined|announced|having|\w+ly) ){0,6}"
)


_AFTER = {"~": _BETWEEN, "*": _ASIDE}


@cache
def _classes() -> dict[str, str]:
    return {name: "(?:" + words.replace(" | ", "|") + ")" for name, words in rows("classes.tsv", 2)}


def entries(name: str) -> list[str]:
    """The entries of a class; of a row "(?:words before ){0,3}(?:heads)" the heads."""
    row = next(words for known, words in rows("classes.tsv", 2) if known == name)
    grouped = re.search(r"\{0,\d\}\(\?:((?:[^()]|\(\?:[^()]*\))*)\)$", row)
    return re.split(r"\s*\|\s*(?![^(]*\))", grouped[1] if grouped else row)


@cache
def compile_pattern(notation: str) -> re.Pattern[str]:
    """The regular expression of one pattern in the notation above."""
    return re.compile(r"(?:(?<=\s)|^)" + "".join(_piece(word) for word in notation.split()))


_SIGNS = {
    "~": f"{_WORD}{{0,4}}?",
    "~~": f"{_LOOSE}{{0,8}}?",
    "~~~": f"(?:(?!@[pg]){_LOOSE}){{0,14}}?",
    "!p": "(?!(?:, )?@p)",
    "!be": _NOT_PASSIVE,
}


def _piece(word: str) -> str:
    if word in _SIGNS:
        return _SIGNS[word]
    if word.startswith("«") or word.endswith("»"):
        opening, closing = ("(?P<trigger>" if word.startswith("«") else ""), (")" if word.endswith("»") else "")
        return opening + _piece(word.strip("«»")) + closing
    if word.endswith("*"):
        return f"(?:{_words(word[:-1])}){{0,4}}"
    optional = "?" if word.endswith("?") else ""
    core = word.removesuffix("?")
    role = re.fullmatch(r"\{([A-Z])([~!^*]?):([pgla]+)\}", core)
    if role:
        return _role(*role.groups()) if not optional else f"(?:{_role(*role.groups())})?"
    kept = re.fullmatch(r"\[(\w+):(.+)\]", core)
    return (f"(?P<{kept[1]}>{_words(kept[2])})" if kept else f"(?:{_words(core)})") + optional


def _role(name: str, mark: str, kinds: str) -> str:
    forms = "n" if mark == "!" else "ndo"
    filled = f"(?P<{name}>{'|'.join(_list_of(kind, forms, several=name == 'L') for kind in kinds)})"
    if mark == "^":
        filled += r"(?!'s |(?:\w+ )?(?:leader|leaders|chief|commander|emir|amir|head|boss|spokes\w+|president|founder|caliph|king|officials?|minister|deputy|affiliate|branch|offshoot|franchise|faction|cell|supporters?) )"
    return filled + _AFTER.get(mark, "")


def _list_of(kind: str, forms: str, *, several: bool = False) -> str:
    """One mention of a kind, or several of that same kind: "A, B and C". A comma alone makes an apposition, no list."""
    one = rf"(?:the |both )?@{kind}[{forms}]\d+ "
    rank = _RANK if kind == "p" else ""
    one_more = one + _HEAD if several else one
    more = f"(?:(?:, {one_more}){{0,6}}(?:, )?(?:and|or|as well as|along with) {one_more})"
    return f"{rank}{one_more}{more}" if several else f"{rank}{one}{more}?"


def _words(notation: str) -> str:
    """`a|b_c|<class>`: alternatives; an underscore stands for the blank between two words."""
    made = []
    for alternative in re.split(r"\|(?![^\[]*\])", notation):
        words = alternative.split("_")
        made.append("".join(_word(w) + " " for w in words))
    return "(?:" + "|".join(made) + ")"


def _word(word: str) -> str:
    if re.fullmatch(r"<\w+>", word):
        return _classes()[word[1:-1]]
    return re.escape(word) if re.fullmatch(r"\W", word) else word


def needs(notation: str) -> tuple[frozenset[str], ...]:
    """What every match has: one word of each piece of the pattern that may not be left out, one kind of each role."""
    sets = {
        _keys(piece.strip("«»")) for piece in notation.split() if not piece.startswith(("~", "!")) and piece[-1] != "*"
    }
    return tuple(sorted((keys for keys in sets if keys), key=lambda keys: (len(keys), sorted(keys))))


def _keys(piece: str) -> frozenset[str]:
    """One plain word of each alternative of a piece; empty where one has none, or the piece may be left out."""
    role = re.fullmatch(r"\{[A-Z][~!^*]?:([pgla]+)\}", piece)
    if role:
        return frozenset("@" + kind for kind in role[1])
    kept = re.fullmatch(r"\[\w+:(.+)\]", piece)
    words = kept[1] if kept else piece
    if words.endswith("?"):
        return frozenset()
    keys: set[str] = set()
    for alternative in re.split(r"\|(?![^\[]*\])", words):
        one = _classes_keys(alternative[1:-1]) if re.fullmatch(r"<\w+>", alternative) else _key(alternative.split("_"))
        if not one:
            return frozenset()
        keys |= one
    return frozenset(keys)


def _key(words: list[str]) -> frozenset[str]:
    plain = [w for w in words if re.fullmatch(r"[\w'.-]*\w[\w'.-]*", w) or re.fullmatch(r"\W", w)]
    return frozenset([max(plain, key=len)]) if plain else frozenset()


@cache
def _classes_keys(name: str) -> frozenset[str]:
    """One plain word of each word or phrase of a class; of a class of heads with words before them, the heads'."""
    keys: set[str] = set()
    for entry in entries(name):
        one = _key(entry.split())
        if not one:
            return frozenset()
        keys |= one
    return frozenset(keys)
