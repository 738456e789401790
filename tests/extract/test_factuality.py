"""How firmly: denials, hedges, plans and the report's own doubt. All texts are invented."""

import pytest

from reportedly.extract import factuality, voices
from reportedly.extract.parts import Candidate, Reading
from reportedly.lang.tokens import split
from reportedly.model import Passage, Report, Role, Span


def judged(text, trigger, predicate="pledged_to", voice="body", roles=()):
    report = Report(id="r", text=text, outlet="The Page", passages=(Passage(span=Span(0, len(text)), voice=voice),))
    reading = Reading(report, split(report))
    reading = Reading(report, reading.sentences, quotes=voices.find_quotes(reading))
    at = text.index(trigger)
    span = Span(at, at + len(trigger))
    sentence = next(s for s in reading.sentences if s.span.meets(span))
    candidate = Candidate(predicate=predicate, roles=roles, sentence=sentence, trigger=span, evidence=span)
    return factuality.judge(reading, candidate), text


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The front did not join the alliance.", "join"),
        ("The front never swore allegiance to the emir.", "swore allegiance"),
        ("The spokesman denied that the front had sworn allegiance.", "sworn allegiance"),
        ("He denied a story, run by Radio Anar, which told of hidden arms in the port.", "hidden arms"),
        ("Neither the front nor the brigade swore allegiance.", "swore allegiance"),
        ("The front refused to join the alliance.", "join"),
        ("There is no evidence that the front joined the alliance.", "joined"),
        ("The talk that the front had sworn allegiance is a lie.", "sworn allegiance"),
        ("It is untrue that the front swore allegiance.", "swore allegiance"),
        ("The court cleared Badawi of the attack.", "attack"),
        ("Wako denied, in a letter to the paper that the front had sworn allegiance.", "sworn allegiance"),
        ("The front did not join; it swore.", "join"),
        ("One cannot say the front won the harbour.", "won"),
        ("Nor did the front ever swear allegiance.", "swear allegiance"),
        ("He denied any involvement in the alliance.", "alliance"),
    ],
)
def test_denied(text, trigger):
    found, _ = judged(text, trigger)
    assert found.denied


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The front swore allegiance.", "swore allegiance"),
        ("The front, which never took the town, swore allegiance.", "swore allegiance"),
        ("The brigade stayed away, but the front swore allegiance.", "swore allegiance"),
        ("It was the front, not the brigade, that swore allegiance.", "swore allegiance"),
        ("An officer, who asked not to be named, said the front had sworn allegiance.", "sworn allegiance"),
        ("He refused to disarm and swore allegiance.", "swore allegiance"),
        ("Not only did the front swear allegiance, it paid.", "swear allegiance"),
        ("He denied it, but swore allegiance.", "swore allegiance"),
        ("He denied any involvement and pointed to sleeper cells of the brigade.", "pointed to sleeper cells"),
        ("He denied any involvement and blamed the brigade.", "blamed"),
        ("Wako denies, on his account @wako_k, that the front will merge.", "his account"),
        ("They answered not to Wako but to the emir of the front.", "but to the emir"),
        ("The army did not move when the front swore allegiance.", "swore allegiance"),
        ("Nobody enters without a paper stamped by the front.", "stamped by"),
        ("We cannot say whether the front won the harbour.", "won"),
        ("The front is assessed at not more than 40 men.", "40 men"),
        ("The army cleared 20 percent of the city of the front.", "the front"),
    ],
)
def test_not_denied(text, trigger):
    found, _ = judged(text, trigger)
    assert not found.denied


@pytest.mark.parametrize(
    ("text", "trigger", "certainty"),
    [
        ("The front joined the alliance.", "joined", "asserted"),
        ("The front reportedly joined the alliance.", "joined", "hedged"),
        ("The front is believed to have joined the alliance.", "joined", "hedged"),
        ("The front may have joined the alliance.", "joined", "hedged"),
        ("The front appears to have joined the alliance.", "joined", "hedged"),
        ("Officials suspect that the front joined the alliance.", "joined", "hedged"),
        ("The front will join the alliance.", "join", "hypothetical"),
        ("If the front joined the alliance, the army would march.", "joined", "hypothetical"),
        ("The front plans to join the alliance.", "join", "hypothetical"),
        ("The front could join the alliance.", "join", "hypothetical"),
        ("The front wants to join, but the brigade joined the alliance.", "joined", "asserted"),
        ("May God accept him, the front said, he joined the alliance.", "joined", "asserted"),
        ("Badawi would later become a judge.", "become a judge", "asserted"),
        ("Badawi, who was reported killed in March, spoke.", "killed", "hedged"),
        ("Badawi, presumed dead, spoke.", "dead", "hedged"),
        ("Badawi, reported dead, joined the alliance.", "joined", "asserted"),
    ],
)
def test_certainty(text, trigger, certainty):
    found, _ = judged(text, trigger)
    assert found.certainty == certainty


def test_hedges_are_spans_of_the_text():
    found, text = judged("The front reportedly joined the alliance.", "joined")
    assert [h.of(text) for h in found.hedges] == ["reportedly"]


def test_a_noun_phrase_is_taken_for_granted():
    text = "If the talks fail, Omar Wako, the leader of the front, will not attend."
    found, _ = judged(text, "the leader of", predicate="holds_role")
    assert not found.denied
    assert found.certainty == "asserted"


def test_but_a_word_right_before_it_counts():
    found, _ = judged("The alleged leader of the front was seen in Kasra.", "leader of", predicate="holds_role")
    assert found.certainty == "hedged"
    found, _ = judged("Wako is not the leader of the front.", "leader of", predicate="holds_role")
    assert found.denied


def test_who_denies_a_part_in_an_event_denies_no_event():
    text = "The front categorically denies any role in the explosion."
    deniers = (Role("perpetrator", "front"),)
    assert not judged(text, "explosion", predicate="incident")[0].denied
    assert judged(text, "explosion", predicate="incident", roles=deniers)[0].denied
    assert judged("The front denied that the explosion took place.", "explosion", predicate="incident")[0].denied


def test_a_pair_that_stayed_away_keeps_its_posts():
    text = "Neither Chairman Wako nor Front leader Badawi attended."
    assert not judged(text, "Front leader Badawi", predicate="holds_role")[0].denied
    assert judged(text, "attended")[0].denied


def test_no_longer_ends_a_state_and_leaves_an_event():
    assert judged("Wako no longer leads the front.", "leads", predicate="holds_role")[0].denied
    assert not judged("They no longer recognise the chairman.", "recognise", predicate="left")[0].denied


def test_the_reports_own_doubt_stands_near():
    text = "The front joined the alliance. Orient Wire could not independently verify the claim."
    assert judged(text, "joined")[0].assessment == "uncorroborated"
    assert judged("The front joined the alliance. Rain fell.", "joined")[0].assessment is None


def test_a_headline_that_asks_asserts_nothing():
    assert judged("Wako behind the port bomb?", "behind", voice="headline")[0].certainty == "hedged"


def test_marked_sarcasm():
    assert judged("Sure, they joined the good guys /sarc", "joined")[0].ironic
    assert not judged("They joined the sarcastic poets.", "joined")[0].ironic
