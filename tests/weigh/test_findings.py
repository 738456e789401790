"""Findings: what is grouped, how it stands, and that neither order nor company changes it."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model import Quantity, Value
from reportedly.weigh import Told, keys, weigh
from reportedly.weigh.origins import connected
from reportedly.when import Date, Period
from tests.tellings import as_of, done, on, told


def test_two_independent_origins_corroborate():
    (finding,) = weigh([
        told("member_of", subject="abu", object="front", when=as_of("2016-03-01")),
        told("member_of", subject="abu", object="front", when=as_of("2016-05-01"), by="Star", said="2016-05-01"),
    ])  # fmt: skip
    assert finding.standing == "corroborated"
    assert finding.credibility == 1
    assert str(finding.first_reported) == "2016-03-01"
    assert str(finding.last_reported) == "2016-05-01"


def test_many_copies_stay_one_origin():
    copies = [
        told("member_of", subject="abu", object="front", by=f"Paper {i}", family="wire", when=as_of("2016-03-01"))
        for i in range(40)
    ]
    (finding,) = weigh(copies)
    assert finding.standing == "single-origin"
    assert finding.credibility == 6
    assert finding.origins[0].copies == 39


def test_hedges_keep_credibility_down():
    (finding,) = weigh([
        told("member_of", subject="abu", object="front", by=by, hedged=True) for by in ("Wire", "Star")
    ])  # fmt: skip
    assert (finding.certainty, finding.standing, finding.credibility) == ("hedged", "corroborated", 2)


def test_a_state_that_ended_and_began_again_is_two_findings():
    first = Period(Date.of("2012"), Date.of("2013"))
    again = Period(Date.of("2016"), Date.since(Date.of("2016").latest))
    found = weigh([
        told("controls", subject="front", place="town", when=first),
        told("controls", subject="front", place="town", when=again, by="Star"),
    ])  # fmt: skip
    assert len(found) == 2


def test_symmetric_relations_meet_whichever_way_round():
    (finding,) = weigh([
        told("allied_with", subject="front", object="brigade", value=Value(kind="truce")),
        told("allied_with", subject="brigade", object="front", value=Value(kind="truce"), by="Star"),
    ])  # fmt: skip
    assert finding.standing == "corroborated"


def test_two_words_for_one_post_are_one_finding_and_a_deputy_another():
    found = weigh([
        told("holds_role", subject="abu", object="front", value=Value(title=title), by=by)
        for title, by in (("leader", "Wire"), ("emir", "Star"), ("deputy leader", "Post"))
    ])  # fmt: skip
    assert sorted(len(f.origins) for f in found) == [1, 2]


def test_a_plan_does_not_support_the_fact():
    plan = told("merged_with", subject="front", object="brigade")
    plan = Told(**{f: getattr(plan, f) for f in plan.__slots__} | {"claim": _hypothetical(plan)})
    fact = told("merged_with", subject="front", object="brigade", by="Star")
    assert sorted(f.certainty for f in weigh([plan, fact])) == ["asserted", "hypothetical"]


def _hypothetical(plan: Told):
    from dataclasses import replace

    return replace(plan.claim, id="plan", certainty="hypothetical")


def test_a_denial_alone_is_a_finding_that_stands_denied():
    (finding,) = weigh([told("pledged_to", subject="front", object="emirate", denied=True)])
    assert (finding.standing, finding.credibility, finding.origins) == ("denied", 5, ())
    assert len(finding.denials) == 1


def test_a_denied_pledge_is_contested():
    (finding,) = weigh([
        told("pledged_to", subject="front", object="emirate", when=done("2016-06-16")),
        told("pledged_to", subject="front", object="emirate", when=as_of("2016-06-20"), denied=True, by="Star > Laith"),
    ])  # fmt: skip
    assert (finding.standing, finding.credibility) == ("contested", 4)
    assert [c.kind for c in finding.conflicts] == ["denial"]


def test_figures_are_widened_not_averaged():
    (finding,) = weigh([
        told("size", subject="front", value=Value(low=low, high=high, unit="fighters"), when=as_of("2016-03-01"), by=by)
        for low, high, by in ((250, 250, "Wire"), (600, None, "Star"), (300, 400, "Post"))
    ])  # fmt: skip
    assert (finding.value.low, finding.value.high) == (250, None)
    assert finding.standing == "contested"


def test_tellings_of_one_attack_meet_and_those_of_another_do_not():
    raid = {"perpetrator": "front", "place": "town"}
    found = weigh([
        told("incident", value=Value(kind="attack", killed=Quantity(low=11)), when=on("2016-10-11"), **raid),
        told("incident", value=Value(kind="bombing"), when=on("2016-10-11"), by="Star", place="town"),
        told("incident", value=Value(kind="attack"), when=on("2016-12-01"), by="Post", **raid),
        told("incident", value=Value(kind="attack"), when=on("2016-10-11"), by="Post", perpetrator="front", place="village"),
        told("incident", value=Value(kind="statement"), when=on("2016-10-11"), perpetrator="front"),
    ])  # fmt: skip
    assert sorted(len(f.origins) for f in found) == [1, 1, 1, 2]


def test_a_lost_aircraft_is_one_incident_however_vaguely_it_is_dated():
    (finding,) = weigh([
        told("incident", value=Value(kind="bombing"), when=Period.at(Date.by(Date.of("2015-11").latest)), asset="flight"),
        told("incident", value=Value(kind="bombing"), when=on("2015-10-31"), asset="flight", by="Star"),
    ])  # fmt: skip
    assert finding.when == on("2015-10-31")


def test_one_claim_about_two_groups_is_in_two_findings():
    found = weigh([told("opposes", subject="front", object="army+emirate")])
    assert len(found) == 2
    assert len({f.id for f in found}) == 2


WHO = st.sampled_from(["a", "b", "c"])
PLACE = st.sampled_from(["p", "q"])
DAYS = st.sampled_from(["2014", "2015-06", "2015-06-17", "2015-06-18", "2016-03-01"])
TIMES = st.one_of(st.none(), DAYS.map(as_of), DAYS.map(on), DAYS.map(done))
BY = st.sampled_from(["Wire", "Star", "Star > @Wire", "Post > *an official", "Post > Rami", "Wire > Rami"])


@st.composite
def tellings(draw: st.DrawFn) -> Told:
    common = {
        "by": draw(BY),
        "said": draw(st.sampled_from(["2016-03-01", "2016-03-09", None])),
        "denied": draw(st.booleans()),
    }
    kind = draw(st.integers(0, 5))
    if kind == 0:
        return told("member_of", subject=draw(WHO), object=draw(WHO), when=draw(TIMES), **common)
    if kind == 1:
        return told("left", subject=draw(WHO), object=draw(WHO), when=draw(DAYS.map(done)), **common)
    if kind == 2:
        return told(
            "status",
            subject=draw(WHO),
            value=Value(state=draw(st.sampled_from(["dead", "alive"]))),
            when=draw(TIMES),
            **common,
        )
    if kind == 3:
        low = draw(st.sampled_from([40, 250, 600]))
        return told(
            "size", subject=draw(WHO), value=Value(low=low, high=low, unit="fighters"), when=draw(TIMES), **common
        )
    if kind == 4:
        title = draw(st.sampled_from(["leader", "emir", "judge"]))
        return told(
            "holds_role", subject=draw(WHO), object=draw(WHO), value=Value(title=title), when=draw(TIMES), **common
        )
    toll = draw(st.sampled_from([None, Quantity(low=4, high=4), Quantity(low=11)]))
    value = Value(kind=draw(st.sampled_from(["attack", "bombing", "killing", "video"])), killed=toll)
    return told(
        "incident", value=value, when=draw(TIMES), perpetrator=draw(WHO), victim=draw(WHO), place=draw(PLACE), **common
    )


CORPORA = st.lists(tellings(), max_size=14)


@settings(max_examples=150, deadline=None)
@given(CORPORA, st.randoms(use_true_random=False))
def test_order_changes_nothing(claims: list[Told], dice: random.Random):
    shuffled = list(claims)
    dice.shuffle(shuffled)
    assert weigh(shuffled) == weigh(claims)


@settings(max_examples=150, deadline=None)
@given(CORPORA)
def test_components_weighed_apart_give_the_whole(claims: list[Told]):
    apart = [f for component in connected(claims, keys) for f in weigh(component)]
    assert tuple(sorted(apart, key=lambda f: f.id)) == weigh(claims)


@settings(max_examples=150, deadline=None)
@given(CORPORA)
def test_no_claim_is_lost_and_conflicts_are_seen_from_both_sides(claims: list[Told]):
    found = {f.id: f for f in weigh(claims)}
    told_in = {c for f in found.values() for o in (*f.origins, *f.denials) for c in o.claims}
    assert told_in == {t.claim.id for t in claims}
    for finding in found.values():
        for conflict in finding.conflicts:
            other = found[conflict.right]
            assert any(c.right == finding.id and c.kind == conflict.kind for c in other.conflicts)


@settings(max_examples=100, deadline=None)
@given(CORPORA, st.integers(1, 5))
def test_copies_add_no_support(claims: list[Told], number: int):
    """Every claim told again, word for word, by a copy of its report, changes no standing."""
    copies = [_copied(t, i) for t in claims for i in range(number)]
    standing = {(f.predicate, f.roles, f.when, f.standing, f.credibility) for f in weigh(claims)}
    assert {(f.predicate, f.roles, f.when, f.standing, f.credibility) for f in weigh([*claims, *copies])} == standing


def _copied(original: Told, number: int) -> Told:
    from dataclasses import replace

    name = f"Copy {number}"
    chain = (replace(original.claim.chain[0], name=name), *original.claim.chain[1:])
    claim = replace(original.claim, id=f"{original.claim.id} {number}", report=f"{original.report} {name}", chain=chain)
    return replace(original, claim=claim, report=claim.report, outlet=name, family=original.family)
