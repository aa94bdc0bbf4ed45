"""How multi-vector a state is: how widely, evenly and steadily it is warm, and whom it bridges.

In: the ties of pairs on some days, each a tone with its interval, and the rifts of those days. Out:
for a state breadth, evenness, bridging and steadiness with intervals and trends, each with the ties
behind it; and states ranked by bridging. Poles and their weights are tables that can be replaced.
"""

from goodoffices.relations.alignment.align import align_states, alignment, rank_by_bridging
from goodoffices.relations.alignment.poles import Pole, PoleTable, load_poles
from goodoffices.relations.alignment.records import (
    Alignment,
    BridgedRift,
    Measured,
    PoleTie,
    RankedState,
    RiftSpan,
)

__all__ = [
    "Alignment",
    "BridgedRift",
    "Measured",
    "Pole",
    "PoleTable",
    "PoleTie",
    "RankedState",
    "RiftSpan",
    "align_states",
    "alignment",
    "load_poles",
    "rank_by_bridging",
]
