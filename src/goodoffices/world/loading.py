"""Turns the rows of the tables into records; each table is read once and only when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from goodoffices.errors import BadRow
from goodoffices.records import ActorId
from goodoffices.world.csvtables import Row, date_of, read_rows, words_of
from goodoffices.world.model import CouncilTerm, Entity, Kind, Membership, Office, Source, Tenure

if TYPE_CHECKING:
    import datetime as dt
    from importlib.resources.abc import Traversable

__all__ = [
    "DatedName",
    "load_council",
    "load_dated_names",
    "load_entities",
    "load_memberships",
    "load_sources",
    "load_tenures",
]

SOURCE_TABLES = ("sources.csv", "sources_offices.csv", "sources_ties.csv")

DatedName = tuple["dt.date | None", "dt.date | None", str, str]
"""(since, until, name in the United Nations, everyday name)"""


def load_entities(folder: Traversable) -> dict[ActorId, Entity]:
    """Return every state, territory and organisation by its id.

    >>> from goodoffices.world.csvtables import shipped_tables
    >>> load_entities(shipped_tables())[ActorId("TUR")].un_since
    datetime.date(1945, 10, 24)
    """
    found: dict[ActorId, Entity] = {}
    for row in read_rows(folder, "states.csv"):
        _add(found, _state(row), row)
    for row in read_rows(folder, "organisations.csv"):
        _add(found, _organisation(row), row)
    return found


def _add(found: dict[ActorId, Entity], entity: Entity, row: Row) -> None:
    if entity.id in found:
        raise BadRow(
            f"the id {entity.id} is already taken by {found[entity.id].name}; choose another",
            where=row.where,
            line=row.line,
        )
    found[entity.id] = entity


def _state(row: Row) -> Entity:
    return Entity(
        id=ActorId(row["id"]),
        kind=cast("Kind", row["kind"]),
        status=row["status"],
        name=row["name"],
        un_name=row["un_name"],
        since=date_of(row, "since"),
        until=date_of(row, "until", at_end=True),
        un_since=date_of(row, "un_since"),
        un_until=date_of(row, "un_until", at_end=True),
        iso2=row["iso2"],
        note=row["note"],
        source=row["source"],
    )


def _organisation(row: Row) -> Entity:
    return Entity(
        id=ActorId(row["id"]),
        kind="organisation",
        status=row["kind"],
        name=row["name"],
        un_name=row["name"],
        since=date_of(row, "since"),
        until=date_of(row, "until", at_end=True),
        has_member_list=row["members"] == "listed",
        note=row["note"],
        source=row["source"],
    )


def load_dated_names(folder: Traversable) -> dict[ActorId, tuple[DatedName, ...]]:
    """Return the earlier names of states with the days on which they held."""
    found: dict[ActorId, tuple[DatedName, ...]] = {}
    for row in read_rows(folder, "un_names.csv"):
        name = (
            date_of(row, "since"),
            date_of(row, "until", at_end=True),
            row["un_name"],
            row["name"],
        )
        key = ActorId(row["id"])
        found[key] = (*found.get(key, ()), name)
    return found


def load_memberships(
    folder: Traversable, entities: dict[ActorId, Entity]
) -> tuple[Membership, ...]:
    """Return all memberships; those of the United Nations come from the table of states."""
    listed = [
        Membership(
            organisation=ActorId(row["organisation"]),
            member=ActorId(row["member"]),
            since=date_of(row, "since"),
            until=date_of(row, "until", at_end=True),
            source=row["source"],
        )
        for row in read_rows(folder, "memberships.csv")
    ]
    united_nations = [
        Membership(
            organisation=ActorId(organisation),
            member=entity.id,
            since=entity.un_since,
            until=entity.un_until,
            source=entity.source,
        )
        for entity in entities.values()
        if entity.un_since is not None
        for organisation in ("UN", "UNGA")
    ]
    return (*listed, *united_nations)


def load_council(folder: Traversable) -> tuple[CouncilTerm, ...]:
    """Return the terms in the Security Council, permanent seats included."""
    return tuple(
        CouncilTerm(
            state=ActorId(row["state"]),
            seat=cast('Literal["permanent", "elected"]', row["seat"]),
            since=date_of(row, "since"),
            until=date_of(row, "until", at_end=True),
            source=row["source"],
        )
        for row in read_rows(folder, "council.csv")
    )


def load_tenures(folder: Traversable) -> tuple[Tenure, ...]:
    """Return who held which office when; empty when the table of offices is absent."""
    return tuple(_tenure(row) for row in read_rows(folder, "offices.csv", is_required=False))


def _tenure(row: Row) -> Tenure:
    since = date_of(row, "since")
    if since is None:
        raise BadRow("since is blank; a tenure needs a first day", where=row.where, line=row.line)
    return Tenure(
        person=row["person"],
        state=ActorId(row["state"]),
        office=cast("Office", row["office"]),
        since=since,
        until=date_of(row, "until", at_end=True),
        checked=date_of(row, "checked"),
        aliases=words_of(row, "aliases"),
        source=row["source"],
    )


def load_sources(folder: Traversable) -> dict[str, Source]:
    """Return the sources of all world tables by id."""
    return {
        row["source_id"]: Source(
            id=row["source_id"],
            title=row["title"],
            url=row["url"],
            licence=row["licence"],
            note=row.get("note", ""),
        )
        for table in SOURCE_TABLES
        for row in read_rows(folder, table, is_required=False)
    }
