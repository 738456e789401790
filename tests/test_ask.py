"""Views as of two dates: what is seen, what is left out and counted, and plain answers."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.ask import View, answers
from reportedly.errors import UsageError
from reportedly.model import Value
from reportedly.weigh import Told
from reportedly.when import Date, Holds, Period
from tests.tellings import Shelf, as_of, done, on, told

DEAD, ALIVE, LEADER = Value(state="dead"), Value(state="alive"), Value(title="leader")
NAMES = {"abu": "Abu Yazan al-Halabi", "omar": "Omar Haddad", "front": "Wafa Front"}


def view(*claims: Told, valid: str | None = None, reported: str | None = None, names: dict | None = None) -> View:
    days = [date.fromisoformat(d) if d else None for d in (valid, reported)]
    return View(
        Shelf(claims, {f: f for t in claims for f in t.fillers()} | (names or {})), valid=days[0], reported=days[1]
    )


DIED = told("status", subject="abu", value=DEAD, when=done("2014-09-14"), said="2014-09-15")
SEEN = told(
    "incident", perpetrator="abu", value=Value(kind="video"), when=on("2014-10-02"), said="2014-10-03", by="Star"
)


# -- known by ----------------------------------------------------------------------------------------------------------


def test_what_came_later_is_not_known():
    before, after = (view(DIED, SEEN, reported=d) for d in ("2014-09-28", "2014-10-05"))
    assert [s.finding.standing for s in before.findings("abu")] == ["single-origin"]
    assert before.conflicts() == ()
    assert {s.finding.standing for s in after.findings("abu", "status")} == {"contested"}
    assert [d.conflict.kind for d in after.conflicts()] == ["status"]


def test_reports_without_a_date_are_left_out_and_counted():
    undated = told("status", subject="abu", value=ALIVE, said=None, by="Star")
    seen = view(DIED, undated, reported="2014-12-31")
    assert (seen.undated, len(seen.reports), len(seen.told)) == (1, 1, 1)
    assert view(DIED, undated).undated == 0


def test_a_month_counts_once_it_is_over():
    month = told("member_of", subject="abu", object="front", said="2014-09")
    assert view(month, reported="2014-09-29").told == ()
    assert len(view(month, reported="2014-09-30").told) == 1


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(["2014-09-20", "2014-10-03", "2014-11-01", "2015-01-01"]), max_size=4))
def test_reports_after_the_day_change_nothing(later: list[str]):
    """Known by 15 September: whatever appears afterwards."""
    new = [
        told("status", subject="abu", value=ALIVE, when=as_of(d), said=d, by=f"Star {i}") for i, d in enumerate(later)
    ]
    now = view(DIED, *new, reported="2014-09-15")
    assert now.findings() == view(DIED, reported="2014-09-15").findings()


# -- true on -----------------------------------------------------------------------------------------------------------


def test_a_state_told_of_one_day_is_a_maybe_on_another():
    member = told("member_of", subject="abu", object="front", when=as_of("2014-06-10"), said="2014-06-10")
    (seen,) = view(member, valid="2014-06-10").findings()
    assert (seen.holds, seen.note) == (Holds.YES, "")
    (seen,) = view(member, valid="2015-01-01").findings()
    assert (seen.holds, seen.note) == (Holds.MAYBE, "last reported 2014-06-10")


def test_what_had_ended_is_not_shown():
    former = told("member_of", subject="abu", object="front", when=Period(Date.of("2012"), Date.of("2013")))
    assert view(former, valid="2014-01-01").findings() == ()
    assert len(view(former, valid="2013-01-01").findings()) == 1


def test_an_incident_is_known_of_from_its_day_on():
    assert view(SEEN, valid="2014-10-01").findings() == ()
    assert len(view(SEEN, valid="2014-10-02").findings()) == 1


def test_comments_are_shown_on_request():
    comment = told("member_of", subject="abu", object="front", by="Star > reader", voice="comment")
    assert view(comment).findings() == ()
    assert view(comment).claims("abu") == ()
    assert len(view(comment).findings(comments=True)) == 1


def test_the_timeline_runs_forward_and_ends_with_the_undated():
    vague = told("opposes", subject="abu", object="front")
    days = [s.finding.predicate for s in view(vague, SEEN, DIED).timeline("abu")]
    assert days == ["status", "incident", "opposes"]


# -- names -------------------------------------------------------------------------------------------------------------


def test_a_full_name_is_clear_and_a_part_shows_all_who_bear_it():
    claims = [told("status", subject=s, value=ALIVE) for s in ("a", "b")]
    names = {"a": ["Abu Suhayb al-Talmari", "Talmari"], "b": ["Abu Mundhir al-Talmari"]}
    seen = view(*claims, names=names)
    assert [e.id for e in seen.find("abu suhayb al talmari")] == ["a"]
    assert [e.id for e in seen.find("Talmari")] == ["b", "a"]
    assert seen.find("Halabi") == ()


def test_an_id_is_a_name_too():
    assert [e.id for e in view(DIED, names=NAMES).find("abu")] == ["abu"]


def test_the_article_does_not_matter():
    member = told("member_of", subject="abu", object="front")
    assert [e.id for e in view(member, names=NAMES).find("the Wafa Front")] == ["front"]


# -- why ---------------------------------------------------------------------------------------------------------------


def test_why_tells_both_sides():
    seen = view(DIED, SEEN)
    why = seen.why(DIED.claim.id)
    assert [h.claims for h in why.origins] == [(DIED,)]
    assert why.denials == ()
    (dispute,) = why.conflicts
    assert (dispute.left_claims, dispute.right_claims) == ((DIED,), (SEEN,))
    assert seen.why(why.finding.id) == why
    assert seen.why(why.finding.id[:9]) == why


def test_why_of_nothing_says_what_to_do():
    with pytest.raises(UsageError, match="as `show` prints them"):
        view(DIED).why("zzz")
    with pytest.raises(UsageError, match="write more of it"):
        view(DIED, SEEN).why("")


def test_each_conflict_is_listed_once_and_life_comes_first():
    sizes = [
        told("size", subject="front", value=Value(low=n, high=n, unit="fighters"), when=as_of("2016-03-01"), by=by)
        for n, by in ((250, "Wire"), (600, "Star"))
    ]
    assert [d.conflict.kind for d in view(*sizes, DIED, SEEN).conflicts()] == ["status", "number"]


# -- plain answers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claims", "day", "state"),
    [
        ([DIED], "2014-09-20", "dead"),
        ([DIED], "2014-09-01", None),
        ([DIED, SEEN], "2014-10-10", "disputed"),
        ([SEEN], "2014-10-10", "alive"),
        ([], "2014-10-10", None),
    ],
)
def test_alive_or_dead(claims: list[Told], day: str, state: str | None):
    assert answers.status(claims, "abu", date.fromisoformat(day)) == state


def test_two_outright_signs_of_life_settle_it():
    second = told("status", subject="abu", value=ALIVE, when=as_of("2014-11-01"), said="2014-11-01", by="Post > Laith")
    assert answers.status([DIED, SEEN, second], "abu", date(2014, 12, 1)) == "alive"


def test_the_report_of_a_death_is_no_sign_of_life():
    post = told("holds_role", subject="abu", object="front", value=LEADER, when=as_of("2014-09-15"), said="2014-09-15")
    assert post.report == DIED.report
    assert answers.status([DIED, post], "abu", date(2014, 9, 20)) == "dead"


def leader(who: str, day: str, by: str = "Wire") -> Told:
    return told("holds_role", subject=who, object="front", value=LEADER, when=as_of(day), said=day, by=by)


def test_the_leader_is_the_one_told_last_and_not_dead():
    told_ = [leader("abu", "2014-09-01"), leader("omar", "2015-09-01")]

    def on_day(day: str, *gone: str) -> tuple[str, ...]:
        return answers.holders(told_, "front", "emir", date.fromisoformat(day), gone.__contains__)

    assert on_day("2014-09-20") == ("abu",)
    assert on_day("2015-09-01") == ("omar",)
    assert on_day("2014-09-20", "abu") == ("omar",)
    assert on_day("2013-01-01") == ("abu",)


def test_allegiance_is_the_nearest_that_has_not_ended():
    claims = [
        told("member_of", subject="abu", object="front", when=as_of("2014-05-01"), said="2014-05-01"),
        told("left", subject="abu", object="front", when=done("2014-06-01"), said="2014-06-02"),
        told("pledged_to", subject="abu", object="emirate", when=done("2014-06-20"), said="2014-06-21"),
    ]
    assert answers.allegiance(claims, "abu", date(2014, 5, 10)) == ("front",)
    assert answers.allegiance(claims, "abu", date(2014, 6, 10)) == ()
    assert answers.allegiance(claims, "abu", date(2014, 7, 1)) == ("emirate",)
    denial = told(
        "pledged_to",
        subject="abu",
        object="emirate",
        when=as_of("2014-06-25"),
        said="2014-06-25",
        denied=True,
        by="Star",
    )
    assert answers.allegiance([*claims, denial], "abu", date(2014, 7, 1)) == (answers.DISPUTED,)


def test_a_leader_does_not_belong_to_the_group_that_he_leads():
    claims = [leader("abu", "2014-09-01"), told("pledged_to", subject="abu", object="emirate", when=done("2014-06-20"))]
    assert answers.allegiance(claims, "abu", date(2014, 9, 1)) == ("emirate",)


def test_names_have_their_time():
    new = Value(name="Harakat al-Mithaq", kind="later")
    claims = [
        told("opposes", subject="front", object="army", said="2016-10-11"),
        told("known_as", subject="front", value=new, when=done("2017-03-14"), said="2017-03-20"),
    ]
    seen = view(*claims, names=NAMES)
    (entity,) = seen.find("Wafa Front")

    def on_day(day: date) -> tuple[str, ...]:
        return answers.names(seen.told, entity, seen.uses(entity)[:1], day)

    assert on_day(date(2016, 10, 15)) == ("Wafa Front",)
    assert on_day(date(2017, 4, 1)) == ("Harakat al-Mithaq",)


def test_a_former_name_is_over_though_nobody_says_since_when():
    old = Value(name="Wafa Front", kind="former")
    names = {"front": ("Wafa Front", "Harakat al-Mithaq"), "army": ("The Army",)}
    claims = [
        told("opposes", subject="front", object="army", said="2016-10-11"),
        told("known_as", subject="front", value=old, said="2017-03-20"),
    ]
    seen = view(*claims, names=names)
    (entity,) = seen.find("Wafa Front")
    assert answers.names(seen.told, entity, seen.uses(entity), date(2017, 4, 1)) == ("Harakat al-Mithaq",)


def test_a_profile_gathers_all():
    profile = view(DIED, SEEN, names=NAMES).profile(view(DIED, SEEN, names=NAMES).find("abu")[0])
    assert (profile.reports, profile.status) == (2, "disputed")
    assert {s.finding.predicate for s in profile.findings} == {"status", "incident"}


def test_a_search_keeps_to_what_was_known():
    assert view(DIED, SEEN, reported="2014-09-20").search("told") == view(DIED).search("told") != ()
