"""How many sources stand behind claims that agree: copies and relays of one story are one origin.

The root of a claim is the last voice of its chain. Claims have one origin where they have one root: the same person or
body; the same description of an unnamed source at the same agency or outlet; the same outlet's own word, or that of a
copy of it. A *relay* (an outlet or an agency whose own word it seems to be) adds nothing where another claim shows from
whom it has it: the headline over a quoted official, a copy that dropped "according to", a page that cites the agency.

Three verdicts. The origins of one finding are *independent* of each other where different people or bodies speak, or
different outlets in their own words. *Not established*: an unnamed source that may be the one heard elsewhere, a relay
beside a quoted source in one report, a reader's comment. Support counts only origins that are independent.
"""

from collections.abc import Iterable, Sequence

from ..digest import digest
from ..model import Independence, Origin, Voice
from .parts import Told, order
from .roots import BODIES, bodies, family, kind_words, passing, relayed, same_roots


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
