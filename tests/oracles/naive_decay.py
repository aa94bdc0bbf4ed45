"""Decayed scores straight from their definition: slow, and too plain to be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

Act = tuple["dt.date", str, str, "float | None"]


def score(acts: list[Act], source: str, target: str, day: dt.date, half_life: float) -> float:
    """Return the sum of g * 0.5^(age / half-life) over the acts of a dyad up to a day."""
    return sum(
        (value or 0.0) * 0.5 ** ((day - when).days / half_life)
        for when, doer, other, value in acts
        if (doer, other) == (source, target) and when <= day
    )
