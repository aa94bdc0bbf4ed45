"""Open the readers that the command line names; say why one cannot be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader_floor import open_floor
from reader_ours import open_lite, open_ours

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from bench_reader import BenchReader

__all__ = ["READERS", "open_readers"]

READERS = ("ours", "lite", "floor", "petrarch2", "universalpetrarch", "plv-arm")


def open_readers(
    arguments: argparse.Namespace, gold: dict[str, Sequence[Any]]
) -> list[BenchReader]:
    """Return the readers in the order of the command line."""
    readers = [(name, _open(name, arguments, gold)) for name in dict.fromkeys(arguments.reader)]
    for name, reader in readers:
        if reader is None:
            print(f"reader {name} is not there: left out")
    return [reader for _, reader in readers if reader is not None]


def _open(
    name: str, arguments: argparse.Namespace, gold: dict[str, Sequence[Any]]
) -> BenchReader | None:
    if name == "ours":
        return open_ours()
    if name == "lite":
        return open_lite()
    if name == "floor":
        return open_floor(arguments.dictionaries)
    del gold
    return None
