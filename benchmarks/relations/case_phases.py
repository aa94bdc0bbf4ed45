"""How many days after the fact do phases turn, in the shipped cases, as known day by day.

Usage::

    python benchmarks/relations/case_phases.py [--spells]

``case_dates.csv`` beside this file holds the turns with a source for each. They were taken from the
sources, but after a first look at the phases, and the sources are those of the cases themselves; so
the figures show that rules and cases agree, not how well the rules do elsewhere. For each turn the
relation is computed as of each day from a month before to a year after it, with what was known on
that very day, and the lag is the number of days until the phase is one of those expected. It is
measured three times: with the curated rows, with rows and the texts as read, and with the texts
alone. The script also counts the days on which reading the texts changes the phase that the curated
rows give.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.casebook import case_folders, read_case
from goodoffices.reading import load_article, open_reader
from goodoffices.relations import relate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.records import Event, MeasureStep
    from goodoffices.relations import Relation

DATES = Path(__file__).with_name("case_dates.csv")
DAYS_BEFORE = 30
DAYS_AFTER = 365
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A dated turn of a relation, with the phases that tell it."""

    low: str
    high: str
    phases: frozenset[str]
    day: dt.date
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Events and steps of measures from one kind of input."""

    name: str
    events: tuple[Event, ...]
    steps: tuple[MeasureStep, ...]

    def relation(self, low: str, high: str, as_of: dt.date) -> Relation:
        """Return the relation as known on a day."""
        return relate(self.events, self.steps, low, high, as_of)  # type: ignore[arg-type]


def read_turns() -> list[Turn]:
    """Return the turns of the table beside this file."""
    with DATES.open(encoding="utf-8", newline="") as file:
        return [
            Turn(
                low=row["low"],
                high=row["high"],
                phases=frozenset(row["phases"].split(";")),
                day=dt.date.fromisoformat(row["day"]),
                what=row["what"],
            )
            for row in csv.DictReader(file)
        ]


def read_inputs() -> tuple[Known, ...]:
    """Return the curated rows, the rows with the texts as read, and the texts alone."""
    cases = [read_case(folder) for folder in case_folders()]
    reader = open_reader()
    readings = [
        reader.read(load_article(path.read_bytes(), name=path.name))
        for folder in case_folders()
        for path in sorted((folder / "texts").glob("*.txt"))
    ]
    rows = tuple(event for case in cases for event in case.events)
    texts = tuple(event for reading in readings for event in reading.events)
    steps = tuple(step for case in cases for step in case.measures)
    return (
        Known(name="rows", events=rows, steps=steps),
        Known(name="rows and texts", events=rows + texts, steps=steps),
        Known(name="texts", events=texts, steps=()),
    )


def of_pair(known: Known, low: str, high: str) -> Known:
    """Return what touches both sides, so that each day is quick."""
    events = tuple(
        event
        for event in known.events
        if {low, high} <= {one.id for one in (*event.source, *event.target)}
    )
    steps = tuple(step for step in known.steps if {step.sender, step.target} == {low, high})
    return Known(name=known.name, events=events, steps=steps)


def days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Yield each day from the first to the last."""
    while first <= last:
        yield first
        first += DAY


def lag(known: Known, turn: Turn) -> str:
    """Return the days until the phase is as expected, or what it was all along."""
    start = turn.day - DAYS_BEFORE * DAY
    for day in days(start, turn.day + DAYS_AFTER * DAY):
        if known.relation(turn.low, turn.high, day).phase in turn.phases:
            return "before" if day == start else f"{(day - turn.day).days:+d}"
    return "never"


def changed_days(rows: Known, both: Known, low: str, high: str) -> tuple[int, int]:
    """Return on how many days the texts change the phase, and of how many days with any."""
    known = sorted(event.known_at for event in rows.events)
    if not known:
        return 0, 0
    span = list(days(known[0], known[-1] + DAYS_BEFORE * DAY))
    changed = sum(
        rows.relation(low, high, day).phase != both.relation(low, high, day).phase for day in span
    )
    return changed, len(span)


def print_spells(known: Known, low: str, high: str) -> None:
    """Print the phases in hindsight, with what opened each."""
    print(f"\n{low} {high}, {known.name}")
    events = {event.id: event for event in known.events}
    last = max((event.known_at for event in known.events), default=None)
    if last is None:
        return
    for spell in known.relation(low, high, last + DAYS_BEFORE * DAY).spells:
        print(f"  {spell.since}  {spell.phase:<12} {spell.why}")
        for ref in spell.opened_by[:2]:
            if ref in events:
                print(f"{'':>26} {ref} {events[ref].what[:90]}")


def main() -> int:
    """Print the lag of every turn for each input, then what the texts change."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--spells", action="store_true", help="also print all phases")
    show_spells = parser.parse_args().spells
    turns, inputs = read_turns(), read_inputs()
    print(f"{'':<52}{''.join(f'{known.name:>16}' for known in inputs)}")
    for turn in turns:
        told = [lag(of_pair(known, turn.low, turn.high), turn) for known in inputs]
        phases = " or ".join(sorted(turn.phases))
        title = f"{turn.low}-{turn.high} {turn.day} {phases}"
        print(f"{title:<52}{''.join(f'{one:>16}' for one in told)}")
    for low, high in dict.fromkeys((turn.low, turn.high) for turn in turns):
        rows, both, texts = (of_pair(known, low, high) for known in inputs)
        changed, n_days = changed_days(rows, both, low, high)
        print(f"{low}-{high}: the texts change the phase on {changed} of {n_days} days")
        if show_spells:
            for known in (rows, both, texts):
                print_spells(known, low, high)
    return 0


if __name__ == "__main__":
    sys.exit(main())
