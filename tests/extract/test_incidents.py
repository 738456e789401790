"""Incidents as reports tell them: kind, roles, toll, responsibility; what a later sentence takes over; what is no incident."""

import pytest

from reportedly.extract import incidents, read
from reportedly.model import Passage, Quantity, Report, Span
from reportedly.when import Date


def told(*paragraphs):
    """What `incidents.find` says of a report: (kind or state, {role: names}, value) in order."""
    passages, text = [], ""
    for paragraph in paragraphs:
        passages.append(Passage(span=Span(len(text), len(text) + len(paragraph)), voice="body"))
        text += paragraph + "\n\n"
    reading = read(Report(id="r", text=text, published=Date.of("2016-03-01"), passages=tuple(passages)))
    found = []
    for candidate in incidents.find(reading):
        roles = {}
        for role in candidate.roles:
            roles.setdefault(role.name, set()).update(reading.referents[role.filler].names)
        found.append((candidate.value.kind or candidate.value.state or candidate.predicate, roles, candidate))
    return found


def only(kind, *paragraphs):
    """The one incident of that kind."""
    found = [(roles, candidate.value) for name, roles, candidate in told(*paragraphs) if name == kind]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("The Wafa Front attacked the Sahm Brigade near Tell Hamra.", "attack",
         {"perpetrator": "Wafa Front", "target": "Sahm Brigade", "place": "Tell Hamra"}),
        ("The Sahm Brigade was attacked by the Wafa Front in Tell Hamra.", "attack",
         {"perpetrator": "Wafa Front", "target": "Sahm Brigade", "place": "Tell Hamra"}),
        ("An attack by the Wafa Front on the Sahm Brigade in Tell Hamra failed.", "attack",
         {"perpetrator": "Wafa Front", "target": "Sahm Brigade", "place": "Tell Hamra"}),
        ("The Wafa Front's attack on the Sahm Brigade surprised nobody.", "attack",
         {"perpetrator": "Wafa Front", "target": "Sahm Brigade"}),
        ("The Wafa Front launched an attack on the Sahm Brigade.", "attack",
         {"perpetrator": "Wafa Front", "target": "Sahm Brigade"}),
        ("A car bomb exploded in Tell Hamra on Tuesday.", "bombing", {"place": "Tell Hamra"}),
        ("The Wafa Front conducted 12 airstrikes against the Sahm Brigade near Tell Hamra.", "airstrike",
         {"perpetrator": "Wafa Front", "target": "Sahm Brigade", "place": "Tell Hamra"}),
        ("The Wafa Front shot down an army helicopter.", "shooting_down",
         {"perpetrator": "Wafa Front", "asset": "an army helicopter"}),
        ("The Wafa Front seized Tell Hamra from the Sahm Brigade.", "seizure",
         {"perpetrator": "Wafa Front", "place": "Tell Hamra"}),
        ("Tell Hamra was captured by the Wafa Front.", "seizure", {"perpetrator": "Wafa Front", "place": "Tell Hamra"}),
        ("The capture of Tell Hamra by the Wafa Front came at dawn.", "seizure",
         {"perpetrator": "Wafa Front", "place": "Tell Hamra"}),
        ("The Wafa Front withdrew from Tell Hamra before dawn.", "retreat",
         {"perpetrator": "Wafa Front", "place": "Tell Hamra"}),
        ("The Wafa Front clashed with the Sahm Brigade in Tell Hamra.", "clash",
         {"perpetrator": "Wafa Front", "target": "Sahm Brigade", "place": "Tell Hamra"}),
        ("Clashes between the Wafa Front and the Sahm Brigade went on.", "clash",
         {"perpetrator": "Wafa Front", "target": "Sahm Brigade"}),
        ("The Wafa Front is besieging the town of Tell Hamra.", "siege",
         {"perpetrator": "Wafa Front", "place": "Tell Hamra"}),
        ("Yusuf Hamdan was arrested by the Sahm Brigade in Tell Hamra.", "arrest",
         {"victim": "Yusuf Hamdan", "perpetrator": "Sahm Brigade", "place": "Tell Hamra"}),
        ("The Wafa Front kidnapped Yusuf Hamdan near Tell Hamra.", "kidnapping",
         {"victim": "Yusuf Hamdan", "perpetrator": "Wafa Front", "place": "Tell Hamra"}),
        ("The Wafa Front beheaded Yusuf Hamdan.", "execution", {"victim": "Yusuf Hamdan", "perpetrator": "Wafa Front"}),
        ("Yusuf Hamdan met with Karim Darwish in Tell Hamra.", "meeting",
         {"perpetrator": {"Yusuf Hamdan", "Karim Darwish"}, "place": "Tell Hamra"}),
        ("The Wafa Front released a statement on Friday.", "statement", {"perpetrator": "Wafa Front"}),
        ("In a video posted on Monday, Yusuf Hamdan mocked the army.", "video", {"perpetrator": "Yusuf Hamdan"}),
        ("The Sahm Brigade began an operation to retake Tell Hamra.", "attack",
         {"perpetrator": "Sahm Brigade", "place": "Tell Hamra"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_an_incident_has_its_kind_and_its_roles(text, kind, expected):
    roles, _ = only(kind, text)
    for role, names in expected.items():
        assert ({names} if isinstance(names, str) else names) <= roles.get(role, set()), (role, roles)


def test_the_dead_and_the_wounded_belong_to_the_attack_that_caused_them():
    text = (
        "The Wafa Front attacked a checkpoint near Tell Hamra on Tuesday, killing at least 11 soldiers and wounding 30."
    )
    roles, value = only("attack", text)
    assert roles["perpetrator"] >= {"Wafa Front"}
    assert value.killed == Quantity(low=11)
    assert value.wounded == Quantity(low=30, high=30)
    assert not [name for name, _, _ in told(text) if name == "killing"]


def test_a_figure_in_the_next_sentence_speaks_of_the_same_incident():
    found = told("A car bomb exploded in Tell Hamra on Tuesday.", "The hospital counted 31 dead.")
    assert [(name, roles.get("place"), c.value.killed) for name, roles, c in found] == [
        ("bombing", {"Tell Hamra"}, None),
        ("bombing", {"Tell Hamra"}, Quantity(low=31, high=31)),
    ]


def test_accusation_claim_and_denial_keep_the_place_of_the_incident():
    found = told(
        "A car bomb exploded in Tell Hamra on Tuesday.",
        "The Sahm Brigade blamed the Wafa Front.",
        "The Nur Movement claimed responsibility.",
        "Karim Darwish, a spokesman, denied any involvement.",
    )
    assert [(name, roles["place"], c.value.responsibility) for name, roles, c in found] == [
        ("bombing", {"Tell Hamra"}, None),
        ("bombing", {"Tell Hamra"}, "blamed"),
        ("bombing", {"Tell Hamra"}, "claimed"),
        ("bombing", {"Tell Hamra"}, None),
    ]
    assert [roles.get("perpetrator") for _, roles, _ in found][1:3] == [{"Wafa Front"}, {"Nur Movement"}]


def test_the_attack_is_the_one_told_before():
    found = told("Gunmen attacked a mosque in Tell Hamra.", "The attack was carried out by the Wafa Front.")
    assert found[-1][1]["perpetrator"] == {"Wafa Front"}
    assert found[-1][1]["place"] == {"Tell Hamra"}


def test_entries_of_a_list_stand_under_their_place():
    found = told(
        "12/03 - Wadi Sahm", "Roadside bomb, 2 soldiers killed.", "13/03 - Tell Hamra", "Gunmen attacked a patrol."
    )
    assert [roles["place"] for _, roles, _ in found] == [{"Wadi Sahm"}, {"Tell Hamra"}]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Yusuf Hamdan was killed near Tell Hamra.", "dead"),
        ("Yusuf Hamdan died on Sunday.", "dead"),
        ("Yusuf Hamdan, 34, of Tell Hamra, Mahrun, died on Sunday.", "dead"),
        ("Yusuf Hamdan is rumoured to be wounded.", "wounded"),
        ("Seven people were killed, among them Yusuf Hamdan.", "dead"),
        ("Yusuf Hamdan was wounded near Tell Hamra.", "wounded"),
        ("The Sahm Brigade arrested Yusuf Hamdan.", "detained"),
        ("Yusuf Hamdan has been in custody since May.", "detained"),
        ("Yusuf Hamdan is still alive.", "alive"),
    ],
)
def test_what_becomes_of_a_person(text, state):
    states = [(name, roles) for name, roles, c in told(text) if c.predicate == "status"]
    assert states == [(state, {"subject": {"Yusuf Hamdan"}})]


@pytest.mark.parametrize(
    "text",
    [
        "Yusuf Hamdan died of a heart attack.",
        "The Wafa Front took part in the parade in Tell Hamra.",
        "The talks took place in Tell Hamra.",
        "Engineers visited fighting positions.",
        "The Wafa Front has left nothing to chance.",
        "No group claimed responsibility.",
        "Did the Wafa Front attack Tell Hamra?",
        "The reward is for information leading to the capture of Yusuf Hamdan.",
        "The assault ship left Tell Hamra.",
        "They face bombings of shops and attacks on farms.",
    ],
)
def test_words_used_in_passing_tell_of_no_violence(text):
    assert not [name for name, _, c in told(text) if c.predicate == "incident" and name not in ("killing", "meeting")]


@pytest.mark.parametrize(
    ("text", "kind", "role", "name"),
    [
        ("Yusuf Hamdan, whom the Sahm Brigade killed on 7 April, led the front.", "killing", "victim", "Yusuf Hamdan"),
        ("The Wafa Front entered Tell Hamra on Monday and attacked the Sahm Brigade.", "attack", "perpetrator", "Wafa Front"),
        ("Yusuf Hamdan walked into Tell Hamra and gave himself up.", "arrest", "victim", "Yusuf Hamdan"),
        ("The Wafa Front is held responsible for the bombing of Tell Hamra.", "bombing", "perpetrator", "Wafa Front"),
        ("Yusuf Hamdan, presumed coordinator of the bombing in Tell Hamra, said nothing.", "bombing", "perpetrator", "Yusuf Hamdan"),
        ("The army accused the Wafa Front of kidnapping two engineers.", "kidnapping", "perpetrator", "Wafa Front"),
        ("Hundreds of Syrians were killed at the hands of the Wafa Front.", "killing", "perpetrator", "Wafa Front"),
        ("The Wafa Front was beaten; its assault on Tell Hamra failed.", "attack", "perpetrator", "Wafa Front"),
        ("The withdrawal of the Wafa Front from Tell Hamra began.", "retreat", "perpetrator", "Wafa Front"),
        ("The Wafa Front took Tell Hamra. The Sahm Brigade abandoned the town.", "retreat", "place", "Tell Hamra"),
        ("The Wafa Front lost 22 men.", "clash", "victim", "Wafa Front"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_who_takes_part_where_the_words_are_further_apart(text, kind, role, name):
    found = [roles for told_kind, roles, c in told(text) if told_kind == kind and c.predicate == "incident"]
    assert any(name in roles.get(role, ()) for roles in found), found


def test_a_list_says_who_the_nations_are():
    text = "Nations which have conducted airstrikes in Mahrun include Australia, Belgium, Canada and the Netherlands."
    roles, _ = only("airstrike", text)
    assert roles["perpetrator"] >= {"Australia", "Belgium", "Canada", "Netherlands"}


def test_another_count_of_the_same_dead():
    found = told("The Wafa Front attacked Tell Hamra, killing 11.", "The ministry speaks of four.")
    assert [c.value.killed for _, _, c in found] == [Quantity(low=11, high=11), Quantity(low=4, high=4)]
    assert found[1][1]["place"] == {"Tell Hamra"}


def test_the_wounded_among_the_dead_of_an_attack_are_wounded():
    found = told("Yusuf Hamdan was wounded when the Wafa Front attacked Tell Hamra, killing 11 soldiers.")
    assert [name for name, _, c in found if c.predicate == "status"] == ["wounded"]


def test_whose_brother_was_killed_is_not_dead():
    assert not [c for _, _, c in told("The Wafa Front killed Yusuf Hamdan's bodyguard.") if c.predicate == "status"]


def test_suspicion_is_no_statement():
    _, value = only("attack", "Suspected members of the Wafa Front attacked the Sahm Brigade.")
    assert value.responsibility == "suspected"
    _, value = only("attack", "The Wafa Front attacked the Sahm Brigade.")
    assert value.responsibility == "stated"


def test_every_candidate_stands_in_its_sentence():
    for _, _, candidate in told("The Wafa Front attacked the Sahm Brigade near Tell Hamra, killing 11 soldiers."):
        assert candidate.sentence.span.covers(candidate.evidence)
        assert candidate.evidence.covers(candidate.trigger)
