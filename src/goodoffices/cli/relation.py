"""``relation``: how two states stand, as cases and texts and as feeds tell it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.figures import figure_options, write_figures
from goodoffices.cli.options import (
    Settings,
    as_of_option,
    json_option,
    need_feeds,
    print_json,
    today,
    two_actors,
)

if TYPE_CHECKING:
    import datetime as dt

    from goodoffices.ledger import View
    from goodoffices.relations.cooperation import SharedChallenges
    from goodoffices.relations.daily import Assessed, CitedReport, FeedRelation
    from goodoffices.world import World

__all__ = ["relation"]


@click.command(
    epilog="""\b
Examples:
  goodoffices relation TUR RUS --as-of 2016-07-05
  goodoffices relation Canada "Saudi Arabia" --as-of 2018-08-13 --html relation.html"""
)
@click.argument("first", metavar="STATE")
@click.argument("second", metavar="STATE")
@as_of_option
@figure_options
@json_option
@click.pass_obj
def relation(
    settings: Settings,
    first: str,
    second: str,
    as_of: dt.date | None,
    svg_path: Path | None,
    html_path: Path | None,
    *,
    is_json: bool,
) -> None:
    """Show how two states stand: the phases so far, what opened each, the measures in force.

    What cases and texts tell comes first. Beside it stands what reports of feeds tell: phases, and
    for each direction how much was done, how warm it was and how improbable, with what was
    expected. Last comes what the two no longer do together since their newest rift, with an
    interval or the reason why that cannot be measured, and the mechanisms that were suspended.

    The figure shows phases, tone and acts from feeds day by day.
    """
    from goodoffices.ledger import open_store
    from goodoffices.relations import measures, relate
    from goodoffices.relations.cooperation import shared_challenges
    from goodoffices.world import load_world

    world, day = load_world(), as_of or today()
    low, high = two_actors(world, first, second, day)
    with open_store(Path(settings.store_path), mode="read") as store:
        view = store.view(day)
        steps = view.measure_steps(pair=(low, high))
        events = {event.id: event for event in view.events(pair=(low, high))}
        found = relate(events.values(), steps, low, high, day)
        assessed = settings.assess(view)
        told, reports = _by_feeds(view, assessed, (low, high))
        unmet = shared_challenges(view, low, high, found.spells, told.spells if told else None)
        if svg_path or html_path:
            _draw(settings, (view, world, assessed), told, unmet, (svg_path, html_path))
    in_force = measures(steps, day)
    if is_json:
        print_json(
            {
                "relation": found,
                "phase": found.phase,
                "measures": in_force,
                "feeds": told,
                "feeds_phase": told.phase if told else None,
                "reports": list(reports.values()),
                "shared_challenges": unmet,
            }
        )
        return
    from goodoffices.cli.monitor import print_feed_relation, print_shared_challenges
    from goodoffices.cli.tables import print_relation

    print_relation(world, found, in_force, events)
    print_feed_relation(world, told, reports)
    print_shared_challenges(world, unmet)


def _by_feeds(
    view: View, assessed: Assessed | None, pair: tuple[str, str]
) -> tuple[FeedRelation | None, dict[str, CitedReport]]:
    """Return what feeds tell of two states, None where no feed can tell."""
    from goodoffices.relations.daily import cited_reports, relate_by_feeds

    if assessed is None or not set(pair) <= set(assessed.state.actors):
        return None, {}
    found = relate_by_feeds(view, assessed, *pair)
    ids = [one for spell in found.spells for one in spell.opened_by[:2]]
    return found, cited_reports(view, *pair, ids)


def _draw(
    settings: Settings,
    asked: tuple[View, World, Assessed | None],
    told: FeedRelation | None,
    unmet: SharedChallenges,
    paths: tuple[Path | None, Path | None],
) -> None:
    from goodoffices.brief.pair_figure import draw_pair
    from goodoffices.brief.pair_page import pair_page
    from goodoffices.brief.pair_timeline import make_pair_timeline
    from goodoffices.errors import InputError

    view, world, assessed = asked
    if told is None or assessed is None:
        need_feeds(settings, view)
        raise InputError("the figure is drawn from reports of feeds, which tell of states only")
    made = make_pair_timeline(view, world, assessed, told)
    write_figures(
        settings,
        (paths[0], lambda: draw_pair(made)),
        (paths[1], lambda: pair_page(made, told, unmet)),
    )
