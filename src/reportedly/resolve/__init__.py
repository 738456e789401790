"""Which names across reports are one person, group, place or asset: pure functions of one connected component."""

from .cluster import cluster, entity_of
from .compare import compare
from .signatures import sign, sign_all
from .verdict import Comparison

__all__ = ["Comparison", "cluster", "compare", "entity_of", "sign", "sign_all"]
