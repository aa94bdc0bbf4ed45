"""From reports of a feed to acts that may move a phase: only what is a surprise counts.

The state machine of ``relations/phases.py`` was made for curated acts, of which each matters. A
feed brings thousands, most of them the common noise of a relation. So a hostile act counts only on
days on which the pair's hostile acts are a surprise, it is severe only where the pair would alarm,
and a conciliatory act counts only if it is a surprise too, or a step of a kind that costs
something.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from goodoffices import ontology
from goodoffices.relations import constants as rules
from goodoffices.relations.corroboration import DyadAct
from goodoffices.relations.daily import settings as c

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

__all__ = ["NO_SURPRISE", "Surprises", "acts_of_reports", "first_acts", "surprises_by_day"]


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


def first_acts(
    rows: Iterable[Mapping[str, object]], surprises: Mapping[dt.date, Surprises]
) -> tuple[DyadAct, ...]:
    """Return those of `acts_of_reports` that are of the first day with any."""
    by_day = itemgetter("day")
    for _, own in groupby(sorted(rows, key=by_day), by_day):
        acts = acts_of_reports(own, surprises)
        if acts:
            return acts
    return ()


class _Kind(NamedTuple):
    """What a code means for phases, whatever surprises: worked out once a code."""

    act: ontology.Act
    hostile: int
    conciliatory: int
    is_plain: bool
    is_contact: bool
    keeps_open: bool


@cache
def _kind_of(code: str) -> _Kind | None:
    act = ontology.acts().get(code)
    if act is None:
        return None
    points = rules.HOSTILE_POINTS.get(act.group, 0)
    is_administrative = code.startswith(rules.ADMINISTRATIVE_CODE)
    is_wish = code in rules.WISH_CODES
    conciliatory = rules.CONCILIATORY_POINTS.get(act.group, 0)
    return _Kind(
        act=act,
        hostile=rules.ADMINISTRATIVE_POINTS if is_administrative else points,
        conciliatory=min(conciliatory, rules.QUIET_POINTS) if is_wish else conciliatory,
        is_plain=act.group in c.PLAIN_GROUPS,
        is_contact=ontology.group(act.group).is_contact and not is_wish,
        keeps_open=points >= rules.WEIGHTY_POINTS,
    )


def _act(row: Mapping[str, object], surprises: Mapping[dt.date, Surprises]) -> DyadAct | None:
    kind = _kind_of(str(row["code"]))
    if kind is None:
        return None
    day: dt.date = row["day"]  # type: ignore[assignment]
    scores = surprises.get(day, NO_SURPRISE)
    hostile = kind.hostile if scores.hostile >= c.DISPUTE_SURPRISE else 0
    counts = kind.is_plain or scores.conciliatory >= c.THAW_SURPRISE
    conciliatory = kind.conciliatory if counts else 0
    if not (hostile or conciliatory or kind.is_contact or kind.keeps_open):
        return None
    return DyadAct(
        event_id=str(row["cited"]),
        day=day,
        doers=(str(row["source"]),),  # type: ignore[arg-type]
        group=kind.act.group,
        code=kind.act.code,
        goldstein=kind.act.goldstein,
        confidence=1.0,
        hostile=hostile,
        conciliatory=conciliatory,
        is_severe=hostile >= rules.SEVERE_POINTS and scores.rift >= c.RIFT_SCORE,
        is_contact=kind.is_contact,
        is_read=False,
        lag_days=0,
        document_ids=(),
        keeps_open=kind.keeps_open,
    )
