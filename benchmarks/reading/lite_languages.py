"""Score the lite reader on sentences of ``lite_sentences.csv`` in five languages.

Run: python benchmarks/reading/lite_languages.py [--errors]

The sentences are our own, in the manner of news agencies; the gold was written with them and
before any reader ran: source>target:root, or <> if both act, and ; between acts. Where the
codebook allows two, "|" stands between them. Sentences of the part ``first`` name one act of
those they tell, so that their precision is not known; the others name all, or none. Errors of the
part ``kept`` are never printed.
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
    from collections.abc import Iterator

    from goodoffices.records import Event

FILE = Path(__file__).resolve().parent / "lite_sentences.csv"
DAY = dt.date(2023, 6, 1)
FIRST, KEPT = "first", "kept"
_GOLD = re.compile(
    r"(?P<source>[A-Z|]+)(?P<sign>>|<>)(?P<target>[A-Z|]+):(?P<roots>\d\d(?:\|\d\d)*)"
)


def main(arguments: list[str]) -> int:
    """Print recall and precision for each part and language, and for all of a part."""
    reader = open_lite_reader()
    counts: dict[tuple[str, str], Counter[str]] = {}
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            part, language, text = row["part"], row["language"], row["text"]
            events = reader.read(
                Article(name="sentence", language=language, published=DAY, text=text)
            ).events
            golds = [gold for gold in row["gold"].split(";") if gold]
            missed = [gold for gold in golds if not any(_is_right(e, gold) for e in events)]
            wrong = [e for e in events if not any(_is_right(e, gold) for gold in golds)]
            for key in ((part, language), (part, "all")):
                counts.setdefault(key, Counter()).update(
                    asked=len(golds), missed=len(missed), told=len(events), wrong=len(wrong)
                )
            if "--errors" in arguments and part != KEPT and (missed or wrong):
                print(part, language, text, missed, [event.what for event in wrong])
    for line in _lines(counts):
        print(line)
    return 0


def _lines(counts: dict[tuple[str, str], Counter[str]]) -> Iterator[str]:
    for (part, language), count in sorted(counts.items()):
        found = f"{count['asked'] - count['missed']} of {count['asked']} acts found"
        right = f"{count['told'] - count['wrong']} of {count['told']} events right"
        yield f"{part:6} {language:4} {found}, {'' if part == FIRST else right}".rstrip(", ")


def _is_right(event: Event, gold: str) -> bool:
    wanted = _GOLD.fullmatch(gold)
    if wanted is None:
        raise AssertionError(gold)
    left, right = set(wanted["source"].split("|")), set(wanted["target"].split("|"))
    sides = {str(a.id) for a in event.source}, {str(a.id) for a in event.target}
    if wanted["sign"] == "<>" or event.is_reciprocal:
        sides = (left, right) if sides == (right, left) else sides
    is_root = event.code[:2] in wanted["roots"].split("|")
    return bool(sides[0] & left and sides[1] & right) and is_root


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
