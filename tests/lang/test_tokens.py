"""Where sentences and words begin and end."""

import pytest

from reportedly.lang.tokens import split, tokenize
from reportedly.model import Passage, Report, Span


def sentences(text):
    passages = (Passage(span=Span(0, len(text)), voice="body"),)
    return [s.text for s in split(Report(id="r", text=text, passages=passages))]


def words(text):
    return [t.text for t in tokenize(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Lt. Gen. Karim Dawud spoke for the U.S. Army on Dec. 15 near St. Marten.",
        "Mr. Hamdan and Abu Bakr A. al-Talmari met at 9 a.m. Tuesday.",
        "About 4.5 million left; see www.wafa.example/a.b for more.",
        "He paused ... then went on.",
        "Resolution No. 2170 names them.",
        "A line that was wrapped\nat a width goes on.",
        "4. Visits. ",
    ],
)
def test_a_stop_that_ends_no_sentence(text):
    assert len(sentences(text)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ('"We won." He left. “It is over.” The rest', ['"We won."', "He left.", "“It is over.”", "The rest"]),
        ("They serve the U.S. The army does not.", ["They serve the U.S.", "The army does not."]),
        ("It began at 10 p.m. The men fled.", ["It began at 10 p.m.", "The men fled."]),
        ("- First point\n- Second point", ["- First point", "- Second point"]),
        ("THE WAFA FRONT\nStatement of the council", ["THE WAFA FRONT", "Statement of the council"]),
        ("The group said.The army denied it.", ["The group said.", "The army denied it."]),
        ("Is it so? Yes! So it is…  And more.", ["Is it so?", "Yes!", "So it is…", "And more."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert sentences(text) == expected


def test_sentences_point_into_the_report():
    text = "  He left.\n\nShe stayed.  "
    report = Report(id="r", text=text, passages=(Passage(span=Span(0, len(text)), voice="body"),))
    for number, sentence in enumerate(split(report)):
        assert sentence.span.of(text) == sentence.text
        assert sentence.index == number
        assert all(text[t.start : t.end] == t.text for t in sentence.tokens)


def test_names_and_figures_stay_whole():
    text = "@wafa_1 said Bza'a, al-Wafa and the U.S. lost 1,000 on 17/02/2016; a 42-year-old of الدولة"
    found = words(text)
    for word in ("@wafa_1", "Bza'a", "al-Wafa", "U.S.", "1,000", "17/02/2016", "42-year-old", "الدولة"):
        assert word in found


@pytest.mark.parametrize("text", ["the army moved on " * 2000, "x" * 9000, "said. The town " * 900])
def test_text_without_a_stop_is_cut_where_no_sentence_is_that_long(text):
    found = sentences(text)
    assert all(len(sentence) <= 2000 for sentence in found)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
