"""Read delimited text by columns; a line that does not fit is set aside, never lost.

The reader of Arrow splits the lines; what it refuses is taken up here with its line number, so
that one bad line costs only itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodoffices.errors import InputError
from goodoffices.feeds.limits import MAX_REJECT_CHARACTERS
from goodoffices.tables import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import pyarrow as pa

__all__ = ["Layout", "Rows", "read_rows", "rejects_table"]

_BLOCK_BYTES = 1 << 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a file is laid out: its columns in order, those to ``keep``, delimiter and quotes."""

    columns: tuple[str, ...]
    keep: tuple[str, ...]
    delimiter: str = "\t"
    quote: str = ""
    n_header_lines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The columns that were kept, as text (null where empty), and the lines that were refused.

    ``refused`` maps a line (from 1) to its reason. ``n_rows`` counts all lines below the header.
    """

    table: pa.Table
    refused: Mapping[int, str]
    n_rows: int
    n_header_lines: int

    def lines(self) -> np.ndarray:
        """Return the line of each row of the table."""
        import numpy as np

        first = self.n_header_lines + 1
        every = np.arange(first, first + self.n_rows)
        return every[~np.isin(every, np.fromiter(self.refused, dtype=np.int64))]


def read_rows(content: bytes, layout: Layout, *, where: str) -> Rows:
    """Return the rows of a file; ``where`` names it in errors."""
    refused: dict[int, str] = {}
    bad = _lines_in_other_encodings(content, layout)
    if bad:
        content = _blanked(content, bad)
    table = _read(content, layout, refused, where)
    refused |= dict.fromkeys(bad, "not UTF-8")
    return Rows(
        table=table,
        refused=dict(sorted(refused.items())),
        n_rows=table.num_rows + len(refused),
        n_header_lines=layout.n_header_lines,
    )


def _read(content: bytes, layout: Layout, refused: dict[int, str], where: str) -> pa.Table:
    import pyarrow as pa
    from pyarrow import csv

    def refuse(row: Any) -> str:
        refused[row.number] = f"{row.expected_columns} columns expected, found {row.actual_columns}"
        return "skip"

    text = pa.string()
    try:
        return csv.read_csv(
            pa.BufferReader(content),
            read_options=csv.ReadOptions(
                column_names=list(layout.columns),
                use_threads=False,  # only then does Arrow tell the number of a bad line
                block_size=_BLOCK_BYTES,
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
                null_values=[""],
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV file" in str(error):
            return pa.table({name: pa.array([], text) for name in layout.keep})
        reason = " ".join(str(error).split())[:200]
        raise InputError(f"is not of the expected layout ({reason})", where=where) from error


def _lines_in_other_encodings(content: bytes, layout: Layout) -> list[int]:
    """Return the lines that are not UTF-8; whole files nearly always are."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        lines = enumerate(content.split(b"\n"), 1)
        return [n for n, line in lines if n > layout.n_header_lines and not _is_utf8(line)]
    return []


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _blanked(content: bytes, bad: Sequence[int]) -> bytes:
    """Replace each bad line by one that will be refused, so that all others keep their number."""
    lines = content.split(b"\n")
    for number in bad:
        lines[number - 1] = b"?"
    return b"\n".join(lines)


def rejects_table(
    reasons: Mapping[int, str], content: bytes, *, feed: str, slot: str, file: str
) -> pa.Table:
    """Return the table of the lines that were set aside, each with its reason and its start."""
    import pyarrow as pa

    schema = arrow_schema("rejects")
    if not reasons:
        return schema.empty_table()
    lines = content.split(b"\n")
    return pa.Table.from_pylist(
        [
            {
                "feed": feed,
                "slot": slot,
                "file": file,
                "line": line,
                "reason": reason,
                "text": lines[line - 1].decode("utf-8", "replace")[:MAX_REJECT_CHARACTERS],
            }
            for line, reason in sorted(reasons.items())
        ],
        schema=schema,
    )
