"""Terms of the score that rest on standing ties: distance, language, religion, rule, seats."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from goodoffices.mediation.constants import (
    DAYS_PER_YEAR,
    DISTANCE_SCALE_KM,
    EARLIEST_POST_WAR,
    FARTHEST_KM,
    LEADER_SCALE_YEARS,
    MIN_MEAN_SEATS,
    OFFICES,
)
from goodoffices.mediation.weights import absent, known, unknown
from goodoffices.mediation.wording import and_list, day_words, sentence

if TYPE_CHECKING:
    from goodoffices.mediation.candidates import Term
    from goodoffices.mediation.situation import Situation
    from goodoffices.records import ActorId
    from goodoffices.world.ties import Tie

__all__ = ["nearness", "seat_terms", "tie_terms"]


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
    name = situation.the(actor)
    if told[0] is None or told[1] is None:
        words = sentence(f"the distance from {name} to both capitals is not known")
        return [unknown("distance_far", words), unknown("distance_near", words)]
    by_party = sorted(zip((told[0], told[1]), situation.parties, strict=True))
    terms = []
    for feature, (km, party) in (("distance_far", by_party[1]), ("distance_near", by_party[0])):
        side = "farther" if feature == "distance_far" else "nearer"
        words = (
            f"the capital of {name} lies {km:,.0f} km from that of {situation.the(party)}, "
            f"the {side} side"
        )
        terms.append(known(feature, km, nearness(km), sentence(words), sources))
    return terms


def _language(situation: Situation, actor: ActorId, ties: list[Tie]) -> Term:
    name = situation.the(actor)
    if any(tie.shared_languages is None for tie in ties):
        return unknown("language", sentence(f"the languages of {name} or of a side are not known"))
    worth, told = 0.0, []
    for party, tie in zip(situation.parties, ties, strict=True):
        if tie.shared_languages:
            worth += 0.5
            told.append((and_list(tie.shared_languages), party))
        elif tie.language_branches:
            worth += 0.25
            told.append((f"a language branch ({and_list(tie.language_branches)})", party))
    sources = _sources(ties, "shared_languages") + _sources(ties, "language_branches")
    shared = _grouped(situation, told) or "no language with either side"
    return known("language", worth, worth, sentence(f"{name} shares {shared}"), sources)


def _grouped(situation: Situation, told: list[tuple[str, ActorId]]) -> str:
    """Return what is shared with whom in words; what is the same with both is said once."""
    by_what: dict[str, list[str]] = {}
    for what, party in told:
        by_what.setdefault(what, []).append(situation.the(party))
    return and_list([f"{what} with {and_list(who)}" for what, who in by_what.items()])


def _religion(situation: Situation, actor: ActorId, ties: list[Tie]) -> Term:
    name = situation.the(actor)
    if not all(tie.is_religion_known for tie in ties):
        words = f"the largest religion of {name} or of a side is not known"
        return unknown("religion", sentence(words))
    worth, told = 0.0, []
    for party, tie in zip(situation.parties, ties, strict=True):
        if tie.shared_religion is None:
            continue
        worth += 0.5 if tie.shared_religion_branch else 0.25
        branch = f", {tie.shared_religion_branch}" if tie.shared_religion_branch else ""
        told.append((f"its largest religion ({tie.shared_religion}{branch})", party))
    shared = _grouped(situation, told) or "its largest religion with neither side"
    words = sentence(f"{name} shares {shared}")
    return known("religion", worth, worth, words, _sources(ties, "shared_religion"))


def _former_rule(situation: Situation, actor: ActorId, ties: list[Tie]) -> Term:
    name, worth, told = situation.the(actor), 0.0, []
    for party, tie in zip(situation.parties, ties, strict=True):
        best = 0.0
        for rule in tie.common_rulers:
            ended = min(end for end in (rule.low_until, rule.high_until, "9999") if end is not None)
            best = max(best, 0.5 if ended > EARLIEST_POST_WAR else 0.25)
            when = "" if ended == "9999" else f", until {ended[:4]}"
            told.append(f"with {situation.the(party)} ({rule.ruler}{when})")
        worth += best
    words = f"{name} was under common rule {and_list(told)}"
    nothing = f"the tables know of no common rule of {name} with either side"
    sources = _sources(ties, "common_rulers")
    return known("former_rule", worth, worth, sentence(words if told else nothing), sources)


def _organisations(situation: Situation, actor: ActorId) -> Term:
    world, day, name = situation.world, situation.as_of, situation.the(actor)
    mine = world.memberships(actor, day)
    others = situation.n_states - 1
    mean = sum(situation.member_counts.get(org, 1) - 1 for org in mine) / max(others, 1)
    if mean < MIN_MEAN_SEATS:
        words = f"too few seats of {name} in organisations are listed to compare them"
        return unknown("organisations", sentence(words))
    shared = {party: mine & world.memberships(party, day) for party in situation.parties}
    value = min(len(found) / mean - 1 for found in shared.values())
    first, second = (len(shared[party]) for party in situation.parties)
    low, high = (situation.the(party) for party in situation.parties)
    words = (
        f"{name} sits in {first or 'no'} organisation{'s' * (first > 1)} with {low} and in "
        f"{second or 'none'} with {high}, against {mean:.1f} with a state on average"
    )
    sources = tuple(
        dict.fromkeys(
            source
            for party, found in shared.items()
            for source in situation.sources_of_seats(found or mine, [actor, party])
        )
    )
    return known("organisations", value, max(-1.0, min(1.0, value)), sentence(words), sources)


def _council(situation: Situation, actor: ActorId) -> Term:
    seat = situation.world.council_seat(actor, situation.as_of)
    value = {"permanent": 1.0, "elected": 0.5}.get(seat or "", 0.0)
    name, day = situation.the(actor), day_words(situation.as_of)
    told = {
        "permanent": f"{name} has a permanent seat in the Security Council",
        "elected": f"{name} holds an elected seat in the Security Council on {day}",
    }
    words = told.get(seat or "", f"{name} has no seat in the Security Council on {day}")
    terms = situation.world.council_terms(actor) if seat else ()
    sources = tuple(term.source for term in terms if term.is_on(situation.as_of))
    return known("council_seat", value, value, sentence(words), sources)


def _leaders(situation: Situation, actor: ActorId) -> Term:
    day, name = situation.as_of, situation.the(actor)
    by_state = {
        state: [h for h in situation.world.holders(state, day) if h.office in OFFICES]
        for state in (actor, *situation.parties)
    }
    missing = [situation.the(state) for state, found in by_state.items() if not found]
    if missing:
        words = f"who leads {and_list(missing)} on {day_words(day)} is not known"
        return unknown("leaders", sentence(words))
    shared = []
    for party in situation.parties:
        pairs = [(max(m.since, y.since), m, y) for m in by_state[actor] for y in by_state[party]]
        since, mine, yours = min(pairs, key=lambda row: (row[0], row[1].person, row[2].person))
        shared.append((since, mine, yours))
    since, mine, yours = max(shared, key=lambda row: row[0])
    years = (day - since).days / DAYS_PER_YEAR
    heads = and_list(list(dict.fromkeys(row[2].person for row in shared)))
    words = (
        f"{mine.person} of {name} has been in office together with {heads} since {day_words(since)}"
    )
    sources = tuple(dict.fromkeys(h.source for row in shared for h in row[1:] if h.source))
    scaled = 1 - math.exp(-max(0.0, years) / LEADER_SCALE_YEARS)
    return known("leaders", years, scaled, sentence(words), sources)


def not_for_organisations(features: tuple[str, ...]) -> list[Term]:
    """Return terms that do not apply to an organisation."""
    return [absent(feature, "Does not apply to an organisation.") for feature in features]
