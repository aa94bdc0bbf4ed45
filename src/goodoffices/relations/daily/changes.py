"""What changed between two days: which relations opened a rift, deepened it, thawed or healed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

from goodoffices.relations.daily.feed_phases import all_feed_spells
from goodoffices.relations.daily.now import pair_tones
from goodoffices.relations.daily.records import Change
from goodoffices.relations.relate import relate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.ledger import View
    from goodoffices.records import Event, MeasureStep
    from goodoffices.relations.daily.assess import Assessed
    from goodoffices.relations.daily.records import ChangeKind, PairTone
    from goodoffices.relations.records import Phase, Spell

__all__ = ["feed_changes", "record_changes"]

_GRADE: Final[Mapping[Phase, int]] = {
    "calm": 0,
    "unknown": 0,
    "normalising": 1,
    "thaw": 2,
    "dispute": 3,
    "rift": 4,
    "deep_freeze": 5,
}
"""How bad a phase is, so that a change is for the better or for the worse."""
_MENDED: Final = frozenset({"thaw", "normalising"})
_SCORES: Final = ("score_rift", "score_thaw")


def kind_of(before: Phase, after: Phase) -> ChangeKind | None:
    """Return what a change of phase is called; None if it is none that is told.

    >>> kind_of("calm", "rift"), kind_of("thaw", "rift"), kind_of("rift", "thaw")
    ('opened', 'relapsed', 'thawed')
    """
    if after == "thaw":
        return "thawed"
    if after == "normalising" or (after, before) == ("calm", "normalising"):
        return "normalised"
    if after == "calm":
        return "faded" if _GRADE[before] >= _GRADE["thaw"] else None
    if before in _MENDED:
        return "relapsed"
    if before in ("calm", "unknown"):
        return "opened"
    return "deepened" if _GRADE[after] > _GRADE[before] else "relapsed"


def feed_changes(view: View, assessed: Assessed, since: dt.date) -> list[Change]:
    """Return the changes of phase after ``since`` up to the day of the view, as feeds tell them."""
    spells = all_feed_spells(view, assessed)
    tones = pair_tones(assessed)
    scores = _scores(assessed, since)
    found = []
    for pair, its in spells.items():
        for change in _turns(pair, its, since):
            score = scores.get((*pair, change.day))
            tone = tones.get(pair)
            found.append(_with_numbers(change, score, tone))
    return sorted(found, key=_order)


def record_changes(view: View, before: View) -> list[Change]:
    """Return the changes of phase between two views, as cases and texts tell them.

    A change counts if the later view has it and the earlier one, with what was known then, had not.
    Of several changes of a pair the last one is told.
    """
    now, then = _grouped(view), _grouped(before)
    found: list[Change] = []
    for pair in sorted(now):
        spells, earlier = _spells(now, pair, view.as_of), _spells(then, pair, before.as_of)
        known = {(spell.phase, spell.since) for spell in earlier}
        turns = _turns(pair, spells, dt.date.min, told_by_records=True)
        if turns and (turns[-1].after, turns[-1].day) not in known:
            is_new = turns[-1].day > before.as_of or turns[-1].after != _phase(earlier)
            found.extend(turns[-1:] if is_new else ())
    return sorted(found, key=_order)


_Pair = tuple[str, str]
_Grouped = dict[_Pair, tuple[list["Event"], list["MeasureStep"]]]


def _grouped(view: View) -> _Grouped:
    """Return the events and steps of each pair of actors that stand in one together."""
    found: _Grouped = {}
    for event in view.events():
        ids = sorted({str(one.id) for one in event.source + event.target if one.id})
        for pair in combinations(ids, 2):
            found.setdefault(pair, ([], []))[0].append(event)
    for step in view.measure_steps():
        low, high = sorted((str(step.sender), str(step.target)))
        if low != high:
            found.setdefault((low, high), ([], []))[1].append(step)
    return found


def _spells(grouped: _Grouped, pair: _Pair, as_of: dt.date) -> tuple[Spell, ...]:
    events, steps = grouped.get(pair, ([], []))
    low, high = pair
    return relate(events, steps, low, high, as_of).spells  # type: ignore[arg-type]


def _phase(spells: tuple[Spell, ...]) -> Phase:
    return spells[-1].phase if spells else "unknown"


def _turns(
    pair: tuple[str, str],
    spells: tuple[Spell, ...],
    since: dt.date,
    *,
    told_by_records: bool = False,
) -> list[Change]:
    """Return the changes between spells that began after a day."""
    found = []
    for before, after in zip((None, *spells), spells, strict=False):
        earlier: Phase = before.phase if before else "unknown"
        kind = kind_of(earlier, after.phase)
        if kind is None or after.since <= since:
            continue
        found.append(
            Change(
                kind=kind,
                low=pair[0],
                high=pair[1],
                day=after.since,
                before=earlier,
                after=after.phase,
                why=after.why,
                cited=after.opened_by,
                told_by="records" if told_by_records else "feeds",
                score=None,
                tone=None,
                tone_change=None,
            )
        )
    return found


def _scores(assessed: Assessed, since: dt.date) -> dict[tuple[str, str, dt.date], float]:
    """Return the greater score of each pair on each day after one."""
    import pyarrow.compute as pc

    rows = assessed.pairs.filter(pc.greater(assessed.pairs["day"], since))
    names = ("low", "high", "day", *_SCORES)
    return {
        (low, high, day): max(scores)
        for low, high, day, *scores in zip(*(rows[one].to_pylist() for one in names), strict=True)
    }


def _with_numbers(change: Change, score: float | None, tone: PairTone | None) -> Change:
    moved = None if tone is None else tone.value - tone.past
    return replace(change, score=score, tone=tone, tone_change=moved)


def _order(change: Change) -> tuple[bool, float, dt.date, str, str]:
    """Order those for the worse before those for the better, and each by surprise."""
    is_better = change.kind in ("thawed", "normalised", "faded")
    return (is_better, -(change.score or 0.0), change.day, change.low, change.high)
