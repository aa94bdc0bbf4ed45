"""Loads the slots of a made feed, group by group, merging as it goes; to be killed at any moment.

Run: python tests/crash/feed_loader.py FOLDER N_SLOTS SLOTS_PER_COMMIT ROWS
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "ledger"))
from feed_slots import MINUTES, a_report, a_slot

from goodoffices.ledger import open_store

START = dt.datetime(2016, 6, 28, tzinfo=dt.UTC)
COMPACT_EVERY = 4
NOTED = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)


def made_slot(number: int, n_rows: int):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """Return a slot whose counts all follow from its number."""
    opens = START + dt.timedelta(minutes=MINUTES * number)
    reports = [
        a_report(f"{number}-{row}", source="TUR" if row % 2 else "RUS") for row in range(n_rows)
    ]
    return a_slot(opens, reports, n_rejected=number % 3, n_mentions=n_rows * 2)


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Load all groups, and merge the months after every few."""
    folder = arguments[0]
    n_slots, per_commit, n_rows = map(int, arguments[1:])
    with open_store(folder, mode="write", clock=lambda: NOTED) as store:
        _say("open")
        for group, start in enumerate(range(0, n_slots, per_commit)):
            numbers = range(start, min(start + per_commit, n_slots))
            results = store.load_feed([made_slot(one, n_rows) for one in numbers], parser="1")
            if group % COMPACT_EVERY == 0 and results[0].status != "unchanged":
                store.compact()
        store.compact()
        _say("done")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
