"""Readings whose mentions come from the annotation, so that the later parts of the extractor are measured alone."""

import re

from reportedly.digest import digest
from reportedly.extract.parts import Reading
from reportedly.lang.tokens import split
from reportedly.model import Form, Mention, Referent, Span

from .common import Annotated


def referent_of(annotated: Annotated, key: str) -> str:
    """The id that `oracle_reading` gives the annotated entity `key`."""
    return digest(annotated.report.id, key)


def oracle_reading(annotated: Annotated) -> Reading:
    """Every occurrence of every annotated name as a mention, the longest first; nothing else, so no pronouns.

    Names that nest are all kept (a place inside the name of an army); of two entities that share a name
    the first annotated one gets it.
    """
    text = annotated.report.text
    owner: dict[str, str] = {}
    referents: dict[str, Referent] = {}
    for entity in annotated.gold["entities"]:
        names = tuple(n for n in entity["names"] if n)
        if not names:
            continue
        id_ = referent_of(annotated, entity["key"])
        named = bool(entity.get("named", True))
        referents[id_] = Referent(id=id_, kind=entity["kind"], named=named, names=names)
        for name in names:
            owner.setdefault(name, id_)
    found: list[Mention] = []
    taken: set[Span] = set()
    for name in sorted(owner, key=lambda n: (-len(n), n)):
        form: Form = "name" if referents[owner[name]].named else "nominal"
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            span = Span(*match.span())
            crosses = any(span.meets(t) and not t.covers(span) for t in taken)
            if span not in taken and not crosses:
                taken.add(span)
                found.append(Mention(span=span, form=form, referent=owner[name]))
    found.sort(key=lambda m: (m.span.start, -m.span.end))
    return Reading(annotated.report, split(annotated.report), tuple(found), referents)
