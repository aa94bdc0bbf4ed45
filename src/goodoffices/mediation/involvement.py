"""What the events say of a third party in this rift: led talks, was accepted, offered, refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices import ontology
from goodoffices.mediation.weights import known, unknown

if TYPE_CHECKING:
    import datetime as dt

    from goodoffices.mediation.candidates import Involvement, Term
    from goodoffices.mediation.situation import Situation
    from goodoffices.records import Actor, ActorId, Event

__all__ = ["Sign", "consent_term", "signs_of"]

MEDIATE, ACCEPT, OFFER, ASK = "045", "038", "039", "028"
REFUSALS = frozenset({"126", "135", "165"})
WORDS: dict[Involvement, str] = {
    "mediated": "{name} worked with {sides} to mend the rift ({when}).",
    "accepted": "{sides} accepted {name} as a mediator ({when}).",
    "asked": "{sides} asked {name} to mediate ({when}).",
    "offered": "{name} offered {sides} to mediate ({when}).",
    "refused": "{sides} turned {name} down as a mediator ({when}).",
}
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
    """One event that shows a third party's part, and the sides that it shows it with."""

    kind: Involvement
    sides: frozenset[ActorId]
    day: dt.date
    event_id: str


def signs_of(situation: Situation, actor: ActorId) -> tuple[Sign, ...]:
    """Return the signs of a third party's part since the rift opened, oldest first.

    Mediation (CAMEO 045) counts by the sides among its targets; a third party that carried or
    hosted a friendly act between the two (``via``) counts with both. Offers that are only expected
    count as offers; anything imagined or denied does not count.
    """
    found = [
        sign
        for event in situation.seen_of(actor).events
        if event.modality in {"actual", "historical", "expected"}
        and (sign := _sign(event, actor, situation)) is not None
        and sign.day >= situation.since
    ]
    return tuple(sorted(found, key=lambda sign: (sign.day, sign.event_id)))


def consent_term(situation: Situation, actor: ActorId) -> Term:
    """Return the term of consent: what both sides, or one, let the candidate do."""
    signs = signs_of(situation, actor)
    name = situation.name(actor)
    if not signs:
        return unknown("consent", f"No event shows {name} offering, accepted or refused here.")
    evidence = tuple(sign.event_id for sign in signs)
    last = signs[-1]
    if last.kind == "refused":
        return known("consent", -1.0, -1.0, _told(situation, name, last), evidence)
    best = max(
        (sign for sign in signs if sign.kind != "refused"),
        key=lambda sign: (_worth(sign, situation), sign.day, sign.event_id),
    )
    value = _worth(best, situation)
    return known("consent", value, value, _told(situation, name, best), evidence)


def _told(situation: Situation, name: str, sign: Sign) -> str:
    """Return a sign in words; the month is enough, and all that some sources tell."""
    sides = _names(situation, sign.sides)
    return WORDS[sign.kind].format(name=name, sides=sides, when=f"{sign.day:%B %Y}")


def _names(situation: Situation, sides: frozenset[ActorId]) -> str:
    return " and ".join(situation.name(side) for side in sorted(sides)) or "no side named"


def _worth(sign: Sign, situation: Situation) -> float:
    has_both = sign.sides >= set(situation.parties)
    return STRENGTH[sign.kind] * (1.0 if has_both else 0.5)


def _sign(event: Event, actor: ActorId, situation: Situation) -> Sign | None:
    sources, targets, via = _ids(event.source), _ids(event.target), _ids(event.via)
    parties = frozenset(situation.parties)
    kind: Involvement | None = None
    sides: frozenset[ActorId] = frozenset()
    if event.code == MEDIATE and actor in sources | via:
        kind, sides = "mediated", (targets | sources) & parties
    elif event.code == OFFER and actor in sources:
        kind, sides = "offered", targets & parties
    elif event.code in REFUSALS and actor in targets | via:
        kind, sides = "refused", sources & parties
    elif event.code in {ACCEPT, ASK} and actor in targets | via:
        kind, sides = ("accepted" if event.code == ACCEPT else "asked"), sources & parties
    elif actor in via and parties <= sources | targets and _is_friendly(event):
        kind, sides = "mediated", parties
    if kind is None or not sides or _is_elsewhere(event, actor, parties):
        return None
    if event.modality == "expected" and kind == "mediated":
        kind = "offered"
    return Sign(kind=kind, sides=sides, day=event.start or event.known_at, event_id=event.id)


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
