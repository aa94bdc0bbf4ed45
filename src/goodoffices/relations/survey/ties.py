"""The ties of a day to some states, and the reports behind them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices import ontology
from goodoffices.relations.daily import pair_tones
from goodoffices.relations.daily.settings import TONE_HALF_LIFE_DAYS
from goodoffices.relations.network import ties_of_tones
from goodoffices.relations.survey import constants as c

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.ledger import View
    from goodoffices.relations.daily import Assessed
    from goodoffices.relations.network import Tie

__all__ = ["cite_ties", "ties_with"]


def cite_ties(view: View, ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """Return the same ties with the reports that weigh most in the direction of their tone.

    The weight of a report is the Goldstein value of its act, halved each month, times how many
    reports tell that act on that day. A tie without such a report in the last quarter has none.
    """
    chosen = list(ties)
    weights = _weights(view, {(tie.low, tie.high) for tie in chosen})
    return tuple(replace(tie, event_ids=_heaviest(weights, tie)) for tie in chosen)


def ties_with(
    view: View, assessed: Assessed | None, low: str, high: str
) -> dict[str, tuple[Tie | None, Tie | None]] | None:
    """Return the ties of each other state to two, with the reports behind them.

    A tie is known from `KNOWN_ACTS` acts on, in their decayed count; a state without a known tie to
    either is left out. None where no feed tells, or one of the two is no state that feeds tell of.
    """
    if assessed is None or not {low, high} <= set(assessed.state.actors):
        return None
    ties = ties_of_tones(pair_tones(assessed), assessed.as_of)
    sides = (low, high)
    near = [
        tie
        for tie in ties
        if tie.n_events >= c.KNOWN_ACTS and len({tie.low, tie.high} & set(sides)) == 1
    ]
    found: dict[str, tuple[Tie | None, Tie | None]] = {}
    for tie in cite_ties(view, near):
        side, other = (tie.low, tie.high) if tie.low in sides else (tie.high, tie.low)
        to_low, to_high = found.get(other, (None, None))
        found[other] = (tie, to_high) if side == low else (to_low, tie)
    return found


_Weights = dict[tuple[str, str], list[tuple[float, str]]]


def _weights(view: View, pairs: set[tuple[str, str]]) -> _Weights:
    """Return what each act of the last quarter weighs, with a report that tells it, by pair."""
    since = view.as_of - dt.timedelta(days=c.EVIDENCE_DAYS)
    table = view.query("code_days", since=since, until=view.as_of)
    names = ("day", "source", "target", "code", "n_reports", "cited")
    found: _Weights = {}
    for day, source, target, code, n, cited in zip(
        *(table[name].to_pylist() for name in names), strict=True
    ):
        pair = (source, target) if source < target else (target, source)
        act = ontology.acts().get(code)
        if pair in pairs and act is not None:
            age = (view.as_of - day).days
            weight = n * act.goldstein * 0.5 ** (age / TONE_HALF_LIFE_DAYS)
            found.setdefault(pair, []).append((weight, cited))
    return found


def _heaviest(weights: _Weights, tie: Tie) -> tuple[str, ...]:
    sign = 1 if (tie.tone or 0.0) >= 0 else -1
    rows = sorted(
        (-sign * weight, cited)
        for weight, cited in weights.get((tie.low, tie.high), ())
        if sign * weight > 0
    )
    return tuple(cited for _, cited in rows[: c.EVIDENCE_REPORTS])
