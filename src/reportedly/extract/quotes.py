"""Who is said to have said what, sentence by sentence: what each cue of `cues.py` governs.

Direct speech beside it; the clause after it; or, where the attribution closes the sentence, the clause before it. Cues
that only the trained model saw (`heard.py`) come in between, with what it saw of their content.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..lang.lexicon import hears_for_print
from ..lang.tokens import Sentence
from ..model import Report, Span
from . import phrases
from .cues import Head, find_heads
from .heard import Heard, hear
from .marks import Clause, Quotation
from .sight import Sight


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
    end: int = 0  # where source, cue and hearer end
    inside: bool = False  # it stands within direct speech


def attributions(
    report: Report, sentences: tuple[Sentence, ...], marks: tuple[Quotation, ...], sight: Sight | None = None
) -> tuple[Attribution, ...]:
    """Every attribution, in the order of the text; what stands within direct speech is marked as `inside`."""
    direct = tuple(q for q in marks if q.direct)
    found: list[Attribution] = []
    for sentence in sentences:
        if sentence.passage.voice != "furniture":
            clause = Clause.of(report.text, sentence, direct)
            found.extend(_Scopes(clause, hear(clause, sight) if sight else ()).read())
    return tuple(found)


class _Scopes:
    """The attributions of one sentence, from left to right."""

    def __init__(self, clause: Clause, heard: Sequence[Heard] = ()) -> None:
        self.clause = clause
        self.heard = heard
        self.words = clause.words
        self.found: list[Attribution] = []

    def read(self) -> list[Attribution]:
        """All attributions of the sentence."""
        heads = find_heads(self.clause)
        more = [h for h in self.heard if all(h.head.past <= o.first or o.past <= h.head.first for o in heads)]
        seen = {h.head: h.content for h in more}
        heads = sorted((*heads, *seen), key=lambda head: head.first)
        for number, head in enumerate(heads):
            following = heads[number + 1] if number + 1 < len(heads) else None
            made = self._attribution(head, following)
            if made is not None:
                self.found.append(replace(made, content=seen.get(head) or made.content))
        return self.found

    def _attribution(self, head: Head, following: Head | None) -> Attribution | None:
        end, through = self._hearer(head)
        source = self.clause.span(*head.source) if head.source else None
        if head.same and source is None and self.found:
            speaking = [a for a in self.found if a.frame not in ("by", "citing", "according")] or self.found
            source = speaking[-1].source  # "he denied reports carried by X, adding that": he adds
            through += speaking[-1].through
        if head.frame == "cite" and not head.same:
            return self._cited(head, end)
        content, opens = self._governed(head, end, following)
        if head.also and self.found:
            content = self.found[-1].content or content
        cue = self.clause.span(head.first, head.past)
        last = self.words[max(end, head.past) - 1].end
        inside = self.clause.region[head.first] > 0
        return Attribution(self.clause.sentence, cue, source, content, head.frame, through, opens, last, inside)

    def _cited(self, head: Head, end: int) -> Attribution | None:
        """Where "Reuters cited a security source as saying that ...": what the subject hands on."""
        words, ceiling = self.words, self.clause.ceiling(head.first)
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
        content = (self.clause.span(begin, len(words)),) if begin < len(words) else ()
        through = (self.clause.span(*head.source),)
        source = self.clause.span(end, stop)
        return Attribution(
            sentence=self.clause.sentence,
            cue=self.clause.span(head.first, head.past),
            source=source,
            content=content,
            frame="cite",
            through=through,
            end=words[stop + 1].end,
        )

    def _hearer(self, head: Head) -> tuple[int, tuple[Span, ...]]:
        """Where cue, hearer, day and manner end, and the outlets among the hearers."""
        words, ceiling = self.words, self.clause.ceiling(head.first)
        end, through = head.end, []
        if head.through:
            through.append(self.clause.span(*head.through))
            end = max(end, head.through[1])
        if head.frame == "tell" and end < ceiling:
            hearer = phrases.hearer(words, end, ceiling)
            if hearer is not None:
                name = self.clause.span(*hearer).of(self.clause.text)
                if hears_for_print(name):
                    through.append(self.clause.span(*hearer))
                end = hearer[1]
        while head.frame != "according" and end < ceiling:
            if words[end].lower == "to" and self.clause.hearer_follows(end + 1):
                begin = end + 1 + (words[end + 1].text in '“"')
                hearer = phrases.hearer(words, begin, ceiling)
                if hearer is None:
                    break
                if hears_for_print(self.clause.span(*hearer).of(self.clause.text)):
                    through.append(self.clause.span(*hearer))
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

    def _governed(self, head: Head, end: int, following: Head | None) -> tuple[tuple[Span, ...], bool]:
        words = self.words
        ceiling = self.clause.ceiling(head.first)
        rest = end
        while rest < ceiling and words[rest].text == ",":
            rest += 1
        if rest < ceiling and words[rest].text == ":" and not self._speech_follows(rest + 1):
            right = self._right(rest + 1, following)
            return ((right,) if right else ()), True
        closes = rest >= ceiling or words[rest].text in ".;("
        left = self._left(head)
        if head.frame == "according":
            return self._around(head, left, rest, ceiling, following), False
        if head.frame == "by":
            if rest < ceiling - 1 and words[rest].lower in ("as", "for", "of") and words[rest + 1].lower != "well":
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
            self.clause.region[at] > 0 or self.words[at].text in "“\"«‘'" or self.words[at].text[0].islower()
        )

    def _left(self, head: Head) -> Span | None:
        """The clause before the attribution, back to the attribution before it; direct speech has its own way."""
        first = head.left
        words, floor = self.words, self.clause.floor(head.first)
        while first > floor and (
            words[first - 1].text in ",—–-" or words[first - 1].lower in ("and", "but", "as", "while")
        ):
            first -= 1
        begin = floor
        if self.found:
            begin = max(begin, self._after_last(first))
        elif floor == 0:
            begin = phrases.past_dateline(words, first)
        while begin < first and (words[begin].text in ',—–-:;.”"' or words[begin].lower in ("but", "and", "however")):
            begin += 1
        return self.clause.span(begin, first) if begin < first else None

    def _after_last(self, first: int) -> int:
        """Where the clause begins that follows the last attribution; that one's own beginning where both share a clause."""
        last, words = self.found[-1], self.words
        behind = next((i for i, t in enumerate(words) if t.start >= last.end), 0)
        for i in range(first - 1, behind, -1):
            if words[i].text == ";" or (words[i].lower in ("and", "but", "while") and words[i - 1].text == ","):
                return i + 1
        leads = bool(last.content) and last.content[0].start >= last.cue.start
        return 0 if leads and not (self.found[:-1]) else behind

    def _right(self, begin: int, following: Head | None) -> Span | None:
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
        return self.clause.span(begin, end) if begin < end else None

    def _closes(self, head: Head) -> bool:
        """Does an attribution close its sentence behind a comma: "..., the army said on Friday."?"""
        words, ceiling = self.words, self.clause.ceiling(head.first)
        if head.same or head.left == 0 or words[head.left - 1].text != ",":
            return False
        end = head.end
        return (
            head.inverted or end >= ceiling or words[end].text in ".;(" or phrases.is_when_or_how(words, end, ceiling)
        )

    def _around(
        self, head: Head, left: Span | None, rest: int, ceiling: int, following: Head | None
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
