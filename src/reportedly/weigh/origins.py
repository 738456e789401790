"""How many sources stand behind claims that agree: copies and relays of one story are one origin.

The root of a claim is the last voice of its chain. Claims have one origin where they have one root: the same person or
body; the same description of an unnamed source at the same agency or outlet; the same outlet's own word, or that of a
copy of it. A *relay* (an outlet or an agency whose own word it seems to be) adds nothing where another claim shows from
whom it has it: the headline over a quoted official, a copy that dropped "according to", a page that cites the agency.

Three verdicts. The origins of one finding are *independent* of each other where different people or bodies speak, or
different outlets in their own words. *Not established*: an unnamed source that may be the one heard elsewhere, a relay
beside a quoted source in one report, a reader's comment. Support counts only origins that are independent.

Claims are linked through keys of their roots, so a relation that ten thousand reports tell is as quick to count as one that
three tell.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from ..digest import digest
from ..model import Independence, Origin, Voice, VoiceKind
from .told import Told, fold, order

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
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def origins(told: Sequence[Told]) -> tuple[Origin, ...]:
    """The origins of claims that agree, the earliest first."""
    ordered = sorted(told, key=order)
    groups = same_roots([t for t in ordered if not relayed(t)])
    groups.sort(key=lambda group: order(group[0]))
    heard: dict[str, int] = {}  # story or body -> the first group of quoted sources that came through it
    for i, group in enumerate(groups):
        for item in group:
            for name in (f"story {family(item)}", *(f"body {b}" for b in bodies(item, inside=True))):
                heard.setdefault(name, i)
    free: list[Told] = []
    for item in (t for t in ordered if relayed(t)):
        ways = (f"story {family(item)}", f"body {passing(item)}")
        carried = [heard[way] for way in ways if way in heard]
        if carried:
            groups[min(carried)].append(item)
        else:
            free.append(item)
    groups.extend(same_roots(free))
    made = [sorted(group, key=order) for group in groups]
    return _verdicts(sorted(made, key=lambda group: order(group[0])))


def support(found: Iterable[Origin]) -> int:
    """How many independent origins there are; one where no independence is established, none without origins."""
    given = tuple(found)
    return max(sum(o.independence == "independent" for o in given), min(1, len(given)))


def _verdicts(groups: list[list[Told]]) -> tuple[Origin, ...]:
    made: list[Origin] = []
    counted: list[list[Told]] = []
    doubts: list[str] = []
    for group in groups:
        doubt = _doubt(group, counted)
        doubts.append(doubt)
        if not doubt:
            counted.append(group)
    for group, doubt in zip(groups, doubts, strict=True):
        settled: Independence = "independent" if not doubt and len(counted) > 1 else "not established"
        made.append(_origin(group, settled, doubt))
    return tuple(made)


def _doubt(group: list[Told], counted: list[list[Told]]) -> str:
    """Why this origin cannot be counted beside the earlier ones; empty where it can."""
    if not any(t.counted for t in group):
        return "only a reader's comment or a joke says so"
    here = {family(t) for t in group}
    for other in counted:
        shared = here & {family(t) for t in other}
        relay = all(relayed(t) for t in group), all(relayed(t) for t in other)
        if shared and any(relay):
            return "told in the same report as another source, which it may rest on"
        unnamed = [[t for t in side if not relayed(t)] for side in (group, other)]
        if not all(t.claim.chain[-1].kind == "anonymous" for side in unnamed for t in side):
            continue
        if shared:
            return "an unnamed source beside another unnamed source of one report: they may be one"
        kinds = [{w for t in side for w in kind_words(t.claim.chain[-1])} for side in unnamed]
        if kinds[0] & kinds[1] - BODIES:
            return f"an unnamed source that may be the one heard by {other[0].claim.chain[0].name}"
    return ""


def _origin(group: list[Told], independence: Independence, doubt: str) -> Origin:
    best = min(group, key=lambda t: (relayed(t), -len(t.claim.chain), order(t)))
    root = best.claim.chain[-1]
    reports = tuple(sorted({t.report for t in group}))
    stories = {family(t) for t in group}
    return Origin(
        id=digest("origin", tuple(sorted(t.claim.id for t in group))),
        root=root.name,
        kind=root.kind,
        reports=reports,
        claims=tuple(t.claim.id for t in group),
        copies=len(reports) - len(stories),
        independence=independence,
        why=_why(group, root, len(stories), doubt),
    )


def _why(group: list[Told], root: Voice, stories: int, doubt: str) -> str:
    """One readable line: what joins these claims, and what keeps them from counting."""
    reports = {t.report for t in group}
    parts: list[str] = []
    if len(reports) > stories:
        parts.append(f"{len(reports)} reports are copies of {_count(stories, 'story', 'stories')}")
    if len(group) > 1:
        relays = any(relayed(t) for t in group) and not all(relayed(t) for t in group)
        parts.append(f"all go back to {root.name}" + (", the rest only pass it on" if relays else ""))
    if doubt:
        parts.append(doubt)
    return "; ".join(parts) or f"{root.name} says so"


def _count(number: int, one: str, many: str) -> str:
    return f"one {one}" if number == 1 else f"{number} {many}"


# -- whose word it is --------------------------------------------------------------------------------------------------


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


def connected(items: Sequence[T], keys: Callable[[T], Iterable[K]]) -> list[list[T]]:
    """Groups of items that are linked by shared keys; items and groups keep the order of `items`."""
    parent = list(range(len(items)))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    holder: dict[K, int] = {}
    for i, item in enumerate(items):
        for key in keys(item):
            a, b = find(i), find(holder.setdefault(key, i))
            parent[max(a, b)] = min(a, b)
    groups: dict[int, list[T]] = {}
    for i, item in enumerate(items):
        groups.setdefault(find(i), []).append(item)
    return list(groups.values())
