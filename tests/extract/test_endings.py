"""What the claims of one report tell about each other's time."""

from dataclasses import replace

import pytest

from reportedly.digest import digest
from reportedly.export.claims import told
from reportedly.extract import RuleExtractor, settled
from reportedly.model import Claim, Passage, Report, Role, Span, Value, Voice
from reportedly.predicates import PREDICATES
from reportedly.when import Date, Period

PUBLISHED = Date.of("2016-10-13")
TUESDAY = Date.of("2016-10-11")


def claim(predicate, when, *, words=None, polarity="affirmed", certainty="asserted", value=None, start=0, **roles):  # noqa: PLR0913  # a claim has as many sides
    made = Claim(
        id="",
        report="r",
        predicate=predicate,
        roles=tuple(Role(name, filler) for name, filler in roles.items()),
        value=value or Value(),
        when=when,
        when_words=words,
        reported=PUBLISHED,
        polarity=polarity,
        certainty=certainty,
        chain=(Voice(kind="outlet", name="Harbour Gazette"),),
        evidence=Span(start, start + 1),
        words="x",
    )
    return replace(made, id=digest(made))


def act(day):
    return Period(day, Date.since(day.earliest))


def death(day=TUESDAY, words="on Tuesday", **how):
    return claim("status", act(day), words=words, value=Value(state="dead"), subject="rakkad", **how)


def untimed_death(**how):
    when = Period(Date.by(PUBLISHED.latest), Date.since(PUBLISHED.earliest))
    return claim("status", when, value=Value(state="dead"), subject="rakkad", start=9, **how)


def post(predicate="holds_role", when=None, **how):
    return claim(predicate, when or Period.as_of(PUBLISHED), subject="rakkad", object="front", **how)


def told_of(found):
    when = told(found.when, PREDICATES[found.predicate].nature, PUBLISHED)
    return when["from"], when["to"], when["ongoing"]


@pytest.mark.parametrize("predicate", ["holds_role", "member_of", "supports", "opposes"])
def test_what_a_dead_man_was_ends_with_his_death(predicate):
    _, state = settled([death(), post(predicate)])
    assert told_of(state) == (None, "2016-10-11", False)


def test_a_state_keeps_its_beginning_when_it_ends():
    _, state = settled(
        [death(), post(when=Period(Date.of("2011"), Date.since(PUBLISHED.earliest)), words="since 2011")]
    )
    assert told_of(state) == ("2011", "2016-10-11", False)


def test_what_was_over_before_the_death_keeps_its_own_end():
    former = post(when=Period.at(Date.of("2012")), words="in 2012")
    assert settled([death(), former])[1] == former


def test_a_name_and_a_nationality_outlive_a_man():
    name = claim("known_as", Period.as_of(PUBLISHED), value=Value(name="Abu Yazan"), subject="rakkad")
    assert settled([death(), name])[1] == name


@pytest.mark.parametrize(
    "other",
    [
        death(polarity="denied", start=3),
        claim("status", Period.as_of(PUBLISHED), value=Value(state="alive"), subject="rakkad"),
        death(day=Date.of("2013"), words="in 2013", start=3),
    ],
)
def test_a_death_that_is_disputed_or_told_of_two_days_ends_nothing(other):
    assert settled([death(), other, post()])[2] == post()


@pytest.mark.parametrize("certainty", ["hedged", "hypothetical"])
def test_a_supposed_death_ends_nothing(certainty):
    assert settled([death(certainty=certainty), post()])[1] == post()


def test_leaving_a_group_ends_what_one_was_in_it_and_nothing_else():
    left = claim("left", act(TUESDAY), words="on Tuesday", subject="rakkad", object="front")
    elsewhere = claim("member_of", Period.as_of(PUBLISHED), subject="rakkad", object="council")
    _, state, other = settled([left, post("member_of"), elsewhere])
    assert told_of(state) == (None, "2016-10-11", False)
    assert other == elsewhere


def test_one_death_has_one_day_in_whichever_form_it_is_told():
    killing = claim("incident", Period.at(TUESDAY), words="on Tuesday", value=Value(kind="killing"), victim="rakkad")
    raid = claim("incident", Period.at(Date.by(PUBLISHED.latest)), value=Value(kind="raid"), victim="rakkad", start=5)
    _, dead, struck = settled([killing, untimed_death(), raid])
    assert (told_of(dead), dead.when_words) == (("2016-10-11", "2016-10-11", True), "on Tuesday")
    assert told_of(struck) == ("2016-10-11", "2016-10-11", False)


def test_a_relation_told_again_takes_the_time_of_the_first_telling():
    pledge = claim("pledged_to", act(TUESDAY), words="on Tuesday", subject="front", object="emirate")
    again = claim("pledged_to", act(Date.by(PUBLISHED.latest)), subject="front", object="emirate", start=7)
    assert told_of(settled([again, pledge])[0]) == ("2016-10-11", "2016-10-11", True)


def test_two_days_of_one_thing_settle_nothing():
    again = untimed_death()
    assert settled([death(), death(day=Date.of("2016-10-02"), words="on 2 October", start=3), again])[2] == again


def test_a_claim_has_the_id_of_its_new_time():
    state = settled([death(), post()])[1]
    assert state.id == digest(replace(state, id=""))


def test_a_report_that_dates_the_death_ends_the_post():
    text = (
        "The army said on Thursday it had killed Ibrahim al-Rakkad, the commander of the Wafa Front, near Tell Hamra.\n"
        "Al-Rakkad was killed on Tuesday, a spokesman said."
    )
    passages = (Passage(span=Span(0, len(text)), voice="body"),)
    found = RuleExtractor().extract(Report(id="r", text=text, outlet="Gazette", published=PUBLISHED, passages=passages))
    posts = [told_of(c) for c in found.claims if c.predicate == "holds_role"]
    assert posts
    assert set(posts) == {(None, "2016-10-11", False)}
