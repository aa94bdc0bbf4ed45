"""Write ``world/tables/names.csv``: names of states and cities in ten languages, from CLDR.

Run it in an environment that has Babel (it is no dependency of the package)::

    pip install babel==2.18.0
    python tools/build_world_names.py

It reads ``states.csv`` and the English capitals of ``places.csv``. Names come from CLDR's names of
territories; cities from its names of time zones, as far as a zone is named after a capital.
Corrections and further spellings belong in ``names_hand.csv``, which this script does not touch.

Data: Unicode Common Locale Data Repository, licence Unicode-3.0.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from babel import Locale
from babel.core import get_global

TABLES = Path(__file__).parents[1] / "src" / "goodoffices" / "world" / "tables"
LANGUAGES = ("en", "fr", "es", "ru", "tr", "ar", "kk", "uk", "de", "zh")
HEAD = ("id", "language", "form", "words", "since", "until", "source")

SCRIPTS = {"zh": ("zh", "zh_Hant")}
"""Languages that are printed in two scripts: both forms of each name are taken."""

LEFT_OUT = {"HKG", "MAC", "PSE"}
"""CLDR's names of these are phrases that nobody writes; ``names_hand.csv`` has better ones."""

SAME_AS_ENGLISH = {"fr", "es", "de", "tr"}
"""Where CLDR names no city, these languages write it as English does."""

BIG_CITIES = {"Europe/Istanbul", "America/New_York", "Europe/Zurich", "Asia/Dubai", "Asia/Shanghai"}
"""Zones named after a city that is no capital but often stands in the news."""


def main() -> None:
    """Write the table."""
    with (TABLES / "states.csv").open(encoding="utf-8") as lines:
        states = [row for row in csv.DictReader(lines) if row["iso2"] and row["kind"] != "former"]
    rows = [row for language in LANGUAGES for row in rows_of(language, states)]
    with (TABLES / "names.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEAD)
        writer.writerows(rows)
    print(f"{len(rows)} rows in {TABLES / 'names.csv'}")


def rows_of(language: str, states: list[dict[str, str]]) -> list[tuple[str, ...]]:
    """Return the rows of one language: names of states, then cities."""
    rows = []
    for code in SCRIPTS.get(language, (language,)):
        found = rows_of_locale(language, Locale.parse(code), states)
        taken = {(row[0], word) for row in rows for word in row[3].split("|")}
        rows += [row for row in found if (row[0], row[3]) not in taken]
    return rows


def rows_of_locale(
    language: str, locale: Locale, states: list[dict[str, str]]
) -> list[tuple[str, ...]]:
    """Return the rows that one locale gives to a language."""
    names = {}
    for state in states:
        name = locale.territories.get(state["iso2"])
        if name and state["id"] not in LEFT_OUT:
            names[state["id"]] = "|".join(variants(name))
    taken = set(names.values())
    rows = [(i, language, "name", words, "", "", "cldr") for i, words in names.items()]
    for actor_id, form, city in cities(locale, states):
        if city not in taken:
            rows.append((actor_id, language, form, city, "", "", "cldr"))
    return rows


def variants(name: str) -> list[str]:
    """Return a CLDR name, and "Myanmar (Burma)" as two names.

    >>> variants("Myanmar (Burma)"), variants("Congo - Kinshasa")
    (['Myanmar', 'Burma'], ['Congo - Kinshasa'])
    """
    found = re.fullmatch(r"(.+?) \((.+)\)", name)
    return [found[1], found[2]] if found else [name]


def cities(locale: Locale, states: list[dict[str, str]]) -> list[tuple[str, str, str]]:
    """Return (state, form, city) for zones named after a capital or a big city."""
    capitals = english_capitals()
    by_iso2 = {state["iso2"]: state["id"] for state in states}
    found = []
    for zone, iso2 in sorted(get_global("zone_territories").items()):
        actor_id = by_iso2.get(iso2)
        english = zone.rpartition("/")[2].replace("_", " ")
        is_capital = english in capitals.get(actor_id or "", set())
        city = locale.time_zones.get(zone, {}).get("city")
        if city is None and locale.language in SAME_AS_ENGLISH:
            city = english
        if actor_id and city and (is_capital or zone in BIG_CITIES):
            found.append((actor_id, "capital" if is_capital else "city", city))
    return found


def english_capitals() -> dict[str, set[str]]:
    """Return the English names of present capitals by state."""
    found: dict[str, set[str]] = {}
    with (TABLES / "places.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["form"] == "capital" and row["language"] == "en" and not row["until"]:
                found.setdefault(row["id"], set()).update(row["words"].split("|"))
    return found


if __name__ == "__main__":
    main()
