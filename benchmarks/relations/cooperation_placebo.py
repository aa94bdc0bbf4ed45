"""How often the interval of cooperation lost holds 0 where nothing ruptured.

Usage::

    python benchmarks/relations/cooperation_placebo.py EVENTS.parquet [--ruptures]

EVENTS has the columns date, sn, rn and on (names of two states and of a CAMEO act), as the ICEWS
sets of knowledge-graph research do. For made-up days of rupture, one in the middle of each month
that leaves both windows in the file, the loss of every pair is measured; pairs with a rift or thaw
in the table beside this file whose days fall into the windows are left out. If the model is right
the 90 % intervals hold 0 in about 90 of 100 cases. ``--ruptures`` prints the losses after the true
ruptures of the table too; they are shown and choose nothing.
"""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from rift_table import FIRST, LAST, read_rifts, rifts_between

from goodoffices import ontology
from goodoffices.feeds.countries import state_of_name
from goodoffices.relations.cooperation import cooperation_lost, loss_line

if TYPE_CHECKING:
    from goodoffices.relations.cooperation import CooperationLost, Loss

BEFORE_DAYS, AFTER_DAYS = 120, 60
KINDS = ("cooperation", "material")
LEAST_ACTS = 30
"""Pairs with fewer acts in the file cannot be measured on any day."""


def read_rows(file: Path) -> pa.Table:
    """Return day, source, target, code and n of a file; acts that CAMEO does not name count too."""
    events = pq.read_table(file, columns=["date", "sn", "rn", "on"])
    days = events["date"].cast(pa.date32())
    middle = pc.min(days).as_py()
    codes = {act.name: act.code for act in ontology.acts().values()}
    names = {*pc.unique(events["sn"]).to_pylist(), *pc.unique(events["on"]).to_pylist()}
    states = {name: state_of_name(name, middle) for name in names}
    rows = pa.table(
        {
            "day": days,
            "source": [states[name] for name in events["sn"].to_pylist()],
            "target": [states[name] for name in events["on"].to_pylist()],
            "code": [codes.get(name, "") for name in events["rn"].to_pylist()],
            "n": pa.array([1] * events.num_rows, pa.int64()),
        }
    )
    return (
        rows.group_by(["day", "source", "target", "code"])
        .aggregate([("n", "sum")])
        .rename_columns(["day", "source", "target", "code", "n"])
    )


def lost(rows: pa.Table, pair: tuple[str, str], rupture: dt.date) -> CooperationLost:
    """Return the losses of a pair as known on the last day of the file."""
    return cooperation_lost(
        rows,
        *pair,
        rupture,
        pc.max(rows["day"]).as_py(),
        before_days=BEFORE_DAYS,
        after_days=AFTER_DAYS,
    )


def placebo_days(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the 15th of each month with whole windows before and after it."""
    days = [dt.date(first.year, month, 15) for month in range(1, 13)]
    return [
        day
        for day in days
        if day - dt.timedelta(days=BEFORE_DAYS) >= first
        and day + dt.timedelta(days=AFTER_DAYS - 1) <= last
    ]


def busy_pairs(rows: pa.Table) -> list[tuple[str, str]]:
    """Return the pairs with enough acts to be measured at all, in order."""
    acts: dict[tuple[str, str], int] = {}
    for source, target, n in zip(
        rows["source"].to_pylist(), rows["target"].to_pylist(), rows["n"].to_pylist(), strict=True
    ):
        pair = (min(source, target), max(source, target))
        acts[pair] = acts.get(pair, 0) + n
    return sorted(pair for pair, n in acts.items() if n >= LEAST_ACTS and pair[0] != pair[1])


def turned(pair: tuple[str, str], rupture: dt.date) -> bool:
    """Tell whether a rift or thaw of the table falls into the windows around a day."""
    first = rupture - dt.timedelta(days=BEFORE_DAYS)
    last = rupture + dt.timedelta(days=AFTER_DAYS - 1)
    return any(
        rift.pair == pair and day is not None and first <= day <= last
        for rift in read_rifts()
        for day in (rift.onset, rift.break_day, rift.thaw_start, rift.normalised)
    )


def print_placebos(rows: pa.Table) -> None:
    """Print for each kind how many placebos were measured and how many intervals hold 0."""
    ends = pc.min_max(rows["day"]).as_py()
    days = placebo_days(ends["min"], ends["max"])
    pairs = busy_pairs(rows)
    measured: dict[str, list[Loss]] = {kind: [] for kind in KINDS}
    n_asked = 0
    for day in days:
        for pair in pairs:
            if turned(pair, day):
                continue
            n_asked += 1
            found = lost(rows, pair, day)
            for kind in KINDS:
                loss = found.loss(kind)
                if loss.is_measured:
                    measured[kind].append(loss)
    print(f"{n_asked} placebos: {len(pairs)} pairs on {', '.join(map(str, days))}")
    for kind, losses in measured.items():
        held = [loss for loss in losses if (loss.low or 0) <= 0 <= (loss.high or 0)]
        below = sum((loss.low or 0) > 0 for loss in losses)
        above = sum((loss.high or 0) < 0 for loss in losses)
        print(
            f"{kind}: {len(losses)} measured, {len(held) / max(len(losses), 1):.1%} hold 0, "
            f"{below} say lost, {above} say gained"
        )


def main() -> None:
    """Print the placebos, and on request the true ruptures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("events", type=Path)
    parser.add_argument("--ruptures", action="store_true")
    asked = parser.parse_args()
    rows = read_rows(asked.events)
    print_placebos(rows)
    if asked.ruptures:
        for rift in rifts_between(read_rifts(), FIRST, LAST):
            found = lost(rows, rift.pair, rift.break_day or rift.onset)
            for kind in KINDS:
                print("-".join(rift.pair), rift.break_day, loss_line(found.loss(kind)))


if __name__ == "__main__":
    main()
