"""Chains of voices: the outlet, the agencies it takes a thing from, the person or body that says it.

`find_quotes` turns the attributions of `quotes.py` into quotes with complete chains; `chain_at` reads the chain of any
words off them. Attributions nest: one that stands inside what another says comes behind it. A list or a
block of paragraphs after "X said:" is X's until a subheading or another speaker.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..lang.tokens import Sentence
from ..model import Passage, Quote, Span, Voice
from .marks import Quotation, quotations
from .pages import FIRST_PERSON, base_chain, frames
from .parts import Reading
from .quotes import Attribution, attributions
from .speakers import Speakers, kind_of

_BULLET = re.compile(r"\s*(?:[•*·‣▪–—-]|\d{1,2}[.)]|[a-z]\))\s")
_LABEL = re.compile(r"(?:[-•*] |\d{1,2}\. )?([^\s:.,“\"‘][^:.,“\"‘]{1,40}): ([^\s].*)$", re.DOTALL)
_OFFICE = re.compile(
    r"\b(?:police|army|military|ministry|government|spokes(?:man|woman|person)|residents?|witnesses|officials?|sources?|officer|"
    r"reports?|cops|court|prosecutors?|minister|air force|navy|command)$",
    re.IGNORECASE,
)


def find_quotes(reading: Reading) -> tuple[Quote, ...]:
    """Every stretch of the report that somebody is said to have said, with its whole chain, in the order of the text."""
    return _Speech(reading).quotes()


def chain_at(reading: Reading, sentence: Sentence, span: Span) -> tuple[Voice, ...]:
    """Who says the words at `span`, outermost first; where nobody is quoted, the outlet, or a comment's author."""
    best: tuple[tuple[int, int, int], Quote] | None = None
    for quote in reading.quotes:
        shared = min(quote.content.end, span.end) - max(quote.content.start, span.start)
        if quote.cue is not None and quote.cue.covers(span):
            best = best or ((0, 0, 0), quote)
        if shared <= 0:
            continue
        size = quote.content.end - quote.content.start
        if 2 * shared >= span.end - span.start or (shared == size and quote.cue is not None and span.covers(quote.cue)):
            rank = (shared, len(quote.chain), -size)
            if best is None or rank > best[0]:
                best = (rank, quote)
    return best[1].chain if best else base_chain(reading.report, sentence.passage)


def chains_at(reading: Reading, sentence: Sentence, span: Span) -> tuple[tuple[Voice, ...], ...]:
    """All chains through which the words at `span` come: several where "X and Y said", "by X as well as by Y"."""
    chain = chain_at(reading, sentence, span)
    holders = [q for q in reading.quotes if q.chain == chain and q.content.meets(span)]
    beside = [
        q.chain for q in reading.quotes for h in holders[:1] if q.content == h.content and q.chain[:-1] == chain[:-1]
    ]
    return tuple(dict.fromkeys((chain, *beside)))


class _Speech:
    """The work of `find_quotes` on one report."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.report = reading.report
        self.text = reading.report.text
        self.speakers = Speakers(reading)
        marks = quotations(self.report)
        self.marks = tuple(q for q in marks if q.direct)
        found = attributions(self.report, reading.sentences, marks, reading.sight)
        self.attributions = tuple(a for a in found if self._speaks(a))
        self.outside = tuple(a for a in self.attributions if not a.inside)
        self.voices: dict[Span, tuple[Voice, ...]] = {}  # by cue: the attribution's own hops

    def _speaks(self, one: Attribution) -> bool:
        """Is what "shows" or "indicates" a document or somebody? A killing that shows something says nothing."""
        if one.frame != "show" or one.source is None:
            return True
        words = one.source.of(self.text)
        if words.lower() in ("it", "this", "that", "they", "which"):
            return False
        return kind_of(words) is not None or self.speakers.named(one.source) is not None

    def quotes(self) -> tuple[Quote, ...]:
        """All quotes, chained and ordered."""
        for one in self.attributions:
            self.voices[one.cue] = self.speakers.hops(one)
        made = [*self._framed(), *self._labelled(), *self._indirect(), *self._direct(), *self._blocks()]
        made.sort(key=lambda q: (q.content.start, -q.content.end, q.cue or q.content))
        return tuple(self._nested(made))

    def _nested(self, quotes: Sequence[Quote]) -> list[Quote]:
        """Put what stands inside another's content behind that other's chain."""
        done: list[Quote] = []
        for quote in quotes:
            anchor = quote.cue or quote.content
            outer = [
                o for o in done if o.content.covers(anchor) and o.content.covers(quote.content) and o.cue != quote.cue
            ]
            chain = quote.chain
            if outer:
                holder = min(outer, key=lambda o: o.content.end - o.content.start)
                base = len(base_chain(self.report, self._passage(anchor)))
                known = {v.name for v in holder.chain}
                chain = (*holder.chain, *(v for v in chain[base:] if v.name not in known))
            done.append(replace(quote, chain=chain))
        return done

    def _passage(self, span: Span) -> Passage:
        return next(
            (p for p in self.report.passages if p.span.start <= span.start < p.span.end), self.report.passages[0]
        )

    def _quotes(self, one: Attribution, content: Span, *, direct: bool = False, cue: bool = True) -> list[Quote]:
        """One quote, or one for each where several named sources say it together."""
        made = self._quote(one, content, direct=direct, cue=cue)
        together = self.speakers.together(one.source) if one.source is not None else ()
        if not made.chain or made.chain[-1].name not in {v.name for v in together}:
            return [made]
        return [replace(made, chain=(*made.chain[:-1], voice)) for voice in together]

    def _quote(self, one: Attribution, content: Span, *, direct: bool = False, cue: bool = True) -> Quote:
        base = base_chain(self.report, self._passage(content))
        hops = tuple(v for v in self.voices[one.cue] if v.name not in {b.name for b in base})
        source = one.source if one.source is not None and not one.source.meets(content) else None
        return Quote(source=source, cue=one.cue if cue else None, content=content, chain=(*base, *hops), direct=direct)

    def _framed(self) -> list[Quote]:
        """What is wholly somebody's: an interview's answers, a statement."""
        made = []
        for frame in frames(self.reading, tuple(m.span for m in self.marks)):
            for sentence in frame.sentences:
                chain = (*base_chain(self.report, sentence.passage), frame.voice)
                made.append(Quote(source=None, cue=None, content=sentence.span, chain=chain))
        return made

    def _labelled(self) -> list[Quote]:
        """What stands behind "Police:": a name or an office before a colon, at the head of a line or a sentence."""
        made = []
        for sentence in self.reading.sentences:
            match = _LABEL.match(sentence.text)
            if match is None or sentence.passage.voice == "furniture":
                continue
            source = Span(sentence.span.start + match.start(1), sentence.span.start + match.end(1))
            mention = self.speakers.mention(source)
            kind = self.reading.referents[mention.referent].kind if mention else ""
            if kind not in ("person", "group") and not _OFFICE.search(match[1]):
                continue
            voice = self.speakers.named(source) or self.speakers.described(source)
            if voice is not None:
                content = Span(sentence.span.start + match.start(2), sentence.span.end)
                base = base_chain(self.report, sentence.passage)
                if voice.name in {b.name for b in base}:
                    continue
                made.append(Quote(source=source, cue=None, content=content, chain=(*base, voice)))
        return made

    def _indirect(self) -> list[Quote]:
        return [quote for one in self.attributions for content in one.content for quote in self._quotes(one, content)]

    # Direct speech

    def _direct(self) -> list[Quote]:
        made: list[Quote] = []
        previous: tuple[Quotation, Attribution] | None = None
        for mark in self.marks:
            one = self._speaker_of(mark)
            beside = one is not None
            if one is None and previous is not None and self._carries(previous[0], mark):
                one = previous[1]
            if one is None:
                one = self._heard_before(mark)
            if one is not None:
                made.append(self._quote(one, mark.span, direct=True, cue=beside))
                previous = (mark, one)
            else:
                made.append(
                    Quote(
                        source=None,
                        cue=None,
                        content=mark.span,
                        chain=base_chain(self.report, self._passage(mark.span)),
                        direct=True,
                    )
                )
        return made

    def _speaker_of(self, mark: Quotation) -> Attribution | None:
        after = before = None
        for one in self.outside:
            start = min(one.cue.start, one.source.start if one.source else one.cue.start)
            if start >= mark.span.end and after is None:
                gap = self.text[mark.span.end : start]
                after = one if re.fullmatch(r"[\W]{0,4}(?:and |but |as )?", gap) and "\n" not in gap else None
                if after is None and start - mark.span.end > 40:
                    break
            if one.end <= mark.span.start:
                gap = self.text[one.end : mark.span.start]
                if not re.search(r"[.;!?]\s|\n", gap) or re.fullmatch(r"\s*:\s*\W?", gap):
                    before = one
        ends = self.text[mark.span.start : mark.span.end].rstrip()[-1]
        follows = after if ends in ",?!—–-…" or before is None else None
        return follows or before or after

    def _carries(self, earlier: Quotation, mark: Quotation) -> bool:
        """Does a quotation without a cue belong to the speaker of the one before it?"""
        gap = self.text[earlier.span.end : mark.span.start]
        return earlier.goes_on or (gap.count("\n\n") <= 1 and len(gap) < 400)

    def _heard_before(self, mark: Quotation) -> Attribution | None:
        passage = self._passage(mark.span)
        near = [o for o in self.outside if o.end <= mark.span.start and mark.span.start - o.end < 400]
        near = [o for o in near if self._passage(o.cue).voice == passage.voice]
        return near[-1] if near else None

    # Blocks and lists

    def _blocks(self) -> list[Quote]:
        made: list[Quote] = []
        for one in self.outside:
            if one.opens or self._lists(one):
                made.extend(self._quote(one, s.span, cue=False) for s in self._block(one))
        return made

    def _lists(self, one: Attribution) -> bool:
        """Is it the last attribution of a paragraph that a list follows?"""
        later = self.reading.sentences[one.sentence.index + 1 :]
        return (
            bool(later)
            and not _BULLET.match(one.sentence.text)
            and self._own_line(later[0])
            and bool(_BULLET.match(later[0].text))
            and not any(o.sentence is one.sentence and o.cue > one.cue for o in self.outside)
        )

    def _own_line(self, sentence: Sentence) -> bool:
        if sentence.index == 0:
            return True
        return "\n" in self.text[self.reading.sentences[sentence.index - 1].span.end : sentence.span.start]

    def _block(self, opening: Attribution) -> list[Sentence]:
        """The sentences behind an opening: a list's lines, or all paragraphs, until another speaker or a subheading."""
        sentences = self.reading.sentences
        openings = {o.sentence.index for o in self.outside if o.opens}
        first = opening.sentence.index + 1
        if first >= len(sentences) or any(
            m.span.start <= sentences[first].span.start + 2 <= m.span.end for m in self.marks
        ):
            return []
        listed = bool(_BULLET.match(sentences[first].text))
        inline = bool(opening.content)
        block: list[Sentence] = []
        for sentence in sentences[first:]:
            voice = sentence.passage.voice
            if voice in ("subheading", "comment", "headline") or sentence.index in openings:
                break
            if voice not in (opening.sentence.passage.voice, "body"):
                continue
            own = self._own_line(sentence)
            if listed and own and not _BULLET.match(sentence.text):
                break
            block.append(sentence)
        if inline and not listed and not any(FIRST_PERSON.search(s.text) for s in block):
            block = [
                s
                for s in block
                if s.passage == opening.sentence.passage and "\n" not in self.text[opening.end : s.span.start]
            ]
        return block
