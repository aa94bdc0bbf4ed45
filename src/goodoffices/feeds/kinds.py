"""Which layouts there are, and which one a file has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.feeds.acled import acled
from goodoffices.feeds.headed import column_key, first_names
from goodoffices.feeds.icews import icews, icews_daily, icews_quads
from goodoffices.feeds.polecat import polecat
from goodoffices.feeds.ucdp import ucdp_ged

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.feeds.tablefeed import TableFeed

__all__ = ["KINDS", "Kind", "kind_named", "kind_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A layout of event data that can be loaded from files.

    ``make`` gives its adapter. ``file_name`` is a pattern that the name of a file must have, where
    the header alone does not tell this layout from another.
    """

    name: str
    title: str
    slots: str
    make: Callable[[], TableFeed]
    file_name: str = ""

    @property
    def required(self) -> tuple[str, ...]:
        """Columns that the header must name."""
        return self.make().header.required

    @property
    def optional(self) -> tuple[str, ...]:
        """Columns that the header may name."""
        return self.make().header.optional


KINDS = (
    Kind(name="icews-daily", title="ICEWS daily files", slots="each file", make=icews_daily,
         file_name=r"\d{8}-icews-events"),
    Kind(name="icews", title="ICEWS yearly files", slots="each day of events", make=icews),
    Kind(name="icews-quads", title="ICEWS quadruples (tab, CSV or Parquet)", slots="each file",
         make=icews_quads),
    Kind(name="polecat", title="POLECAT weekly files", slots="each file", make=polecat),
    Kind(name="ucdp-ged", title="UCDP GED (CSV)", slots="each file", make=ucdp_ged),
    Kind(name="acled", title="ACLED exports (CSV)", slots="each file", make=acled),
)  # fmt: skip


def kind_named(name: str) -> Kind:
    """Return a kind by its name.

    >>> kind_named("ucdp-ged").title
    'UCDP GED (CSV)'
    """
    for kind in KINDS:
        if kind.name == name:
            return kind
    known = ", ".join(kind.name for kind in KINDS)
    raise InputError(f"{name!r} is no kind of event data; the kinds are {known}")


def kind_of(name: str, start: bytes) -> Kind:
    r"""Return the kind whose columns the header of a file names.

    ``start`` is the beginning of the file, or for Parquet a line of its column names.

    >>> kind_of("x.tab", b"date\tsn\trn\ton\n").name
    'icews-quads'

    Raises ``InputError`` when it is none of them; the message says what the nearest one lacks.
    """
    parted = [{column_key(one) for one in names} for names in first_names(start).values()]
    nearest: tuple[float, str, tuple[str, ...]] = (1.0, "", ())
    for kind in KINDS:
        if kind.file_name and not re.search(kind.file_name, name, re.IGNORECASE):
            continue
        known = kind.make().header.known()
        for keys in parted:
            there = {known[key] for key in keys if key in known}
            lacking = tuple(one for one in kind.required if one not in there)
            if not lacking:
                return kind
            nearest = min(nearest, (len(lacking) / len(kind.required), kind.name, lacking))
    share, likely, lacking = nearest
    hint = f" (most like {likely}, but without {', '.join(lacking)})" if share < 1 else ""
    kinds = ", ".join(kind.name for kind in KINDS)
    message = f"has the header of none of {kinds}{hint}; name its kind with --kind"
    raise InputError(message, where=name, line=1)
