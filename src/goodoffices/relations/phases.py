"""Phases of a relation: a state machine over the acts between two sides.

::

    from          to            when
    unknown       as calm, or as rift: what the acts of a feed begin with between two at odds
    calm          rift          a severe act, or hostile acts heap up
                  dispute       some hostile acts
    dispute       rift          as from calm
                  calm          a quarter without hostile acts or measures
    rift          thaw          conciliatory acts between the two outweigh the latest blows
                  deep_freeze   contact cut or measures in force, a month without contact
                  calm          half a year without hostile acts or measures
    deep_freeze   rift          an act graver than any since the rift opened
                  thaw          as from rift, with the conciliatory acts of a quarter
                  calm          a year without hostile acts, nothing cut or in force
    thaw          rift          a rupture or force, or hostile acts that heap up, outweigh the
                                conciliatory acts
                  normalising   steps in several fields
                  deep_freeze   half a year without a step, and something is cut or in force
                  calm          half a year without a step, and nothing is
    normalising   rift          as from thaw
                  calm          a year without hostile acts, no measure left

At most one change a day. Leaving a phase asks for more than staying in it (hysteresis): a single
sanction opens a rift in calm but does not end a thaw. Every change names the events behind it.
"""

from __future__ import annotations

import datetime as dt
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from goodoffices.relations import constants as c
from goodoffices.relations.history import History
from goodoffices.relations.records import Spell
from goodoffices.relations.rules import RULES, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodoffices.records import MeasureStep
    from goodoffices.relations.acts import DyadAct
    from goodoffices.relations.rules import Change

__all__ = ["change_on", "find_spells"]

OFFSETS = (
    0,
    1,
    c.HOSTILE_WINDOW_DAYS,
    c.FREEZE_SILENCE_DAYS,
    c.THAW_WINDOW_DAYS,
    c.FROZEN_WINDOW_DAYS,
    c.DISPUTE_FADES_DAYS,
    c.RIFT_FADES_DAYS,
    c.STALL_DAYS,
    c.FREEZE_FADES_DAYS,
    c.RECOVERED_DAYS,
)
"""Days after an act, a step or a change on which a rule can begin to hold."""


def find_spells(
    acts: Sequence[DyadAct],
    steps: Iterable[MeasureStep],
    as_of: dt.date,
    *,
    opening: Spell | None = None,
) -> tuple[Spell, ...]:
    """Return the phases of a dyad from its first act to a day, as spells without gaps.

    ``acts`` are in order of their days, as :func:`acts_between` gives them. Instead of walking all
    days, the machine stops only on those on which some rule can begin to hold; the result is the
    same, and a test compares the two. ``opening`` is the first spell where the acts do not tell
    all: a feed that begins in the middle of a quarrel begins with the phase unknown.

    >>> import datetime as dt
    >>> find_spells([], [], dt.date(2020, 1, 1))
    ()
    """
    history = History(acts, steps, as_of)
    if not history.acts:
        return ()
    first = history.days[0]
    begun = opening or _opening(history, first)
    if begun.phase == "calm" and not history.steps and not any(act.hostile for act in history.acts):
        return (begun,)  # only a hostile act ends a calm
    first = min(first, begun.since)
    state = State(phase=begun.phase, since=first, episode_since=first)
    spells = [begun]
    days = _days_to_look_at(history)
    previous = None
    while days and days[0] <= as_of:
        day = heappop(days)
        if day == previous or day < first:
            continue
        previous = day
        change = change_on(history, state, day)
        if change is None:
            continue
        spells = _advance(spells, change, day)
        state = state.after(change, day)
        for offset in OFFSETS[1:]:
            heappush(days, day + dt.timedelta(days=offset))
    return tuple(spells)


def change_on(history: History, state: State, day: dt.date) -> Change | None:
    """Return the change that the rules make on a day, None when the phase stays.

    >>> import datetime as dt
    >>> day = dt.date(2020, 1, 1)
    >>> state = State(phase="calm", since=day, episode_since=day)
    >>> change_on(History([], [], day), state, day) is None
    True
    """
    for rule in RULES[state.phase]:
        change = rule(history, state, day)
        if change is not None:
            return change
    return None


def _days_to_look_at(history: History) -> list[dt.date]:
    marks = {*history.days, *(step.day for step in history.steps)}
    days = [mark + dt.timedelta(days=offset) for mark in marks for offset in OFFSETS]
    heapify(days)
    return days


def _opening(history: History, first: dt.date) -> Spell:
    ids = tuple(act.event_id for act in history.between(first, first))
    return Spell(
        phase="calm",
        since=first,
        until=None,
        opened_by=ids,
        closed_by=(),
        why="The first act known between the two; nothing before it is known.",
    )


def _advance(spells: list[Spell], change: Change, day: dt.date) -> list[Spell]:
    """Return the spells with the last one closed and a new one begun.

    A spell that would end before its first day was over is replaced, not kept empty.
    """
    last = spells[-1]
    opened = Spell(
        phase=change.phase,
        since=day,
        until=None,
        opened_by=change.event_ids,
        closed_by=(),
        why=change.why,
    )
    if last.since == day:
        return [*spells[:-1], opened]
    closed = Spell(
        phase=last.phase,
        since=last.since,
        until=day - dt.timedelta(days=1),
        opened_by=last.opened_by,
        closed_by=change.event_ids,
        why=last.why,
    )
    return [*spells[:-1], closed, opened]
