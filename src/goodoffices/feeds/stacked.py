"""Read several files of one layout as if they were one: each step costs the same for all of them.

A slot of GDELT has two thousand rows, and with so few rows half of the work is in starting it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from goodoffices.feeds.cells import Cells
from goodoffices.feeds.delimited import read_rows_of_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pyarrow as pa

    from goodoffices.feeds.delimited import Layout

__all__ = ["Stack", "stack_files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """The rows of some files. ``file_of`` has the number of the file of each row of the cells."""

    cells: Cells
    file_of: np.ndarray
    n_lines: tuple[int, ...]

    def reasons(self) -> list[dict[int, str]]:
        """Return for each file why lines of it were refused, by line."""
        import numpy as np

        found: list[dict[int, str]] = [{} for _ in self.n_lines]
        ends = np.cumsum(self.n_lines)
        for line, reason in self.cells.reasons().items():
            file = int(np.searchsorted(ends, line))
            found[file][line - int(ends[file]) + self.n_lines[file]] = reason
        return found

    def named(self, names: Sequence[str]) -> pa.Array:
        """Return for each row the name that its file has in ``names``, all different."""
        import pyarrow as pa

        places = pa.array(self.file_of, pa.int32())
        return pa.DictionaryArray.from_arrays(places, pa.array(names, pa.string()))

    def all_named(self, name: str) -> pa.Array:
        """Return one name for all rows."""
        import numpy as np
        import pyarrow as pa

        places = pa.array(np.zeros(len(self.file_of), np.int32))
        return pa.DictionaryArray.from_arrays(places, pa.array([name], pa.string()))

    def cut(self, table: pa.Table, keep: np.ndarray) -> list[pa.Table]:
        """Return the part of each file of a table that holds the rows ``keep``."""
        import numpy as np

        starts = np.searchsorted(self.file_of[keep], np.arange(len(self.n_lines) + 1)).tolist()
        return [table.slice(start, end - start) for start, end in pairwise(starts)]

    def counts(self, rows: np.ndarray) -> list[int]:
        """Return how many of some rows each file has."""
        import numpy as np

        found: list[int] = np.bincount(self.file_of[rows], minlength=len(self.n_lines)).tolist()
        return found


def stack_files(contents: Sequence[bytes], layout: Layout, *, where: str) -> Stack:
    """Return the rows of files whose lines are rows: without header and without quotes."""
    import numpy as np

    whole = [text if text.endswith(b"\n") or not text else text + b"\n" for text in contents]
    n_lines = tuple(_count_lines(text) for text in whole)
    rows = read_rows_of_files(whole, n_lines, layout, where=where)
    file_of = np.repeat(np.arange(len(whole)), n_lines)
    if rows.refused:
        file_of = file_of[rows.lines() - 1]
    return Stack(cells=Cells(rows), file_of=file_of, n_lines=n_lines)


def _count_lines(text: bytes) -> int:
    """Return how many newlines there are; three times as quick as ``bytes.count``."""
    import numpy as np

    return int(np.count_nonzero(np.frombuffer(text, np.uint8) == ord("\n")))
