"""Bytes of every kind end with an outcome and a reason; the text is kept code point for code point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import UnreadableInput
from reportedly.read import read_bytes
from reportedly.read.text import decode

ARABIC = "قتل زعيم الجبهة في غارة جوية قرب المدينة يوم الثلاثاء، كما قال مسؤولان للوكالة في اتصال هاتفي."
FRENCH = "Le chef du mouvement a été tué près de la frontière, ont déclaré à l'agence deux officiers supérieurs."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty file"),
        (b" \r\n\t\n", "only white space"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100), "PNG image"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF document"),
        (b"PK\x03\x04" + bytes(50), "ZIP archive"),
        (bytes(range(256)) * 20, "binary content"),
    ],
)
def test_what_is_no_text_is_rejected_with_a_reason(content: bytes, reason: str):
    outcome = read_bytes(content, "a.txt")
    assert outcome.outcome == "rejected"
    assert outcome.reports == ()
    assert reason in outcome.reason


@pytest.mark.parametrize(
    ("text", "encoding", "noted"),
    [
        (ARABIC, "utf-8", ""),
        (ARABIC, "cp1256", "windows-1256"),
        (FRENCH, "cp1252", "windows-1252"),
        (ARABIC, "utf-16", ""),
        (FRENCH, "utf-16-le", "utf-16-le"),
        (FRENCH, "utf-8-sig", ""),
    ],
)
def test_the_encoding_is_found_and_told(text: str, encoding: str, noted: str):
    outcome = read_bytes(text.encode(encoding), "a.txt")
    assert outcome.reports[0].text == text
    assert outcome.outcome == "ingested"
    assert noted in outcome.reason


def test_a_page_that_declares_the_wrong_encoding_is_read_and_told():
    page = f'<html><head><meta charset="iso-8859-1"></head><body><p>{ARABIC}</p></body></html>'
    outcome = read_bytes(page.encode(), "a.html")
    assert ARABIC in outcome.reports[0].text
    assert "wrong encoding: read as utf-8 (declared iso8859-1)" in outcome.reason


def test_damaged_utf8_is_partial():
    outcome = read_bytes(ARABIC.encode()[:-3] + b"\xff" + b" and so on", "a.txt")
    assert outcome.outcome == "partial"
    assert "could not be read" in outcome.reason


@given(st.text(min_size=1))
def test_plain_text_is_kept_code_point_for_code_point(text: str):
    try:
        held = decode(text.encode()).text
    except UnreadableInput:
        return
    assert held in (text, text.removeprefix("\ufeff"))


def test_crlf_combining_astral_and_nul_stay_where_they_are():
    text = "Leader killed in strike\r\n\r\nThe leader cafe\u0301 😀 was kil\0led near the river on Monday, two officials said.\r\n"
    report = read_bytes(text.encode(), "a.txt").reports[0]
    assert report.text == text
    assert report.title == "Leader killed in strike"
    assert "😀 was kil\0led near" in report.passages[1].span.of(report.text)


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.jsonl", "a", "a.xyz"]))
def test_no_bytes_raise(content: bytes, path: str):
    outcome = read_bytes(content, path)
    assert outcome.outcome in ("ingested", "partial", "rejected")
    assert bool(outcome.reports) == (outcome.outcome != "rejected")
    assert outcome.reason or outcome.outcome == "ingested"


def test_the_same_bytes_give_the_same_report():
    content = FRENCH.encode()
    assert read_bytes(content, "a.txt") == read_bytes(content, "b.md")
