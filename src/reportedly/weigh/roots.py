"""The root of a claim: whose word it is, and which claims have one root.

A claim is *attributed* where a person, a body, a document or somebody unnamed is quoted; else it is a *relay*, an outlet
or an agency in its own words. Each kind is given keys so that claims of one root share one; linking through keys keeps
a relation that ten thousand reports tell as quick to count as one that three tell.
"""

from collections.abc import Iterator, Mapping, Sequence

from ..model import Voice, VoiceKind
from .parts import Told, connected, fold

UNNAMED = "unnamed outlet"  # what a chain begins with where the report does not say who published it
RELAYS: tuple[VoiceKind, ...] = ("outlet", "agency")
BODIES = frozenset({
    "army", "military", "police", "ministry", "government", "command", "mission", "presidency", "parliament", "court",
    "gendarmerie", "navy", "hospital", "agency",
})  # fmt: skip
_PEOPLE = frozenset({
    "official", "officer", "source", "soldier", "member", "doctor", "policeman", "witness", "commander",
})  # fmt: skip
_PLAIN = frozenset({
    "a", "an", "and", "anonymity", "anonymous", "another", "at", "by", "close", "condition", "familiar", "few", "for",
    "former", "from", "her", "his", "in", "is", "its", "knowledge", "local", "many", "matter", "name", "named", "not",
    "of", "on", "one", "or", "other", "others", "senior", "several", "some", "speaking", "spoke", "spoken", "that",
    "the", "their", "three", "to", "top", "two", "unnamed", "was", "which", "who", "with",
})  # fmt: skip

Key = tuple[str, ...]


def relayed(told: Told) -> bool:
    """Is the last voice an outlet or an agency in its own words?"""
    return told.claim.chain[-1].kind in RELAYS or len(told.claim.chain) == 1


def family(told: Told) -> str:
    """The story that the claim's report tells, with its copies."""
    return told.family or told.report


def same_roots(told: Sequence[Told]) -> list[list[Told]]:
    """Attributed claims in groups of one root, or relays in groups of one story; the order is kept."""
    if not told:
        return []
    links = _relay_keys(told) if relayed(told[0]) else _root_keys(told)
    groups = connected(range(len(told)), lambda i: links[i])
    return [[told[i] for i in group] for group in groups]


def by_family(told: Sequence[Told]) -> dict[str, list[Told]]:
    """Claims by the story that their reports tell."""
    found: dict[str, list[Told]] = {}
    for item in told:
        found.setdefault(family(item), []).append(item)
    return found


def told_twice(one: Told, other: Told, company: Mapping[str, Sequence[Told]]) -> bool:
    """Are two claims that differ one source's word all the same: one speaker, one outlet, copies of one story?

    Unlike `origins` this takes no relay for granted: an outlet whose figure is not that of the person it quotes does not
    pass on that person's. `company` holds the claims among which the copies of a story are looked up.
    """
    if relayed(one) != relayed(other):
        return False
    if not relayed(one):
        return len(same_roots((one, other))) == 1
    groups = same_roots((*_kin(one, company), *_kin(other, company)))
    return any(one in group and other in group for group in groups)


def _kin(told: Told, company: Mapping[str, Sequence[Told]]) -> list[Told]:
    """The claim, and those of its copies that come by the same way."""
    inner = [v.name for v in told.claim.chain[1:]]
    return [told] + [t for t in company.get(family(told), ()) if [v.name for v in t.claim.chain[1:]] == inner]


# -- attributed claims -------------------------------------------------------------------------------------------------


def _root_keys(told: Sequence[Told]) -> list[set[Key]]:
    """One person or body; who speaks for it; one description of an unnamed source in one house; one institution."""
    keys = [set(_voice_keys(t)) for t in told]
    roots = {key for found in keys for key in found if key[0] == "voice"}
    institutions = [frozenset(kind_words(t.claim.chain[-1])) for t in told]
    known = sorted({i for i in institutions if i & BODIES and not i & _PEOPLE}, key=sorted)
    for i, item in enumerate(told):
        keys[i] |= {("voice", hop) for hop in _inner(item)} & roots
        if institutions[i] in known:
            keys[i] |= {
                ("institution", *sorted(k)) for k in known if k <= institutions[i] and k & institutions[i] & BODIES
            }
    return keys


def _voice_keys(told: Told) -> Iterator[Key]:
    voice = told.claim.chain[-1]
    speaker = _speaker(told, -1)
    if speaker is not None:
        yield ("voice", speaker)
    if voice.kind != "anonymous":
        yield ("voice", fold(voice.name))
        return
    for word in sorted(kind_words(voice)):
        yield ("unnamed", word, "house", _house(told))
        yield ("unnamed", word, "family", family(told))


def _inner(told: Told) -> set[str]:
    """The hops between the outlet and the last voice: the body for which that voice speaks may be one."""
    return {s for s in told.speakers[1:-1] if s} | {
        fold(v.name) for v in told.claim.chain[1:-1] if v.kind not in RELAYS
    }


def kind_words(voice: Voice) -> set[str]:
    """The words of a description that say what kind of source it is: "two security officials" is {security, official}."""
    words = {w[:-1] if w.endswith("s") and len(w) > 3 else w for w in fold(voice.name).split()}
    return words - _PLAIN or words


def _speaker(told: Told, at: int) -> str | None:
    return told.speakers[at] if -len(told.speakers) <= at < len(told.speakers) else None


def _house(told: Told) -> str:
    """The outlet or agency that heard an unnamed source: the nearest one above it in the chain."""
    above = [v for v in told.claim.chain[:-1] if v.kind in RELAYS] or list(told.claim.chain[:1])
    return _name(told, above[-1])


# -- relays ------------------------------------------------------------------------------------------------------------


def _relay_keys(told: Sequence[Told]) -> list[set[Key]]:
    """Copies of one story; one outlet or agency; an outlet and whoever cites it."""
    names = {name for t in told if (name := passing(t)) is not None}
    keys: list[set[Key]] = []
    for item in told:
        found: set[Key] = {("name", n) for n in bodies(item) & names} if passing(item) is not None else set()
        if len(item.claim.chain) == 1:
            found.add(("family", family(item)))
        keys.append(found)
    return keys


def passing(told: Told) -> str | None:
    """The outlet or agency whose word a relay is; None of a copy, whose word is that of its family."""
    copied = len(told.claim.chain) == 1 and family(told) != told.report
    return None if copied else _name(told, told.claim.chain[-1])


def bodies(told: Told, *, inside: bool = False) -> set[str]:
    """All that the chain passes through, and the report's outlet; `inside`: without its last voice."""
    chain = told.claim.chain[:-1] if inside else told.claim.chain
    names = {_name(told, v) for v in chain} | {s for s in told.speakers[: len(chain)] if s}
    return names | ({fold(told.outlet)} if told.outlet else set())


def _name(told: Told, voice: Voice) -> str:
    """A relay's name for comparison; two outlets whose names nobody knows are two."""
    name = fold(voice.name)
    return told.report if voice.kind in RELAYS and name in ("", UNNAMED) else name
