"""Three numbers for each directed dyad and day, never one: activity, tone and surprise.

In: counts of acts by day and dyad, as the query ``act_days`` gives them, and which days the feed
was dead. Out: a state of some numbers a dyad that a new day moves on in milliseconds, and for each
day and dyad with an act what was seen, what was expected, how warm it was and how improbable. The
same for pairs of states, with what both did taken together; surprises of pairs become alarms.
"""

from goodoffices.relations.daily.alarms import (
    CLASSES_OF,
    Alarm,
    alarm_scores,
    alarms_above,
    threshold_for,
)
from goodoffices.relations.daily.assess import Assessed, assess
from goodoffices.relations.daily.changes import feed_changes, record_changes
from goodoffices.relations.daily.cited import CitedReport, cited_reports, find_reports
from goodoffices.relations.daily.feed_phases import all_feed_spells, feed_spells
from goodoffices.relations.daily.now import dyad_numbers, pair_tone, pair_tones
from goodoffices.relations.daily.records import (
    Change,
    ClassCount,
    DyadNumbers,
    FeedRelation,
    PairTone,
)
from goodoffices.relations.daily.relation import relate_by_feeds, reports_behind
from goodoffices.relations.daily.series import PairDay, monthly_tones, tone_series
from goodoffices.relations.daily.settings import CLASSES
from goodoffices.relations.daily.tails import surprise
from goodoffices.relations.daily.walk import Walked, walk

__all__ = [
    "CLASSES",
    "CLASSES_OF",
    "Alarm",
    "Assessed",
    "Change",
    "CitedReport",
    "ClassCount",
    "DyadNumbers",
    "FeedRelation",
    "PairDay",
    "PairTone",
    "Walked",
    "alarm_scores",
    "alarms_above",
    "all_feed_spells",
    "assess",
    "cited_reports",
    "dyad_numbers",
    "feed_changes",
    "feed_spells",
    "find_reports",
    "monthly_tones",
    "pair_tone",
    "pair_tones",
    "record_changes",
    "relate_by_feeds",
    "reports_behind",
    "surprise",
    "threshold_for",
    "tone_series",
    "walk",
]
