"""The phases of pairs as feeds tell them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from goodoffices import ontology
from goodoffices.relations.daily import settings as c
from goodoffices.relations.daily.acts import acts_of_reports, first_acts, surprises_by_day
from goodoffices.relations.phases import find_spells
from goodoffices.relations.records import Spell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodoffices.ledger import View
    from goodoffices.relations.daily.acts import Surprises
    from goodoffices.relations.daily.assess import Assessed

__all__ = ["all_feed_spells", "feed_spells"]

_Row = dict[str, Any]
_Pair = tuple[str, str]


def feed_spells(view: View, assessed: Assessed, low: str, high: str) -> tuple[Spell, ...]:
    """Return the phases of one pair, none if no act between them was reported."""
    rows = view.query("code_days_of_pair", a=low, b=high, **_days(view)).to_pylist()
    surprises = surprises_by_day(assessed.pair_rows(low, high)).get((low, high), {})
    return _spells(rows, surprises, _first_day(view), view.as_of)


def all_feed_spells(view: View, assessed: Assessed) -> dict[_Pair, tuple[Spell, ...]]:
    """Return the phases of every pair that ever surprised; the others are calm or unknown."""
    surprises = surprises_by_day(assessed.pairs)
    rows = _rows_by_pair(view.query("code_days", **_days(view)), surprises)
    first = _first_day(view)
    return {pair: _spells(rows[pair], surprises[pair], first, view.as_of) for pair in sorted(rows)}


def _days(view: View) -> dict[str, dt.date]:
    return {"since": view.as_of - dt.timedelta(days=c.PHASE_HISTORY_DAYS), "until": view.as_of}


def _first_day(view: View) -> dt.date:
    """Return the first day looked at: of the history, or of the feeds if they are newer."""
    begun = [row["first_at"] for row in view.feed_spans()]
    first = min((dt.date.fromisoformat(one[:10]) for one in begun), default=view.as_of)
    return max(first, _days(view)["since"])


def _rows_by_pair(table: Any, wanted: Mapping[_Pair, object]) -> dict[_Pair, list[_Row]]:
    found: dict[_Pair, list[_Row]] = {}
    names = ("day", "source", "target", "code", "cited")
    for day, source, target, code, cited in zip(
        *(table[name].to_pylist() for name in names), strict=True
    ):
        pair = (source, target) if source < target else (target, source)
        if pair in wanted:
            row = {"day": day, "source": source, "target": target, "code": code, "cited": cited}
            found.setdefault(pair, []).append(row)
    return found


def _spells(
    rows: Sequence[_Row], surprises: Mapping[dt.date, Surprises], first: dt.date, as_of: dt.date
) -> tuple[Spell, ...]:
    opening = _opening(rows, first)
    is_calm = all(one.hostile < c.DISPUTE_SURPRISE for one in surprises.values())
    # a calm that no hostile act can end is told by the first day alone
    acts = (first_acts if is_calm and opening is None else acts_of_reports)(rows, surprises)
    return find_spells(acts, (), as_of, opening=opening)


def _opening(rows: Sequence[_Row], first: dt.date) -> Spell | None:
    """Return a first spell of unknown phase for a pair that was at odds when the feed began."""
    last = first + dt.timedelta(days=c.OPENING_DAYS)
    kinds = [
        (kind, row)
        for row in rows
        if row["day"] < last and (kind := ontology.acts().get(row["code"])) is not None
    ]
    hostile = [(kind, row) for kind, row in kinds if ontology.group(kind.group).tone < 0]
    if len(kinds) < c.OPENING_ACTS or len(hostile) < c.OPENING_SHARE * len(kinds):
        return None
    worst = sorted(hostile, key=lambda one: (one[0].goldstein, one[1]["day"], one[1]["cited"]))
    return Spell(
        phase="unknown",
        since=first,
        until=None,
        opened_by=tuple(row["cited"] for _, row in worst[: c.CITED_REPORTS]),
        closed_by=(),
        why=f"The two were at odds when the reports begin: of the first {len(kinds)} acts "
        f"{len(hostile)} were hostile; since when is not known.",
    )
