"""Make an archive in the layout of GDELT v2: zipped slots of 15 minutes with their manifest.

Run: python benchmarks/feeds/synthetic_gdelt.py FOLDER --slots 96 --rows 2000

Nothing in it is real. Actors follow Zipf's law, days lie mostly on the day of the slot with a tail
of a week, a month and a year before, as in the real feed. What is planted (rows told twice, slots
that are missing, slots that were corrected later, broken lines) is listed in ``planted.json``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import sys
import zipfile
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.ontology import acts
from goodoffices.world import load_world

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Plan", "make_archive", "slot_lines"]

BASE = "http://127.0.0.1/gdeltv2"
FIRST = dt.datetime(2016, 1, 1, tzinfo=dt.UTC)
STEP = dt.timedelta(minutes=15)
N_COLUMNS = 61
TYPES = ("", "GOV", "MIL", "COP", "OPP", "REB", "CVL", "BUS", "MED", "EDU", "JUD", "LEG")
LAGS = (0, 1, 7, 30, 365)
LAG_SHARES = (0.9, 0.05, 0.02, 0.02, 0.01)
N_PUBLISHERS = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to make: ``n_slots`` files of ``n_rows`` rows each, and what to plant in them."""

    n_slots: int
    n_rows: int
    first: dt.datetime = FIRST
    seed: int = 2015
    missing: tuple[int, ...] = ()
    broken: tuple[int, ...] = ()
    n_twice: int = 0


@dataclass(slots=True)
class Planted:
    """What was planted, to be compared with what the program finds."""

    missing: list[str] = field(default_factory=list)
    broken_lines: dict[str, list[int]] = field(default_factory=dict)
    told_twice: dict[str, int] = field(default_factory=dict)


def zipf(draw: np.random.Generator, n_kinds: int, n: int, power: float = 1.0) -> np.ndarray:
    """Return n numbers from 0 to ``n_kinds`` - 1, of which number k has the weight (k+1)^-power."""
    weights = np.arange(1, n_kinds + 1) ** -power
    return draw.choice(n_kinds, size=n, p=weights / weights.sum())


@cache
def _states() -> tuple[str, ...]:
    return tuple(sorted(load_world().states(FIRST.date())))


def slot_lines(plan: Plan, number: int) -> list[str]:
    """Return the lines of one slot: 61 tab-separated columns each."""
    draw = np.random.default_rng((plan.seed, number))
    n, at = plan.n_rows, plan.first + number * STEP
    states = _states()
    codes = [code for code in acts() if len(code) > 2]  # noqa: PLR2004 - roots are no codes
    left, right = zipf(draw, len(states), n), zipf(draw, len(states), n)
    has_target = draw.random(n) > 0.25  # noqa: PLR2004 - a quarter of the rows name one actor only
    kinds = zipf(draw, len(codes), n)
    types = draw.integers(0, len(TYPES), (2, n))
    lags = draw.choice(LAGS, size=n, p=LAG_SHARES)
    mentions = np.minimum(zipf(draw, 200, n, 1.8) + 1, 200)
    publishers = zipf(draw, N_PUBLISHERS, n)
    goldsteins = {code: act.goldstein for code, act in acts().items()}
    lines = []
    for k in range(n):
        day = at.date() - dt.timedelta(days=int(lags[k]))
        code = codes[kinds[k]]
        cells = [""] * N_COLUMNS
        cells[0] = str(500_000_000 + number * n + k)
        cells[1:5] = [f"{day:%Y%m%d}", f"{day:%Y%m}", f"{day:%Y}", f"{day.year}.{day:%j}"]
        _actor(cells, 5, states[left[k]], TYPES[types[0, k]])
        if has_target[k]:
            _actor(cells, 15, states[right[k]], TYPES[types[1, k]])
        n_mentions = int(mentions[k])
        cells[25:35] = [str(k % 2), code, code[:3], code[:2], str(1 + int(code[:2]) // 6),
                        str(goldsteins[code]), str(n_mentions), str(1 + n_mentions // 4),
                        str(n_mentions), f"{float(draw.normal(-2, 3)):.6f}"]  # fmt: skip
        for start in (35, 43, 51):
            cells[start : start + 8] = ["4", f"Town {left[k]}, Province, State", "US", "US01", "12",
                                        "38.8951", "-77.0364", "531871"]  # fmt: skip
        cells[59] = f"{at:%Y%m%d%H%M%S}"
        site = f"publisher{publishers[k]}.example"
        cells[60] = f"https://www.{site}/world/{day:%Y/%m/%d}/a-story-about-{number}-{k // 3}"
        lines.append("\t".join(cells))
    return lines


def _actor(cells: list[str], start: int, state: str, kind: str) -> None:
    cells[start] = state + kind
    cells[start + 1] = f"ACTOR OF {state}"
    cells[start + 2] = state
    cells[start + 7] = kind


def _mention_lines(lines: Sequence[str]) -> list[str]:
    found = []
    for line in lines:
        cells = line.split("\t")
        site = cells[60].split("/")[2]
        found.append(
            "\t".join(
                [
                    cells[0],
                    cells[59],
                    cells[59],
                    "1",
                    site,
                    cells[60],
                    "1",
                    "-1",
                    "50",
                    "80",
                    "1",
                    "60",
                    "2500",
                    cells[34],
                    "",
                    "",
                ]
            )
        )
    return found


def _zip(path: Path, name: str, lines: Sequence[str]) -> str:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo(name, date_time=(2016, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, "\n".join(lines) + "\n")
    content = path.read_bytes()
    md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
    return f"{len(content)} {md5} {BASE}/{path.name}"


def make_archive(folder: Path, plan: Plan) -> Planted:
    """Write the zips, ``masterfilelist.txt`` and ``planted.json``; return what was planted."""
    folder.mkdir(parents=True, exist_ok=True)
    planted, manifest = Planted(), []
    for number in range(plan.n_slots):
        stamp = f"{plan.first + number * STEP:%Y%m%d%H%M%S}"
        if number in plan.missing:
            planted.missing.append(stamp)
            continue
        lines = slot_lines(plan, number)
        mentions = _mention_lines(lines)
        if plan.n_twice:
            lines += lines[: plan.n_twice]
            planted.told_twice[stamp] = plan.n_twice
        if number in plan.broken:
            lines[1] = "not a row"
            lines[2] = lines[2].replace("\t", "\t\t", 1)
            planted.broken_lines[stamp] = [2, 3]
        for kind, content in (("export", lines), ("mentions", mentions)):
            name = f"{stamp}.{kind}.CSV"
            manifest.append(_zip(folder / f"{name}.zip", name, content))
    (folder / "masterfilelist.txt").write_text("\n".join(manifest) + "\n", encoding="ascii")
    (folder / "planted.json").write_text(json.dumps(asdict(planted), indent=1), encoding="ascii")
    return planted


def main(argv: Sequence[str]) -> int:
    """Make the archive that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--slots", type=int, default=96)
    parser.add_argument("--rows", type=int, default=2000, help="rows of a slot")
    parser.add_argument("--seed", type=int, default=2015)
    arguments = parser.parse_args(argv)
    plan = Plan(n_slots=arguments.slots, n_rows=arguments.rows, seed=arguments.seed)
    make_archive(arguments.folder, plan)
    print(f"{plan.n_slots} slots of {plan.n_rows} rows are in {arguments.folder}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
