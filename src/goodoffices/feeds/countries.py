"""From names of countries and organisations in feeds to ids.

A cell of a country column names a country, never a person or a river, so a name that may mean a
state and something else means the state there. What feeds spell in ways of their own stands in
``tables/country_names.csv``; the rest is asked of the world tables on the day of the file.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from goodoffices.feeds.codes import fold_words, rows_of
from goodoffices.world import load_world

if TYPE_CHECKING:
    import datetime as dt

    from goodoffices.records import ActorId

__all__ = ["organisation_of_name", "state_of_name"]

_TURNED = re.compile(r"(.+), (.+ of)")
_OF_PERSONS = {"leader", "office"}
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")


@cache
def _own_spellings() -> dict[str, str]:
    return {fold_words(row["words"]): row["actor_id"] for row in rows_of("country_names")}


def state_of_name(name: str, day: dt.date) -> str | None:
    """Return the state or territory that a country column names, None where it names none.

    Turned names ("Korea, Republic of") are turned back; a remark in brackets at the end is left out
    where the whole name is not known.

    >>> import datetime as dt
    >>> day = dt.date(2018, 6, 1)
    >>> state_of_name("Jordan", day), state_of_name("Russian Federation", day)
    ('JOR', 'RUS')
    >>> state_of_name("Zimbabwe (Rhodesia)", day), state_of_name("Somewhere", day)
    ('ZWE', None)
    """
    own = _own_spellings().get(fold_words(name))
    if own is not None:
        return own
    found = _only(name, day, is_organisation=False)
    turned = _TURNED.fullmatch(name)
    if found is None and turned:
        found = _only(f"{turned[2]} {turned[1]}", day, is_organisation=False)
    shorter = _BRACKET.sub("", name)
    if found is None and shorter and shorter != name:
        return state_of_name(shorter, day)
    return found


def organisation_of_name(name: str, day: dt.date) -> str | None:
    """Return the organisation that a name, or a head of one, stands for; None if none.

    "Ministry (European Union)" belongs to the organisation in its brackets.

    >>> import datetime as dt
    >>> organisation_of_name("European Union", dt.date(2018, 6, 1))
    'EU'
    """
    found = _only(name, day, is_organisation=True)
    inside = _BRACKET.search(name)
    if found is None and inside:
        found = _only(inside[0].strip(" ()"), day, is_organisation=True)
    return found


def _only(name: str, day: dt.date, *, is_organisation: bool) -> str | None:
    world = load_world()
    found: set[ActorId] = set()
    for referent in world.resolve(name, day).candidates:
        actor = referent.actor.id
        if referent.form in _OF_PERSONS:
            continue
        if actor is not None and (world.kind(actor) == "organisation") == is_organisation:
            found.add(actor)
    return str(found.pop()) if len(found) == 1 else None
