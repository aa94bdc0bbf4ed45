"""Measure how many edited copies are found, how many strangers are taken for copies, and how fast.

Run: python benchmarks/reading/copies.py [--texts 2000] [--words 693]

Texts are drawn word by word from the texts of this benchmark with their frequencies, so that runs
of three words meet by chance. Of each a copy is made in which a share of the words is replaced.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

from goodoffices.reading.copies import group_copies

TEXTS = Path(__file__).resolve().parent / "texts"
SHARES = (0.02, 0.05, 0.10, 0.20)


def main() -> int:
    """Print recall, false pairs and documents per second for each share of changed words."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=int, default=2000)
    parser.add_argument("--words", type=int, default=693)
    asked = parser.parse_args()
    chance = random.Random(5)  # noqa: S311 - a fixed sample, no secret
    words = " ".join(f.read_text(encoding="utf-8") for f in sorted(TEXTS.glob("*.txt"))).split()
    originals = [chance.choices(words, k=asked.words) for _ in range(asked.texts)]
    for share in SHARES:
        texts = {f"a{n}": " ".join(text) for n, text in enumerate(originals)}
        for n, text in enumerate(originals):
            texts[f"b{n}"] = " ".join(_edited(text, share, words, chance))
        began = time.process_time()
        stories = group_copies(texts)
        seconds = time.process_time() - began
        n_found = sum(stories[f"b{n}"] == f"a{n}" for n in range(asked.texts))
        n_false = sum(story[1:] != key[1:] for key, story in stories.items())
        sys.stdout.write(
            f"{share:.0%} changed: {n_found / asked.texts:.3f} found, {n_false} false, "
            f"{len(texts) / seconds:,.0f} documents a second of processor time\n"
        )
    return 0


def _edited(text: list[str], share: float, words: list[str], chance: random.Random) -> list[str]:
    changed = list(text)
    for place in chance.sample(range(len(text)), round(share * len(text))):
        changed[place] = chance.choice(words)
    return changed


if __name__ == "__main__":
    raise SystemExit(main())
