"""Join what one story tells twice: the same act, by the same sides, on the same day.

A story tells its act in the first line, again in the middle in other words, and once more in a
summary. The better telling stays and notes where the others stand. Acts on different days, and
acts whose numbers of dead or injured disagree, are never joined.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from goodoffices.reading.marks import trace_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.records import Actor, Event

__all__ = ["is_at_odds", "merge_repeats"]


class _Counted(Protocol):
    @property
    def n_dead(self) -> int | None: ...
    @property
    def n_injured(self) -> int | None: ...


def is_at_odds(one: _Counted, other: _Counted) -> bool:
    """Tell whether two tellings give different numbers of dead or of injured.

    A number that is not told disagrees with none.
    """
    pairs = ((one.n_dead, other.n_dead), (one.n_injured, other.n_injured))
    return any(None not in pair and pair[0] != pair[1] for pair in pairs)


def merge_repeats(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events of one story with each act once, in the order of the first telling.

    Two events are one act if they lie on the same day, have the same actors on the same sides
    (either way round when both are reciprocal), the same modality, the same CAMEO code or one the
    general code of the other ("040" beside "041"), and no numbers at odds. What stays is the
    telling with the exacter code, then the surer one, then the earlier one; numbers that only
    another telling gives are filled in, and ``also_told`` in its trace lists the other sentences.

    >>> merge_repeats([])
    ()
    """
    kept: list[Event] = []
    for event in events:
        for n, earlier in enumerate(kept):
            if _is_repeat(earlier, event):
                kept[n] = _joined(earlier, event)
                break
        else:
            kept.append(event)
    return tuple(kept)


def _is_repeat(one: Event, other: Event) -> bool:
    if one.start is None or {one.precision, other.precision} != {"day"}:
        return False
    if (one.start, one.end, one.modality) != (other.start, other.end, other.modality):
        return False
    if not _is_same_code(one.code, other.code) or is_at_odds(one, other):
        return False
    if one.code == other.code and _are_two_acts(one, other):
        return False
    return one.document_ids == other.document_ids and _is_same_sides(one, other)


def _are_two_acts(one: Event, other: Event) -> bool:
    """Return True for "shut the border and halted trade": two verbs of one sentence."""
    mine, theirs = trace_of(one), trace_of(other)
    is_same_sentence = one.quote_start == other.quote_start
    return is_same_sentence and all(mine.get(k) != theirs.get(k) for k in ("row", "trigger_at"))


def _is_same_code(one: str, other: str) -> bool:
    general = f"{one[:2]}0"
    return one == other or (one[:2] == other[:2] and general in (one, other))


def _is_same_sides(one: Event, other: Event) -> bool:
    mine = (_ids(one.source), _ids(one.target))
    theirs = (_ids(other.source), _ids(other.target))
    if one.is_reciprocal != other.is_reciprocal or one.via != other.via:
        return False
    return mine == theirs or (one.is_reciprocal and mine == theirs[::-1])


def _ids(actors: Iterable[Actor]) -> frozenset[tuple[str | None, str]]:
    """Return who stands on a side; for those of no state the role tells them apart."""
    return frozenset((actor.id, "" if actor.id else actor.role) for actor in actors)


def _joined(earlier: Event, later: Event) -> Event:
    def worth(event: Event) -> tuple[bool, float]:
        return (not event.code.endswith("0"), event.confidence)

    best, other = (later, earlier) if worth(later) > worth(earlier) else (earlier, later)
    trace = trace_of(best)
    told = [*trace.get("also_told", []), *trace_of(other).get("also_told", [])]
    told.append([other.quote_start, other.quote_end])
    spots = sorted({(a, b) for a, b in told if None not in (a, b)})
    mine = (best.quote_start, best.quote_end)
    trace["also_told"] = [list(spot) for spot in spots if spot != mine]
    return replace(
        best,
        n_dead=other.n_dead if best.n_dead is None else best.n_dead,
        n_injured=other.n_injured if best.n_injured is None else best.n_injured,
        place=best.place or other.place,
        trace=json.dumps(trace, ensure_ascii=False),
    )
