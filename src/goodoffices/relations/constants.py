"""Every number that steers phases and warmth, with its reason.

None was fitted to a case. They are rounded to units that a desk officer would use (a fortnight, a
month, a quarter, half a year, a year); ``docs/explanation/phases.md`` prints them as a table.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MIN_CONFIDENCE = 0.5
"""Below this a report is shown but moves no phase: it is more likely wrong than right."""

MIN_READ_CONFIDENCE = 0.7
"""The same for an act that a program read from one text only: at least the medium grade of a
curated row."""

ASIDE_LAG_DAYS = 30
"""A text written more than a month after an act mentions it as an aside, with less exact dates."""

SAME_ACT_DAYS = 3
"""Reports of the same kind of act by the same sides within three days may tell the same act: news
come a day late, and readers misplace a weekday."""

UNDATED_SPAN_DAYS = 30
"""An act whose day is not told counts when the days it can lie on, from what was told before it to
the report, are a month at most."""

HOSTILE_POINTS: Mapping[str, int] = MappingProxyType(
    {
        "inquiry": 1,
        "demand": 1,
        "war_of_words": 1,
        "refusal": 1,
        "protest": 1,
        "threat": 2,
        "posture": 2,
        "aid_cut": 2,
        "coercion": 2,
        "rupture": 3,
        "sanctions": 3,
        "force": 3,
    }
)
"""Words 1, pressure 2, breaks and blows 3: the order of the Goldstein scale in three steps."""

ADMINISTRATIVE_CODE = "172"
ADMINISTRATIVE_POINTS = 2
"""Administrative restrictions (visas, permits, licences; CAMEO 172) are pressure, not a break: a
Goldstein value of -5 where embargoes have -8."""

SEVERE_POINTS = 3
"""An act of this weight opens a rift alone."""

CROWD_POINTS = 1
"""What a hostile act by others than the state counts: a sign of strain, never a break."""

WEIGHTY_POINTS = 2
"""Rifts need more than words, and thaws more than wishes: one act of at least this weight."""

CONCILIATORY_POINTS: Mapping[str, int] = MappingProxyType(
    {
        "promise": 1,
        "support": 1,
        "talks": 2,
        "cooperation": 2,
        "aid": 2,
        "recognition": 3,
        "regret": 3,
        "agreement": 3,
        "easing": 3,
        "deescalation": 3,
    }
)
"""Words 1, dealing with each other 2, steps that cost something 3."""

WISH_CODES = frozenset({"036"})
"""Talks that were only proposed: one point and no contact, since they may stay unanswered."""

QUIET_LAG_DAYS = 30
"""Talks first reported more than a month after they took place were kept quiet; they count as a
wish, because the state of a relation is what the two show in public."""

QUIET_POINTS = 1
"""What a wish or quiet talks count."""

THAW_POINTS = 3
"""One costly step, or a contact and a wish: what it takes to call it a thaw."""

THAW_WINDOW_DAYS = 30
"""Conciliatory and hostile acts of the same month are weighed against each other, so that a call
in the heat of a crisis is no thaw."""

FROZEN_WINDOW_DAYS = 90
"""In a deep freeze steps are rare and rounds of talks lie months apart: the conciliatory acts of a
quarter count against the hostile ones of the month."""

REOPENING_GRADE = 2
"""A rupture (2), a break (3) or force (4) that outweighs the conciliatory acts of the month ends a
thaw alone; sanctions (1) do not."""

DISPUTE_POINTS = 2
"""Two sharp words, or one threat, make a dispute; one remark does not."""

RIFT_POINTS = 6
"""As many points as two breaks: hostile acts that together open, or reopen, a rift."""

HOSTILE_WINDOW_DAYS = 30
"""Hostile acts of a month are taken together, as in the month-wise studies of event data."""

DISPUTE_FADES_DAYS = 90
"""A dispute is over after a quarter without a hostile act."""

RIFT_FADES_DAYS = 180
"""A rift without measures and ruptures is over after half a year without a hostile act."""

FREEZE_SILENCE_DAYS = 30
"""A rift with cut ties or measures freezes after a month without contact between the two."""

FREEZE_FADES_DAYS = 365
"""A freeze without measures and open ruptures is over after a year without a hostile act."""

STALL_DAYS = 180
"""A thaw without any further step for half a year has stalled, as a rift fades in that time."""

RECOVERED_DAYS = 365
"""Normal again: a year without a hostile act, and no measure left."""

NORMALISING_MILESTONES = 3
"""Kinds of milestones (of meeting, easing, ties, agreement, cooperation) that make it
normalising: more than one field must move."""

CONTACT_REFUSAL_CODES = frozenset({"125"})
"""Refusals of contact itself, which count as cut contact like a rupture."""

MEETING_CODES = frozenset({"042", "043", "044"})
"""Acts in which persons meet."""

BREAK_CODES = frozenset({"161"})
"""Breaking diplomatic relations: graver than other ruptures, less than force."""

DIPLOMATIC_INSTRUMENTS = frozenset(
    {"ambassador_recalled", "ties_cut", "consulate_closed", "diplomats_expelled"}
)
"""Measures against diplomatic relations themselves; ending one restores ties."""

HALF_LIFE_DAYS = 180
"""Half-life of an act in warmth: leaders' attention turns within half a year; issue 5 measures."""

PRIOR_WEIGHT = 1.0
"""Acts worth of neutrality mixed in, so that one act alone moves warmth half way."""

WARMTH_SCALE = 0.9
"""From Goldstein's -10..10 to warmth's -9..9."""
