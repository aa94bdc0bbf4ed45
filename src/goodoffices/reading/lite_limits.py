"""Every bound, threshold and confidence of the lite reader, in one place.

Set by hand on our own sentences and the development half of the benchmark texts.
"""

from __future__ import annotations

__all__ = [
    "CONFIDENCE_NOUN",
    "CONFIDENCE_VERB",
    "COST_UNDATED",
    "COST_UNSURE_SIDES",
    "NEED_CHARS",
    "PASSIVE_CHARS",
]

CONFIDENCE_VERB = 0.5
"""Given to an act read from a verb with a side before and a side after it."""

CONFIDENCE_NOUN = 0.4
"""Given to an act read from a noun ("sanctions against"), which tells less of who acted."""

COST_UNDATED = 0.05
"""Taken off where the text gives no date that this reader understands."""

COST_UNSURE_SIDES = 0.1
"""Taken off where the order of the words does not settle who acted."""

NEED_CHARS = 70
"""How far from a trigger the second word may stand that it needs ("lifted ... the embargo")."""

PASSIVE_CHARS = 28
"""How far before a participle the auxiliary of its passive may stand."""
