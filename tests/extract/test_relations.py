"""What a reader would call a relation is found; what only looks like one is not. Short texts, read from the first word."""

import pytest

from reportedly.extract import RuleExtractor, read, relations
from reportedly.extract.parts import Candidate, Reading
from reportedly.model import Passage, Report, Span
from reportedly.when import Date


def report(text: str) -> Report:
    passage = Passage(span=Span(0, len(text)), voice="body")
    return Report(
        id="r",
        text=text,
        outlet="The Northern Courier",
        published=Date.of("2016-06-10"),
        dated_by="printed",
        passages=(passage,),
    )


def told(text: str) -> tuple[Reading, list[Candidate]]:
    reading = read(report(text))
    return reading, list(relations.find(reading))


def found(text: str, predicate: str) -> set[tuple[str, ...]]:
    """Every claim of a predicate: the fillers' names in the order of their roles, then what the value says."""
    reading, candidates = told(text)
    claims = set()
    for candidate in candidates:
        if candidate.predicate == predicate:
            names = [
                reading.referents[role.filler].names[0]
                for role in sorted(candidate.roles, key=lambda r: _ORDER.index(r.name))
            ]
            value = candidate.value
            claims.add((*names, *(str(v) for v in (value.title, value.name, value.country, value.kind) if v)))
    return claims


_ORDER = ("subject", "object", "place")


@pytest.mark.parametrize(
    ("text", "predicate", "claim"),
    [
        ("The Wafa Front is led by Ibrahim al-Rakkad.", "holds_role", ("Ibrahim al-Rakkad", "Wafa Front", "leader")),
        ("Ibrahim al-Rakkad, 46, the leader of the Wafa Front, spoke.", "holds_role", ("Ibrahim al-Rakkad", "Wafa Front", "leader")),
        ("The Wafa Front has sent weapons to the Free Men Brigade.", "supports", ("Wafa Front", "Free Men Brigade", "arms")),
        ("The Free Men Brigade received rifles from the Wafa Front.", "supports", ("Wafa Front", "Free Men Brigade", "arms")),
        ("The Wafa Front and the Free Men Brigade agreed to stop fighting each other.", "allied_with", ("Wafa Front", "Free Men Brigade", "truce")),
        ("The Spear Battalion split from the Wafa Front in March.", "split_from", ("Spear Battalion", "Wafa Front")),
        ("The Wafa Front swore fealty to the Emirate of the Two Wadis.", "pledged_to", ("Wafa Front", "Emirate of the Two Wadis")),
    ],
)  # fmt: skip
def test_a_relation_is_found_from_the_first_word(text: str, predicate: str, claim: tuple[str, ...]) -> None:
    assert claim in found(text, predicate)


def test_of_a_list_each_pair_is_allied() -> None:
    text = "There is a truce between the Wafa Front, the Spear Battalion and the Free Men Brigade."
    assert found(text, "allied_with") == {
        ("Wafa Front", "Spear Battalion", "truce"),
        ("Wafa Front", "Free Men Brigade", "truce"),
        ("Spear Battalion", "Free Men Brigade", "truce"),
    }


def test_a_post_without_a_group_is_one_of_the_group_spoken_of_last() -> None:
    text = "Fighters of the Wafa Front left the town at dawn. The military commander, Yusuf Hamdan, did not speak."
    assert ("Yusuf Hamdan", "Wafa Front", "military commander") in found(text, "holds_role")


def test_a_chief_of_somebody_else_is_not_given_to_the_group_spoken_of_last() -> None:
    text = "Fighters of the Wafa Front left the town at dawn. They shot the social leader Yusuf Hamdan."
    assert not found(text, "holds_role")


def test_a_post_with_an_adjective_is_that_of_the_country() -> None:
    text = "Iraqi Foreign Minister Yusuf Hamdan arrived. Talks on Iraq went on."
    assert ("Yusuf Hamdan", "Iraq", "Foreign Minister") in found(text, "holds_role")


def test_nobody_knows_whose_president_is_meant() -> None:
    assert not found("President Rauf Azzam spoke. Fighting went on in Tell Hamra.", "holds_role")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Yusuf Hamdan, better known as Abu Yahya, denied it.", {"Abu Yahya"}),
        ("Yusuf Hamdan, also known as “Seven” or “Don Yusuf”, denied it.", {"Seven", "Don Yusuf"}),
        ("Yusuf Hamdan, whom the enemy calls Comandante Putol, denied it.", {"Comandante Putol"}),
        ("The Wafa Front (WF) denied it.", {"WF"}),
    ],
)
def test_other_names_are_told_whether_they_are_mentions_or_not(text: str, names: set[str]) -> None:
    _, candidates = told(text)
    assert names <= {c.value.name for c in candidates if c.predicate == "known_as"}


def test_an_account_is_that_of_the_one_named_beside_it() -> None:
    assert ("Yusuf Hamdan", "@hamdan_y", "account") in found(
        "Yusuf Hamdan wrote so on his account @hamdan_y.", "known_as"
    )


def test_a_passive_seizes_nothing() -> None:
    assert not found("Yusuf Hamdan was captured in Tell Hamra on Monday.", "controls")


def test_a_list_of_towns_says_nothing_of_what_lies_in_what() -> None:
    assert not found("There was fighting in Tell Hamra, Qasr Mirwan, Ras al-Qumra and Umm Dulab.", "located_in")


def test_a_noun_before_an_infinitive_is_not_its_subject() -> None:
    text = "The envoy met the Wafa Front to support the Free Men Brigade."
    assert ("Wafa Front", "Free Men Brigade", "other") not in found(text, "supports")


def test_the_object_of_a_pledge_is_not_the_body_whose_chief_is_meant() -> None:
    claims = found("The Wafa Front pledged allegiance to Emirate of the Two Wadis leader Abu Talha.", "pledged_to")
    assert all("Emirate of the Two Wadis" not in claim for claim in claims)


@pytest.mark.parametrize(
    "text",
    [
        "The Wafa Front denied having pledged allegiance to the Emirate of the Two Wadis.",
        "The Wafa Front did not pledge allegiance to the Emirate of the Two Wadis.",
    ],
)
def test_a_denial_is_told_as_one(text: str) -> None:
    claims = [c for c in RuleExtractor().extract(report(text)).claims if c.predicate == "pledged_to"]
    assert [c.polarity for c in claims] == ["denied"]


def test_furniture_tells_nothing() -> None:
    text = "The Wafa Front is led by Ibrahim al-Rakkad."
    passage = Passage(span=Span(0, len(text)), voice="furniture")
    whole = Report(id="r", text=text, passages=(passage,))
    assert not list(relations.find(read(whole)))
