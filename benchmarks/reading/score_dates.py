"""Score the normaliser of times on ``dates.csv``: sentences of our own, their gold made first.

Run: python benchmarks/reading/score_dates.py [--errors] [--peer FOLDER] [FILE]

A row asks for one time in one sentence. Its reading is "exact" when both ends are right,
"covering" when it holds the gold days and at most as many again and a week, "within" when it lies
inside them. Rows of the kind "trap" have words that name no time, and are right when nothing is
read there. A row with ``act`` also asks the whole reader whether the event with that trigger lies
inside the gold days. Recognizers-Text (set up by ``dates_peer.sh``) is scored on the rows whose
reading needs neither the story nor the hemisphere, by the best of all values that it offers.

A third of the sentences, picked by hash, is kept unread: ``--errors`` never shows it. The rows of
``dates_second.csv`` were written after the rules had been mended on ``dates.csv``, in other
constructions, and say more of what the rules do with words that they were not made for.
Where English leaves the days open the gold follows these conventions: thirds of a month are 1-10,
10-20 and 20-end, of a year four months each; so many weeks ago is that day and two days around it;
so many months or years ago is that calendar month or year; "recent days", "weeks" and "months" are
the last 7, 30 and 150 days; a season without a hemisphere spans both; "by" a day begins at
publication; day and month that could be swapped span both days.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import hashlib
import json
import random
import subprocess
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.reading import load_article, open_reader
from goodoffices.reading.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).resolve().parent
N_RESAMPLES, SEED, N_ROUNDS = 2000, 7, 20
A_WEEK = 7
MEASURES = ("exact", "covering", "within", "precision")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One time in one sentence, and what it means."""

    id: str
    kind: str
    published: dt.date
    anchor: dt.date | None
    hemisphere: str
    text: str
    words: str
    since: dt.date | None
    until: dt.date | None
    precision: str
    acts: tuple[str, ...]

    @property
    def is_kept(self) -> bool:
        """Whether the sentence is of the third that nobody reads errors of."""
        return int(hashlib.sha256(self.text.encode()).hexdigest(), 16) % 3 == 0

    @property
    def is_comparable(self) -> bool:
        """Whether the sentence alone tells the days, so that a general normaliser can be asked."""
        return self.anchor is None and not self.hemisphere and self.kind not in {"story", "time"}

    @property
    def span(self) -> tuple[int, int]:
        """Where the words stand."""
        start = self.text.index(self.words)
        return start, start + len(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A time that a normaliser found, with every interval it offers."""

    start: int
    end: int
    intervals: tuple[tuple[dt.date, dt.date], ...]
    precision: str = ""


def main() -> int:
    """Print the scores of both parts by kind, of the dated acts, and of the peer."""
    options = argparse.ArgumentParser()
    options.add_argument("file", nargs="?", type=Path, default=HERE / "dates.csv")
    options.add_argument("--errors", action="store_true")
    options.add_argument("--peer", type=Path)
    chosen = options.parse_args()
    rows = read_rows(chosen.file)
    started = time.process_time()
    for _ in range(N_ROUNDS):
        ours = [_ours(row) for row in rows]
    seconds = (time.process_time() - started) / N_ROUNDS
    print(f"ours: {len(rows) / seconds:.0f} sentences/s, "
          f"{sum(map(len, ours)) / seconds:.0f} times/s, one core")  # fmt: skip
    parts = {"development": False, "kept unread": True}
    for name, is_kept in parts.items():
        told = [(r, f) for r, f in zip(rows, ours, strict=True) if r.is_kept == is_kept]
        _print_scores(f"ours, {name}", told)
        if chosen.errors and not is_kept:
            _print_errors(told)
    _print_acts(rows, is_loud=chosen.errors)
    if chosen.peer:
        theirs, seconds = _peer(chosen.peer, rows)
        print(f"Recognizers-Text: {len(rows) / seconds:.0f} sentences/s")
        for name, is_kept in parts.items():
            for who, all_found in (("ours", ours), ("Recognizers-Text", theirs)):
                told = [(r, f) for r, f in zip(rows, all_found, strict=True)
                        if r.is_comparable and r.is_kept == is_kept]  # fmt: skip
                _print_scores(f"{who}, comparable rows, {name}", told, is_short=True)
    return 0


def read_rows(path: Path) -> list[Row]:
    """Return the rows of the bench."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Row(
                id=row["id"],
                kind=row["kind"],
                published=dt.date.fromisoformat(row["published"]),
                anchor=_day(row["anchor"]),
                hemisphere=row["hemisphere"],
                text=row["text"],
                words=row["words"],
                since=_day(row["since"]),
                until=_day(row["until"]),
                precision=row["precision"],
                acts=tuple(filter(None, row["act"].split("/"))),
            )
            for row in csv.DictReader(file)
        ]


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _ours(row: Row) -> list[Found]:
    return [
        Found(start=one.start, end=one.end, intervals=((one.since, one.until),),
              precision=one.precision)
        for one in find_dates(
            row.text, row.published, anchor=row.anchor, hemisphere=row.hemisphere
        )
    ]  # fmt: skip


def _peer(folder: Path, rows: list[Row]) -> tuple[list[list[Found]], float]:
    tasks = "".join(
        json.dumps({"text": r.text, "published": r.published.isoformat()}) + "\n" for r in rows
    )
    command = [str(folder / "python/bin/python"), str(HERE / "dates_worker.py")]
    done = subprocess.run(command, input=tasks, capture_output=True, text=True, check=True)  # noqa: S603 - our own worker
    *lines, last = done.stdout.splitlines()
    return [[_of_peer(one) for one in json.loads(line)] for line in lines], float(last)


def _of_peer(one: dict[str, object]) -> Found:
    values = one["values"]
    assert isinstance(values, list)  # noqa: S101 - what our worker writes
    days = tuple((dt.date.fromisoformat(a), dt.date.fromisoformat(b)) for a, b in values)
    return Found(start=int(str(one["start"])), end=int(str(one["end"])), intervals=days)


def judge(row: Row, found: Iterable[Found]) -> dict[str, bool]:
    """Return which measures the reading of a row meets; that of a trap counts for all."""
    start, end = row.span
    here = [one for one in found if one.start < end and one.end > start]
    if row.since is None or row.until is None:
        return dict.fromkeys(MEASURES, not any(one.intervals for one in here))
    best = max(here, key=lambda one: min(end, one.end) - max(start, one.start), default=None)
    intervals = best.intervals if best else ()
    n_days = (row.until - row.since).days + 1
    return {
        "exact": (row.since, row.until) in intervals,
        "covering": any(
            a <= row.since and row.until <= b and (b - a).days + 1 <= 2 * n_days + A_WEEK
            for a, b in intervals
        ),
        "within": any(row.since <= a and b <= row.until for a, b in intervals),
        "precision": best is not None and best.precision == row.precision,
    }


def _print_scores(
    name: str, told: list[tuple[Row, list[Found]]], *, is_short: bool = False
) -> None:
    verdicts = [(row.kind, judge(row, found)) for row, found in told]
    exact = [verdict["exact"] for _, verdict in verdicts]
    chance = random.Random(SEED)  # noqa: S311 - a bootstrap, no secret
    draws = sorted(sum(chance.choices(exact, k=len(exact))) for _ in range(N_RESAMPLES))
    low, high = (draws[int(q * N_RESAMPLES)] / len(exact) for q in (0.025, 0.975))
    shares = {m: sum(v[m] for _, v in verdicts) / len(verdicts) for m in MEASURES}
    print(f"{name}: n {len(told)}, exact {shares['exact']:.3f} [{low:.3f}, {high:.3f}], covering "
          f"{shares['covering']:.3f}, within {shares['within']:.3f}"
          + ("" if is_short else f", precision {shares['precision']:.3f}"))  # fmt: skip
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for kind, verdict in verdicts:
        by_kind[kind].append(verdict["exact"])
    shown = ", ".join(f"{kind} {sum(v)}/{len(v)}" for kind, v in sorted(by_kind.items()))
    print(f"    exact by kind: {shown}")


def _print_errors(told: list[tuple[Row, list[Found]]]) -> None:
    for row, found in told:
        verdict = judge(row, found)
        if not (verdict["exact"] and verdict["precision"]):
            days = [(f"{a}..{b}", one.precision) for one in found for a, b in one.intervals]
            print(f"    {row.id} {row.kind} {row.published} [{row.words}] {row.text}")
            print(f"         gold {row.since}..{row.until} {row.precision}; read {days}")


def _print_acts(rows: list[Row], *, is_loud: bool) -> None:
    """Print how many of the acts that the reader found it dated right."""
    reader = open_reader()
    asked: dict[bool, int] = defaultdict(int)
    right: dict[bool, list[bool]] = defaultdict(list)
    for row in rows:
        if not row.acts or row.anchor or row.since is None or row.until is None:
            continue
        asked[row.is_kept] += 1
        article = load_article(row.text.encode(), name=f"{row.id}.txt", published=row.published)
        events = [
            one for one in reader.read(article).events
            if json.loads(one.trace)["trigger"].lower() in {act.lower() for act in row.acts}
        ]  # fmt: skip
        if not events:
            continue
        start, end = events[0].start, events[0].end
        is_right = bool(start and end and row.since <= start and end <= row.until)
        right[row.is_kept].append(is_right)
        if is_loud and not row.is_kept and not is_right:
            print(f"    act {row.id} {row.text}\n         gold {row.since}..{row.until}; "
                  f"dated {start}..{end} {json.loads(events[0].trace)['date_rule']}")  # fmt: skip
    for is_kept, name in ((False, "development"), (True, "kept unread")):
        print(f"acts, {name}: asked {asked[is_kept]}, found {len(right[is_kept])}, "
              f"dated inside the gold days {sum(right[is_kept])}")  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
