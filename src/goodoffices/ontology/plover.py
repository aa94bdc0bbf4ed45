"""The map from CAMEO codes to PLOVER categories, in both published editions."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

from goodoffices.errors import UnknownCode
from goodoffices.ontology.acts import act, parent

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EDITIONS", "Edition", "Plover", "plover"]

Edition = Literal["2016", "2021"]
EDITIONS: tuple[str, ...] = get_args(Edition)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plover:
    """The PLOVER reading of a CAMEO code; ``category`` is None where the edition maps nothing.

    Reference: Open Event Data Alliance, PLOVER manual, conversion tables of 2016 and 2021.
    """

    edition: Edition
    category: str | None
    mode: str
    contexts: tuple[str, ...]


def plover(code: str, edition: Edition = "2021") -> Plover:
    """Return the PLOVER category, mode and contexts of a CAMEO code in one edition.

    The editions differ: an embargo (163) was SANCTION in 2016 and is COERCE in 2021. Comments (01)
    and appeals (02) have no category in either table, nor have bare roots.

    >>> plover("163", "2016").category, plover("163", "2021").category
    ('SANCTION', 'COERCE')
    >>> plover("010").category is None
    True
    """
    if edition not in EDITIONS:
        raise UnknownCode(f"there is no PLOVER edition {edition!r}; take one of {EDITIONS}")
    act(code)
    table = _read_map()
    known: str | None = code
    while known is not None and (edition, known) not in table:
        known = parent(known)
    if known is None:
        return Plover(edition=edition, category=None, mode="", contexts=())
    return table[edition, known]


@cache
def _read_map() -> Mapping[tuple[str, str], Plover]:
    text = files(__package__).joinpath("plover.csv").read_text(encoding="utf-8")
    return MappingProxyType(
        {
            (row["edition"], row["code"]): Plover(
                edition="2016" if row["edition"] == "2016" else "2021",
                category=row["category"],
                mode=row["mode"],
                contexts=tuple(part for part in row["contexts"].split("|") if part),
            )
            for row in csv.DictReader(text.splitlines())
        }
    )
