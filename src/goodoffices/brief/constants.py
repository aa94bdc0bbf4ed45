"""Words and numbers of the brief, in one place."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PHASE_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "unknown": "Unknown",
        "calm": "Calm",
        "dispute": "Dispute",
        "rift": "Rift",
        "deep_freeze": "Deep freeze",
        "thaw": "Thaw",
        "normalising": "Normalising",
    }
)

PHASE_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "calm": "No open quarrel has been known between {pair}",
        "dispute": "{pair} have been in a dispute",
        "rift": "{pair} have been in a rift",
        "deep_freeze": "Relations between {pair} have been in a deep freeze",
        "thaw": "Relations between {pair} have been thawing",
        "normalising": "Relations between {pair} have been returning to normal",
    }
)

STATUS_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "announced": "announced",
        "in_force": "in force",
        "eased": "eased, still in force",
        "ended": "ended",
    }
)

N_HELPERS = 5
"""Ranked third parties shown in full; those named by events are added to them."""

KEY_ROWS: Mapping[str, int] = MappingProxyType({"blows": 6, "steps": 6, "third_party": 3})
KEY_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "hostile": "blows",
        "neutral": "blows",
        "conciliatory": "steps",
        "third_party": "third_party",
    }
)
"""Key rows of each kind: what reads in a minute, with room for blows, for steps towards each
other and for third parties, so that none drowns the others."""

N_REASONS = 3
"""Reasons for and against shown for each third party; the ranking itself holds all terms."""

N_TEXT_MEASURES = 11
N_TEXT_SOURCES = 12
"""Lines of the text brief: measures that bind come first, sources in the order of their use."""

N_REFS = 2
"""References printed after a sentence that rests on many; the record holds them all."""

MAX_REFS_PER_PHASE = 6
"""Events cited for a change of phase that rests on a heap of them."""

N_FRIENDS = 6
"""Friends of both sides shown, those with the warmest cooler tie first; their number is told."""

FEED_REF = "feed:"
"""A reference to a whole feed starts with this: behind numbers that are counted from all of it."""

MIN_WARMTH_WEIGHT = 0.1
"""With fewer acts than this, each weighted by age and confidence (one sure act of two years ago has
0.06), warmth is near 0 for lack of news; the brief calls it not known instead of neutral."""

QUIET_DAYS = 30
"""Without an act for longer than this, the brief warns that its last news is old."""

LOW_CONFIDENCE = 0.6
"""Below this, an event that decides a phase is called doubtful."""

LEADER_WORDS = (
    "leaders",
    "presidents",
    "heads of state",
    "summit",
    "president",
    "prime minister",
    "king",
    "crown prince",
    "emir",
)
MINISTER_WORDS = ("foreign minister", "foreign ministers", "ministers")
"""Words that tell the rank of those who met, when no office-holder's name does."""

STEP_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "contact": "First contact since the rift opened",
        "regret": "Regret or explanation",
        "call": "Telephone call",
        "envoys": "Talks between envoys",
        "ministers": "Meeting of ministers",
        "leaders": "Meeting of leaders",
        "easing": "Restrictions eased",
        "ended": "All measures ended",
        "ambassadors": "Ambassadors and missions back",
    }
)
"""Steps towards normal relations, in the order in which they are usual."""
