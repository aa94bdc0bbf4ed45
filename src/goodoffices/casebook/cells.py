"""One cell of a case, from text to value; each parser raises `InputError` saying what it expects.

The parsers know nothing of files and lines; ``sheet`` adds those.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, get_args
from urllib.parse import urlsplit

from goodoffices.errors import InputError, UnknownCode
from goodoffices.records import Actor, ActorId, Modality, Precision, Step

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CONFIDENCE",
    "INSTRUMENTS",
    "MAX_WHAT",
    "MODALITIES",
    "STATEMENT_KINDS",
    "STEPS",
    "Period",
    "parse_actors",
    "parse_choice",
    "parse_code",
    "parse_confidence",
    "parse_count",
    "parse_day",
    "parse_id",
    "parse_number",
    "parse_period",
    "parse_polarity",
    "parse_state",
    "parse_urls",
    "parse_what",
]

CONFIDENCE: Final[Mapping[str, float]] = MappingProxyType({"high": 0.9, "medium": 0.7, "low": 0.5})
"""What the three words of a case mean as a probability that the row is right (our convention)."""

MAX_WHAT: Final = 200
"""Longest ``what``: one line of a brief."""

MODALITIES: Final[tuple[str, ...]] = get_args(Modality)
STEPS: Final[tuple[str, ...]] = get_args(Step)

INSTRUMENTS: Final = (
    "import_ban",
    "export_ban",
    "travel_ban",
    "flight_ban",
    "visa_regime",
    "labour_ban",
    "financial",
    "arms_embargo",
    "border_closure",
    "airspace_closure",
    "ambassador_recalled",
    "ties_cut",
    "consulate_closed",
    "hotline_suspended",
    "military_contacts_suspended",
    "project_suspended",
    "trade_ban",
    "diplomats_expelled",
    "media_blocked",
    "other",
)
"""Kinds of measure that a case may name."""

STATEMENT_KINDS: Final = (
    "friendship",
    "culture_history",
    "personal_ties",
    "alliance",
    "standing",
    "mediation_record",
    "rift",
    "sanctions_harm",
    "shared_threat",
    "neutrality",
)
"""Kinds of standing relation or quality that a statement may tell."""

_PERIOD = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_ACTOR_ID = re.compile(r"[A-Z][A-Z0-9]+", re.ASCII)
_ROLE = re.compile(r"[A-Z]{3}", re.ASCII)
_ROW_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*", re.ASCII)
_NUMBER = re.compile(r"\d{3,6}[a-z]?", re.ASCII)
_HOST = re.compile(r"[^\s.]+(\.[^\s.]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days a happening can lie on: a day, or a month or year when no more is known."""

    first: dt.date
    last: dt.date
    precision: Precision


def parse_period(text: str) -> Period:
    """Return the days that a date cell spans; its form tells how exact it is.

    >>> parse_period("2016-02")
    Period(first=datetime.date(2016, 2, 1), last=datetime.date(2016, 2, 29), precision='month')
    """
    found = _PERIOD.fullmatch(text)
    if found is None:
        raise InputError(f"expected YYYY-MM-DD, YYYY-MM or YYYY, found {text!r}")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = dt.date(year or 0, month or 1, day or 1)
    except ValueError:
        raise InputError(f"there is no such day: {text!r}") from None
    if day is not None:
        return Period(first=first, last=first, precision="day")
    if month is not None:
        n_days = calendar.monthrange(first.year, month)[1]
        return Period(first=first, last=first.replace(day=n_days), precision="month")
    return Period(first=first, last=first.replace(month=12, day=31), precision="year")


def parse_day(text: str) -> dt.date:
    """Return an exact day.

    >>> parse_day("2015-11-24")
    datetime.date(2015, 11, 24)
    """
    if text.count("-") != 2:  # noqa: PLR2004 - year, month, day
        raise InputError(f"expected a day as YYYY-MM-DD, found {text!r}")
    return parse_period(text).first


def parse_actors(text: str) -> tuple[Actor, ...]:
    """Return the actors of a cell: ``ID``, ``ID:ROLE`` or ``ID:ROLE:Name``, split by ``;``.

    ``-`` stands for somebody who belongs to no state; a blank cell names nobody.

    >>> parse_actors("TUR:MIL; -:REB")[1]
    Actor(id=None, role='REB', name='')
    """
    if not text:
        return ()
    return tuple(_parse_actor(part.strip()) for part in text.split(";"))


def _parse_actor(text: str) -> Actor:
    actor_id, _, rest = text.partition(":")
    role, _, name = (part.strip() for part in rest.partition(":"))
    if role and _ROLE.fullmatch(role) is None:
        raise InputError(f"expected a role of three capitals such as GOV, found {role!r}")
    if actor_id == "-":
        if not role:
            raise InputError(f"an actor of no state needs a role, such as -:REB; found {text!r}")
        return Actor(id=None, role=role, name=name)
    return Actor(id=parse_state(actor_id), role=role, name=name)


def parse_state(text: str) -> ActorId:
    """Return one actor id that the world tables hold.

    >>> parse_state("TUR")
    'TUR'
    """
    if _ACTOR_ID.fullmatch(text) is None:
        raise InputError(f"expected an actor id such as TUR or EU, found {text!r}")
    if not _is_known_actor(text):
        raise InputError(f"{text!r} is no state or organisation of the world tables")
    return ActorId(text)


@cache
def _is_known_actor(text: str) -> bool:
    from goodoffices.world import load_world

    return load_world().exists(ActorId(text))


def parse_code(text: str) -> str:
    """Return a CAMEO code that exists, as text with its zeros.

    >>> parse_code("045")
    '045'
    """
    from goodoffices.ontology import act

    try:
        return act(text).code
    except UnknownCode as error:
        raise InputError(f"expected a CAMEO code such as 045, found {text!r} ({error})") from None


def parse_choice(text: str, allowed: tuple[str, ...]) -> str:
    """Return the text if it is one of the allowed words.

    >>> parse_choice("eased", STEPS)
    'eased'
    """
    if text not in allowed:
        raise InputError(f"expected one of {', '.join(allowed)}; found {text!r}")
    return text


def parse_confidence(text: str) -> float:
    """Return the probability that a confidence word stands for.

    >>> parse_confidence("high")
    0.9
    """
    return CONFIDENCE[parse_choice(text, tuple(CONFIDENCE))]


def parse_count(text: str) -> int | None:
    """Return a number of people, or None for a blank cell (not told).

    >>> parse_count("") is None, parse_count("2")
    (True, 2)
    """
    if not text:
        return None
    if re.fullmatch(r"\d{1,7}", text, re.ASCII) is None:
        raise InputError(f"expected a whole number or blank, found {text!r}")
    return int(text)


def parse_polarity(text: str) -> int:
    """Return -1 (cold), 0 or 1 (warm).

    >>> parse_polarity("-1")
    -1
    """
    return int(parse_choice(text.removeprefix("+"), ("-1", "0", "1")))


def parse_id(text: str) -> str:
    """Return the id of a row: letters, digits, ``-`` and ``_``.

    >>> parse_id("017")
    '017'
    """
    if _ROW_ID.fullmatch(text) is None:
        raise InputError(f"expected an id of letters, digits, - and _, found {text!r}")
    return text


def parse_number(text: str) -> str:
    """Return the id of an event or statement: three digits or more, and a letter at will.

    >>> parse_number("017b")
    '017b'
    """
    if _NUMBER.fullmatch(text) is None:
        raise InputError(f"expected a number of three digits such as 017, found {text!r}")
    return text


def parse_what(text: str) -> str:
    """Return a sentence that fits one line.

    >>> parse_what("Turkey shoots down a Russian aircraft.")
    'Turkey shoots down a Russian aircraft.'
    """
    if not text:
        raise InputError("expected a sentence, found a blank cell")
    if len(text) > MAX_WHAT:
        raise InputError(f"expected at most {MAX_WHAT} characters, found {len(text)}")
    if not text.isprintable():
        raise InputError("expected one line of text, found a line break or control character")
    return text


def parse_urls(text: str) -> tuple[str, ...]:
    """Return the addresses of a cell, split by blanks; at least one.

    >>> parse_urls("https://example.org/a http://example.org/b")
    ('https://example.org/a', 'http://example.org/b')
    """
    urls = tuple(text.split())
    if not urls:
        raise InputError("expected at least one address, found a blank cell")
    for url in urls:
        if not _is_address(url):
            raise InputError(f"expected an address that starts with http(s)://, found {url!r}")
    if len(set(urls)) != len(urls):
        raise InputError("the same address stands twice")
    return urls


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and _HOST.fullmatch(host.strip(".")) is not None
