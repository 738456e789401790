"""What tests draw from: a small invented world, files that tell of it, and an extractor that reads them exactly.

A line `SUBJECT; predicate; OBJECT` is a claim, `SUBJECT; status; dead` another; every other line is text to be copied.
So the build is tested without knowing how well rules read English.
"""

import json
from pathlib import Path

from hypothesis import strategies as st

from reportedly.digest import digest
from reportedly.model import Claim, Extraction, Mention, Referent, Report, Role, Span, Value, Voice
from reportedly.predicates import PREDICATES
from reportedly.when import Period

PEOPLE = (
    "Abu Suhayb al-Talmari", "Abu Sohaib at-Talmari", "Abu Suhayb", "Abu Mundhir al-Talmari", "al-Talmari",
    "Marwan Idris Qattan", "Marwan Qattan",
)  # fmt: skip
GROUPS = ("Jabhat al-Wafa", "Wafa Front", "Emirate of the Two Wadis", "Jabhat al Wafaa")
STORIES = tuple(
    " ".join(lines)
    for lines in (
        (
            "A car bomb tore through a rebel checkpoint in the northern town of Tell Habra on Tuesday, killing at least",
            "11 people and putting in doubt a two-week-old ceasefire between the main armed factions, a doctor said.",
        ),
        (
            "Rebels who had held the grain silos of Hamra for most of a year left them before dawn on Friday, and nobody",
            "in the town could say by noon whether they had been beaten, had been bought, or had gone home to harvest.",
        ),
    )
)
EXTRACTOR = f"{__file__}:LineExtractor"


class LineExtractor:
    """Reads the lines of the small world."""

    name = "lines"
    version = 1

    def extract(self, report: Report) -> Extraction:
        referents: dict[str, Referent] = {}
        mentions, claims = [], []
        start = 0
        for line in report.text.splitlines(keepends=True):
            parts = [part.strip() for part in line.split(";")]
            if len(parts) == 3:
                words = line.strip()
                predicate, object_ = parts[1], parts[2]
                roles = [Role("subject", self._referent(report, parts[0], predicate, "subject", referents).id)]
                value = Value(state=object_) if predicate == "status" else Value()
                if predicate != "status":
                    roles.append(Role("object", self._referent(report, object_, predicate, "object", referents).id))
                claim = {
                    "report": report.id, "predicate": predicate, "roles": tuple(roles), "value": value,
                    "when": Period.as_of(report.published), "reported": report.published,
                    "chain": (Voice(kind="outlet", name=report.outlet or "an outlet"),),
                    "evidence": Span(start, start + len(words)), "words": words,
                }  # fmt: skip
                claims.append(Claim(id=digest(claim), **claim))
                for name in (parts[0], object_):
                    if name in referents:
                        at = start + words.index(name)
                        mentions.append(
                            Mention(span=Span(at, at + len(name)), form="name", referent=referents[name].id)
                        )
            start += len(line)
        return Extraction(
            report=report.id,
            extractor=f"{self.name}@{self.version}",
            mentions=tuple(mentions),
            referents=tuple(referents[name] for name in sorted(referents)),
            claims=tuple(sorted({c.id: c for c in claims}.values(), key=lambda c: c.id)),
        )

    def _referent(self, report: Report, name: str, predicate: str, role: str, known: dict[str, Referent]) -> Referent:
        if name not in known:
            slot = PREDICATES[predicate].slot(role)
            assert slot is not None
            kind = "group" if "group" in slot.kinds and name in GROUPS else "person"
            known[name] = Referent(id=digest(report.id, kind, name), kind=kind, named=True, names=(name,))
        return known[name]


people, groups = st.sampled_from(PEOPLE), st.sampled_from(GROUPS)
lines = st.one_of(
    st.builds("{}; member_of; {}".format, people, groups),
    st.builds("{}; part_of; {}".format, groups, groups),
    st.builds("{}; status; {}".format, people, st.sampled_from(["dead", "alive"])),
    st.sampled_from(STORIES),
)


@st.composite
def contents(draw: st.DrawFn) -> str:
    """One file of one or two reports, as JSON lines."""
    reports = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "text": st.lists(lines, min_size=1, max_size=4).map("\n".join),
                    "outlet": st.sampled_from(["Orient Wire", "The Northern Courier", "Nabd al-Sharq"]),
                    "published": st.sampled_from(["2016-02-18", "2016-02-19", "2016-03"]),
                }
            ),
            min_size=1,
            max_size=2,
        )
    )
    return "\n".join(json.dumps(report) for report in reports)


def write(folder: Path, name: str, content: str) -> Path:
    """The file of that name, with that content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path
