"""Plain answers as of a day, by general rules: alive or dead, by what name, whose man, who holds a post.

Each rule takes the claims that count and a day. What is told for that very day comes first; else the last that was told
before it and has not ended since; else, where nothing earlier is told, the first that was told after it and may reach
back. Where a denial or a conflict stands against the answer for that time, the answer is "disputed".
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..lang.names import parse_group
from ..model import Entity, Finding, Report
from ..predicates import PREDICATES
from ..weigh import Told, origins, support
from ..weigh.conflicts import dead
from ..weigh.origins import family
from ..weigh.spells import contradicts
from ..weigh.told import Days, core, fold, happened, possible, post
from ..when import Holds

DISPUTED = "disputed"
NEAR = 62  # days for which a report of known date tells how somebody is called
LOOSE = 7  # days by which one telling may be nearer than another and still be as near
FAR = 9  # the rank of what cannot have held on the day
BELONGS = ("member_of", "part_of", "pledged_to", "holds_role")
ENDS = ("left", "split_from")
_SIGNS = ("statement", "video", "meeting")


def holds(finding: Finding, day: date) -> Holds:
    """States and the results of acts hold for a time; an incident is known of from its day on."""
    if finding.when is None:
        return Holds.MAYBE
    if PREDICATES[finding.predicate].nature == "event":
        begun = finding.when.begin
        if begun.earliest is not None and begun.earliest > day:
            return Holds.NO
        return Holds.YES if begun.latest is not None and begun.latest <= day else Holds.MAYBE
    return finding.when.holds(day)


def status(told: Sequence[Told], person: str, day: date | None) -> str | None:
    """Was a person "alive", "dead" or is it "disputed" on a day (at the end, where None); None where nothing says.

    A death that is reported stands until somebody shows the person alive afterwards. Then it is disputed, unless at
    least two independent origins say outright that the person lives and nobody has told of a later death.
    """
    counted = [t for t in told if t.counted and t.actual]
    deaths = [t for t in counted if person in dead(t) and (day is None or happened(t).first <= day)]
    affirmed = [t for t in deaths if not t.denied]
    signs = [t for t in counted if _sign(t, person)]
    if not affirmed:
        return "alive" if signs or deaths else None
    if day is not None and not any(happened(t).last <= day for t in affirmed):  # dead some day, perhaps not yet
        return "alive" if any(_shown(t, day) for t in signs) else "dead"
    died = min((happened(t) for t in affirmed), key=lambda d: (d.last, d.first))
    telling = {family(t) for t in affirmed}
    later = [t for t in signs if _alive_after(t, died) and (_outright(t) or family(t) not in telling)]
    later += [t for t in deaths if t.denied and happened(t).last >= died.first]
    if not later:
        return "dead"
    renewed = any(happened(t).first > died.last for t in affirmed)
    plain = [t for t in later if t.claim.certainty == "asserted" and (t.denied or _outright(t))]
    return "alive" if support(origins(plain)) > 1 and not renewed else DISPUTED


def _outright(told: Told) -> bool:
    """Does it show the person alive, rather than name a post that the person may have had?"""
    return told.claim.predicate in ("status", "incident")


def _shown(told: Told, day: date) -> bool:
    days = happened(told) if told.claim.predicate == "incident" else core(told.claim.when)
    return days is not None and days.last >= day


def _sign(told: Told, person: str) -> bool:
    """Does the claim show the person alive?"""
    if told.denied:
        return False
    if told.claim.predicate == "status":
        return told.claim.value.state != "dead" and person in told.fillers("subject")
    if told.claim.predicate == "incident":
        return told.claim.value.kind in _SIGNS and person in told.fillers("perpetrator")
    return told.claim.predicate in ("holds_role", "present_in", "member_of") and person in told.fillers("subject")


def _alive_after(told: Told, died: Days) -> bool:
    if told.claim.predicate == "incident":
        return happened(told).first > died.last
    days = core(told.claim.when)
    if told.claim.predicate == "status" and days is None:
        days = happened(told)
    return days is not None and days.last > died.last


# -- the best of several -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer, and the claims for and against it."""

    answer: str
    told: tuple[Told, ...]
    ended: tuple[Told, ...] = ()
    denied: tuple[Told, ...] = ()

    def distance(self, day: date) -> tuple[int, int]:
        """How near the claims come to a day: told for it, told before it, told after it; then by days."""
        return min(_distance(t, day) for t in self.told)


def _distance(told: Told, day: date) -> tuple[int, int]:
    days, around = core(told.claim.when), possible(told.claim.when)
    if told.claim.when is None:
        return (3, 0)
    if not around.first <= day <= around.last:
        return (FAR, 0)
    if days is None:  # it has ended: told for the last days on which it may have held
        return (1, (around.last - day).days) if around.last < date.max else (3, 0)
    if days.first <= day <= days.last:
        return (0, 0)
    return (1, (day - days.last).days) if days.last < day else (2, (days.first - day).days)


def best(choices: Iterable[Choice], day: date) -> tuple[Choice, ...]:
    """The choices that come nearest to the day, without those that had ended by then."""
    ranked = [(choice.distance(day), choice) for choice in choices if not _over(choice, day)]
    nearest = min((rank[0] for rank, _ in ranked), default=FAR)
    kept = [(rank, choice) for rank, choice in ranked if rank[0] == nearest < FAR]
    if kept and nearest in (1, 2):
        closest = min(rank[1] for rank, _ in kept)
        kept = [(rank, choice) for rank, choice in kept if rank[1] <= closest + LOOSE]
    return tuple(choice for _, choice in sorted(kept, key=lambda item: (item[0], item[1].answer)))


def _last(choice: Choice, day: date) -> date:
    """The last day up to `day` for which it is told."""
    told = (days for t in choice.told if (days := core(t.claim.when)) is not None and days.first <= day)
    return max((min(days.last, day) for days in told), default=date.min)


def _over(choice: Choice, day: date) -> bool:
    """Had it been told to end by that day, after it was last told to hold? Where nothing is dated, an end is an end."""
    if choice.ended and all(t.claim.when is None for t in (*choice.told, *choice.ended)):
        return True
    return any(happened(t).last <= day and happened(t).last > _last(choice, day) for t in choice.ended)


def _disputed(choice: Choice, day: date) -> bool:
    """Does somebody deny it for that time, or say that it had ended before it was last told?"""
    nearest = choice.distance(day)
    near = [t for t in choice.told if _distance(t, day) <= (nearest[0], nearest[1] + LOOSE)]
    last = _last(choice, day)
    return any(contradicts(no, yes) for no in choice.denied for yes in near) or any(
        happened(t).first <= last == happened(t).last for t in choice.ended
    )


def allegiance(told: Sequence[Told], subject: str, day: date) -> tuple[str, ...]:
    """The ids of those to whom somebody belonged on a day, and "disputed" where one of them is.

    To lead a group is not to belong to another: a leader owes allegiance to whom he or the group has pledged.
    """
    counted = [t for t in told if t.counted and t.actual]
    choices = [
        Choice(
            whom,
            tuple(t for t in counted if not t.denied and _to(t, subject, whom, BELONGS)),
            tuple(t for t in counted if not t.denied and _to(t, subject, whom, ENDS)),
            tuple(t for t in counted if t.denied and _to(t, subject, whom, BELONGS[:-1])),  # no post, yet one of them
        )
        for whom in sorted({w for t in counted if _to(t, subject, None, BELONGS) for w in t.fillers("object")})
    ]
    nearest = best([c for c in choices if c.told], day)
    clear = tuple(c.answer for c in nearest if not _disputed(c, day))
    return clear if len(clear) == len(nearest) else (*clear, DISPUTED)


def _to(told: Told, subject: str, whom: str | None, predicates: Sequence[str]) -> bool:
    if told.claim.predicate not in predicates or subject not in told.fillers("subject"):
        return False
    if told.claim.predicate == "holds_role" and post(told.claim.value.title) == "leader":
        return False
    return whom is None or whom in told.fillers("object")


def holders(told: Sequence[Told], body: str, title: str, day: date, gone: Callable[[str], bool]) -> tuple[str, ...]:
    """The ids of those who held a post in a body or a place on a day; `gone` says who had died by then."""
    wanted = post(title)
    counted = [t for t in told if t.counted and t.actual and t.claim.predicate == "holds_role"]
    there = [t for t in counted if body in t.fillers("object", "place")]
    fitting = [t for t in there if post(t.claim.value.title) == wanted]
    fitting = fitting or [t for t in there if wanted in post(t.claim.value.title).split()]
    if not fitting and wanted == "leader":
        fitting = [t for t in there if "commander" in post(t.claim.value.title).split()]
    ends = [t for t in told if t.counted and t.claim.predicate in ENDS and body in t.fillers("object")]
    choices = [
        Choice(
            who,
            tuple(t for t in fitting if not t.denied and who in t.fillers("subject")),
            tuple(t for t in ends if who in t.fillers("subject")),
            tuple(t for t in fitting if t.denied and who in t.fillers("subject")),
        )
        for who in sorted({w for t in fitting for w in t.fillers("subject")})
    ]
    nearest = best([c for c in choices if c.told and not gone(c.answer)], day)
    return tuple(c.answer for c in nearest)


def names(
    told: Sequence[Told], entity: Entity, uses: Sequence[tuple[Report, Sequence[str]]], day: date
) -> tuple[str, ...]:
    """The names that an entity went by on a day: by what is said of renaming, else as the nearest reports call it.

    A name told to be a former one is over from the day that is told. Where no day is told it is over, too, unless a
    report of that day or later still uses it.
    """
    said = [t for t in told if t.counted and t.actual and not t.denied and t.claim.predicate == "known_as"]
    mine = [t for t in said if t.claim.value.name and entity.id in t.fillers("subject")]
    later = [t for t in mine if t.claim.value.kind == "later"]
    former = [t for t in mine if t.claim.value.kind == "former"]
    begun = [t for t in later if (_begins(t) or day) <= day]
    not_yet = {_name(t) for t in later} - {_name(t) for t in begun}
    used_on, used = _nearest(uses, day)
    current = [t for t in _current(begun, day) if _name(t) in map(_alike, used) or (_begins(t) or day) > used_on]
    over = {_name(t) for t in former if current or (_ends(t) or date.max) <= day}
    over |= {_name(t) for t in former if _ends(t) is None} - _in_use(uses, former, day)
    over -= {_name(t) for t in current}
    chosen = [t.claim.value.name or "" for t in (current or [t for t in former if _name(t) not in over and not used])]
    chosen += [name for name in used if not current and _alike(name) not in over | not_yet]
    rest = [n.text for n in entity.names if _alike(n.text) not in over | not_yet]
    full = {n.text for n in entity.names if n.part in ("full", "acronym")}
    kept = [n for n in chosen or rest if n in full] or chosen or rest
    return tuple(dict.fromkeys(kept))


def _alike(name: str) -> str:
    """The same for all spellings and word orders of a name: "Ansar Bayt al-Maqdis", "Ansar Beit al Maqdis"."""
    return parse_group(name).key or fold(name)


def _name(told: Told) -> str:
    return _alike(told.claim.value.name or "")


def _in_use(uses: Sequence[tuple[Report, Sequence[str]]], former: Sequence[Told], day: date) -> set[str]:
    """The names that reports of the day or later give, but as former ones."""
    as_former = {(t.report, _name(t)) for t in former}
    after = [
        (r, given) for r, given in uses if r.published.earliest and r.published.latest and r.published.latest >= day
    ]
    return {_alike(n) for r, given in after for n in given if (r.id, _alike(n)) not in as_former}


def _begins(told: Told) -> date | None:
    return told.claim.when.begin.latest if told.claim.when else None


def _ends(told: Told) -> date | None:
    return told.claim.when.end.latest if told.claim.when else None


def _current(begun: Sequence[Told], day: date) -> list[Told]:
    """Of the later names that had come up by the day, those that came up last."""
    dated = [(b, t) for t in begun if (b := _begins(t)) is not None and b <= day]
    if not dated:
        return []
    first: dict[str, date] = {}
    for begin, t in dated:
        first[_name(t)] = min(begin, first.get(_name(t), date.max))
    newest = max(first.values())
    return [t for _, t in dated if first[_name(t)] == newest]


def _nearest(uses: Sequence[tuple[Report, Sequence[str]]], day: date) -> tuple[date, list[str]]:
    """The names in the last report up to the day, else in the first one after it; and when that one appeared.

    Where the last one is older than `NEAR`, the reports that may be of that day, their dates being bounded only, count too.
    """
    dated = sorted(
        (r.published.earliest, r.id, tuple(given)) for r, given in uses if r.published.earliest and r.published.latest
    )
    before = [u for u in dated if u[0] <= day]
    chosen = before[-1] if before else dated[0] if dated else None
    if chosen and abs((day - chosen[0]).days) <= NEAR:
        return (chosen[0], list(chosen[2]))
    loose = [(r, given) for r, given in uses if not (r.published.earliest and r.published.latest) and r.published.known]
    may = [tuple(given) for r, given in loose if (r.published.earliest or day) <= day <= (r.published.latest or day)]
    found = [n for given in sorted(may) for n in given] + (list(chosen[2]) if chosen else [])
    return (chosen[0] if chosen else date.min, found or [n for _, given in uses for n in given])
