"""The strength of a group: whose it is, what the figure is, what is no strength."""

import pytest

from reportedly.extract import read, sizes
from reportedly.model import Passage, Report, Span
from reportedly.when import Date


def strengths(text):
    report = Report(
        id="r", text=text, published=Date.of("2016-03-01"), passages=(Passage(span=Span(0, len(text)), voice="body"),)
    )
    reading = read(report)
    return [
        (reading.referents[c.roles[0].filler].names[0], c.value.low, c.value.high, c.value.unit)
        for c in sizes.find(reading)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Wafa Front has about 3,000 fighters.", [("Wafa Front", 3000, 3000, "fighters")]),
        ("Diplomats put the Wafa Front at 2,800 men.", [("Wafa Front", 2800, 2800, "fighters")]),
        ("Diplomats put the Wafa Front at 2,800.", [("Wafa Front", 2800, 2800, "fighters")]),
        ("At least 200 fighters of the Wafa Front were there.", [("Wafa Front", 200, None, "fighters")]),
        ("The Wafa Front (350 men) is led by a cleric.", [("Wafa Front", 350, 350, "fighters")]),
        ("The Wafa Front's 1,000 men were not paid.", []),
        ("The Wafa Front now consists of only hundreds of militants.", [("Wafa Front", 200, 999, "fighters")]),
        ("The Wafa Front trains. They are sixty at most, he said.", [("Wafa Front", 60, 60, "fighters")]),
        ("Yusuf Hamdan of the Wafa Front commands 65 fighters.", [("Wafa Front", 65, 65, "fighters")]),
        ("The Wafa Front lives off kidnapping and has 120 fighters.", [("Wafa Front", 120, 120, "fighters")]),
        ("The Wafa Front has 60 to 80 members.", [("Wafa Front", 60, 80, "members")]),
    ],
)
def test_a_strength_has_its_group_and_its_figure(text, expected):
    assert strengths(text) == expected


def test_each_of_two_groups_has_its_own_figure():
    text = "The Wafa Front and the Sahm Brigade made peace. Each commands around 1,000 rifles."
    assert strengths(text) == [("Wafa Front", 1000, 1000, "fighters"), ("Sahm Brigade", 1000, 1000, "fighters")]


def test_a_bare_figure_is_for_the_group_counted_before():
    text = "The ministry says the Wafa Front has 900 fighters. Its spokesman spoke of 2,000; the army says 700."
    assert [(name, low) for name, low, _, _ in strengths(text)] == [
        ("Wafa Front", 900),
        ("Wafa Front", 2000),
        ("Wafa Front", 700),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Wafa Front killed 40 fighters of the Sahm Brigade.",
        "14 fighters of the Wafa Front surrendered on Sunday.",
        "The Wafa Front freed 120 prisoners.",
        "The Wafa Front has 20 tanks.",
        "About 3,000 people fled.",
    ],
)
def test_the_dead_the_captured_and_the_fled_are_no_strength(text):
    assert strengths(text) == []
