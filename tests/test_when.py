"""Imprecise dates and periods: what they mean, and the algebra they obey."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import ModelViolation
from reportedly.when import ANY, Date, Holds, Period

DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
BOUNDS = st.one_of(st.none(), DAYS)


@st.composite
def dates(draw):
    low, high = draw(BOUNDS), draw(BOUNDS)
    if low and high and high < low:
        low, high = high, low
    return Date(low, high)


@st.composite
def periods(draw):
    begin, end = draw(dates()), draw(dates())
    if begin.earliest and end.latest and end.latest < begin.earliest:
        begin, end = end, begin
    return Period(begin, end)


def inside(day, when):
    return (when.earliest is None or when.earliest <= day) and (when.latest is None or day <= when.latest)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2014-06-17", date(2014, 6, 17), date(2014, 6, 17)),
    ],
)
def test_a_date_is_the_range_of_days_that_its_text_leaves_open(text, earliest, latest):
    assert Date.of(text) == Date(earliest, latest)
    assert str(Date.of(text)) == text


@pytest.mark.parametrize("text", ["", "2014-6", "June 2014", "2014-13", "2014-02-30", "14-06-2014"])
def test_what_is_no_date_is_refused_with_a_reason(text):
    with pytest.raises(ModelViolation, match="not a date"):
        Date.of(text)


def test_a_range_that_is_no_unit_shows_both_ends():
    assert str(Date(date(2014, 6, 1), date(2014, 6, 10))) == "2014-06-01..2014-06-10"
    assert str(Date.by(date(2014, 6, 10))) == "..2014-06-10"
    assert str(ANY) == "unknown"


@given(DAYS)
def test_a_day_reads_back_as_it_was_written(day):
    assert Date.of(str(Date.on(day))) == Date.on(day)


@given(dates(), dates(), DAYS)
def test_meet_is_what_both_say(left, right, day):
    both = left.meet(right)
    assert both == right.meet(left)
    assert (both is not None and inside(day, both)) == (inside(day, left) and inside(day, right))


@given(dates())
def test_meeting_all_time_or_itself_changes_nothing(when):
    assert when.meet(ANY) == when
    assert when.meet(when) == when


@given(dates(), dates(), DAYS)
def test_span_covers_both(left, right, day):
    if inside(day, left) or inside(day, right):
        assert inside(day, left.span(right))


@given(periods(), periods(), DAYS)
def test_knowing_more_never_turns_a_yes_into_a_no(left, right, day):
    both = left.meet(right)
    if both is not None and left.holds(day) is not Holds.MAYBE and right.holds(day) is Holds.MAYBE:
        assert both.holds(day) is left.holds(day)


@given(periods(), periods())
def test_periods_meet_alike_from_either_side(left, right):
    assert left.meet(right) == right.meet(left)
    assert left.meet(Period()) == left


@given(DAYS, st.integers(1, 400))
def test_a_state_told_as_of_a_day_holds_on_it_and_is_left_open_around_it(day, count):
    told = Period.as_of(Date.on(day))
    assert told.holds(day) is Holds.YES
    assert told.holds(day - timedelta(days=count)) is Holds.MAYBE
    assert told.holds(day + timedelta(days=count)) is Holds.MAYBE


def test_a_state_with_known_ends_is_over_after_them():
    spell = Period(Date.of("2013"), Date.of("2015"))
    assert spell.holds(date(2012, 12, 31)) is Holds.NO
    assert spell.holds(date(2013, 6, 1)) is Holds.MAYBE
    assert spell.holds(date(2014, 6, 1)) is Holds.YES
    assert spell.holds(date(2016, 1, 1)) is Holds.NO


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(ModelViolation, match="ends before it begins"):
        Period(Date.of("2015"), Date.of("2014"))
