"""Published signed networks: states 1946-99 (alliances and disputes), and tribes of New Guinea."""

from __future__ import annotations

import csv
from pathlib import Path

from goodoffices.relations.network import Edge, SignedNetwork, signed_network

FOLDER = Path(__file__).with_name("networks")
FIRST_WINDOWS = range(46, 97)
"""First years of the windows of four years."""

STATES_INDEX = [
    *(17, 18, 20, 15, 15, 17, 21, 27, 33, 35, 34, 26, 30, 36, 39, 37, 36, 29, 24, 23, 28, 27, 28),
    *(33, 26, 28, 29, 35, 46, 48, 50, 45, 39, 43, 48, 45, 47, 46, 43, 34, 32, 46, 42, 38, 44, 49),
    *(45, 50, 48, 38, 45),
]
"""The exact index of each window, by two other exact methods (a search with a bound, and the
AND model solved as a mixed integer program)."""


def tribes() -> SignedNetwork:
    with (FOLDER / "tribes.csv").open(encoding="utf-8", newline="") as file:
        return signed_network([_edge(row) for row in csv.DictReader(file)])


def states() -> dict[int, SignedNetwork]:
    """Return the network of each window by its first year (46 is 1946-49)."""
    edges: dict[int, list[Edge]] = {first: [] for first in FIRST_WINDOWS}
    with (FOLDER / "states_1946_1999.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for run in row["windows"].split("|"):
                first, _, last = run.partition("-")
                for window in range(int(first), int(last or first) + 1):
                    edges[window].append(_edge(row))
    return {first: signed_network(ties) for first, ties in edges.items()}


def _edge(row: dict[str, str]) -> Edge:
    return Edge(low=row["low"], high=row["high"], sign=1 if row["sign"] == "1" else -1)
