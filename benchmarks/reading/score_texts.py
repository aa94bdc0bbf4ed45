"""Score the reader on the news-like texts in ``texts/``, whose gold was made before any reading.

Run: python benchmarks/reading/score_texts.py [--errors]

Texts 01-32 are for development: ``--errors`` shows what was missed and wrong in them. Those from 33
on are held out: only their figures are ever printed. 01-20, 21-26 and 27-32 are told apart, as
rules were written for the earlier ones long before anybody read the later ones.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from scoring import Score, is_date_right, read_gold, score

from goodoffices.reading import load_article, open_reader

TEXTS = Path(__file__).resolve().parent / "texts"
SETS = {
    "development (01-20)": 1,
    "development (21-26)": 21,
    "development (27-32)": 27,
    "held out (33-44)": 33,
}
"""Each set of texts by the number of its first one; the last set is held out."""
FIRST_HELD_OUT = SETS["held out (33-44)"]
N_RESAMPLES = 2000
SEED = 7


def main(arguments: list[str]) -> int:
    """Print recall, precision and dates for each text, then for each set with intervals."""
    reader = open_reader()
    sets: dict[str, list[Score]] = {name: [] for name in SETS}
    dates: dict[str, list[bool]] = {name: [] for name in SETS}
    for file in sorted(TEXTS.glob("*.txt")):
        gold = read_gold(file.with_suffix(".gold.csv"))
        article = load_article(file.read_bytes(), name=file.name)
        result = score(reader.read(article).events, gold)
        number = int(file.name[:2])
        part = [name for name, first in SETS.items() if first <= number][-1]
        sets[part].append(result)
        rows = {row.id: row for row in gold}
        right = [
            is_date_right(rows[key], event)
            for key, event in result.events.items()
            if rows[key].date
        ]
        dates[part] += right
        print(
            f"{file.stem:28} {len(result.found):>3} of {result.n_gold:>3}  precision "
            f"{result.precision:.2f} of {result.n_pairs:>3} pairs  dates {sum(right)}/{len(right)}"
        )
        if "--errors" in arguments and number < FIRST_HELD_OUT:
            _print_errors(result)
    for name, scores in sets.items():
        if not scores:
            print(f"{name}: no such texts are here")
            continue
        told = dates[name]
        print(f"{name}: {_totals(scores)}; dates right {sum(told)} of {len(told)}")
    return 0


def _print_errors(result: Score) -> None:
    for row in result.missed:
        sides = f"{'|'.join(sorted(row.sources))} -> {'|'.join(sorted(row.targets))}"
        print(f"    missed {row.id} {sides} {'|'.join(sorted(row.roots))} {row.note}")
    for line in result.wrong:
        print(f"    wrong  {line[:160]}")


def _totals(scores: list[Score]) -> str:
    """Return recall, precision and F1 with 95 % intervals over resampled texts."""
    chance = random.Random(SEED)  # noqa: S311 - a bootstrap, no secret
    draws = [_figures(chance.choices(scores, k=len(scores))) for _ in range(N_RESAMPLES)]
    words = []
    for place, name in enumerate(("recall", "precision", "F1")):
        spread = sorted(draw[place] for draw in draws)
        low, high = spread[int(0.025 * N_RESAMPLES)], spread[int(0.975 * N_RESAMPLES)]
        words.append(f"{name} {_figures(scores)[place]:.3f} [{low:.3f}, {high:.3f}]")
    return ", ".join(words)


def _figures(scores: list[Score]) -> tuple[float, float, float]:
    recall = sum(len(one.found) for one in scores) / max(1, sum(one.n_gold for one in scores))
    n_pairs = sum(one.n_pairs for one in scores)
    precision = 1 - sum(len(one.wrong) for one in scores) / n_pairs if n_pairs else 0.0
    total = recall + precision
    return recall, precision, 2 * recall * precision / total if total else 0.0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
