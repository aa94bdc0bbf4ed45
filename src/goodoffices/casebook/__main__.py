"""``python -m goodoffices.casebook FOLDER...`` checks cases and tells what they hold."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from goodoffices.casebook import Case, case_folders, read_case
from goodoffices.errors import GoodOfficesError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["describe", "main"]


def describe(case: Case) -> str:
    """Return a few lines on what a case holds."""
    days = sorted(event.start for event in case.events if event.start)
    span = f"{days[0]} to {days[-1]}" if days else "no dated event"
    steps = Counter(step.step for step in case.measures)
    n_measures = len({step.measure_id for step in case.measures})
    told = ", ".join(f"{n} {name}" for name, n in sorted(steps.items())) or "none"
    return "\n".join(
        [
            f"{case.id}: {case.title} ({', '.join(case.parties)})",
            f"  {len(case.events)} events, {span}",
            f"  {n_measures} measures; steps: {told}",
            f"  {len(case.statements)} statements, {len(case.documents)} addresses",
            f"  {len(case.texts)} texts",
        ]
    )


def main(arguments: Sequence[str]) -> int:
    """Check the folders given, or the shipped cases; return 1 if any is wrong."""
    status = 0
    for folder in arguments or [str(path) for path in case_folders()]:
        try:
            sys.stdout.write(describe(read_case(folder)) + "\n")
        except GoodOfficesError as error:
            sys.stderr.write(f"{folder}: {error}\n")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
