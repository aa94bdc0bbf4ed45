"""Score UniversalPetrarch on the parses that a PETRARCH gold file brings, and on our parses.

Run: python benchmarks/reading/score_given_parses.py --peers FOLDER [--petr-gsr FILE]

No reader is given the parses of the file; what the peer makes of them tells how much of its loss on
raw text is due to the parse. Prints totals of the peer only, for all sentences and by part.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bench_parts import pick
from bench_reader import Raw
from gold_formats import read_gsr
from reader_measures import print_table, score_gsr
from reader_universalpetrarch import coded, open_universalpetrarch
from score_reader import SHARED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench_parts import Part
    from bench_reader import Coded
    from gold_formats import GsrItem
    from reader_universalpetrarch import UniversalPetrarch

_PARTS: tuple[Part, ...] = ("all", "dev", "validation")


def _given(peer: UniversalPetrarch, items: Sequence[GsrItem]) -> list[tuple[Coded, ...]]:
    """Return what the peer makes of the parses of the file."""
    found = peer.rows((item.parse, item.text, f"{item.day:%Y%m%d}") for item in items)
    return [tuple(map(coded, rows)) for rows in found]


def main() -> int:
    """Print one table a part."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--peers", type=Path, required=True, help="folder that peers.sh made")
    parser.add_argument("--petr-gsr", type=Path,
                        default=SHARED / "reading" / "PETR2_GSR_validation.xml")  # fmt: skip
    arguments = parser.parse_args()
    peer = open_universalpetrarch(arguments.peers)
    if peer is None or not arguments.petr_gsr.is_file():
        print(f"needed: the peer, and {arguments.petr_gsr}")
        return 2
    for part in _PARTS:
        items = pick(read_gsr(arguments.petr_gsr), part)
        raw = [Raw(text=item.text, day=item.day, manner="petr") for item in items]
        columns = {"parses of the file": _given(peer, items), "parses of our model": peer.code(raw)}
        print(f"\n{part}: {len(items)} sentences")
        print_table({
            name: {one.name: one for one in score_gsr(items, events)}
            for name, events in columns.items()
        })  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
