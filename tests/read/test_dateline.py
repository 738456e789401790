"""The date of a report, and how it was found; the outlet and the writer that the page prints."""

import pytest

from reportedly.read import read_bytes
from reportedly.read.lines import find_days

BODY = "The leader of the Front was killed near the river, two officials said, and his deputy took over at once."


def report(text: str):
    return read_bytes(text.encode(), "a.txt").reports[0]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Thu Feb 18, 2016 6:12 PM", "2016-02-18"),
        ("Lantern Post / posted Sat 8 Apr 2017 21:14", "2017-04-08"),
        ("date 2023-07-09", "2023-07-09"),
        ("Sada al-Nahr - Special - 9/3/2017", "2017-03-09"),
        ("La Plomada, Barral, 23/I/24. Redaction with agencies", "2024-01-23"),
        ("Radio Miri 98.4 FM | Thursday 20.4.2023, 6:50 a.m.", "2023-04-20"),
        ("Le Fanal, mardi 3 novembre 2020", "2020-11-03"),
        ("MPN 130941Z MAR 17", "2017-03-13"),
        ("19 JAN 18", "2018-01-19"),
        ("12 Ramadan 1437", "2016-06-17"),
        ("Katiba Files | Published 14 December 2020 | Corrected 15 December", "2020-12-14"),
        ("Explainer. Updated Jan 25, 2018", "2018-01-25"),
        ("4:12 PM GMT, October 21, 2020", "2020-10-21"),
    ],
)
def test_date_lines(line: str, day: str):
    found = report(f"Front leader killed in strike\n{line}\n\n{BODY}\n\n{BODY}\n")
    assert (str(found.published), found.dated_by) == (day, "printed")


def test_the_day_reported_on_is_not_the_day_of_the_report():
    found = report(
        f"Daily report for Wednesday 17/02/2016\nRights Observatory - published 18/02/2016 10:20\n\n{BODY}\n"
    )
    assert str(found.published) == "2016-02-18"
    assert found.title == "Daily report for Wednesday 17/02/2016"


def test_a_dateline_and_a_date_at_the_foot():
    assert (
        str(report(f"Leader killed\nMALURAY, Dumalaya, Dec. 13, 2017 (KNS) -- {BODY}\n\n{BODY}\n").published)
        == "2017-12-13"
    )
    foot = f"Statement on the leader\n\n{BODY}\n\n{BODY}\n\nFriday 13 Shawwal 1441 (5 June 2020)\nThe Foundation\n"
    assert str(report(foot).published) == "2020-06-05"


def test_a_weekday_settles_the_order_of_day_and_month():
    assert [str(day.full) for day in find_days("Friday 3/9/2016, Saturday 3/9/2016")] == ["2016-03-09", "2016-09-03"]


def test_a_copyright_year_only_bounds_the_date():
    found = report(
        f"Leader killed\n\nHe was removed in 2013. {BODY}\n\n© Copyright Lantern 2024. All rights reserved.\n"
    )
    assert (str(found.published.earliest), str(found.published.latest), found.dated_by) == (
        "2013-01-01",
        "2024-12-31",
        "inferred",
    )
    assert found.outlet == "Lantern"


def test_a_day_told_in_the_text_only_bounds_the_date():
    found = report(f"Leader killed\n\n{BODY}\n\nHe was reported dead on 4 May 2013 by the ministry.\n")
    assert (str(found.published.earliest), found.published.latest, found.dated_by) == ("2013-05-04", None, "inferred")


def test_days_to_come_bound_nothing():
    assert report(f"Leader killed\n\nElections will be held by 2030. {BODY}\n").dated_by == "unknown"


@pytest.mark.parametrize(
    ("head", "outlet", "author"),
    [
        ("The Insurgency Ledger | H. Rourke | March 1, 2016 9:14 am", "The Insurgency Ledger", "H. Rourke"),
        ("By Ivan Quiros, Puerto Ceniza | El Cabildante | July 10, 2023", "El Cabildante", "Ivan Quiros"),
        ("By Our Foreign Staff\nThe Northern Courier, 19 February 2016", "The Northern Courier", None),
        ("Posted by Gareth Pell on 19/02/2023 | Notes from the Sierra", "Notes from the Sierra", "Gareth Pell"),
    ],
)
def test_bylines(head: str, outlet: str, author: str | None):
    found = report(f"Front leader killed in strike\n{head}\n\n{BODY}\n\n{BODY}\n")
    assert (found.outlet, found.author) == (outlet, author)


def test_a_wire_story_names_its_agency():
    assert report(f"Front leader killed\n\nTELL HAMRA (Orient Wire) - {BODY}\n\n{BODY}\n").outlet == "Orient Wire"


def test_no_outlet_is_made_up():
    assert report(f"Front leader killed in strike\n\n{BODY}\n\n{BODY}\n").outlet is None


def test_languages():
    assert report(f"Front leader killed\n\n{BODY}").language == "en"
    assert (
        report(
            "Le chef a été tué dans la nuit, ont dit les deux officiers de la province, et son adjoint est en fuite."
        ).language
        == "fr"
    )
    assert report("xyz").language is None
