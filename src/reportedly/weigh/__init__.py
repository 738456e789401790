"""What claims amount to: copies, origins, findings, conflicts. Pure functions of reports and resolved claims."""

from .copies import Copy, compare, families, shingle_keys
from .findings import weigh
from .origins import origins, support
from .parts import Told
from .topics import keys

__all__ = ["Copy", "Told", "compare", "families", "keys", "origins", "shingle_keys", "support", "weigh"]
