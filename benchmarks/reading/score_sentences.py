"""Score readers on single sentences of our own, whose gold was written without any reader.

Run: python benchmarks/reading/score_sentences.py --reader ours --reader lite

The sentences are held out: errors are never shown, and every run is to be noted in RESULTS.md.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench_reader import ROOTS, Raw
from reader_choice import open_readers
from reader_measures import print_table, share_measure

from goodoffices.errors import GoodOfficesError, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench_reader import BenchReader, Coded
    from reader_measures import Measure

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[2] / "shared" / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence and the one event it tells; no categories when it tells none."""

    text: str
    day: dt.date
    sources: frozenset[str]
    targets: frozenset[str]
    categories: frozenset[str]
    is_any_direction: bool


def read_sentences(path: Path) -> list[Sentence]:
    """Return the sentences of a file, or raise ``InputError`` with its line."""
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            try:
                found.append(
                    Sentence(
                        text=row["sentence"],
                        day=dt.date.fromisoformat(row["day"]),
                        sources=_actors(row["source"]),
                        targets=_actors(row["target"]),
                        categories=frozenset(row["category"].split("|")) - {"none"},
                        is_any_direction=row["direction"] == "any",
                    )
                )
            except (KeyError, ValueError) as error:
                raise InputError(f"no sentence: {error}", where=str(path), line=number) from error
    return found


def _actors(cell: str) -> frozenset[str]:
    return frozenset(one for actor in cell.split(";") for one in actor.split("|") if one)


def is_right_pair(event: Coded, gold: Sentence) -> bool:
    """Tell whether both sides of an event are sides of the gold event, the right way round."""
    left, right = _ids(event.source), _ids(event.target)
    is_right = bool(left & gold.sources) and bool(right & gold.targets)
    return is_right or (
        gold.is_any_direction and bool(right & gold.sources) and bool(left & gold.targets)
    )


def _ids(code: str) -> frozenset[str]:
    """Return the ids that an actor code may stand for in the file: a state, a group or nobody."""
    if not code or code.startswith("---"):
        return frozenset({"-"})
    return frozenset({code[3:], code[:3]}) if code.startswith("IGO") else frozenset({code[:3]})


def score(reader: BenchReader, gold: Sequence[Sentence], samples: int) -> list[Measure]:
    """Return recall of pair and of pair and category, precision, and statements taken for acts."""
    coded = reader.code([Raw(text=one.text, day=one.day) for one in gold])
    pairs, full, empty, precise = [], [], [], []
    for one, events in zip(gold, coded, strict=True):
        acts = [e for e in events if e.code[:2] in ROOTS]
        right = [e for e in acts if is_right_pair(e, one)]
        if not one.categories:
            empty.append((float(bool(acts)), 1.0))
            precise.append((0.0, float(len(acts))))
            continue
        fits = [e for e in right if ROOTS[e.code[:2]] in one.categories]
        pairs.append((float(bool(right)), 1.0))
        full.append((float(bool(fits)), 1.0))
        precise.append((float(len(fits)), float(len(acts))))
    return [
        share_measure("pair found", pairs, samples),
        share_measure("pair and category found", full, samples),
        share_measure("events right in pair and category (precision)", precise, samples),
        share_measure("statements coded as events", empty, samples),
    ]


def main(argv: Sequence[str]) -> int:
    """Print one table: a row per measure, a column per reader."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--file", type=Path, default=HERE / "sentences_blind.csv")
    parser.add_argument("--reader", action="append", choices=("ours", "ours-told", "lite", "floor"))
    parser.add_argument("--dictionaries", type=Path, default=SHARED / "dictionaries")
    parser.add_argument("--samples", type=int, default=1000, help="bootstrap samples")
    arguments = parser.parse_args(argv)
    arguments.reader = arguments.reader or ["ours"]
    try:
        gold = read_sentences(arguments.file)
        columns = {
            reader.name: {m.name: m for m in score(reader, gold, arguments.samples)}
            for reader in open_readers(arguments)
        }
    except GoodOfficesError as error:
        print(f"score_sentences: {error}", file=sys.stderr)
        return 1
    print_table(columns)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
