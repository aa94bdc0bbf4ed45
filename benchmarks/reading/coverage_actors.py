"""Who acts in the coverage bench: states of the world tables in the forms news names them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

__all__ = ["DAY", "Name", "Place", "draw_places", "name_as_doer", "name_as_target"]

TABLES = Path(__file__).resolve().parents[2] / "src" / "goodoffices" / "world" / "tables"
DAY = "2015-03-02"
"""The day of the sentences: whoever held an office then is named with it."""
_SKIP_WORDS = (
    "GEO JOR TCD COG COD GIN GNB GNQ NER NGA DMA DOM KOR PRK MLI SDN SSD USA GBR ARE CHE CZE "
    "PHL NZL KIR NLD BHS GMB MDV COM SLB MHL CAF MKD VAT MMR TUR CIV SWZ TLS"
)
_SKIP = frozenset(_SKIP_WORDS.split())
"""States whose names are words for others too, or take an article or two forms."""
_WHO = {
    "mil": (("{adj} troops", True), ("{adj} forces", True), ("the {adj} army", False),
            ("the {adj} air force", False)),
    "gunmen": (("{adj} rebels", True), ("gunmen from {name}", True), ("{adj} militants", True)),
    "civ": (("{adj} protesters", True), ("{adj} students", True), ("{adj} workers", True)),
    "police": (("{adj} police", True), ("police in {name}", True)),
    "court": (("{article} {adj} court", False),),
}  # fmt: skip
_STATE = (("{name}", False), ("{name}", False), ("{name}", False), ("the {adj} government", False),
          ("the government of {name}", False), ("{name}'s foreign ministry", False),
          ("{capital}", False), ("{adj} officials", True))  # fmt: skip
_PERSON = (("the {adj} foreign minister", False), ("{adj} Foreign Minister {minister}", False),
           ("{name}'s foreign minister", False), ("the {adj} leader", False))  # fmt: skip
_TARGET = (("{name}", False), ("{name}", False), ("{name}", False), ("the {adj} government", False),
           ("{capital}", False))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A state with its English name, adjective, capital and foreign minister of the day."""

    id: str
    name: str
    adj: str
    capital: str
    minister: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """The words for one side and what they agree with."""

    words: str
    form: str
    is_plural: bool = False
    is_person: bool = False
    is_named: bool = False


def _rows(table: str) -> list[dict[str, str]]:
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _places() -> tuple[Place, ...]:
    members = {r["id"] for r in _rows("states") if r["status"] == "un_member" and not r["until"]}
    words: dict[str, dict[str, str]] = {}
    for row in (*_rows("names"), *_rows("names_hand"), *_rows("places")):
        if row["language"] == "en" and not row["since"] and not row["until"]:
            words.setdefault(row["id"], {}).setdefault(row["form"], row["words"].split("|")[0])
    ministers = {
        row["state"]: row["person"]
        for row in _rows("offices")
        if row["office"] == "foreign_minister" and row["since"] <= DAY < (row["until"] or "9")
    }
    found = (
        Place(id=key, name=own["name"], adj=own["demonym"], capital=own["capital"],
              minister=ministers.get(key, ""))
        for key, own in sorted(words.items())
        if key in members - _SKIP and {"name", "demonym", "capital"} <= own.keys()
    )  # fmt: skip
    return tuple(
        place for place in found
        if place.capital.split()[0] != place.name.split()[0] and not set(place.name) & set("&.-")
    )  # fmt: skip


def draw_places(draw: random.Random, number: int) -> list[Place]:
    """Return so many different states."""
    return draw.sample(_places(), number)


def name_as_doer(draw: random.Random, place: Place, kind: str, *, is_state: bool) -> Name:
    """Return a form of a state that can do what a phrasing tells; ``kind`` is "" or a group."""
    if kind in _WHO and not is_state:
        pattern, is_plural = draw.choice(_WHO[kind])
        return Name(words=_fill(pattern, place), form=kind, is_plural=is_plural)
    forms = [*_STATE[:5]] if is_state or kind else [*_STATE]
    if kind == "any" and not is_state:
        forms = [*_STATE, *_PERSON]
    pattern, is_plural = draw.choice(forms)
    if "minister}" in pattern and not place.minister:
        pattern = "the {adj} foreign minister"
    return Name(
        words=_fill(pattern, place),
        form=pattern,
        is_plural=is_plural,
        is_person="leader" in pattern or ("inister" in pattern and "ministry" not in pattern),
        is_named="{minister}" in pattern,
    )


def name_as_target(draw: random.Random, place: Place) -> Name:
    """Return a form of a state to which something is done."""
    pattern, _ = draw.choice(_TARGET)
    return Name(words=_fill(pattern, place), form=pattern)


def _fill(pattern: str, place: Place) -> str:
    article = "an" if place.adj[0] in "AEIO" else "a"
    return pattern.format(name=place.name, adj=place.adj, capital=place.capital,
                          minister=place.minister, article=article)  # fmt: skip
