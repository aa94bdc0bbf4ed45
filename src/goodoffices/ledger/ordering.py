"""Rows on their way into a file: texts as numbers of a dictionary, in order, parted by group."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from goodoffices.feeds.cells import whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    import pyarrow as pa

__all__ = ["encode_texts", "sorted_parts", "with_own_dictionaries"]

_KEY_BITS: Final = 63
_NO_DAY: Final = -(2**31)


def encode_texts(rows: pa.Table, plain: Sequence[str]) -> pa.Table:
    """Return rows with texts as numbers of a dictionary, which are moved and written quicker.

    Columns in ``plain``, of which nearly every value is another, stay as they are.
    """
    import pyarrow as pa

    columns = [
        column if name in plain else _encoded(column)
        for name, column in zip(rows.column_names, rows.columns, strict=True)
    ]
    return pa.table(columns, names=rows.column_names)


def _encoded(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    """Return texts with one dictionary that holds each of them once; other values as they are."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_string(column.type):
        return whole(column.dictionary_encode())
    if not pa.types.is_dictionary(column.type):
        return column
    found = whole(column.unify_dictionaries() if column.num_chunks > 1 else column)
    if len(pc.unique(found.dictionary)) < len(found.dictionary):
        return found.dictionary_decode().dictionary_encode()
    return found


def with_own_dictionaries(rows: pa.Table) -> pa.Table:
    """Return rows whose dictionaries hold no texts of other rows, which would be written too."""
    import pyarrow as pa

    columns = [
        whole(column).dictionary_decode().dictionary_encode()
        if pa.types.is_dictionary(column.type)
        else column
        for column in rows.columns
    ]
    return pa.table(columns, names=rows.column_names)


def sorted_parts(
    rows: pa.Table, by: Sequence[str], groups: np.ndarray[Any, Any] | None = None
) -> Iterator[tuple[int, pa.Table]]:
    """Yield each group with its rows in order, nulls first; rows that tie stay as they were.

    ``groups`` has a number for each row; without it all rows are of group 0.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    keys = [_order_key(whole(rows[name])) for name in by]
    if groups is None:
        groups = np.zeros(rows.num_rows, np.int64)
    order = _order([groups, *keys])
    if (order[1:] < order[:-1]).any():
        places, groups = pa.array(order.astype(np.int32)), groups[order]
        columns = [pc.take(whole(one), places, boundscheck=False) for one in rows.columns]
        rows = pa.table(columns, names=rows.column_names)
    ends = [*np.flatnonzero(groups[1:] != groups[:-1]) + 1, rows.num_rows]
    for start, end in pairwise([0, *ends]):
        yield int(groups[start]), rows.slice(start, end - start)


def _order(keys: Sequence[np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
    """Return the order by some keys, the first one first, that leaves ties as they are.

    Keys that fit into one number together with the number of the row are sorted as such numbers,
    which is several times quicker.
    """
    import numpy as np

    found: np.ndarray[Any, Any]
    n = len(keys[0])
    lows = [int(key.min(initial=0)) for key in keys]
    bits = [
        (int(key.max(initial=0)) - low).bit_length() for key, low in zip(keys, lows, strict=True)
    ]
    if sum(bits) + n.bit_length() > _KEY_BITS:
        found = np.lexsort(keys[::-1])
        return found
    packed = np.zeros(n, np.int64)
    for key, low, width in zip(keys, lows, bits, strict=True):
        packed <<= width
        packed |= key.astype(np.int64) - low
    packed <<= n.bit_length()
    packed |= np.arange(n)
    packed.sort()
    found = packed & ((1 << n.bit_length()) - 1)
    return found


def _order_key(column: pa.Array) -> np.ndarray[Any, Any]:
    """Return whole numbers that sort as the values do."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(column.type):
        rank = pc.rank(column.dictionary, sort_keys="ascending", tiebreaker="dense")
        codes = pc.fill_null(pc.take(rank, column.indices), 0)
    elif pa.types.is_date(column.type):
        codes = pc.fill_null(column.cast(pa.int32()), _NO_DAY)
    else:
        codes = pc.fill_null(column, -1)
    found: np.ndarray[Any, Any] = codes.to_numpy(zero_copy_only=False)
    return found
