"""Copies: what a re-post, a shortened story and a rewrite have in common, and what only looks like it."""

import random

import pytest

from reportedly.model import Passage, Report, Span
from reportedly.weigh import compare, families, shingle_keys
from reportedly.when import ANY, Date

STORY = """Gunmen stormed the customs post at Tell Hamra before dawn on Tuesday and killed eleven border guards, the
interior ministry of Mahrun said. The attackers came in four pickup trucks from the direction of Wadi Sahm, cut the
telephone line and burned the archive, a ministry spokesman told reporters in the capital. Two customs officers are
missing. The Wafa Front, which has held the hills above the town since the spring, did not comment. Traders said the
market stayed shut and that lorries loaded with cement were waiting on both sides of the barrier. The governor of the
province promised reinforcements within a week and asked residents to report strangers to the police."""
OTHER = """Three fishermen from the island of Salitan came home on Sunday after forty days at sea in an open boat without
an engine. They lived on rain water, raw mackerel and a sack of coconuts, one of them told a local radio station. The
coast guard had called off its search in April. Relatives had already held prayers for the dead. The harbour master
says that the current carried them in a wide circle past the lighthouse at Cape Jelai, twice, without being seen."""
SAME_EVENT = """At least nine people died when an armed band attacked a border crossing near Tell Hamra, residents said by
telephone. Shooting was heard for about an hour. "They wore new uniforms and spoke our dialect," a baker said. A doctor at
the small clinic counted nine bodies, among them a woman who sold tea. Nobody has claimed the assault. Smoke hung over
the offices where travellers pay their duties. Villagers blamed smugglers rather than rebels for what happened there."""


def report(text: str, outlet: str | None = "Wire", day: str | None = "2016-03-01") -> Report:
    return Report(id=f"{outlet} {day} {len(text)}", text=text, outlet=outlet, published=Date.of(day) if day else ANY)


def edited(text: str, share: float, seed: int) -> str:
    """The text with that share of its words replaced."""
    dice = random.Random(seed)
    return " ".join("amended" if dice.random() < share else word for word in text.split())


def test_the_same_words_elsewhere_are_an_exact_copy_of_the_earlier_one():
    copy = compare(report(STORY, "Courier", "2016-03-02"), report(STORY))
    assert copy is not None
    assert (copy.kind, copy.share, copy.added) == ("exact", 1.0, ())
    assert copy.original.startswith("Wire")


def test_an_insertion_is_named_as_what_the_copy_adds():
    own = "Our correspondent adds that the barracks nearby had been empty since last week because of the feast."
    text = STORY.replace("Two customs officers are", f"{own} Two customs officers are")
    late = report(text, "Courier", "2016-03-02")
    copy = compare(report(STORY), late)
    assert copy is not None
    assert copy.kind == "near"
    assert len(copy.added) == 1
    assert "barracks nearby had been empty" in copy.added[0].of(text)


def test_a_shortened_story_is_a_copy():
    assert compare(report(STORY), report(" ".join(STORY.split()[:60]), "Digest", "2016-03-03"))


@pytest.mark.parametrize("share", [0.1, 0.2, 0.3])
def test_copies_with_edited_words_stay_one_family(share: float):
    copies = [report(edited(STORY, share, seed), f"Paper {seed}", "2016-03-02") for seed in range(12)]
    assert len(families([report(STORY), *copies])) == 1


def test_two_reports_of_one_event_are_two():
    assert compare(report(STORY), report(SAME_EVENT, "Radio")) is None
    assert families([report(STORY), report(SAME_EVENT, "Radio"), report(OTHER, "Star")]) == tuple(
        sorted([(report(STORY).id,), (report(SAME_EVENT, "Radio").id,), (report(OTHER, "Star").id,)])
    )


def test_one_shared_quotation_is_no_copy():
    said = (
        '"We will not leave the hills above Tell Hamra before the government frees the prisoners of the spring, pays '
        'the widows of the bridge and withdraws the battalion that burned our villages, whatever the ministry says"'
    )
    assert compare(report(f"{STORY} {said}, the Front said."), report(f"{OTHER} {said}, it went on.", "Star")) is None


def test_furniture_and_comments_stand_outside():
    footer = (
        "Subscribe to our newsletter, follow us on all channels, share this story with friends, report an error here. "
        * 5
    )
    texts = [f"{body}\n{footer}" for body in (STORY, OTHER)]
    reports = [
        Report(
            id=str(i), text=text, outlet=f"Paper {i}", published=Date.of("2016-03-01"),
            passages=(Passage(span=Span(text.index("Subscribe"), len(text)), voice="furniture"),),
        )
        for i, text in enumerate(texts)
    ]  # fmt: skip
    assert compare(*reports) is None


def test_an_outlet_that_repeats_its_own_formulas_does_not_copy_itself():
    release = "The command said that one strike near {} engaged a tactical unit and destroyed {} on {}. " * 6
    first = report(release.format(*["Tell Hamra", "two vehicles", "Monday"] * 6), "Command", "2016-03-01")
    second = report(release.format(*["Ras al-Qumra", "a bunker and a mortar", "Tuesday"] * 6), "Command", "2016-03-02")
    assert compare(first, second) is None


def test_a_story_told_again_a_year_later_in_part_is_no_copy():
    half = " ".join(STORY.split()[:45]) + " " + OTHER
    assert compare(report(STORY), report(half, "Review", "2017-03-01")) is None


def test_families_do_not_depend_on_order():
    reports = [
        report(STORY),
        report(edited(STORY, 0.2, 1), "A"),
        report(OTHER, "B"),
        report(edited(OTHER, 0.2, 2), "C"),
    ]
    assert families(reports) == families(reversed(reports))
    assert sorted(map(len, families(reports))) == [2, 2]


def test_copies_share_a_key_and_strangers_share_no_strong_one():
    keys = {*shingle_keys(report(STORY))}
    assert keys & {*shingle_keys(report(edited(STORY, 0.3, 5), "Courier"))}
    assert not {k for k in keys & {*shingle_keys(report(OTHER))} if k.startswith("=")}


def test_a_report_without_words_has_no_keys_and_no_copies():
    assert shingle_keys(report("")) == ()
    assert compare(report(""), report("", "Star")) is None
