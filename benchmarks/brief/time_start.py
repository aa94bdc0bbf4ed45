"""Times how long it takes to import the package and to print the help, each in a fresh process.

    python benchmarks/brief/time_start.py

Beside them stands an interpreter that does nothing. Goals: 150 ms to import, 250 ms for the help.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

N_RUNS = 15
FORMS = (
    ("nothing", ("-c", "pass")),
    ("import goodoffices", ("-c", "import goodoffices")),
    ("goodoffices --help", ("-m", "goodoffices", "--help")),
)


def main() -> None:
    """Print one line for each form."""
    for name, words in FORMS:
        found = [_milliseconds(words) for _ in range(N_RUNS)]
        print(
            f"{name:<20} least {min(found):.0f} ms, median {statistics.median(found):.0f} ms, "
            f"most {max(found):.0f} ms"
        )


def _milliseconds(words: tuple[str, ...]) -> float:
    begun = time.perf_counter()
    subprocess.run(  # noqa: S603 - our own words
        [sys.executable, *words], stdout=subprocess.DEVNULL, check=True
    )
    return 1000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
