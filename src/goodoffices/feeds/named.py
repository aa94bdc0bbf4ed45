"""Who a bare name of ICEWS stands for: a state, "Ministry (Turkey)", an organisation, a person.

Quadruples have no column for the country or the sector, only the name. What stands before a bracket
is a part of the state in it, as the country column of the yearly files says, and its words tell the
part (``tables/icews_words.csv``). A person stands for the state whose office the world tables know
them to hold on the day of the row; before and after that they place nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from goodoffices.feeds.codes import fold_words, rows_of
from goodoffices.feeds.countries import organisation_of_name, state_of_name
from goodoffices.world import load_world

if TYPE_CHECKING:
    import datetime as dt

    from goodoffices.world import Tenure

__all__ = ["Named", "Names", "role_of_words"]

_PART = re.compile(r"(.*\S)\s*\(([^()]+)\)\s*")
_PLURAL = re.compile(r"(?<=[a-z]{3})s\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A state or organisation, None where nobody can be placed, and which part of it acted."""

    actor: str | None
    role: str | None = None


@cache
def _words() -> tuple[tuple[str, str], ...]:
    return tuple((f" {row['words']} ", row["role"]) for row in rows_of("icews_words"))


def role_of_words(words: str) -> str | None:
    """Return the PLOVER sector that words before a bracket tell; of several rows the first counts.

    >>> role_of_words("Defense / Security Ministry"), role_of_words("Armed Rebels")
    ('GOV', 'REB')
    >>> role_of_words("Orchestra") is None
    True
    """
    plain = f" {_PLURAL.sub('', fold_words(words))} "
    whole = f" {fold_words(words)} "
    return next((role for one, role in _words() if one in plain or one in whole), None)


@dataclass(slots=True)
class Names:
    """Places the names of a file that spans days from ``first`` to ``last``.

    States and organisations are asked for on both ends, and day by day only where the ends differ;
    persons on the day of each row.
    """

    first: dt.date
    last: dt.date
    _steady: dict[str, Named | None] = field(default_factory=dict)
    _persons: dict[str, tuple[Tenure, ...]] = field(default_factory=dict)

    def named(self, name: str, day: dt.date) -> Named:
        """Return who a name stands for on a day.

        >>> import datetime as dt
        >>> day = dt.date(2010, 5, 1)
        >>> Names(day, day).named("Military (Chad)", day)
        Named(actor='TCD', role='MIL')
        >>> Names(day, day).named("Angela Merkel", day)
        Named(actor='DEU', role='GOV')
        """
        if name not in self._steady:
            ends = {_placed(name, self.first), _placed(name, self.last)}
            self._steady[name] = ends.pop() if len(ends) == 1 else None
        found = self._steady[name] or _placed(name, day)
        return found if found.actor is not None else self._person(name, day)

    def _person(self, name: str, day: dt.date) -> Named:
        if name not in self._persons:
            self._persons[name] = () if "(" in name else load_world().tenures_named(name)
        world = load_world()
        states = {
            tenure.state
            for tenure in self._persons[name]
            if tenure.may_be_on(day) and world.entity(tenure.state).is_there(day)
        }
        if len(states) != 1:
            return Named(actor=None)
        state = str(states.pop())
        return Named(actor=state, role="IGO" if world.kind(state) == "organisation" else "GOV")


def _placed(name: str, day: dt.date) -> Named:
    """Return the state or organisation that a name itself says, alone or in brackets."""
    state = state_of_name(name, day)
    if state is not None:
        return Named(actor=state)
    part = _PART.fullmatch(name)
    inside = state_of_name(part[2], day) if part else None
    if part and inside:
        return Named(actor=inside, role=role_of_words(part[1]))
    return Named(actor=organisation_of_name(name, day))
