"""The check at the border for slots of feeds: columns, cells and counts, without Python rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from goodoffices.errors import BadRow, InputError
from goodoffices.feeds.cells import whole
from goodoffices.feeds.reports import are_different
from goodoffices.ledger.batch import check_slot_name
from goodoffices.ledger.feedslots import check_period
from goodoffices.ledger.ordering import encode_texts
from goodoffices.ledger.segments import plain_columns
from goodoffices.tables import arrow_schema, columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from goodoffices.feeds.parsed import ParsedSlot

__all__ = ["check_columns", "check_parsed_slots"]

_FEED: Final = re.compile(r"[a-z][a-z0-9_-]*")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}|crc32:[0-9a-f]{8}-\d+(\+[0-9a-f]{8}-\d+)*")
_PATTERNS: Final = {
    "source": (r"^[A-Z][A-Z0-9+-]*$", "an actor id"),
    "target": (r"^[A-Z][A-Z0-9+-]*$", "an actor id"),
    "place_state": (r"^[A-Z][A-Z0-9+-]*$", "an actor id"),
    "code": (r"^[0-9]{2,4}$", "a CAMEO code"),
}
TABLES: Final = ("reports", "mentions", "rejects")


def check_parsed_slots(slots: Sequence[ParsedSlot]) -> dict[str, pa.Table]:
    """Return the tables of some slots one after the other, in the types of the ledger.

    All rows are looked at together, which is quick; only if something is wrong is each slot looked
    at by itself, to tell where.

    Raises
    ------
    BadRow
        A cell does not fit its column; table, slot and row are named.
    InputError
        A slot as a whole is unsound: its name, its period, its columns, its counts.
    """
    for slot in slots:
        _check_slot(slot)
    tables = {name: _joined([getattr(slot, name) for slot in slots], name) for name in TABLES}
    if not all(_is_sound(name, rows, slots) for name, rows in tables.items()):
        for slot in slots:
            for name in TABLES:
                _checked(slot, name, getattr(slot, name))
    return tables


def _check_slot(slot: ParsedSlot) -> None:
    check_slot_name(slot.slot)
    if not (_FEED.fullmatch(slot.feed) and slot.slot.startswith(f"{slot.feed}:")):
        raise InputError(f"slot {slot.slot}: must be named after its feed, found {slot.feed!r}")
    if not _DIGEST.fullmatch(slot.digest):
        raise InputError(f"slot {slot.slot}: digest {slot.digest!r} is no SHA-256, nor CRC-32")
    check_period(slot.slot, slot.opens_at, slot.closes_at)
    _check_counts(slot)
    for name in TABLES:
        _check_names(name, getattr(slot, name), where=f"{name} of slot {slot.slot}")


def _joined(parts: Sequence[pa.Table], name: str) -> pa.Table:
    """Return rows in the types of the table, if they have or can take them; texts encoded."""
    import pyarrow as pa

    schema = _nullable(name)
    found: list[pa.Table] = []
    for number, part in enumerate(parts):
        if not part.num_rows:
            continue
        try:
            fits = bool(found) and part.schema == found[0].schema
            found.append(part if fits else _fitted(part, schema))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError, ValueError) as error:
            reason = str(error).split("\n", 1)[0][:200]
            raise InputError(f"{name} of slot number {number + 1}: {reason}") from error
    if any(part.schema != found[0].schema for part in found):
        found = [part.cast(schema) for part in found]
    return encode_texts(pa.concat_tables(found or [schema.empty_table()]), plain_columns(name))


def _fitted(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """Return rows in the types of a schema; texts may stay encoded."""
    import pyarrow as pa

    chosen = rows if rows.schema.names == schema.names else rows.select(schema.names)
    types = [
        found if pa.types.is_dictionary(found) and found.value_type == wanted else wanted
        for found, wanted in zip(chosen.schema.types, schema.types, strict=True)
    ]
    if chosen.schema.types == types:  # a cast would cost, even to the same types
        return chosen
    fields = [field.with_type(type_) for field, type_ in zip(schema, types, strict=True)]
    return chosen.cast(pa.schema(fields))


def _nullable(name: str) -> pa.Schema:
    import pyarrow as pa

    return pa.schema([field.with_nullable(True) for field in arrow_schema(name)])


def _is_sound(name: str, rows: pa.Table, slots: Sequence[ParsedSlot]) -> bool:
    """Return whether no cell is wrong; the same rules as in `_checked`, for all slots at once."""
    import pyarrow as pa

    counts = [getattr(slot, name).num_rows for slot in slots]
    try:
        for column in rows.columns:
            is_coded = pa.types.is_dictionary(column.type)
            (whole(column) if is_coded else column).validate(full=True)
        for column in {"slot", "feed"} & set(rows.column_names):
            wanted = [getattr(slot, column) for slot in slots]
            if not _repeats(rows[column], wanted, counts):
                return False
        _check_cells(name, rows, "")
        return name != "reports" or _has_each_once(rows["report_id"])
    except (BadRow, pa.ArrowInvalid):
        return False


def _has_each_once(ids: pa.ChunkedArray) -> bool:
    import pyarrow.compute as pc

    return are_different(ids) or pc.count_distinct(ids).as_py() == len(ids)


def _repeats(column: pa.ChunkedArray, values: Sequence[str], counts: Sequence[int]) -> bool:
    """Return whether a column with a dictionary holds each value so many times, in this order."""
    import numpy as np

    found = whole(column)
    place = {value: number for number, value in enumerate(found.dictionary.to_pylist())}
    codes = [place.get(value, -1) if n else -1 for value, n in zip(values, counts, strict=True)]
    wanted = np.repeat(np.array(codes, np.int32), counts)
    return not found.null_count and bool((found.indices.to_numpy() == wanted).all())


def _check_counts(slot: ParsedSlot) -> None:
    told = slot.reports.num_rows + slot.rejects.num_rows + slot.n_duplicates
    if slot.n_duplicates < 0 or slot.size < 0 or slot.n_rows != told:
        raise InputError(
            f"slot {slot.slot}: {slot.n_rows} rows must be {slot.reports.num_rows} reports and "
            f"{slot.rejects.num_rows} rejects and {slot.n_duplicates} duplicates"
        )


def _checked(slot: ParsedSlot, name: str, rows: pa.Table) -> None:
    where = f"{name} of slot {slot.slot}"
    chosen = check_columns(name, rows, where=where)
    for column in {"slot", "feed"} & set(chosen.column_names):
        _check_constant(chosen[column], column, getattr(slot, column), where)
    if name == "reports":
        _check_ids(chosen["report_id"], where)


def check_columns(name: str, rows: pa.Table, *, where: str) -> pa.Table:
    """Return rows in the types of a table; raises if a column or a cell does not fit."""
    import pyarrow as pa

    _check_names(name, rows, where=where)
    try:
        rows.validate(full=True)
        schema = _nullable(name)
        chosen = rows.select(schema.names).cast(schema)
        chosen.validate(full=True)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, ValueError) as error:
        reason = str(error).split("\n", 1)[0][:200]
        raise InputError(f"{where}: {reason}") from error
    _check_cells(name, chosen, where)
    return chosen


def _check_names(name: str, rows: pa.Table, *, where: str) -> None:
    wanted = [column.column for column in columns(name)]
    found = rows.column_names
    if found != wanted and sorted(found) != sorted(wanted):
        wrong = sorted(set(found) ^ set(wanted)) or ["(one is there twice)"]
        raise InputError(f"{where}: wrong columns {', '.join(wrong)}")


def _check_cells(name: str, rows: pa.Table, where: str) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc

    for field in arrow_schema(name):
        column = rows[field.name]
        if not field.nullable and column.null_count:
            _fail(pc.is_null(column), column, f"{field.name} must not be empty", where)
        if pa.types.is_floating(field.type) and column.null_count < len(column):
            is_bad = pc.invert(pc.is_finite(column))
            _fail(is_bad, column, f"{field.name} must be a number", where)
        if name == "reports" and field.name in _PATTERNS:
            pattern, what = _PATTERNS[field.name]
            _check_pattern(column, field.name, pattern, what, where)


def _check_constant(column: pa.ChunkedArray, name: str, value: str, where: str) -> None:
    import pyarrow.compute as pc

    _fail(pc.not_equal(column, value), column, f"{name} must be {value}", where)


def _check_pattern(column: pa.ChunkedArray, name: str, pattern: str, what: str, where: str) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc

    is_coded = pa.types.is_dictionary(column.type)
    seen = whole(column).dictionary if is_coded else pc.unique(column)
    if not pc.all(pc.match_substring_regex(seen, pattern), min_count=0).as_py():
        column = column.cast(pa.string())
        is_bad = pc.invert(pc.match_substring_regex(column, pattern))
        _fail(is_bad, column, f"{name} must be {what}", where)


def _check_ids(ids: pa.ChunkedArray, where: str) -> None:
    import pyarrow.compute as pc

    if pc.count_distinct(ids).as_py() == len(ids):
        return
    counts = pc.value_counts(ids).to_pylist()
    twice = next(one["values"] for one in counts if one["counts"] > 1)
    _fail(pc.equal(ids, twice), ids, "report_id is there twice", where)


def _fail(is_bad: pa.ChunkedArray, column: pa.ChunkedArray, what: str, where: str) -> None:
    """Raise `BadRow` for the first row that is bad, if any is."""
    import pyarrow.compute as pc

    index = pc.index(is_bad, True).as_py()
    if index >= 0:
        found = column[index].as_py()
        raise BadRow(f"{what}, found {found!r}", where=where, line=index + 1)
