"""Names of armed groups and movements, with the state that they belong to, if any."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from goodoffices.reading.lexicon import rows

__all__ = ["GroupName", "group_names"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupName:
    """One way to write the name of a group; ``actor_id`` is "" for a group of no one state."""

    text: str
    actor_id: str
    role: str
    since: dt.date | None = None
    until: dt.date | None = None
    form: str = "group"
    person: str = ""


@cache
def group_names() -> tuple[GroupName, ...]:
    """Return every name of ``lexicon/groups.csv``.

    >>> [(n.actor_id, n.role) for n in group_names() if n.text == "Boko Haram"]
    [('NGA', 'REB')]
    """
    return tuple(
        GroupName(
            text=word,
            actor_id=row["id"],
            role=row["role"],
            since=_day(row["since"]),
            until=_day(row["until"]),
        )
        for row in rows("groups")
        for word in row["words"].split("|")
    )


def _day(cell: str) -> dt.date | None:
    return dt.date.fromisoformat(cell) if cell else None
