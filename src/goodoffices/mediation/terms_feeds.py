"""The term of the score that rests on reports of feeds: how warm the tie to each side is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.mediation.constants import FEED_SPAN
from goodoffices.mediation.weights import absent, known, unknown
from goodoffices.mediation.wording import and_list, sentence

if TYPE_CHECKING:
    from goodoffices.mediation.candidates import Term
    from goodoffices.mediation.situation import Situation
    from goodoffices.records import ActorId
    from goodoffices.relations.network import Tie

__all__ = ["feed_term"]


def feed_term(situation: Situation, actor: ActorId) -> Term:
    """Return how far the tie to the cooler side lies above what is called warm, as feeds show it.

    The interval of the tone goes into the range of the score. With one side known, the cooler side
    can be no warmer than that: a cool one counts as it is, a warm one only narrows the range. Where
    no feed is loaded that tells of both sides, the term does not apply and changes nothing.
    """
    if situation.feed_ties is None:
        return absent("feed_tie", "No feed is loaded that tells of both sides.")
    ties = situation.feed_ties.get(actor, (None, None))
    told = [tie for tie in ties if tie is not None]
    if not told:
        words = f"feeds do not tell how {situation.the(actor)} stands with either side"
        return unknown("feed_tie", sentence(words))
    words = _words(situation, actor, ties)
    evidence = tuple(dict.fromkeys(one for tie in told for one in tie.event_ids))
    value = min(_above(tie, tie.tone) for tie in told)
    low = min(_above(tie, tie.tone_low) for tie in told) / FEED_SPAN
    high = _held(min(_above(tie, tie.tone_high) for tie in told) / FEED_SPAN)
    if len(told) < len(ties):
        if value >= 0:
            return unknown("feed_tie", words, evidence, high=high)
        low = -1.0
    scaled = _held(value / FEED_SPAN)
    return known("feed_tie", value, scaled, words, evidence, low=_held(low), high=high)


def _above(tie: Tie, tone: float | None) -> float:
    return (tone or 0.0) - tie.warm_above


def _held(scaled: float) -> float:
    return max(-1.0, min(1.0, scaled))


def _words(situation: Situation, actor: ActorId, ties: tuple[Tie | None, Tie | None]) -> str:
    pairs = [(situation.the(side), tie) for side, tie in zip(situation.parties, ties, strict=True)]
    told = [
        f"{tie.tone:+.1f} [{tie.tone_low:+.1f}, {tie.tone_high:+.1f}] with {side} "
        f"(warm above {tie.warm_above:+.1f})"
        for side, tie in pairs
        if tie is not None
    ]
    silent = [side for side, tie in pairs if tie is None]
    but = f", and not known with {silent[0]}" if silent else ""
    return sentence(f"by feeds the tone of {situation.the(actor)} is {and_list(told)}{but}")
