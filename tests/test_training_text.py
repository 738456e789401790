"""The invented training text: marks of who says what, and phrases filled with names."""

import json

import pytest

from training import filling, made
from training.marks import cut, unmark


def layers(text):
    plain, marks = unmark(text, "x")
    return [(row.words, row.layers["attribution"]) for row in cut(plain, {"attribution": marks})]


def test_marks_become_words():
    ((words, spans),) = layers("[s: Ana Holm] [c: has denied] [q: that the army [1] left].")
    assert words == ["Ana", "Holm", "has", "denied", "that", "the", "army", "[", "1", "]", "left", "."]
    assert spans == [(0, 2, "source"), (2, 4, "cue"), (4, 11, "content")]


def test_an_inner_attribution_breaks_the_outer_content():
    ((_, spans),) = layers("[s: Holm] [c: said] [q: that [s: Voss] [c: fears] the end].")
    assert [label for *_, label in spans] == ["source", "cue", "content", "source", "cue", "content"]


def test_a_content_ends_with_each_sentence_and_goes_on_in_the_next():
    first, second = layers("[q: “They left. We stay,”] [s: Holm] [c: said].")
    assert [label for *_, label in first[1]] == ["content"]
    assert [label for *_, label in second[1]] == ["content", "source", "cue"]


@pytest.mark.parametrize("text", ["[s: Holm [c: said] it", "[s:  ] said"])
def test_broken_marks_are_errors(text):
    with pytest.raises(ValueError, match="x: "):
        unmark(text, "x")


def test_the_invented_news_can_be_read():
    documents = list(made.written())
    cues = sum(span[2] == "cue" for d in documents for row in d.rows for span in row.layers["attribution"])
    assert len(documents) > 200
    assert cues > 2000
    assert {d.split for d in documents} == {"train", "dev"}


@pytest.mark.parametrize(
    ("phrase", "marked"),
    [
        ("{S:group} left {P:place} at dawn, {V:person} said.", "[q: {S:group} left {P:place} at dawn], [s: {V:person}] [c: said]."),
        ("The {B:body} says that {S:group} left.", "[s: The {B:body}] [c: says] [q: that {S:group} left]."),
        ("According to {V:person}, {S:group} left.", "[c: According to] [s: {V:person}], [q: {S:group} left]."),
        ("{S:group} drove to {P:place}.", "{S:group} drove to {P:place}."),  # nobody says anything
        ("{S:group} fears {O:group}.", None),  # somebody does, but the forms do not tell what is whose
        ("{V:person} said that {S:group} claims to have left.", None),
    ],
)  # fmt: skip
def test_plain_forms_of_attribution(phrase, marked):
    assert filling.attributed(phrase) == marked


@pytest.mark.parametrize(
    ("phrase", "usable"),
    [
        ("{S:group} left {P:place} on Sunday.", True),
        ("Some of {S:group} left {P:place}.", True),
        ("{S:group} left Paris.", False),  # a name of its own, whose kind nobody tells
        ("{S:person} was made {T:title}.", False),
    ],
)
def test_phrases_with_names_of_their_own_are_left_out(phrase, usable):
    assert filling.usable(phrase) == usable


@pytest.fixture
def bank(tmp_path):
    names = tmp_path / "training/names"
    names.mkdir(parents=True)
    people = [
        {"kind": "person", "names": [f"Ana Holm{i}", f"Colonel Holm{i}"], "name_types": ["full", "title"]}
        for i in range(9)
    ]
    groups = [{"kind": "group", "names": [f"the Amber{i} Front", f"AF{i}"]} for i in range(9)]
    for stem, rows in (("persons-x", people), ("groups", groups)):
        (names / f"{stem}.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return filling.Bank(tmp_path)


def test_slots_are_filled_and_the_names_are_complete(bank):
    phrases = ["{S:person} and 30 men left {O:group} on 3 May 2014.", "{S:group} followed {O:person}, its commander."]
    for seed in range(20):
        page = filling.Page(bank, filling.random.Random(seed))
        document = filling.page("x", phrases, page, attribution=True)
        first, second = document.rows
        named = [(" ".join(first.words[a:b]), label) for a, b, label in first.layers["names"]]
        assert ("30 men", "quantity") in named
        assert ("3 May 2014", "time") in named
        assert {label for _, label in named} >= {"person", "group", "quantity", "time"}
        assert not any("Colonel" in name or name.startswith("the ") for name, label in named if label != "title")
        assert (second.words[-2], second.layers["names"][-1][2]) == ("commander", "title")
        assert second.words[0][0].isupper()
