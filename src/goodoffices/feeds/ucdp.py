"""UCDP GED events: deaths in organised violence, from the yearly or monthly CSV.

Layout: UCDP Georeferenced Event Dataset (Sundberg and Melander, 2013), 49 columns in version 24.1.
Each file is a slot. A side is placed by its Gleditsch-Ward number, else by "Government of ..." in
its name; other armed groups act for no state. A row is known from the day of its last dated source,
never before its end; give the day of release to count it from then.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from goodoffices.feeds.cells import CELL_END
from goodoffices.feeds.codes import state_of_gw
from goodoffices.feeds.countries import organisation_of_name, state_of_name
from goodoffices.feeds.dates import day_of_text
from goodoffices.feeds.headed import Header
from goodoffices.feeds.tablefeed import TableFeed

if TYPE_CHECKING:
    from goodoffices.feeds.cells import Cells

__all__ = ["ucdp_ged"]

_HEADER = Header(
    required=("id", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "best"),
    optional=("number_of_sources", "source_office", "source_date", "where_coordinates", "country",
              "country_id", "gwnoa", "gwnob"),
    unused=("relid", "year", "active_year", "code_status", "conflict_dset_id", "conflict_new_id",
            "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id",
            "side_a_new_id", "side_b_dset_id", "side_b_new_id", "source_article",
            "source_headline", "source_original", "where_prec", "where_description", "adm_1",
            "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "region",
            "event_clarity", "date_prec", "deaths_a", "deaths_b", "deaths_civilians",
            "deaths_unknown", "high", "low"),
    nulls=("", "NA", "NULL"),
)  # fmt: skip
_CODES = {"1": "190", "2": "190", "3": "180"}
"""State-based and non-state violence are fights; one-sided violence is an attack on civilians."""

_ONE_SIDED = "3"
_GOVERNMENT = re.compile(r"Government of (.+)", re.IGNORECASE)
_MOST_DEAD = 10_000_000


def ucdp_ged() -> TableFeed:
    """Return the adapter of UCDP GED; each file is a slot."""
    return TableFeed(name="ucdp-ged", version="1", header=_HEADER, columns_of=_columns)


def _columns(cells: Cells, *, name: str) -> dict[str, object]:
    import pyarrow as pa
    import pyarrow.compute as pc

    del name
    text, day, count = pa.string(), pa.date32(), pa.int32()
    ids = cells.text("id").combine_chunks()
    is_empty = pc.is_null(ids).to_numpy(zero_copy_only=False)
    cells.refuse(is_empty, "id must not be empty", "id")
    start = cells.mapped("date_start", day_of_text, day, needed="date_start must be YYYY-MM-DD")
    end = cells.mapped("date_end", day_of_text, day, needed="date_end must be YYYY-MM-DD")
    is_turned = pc.fill_null(pc.less(end, start), fill_value=False)
    cells.refuse(is_turned.to_numpy(zero_copy_only=False), "date_end lies before date_start",
                 "date_end")  # fmt: skip
    about = pc.min(start).as_py() or dt.date(1989, 1, 1)
    sources = cells.mapped("source_date", _last_day, day)
    wanted = "type_of_violence must be 1, 2 or 3"
    return {
        "report_id": ids,
        "day": start,
        "known_at": pc.max_element_wise(end, sources),
        **_side(cells, "side_a", "gwnoa", "source", about),
        **_side(cells, "side_b", "gwnob", "target", about),
        "code": cells.mapped("type_of_violence", _CODES.get, text, needed=wanted),
        "category": None,
        "goldstein": None,
        "is_root": None,
        "n_mentions": None,
        "n_sources": cells.mapped("number_of_sources", _count, count),
        "n_articles": None,
        "tone": None,
        "n_dead": cells.number("best", count, low=0, high=_MOST_DEAD, needed=True),
        "place": pc.coalesce(cells.text("where_coordinates"), cells.text("country")),
        "place_state": cells.mapped_texts(
            cells.together("country_id", "country"), lambda pair: _country(pair, about), text
        ),
        "url": None,
        "publisher": cells.mapped("source_office", _first, text),
        "story": None,
    }


def _last_day(texts: str) -> dt.date | None:
    """Return the last of the days of the sources, None if none is dated."""
    days = [day for part in texts.split(";") if (day := day_of_text(part)) is not None]
    return max(days, default=None)


def _count(text: str) -> int | None:
    """Return a count; UCDP writes -1 where it was not kept."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - fits int32


def _first(texts: str) -> str | None:
    return texts.partition(";")[0].strip() or None


def _number(text: str) -> str:
    return text.removesuffix(".0")


def _country(pair: str, day: dt.date) -> str | None:
    number, _, name = pair.partition(CELL_END)
    return state_of_gw(_number(number)) or (state_of_name(name, day) if name else None)


def _side(cells: Cells, column: str, number: str, side: str, day: dt.date) -> dict[str, object]:
    """Return who stands on a side: a state, an organisation, civilians, or an armed group."""
    import pyarrow as pa

    text = pa.string()

    def actor(cell: str) -> str | None:
        code, name, kind, country = cell.split(CELL_END)
        placed = state_of_gw(_number(code))
        government = _GOVERNMENT.fullmatch(name)
        if placed or government:
            return placed or (state_of_name(government[1], day) if government else None)
        if _is_civilians(name, kind):
            return state_of_name(country, day) if country else None
        return organisation_of_name(name, day)

    def role(cell: str) -> str | None:
        code, name, kind, _ = cell.split(CELL_END)
        if _is_civilians(name, kind):
            return "CVL"
        is_state = state_of_gw(_number(code)) or _GOVERNMENT.fullmatch(name)
        if is_state:
            return "MIL"
        return "IGO" if organisation_of_name(name, day) else "REB"

    told = cells.together(number, column, "type_of_violence", "country")
    return {
        side: cells.mapped_texts(told, actor, text),
        f"{side}_role": cells.mapped_texts(told, role, text),
        f"{side}_name": cells.text(column),
    }


def _is_civilians(name: str, kind: str) -> bool:
    return kind == _ONE_SIDED and name.strip().casefold() == "civilians"
