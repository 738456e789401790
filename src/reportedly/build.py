"""The orchestrator: what changed, which stage, put the result back. The only module that runs the stages over a store.

`update` extracts every report that the extractor has not read, each in a transaction of its own, and settles all of it in
one: signatures into entities, reports into families of copies, claims into findings. Each of the three is kept by the same
mechanism (`components`), and all of it is equal to what `rebuild` makes from nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from . import plugins
from .codec import encode
from .components import Components
from .model import Claim, Decision, Extraction, Report, Role
from .plugins import Extractor
from .resolve import cluster, entity_of, sign_all
from .store import Store
from .weigh import Told, families, keys, shingle_keys, weigh

Progress = Callable[[str, int, int, str], None]
"""Called before each step: what is done ("reading", "extracting", "comparing"), how many are done, of how many, now."""


class Corpus(Store):
    """A store that can tell claims with their roles resolved: all that `ask.View` needs."""

    def told(self, report_ids: Iterable[str] | None = None) -> tuple[Told, ...]:
        """The claims of these reports, or of all, by id."""
        if report_ids is None:
            return tuple(self.claims(Told))
        wanted = [claim for report in sorted(set(report_ids)) for claim in self.claims_of(report)]
        return tuple(self.claims(Told, wanted))


def update(store: Corpus, extractor_name: str, progress: Progress | None = None) -> dict[str, str]:
    """Extracts what is not extracted yet and settles it; returns the reports that failed, with the reason."""
    extractor: Extractor = plugins.load("extractor", extractor_name)
    version = f"{extractor.name}@{extractor.version}"
    unread = store.unread(version)
    for done, report_id in enumerate(unread):
        tell(progress, "extracting", done, len(unread), store.name_of(report_id))
        extraction, error = _extract(extractor, store.report(report_id), version)
        with store.writing():
            store.put_extraction(extraction, error)
    if store.unsettled() or store.decisions(unsettled=True):
        tell(progress, "comparing", 0, 1, "")
        with store.writing():
            Settling(store).run()
    return store.failures()


def rebuild(store: Corpus, extractor_name: str, progress: Progress | None = None) -> dict[str, str]:
    """Drops everything that was derived and makes it again from the reports and the decisions."""
    with store.writing():
        store.forget_derived()
    return update(store, extractor_name, progress)


def _extract(extractor: Extractor, report: Report, version: str) -> tuple[Extraction, str]:
    """What the extractor finds, and why it gave up, if it did. One report must not stop the others."""
    try:
        extraction = extractor.extract(report)
        kept = [claim for claim in extraction.claims if grounded(claim, report, extraction)]
    except Exception as error:  # noqa: BLE001 - an extractor may be anybody's code; its failure is counted and shown
        return Extraction(report=report.id, extractor=version), f"{type(error).__name__}: {error}"
    refused = extraction.refused + len(extraction.claims) - len(kept)
    return replace(extraction, report=report.id, extractor=version, claims=tuple(kept), refused=refused), ""


def grounded(claim: Claim, report: Report, extraction: Extraction) -> bool:
    """Does the claim quote its report, and speak of what the extraction knows?"""
    known = {referent.id for referent in extraction.referents}
    return (
        claim.report == report.id
        and claim.evidence.of(report.text) == claim.words
        and all(role.filler in known for role in claim.roles)
    )


def tell(progress: Progress | None, doing: str, done: int, total: int, now: str) -> None:
    """Tells whoever watches of the next step."""
    if progress is not None:
        progress(doing, done, total, now)


class Settling:
    """One transaction that makes the derived tables speak of every extraction and decision."""

    def __init__(self, store: Corpus) -> None:
        self._store = store
        self._reports = store.unsettled()
        self._active = _active(store.decisions())

    def run(self) -> None:
        """Signatures, entities, families, claims, findings: each stage passes on only what moved."""
        moved = self._entities() | self._families()
        self._findings(sorted(moved | set(self._reports)))
        self._store.settle()

    def _entities(self) -> set[str]:
        """Brings signatures and entities up to date; returns the reports some of whose entities are others now."""
        store = self._store
        before: set[str] = set()
        after: set[str] = set()
        for report_id in self._reports:
            report, extraction = store.report(report_id), store.extraction(report_id)
            before.update(store.signatures_of(report_id).values())
            signed = sign_all(report, extraction.referents)
            store.put_signatures(report_id, sorted(signed.items()))
            after.update(signature.id for signature in signed.values())
        removed = sorted(s for s in before if not store.uses(s))
        linked, unlinked = self._pairs()
        index = store.index("entity")
        changes = Components(index, self._cluster).apply(
            added={s: store.signature(s).keys for s in sorted(after) if index.keys(s) is None},
            removed=removed,
            linked=linked,
            unlinked=unlinked,
        )
        for signature_id in removed:
            store.drop_signature(signature_id)
        for entity_id in changes.retired:
            store.drop_entity(entity_id)
        recounted = {c for c in map(index.cluster, sorted((before | after) - set(removed))) if c is not None}
        for entity_id in sorted(recounted | {members[0] for members in changes.clusters}):
            members = sorted(index.members(entity_id))
            signatures = [store.signature(s) for s in members]
            store.put_entity(entity_of(signatures, {s: store.uses(s) for s in members}))
        return set(store.renamed())

    def _cluster(self, component: tuple[str, ...]) -> Iterable[Iterable[str]]:
        here = set(component)
        decisions = [d for d in self._active if d.left in here and d.right in here]
        return cluster([self._store.signature(s) for s in component], decisions)

    def _pairs(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """The pairs that fresh decisions link, and all others that they speak of: both are looked at again."""
        fresh = self._store.decisions(unsettled=True)
        retired = {d.retires for d in fresh}
        news = [*fresh, *(d for d in self._store.decisions() if d.id in retired)]
        pairs = sorted({(min(d.left, d.right), max(d.left, d.right)) for d in news})
        same = {frozenset((d.left, d.right)) for d in self._active if d.verdict == "same"}
        linked = [pair for pair in pairs if frozenset(pair) in same]
        return linked, [pair for pair in pairs if frozenset(pair) not in same]

    def _families(self) -> set[str]:
        """Brings the families of copies up to date; returns the reports that are in other company than before."""
        store = self._store
        index = store.index("copy")
        changes = Components(index, lambda ids: families([store.report(i) for i in ids])).apply(
            added={i: shingle_keys(store.report(i)) for i in self._reports}, touched=self._reports
        )
        return set(changes.moved)

    def _findings(self, reports: Iterable[str]) -> None:
        """Tells the claims of these reports anew, and weighs every component in which one is new or changed."""
        store = self._store
        added: dict[str, tuple[str, ...]] = {}
        removed: list[str] = []
        for report_id in reports:
            before = store.claims_of(report_id)
            after = {told.claim.id: told for told in self._tell(report_id)}
            removed += sorted(before.keys() - after.keys())
            for claim_id, told in after.items():
                body = encode(told)
                if before.get(claim_id) != body:
                    store.put_claim(claim_id, report_id, body)
                    added[claim_id] = keys(told)
        for claim_id in removed:
            store.drop_claim(claim_id)
        changes = Components(store.index("finding"), lambda ids: [ids]).apply(added=added, removed=removed)
        for cluster_id in changes.retired:
            store.put_findings(cluster_id, ())
        for members in changes.clusters:
            store.put_findings(members[0], weigh(tuple(store.claims(Told, members))))

    def _tell(self, report_id: str) -> Iterator[Told]:
        """The claims of a report with their roles resolved."""
        store = self._store
        report, extraction = store.report(report_id), store.extraction(report_id)
        entities = store.entities_of(report_id)
        family = store.index("copy").cluster(report_id)
        for claim in extraction.claims:
            roles = {Role(role.name, entities[role.filler]) for role in claim.roles}
            yield Told(
                claim=claim,
                roles=tuple(sorted(roles)),
                report=report_id,
                outlet=report.outlet,
                published=report.published,
                speakers=tuple(entities.get(voice.referent or "") for voice in claim.chain),
                family=family or report_id,
            )


def _active(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions that none has retired."""
    decisions = list(decisions)
    retired = {d.retires for d in decisions}
    return [d for d in decisions if d.id not in retired]
