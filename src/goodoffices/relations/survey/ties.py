"""The reports behind the ties of a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices import ontology
from goodoffices.relations.daily.settings import TONE_HALF_LIFE_DAYS
from goodoffices.relations.survey import constants as c

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.ledger import View
    from goodoffices.relations.network import Tie

__all__ = ["cite_ties"]


def cite_ties(view: View, ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """Return the same ties with the reports that weigh most in the direction of their tone.

    The weight of a report is the Goldstein value of its act, halved each month, times how many
    reports tell that act on that day. A tie without such a report in the last quarter has none.
    """
    chosen = list(ties)
    weights = _weights(view, {(tie.low, tie.high) for tie in chosen})
    return tuple(replace(tie, event_ids=_heaviest(weights, tie)) for tie in chosen)


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
