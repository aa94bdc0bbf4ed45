"""What two states share by geography, language, religion and past rule.

Nothing here is a measure of friendship: a common language or a former common ruler makes it easier
to talk, a common border gives a stake. A value that no source tells is None.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from importlib.resources.abc import Traversable

__all__ = ["SharedRule", "Tie", "Ties", "great_circle_km", "load_ties"]

EARTH_RADIUS_KM = 6378.137
"""Equatorial radius, as in the CEPII distances, so that both agree to the kilometre."""

BRANCH_SOURCE = "language_branches"


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRule:
    """A former state or empire that both belonged to.

    ``low_until`` and ``high_until`` are the year, or year and month, in which it ended for each;
    None for the core of an empire, which did not leave it.
    """

    ruler: str
    low_until: str | None
    high_until: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Standing ties between two states at a date, with ``low < high``; None means not known.

    ``sources`` holds (field, source id) pairs; ``years`` says which year a field describes.
    """

    low: str
    high: str
    distance_km: float | None
    is_contiguous: bool | None
    border: str | None
    shared_languages: tuple[str, ...] | None
    language_branches: tuple[str, ...] | None
    shared_religion: str | None
    shared_religion_branch: str | None
    is_religion_known: bool
    common_rulers: tuple[SharedRule, ...]
    sources: tuple[tuple[str, str], ...]
    years: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Faith:
    religion: str
    branch: str
    year: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Period:
    position: str
    since: str
    until: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """The tie tables in memory; `tie` answers for one pair."""

    capitals: dict[str, tuple[float, float, int, str]]
    languages: dict[str, dict[str, tuple[str, int, str]]]
    faiths: dict[str, _Faith]
    rules: dict[str, dict[str, _Period]]
    borders: dict[tuple[str, str], tuple[tuple[str, str, str], ...]]
    bordered: frozenset[str]
    border_source: str

    def latitude(self, state: str) -> float | None:
        """Return the latitude of the capital of a state in degrees, None where none is known."""
        capital = self.capitals.get(state)
        return None if capital is None else capital[0]

    def tie(self, a: str, b: str, day: dt.date | None = None) -> Tie:
        """Return what two states share on a day; without a day, by the newest rows.

        >>> tie = load_ties().tie("TUR", "KAZ")
        >>> tie.low, tie.high, round(tie.distance_km), tie.is_contiguous, tie.language_branches
        ('KAZ', 'TUR', 3214, False, ('Turkic',))
        """
        low, high = sorted((a, b))
        distance_km, distance_source = self._distance(low, high)
        border = self._border(low, high, day)
        shared, branches, language_sources = self._languages(low, high)
        faiths = (self.faiths.get(low), self.faiths.get(high))
        religion, branch = _shared_faith(*faiths)
        rulers = self._rulers(low, high)
        sources = [("distance_km", distance_source)] if distance_km is not None else []
        sources += [("is_contiguous", self.border_source)] if border is not None else []
        sources += [("shared_languages", source) for source in language_sources]
        sources += [("language_branches", BRANCH_SOURCE)] if branches is not None else []
        sources += [("shared_religion", faith.source) for faith in faiths if faith]
        sources += [("common_rulers", rule.source) for rule in rulers]
        return Tie(
            low=low,
            high=high,
            distance_km=distance_km,
            is_contiguous=None if border is None else border == "land",
            border=border,
            shared_languages=shared,
            language_branches=branches,
            shared_religion=religion,
            shared_religion_branch=branch,
            is_religion_known=None not in faiths,
            common_rulers=rulers,
            sources=tuple(dict.fromkeys(sources)),
            years=self._years(low, high),
        )

    def languages_of(self, state: str) -> tuple[str, ...] | None:
        """Return the official and widely spoken languages of a state, or None if not known.

        >>> load_ties().languages_of("KAZ")
        ('Kazakh', 'Russian')
        """
        known = self.languages.get(state)
        return None if known is None else tuple(sorted(known))

    def distance_km(self, a: str, b: str) -> float | None:
        """Return the distance between two capitals in km, or None if one is not known."""
        return self._distance(a, b)[0]

    def _distance(self, a: str, b: str) -> tuple[float | None, str]:
        here, there = self.capitals.get(a), self.capitals.get(b)
        if here is None or there is None:
            return None, ""
        return great_circle_km(here[0], here[1], there[0], there[1]), here[3]

    def _border(self, low: str, high: str, day: dt.date | None) -> str | None:
        if low not in self.bordered or high not in self.bordered:
            return None
        month = "9999" if day is None else f"{day:%Y-%m}"
        for kind, since, until in self.borders.get((low, high), ()):
            if since <= month and (not until or month <= until):
                return kind
        return "none"

    def _languages(
        self, low: str, high: str
    ) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None, tuple[str, ...]]:
        mine, yours = self.languages.get(low), self.languages.get(high)
        if mine is None or yours is None:
            return None, None, ()
        shared = tuple(sorted(mine.keys() & yours.keys()))
        branches = {row[0] for row in mine.values()} & {row[0] for row in yours.values()}
        rows = (*mine.values(), *yours.values())
        return shared, tuple(sorted(branches)), tuple(sorted({row[2] for row in rows}))

    def _rulers(self, low: str, high: str) -> tuple[SharedRule, ...]:
        mine, yours = self.rules.get(low, {}), self.rules.get(high, {})
        return tuple(
            SharedRule(
                ruler=ruler,
                low_until=mine[ruler].until if mine[ruler].position == "ruled" else None,
                high_until=yours[ruler].until if yours[ruler].position == "ruled" else None,
                source=mine[ruler].source,
            )
            for ruler in sorted(mine.keys() & yours.keys())
        )

    def _years(self, low: str, high: str) -> tuple[tuple[str, int], ...]:
        years = [
            ("distance_km", self.capitals[state][2])
            for state in (low, high)
            if state in self.capitals
        ]
        years += [
            ("shared_languages", row[1])
            for state in (low, high)
            for row in self.languages.get(state, {}).values()
        ]
        years += [
            ("shared_religion", self.faiths[state].year)
            for state in (low, high)
            if state in self.faiths
        ]
        return tuple(sorted(set(years)))


def great_circle_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Return the distance between two points in degrees along the great circle.

    Haversine: ``2 R asin sqrt(sin²(Δφ/2) + cos φa cos φb sin²(Δλ/2))``.

    >>> round(great_circle_km(0.0, 0.0, 0.0, 90.0))
    10019
    """
    a, b = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


@cache
def load_ties() -> Ties:
    """Return the shipped tie tables.

    >>> [rule.ruler for rule in load_ties().tie("KAZ", "AZE").common_rulers]
    ['Soviet Union']
    """
    return read_ties(files("goodoffices.world").joinpath("tables"))


def read_ties(folder: Traversable) -> Ties:
    """Return the tie tables of a folder, so that a user can swap them."""
    languages: dict[str, dict[str, tuple[str, int, str]]] = {}
    for row in _rows(folder, "languages.csv"):
        told = languages.setdefault(row["state"], {})
        told[row["language"]] = (row["branch"], int(row["year"]), row["source"])
    rules: dict[str, dict[str, _Period]] = {}
    for row in _rows(folder, "former_rule.csv"):
        rules.setdefault(row["state"], {})[row["ruler"]] = _Period(
            position=row["position"], since=row["since"], until=row["until"], source=row["source"]
        )
    borders: dict[tuple[str, str], tuple[tuple[str, str, str], ...]] = {}
    border_rows = _rows(folder, "ties_borders.csv")
    for row in border_rows:
        pair = (row["low"], row["high"])
        borders[pair] = (*borders.get(pair, ()), (row["kind"], row["since"], row["until"]))
    return Ties(
        capitals={
            row["state"]: (
                float(row["latitude"]),
                float(row["longitude"]),
                int(row["year"]),
                row["source"],
            )
            for row in _rows(folder, "ties_capitals.csv")
        },
        languages=languages,
        faiths={
            row["state"]: _Faith(
                religion=row["religion"],
                branch=row["branch"],
                year=int(row["year"]),
                source=row["source"],
            )
            for row in _rows(folder, "religions.csv")
        },
        rules=rules,
        borders=borders,
        bordered=frozenset(state for pair in borders for state in pair if state),
        border_source=border_rows[0]["source"] if border_rows else "",
    )


def _rows(folder: Traversable, name: str) -> list[dict[str, str]]:
    text = folder.joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _shared_faith(mine: _Faith | None, yours: _Faith | None) -> tuple[str | None, str | None]:
    if mine is None or yours is None or mine.religion != yours.religion:
        return None, None
    branch = mine.branch if mine.branch and mine.branch == yours.branch else None
    return mine.religion, branch
