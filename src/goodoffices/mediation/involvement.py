"""What the events say of a third party in this rift: led talks, was accepted, offered, refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices import ontology
from goodoffices.mediation.constants import MIN_CONFIDENCE, MIN_READ_CONFIDENCE
from goodoffices.mediation.weights import known, unknown
from goodoffices.mediation.wording import and_list, sentence, when_words
from goodoffices.relations.acts import act_day
from goodoffices.relations.constants import SAME_ACT_DAYS

if TYPE_CHECKING:
    import datetime as dt

    from goodoffices.mediation.candidates import Involvement, Term
    from goodoffices.mediation.situation import Situation
    from goodoffices.records import Actor, ActorId, Event

__all__ = ["Sign", "consent_term", "is_sure", "signs_of", "strongest"]

MEDIATE, ACCEPT, OFFER, ASK = "045", "038", "039", "028"
REFUSALS = frozenset({"126", "135", "165"})
ORDER: tuple[Involvement, ...] = ("mediated", "accepted", "asked", "offered", "refused")
STRENGTH: dict[Involvement, float] = {
    "mediated": 1.0,
    "accepted": 1.0,
    "asked": 1.0,
    "offered": 0.5,
    "refused": -1.0,
}
"""Worth when both sides stand behind it; halved when one side does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One event that shows a third party's part, and the sides that it shows it with.

    ``is_carrier`` says that it carried or hosted what the two did, ``when`` tells the time in
    words, ``is_read`` that a program read it from a text.
    """

    kind: Involvement
    sides: frozenset[ActorId]
    is_carrier: bool
    day: dt.date
    when: str
    is_read: bool
    event_id: str


def is_sure(event: Event) -> bool:
    """Tell whether a report is sure enough to count; one read by a program must be surer."""
    return event.confidence >= (MIN_READ_CONFIDENCE if event.quote else MIN_CONFIDENCE)


def signs_of(situation: Situation, actor: ActorId) -> tuple[Sign, ...]:
    """Return the signs of a third party's part since the rift opened, oldest first.

    Mediation (CAMEO 045) counts by the sides among its targets; a third party that carried or
    hosted a friendly act between the two (``via``) counts with both. A mediation that is only
    announced counts as an offer. What is imagined or denied, acceptance and refusal that are only
    expected, doubtful reports, and undated talk of the past do not count. Where a curated row tells
    the part of those days, a reading adds nothing.
    """
    found = [
        sign
        for event in situation.seen_of(actor).events
        if is_sure(event)
        and (sign := _sign(event, actor, situation)) is not None
        and sign.day >= situation.since
    ]
    curated = [sign for sign in found if not sign.is_read]
    kept = [
        sign
        for sign in found
        if not sign.is_read
        or all(abs((sign.day - other.day).days) > SAME_ACT_DAYS for other in curated)
    ]
    return tuple(sorted(kept, key=lambda sign: (sign.day, sign.event_id)))


def strongest(signs: tuple[Sign, ...]) -> Involvement | None:
    """Return the part that the signs amount to: a refusal when it came last, else the strongest."""
    if not signs:
        return None
    if signs[-1].kind == "refused":
        return "refused"
    return min((sign.kind for sign in signs), key=ORDER.index)


def consent_term(situation: Situation, actor: ActorId) -> Term:
    """Return the term of consent: what both sides, or one, let the candidate do."""
    signs = signs_of(situation, actor)
    if not signs:
        name = situation.the(actor)
        told = f"no event shows {name} offering to mediate, being accepted or being turned down"
        return unknown("consent", sentence(told))
    if signs[-1].kind == "refused":
        chosen, value = signs[-1], -1.0
    else:
        chosen = max(
            (sign for sign in signs if sign.kind != "refused"),
            key=lambda sign: (
                _worth(sign, situation),
                not sign.is_carrier,
                sign.day,
                sign.event_id,
            ),
        )
        value = _worth(chosen, situation)
    evidence = tuple(dict.fromkeys((chosen.event_id, *(sign.event_id for sign in signs))))
    return known("consent", value, value, _told(situation, actor, chosen), evidence)


def _told(situation: Situation, actor: ActorId, sign: Sign) -> str:
    """Return a sign as one sentence."""
    name, when = situation.the(actor), sign.when
    sides = and_list([situation.the(side) for side in sorted(sign.sides)])
    is_both = len(sign.sides) > 1
    words: dict[Involvement, str] = {
        "mediated": f"{name} worked {when} to bring {sides} together"
        if is_both
        else f"{name} worked with {sides} {when} to mend the rift",
        "accepted": f"{sides} accepted {name} as a mediator {when}",
        "asked": f"{sides} asked {name} {when} to mediate",
        "offered": f"{name} offered its help to {sides} {when}",
        "refused": f"{sides} turned down mediation by {name} {when}",
    }
    if sign.is_carrier and sign.kind == "mediated":
        joint = "between" if is_both else "with"
        return sentence(f"{name} carried or hosted contacts {joint} {sides} {when}")
    return sentence(words[sign.kind])


def _worth(sign: Sign, situation: Situation) -> float:
    has_both = sign.sides >= set(situation.parties)
    return STRENGTH[sign.kind] * (1.0 if has_both else 0.5)


def _sign(event: Event, actor: ActorId, situation: Situation) -> Sign | None:
    parties = frozenset(situation.parties)
    found = _part(event, actor, parties)
    kind = None if found is None else _by_modality(event, found[0])
    if found is None or kind is None or not found[1] or _is_elsewhere(event, actor, parties):
        return None
    day = act_day(event)
    if day is None and event.modality == "historical":
        return None
    return Sign(
        kind=kind,
        sides=found[1],
        is_carrier=actor not in _ids(event.source),
        day=day or event.known_at,
        when=when_words(event),
        is_read=bool(event.quote),
        event_id=event.id,
    )


def _part(
    event: Event, actor: ActorId, parties: frozenset[ActorId]
) -> tuple[Involvement, frozenset[ActorId]] | None:
    """Return the part that an event gives a third party, and the sides that it concerns."""
    sources, targets, via = _ids(event.source), _ids(event.target), _ids(event.via)
    if event.code == MEDIATE and actor in sources | via:
        return "mediated", (targets | sources) & parties
    if event.code == OFFER and actor in sources:
        return "offered", targets & parties
    if event.code in REFUSALS and actor in targets | via:
        return "refused", sources & parties
    if event.code in {ACCEPT, ASK} and actor in targets | via:
        return ("accepted" if event.code == ACCEPT else "asked"), sources & parties
    if actor in via and parties <= sources | targets and _is_friendly(event):
        return "mediated", parties
    return None


def _by_modality(event: Event, kind: Involvement) -> Involvement | None:
    if event.modality in {"actual", "historical"}:
        return kind
    is_announced = event.modality == "expected" and kind in {"mediated", "offered"}
    return "offered" if is_announced else None


def _is_elsewhere(event: Event, actor: ActorId, parties: frozenset[ActorId]) -> bool:
    """Tell whether the act is about a rift of one party with others, not with the other party."""
    sources, targets = _ids(event.source), _ids(event.target)
    # Several sources mediate or offer together; nobody but the targets is at odds then.
    at_odds = targets if actor in sources else targets | sources
    at_odds -= {actor} | _ids(event.via)
    return not at_odds >= parties and bool(at_odds - parties)


def _ids(actors: tuple[Actor, ...]) -> frozenset[ActorId]:
    return frozenset(actor.id for actor in actors if actor.id is not None)


def _is_friendly(event: Event) -> bool:
    return ontology.group(ontology.act(event.code).group).tone > 0
