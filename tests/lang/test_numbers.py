"""Counts as reports write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.lang.numbers import find_numbers, whole


def found(text):
    return [(e.quantity.low, e.quantity.high) for e in find_numbers(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("at least 11 soldiers", 11, None),
        ("nearly 8,000 fighters", 8000, 8000),
        ("scores of policemen", 40, None),
        ("dozens of them", 24, None),
        ("hundreds of militants", 200, 999),
        ("a few thousand men", 2000, 9999),
        ("tens of thousands of people", 20000, 99999),
        ("several hundred fighters", 200, 999),
        ("groups of 5-7 men", 5, 7),
        ("two to three thousand men", 2000, 3000),
        ("between 3,000 and 5,000 fighters", 3000, 5000),
        ("more than 40 dead", 40, None),
        ("up to 200 men", None, 200),
        ("fewer than 50 men", None, 50),
        ("a dozen rifles", 12, 12),
        ("half a dozen trucks", 6, 6),
        ("twenty-one captives", 21, 21),
        ("two hundred and six graves", 206, 206),
        ("250 or more rifles", 250, None),
        ("2,000 fighters", 2000, 2000),
    ],
)
def test_counts_mean_what_the_guide_says(text, low, high):
    assert found(text) == [(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "in 2014",
        "on 3 May",
        "May 3",
        "the 3rd Battalion",
        "a 42-year-old",
        "at 14:30",
        "10 km away",
        "one of them",
        "T-55",
        "2.5%",
    ],
)
def test_what_counts_nothing_is_left_alone(text):
    assert found(text) == []


def test_two_figures_joined_by_and_are_two():
    assert found("killing 3 and wounding 5.") == [(3, 3), (5, 5)]


@given(st.integers(0, 999_999_999))
def test_figures_with_commas_read_back(number):
    assert whole(f"{number:,}") == number
