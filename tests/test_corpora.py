"""Readers of annotated corpora, on small files in the corpora's formats with sentences of our own."""

from pathlib import Path

import pytest

from eval import corpora, trees
from eval.corpora import Document, Row
from eval.wordings import Labelled

GUM = """\
# newdoc id = GUM_news_harbour
1\tPrime\tprime\tADJ\tNNP\t_\t2\tamod\t_\tEntity=(1-person-new-cf1-2-sss-1,2-coref-Ana_Holm
2\tMinister\tminister\tPROPN\tNNP\t_\t3\tnmod:desc\t_\t_
3\tAna\tAna\tPROPN\tNNP\t_\t5\tnsubj\t_\t_
4\tHolm\tHolm\tPROPN\tNNP\t_\t3\tflat\t_\tEntity=1)
5-6\tsaw-the\t_\t_\t_\t_\t_\t_\t_\t_
5\tsaw\tsee\tVERB\tVBD\t_\t0\troot\t_\t_
6\tthe\tthe\tDET\tDT\t_\t9\tdet\t_\tEntity=(2-place-new-cf2-2-sss-2-sgl
7\tDanish\tDanish\tADJ\tJJ\t_\t9\tamod\t_\t_
8\tport\tport\tNOUN\tNN\t_\t9\tcompound\t_\t_
9\ttown\ttown\tNOUN\tNN\t_\t5\tobj\t_\t_
10\tof\tof\tADP\tIN\t_\t11\tcase\t_\t_
11\tRibe\tRibe\tPROPN\tNNP\t_\t9\tnmod\t_\tEntity=(3-place-new-cf3-1-sss-1-sgl-Ribe)2)
12\ton\ton\tADP\tIN\t_\t14\tcase\t_\t_
13\t3\t3\tNUM\tCD\t_\t14\tnummod\t_\tEntity=(4-time-new-cf4-2-sss-2-sgl
14\tMay\tMay\tPROPN\tNNP\t_\t5\tobl\t_\tEntity=4)
15\twith\twith\tADP\tIN\t_\t17\tcase\t_\t_
16\ttwo\ttwo\tNUM\tCD\t_\t17\tnummod\t_\tEntity=(5-person-new-cf5-2-sss-2-sgl
17\tguards\tguard\tNOUN\tNNS\t_\t5\tobl\t_\tEntity=5)
18\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_

1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv-cf1-1-sss-1-ana-Ana_Holm)
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""
ONTO = ["(1", "_", "_", "1)", *["_"] * 14, "(1)", "_", "_"]


def write_gum(data: Path, conllu: str = GUM) -> None:
    (data / "gum/dep").mkdir(parents=True)
    (data / "gum/coref/ontogum/conll").mkdir(parents=True)
    (data / "gum/splits.md").write_text(
        "# Splits\n\n## dev\n\n  * GUM_news_harbour\n\n## train\n\n  * GUM_news_other\n"
    )
    (data / "gum/dep/GUM_news_harbour.conllu").write_text(conllu, encoding="utf-8")
    words = [line.split("\t")[1] for line in GUM.splitlines() if "\t" in line and "-" not in line.split("\t")[0]]
    lines = [f"{i}\t{word}\t{mark}" for i, (word, mark) in enumerate(zip(words, ONTO, strict=True))]
    text = "# begin document \n" + "\n".join(lines) + "\n# end document\n"
    (data / "gum/coref/ontogum/conll/GUM_news_harbour.conll").write_text(text, encoding="utf-8")


def named(row: Row, layer: str = "names") -> list[tuple[str, str]]:
    return [(" ".join(row.words[start:end]), label) for start, end, label in row.layers[layer]]


@pytest.fixture
def harbour(tmp_path: Path) -> Document:
    write_gum(tmp_path)
    (document,) = corpora.gum(tmp_path)
    return document


def test_gum_keeps_its_split_its_words_and_its_trees(harbour: Document) -> None:
    assert (harbour.id, harbour.split, len(harbour.rows)) == ("GUM_news_harbour", "dev", 2)
    first = harbour.rows[0]
    assert first.words[:6] == ["Prime", "Minister", "Ana", "Holm", "saw", "the"]
    assert first.layers["heads"][4] == -1
    assert first.layers["relations"][3] == "flat"


def test_gum_names_are_names_proper(harbour: Document) -> None:
    assert named(harbour.rows[0]) == [
        ("Prime Minister", "title"),
        ("Ana Holm", "person"),
        ("Danish", "nationality"),
        ("Ribe", "place"),
        ("3 May", "time"),
        ("two guards", "quantity"),
    ]
    assert named(harbour.rows[1]) == []


def test_gum_joins_chains_and_singletons(harbour: Document) -> None:
    mentions = harbour.mentions or []
    chained = [(m.row, m.start, m.end, m.head, m.kind) for m in mentions if m.chain == 1]
    assert chained == [(0, 0, 4, 2, "person"), (1, 0, 1, 0, "person")]
    alone = {(m.start, m.end): m.kind for m in mentions if m.chain < 0}
    assert alone == {(5, 11): "place", (10, 11): "place", (12, 14): "time", (15, 17): "person"}


def test_gum_refuses_chains_of_another_text(tmp_path: Path) -> None:
    write_gum(tmp_path, GUM.replace("Ribe\tRibe", "Esbjerg\tEsbjerg"))
    with pytest.raises(ValueError, match="does not have the words"):
        list(corpora.gum(tmp_path))


def test_an_army_is_a_group_and_a_ministry_an_organization() -> None:
    def one(*texts: str) -> list[Labelled]:
        last = len(texts) - 1
        words = [trees.Word(t, "PROPN", "NNP", last, "compound") for t in texts[:-1]]
        words.append(trees.Word(texts[-1], "PROPN", "NNP", -1, "root"))
        entity = trees.Entity(start=0, end=last + 1, kind="organization", page="", number="1")
        return trees.names(words, [entity])

    assert one("Northland", "Army") == [(0, 2, "group")]
    assert one("Harbour", "Ministry") == [(0, 2, "organization")]
    assert one("Government") == []


def test_litbank_parts_titles_from_names_and_keeps_chains(tmp_path: Path) -> None:
    folder = tmp_path / "litbank"
    folder.mkdir()
    text = "Captain Ana Holm of Ribe sailed .\nShe loved the old harbour of the town , and her brother .\n"
    (folder / "1_ship_brat.txt").write_text(text, encoding="utf-8")
    marks = [
        ("PROP_PER", "Captain Ana Holm of Ribe"),
        ("Holm-1", "Captain Ana Holm of Ribe"),
        ("PROP_GPE", "Ribe"),
        ("Ribe-2", "Ribe"),
        ("PRON_PER", "She"),
        ("Holm-1", "She"),
        ("NOM_FAC", "the old harbour of the town"),
    ]
    lines = [
        f"T{i}\t{label} {text.index(words)} {text.index(words) + len(words)}\t{words}"
        for i, (label, words) in enumerate(marks)
    ]
    (folder / "1_ship_brat.ann").write_text("\n".join([*lines, "R1\tcop Arg1:T1 Arg2:T2"]), encoding="utf-8")
    (document,) = corpora.litbank(tmp_path)
    assert named(document.rows[0]) == [("Captain", "title"), ("Ana Holm", "person"), ("Ribe", "place")]
    mentions = document.mentions or []
    heads = [(document.rows[m.row].words[m.head], m.kind) for m in mentions]
    assert heads == [("Ana", "person"), ("Ribe", "place"), ("She", "person"), ("harbour", "place")]
    captain, town, she, harbour = (m.chain for m in mentions)
    assert captain == she >= 0
    assert town >= 0, "a chain of one mention is a chain"
    assert town != captain
    assert harbour == -1, "a mention that the corpus puts in no chain"


def test_meantime_names_times_and_quantities(tmp_path: Path) -> None:
    folder = tmp_path / "meantime/all/corpus_stock"
    folder.mkdir(parents=True)
    rows = [["Holm", "Lines", "sold", "the", "Skua", "phone", "on", "3", "May", "to", "200", "shops"]]
    rows += [["Filler", "."]] * 6
    tokens, number = [], 0
    for at, row in enumerate(rows):
        for word in row:
            number += 1
            tokens.append(f'<token number="0" sentence="{at}" t_id="{number}">{word}</token>')

    def mark(tag: str, ids: list[int], **fields: str) -> str:
        given = " ".join(f'{name}="{value}"' for name, value in fields.items())
        return f"<{tag} {given}>" + "".join(f'<token_anchor t_id="{i}"/>' for i in ids) + f"</{tag}>"

    marks = [
        mark("ENTITY_MENTION", [1, 2], m_id="1", syntactic_type="NAM", head=""),
        mark("ENTITY_MENTION", [5, 6], m_id="2", syntactic_type="NAM", head=""),
        mark("TIMEX3", [8, 9], m_id="3", type="DATE"),
        mark("VALUE", [11], m_id="4", type="QUANTITY"),
        '<ENTITY m_id="8" ent_type="ORG"/><ENTITY m_id="9" ent_type="PRO"/>',
    ]
    links = "".join(
        f'<REFERS_TO r_id="{a}"><source m_id="{a}"/><target m_id="{b}"/></REFERS_TO>' for a, b in ((1, 8), (2, 9))
    )
    xml = f"<Document>{''.join(tokens)}<Markables>{''.join(marks)}</Markables><Relations>{links}</Relations></Document>"
    (folder / "7_Phones.xml").write_text(xml, encoding="utf-8")
    (document,) = corpora.meantime(tmp_path)
    assert document.split == "dev"
    assert named(document.rows[0]) == [("Holm Lines", "organization"), ("3 May", "time"), ("200 shops", "quantity")]
    assert "names" in document.rows[5].layers
    assert "names" not in document.rows[6].layers, "later sentences are not annotated in full"


def test_uner_spans_and_documents(tmp_path: Path) -> None:
    (tmp_path / "uner").mkdir()
    first = "# newdoc id = letter-1\n# text = x\n1\tAna\tB-PER\t-\t-\n2\tHolm\tI-PER\t-\t-\n3\tRibe\tB-LOC\t-\t-\n"
    second = "# newdoc id = letter-2\n1\tRibe\tB-ORG\t-\t-\n2\tLines\tB-ORG\t-\t-\n"
    (tmp_path / "uner/en-dev.iob2").write_text(f"{first}\n{second}\n", encoding="utf-8")
    one, two = corpora.uner(tmp_path)
    assert named(one.rows[0], "uner") == [("Ana Holm", "PER"), ("Ribe", "LOC")]
    assert named(two.rows[0], "uner") == [("Ribe", "ORG"), ("Lines", "ORG")]
    assert (one.split, one.mentions) == ("dev", None)
