"""What the extractor makes of what the trained model saw: whom a pronoun speaks of, people that no list knows."""

from importlib.resources import files

import pytest

from reportedly.digest import digest
from reportedly.extract import read
from reportedly.extract.parts import Reading
from reportedly.extract.sight import look
from reportedly.model import Passage, Report, Span

pytestmark = pytest.mark.skipif(
    not files("reportedly").joinpath("data", "reader.onnx").is_file(), reason="the trained model is not here"
)


def reading(text: str) -> Reading:
    """The text as a report of one passage, read with the model."""
    report = Report(id=digest(text), text=text, passages=(Passage(span=Span(0, len(text)), voice="body"),))
    return read(report, look(report))


def names_of(found: Reading, words: str) -> list[tuple[str, ...]]:
    """The names of what each mention with these words refers to."""
    return [found.referents[m.referent].names for m in found.mentions if found.words(m.span) == words]


def test_who_does_something_to_him_is_another() -> None:
    found = reading("Karim Belloun left the town in May. Yusuf Darrash killed him near the river.")
    assert names_of(found, "him") == [("Karim Belloun",)]


def test_the_subject_stands_out() -> None:
    found = reading("Karim Belloun met Yusuf Darrash in Oran. He then flew home.")
    assert names_of(found, "He") == [("Karim Belloun",)]


def test_people_that_no_list_knows() -> None:
    found = reading("Police in Oran arrested a florist and a beekeeper on Monday.")
    assert names_of(found, "a beekeeper") == [("a beekeeper",)]


def test_the_same_noun_in_a_longer_description() -> None:
    found = reading("A driver spoke to the Baharan news agency on Monday. He told the agency that the road was closed.")
    (whole,) = {
        names
        for m in found.mentions
        if "news agency" in found.words(m.span)
        for names in names_of(found, found.words(m.span))
    }
    assert names_of(found, "the agency") == [whole]
