"""The world tables behind one object that says who is who at a date."""

from __future__ import annotations

import difflib
from collections import defaultdict
from functools import cache, cached_property
from typing import TYPE_CHECKING, TypeVar

from goodoffices.errors import AmbiguousActor, UnknownActor
from goodoffices.records import ActorId
from goodoffices.world.csvtables import shipped_tables
from goodoffices.world.folding import fold
from goodoffices.world.gazetteer import ANY_LANGUAGE, Gazetteer
from goodoffices.world.loading import (
    DatedName,
    load_council,
    load_dated_names,
    load_entities,
    load_memberships,
    load_sources,
    load_tenures,
)
from goodoffices.world.model import Source
from goodoffices.world.resolve import resolve_surface

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable
    from typing import Literal

    from goodoffices.world.broken_ties import BrokenTie, BrokenTies
    from goodoffices.world.model import (
        CouncilTerm,
        Entity,
        Kind,
        Membership,
        Resolution,
        Surface,
        Tenure,
    )
    from goodoffices.world.ties import Tie
    from goodoffices.world.votes import UnDistance, UnPosition, UnPositions

__all__ = ["World", "load_world"]

_Row = TypeVar("_Row")

COUNTED_STATUS = frozenset({"un_member", "observer", "some_recognition"})
"""Who ``World.states`` lists: members and observers of the United Nations, Kosovo and Taiwan."""

N_NEAR_NAMES = 3
"""How many near names an error offers."""


class World:
    """States, organisations, offices and ties by date; every table is read when first needed."""

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder

    # -- tables -----------------------------------------------------------------------------

    @cached_property
    def _entities(self) -> dict[ActorId, Entity]:
        return load_entities(self._folder)

    @cached_property
    def _dated_names(self) -> dict[ActorId, tuple[DatedName, ...]]:
        return load_dated_names(self._folder)

    @cached_property
    def _memberships(self) -> tuple[Membership, ...]:
        return load_memberships(self._folder, self._entities)

    @cached_property
    def _by_organisation(self) -> dict[ActorId, tuple[Membership, ...]]:
        return _grouped(self._memberships, "organisation")

    @cached_property
    def _by_member(self) -> dict[ActorId, tuple[Membership, ...]]:
        return _grouped(self._memberships, "member")

    @cached_property
    def _council(self) -> tuple[CouncilTerm, ...]:
        return load_council(self._folder)

    @cached_property
    def _tenures(self) -> tuple[Tenure, ...]:
        return load_tenures(self._folder)

    @cached_property
    def _tenures_by_state(self) -> dict[ActorId, tuple[Tenure, ...]]:
        return _grouped(self._tenures, "state")

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return load_sources(self._folder)

    @cached_property
    def _un_positions(self) -> UnPositions:
        from goodoffices.world.votes import load_positions

        return load_positions(self._folder)

    @cached_property
    def broken_ties(self) -> BrokenTies:
        """When which two states had no diplomatic relations, or only part of them."""
        from goodoffices.world.broken_ties import load_broken_ties

        return load_broken_ties(self._folder)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer(self._folder, self._entities, lambda: self._tenures)

    # -- actors -----------------------------------------------------------------------------

    def exists(self, actor_id: str) -> bool:
        """Return whether the tables hold this id, on whatever day.

        >>> load_world().exists("TUR"), load_world().exists("Turkey")
        (True, False)
        """
        return actor_id in self._entities

    def entity(self, actor_id: str) -> Entity:
        """Return the row of an actor.

        >>> load_world().entity("SSD").since
        datetime.date(2011, 7, 9)
        """
        try:
            return self._entities[ActorId(actor_id)]
        except KeyError:
            raise UnknownActor(
                f"{actor_id!r} is no id of a state or organisation; states have three letters of "
                "ISO 3166-1 (TUR), organisations their acronym (OSCE)"
            ) from None

    def entities(self) -> tuple[Entity, ...]:
        """Return every row, states first.

        >>> len([e for e in load_world().entities() if e.status == "un_member"])
        193
        """
        return tuple(self._entities.values())

    def kind(self, actor_id: str) -> Kind:
        """Return what an actor is in these tables, without a claim on its status in law.

        >>> load_world().kind("XAB"), load_world().kind("OSCE")
        ('de_facto', 'organisation')
        """
        return self.entity(actor_id).kind

    def status(self, actor_id: str) -> str:
        """Return how a state stands to the United Nations, or what sort an organisation is.

        >>> load_world().status("XKX"), load_world().status("HDC")
        ('some_recognition', 'ngo')
        """
        return self.entity(actor_id).status

    def name(self, actor_id: str, day: dt.date, *, style: Literal["un", "short"] = "un") -> str:
        """Return the short name in the United Nations on a day, or the everyday name.

        >>> import datetime as dt
        >>> load_world().name("TUR", dt.date(2015, 11, 24))
        'Turkey'
        >>> load_world().name("TUR", dt.date(2023, 1, 1))
        'Türkiye'
        >>> load_world().name("IRN", dt.date(2023, 1, 1), style="short")
        'Iran'
        """
        entity = self.entity(actor_id)
        for since, until, un_name, name in self._dated_names.get(entity.id, ()):
            if (since is None or since <= day) and (until is None or day < until):
                return un_name if style == "un" else name
        return entity.un_name if style == "un" else entity.name

    def states(self, day: dt.date, *, include_de_facto: bool = False) -> tuple[ActorId, ...]:
        """Return the states that exist on a day: UN members and observers, XKX and TWN.

        >>> import datetime as dt
        >>> len(load_world().states(dt.date(2020, 1, 1)))
        197
        """
        return tuple(
            entity.id
            for entity in self._entities.values()
            if entity.is_there(day)
            if entity.status in COUNTED_STATUS
            or entity.kind == "former"
            or (include_de_facto and entity.kind == "de_facto")
        )

    def organisations(self, day: dt.date) -> tuple[ActorId, ...]:
        """Return the organisations that exist on a day.

        >>> import datetime as dt
        >>> "AU" in load_world().organisations(dt.date(2001, 1, 1))
        False
        """
        return tuple(
            entity.id
            for entity in self._entities.values()
            if entity.kind == "organisation" and entity.is_there(day)
        )

    # -- names ------------------------------------------------------------------------------

    def parse(self, text: str, day: dt.date) -> ActorId:
        """Return the actor that somebody typed: an id, or a name in any language.

        >>> import datetime as dt
        >>> world, day = load_world(), dt.date(2016, 1, 1)
        >>> world.parse("tur", day), world.parse("Türkei", day), world.parse("türkiye", day)
        ('TUR', 'TUR', 'TUR')
        """
        typed = text.strip()
        if typed.upper() in self._entities:
            return ActorId(typed.upper())
        resolution = self.resolve(typed, day)
        if resolution.kind == "unknown":
            resolution = self.resolve(typed.title(), day)
        actors = [c.actor.id for c in resolution.candidates if c.actor.id is not None]
        if len(actors) == 1:
            return actors[0]
        if actors:
            raise AmbiguousActor(f"{resolution.why}; say which by its id: {', '.join(actors)}")
        raise UnknownActor(f"{resolution.why}{self._near(typed, day)}")

    def _near(self, text: str, day: dt.date) -> str:
        names = self._gazetteer.by_text
        near = difflib.get_close_matches(fold(text), names, n=N_NEAR_NAMES, cutoff=0.7)
        offers = [
            f"{surface.text} ({surface.actor_id})"
            for surface in (names[name][0] for name in near)
            if surface.is_on(day)
        ]
        return f"; near names: {', '.join(offers)}" if offers else "; give an id such as TUR"

    def resolve(
        self,
        surface: str,
        day: dt.date,
        language: str | None = None,
        *,
        context: str | Iterable[str] = (),
    ) -> Resolution:
        """Return what a form of words stands for on a day; ``context`` is the text around it.

        Never raises. An answer is one actor, several, or none with the reason.

        >>> import datetime as dt
        >>> load_world().resolve("the Kremlin", dt.date(2015, 11, 24)).id
        'RUS'
        >>> load_world().resolve("Georgia", dt.date(2015, 11, 24)).kind
        'ambiguous'
        >>> load_world().resolve("Georgia", dt.date(2015, 11, 24), context="in Tbilisi").id
        'GEO'
        """
        return resolve_surface(
            self._gazetteer, self._entities, surface, day, language=language, context=context
        )

    def surfaces(self, language: str | None = None) -> tuple[Surface, ...]:
        """Return the gazetteer for a language (None: all), with the names of office-holders.

        >>> {s.actor_id for s in load_world().surfaces("en") if s.text == "Ankara"}
        {'TUR'}
        """
        everything = (*self._gazetteer.names, *self._gazetteer.persons)
        if language is None:
            return everything
        return tuple(s for s in everything if s.language in {language, ANY_LANGUAGE})

    # -- organisations ----------------------------------------------------------------------

    def members(self, organisation: str, day: dt.date) -> frozenset[ActorId]:
        """Return the members on a day; empty when ``entity(...).has_member_list`` is False.

        >>> import datetime as dt
        >>> sorted(load_world().members("EAEU", dt.date(2020, 1, 1)))
        ['ARM', 'BLR', 'KAZ', 'KGZ', 'RUS']
        """
        entity = self.entity(organisation)
        if entity.id == "UNSC":
            return frozenset(term.state for term in self._council if term.is_on(day))
        return frozenset(
            membership.member
            for membership in self._by_organisation.get(entity.id, ())
            if entity.is_there(day) and membership.is_on(day)
        )

    def memberships(self, state: str, day: dt.date) -> frozenset[ActorId]:
        """Return the organisations that a state is a member of on a day, as far as listed.

        >>> import datetime as dt
        >>> "EU" in load_world().memberships("GBR", dt.date(2020, 2, 1))
        False
        """
        entity = self.entity(state)
        found = {
            membership.organisation
            for membership in self._by_member.get(entity.id, ())
            if membership.is_on(day) and self._entities[membership.organisation].is_there(day)
        }
        if self.council_seat(entity.id, day):
            found.add(ActorId("UNSC"))
        return frozenset(found)

    def membership_spells(self) -> tuple[Membership, ...]:
        """Return every listed spell of membership, with its source.

        >>> sorted({m.organisation for m in load_world().membership_spells()})[:2]
        ['AES', 'ALBA']
        """
        return self._memberships

    def council_seat(self, state: str, day: dt.date) -> Literal["permanent", "elected"] | None:
        """Return the seat of a state in the Security Council on a day.

        >>> import datetime as dt
        >>> load_world().council_seat("KAZ", dt.date(2017, 6, 1))
        'elected'
        """
        return next((t.seat for t in self.council_terms(state) if t.is_on(day)), None)

    def council_terms(self, state: str) -> tuple[CouncilTerm, ...]:
        """Return the terms of a state in the Security Council since 1990.

        >>> [str(t.since) for t in load_world().council_terms("KAZ")]
        ['2017-01-01']
        """
        return tuple(term for term in self._council if term.state == state)

    # -- offices, ties, sources -------------------------------------------------------------

    def tenures(self) -> tuple[Tenure, ...]:
        """Return every row of the table of offices.

        >>> all(t.since.year > 1900 for t in load_world().tenures())
        True
        """
        return self._tenures

    def tenures_named(self, name: str) -> tuple[Tenure, ...]:
        """Return the tenures, of any day, of whoever is called so; none for usual words.

        >>> {t.state for t in load_world().tenures_named("Angela Merkel")}
        {'DEU'}
        """
        gazetteer = self._gazetteer
        return () if fold(name) in gazetteer.usual_words else gazetteer.tenures_named(name)

    def holders(self, state: str, day: dt.date, office: str | None = None) -> tuple[Tenure, ...]:
        """Return who the table says held the offices of a state on a day; may be empty.

        >>> import datetime as dt
        >>> load_world().holders("ATA", dt.date(2016, 1, 1))
        ()
        """
        return tuple(
            tenure
            for tenure in self._tenures_by_state.get(ActorId(state), ())
            if tenure.is_on(day) and office in {None, tenure.office}
        )

    def tie(self, a: str, b: str) -> Tie:
        """Return what two states share; each part None when no source tells.

        >>> load_world().tie("TUR", "RUS").is_contiguous is not None
        True
        """
        from goodoffices.world.ties import load_ties

        return load_ties().tie(self.entity(a).id, self.entity(b).id)

    def broken_tie(self, a: str, b: str, day: dt.date) -> BrokenTie | None:
        """Return what lacked in the diplomatic ties of two states on a day, None where nothing did.

        None too for a pair that the table does not list.

        >>> import datetime as dt
        >>> found = load_world().broken_tie("GBR", "ARG", dt.date(1990, 1, 1))
        >>> found.kind, str(found.since), found.until
        ('broken', '1982-04-02', None)
        """
        low, high = sorted(str(self.entity(state).id) for state in (a, b))
        return self.broken_ties.on(low, high, day)

    def un_position(self, state: str, day: dt.date) -> UnPosition | None:
        """Return where a state stood in votes of the General Assembly, as known on a day.

        That is the newest year of the table that was over by then, which the answer names: the
        table ends with 2019. None when the state cast no vote in that year, or too few.

        >>> import datetime as dt
        >>> found = load_world().un_position("KAZ", dt.date(2016, 6, 1))
        >>> found.year, found.position < 0
        (2015, True)
        >>> load_world().un_position("XKX", dt.date(2016, 6, 1)) is None
        True
        """
        return self._un_positions.of_year_before(day).get(self.entity(state).id)

    def un_distance(self, a: str, b: str, day: dt.date) -> UnDistance | None:
        """Return how far apart two states stood in these votes, None where one is not known.

        >>> import datetime as dt
        >>> world, day = load_world(), dt.date(2016, 6, 1)
        >>> near, far = world.un_distance("NLD", "BEL", day), world.un_distance("NLD", "CUB", day)
        >>> near.low.state, near.distance < far.distance
        ('BEL', True)
        """
        from goodoffices.world.votes import UnDistance

        low, high = (self.un_position(state, day) for state in sorted((a, b)))
        return None if low is None or high is None else UnDistance(low=low, high=high)

    def latitude(self, actor_id: str) -> float | None:
        """Return the latitude of the capital of a state in degrees, None where none is known.

        >>> load_world().latitude("URY") < 0 < load_world().latitude("FIN")
        True
        """
        from goodoffices.world.ties import load_ties

        return load_ties().latitude(actor_id)

    def source(self, source_id: str) -> Source:
        """Return a source by its id; an address stands for itself.

        >>> load_world().source("cldr").licence
        'Unicode-3.0'
        """
        known = self._sources.get(source_id)
        if known is not None:
            return known
        url = source_id if source_id.startswith("http") else ""
        return Source(id=source_id, title=source_id, url=url, licence="")


def _grouped(rows: tuple[_Row, ...], key: str) -> dict[ActorId, tuple[_Row, ...]]:
    found: dict[ActorId, list[_Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return {actor_id: tuple(rows) for actor_id, rows in found.items()}


@cache
def load_world(folder: Traversable | None = None) -> World:
    """Return the world of a folder of tables; None means the tables that come with the package.

    >>> load_world().kind("TUR")
    'state'
    """
    return World(folder or shipped_tables())
