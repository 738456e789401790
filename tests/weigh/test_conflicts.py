"""Conflicts: what cannot both be so, and what only looks like it."""

import pytest

from reportedly.model import Quantity, Value
from reportedly.weigh import Told, weigh
from reportedly.when import Date, Period
from tests.tellings import as_of, done, on, told

DEAD, ALIVE = Value(state="dead"), Value(state="alive")


def kinds(*claims: Told) -> list[str]:
    """The kinds of conflict, each once for each pair of sides."""
    found = {(c.kind, frozenset({c.left_claims, c.right_claims})) for f in weigh(claims) for c in f.conflicts}
    return sorted(kind for kind, _ in found)


def size(low: int, high: int | None, day: str, by: str, **more: str) -> Told:
    value = Value(low=low, high=high, unit="fighters")
    return told("size", subject="front", value=value, when=as_of(day), by=by, said=day, **more)  # type: ignore[arg-type]


def toll(killed: int, said: str, by: str, **roles: str) -> Told:
    value = Value(kind="bombing", killed=Quantity(low=killed, high=killed))
    return told("incident", value=value, when=on("2016-10-11"), said=said, by=by, **{"place": "town", **roles})  # type: ignore[arg-type]


# -- life and death ----------------------------------------------------------------------------------------------------


def test_dead_then_seen_in_a_video():
    died = told("status", subject="abu", value=DEAD, when=done("2014-09-14"), said="2014-09-15")
    video = told(
        "incident", perpetrator="abu", value=Value(kind="video"), when=on("2014-10-02"), said="2014-10-03", by="Star"
    )
    found = weigh([died, video])
    assert kinds(died, video) == ["status"]
    death = next(f for f in found if f.predicate == "status")
    assert death.standing == "contested"
    assert death.conflicts[0].left_claims == (died.claim.id,)
    assert death.conflicts[0].right_claims == (video.claim.id,)


def test_a_killing_is_a_death_too():
    killed = told("incident", perpetrator="army", victim="abu", value=Value(kind="killing"), when=on("2014-09-14"))
    alive = told("status", subject="abu", value=ALIVE, when=as_of("2014-10-02"), said="2014-10-02", by="Star")
    assert kinds(killed, alive) == ["status"]


def test_alive_then_dead_is_no_conflict():
    alive = told("status", subject="abu", value=ALIVE, when=as_of("2014-08-01"), said="2014-08-01")
    wounded = told("status", subject="abu", value=Value(state="wounded"), when=on("2014-09-01"), said="2014-09-01")
    died = told("status", subject="abu", value=DEAD, when=done("2014-09-14"), said="2014-09-15", by="Star")
    assert kinds(alive, wounded, died) == []


# -- denials -----------------------------------------------------------------------------------------------------------


def test_a_denial_of_the_same_time():
    yes = told("supports", subject="emirate", object="front", value=Value(kind="arms"), when=as_of("2014-09-01"))
    no = told(
        "supports",
        subject="emirate",
        object="front",
        value=Value(kind="arms"),
        when=as_of("2014-09-05"),
        denied=True,
        by="Star > Abu",
    )
    assert kinds(yes, no) == ["denial"]


def test_not_so_in_june_and_so_in_july_is_a_change():
    no = told("pledged_to", subject="band", object="emirate", when=as_of("2016-06-20"), said="2016-06-20", denied=True)
    yes = told("pledged_to", subject="band", object="emirate", when=done("2016-07-06"), said="2016-07-09", by="Star")
    assert kinds(no, yes) == []


def test_a_presence_denied_a_year_before_is_a_change():
    no = told("present_in", subject="emirate", place="sinai", when=as_of("2014-09-05"), said="2014-09-05", denied=True)
    yes = told("present_in", subject="emirate", place="sinai", when=as_of("2015-11-10"), said="2015-11-10", by="Star")
    assert kinds(no, yes) == []


def test_a_truce_that_is_over_from_a_day_on_does_not_deny_the_truce_before():
    truce = Value(kind="truce")
    yes = told("allied_with", subject="a", object="b", value=truce, when=as_of("2017-12-12"), said="2017-12-12")
    since = Period(Date.of("2018-01-21"), Date.since(Date.of("2018-01-22").earliest))
    no = told(
        "allied_with", subject="a", object="b", value=truce, when=since, said="2018-01-22", denied=True, by="Star"
    )
    assert kinds(yes, no) == []


# -- numbers -----------------------------------------------------------------------------------------------------------


def test_two_strengths_of_one_month():
    assert kinds(size(250, 250, "2016-06-17", "Wire"), size(1400, 1400, "2016-06-20", "Star > Laith")) == ["number"]


@pytest.mark.parametrize(
    ("why", "left", "right"),
    [
        ("two years lie between", size(250, 250, "2014-06-17", "Wire"), size(1400, 1400, "2016-06-20", "Star")),
        (
            "one source, told again",
            size(250, 250, "2016-06-17", "Wire > Laith"),
            size(900, 900, "2016-06-20", "Star > Laith"),
        ),
        ("the ranges meet", size(200, 999, "2016-06-17", "Wire"), size(600, None, "2016-06-20", "Star")),
        ("rounding", size(250, 250, "2016-06-17", "Wire"), size(270, 270, "2016-06-20", "Star")),
        (
            "two places",
            size(250, 250, "2016-06-17", "Wire", place="a"),
            size(900, 900, "2016-06-20", "Star", place="b"),
        ),
    ],
)
def test_figures_that_can_be_reconciled(why: str, left: Told, right: Told):
    assert kinds(left, right) == [], why


def test_two_tolls_of_one_day():
    assert kinds(toll(8, "2016-10-11", "Ministry"), toll(19, "2016-10-11", "Observatory")) == ["number"]


def test_a_toll_that_rises_is_an_update_and_one_that_falls_is_not():
    assert kinds(toll(11, "2016-10-11", "Wire"), toll(19, "2016-10-14", "Observatory")) == []
    assert kinds(toll(19, "2016-10-11", "Observatory"), toll(8, "2016-10-14", "Ministry")) == ["number"]


def test_soldiers_and_attackers_are_two_scopes():
    assert (
        kinds(toll(8, "2016-10-11", "Wire", victim="soldiers"), toll(40, "2016-10-11", "Star", victim="attackers"))
        == []
    )


def test_a_toll_does_not_contest_the_incident():
    (finding,) = weigh([toll(8, "2016-10-11", "Ministry"), toll(19, "2016-10-11", "Observatory")])
    assert finding.standing == "corroborated"
    assert (finding.value.killed, len(finding.conflicts)) == (Quantity(low=8, high=19), 1)


def test_ages_that_fit_no_birthday():
    forty, fifty = Value(years=40), Value(years=50)
    assert kinds(
        told("age", subject="abu", value=forty, when=as_of("2016-03-01")),
        told("age", subject="abu", value=fifty, when=as_of("2016-03-01"), by="Star"),
    ) == ["number"]
    assert not kinds(
        told("age", subject="abu", value=forty, when=as_of("2006-03-01"), said="2006-03-01"),
        told("age", subject="abu", value=fifty, when=as_of("2016-03-01"), by="Star"),
    )


# -- who did it --------------------------------------------------------------------------------------------------------


def test_one_claims_it_and_another_is_blamed():
    claimed = Value(kind="bombing", responsibility="claimed")
    blamed = Value(kind="bombing", responsibility="blamed")
    claims = (
        told(
            "incident", place="town", perpetrator="emirate", value=claimed, when=on("2016-10-11"), by="Wire > #emirate"
        ),
        told("incident", place="town", perpetrator="front", value=blamed, when=on("2016-10-11"), by="Star > #ministry"),
        told(
            "incident",
            place="town",
            perpetrator="front",
            value=blamed,
            when=on("2016-10-11"),
            by="Post > #front",
            denied=True,
        ),
    )
    (finding,) = weigh(claims)
    assert kinds(*claims) == ["responsibility", "responsibility"]
    assert finding.standing == "contested"


def test_two_sides_of_a_fight_are_no_two_culprits():
    clash = Value(kind="clash")
    assert not kinds(
        told("incident", perpetrator="front", target="army", place="town", value=clash, when=on("2016-10-11")),
        told(
            "incident", perpetrator="army", target="front", place="town", value=clash, when=on("2016-10-11"), by="Star"
        ),
    )


def test_a_bomb_is_not_denied_by_denying_a_rocket():
    assert not kinds(
        told("incident", asset="flight", value=Value(kind="bombing"), when=on("2015-10-31")),
        told(
            "incident", asset="flight", value=Value(kind="shooting_down"), when=on("2015-10-31"), by="Star", denied=True
        ),
    )


# -- belonging ---------------------------------------------------------------------------------------------------------


def test_left_and_still_there():
    assert kinds(
        told("split_from", subject="branch", object="base", when=done("2014-06-27"), said="2014-07-03"),
        told("part_of", subject="branch", object="base", when=as_of("2014-07-03"), said="2014-07-03", by="Star"),
    ) == ["membership"]


def test_there_and_then_left_is_a_change():
    assert not kinds(
        told("part_of", subject="branch", object="base", when=as_of("2014-03-01"), said="2014-03-01"),
        told("split_from", subject="branch", object="base", when=done("2014-06-27"), said="2014-07-03", by="Star"),
    )


LEADER = Value(title="leader")


def test_two_leaders_on_one_day():
    assert kinds(
        told("holds_role", subject="abu", object="front", value=LEADER, when=as_of("2016-03-01")),
        told(
            "holds_role", subject="omar", object="front", value=Value(title="emir"), when=as_of("2016-03-01"), by="Star"
        ),
    ) == ["membership"]


@pytest.mark.parametrize(
    ("why", "other", "day"),
    [("a successor", Value(title="leader"), "2017-03-01"), ("another post", Value(title="judge"), "2016-03-01")],
)
def test_succession_and_other_posts_are_no_conflict(why: str, other: Value, day: str):
    assert not kinds(
        told("holds_role", subject="abu", object="front", value=LEADER, when=as_of("2016-03-01")),
        told("holds_role", subject="omar", object="front", value=other, when=as_of(day), said=day, by="Star"),
    ), why


# -- dates and names ---------------------------------------------------------------------------------------------------


def test_two_dates_of_founding():
    assert kinds(
        told("founded", subject="front", when=done("2013-03")),
        told("founded", subject="front", when=done("2011"), by="Star"),
    ) == ["date"]
    assert not kinds(
        told("founded", subject="front", when=done("2013-03")),
        told("founded", subject="front", when=done("2013"), by="Star"),
    )


def test_two_real_names():
    real = [Value(name=name, kind="real_name") for name in ("Marwan Qattan", "Ziyad Halawi", "Marwan Idris Qattan")]
    claims = [
        told("known_as", subject="abu", value=value, by=by)
        for value, by in zip(real, ("Wire", "Star", "Post"), strict=True)
    ]
    assert kinds(*claims) == ["identity", "identity"]


# -- what takes no part ------------------------------------------------------------------------------------------------


def test_comments_and_plans_make_no_conflict():
    yes = told("status", subject="abu", value=DEAD, when=done("2014-09-14"))
    assert not kinds(
        yes, told("status", subject="abu", value=ALIVE, when=as_of("2014-10-02"), by="Star > reader", voice="comment")
    )
