"""Who stands between two states: friends of both sides, and of one side only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.relations.daily import feed_spells, find_reports, pair_tones
from goodoffices.relations.daily.now import cell_of
from goodoffices.relations.network import ties_of_tones
from goodoffices.relations.survey import constants as c
from goodoffices.relations.survey.ties import cite_ties

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from goodoffices.ledger import View
    from goodoffices.relations import Phase
    from goodoffices.relations.daily import Assessed, CitedReport
    from goodoffices.relations.network import Tie

__all__ = ["Between", "Friend", "survey_between"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Friend:
    """A third state with a sure tie to each of two, and the reports behind both ties."""

    actor: str
    to_low: Tie
    to_high: Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """Two states and who is tied to both.

    ``tie`` is how warm the two are, None if no act was reported; ``is_sure`` says whether its sign
    is. ``friends`` are warm with both, those with the warmer of their cooler ties first; ``split``
    are warm with one and cold with the other. ``n_one_side`` states have a sure tie to one of the
    two only: nothing is said of them. ``reports`` are those behind all ties.
    """

    low: str
    high: str
    as_of: dt.date
    phase: Phase
    tie: Tie | None
    is_sure: bool
    friends: tuple[Friend, ...]
    split: tuple[Friend, ...]
    n_one_side: int
    reports: tuple[CitedReport, ...]


def survey_between(view: View, assessed: Assessed, sure: Iterable[Tie], a: str, b: str) -> Between:
    """Return who stands between two states, by the ties whose sign is sure.

    Raises
    ------
    InputError
        One of the two is no state that feeds can tell of.
    """
    low, high = sorted((a, b))
    own = _own_tie(assessed, low, high)
    ties = {(tie.low, tie.high): tie for tie in sure}
    states = sorted({side for pair in ties for side in pair} - {low, high})
    known = {actor: (ties.get(_pair(actor, low)), ties.get(_pair(actor, high))) for actor in states}
    both = {actor: pair for actor, pair in known.items() if None not in pair}
    cited = _cited(view, [own, *(tie for pair in both.values() for tie in pair)])
    rows = [
        Friend(
            actor=actor,
            to_low=cited[_pair(actor, low)],
            to_high=cited[_pair(actor, high)],
        )
        for actor in both
    ]
    spells = feed_spells(view, assessed, low, high)
    ids = [one for tie in cited.values() for one in tie.event_ids]
    return Between(
        low=low,
        high=high,
        as_of=view.as_of,
        phase=spells[-1].phase if spells else "unknown",
        tie=cited.get((low, high)),
        is_sure=(low, high) in ties,
        friends=tuple(sorted((one for one in rows if _cooler(one) > 0), key=_order)),
        split=tuple(sorted((one for one in rows if _is_split(one)), key=_order)),
        n_one_side=sum(pair.count(None) == 1 for pair in known.values()),
        reports=tuple(find_reports(view, ids, c.EVIDENCE_DAYS).values()),
    )


def _own_tie(assessed: Assessed, low: str, high: str) -> Tie | None:
    cell_of(assessed.state.actors, low, high)
    tones = ties_of_tones(pair_tones(assessed), assessed.as_of)
    return next((tie for tie in tones if (tie.low, tie.high) == (low, high)), None)


def _cited(view: View, ties: Iterable[Tie | None]) -> dict[tuple[str, str], Tie]:
    cited = cite_ties(view, [tie for tie in ties if tie is not None])
    return {(tie.low, tie.high): tie for tie in cited}


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _tones(one: Friend) -> tuple[float, float]:
    return one.to_low.tone or 0.0, one.to_high.tone or 0.0


def _cooler(one: Friend) -> float:
    return min(_tones(one))


def _is_split(one: Friend) -> bool:
    first, second = _tones(one)
    return first * second < 0


def _order(one: Friend) -> tuple[float, str]:
    return -_cooler(one), one.actor
