"""What a reader must do to be scored, and the shape of what it codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from gold_formats import Span, SpanItem

__all__ = [
    "ROOTS",
    "BenchReader",
    "Coded",
    "Raw",
    "category_of",
    "class_of",
    "country_of",
    "quad_of",
    "root_of",
]

ROOTS = {
    "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE",
    "07": "AID", "08": "YIELD", "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT",
    "13": "THREATEN", "14": "PROTEST", "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE",
    "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
"""CAMEO root to PLV root. Statements (01) have none: a reader that says 01 is wrong there."""

_CATEGORIES = ROOTS | {
    "02": "DEMAND", "09": "INVESTIGATE", "10": "DEMAND", "11": "DISAPPROVE", "19": "FIGHT",
    "20": "FIGHT",
}  # fmt: skip
"""CAMEO root to category of PLOVER 2016 (18 categories, draft 0.6), as its gold records use it."""

_QUADS = {"1": "03 04 05", "2": "06 07 08", "3": "02 09 10 11 12 13", "4": "14 15 16 17 18 19 20"}
_GROUPS = ("IGO", "IMG", "INT", "MNC", "NGM", "NGO")
"""First three letters of Phoenix codes that stand for no country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A sentence as it was printed, with the day of the print.

    ``manner`` names the coders whose habits the gold follows: "cameo" folds what is to come into
    intents, "petr" (the PETRARCH files) goes by the dictionaries of that coder.
    """

    text: str
    day: dt.date
    manner: Literal["cameo", "petr"] = "cameo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One event as (source, target, code); a reciprocal act makes two.

    ``source`` and ``target`` are actor codes in the Phoenix manner: country or group, then role
    (``RUSGOV``, ``IGOUNO``, ``---REB``); "" when nobody is told. Spans are places in the text.
    """

    source: str
    target: str
    code: str
    source_span: Span | None = None
    target_span: Span | None = None


class BenchReader(Protocol):
    """Anything that codes sentences; ``guess`` names the PLV root between given spans, or ""."""

    @property
    def name(self) -> str:
        """What to call it in the table."""
        ...

    def code(self, texts: Sequence[Raw]) -> list[tuple[Coded, ...]]:
        """Return the events of each sentence."""
        ...

    def guess(self, items: Sequence[SpanItem]) -> list[str]:
        """Return the root of the act between the spans of each sentence."""
        ...


def root_of(code: str) -> str:
    """Return the PLV root of a CAMEO code, "" for statements.

    The file follows PLOVER 2021: imposed sanctions (163) are coercion there, aid cut and ties
    broken (the rest of 16) sanction.

    >>> root_of("163"), root_of("161"), root_of("010")
    ('COERCE', 'SANCTION', '')
    """
    return "COERCE" if code[:3] == "163" else ROOTS.get(code[:2], "")


def category_of(code: str) -> str:
    """Return the PLOVER category (edition of 2016) of a CAMEO code, "" for statements."""
    return _CATEGORIES.get(code[:2], "")


def quad_of(code: str) -> str:
    """Return the quad 1-4 of a CAMEO code, "" for statements."""
    return next((quad for quad, roots in _QUADS.items() if code[:2] in roots.split()), "")


def class_of(code: str) -> str:
    """Return the class 1-4 of a CAMEO code in cameo_class files: 16 is in 3, not in quad 4.

    >>> class_of("163"), class_of("172")
    ('3', '4')
    """
    return "3" if code[:2] == "16" else quad_of(code)


def country_of(code: str) -> str:
    """Return the country of an actor code, "IGO" for any group, "" when it has none.

    >>> country_of("RUSGOV"), country_of("IMGMUSISI"), country_of("---CVL")
    ('RUS', 'IGO', '')
    """
    head = code[:3]
    if len(head) < len("RUS") or "-" in head:
        return ""
    return "IGO" if head in _GROUPS else head
