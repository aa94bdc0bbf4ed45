"""Read delimited text by columns; a line that does not fit is set aside, never lost.

The reader of Arrow splits the lines; what it refuses is taken up here with its line number, so
that one bad line costs only itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from goodoffices.errors import InputError
from goodoffices.feeds.limits import MAX_REJECT_CHARACTERS
from goodoffices.feeds.lines import has_short_lines, prepare_lines
from goodoffices.tables import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    import pyarrow as pa

    from goodoffices.feeds.lines import CleanLines

__all__ = ["Layout", "Rows", "read_rows", "read_rows_of_files", "rejects_table"]

_BLOCK_BYTES = 1 << 20
"""What Arrow looks at in one go: a slot of GDELT. Less or more is a tenth slower."""
_LARGE_BLOCK_BYTES = 1 << 22
"""For files with a line that is longer than that; see ``MAX_LINE_BYTES``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a file is laid out: its columns in order, those to ``keep``, delimiter and quotes.

    ``nulls`` are the texts that stand for an empty cell. Where a file ``is_padded``, delimiters too
    many at the end of a line are taken off.
    """

    columns: tuple[str, ...]
    keep: tuple[str, ...]
    delimiter: str = "\t"
    quote: str = ""
    n_header_lines: int = 0
    nulls: tuple[str, ...] = ("",)
    is_padded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The columns that were kept, as text (null where empty), and the lines that were refused.

    ``refused`` maps a line (from 1) to its reason. ``n_rows`` counts all rows below the header; a
    row whose quoted cells hold line breaks is known by its first line. ``firsts`` are the first
    lines of all rows, None when each line is a row.
    """

    table: pa.Table
    refused: Mapping[int, str]
    n_rows: int
    n_header_lines: int
    firsts: np.ndarray | None = None

    def lines(self) -> np.ndarray:
        """Return the first line of each row of the table."""
        import numpy as np

        first = self.n_header_lines + 1
        every = np.arange(first, first + self.n_rows) if self.firsts is None else self.firsts
        return every[~np.isin(every, np.fromiter(self.refused, dtype=np.int64))]


def read_rows(content: bytes, layout: Layout, *, where: str) -> Rows:
    """Return the rows of a file; ``where`` names it in errors."""
    lines = _prepared(content, layout)
    skipped: dict[int, str] = {}
    table = _read([lines.content], layout, skipped, where)
    for number, reason in skipped.items():
        line = number if lines.firsts is None else int(lines.firsts[number - lines.n_before - 1])
        lines.refused.setdefault(line, reason)
    return Rows(
        table=table,
        refused=dict(sorted(lines.refused.items())),
        n_rows=table.num_rows + len(lines.refused),
        n_header_lines=layout.n_header_lines,
        firsts=lines.firsts,
    )


def read_rows_of_files(
    contents: Sequence[bytes], n_lines: Sequence[int], layout: Layout, *, where: str
) -> Rows:
    """Return the rows of files as if they were one, without putting them together.

    The layout has neither a header nor quotes, and each file ends in a newline.
    """
    refused: dict[int, str] = {}
    parts = []
    for content, start in zip(contents, accumulate(n_lines, initial=0), strict=False):
        lines = _prepared(content, layout)
        refused |= {start + line: reason for line, reason in lines.refused.items()}
        parts.append(lines.content)
    skipped: dict[int, str] = {}
    table = _read(parts, layout, skipped, where)
    refused = skipped | refused
    return Rows(
        table=table,
        refused=dict(sorted(refused.items())),
        n_rows=table.num_rows + len(refused),
        n_header_lines=0,
    )


def _prepared(content: bytes, layout: Layout) -> CleanLines:
    return prepare_lines(
        content,
        delimiter=layout.delimiter,
        quote=layout.quote,
        n_header_lines=layout.n_header_lines,
        n_columns=len(layout.columns),
        is_padded=layout.is_padded,
    )


class _Parts:
    """A file to read from that is several texts one after the other, none of them copied."""

    closed = False

    def __init__(self, texts: Sequence[bytes]) -> None:
        self._waiting = iter(texts)
        self._left = memoryview(b"")

    def read(self, n: int = -1) -> memoryview:
        while not self._left:
            text = next(self._waiting, None)
            if text is None:
                break
            self._left = memoryview(text)
        end = len(self._left) if n < 0 else n
        found, self._left = self._left[:end], self._left[end:]
        return found

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False

    def close(self) -> None:
        """Have nothing to let go of."""


def _read(
    contents: Sequence[bytes], layout: Layout, refused: dict[int, str], where: str
) -> pa.Table:
    import pyarrow as pa
    from pyarrow import csv

    def refuse(row: Any) -> str:
        refused[row.number] = f"{row.expected_columns} columns expected, found {row.actual_columns}"
        return "skip"

    text = pa.string()
    is_short = all(has_short_lines(content, _BLOCK_BYTES) for content in contents)
    try:
        return csv.read_csv(
            pa.PythonFile(_Parts(contents), mode="r"),
            read_options=csv.ReadOptions(
                column_names=list(layout.columns),
                use_threads=False,  # only then does Arrow tell the number of a bad line
                block_size=_BLOCK_BYTES if is_short else _LARGE_BLOCK_BYTES,
                skip_rows=layout.n_header_lines,
            ),
            parse_options=csv.ParseOptions(
                delimiter=layout.delimiter,
                quote_char=layout.quote or False,
                ignore_empty_lines=False,
                invalid_row_handler=refuse,
            ),
            convert_options=csv.ConvertOptions(
                include_columns=list(layout.keep),
                column_types=dict.fromkeys(layout.keep, text),
                strings_can_be_null=True,
                null_values=list(layout.nulls),
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV file" in str(error):
            return pa.table({name: pa.array([], text) for name in layout.keep})
        reason = " ".join(str(error).split())[:200]
        raise InputError(f"is not of the expected layout ({reason})", where=where) from error


def rejects_table(
    reasons: Mapping[int, str],
    content: bytes,
    *,
    feed: str,
    slot: str | Callable[[int], str],
    file: str,
) -> pa.Table:
    """Return the table of the lines that were set aside, each with its reason and its start.

    ``slot`` is the slot of them all, or tells that of a line.
    """
    import pyarrow as pa

    if not reasons:
        return _no_rejects()
    lines = content.split(b"\n")
    return pa.Table.from_pylist(
        [
            {
                "feed": feed,
                "slot": slot if isinstance(slot, str) else slot(line),
                "file": file,
                "line": line,
                "reason": reason,
                "text": lines[line - 1].decode("utf-8", "replace")[:MAX_REJECT_CHARACTERS],
            }
            for line, reason in sorted(reasons.items())
        ],
        schema=arrow_schema("rejects"),
    )


@cache
def _no_rejects() -> pa.Table:
    return arrow_schema("rejects").empty_table()
