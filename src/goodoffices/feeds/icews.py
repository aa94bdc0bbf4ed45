"""ICEWS events: yearly tab files of 20 columns, daily files of the same, and bare quadruples.

Layout: ICEWS Coded Event Data (Boschee et al., Harvard Dataverse). A person or a ministry stands
for the state in its country column; an organisation is known by its name. Quadruples have neither
country nor sector: there the name says both, see ``named.py``. The text of the event
says the act; the code beside it may have lost its zeros. ICEWS does not tell when a row came out,
so a row counts as known on the day of the event, except in daily files, which carry their day in
their name.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.feeds.acts import code_of_name
from goodoffices.feeds.cells import CELL_END
from goodoffices.feeds.codes import fold_words, rows_of
from goodoffices.feeds.countries import organisation_of_name, state_of_name
from goodoffices.feeds.dates import day_of_text
from goodoffices.feeds.headed import Header
from goodoffices.feeds.named import Named, Names
from goodoffices.feeds.tablefeed import TableFeed
from goodoffices.ontology import acts

if TYPE_CHECKING:
    import pyarrow as pa

    from goodoffices.feeds.cells import Cells

__all__ = ["icews", "icews_daily", "icews_quads"]

_VERSION = "1"
_QUADS_VERSION = "2"
_DAILY = re.compile(r"(\d{8})-icews-events", re.IGNORECASE)
_ROOT_LENGTH = 2
_NULLS = ("", "NA", "NULL")
_HEADER = Header(
    required=("Event ID", "Event Date", "Source Name", "Source Country", "Event Text",
              "Target Name", "Target Country"),
    optional=("Source Sectors", "CAMEO Code", "Intensity", "Target Sectors", "Story ID",
              "Publisher", "City", "Province", "Country"),
    unused=("Sentence Number", "District", "Latitude", "Longitude"),
    nulls=_NULLS,
)  # fmt: skip
_QUADS = Header(
    required=("date", "source", "relation", "target"),
    also={"sn": "source", "rn": "relation", "on": "target", "subject": "source", "head": "source",
          "predicate": "relation", "object": "target", "tail": "target", "time": "date",
          "timestamp": "date"},
    nulls=_NULLS,
    bare=("source", "relation", "target", "date"),
    bare_day="date",
)  # fmt: skip


def icews() -> TableFeed:
    """Return the adapter of yearly files; each day of events is a slot.

    A yearly file is issued again while the year runs. By day, what was in stays as it was and only
    new days are added; by month, each issue would correct the month that is running.
    """
    return TableFeed(name="icews", version=_VERSION, header=_HEADER, columns_of=_columns,
                     is_by_day=True)  # fmt: skip


def icews_daily() -> TableFeed:
    """Return the adapter of daily files (``20200501-icews-events``); each file is a slot."""
    return TableFeed(name="icews-daily", version=_VERSION, header=_HEADER, columns_of=_daily)


def icews_quads() -> TableFeed:
    """Return the adapter of quadruples: day, source, name of the act, target; a file is a slot."""
    return TableFeed(
        name="icews-quads", version=_QUADS_VERSION, header=_QUADS, columns_of=_of_quads
    )


def _columns(cells: Cells, *, name: str) -> dict[str, object]:
    import pyarrow as pa
    import pyarrow.compute as pc

    del name
    text, day = pa.string(), pa.date32()
    ids = cells.text("Event ID").combine_chunks()
    is_empty = pc.is_null(ids).to_numpy(zero_copy_only=False)
    cells.refuse(is_empty, "Event ID must not be empty", "Event ID")
    days = cells.mapped("Event Date", day_of_text, day, needed="Event Date must be YYYY-MM-DD")
    wanted = "Event Text and CAMEO Code must name an act of CAMEO"
    code = cells.mapped_texts(
        cells.together("Event Text", "CAMEO Code"), _code, text, needed=wanted, name="Event Text"
    )
    about = _some_day(days)
    return {
        # Event ID alone is not unique in ICEWS; with the day it is.
        "report_id": pc.binary_join_element_wise(ids, pc.strftime(days, "%Y%m%d"), "-"),
        "day": days,
        "known_at": days,
        **_side(cells, "Source", "source", about),
        **_side(cells, "Target", "target", about),
        "code": code,
        "category": None,
        "goldstein": cells.number("Intensity", pa.float64(), low=-10, high=10),
        "is_root": None,
        "n_mentions": None,
        "n_sources": None,
        "n_articles": None,
        "tone": None,
        "n_dead": None,
        "place": _place(cells),
        "place_state": cells.mapped("Country", lambda one: state_of_name(one, about), text),
        "url": None,
        "publisher": cells.text("Publisher"),
        "story": cells.text("Story ID"),
    }


def _daily(cells: Cells, *, name: str) -> dict[str, object]:
    import pyarrow as pa

    found = _DAILY.search(name)
    day = day_of_text(found[1]) if found else None
    if day is None:
        raise InputError("a name such as 20200501-icews-events.tab is expected", where=name)
    columns = _columns(cells, name=name)
    known_at = pa.repeat(pa.scalar(day, pa.date32()), cells.rows.table.num_rows)
    return columns | {"known_at": known_at}


def _of_quads(cells: Cells, *, name: str) -> dict[str, object]:
    import pyarrow as pa
    import pyarrow.compute as pc

    del name
    text, day = pa.string(), pa.date32()
    days = cells.mapped("date", day_of_text, day, needed="date must be YYYY-MM-DD")
    wanted = "relation must be the name of a CAMEO act"
    code = cells.mapped("relation", code_of_name, text, needed=wanted)
    names = {side: cells.text(side).combine_chunks() for side in ("source", "target")}
    for side, texts in names.items():
        is_empty = pc.is_null(texts).to_numpy(zero_copy_only=False)
        cells.refuse(is_empty, f"{side} must not be empty", side)
    unset = ("category", "goldstein", "is_root", "n_mentions", "n_sources", "n_articles", "tone",
             "n_dead", "place", "place_state", "url", "publisher", "story")  # fmt: skip
    ids = (pc.strftime(days, "%Y-%m-%d"), names["source"], cells.text("relation").combine_chunks(),
           names["target"])  # fmt: skip
    return {
        **dict.fromkeys(unset),
        "report_id": pc.binary_join_element_wise(*ids, "|"),
        "day": days,
        "known_at": days,
        **_named_sides(cells, days),
        "source_name": names["source"],
        "target_name": names["target"],
        "code": code,
    }


def _named_sides(cells: Cells, days: pa.Array) -> dict[str, object]:
    """Return actor and role of both sides of quadruples."""
    import pyarrow as pa
    import pyarrow.compute as pc

    last = pc.max(days).as_py()
    first = _some_day(days)
    names = Names(first, last or first)

    def meaning(pair: str) -> Named:
        text, _, name = pair.partition(CELL_END)
        day = day_of_text(text)
        return names.named(name, day) if name and day else Named(actor=None)

    found: dict[str, object] = {}
    for side in ("source", "target"):
        texts = cells.together("date", side)
        found[side] = cells.mapped_texts(texts, lambda one: meaning(one).actor, pa.string())
        found[f"{side}_role"] = cells.mapped_texts(
            texts, lambda one: meaning(one).role, pa.string()
        )
    return found


def _some_day(days: pa.Array) -> dt.date:
    """Return a day of the file, on which its names are asked for."""
    import pyarrow.compute as pc

    found = pc.min(days).as_py()
    return found if isinstance(found, dt.date) else dt.date(2018, 1, 1)


def _code(pair: str) -> str | None:
    """Return the code of an act from its name and its code; the name counts if they differ.

    Spreadsheets take the zeros off codes, so that "10" may be 010 (a statement) or 10 (a demand).
    """
    name, _, code = pair.partition(CELL_END)
    is_full = len(code) > _ROOT_LENGTH and code in acts()
    named = code_of_name(name)
    if named is None:
        return code if is_full else None
    return code if is_full and fold_words(acts()[code].name) == fold_words(name) else named


def _side(cells: Cells, column: str, side: str, day: dt.date) -> dict[str, object]:
    import pyarrow as pa

    text = pa.string()

    def actor(pair: str) -> str | None:
        country, _, name = pair.partition(CELL_END)
        if country:
            return state_of_name(country, day)
        return organisation_of_name(name, day) if name else None

    pairs = cells.together(f"{column} Country", f"{column} Name")
    return {
        side: cells.mapped_texts(pairs, actor, text),
        f"{side}_role": cells.mapped(f"{column} Sectors", _role, text),
        f"{side}_name": cells.text(f"{column} Name"),
    }


@cache
def _sectors() -> dict[str, tuple[int, str]]:
    """Return the role of each sector, and its rank: of several sectors the first row counts."""
    rows = enumerate(rows_of("icews_sectors"))
    return {fold_words(row["sector"]): (rank, row["role"]) for rank, row in rows}


def _role(sectors: str) -> str | None:
    """Return the PLOVER sector of a list of ICEWS sectors, None where they tell none."""
    ranked = _sectors()
    found = []
    for sector in sectors.split(","):
        name = fold_words(sector)
        known = ranked.get(name) or ranked.get(_kind_of(name))
        if known is not None:
            found.append(known)
    return min(found)[1] if found else None


def _kind_of(sector: str) -> str:
    """Return the sector that a finer one is a kind of, by its last word."""
    kinds = {
        "ministry": "executive",
        "igos": "international government organization",
        "ngos": "nongovernmental organizations activists",
        "business": "business",
        "news": "news",
    }
    return kinds.get(sector.rpartition(" ")[2], "")


def _place(cells: Cells) -> pa.Array:
    """Return the place from the finest part that is told to the country."""
    import pyarrow as pa

    def joined(parts: str) -> str | None:
        return ", ".join(dict.fromkeys(part for part in parts.split(CELL_END) if part)) or None

    return cells.mapped_texts(cells.together("City", "Province", "Country"), joined, pa.string())
