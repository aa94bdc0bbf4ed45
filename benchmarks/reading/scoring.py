"""Compare the events of a reading with a gold list, pair by pair.

One event stands for every directed pair of its sides. A gold row is found when a pair of an event
has its two sides (in either direction where ``direction`` is ``any`` or the event is reciprocal)
and a root category that the row accepts. A pair of an event is right when some gold row, optional
ones included, accepts it. Actors without a state are written ``-``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from goodoffices.records import Actor, Event

__all__ = ["GoldRow", "Score", "is_date_right", "read_gold", "score"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldRow:
    """One event that a careful reader would note."""

    id: str
    sources: frozenset[str]
    targets: frozenset[str]
    roots: frozenset[str]
    modality: str
    is_optional: bool
    is_any_direction: bool
    note: str
    date: str

    def accepts(self, source: str, target: str, code: str, modality: str) -> bool:
        """Tell whether a pair of an event is this row."""
        if code[:2] not in self.roots or (self.modality == "negated") != (modality == "negated"):
            return False
        if source in self.sources and target in self.targets:
            return True
        return self.is_any_direction and source in self.targets and target in self.sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Which gold rows were found, by which event, and which pairs were wrong."""

    found: dict[str, str]
    events: dict[str, Event]
    missed: tuple[GoldRow, ...]
    wrong: tuple[str, ...]
    n_pairs: int
    n_gold: int

    @property
    def recall(self) -> float:
        """Share of the gold rows that were found."""
        return len(self.found) / self.n_gold if self.n_gold else 0.0

    @property
    def precision(self) -> float:
        """Share of the pairs that are right."""
        return 1 - len(self.wrong) / self.n_pairs if self.n_pairs else 0.0


def read_gold(path: Path) -> tuple[GoldRow, ...]:
    """Return the rows of a gold file."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            GoldRow(
                id=row["id"],
                sources=frozenset(row["source"].split("|")),
                targets=frozenset(row["target"].split("|")),
                roots=frozenset(row["roots"].split("|")),
                modality=row["modality"],
                is_optional=row["kind"] == "optional",
                is_any_direction=(row.get("direction") or "") == "any"
                or "reciprocal" in row["note"],
                note=row["note"],
                date=row.get("date") or "",
            )
            for row in csv.DictReader(file)
        )


def is_date_right(row: GoldRow, event: Event) -> bool:
    """Tell whether an event is dated as a gold row is: the same day, or inside the month told."""
    if event.start is None or event.end is None:
        return False
    if len(row.date) == len("YYYY-MM"):
        return f"{event.start:%Y-%m}" == row.date == f"{event.end:%Y-%m}"
    day = row.date
    return event.start.isoformat() <= day <= event.end.isoformat() and event.precision == "day"


def _label(actor: Actor) -> str:
    return actor.id or ("INT" if actor.role == "INT" else "-")


def score(events: Iterable[Event], gold: tuple[GoldRow, ...]) -> Score:
    """Return the score of the events against the gold rows; each gold row counts once."""
    found: dict[str, str] = {}
    matched: dict[str, Event] = {}
    wrong: list[str] = []
    n_pairs = 0
    for event in events:
        for source in event.source or (None,):
            for target in event.target:
                n_pairs += 1
                left, right = _label(source) if source else "-", _label(target)
                ways = [(left, right), (right, left)] if event.is_reciprocal else [(left, right)]
                rows = [
                    row for row in gold
                    if any(row.accepts(a, b, event.code, event.modality) for a, b in ways)
                ]  # fmt: skip
                fresh = [row for row in rows if row.id not in found and not row.is_optional]
                if fresh:
                    matched[fresh[0].id] = event
                    found[fresh[0].id] = f"{event.code} {event.modality} {event.start} {event.end}"
                elif not rows:
                    wrong.append(f"{left} {right} {event.code} {event.modality}: {event.trace}")
    must = [row for row in gold if not row.is_optional]
    return Score(
        found=found,
        events=matched,
        missed=tuple(row for row in must if row.id not in found),
        wrong=tuple(wrong),
        n_pairs=n_pairs,
        n_gold=len(must),
    )
