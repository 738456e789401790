"""Keeps connected components equal to a rebuild: one mechanism for entities, copies and findings.

Nodes (signatures, reports, claims with resolved roles) carry keys. Two nodes are neighbours when they share a key that
is on, or when a link (an analyst's `same` decision) joins them. What is computed from nodes is a pure function of ONE
connected component, so a change has to recompute only the components that it can reach. Four rules make that equal to a
rebuild from nothing:

1. a node's keys are a function of the node; a node with other keys is a replaced node;
2. a strong key (it begins with "=") is always on; a weak key that more than `STOP` nodes hold is off for everyone;
3. whoever held a key that was on before a change, or holds it and finds it on after, is looked at again. That covers a
   component that falls apart, two that meet, and a weak key that crosses `STOP` in either direction;
4. a cluster is named after its smallest member, so no counter is needed and any member's id is a permalink.

An `Index` remembers nodes, keys, links and clusters. `MemoryIndex` keeps them in dictionaries; the workspace keeps them
in its tables. The idea is that of incremental view maintenance restricted to components, as in Gruenheid, Dong and
Srivastava, "Incremental Record Linkage" (VLDB 2014).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

STOP = 60  # a bare nisba such as "al-Masri" says nothing once it has more bearers than a person would compare by eye

Cluster = Callable[[tuple[str, ...]], Iterable[Iterable[str]]]


class Index(Protocol):
    """What `Components` needs to remember. It decides nothing; nodes, keys and clusters are plain strings."""

    def keys(self, node: str) -> Collection[str] | None:
        """The keys of a node; None where there is no such node."""

    def put(self, node: str, keys: Collection[str]) -> None:
        """Adds a node that is not there."""

    def drop(self, node: str) -> None:
        """Forgets a node that is in no cluster, and its keys (not its links: a decision outlives the reports)."""

    def holders(self, key: str) -> Collection[str]:
        """The nodes that hold a key."""

    def count(self, key: str) -> int:
        """How many nodes hold a key."""

    def links(self, node: str) -> Collection[str]:
        """The nodes, present or not, that are linked to a node from either side."""

    def link(self, left: str, right: str) -> None:
        """Links two nodes, present or not; linking twice is linking once."""

    def unlink(self, left: str, right: str) -> None:
        """Takes a link back, whichever way round it was made; nothing happens where there is none."""

    def cluster(self, node: str) -> str | None:
        """The cluster of a node; None where it has none yet."""

    def members(self, cluster: str) -> Collection[str]:
        """The nodes of a cluster; empty where there is no such cluster."""

    def assign(self, cluster: str, members: Collection[str]) -> None:
        """Makes a cluster; none of its members is in another."""

    def retire(self, cluster: str) -> None:
        """Forgets a cluster; its members have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a change did. All is sorted, and a function of the index and the change alone."""

    components: tuple[tuple[str, ...], ...] = ()  # recomputed
    clusters: tuple[tuple[str, ...], ...] = ()  # those the components now fall into; each is named after its first
    retired: tuple[str, ...] = ()  # names of clusters that are no more, or that have other members now
    moved: tuple[str, ...] = ()  # present nodes that are in another company than before


class Components:
    """The connected components over one index."""

    def __init__(self, index: Index, cluster: Cluster, stop: int = STOP) -> None:
        """Ties an index to the pure function that divides one component (sorted ids) into clusters."""
        self._index = index
        self._cluster = cluster
        self._stop = stop

    def apply(
        self,
        *,
        added: Mapping[str, Collection[str]] | None = None,
        removed: Iterable[str] = (),
        linked: Iterable[tuple[str, str]] = (),
        unlinked: Iterable[tuple[str, str]] = (),
        touched: Iterable[str] = (),
    ) -> Changes:
        """Makes a change and recomputes every component that it can reach.

        Args:
            added: nodes with their keys; one that is there already is replaced. Removal comes first.
            removed: nodes to forget; unknown ones are passed over.
            linked: pairs that a decision holds for the same.
            unlinked: pairs whose `same` decision is withdrawn.
            touched: nodes whose component depends on something else that changed: both ends of a `different` decision
                that was made or withdrawn, a node whose content changed but not its keys.
        """
        index, added = self._index, added or {}
        linked, unlinked = tuple(linked), tuple(unlinked)
        gone, seeds = self._leaving(removed, added), {*touched, *added}
        for left, right in (*linked, *unlinked):
            seeds |= {left, right}
        for node in gone:
            seeds |= {node, *index.links(node)}
        before = self._retire(gone)
        was = self._store(added, gone)
        for pair in linked:
            index.link(*pair)
        for pair in unlinked:
            index.unlink(*pair)
        for key in sorted(was):
            if was[key] or self._on(key):
                seeds.update(index.holders(key))
        return self._recompute(seeds, before)

    def component(self, node: str) -> tuple[str, ...]:
        """The nodes that can be reached from a present node, itself included; sorted."""
        index = self._index
        seen, todo, tried = {node}, [node], set[str]()
        while todo:
            here = todo.pop()
            fresh = {other for other in index.links(here) if index.keys(other) is not None}
            for key in index.keys(here) or ():
                if key not in tried:
                    tried.add(key)
                    if self._on(key):
                        fresh.update(index.holders(key))
            fresh -= seen
            seen |= fresh
            todo.extend(fresh)
        return tuple(sorted(seen))

    def _on(self, key: str) -> bool:
        return key.startswith("=") or self._index.count(key) <= self._stop

    def _leaving(self, removed: Iterable[str], added: Mapping[str, Collection[str]]) -> list[str]:
        """The present nodes that go: removed ones, and those that come back with other keys."""
        gone = {node for node in removed if self._index.keys(node) is not None}
        for node, keys in added.items():
            old = self._index.keys(node)
            if old is not None and set(old) != set(keys):
                gone.add(node)
        return sorted(gone)

    def _store(self, added: Mapping[str, Collection[str]], gone: Collection[str]) -> dict[str, bool]:
        """Writes the nodes; says of every key that lost or won a holder whether it was on before."""
        index = self._index
        fresh = [node for node in sorted(added) if node in gone or index.keys(node) is None]
        keys = {key for node in gone for key in index.keys(node) or ()} | {key for node in fresh for key in added[node]}
        was = {key: self._on(key) for key in keys}
        for node in gone:
            index.drop(node)
        for node in fresh:
            index.put(node, sorted(set(added[node])))
        return was

    def _retire(self, nodes: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Forgets the clusters of the nodes; returns what they were."""
        index = self._index
        before: dict[str, tuple[str, ...]] = {}
        for node in nodes:
            cluster = index.cluster(node)
            if cluster is not None:
                before[cluster] = tuple(sorted(index.members(cluster)))
                index.retire(cluster)
        return before

    def _recompute(self, seeds: set[str], before: dict[str, tuple[str, ...]]) -> Changes:
        index = self._index
        components: list[tuple[str, ...]] = []
        done: set[str] = set()
        for node in sorted(seeds):
            if node not in done and index.keys(node) is not None:
                components.append(self.component(node))
                done.update(components[-1])
        before |= self._retire(sorted(done))
        after = {members[0]: members for component in components for members in self._divide(component)}
        for cluster, members in after.items():
            index.assign(cluster, members)
        return Changes(
            components=tuple(components),
            clusters=tuple(after[cluster] for cluster in sorted(after)),
            retired=tuple(cluster for cluster in sorted(before) if after.get(cluster) != before[cluster]),
            moved=tuple(
                sorted(m for cluster, members in after.items() if before.get(cluster) != members for m in members)
            ),
        )

    def _divide(self, component: tuple[str, ...]) -> list[tuple[str, ...]]:
        clusters = [tuple(sorted(members)) for members in self._cluster(component)]
        if sorted(node for members in clusters for node in members) != list(component):
            raise ValueError(f"the clusters {clusters} are no division of the component {component}")
        return clusters


class MemoryIndex:
    """An index in dictionaries: for tests, scorers and small corpora."""

    def __init__(self) -> None:
        self._keys: dict[str, frozenset[str]] = {}
        self._holders: defaultdict[str, set[str]] = defaultdict(set)
        self._links: defaultdict[str, set[str]] = defaultdict(set)
        self._cluster: dict[str, str] = {}
        self._members: dict[str, frozenset[str]] = {}

    def keys(self, node: str) -> frozenset[str] | None:
        """The keys of a node; None where there is no such node."""
        return self._keys.get(node)

    def put(self, node: str, keys: Collection[str]) -> None:
        """Adds a node that is not there."""
        self._keys[node] = frozenset(keys)
        for key in keys:
            self._holders[key].add(node)

    def drop(self, node: str) -> None:
        """Forgets a node and its keys."""
        for key in self._keys.pop(node):
            self._holders[key].discard(node)

    def holders(self, key: str) -> frozenset[str]:
        """The nodes that hold a key."""
        return frozenset(self._holders.get(key, ()))

    def count(self, key: str) -> int:
        """How many nodes hold a key."""
        return len(self._holders.get(key, ()))

    def links(self, node: str) -> frozenset[str]:
        """The nodes, present or not, that are linked to a node."""
        return frozenset(self._links.get(node, ()))

    def link(self, left: str, right: str) -> None:
        """Links two nodes, present or not."""
        self._links[left].add(right)
        self._links[right].add(left)

    def unlink(self, left: str, right: str) -> None:
        """Takes a link back."""
        self._links[left].discard(right)
        self._links[right].discard(left)

    def cluster(self, node: str) -> str | None:
        """The cluster of a node."""
        return self._cluster.get(node)

    def members(self, cluster: str) -> frozenset[str]:
        """The nodes of a cluster."""
        return self._members.get(cluster, frozenset())

    def assign(self, cluster: str, members: Collection[str]) -> None:
        """Makes a cluster."""
        self._members[cluster] = frozenset(members)
        for node in members:
            self._cluster[node] = cluster

    def retire(self, cluster: str) -> None:
        """Forgets a cluster."""
        for node in self._members.pop(cluster, frozenset()):
            del self._cluster[node]

    def clusters(self) -> dict[str, frozenset[str]]:
        """Every cluster with its members."""
        return dict(self._members)
