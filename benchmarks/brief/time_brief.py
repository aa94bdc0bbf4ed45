"""Times the whole ``goodoffices brief`` command with its page, each run in a fresh process.

    python benchmarks/brief/time_brief.py out/store

Prints the median and the slowest of some runs for each form; the goal is under 3 s. The store is
one that ``make brief`` made.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

N_RUNS = 5
PAIRS = (("TUR", "RUS", "2016-07-05"), ("SAU", "IRN", "2023-04-01"), ("BRA", "JPN", "2016-07-05"))


def main(store: Path) -> None:
    """Print one line for each pair and form."""
    with tempfile.TemporaryDirectory() as folder:
        page = str(Path(folder) / "brief.html")
        for pair in PAIRS:
            for form, options in (("text", []), ("text and page", ["--html", page])):
                seconds = [_seconds(store, pair, options) for _ in range(N_RUNS)]
                print(
                    f"{pair[0]} {pair[1]} {pair[2]}  {form:<14} median "
                    f"{statistics.median(seconds):.2f} s, slowest {max(seconds):.2f} s"
                )


def _seconds(store: Path, pair: tuple[str, str, str], options: list[str]) -> float:
    command = [
        sys.executable,
        "-m",
        "goodoffices",
        "--store",
        str(store),
        "brief",
        pair[0],
        pair[1],
    ]
    started = time.perf_counter()
    subprocess.run(  # noqa: S603 - our own program
        [*command, "--as-of", pair[2], *options], check=True, capture_output=True
    )
    return time.perf_counter() - started


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out/store"))
