"""Tables of rifts and thaws: the loader and the checks that a table must pass.

Usage::

    python benchmarks/relations/rift_table.py [FILE] [--first DAY --last DAY]

prints what a table holds and what is wrong with it. ``rifts_2018.csv`` beside this file is the
default; what its columns mean is told in ``README.md``. Older tables with the columns
``side_a_iso3``, ``side_b_iso3`` and ``mediators_iso3_or_org`` are read as well.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

TABLE = Path(__file__).with_name("rifts_2018.csv")
FIRST, LAST = dt.date(2018, 1, 1), dt.date(2018, 10, 31)
"""The days of the event file that the table was made for."""

CONFIDENCES = ("high", "medium", "low")
MEMORY = "memory"
LONGEST_ANSWER_DAYS = 120
"""A break later than this after a trigger is another quarrel."""

OLD_NAMES = {
    "side_a_iso3": "side_a",
    "side_b_iso3": "side_b",
    "mediators_iso3_or_org": "mediators",
}
DAYS = frozenset({"onset", "break_day", "thaw_start", "normalised"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rift:
    """A quarrel between two states, from the day of its trigger to normal dealings."""

    side_a: str
    side_b: str
    onset: dt.date
    trigger: str
    break_day: dt.date | None = None
    thaw_start: dt.date | None = None
    thaw_step: str = ""
    normalised: dt.date | None = None
    mediators: tuple[str, ...] = ()
    episode: str = ""
    sources: tuple[str, ...] = ()
    confidence: str = ""
    note: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """The two sides in alphabetical order."""
        return (min(self.side_a, self.side_b), max(self.side_a, self.side_b))

    @property
    def has_page(self) -> bool:
        """Whether at least one source is the address of a page."""
        return any(source.startswith(("http://", "https://")) for source in self.sources)


def read_rifts(file: Path = TABLE) -> list[Rift]:
    """Return the rows of a table of rifts in the order of the file."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [_rift(row) for row in csv.DictReader(lines)]


def _rift(row: dict[str, str]) -> Rift:
    named = {OLD_NAMES.get(name, name): (cell or "").strip() for name, cell in row.items()}
    known = {field.name for field in fields(Rift)}
    cells: dict[str, object] = {name: cell for name, cell in named.items() if name in known}
    for name in DAYS & cells.keys():
        text = named[name]
        cells[name] = dt.date.fromisoformat(text) if text else None
    cells["mediators"] = tuple(part for part in named.get("mediators", "").split(";") if part)
    cells["sources"] = tuple(named.get("source", "").split())
    return Rift(**cells)  # type: ignore[arg-type]


def rifts_between(rifts: Sequence[Rift], first: dt.date, last: dt.date) -> list[Rift]:
    """Return the rifts whose trigger lies in a span of days."""
    return [rift for rift in rifts if first <= rift.onset <= last]


def thaws_between(rifts: Sequence[Rift], first: dt.date, last: dt.date) -> list[Rift]:
    """Return the rifts of any age whose thaw began in a span of days."""
    return [rift for rift in rifts if rift.thaw_start and first <= rift.thaw_start <= last]


def problems(rifts: Sequence[Rift], states: Collection[str]) -> list[str]:
    """Return what is wrong with a table, one line for each fault; empty when it is sound."""
    found = [
        f"{'-'.join(rift.pair)} {rift.onset}: {fault}"
        for rift in rifts
        for fault in _faults(rift, states)
    ]
    seen: dict[tuple[str, str], dt.date] = {}
    for rift in sorted(rifts, key=lambda rift: (rift.pair, rift.onset)):
        before = seen.get(rift.pair)
        if before is not None and rift.onset <= before:
            found.append(f"{'-'.join(rift.pair)} {rift.onset}: begins before the last one ended")
        seen[rift.pair] = rift.normalised or rift.thaw_start or dt.date.max
    return found


def _faults(rift: Rift, states: Collection[str]) -> list[str]:
    days = [
        day
        for day in (rift.onset, rift.break_day, rift.thaw_start, rift.normalised)
        if day is not None
    ]
    answer = (rift.break_day - rift.onset).days if rift.break_day else 0
    checks = {
        "a side is no known state": {rift.side_a, rift.side_b} <= set(states),
        "both sides are the same": rift.side_a != rift.side_b,
        "sides are not in alphabetical order": rift.side_a <= rift.side_b,
        "no trigger": bool(rift.trigger),
        "no episode": bool(rift.episode),
        "days out of order": days == sorted(days),
        "the break comes too late after the trigger": answer <= LONGEST_ANSWER_DAYS,
        "a thaw without its step": bool(rift.thaw_start) == bool(rift.thaw_step),
        "normal before any thaw": rift.normalised is None or rift.thaw_start is not None,
        "a mediator is a side": not set(rift.mediators) & {rift.side_a, rift.side_b},
        "unknown grade of confidence": rift.confidence in CONFIDENCES,
        "no source": rift.has_page or rift.sources == (MEMORY,),
        "a source is no address": rift.sources == (MEMORY,)
        or all(source.startswith(("http://", "https://")) for source in rift.sources),
        "from memory alone, yet of high confidence": rift.has_page or rift.confidence != "high",
    }
    return [fault for fault, is_sound in checks.items() if not is_sound]


def main() -> None:
    """Print how many rows a table holds, and its faults."""
    from goodoffices.world import load_world

    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("file", type=Path, nargs="?", default=TABLE)
    parser.add_argument("--first", type=dt.date.fromisoformat, default=FIRST)
    parser.add_argument("--last", type=dt.date.fromisoformat, default=LAST)
    asked = parser.parse_args()
    rifts = read_rifts(asked.file)
    begun = rifts_between(rifts, asked.first, asked.last)
    thawed = thaws_between(rifts, asked.first, asked.last)
    print(f"{len(rifts)} rows, {len({rift.pair for rift in rifts})} pairs")
    print(f"{len(begun)} rifts began and {len(thawed)} thaws began {asked.first} to {asked.last}")
    for grade in CONFIDENCES:
        print(f"  {grade}: {sum(rift.confidence == grade for rift in rifts)} rows")
    for fault in problems(rifts, {entity.id for entity in load_world().entities()}):
        print(fault)


if __name__ == "__main__":
    main()
