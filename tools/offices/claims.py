"""One claim that a person held an office, and how to tell that two claims name one person."""

from __future__ import annotations

import csv
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = (
    "person",
    "state",
    "office",
    "since",
    "until",
    "checked",
    "source",
    "aliases",
    "note",
)
SINGLE_LETTERS = str.maketrans(
    {"\u0131": "i", "ø": "o", "ł": "l", "đ": "d", "ə": "a", "-": " ", "'": ""}
)
FIRST_FULL_DAY = "1990-01-02"
"""Since the day before all offices are listed, earlier only who led each state."""
ALIKE = 0.8
"""Names that are spelt this alike name one holder of one office at one time."""
PARTICLES = frozenset(
    [
        "al",
        "bin",
        "ibn",
        "bint",
        "el",
        "de",
        "da",
        "van",
        "von",
        "ben",
        "of",
        "the",
        "i",
        "ii",
        "iii",
        "iv",
        "vi",
        "x",
        "dr",
        "jr",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A source says that ``person`` held ``office`` from ``since`` to the day before ``until``."""

    person: str
    state: str
    office: str
    since: str
    until: str
    checked: str
    source: str
    rank: int
    aliases: str = ""
    note: str = ""

    @property
    def is_listed(self) -> bool:
        """Say whether the table lists the tenure: leaders since 1945, others since 1990."""
        is_leader = self.office == "leader"
        return is_leader or not self.until or self.until >= FIRST_FULL_DAY


def read_claims(path: Path, *, rank: int) -> list[Claim]:
    """Return the claims of a CSV with the columns of the table (missing ones are blank)."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Claim(
                person=row["person"],
                state=row["state"],
                office=row["office"],
                since=row["since"],
                until=row["until"] or "",
                checked=row.get("checked") or "",
                source=row["source"],
                rank=rank + (rank > 0 and row["source"] == "factbook"),
                aliases=row.get("aliases") or "",
                note=row.get("note") or "",
            )
            for row in csv.DictReader(file)
        ]


def fold_name(name: str) -> list[str]:
    """Return the words of a name without case, accents and apostrophes.

    >>> fold_name("Recep Tayyip Erdoğan")
    ['recep', 'tayyip', 'erdogan']
    """
    plain = unicodedata.normalize("NFKD", name.lower().translate(SINGLE_LETTERS))
    return re.sub(r"[^a-z ]", "", plain.encode("ascii", "ignore").decode()).split()


def is_same_person(one: str, other: str) -> bool:
    """Say whether two names of holders of one office at one time may be one person.

    >>> is_same_person("Erdogan", "Recep Tayyip Erdoğan"), is_same_person("Bush", "Bill Clinton")
    (True, False)
    """
    left, right = fold_name(one), fold_name(other)
    a, b = set(left) - PARTICLES, set(right) - PARTICLES
    if not a or not b:
        return left == right
    shared = len(a & b)
    if SequenceMatcher(None, " ".join(sorted(a)), " ".join(sorted(b))).ratio() > ALIKE:
        return True
    return shared > 1 or (shared == 1 and (min(len(a), len(b)) == 1 or left[-1] == right[-1]))


def is_same_name(short: str, full: str) -> bool:
    """Say whether the first name can be a shorter form of the second.

    >>> is_same_name("Erdogan", "Recep Tayyip Erdoğan")
    True
    >>> is_same_name("Asif Ali Zardari", "Bilawal Bhutto Zardari")
    False
    """
    left, right = fold_name(short), fold_name(full)
    a, b = set(left) - PARTICLES, set(right) - PARTICLES
    if len(a) > 1:
        return len(a & b) > 1
    return bool(a) and a <= b


def to_day(text: str) -> dt.date:
    """Return the day that a date of the table stands for; a month or year stands for its first day.

    >>> to_day("2014-08")
    datetime.date(2014, 8, 1)
    """
    year, month, day = [*(int(part) for part in text.split("-")), 1, 1][:3]
    return dt.date(year, month, day)


def days_between(one: str, other: str) -> int:
    """Return the days from one date of the table to another.

    >>> days_between("2014-08-28", "2014-09")
    4
    """
    return (to_day(other) - to_day(one)).days
