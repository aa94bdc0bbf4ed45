"""What an adapter makes of one file, and what every adapter can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa

__all__ = ["BatchFeed", "Feed", "ParsedSlot"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedSlot:
    """The rows of one slot of a feed, ready to be loaded wholly or not at all.

    ``reports``, ``mentions`` and ``rejects`` have the columns of the tables of those names; texts
    may be numbers of a dictionary. Count law: ``n_rows == reports.num_rows + rejects.num_rows +
    n_duplicates``. These are the rows of the main file and the bad ones of a file beside it;
    ``n_duplicates`` repeat a row of the same file.
    ``digest`` is the SHA-256 of the file, or of its header and the lines of the slot.
    """

    slot: str
    feed: str
    opens_at: dt.datetime
    closes_at: dt.datetime
    digest: str
    size: int
    url: str
    n_rows: int
    n_duplicates: int
    reports: pa.Table
    mentions: pa.Table
    rejects: pa.Table


class Feed(Protocol):
    """An adapter: the only place that knows the layout of a source."""

    @property
    def name(self) -> str:
        """Name of the feed in the store, such as ``gdelt``."""
        ...

    @property
    def version(self) -> str:
        """Version of the adapter; a slot that another version read is read again."""
        ...

    def parse(self, path: Path) -> Iterator[ParsedSlot]:
        """Yield the slots of a file.

        Raises ``InputError`` with file and line when the file as a whole is not of this layout.
        """
        ...


@runtime_checkable
class BatchFeed(Feed, Protocol):
    """An adapter that reads several files at once more quickly than one after the other."""

    def parse_many(self, paths: Iterable[Path]) -> Iterator[ParsedSlot]:
        """Yield the one slot of each file; raises ``InputError`` at the first that is unsound."""
        ...
