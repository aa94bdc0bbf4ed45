"""Make an archive in the layout of GDELT v2: zipped slots of 15 minutes with their manifest.

Run: python benchmarks/feeds/synthetic_gdelt.py FOLDER --slots 96 --rows 2000

Nothing in it is real. Actors follow Zipf's law, days lie mostly on the day of the slot with a tail
of a week, a month and a year before, as in the real feed; text that differs from row to row makes
the zips about as dense as the real ones. What is planted is listed in ``planted.json``: rows told
twice, happenings told by further rows, happenings told late, broken lines, missing slots, days of
outage, and slots that were corrected later (their second files lie in ``corrected/``). For each row
``truth.csv`` says which happening it tells, if that is asked for.
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

from goodoffices.feeds.codes import actor_of_cameo
from goodoffices.ontology import acts
from goodoffices.world import load_world

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Plan", "Slot", "make_archive", "make_slot"]

BASE = "http://127.0.0.1/gdeltv2"
FIRST = dt.datetime(2016, 1, 1, tzinfo=dt.UTC)
STEP = dt.timedelta(minutes=15)
N_COLUMNS = 61
TYPES = ("", "GOV", "MIL", "COP", "OPP", "REB", "CVL", "BUS", "MED", "EDU", "JUD", "LEG")
LAGS = (0, 1, 7, 30, 365)
LAG_SHARES = (0.9, 0.05, 0.02, 0.02, 0.01)
N_PUBLISHERS = 3000
N_PLACES = 5000
N_WORDS = 4000
NAMES_OF_ACTOR = 60
ROWS_OF_ARTICLE = 3
"""Rows that rest on one article, and share its address, tone and, mostly, its place."""
AT_HOME = 0.92
RETOLD = 1 << 16
"""Numbers that a slot keeps for the ids of its rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to make: ``n_slots`` files of ``n_rows`` rows each, and what to plant in them.

    Slots are named by their number. ``outages`` are days without any slot. From slot
    ``doubles_at`` on there are twice as many rows. Of the rows of a slot the share ``retold`` tells
    a happening of the same slot again: from the same article under another code of the same root,
    or the other way about where the act is mutual. ``n_twice`` lines stand in a file twice.
    """

    n_slots: int
    n_rows: int
    first: dt.datetime = FIRST
    seed: int = 2015
    missing: tuple[int, ...] = ()
    broken: tuple[int, ...] = ()
    corrected: tuple[int, ...] = ()
    outages: tuple[dt.date, ...] = ()
    doubles_at: int | None = None
    retold: float = 0.0
    elsewhere: float = 0.0
    n_twice: int = 0


@dataclass(slots=True)
class Planted:
    """What was planted, to be compared with what the program finds."""

    missing: list[str] = field(default_factory=list)
    broken_lines: dict[str, list[int]] = field(default_factory=dict)
    told_twice: dict[str, int] = field(default_factory=dict)
    retold: dict[str, int] = field(default_factory=dict)
    late: dict[str, int] = field(default_factory=dict)
    corrected: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The lines of a slot, and for each row its id and the happening that it tells."""

    lines: list[str]
    mentions: list[str]
    ids: np.ndarray
    happenings: np.ndarray
    is_elsewhere: np.ndarray
    n_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pools:
    """What cells are drawn from."""

    states: np.ndarray
    roots: Mapping[str, np.ndarray]
    codes: np.ndarray
    goldsteins: Mapping[str, str]
    places: np.ndarray
    words: np.ndarray


def zipf(draw: np.random.Generator, n_kinds: int, n: int, power: float = 1.0) -> np.ndarray:
    """Return n numbers from 0 to ``n_kinds`` - 1, of which number k has the weight (k+1)^-power."""
    return np.searchsorted(_steps(n_kinds, power), draw.random(n))


@cache
def _steps(n_kinds: int, power: float) -> np.ndarray:
    weights = np.arange(1, n_kinds + 1) ** -power
    return (weights / weights.sum()).cumsum()[:-1]


@cache
def _pools() -> _Pools:
    draw = np.random.default_rng(1)
    named = sorted(load_world().states(FIRST.date()))
    codes = [code for code in acts() if len(code) > 2]  # noqa: PLR2004 - roots are no codes
    roots = {root: np.array([c for c in codes if c[:2] == root]) for root in {c[:2] for c in codes}}
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or")]
    words = np.array(["".join(draw.choice(syllables, size=draw.integers(2, 5)))
                      for _ in range(N_WORDS)])  # fmt: skip
    return _Pools(
        states=np.array([one for one in named if actor_of_cameo(one)]),
        roots=roots,
        codes=np.array(codes),
        goldsteins={code: str(act.goldstein) for code, act in acts().items()},
        places=np.array([_place(draw, words) for _ in range(N_PLACES)]),
        words=words,
    )


def _place(draw: np.random.Generator, words: np.ndarray) -> str:
    """Return the eight cells of a place."""
    town, province, state = (str(word).title() for word in draw.choice(words, size=3))
    fips = "".join(draw.choice(list("ABCDEFGHIKLMNPRSTUV"), size=2))
    adm1 = f"{fips}{draw.integers(100):02d}"
    return "\t".join(["4", f"{town}, {province}, {state}", fips, adm1, str(draw.integers(100_000)),
                      f"{draw.uniform(-60, 70):.5g}", f"{draw.uniform(-180, 180):.6g}",
                      str(-draw.integers(1, 3_000_000))])  # fmt: skip


def make_slot(plan: Plan, number: int) -> Slot:
    """Return what the file of a slot holds, before anything is broken in it."""
    draw = np.random.default_rng((plan.seed, number))
    n = plan.n_rows * (2 if plan.doubles_at is not None and number >= plan.doubles_at else 1)
    pools, at = _pools(), plan.first + number * STEP
    of = _told_by(draw, n, plan.retold)
    left, right = (pools.states[zipf(draw, len(pools.states), n)][of] for _ in range(2))
    right = np.where(draw.random(n) > 0.25, right, "")[of]  # noqa: PLR2004 - a quarter name one only
    codes = pools.codes[zipf(draw, len(pools.codes), n)][of]
    lags = draw.choice(LAGS, size=n, p=LAG_SHARES)[of]
    article = np.arange(n) // ROWS_OF_ARTICLE
    is_elsewhere = (of != np.arange(n)) & (draw.random(n) < plan.elsewhere)
    article = np.where(is_elsewhere, n // ROWS_OF_ARTICLE + np.arange(n), article[of])
    urls = _urls(draw, n + n // ROWS_OF_ARTICLE + 1, number, at)[article]
    is_again = of != np.arange(n)
    codes, left, right = _told_otherwise(draw, is_again, codes, left, right)
    ids = number * RETOLD + np.arange(n) + 500_000_000
    many = np.minimum(zipf(draw, 200, n, 1.8) + 1, 200)
    tones = [f"{tone:.12g}" for tone in draw.normal(-2, 3, 2 * n)[article]]
    home = zipf(draw, N_PLACES, 2 * n, 0.8)[article]
    places = [np.where(draw.random(n) < AT_HOME, home, zipf(draw, N_PLACES, n, 0.8)) for _ in "123"]
    columns = [
        ids.astype(str).tolist(), _days(at.date(), lags),
        _actors(draw, left), _actors(draw, right),
        (np.arange(n) % 2).astype(str).tolist(), _acts(codes), many.astype(str).tolist(),
        (1 + many // 4).astype(str).tolist(), many.astype(str).tolist(), tones,
        *(pools.places[one].tolist() for one in places),
        [f"{at:%Y%m%d%H%M%S}"] * n, urls.tolist(),
    ]  # fmt: skip
    lines = list(map("\t".join, zip(*columns, strict=True)))
    mentions = _mention_lines(draw, columns[0], urls.tolist(), tones, f"{at:%Y%m%d%H%M%S}")
    return Slot(
        lines=lines,
        mentions=mentions,
        ids=ids,
        happenings=ids[of],
        is_elsewhere=is_elsewhere,
        n_late=int((lags >= 7).sum()),  # noqa: PLR2004 - a week
    )


def _told_by(draw: np.random.Generator, n: int, share: float) -> np.ndarray:
    """Return for each row the row whose happening it tells: mostly itself."""
    of = np.arange(n)
    again = np.flatnonzero(draw.random(n) < share)
    again = again[again > 0]
    of[again] = (draw.random(len(again)) * again).astype(int)
    while (of[of] != of).any():
        of = of[of]
    return of


def _told_otherwise(
    draw: np.random.Generator,
    is_again: np.ndarray,
    codes: np.ndarray,
    left: np.ndarray,
    right: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give retold rows another code of the same root; turn half of the mutual ones about."""
    codes, left, right = codes.copy(), left.copy(), right.copy()
    roots = _pools().roots
    for row in np.flatnonzero(is_again):
        if codes[row] == "057":
            continue  # an agreement is mutual, the other acts of its root are not
        codes[row] = draw.choice([c for c in roots[codes[row][:2]] if c != "057"])
    is_mutual = np.char.startswith(codes, "04") & (right != "")
    turn = is_again & is_mutual & (draw.random(len(codes)) < 0.5)  # noqa: PLR2004
    left[turn], right[turn] = right[turn], left[turn]
    return codes, left, right


def _days(day: dt.date, lags: np.ndarray) -> list[str]:
    cells = {}
    for lag in LAGS:
        one = day - dt.timedelta(days=lag)
        cells[lag] = f"{one:%Y%m%d}\t{one:%Y%m}\t{one:%Y}\t{one.year}.{one:%j}"
    return [cells[lag] for lag in lags.tolist()]


def _acts(codes: np.ndarray) -> list[str]:
    goldsteins = _pools().goldsteins
    cells = {
        code: f"{code}\t{code[:3]}\t{code[:2]}\t{1 + int(code[:2]) // 6}\t{goldsteins[code]}"
        for code in _pools().codes.tolist()
    }
    return [cells[code] for code in codes.tolist()]


def _actors(draw: np.random.Generator, states: np.ndarray) -> list[str]:
    kinds = draw.integers(0, len(TYPES), len(states)).tolist()
    words = _pools().words[zipf(draw, NAMES_OF_ACTOR, len(states))].tolist()
    empty = "\t" * 9
    return [
        f"{state}{TYPES[kind]}\t{word.upper()} OF {state}\t{state}\t\t\t\t\t{TYPES[kind]}\t\t"
        if state
        else empty
        for state, kind, word in zip(states.tolist(), kinds, words, strict=True)
    ]


def _urls(draw: np.random.Generator, n: int, number: int, at: dt.datetime) -> np.ndarray:
    """Return n addresses, each another one."""
    sites = zipf(draw, N_PUBLISHERS, n).tolist()
    words = _pools().words[draw.integers(0, N_WORDS, (n, 5))].tolist()
    marks = draw.integers(0, 1 << 40, n).tolist()
    day = f"{at:%Y/%m/%d}"
    return np.array([
        f"https://www.publisher{site}.example/{part[0]}/{day}/{'-'.join(part)}-{mark:x}{number:x}"
        for site, part, mark in zip(sites, words, marks, strict=True)
    ])  # fmt: skip


def _mention_lines(
    draw: np.random.Generator, ids: list[str], urls: list[str], tones: list[str], stamp: str
) -> list[str]:
    offsets = draw.integers(1, 4000, (len(ids), 4)).tolist()
    return [
        f"{one}\t{stamp}\t{stamp}\t1\t{url.split('/')[2]}\t{url}\t{1 + a % 9}\t{a}\t{b}\t{c}\t1\t"
        f"{10 * (1 + d % 10)}\t{d}\t{tone}\t\t"
        for one, url, tone, (a, b, c, d) in zip(ids, urls, tones, offsets, strict=True)
    ]


def corrected_lines(lines: Sequence[str]) -> list[str]:
    """Return the second file of a slot: every tenth row is gone, every fifth is another act."""
    found = []
    for number, line in enumerate(lines):
        if number % 10 == 0:
            continue
        cells = line.split("\t")
        if number % 5 == 0:
            cells[26:29] = ["190", "190", "19"]
        found.append("\t".join(cells))
    return found


def _zip(folder: Path, name: str, lines: Sequence[str]) -> str:
    path = folder / f"{name}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo(name, date_time=(2016, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, "\n".join(lines) + "\n")
    content = path.read_bytes()
    md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
    return f"{len(content)} {md5} {BASE}/{path.name}"


def _write(folder: Path, stamp: str, lines: Sequence[str], mentions: Sequence[str]) -> list[str]:
    return [
        _zip(folder, f"{stamp}.{kind}.CSV", content)
        for kind, content in (("export", lines), ("mentions", mentions))
    ]


def make_archive(folder: Path, plan: Plan, *, has_truth: bool = False) -> Planted:
    """Write the zips, ``masterfilelist.txt`` and ``planted.json``; return what was planted."""
    (folder / "corrected").mkdir(parents=True, exist_ok=True)
    planted, first, second, truth = Planted(), [], [], ["report_id,happening,is_elsewhere"]
    for number in range(plan.n_slots):
        at = plan.first + number * STEP
        stamp = f"{at:%Y%m%d%H%M%S}"
        if number in plan.missing or at.date() in plan.outages:
            planted.missing.append(stamp)
            continue
        slot = make_slot(plan, number)
        planted.late[stamp] = slot.n_late
        planted.retold[stamp] = int((slot.happenings != slot.ids).sum())
        if has_truth:
            told = zip(slot.ids, slot.happenings, slot.is_elsewhere, strict=True)
            truth += [f"{one},{happening},{int(other)}" for one, happening, other in told]
        lines = [*slot.lines, *slot.lines[: plan.n_twice]]
        if plan.n_twice:
            planted.told_twice[stamp] = plan.n_twice
        if number in plan.broken:
            lines[1] = "not a row"
            lines[2] = lines[2].replace("\t", "\t\t", 1)
            planted.broken_lines[stamp] = [2, 3]
        made = _write(folder, stamp, lines, slot.mentions)
        first += made
        if number in plan.corrected:
            better = corrected_lines(slot.lines)
            planted.corrected[stamp] = len(better)
            made = _write(folder / "corrected", stamp, better, slot.mentions)
        second += made
    _list(folder / "masterfilelist.txt", first)
    _list(folder / "corrected" / "masterfilelist.txt", second)
    if has_truth:
        _list(folder / "truth.csv", truth)
    (folder / "planted.json").write_text(json.dumps(asdict(planted), indent=1), encoding="ascii")
    return planted


def _list(path: Path, lines: Sequence[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


def main(argv: Sequence[str]) -> int:
    """Make the archive that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--slots", type=int, default=96)
    parser.add_argument("--rows", type=int, default=2000, help="rows of a slot")
    parser.add_argument("--seed", type=int, default=2015)
    parser.add_argument("--retold", type=float, default=0.0,
                        help="share of rows that tell a happening of their slot again")  # fmt: skip
    parser.add_argument("--truth", action="store_true", help="write truth.csv as well")
    arguments = parser.parse_args(argv)
    plan = Plan(n_slots=arguments.slots, n_rows=arguments.rows, seed=arguments.seed,
                retold=arguments.retold)  # fmt: skip
    make_archive(arguments.folder, plan, has_truth=arguments.truth)
    print(f"{plan.n_slots} slots of {plan.n_rows} rows are in {arguments.folder}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
