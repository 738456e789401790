"""Who a source is: names, pronouns, titles and descriptions as voices.

A named source goes by the fullest name that the report gives; a described one by its description as first printed. "The
official", "the newspaper", "he" go back to a voice heard before; a bare title to the person whose name it stands beside.
"""

import re
from dataclasses import dataclass, field

from ..lang.lexicon import bare_name, is_common_outlet, outlet_kind
from ..model import Mention, Span, Voice, VoiceKind
from . import phrases
from .parts import Reading
from .quotes import Attribution

_TAIL = re.compile(
    r",? (?:speaking |talking |who (?:spoke|asked|declined|requested|was not authori[sz]ed)\b[^.;:,“”\"]{0,80}|on (?:the )?condition|under condition)[^.;:,“”\"]{0,90}"
)
_KINDS: tuple[tuple[VoiceKind, str], ...] = (
    ("account", r"@\w|\b(?:accounts?|tweets?|twitter|users?|bloggers?|posts?|channel|facebook)\b"),
    ("video", r"\b(?:video|footage|recording|audio|clip|film)\b"),
    (
        "document",
        r"\b(?:reports?|statement|release|documents?|records?|files?|letter|communiqu[eé]|memo|indictment|banner)\b",
    ),
    ("document", r"\b(?:leaflet|dossier|filing|survey|poll|study|edition|counts?|website)\b"),
    (
        "official",
        r"\b(?:ministry|government|army|police|military|command|embassy|office|council|department|presidency)\b",
    ),
)


def kind_of(description: str) -> VoiceKind | None:
    """What kind of voice a description names, where one of its words tells: a report, an account, a ministry."""
    return next((kind for kind, pattern in _KINDS if re.search(pattern, description, re.IGNORECASE)), None)


def _head_noun(description: str) -> str:
    """The noun that a description is about, in lower case: "a member of the council who fled" -> "member"."""
    front = re.split(
        r"[,(]| (?:of|in|from|for|at|with|near|close|inside|on|to|who|which|that|by|reached|contacted) ", description
    )[0].split()
    return front[-1].lower().strip(".,’'") if front else ""


def _is_plural(description: str) -> bool:
    return _head_noun(description).endswith("s") or " and " in description


_BODIES = ("document", "group", "official", "outlet", "agency", "anonymous")  # voices that can be "it"
_PRINTED = re.compile(r"\b(?:report|story|article|dispatch|bulletin)s?$")

_JOINS = re.compile(r",? and |, ")


@dataclass
class _Register:
    """The voices heard so far in one report: what "he", "the official", "the newspaper" go back to."""

    heard: list[Voice] = field(default_factory=list)

    def last(self, *kinds: str) -> Voice | None:
        """The latest voice, of these kinds where any are given."""
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
            nouns = {
                w.lower().strip(".,’'")
                for w in re.split(r"[,(]| who ", voice.name[one_of.end() if one_of else 0 :])[0].split()
            }
            noun = _head_noun(voice.name)
            if (
                wanted == noun
                or (one_of and f"{wanted}s" in nouns)
                or (voice.kind in ("official", "document", "group") and wanted in nouns)
            ):
                return voice
        return None


class Speakers:
    """Turns the sources of one report, in the order of the text, into voices."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.report.text
        self.register = _Register()

    def hops(self, one: Attribution) -> tuple[Voice, ...]:
        """The attribution's own part of a chain: the outlets it was told to, then its source."""
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
        if is_common_outlet(name):
            known = self.register.last("outlet", "agency")
            if known is not None:
                return known
        mention = self.mention(span)
        voice = Voice(
            kind=outlet_kind(name) or "outlet",
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
            voice = self.named(source) or self.described(source)
        if voice is not None:
            self.register.heard.append(voice)
        return voice

    def _pronoun(self, source: Span, word: str) -> Voice | None:
        if word in ("i", "we"):
            return None
        if word == "it" and (body := self.register.last(*_BODIES)) is not None:
            return body  # what says is seldom what was told of last
        mention = next((m for m in self.reading.mentions if m.span == source), None)
        if mention is not None:
            return self._voice_of(mention, source)
        if word in ("he", "she"):
            return self.register.single() or self._last_person(source)
        return None if word == "it" else self.register.last()

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
            kind = outlet_kind(name) or {"person": "person", "group": "group", "place": "official"}.get(
                referent.kind, "document"
            )  # type: ignore[assignment]
        return Voice(kind=kind, name=name, span=span, referent=referent.id)

    def mention(self, span: Span) -> Mention | None:
        """The mention that is this phrase, an article aside."""
        fits = [
            m
            for m in self.reading.mentions
            if span.covers(m.span) and m.span.start - span.start <= 4 and span.end - m.span.end <= 2
        ]
        return fits[0] if fits else None

    def _fullest(self, mention: Mention | None, words: str) -> str:
        if mention is None:
            return bare_name(words) if words.lower().startswith("the ") and not words[4:5].isupper() else words
        return self.reading.referents[mention.referent].names[0]

    def named(self, source: Span) -> Voice | None:
        """The named person or body that a phrase is about: its head, or what stands in apposition to it."""
        inside = [m for m in self.reading.mentions_in(source) if m.form == "name"]
        if _PRINTED.search(source.of(self.text)):  # "an Agence France-Presse report": the agency says it
            for mention in inside:
                if outlet_kind(mention.span.of(self.text)) is not None:
                    return self._voice_of(mention, source)
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

    def together(self, source: Span) -> tuple[Voice, ...]:
        """The named sources of "X, Y and the Z Council": two or more; none where one of them has no name.

        Sources without names stay one voice ("two elders and a boat owner"): who they are, nobody can tell.
        """
        if " and " not in source.of(self.text):
            return ()  # what a comma sets off describes the one source
        spans, start = [], source.start
        for segment in re.split(r"(,? and |, )", source.of(self.text)):
            if segment and not _JOINS.fullmatch(segment):
                spans.append(Span(start, start + len(segment)))
            start += len(segment)
        voices = [self.named(s) for s in spans]
        known = {v.referent: v for v in voices if v is not None and v.referent is not None}
        return tuple(known.values()) if len(spans) > 1 and len(known) == len(spans) else ()

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
        title = bare_name(description)
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

    def described(self, source: Span) -> Voice | None:
        """A source without a name, as described here or where the description goes back to."""
        words = source.of(self.text)
        outlet = outlet_kind(words)
        if outlet is not None:
            return Voice(kind=outlet, name=words, span=source)
        first = re.split(r", | \(| who ", words)[0]
        pointing = re.match(r"(?:the|that|this|these|those|his|her|their|both)\b", words, re.IGNORECASE)
        definite = pointing if " and " not in first else None
        if (definite and len(first.split()) <= 4) or (len(words.split()) == 1 and words[0].isupper()):
            if is_common_outlet(first) and (known := self.register.last("outlet", "agency")):
                return known
            known = self.register.described(_head_noun(first)) or self._titled(first, source)
            if known is not None and (" and " not in known.name or _is_plural(first)):
                return known
        end = source.end
        tail = _TAIL.match(self.text, end)
        if tail:
            end = tail.end()
        whole = Span(source.start, end)
        mention = self.mention(source)
        kind: VoiceKind = kind_of(first) or "anonymous"
        if (
            any(w[0].isupper() for w in first.split()[1:])
            and kind == "anonymous"
            and not re.match(r"an?\b|one\b", words, re.IGNORECASE)
        ):
            kind = "person" if len(first.split()) > 1 and first[0].isupper() and not definite else "group"
        return Voice(
            kind=kind, name=whole.of(self.text).strip(), span=whole, referent=mention.referent if mention else None
        )
