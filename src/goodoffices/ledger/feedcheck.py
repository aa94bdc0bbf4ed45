"""The check at the border for slots of feeds: columns, cells and counts, without Python rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from goodoffices.errors import BadRow, InputError
from goodoffices.ledger.batch import check_slot_name
from goodoffices.ledger.feedslots import check_period
from goodoffices.tables import arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa

    from goodoffices.feeds.parsed import ParsedSlot

__all__ = ["check_columns", "check_parsed_slot"]

_FEED: Final = re.compile(r"[a-z][a-z0-9_-]*")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_PATTERNS: Final = {
    "source": (r"^[A-Z][A-Z0-9+-]*$", "an actor id"),
    "target": (r"^[A-Z][A-Z0-9+-]*$", "an actor id"),
    "place_state": (r"^[A-Z][A-Z0-9+-]*$", "an actor id"),
    "code": (r"^[0-9]{2,4}$", "a CAMEO code"),
}
_TABLES: Final = ("reports", "mentions", "rejects")


def check_parsed_slot(slot: ParsedSlot) -> dict[str, pa.Table]:
    """Return the tables of a slot in the types of the ledger.

    Raises
    ------
    BadRow
        A cell does not fit its column; table, slot and row are named.
    InputError
        The slot as a whole is unsound: its name, its period, its columns, its counts.
    """
    check_slot_name(slot.slot)
    if not (_FEED.fullmatch(slot.feed) and slot.slot.startswith(f"{slot.feed}:")):
        raise InputError(f"slot {slot.slot}: must be named after its feed, found {slot.feed!r}")
    if not _DIGEST.fullmatch(slot.digest):
        raise InputError(f"slot {slot.slot}: digest {slot.digest!r} is no SHA-256")
    check_period(slot.slot, slot.opens_at, slot.closes_at)
    _check_counts(slot)
    return {name: _checked(slot, name, getattr(slot, name)) for name in _TABLES}


def _check_counts(slot: ParsedSlot) -> None:
    told = slot.reports.num_rows + slot.rejects.num_rows + slot.n_duplicates
    if slot.n_duplicates < 0 or slot.size < 0 or slot.n_rows != told:
        raise InputError(
            f"slot {slot.slot}: {slot.n_rows} rows must be {slot.reports.num_rows} reports and "
            f"{slot.rejects.num_rows} rejects and {slot.n_duplicates} duplicates"
        )


def _checked(slot: ParsedSlot, name: str, rows: pa.Table) -> pa.Table:
    where = f"{name} of slot {slot.slot}"
    chosen = check_columns(name, rows, where=where)
    for column in ("slot", "feed"):
        if column in chosen.column_names:
            _check_constant(chosen[column], column, getattr(slot, column), where)
    if name == "reports":
        for column, (pattern, what) in _PATTERNS.items():
            _check_pattern(chosen[column], column, pattern, what, where)
        _check_ids(chosen["report_id"], where)
    return chosen


def check_columns(name: str, rows: pa.Table, *, where: str) -> pa.Table:
    """Return rows in the types of a table; raises if a column or a cell does not fit."""
    import pyarrow as pa
    import pyarrow.compute as pc

    schema = arrow_schema(name)
    if set(rows.column_names) != set(schema.names):
        wrong = sorted(set(rows.column_names) ^ set(schema.names))
        raise InputError(f"{where}: wrong columns {', '.join(wrong)}")
    chosen = rows.select(schema.names)
    nullable = pa.schema([field.with_nullable(True) for field in schema])
    try:
        chosen = chosen.cast(nullable)
        chosen.validate(full=True)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, ValueError) as error:
        reason = str(error).split("\n", 1)[0][:200]
        raise InputError(f"{where}: {reason}") from error
    for field in schema:
        column = chosen[field.name]
        if not field.nullable and column.null_count:
            _fail(pc.is_null(column), column, f"{field.name} must not be empty", where)
        if pa.types.is_floating(field.type) and column.null_count < len(column):
            is_bad = pc.invert(pc.is_finite(column))
            _fail(is_bad, column, f"{field.name} must be a number", where)
    return chosen


def _check_constant(column: pa.ChunkedArray, name: str, value: str, where: str) -> None:
    import pyarrow.compute as pc

    _fail(pc.not_equal(column, value), column, f"{name} must be {value}", where)


def _check_pattern(column: pa.ChunkedArray, name: str, pattern: str, what: str, where: str) -> None:
    import pyarrow.compute as pc

    seen = pc.drop_null(pc.unique(column))
    if not pc.all(pc.match_substring_regex(seen, pattern), min_count=0).as_py():
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
