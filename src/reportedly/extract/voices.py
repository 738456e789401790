"""Chains of voices: the outlet, the agencies it takes a thing from, the person or body that says it.

`find_quotes` turns the attributions of `quotes.py` into quotes with complete chains; `chain_at` reads the chain of any
words off them. Attributions nest: one that stands inside what another says comes behind it. A list or a
block of paragraphs after "X said:" is X's until a subheading or another speaker.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..lang.tokens import Sentence
from ..model import Mention, Passage, Quote, Span, Voice, VoiceKind
from . import phrases
from .parts import Reading
from .pages import FIRST_PERSON, base_chain, frames
from .marks import Quotation, quotations
from .quotes import Attribution, attributions

_TAIL = re.compile(
    r",? (?:speaking |talking |who (?:spoke|asked|declined|requested|was not authori[sz]ed)\b[^.;:,“”\"]{0,80}|on (?:the )?condition|under condition)[^.;:,“”\"]{0,90}"
)
_BULLET = re.compile(r"\s*(?:[•*·‣▪–—-]|\d{1,2}[.)]|[a-z]\))\s")
_LABEL = re.compile(r"(?:[-•*] |\d{1,2}\. )?([^\s:.,“\"‘][^:.,“\"‘]{1,40}): ([^\s].*)$", re.DOTALL)
_OFFICE = re.compile(
    r"\b(?:police|army|military|ministry|government|spokes(?:man|woman|person)|residents?|witnesses|officials?|sources?|officer|"
    r"reports?|cops|court|prosecutors?|minister|air force|navy|command)$",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[VoiceKind, re.Pattern[str]], ...] = (
    (
        "account",
        re.compile(r"@\w|\b(?:accounts?|tweets?|twitter|users?|bloggers?|posts?|channel|facebook)\b", re.IGNORECASE),
    ),
    ("video", re.compile(r"\b(?:video|footage|recording|audio|clip|film)\b", re.IGNORECASE)),
    (
        "document",
        re.compile(
            r"\b(?:reports?|statement|release|documents?|records?|files?|letter|communiqu[eé]|memo|indictment|banner|"
            r"leaflet|dossier|filing|survey|poll|study|edition|counts?|website)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "official",
        re.compile(
            r"\b(?:ministry|government|army|police|military|command|embassy|office|council|department|presidency)\b",
            re.IGNORECASE,
        ),
    ),
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


def _head_noun(description: str) -> str:
    """The noun that a description is about, in lower case: "a member of the council who fled" -> "member"."""
    front = re.split(r"[,(]| (?:of|in|from|for|at|with|near|close|inside|on|to|who|which|that|by|reached|contacted) ", description)[0].split()
    return front[-1].lower().strip(".,’'") if front else ""


def _is_plural(description: str) -> bool:
    return _head_noun(description).endswith("s") or " and " in description


@dataclass
class _Register:
    """The voices heard so far in one report: what "he", "the official", "the newspaper" go back to."""

    heard: list[Voice] = field(default_factory=list)

    def last(self, *kinds: str) -> Voice | None:
        return next((v for v in reversed(self.heard) if not kinds or v.kind in kinds), None)

    def single(self) -> Voice | None:
        """The latest voice that can be "he" or "she"."""
        fits = (v for v in reversed(self.heard) if v.kind in ("person", "anonymous"))
        return next((v for v in fits if v.kind == "person" or not _is_plural(v.name)), None)

    def described(self, head: str) -> Voice | None:
        """The latest voice in whose description the noun `head` stands."""
        wanted = head.lower()
        for voice in reversed(self.heard):
            if voice.kind == "person":
                continue
            one_of = re.match(r"one of (?:the|its|his|their) ", voice.name, re.IGNORECASE)
            nouns = {w.lower().strip(".,’'") for w in re.split(r"[,(]| who ", voice.name[one_of.end() if one_of else 0 :])[0].split()}
            noun = _head_noun(voice.name)
            if wanted == noun or (one_of and f"{wanted}s" in nouns) or (voice.kind in ("official", "document", "group") and wanted in nouns):
                return voice
        return None


class _Speech:
    """The work of `find_quotes` on one report."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.report = reading.report
        self.text = reading.report.text
        self.marks = tuple(q for q in quotations(self.report) if q.direct)
        self.attributions = attributions(self.report, reading.sentences, quotations(self.report))
        self.attributions = tuple(a for a in self.attributions if self._speaks(a))
        self.outside = tuple(a for a in self.attributions if not a.inside)
        self.register = _Register()
        self.voices: dict[Span, tuple[Voice, ...]] = {}  # by cue: the attribution's own hops

    def _speaks(self, one: Attribution) -> bool:
        """Is what "shows" or "indicates" a document or somebody? A killing that shows something says nothing."""
        if one.frame != "show" or one.source is None:
            return True
        words = one.source.of(self.text)
        if words.lower() in ("it", "this", "that", "they", "which"):
            return False
        return any(pattern.search(words) for _, pattern in _KINDS) or self._named(one.source) is not None

    def quotes(self) -> tuple[Quote, ...]:
        """All quotes, chained and ordered."""
        for one in self.attributions:
            self.voices[one.cue] = self._hops(one)
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
        """ "Police: nobody was held": a name or an office before a colon, at the head of a line or a sentence."""
        made = []
        for sentence in self.reading.sentences:
            match = _LABEL.match(sentence.text)
            if match is None or sentence.passage.voice == "furniture":
                continue
            source = Span(sentence.span.start + match.start(1), sentence.span.start + match.end(1))
            mention = self._mention(source)
            kind = self.reading.referents[mention.referent].kind if mention else ""
            if kind not in ("person", "group") and not _OFFICE.search(match[1]):
                continue
            voice = self._named(source) or self._described(source)
            if voice is not None:
                content = Span(sentence.span.start + match.start(2), sentence.span.end)
                base = base_chain(self.report, sentence.passage)
                if voice.name in {b.name for b in base}:
                    continue
                made.append(Quote(source=source, cue=None, content=content, chain=(*base, voice)))
        return made

    def _indirect(self) -> list[Quote]:
        return [self._quote(one, content) for one in self.attributions for content in one.content]

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
        return earlier.goes_on or gap.count("\n\n") <= 1 and len(gap) < 400

    def _heard_before(self, mark: Quotation) -> Attribution | None:
        passage = self._passage(mark.span)
        near = [o for o in self.outside if o.end <= mark.span.start and mark.span.start - o.end < 400]
        near = [o for o in near if self._passage(o.cue).voice == passage.voice]
        return near[-1] if near else None

    # Blocks and lists

    def _blocks(self) -> list[Quote]:
        made = []
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

    # Voices

    def _hops(self, one: Attribution) -> tuple[Voice, ...]:
        hops = [self._outlet(span) for span in one.through]
        if one.source is not None:
            speaker = self._speaker(one.source)
            if speaker is not None:
                hops.append(speaker)
        kept: list[Voice] = []
        for voice in hops:
            if voice.name not in {k.name for k in kept}:
                kept.append(voice)
        return tuple(kept)

    def _outlet(self, span: Span) -> Voice:
        name = span.of(self.text)
        if phrases.is_common_outlet(name):
            known = self.register.last("outlet", "agency")
            if known is not None:
                return known
        mention = self._mention(span)
        voice = Voice(
            kind=phrases.outlet_kind(name) or "outlet",
            name=self._fullest(mention, name),
            span=span,
            referent=mention.referent if mention else None,
        )
        self.register.heard.append(voice)
        return voice

    def _speaker(self, source: Span) -> Voice | None:
        words = source.of(self.text)
        first = words.split(",")[0].strip()
        if first.lower() in phrases.PRONOUNS:
            voice = self._pronoun(Span(source.start, source.start + len(first)), first.lower())
        else:
            voice = self._named(source) or self._described(source)
        if voice is not None:
            self.register.heard.append(voice)
        return voice

    def _pronoun(self, source: Span, word: str) -> Voice | None:
        if word in ("i", "we"):
            return None
        mention = next((m for m in self.reading.mentions if m.span == source), None)
        if mention is not None:
            return self._voice_of(mention, source)
        if word in ("he", "she"):
            return self.register.single() or self._last_person(source)
        return (
            self.register.last("document", "group", "official", "outlet", "agency", "anonymous")
            if word == "it"
            else self.register.last()
        )

    def _last_person(self, source: Span) -> Voice | None:
        """The person named last before a pronoun that nobody resolved."""
        earlier = [m for m in self.reading.mentions if m.span.end <= source.start and m.form == "name"]
        people = [m for m in earlier if self.reading.referents[m.referent].kind == "person"]
        return self._voice_of(people[-1], source) if people else None

    def _voice_of(self, mention: Mention, span: Span) -> Voice:
        referent = self.reading.referents[mention.referent]
        name = referent.names[0]
        kind: VoiceKind = "anonymous"
        if referent.named:
            kind = phrases.outlet_kind(name) or {"person": "person", "group": "group", "place": "official"}.get(
                referent.kind, "document"
            )  # type: ignore[assignment]
        return Voice(kind=kind, name=name, span=span, referent=referent.id)

    def _mention(self, span: Span) -> Mention | None:
        """The mention that is this phrase, an article aside."""
        fits = [
            m
            for m in self.reading.mentions
            if span.covers(m.span) and m.span.start - span.start <= 4 and span.end - m.span.end <= 2
        ]
        return fits[0] if fits else None

    def _fullest(self, mention: Mention | None, words: str) -> str:
        if mention is None:
            return phrases.bare(words) if words.lower().startswith("the ") and not words[4:5].isupper() else words
        return self.reading.referents[mention.referent].names[0]

    def _named(self, source: Span) -> Voice | None:
        """The named person or body that a phrase is about: its head, or what stands in apposition to it."""
        inside = [m for m in self.reading.mentions_in(source) if m.form == "name"]
        start = source.start
        for number, segment in enumerate(re.split(r"(, | \(| – | — )", source.of(self.text))):
            span = Span(start, start + len(segment)) if segment else None
            start += len(segment)
            if span is None or re.match(r"(?:who|which|speaking|whose)\b", segment):
                continue
            chosen = self._head_name(span, [m for m in inside if span.covers(m.span)])
            if chosen is not None and (number == 0 or self.reading.referents[chosen.referent].kind == "person"):
                return self._voice_of(chosen, source)
        return None

    def _head_name(self, segment: Span, inside: list[Mention]) -> Mention | None:
        words = segment.of(self.text)
        indefinite = re.match(
            r"(?:an?|one|two|three|several|some|another|many|other|senior|local|residents|unnamed)\b",
            words,
            re.IGNORECASE,
        )
        outer = [m for m in inside if not any(o is not m and o.span.covers(m.span) for o in inside)]
        heads = []
        for mention in outer:
            before = self.text[segment.start : mention.span.start]
            following = self.text[mention.span.end : segment.end]
            governed = re.search(
                r"\b(?:of|in|from|to|with|for|at|by|near|against|inside|on|outside|under|about)\b", before
            )
            named = re.search(r"\b(?:named|called|known as|identified as)\s*$", before)
            possessed = following.startswith(("'s", "’s", "'", "’")) and following.strip("'’s ")
            if named:
                return mention
            if governed or possessed:
                continue
            kind = self.reading.referents[mention.referent].kind
            rest = re.sub(r"^['’]s?|\b(?:himself|itself|himself|herself|themselves)\b", "", following).strip(" ,")
            modifies = (
                kind != "person"
                and bool(re.match(r"[A-Za-z]", rest))
                and not re.match(r"(?:of|in|from|who|which|and|on|at)\b", rest)
            )
            if not modifies and (not indefinite or kind == "person"):
                heads.append(mention)
        people = [m for m in heads if self.reading.referents[m.referent].kind == "person"]
        return (people or heads)[-1] if heads else None

    def _titled(self, description: str, source: Span) -> Voice | None:
        """The person whose name stands somewhere beside this title: "the foreign secretary", "Foreign Secretary Ann Lee"."""
        title = phrases.bare(description)
        if not title or title.lower() in ("group", "official", "officials", "source", "sources", "man", "woman"):
            return None
        words = re.escape(title)
        for mention in self.reading.mentions:
            if mention.form != "name" or self.reading.referents[mention.referent].kind != "person":
                continue
            before = self.text[max(0, mention.span.start - 60) : mention.span.start]
            behind = self.text[mention.span.end : mention.span.end + 90]
            if re.search(rf"\b{words},? $", before, re.IGNORECASE) or re.match(
                rf", [^.,;:]*\b{words}\b", behind, re.IGNORECASE
            ):
                return self._voice_of(mention, source)
        return None

    def _described(self, source: Span) -> Voice | None:
        words = source.of(self.text)
        outlet = phrases.outlet_kind(words)
        if outlet is not None:
            return Voice(kind=outlet, name=words, span=source)
        first = re.split(r", | \(| who ", words)[0]
        noun = (
            re.split(r" (?:of|in|from|for|at|with|near|close|inside|on|to|who|which|that) ", first)[0]
            .split()[-1]
            .strip(".'’")
        )
        definite = re.match(r"(?:the|that|this|these|those|his|her|their|both)\b", words, re.IGNORECASE)
        if " and " in first:
            definite = None
        if (definite and len(first.split()) <= 4) or (len(words.split()) == 1 and words[0].isupper()):
            if phrases.is_common_outlet(first) and (known := self.register.last("outlet", "agency")):
                return known
            known = self.register.described(noun) or self._titled(first, source)
            if known is not None and (" and " not in known.name or _is_plural(first)):
                return known
        end = source.end
        tail = _TAIL.match(self.text, end)
        if tail:
            end = tail.end()
        whole = Span(source.start, end)
        mention = self._mention(source)
        kind: VoiceKind = next((k for k, pattern in _KINDS if pattern.search(first)), "anonymous")
        if (
            any(w[0].isupper() for w in first.split()[1:])
            and kind == "anonymous"
            and not re.match(r"an?\b|one\b", words, re.IGNORECASE)
        ):
            kind = "person" if len(first.split()) > 1 and first[0].isupper() and not definite else "group"
        return Voice(
            kind=kind, name=whole.of(self.text).strip(), span=whole, referent=mention.referent if mention else None
        )
