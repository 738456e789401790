"""When a candidate claim is said to hold."""

import pytest

from reportedly.export.claims import told
from reportedly.extract.parts import Candidate, Reading
from reportedly.extract.timeline import times_of
from reportedly.extract.times import period_for
from reportedly.lang.tokens import split
from reportedly.model import Passage, Report, Span
from reportedly.predicates import PREDICATES
from reportedly.when import ANY, Date, Period

PUBLISHED = Date.of("2016-10-13")  # a Thursday


def reading_of(text, published=PUBLISHED):
    report = Report(id="r", text=text, published=published, passages=(Passage(span=Span(0, len(text)), voice="body"),))
    return Reading(report, split(report))


def told_of(text, trigger, predicate, *, ended=False, published=PUBLISHED):
    reading = reading_of(text, published)
    start = text.index(trigger)
    sentence = next(s for s in reading.sentences if s.span.start <= start < s.span.end)
    span = Span(start, start + len(trigger))
    candidate = Candidate(
        predicate=predicate,
        roles=(),
        sentence=sentence,
        trigger=span,
        evidence=span,
        ended=ended,
    )
    period, _ = period_for(reading, candidate)
    if period is None:
        return None
    when = told(period, PREDICATES[predicate].nature, published)
    return when["from"], when["to"], when["ongoing"]


@pytest.mark.parametrize(
    ("text", "trigger", "predicate", "expected"),
    [
        ("The Wafa Front controls Tell Hamra.", "controls", "controls", (None, "2016-10-13", True)),
        (
            "The Wafa Front has been active there since 2011.",
            "has been active",
            "present_in",
            ("2011", "2016-10-13", True),
        ),
        ("The Front now has 300 men.", "has", "size", ("2016-10-13", "2016-10-13", True)),
        ("The Front seized Tell Hamra on Monday.", "seized", "controls", ("2016-10-10", "2016-10-13", True)),
        ("The minister was in Dar Sulaym on 3 October.", "was in", "present_in", ("2016-10-03", "2016-10-03", False)),
        ("The band swore loyalty to the Emirate last year.", "swore loyalty", "pledged_to", ("2015", "2015", True)),
        ("The band has sworn loyalty to the Emirate.", "sworn loyalty", "pledged_to", (None, "2016-10-13", True)),
        ("Gunmen attacked a checkpoint on Tuesday.", "attacked", "incident", ("2016-10-11", "2016-10-11", False)),
        ("Gunmen attacked a checkpoint.", "attacked", "incident", (None, "2016-10-13", False)),
        ("The Front will attack Tell Hamra.", "attack", "incident", ("2016-10-13", None, None)),
        (
            "Abu Yazan, the leader of the Front, was killed on Tuesday.",
            "the leader of",
            "holds_role",
            (None, "2016-10-11", False),
        ),
    ],
)
def test_tense_and_time_words_say_when(text, trigger, predicate, expected):
    assert told_of(text, trigger, predicate) == expected


def test_what_is_over_has_an_end():
    assert told_of("Yusuf Hamdan, a former commander of the Front, spoke.", "former commander", "holds_role", ended=True) == (
        None, "2016-10-13", False,
    )  # fmt: skip


def test_the_time_of_saying_so_is_not_the_time_of_the_event():
    text = "The army said on Wednesday that the Front had shelled the town on 3 October."
    assert told_of(text, "shelled", "incident") == ("2016-10-03", "2016-10-03", False)
    assert told_of("The army said on Wednesday that shells had hit the town.", "hit", "incident") == (
        None,
        "2016-10-13",
        False,
    )


def test_a_relative_clause_keeps_its_time_to_itself():
    text = "The Front, which was founded in 2013, controls the town."
    assert told_of(text, "controls", "controls") == (None, "2016-10-13", True)


def test_a_date_that_only_names_something_is_not_the_time():
    assert told_of("Two bands have split over a 2015 peace deal.", "have split", "split_from") == (
        None,
        "2016-10-13",
        True,
    )


def test_news_goes_on_in_the_next_sentence():
    text = "Gunmen opened fire on the market on Tuesday. Eleven people were killed."
    assert told_of(text, "were killed", "incident") == ("2016-10-11", "2016-10-11", False)


def test_background_of_long_ago_is_not_the_time_of_the_news():
    text = "The Front was founded in 2013. Gunmen attacked a checkpoint."
    assert told_of(text, "attacked", "incident") == (None, "2016-10-13", False)


def test_an_entry_of_a_chronology_stands_under_its_date():
    text = "2 October. The Front takes Tell Hamra. Its judge moves in."
    assert told_of(text, "takes", "controls") == ("2016-10-02", "2016-10-13", True)


def test_days_are_counted_from_the_time_last_named():
    reading = reading_of(
        "Clashes began on 3 October. The day before, the truce had ended. Two days later it was renewed."
    )
    dates = [str(t.date) for s in reading.sentences for t in times_of(reading, s)]
    assert dates == ["2016-10-03", "2016-10-02", "2016-10-04"]


def test_a_report_without_a_date_still_tells_dates_of_its_own():
    assert told_of("The Front seized the town on 3 March 2015.", "seized", "controls", published=ANY) == (
        "2015-03-03",
        "2015-03-03",
        True,
    )
    assert told_of("The Front controls the town.", "controls", "controls", published=ANY) is None


def test_a_long_story_without_a_date_is_read_in_no_time():
    reading = reading_of("The next day, two weeks later, they met again in Tell Hamra. " * 120, published=ANY)
    assert not any(time.date.known for time in times_of(reading, reading.sentences[-1]))


@pytest.mark.parametrize(
    ("text", "trigger", "predicate", "expected"),
    [
        (  # the opening is dated by what follows it
            "The army said on Thursday it had killed Rakkad.\nHe was hit near Tell Hamra on Tuesday night.",
            "killed",
            "status",
            ("2016-10-11", "2016-10-11", True),
        ),
        (  # a time in a relative clause that has ended is not the main clause's
            "The Front, which was formed in 2013, has attacked patrols since last year.",
            "attacked patrols",
            "incident",
            ("2015", "2016-10-13", True),
        ),
        ("They struck before dawn on Tuesday.", "struck", "incident", ("2016-10-11", "2016-10-11", False)),
        ("Rakkad lived in Tell Hamra for two years.", "lived in Tell Hamra", "present_in", (None, "2016-10-13", False)),
        ("The Front swore loyalty to its leader Rakkad last year.", "its leader", "holds_role", (None, "2016-10-13", True)),
    ],
)  # fmt: skip
def test_which_time_belongs_to_the_claim(text, trigger, predicate, expected):
    assert told_of(text, trigger, predicate) == expected


def test_a_month_is_all_that_a_release_dated_by_its_month_says():
    month = Date.of("2016-10")
    assert told_of("Gunmen attacked a checkpoint.", "attacked", "incident", published=month) == (
        "2016-10",
        "2016-10",
        False,
    )


def test_a_bulletin_takes_the_day_of_its_title():
    title, body = "Report of Tuesday 11 October", "The Front seized a mill in Tell Hamra."
    text = f"{title}\n{body}"
    passages = (
        Passage(span=Span(0, len(title)), voice="headline"),
        Passage(span=Span(len(title) + 1, len(text)), voice="body"),
    )
    report = Report(id="r", text=text, published=PUBLISHED, passages=passages)
    reading = Reading(report, split(report))
    span = Span(text.index("seized"), text.index("seized") + 6)
    candidate = Candidate(predicate="incident", roles=(), sentence=reading.sentences[-1], trigger=span, evidence=span)
    period, words = period_for(reading, candidate)
    assert (period, words) == (Period.at(Date.of("2016-10-11")), "Tuesday 11 October")
