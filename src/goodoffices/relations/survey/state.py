"""One state among others: its ties, its quarrels, whom it could bridge, how multi-vector it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.relations.alignment import (
    RiftSpan,
    align_states,
    alignment,
    rank_by_bridging,
)
from goodoffices.relations.alignment.settings import WINDOW_MONTHS
from goodoffices.relations.daily import all_feed_spells, find_reports, monthly_tones, pair_tones
from goodoffices.relations.daily.settings import PHASE_HISTORY_DAYS
from goodoffices.relations.network import ties_of_tones
from goodoffices.relations.survey import constants as c

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from goodoffices.ledger import View
    from goodoffices.relations import Phase, Spell
    from goodoffices.relations.alignment import Alignment, PoleTable, RankedState
    from goodoffices.relations.daily import Assessed, CitedReport
    from goodoffices.relations.network import Tie

__all__ = ["StatePhase", "StateSurvey", "rank_states", "survey_state"]

_AT_ODDS = ("rift", "deep_freeze")
_QUIET = ("calm", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatePhase:
    """How a state stands with another that it is not at peace with, as feeds tell it."""

    other: str
    phase: Phase
    since: dt.date
    why: str
    cited: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSurvey:
    """A state on a day: ties from warm to cold, phases that are not calm, alignment and its rank.

    ``n_faint`` others had acts that have faded to less than one: no tie is told. ``rank`` is the
    place by bridging among ``n_ranked`` states, None where bridging is not known.
    """

    state: str
    as_of: dt.date
    commit: int
    ties: tuple[Tie, ...]
    n_faint: int
    phases: tuple[StatePhase, ...]
    alignment: Alignment
    rank: int | None
    n_ranked: int
    reports: tuple[CitedReport, ...]


def rank_states(
    view: View, assessed: Assessed, poles: PoleTable | None = None
) -> tuple[RankedState, ...]:
    """Return all states with a tie by bridging: warm with both sides of rifts of others.

    States of which bridging is not known come last, without a rank.
    """
    rifts = _rifts(all_feed_spells(view, assessed))
    return _ranked(ties_of_tones(pair_tones(assessed), view.as_of), rifts, view, poles)


def _ranked(
    ties: Sequence[Tie], rifts: Sequence[RiftSpan], view: View, poles: PoleTable | None
) -> tuple[RankedState, ...]:
    states = sorted({side for tie in ties for side in (tie.low, tie.high)})
    return rank_by_bridging(align_states(states, ties, rifts, view.as_of, poles=poles))


def survey_state(
    view: View, assessed: Assessed, state: str, poles: PoleTable | None = None
) -> StateSurvey:
    """Return how a state stands among others on the day of the view, as feeds tell it.

    ``poles`` are those that alignment asks about, the shipped ones by default.

    Raises
    ------
    InputError
        It is no state that feeds can tell of.
    """
    if state not in assessed.state.actors:
        raise InputError(f"{state} is no state: feeds are counted between states only")
    spells = all_feed_spells(view, assessed)
    rifts = _rifts(spells)
    now = ties_of_tones(pair_tones(assessed), view.as_of)
    own = [tie for tie in now if state in (tie.low, tie.high)]
    known = [tie for tie in own if tie.n_events >= c.KNOWN_ACTS]
    months = [
        tie
        for day, tones in monthly_tones(assessed, state, WINDOW_MONTHS)
        for tie in ties_of_tones(tones, day)
    ]
    phases = _phases(spells, state)
    ranked = _ranked(now, rifts, view, poles)
    ranks = {one.alignment.state: one.rank for one in ranked}
    ids = [one for phase in phases for one in phase.cited]
    return StateSurvey(
        state=state,
        as_of=view.as_of,
        commit=view.commit,
        ties=tuple(sorted(known, key=lambda tie: (-(tie.tone or 0.0), tie.low, tie.high))),
        n_faint=len(own) - len(known),
        phases=phases,
        alignment=alignment(state, months, rifts, view.as_of, poles=poles),
        rank=ranks.get(state),
        n_ranked=sum(one.rank is not None for one in ranked),
        reports=tuple(find_reports(view, ids, PHASE_HISTORY_DAYS).values()),
    )


def _rifts(spells: Mapping[tuple[str, str], Iterable[Spell]]) -> tuple[RiftSpan, ...]:
    return tuple(
        RiftSpan(
            low=low,
            high=high,
            since=spell.since,
            until=spell.until,
            event_ids=spell.opened_by,
        )
        for (low, high), its in spells.items()
        for spell in its
        if spell.phase in _AT_ODDS
    )


def _phases(
    spells: Mapping[tuple[str, str], tuple[Spell, ...]], state: str
) -> tuple[StatePhase, ...]:
    found = [
        StatePhase(
            other=pair[0] if pair[1] == state else pair[1],
            phase=its[-1].phase,
            since=its[-1].since,
            why=its[-1].why,
            cited=its[-1].opened_by[:1],
        )
        for pair, its in spells.items()
        if state in pair and its and its[-1].phase not in _QUIET
    ]
    return tuple(sorted(found, key=lambda one: (-one.since.toordinal(), one.other)))
