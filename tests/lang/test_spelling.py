"""Spellings of one name sound alike; other names do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.lang.spelling import alike, likeness, skeleton, sounds

ONE = [
    ("Yusuf", "Youssef"),
    ("Mohammed", "Muhammad"),
    ("Mohammed", "Maxamed"),
    ("Julani", "Golani"),
    ("Suhayb", "Sohaib"),
    ("Zaytun", "Zaitoun"),
    ("Mundhir", "Munzir"),
    ("Uthman", "Othman"),
    ("Raqqad", "Rakkad"),
    ("Nusra", "Nusrah"),
    ("Bayt", "Beit"),
    ("Masri", "Masry"),
    ("Barkalé", "Barkalleh"),
    ("Quiñones", "Quiñónez"),
    ("Zawahiri", "Dhawahiri"),
    ("محمد", "Mohammed"),
    ("يوسف", "Yusuf"),
]
TWO = [
    ("Hassan", "Hussein"),
    ("Mohammed", "Mahmoud"),
    ("Omar", "Amir"),
    ("Karim", "Akram"),
    ("Sham", "Shami"),
    ("Hamdan", "Hamza"),
    ("Iraq", "Iran"),
    ("Kissoum", "Kassoumé"),
    ("Villaruz", "Villaruel"),
]


@pytest.mark.parametrize(("left", "right"), ONE)
def test_spellings_of_one_name(left, right):
    assert alike(left, right)
    assert skeleton(left) == skeleton(right)


@pytest.mark.parametrize(("left", "right"), TWO)
def test_two_names(left, right):
    assert not alike(left, right)


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_symmetric_and_bounded(left, right):
    assert likeness(left, right) == likeness(right, left)
    assert 0 <= likeness(left, right) <= 1
    assert likeness(left, left) == 1


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_case_accents_and_apostrophes_are_not_heard(word):
    assert sounds(word.upper()) == sounds(word)
    assert sounds(f"{word[0]}’{word[1:]}") == sounds(word)
