"""From the actor codes of others to ours: CAMEO actors and types, FIPS places, state numbers.

GDELT, ICEWS and Phoenix name states by three letters that are mostly ISO 3166; what differs, and
the organisations we know, stand in ``tables/cameo_actors.csv``. Regions and religions place nobody.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from goodoffices.world import load_world

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "actor_of_cameo",
    "cameo_actors",
    "cameo_roles",
    "fips_states",
    "fold_words",
    "role_of_cameo",
    "rows_of",
    "state_of_cow",
    "state_of_fips",
    "state_of_gw",
]


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the tables of codes beside this file."""
    text = files(__package__).joinpath("tables", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def cameo_actors() -> Mapping[str, str]:
    """Return the actor of each CAMEO country and group code that names one."""
    world = load_world()
    known = {
        str(entity.id): str(entity.id)
        for entity in world.entities()
        if len(str(entity.id)) == 3  # noqa: PLR2004
    }
    return known | {row["code"]: row["actor_id"] for row in rows_of("cameo_actors")}


def actor_of_cameo(code: str) -> str | None:
    """Return the id of the actor that a CAMEO country or group code names, None for regions.

    >>> actor_of_cameo("ROM"), actor_of_cameo("UNO"), actor_of_cameo("AFR")
    ('ROU', 'UN', None)
    """
    return cameo_actors().get(code)


@cache
def cameo_roles() -> Mapping[str, str]:
    """Return the PLOVER sector of each CAMEO type code."""
    return {row["code"]: row["role"] for row in rows_of("cameo_types")}


def role_of_cameo(code: str) -> str:
    """Return the PLOVER sector of a CAMEO type code, "" where there is none.

    >>> role_of_cameo("SEP"), role_of_cameo("")
    ('REB', '')
    """
    return cameo_roles().get(code, "")


@cache
def fips_states() -> Mapping[str, str]:
    """Return the state or territory of each FIPS 10-4 code."""
    return {row["code"]: row["actor_id"] for row in rows_of("fips")}


def state_of_fips(code: str) -> str | None:
    """Return the state or territory of a FIPS 10-4 code, None where the tables know none.

    >>> state_of_fips("GM"), state_of_fips("OS")
    ('DEU', None)
    """
    return fips_states().get(code)


@cache
def _cow() -> dict[str, str]:
    return {row["cow"]: row["iso3"] for row in rows_of("cow_codes")}


@cache
def _gw() -> dict[str, str]:
    return _cow() | {row["code"]: row["actor_id"] for row in rows_of("gw_differs")}


def state_of_cow(number: str) -> str | None:
    """Return the state of a Correlates of War number, None where the table has none.

    >>> state_of_cow("640"), state_of_cow("970"), state_of_cow("999")
    ('TUR', 'NRU', None)
    """
    return _cow().get(number.strip())


def state_of_gw(number: str) -> str | None:
    """Return the state of a Gleditsch-Ward number; some differ from Correlates of War.

    >>> state_of_gw("640"), state_of_gw("970"), state_of_gw("678")
    ('TUR', 'KIR', 'YEM')
    """
    return _gw().get(number.strip())


def fold_words(text: str) -> str:
    """Return a text as names of acts, sectors and countries are compared: letters and digits only.

    >>> fold_words("Meet at a 'third' location")
    'meet at a third location'
    """
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
