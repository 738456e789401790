"""Origins: what counts as one source, and what as two."""

import pytest

from reportedly.weigh import Told, origins, support
from tests.tellings import told


def says(by: str, **more: str) -> Told:
    return told("member_of", subject="abu", object="front", by=by, **more)  # type: ignore[arg-type]


def count(*claims: Told) -> int:
    return support(origins(claims))


@pytest.mark.parametrize(
    ("why", "left", "right"),
    [
        ("one person, quoted by two outlets", says("Post > Rami Odeh"), says("Star > Rami Odeh")),
        ("one agency story in two papers", says("Post > @Wire"), says("Star > @Wire")),
        ("a page that cites an outlet, and that outlet", says("Post > @Wire"), says("Wire")),
        ("an outlet and the source that it quotes elsewhere", says("Wire"), says("Post > @Wire > *an official")),
        (
            "one unnamed official of one agency",
            says("Post > @Wire > *a security official"),
            says("Wire > *security officials"),
        ),
        ("a headline over a quoted source", says("Wire"), says("Wire > Rami Odeh")),
        ("an outlet that repeats itself", says("Wire", said="2016-03-01"), says("Wire", said="2016-09-01")),
    ],
)
def test_one_source(why: str, left: Told, right: Told):
    assert count(left, right) == 1, why
    assert count(right, left) == 1, why


@pytest.mark.parametrize(
    ("why", "left", "right"),
    [
        ("two outlets in their own words", says("Wire"), says("Star")),
        ("two people", says("Wire > Rami Odeh"), says("Wire > Salma Haddad")),
        ("two unnamed sources of two kinds", says("Wire > *a nurse"), says("Star > *an army officer")),
        ("a body and an outlet of its own", says("Wire > #the Observatory"), says("Star")),
    ],
)
def test_two_sources(why: str, left: Told, right: Told):
    assert count(left, right) == 2, why
    assert {o.independence for o in origins([left, right])} == {"independent"}


def test_a_copy_that_dropped_its_source_adds_nothing():
    first = says("Wire > *a security official", report="wire", family="wire")
    copy = says("Courier", report="courier", family="wire")
    (origin,) = origins([copy, first])
    assert origin.root == "a security official"
    assert origin.copies == 1
    assert "2 reports are copies of one story" in origin.why


def test_a_source_that_only_the_copy_has_counts():
    first = says("Wire > Rami Odeh", report="wire", family="wire")
    own = says("Courier > Salma Haddad", report="courier", family="wire")
    assert count(first, own) == 2


def test_two_quoted_people_are_not_joined_by_the_outlet_that_quotes_both():
    assert count(says("Wire"), says("Wire > Rami Odeh"), says("Wire > Salma Haddad")) == 2


def test_unnamed_sources_of_one_report_may_be_one():
    found = origins([says("Wire > *an officer"), says("Wire > *a diplomat")])
    assert support(found) == 1
    assert "they may be one" in found[1].why


def test_one_unnamed_official_may_have_told_two_outlets():
    found = origins([says("Wire > *a security official"), says("Star > *security officials", said="2016-03-02")])
    assert [o.independence for o in found] == ["not established", "not established"]
    assert "may be the one heard by Wire" in found[1].why


def test_one_institution_has_many_descriptions():
    assert count(says("Wire > *the army"), says("Star > #Mahrun's army")) == 1
    assert count(says("Wire > *the interior ministry"), says("Star > *the defence ministry")) == 2


def test_two_outlets_that_nobody_can_name_are_two():
    assert count(says("unnamed outlet", report="a"), says("unnamed outlet", report="b")) == 2


def test_a_comment_is_an_origin_that_does_not_count():
    found = origins([says("Wire"), says("Star > reader_7", voice="comment")])
    assert len(found) == 2
    assert support(found) == 1


def test_the_earliest_comes_first_whatever_the_order():
    claims = [says("Star", said="2016-03-05"), says("Wire", said="2016-03-01"), says("Post", said=None)]
    assert [o.root for o in origins(claims)] == ["Wire", "Star", "Post"]
    assert origins(claims) == origins(claims[::-1])


def test_every_claim_is_in_one_origin():
    claims = [says(by) for by in ("Wire", "Star > @Wire", "Star > Rami Odeh", "Post > *an official", "Post")]
    found = [c for o in origins(claims) for c in o.claims]
    assert sorted(found) == sorted(t.claim.id for t in claims)


def test_a_digest_that_copies_two_stories_does_not_make_them_one():
    stories = [says("Wire", report="w", family="w"), says("Star", report="s", family="s")]
    copies = [says("Digest", report=f"digest of {t.outlet}", family=t.family) for t in stories]
    assert count(*stories, *copies) == 2
