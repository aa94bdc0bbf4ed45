"""How two states stand as feeds tell it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from goodoffices import ontology
from goodoffices.relations.daily import settings as c
from goodoffices.relations.daily.alarms import alarm_scores, alarms_above
from goodoffices.relations.daily.feed_phases import feed_spells
from goodoffices.relations.daily.now import dyad_numbers, pair_tone
from goodoffices.relations.daily.records import FeedRelation
from goodoffices.world import load_world

if TYPE_CHECKING:
    from goodoffices.ledger import View
    from goodoffices.relations.daily.alarms import Alarm
    from goodoffices.relations.daily.assess import Assessed

__all__ = ["alarms_of_pair", "relate_by_feeds", "reports_behind"]


def relate_by_feeds(view: View, assessed: Assessed, a: str, b: str) -> FeedRelation:
    """Return the phases of two states as feeds tell them, and their numbers on the day."""
    low, high = sorted((a, b))
    return FeedRelation(
        low=low,
        high=high,
        as_of=view.as_of,
        spells=feed_spells(view, assessed, low, high),
        there=dyad_numbers(assessed, low, high),
        back=dyad_numbers(assessed, high, low),
        tone=pair_tone(assessed, low, high),
        alarms=alarms_of_pair(assessed, low, high),
    )


def alarms_of_pair(assessed: Assessed, low: str, high: str) -> tuple[Alarm, ...]:
    """Return the alarms of a pair at the fixed thresholds, in the order of their days."""
    rows = assessed.pair_rows(low, high)
    found = [
        *alarms_above(alarm_scores(rows, "rift"), c.RIFT_ALARM),
        *alarms_above(alarm_scores(rows, "thaw", load_world().broken_ties), c.THAW_ALARM),
    ]
    return tuple(sorted(found, key=lambda alarm: (alarm.day, alarm.kind)))


def reports_behind(view: View, alarm: Alarm) -> tuple[str, ...]:
    """Return reports of the window of an alarm, the gravest or kindest first, as feed:id."""
    rows = view.query(
        "code_days_of_pair",
        a=alarm.low,
        b=alarm.high,
        since=alarm.day - dt.timedelta(days=alarm.window_days - 1),
        until=alarm.day,
    ).to_pylist()
    sign = 1 if alarm.kind == "rift" else -1
    known = [(ontology.acts().get(row["code"]), row) for row in rows]
    told = [
        (sign * kind.goldstein, -row["day"].toordinal(), row["cited"])
        for kind, row in known
        if kind is not None and sign * ontology.group(kind.group).tone < 0
    ]
    return tuple(cited for _, _, cited in sorted(told)[: c.CITED_REPORTS])
