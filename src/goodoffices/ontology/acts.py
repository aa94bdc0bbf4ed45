"""The CAMEO acts and the groups that the phases of a relation are built from."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from goodoffices.errors import UnknownCode

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["GROUPS", "Act", "Group", "Quad", "act", "acts", "group", "is_mediation", "parent"]

Quad = Literal[
    "neutral",
    "verbal_cooperation",
    "material_cooperation",
    "verbal_conflict",
    "material_conflict",
]

GROUPS = (
    "comment",
    "appeal",
    "promise",
    "talks",
    "mediation",
    "support",
    "recognition",
    "regret",
    "agreement",
    "cooperation",
    "aid",
    "easing",
    "deescalation",
    "inquiry",
    "demand",
    "war_of_words",
    "refusal",
    "threat",
    "protest",
    "posture",
    "rupture",
    "aid_cut",
    "sanctions",
    "coercion",
    "force",
)

_LAST_VERBAL_COOPERATION = 5
_LAST_MATERIAL_COOPERATION = 8
_LAST_VERBAL_CONFLICT = 13
_ROOT_LENGTH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One CAMEO code.

    ``goldstein`` runs from -10 (most hostile) to +10 (most cooperative). ``quad`` splits the roots
    as event-data studies do, with comments (root 01) set apart as neutral.

    Reference: Schrodt, P. A. (2012), CAMEO Conflict and Mediation Event Observations codebook
    1.1b3; Goldstein, J. S. (1992), A conflict-cooperation scale for WEIS events data, Journal of
    Conflict Resolution 36(2), rescaled to CAMEO.
    """

    code: str
    name: str
    root: str
    goldstein: float
    quad: Quad
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A set of acts that mean the same for the phase of a relation.

    ``tone`` is +1, 0 or -1; ``is_contact`` says that the two sides deal with each other in it.
    """

    group: str
    tone: int
    is_contact: bool
    description: str


def act(code: str) -> Act:
    """Return the CAMEO act with this code.

    >>> act("163").name, act("163").goldstein, act("163").group
    ('Impose embargo, boycott, or sanctions', -8.0, 'sanctions')

    Raises
    ------
    UnknownCode
        No such code; the message names its nearest existing parent, if there is one.
    """
    found = acts().get(code)
    if found is not None:
        return found
    hint = parent(code)
    advice = f"; did you mean {hint!r} ({acts()[hint].name})?" if hint else ""
    raise UnknownCode(f"{code!r} is no CAMEO code{advice} Codes are text of 2 to 4 digits")


def acts() -> Mapping[str, Act]:
    """Return all acts by code, in the order of the codes.

    >>> len(acts()) > 300
    True
    """
    return _read_acts()


def parent(code: str) -> str | None:
    """Return the nearest code above this one that exists, or None.

    >>> parent("0254"), parent("02"), parent("0259")
    ('025', None, '025')
    """
    for length in range(len(code) - 1, _ROOT_LENGTH - 1, -1):
        if code[:length] in acts():
            return code[:length]
    return None


def group(name: str) -> Group:
    """Return the group with this name.

    >>> group("talks").is_contact
    True
    """
    found = _read_groups().get(name)
    if found is None:
        raise UnknownCode(f"{name!r} is no group of acts; the groups are {', '.join(GROUPS)}")
    return found


def is_mediation(code: str) -> bool:
    """Tell whether the act is a third party's work between two others, or an offer of it.

    >>> is_mediation("045"), is_mediation("046")
    (True, False)
    """
    return act(code).group == "mediation"


def _quad(root: str) -> Quad:
    number = int(root)
    if number == 1:
        return "neutral"
    if number <= _LAST_VERBAL_COOPERATION:
        return "verbal_cooperation"
    if number <= _LAST_MATERIAL_COOPERATION:
        return "material_cooperation"
    if number <= _LAST_VERBAL_CONFLICT:
        return "verbal_conflict"
    return "material_conflict"


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _read_acts() -> Mapping[str, Act]:
    return MappingProxyType(
        {
            row["code"]: Act(
                code=row["code"],
                name=row["name"],
                root=row["code"][:_ROOT_LENGTH],
                goldstein=float(row["goldstein"]),
                quad=_quad(row["code"][:_ROOT_LENGTH]),
                group=row["group"],
            )
            for row in _rows("acts.csv")
        }
    )


@cache
def _read_groups() -> Mapping[str, Group]:
    return MappingProxyType(
        {
            row["group"]: Group(
                group=row["group"],
                tone=int(row["tone"]),
                is_contact=row["is_contact"] == "yes",
                description=row["description"],
            )
            for row in _rows("groups.csv")
        }
    )
