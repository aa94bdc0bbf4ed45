"""All errors that goodoffices raises on purpose.

::

    GoodOfficesError            what the command line prints as one line, exit code 1
    ├── InputError              a file, text or row from outside is wrong; names file and line
    │   ├── UnreadableText      not text, empty, too large or in an unknown encoding
    │   └── BadRow              a row of a table does not fit its schema
    ├── UnknownActor            a name or code that the world tables do not hold
    ├── AmbiguousActor          a name that stands for several actors
    ├── UnknownCode             a CAMEO code or PLOVER category that does not exist
    ├── StoreError              the store cannot be used
    │   ├── StoreMissing        there is no store here yet
    │   ├── StoreLocked         another process is writing
    │   └── StoreDamaged        what is on disk is not what the log says
    └── MissingExtra            an optional part is not installed
"""

from __future__ import annotations

__all__ = [
    "AmbiguousActor",
    "BadRow",
    "GoodOfficesError",
    "InputError",
    "MissingExtra",
    "StoreDamaged",
    "StoreError",
    "StoreLocked",
    "StoreMissing",
    "UnknownActor",
    "UnknownCode",
    "UnreadableText",
]


class GoodOfficesError(Exception):
    """Base of every error that tells the user what to do next."""


class InputError(GoodOfficesError):
    """Something from outside cannot be used; the message says where and what was expected.

    >>> str(InputError("day must be YYYY-MM-DD, found '31/12/2015'", where="events.csv", line=7))
    "events.csv, line 7: day must be YYYY-MM-DD, found '31/12/2015'"
    """

    def __init__(self, message: str, *, where: str = "", line: int | None = None) -> None:
        self.where = where
        self.line = line
        place = where if line is None else f"{where}, line {line}"
        super().__init__(f"{place}: {message}" if place else message)


class UnreadableText(InputError):
    """A text is empty, binary, too large, or in no encoding that can be told."""


class BadRow(InputError):
    """A row of a table does not fit its schema."""


class UnknownActor(GoodOfficesError):
    """A name or code is in none of the world tables."""


class AmbiguousActor(GoodOfficesError):
    """A name stands for more than one actor, and nothing here says which."""


class UnknownCode(GoodOfficesError):
    """A CAMEO code, PLOVER category or group does not exist."""


class StoreError(GoodOfficesError):
    """The store cannot be used."""


class StoreMissing(StoreError):
    """There is no store at this place; ``goodoffices init`` makes one."""


class StoreLocked(StoreError):
    """Another process holds the writer's lock."""


class StoreDamaged(StoreError):
    """What is on disk is not what the log of the store says."""


class MissingExtra(GoodOfficesError):
    """An optional part is not installed; the message names the extra."""
