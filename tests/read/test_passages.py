"""Which line is what: one invented page per kind of page."""

from hypothesis import given
from hypothesis import strategies as st

from reportedly.read import read_bytes
from reportedly.read.cues import cue, page_cues
from reportedly.read.passages import passages

NEWS = """Wafa Front leader killed in Tell Hamra, officials say
By Lina Mor | The Lantern Post | 10 June 2014

TELL HAMRA, June 10 (Lantern) - Ibrahim al-Rakkad, the leader of the Wafa Front, was killed on Tuesday, two officials said.

wadi-sahm_checkpoint.jpg

This image shows Ibrahim al-Rakkad (left) with his deputy, Yusuf Hamdan.

A third official would not confirm the death, and said that the man had been reported dead twice before in the same town.

What comes next

The Front is thought to have about 3,000 fighters in the valley, most of them in the villages along the river.

Colm Verrall contributed to this report.

Tags: Wafa Front, Wadi Sahm
© Lantern Post 2031. All rights reserved.
2 Comments
duffer44: One lot goes, another comes. Wake me up.
Q_Hamra, 11 Jun: he died last year, too
Leave a Reply
"""

REPOST = """You have commented 12 times on Smoke and Reeds.
Your Name
Your e-mail (optional)
Africa East
Coast commander walks out, elders say
2017-08-18
[GARSAN POST] A senior commander of al-Mithaq, Yusuf Adan, has broken with the movement, two elders said on Tuesday.

The phrase "a house of salt" is aimed at his old master, Garcas
... the sort of emir who counts the spoons after dinner...
who has led the movement since 2011.

Tuke had run the northern wing since 2014 [No: he was number two there until the drone came. - D.] and took two hundred men with him.

Posted by: Dhowman
#2 They had forty men, not two hundred.
Posted by: Deckhand 2017-08-18 20:43
#1 And four of those were his sons.
Posted by: mrs tan 2017-08-18 19:34
"""

BLOG = """Moussa walks
Sand and Signal | a notebook

I told you they would not survive their own congress. Norbridge's piece of Wednesday; brackets are mine.

The main coalition of former rebels has split, two commanders and a diplomat said on Wednesday.

“They are sixty at most,” his cousin told Norbridge by telephone.

[Abou Salman to his friends, in his younger days, before he discovered democracy.]

I give them until Christmas, and a friend in the camp gives them less.

Posted in: Tazoulit, I told you so
"""


def marked(text: str) -> list[tuple[str, str]]:
    return [(p.voice, p.span.of(text)) for p in passages(text)]


def voice_of(text: str, words: str) -> str:
    return next(voice for voice, line in marked(text) if words in line)


def test_a_news_page_is_told_apart_line_by_line():
    assert [voice for voice, _ in marked(NEWS)] == [
        "headline",
        "furniture",
        "body",
        "furniture",
        "caption",
        "body",
        "subheading",
        "body",
        "note",
        "furniture",
        "furniture",
        "furniture",
        "comment",
        "comment",
        "furniture",
    ]


def test_comments_have_authors_and_days():
    comments = [p for p in read_bytes(NEWS.encode(), "a.txt").reports[0].passages if p.voice == "comment"]
    assert [(c.author, str(c.dated) if c.dated else None) for c in comments] == [
        ("duffer44", None),
        ("Q_Hamra", "2014-06-11"),
    ]


def test_a_repost_keeps_the_posters_insertions_apart():
    assert voice_of(REPOST, "Coast commander") == "headline"
    assert voice_of(REPOST, "counts the spoons") == "note"
    assert voice_of(REPOST, "who has led") == "body"
    assert voice_of(REPOST, "[No: he was") == "note"
    assert voice_of(REPOST, "and took two hundred men") == "body"
    assert {voice for voice, line in marked(REPOST) if "Your" in line or "Africa" in line} == {"furniture"}


def test_numbered_comments_hold_the_line_that_signs_them():
    comments = [p for p in passages(REPOST) if p.voice == "comment"]
    assert [c.author for c in comments] == ["Deckhand", "mrs tan"]
    assert comments[0].span.of(REPOST).endswith("20:43")
    assert str(comments[0].dated) == "2017-08-18"


def test_a_reposted_article_is_older_than_its_repost():
    report = read_bytes(REPOST.encode(), "a.txt").reports[0]
    assert str(report.published) == "2017-08-18"
    body = next(p for p in report.passages if p.voice == "body")
    assert str(body.dated) == "2017-08-15..2017-08-16"  # "said on Tuesday": that day or the next


def test_a_bloggers_own_words_are_notes():
    assert [voice for voice, _ in marked(BLOG)] == [
        "headline",
        "furniture",
        "note",
        "body",
        "body",
        "note",
        "note",
        "furniture",
    ]


def test_an_introduction_before_a_second_headline():
    text = (
        "Who burned the silos?\n\nHere is a link to what the Courier found out this week, and my thanks to those who sent it to us.\n\n"
        "Revealed: the ferryman who became a commander\n\n• He is 51\n\n• He crossed the river in 2015\n\n"
        "The man suspected of the fire was a ferryman, officials said.\n\nHe grew up at the landing, they said.\n"
    )
    assert [voice for voice, _ in marked(text)] == [
        "headline",
        "note",
        "headline",
        "standfirst",
        "standfirst",
        "body",
        "body",
    ]


def test_a_standfirst_stands_between_headline_and_byline():
    text = (
        "Nine dead in Puerto Ceniza\nA motorcycle bomb destroyed the substation on Saturday night. Two died later.\n"
        "By Ivan Quiros | July 10, 2023\n\nNine people died, the ministry said on Sunday, and forty were hurt in the market next to it.\n"
    )
    assert [voice for voice, _ in marked(text)] == ["headline", "standfirst", "furniture", "body"]


def test_questions_of_an_explainer_are_subheadings_and_those_of_an_interview_are_not():
    explainer = "What we know\n\nWhat happened?\nA bomb went off near the market on Monday, police said.\n\nWho did it?\nNobody has claimed it so far, and police would not say more.\n"
    interview = "“A truce is not a marriage”\n\nDid you sign?\nWe do not write, and I have no pen.\n\nDoes the army arm you?\nCartridges, yes, until last year.\n"
    assert voice_of(explainer, "Who did it?") == "subheading"
    assert voice_of(interview, "Does the army") == "body"


def test_a_paragraph_without_a_full_stop_among_others_is_a_caption():
    one = "The officials said that the group was small and had lost many of its men in the fighting over the summer."
    caption = "Security forces have fought the group for years and face frequent attacks on their posts in the north of the province"
    text = "Who leads the Front\n\n" + "\n\n".join([one] * 3 + [caption] + [one] * 3) + "\n"
    assert voice_of(text, caption) == "caption"


def test_lines_broken_at_an_even_width_are_one_passage():
    text = (
        "WEEKLY BULLETIN 03/18\n19 JAN 18\n\n"
        "1. On 15 Jan the Sector Commander was present at a meeting at which\n"
        "delegates of the two militias undertook to observe a cessation of\n"
        "hostilities for three months in the whole of the province. It was\n"
        "signed by both.\n"
    )
    assert [voice for voice, _ in marked(text)] == ["headline", "furniture", "body"]


def test_every_phrase_of_the_lexicon_fits_its_own_example():
    assert [row.example for row in page_cues() if not row.pattern.match(row.example)] == []
    wrong = [row.example for row in page_cues() if row.voice == "furniture" and cue(row.example) != "furniture"]
    assert wrong == []


PIECES = st.sampled_from(
    [
        *NEWS.split("\n"),
        *REPOST.split("\n"),
        "",
        " ",
        "\r\n",
        "\0",
        "محمد",
        "e\u0301",
        "😀",
        "[" + "word " * 9 + "]",
        "...x",
        "#1 y",
        "Tags:",
        "\u2028",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=80)), max_size=25).map("\n".join))
def test_passages_lie_in_the_text_in_order_and_hold_every_word(text: str):
    found = passages(text)
    ends = [0, *(p.span.end for p in found)]
    assert all(end <= p.span.start for end, p in zip(ends, found, strict=False))
    assert ends[-1] <= len(text)
    held = "".join(p.span.of(text) for p in found)
    inside = sum(not c.isspace() for c in held)
    outside = [c for c in text if not c.isspace() and c not in "\0\ufeff"]
    assert inside >= len(outside)


def test_a_dumped_page_with_menus_and_links():
    text = (
        "Skip to main content\nHome\nWorld\nMiddle East\nSport\nSearch\nSign in\nMiddle East\n"
        "Wafa Front names new leader after drone strike\nGroup says Abu Suhayb will take over; officials doubt the claim\n"
        "Lina Mor in Tell Hamra\nTue 10 Jun 2014 18.20 BST\nLast modified on Wed 11 Jun 2014 09.00 BST\nShare on Facebook\n"
        "Ibrahim al-Rakkad, who led the group until Tuesday. Photograph: Lantern/Getty Images\n"
        "The Wafa Front has named Abu Suhayb al-Talmari its new leader, a day after a drone killed Ibrahim al-Rakkad near Tell Hamra.\n"
        "Advertisement\n“We have seen such statements before,” he said.\nRead more: Who are the Wafa Front?\n"
        "Its fighters took the town in March, after a siege of forty days in which some 200 people died.\n"
        "Topics\nWafa Front\nMahrun\nMost popular\nSix dead at the wells of Bur Wadal\nThe price of camels\nPrivacy policy\n"
        "© 2014 Lantern Post Ltd or its affiliated companies. All rights reserved.\n"
    )
    report = read_bytes(text.encode(), "a.txt").reports[0]
    assert (report.title, report.outlet, str(report.published)) == (
        "Wafa Front names new leader after drone strike",
        "Lantern Post",
        "2014-06-10",
    )
    told = [(p.voice, p.span.of(text).split()[0]) for p in report.passages if p.voice != "furniture"]
    assert told == [
        ("headline", "Wafa"),
        ("standfirst", "Group"),
        ("caption", "Ibrahim"),
        ("body", "The"),
        ("body", "“We"),
        ("body", "Its"),
    ]


def test_a_blog_page_with_masthead_and_signed_comments():
    text = (
        "Front page\n|\nAbout\n|\nContact\n\nThe Reed Journal\n\nA daily look at wars nobody reads about\n\nSunday, March 8, 2015\n\n"
        "Forest men swear loyalty to the Emirate\n\nThe leader of the forest fighters has pledged allegiance in an audio message released on Saturday.\n\n"
        "See also:\n- The forest fighters' new flag\n- Why the lake matters\n\nAnalysis\n\n"
        "The pledge had been expected for weeks, and few of the fighters in the forest were surprised by it when it came.\n\n"
        "Posted by reedman at 11:04 PM  | Permalink | Comments (2)\n\nComments\n\nWhy would they do that? They have nothing in common.\n\n"
        "Posted by: oldhand | March 9, 2015 1:12 AM\n\nMoney, that's why.\n\nPosted by: M. Tarr | March 9, 2015 7:40 AM\n\nPost a comment\nName:\n"
    )
    report = read_bytes(text.encode(), "a.txt").reports[0]
    assert (report.title, report.outlet, str(report.published)) == (
        "Forest men swear loyalty to the Emirate",
        "The Reed Journal",
        "2015-03-08",
    )
    assert [p.author for p in report.passages if p.voice == "comment"] == ["oldhand", "M. Tarr"]
    assert [p.span.of(text) for p in report.passages if p.voice == "subheading"] == ["Analysis"]
    assert not any("flag" in p.span.of(text) for p in report.passages if p.voice != "furniture")
