"""Full names and other spellings for the people of the table."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from offices.claims import SINGLE_LETTERS, days_between, is_same_name

if TYPE_CHECKING:
    from pathlib import Path

    from offices.claims import Claim

FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "SGP"})
"""States whose people are usually written with the family name first."""
FIRST_NAME = frozenset({"ETH", "ERI"})
"""States whose people are called by their own, first name."""
NO_SURNAME = frozenset(
    [
        "SAU",
        "ARE",
        "QAT",
        "KWT",
        "BHR",
        "OMN",
        "JOR",
        "MAR",
        "BRN",
        "MYS",
        "BTN",
        "TON",
        "LSO",
        "SWZ",
        "MMR",
        "KHM",
        "LAO",
        "VNM",
        "THA",
        "AFG",
        "SOM",
        "MDV",
    ]
)
"""States where the last word of a name is not what people are called by."""
NAME_GAP_DAYS = 400


class Names:
    """Gives each claim its full name and spellings, out of ``names.csv`` and other claims."""

    def __init__(self, path: Path, lines: dict[tuple[str, str], list[Claim]]) -> None:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self._given = {(row["state"], row["given"]): row["person"] for row in rows if row["given"]}
        self._aliases: dict[str, str] = {}
        for row in rows:
            known = self._aliases.get(row["person"], "")
            self._aliases[row["person"]] = "|".join(x for x in (known, row["aliases"]) if x)
        self._lines = lines

    def full(self, claim: Claim) -> Claim:
        """Return the claim with the name in full, as far as it is known."""
        given = self._given.get((claim.state, f"{claim.person} {claim.since[:4]}"))
        given = given or self._given.get((claim.state, claim.person))
        if given:
            return replace(claim, person=given)
        if " " in claim.person and claim.source not in {"reign", "archigos", "factbook"}:
            return claim
        best = claim.person
        for (state, _), line in self._lines.items():
            if state != claim.state:
                continue
            for row in line:
                is_better = row.rank < claim.rank and " " in row.person
                if is_better and is_same_name(claim.person, row.person) and _is_near(row, claim):
                    best = row.person
        best = self._given.get((claim.state, best), best)
        return replace(claim, person=best)

    def row(self, claim: Claim) -> tuple[str, ...]:
        """Return the claim as a row of the table."""
        return (
            claim.person,
            claim.state,
            claim.office,
            claim.since,
            claim.until,
            claim.checked,
            claim.source,
            "|".join(self._spellings(claim)),
            claim.note,
        )

    def _spellings(self, claim: Claim) -> list[str]:
        words = claim.person.split()
        short: list[str] = []
        if len(words) > 1 and claim.state in FAMILY_FIRST | FIRST_NAME:
            short = words[:1]
        elif len(words) > 1 and claim.state not in NO_SURNAME and not _is_number(words[-1]):
            short = [" ".join(words[_surname_at(words) :])]
        plain = _to_ascii(claim.person)
        listed = [*self._aliases.get(claim.person, "").split("|"), *claim.aliases.split("|")]
        found = [*short, plain, *(_to_ascii(name) for name in short), *listed]
        return [x for x in dict.fromkeys(found) if x and x != claim.person]


def _is_near(row: Claim, claim: Claim) -> bool:
    end = claim.until or "2026-12-31"
    return days_between(row.since, end) > -NAME_GAP_DAYS and (
        not row.until or days_between(claim.since, row.until) > -NAME_GAP_DAYS
    )


def _is_number(word: str) -> bool:
    return bool(word) and set(word) <= set("IVX")


def _surname_at(words: list[str]) -> int:
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in {
        "al",
        "el",
        "de",
        "da",
        "van",
        "der",
        "von",
        "di",
        "la",
    }:
        at -= 1
    return at


def _to_ascii(name: str) -> str:
    letters = name.replace("ß", "ss").replace("Ø", "O").replace("Ł", "L").replace("Đ", "D")
    letters = letters.replace("Ə", "A").replace("æ", "ae").replace("þ", "th").replace("ð", "d")
    keep = {
        ord(k): v
        for k, v in {chr(k): v for k, v in SINGLE_LETTERS.items()}.items()
        if k not in "-'"
    }
    plain = unicodedata.normalize("NFKD", letters.translate(keep))
    return plain.encode("ascii", "ignore").decode()
