"""Names, described participants and pronouns: where they begin and end, and of what kind they are."""

import pytest

from reportedly.extract import mentions
from reportedly.lang.tokens import split
from reportedly.model import Passage, Report, Span
from reportedly.when import Date


def report_of(text, voice="body"):
    return Report(
        id="r", text=text, published=Date.of("2016-03-01"), passages=(Passage(span=Span(0, len(text)), voice=voice),)
    )


def found_in(text, form="name", voice="body"):
    report = report_of(text, voice)
    return [(f.span.of(text), f.kind) for f in mentions.find(report, split(report)) if f.form == form]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister met President Tarek Mansour on Monday.", ("Tarek Mansour", "person")),
        ("Troops under Lt. Gen. Harold J. Brant moved in.", ("Harold J. Brant", "person")),
        ("They follow Abu Yunis al-Sinuri, a trader.", ("Abu Yunis al-Sinuri", "person")),
        ("It was claimed by Jabhat al-Fajr.", ("Jabhat al-Fajr", "group")),
        ("Fighters of the People's Front of Kalmar left.", ("People's Front of Kalmar", "group")),
        ("The Ministry of Foreign Affairs and Trade denied it.", ("Ministry of Foreign Affairs and Trade", "group")),
        ("Men of the 3rd Rifle Brigade fled.", ("3rd Rifle Brigade", "group")),
        ("They were seen in Tell Qasra.", ("Tell Qasra", "place")),
        ("The town of Birash fell.", ("Birash", "place")),
        ("He crossed the Euphrates.", ("Euphrates", "place")),
        ("Rebels shot at Metrol Flight 204 over the sea.", ("Metrol Flight 204", "asset")),
        ('The colonel, Edgar "Tex" Moran, agreed.', ('Edgar "Tex" Moran', "person")),
    ],
)
def test_a_name_has_its_borders_and_its_kind(text, expected):
    assert expected in found_in(text)


def test_a_title_is_told_but_is_no_part_of_the_name():
    text = "He met Prime Minister Salim Haddad and rebel commander Yusuf Darwish."
    report = report_of(text)
    titles = {f.span.of(text): f.title.of(text) for f in mentions.find(report, split(report)) if f.title}
    assert titles == {"Salim Haddad": "Prime Minister", "Yusuf Darwish": "rebel commander"}


def test_an_adjective_of_a_country_is_no_name():
    assert found_in("An Egyptian officer and two Syrian drivers were held.") == []


def test_a_word_that_opens_a_sentence_is_no_name():
    assert found_in("Undoubtedly they left. Soldiers came. Existing posts were empty. However, nobody stayed.") == []


def test_a_country_that_acts_is_a_group_and_a_place_elsewhere():
    text = "Turkey condemned the raid. The men had come from Turkey."
    assert found_in(text) == [("Turkey", "group"), ("Turkey", "place")]


def test_a_name_typed_once_is_typed_everywhere():
    text = "Karim Daoud, 42, is a trader. Nobody had heard of Daoud. The paper wrote about Daoud."
    assert {kind for name, kind in found_in(text) if name == "Daoud"} == {"person"}


def test_a_region_stands_beside_the_place_inside_it():
    assert found_in("They rule northern Mali and Idlib province.") == [
        ("northern Mali", "place"),
        ("Mali", "place"),
        ("Idlib province", "place"),
        ("Idlib", "place"),
    ]


def test_a_headline_in_capitals_is_read_with_the_names_of_the_body():
    head, body = "BRAVE MEN OF BIRASH HOLD OUT", "The town of Birash was shelled."
    text = f"{head}\n{body}"
    passages = (
        Passage(span=Span(0, len(head)), voice="headline"),
        Passage(span=Span(len(head) + 1, len(text)), voice="body"),
    )
    report = Report(id="r", text=text, passages=passages)
    names = [f.span.of(text) for f in mentions.find(report, split(report)) if f.form == "name"]
    assert names == ["BIRASH", "town of Birash", "Birash"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was told to us by an Egyptian security official.", ("an Egyptian security official", "person")),
        ("He has nearly 8,000 militants.", ("nearly 8,000 militants", "group")),
        ("They freed the militants in Libya.", ("the militants in Libya", "group")),
        ("One of the intelligence officials agreed.", ("One of the intelligence officials", "person")),
        ("They burnt a fuel truck.", ("a fuel truck", "asset")),
        ("They took 14 tanks.", ("14 tanks", "asset")),
        ("The army withdrew.", ("The army", "group")),
        ("Officials said that Iraqi forces had left.", ("Iraqi forces", "group")),
        ("Six police stations burnt.", ("Six police stations", "asset")),
    ],
)
def test_a_description_is_a_base_noun_phrase(text, expected):
    assert expected in found_in(text, form="nominal")


def test_a_verb_is_no_description():
    assert found_in("They guard the gate and he heads home.", form="nominal") == []


def test_mentions_come_by_start_and_the_longer_first():
    text = "Egypt's General Security Agency watches the fighters of Ansar al-Sahl in northern Egypt."
    report = report_of(text)
    spans = [f.span for f in mentions.find(report, split(report))]
    assert spans == sorted(spans, key=lambda s: (s.start, -s.end))
