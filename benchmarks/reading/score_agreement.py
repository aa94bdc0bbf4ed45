"""Measure how often readers code what UniversalPetrarch does, on sentences without such a gold.

Run: python benchmarks/reading/score_agreement.py --peers FOLDER --reader ours --reader floor

The gold of the PETRARCH file was made from the output of that coder, and has few sentences; its
habits show on the open two thirds of the other public files, which nobody coded for it. This is no
accuracy: where the peer is wrong, agreement is a mistake.
"""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench_parts import pick
from bench_reader import Raw, country_of
from gold_formats import GsrItem
from reader_choice import open_readers
from reader_measures import SAMPLES, print_table, score_gsr
from reader_universalpetrarch import open_universalpetrarch
from score_reader import FILES, SHARED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench_reader import Coded

_SENTENCES = ("plv", "cameo_class", "ner")
_DAY = dt.date(2014, 1, 1)
"""A day on which the leaders in the dictionaries of the peer are in office."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--peers", type=Path, required=True, help="folder that peers.sh made")
    parser.add_argument("--dictionaries", type=Path, default=SHARED / "dictionaries")
    parser.add_argument("--reader", action="append", choices=("ours", "lite", "floor"))
    parser.add_argument("--longest", type=int, default=22, help="words of a short sentence")
    arguments = parser.parse_args()
    arguments.reader = arguments.reader or ["ours"]
    return arguments


def _texts() -> list[str]:
    """Return the different sentences of the open two thirds of the files that are there."""
    found: set[str] = set()
    for option in _SENTENCES:
        read, name, _ = FILES[option]
        path = SHARED / "reading" / str(name)
        if path.is_file():
            items: Sequence[Any] = read(path)
            found |= {item.text for item in pick(items, "dev")}
    return sorted(found)


def _items(texts: Sequence[str], coded: Sequence[Sequence[Coded]]) -> Iterator[GsrItem]:
    """Yield what the peer codes between two known sides as if it were gold."""
    for line, (text, events) in enumerate(zip(texts, coded, strict=True)):
        known = {
            (event.source, event.target, event.code)
            for event in events
            if country_of(event.source) and country_of(event.target)
            if event.source != event.target
        }
        yield GsrItem(id=str(line), text=text, day=_DAY, events=frozenset(known), line=line)


def main() -> int:
    """Print the agreement on all sentences and on the short ones."""
    arguments = _arguments()
    peer = open_universalpetrarch(arguments.peers)
    if peer is None:
        return 1
    raws = [Raw(text=text, day=_DAY, manner="petr") for text in _texts()]
    items = list(_items([raw.text for raw in raws], peer.code(raws)))
    is_short = [len(item.text.split()) <= arguments.longest for item in items]
    columns = {}
    for reader in open_readers(arguments):
        coded = reader.code(raws)
        rows = list(zip(items, coded, is_short, strict=True))
        found = columns.setdefault(reader.name, {})
        for name, some in (("all", rows), ("short", [row for row in rows if row[2]])):
            gold, answers = [item for item, _, _ in some], [events for _, events, _ in some]
            for measure in score_gsr(gold, answers, SAMPLES):
                label = measure.name.replace("PETR gold", f"agreement, {name}")
                found[label] = measure
    print_table(columns)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
