"""Every relation and kind of incident that Reportedly knows, declared once.

Extraction, contradiction, as-of, exports, screens, the language-model prompt and the documentation read this table. To
add a predicate, add one entry and its example. `initiates` and `terminates` are those of the Event Calculus (Kowalski
and Sergot 1986): a pledge begins `part_of`, a death ends `holds_role`. `exclusive` names the roles that fix the rest at
any one time: a group has one overall leader. `excludes` names what cannot hold of the same fillers at the same time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from .errors import ModelViolation
from .model import Kind

Nature = Literal["state", "act", "event"]
"""A state lasts; an act is a moment whose result lasts (a pledge, a death); an event is over."""

ANYONE: tuple[Kind, ...] = ("person", "group")
PERSON: tuple[Kind, ...] = ("person",)
GROUP: tuple[Kind, ...] = ("group",)
PLACE: tuple[Kind, ...] = ("place",)
ANYTHING: tuple[Kind, ...] = ("person", "group", "place", "asset")


@dataclass(frozen=True, slots=True)
class Slot:
    """A role that a predicate takes, and the kinds of thing that may fill it."""

    name: str
    kinds: tuple[Kind, ...]
    required: bool = True


@dataclass(frozen=True, slots=True)
class Ftm:
    """A FollowTheMoney schema, the property that each role or value field fills, and what is set on every entity."""

    schema: str
    properties: dict[str, str] = field(default_factory=dict)
    constant: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stix:
    """A STIX 2.1 relationship from one role to another."""

    relationship: str
    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """One entry of the table."""

    name: str
    label: str  # "{subject} is a member of {object}"; roles, and fields of the value as {value.title}
    nature: Nature
    roles: tuple[Slot, ...]
    example: str  # a sentence that the extractor must find it in
    ftm: Ftm
    stix: Stix | None = None  # None: a property, a note or an incident carries it
    values: tuple[str, ...] = ()  # the fields of `Value` that it uses
    identity: tuple[str, ...] = ()  # those of them that make another finding (a title), not another figure (a toll)
    symmetric: bool = False
    exclusive: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()  # a predicate, or "status:dead" for a predicate with one state
    initiates: tuple[str, ...] = ()
    terminates: tuple[str, ...] = ()

    def slot(self, name: str) -> Slot | None:
        """The role called `name`."""
        return next((s for s in self.roles if s.name == name), None)


INCIDENT_KINDS = (
    "attack", "bombing", "shooting_down", "airstrike", "raid", "killing", "execution", "arrest", "clash", "seizure",
    "kidnapping", "meeting", "statement", "video", "siege", "retreat", "coup",
)  # fmt: skip
NAME_KINDS = ("alias", "real_name", "former", "later", "acronym", "translation", "account")
STATES = ("alive", "dead", "detained", "wounded")
PRESENCE_KINDS = ("resident", "moved_to", "active", "visited")
ALLIANCE_KINDS = ("cooperation", "coordination", "truce", "alliance")
SUPPORT_KINDS = ("declared", "arms", "money", "training", "fighters", "other")
RESPONSIBILITY = ("claimed", "blamed", "suspected", "stated")

VIOLENT = frozenset(INCIDENT_KINDS) - {"meeting", "statement", "video", "retreat"}
SOME_PLACE = Slot("place", PLACE, required=False)


def _subject(kinds: tuple[Kind, ...] = ANYONE) -> Slot:
    return Slot("subject", kinds)


def _object(kinds: tuple[Kind, ...] = ANYONE) -> Slot:
    return Slot("object", kinds)


def _index(predicates: Iterable[Predicate]) -> dict[str, Predicate]:
    table: dict[str, Predicate] = {}
    for predicate in predicates:
        if predicate.name in table:
            raise ModelViolation(f"predicate declared twice: {predicate.name}")
        table[predicate.name] = predicate
    return table


PREDICATES = _index([
    # -- naming and place ----------------------------------------------------------------------------------------------
    Predicate(
        name="located_in", label="{subject} lies in {place}", nature="state",
        roles=(_subject(PLACE), Slot("place", PLACE)),
        example="Fighting went on in Tell Hamra, a town in Wadi Sahm province.",
        ftm=Ftm("UnknownLink", {"subject": "subject", "place": "object"}, {"role": "located in"}),
        stix=Stix("located-at", "subject", "place"),
    ),
    Predicate(
        name="known_as", label="{subject} is also named {value.name}", nature="state",
        roles=(_subject(ANYTHING),), values=("name", "kind"), identity=("name",),
        example="The Wafa Front, also known as Jabhat al-Wafa, denied it.",
        ftm=Ftm("LegalEntity", {"name": "alias"}),
    ),
    # -- a person ------------------------------------------------------------------------------------------------------
    Predicate(
        name="age", label="{subject} is {value.years} years old", nature="state",
        roles=(_subject(PERSON),), values=("years",), identity=("years",), exclusive=("subject",),
        example="Abu Yazan al-Halabi, 42, spoke on Sunday.",
        ftm=Ftm("Note", {"subject": "entity", "years": "description"}),
    ),
    Predicate(
        name="nationality", label="{subject} is a national of {value.country}", nature="state",
        roles=(_subject(PERSON),), values=("country",), identity=("country",),
        example="Egyptian cleric Yusuf Hamdan was among them.",
        ftm=Ftm("Person", {"country": "nationality"}),
    ),
    Predicate(
        name="occupation", label="{subject} is by occupation {value.text}", nature="state",
        roles=(_subject(PERSON),), values=("text",), identity=("text",),
        example="Yusuf Hamdan, a former teacher, joined them.",
        ftm=Ftm("Person", {"text": "position"}),
    ),
    Predicate(
        name="educated_at", label="{subject} studied at {object}", nature="state",
        roles=(_subject(PERSON), _object(GROUP)),
        example="Yusuf Hamdan studied at Dar Sulaym University.",
        ftm=Ftm("Person", {"object": "education"}),
    ),
    Predicate(
        name="status", label="{subject} is {value.state}", nature="act",
        roles=(_subject(PERSON), SOME_PLACE), values=("state",), identity=("state",), exclusive=("subject",),
        terminates=("holds_role", "member_of"),
        example="Abu Yazan al-Halabi was killed near Tell Hamra on 14 September 2014.",
        ftm=Ftm("Note", {"subject": "entity", "state": "description"}),
    ),
    Predicate(
        name="present_in", label="{subject} is reported in {place}", nature="state",
        roles=(_subject(), Slot("place", PLACE)), values=("kind",), identity=("kind",),
        example="The group has been active in Wadi Sahm since 2011.",
        ftm=Ftm("UnknownLink", {"subject": "subject", "place": "object"}, {"role": "present in"}),
        stix=Stix("located-at", "subject", "place"),
    ),
    # -- belonging -----------------------------------------------------------------------------------------------------
    Predicate(
        name="member_of", label="{subject} belongs to {object}", nature="state",
        roles=(_subject(PERSON), _object(GROUP), SOME_PLACE),
        example="Yusuf Hamdan, a member of the Wafa Front, was filmed in Tell Hamra.",
        ftm=Ftm("Membership", {"subject": "member", "object": "organization"}),
        stix=Stix("member-of", "subject", "object"),
    ),
    Predicate(
        name="holds_role", label="{subject} is {value.title} of {object}", nature="state",
        roles=(_subject(PERSON), Slot("object", GROUP, required=False), SOME_PLACE),
        values=("title",), identity=("title",), exclusive=("object", "place"), initiates=("member_of",),
        example="Ibrahim al-Rakkad, the leader of the Wafa Front, spoke in Tell Hamra.",
        ftm=Ftm("Directorship", {"subject": "director", "object": "organization", "title": "role"}),
        stix=Stix("leads", "subject", "object"),
    ),
    Predicate(
        name="pledged_to", label="{subject} pledged allegiance to {object}", nature="act",
        roles=(_subject(), _object()), initiates=("part_of", "member_of"),
        example="The Wafa Front pledged allegiance to the Emirate of the Two Wadis in June 2016.",
        ftm=Ftm("UnknownLink", {"subject": "subject", "object": "object"}, {"role": "pledged allegiance to"}),
        stix=Stix("pledged-to", "subject", "object"),
    ),
    Predicate(
        name="left", label="{subject} left {object}", nature="act",
        roles=(_subject(), _object(GROUP)), terminates=("member_of", "part_of", "holds_role"),
        example="Yusuf Hamdan defected from the Wafa Front in October.",
        ftm=Ftm("Membership", {"subject": "member", "object": "organization"}, {"status": "left"}),
        stix=Stix("defected-from", "subject", "object"),
    ),
    # -- groups --------------------------------------------------------------------------------------------------------
    Predicate(
        name="part_of", label="{subject} is part of {object}", nature="state",
        roles=(_subject(GROUP), _object(GROUP)),
        example="The Sahm Companies are a branch of the Wafa Front.",
        ftm=Ftm("Membership", {"subject": "member", "object": "organization"}),
        stix=Stix("member-of", "subject", "object"),
    ),
    Predicate(
        name="allied_with", label="{subject} and {object} are allied", nature="state",
        roles=(_subject(), _object(), SOME_PLACE), values=("kind",), identity=("kind",), symmetric=True,
        excludes=("opposes",),
        example="The Wafa Front agreed a truce with the Free Men Brigade.",
        ftm=Ftm("UnknownLink", {"subject": "subject", "object": "object"}, {"role": "allied with"}),
        stix=Stix("allied-with", "subject", "object"),
    ),
    Predicate(
        name="opposes", label="{subject} fights or opposes {object}", nature="state",
        roles=(_subject(), _object(), SOME_PLACE), symmetric=True, excludes=("allied_with",),
        example="The Wafa Front is fighting the Emirate of the Two Wadis in Wadi Sahm.",
        ftm=Ftm("UnknownLink", {"subject": "subject", "object": "object"}, {"role": "opposes"}),
        stix=Stix("opposes", "subject", "object"),
    ),
    Predicate(
        name="supports", label="{subject} supports {object}", nature="state",
        roles=(_subject(), _object(), SOME_PLACE), values=("kind",), identity=("kind",),
        example="Talmar has sent weapons to the Free Men Brigade.",
        ftm=Ftm("UnknownLink", {"subject": "subject", "object": "object"}, {"role": "supports"}),
        stix=Stix("supports", "subject", "object"),
    ),
    Predicate(
        name="split_from", label="{subject} split from {object}", nature="act",
        roles=(_subject(GROUP), _object(GROUP)), terminates=("part_of", "member_of"),
        example="The Spear Companies split from the Wafa Front in March 2017.",
        ftm=Ftm("Succession", {"object": "predecessor", "subject": "successor"}, {"role": "split"}),
        stix=Stix("derived-from", "subject", "object"),
    ),
    Predicate(
        name="merged_with", label="{subject} merged with {object}", nature="act",
        roles=(_subject(GROUP), _object(GROUP)), symmetric=True, initiates=("part_of",),
        example="The Bridge Brigade merged with the Wafa Front.",
        ftm=Ftm("Succession", {"subject": "predecessor", "object": "successor"}, {"role": "merger"}),
        stix=Stix("derived-from", "subject", "object"),
    ),
    Predicate(
        name="founded", label="{subject} was founded", nature="act",
        roles=(_subject(GROUP), SOME_PLACE),
        example="The Wafa Front was founded in 2013.",
        ftm=Ftm("Organization", {"when": "incorporationDate"}),
    ),
    Predicate(
        name="size", label="{subject} has {value.text} {value.unit}", nature="state",
        roles=(_subject(GROUP), SOME_PLACE), values=("low", "high", "unit", "text"), identity=("unit",),
        example="The Wafa Front has about 3,000 fighters.",
        ftm=Ftm("Note", {"subject": "entity", "text": "description"}),
    ),
    Predicate(
        name="controls", label="{subject} controls {place}", nature="state",
        roles=(_subject(), Slot("place", PLACE)), values=("extent",), exclusive=("place",), initiates=("present_in",),
        example="The Wafa Front controls the town of Tell Hamra.",
        ftm=Ftm("UnknownLink", {"subject": "subject", "place": "object"}, {"role": "controls"}),
        stix=Stix("located-at", "subject", "place"),
    ),
    # -- what happened -------------------------------------------------------------------------------------------------
    Predicate(
        name="incident", label="{value.kind}: {perpetrator} against {target} {victim}", nature="event",
        roles=(
            Slot("perpetrator", ANYONE, required=False), Slot("target", ANYTHING, required=False),
            Slot("victim", ANYONE, required=False), SOME_PLACE, Slot("asset", ANYTHING, required=False),
        ),
        values=("kind", "killed", "wounded", "responsibility", "text"), identity=("kind",),
        example="The Wafa Front attacked an army checkpoint near Tell Hamra on Tuesday, killing 11 soldiers.",
        ftm=Ftm("Event", {"perpetrator": "organizer", "target": "involved", "victim": "involved", "place": "location"}),
        stix=Stix("targets", "perpetrator", "target"),
    ),
])  # fmt: skip
