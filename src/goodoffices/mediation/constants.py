"""The numbers of this room that are not weights, each with its reason; weights: features.csv."""

from __future__ import annotations

from goodoffices.records import ActorId

__all__ = [
    "COUNCIL",
    "DAYS_PER_YEAR",
    "DISTANCE_SCALE_KM",
    "EARLIEST_POST_WAR",
    "FARTHEST_KM",
    "FEED_SPAN",
    "GOLDSTEIN_SPAN",
    "HOSTILE_GROUPS",
    "INVOLVED_DAYS",
    "LEADER_SCALE_YEARS",
    "LOOK_BACK_DAYS",
    "MIN_CONFIDENCE",
    "MIN_MEAN_SEATS",
    "MIN_READ_CONFIDENCE",
    "MIN_REASON",
    "NEAR_KM",
    "NO_BLOW_CODES",
    "N_REASONS",
    "OFFICES",
    "ORGANISATIONS",
    "PHASES_AT_ODDS",
    "PHASE_WORDS",
    "RECORD_ROLES",
    "RECORD_SCALE",
    "RECORD_SCALE_NEAR",
    "STANDING_KINDS",
    "TIE_KINDS",
    "UNUSED_KINDS",
]

COUNCIL = ActorId("UNSC")
"""The Security Council, whose members are told by terms."""

DAYS_PER_YEAR = 365.25

DISTANCE_SCALE_KM = 500.0
"""Distance at which nearness begins to fall: about one neighbouring country."""

FARTHEST_KM = 20_000.0
"""Half the circumference of the earth; nearness is 0 there."""

GOLDSTEIN_SPAN = 9.0
"""Largest warmth that ``relations.warmth`` gives."""

LEADER_SCALE_YEARS = 5.0
"""About one term of office."""

RECORD_SCALE = 3.0
RECORD_SCALE_NEAR = 2.0
"""Numbers of episodes after which a further one adds little."""

NEAR_KM = 2_500.0
"""Capitals within this distance count as the same region (Ankara to Moscow: 1,797 km)."""

EARLIEST_POST_WAR = "1945"
"""Common rule that ended before this year counts half: few alive remember it."""

INVOLVED_DAYS = 1826
"""In a rift of many years, what third parties did more than five years ago is record, not part:
about one term of office."""

LOOK_BACK_DAYS = 365
"""Where no rift was found, acts of the last year are looked at for taking a side."""

MIN_CONFIDENCE = 0.5
MIN_READ_CONFIDENCE = 0.6
"""Reports below this neither name a mediator nor say that a state took a side; one that a program
read needs a little more, since below that its actors or its act are guessed."""

MIN_MEAN_SEATS = 0.5
"""Seats shared with a state on average below which a share above average means nothing: membership
of the United Nations alone gives 1."""

MIN_REASON = 0.05
"""Smallest contribution, in points of the score, that is told as a reason."""

N_REASONS = 6
"""Most reasons for, and most against, that are told."""

RECORD_ROLES = frozenset({"mediator", "facilitator", "go-between", "host", "guarantor"})
"""Roles that count as a record; protecting powers carry messages but do not mediate."""

OFFICES = frozenset({"head_of_state", "head_of_government", "leader"})
"""Offices whose holders count as leaders."""

TIE_KINDS = frozenset(
    {"friendship", "culture_history", "personal_ties", "alliance", "shared_threat", "rift"}
)
STANDING_KINDS = frozenset({"standing", "mediation_record", "neutrality"})
UNUSED_KINDS = frozenset({"sanctions_harm"})
"""Kinds of statements, see ``records.Statement``.

Neutrality counts as standing where it is told towards a side, or towards nobody by name. Harm is
not used: that a rift hurts a state gives it a stake, which moves it to help and may move it to
take a side, and no source says which weighs more."""

FEED_SPAN = 4.5
"""Half the span of a tone: few pairs of states stand farther than that from being warm."""

HOSTILE_GROUPS = {
    "force": 1.0,
    "sanctions": 1.0,
    "rupture": 1.0,
    "coercion": 1.0,
    "aid_cut": 1.0,
    "posture": 1.0,
    "war_of_words": 0.4,
    "threat": 0.4,
    "demand": 0.4,
    "refusal": 0.4,
}
"""How far an act of a group is taking a side: material acts in full, words by less than half."""

PHASES_AT_ODDS = {"rift": 1.0, "deep_freeze": 1.0, "dispute": 0.4, "thaw": 0.4}
"""How far a candidate is at odds with a side in a phase of their own; a thaw mends but is not yet
trust. The 0.4 is that of harsh words."""

PHASE_WORDS = {
    "rift": "in a rift of their own",
    "deep_freeze": "in a deep freeze of their own",
    "dispute": "in a dispute of their own",
    "thaw": "on the way out of a rift of their own",
}

NO_BLOW_CODES = frozenset({"126", "135", "164", "165"})
"""Refusing mediation, or halting talks and mediation: no blow when a third party does it."""

ORGANISATIONS = (
    *("UN", "EU", "OSCE", "COE", "NATO", "CIS", "CSTO", "SCO", "OTS", "CICA", "BSEC"),
    *("OIC", "LAS", "GCC", "AMU", "AU", "OAU", "ECOWAS", "IGAD", "SADC", "EAC", "ECCAS", "ICGLR"),
    *("ASEAN", "SAARC", "PIF", "OAS", "CELAC", "UNASUR", "CARICOM", "SICA", "MERCOSUR"),
    *("COMMONWEALTH", "OIF", "NONALIGNED", "ICRC", "CARTER", "HDC", "CMI", "EGIDIO", "ELDERS"),
)
"""Organisations with a mandate or practice of good offices; others join when events or the record
name them."""
