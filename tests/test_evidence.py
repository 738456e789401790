"""Evidence stands in the text at its offsets, code point for code point, whatever the text is made of."""

import json
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reportedly

PEOPLE = (
    "Ibrahim al-Rakkad",
    "Yusuf Hamdan",
    "Abu Hamza al-Masri",
    "Ibra\u0301hi\u0304m al-Rakka\u0323d",
    "إبراهيم الرقاد",
)
GROUPS = ("the Wafa Front", "Liwa al-Sahm", "the Wafa\u0304 Front", "Jabhat al-Nus\u0323ra", "جبهة الوفاء")
PLACES = ("Tell Habra", "Dar Sulaym", "Tell H\u0323abra")
TEMPLATES = (
    "{0}, the leader of {1}, was killed in an air strike in {2} on 17 February 2016, an official said.",
    "{0} pledged allegiance to {1} in March 2015.",
    "{1} seized {2} on 3 May 2016, killing at least 11 people.",
    "{0} denied that {1} was behind the bombing in {2}.",
    "“{1} holds {2},” {0} said. {1} has about 4,000 fighters.",
    "{1}, formerly known as Sahm Brigade, is part of the Islamic State.",
)
PLAIN = TEMPLATES[0].format("Ibrahim al-Rakkad", "the Wafa Front", "Tell Habra")
STRANGE = (
    "",
    " ",
    "\r\n",
    "\r\n\r\n",
    "\n\n",
    "\u2028",
    "\u00a0",
    "\u200f",
    "\u202b",
    "\u200d",
    "\ufeff",
    "\0",
    "💥",
    "𝐀𝛀",
    "👩‍🚒",
    "e\u0301\u0323",
    "قال مسؤول.",
    "\t",
)

sentences = st.builds(
    str.format, st.sampled_from(TEMPLATES), st.sampled_from(PEOPLE), st.sampled_from(GROUPS), st.sampled_from(PLACES)
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Sentences with strange characters between them, and some inside them."""
    parts = []
    for sentence in draw(st.lists(sentences, min_size=1, max_size=5)):
        at = draw(st.integers(0, len(sentence)))
        parts += [sentence[:at], draw(st.sampled_from(STRANGE)), sentence[at:], draw(st.sampled_from(STRANGE)), " "]
    return PLAIN + draw(st.sampled_from(("\n\n", "\r\n\r\n", " 💥 "))) + "".join(parts)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(texts(), min_size=1, max_size=4, unique=True))
def test_every_claim_quotes_its_report(bodies: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder) / "reports"
        reports.mkdir()
        for number, body in enumerate(bodies):
            (reports / f"{number}.txt").write_bytes(body.encode())
        workspace = reportedly.open(Path(folder) / "workspace")
        ledger = workspace.ingest([reports])
        lines = workspace.export("claims", Path(folder) / "claims").read_text(encoding="utf-8").split("\n")
        refused = sum(workspace.store.extraction(report.id).refused for report in workspace.store.reports())
        workspace.close()
    assert [entry.outcome for entry in ledger.entries] == ["ingested"] * len(bodies)
    claims = [json.loads(line) for line in lines if line]
    assert claims, "the first sentence of each report tells something"
    assert refused == 0, "no part of the extractor proposes what does not stand in the text"
    for claim in claims:
        text, start = bodies[int(claim["report"])], claim["start"]
        assert claim["evidence"] == text[start : start + len(claim["evidence"])], (
            "the file itself holds the words there"
        )
        assert claim["evidence"].strip()
        assert claim["chain"]
