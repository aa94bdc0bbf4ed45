"""The ledger of feed slots: which were expected, missing, failed or loaded, and from which file.

Rows are only ever added. What counts for a slot is its newest loaded file, or, while none was
loaded, the newest note. A file that differs from the one before is a correction: it counts from
the day on which it was noted (``since``), and the one before counts until then. The same file read
by a newer adapter tells nothing new, so it counts as long as the file does.
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from goodoffices.errors import InputError
from goodoffices.feeds.parsed import BatchFeed, PeekingFeed
from goodoffices.ledger.batch import check_slot_name
from goodoffices.ledger.delta import damaged_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    from goodoffices.feeds.parsed import Feed, ParsedSlot
    from goodoffices.ledger.delta import TableFile

__all__ = [
    "FeedLoadResult",
    "SlotNote",
    "SlotState",
    "check_note",
    "hidden_revisions",
    "is_in",
    "loaded_rows",
    "newest_states",
    "peeked",
    "row_of_note",
    "row_of_slot",
    "slots_of_files",
    "states_of",
    "utc_text",
]

_NOTES: Final = ("expected", "missing", "fetched", "failed")
_MANY: Final = 2**31 - 1
_STATE_COLUMNS: Final = (
    "slot", "status", "revision", "since", "digest", "parser", "reason", "commit",
    "n_rows", "n_kept", "n_rejected", "n_duplicates", "n_mentions", "url",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLoadResult:
    """What became of a slot of a feed, and what its file held."""

    slot: str
    status: Literal["loaded", "replaced", "unchanged"]
    commit: int
    n_rows: int
    n_kept: int
    n_rejected: int
    n_duplicates: int
    n_mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotNote:
    """What is to be noted of a slot that is not loaded."""

    slot: str
    feed: str
    opens_at: dt.datetime
    closes_at: dt.datetime
    status: Literal["expected", "missing", "fetched", "failed"]
    url: str = ""
    size: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotState:
    """What counts for a slot now."""

    slot: str
    status: str
    revision: int | None
    since: dt.date | None
    digest: str | None
    parser: str | None
    reason: str | None
    commit: int
    n_rows: int | None
    n_kept: int | None
    n_rejected: int | None
    n_duplicates: int | None
    n_mentions: int | None
    url: str | None

    @property
    def is_loaded(self) -> bool:
        """Return whether rows of the slot are in."""
        return self.revision is not None

    def holds(self, slot: ParsedSlot, parser: str) -> bool:
        """Return whether this very file is in, read by this version of the adapter."""
        return self.is_loaded and self.parser == parser and slot.is_of(self.digest)

    def has(self, digest: str, parser: str) -> bool:
        """Return whether a file of this digest is in, read by this version of the adapter."""
        return self.is_loaded and self.parser == parser and self.digest == digest

    def as_result(self, *, is_new: bool) -> FeedLoadResult:
        """Return the state as the result of a load."""
        status: Any = self.status if is_new else "unchanged"
        return FeedLoadResult(
            slot=self.slot,
            status=status,
            commit=self.commit,
            n_rows=self.n_rows or 0,
            n_kept=self.n_kept or 0,
            n_rejected=self.n_rejected or 0,
            n_duplicates=self.n_duplicates or 0,
            n_mentions=self.n_mentions or 0,
        )


def is_in(state: SlotState | None, feed: Feed, path: Path) -> bool:
    """Return whether a file is surely in, as far as can be told without reading it."""
    if state is None or ":" not in (state.digest or ""):
        return False
    told = peeked(feed, path)
    return told is not None and told[0] == state.slot and state.has(told[1], feed.version)


def peeked(feed: Feed, path: Path) -> tuple[str, str] | None:
    """Return slot and digest of a file without reading it; None where that cannot be told."""
    if not isinstance(feed, PeekingFeed):
        return None
    try:
        return feed.peek(path)
    except InputError:  # reading it will tell what is wrong
        return None


def slots_of_files(feed: Feed, paths: Sequence[Path]) -> list[ParsedSlot | InputError]:
    """Return the one slot of each file, or why it cannot be read; all together where that goes."""
    if isinstance(feed, BatchFeed):
        with suppress(InputError):  # then each by itself, to tell which
            return list(feed.parse_many(paths))
    found: list[ParsedSlot | InputError] = []
    for path in paths:
        try:
            (slot,) = feed.parse(path)
        except InputError as error:
            found.append(error)
        else:
            found.append(slot)
    return found


def utc_text(moment: dt.datetime) -> str:
    """Return a moment as the ledger writes it.

    >>> utc_text(dt.datetime(2016, 6, 29, 12, 0, tzinfo=dt.UTC))
    '2016-06-29T12:00:00+00:00'
    """
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")


def row_of_slot(
    slot: ParsedSlot, before: SlotState | None, *, parser: str, noted: dt.datetime, commit: int
) -> dict[str, Any]:
    """Return the row that says that a file of a slot is in."""
    had = before if before and before.is_loaded else None
    since = None
    if had is not None:
        since = had.since if slot.is_of(had.digest) else noted.astimezone(dt.UTC).date()
    return {
        "slot": slot.slot,
        "feed": slot.feed,
        "opens_at": utc_text(slot.opens_at),
        "closes_at": utc_text(slot.closes_at),
        "status": "loaded" if had is None else "replaced",
        "revision": 0 if had is None or had.revision is None else had.revision + 1,
        "since": since,
        "n_rows": slot.n_rows,
        "n_kept": slot.reports.num_rows,
        "n_rejected": slot.rejects.num_rows,
        "n_duplicates": slot.n_duplicates,
        "n_mentions": slot.mentions.num_rows,
        "digest": slot.digest,
        "size": slot.size,
        "url": slot.url,
        "parser": parser,
        "noted_at": utc_text(noted),
        "commit": commit,
        "reason": None,
    }


def row_of_note(note: SlotNote, *, noted: dt.datetime, commit: int) -> dict[str, Any]:
    """Return the row of a note."""
    return {
        "slot": note.slot,
        "feed": note.feed,
        "opens_at": utc_text(note.opens_at),
        "closes_at": utc_text(note.closes_at),
        "status": note.status,
        "size": note.size,
        "url": note.url or None,
        "noted_at": utc_text(noted),
        "commit": commit,
        "reason": note.reason or None,
    }


def check_note(note: SlotNote) -> None:
    """Raise `InputError` if a note cannot be kept."""
    check_slot_name(note.slot)
    if note.status not in _NOTES:
        raise InputError(f"slot {note.slot}: status must be {' or '.join(_NOTES)}")
    check_period(note.slot, note.opens_at, note.closes_at)


def check_period(slot: str, opens_at: dt.datetime, closes_at: dt.datetime) -> None:
    """Raise `InputError` if a slot has no period in UTC."""
    if opens_at.tzinfo is None or closes_at.tzinfo is None:
        raise InputError(f"slot {slot}: opens_at and closes_at must say their time zone")
    if not opens_at < closes_at:
        raise InputError(f"slot {slot}: closes at {closes_at}, not after it opens at {opens_at}")


def states_of(table: TableFile, slots: Sequence[str]) -> dict[str, SlotState]:
    """Return what counts for some slots; opens only the files in which they can stand."""
    if not slots:
        return {}
    low, high = min(slots), max(slots)
    files = [
        str(table.folder / one.name)
        for one in table.segments()
        if one.low["slot"] <= high and one.high["slot"] >= low
    ]
    if not files:
        return {}
    rows = _read(files, "slot", low, high)
    wanted = set(slots)
    return newest_states(row for row in rows.to_pylist() if row["slot"] in wanted)


def _read(files: Sequence[str], column: str, low: Any, high: Any) -> pa.Table:
    """Return the rows of the row groups in which a column can lie between two values."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    parts = []
    for file in files:
        try:
            with pq.ParquetFile(file) as parquet:
                groups = _row_groups(parquet.metadata, column, low, high)
                parts.append(parquet.read_row_groups(groups, columns=list(_STATE_COLUMNS)))
        except (OSError, pa.ArrowException) as error:
            raise damaged_file(file, error) from error
    return pa.concat_tables(parts)


def _row_groups(metadata: Any, column: str, low: Any, high: Any) -> list[int]:
    place = metadata.schema.names.index(column)
    found = []
    for number in range(metadata.num_row_groups):
        bounds = metadata.row_group(number).column(place).statistics
        if not bounds.has_min_max or (bounds.min <= high and bounds.max >= low):
            found.append(number)
    return found


def newest_states(rows: Iterable[Mapping[str, Any]]) -> dict[str, SlotState]:
    """Return what counts for each slot, from rows of the ledger in any order."""
    found: dict[str, SlotState] = {}
    for row in rows:
        state = SlotState(**{name: row[name] for name in _STATE_COLUMNS})
        before = found.get(state.slot)
        if before is None or _weight(state) > _weight(before):
            found[state.slot] = state
    return found


def _weight(state: SlotState) -> tuple[int, int]:
    return (-1 if state.revision is None else state.revision, state.commit)


def loaded_rows(table: TableFile) -> list[dict[str, Any]]:
    """Return slot, revision and since of all files that were loaded into corrected slots."""
    corrected = set(hidden_revisions(table, dt.date.max)["slot"].to_pylist())
    if not corrected:
        return []
    files = [str(table.folder / one.name) for one in table.segments() if "revision" in one.high]
    rows = _read(files, "revision", 0, _MANY).select(["slot", "revision", "since"]).to_pylist()
    return [row for row in rows if row["revision"] is not None and row["slot"] in corrected]


def hidden_revisions(table: TableFile, as_of: dt.date) -> pa.Table:
    """Return for each corrected slot the revision that counts on a day; older ones are hidden.

    Columns: slot, revision. Opens only files that hold corrections.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    files = [
        str(table.folder / one.name) for one in table.segments() if one.high.get("revision", 0) > 0
    ]
    empty = pa.table({"slot": pa.array([], pa.string()), "revision": pa.array([], pa.int32())})
    if not files:
        return empty
    rows = _read(files, "revision", 1, _MANY)
    rows = rows.filter(pc.fill_null(pc.greater(rows["revision"], 0), False))
    counts = pc.or_kleene(pc.is_null(rows["since"]), pc.less_equal(rows["since"], as_of))
    rows = rows.filter(pc.fill_null(counts, True))
    found = rows.group_by("slot").aggregate([("revision", "max")])
    return found.rename_columns(["slot", "revision"]) if found.num_rows else empty
