"""What a brief does not know: said out loud, because silence in the records is not calm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief import constants as c
from goodoffices.brief.words import and_list, count, day_words, span_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.brief.records import FeedPart, MeasureRow
    from goodoffices.brief.sources import Evidence
    from goodoffices.mediation import Ranking
    from goodoffices.records import Event
    from goodoffices.relations import Relation

__all__ = ["make_gaps"]

_N_CANDIDATES = 5


def make_gaps(
    relation: Relation,
    events: Sequence[Event],
    rows: Sequence[MeasureRow],
    ranking: Ranking,
    evidence: Evidence,
    by_feeds: FeedPart | None = None,
) -> tuple[str, ...]:
    """Return what is not known, and what would mend it, one sentence each."""
    of_feeds = by_feeds.gaps if by_feeds is not None else ()
    if not events and not rows:
        return (*_nothing(relation, has_feeds=by_feeds is not None), *of_feeds)
    found = [
        *_time(relation),
        *_doubt(relation, evidence),
        *_measures(rows),
        *_candidates(ranking),
        *_feeds(events, has_feeds=by_feeds is not None),
        *of_feeds,
    ]
    return tuple(found)


def _nothing(relation: Relation, *, has_feeds: bool) -> tuple[str, ...]:
    if has_feeds:
        only = (
            "The store holds no event and no measure between the two from cases and texts; what is "
            "told here comes from reports of feeds, which are coded by machine."
        )
        return (only,)
    pair = f"{relation.low} {relation.high}"
    empty = (
        f"The store holds no event and no measure between the two known by "
        f"{day_words(relation.as_of)}; their relation is unknown, which is not the same as calm."
    )
    return (
        empty,
        "To read news texts into the store: goodoffices read FILE --published YYYY-MM-DD",
        "To load curated events with their sources: goodoffices load path/to/case",
        f"Then ask again: goodoffices brief {pair} --as-of {relation.as_of}",
    )


def _time(relation: Relation) -> list[str]:
    found = []
    if relation.last_act is None:
        found.append("No dated act between the two is known, so their phase is unknown.")
    else:
        quiet = (relation.as_of - relation.last_act).days
        if quiet > c.QUIET_DAYS:
            found.append(
                f"No act between the two is known after {day_words(relation.last_act)}, "
                f"{span_words(quiet)} before the date of this brief; the phase is carried forward."
            )
    if relation.undated:
        found.append(f"{count(len(relation.undated), 'act')} without a day moved no phase.")
    if relation.announced:
        n_announced = count(len(relation.announced), "announced act")
        found.append(f"Of {n_announced} it is not known whether they came about.")
    return found


def _doubt(relation: Relation, evidence: Evidence) -> list[str]:
    """Return doubts about the events that decide the phases: sure of them, and how many pages."""
    deciding = {ref for spell in relation.spells for ref in spell.opened_by}
    known = [event for ref in sorted(deciding) if (event := evidence.event(ref)) is not None]
    doubtful = sum(event.confidence < c.LOW_CONFIDENCE for event in known)
    alone = sum(len(event.document_ids) < 2 for event in known)  # noqa: PLR2004 - one is alone
    found = []
    if doubtful:
        verb = "is" if doubtful == 1 else "are"
        found.append(f"{doubtful} of {len(known)} events that decide a phase {verb} doubtful.")
    if alone:
        verb = "rests" if alone == 1 else "rest"
        found.append(f"{alone} of {len(known)} events that decide a phase {verb} on one page only.")
    return found


def _measures(rows: Sequence[MeasureRow]) -> list[str]:
    if not rows:
        return ["No measure between the two is known; there may be some that nobody recorded."]
    return ["What the measures cost, and whom: the price is unknown (not built yet)."]


def _candidates(ranking: Ranking) -> list[str]:
    first = ranking.candidates[:_N_CANDIDATES]
    unknown = [(one.name, len(one.unknown)) for one in first if one.unknown]
    if not unknown:
        return []
    listed = and_list([f"{name} ({n_unknown})" for name, n_unknown in unknown])
    return [f"Features of third parties that are not known: {listed}."]


def _feeds(events: Sequence[Event], *, has_feeds: bool) -> list[str]:
    feeds: dict[str, int] = {}
    for event in events:
        feeds[event.feed] = feeds.get(event.feed, 0) + 1
    listed = and_list([f"{feed} ({n_events})" for feed, n_events in sorted(feeds.items())])
    without = (
        "the reports of feeds are told apart, and no event of them is in the timeline"
        if has_feeds
        else "no daily feed is loaded, so a day without an event is a day without a record"
    )
    return [f"Events come from {listed}; {without}."]
