"""Which hand wrote which line: headline, standfirst, body, caption, note, comment, furniture.

Plain text off the web has lost its markup, so the words and the place of a line must tell. The marking goes from the
certain to the likely: lines that only furniture looks like, comments at the foot, the head, then what is left: the body
with its subheadings, and the insertions of an editor or of somebody who re-posts another's article.
"""

import re
from collections.abc import Mapping

from ..model import Passage, PassageVoice
from .cues import cue, is_byline, names_only, names_outlet
from .hands import hands_on, mark_comments, mark_notes, split_insertions
from .lines import Line, lines

LONG = 110  # characters from which a line is a paragraph whatever its end
HEAD_LINES = 30  # a headline stands among so many first lines
_BULLET = re.compile(r"[•*·‣▪]\s")
_HEADLINE_VERB = re.compile(
    r"\b(?:welcomes|condemns|comments|calls|responds|marks|joins|joined|announces|says|expresses?|urges|warns|reiterates?"
    r"|visits|visit|confirms|meets|discuss(?:es|ed)?|takes|shows|has commented|insists|denies|deny|admits|claims|tells|reveals?"
    r"|talks|statement|focused|speaks|explains|reports|vows|rejects|offers|hails|praises|accuses|blames|demands)\b",
)
_OFFICE = re.compile(
    r"(?:the )?(?:republic|ministry|department|government|state|kingdom|office|embassy|delegation|emirate|wilayat?|general command|command"
    r"|press|press release|press statement|communiqu[eé]|statement|for immediate release|media|news|information)\b",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"(?:press (?:release|statement)|communiqu[eé]|statement|bulletin|report|declaration)\b.{0,60}$", re.IGNORECASE
)
_LIST = re.compile(
    r"\b(?:daily|weekly|monthly|bulletin|incidents?|sitrep|situation|list|digest|round-?up|timeline|report)\b",
    re.IGNORECASE,
)
_BLESSING = re.compile(r"in the name of (?:god|allah)\b|bismillah", re.IGNORECASE)
_LINKS = re.compile(
    r"(?:see also|read (?:more|next|also)|related|recommended|most (?:read|popular|viewed)|more (?:on|from)|you may also|don't miss|topics)\b.{0,20}$",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"^(?:the )?[^.?!]{3,40}: notes from\b|^[\w &'’-]+ \| ", re.IGNORECASE)
_SPEAKER = re.compile(r"(?:QUESTION|ANSWER|Q|A|(?:MR|MS|MRS|DR|SECRETARY|AMBASSADOR|GENERAL|MINISTER)\.? [A-Z' -]+):\s")
_QUESTION = re.compile(r"[?？]['’”\"]?$")
_YOU = re.compile(r"\b(?:you|your|yours)\b|^(?:and|they say|some say|it is said)\b", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:said|says|added|stated|asked|told \w+|continued|that|following|statement|today|explained)\s*:$",
    re.IGNORECASE,
)


def passages(text: str, hints: Mapping[str, PassageVoice] | None = None) -> tuple[Passage, ...]:
    """The passages of `text`, in order, never overlapping; every line that holds something lies in one.

    `hints` gives the voice of lines whose function the page's markup told, by the line's words with single spaces.
    """
    page = lines(text)
    for line in page:
        line.voice = (hints or {}).get(" ".join(line.text.split())) or cue(line.text)
    foot = mark_comments(page)
    page = [line for line in page if line.text]
    foot = min(foot, len(page))
    body = _mark_head(page, foot)
    _mark_links(page, foot)
    _mark_foot(page, body, foot)
    _mark_subheadings(page, body, foot)
    mark_notes(page, body, foot)
    _mark_captions(page, body, foot)
    return tuple(line.passage() for line in split_insertions(text, page))


def _mark_head(page: list[Line], foot: int) -> int:
    """Marks headline, standfirst and by-lines; returns the index of the first line after the head."""
    begin = _first_paragraph(page, foot)
    head = [i for i in range(begin) if page[i].voice in (None, "headline", "subheading", "standfirst")]
    given = [i for i in head if page[i].voice == "headline"]
    unmarked = [i for i in head if page[i].voice is None]
    plain = [i for i in unmarked if not is_byline(page[i].text) or (i == 0 and _LIST.search(page[i].text))]
    chosen = given[0] if given else _headline(page, plain, begin)
    for i in head:
        line = page[i]
        if i == chosen:
            line.voice = "headline"
        elif line.voice is not None:
            continue
        elif chosen is None or i < chosen or is_byline(line.text):
            line.voice = "furniture"
        else:
            line.voice = _after_headline(page, i, begin)
    if chosen is not None:
        begin = _standfirst(page, chosen, begin, foot)
    return begin


def _first_paragraph(page: list[Line], foot: int) -> int:
    """The index of the first line of running text."""
    for i, line in enumerate(page[: min(foot, HEAD_LINES)]):
        short = len(line.text) < 2 * LONG and not line.text.rstrip('"”’').endswith(".")
        if line.voice is not None or (i == 0 and short):
            continue
        if is_byline(line.text) or _BULLET.match(line.text) or _BLESSING.match(line.text):
            continue
        if len(line.text) >= LONG and line.ended:
            return i
        if line.text.startswith((". ", ".\xa0", "- ", "1.", "[", ">")) and i > 0 and line.words > 4:
            return i
        if _headed(page[:i]) and _begins(page, i):
            return i
    return next(
        (i for i, line in enumerate(page) if line.voice is None and line.ended and line.words > 8), min(foot, len(page))
    )


def _headed(before: list[Line]) -> bool:
    """Does a line that may be the headline stand above?"""
    return any(line.voice in (None, "headline") and not is_byline(line.text) for line in before)


def _begins(page: list[Line], i: int) -> bool:
    """Does a line below the headline begin the text: a sentence, a speaker, an interview, the label of a list?"""
    line, after = page[i], page[i + 1] if i + 1 < len(page) else None
    if _SAID.search(line.text) or _SPEAKER.match(line.text) or hands_on(line.text):
        return True
    if _QUESTION.search(line.text):
        if _starts_interview(page, i):
            return True
    elif line.ended and line.words >= 5:
        return True
    return bool(line.words <= 6 and after and after.voice is None and after.text[:1].isdigit() and after.words > 8)


def _starts_interview(page: list[Line], i: int) -> bool:
    return sum(bool(_QUESTION.search(line.text)) for line in page[i : i + 8]) >= 2


def _menu(page: list[Line], plain: list[int]) -> set[int]:
    """The short lines above the headline, where they are so many that they must be a menu and a masthead."""
    long = next((i for i in plain if page[i].words > 3), None)
    if long is None:
        return set()
    short = {i for i in plain if page[i].words <= 3}
    above = sum(line.words <= 3 and not is_byline(line.text) for line in page[:long])
    return short if above > 2 else set()


def _headline(page: list[Line], plain: list[int], begin: int) -> int | None:
    """Of the lines above the first paragraph, the one that reads most like a headline."""
    menu = _menu(page, plain)
    if menu:
        plain = [i for i in plain if i not in menu]
        late = plain[-1] if plain else 0
        if len(plain) > 1 and is_byline(page[late - 1].text) and all(line.voice for line in page[late + 1 : begin]):
            return late  # masthead, motto, day, headline
    scored = [(_reads_as_headline(page, i) - rank, -i) for rank, i in enumerate(plain)]
    return -max(scored)[1] if scored else None


def _reads_as_headline(page: list[Line], i: int) -> float:
    """How much a line of the head reads like its headline; an earlier line is a point better than the next."""
    line = page[i]
    follower = page[i + 1] if i + 1 < len(page) else None
    score = 4.0 + min(line.words, 4) / 4
    if line.words <= 3 and not (follower and (follower.gap or is_byline(follower.text))):
        score -= 2  # the name of a section, where a longer line follows at once
    if _BULLET.match(line.text):
        score -= 5
    if names_only(line.text) and _OFFICE.match(line.text) and not _RELEASE.match(line.text):
        score -= 3
    if _BLESSING.match(line.text):
        score -= 6
    if follower and is_byline(follower.text):
        score += 0.5
    return score - bool(_COLUMN.search(line.text))


def _after_headline(page: list[Line], i: int, begin: int) -> PassageVoice:
    """What stands between the headline and the first paragraph, and is no by-line."""
    line = page[i]
    if names_outlet(line.text):
        return "furniture"
    if _BULLET.match(line.text) or line.words > 7 or (line.ended and line.words > 3):
        return "standfirst"
    if i + 1 == begin and line.words <= 4 and page[i - 1].voice == "standfirst":
        return "caption"
    return "furniture"


def _standfirst(page: list[Line], headline: int, begin: int, foot: int) -> int:
    """The first paragraph itself is a standfirst where it sums up like a headline, or where the by-line follows it."""
    if begin >= min(foot, len(page)) - 1 or any(line.voice == "standfirst" for line in page[headline:begin]):
        return begin
    line, after = page[begin], page[begin + 1]
    if _SAID.search(line.text) or _SPEAKER.match(line.text) or hands_on(line.text):
        return begin
    if line.voice is not None or len(line.text) > 400 or line.text.startswith(("[", '"', "“", "‘", ">", "-")):
        return begin
    followed = any(is_byline(other.text) for other in page[begin + 1 : begin + 3]) and not any(
        is_byline(other.text) for other in page[headline + 1 : begin]
    )
    sentences = len(re.findall(r"[.!?]\s+[A-Z]", line.text))
    sums_up = (
        begin == headline + 1 and sentences == 0 and len(line.text) < 240 and bool(_HEADLINE_VERB.search(line.text))
    )
    present = sums_up and (bool(_SAID.search(after.text)) or _repeats(page[headline].text, line.text))
    interview = bool(_QUESTION.search(after.text)) and after.words < 20 and _starts_interview(page, begin + 1)
    if followed or present or interview:
        line.voice = "standfirst"
        begin += 1
        while begin < len(page) and (is_byline(page[begin].text) or page[begin].voice is not None) and begin < foot:
            page[begin].voice = page[begin].voice or "furniture"
            begin += 1
    return begin


def _repeats(headline: str, line: str) -> bool:
    """Does `line` say again most of what the headline says?"""
    stems = [{word[:5] for word in re.findall(r"\w{4,}", text.lower())} for text in (headline, line)]
    return len(stems[0] & stems[1]) * 2 >= len(stems[0]) > 2


def _mark_links(page: list[Line], foot: int) -> None:
    """The headlines of other stories under "See also:" and the like, up to the next sentence or blank line."""
    links: int | None = None  # how many so far; None outside such a list
    for line in page[:foot]:
        if line.voice == "furniture":
            links = 0 if _LINKS.match(line.text) else None if line.gap else links
        elif (
            links is not None
            and line.voice in (None, "subheading")
            and line.words < 15
            and not line.ended
            and not (links and line.gap)
        ):
            line.voice = "furniture"
            links += 1
        else:
            links = None


def _mark_foot(page: list[Line], body: int, foot: int) -> None:
    """By-lines, menus and labels after the last paragraph are furniture."""
    last = max(
        (i for i in range(body, foot) if page[i].voice is None and page[i].ended and page[i].words > 4), default=body
    )
    seen = False
    for i in range(last + 1, foot):
        line = page[i]
        if line.voice is not None:
            seen = seen or line.voice == "furniture"
        elif (
            (is_byline(line.text) and not _SAID.search(line.text))
            or (names_only(line.text) and names_outlet(line.text))
            or (seen and line.words < 12 and not line.ended)
        ):
            line.voice = "furniture"
            seen = True
    for i in range(body, min(body + 3, foot)):
        if page[i].voice is None and is_byline(page[i].text) and not page[i].ended:
            page[i].voice = "furniture"


def _mark_captions(page: list[Line], body: int, foot: int) -> None:
    """A paragraph without a full stop, among paragraphs that have one, stood under a picture."""
    run = [line for line in page[body:foot] if line.voice is None]
    long = [line for line in run if line.words > 14]
    if sum(line.ended for line in long) < 0.8 * len(long) or len(long) < 5:
        return
    for before, line, after in zip(page[body:foot], page[body + 1 : foot], page[body + 2 : foot], strict=False):
        plain = before.voice is None and line.voice is None and after.voice is None
        alone = line.gap and after.gap and before.ended and not after.text[0].islower()
        whole = line.words > 14 and line.text[0].isupper() and not line.ended and not line.text.endswith(",")
        if plain and alone and whole:
            line.voice = "caption"


def _mark_subheadings(page: list[Line], body: int, foot: int) -> None:
    """Short lines between paragraphs that open what follows; in an interview they are questions, which is body."""
    short = [i for i in range(body, foot - 1) if page[i].voice is None and _is_subheading(page, i, body)]
    questions = [i for i in short if _QUESTION.search(page[i].text)]
    interview = sum(bool(_YOU.search(page[i].text)) for i in questions) * 4 > len(questions) and len(questions) > 1
    for i in short:
        if not (interview and (i in questions or _YOU.search(page[i].text))):
            page[i].voice = "subheading"


def _is_subheading(page: list[Line], i: int, body: int) -> bool:  # noqa: PLR0911 - one return per cue
    line, after = page[i], next((other for other in page[i + 1 : i + 40] if other.voice is None), None)
    if i + 1 < len(page) and page[i + 1].voice == "note" and page[i + 1].text.startswith(("...", "…")):
        return False  # the sentence goes on behind an insertion
    if after is None or line.words > 14 or line.text[0].islower() or _SPEAKER.match(line.text):
        return False
    if line.text[0] in "-•*.>[(" or line.text[-1] in ",;:.!":
        return False
    if _QUESTION.search(line.text):
        return True
    before = page[i - 1] if i > body else None
    if before is not None and before.voice is None and not before.ended and before.words > 6:
        return False
    if line.ended or (line.words < 3 and len(after.text) < 25):
        return False
    return bool(after.ended and after.words > line.words and (line.gap or after.gap or len(after.text) > 40))
