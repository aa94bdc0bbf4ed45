"""ACLED events: an export of the export tool or the API as CSV.

Layout: ACLED codebook (Raleigh et al., 2010; columns of 2024). Each export is a slot. An actor is
placed by the state in its name ("Military Forces of ...", "Protesters (...)"); rebels and militias
act for no state. A row is known from its ``timestamp``, the time at which ACLED last wrote it.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING

from goodoffices.feeds.cells import CELL_END
from goodoffices.feeds.codes import fold_words, rows_of
from goodoffices.feeds.countries import organisation_of_name, state_of_name
from goodoffices.feeds.dates import day_of_text
from goodoffices.feeds.headed import Header
from goodoffices.feeds.tablefeed import TableFeed

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from goodoffices.feeds.cells import Cells

__all__ = ["acled"]

_HEADER = Header(
    required=("event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "country"),
    optional=("inter1", "actor2", "inter2", "location", "source", "fatalities", "timestamp"),
    unused=("year", "time_precision", "disorder_type", "assoc_actor_1", "assoc_actor_2",
            "interaction", "civilian_targeting", "iso", "region", "admin1", "admin2", "admin3",
            "latitude", "longitude", "geo_precision", "source_scale", "notes", "tags"),
)  # fmt: skip
_ROLES = {
    "1": "MIL", "state forces": "MIL",
    "2": "REB", "rebel group": "REB", "rebel groups": "REB", "rebel forces": "REB",
    "3": "REB", "political militia": "REB", "political militias": "REB",
    "4": "REB", "identity militia": "REB", "identity militias": "REB",
    "5": "OPP", "rioters": "OPP",
    "6": "OPP", "protesters": "OPP",
    "7": "CVL", "civilians": "CVL",
    "8": "MIL", "external forces": "MIL", "other forces": "MIL",
    "external/other forces": "MIL",
}  # fmt: skip
_PROTESTERS = ("protesters", "rioters")
_YEARS = re.compile(r"\s*\(\d{4}-?\d{0,4}\)")
_BODY = re.compile(
    r"(?:Military|Police|Government|Security|Armed|Mutiny)[\w ]*? of (?:the )?(?P<state>[^()]+)",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\(([^()]+)\)\s*$")
_PREFIX = re.compile(r"([A-Z]{2,10}):")
_MOST_DEAD = 10_000_000
_LAST_SECOND = 7_258_118_400
"""1 January 2200."""


def acled() -> TableFeed:
    """Return the adapter of ACLED exports; each file is a slot."""
    return TableFeed(name="acled", version="1", header=_HEADER, columns_of=_columns)


def _columns(cells: Cells, *, name: str) -> dict[str, object]:
    import pyarrow as pa
    import pyarrow.compute as pc

    del name
    text, day = pa.string(), pa.date32()
    ids = cells.text("event_id_cnty").combine_chunks()
    is_empty = pc.is_null(ids).to_numpy(zero_copy_only=False)
    cells.refuse(is_empty, "event_id_cnty must not be empty", "event_id_cnty")
    wanted = "event_date must be YYYY-MM-DD or 8 March 2024"
    days = cells.mapped("event_date", day_of_text, day, needed=wanted)
    told = cells.mapped("timestamp", _day_of_stamp, day)
    code = cells.mapped("sub_event_type", _code, text, needed="sub_event_type must be one of ACLED")
    about = pc.min(days).as_py() or dt.date(2020, 1, 1)
    is_turned = _is_turned(cells)
    first, second = _side(cells, 1, about), _side(cells, 2, about)
    turn = pa.array(is_turned)
    sides = {}
    for part in ("", "_role", "_name"):
        sides[f"source{part}"] = pc.if_else(turn, second[part], first[part])
        sides[f"target{part}"] = pc.if_else(turn, first[part], second[part])
    return {
        "report_id": ids,
        "day": days,
        "known_at": pc.coalesce(told, days),
        **sides,
        "code": code,
        "category": None,
        "goldstein": None,
        "is_root": None,
        "n_mentions": None,
        "n_sources": cells.mapped("source", lambda names: names.count(";") + 1, pa.int32()),
        "n_articles": None,
        "tone": None,
        "n_dead": cells.number("fatalities", pa.int32(), low=0, high=_MOST_DEAD),
        "place": pc.coalesce(cells.text("location"), cells.text("country")),
        "place_state": cells.mapped("country", lambda one: state_of_name(one, about), text),
        "url": None,
        "publisher": cells.mapped(
            "source", lambda names: names.split(";")[0].strip() or None, text
        ),
        "story": None,
    }


def _day_of_stamp(stamp: str) -> dt.date | None:
    """Return the day of a time in seconds since 1970, or of a written one."""
    if stamp.isascii() and stamp.isdigit() and len(stamp) != len("20240308"):
        seconds = int(stamp[:12])
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date() if seconds < _LAST_SECOND else None
    return day_of_text(stamp)


@cache
def _codes() -> dict[str, str]:
    return {fold_words(row["sub_event_type"]): row["code"] for row in rows_of("acled_events")}


def _code(sub_event_type: str) -> str | None:
    return _codes().get(fold_words(sub_event_type))


def _is_turned(cells: Cells) -> np.ndarray:
    """Tell in which rows the second actor acts: force against protesters, who stand first."""
    import numpy as np

    kinds = cells.text("sub_event_type").to_pylist()
    firsts, seconds = cells.text("inter1").to_pylist(), cells.text("inter2").to_pylist()
    names = cells.text("actor1").to_pylist()
    return np.array(
        [
            bool(second) and fold_words(kind or "") == "excessive force against protesters"
            and (first in {"5", "6"} or (first or name or "").casefold().startswith(_PROTESTERS))
            for kind, first, second, name in zip(kinds, firsts, seconds, names, strict=True)
        ],
        dtype=bool,
    )  # fmt: skip


def _side(cells: Cells, number: int, day: dt.date) -> dict[str, pa.Array]:
    import pyarrow as pa

    text = pa.string()
    told = cells.together(f"inter{number}", f"actor{number}")
    return {
        "": cells.mapped(f"actor{number}", lambda name: _placed(name, day), text),
        "_role": cells.mapped_texts(told, _role, text),
        "_name": cells.text(f"actor{number}").combine_chunks(),
    }


def _placed(name: str, day: dt.date) -> str | None:
    """Return the state or organisation that an actor belongs to, None for rebels and unknowns."""
    plain = " ".join(_YEARS.sub("", name).split())
    prefix = _PREFIX.match(plain)
    if prefix:
        return organisation_of_name(prefix[1], day)
    bracket = _BRACKET.search(plain)
    if bracket:
        placed = state_of_name(bracket[1], day)
        if placed is not None:
            return placed
    body = _BODY.match(_YEARS.split(name)[0])
    if body is None:
        return None
    return state_of_name(body["state"].strip(), day)


def _role(pair: str) -> str | None:
    kind, _, name = pair.partition(CELL_END)
    if name.startswith("Police"):
        return "COP"
    if name.startswith("Government"):
        return "GOV"
    return _ROLES.get(kind.strip().casefold())
