"""How many sources stand behind claims that agree: copies and relays of one story are one origin.

The root of a claim is the last voice of its chain. Claims have one origin where they have one root: the same person or
body; the same description of an unnamed source at the same agency or outlet; the same outlet's own word, or that of a
copy of it. A *relay* (an outlet or an agency whose own word it seems to be) adds nothing where another claim shows from
whom it has it: the headline over a quoted official, a copy that dropped "according to", a page that cites the agency.

Three verdicts. The origins of one finding are *independent* of each other where different people or bodies speak, or
different outlets in their own words. *Not established*: an unnamed source that may be the one heard elsewhere, a relay
beside a quoted source in one report, a reader's comment. Support counts only origins that are independent.
"""

from collections.abc import Callable, Iterable, Sequence

from ..digest import digest
from ..model import Independence, Origin, Voice, VoiceKind
from .parts import Told, fold, order

UNNAMED = "unnamed outlet"  # what a chain begins with where the report does not say who published it
RELAYS: tuple[VoiceKind, ...] = ("outlet", "agency")
_BODIES = frozenset({
    "army", "military", "police", "ministry", "government", "command", "mission", "presidency", "parliament", "court",
    "gendarmerie", "navy", "hospital", "agency",
})  # fmt: skip
_PEOPLE = frozenset(
    {"official", "officer", "source", "soldier", "member", "doctor", "policeman", "witness", "commander"}
)
_PLAIN = frozenset(
    {
        "a",
        "an",
        "and",
        "anonymity",
        "anonymous",
        "another",
        "at",
        "by",
        "close",
        "condition",
        "familiar",
        "few",
        "for",
        "former",
        "from",
        "her",
        "his",
        "in",
        "is",
        "its",
        "knowledge",
        "local",
        "many",
        "matter",
        "name",
        "named",
        "not",
        "of",
        "on",
        "one",
        "or",
        "other",
        "others",
        "senior",
        "several",
        "some",
        "speaking",
        "spoke",
        "spoken",
        "that",
        "the",
        "their",
        "three",
        "to",
        "top",
        "two",
        "unnamed",
        "was",
        "which",
        "who",
        "with",
    }
)


def origins(told: Sequence[Told]) -> tuple[Origin, ...]:
    """The origins of claims that agree, the earliest first."""
    ordered = sorted(told, key=order)
    attributed = [t for t in ordered if not _relayed(t)]
    relayed = [t for t in ordered if _relayed(t)]
    groups: list[list[Told]] = []
    for item in attributed:
        _join(groups, item, _same_root)
    heard = len(groups)
    for item in relayed:
        carried = next((g for g in groups[:heard] if any(_carries(item, other) for other in g)), None)
        if carried is not None:
            carried.append(item)
        else:
            own = groups[heard:]
            _join(own, item, _same_relay)
            groups[heard:] = own
    groups.sort(key=lambda group: min(order(t) for t in group))
    return _verdicts([sorted(group, key=order) for group in groups])


def told_twice(one: Told, other: Told, company: Sequence[Told] = ()) -> bool:
    """Are two claims that differ one source's word all the same: one speaker, one outlet, copies of one story?

    Unlike `origins` this takes no relay for granted: an outlet whose figure is not that of the person it quotes does not
    pass on that person's. `company` is where the outlets of copied stories are looked up.
    """
    if _relayed(one) != _relayed(other):
        return False
    if not _relayed(one):
        return _same_root(one, other)
    return any(_same_relay(a, b) for a in _kin(one, company) for b in _kin(other, company))


def _kin(told: Told, company: Sequence[Told]) -> list[Told]:
    """The claim, and those of its copies that come by the same way."""
    inner = [v.name for v in told.claim.chain[1:]]
    return [told] + [t for t in company if _family(t) == _family(told) and [v.name for v in t.claim.chain[1:]] == inner]


def support(found: Iterable[Origin]) -> int:
    """How many independent origins there are; one where no independence is established, none without origins."""
    given = tuple(found)
    return max(sum(o.independence == "independent" for o in given), min(1, len(given)))


def _join(groups: list[list[Told]], item: Told, same: Callable[[Told, Told], bool]) -> None:
    """Puts the item with all groups that it belongs to, which become one."""
    mine = [g for g in groups if any(same(item, other) for other in g)]
    for group in mine:
        groups.remove(group)
    groups.append([t for g in mine for t in g] + [item])


def _relayed(told: Told) -> bool:
    """Is the last voice an outlet or an agency in its own words?"""
    return told.claim.chain[-1].kind in RELAYS or len(told.claim.chain) == 1


def _speaker(told: Told, at: int) -> str | None:
    return told.speakers[at] if -len(told.speakers) <= at < len(told.speakers) else None


def _bodies(told: Told) -> set[str]:
    """All that the chain passes through, and the report's outlet: folded names, and ids of entities."""
    names = {_name(told, v) for v in told.claim.chain} | {s for s in told.speakers if s}
    return names | ({fold(told.outlet)} if told.outlet else set())


def _same_root(one: Told, other: Told) -> bool:
    a, b = one.claim.chain[-1], other.claim.chain[-1]
    left, right = _speaker(one, -1), _speaker(other, -1)
    if left is not None and left == right:
        return True
    if _one_body(_kind_words(a), _kind_words(b)):
        return True
    if a.kind != "anonymous" and b.kind != "anonymous":
        return fold(a.name) == fold(b.name) or _spoken_for(one, other) or _spoken_for(other, one)
    return a.kind == b.kind and bool(_kind_words(a) & _kind_words(b)) and _same_house(one, other)


def _spoken_for(one: Told, other: Told) -> bool:
    """Does one speak for the body that the other names: its director, "a spokesman for" it?"""
    body = _speaker(other, -1) or fold(other.claim.chain[-1].name)
    hops = {s for s in one.speakers[1:-1] if s} | {fold(v.name) for v in one.claim.chain[1:-1]}
    return body in hops


def _kind_words(voice: Voice) -> set[str]:
    words = {w[:-1] if w.endswith("s") and len(w) > 3 else w for w in fold(voice.name).split()}
    return words - _PLAIN or words


def _one_body(one: set[str], other: set[str]) -> bool:
    """Is one a shorter name of the other body, as "the army" is of "Mahrun's army"? There is one where they agree."""
    both = one & other & _BODIES
    return bool(both) and not (one | other) & _PEOPLE and (one <= other or other <= one)


def _name(told: Told, voice: Voice) -> str:
    """A relay's name for comparison; two outlets whose names nobody knows are two."""
    name = fold(voice.name)
    return told.report if voice.kind in RELAYS and name in ("", UNNAMED) else name


def _house(told: Told) -> str:
    """The outlet or agency that heard an unnamed source: the nearest one above it in the chain."""
    above = [v for v in told.claim.chain[:-1] if v.kind in RELAYS] or list(told.claim.chain[:1])
    return _name(told, above[-1])


def _same_house(one: Told, other: Told) -> bool:
    return _house(one) == _house(other) or _family(one) == _family(other)


def _family(told: Told) -> str:
    return told.family or told.report


def _passing(told: Told) -> str | None:
    """The outlet or agency whose word a relay is; None of a copy, whose word is that of its family."""
    copied = len(told.claim.chain) == 1 and _family(told) != told.report
    return None if copied else _name(told, told.claim.chain[-1])


def _same_relay(one: Told, other: Told) -> bool:
    """Do two relays pass on one story: copies, or one is the outlet or agency that the other cites?"""
    if _family(one) == _family(other) and len(one.claim.chain) == len(other.claim.chain) == 1:
        return True
    a, b = _passing(one), _passing(other)
    return a is not None and b is not None and (a in _bodies(other) or b in _bodies(one))


def _carries(relay: Told, other: Told) -> bool:
    """Does the other claim show from whom the relay has it?"""
    if _family(relay) == _family(other):
        return True
    name = _passing(relay)
    through = _bodies(other) - {_name(other, other.claim.chain[-1])}
    return name is not None and (name in through or (_speaker(relay, -1) or name) in through)


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
    here = {_family(t) for t in group}
    for other in counted:
        shared = here & {_family(t) for t in other}
        relay = all(_relayed(t) for t in group), all(_relayed(t) for t in other)
        if shared and any(relay):
            return "told in the same report as another source, which it may rest on"
        unnamed = all(t.claim.chain[-1].kind == "anonymous" for t in (*group, *other) if not _relayed(t))
        if unnamed and shared:
            return "an unnamed source beside another unnamed source of one report: they may be one"
    return ""


def _origin(group: list[Told], independence: Independence, doubt: str) -> Origin:
    best = min(group, key=lambda t: (_relayed(t), -len(t.claim.chain), order(t)))
    root = best.claim.chain[-1]
    reports = tuple(sorted({t.report for t in group}))
    stories = {_family(t) for t in group}
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
        relays = any(_relayed(t) for t in group) and not all(_relayed(t) for t in group)
        parts.append(f"all go back to {root.name}" + (", the rest only pass it on" if relays else ""))
    if doubt:
        parts.append(doubt)
    return "; ".join(parts) or f"{root.name} says so"


def _count(number: int, one: str, many: str) -> str:
    return f"one {one}" if number == 1 else f"{number} {many}"
