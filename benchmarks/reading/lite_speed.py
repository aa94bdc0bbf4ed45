"""Time the lite reader beside a bare look-up of words and a bare scan with the same automaton.

Run: python benchmarks/reading/lite_speed.py [FOLDER OF TEXTS]

The texts are read one after the other, several rounds, on one core, after the tables are loaded.
The texts that ship with this benchmark are the worst case: nearly every sentence of theirs tells
an act between states. "sports page" stands for ordinary news: one text in ten of theirs among
nine of the same length that name states but tell no such act.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.reading import load_article
from goodoffices.reading.lite import open_lite_reader
from goodoffices.reading.lite_scan import Scanner
from goodoffices.world import load_world

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading import Article

TEXTS = Path(__file__).resolve().parent / "texts"
N_ROUNDS = 5
MIN_WORDS = 100_000
PLAIN = (
    "The harvest was good this year, and farmers in the valley expect prices to hold until the "
    "spring. Officials in France opened a new line of the metro, which will carry forty thousand "
    "passengers a day. The museum shows paintings that had not been seen for half a century, among "
    "them three from Spain. Engineers said that the bridge needs new bolts and a coat of paint. "
    "The home side won by two goals after a slow first half, and its coach was pleased with the "
    "young players who came from Brazil and Ghana last summer. Rain is likely in the west. "
)


def main(arguments: list[str]) -> int:
    """Print words per second of each arm on both mixes of text."""
    folder = Path(arguments[0]) if arguments else TEXTS
    dense = [load_article(f.read_bytes(), name=f.name) for f in sorted(folder.glob("*.txt"))]
    plain = [_plain_like(article) for article in dense]
    mixes = {
        "diplomatic texts (worst case)": dense,
        "ordinary news (one in ten)": [*dense, *(plain * 9)],
    }
    reader = open_lite_reader()
    scanner = Scanner(load_world(), "en")
    words = {word for text in scanner.forms() for word in text.split()}
    arms: dict[str, Callable[[Article], object]] = {
        "str.split and a set": lambda a: [word for word in a.text.split() if word in words],
        "bare automaton": lambda a: scanner.count(a.text),
        "lite reader": reader.read,
    }
    for mix, articles in mixes.items():
        n_words = sum(len(article.text.split()) for article in articles)
        rounds = max(1, MIN_WORDS // n_words)
        for name, run in arms.items():
            seconds = min(_time(run, articles, rounds) for _ in range(N_ROUNDS))
            print(f"{mix:32} {name:22} {n_words * rounds / seconds:>12,.0f} words/s")
        found = sum(len(reader.read(article).events) for article in articles)
        print(f"{mix:32} {found} events in {n_words:,} words")
    return 0


def _plain_like(article: Article) -> Article:
    from dataclasses import replace

    n = 1 + len(article.text) // len(PLAIN)
    return replace(article, text=(PLAIN * n)[: len(article.text)])


def _time(run: Callable[[Article], object], articles: list[Article], rounds: int) -> float:
    begin = time.process_time()
    for _ in range(rounds):
        for article in articles:
            run(article)
    return time.process_time() - begin


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
