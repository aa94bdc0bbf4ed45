"""From what a feed publishes to what the store holds: fetch, parse and commit slots, day by day.

A slot that the feed's list lacks is noted as missing, one that could not be had or read as failed;
neither is ever taken for a slot without events. Slots that are in, under the digests that the list
gives now, are not fetched again, so a run that was broken off goes on where it was.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Literal

from goodoffices.errors import InputError
from goodoffices.ledger.feedslots import SlotNote, is_in, slots_of_files
from goodoffices.ledger.settings import SLOTS_PER_COMMIT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from goodoffices.feeds.download import Downloader, Fetched
    from goodoffices.feeds.manifest import FeedFile, PublishedSlot
    from goodoffices.feeds.parsed import Feed, ParsedSlot
    from goodoffices.ledger.feedslots import SlotState
    from goodoffices.ledger.store import Store

__all__ = ["SlotOutcome", "sync_slots"]

SlotStatus = Literal["loaded", "replaced", "unchanged", "missing", "expected", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotOutcome:
    """What became of a slot: how it stands now, and what its file held if it was loaded."""

    slot: str
    status: SlotStatus
    n_kept: int = 0
    n_rejected: int = 0
    n_duplicates: int = 0
    reason: str = ""


def sync_slots(
    store: Store,
    feed: Feed,
    downloader: Downloader,
    slots: Iterable[PublishedSlot],
    *,
    is_due_before: dt.datetime,
    keeps_files: bool = True,
) -> Iterator[SlotOutcome]:
    """Yield what became of each slot; every 96 slots are one commit.

    A slot that is not in the list is missing if it closed before ``is_due_before``, else still
    expected. Without ``keeps_files`` a file is removed once its rows are committed.
    """
    waiting = iter(slots)
    while group := list(islice(waiting, SLOTS_PER_COMMIT)):
        yield from _sync_group(store, feed, downloader, group, is_due_before, keeps_files)


def _sync_group(
    store: Store,
    feed: Feed,
    downloader: Downloader,
    group: Sequence[PublishedSlot],
    is_due_before: dt.datetime,
    keeps_files: bool,
) -> Iterator[SlotOutcome]:
    states = store.slot_states([one.slot for one in group])
    published = [one for one in group if one.export is not None]
    wanted = [one for one in published if not _is_in(one, states.get(one.slot), feed)]
    fetched = _fetch(downloader, wanted)
    parsed, notes = _parse(feed, wanted, fetched, states)
    notes += [_note_of_absent(one, is_due_before) for one in group if one.export is None]
    found = {r.slot: r for r in store.load_feed(parsed, parser=feed.version)} if parsed else {}
    if notes:
        store.note_slots(notes)
    if not keeps_files:
        _remove(fetched, {one.slot for one in wanted} - {note.slot for note in notes})
    told = {note.slot: note for note in notes}
    for one in group:
        if one.slot in found:
            result = found[one.slot]
            yield SlotOutcome(
                slot=one.slot,
                status=result.status,
                n_kept=result.n_kept,
                n_rejected=result.n_rejected,
                n_duplicates=result.n_duplicates,
            )
        elif one.slot in told:
            note = told[one.slot]
            status: SlotStatus = "failed" if note.status == "fetched" else note.status
            yield SlotOutcome(slot=one.slot, status=status, reason=note.reason)
        else:
            yield SlotOutcome(slot=one.slot, status="unchanged")


def _is_in(slot: PublishedSlot, state: SlotState | None, feed: Feed) -> bool:
    """Tell whether the files that the list names now are in, read by this adapter."""
    if state is None or not state.is_loaded:
        return False
    return state.url == slot.mark and state.parser == feed.version


def _files(slot: PublishedSlot) -> list[FeedFile]:
    return [file for file in (slot.export, slot.mentions) if file is not None]


def _fetch(downloader: Downloader, wanted: Sequence[PublishedSlot]) -> dict[str, list[Fetched]]:
    slot_of = {file.name: one.slot for one in wanted for file in _files(one)}
    found: dict[str, list[Fetched]] = defaultdict(list)
    for one in downloader.fetch(file for slot in wanted for file in _files(slot)):
        found[slot_of[one.file.name]].append(one)
    return found


def _parse(
    feed: Feed,
    wanted: Sequence[PublishedSlot],
    fetched: dict[str, list[Fetched]],
    states: Mapping[str, SlotState],
) -> tuple[list[ParsedSlot], list[SlotNote]]:
    """Return the slots whose files are all there and can be read, and notes on the others.

    What is in already, only packed anew, is not read again.
    """
    notes, ready = [], []
    for slot in wanted:
        bad = [one for one in fetched[slot.slot] if one.status != "there"]
        if bad:
            is_missing = all(one.status == "missing" for one in bad)
            reason = "; ".join(f"{one.file.name}: {one.reason}" for one in bad)
            notes.append(_note(slot, "missing" if is_missing else "failed", reason))
            continue
        export = next(one for one in fetched[slot.slot] if one.file == slot.export)
        if not is_in(states.get(slot.slot), feed, export.path):
            ready.append((slot, export.path))
    parsed = []
    slots = slots_of_files(feed, [path for _, path in ready])
    for (slot, _), found in zip(ready, slots, strict=True):
        if isinstance(found, InputError):
            notes.append(_note(slot, "failed", str(found)))
        else:
            parsed.append(replace(found, url=slot.mark))
    return parsed, notes


def _note_of_absent(slot: PublishedSlot, is_due_before: dt.datetime) -> SlotNote:
    if slot.closes_at > is_due_before:
        return _note(slot, "expected", "")
    return _note(slot, "missing", "the feed's list does not have it")


def _note(
    slot: PublishedSlot, status: Literal["expected", "missing", "failed"], reason: str
) -> SlotNote:
    return SlotNote(
        slot=slot.slot,
        feed=slot.feed,
        opens_at=slot.opens_at,
        closes_at=slot.closes_at,
        status=status,
        url=slot.mark,
        reason=reason,
    )


def _remove(fetched: dict[str, list[Fetched]], slots: set[str]) -> None:
    for slot in slots:
        for one in fetched[slot]:
            with suppress(OSError):
                one.path.unlink()
