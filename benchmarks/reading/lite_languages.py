"""Score the lite reader on sentences of ``lite_sentences.csv`` in four languages.

Run: python benchmarks/reading/lite_languages.py [--errors]

The sentences are our own, in the manner of news agencies; the gold was written with them and
before any reader ran. One act a sentence is asked for: source>target:root, or <> if both act.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.reading import Article
from goodoffices.reading.lite import open_lite_reader

if TYPE_CHECKING:
    from goodoffices.records import Event

FILE = Path(__file__).resolve().parent / "lite_sentences.csv"
DAY = dt.date(2023, 6, 1)
_GOLD = re.compile(r"(?P<source>[A-Z|]+)(?P<sign>>|<>)(?P<target>[A-Z|]+):(?P<root>\d\d)")


def main(arguments: list[str]) -> int:
    """Print recall and precision for each language and for all."""
    reader = open_lite_reader()
    found: Counter[str] = Counter()
    told: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            language, text = row["language"], row["text"]
            events = reader.read(
                Article(name="sentence", language=language, published=DAY, text=text)
            ).events
            right = [event for event in events if _is_right(event, row["gold"])]
            for key in (language, "all"):
                asked[key] += 1
                found[key] += bool(right)
                told[key] += len(events)
            if "--errors" in arguments and not right:
                print(language, text, row["gold"], [event.what for event in events])
    for key, count in asked.items():
        print(f"{key}: {found[key]} of {count} acts found, {told[key]} events told")
    return 0


def _is_right(event: Event, gold: str) -> bool:
    wanted = _GOLD.fullmatch(gold)
    if wanted is None:
        raise AssertionError(gold)
    left, right = set(wanted["source"].split("|")), set(wanted["target"].split("|"))
    sides = {str(a.id) for a in event.source}, {str(a.id) for a in event.target}
    if wanted["sign"] == "<>" or event.is_reciprocal:
        sides = (left, right) if sides == (right, left) else sides
    return bool(sides[0] & left and sides[1] & right) and event.code[:2] == wanted["root"]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
