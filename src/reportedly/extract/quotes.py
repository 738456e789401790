"""Who is said to have said what, sentence by sentence: quotation marks, cues, sources and what they govern.

A cue is a word of `data/cues.tsv`. It opens an attribution where a source stands beside it: before it ("the army said"),
after it ("said the army", "according to the army"), or, for "saying" and its like, at the head of the clause. What
it governs: direct speech beside it; the clause after it; or, where the cue closes the sentence, the clause before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from ..lang.tables import rows
from ..lang.tokens import Sentence, Token
from ..model import Report, Span
from . import phrases

_OPEN = re.compile(r"[“«]|(?<![\w.,!?…”’])[\"‘'](?=[\w\[(.…“‘])|(?<=[\s(\[—])[\"](?=\S)")
_LEAST_DIRECT = 4  # words; what is shorter and has no stop inside is a borrowed expression
_INSIDE = frozenset(["say", "tell", "clause", "according"])  # frames that count within direct speech
_MODALS = frozenset(["will", "would", "could", "may", "might", "should", "must", "can", "shall"])


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks."""

    span: Span  # without the marks
    direct: bool  # long enough to be speech, not a borrowed expression
    goes_on: bool = False  # the paragraph ends without a closing mark


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue with its source and what it governs in its own sentence."""

    sentence: Sentence
    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    frame: str
    through: tuple[Span, ...] = ()  # outlets that it was told to or that cite it
    opens: bool = False  # a colon at the end: what follows is the content
    end: int = field(default=0)  # where source, cue and hearer end
    inside: bool = False  # it stands within direct speech


@cache
def _cues() -> tuple[dict[str, tuple[str, str]], frozenset[str]]:
    """(form -> (frame, which form), forms that are as often a noun)."""
    forms: dict[str, tuple[str, str]] = {}
    nouns: set[str] = set()
    for words, frame, noun in rows("cues.tsv", 3):
        inflected = words.split()
        for form in inflected:
            base = form == inflected[0] and inflected.count(form) == 1
            shape = "ing" if form.endswith("ing") else "base" if base else "finite"
            forms.setdefault(form, (frame, shape))
        nouns.update(noun.split())
    return forms, frozenset(nouns)


def quotations(report: Report) -> tuple[Quotation, ...]:
    """Every stretch between quotation marks, in order; the marks may be curly, straight, single, angular.

    A mark left open at the end of a paragraph closes there; it goes on where the next paragraph opens with one.
    """
    found: list[Quotation] = []
    for passage in report.passages:
        for paragraph in re.finditer(r"[^\n]+", report.text[passage.span.start : passage.span.end]):
            start, end = passage.span.start + paragraph.start(), passage.span.start + paragraph.end()
            found.extend(_in_paragraph(report.text, start, end))
    return tuple(found)


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quotation]:
    at = start
    while opened := _OPEN.search(text, at, end):
        mark, first = opened[0], opened.end()
        close = _closing(text, mark, first, end)
        stop = end if close is None else close
        if close is None and mark in "'‘":
            at = first
            continue
        inner = text[first:stop]
        if inner.strip():
            words = len(re.findall(r"\w+", inner))
            stopped = inner.rstrip()[-1] in ",.!?…" and words > 1
            yield Quotation(Span(first, stop), words >= _LEAST_DIRECT or stopped, close is None)
        at = stop + 1


def _closing(text: str, mark: str, first: int, end: int) -> int | None:
    if mark in "“«":
        at = text.find({"“": "”", "«": "»"}[mark], first, end)
        straight = text.find('"', first, end) if mark == "“" and at < 0 else -1
        return max(at, straight) if max(at, straight) >= 0 else None
    if mark == '"':
        at = text.find('"', first, end)
        curly = text.find("”", first, end) if at < 0 else -1
        return max(at, curly) if max(at, curly) >= 0 else None
    ends = [m.start() for m in re.finditer(r"[’'](?!\w)", text[first:end])]
    stopped = [e for e in ends if e and text[first + e - 1] in ",.!?…"]
    chosen = stopped or ends
    return first + chosen[0] if chosen else None


def attributions(
    report: Report, sentences: tuple[Sentence, ...], marks: tuple[Quotation, ...]
) -> tuple[Attribution, ...]:
    """Every attribution outside of direct speech, in the order of the text."""
    direct = tuple(q for q in marks if q.direct)
    found: list[Attribution] = []
    for sentence in sentences:
        if sentence.passage.voice != "furniture":
            found.extend(_Clauses(report.text, sentence, direct).read())
    return tuple(found)


class _Clauses:
    """One sentence, its words outside of direct speech, and the attributions found in it so far."""

    def __init__(self, text: str, sentence: Sentence, direct: tuple[Quotation, ...]) -> None:
        self.text = text
        self.sentence = sentence
        self.words = sentence.tokens
        self.direct = tuple(q for q in direct if q.span.meets(sentence.span))
        self.quoted = [
            self._region(t) for t in self.words
        ]  # 0 outside of direct speech, else the number of the quotation
        self.found: list[Attribution] = []

    def _region(self, token: Token) -> int:
        return next((n for n, q in enumerate(self.direct, 1) if q.span.start <= token.start < q.span.end), 0)

    def read(self) -> list[Attribution]:
        """All attributions, from left to right."""
        heads = list(self._heads())
        for number, head in enumerate(heads):
            following = heads[number + 1] if number + 1 < len(heads) else None
            made = self._attribution(head, following)
            if made is not None:
                self.found.append(made)
        return self.found

    def _floor(self, at: int) -> int:
        """The first word of the stretch, inside or outside of direct speech, that holds the word `at`."""
        here = self.quoted[at]
        while at > 0 and self.quoted[at - 1] == here:
            at -= 1
        return at

    def _ceiling(self, at: int) -> int:
        here = self.quoted[at]
        while at < len(self.words) and self.quoted[at] == here:
            at += 1
        return at

    def _span(self, first: int, end: int) -> Span:
        return Span(self.words[first].start, self.words[end - 1].end)

    def _heads(self) -> Iterator["_Head"]:
        forms, nouns = _cues()
        past = 0  # words before this one belong to an attribution already
        at = 0
        while at < len(self.words):
            word = self.words[at]
            if word.lower in forms or word.lower in ("according", "per"):
                head = None
                if word.lower == "according" and at + 1 < len(self.words) and self.words[at + 1].lower == "to":
                    head = self._according(at)
                elif word.lower == "per" and at and self.words[at - 1].text in ",(":
                    source = phrases.after(self.words, at + 1, self._ceiling(at))
                    head = _Head("according", at, at + 1, source, at, source[1]) if source else None
                elif word.lower in forms:
                    frame, shape = forms[word.lower]
                    if self._has_its_word(at, frame):
                        head = self._verb(at, frame.split(":")[0], shape, doubtful=word.lower in nouns, past=past)
                if head is not None:
                    yield head
                    past = at = max(at + 1, head.end)
                    continue
            at += 1

    def _has_its_word(self, at: int, frame: str) -> bool:
        """Does the word stand near that the frame asks for: "of" after "speaks", a statement after "issued"?"""
        kind, _, needed = frame.partition(":")
        near = [w.lower for w in self.words[at + 1 : at + 9]]
        if kind == "issue":
            return bool(phrases.SPEECH & set(near[:6]))
        if kind == "call":
            return near[:1] in (["for"], ["on"]) or any(w in "“\"‘«'" for w in near[:5])
        choice = set(needed.split("|"))
        return not needed or bool(choice & set(near if choice - {"of", "that", "with", "from"} else near[:1]))

    def _according(self, at: int) -> "_Head | None":
        source = phrases.after(self.words, at + 2, self._ceiling(at))
        if source is None:
            return None
        return _Head("according", at, at + 2, source, at, source[1])

    def _verb(self, at: int, frame: str, shape: str, *, doubtful: bool, past: int) -> "_Head | None":
        words, floor, ceiling = self.words, max(self._floor(at), past), self._ceiling(at)
        back, passive = phrases.skip_back(words[:at], at - 1)
        back = max(back, floor - 1)
        prior = words[back].lower if back >= floor else ""
        low_before = words[at - 1].lower if at else ""
        if low_before in ("to", "of", "by", "without", "for", "refused", "declined") and back == at - 1:
            return None
        if passive and shape != "ing":
            return self._passive(at, frame, ceiling, back, floor)
        following = words[at + 1] if at + 1 < ceiling else None
        quote_next = at + 1 < len(words) and (self.quoted[at + 1] != self.quoted[at] or words[at + 1].text in ':“"‘')
        if following is not None and following.lower == "to" and not self._hearer_follows(at + 2, ceiling):
            beyond = words[at + 2].lower if at + 2 < ceiling else ""
            if frame in ("say", "think", "quote") or beyond in ("have", "be"):
                return None
        if following is not None and following.lower == "of" and frame in ("think", "show"):
            return None
        if (
            shape == "base"
            and any(words[i].lower in _MODALS for i in range(back + 1, at))
            and not any(words[i].lower in ("not", "only") for i in range(back + 1, at))
        ):
            return None
        if following is not None and following.lower == "by" and frame not in ("say", "quote"):
            return self._passive(at, frame, ceiling, back, floor)
        if shape == "ing":
            return self._participle(at, frame, ceiling, floor, prior)
        closes = following is None or following.text == "."
        if frame == "quote" and not quote_next and not closes and not self._beside_speech(at):
            return None
        if self.quoted[at] and frame not in _INSIDE and not (following is not None and following.lower == "that"):
            return None
        if self._reduced(at, frame, following, prior):
            return None
        inverted = self._inverted(at, frame, floor, ceiling) if shape != "base" else None
        if inverted is not None and frame not in ("tell",):
            return _Head(frame, at, at + 1, inverted, at, inverted[1], inverted=True)
        if doubtful and not quote_next and not self._like_verb(at, following):
            return None
        if frame == "clause" and not (
            quote_next or following is None or following.lower == "that" or following.text in ".,;"
        ):
            return None
        if prior in phrases.DETERMINERS | {"of", "in", "for", "from", "by", "on", "with"} or back < floor:
            return None
        source = self._subject(back, floor)
        if source is None or any(
            words[i].lower in ("what", "whatever", "everything", "nobody") for i in range(*source)
        ):
            return None
        if words[source[0]].lower in ("i", "we", "you") and not quote_next:
            return None
        if (
            shape == "base"
            and not self._plural(source)
            and not any(words[i].lower in ("did", "does", "do") for i in range(back + 1, at))
        ):
            return None
        if frame == "learn" and at + 2 < ceiling:
            speaker = phrases.after(words, at + 2, ceiling, tail=False)
            return _Head("say", at, at + 2, speaker, source[0], speaker[1]) if speaker else None
        return _Head(frame, at, at + 1, source, source[0], at + 1)

    def _reduced(self, at: int, frame: str, following: Token | None, prior: str) -> bool:
        """Is it a participle that describes the noun before it: "a man identified as", ", proclaimed on Friday"?"""
        if following is None or frame in ("say", "clause", "tell"):
            return False
        if following.lower == "as" or following.lower in ("dead", "missing", "killed"):
            return True
        if following.lower == "of" and frame == "think":
            return True
        named = frame == "call" and (following.text[0].isupper() or following.text in '“"‘')
        return prior == "," and (following.lower in ("on", "in", "at", "by", "from") or named)

    def _hearer_follows(self, at: int, ceiling: int) -> bool:
        """After "said to": a name, "us", "reporters", "this paper"?"""
        if at >= ceiling:
            return False
        word = self.words[at]
        return (
            word.text[0].isupper()
            or word.text in '“"'
            or word.lower in phrases.DETERMINERS | phrases.SPEECH | {"us", "me", "him"}
        )

    def _plural(self, source: tuple[int, int]) -> bool:
        """Can the phrase be the subject of a verb in its bare form?"""
        words = [self.words[i].lower for i in range(*source)]
        if len(words) == 1 and words[0] in ("they", "we", "i", "you", "others", "some", "many", "few"):
            return True
        return (
            "and" in words
            or words[-1] in ("police", "people", "others")
            or any(w.endswith("s") and not w.endswith(("ss", "'s", "’s")) for w in words)
        )

    def _beside_speech(self, at: int) -> bool:
        cue = self.words[at]
        return any(0 <= cue.start - q.span.end < 60 or 0 <= q.span.start - cue.end < 40 for q in self.direct)

    def _like_verb(self, at: int, following: Token | None) -> bool:
        """Does a form that may be a noun stand as a verb here?"""
        if following is None or at == 0:
            return False
        before = self.words[at - 1]
        if before.lower in phrases.DETERMINERS or before.text.endswith(("'s", "’s")) or before.text in ("-", "–"):
            return False
        opens = following.lower in phrases.DETERMINERS | phrases.PRONOUNS | {"that", "there", "how", "him", "them"}
        return opens or following.text[0].isupper() or following.text[0].isdigit() or following.text in ':“"'

    def _subject(self, back: int, floor: int) -> tuple[int, int] | None:
        words = self.words
        if words[back].lower in ("who", "which", "that"):
            back -= 1
            while back >= floor and words[back].text == ",":
                back -= 1
        if words[back].lower in ("and", "but", "or"):
            found = phrases.subject_of(words, floor, back)
        else:
            found = phrases.before(words, back, floor)
        return found if found and phrases.substantial(words, *found) else None

    def _passive(self, at: int, frame: str, ceiling: int, back: int, floor: int) -> "_Head | None":
        words = self.words
        if at + 2 < ceiling and words[at + 1].lower == "as" and words[at + 2].lower == "saying":
            source = self._subject(back, floor)
            through = None
            if at + 4 < ceiling and words[at + 3].lower == "by":
                through = phrases.after(words, at + 4, ceiling, tail=False)
            return _Head("say", at, at + 3, source, source[0], at + 3, through=through) if source else None
        if (
            at + 1 < ceiling
            and words[at + 1].lower == "by"
            and not words[at].lower.endswith("ing")
            and frame in ("name", "say", "think", "cite", "show")
        ):
            source = phrases.after(words, at + 2, ceiling, tail=False)
            if source is not None and words[source[0]].text[0] not in "0123456789":
                return _Head("by", at, at + 1, source, at, source[1])
        return None

    def _participle(self, at: int, frame: str, ceiling: int, floor: int, prior: str) -> "_Head | None":
        words = self.words
        if prior in phrases.DETERMINERS | {"of", "in", "for", "without", "by"} or frame in ("show", "think"):
            return None
        if frame == "cite":
            source = phrases.after(words, at + 1, ceiling)
            return _Head("citing", at, at + 1, source, at, source[1] if source else at + 1) if source else None
        if self.found:
            return _Head(frame, at, at + 1, None, at, at + 1, same=True)
        if prior == "," and frame in ("say", "clause", "name") and (source := phrases.subject_of(words, floor, at)):
            return _Head(frame, at, at + 1, source, at, at + 1) if phrases.substantial(words, *source) else None
        return None

    def _inverted(self, at: int, frame: str, floor: int, ceiling: int) -> tuple[int, int] | None:
        """The source after the cue, in "..., said the official" and "...", Brandt said" reversed."""
        words = self.words
        opened = (
            at == 0
            or self.quoted[at - 1] != self.quoted[at]
            or words[at - 1].text in ',”"’'
            or (at == floor and floor > 0)
        )
        if not opened or at + 1 >= ceiling or words[at + 1].lower in ("that", ":"):
            return None
        if words[at + 1].text in (":", ","):
            return None
        spoken = at > 0 and (self.quoted[at - 1] != self.quoted[at] or words[at - 1].text in '”"’')
        if frame in ("name", "show", "think", "call", "issue") and not spoken:
            return None
        source = phrases.after(words, at + 1, ceiling)
        if source is None:
            return None
        stop = source[1]
        closes = stop >= ceiling or words[stop].text in ".;:—–(" or phrases.is_when_or_how(words, stop, ceiling)
        closes = closes or (
            spoken and (words[stop].text == "," or words[stop].lower in ("as", "after", "when", "in", "on"))
        )
        pronoun = words[at + 1].lower in phrases.PRONOUNS
        return source if closes and not pronoun and phrases.substantial(words, *source) else None

    def _attribution(self, head: "_Head", following: "_Head | None") -> Attribution | None:
        end, through = self._hearer(head)
        source = self._span(*head.source) if head.source else None
        if head.same and source is None and self.found:
            source = self.found[-1].source
            through += self.found[-1].through
        if head.frame == "cite" and not head.same:
            return self._cited(head, end)
        content, opens = self._governed(head, end, following)
        cue = self._span(head.first, head.past)
        last = self.words[max(end, head.past) - 1].end
        inside = self.quoted[head.first] > 0
        return Attribution(self.sentence, cue, source, content, head.frame, through, opens, last, inside)

    def _cited(self, head: "_Head", end: int) -> Attribution | None:
        """ "Reuters cited a security source as saying that ...": what the subject hands on."""
        words, ceiling = self.words, self._ceiling(head.first)
        stop = next(
            (
                i
                for i in range(end, ceiling - 1)
                if words[i].lower == "as" and words[i + 1].lower in ("saying", "claiming")
            ),
            None,
        )
        if stop is None or stop == end or head.source is None:
            return None
        begin = stop + 2 + (stop + 2 < ceiling and words[stop + 2].lower == "that")
        content = (self._span(begin, len(words)),) if begin < len(words) else ()
        through = (self._span(*head.source),)
        source = self._span(end, stop)
        return Attribution(
            self.sentence,
            self._span(head.first, head.past),
            source,
            content,
            "cite",
            through,
            False,
            words[stop + 1].end,
        )

    def _hearer(self, head: "_Head") -> tuple[int, tuple[Span, ...]]:
        """Where cue, hearer, day and manner end, and the outlets among the hearers."""
        words, ceiling = self.words, self._ceiling(head.first)
        end, through = head.end, []
        if head.through:
            through.append(self._span(*head.through))
            end = max(end, head.through[1])
        if head.frame == "tell" and end < ceiling:
            hearer = phrases.after(words, end, ceiling, tail=False)
            if hearer is not None:
                name = self._span(*hearer).of(self.text)
                if phrases.hears_for_print(name):
                    through.append(self._span(*hearer))
                end = hearer[1]
        while head.frame != "according" and end < ceiling:
            if words[end].lower == "to" and self._hearer_follows(end + 1, ceiling):
                begin = end + 1 + (words[end + 1].text in '“"')
                hearer = phrases.after(words, begin, ceiling, tail=False)
                if hearer is None:
                    break
                if phrases.hears_for_print(self._span(*hearer).of(self.text)):
                    through.append(self._span(*hearer))
                end = hearer[1] + (hearer[1] < ceiling and words[hearer[1]].text in '”"')
            elif phrases.is_when_or_how(words, end, ceiling):
                end = self._manner(end, ceiling)
            else:
                break
        return end, tuple(through)

    def _manner(self, at: int, ceiling: int) -> int:
        """Where "on Thursday", "in a statement", "by telephone" ends."""
        words, stop = self.words, at + 1
        while (
            stop < ceiling and words[stop].text not in phrases.STOPS | {","} and words[stop].lower not in ("that", "to")
        ):
            parts = phrases.DAYS | {"on", "in", "night", "morning", "evening", "afternoon"}
            if words[stop - 1].lower in phrases.DAYS and words[stop].lower not in parts:
                break
            stop += 1
        return stop

    def _governed(self, head: "_Head", end: int, following: "_Head | None") -> tuple[tuple[Span, ...], bool]:
        words = self.words
        ceiling = self._ceiling(head.first)
        rest = end
        while rest < ceiling and words[rest].text in ",":
            rest += 1
        if rest < ceiling and words[rest].text == ":" and not self._speech_follows(rest + 1):
            right = self._right(rest + 1, following)
            return ((right,) if right else ()), True
        closes = rest >= ceiling or words[rest].text in ".;("
        left = self._left(head)
        if head.frame == "according":
            return self._around(head, left, rest, ceiling, following), False
        if head.frame == "by":
            if rest < ceiling and words[rest].lower in ("as", "for", "of"):
                left = self._right(rest, following)
            return ((left,) if left else ()), False
        if head.frame == "citing":
            before = left if left and not self.found else None
            return tuple(filter(None, (before, self._right(rest, following)))), False
        trailing = (head.inverted or closes or (end < ceiling and words[end].text == ",")) and left is not None
        if trailing:
            content = [left]
            if not closes and head.source is not None and following is None:
                content.append(self._right(rest, following))
            return tuple(filter(None, content)), False
        right = self._right(rest, following)
        if right is not None and head.frame == "name" and words[rest].lower != "that":
            right = self._object(right)
        return ((right,) if right else ()), False

    def _object(self, right: Span) -> Span:
        """What is denied or announced, without the next thing that its author does: "denies it, but has ..."."""
        inside = [i for i, t in enumerate(self.words) if right.start <= t.start < right.end]
        for i in inside[1:-1]:
            if self.words[i].text == "," and self.words[i + 1].lower in ("but", "and", "while"):
                return Span(right.start, self.words[i - 1].end)
        return right

    def _speech_follows(self, at: int) -> bool:
        return at < len(self.words) and (
            self.quoted[at] > 0 or self.words[at].text in "“\"«‘'" or self.words[at].text[0].islower()
        )

    def _left(self, head: "_Head") -> Span | None:
        """The clause before the attribution, back to the attribution before it; direct speech has its own way."""
        first = head.left
        words, floor = self.words, self._floor(head.first)
        while first > floor and (
            words[first - 1].text in ",—–-" or words[first - 1].lower in ("and", "but", "as", "while")
        ):
            first -= 1
        begin = floor
        if self.found:
            begin = max(begin, self._after_last(first))
        while begin < first and (words[begin].text in ',—–-:;.”"' or words[begin].lower in ("but", "and", "however")):
            begin += 1
        return self._span(begin, first) if begin < first else None

    def _after_last(self, first: int) -> int:
        """Where the clause begins that follows the last attribution; that one's own beginning where both share a clause."""
        last, words = self.found[-1], self.words
        behind = next((i for i, t in enumerate(words) if t.start >= last.end), 0)
        for i in range(first - 1, behind, -1):
            if words[i].text == ";" or (words[i].lower in ("and", "but", "while") and words[i - 1].text == ","):
                return i + 1
        leads = bool(last.content) and last.content[0].start >= last.cue.start
        return 0 if leads and not (self.found[:-1]) else behind

    def _right(self, begin: int, following: "_Head | None") -> Span | None:
        words = self.words
        while begin < len(words) and (words[begin].text in ",:—–" or words[begin].lower in ("that", "how")):
            begin += 1
        end = len(words)
        if following is not None and (following.independent(words) or self._closes(following)):
            end = following.left
            while end > begin and (
                words[end - 1].text in ",;—–" or words[end - 1].lower in ("and", "but", "while", "as")
            ):
                end -= 1
        while end > begin and words[end - 1].text in ".;,":
            end -= 1
        return self._span(begin, end) if begin < end else None

    def _closes(self, head: "_Head") -> bool:
        """Does an attribution close its sentence behind a comma: "..., the army said on Friday."?"""
        words, ceiling = self.words, self._ceiling(head.first)
        if head.same or head.left == 0 or words[head.left - 1].text != ",":
            return False
        end = head.end
        return head.inverted or end >= ceiling or words[end].text in ".;(" or phrases.is_when_or_how(words, end, ceiling)

    def _around(
        self, head: "_Head", left: Span | None, rest: int, ceiling: int, following: "_Head | None"
    ) -> tuple[Span, ...]:
        words = self.words
        joined = (
            head.first > 1
            and words[head.first - 1].text == ","
            and words[head.first - 2].lower in ("and", "but", "who", "which")
        )
        content = [left] if left and not joined else []
        apart = (
            content
            and rest < ceiling
            and (
                words[rest].lower in ("and", "but", "who", "which", "once", "whose", "where", "while", "a", "an")
                or words[rest].text[0] == "("
            )
        )
        if rest < ceiling and not apart and (left is None or following is None) and words[rest].text not in ".;":
            right = self._right(rest, following)
            if right is not None:
                content.append(right)
        return tuple(content)


@dataclass(frozen=True, slots=True)
class _Head:
    """A cue with the words of its source, before what it governs is known. Indices of words."""

    frame: str
    first: int  # the cue: first word, past the last
    past: int
    source: tuple[int, int] | None
    left: int  # where the attribution begins
    end: int  # where it ends
    inverted: bool = False
    same: bool = False  # the source is that of the attribution before
    through: tuple[int, int] | None = None

    def independent(self, words: tuple[Token, ...]) -> bool:
        """Does it stand beside the one before it, and not inside what that one says?"""
        before = words[self.left - 1] if self.left else None
        if self.same or self.frame == "citing":
            return True
        if before is None:
            return False
        earlier = words[self.left - 2] if self.left > 1 else None
        return before.text == ";" or (
            before.lower in ("but", "while", "and", "though") and earlier is not None and earlier.text == ","
        )


__all__ = ["Attribution", "Quotation", "attributions", "pairwise", "quotations"]
