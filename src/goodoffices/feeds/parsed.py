"""What an adapter makes of one file, and what every adapter can do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa

__all__ = ["BatchFeed", "Feed", "ParsedSlot", "PeekingFeed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedSlot:
    """The rows of one slot of a feed, ready to be loaded wholly or not at all.

    ``reports``, ``mentions`` and ``rejects`` have the columns of the tables of those names; texts
    may be numbers of a dictionary. Count law: ``n_rows == reports.num_rows + rejects.num_rows +
    n_duplicates``. These are the rows of the main file and the bad ones of a file beside it;
    ``n_duplicates`` repeat a row of the same file.
    ``digest`` is the SHA-256 of the file, or of its header and the lines of the slot; or, after
    the mark of its kind (``crc32:``), the CRC-32 and size of each file, which a zip holds already.
    ``sha256`` gives the first kind where ``digest`` is of the second: older stores hold that.
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
    sha256: Callable[[], str] | None = field(default=None, compare=False, repr=False)

    def is_of(self, digest: str | None) -> bool:
        """Return whether a digest, of whichever kind, is that of this slot."""
        if digest == self.digest:
            return True
        if digest is None or ":" in digest or self.sha256 is None:
            return False
        return self.sha256() == digest


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


@runtime_checkable
class PeekingFeed(Feed, Protocol):
    """An adapter that can tell which slot a file fills without reading the file."""

    def peek(self, path: Path) -> tuple[str, str]:
        """Return the slot of a file and the digest that the slot would have.

        Raises ``InputError`` when the file cannot be opened or is named otherwise.
        """
        ...
