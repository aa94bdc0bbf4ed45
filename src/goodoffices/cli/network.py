"""``network``: the signed network of states on a day, and who stands between two."""

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

    from goodoffices.relations.survey import Between, NetworkSurvey
    from goodoffices.world import World

__all__ = ["network"]


@click.command(
    epilog="""\b
Examples:
  goodoffices network --as-of 2018-08-13
  goodoffices network --between Canada "Saudi Arabia" --as-of 2018-08-13
  goodoffices network --between IRN USA --as-of 2018-08-13 --html between.html
  goodoffices network --json > network.json"""
)
@click.option("--between", nargs=2, default=None, metavar="STATE STATE",
              help="Who is tied to both of these, with the reports behind each tie.")  # fmt: skip
@as_of_option
@figure_options
@json_option
@click.pass_obj
def network(
    settings: Settings,
    between: tuple[str, str] | None,
    as_of: dt.date | None,
    svg_path: Path | None,
    html_path: Path | None,
    *,
    is_json: bool,
) -> None:
    """Show the network of states on a day: ties, triads, camps, friends of both sides.

    A tie is cold where the interval of its tone lies below zero, and warm where it lies above half
    of what is usual between two so busy; of all other pairs nothing is said. Friends of both sides
    are states with warm ties to each of two that are cold with each other. All of it describes what
    feeds report: no forecast, and no verdict on anybody.
    """
    from goodoffices.ledger import open_store
    from goodoffices.relations.survey import survey_between, survey_network
    from goodoffices.world import load_world

    world, day = load_world(), as_of or today()
    pair = two_actors(world, *between, day) if between else None
    with open_store(Path(settings.store_path), mode="read") as store:
        view = store.view(day)
        assessed = need_feeds(settings, view)
        made = survey_network(assessed)
        found = survey_between(view, assessed, made.ties, *pair) if pair else None
    _draw(settings, world, (made, found), (svg_path, html_path))
    if is_json:
        print_json({"network": made, "between": found})
        return
    from goodoffices.cli.survey_text import print_between, print_network

    if found is not None:
        print_between(world, found, made)
    else:
        print_network(world, made)


def _draw(
    settings: Settings,
    world: World,
    told: tuple[NetworkSurvey, Between | None],
    paths: tuple[Path | None, Path | None],
) -> None:
    if not any(paths):
        return
    from goodoffices.brief.between_figure import draw_between
    from goodoffices.brief.cold_figure import draw_cold_ties
    from goodoffices.brief.network_page import network_page

    made, found = told
    write_figures(
        settings,
        (paths[0], lambda: draw_between(found, made, world) if found
         else draw_cold_ties(made, world)),
        (paths[1], lambda: network_page(made, found, world)),
    )  # fmt: skip
