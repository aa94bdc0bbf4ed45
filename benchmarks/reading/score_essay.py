"""Score the reader on the founding essay, which lies outside the repository.

Run: python benchmarks/reading/score_essay.py [FOLDER]
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from scoring import is_date_right, read_gold, score

from goodoffices.reading import load_article, open_reader

PUBLISHED = dt.date(2016, 7, 5)
HERE = Path(__file__).resolve().parent
DEFAULT_FOLDER = HERE.parents[2] / "shared" / "data" / "seed"
GOALS = "goals of the first version: 14 of 28, precision 0.70"


def main(arguments: list[str]) -> int:
    """Print each gold event with what was found for it, then recall and precision."""
    folder = Path(arguments[0]) if arguments else DEFAULT_FOLDER
    texts = sorted(folder.glob("*.txt")) if folder.is_dir() else []
    if not texts:
        print(f"the essay is not here ({folder}): nothing was scored")
        return 0
    article = load_article(texts[0].read_bytes(), name=texts[0].name, published=PUBLISHED)
    reading = open_reader().read(article)
    gold = read_gold(HERE / "essay_gold.csv")
    result = score(reading.events, gold)
    for row in gold:
        sides = f"{'|'.join(sorted(row.sources))} -> {'|'.join(sorted(row.targets))}"
        print(f"{row.id:>3} {sides:16} {row.note:42} {result.found.get(row.id, '-')}")
    for line in result.wrong:
        print(f"wrong: {line}")
    print(f"found {len(result.found)} of {result.n_gold}, precision {result.precision:.2f} "
          f"({result.n_pairs} pairs); {GOALS}")  # fmt: skip
    dated = [row for row in gold if row.date and row.id in result.events]
    right = sum(is_date_right(row, result.events[row.id]) for row in dated)
    print(f"dates right where the text gives one: {right} of {len(dated)}")
    for one in reading.statements:
        print(f"statement: {one.what}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
