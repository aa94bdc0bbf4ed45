"""Which layouts there are, and which one a file has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.feeds.acled import acled
from goodoffices.feeds.gdelt import Gdelt, Gdelt1
from goodoffices.feeds.headed import column_key, first_names
from goodoffices.feeds.icews import icews, icews_daily, icews_quads
from goodoffices.feeds.parquet import parquet_names
from goodoffices.feeds.polecat import polecat
from goodoffices.feeds.tablefeed import TableFeed
from goodoffices.feeds.ucdp import ucdp_ged

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.feeds.headed import Header
    from goodoffices.feeds.parsed import Feed
    from goodoffices.feeds.zips import DataFile

__all__ = ["KINDS", "Kind", "is_note", "kind_by_name", "kind_named", "kind_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A layout of event data that can be loaded from files.

    ``make`` gives its adapter. ``file_name`` is a pattern that the name of a file must match where
    the header alone does not tell this layout from another, or where there is no header.
    """

    name: str
    title: str
    slots: str
    make: Callable[[], Feed]
    file_name: str = ""

    @property
    def header(self) -> Header | None:
        """The header that files of this kind begin with, None for files without one."""
        made = self.make()
        return made.header if isinstance(made, TableFeed) else None


KINDS = (
    Kind(name="gdelt", title="GDELT 2 export files (61 columns, no header)",
         slots="each quarter of an hour", make=Gdelt,
         file_name=r"\d{14}(\.translation)?\.export\.csv(\.zip)?"),
    Kind(name="gdelt1", title="GDELT 1 daily files (57 or 58 columns, no header)",
         slots="each day", make=Gdelt1, file_name=r"\d{8}\.export\.csv(\.zip)?"),
    Kind(name="icews-daily", title="ICEWS daily files", slots="each file", make=icews_daily,
         file_name=r"\d{8}-icews-events.*"),
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


def kind_by_name(name: str) -> Kind | None:
    """Return the kind of a file whose name alone tells it, as those of files without header do.

    >>> kind = kind_by_name("20160629121500.export.CSV.zip")
    >>> kind.name if kind else None
    'gdelt'
    """
    named = (kind for kind in KINDS if kind.file_name and kind.header is None)
    return next((k for k in named if re.fullmatch(k.file_name, name, re.IGNORECASE)), None)


def kind_of(file: DataFile) -> Kind:
    r"""Return the kind of a file: by its name if that alone tells it, else by its header.

    >>> from goodoffices.feeds.zips import DataFile
    >>> kind_of(DataFile(name="x.tab", content=b"date\tsn\trn\ton\n")).name
    'icews-quads'

    Raises ``InputError`` when it is none; the message says what the nearest kind needs.
    """
    last = file.name.rpartition("/")[2]
    parted = _keys_of_header(file)
    nearest: tuple[float, str, tuple[str, ...]] = (1.0, "", ())
    for kind in KINDS:
        header = kind.header
        if kind.file_name and not re.fullmatch(kind.file_name, last, re.IGNORECASE):
            continue
        if header is None:
            return kind
        if not file.name.lower().endswith(".parquet") and header.is_bare(file.content):
            return kind
        known = header.known()
        for keys in parted:
            there = {known[key] for key in keys if key in known}
            lacking = tuple(one for one in header.required if one not in there)
            if not lacking:
                return kind
            nearest = min(nearest, (len(lacking) / len(header.required), kind.name, lacking))
    share, likely, lacking = nearest
    hint = f" (most like {likely}, but without {', '.join(lacking)})" if share < 1 else ""
    kinds = ", ".join(kind.name for kind in KINDS)
    message = f"has the header of none of {kinds}{hint}; `goodoffices feeds` shows the headers"
    raise InputError(message, where=file.name, line=1)


def is_note(file: DataFile) -> bool:
    r"""Tell whether a text beside event data is none: no layout has a column of its first line.

    >>> from goodoffices.feeds.zips import DataFile
    >>> is_note(DataFile(name="README.txt", content=b"How these files were made\n"))
    True
    """
    if not file.name.lower().endswith(".txt"):
        return False
    try:
        kind_of(file)
    except InputError:
        known = {key for kind in KINDS if kind.header for key in kind.header.known()}
        return not any(known & keys for keys in _keys_of_header(file))
    return False


def _keys_of_header(file: DataFile) -> list[set[str]]:
    """Return the names of the columns, by each delimiter that may part them."""
    if file.name.lower().endswith(".parquet"):
        return [{column_key(name) for name in parquet_names(file.content, file.name)}]
    return [{column_key(one) for one in names} for names in first_names(file.content).values()]
