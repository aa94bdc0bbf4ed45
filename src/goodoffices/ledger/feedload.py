"""What a load of feed slots writes: the rows of all fresh slots, in one commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodoffices.errors import InputError
from goodoffices.ledger.batch import check_slot_name
from goodoffices.ledger.compaction import COMPACTED_TABLES, dead_revisions, merge, plan_merges
from goodoffices.ledger.feedcheck import check_columns, check_parsed_slots
from goodoffices.ledger.feedslots import (
    check_note,
    loaded_rows,
    newest_states,
    row_of_note,
    row_of_slot,
    states_of,
)
from goodoffices.ledger.rewriting import append_rows, replace_rows
from goodoffices.ledger.segments import stored_schema
from goodoffices.tables import arrow_schema

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from goodoffices.feeds.parsed import ParsedSlot
    from goodoffices.ledger.feedslots import FeedLoadResult, SlotNote, SlotState
    from goodoffices.ledger.writer import Writer

__all__ = ["compact_tables", "write_health", "write_notes", "write_slots"]


def write_slots(
    writer: Writer, slots: Sequence[ParsedSlot], *, parser: str
) -> tuple[FeedLoadResult, ...]:
    """Load those slots that are not in; see `Store.load_feed`."""
    names = [one.slot for one in slots]
    if len(set(names)) != len(names):
        raise InputError("a slot is named twice in one load; load it once")
    states = states_of(writer.table("feed_slots"), names) if names else {}
    fresh = [
        one
        for one in sorted(slots, key=lambda one: one.slot)
        if one.slot not in states or not states[one.slot].holds(one, parser)
    ]
    checked = check_parsed_slots(fresh)
    if fresh:
        noted = writer.now()
        with writer.commit("feed") as number:
            rows = _rows_of_slots(fresh, checked, states, parser=parser, noted=noted, commit=number)
            for name, table in rows.items():
                append_rows(writer.table(name), table)
        states = {**states, **newest_states(rows["feed_slots"].to_pylist())}
        compact_tables(writer, is_full=False)
    new = {one.slot for one in fresh}
    return tuple(states[name].as_result(is_new=name in new) for name in names)


def write_notes(writer: Writer, notes: Sequence[SlotNote]) -> None:
    """Note what is new of slots that are not loaded; see `Store.note_slots`."""
    for note in notes:
        check_note(note)
    if len({note.slot for note in notes}) != len(notes):
        raise InputError("a slot is noted twice in one call; note it once")
    states = states_of(writer.table("feed_slots"), [note.slot for note in notes]) if notes else {}
    fresh = [note for note in notes if _is_news(note, states.get(note.slot))]
    if not fresh:
        return
    noted = writer.now()
    with writer.commit("note") as number:
        rows = [row_of_note(note, noted=noted, commit=number) for note in fresh]
        append_rows(writer.table("feed_slots"), _slot_table(rows))
    compact_tables(writer, is_full=False)


def _is_news(note: SlotNote, state: SlotState | None) -> bool:
    if state is None:
        return True
    return not state.is_loaded and (state.status, state.reason or "") != (note.status, note.reason)


def write_health(writer: Writer, feed: str, rows: pa.Table) -> None:
    """Replace the health of a feed; see `Store.put_feed_health`."""
    check_slot_name(f"{feed}:health")
    checked = check_columns("feed_health", rows, where=f"feed_health of {feed}")
    if set(checked["feed"].unique().to_pylist()) - {feed}:
        raise InputError(f"feed_health of {feed}: holds rows of other feeds")
    with writer.commit("health"):
        rows = checked.cast(stored_schema("feed_health"))
        replace_rows(writer.table("feed_health"), "feed", [feed], rows)


def compact_tables(writer: Writer, *, is_full: bool, spares_newest: bool = False) -> None:
    """Merge small files of the feed tables, a commit for each month; see `Store.compact`."""
    dead: pa.Table | None = None
    for name in COMPACTED_TABLES:
        segments = writer.table(name).segments() if name in writer.tables() else []
        plan = plan_merges(segments, is_full=is_full, spares_newest=spares_newest)
        for group, members in plan:
            if dead is None:
                dead = dead_revisions(loaded_rows(writer.table("feed_slots")))
            with writer.commit("compact"):
                merge(writer.table(name), name, group, members, dead)


def _slot_table(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Return rows of the ledger of slots as Arrow."""
    import pyarrow as pa

    names = arrow_schema("feed_slots").names
    full = [{name: row.get(name) for name in names} for row in rows]
    return pa.Table.from_pylist(full, schema=arrow_schema("feed_slots"))


def _rows_of_slots(
    slots: Sequence[ParsedSlot],
    checked: Mapping[str, pa.Table],
    states: Mapping[str, SlotState],
    *,
    parser: str,
    noted: dt.datetime,
    commit: int,
) -> dict[str, pa.Table]:
    """Return what to add to each table for some slots that are to be loaded."""
    told = [
        row_of_slot(one, states.get(one.slot), parser=parser, noted=noted, commit=commit)
        for one in slots
    ]
    added = {
        name: _marked(rows, told, [getattr(one, name).num_rows for one in slots])
        for name, rows in checked.items()
    }
    return {**added, "feed_slots": _slot_table(told)}


def _marked(rows: pa.Table, told: Sequence[Mapping[str, Any]], counts: Sequence[int]) -> pa.Table:
    """Return rows marked with their revision; a correction is not known before it was noted."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    revisions = np.repeat(np.array([row["revision"] for row in told], "int32"), counts)
    if any(row["since"] for row in told) and "known_at" in rows.column_names:
        sinces = pa.array([row["since"] for row in told], pa.date32())
        since = sinces.take(pa.array(np.repeat(np.arange(len(told)), counts)))
        later = pc.max_element_wise(rows["known_at"], since)
        rows = rows.set_column(rows.column_names.index("known_at"), "known_at", later)
    return rows.append_column("revision", pa.array(revisions))
