"""Which names are outlets: known ones, and names built like an outlet's."""

from functools import cache

from ..lang.lexicon import rows
from ..model import VoiceKind


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


def bare(name: str) -> str:
    """A name without its article and possessive ending."""
    words = name.strip(" ,.;:").removesuffix("’s").removesuffix("'s").split()
    return " ".join(words[1:] if words and words[0].lower() in ("the", "a", "an") and len(words) > 1 else words)


def outlet_kind(name: str) -> VoiceKind | None:
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
    capital = bool(words) and all(
        w.removeprefix("al-").removeprefix("el-")[:1].isupper() for w in (words[0], words[-1])
    )
    return capital and not _sets()["never"] & set(words)


def is_common_outlet(name: str) -> bool:
    """Is it "the newspaper", "the agency": an outlet named before?"""
    return bare(name).lower() in _sets()["common"]
