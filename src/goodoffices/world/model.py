"""The records that the world room answers with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from goodoffices.world.folding import STEMMED_LANGUAGES, lemma_key

if TYPE_CHECKING:
    import datetime as dt

    from goodoffices.records import Actor, ActorId

__all__ = [
    "CouncilTerm",
    "Entity",
    "Kind",
    "Membership",
    "Office",
    "Referent",
    "Resolution",
    "Source",
    "Surface",
    "Tenure",
]

Kind = Literal["state", "observer", "de_facto", "former", "territory", "organisation"]
"""What an actor is in these tables; a row states no view on its legal status."""

Office = Literal[
    "head_of_state", "head_of_government", "foreign_minister", "leader", "head_of_organisation"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a row of a world table comes from."""

    id: str
    title: str
    url: str
    licence: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One state, territory or organisation with the days of its existence.

    All spans are half-open: ``since`` is the first day and ``until`` the first day after. A blank
    ``since`` means before 1990-01-01, where the tables begin. ``status`` tells how a state stands
    to the United Nations; ``sort`` tells igo, organ, court, forum or ngo for an organisation.
    """

    id: ActorId
    kind: Kind
    status: str
    name: str
    un_name: str
    since: dt.date | None
    until: dt.date | None
    un_since: dt.date | None = None
    un_until: dt.date | None = None
    iso2: str = ""
    has_member_list: bool = False
    note: str = ""
    source: str

    def is_there(self, day: dt.date) -> bool:
        """Return whether the actor exists on ``day``."""
        return _covers(self.since, self.until, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """One spell of one member in one organisation."""

    organisation: ActorId
    member: ActorId
    since: dt.date | None
    until: dt.date | None
    source: str

    def is_on(self, day: dt.date) -> bool:
        """Return whether the membership holds on ``day``."""
        return _covers(self.since, self.until, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilTerm:
    """One term of one state in the Security Council."""

    state: ActorId
    seat: Literal["permanent", "elected"]
    since: dt.date | None
    until: dt.date | None
    source: str

    def is_on(self, day: dt.date) -> bool:
        """Return whether the term runs on ``day``."""
        return _covers(self.since, self.until, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """One person in one office.

    ``until`` is None when the person was in office on ``checked``, the last day for which the row
    was looked at (None: the day of the table). Nothing is claimed after that day.
    """

    person: str
    state: ActorId
    office: Office
    since: dt.date
    until: dt.date | None
    checked: dt.date | None = None
    aliases: tuple[str, ...] = ()
    source: str

    def is_on(self, day: dt.date) -> bool:
        """Return whether the table says that the person holds the office on ``day``."""
        if self.until is None and self.checked is not None and day > self.checked:
            return False
        return _covers(self.since, self.until, day)

    def may_be_on(self, day: dt.date) -> bool:
        """Return whether nothing in the table speaks against the person holding the office."""
        return _covers(self.since, self.until, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """One way to write an actor, for a reader that scans a text.

    ``form`` is name, long_name, abbreviation, demonym, capital, city, metonym, organisation or
    leader. ``is_ambiguous`` says that the words alone do not tell
    the actor: ask ``World.resolve`` with the text as context before you believe them.
    """

    text: str
    form: str
    actor_id: ActorId
    role: str = ""
    person: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    language: str = ""
    is_ambiguous: bool = False
    source: str = ""

    @property
    def stem(self) -> str:
        """The part that stays when the words are inflected; "" where they are not."""
        return lemma_key(self.text, self.language) if self.language in STEMMED_LANGUAGES else ""

    def is_on(self, day: dt.date) -> bool:
        """Return whether the words stand for the actor on ``day``."""
        return _covers(self.since, self.until, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Referent:
    """One actor that a form of words may stand for."""

    actor: Actor
    form: str
    person: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a form of words stands for on a day.

    "ambiguous" means that there is more than one meaning: ``candidates`` holds those that are
    actors, ``others`` words for those that are not. "unknown" has no candidates; ``why`` says
    what was missing.
    """

    kind: Literal["resolved", "ambiguous", "unknown"]
    candidates: tuple[Referent, ...] = ()
    others: tuple[str, ...] = ()
    why: str

    @property
    def id(self) -> ActorId | None:
        """The id of the one actor meant, or None."""
        return self.candidates[0].actor.id if self.kind == "resolved" else None


def _covers(since: dt.date | None, until: dt.date | None, day: dt.date) -> bool:
    return (since is None or since <= day) and (until is None or day < until)
