"""From typed columns to the rows of a table: good ones, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.feeds.cells import whole
from goodoffices.tables import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import pyarrow as pa

    from goodoffices.feeds.cells import Cells

__all__ = ["are_different", "first_of_each", "table_of"]


def first_of_each(
    ids: pa.Array | pa.ChunkedArray, keep: np.ndarray, file_of: np.ndarray | None = None
) -> np.ndarray:
    """Return which of the rows to keep are the first with their id, or with it in their file."""
    import numpy as np
    import pyarrow as pa

    if are_different(ids):
        return keep
    coded = (whole(ids) if isinstance(ids, pa.ChunkedArray) else ids).dictionary_encode()
    if len(coded.dictionary) == len(ids):
        return keep
    codes = np.where(keep, coded.indices.fill_null(-1).to_numpy(zero_copy_only=False), -1)
    if file_of is not None:
        codes = np.where(keep, codes + len(coded.dictionary) * file_of, -1)
    _, first = np.unique(codes, return_index=True)
    is_first = np.zeros(len(ids), dtype=bool)
    is_first[first] = True
    return keep & is_first


def are_different(ids: pa.Array | pa.ChunkedArray) -> bool:
    """Return whether ids that are numbers are surely different; quicker than to compare texts."""
    import numpy as np
    import pyarrow as pa

    try:
        numbers = ids.cast(pa.int64()).to_numpy()
    except pa.ArrowException:
        return False
    if (numbers[1:] > numbers[:-1]).all():  # as feeds number them, which spares to sort
        return True
    numbers = np.sort(numbers)
    return bool((numbers[1:] != numbers[:-1]).all())


def table_of(
    name: str,
    columns: Mapping[str, object],
    cells: Cells,
    *,
    is_unique: bool = True,
    file_of: np.ndarray | None = None,
) -> tuple[pa.Table, np.ndarray]:
    """Return the good rows in the columns of a table, and which rows they are.

    A column may be an array (of texts, also as numbers of a dictionary), one text for all rows, or
    None. Of rows with one ``report_id`` the
    first counts, where ``is_unique``; if the rows are of several files, the first in each.
    """
    import pyarrow as pa

    schema, n = arrow_schema(name), cells.rows.table.num_rows
    arrays = [_spread(columns[field.name], field.type, n) for field in schema]
    keep = cells.is_good
    if is_unique:
        keep = first_of_each(columns["report_id"], keep, file_of)
    table = pa.table(arrays, names=schema.names)
    if not keep.all():
        table = table.filter(pa.array(keep))
    fields = [
        field.with_type(found.type) if pa.types.is_dictionary(found.type) else field
        for field, found in zip(schema, table.schema, strict=True)
    ]
    wanted = pa.schema(fields)
    if table.schema.types == wanted.types:  # a cast would cost, even to the same types
        return pa.table(table.columns, schema=wanted), keep
    return table.cast(wanted), keep


def _spread(value: object, type_: pa.DataType, n: int) -> object:
    import pyarrow as pa

    if value is None:
        return pa.nulls(n, type_)
    if isinstance(value, str):
        return pa.repeat(pa.scalar(value, type_), n)
    return value
