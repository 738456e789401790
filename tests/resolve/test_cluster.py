"""Clusters of signatures: what joins, what must not, and that order never matters."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model import Decision, Referent, Report
from reportedly.resolve import cluster, entity_of, sign, sign_all


def people(*named, kind="person"):
    """Signatures, one report each; a tuple holds the aliases of one."""
    made = []
    for n, names in enumerate(named):
        listed = (names,) if isinstance(names, str) else names
        made.append(sign(Report(id=f"r{n}", text="x"), Referent(id=f"{n}", kind=kind, named=True, names=listed)))
    return made


def groups_of(signatures, decisions=()):
    """The clusters by the first name of each member."""
    by_id = {s.id: s.names[0] for s in signatures}
    return sorted(sorted(by_id[i] for i in ids) for ids in cluster(signatures, decisions))


def test_spellings_and_stated_aliases_join():
    found = groups_of(
        people("Abu Suhayb al-Talmari", ("Abu Sohaib al-Talmari", "Marwan Idris Qattan"), "Marwan Qattan")
    )
    assert found == [["Abu Sohaib al-Talmari", "Abu Suhayb al-Talmari", "Marwan Qattan"]]


def test_two_men_who_share_a_nisba_or_a_kunya_stay_two():
    assert len(groups_of(people("Abu Hamza al-Talmari", "Abu Ayyub al-Talmari", "Abu Hamza al-Sawwani"))) == 3


def test_a_short_name_does_not_chain_two_full_ones():
    found = groups_of(people("Hassan Farax Dirshe", "Hassan Farax", "Hassan Farax Samatar"))
    assert found == [["Hassan Farax"], ["Hassan Farax Dirshe"], ["Hassan Farax Samatar"]]


def test_a_lone_surname_goes_to_the_only_bearer():
    assert groups_of(people("Jabir Sallum", "Sallum")) == [["Jabir Sallum", "Sallum"]]
    assert len(groups_of(people("Jabir Sallum", "Haytham Sallum", "Sallum"))) == 3


def test_a_surname_that_no_report_gives_in_full_is_one_person_a_given_name_is_not():
    assert len(groups_of(people("Qarmali", "President Qarmali"))) == 1
    assert len(groups_of(people("Hassan", "Sheikh Hassan"))) == 2


def test_an_initial_finds_its_name():
    assert len(groups_of(people("Fauzi L.", "Fauzi Latip"))) == 1
    assert len(groups_of(people("J. Veldhamer", "Joost Veldhamer"))) == 1
    assert len(groups_of(people("J. Veldhamer", "Joost Veldhamer", "Jan Veldhamer"))) == 3


def test_a_kunya_or_a_nisba_goes_to_nobody():
    assert len(groups_of(people("Abu Suhayb al-Talmari", "Abu Suhayb", "al-Talmari"))) == 3


def test_a_surname_that_one_report_tells_apart_goes_to_the_other_bearer():
    report = Report(id="r9", text="x")
    own = [
        Referent(id="a", kind="person", named=True, names=("Lugay",)),
        Referent(id="b", kind="person", named=True, names=("Nur Lugay",)),
    ]
    signatures = [*people("Hassan Lugay"), *sign_all(report, own).values()]
    assert groups_of(signatures) == [["Hassan Lugay", "Lugay"], ["Nur Lugay"]]


def test_an_acronym_goes_to_the_only_name_it_stands_for():
    found = groups_of(people("Union of Fighters of the Faith", "UFF", kind="group"))
    assert found == [["UFF", "Union of Fighters of the Faith"]]
    assert len(groups_of(people("Union of Fighters of the Faith", "United Freedom Front", "UFF", kind="group"))) == 3


def test_a_renamed_group_is_one_where_a_report_says_so():
    found = groups_of(people("Jabhat al-Wafa", ("Wafa Front", "Harakat al-Mithaq"), "Covenant Movement", kind="group"))
    assert len(found) == 1


def test_a_city_and_its_province_are_two_only_where_both_are_named_so():
    assert len(groups_of(people("Deir Zabun", "Deir Zabun province", kind="place"))) == 1
    both = groups_of(people("Deir Zabun", "city of Deir Zabun", "Deir Zabun province", kind="place"))
    assert both == [["Deir Zabun", "city of Deir Zabun"], ["Deir Zabun province"]]


def decide(verdict, left, right, at="d1", retires=None):
    return Decision(id=at, verdict=verdict, left=left.id, right=right.id, retires=retires)


def test_decisions_come_first():
    alias, full, other = people("Faysal Nuri Antar", "Abu Mundhir al-Talmari", "Faisal Nuri Antar")
    assert len(cluster([alias, full], ())) == 2
    assert len(cluster([alias, full], [decide("same", alias, full)])) == 1
    assert len(cluster([alias, other], ())) == 1
    assert len(cluster([alias, other], [decide("different", alias, other)])) == 2


def test_a_retired_decision_counts_no_more():
    left, right = people("Faysal Nuri Antar", "Faisal Nuri Antar")
    old, new = decide("different", left, right), decide("same", left, right, at="d2", retires="d1")
    assert len(cluster([left, right], [old])) == 2
    assert len(cluster([left, right], [old, new])) == 1


def test_a_different_decision_stops_a_chain():
    left, bridge, right = people(
        "Abu Suhayb al-Talmari", ("Abu Sohaib al-Talmari", "Marwan Qattan"), "Marwan Idris Qattan"
    )
    found = cluster([left, bridge, right], [decide("different", left, right)])
    assert not any({left.id, right.id} <= set(ids) for ids in found)


POOL = people(
    "Abu Suhayb al-Talmari", ("Abu Sohaib al-Talmari", "Marwan Idris Qattan"), "Marwan Qattan", "Abu Suhayb al-Sawwani",
    "Abu Mundhir al-Talmari", "Hassan Farax Dirshe", "Hassan Farax", "Hassan Farax Samatar", "Qattan", "Dirshe", "Jabir Sallum",
    "Jaber Salloum", ("Sallum", "Jabir Faris Sallum"), "Haytham Sallum", "Sallum", "Abu Suhayb", "J. Sallum",
)  # fmt: skip
pairs = st.tuples(st.sampled_from(["same", "different"]), st.sampled_from(POOL), st.sampled_from(POOL))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(POOL), min_size=1, unique_by=lambda s: s.id), st.lists(pairs, max_size=3), st.randoms())
def test_clusters_divide_the_component_whatever_the_order(signatures, verdicts, chance):
    decisions = [decide(v, a, b, at=f"d{n}") for n, (v, a, b) in enumerate(verdicts)]
    found = cluster(signatures, decisions)
    assert sorted(i for ids in found for i in ids) == sorted(s.id for s in signatures)
    shuffled, turned = list(signatures), list(decisions)
    random.Random(chance.random()).shuffle(shuffled)
    random.Random(chance.random()).shuffle(turned)
    assert cluster(shuffled, turned) == found
    for decision in decisions:
        if decision.verdict == "different" and decision.left != decision.right:
            assert not any({decision.left, decision.right} <= set(ids) for ids in found)


def test_the_best_name_of_an_entity_is_a_full_and_frequent_one():
    signatures = people(
        "Abu Sohaib al-Talmari", ("Abu Suhayb al-Talmari", "al-Talmari"), ("ABU SUHAYB AL-TALMARI", "Abu Suhayb")
    )
    entity = entity_of(signatures, {signatures[0].id: 1, signatures[1].id: 4, signatures[2].id: 9})
    assert entity.label == "Abu Suhayb al-Talmari"
    assert entity.id == min(s.id for s in signatures) == entity.members[0]
    assert [n.part for n in entity.names][-2:] == ["kunya", "nisba"]
    assert entity.names[0].count == 4


def test_an_unnamed_entity_shows_its_description():
    only = sign(Report(id="r", text="x"), Referent(id="1", kind="person", named=False, names=("a security official",)))
    entity = entity_of([only], {only.id: 1})
    assert (entity.label, entity.names[0].part, entity.named) == ("a security official", "description", False)
