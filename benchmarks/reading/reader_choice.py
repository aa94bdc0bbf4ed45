"""Open the readers that the command line names; say why one cannot be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench_parts import pick
from gold_formats import read_plv
from reader_floor import open_floor
from reader_ours import open_lite, open_ours
from reader_plv_arm import open_plv_arm
from reader_universalpetrarch import open_universalpetrarch

if TYPE_CHECKING:
    import argparse

    from bench_reader import BenchReader

__all__ = ["READERS", "open_readers"]

READERS = ("ours", "ours-told", "lite", "floor", "petrarch2", "universalpetrarch", "plv-arm")


def open_readers(arguments: argparse.Namespace) -> list[BenchReader]:
    """Return the readers in the order of the command line."""
    readers = [(name, _open(name, arguments)) for name in dict.fromkeys(arguments.reader)]
    for name, reader in readers:
        if reader is None:
            print(f"reader {name} is not there: left out")
    return [reader for _, reader in readers if reader is not None]


def _open(name: str, arguments: argparse.Namespace) -> BenchReader | None:
    if name in {"ours", "ours-told"}:
        reader = open_ours(arguments.dictionaries, is_all=name == "ours-told")
        how = (
            "with the dictionaries"
            if reader.petr is not None
            else "without the dictionaries, which are not"
        )
        print(f"ours: PETRARCH gold is read {how} in {arguments.dictionaries}")
        return reader
    if name == "lite":
        return open_lite()
    if name == "floor":
        return open_floor(arguments.dictionaries)
    if name == "universalpetrarch":
        return open_universalpetrarch(arguments.peers)
    if name == "plv-arm":
        path = arguments.plv_train
        return open_plv_arm(pick(read_plv(path), "dev") if path.is_file() else ())
    return None
