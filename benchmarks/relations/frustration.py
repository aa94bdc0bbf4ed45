"""Exact frustration index: ours beside the AND model as a mixed integer program, in one run.

Usage::

    OMP_NUM_THREADS=1 python benchmarks/relations/frustration.py [--worlds] [--peer-seconds 20]

The networks are those of ``tests/relations/networks``: 51 windows of states 1946-99 and the tribes
of New Guinea. ``--worlds`` adds synthetic networks of 195 states and 6,000 ties between planted
blocs, of whose signs a tenth is turned. Times are CPU seconds of this process, everything on one
thread; the networks are in memory. The proof of each is checked again by ``proved_bound``, whose
time is in the column of its own.

The peer is the AND model of Aref, Mason and Wilson (2020, Networks 75(1)), solved by HiGHS with
its own presolve, cuts and heuristics, one actor fixed in each part.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import highspy
import numpy as np

from goodoffices.relations.network import (
    Edge,
    Frustration,
    SignedNetwork,
    frustration,
    proved_bound,
    signed_network,
)

sys.path.append(str(Path(__file__).resolve().parents[2] / "tests" / "relations"))
from published import STATES_INDEX, states, tribes

N_STATES = 195
N_TIES = 6_000
NOISE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What both found of one network, and in how many CPU seconds."""

    name: str
    network: SignedNetwork
    ours: Frustration
    seconds: float
    check_seconds: float
    peer_index: int | None
    peer_bound: int | None
    peer_seconds: float


def planted(n_blocs: int, seed: int) -> SignedNetwork:
    """Return ties between random pairs, warm inside a bloc and cold across, a tenth turned."""
    random = np.random.default_rng(seed)
    pairs = np.stack(np.triu_indices(N_STATES, 1), axis=1)
    pairs = pairs[random.choice(len(pairs), N_TIES, replace=False)]
    blocs = random.integers(0, n_blocs, N_STATES)
    is_warm = (blocs[pairs[:, 0]] == blocs[pairs[:, 1]]) ^ (random.random(N_TIES) < NOISE)
    return signed_network(
        [
            Edge(low=f"S{low:03}", high=f"S{high:03}", sign=1 if warm else -1)
            for (low, high), warm in zip(pairs.tolist(), is_warm.tolist(), strict=True)
        ]
    )


def and_model(network: SignedNetwork, seconds: float) -> tuple[int | None, int | None, float]:
    """Return the best index and bound that HiGHS finds for the AND model, and its CPU seconds.

    x_i is the camp of actor i and x_ij = x_i and x_j; a warm tie is frustrated when
    x_i + x_j - 2 x_ij is 1, a cold one when it is 0.
    """
    place = {actor: column for column, actor in enumerate(network.actors)}
    n, m = len(place), len(network.edges)
    solver = highspy.Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("time_limit", seconds)):
        solver.setOptionValue(option, value)
    cost = np.zeros(n + m)
    fixed = {min(part) for part in parts(network)}
    for column in range(n):
        solver.addVar(1.0 if network.actors[column] in fixed else 0.0, 1.0)
    for _ in range(m):
        solver.addVar(0.0, 1.0)
    for column, edge in enumerate(network.edges, start=n):
        a, b = place[edge.low], place[edge.high]
        cost[a] += edge.sign
        cost[b] += edge.sign
        cost[column] -= 2 * edge.sign
        if edge.sign > 0:
            solver.addRow(-1.0, 0.0, 2, np.array([column, a], np.int32), np.array([1.0, -1.0]))
            solver.addRow(-1.0, 0.0, 2, np.array([column, b], np.int32), np.array([1.0, -1.0]))
        else:
            row = np.array([column, a, b], np.int32)
            solver.addRow(-1.0, 1.0, 3, row, np.array([1.0, -1.0, -1.0]))
    columns = np.arange(n + m, dtype=np.int32)
    solver.changeColsCost(n + m, columns, cost)
    kinds = np.full(n + m, 1, np.uint8)
    solver.changeColsIntegrality(n + m, columns, kinds)
    solver.changeObjectiveOffset(float(network.n_negative))
    start = time.process_time()
    solver.run()
    spent = time.process_time() - start
    found = solver.getInfo()
    if not np.isfinite(found.objective_function_value):
        return None, None, spent
    bound = int(np.ceil(found.mip_dual_bound - 1e-6))
    return round(found.objective_function_value), bound, spent


def parts(network: SignedNetwork) -> list[set[str]]:
    """Return the actors of each connected part."""
    found: list[set[str]] = []
    for edge in network.edges:
        touched = [part for part in found if edge.low in part or edge.high in part]
        found = [part for part in found if part not in touched]
        found.append({edge.low, edge.high}.union(*touched))
    return found


def measure(name: str, network: SignedNetwork, peer_seconds: float) -> Row:
    """Return the row of one network."""
    start = time.process_time()
    ours = frustration(network, clock=time.process_time)
    done = time.process_time()
    if proved_bound(network, ours.proof) != ours.bound:
        raise SystemExit(f"{name}: the proof does not show what it should")
    checked = time.process_time()
    index, bound, spent = and_model(network, peer_seconds) if peer_seconds else (None, None, 0.0)
    return Row(
        name=name,
        network=network,
        ours=ours,
        seconds=done - start,
        check_seconds=checked - done,
        peer_index=index,
        peer_bound=bound,
        peer_seconds=spent,
    )


def line(row: Row) -> str:
    """Return a row of the table."""
    proof = row.ours.proof
    cells = (
        row.name,
        len(row.network.actors),
        len(row.network.edges),
        row.network.n_negative,
        row.ours.index,
        row.ours.bound,
        f"{row.ours.gap:.2%}",
        f"{len(proof.witnesses)}{' disjoint' if proof.is_disjoint else ''}",
        f"{row.seconds:.3f}",
        f"{row.check_seconds:.3f}",
        "-" if row.peer_index is None else row.peer_index,
        "-" if row.peer_bound is None else row.peer_bound,
        f"{row.peer_seconds:.2f}",
    )
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def main() -> int:
    """Print a row for each network, then the sums."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--worlds", action="store_true", help="also synthetic worlds")
    parser.add_argument("--peer-seconds", type=float, default=20.0, help="0: without the peer")
    options = parser.parse_args()
    print(
        "| network | actors | ties | cold | L | bound | gap | witnesses | s | check s "
        "| AND: L | bound | s |"
    )
    print("|---" * 13 + "|")
    measure("warm up", tribes(), options.peer_seconds)
    windows = []
    for (first, network), published in zip(states().items(), STATES_INDEX, strict=True):
        row = measure(f"states {first}-{first + 3}", network, options.peer_seconds)
        print(line(row), flush=True)
        windows.append((row, published))
    print(line(measure("tribes", tribes(), options.peer_seconds)))
    if options.worlds:
        for n_blocs, seed in ((2, 0), (2, 1), (3, 0), (5, 0), (5, 1)):
            name = f"{n_blocs} blocs, seed {seed}"
            print(line(measure(name, planted(n_blocs, seed), options.peer_seconds)), flush=True)
    rows = [row for row, _ in windows]
    ours, peer = sum(row.seconds for row in rows), sum(row.peer_seconds for row in rows)
    n_equal = sum(row.ours.index == published for row, published in windows)
    print(
        f"\n51 windows: {n_equal} equal to the published index, "
        f"{sum(row.ours.is_exact for row in rows)} proved, {ours:.2f} s in all, slowest "
        f"{max(row.seconds for row in rows):.3f} s, proofs checked in "
        f"{sum(row.check_seconds for row in rows):.2f} s"
    )
    if options.peer_seconds:
        n_peer = sum(row.peer_index == row.peer_bound for row in rows)
        print(
            f"AND model: {n_peer} proved, {peer:.1f} s in all, slowest "
            f"{max(row.peer_seconds for row in rows):.2f} s; ratio {peer / ours:.1f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
