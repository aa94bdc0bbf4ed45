"""The list of files that a feed publishes: what there is, how large, with which digest, where.

GDELT's ``masterfilelist.txt`` has a line for each file: size in bytes, MD5, address. Slots of which
the list names no file are *missing*, which is not the same as a slot without events.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from goodoffices.errors import InputError
from goodoffices.feeds.gdelt import stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FeedFile", "Manifest", "PublishedSlot", "read_gdelt_manifest"]

_LINE = re.compile(r"(\d+)\s+([0-9a-fA-F]{32})\s+(\S+)")
_KINDS = ("export", "mentions")
_STEP = dt.timedelta(minutes=15)
_MOST_BAD_LINES = 0.01
"""Share of lines that may be odd: the public list has some; with more it is no such list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFile:
    """A file as the feed announces it: ``size`` in bytes, ``md5`` in hexadecimal."""

    name: str
    url: str
    size: int
    md5: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSlot:
    """A slot with its files; without any when the feed's list does not have it."""

    slot: str
    feed: str
    opens_at: dt.datetime
    closes_at: dt.datetime
    export: FeedFile | None
    mentions: FeedFile | None

    @property
    def mark(self) -> str:
        """Return the address of the slot with the digests of its files: it changes with them."""
        if self.export is None:
            return ""
        marks = "+".join(file.md5 for file in (self.export, self.mentions) if file is not None)
        return f"{self.export.url}#md5={marks}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The slots of a period in order, and the lines of the list that could not be read."""

    slots: tuple[PublishedSlot, ...]
    odd_lines: tuple[int, ...]


def read_gdelt_manifest(
    text: str, *, since: dt.datetime, until: dt.datetime, base_url: str = "", where: str = ""
) -> Manifest:
    """Return every slot that opens from ``since`` up to but not at ``until``, published or not.

    With ``base_url`` the files are taken from there (a mirror) under the names that the list has.

    Raises ``InputError`` when the text is no such list.
    """
    files: dict[dt.datetime, dict[str, FeedFile]] = {}
    odd = []
    n_lines = 0
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        n_lines += 1
        found = _LINE.fullmatch(line.strip())
        if found is None:
            odd.append(number)
            continue
        file = _file(int(found[1]), found[2].lower(), found[3], base_url)
        kind = next((k for k in _KINDS if f".{k}." in file.name.lower()), None)
        if kind is None:
            continue
        try:
            opens_at = stamp_of(file.name)
        except InputError:
            odd.append(number)
            continue
        if since <= opens_at < until:
            files.setdefault(opens_at, {})[kind] = file
    if len(odd) > max(1, _MOST_BAD_LINES * n_lines) or not n_lines:
        first_odd = odd[0] if odd else None
        raise InputError("is no list of files: each line must be size, MD5 and address",
                         where=where or "manifest", line=first_odd)  # fmt: skip
    slots = tuple(_slot(opens_at, files.get(opens_at, {})) for opens_at in _steps(since, until))
    return Manifest(slots=slots, odd_lines=tuple(odd))


def _file(size: int, md5: str, url: str, base_url: str) -> FeedFile:
    name = urlsplit(url).path.rpartition("/")[2]
    address = f"{base_url.rstrip('/')}/{name}" if base_url else url
    return FeedFile(name=name, url=address, size=size, md5=md5)


def _steps(since: dt.datetime, until: dt.datetime) -> Iterator[dt.datetime]:
    midnight = since.replace(hour=0, minute=0, second=0, microsecond=0)
    step = midnight + -(-(since - midnight) // _STEP) * _STEP
    while step < until:
        yield step
        step += _STEP


def _slot(opens_at: dt.datetime, files: dict[str, FeedFile]) -> PublishedSlot:
    return PublishedSlot(
        slot=f"gdelt:{opens_at:%Y%m%d%H%M%S}",
        feed="gdelt",
        opens_at=opens_at,
        closes_at=opens_at + _STEP,
        export=files.get("export"),
        mentions=files.get("mentions"),
    )
