"""Time words and the days they mean."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.lang.dates import begun, chained, find_times
from reportedly.when import ANY, Date

THURSDAY = Date.of("2018-06-14")


def found(text, anchor=THURSDAY):
    return [(e.kind, str(e.date)) for e in find_times(text, 0, len(text), anchor)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 14 March 2019", "2019-03-14"),
        ("March 14, 2019", "2019-03-14"),
        ("Tuesday 17 September 2013", "2013-09-17"),
        ("2016-03-12", "2016-03-12"),
        ("Wednesday 17/02/2016", "2016-02-17"),
        ("in August 2014", "2014-08"),
        ("in 2006", "2006"),
        ("mid-2020", "2020-05-01..2020-08-31"),
        ("early June 2016", "2016-06-01..2016-06-10"),
        ("the summer of 2015", "2015-06-01..2015-08-31"),
        ("between 12 and 15 January 2022", "2022-01-12..2022-01-15"),
        ("11-13 Dec", "2017-12-11..2017-12-13"),
        ("June-September 2016", "2016-06-01..2016-09-30"),
        ("in the 1990s", "1990-01-01..1999-12-31"),
        ("the third quarter of 2021", "2021-07-01..2021-09-30"),
    ],
)
def test_dates_in_their_usual_orders(text, expected):
    assert found(text) == [("date", expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on June 11", "2018-06-11"),
        ("on Dec. 15", "2017-12-15"),
        ("on July 2", "2018-07-02"),
        ("in September", "2017-09"),
        ("on Tuesday", "2018-06-12"),
        ("on Thursday", "2018-06-14"),
        ("last Thursday", "2018-06-07"),
        ("Last Friday", "2018-06-08"),
        ("on the 12th.", "2018-06-12"),
        ("yesterday", "2018-06-13"),
        ("last night", "2018-06-13"),
        ("last year", "2017"),
        ("this month", "2018-06"),
        ("two days ago", "2018-06-12"),
        ("two years ago", "2016"),
        ("a year ago", "2017-06"),
        ("last week", "2018-06-04..2018-06-10"),
        ("over the weekend", "2018-06-09..2018-06-10"),
        ("in the past 24 hours", "2018-06-13..2018-06-14"),
    ],
)
def test_what_is_left_out_is_taken_from_the_date_of_the_text(text, expected):
    assert found(text) == [("date", expected)]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("active since 2011", "since", "2011"),
        ("from 2011 onwards", "since", "2011"),
        ("until May 2016", "until", "2016-05"),
        ("for two years", "duration", "unknown"),
        ("he is now there", "now", "2018-06-14"),
        ("as of now", "now", "2018-06-14"),
        ("every week", "set", "unknown"),
    ],
)
def test_the_words_around_say_of_what_kind_a_time_is(text, kind, expected):
    assert found(text) == [(kind, expected)]


def test_a_spell_has_a_beginning_and_an_end():
    assert found("from March until August") == [("since", "2017-03"), ("until", "2017-08")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 Ramadan 1436", "2015-07-02"),
        ("in Shawwal 1437", "2016-07-06..2016-08-03"),
        ("1 Muharram 1438 AH", "2016-10-02"),
        ("this Ramadan", "2018-05-16..2018-06-14"),
        ("Eid al-Adha 1438", "2017-09-01"),
        ("9 Asad 1392", "2013-07-30..2013-07-31"),
    ],
)
def test_the_calendars_of_the_region(text, expected):
    assert found(text) == [("date", expected)]


@pytest.mark.parametrize(
    "text",
    [
        "Omar, 42,",
        "a 42-year-old man",
        "the 14 February Coalition",
        "2,014 men",
        "2014 fighters",
        "May God keep him",
        "March on",
    ],
)
def test_what_names_no_time(text):
    assert found(text) == []


@pytest.mark.parametrize("text", ["yesterday", "last year", "on Tuesday", "on June 11", "two days ago", "now"])
def test_without_an_anchor_the_words_stand_and_the_date_is_open(text):
    assert found(text, ANY)
    assert all(date == "unknown" for _, date in found(text, ANY))


def test_a_coarse_anchor_gives_what_it_can():
    assert found("last year", Date.of("2014")) == [("date", "2013")]
    assert found("yesterday", Date.of("2016-12")) == [("date", "2016-12")]
    assert found("on Dec. 27", Date.of("2016-12")) == [("date", "2016-12-27")]


def test_what_lies_ahead_is_looked_for_ahead():
    assert found("The council will meet on Monday") == [("date", "2018-06-18")]
    assert found("The council said it met on Monday") == [("date", "2018-06-11")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The day before", "2018-06-13"), ("that day", "2018-06-14"), ("the following day", "2018-06-15"),
        ("two days later", "2018-06-16"), ("a week earlier", "2018-06-04..2018-06-10"),
    ],
)  # fmt: skip
def test_words_that_count_from_the_time_last_named(words, expected):
    assert str(chained(words, THURSDAY)) == expected
    assert chained("yesterday", THURSDAY) is None


def test_a_length_gives_a_beginning():
    assert str(begun("for two years", THURSDAY)) == "2016"
    assert begun("for a while", THURSDAY) == ANY


@given(
    st.text(alphabet="0123456789 /-.,:'JuneMaylst dyagofrsincu", max_size=60),
    st.sampled_from([THURSDAY, ANY, Date.of("2014")]),
)
def test_any_text_gives_ordered_times_inside_it(text, anchor):
    times = find_times(text, 0, len(text), anchor)
    assert all(0 <= t.span.start < t.span.end <= len(text) for t in times)
    assert all(a.span.end <= b.span.start for a, b in pairwise(times))
