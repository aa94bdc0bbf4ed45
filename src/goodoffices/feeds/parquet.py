"""Read Parquet files as tab-separated text, so that one reader reads both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.feeds.headed import column_key
from goodoffices.feeds.limits import MAX_FILE_BYTES, MAX_PARQUET_ROWS

if TYPE_CHECKING:
    from pyarrow import parquet as pq

__all__ = ["parquet_names", "text_of_parquet"]


def parquet_names(content: bytes, where: str) -> list[str]:
    """Return the names of the columns of a Parquet file."""
    return list(_opened(content, where).schema_arrow.names)


def text_of_parquet(content: bytes, where: str) -> bytes:
    """Return the names of the columns and the rows, a line each; tabs and line ends become blanks.

    Raises ``InputError`` when it is no Parquet file, holds columns within columns, or would grow
    beyond ``MAX_FILE_BYTES`` or ``MAX_PARQUET_ROWS``.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    opened = _opened(content, where)
    _check_size(opened, where)
    try:
        table = opened.read(use_threads=False)
        columns = []
        for column in table.columns:
            texts = pc.cast(pc.fill_null(pc.cast(column, pa.string()), ""), pa.binary())
            columns.append(pc.replace_substring_regex(texts, r"[\t\r\n]", " "))
        rows = pc.binary_join_element_wise(*columns, b"\t").to_pylist() if columns else []
    except (pa.ArrowException, OSError, NotImplementedError, ValueError) as error:
        raise _no_parquet(error, where) from error
    names = "\t".join(column_key(name) for name in table.column_names)
    return b"\n".join([names.encode(), *rows])


def _opened(content: bytes, where: str) -> pq.ParquetFile:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        opened = pq.ParquetFile(pa.BufferReader(content))
        _ = opened.schema_arrow.names  # names that are no text are told here
    except (pa.ArrowException, OSError, NotImplementedError, ValueError) as error:
        raise _no_parquet(error, where) from error
    return opened


def _check_size(opened: pq.ParquetFile, where: str) -> None:
    told = opened.metadata
    size = sum(told.row_group(number).total_byte_size for number in range(told.num_row_groups))
    if told.num_rows > MAX_PARQUET_ROWS or size > MAX_FILE_BYTES:
        raise InputError(
            f"has {told.num_rows:,} rows of {size:,} bytes, at most {MAX_PARQUET_ROWS:,} rows and "
            f"{MAX_FILE_BYTES:,} bytes are read",
            where=where,
        )


def _no_parquet(error: Exception, where: str) -> InputError:
    reason = " ".join(str(error).split())[:200]
    return InputError(f"is no Parquet file of plain columns ({reason})", where=where)
