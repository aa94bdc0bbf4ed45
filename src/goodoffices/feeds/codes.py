"""From the actor codes of others to ours: CAMEO countries, groups and types, FIPS places.

GDELT, ICEWS and Phoenix name states by three letters that are mostly ISO 3166; what differs, and
the organisations we know, stand in ``tables/cameo_actors.csv``. Regions and religions place nobody.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from goodoffices.world import load_world

__all__ = ["actor_of_cameo", "role_of_cameo", "state_of_fips"]


def _table(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath("tables", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _cameo() -> dict[str, str]:
    world = load_world()
    known = {
        str(entity.id): str(entity.id)
        for entity in world.entities()
        if len(str(entity.id)) == 3  # noqa: PLR2004
    }
    return known | {row["code"]: row["actor_id"] for row in _table("cameo_actors")}


def actor_of_cameo(code: str) -> str | None:
    """Return the id of the actor that a CAMEO country or group code names, None for regions.

    >>> actor_of_cameo("ROM"), actor_of_cameo("UNO"), actor_of_cameo("AFR")
    ('ROU', 'UN', None)
    """
    return _cameo().get(code)


@cache
def _roles() -> dict[str, str]:
    return {row["code"]: row["role"] for row in _table("cameo_types")}


def role_of_cameo(code: str) -> str:
    """Return the PLOVER sector of a CAMEO type code, "" where there is none.

    >>> role_of_cameo("SEP"), role_of_cameo("")
    ('REB', '')
    """
    return _roles().get(code, "")


@cache
def _fips() -> dict[str, str]:
    return {row["code"]: row["actor_id"] for row in _table("fips")}


def state_of_fips(code: str) -> str | None:
    """Return the state or territory of a FIPS 10-4 code, None where the tables know none.

    >>> state_of_fips("GM"), state_of_fips("OS")
    ('DEU', None)
    """
    return _fips().get(code)
