"""What the terms of a score look at: a rift, the events around it, the world, a date."""

# ruff: noqa: D102 - the classes behind these protocols hold the docstrings

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Literal, Protocol

from goodoffices import relations
from goodoffices.errors import InputError
from goodoffices.mediation.constants import COUNCIL, INVOLVED_DAYS, LOOK_BACK_DAYS, ORGANISATIONS
from goodoffices.mediation.record import last_day, past_mediations, record
from goodoffices.mediation.wording import with_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from goodoffices.mediation.record import PastMediation
    from goodoffices.records import ActorId, Event, MeasureStep, Statement
    from goodoffices.relations import Relation
    from goodoffices.relations.network import Tie as FeedTie
    from goodoffices.world.ties import Tie

    FeedTies = Mapping[str, tuple[FeedTie | None, FeedTie | None]]

__all__ = ["Seen", "Situation", "View", "World", "look"]


class Holder(Protocol):
    """Somebody in an office, as the world room tells it."""

    @property
    def person(self) -> str: ...
    @property
    def office(self) -> str: ...
    @property
    def since(self) -> dt.date: ...
    @property
    def source(self) -> str: ...


class Membership(Protocol):
    """A spell of one member in one organisation, as the world room tells it."""

    @property
    def organisation(self) -> ActorId: ...
    @property
    def member(self) -> ActorId: ...
    @property
    def source(self) -> str: ...
    def is_on(self, day: dt.date, /) -> bool: ...


class Term(Protocol):
    """A term in the Security Council, as the world room tells it."""

    @property
    def source(self) -> str: ...
    def is_on(self, day: dt.date, /) -> bool: ...


class World(Protocol):
    """The part of the world room that a ranking needs."""

    def exists(self, actor: str, /) -> bool: ...
    def name(
        self, actor: ActorId, day: dt.date, /, *, style: Literal["un", "short"] = "un"
    ) -> str: ...
    def kind(self, actor: ActorId, /) -> str: ...
    def states(self, day: dt.date, /) -> tuple[ActorId, ...]: ...
    def organisations(self, day: dt.date, /) -> tuple[ActorId, ...]: ...
    def members(self, organisation: ActorId, day: dt.date, /) -> frozenset[ActorId]: ...
    def memberships(self, state: ActorId, day: dt.date, /) -> frozenset[ActorId]: ...
    def membership_spells(self) -> Sequence[Membership]: ...
    def holders(self, state: ActorId, day: dt.date, /) -> Sequence[Holder]: ...
    def council_seat(self, state: ActorId, day: dt.date, /) -> str | None: ...
    def council_terms(self, state: ActorId, /) -> Sequence[Term]: ...
    def tie(self, a: ActorId, b: ActorId, /) -> Tie: ...


class View(Protocol):
    """The part of a view of the ledger that a ranking needs."""

    @property
    def as_of(self) -> dt.date: ...
    def events(
        self, *, pair: tuple[ActorId, ActorId] | None = None, actor: ActorId | None = None
    ) -> Sequence[Event]: ...
    def statements(self, actors: Sequence[ActorId] | None = None) -> Sequence[Statement]: ...
    def measure_steps(
        self, pair: tuple[ActorId, ActorId] | None = None
    ) -> Sequence[MeasureStep]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the view holds of one third party: events, statements, steps of measures."""

    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    steps: tuple[MeasureStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A rift between ``low`` and ``high`` as known on ``as_of``.

    ``trigger_day`` is the day on which the rift opened; ``since`` is that day, but at most five
    years back, or a year back where no rift was found. ``feed_ties`` are the ties of others to
    ``low`` and ``high`` as feeds show them, None where no feed tells of both sides.
    """

    world: World
    low: ActorId
    high: ActorId
    as_of: dt.date
    trigger_day: dt.date | None
    since: dt.date
    seen: Mapping[ActorId, Seen]
    member_counts: Mapping[ActorId, int]
    member_sources: Mapping[tuple[ActorId, ActorId], str]
    n_states: int
    past: tuple[PastMediation, ...]
    feed_ties: FeedTies | None = None

    @property
    def parties(self) -> tuple[ActorId, ActorId]:
        """The two sides."""
        return (self.low, self.high)

    def name(self, actor: ActorId) -> str:
        """Return the everyday name of an actor on the day."""
        return self.world.name(actor, self.as_of, style="short")

    def the(self, actor: ActorId) -> str:
        """Return the everyday name of an actor as it stands in a sentence."""
        kind = self.world.kind(actor)
        return with_article(self.name(actor), is_organisation=kind == "organisation")

    def sources_of_seats(
        self, organisations: Iterable[ActorId], members: Iterable[ActorId]
    ) -> tuple[str, ...]:
        """Return the sources of the seats of some members in some organisations."""
        pairs = product(sorted(organisations), sorted(members))
        found = (self.member_sources.get(pair) for pair in pairs)
        return tuple(dict.fromkeys(source for source in found if source))

    def seen_of(self, actor: ActorId) -> Seen:
        """Return what the view holds of a third party."""
        return self.seen.get(actor, Seen())

    def mediations(self, actor: ActorId) -> tuple[PastMediation, ...]:
        """Return the earlier mediations of an actor that were known on the day.

        What it does in this very rift is no record yet: that is told by events (`consent`).
        """
        return tuple(
            row
            for row in past_mediations(actor, self.as_of, self.past)
            if {row.party_a, row.party_b} != set(self.parties) or last_day(row.since) < self.since
        )


def look(
    view: View,
    world: World,
    a: ActorId,
    b: ActorId,
    *,
    past: tuple[PastMediation, ...] | None = None,
    feed_ties: FeedTies | None = None,
) -> Situation:
    """Return the situation between two actors as a view knows it.

    Only what was known by ``view.as_of`` enters, whatever the view hands out. ``past`` replaces
    the shipped record of mediations, for a back-test; ``feed_ties`` is what feeds tell of the ties
    of others to both (`goodoffices.relations.survey.ties_with`).
    """
    low, high = sorted((a, b))
    as_of = view.as_of
    events = _known(
        {event.id: event for side in (low, high) for event in view.events(actor=side)}, as_of
    )
    steps = [step for step in view.measure_steps() if step.known_at <= as_of]
    statements = [row for row in view.statements() if row.known_at <= as_of]
    relation = relations.relate(events, steps, low, high, as_of)
    trigger_day = _opened(relation)
    states = world.states(as_of)
    return Situation(
        world=world,
        low=low,
        high=high,
        as_of=as_of,
        trigger_day=trigger_day,
        since=max(trigger_day, as_of - dt.timedelta(days=INVOLVED_DAYS))
        if trigger_day
        else as_of - dt.timedelta(days=LOOK_BACK_DAYS),
        seen=_sort_by_third(events, statements, steps, (low, high)),
        member_counts=_count_members(world, states, as_of),
        member_sources=_source_members(world, (low, high), as_of),
        n_states=len(states),
        past=record() if past is None else past,
        feed_ties=_checked(feed_ties, as_of),
    )


def _checked(feed_ties: FeedTies | None, as_of: dt.date) -> FeedTies | None:
    """Return the ties, or refuse those of a later day than that of the view."""
    days = [tie.day for pair in (feed_ties or {}).values() for tie in pair if tie is not None]
    if days and max(days) > as_of:
        raise InputError(f"ties are of {max(days)}, after the day of the view, {as_of}")
    return feed_ties


def candidates_of(situation: Situation) -> tuple[ActorId, ...]:
    """Return all states of the day but the sides, and the organisations that act in diplomacy.

    Organisations are those of `ORGANISATIONS` and any that the events or the record name.
    """
    world, day = situation.world, situation.as_of
    named = set(situation.seen) | {row.mediator for row in situation.past}
    wanted = set(ORGANISATIONS) | named
    organisations = [org for org in world.organisations(day) if org in wanted]
    chosen = set(world.states(day)) | set(organisations)
    chosen |= {
        actor for actor in situation.seen if world.exists(actor) and _is_de_facto(world, actor)
    }
    return tuple(sorted(chosen - set(situation.parties)))


def _opened(relation: Relation) -> dt.date | None:
    """Return the first day of the rift that the two are in, or on the way out of, if any.

    Rifts deepen, freeze and thaw by turns; all that follows the last calm is one rift.
    """
    opened = None
    for spell in reversed(relation.spells):
        if spell.phase in {"calm", "unknown"}:
            break
        if spell.phase in {"rift", "deep_freeze"}:
            opened = spell.since
    return opened


def _is_de_facto(world: World, actor: ActorId) -> bool:
    return world.kind(actor) == "de_facto"


def _known(events: Mapping[str, Event], as_of: dt.date) -> list[Event]:
    return [events[key] for key in sorted(events) if events[key].known_at <= as_of]


def _sort_by_third(
    events: Iterable[Event],
    statements: Iterable[Statement],
    steps: Iterable[MeasureStep],
    parties: tuple[ActorId, ActorId],
) -> dict[ActorId, Seen]:
    acts: defaultdict[ActorId, list[Event]] = defaultdict(list)
    said: defaultdict[ActorId, list[Statement]] = defaultdict(list)
    measured: defaultdict[ActorId, list[MeasureStep]] = defaultdict(list)
    for event in events:
        everybody = {actor.id for actor in (*event.source, *event.target, *event.via)}
        for actor in everybody - {None, *parties}:
            if actor is not None:
                acts[actor].append(event)
    for row in sorted(statements, key=lambda row: row.id):
        for actor in {one.id for one in (*row.subject, *row.object)} - {None, *parties}:
            if actor is not None:
                said[actor].append(row)
    for step in steps:
        sides = {step.sender, step.target}
        if len(sides & set(parties)) == 1:
            measured[next(iter(sides - set(parties)))].append(step)
    return {
        actor: Seen(
            events=tuple(acts[actor]), statements=tuple(said[actor]), steps=tuple(measured[actor])
        )
        for actor in {*acts, *said, *measured}
    }


def _count_members(world: World, states: Sequence[ActorId], day: dt.date) -> dict[ActorId, int]:
    counts: defaultdict[ActorId, int] = defaultdict(int)
    for state in states:
        for organisation in world.memberships(state, day):
            counts[organisation] += 1
    return dict(counts)


def _source_members(
    world: World, parties: tuple[ActorId, ...], day: dt.date
) -> dict[tuple[ActorId, ActorId], str]:
    """Return the source of each seat of the day; seats in the Council only of the sides."""
    found = {
        (spell.organisation, spell.member): spell.source
        for spell in world.membership_spells()
        if spell.is_on(day)
    }
    for party in parties:
        for term in world.council_terms(party):
            if term.is_on(day):
                found[COUNCIL, party] = term.source
    return found
