"""Corpora of stand-off spans: what their files say comes out as rows and spans; invented mini-files stand in for them."""

import hashlib
import itertools
import json
from pathlib import Path

import pytest

from eval.corpora import Document, Row
from eval.marking import Marker, flat, known_names, label_of, proper
from eval.spans import bio, brat_rows, paragraphs, plain_report, printed, re3d, runs, sfm
from training import attributions


def labelled(row: Row, layer: str) -> list[tuple[str, str]]:
    return [(" ".join(row.words[a:b]), label) for a, b, label in row.layers[layer]]


def names(text: str, *gold: dict[str, object]) -> list[tuple[str, str]]:
    marker = Marker(plain_report(text), gold)
    rows = zip(marker.tokens, marker.rows(), strict=True)
    return [(" ".join(t.text for t in tokens[a:b]), label) for tokens, row in rows for a, b, label in row]


class TestPolnear:
    def test_a_stray_inside_label_is_nothing(self) -> None:
        assert bio(["I-cue", "B-source", "I-source", "I-cue", "B-cue", "B-cue"]) == [
            (1, 3, "source"),
            (4, 5, "cue"),
            (5, 6, "cue"),
        ]

    def test_rows_and_spans_of_a_brat_file(self) -> None:
        text = 'Dam holds.\n\n"The dam," Ana Holm said, "won\'t break."\n\nIt did.\n'
        quote = text.index('"The')
        said = text.index("Ana")
        later = text.index('"won')
        notes = (
            f"T1\tSource {said} {said + 8}\tAna Holm\nT2\tCue {said + 9} {said + 13}\tsaid\n"
            f'T3\tContent {quote} {quote + 10};{later} {later + 14}\t"The dam,"\nwon\'t break\n'
            f"T4\tAttribution {said + 9} {said + 13}\tsaid\nT5\tDiscard 0 3\tDam\n"
            "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
        )
        rows = list(brat_rows(text, notes))
        assert [r.words[0] for r in rows] == ["Dam", "“", "It"]
        assert rows[1].words[-6:] == ["“", "wo", "n't", "break", ".", "”"]
        assert labelled(rows[1], "attribution") == [
            ("“ The dam , ”", "content"),
            ("Ana Holm", "source"),
            ("said", "cue"),
            ("“ wo n't break . ”", "content"),
        ]
        assert rows[0].layers["attribution"] == []

    def test_a_paragraph_that_ends_no_sentence_goes_on(self) -> None:
        text = "She has three aims:\n\nWin the vote.\n\nRest."
        assert [text[a:b] for a, b in paragraphs(text)] == ["She has three aims:\n\nWin the vote.\n\nRest."]
        text = "She left.\n\nHe stayed on."
        assert [text[a:b] for a, b in paragraphs(text)] == ["She left.", "He stayed on."]

    def test_signs_are_printed(self) -> None:
        assert printed(['"', "Yes", '"', "—", "it", "’s"]) == ["“", "Yes", "”", "–", "it", "'s"]

    def test_runs_are_parted_by_owner(self) -> None:
        one, two = ("T1", 0, "content"), ("T1", 1, "content")
        assert runs([one, one, two, None, two]) == [(0, 2, "content"), (2, 3, "content"), (4, 5, "content")]


def stem_in(split: str) -> str:
    """A name that falls into that split."""
    return next(
        n
        for n in map(str, itertools.count())
        if (int(hashlib.sha1(n.encode()).hexdigest(), 16) % 5 == 1) == (split == "dev")
    )


def test_re3d(tmp_path: Path) -> None:
    text = "The Northern Guard took Balmar on 3 May.\nAna Holm, its leader, was pleased."
    name = stem_in("dev")
    entities = [
        (0, 18, "Organisation", 1), (4, 18, "Organisation", 0), (4, 18, "Location", 0.1), (24, 30, "Location", 0.9),
        (24, 30, "Organisation", 0.6), (34, 39, "Temporal", 1), (41, 61, "Person", 1), (41, 49, "Person", 0.2),
    ]  # fmt: skip
    for outlet in ("Town Hall", "BBC Online"):
        folder = tmp_path / "re3d" / outlet
        folder.mkdir(parents=True)
        record = {"_id": name, "sourceName": outlet, "title": "Balmar", "text": text}
        (folder / "documents.json").write_text(json.dumps(record) + "\n", encoding="utf-8")
        lines = [
            json.dumps({"documentId": name, "begin": a, "end": b, "type": k, "confidence": c})
            for a, b, k, c in entities
        ]
        (folder / "entities.json").write_text("\n".join(lines), encoding="utf-8")
    bbc, ours = re3d(tmp_path)
    assert (bbc.source, ours.source, ours.split) == ("re3d-bbc", "re3d", "dev")
    assert "names" not in bbc.rows[0].layers
    first, second = ours.rows
    assert labelled(first, "re3d") == [
        ("The Northern Guard", "Organisation"),
        ("Balmar", "Location"),
        ("3 May", "Temporal"),
    ]
    assert len(first.layers["re3d_all"]) == 6
    assert labelled(second, "re3d") == [("Ana Holm , its leader", "Person")]
    assert ("Northern Guard", "group") in labelled(first, "names")
    assert ("3 May", "time") in labelled(first, "names")
    assert ("Ana Holm", "person") in labelled(second, "names")


def test_sfm(tmp_path: Path) -> None:
    folder = tmp_path / "sfm"
    folder.mkdir()
    text = "Two promoted\n\nCol. Ana Holm, acting chief of staff of the 3rd Brigade, spoke.\n"
    at = text.index("Col.")
    notes = (
        f"T1\tRank {at} {at + 4}\tCol.\nT2\tPerson {at + 5} {at + 13}\tAna Holm\nT3\tTitle {at + 15} {at + 36}\tacting chief\n"
        f"T4\tRole {at + 22} {at + 36}\tchief\nT5\tOrganization {at + 44} {at + 55}\t3rd Brigade\nR1\thas_rank Arg1:T2 Arg2:T1\t\n"
    )
    for stem in (stem_in("train"), "2de9f5ea-a"):
        (folder / f"{stem}.ann").write_text(notes, encoding="utf-8")
        (folder / f"{stem}.txt").write_text(text, encoding="utf-8")
    documents = {d.id: d for d in sfm(tmp_path)}
    assert documents["2de9f5ea-a"].split == "dev"
    assert documents[stem_in("train")].split == "train"
    headline, row = documents["2de9f5ea-a"].rows
    assert headline.layers["sfm"] == []
    assert labelled(row, "sfm") == [
        ("Col .", "RNK"),
        ("Ana Holm", "PER"),
        ("acting chief of staff", "TOR"),
        ("3rd Brigade", "ORG"),
    ]


class TestMarking:
    def test_annotated_names_come_first(self) -> None:
        gold = {"kind": "group", "names": ["the Sons of Balmar", "a rebel band"]}
        found = names("On 3 May the Sons of Balmar killed 12 soldiers.", gold)
        assert found == [("3 May", "time"), ("Sons of Balmar", "group"), ("12 soldiers", "quantity")]

    def test_titles_stand_before_persons(self) -> None:
        gold = {"kind": "person", "names": ["Colonel Ana Holm", "Holm"]}
        found = names("The Danish colonel spoke. Colonel Ana Holm smiled.", gold)
        assert found == [("Danish", "nationality"), ("Colonel", "title"), ("Ana Holm", "person")]

    def test_a_description_is_no_name(self) -> None:
        gold = [{"kind": "person", "names": ["the commander"]}, {"kind": "person", "names": ["X"], "named": False}]
        assert names("X met the commander.", *gold) == []

    @pytest.mark.parametrize(
        ("kind", "name", "label"),
        [
            ("group", "Ministry of Defence", "organization"),
            ("group", "Balmar Liberation Front", "group"),
            ("group", "Netherlands", "place"),
            ("group", "NATO", "organization"),
            ("person", "Ana Holm", "person"),
        ],
    )
    def test_kinds_of_bodies(self, kind: str, name: str, label: str) -> None:
        assert label_of(kind, name) == label

    def test_what_is_written_as_a_name(self) -> None:
        assert proper("Sons of the Desert")
        assert not proper("northern Balmar")
        assert not proper("the of")

    def test_the_longest_of_what_overlaps(self) -> None:
        marks = [(0, (4, 10, "place")), (1, (0, 16, "group")), (1, (20, 25, "person")), (0, (18, 22, "person"))]
        assert flat(marks) == [(0, 16, "group"), (18, 22, "person")]

    def test_a_name_of_two_kinds_is_not_known(self) -> None:
        entities = [
            {"kind": "person", "names": ["Tamar"]},
            {"kind": "place", "names": ["Tamar", "Balmar"]},
            {"kind": "person", "names": ["Leader"]},
        ]
        assert known_names(entities) == {"Balmar": "place"}


class TestAttributions:
    def test_phrases_are_found_in_their_sentence(self) -> None:
        words = [
            "“",
            "We",
            "go",
            ",",
            "”",
            "he",
            "said",
            ",",
            "and",
            "he",
            "said",
            "“",
            "we",
            "stay",
            "put",
            "for",
            "now",
            "”",
        ]
        used: set[tuple[int, int]] = set()
        first = attributions.resolve(words, ("he", "said", "“ We go , ”"), used)
        second = attributions.resolve(words, ("he", "said", "“ we ... now ”"), used)
        assert first == {"source": [(5, 6)], "cue": [(6, 7)], "content": [(0, 5)]}
        assert second == {"source": [(9, 10)], "cue": [(10, 11)], "content": [(11, 18)]}
        with pytest.raises(ValueError, match="not in the sentence"):
            attributions.resolve(words, ("she", "-", "-"), used)

    def test_what_is_told_inside_of_a_content_is_content(self) -> None:
        outer = {"source": [(0, 1)], "cue": [(1, 2)], "content": [(2, 6)]}
        inner = {"source": [(2, 3)], "cue": [(3, 4)], "content": [(4, 6)]}
        assert attributions.flattened([inner, outer], 6) == [(0, 1, "source"), (1, 2, "cue"), (2, 6, "content")]

    def test_files_come_back_as_they_were(self) -> None:
        marked = {"a": {2: [{"cue": [(1, 2)], "content": [(3, 4), (6, 8)]}, {"content": [(9, 10)]}]}, "b": {}}
        assert attributions.read(attributions.written(marked)) == marked

    def test_only_documents_that_were_read_have_the_layer(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "x.tsv").write_text("a\n1\t0\tcue\t0\t1\nb\n", encoding="utf-8")
        monkeypatch.setattr(attributions, "FOLDER", tmp_path)
        attributions.marks.cache_clear()
        try:
            a, b, c = (
                attributions.attribution(
                    Document(id=n, source="x", split="train", rows=[Row(words=["No"]), Row(words=["Ask"])])
                )
                for n in "abc"
            )
        finally:
            attributions.marks.cache_clear()
        assert [r.layers for r in a.rows] == [{"attribution": []}, {"attribution": [(0, 1, "cue")]}]
        assert [r.layers for r in b.rows] == [{"attribution": []}, {"attribution": []}]
        assert [r.layers for r in c.rows] == [{}, {}]

    def test_the_last_document_of_an_unfinished_list_waits(self, tmp_path: Path) -> None:
        for name in ("one", "two", "three"):
            (tmp_path / "set").mkdir(exist_ok=True)
            (tmp_path / "set" / f"{name}.txt").write_text("0\tAna said no .\n1\tYes .\n", encoding="utf-8")
        (tmp_path / "out").mkdir()
        (tmp_path / "out/set-a.tsv").write_text("one\t0\tAna\tsaid\tno\ntwo ¦ 0 ¦ Ana ¦ said ¦ no\n", encoding="utf-8")
        assert set(attributions.convert(tmp_path, "set", finished=())) == {"one"}
        whole = attributions.convert(tmp_path, "set", finished=("",))
        assert whole["three"] == {}
        assert whole["two"] == {0: [{"source": [(0, 1)], "cue": [(1, 2)], "content": [(2, 3)]}]}
