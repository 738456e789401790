"""An update equals a rebuild, whatever the order of events; and looks at no more than it must."""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.components import Components, MemoryIndex

CAP = 2  # weak keys go off early, so that crossings are common

# A node is keys and a weight; a cluster joins the nodes of a component that have the same weight. So what a component
# falls into depends on more than its keys, as with entities.
POOL = {
    "n0": (("a",), 0),
    "n1": (("a",), 0),
    "n2": (("a",), 1),
    "n3": (("a", "b"), 1),
    "n4": (("b",), 1),
    "n5": (("b", "=s"), 0),
    "n6": (("=s",), 0),
    "n7": (("=s", "c"), 1),
    "n8": (("c",), 1),
    "n9": ((), 0),
}
OTHER_KEYS = {"n0": ("b",), "n3": ("=s",), "n5": ("a",), "n9": ("a", "=s")}


@dataclass
class World:
    """The inputs, and the index that is kept up to date with them."""

    nodes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    same: set[tuple[str, str]] = field(default_factory=set)
    different: set[tuple[str, str]] = field(default_factory=set)
    index: MemoryIndex = field(default_factory=MemoryIndex)

    def divide(self, component):
        """Nodes of one weight are one, unless a `different` decision keeps them apart: pure of the component."""
        groups = []
        for node in component:
            for group in groups:
                if POOL[node][1] == POOL[group[0]][1] and not any(
                    {(m, node), (node, m)} & self.different for m in group
                ):
                    group.append(node)
                    break
            else:
                groups.append([node])
        return groups

    @property
    def components(self):
        return Components(self.index, self.divide, stop=CAP)

    def step(self, verb, what):
        if verb == "put":
            self.nodes.update(what)
            return self.components.apply(added=what)
        if verb == "drop":
            for node in what:
                self.nodes.pop(node, None)
            return self.components.apply(removed=what)
        if verb == "same":
            self.same.add(what)
            return self.components.apply(linked=[what])
        if verb == "undo same":
            self.same.discard(what)
            return self.components.apply(unlinked=[what])
        (self.different.add if verb == "different" else self.different.discard)(what)
        return self.components.apply(touched=what)

    def rebuilt(self):
        fresh = World(dict(self.nodes), set(self.same), set(self.different))
        fresh.components.apply(added=fresh.nodes, linked=sorted(fresh.same))
        return fresh.index.clusters()


names = st.sampled_from(sorted(POOL))
entries = names.flatmap(lambda n: st.sampled_from([(n, POOL[n][0])] * 3 + [(n, OTHER_KEYS.get(n, POOL[n][0]))]))
puts = st.tuples(st.just("put"), st.lists(entries, min_size=1, max_size=4).map(dict))
drops = st.tuples(st.just("drop"), st.lists(names, min_size=1, max_size=2, unique=True))
pairs = st.sampled_from([("n0", "n1"), ("n0", "n5"), ("n2", "n7"), ("n3", "n8"), ("n9", "n4")])
decisions = st.tuples(st.sampled_from(["same", "undo same", "different", "undo different"]), pairs)
histories = st.lists(st.one_of(puts, puts, puts, drops, drops, decisions), min_size=2, max_size=14)


@settings(max_examples=1500, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(histories)
def test_an_update_equals_a_rebuild(history):
    world = World()
    for verb, what in history:
        before = world.index.clusters()
        changes = world.step(verb, what)
        after = world.index.clusters()
        assert after == world.rebuilt()
        assert set(changes.retired) == {c for c in before if after.get(c) != before[c]}
        assert set(changes.moved) == {m for c in after if after[c] != before.get(c) for m in after[c]}


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(histories)
def test_clusters_never_cross_components_and_are_named_after_their_smallest_member(history):
    world = World()
    for verb, what in history:
        world.step(verb, what)
    for name, members in world.index.clusters().items():
        assert name == min(members)
        assert members <= set(world.components.component(name))
        assert all(world.index.cluster(m) == name for m in members)


def one(component):
    return [component]


def test_a_weak_key_goes_off_for_all_and_comes_back():
    index = MemoryIndex()
    components = Components(index, one, stop=2)
    components.apply(added={"x": ["al-masri"], "y": ["al-masri"]})
    assert index.clusters() == {"x": {"x", "y"}}
    off = components.apply(added={"z": ["al-masri"]})
    assert index.clusters() == {"x": {"x"}, "y": {"y"}, "z": {"z"}}
    assert off.retired == ("x",)
    on = components.apply(removed=["x"])
    assert index.clusters() == {"y": {"y", "z"}}
    assert on.retired == ("x", "y", "z")


def test_a_strong_key_is_never_off():
    index = MemoryIndex()
    Components(index, one, stop=2).apply(added={n: ["=islamic state"] for n in "abcdef"})
    assert index.clusters() == {"a": set("abcdef")}


def test_a_change_leaves_far_components_alone():
    index = MemoryIndex()
    components = Components(index, one)
    components.apply(added={"a": ["k"], "b": ["k"], "far": ["m"]})
    changes = components.apply(added={"c": ["k"]})
    assert changes.components == (("a", "b", "c"),)
    assert changes.retired == ("a",)
    assert changes.moved == ("a", "b", "c")


def test_a_repeat_moves_nobody():
    components = Components(MemoryIndex(), one)
    components.apply(added={"a": ["k"], "b": ["k"]})
    again = components.apply(added={"a": ["k"]})
    assert (again.retired, again.moved) == ((), ())


def test_a_decision_waits_for_a_signature_that_is_not_there_yet():
    index = MemoryIndex()
    components = Components(index, one)
    components.apply(added={"a": ["k"]}, linked=[("a", "b")])
    assert index.clusters() == {"a": {"a"}}
    components.apply(added={"b": ["m"]})
    assert index.clusters() == {"a": {"a", "b"}}
    components.apply(removed=["b"])
    components.apply(added={"b": ["m"]})
    assert index.clusters() == {"a": {"a", "b"}}


def test_a_division_that_loses_a_node_is_an_error():
    components = Components(MemoryIndex(), lambda component: [component[1:]])
    with pytest.raises(ValueError, match="no division"):
        components.apply(added={"a": ["k"], "b": ["k"]})
