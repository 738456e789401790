"""JSON lines: every good line becomes a report, every bad one is told."""

import json

from reportedly.read import read_bytes

GOOD = {
    "text": "Two officials said on Tuesday that the leader of the Front had been killed near the river.",
    "title": "Leader killed",
    "publisher": "The Lantern Post",
    "author": "Lina Mor",
    "date": "2014-06-10",
    "url": "https://lantern.example/1",
    "language": "en",
}


def rows(*items: object) -> bytes:
    return "\n".join(item if isinstance(item, str) else json.dumps(item) for item in items).encode()


def test_the_fields_of_a_line_are_kept():
    report = read_bytes(rows(GOOD), "a.jsonl").reports[0]
    assert (report.text, report.title, report.outlet, report.author) == (
        GOOD["text"],
        "Leader killed",
        "The Lantern Post",
        "Lina Mor",
    )
    assert (str(report.published), report.dated_by, report.url, report.language) == (
        "2014-06-10",
        "metadata",
        GOOD["url"],
        "en",
    )


def test_bad_lines_never_lose_the_good_ones():
    outcome = read_bytes(
        rows(GOOD, "{broken", "[1]", {"title": "no text"}, {"text": " "}, "", {**GOOD, "text": "A second text."}),
        "a.jsonl",
    )
    assert [r.text for r in outcome.reports] == [GOOD["text"], "A second text."]
    assert outcome.outcome == "partial"
    for told in (
        "line 2 of 7 is no JSON object",
        "line 3 of 7 is no JSON object",
        'line 4 of 7 holds no report: the field "text"',
        "line 5 of 7 holds an empty",
    ):
        assert told in outcome.reason


def test_no_good_line_is_a_rejection():
    outcome = read_bytes(b"{broken\n[]", "a.jsonl")
    assert outcome.outcome == "rejected"
    assert "line 1 of 2" in outcome.reason


def test_html_lines_time_stamps_and_unreadable_dates():
    page = "<html><body><h1>Leader killed</h1><p>Two officials said that the leader had been killed near the river.</p></body></html>"
    outcome = read_bytes(
        rows({"html": page, "published": "2014-06-10T23:30:00+02:00"}, {**GOOD, "date": "June-ish"}), "a.ndjson"
    )
    assert str(outcome.reports[0].published) == "2014-06-10"
    assert not outcome.reports[1].published.known or outcome.reports[1].dated_by != "metadata"
    assert "the date 'June-ish' could not be read" in outcome.reason


def test_objects_are_known_without_the_suffix():
    assert len(read_bytes(rows(GOOD, GOOD), "export.json").reports) == 2


def test_half_a_surrogate_pair_cannot_break_a_report():
    outcome = read_bytes(b'{"text": "The leader \\ud800 was killed near the river."}', "a.jsonl")
    outcome.reports[0].text.encode("utf-8")
