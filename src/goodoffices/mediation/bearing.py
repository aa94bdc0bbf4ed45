"""Which reports of hostile acts of a third party are borne out; a grave thing to say of a state."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from goodoffices import ontology
from goodoffices.relations.acts import act_day
from goodoffices.relations.constants import SAME_ACT_DAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from goodoffices.records import Actor, ActorId, Event

__all__ = ["without_bare_blows"]


def without_bare_blows(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events without hostile acts that a program read in one text only.

    A hostile act that was read stays when a curated row, or a reading of another text, has the
    same side do the same kind of thing to the same side within a few days. A syndicated copy is no
    other text.

    >>> without_bare_blows([])
    ()
    """
    known = tuple(events)

    @cache
    def stories() -> Mapping[str, str]:
        from goodoffices.reading.copies import stories_of_quotes

        return stories_of_quotes(known)

    return tuple(event for event in known if not _is_bare(event, known, stories))


def _is_bare(
    event: Event, known: Iterable[Event], stories: Callable[[], Mapping[str, str]]
) -> bool:
    if not event.quote or ontology.group(_group(event)).tone >= 0:
        return False
    others = [other for other in known if other.id != event.id and _tells_same(other, event)]
    if not others:
        return True
    mine = {stories().get(one, one) for one in event.document_ids}
    theirs = {stories().get(one, one) for other in others for one in other.document_ids}
    return theirs <= mine


def _tells_same(other: Event, event: Event) -> bool:
    day, other_day = act_day(event) or event.known_at, act_day(other) or other.known_at
    return (
        _group(other) == _group(event)
        and abs((day - other_day).days) <= SAME_ACT_DAYS
        and bool(_ids(event.source) & _ids(other.source))
        and bool(_ids(event.target) & _ids(other.target))
    )


def _group(event: Event) -> str:
    return ontology.act(event.code).group


def _ids(actors: Iterable[Actor]) -> set[ActorId]:
    return {actor.id for actor in actors if actor.id is not None}
