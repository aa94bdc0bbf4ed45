"""Score readers on the same files, side by side.

Run: python benchmarks/reading/score_reader.py --reader ours --reader floor --part dev

A file that is not there is named and its measures are left out. ``--part validation`` is the
private third: every look is written to ``validation_looks.csv`` with its reason.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench_parts import note_look, pick
from bench_tasks import TASKS, Settings, time_reader
from gold_formats import read_class, read_gsr, read_ner, read_plv
from gold_plover import read_plover
from reader_choice import READERS, open_readers
from reader_measures import print_table

from goodoffices.errors import GoodOfficesError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader_measures import Measure

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[2] / "shared" / "data"
LOOKS = HERE / "validation_looks.csv"
FILES = {
    "plv": (read_plv, "PLV_train.tsv", "spans and PLOVER roots"),
    "cameo_class": (read_class, "cameo_class_train.tsv", "sentences with a class 0-4"),
    "ner": (read_ner, "cameo_ner_train.txt", "BIO tags of source and target"),
    "petr_gsr": (read_gsr, "PETR2_GSR_validation.xml", "sentences with CAMEO codings"),
    "plover_gsr": (read_plover, None, "PLOVER gold records (no default)"),
}


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    for option, (_, name, what) in FILES.items():
        default = SHARED / "reading" / name if name else None
        parser.add_argument(f"--{option.replace('_', '-')}", type=Path, default=default, help=what)
    folder = SHARED / "dictionaries"
    parser.add_argument(
        "--dictionaries", type=Path, default=folder, help="for floor and PETRARCH gold"
    )
    parser.add_argument("--peers", type=Path, help="folder that peers.sh made")
    parser.add_argument("--plv-train", type=Path, default=SHARED / "reading" / "PLV_train.tsv",
                        help="the file that the arm learns from (its open two thirds)")  # fmt: skip
    parser.add_argument("--reader", action="append", choices=READERS, help="may be repeated")
    parser.add_argument("--part", choices=("all", "dev", "validation"), default="dev")
    parser.add_argument("--reason", default="", help="why the private third is looked at")
    parser.add_argument("--only", action="append", choices=sorted(FILES), help="only these files")
    parser.add_argument("--errors", type=int, default=0, help="print so many errors (dev only)")
    parser.add_argument("--samples", type=int, default=1000, help="bootstrap samples")
    parser.add_argument("--day", type=dt.date.fromisoformat, default=dt.date(2018, 1, 1),
                        help="day of the sentences that have none")  # fmt: skip
    parser.add_argument("--speed", action="store_true", help="time the readers on one core")
    arguments = parser.parse_args(argv)
    if arguments.part == "validation" and (arguments.errors or not arguments.reason):
        parser.error("the private third needs --reason, and its errors are never shown")
    arguments.reader = arguments.reader or ["ours"]
    return arguments


def _load(arguments: argparse.Namespace) -> dict[str, Sequence[Any]]:
    """Return the items of the part by file; say which files are not there."""
    gold: dict[str, Sequence[Any]] = {}
    for option, (read, _, _) in FILES.items():
        path = getattr(arguments, option)
        if path is None or (arguments.only and option not in arguments.only):
            continue
        if not path.is_file():
            print(f"{path} is not there: its measures are left out")
            continue
        items: Sequence[Any] = read(path)
        gold[option] = pick(items, arguments.part)
        print(f"{path.name}: {len(gold[option])} of {len(items)} items ({arguments.part})")
    return gold


def main(argv: Sequence[str]) -> int:
    """Print one table: a row per measure, a column per reader."""
    arguments = _arguments(argv)
    try:
        gold = _load(arguments)
        readers = open_readers(arguments)
        if arguments.part == "validation":
            today = dt.datetime.now(tz=dt.UTC).date()
            names = [reader.name for reader in readers]
            note_look(LOOKS, day=today, readers=names, reason=arguments.reason)
            print(f"the private third was looked at: noted in {LOOKS.name}")
        settings = Settings(day=arguments.day, samples=arguments.samples, n_errors=arguments.errors)
        columns: dict[str, dict[str, Measure]] = {}
        for reader in readers:
            found = columns.setdefault(reader.name, {})
            for option, items in gold.items():
                for measure in TASKS[option](reader, items, settings):
                    found[measure.name] = measure
            if arguments.speed:
                for measure in time_reader(reader, gold, settings):
                    found[measure.name] = measure
    except GoodOfficesError as error:
        print(f"score_reader: {error}", file=sys.stderr)
        return 1
    print_table(columns)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
