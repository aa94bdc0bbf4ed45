"""Write an actor of ours as coders of the Phoenix dictionaries do: place, then sectors.

Their sectors are finer than ours in some places (armed people of no known command, health,
farming) and coarser in others (a tank or a city has none). ``phoenix_sectors.csv`` holds which noun
belongs to which sector there: facts of the convention, in our own words.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

__all__ = ["phoenix_place", "phoenix_sector"]

_TABLE = Path(__file__).resolve().parent / "phoenix_sectors.csv"
_AFTER_HEAD = frozenset({"in", "of", "from", "at", "near", "for"})
_PLACES = {"gaza": "PSEGZA", "gaza strip": "PSEGZA", "gaza city": "PSEGZA"}
"""Parts of a territory that have a code of their own."""


@cache
def _rows() -> tuple[tuple[frozenset[str], frozenset[str], str], ...]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            (
                frozenset(row["words"].split("|")),
                frozenset(filter(None, row["beside"].split("|"))),
                row["sector"],
            )
            for row in csv.DictReader(file)
        )


def _stems(word: str) -> set[str]:
    """Return a word with what it may be the plural of."""
    found = {word}
    if word.endswith("ies"):
        found.add(word[:-3] + "y")
    if word.endswith("es"):
        found.add(word[:-2])
    if word.endswith("s"):
        found.add(word[:-1])
    return found


def phoenix_sector(role: str, words: str) -> str:
    """Return the sector of an actor that a text calls by these words, ``role`` if no row fits.

    The last word that some row knows decides, with what stands beside it. Capitals inside a name
    ("the Merchants Bridge") are no nouns.

    >>> phoenix_sector("GOV", "Peru's defence minister"), phoenix_sector("MIL", "Peruvian tanks")
    ('GOVMIL', '')
    >>> phoenix_sector("GOV", "Peru's foreign minister")
    'GOV'
    """
    told = re.findall(r"[\w-]+", words)
    beside = {stem for word in told for stem in _stems(word.lower())}
    for place in range(len(told) - 1, -1, -1):
        word = told[place]
        is_head = place == len(told) - 1 or told[place + 1] in _AFTER_HEAD
        for heads, needed, sector in _rows():
            is_noun = is_head or (word.islower() and sector != "")
            fits = needed & beside if needed else is_noun
            if fits and heads & _stems(word.lower()):
                return sector
    return role


def phoenix_place(actor_id: str, name: str) -> str:
    """Return the code of the place that a name means, else that of its state.

    >>> phoenix_place("PSE", "the Gaza Strip"), phoenix_place("PSE", "Ramallah")
    ('PSEGZA', 'PSE')
    """
    return _PLACES.get(name.lower().removeprefix("the "), actor_id)
