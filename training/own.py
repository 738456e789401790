"""Our own annotated texts as documents: the real reports and the invented worlds, with names and attributions."""

from collections.abc import Iterator
from pathlib import Path

from eval.common import annotated, in_split
from eval.corpora import Document, Row
from eval.marking import Mark, Marker, known_names
from eval.spans import own_names, re3d_texts

from .attributions import attribution

__all__ = ["attribution", "own"]


def own(shared: Path) -> Iterator[Document]:
    """The real reports (dev where re3d has the text in dev, else train) and the worlds; never the five seeds.

    Layer `names` is made of the annotated names and of what our rules find beside them (`eval.marking`); layer
    `attribution` stands in every report that was read for it (`training.attributions`).
    """
    folder = shared / "training"
    texts = [(_squeezed(s.text), s) for s in re3d_texts(shared / "data")]
    reports = list(annotated(folder / "reports", folder / "gold"))
    known = known_names(e for one in reports for e in one.gold["entities"])
    for one in reports:
        same = next((s for text, s in texts if text in _squeezed(one.report.text)), None)
        shift = one.report.text.find(same.text.strip()) if same else -1
        more: list[Mark] = []
        if same and shift >= 0:
            shift -= len(same.text) - len(same.text.lstrip())
            more = [(a + shift, b + shift, label) for a, b, label in own_names(same)]
        split = "dev" if same and in_split(same.id, "dev") else "train"
        marker = Marker(one.report, one.gold["entities"], more, known)
        yield attribution(_document(one.stem, split, marker))
    for world in sorted((folder / "invented").glob("*")):
        reports = list(annotated(world / "reports", world / "gold"))
        known = known_names(e for one in reports for e in one.gold["entities"])
        for one in reports:
            marker = Marker(one.report, one.gold["entities"], known=known)
            yield attribution(_document(f"{world.name}.{one.stem}", "train", marker))


def _document(name: str, split: str, marker: Marker) -> Document:
    rows = [
        Row(words=[t.text for t in tokens], layers={"names": names})
        for tokens, names in zip(marker.tokens, marker.rows(), strict=True)
    ]
    return Document(id=name, source="own", split=split, rows=rows)


def _squeezed(text: str) -> str:
    return " ".join(text.split())
