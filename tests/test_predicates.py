"""The table of predicates is coherent: what one entry names exists, and fits the models that exports write."""

import dataclasses
import string

import pytest

from reportedly import predicates
from reportedly.errors import ModelViolation
from reportedly.model import Value
from reportedly.predicates import PREDICATES, Predicate

FIELDS = {field.name for field in dataclasses.fields(Value)}
FTM_KINDS = {"person": "Person", "group": "Organization", "place": "Address", "asset": "Asset"}
every = pytest.mark.parametrize("entry", PREDICATES.values(), ids=lambda entry: entry.name)


def roles(entry: Predicate) -> set[str]:
    return {slot.name for slot in entry.roles}


@every
def test_roles_are_distinct_and_can_be_filled(entry: Predicate) -> None:
    assert len(roles(entry)) == len(entry.roles)
    assert all(slot.kinds for slot in entry.roles)
    assert entry.slot(entry.roles[0].name) is entry.roles[0]
    assert entry.slot("nobody") is None


@every
def test_values_are_fields_of_value(entry: Predicate) -> None:
    assert set(entry.values) <= FIELDS
    assert set(entry.identity) <= set(entry.values)


@every
def test_the_label_speaks_of_roles_and_values_only(entry: Predicate) -> None:
    named = {field for _, field, _, _ in string.Formatter().parse(entry.label) if field}
    assert named
    assert named <= roles(entry) | {f"value.{value}" for value in entry.values}


@every
def test_exclusive_roles_are_its_own(entry: Predicate) -> None:
    assert set(entry.exclusive) <= roles(entry)


@every
def test_what_it_excludes_begins_and_ends_exists(entry: Predicate) -> None:
    for other in (*entry.excludes, *entry.initiates, *entry.terminates):
        known, _, state = other.partition(":")
        assert known in PREDICATES
        assert not state or state in predicates.STATES
    assert not set(entry.initiates) & set(entry.terminates)


@every
def test_exclusion_is_mutual(entry: Predicate) -> None:
    for other in entry.excludes:
        assert entry.name in PREDICATES[other.partition(":")[0]].excludes or other.startswith(f"{entry.name}:")


@every
def test_only_an_act_changes_the_world(entry: Predicate) -> None:
    if entry.terminates:
        assert entry.nature == "act"


@every
def test_the_example_is_a_sentence(entry: Predicate) -> None:
    assert entry.example[0].isupper()
    assert entry.example.endswith(".")


@every
def test_mappings_name_its_own_roles_and_values(entry: Predicate) -> None:
    own = roles(entry) | set(entry.values) | {"when"}
    assert set(entry.ftm.properties) <= own
    assert not set(entry.ftm.properties.values()) & set(entry.ftm.constant), "set once"
    if entry.stix:
        assert {entry.stix.source, entry.stix.target} <= roles(entry)
        assert entry.stix.source != entry.stix.target


def test_a_symmetric_predicate_has_two_like_roles() -> None:
    for entry in PREDICATES.values():
        if entry.symmetric:
            subject, other = entry.slot("subject"), entry.slot("object")
            assert subject is not None
            assert other is not None
            assert subject.kinds == other.kinds


def test_violence_is_a_kind_of_incident() -> None:
    assert set(predicates.INCIDENT_KINDS) > predicates.VIOLENT


def test_a_predicate_cannot_be_declared_twice() -> None:
    entry = PREDICATES["size"]
    with pytest.raises(ModelViolation, match="twice"):
        predicates._index([entry, entry])  # noqa: SLF001 - the check that guards the table


@every
def test_the_mapping_fits_follow_the_money(entry: Predicate) -> None:
    """Every schema and property exists in the installed model, and everything that the schema requires is filled."""
    ftm = pytest.importorskip("followthemoney")
    schema = ftm.model.get(entry.ftm.schema)
    assert schema is not None, f"no schema {entry.ftm.schema}"
    for role, prop in entry.ftm.properties.items():
        found = schema.get(prop)
        assert found is not None, f"{schema.name} has no {prop}"
        slot = entry.slot(role)
        if slot and found.type.name == "entity":
            fits = [ftm.model.get(FTM_KINDS[kind]).is_a(found.range) for kind in slot.kinds]
            # an optional role that does not fit (an asset as a target) is told in the event's label alone
            assert all(fits) if slot.required else any(fits), f"{slot} does not fit {schema.name}.{prop}"
    for prop in entry.ftm.constant:
        assert schema.get(prop) is not None, f"{schema.name} has no {prop}"
    filled = {*entry.ftm.properties.values(), *entry.ftm.constant}
    missing = set(schema.required) - filled - ({"name"} if schema.is_a("Thing") else set())  # the label is its name
    assert not missing


@every
def test_the_mapping_fits_stix(entry: Predicate) -> None:
    """A relationship is made of two things and a word; the installed library takes ours."""
    stix2 = pytest.importorskip("stix2")
    if entry.stix:
        made = stix2.Relationship(
            relationship_type=entry.stix.relationship,
            source_ref="identity--9f9a3f3c-5d0e-4d0b-9c55-6d0b0f6f3f10",
            target_ref="identity--9f9a3f3c-5d0e-4d0b-9c55-6d0b0f6f3f11",
        )
        assert made.relationship_type == entry.stix.relationship
