"""Verdicts on pairs of names, with reasons that a person can read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model import Referent, Report
from reportedly.resolve import compare, sign

PERSONS = [
    ("Abu Hamza al-Talmari", "Abu Ayyub al-Talmari", "different", "different kunya: Abu Ayyub / Abu Hamza"),
    (
        "Abu Suhayb al-Talmari",
        "Abu Suhayb al-Sawwani",
        "different",
        "share the kunya Abu Suhayb, but Sawwani / Talmari",
    ),
    ("Abu Muhammad al-Julani", "Abu Mohammed al-Golani", "same", "both have the kunya Abu Mohammed and the nisba"),
    ("Leticia Villaruz", "Rogelio Villaruz", "different", "share the name Villaruz"),
    ("Hassan Farah Dirshe", "Hassan Farah Samatar", "different", "share the name Hassan and the name Farah"),
    ("Marwan Idris Qattan", "Marwan Qattan", "same", "one leaves out Idris"),
    ("Ibrahim al-Rakkad", "Ibrahim ar-Raqqad", "same", "both have the name Ibrahim and the nisba al-Rakkad"),
    ("J. Veldhamer", "Joost Veldhamer", "same", "one has an initial only"),
    ("Qattan, Marwan", "Marwan Qattan", "same", "both have"),
    ("Abu Suhayb", "Abu Suhayb al-Talmari", "unsure", "share only a kunya"),
    ("al-Talmari", "Abu Suhayb al-Talmari", "unsure", "share only a nisba"),
    ("Sallum", "Jabir Sallum", "unsure", "share only a single name"),
    ("Farah Dirshe", "Hassan Farah Dirshe", "unsure", "not the first name"),
    ("Mohamed Ali", "Mohamed Ali Warfa", "unsure", "common given names"),
    ("Ahmad Jan", "Ahmad Jan Warsanzai", "unsure", "common given names"),
    ("Mohammad Sarhadi", "Mohammad Qasim Sarhadi", "unsure", "common given names"),
    ("Thein Lat", "Than Lat", "unsure", "may be one name misprinted"),
    ("Moe Kyaw Lat", "Lat Moe Kyaw", "same", "both have"),
    ("Moe Kyaw Lat", "Kyaw Moe Lat", "unsure", "in another order"),
    ("Faysal Nuri Antar", "Abu Mundhir al-Talmari", "unsure", "share no part"),
]
GROUPS = [
    ("Jabhat al-Wafa", "Wafa Front", "same", "translated"),
    ("al-Mithaq", "Harakat al-Mithaq", "same", "leaves out movement"),
    ("Wafa Front", "Wafa Brigade", "different", "other kinds of body"),
    ("9th Battalion", "43rd Battalion", "different", "other numbers"),
    ("Ansar al-Sharia in Tarhuna", "Ansar al-Sharia in Zuwara", "different", "Tarhuna"),
    ("Halane", "Halane Guard", "unsure", "leaves out guard"),
    ("ISIS", "the Islamic State", "same", "known names of Islamic State"),
    ("UFF", "Union of Fighters of the Faith", "unsure", "may stand for"),
    ("the Front", "Wafa Front", "unsure", "bare head"),
]
PLACES = [
    ("Deir ez-Zor", "Deir al Zour", "same", ""),
    ("Tell Habra", "Tal Habra", "same", "same name"),
    ("Deir Zabun", "Deir Zabun province", "same", "only one says what kind"),
    ("city of Deir Zabun", "Deir Zabun province", "different", "other kinds of place"),
    ("northern Mahrun", "Mahrun", "unsure", "a part"),
    ("Dinaale airport", "Dinaale", "unsure", "something in it"),
    ("Tazoulit", "Tagourit", "unsure", "no name"),
]


def signed(kind, name, report):
    return sign(Report(id=report, text="x"), Referent(id=name, kind=kind, named=True, names=(name,)))


@pytest.mark.parametrize(
    ("kind", "left", "right", "outcome", "reason"),
    [("person", *row) for row in PERSONS] + [("group", *row) for row in GROUPS] + [("place", *row) for row in PLACES],
)
def test_verdict(kind, left, right, outcome, reason):
    found = compare(signed(kind, left, "r1"), signed(kind, right, "r2"))
    assert found.outcome == outcome, found.reasons
    assert reason in found.reasons[0]
    assert found == compare(signed(kind, right, "r2"), signed(kind, left, "r1"))


def test_kinds_do_not_mix():
    assert compare(signed("place", "Talmar", "r1"), signed("group", "Talmar", "r1")).outcome == "different"


def test_an_alias_that_a_report_states_bridges():
    report = Report(id="r1", text="x")
    both = sign(
        report, Referent(id="1", kind="person", named=True, names=("Faysal Nuri Antar", "Abu Mundhir al-Talmari"))
    )
    assert compare(both, signed("person", "Abu Mundhir at-Talmari", "r2")).outcome == "same"
    assert compare(both, signed("person", "Faisal Nuri Antar", "r3")).outcome == "same"


def test_two_halves_make_one_and_one_half_does_not():
    report = Report(id="r1", text="x")

    def named(*names):
        return sign(report, Referent(id=names[0], kind="person", named=True, names=names))

    left = named("Yusuf Adan Doukale", "Abu Salman", "Tuke")
    assert compare(left, named("Youssouf bin Aden", "Tuke")).outcome == "same"
    assert compare(left, named("Youssouf bin Aden")).outcome == "unsure"
    assert compare(left, named("Idris Warfa Guhaad", "Tuke")).outcome == "unsure"


names = st.sampled_from([row[i] for row in PERSONS for i in (0, 1)])


@given(names, names)
def test_symmetric(left, right):
    a, b = signed("person", left, "r1"), signed("person", right, "r2")
    assert compare(a, b) == compare(b, a)
