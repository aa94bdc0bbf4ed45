"""Fold the modality of an act into its code, as coders of CAMEO do.

Our records keep what is announced as the act itself with the modality ``expected``; CAMEO has
codes of their own for intents (03), refusals (12) and threats (13).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from goodoffices.reading.lexicon import rows

if TYPE_CHECKING:
    from goodoffices.records import Modality

__all__ = ["folded_code"]


def folded_code(code: str, modality: Modality) -> str:
    """Return the code that a CAMEO coder gives: aid that is announced is an intent to give aid.

    What happened, now or long ago, keeps its code. So does what CAMEO has no intent or refusal
    for; sanctions that are denied have no code of their own there.

    >>> folded_code("070", "expected"), folded_code("070", "negated"), folded_code("070", "actual")
    ('033', '122', '070')
    >>> folded_code("195", "expected")
    '138'
    """
    if modality not in {"expected", "negated"}:
        return code
    for length in range(len(code), 1, -1):
        row = _table().get(code[:length])
        if row is not None:
            return row[modality] or code
    return code


@cache
def _table() -> dict[str, dict[str, str]]:
    return {row["prefix"]: row for row in rows("folded")}
