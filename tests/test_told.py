"""Periods in the annotation guide's words, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.export.claims import period_of, told
from reportedly.when import ANY, Date, Period

TEXTS = st.sampled_from(["2013", "2014-02", "2014-06-17", "2015-11", "2016"])
REPORTED = Date.of("2015-11")


@pytest.mark.parametrize(
    ("period", "nature", "when"),
    [
        (Period.as_of(Date.of("2014-09-05")), "state", (None, "2014-09-05", True)),
        (Period.as_of(REPORTED), "state", (None, "2015-11", True)),
        (Period(Date.of("2011"), Date.since(REPORTED.earliest)), "state", ("2011", "2015-11", True)),
        (Period(REPORTED, Date.since(REPORTED.earliest)), "state", ("2015-11", "2015-11", True)),
        (Period.at(Date.by(REPORTED.latest)), "state", (None, "2015-11", False)),
        (Period(Date.of("2012"), Date.of("2014")), "state", ("2012", "2014", False)),
        (Period(Date.by(REPORTED.latest), ANY), "state", (None, "2015-11", None)),
        (Period.at(Date.of("2014-06-17")), "event", ("2014-06-17", "2014-06-17", False)),
        (Period(Date.of("2014"), Date.since(Date.of("2014").earliest)), "act", ("2014", "2014", True)),
        (Period(Date.by(REPORTED.latest), Date.since(REPORTED.earliest)), "act", (None, "2015-11", True)),
    ],
)
def test_periods_are_told_in_the_guides_words(period, nature, when):
    first, last, ongoing = when
    assert told(period, nature, REPORTED) == {"from": first, "to": last, "ongoing": ongoing}


@given(
    st.one_of(st.none(), TEXTS),
    st.one_of(st.none(), TEXTS),
    st.sampled_from([True, False, None]),
    st.sampled_from(["state", "act", "event"]),
)
def test_what_is_told_means_the_same_when_read_back(first, last, ongoing, nature):
    if first and last and Date.of(last).latest < Date.of(first).latest:
        first, last = last, first
    period = period_of({"from": first, "to": last, "ongoing": ongoing}, nature)
    if period is None:
        assert first is None
        assert last is None
        return
    again = period_of(told(period, nature), nature)
    assert again is not None
    assert told(again, nature) == told(period, nature)


def test_words_that_say_nothing_give_no_period():
    assert period_of(None, "state") is None
    assert period_of({"from": None, "to": None, "ongoing": None}, "event") is None
