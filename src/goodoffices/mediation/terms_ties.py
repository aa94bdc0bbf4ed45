"""Terms of the score that rest on standing ties: distance, language, religion, rule, seats."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from goodoffices.mediation.constants import (
    DISTANCE_SCALE_KM,
    EARLIEST_POST_WAR,
    FARTHEST_KM,
    LEADER_SCALE_YEARS,
    OFFICES,
)
from goodoffices.mediation.weights import absent, known, unknown

if TYPE_CHECKING:
    from goodoffices.mediation.candidates import Term
    from goodoffices.mediation.situation import Situation
    from goodoffices.records import ActorId
    from goodoffices.world.ties import Tie

__all__ = ["nearness", "seat_terms", "tie_terms"]

_DAYS_PER_YEAR = 365.25


def nearness(distance_km: float) -> float:
    """Return 1 beside each other, falling with the logarithm of the distance to 0 at the antipode.

    ``1 - ln(1 + d/500) / ln(1 + 20000/500)``

    >>> nearness(0.0), round(nearness(500.0), 2), nearness(20_000.0)
    (1.0, 0.81, 0.0)
    """
    fall = math.log1p(distance_km / DISTANCE_SCALE_KM) / math.log1p(FARTHEST_KM / DISTANCE_SCALE_KM)
    return max(0.0, 1.0 - fall)


def tie_terms(situation: Situation, actor: ActorId) -> list[Term]:
    """Return the terms of geography, language, religion and former rule for a state."""
    ties = [situation.world.tie(actor, party) for party in situation.parties]
    return [
        *_distance(situation, actor, ties),
        _language(situation, actor, ties),
        _religion(situation, actor, ties),
        _former_rule(situation, actor, ties),
    ]


def seat_terms(situation: Situation, actor: ActorId) -> list[Term]:
    """Return the terms of shared organisations, the Council and the leaders for a state."""
    return [
        _organisations(situation, actor),
        _council(situation, actor),
        _leaders(situation, actor),
    ]


def _sources(ties: list[Tie], field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s for tie in ties for name, s in tie.sources if name == field))


def _distance(situation: Situation, actor: ActorId, ties: list[Tie]) -> list[Term]:
    told = [tie.distance_km for tie in ties]
    sources = _sources(ties, "distance_km")
    name = situation.name(actor)
    if told[0] is None or told[1] is None:
        sentence = f"The distance from {name} to both capitals is not known."
        return [unknown("distance_far", sentence), unknown("distance_near", sentence)]
    by_party = sorted(zip((told[0], told[1]), situation.parties, strict=True))
    terms = []
    for feature, (km, party) in (("distance_far", by_party[1]), ("distance_near", by_party[0])):
        side = "farther" if feature == "distance_far" else "nearer"
        sentence = (
            f"The capital of {name} lies {km:,.0f} km from that of {situation.name(party)}, "
            f"the {side} side."
        )
        terms.append(known(feature, km, nearness(km), sentence, sources))
    return terms


def _language(situation: Situation, actor: ActorId, ties: list[Tie]) -> Term:
    name = situation.name(actor)
    if any(tie.shared_languages is None for tie in ties):
        return unknown("language", f"The languages of {name} or of a side are not known.")
    worth, told = 0.0, []
    for party, tie in zip(situation.parties, ties, strict=True):
        if tie.shared_languages:
            worth += 0.5
            told.append(f"{' and '.join(tie.shared_languages)} with {situation.name(party)}")
        elif tie.language_branches:
            worth += 0.25
            kin = " and ".join(tie.language_branches)
            told.append(f"a {kin} language with {situation.name(party)}")
    sources = _sources(ties, "shared_languages") + _sources(ties, "language_branches")
    sentence = f"{name} shares {'; '.join(told) if told else 'no language with either side'}."
    return known("language", worth, worth, sentence, sources)


def _religion(situation: Situation, actor: ActorId, ties: list[Tie]) -> Term:
    name = situation.name(actor)
    if not all(tie.is_religion_known for tie in ties):
        return unknown("religion", f"The largest religion of {name} or of a side is not known.")
    worth, told = 0.0, []
    for party, tie in zip(situation.parties, ties, strict=True):
        if tie.shared_religion is None:
            continue
        worth += 0.5 if tie.shared_religion_branch else 0.25
        branch = f" ({tie.shared_religion_branch})" if tie.shared_religion_branch else ""
        told.append(f"{tie.shared_religion}{branch} with {situation.name(party)}")
    sentence = (
        f"{name} shares its largest religion: {'; '.join(told)}."
        if told
        else f"{name} shares its largest religion with neither side."
    )
    return known("religion", worth, worth, sentence, _sources(ties, "shared_religion"))


def _former_rule(situation: Situation, actor: ActorId, ties: list[Tie]) -> Term:
    worth, told = 0.0, []
    for party, tie in zip(situation.parties, ties, strict=True):
        best = 0.0
        for rule in tie.common_rulers:
            ended = min(end for end in (rule.low_until, rule.high_until, "9999") if end is not None)
            best = max(best, 0.5 if ended > EARLIEST_POST_WAR else 0.25)
            when = "" if ended == "9999" else f" to {ended[:4]}"
            told.append(f"{rule.ruler}{when} with {situation.name(party)}")
        worth += best
    name = situation.name(actor)
    what = f"{name} was under common rule: {'; '.join(told)}." if told else ""
    sentence = what or f"The tables know of no common rule of {name} with either side."
    return known("former_rule", worth, worth, sentence, _sources(ties, "common_rulers"))


def _organisations(situation: Situation, actor: ActorId) -> Term:
    world, day, name = situation.world, situation.as_of, situation.name(actor)
    mine = world.memberships(actor, day)
    others = situation.n_states - 1
    mean = sum(situation.member_counts.get(org, 1) - 1 for org in mine) / max(others, 1)
    if mean <= 0:
        return unknown("organisations", f"The seats of {name} in organisations are not known.")
    excess = {
        party: len(mine & world.memberships(party, day)) / mean - 1 for party in situation.parties
    }
    value = min(excess.values())
    both = len(
        mine & world.memberships(situation.low, day) & world.memberships(situation.high, day)
    )
    told = ", ".join(f"{situation.name(party)} {share:+.0%}" for party, share in excess.items())
    sentence = (
        f"Shared seats of {name} against its average with all states: {told}; "
        f"organisations that hold all three: {both}."
    )
    return known("organisations", value, max(-1.0, min(1.0, value)), sentence)


def _council(situation: Situation, actor: ActorId) -> Term:
    seat = situation.world.council_seat(actor, situation.as_of)
    value = {"permanent": 1.0, "elected": 0.5}.get(seat or "", 0.0)
    name = situation.name(actor)
    told = {
        "permanent": f"{name} has a permanent seat in the Security Council.",
        "elected": f"{name} has an elected seat in the Security Council on this date.",
    }
    sentence = told.get(seat or "", f"{name} has no seat in the Security Council on this date.")
    terms = situation.world.council_terms(actor) if seat else ()
    sources = tuple(term.source for term in terms if term.is_on(situation.as_of))
    return known("council_seat", value, value, sentence, sources)


def _leaders(situation: Situation, actor: ActorId) -> Term:
    day, name = situation.as_of, situation.name(actor)
    by_state = {
        state: [h for h in situation.world.holders(state, day) if h.office in OFFICES]
        for state in (actor, *situation.parties)
    }
    missing = [situation.name(state) for state, found in by_state.items() if not found]
    if missing:
        return unknown("leaders", f"Who leads {' and '.join(missing)} on this date is not known.")
    shared = []
    for party in situation.parties:
        pairs = [(max(m.since, y.since), m, y) for m in by_state[actor] for y in by_state[party]]
        since, mine, yours = min(pairs, key=lambda row: (row[0], row[1].person, row[2].person))
        shared.append(((day - since).days / _DAYS_PER_YEAR, mine, yours))
    years, mine, yours = min(shared, key=lambda row: row[0])
    sentence = (
        f"{mine.person} of {name} and {yours.person} have been in office together for "
        f"{years:.1f} years, the shorter of the two overlaps."
    )
    sources = tuple(dict.fromkeys(h.source for row in shared for h in row[1:] if h.source))
    return known(
        "leaders", years, 1 - math.exp(-max(0.0, years) / LEADER_SCALE_YEARS), sentence, sources
    )


def not_for_organisations(features: tuple[str, ...]) -> list[Term]:
    """Return terms that do not apply to an organisation."""
    return [absent(feature, "Does not apply to an organisation.") for feature in features]
