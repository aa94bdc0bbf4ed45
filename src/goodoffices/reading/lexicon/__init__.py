"""The word tables of the reader: one CSV per idea, read once, written by this project.

``triggers`` says which word is which act and where its sides stand, ``roles`` which noun makes
whom, ``sets`` names groups of words, ``modality`` and ``statements`` the rest.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

__all__ = ["rows", "word_set"]


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``lexicon/<table>.csv`` in order; ``row`` holds the line number.

    >>> rows("boilerplate")[0]["row"]
    'boilerplate:2'
    """
    text = files(__package__).joinpath(f"{table}.csv").read_text(encoding="utf-8")
    reader = csv.DictReader(text.splitlines())
    return tuple({**row, "row": f"{table}:{n}"} for n, row in enumerate(reader, start=2))


@cache
def word_set(name: str) -> frozenset[str]:
    """Return the words of a named set; sets may hold other sets as ``@name``.

    >>> "embargo" in word_set("measure")
    True
    """
    words: set[str] = set()
    for row in rows("sets"):
        if row["set"] == name:
            for word in row["words"].split("|"):
                words |= word_set(word[1:]) if word.startswith("@") else {word}
    return frozenset(words)
