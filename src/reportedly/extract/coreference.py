"""Which mentions of one report speak of one thing: names joined by their parts, descriptions and pronouns to names."""

from collections import defaultdict

from ..digest import digest
from ..lang.lexicon import fold, group_names, name_key
from ..lang.tokens import Sentence
from ..model import Mention, Referent, Report
from .mentions import Found


def link(
    report: Report, sentences: tuple[Sentence, ...], found: tuple[Found, ...]
) -> tuple[tuple[Mention, ...], dict[str, Referent]]:
    """Chains the mentions of a report; a pronoun that nothing fits is dropped, a description stands for itself."""
    chains = _Chains(report, sentences)
    for f in found:
        if f.form == "name":
            chains.name(f)
    for f in found:
        if f.form == "nominal":
            chains.alone(f)
    return chains.result()


class _Chains:
    def __init__(self, report: Report, sentences: tuple[Sentence, ...]) -> None:
        self.report = report
        self.sentences = sentences
        self.chains: dict[str, list[Found]] = defaultdict(list)

    def name(self, f: Found) -> None:
        """Puts a name into the chain of the same name."""
        text = f.span.of(self.report.text)
        known = group_names().get(name_key(text)) if f.kind == "group" else None
        self.chains[f"{f.kind} {known.name if known else fold(text)}"].append(f)

    def alone(self, f: Found) -> None:
        """A chain of its own."""
        self.chains[f"{f.span.start} {f.span.end} {f.form}"].append(f)

    def result(self) -> tuple[tuple[Mention, ...], dict[str, Referent]]:
        """Mentions in order and the referents by id."""
        mentions: list[Mention] = []
        referents: dict[str, Referent] = {}
        for chain in sorted(self.chains.values(), key=lambda c: (c[0].span, c[0].form)):
            chain.sort(key=lambda f: (f.span, f.form))
            kind = chain[0].kind
            own = digest(self.report.id, kind, chain[0].span)
            texts = [f.span.of(self.report.text) for f in chain if f.form == "name"]
            named = bool(texts)
            texts = texts or [f.span.of(self.report.text) for f in chain if f.form == "nominal"]
            names = tuple(sorted(dict.fromkeys(texts), key=lambda n: -len(n)))
            referents[own] = Referent(id=own, kind=kind, named=named, names=names)
            mentions += [Mention(span=f.span, form=f.form, referent=own) for f in chain]
        mentions.sort(key=lambda m: (m.span.start, -m.span.end, m.form))
        return tuple(mentions), referents
