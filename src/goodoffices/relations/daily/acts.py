"""From reports of a feed to acts that may move a phase: only what is a surprise counts.

The state machine of ``relations/phases.py`` was made for curated acts, of which each matters. A
feed brings thousands, most of them the common noise of a relation. So a hostile act counts only on
days on which the pair's hostile acts are a surprise, it is severe only where the pair would alarm,
and a conciliatory act counts only if it is a surprise too, or a step of a kind that costs
something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from goodoffices import ontology
from goodoffices.relations import constants as rules
from goodoffices.relations.corroboration import DyadAct
from goodoffices.relations.daily import settings as c

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

__all__ = ["NO_SURPRISE", "Surprises", "acts_of_reports", "surprises_by_day"]


class Surprises(NamedTuple):
    """How much the acts of a pair surprise on a day."""

    hostile: float
    rift: float
    conciliatory: float


NO_SURPRISE: Final = Surprises(0.0, 0.0, 0.0)


def surprises_by_day(pairs: pa.Table) -> dict[tuple[str, str], dict[dt.date, Surprises]]:
    """Return the surprises of each pair by day, from rows of `Walked.pairs`."""
    found: dict[tuple[str, str], dict[dt.date, Surprises]] = {}
    names = ("low", "high", "day", "surprise_hostile", "score_rift", "surprise_conciliatory")
    for low, high, day, *scores in zip(*(pairs[one].to_pylist() for one in names), strict=True):
        if any(scores):
            found.setdefault((low, high), {})[day] = Surprises(*scores)
    return found


def acts_of_reports(
    rows: Iterable[Mapping[str, object]], surprises: Mapping[dt.date, Surprises]
) -> tuple[DyadAct, ...]:
    """Return the acts of one pair in order of days, from rows of the query ``code_days``.

    Acts that are no surprise are contacts at most, or keep open what is open if they are more than
    words.
    """
    acts = [_act(row, surprises) for row in rows]
    return tuple(
        sorted((one for one in acts if one), key=lambda act: (act.day, act.event_id, act.group))
    )


def _act(row: Mapping[str, object], surprises: Mapping[dt.date, Surprises]) -> DyadAct | None:
    kind = ontology.acts().get(str(row["code"]))
    if kind is None:
        return None
    day: dt.date = row["day"]  # type: ignore[assignment]
    scores = surprises.get(day, NO_SURPRISE)
    hostile = _hostile(kind, scores)
    conciliatory = _conciliatory(kind, scores)
    is_contact = ontology.group(kind.group).is_contact and kind.code not in rules.WISH_CODES
    keeps_open = rules.HOSTILE_POINTS.get(kind.group, 0) >= rules.WEIGHTY_POINTS
    if not (hostile or conciliatory or is_contact or keeps_open):
        return None
    return DyadAct(
        event_id=str(row["cited"]),
        day=day,
        doers=(str(row["source"]),),  # type: ignore[arg-type]
        group=kind.group,
        code=kind.code,
        goldstein=kind.goldstein,
        confidence=1.0,
        hostile=hostile,
        conciliatory=conciliatory,
        is_severe=hostile >= rules.SEVERE_POINTS and scores.rift >= c.RIFT_SCORE,
        is_contact=is_contact,
        is_read=False,
        lag_days=0,
        document_ids=(),
        keeps_open=keeps_open,
    )


def _hostile(kind: ontology.Act, scores: Surprises) -> int:
    if scores.hostile < c.DISPUTE_SURPRISE:
        return 0
    if kind.code.startswith(rules.ADMINISTRATIVE_CODE):
        return rules.ADMINISTRATIVE_POINTS
    return rules.HOSTILE_POINTS.get(kind.group, 0)


def _conciliatory(kind: ontology.Act, scores: Surprises) -> int:
    points = rules.CONCILIATORY_POINTS.get(kind.group, 0)
    if kind.code in rules.WISH_CODES:
        points = min(points, rules.QUIET_POINTS)
    counts = kind.group in c.PLAIN_GROUPS or scores.conciliatory >= c.THAW_SURPRISE
    return points if counts else 0
