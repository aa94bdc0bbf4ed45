"""POLECAT events: weekly tab files in the categories of PLOVER.

Layout: POLECAT Weekly Data (Halterman et al., Harvard Dataverse), 40 columns. Each weekly file is a
slot. The category is the feed's own; the CAMEO code is read off the map of 2021 and is coarse where
several codes share a category and mode. A row is known from its publication date. Some headers name
columns that no row has, some files are padded with tabs; both are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.feeds.acts import code_of_plover
from goodoffices.feeds.cells import CELL_END
from goodoffices.feeds.codes import actor_of_cameo, role_of_cameo
from goodoffices.feeds.countries import organisation_of_name, state_of_name
from goodoffices.feeds.dates import day_of_text
from goodoffices.feeds.headed import Header
from goodoffices.feeds.tablefeed import TableFeed

if TYPE_CHECKING:
    import datetime as dt

    import pyarrow as pa

    from goodoffices.feeds.cells import Cells

__all__ = ["polecat"]

_HEADER = Header(
    required=("Event ID", "Event Date", "Event Type", "Event Mode", "Actor Name", "Actor Country",
              "Recipient Name", "Recipient Country"),
    optional=("Intensity", "Primary Actor Sector", "Actor Sectors", "Primary Recipient Sector",
              "Recipient Sectors", "Placename", "Country", "Source", "Publication Date",
              "Story ID"),
    unused=("Quad Code", "Contexts", "Actor COW", "Actor Title", "Actor Name Raw",
            "Wikipedia Actor ID", "Recipient COW", "Recipient Title", "Recipient Name Raw",
            "Wikipedia Recipient ID", "City", "District", "Province", "Latitude", "Longitude",
            "GeoNames ID", "Raw Placename", "Feature Type", "Story People",
            "Story Organizations", "Story Locations", "Language", "Version"),
    also={"Event Intensity": "Intensity"},
    nulls=("", "None", "NA"),
)  # fmt: skip


def polecat() -> TableFeed:
    """Return the adapter of weekly files; each file is a slot."""
    return TableFeed(name="polecat", version="1", header=_HEADER, columns_of=_columns)


def _columns(cells: Cells, *, name: str) -> dict[str, object]:
    import pyarrow as pa
    import pyarrow.compute as pc

    del name
    text, day = pa.string(), pa.date32()
    ids = cells.text("Event ID").combine_chunks()
    is_empty = pc.is_null(ids).to_numpy(zero_copy_only=False)
    cells.refuse(is_empty, "Event ID must not be empty", "Event ID")
    days = cells.mapped("Event Date", day_of_text, day, needed="Event Date must be YYYY-MM-DD")
    told = cells.mapped("Publication Date", day_of_text, day)
    wanted = "Event Type must be a category of PLOVER"
    code = cells.mapped_texts(
        cells.together("Event Type", "Event Mode"), _code, text, needed=wanted, name="Event Type"
    )
    return {
        "report_id": ids,
        "day": days,
        "known_at": pc.coalesce(told, days),
        **_side(cells, "Actor", "source", days),
        **_side(cells, "Recipient", "target", days),
        "code": code,
        "category": pc.utf8_upper(cells.text("Event Type")),
        "goldstein": cells.number("Intensity", pa.float64(), low=-10, high=10),
        "is_root": None,
        "n_mentions": None,
        "n_sources": None,
        "n_articles": None,
        "tone": None,
        "n_dead": None,
        "place": cells.text("Placename"),
        "place_state": cells.mapped("Country", _Placing(days).of_country, text),
        "url": None,
        "publisher": cells.text("Source"),
        "story": cells.mapped_texts(cells.together("Story ID", "Event ID"), _story, text),
    }


def _code(pair: str) -> str | None:
    category, _, mode = pair.partition(CELL_END)
    found = code_of_plover(category, mode)
    return found.code if found else None


def _story(pair: str) -> str | None:
    """Return the story of a row; the id of a row begins with that of its story."""
    story, _, row = pair.partition(CELL_END)
    return story or row.partition("_")[0] or None


class _Placing:
    """Places actors on a day of the file; countries come as three letters or as names."""

    def __init__(self, days: pa.Array) -> None:
        import pyarrow.compute as pc

        self._day: dt.date | None = pc.min(days).as_py()

    def of_country(self, names: str) -> str | None:
        """Return the one state that a cell names; of several, none."""
        found = {self._one(name.strip()) for name in names.split(";") if name.strip()}
        return found.pop() if len(found) == 1 else None

    def _one(self, name: str) -> str | None:
        if self._day is None or name == "None":
            return None
        return actor_of_cameo(name.upper()) or state_of_name(name, self._day)

    def of_actor(self, pair: str) -> str | None:
        """Return the state of an actor, or the organisation that its name stands for."""
        countries, _, name = pair.partition(CELL_END)
        if countries:
            return self.of_country(countries)
        return organisation_of_name(name, self._day) if name and self._day else None


def _side(cells: Cells, who: str, side: str, days: pa.Array) -> dict[str, object]:
    import pyarrow as pa

    text = pa.string()
    pairs = cells.together(f"{who} Country", f"{who} Name")
    sectors = cells.together(f"Primary {who} Sector", f"{who} Sectors")
    return {
        side: cells.mapped_texts(pairs, _Placing(days).of_actor, text),
        f"{side}_role": cells.mapped_texts(sectors, _role, text),
        f"{side}_name": cells.text(f"{who} Name"),
    }


def _role(sectors: str) -> str | None:
    """Return the primary sector, or the first of all sectors that is one."""
    for part in sectors.replace(CELL_END, ";").split(";"):
        role = role_of_cameo(part.strip().upper())
        if role:
            return role
    return None
