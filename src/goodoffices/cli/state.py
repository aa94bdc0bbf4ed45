"""``state``: one state among others."""

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
)

if TYPE_CHECKING:
    import datetime as dt

    from goodoffices.relations.alignment import RankedState
    from goodoffices.world import World

__all__ = ["state"]


@click.command(
    epilog="""\b
Examples:
  goodoffices state Turkey --as-of 2018-08-13
  goodoffices state KAZ --as-of 2018-08-13 --html kazakhstan.html
  goodoffices state KAZ --poles my-poles/
  goodoffices state IND --json
  goodoffices state --as-of 2018-08-13"""
)
@click.argument("name", metavar="[STATE]", required=False)
@click.option("--poles", "poles_path", default=None, metavar="FOLDER",
              type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="Folder with poles.csv and gdp.csv in place of the shipped poles.")  # fmt: skip
@as_of_option
@figure_options
@json_option
@click.pass_obj
def state(
    settings: Settings,
    name: str | None,
    poles_path: Path | None,
    as_of: dt.date | None,
    svg_path: Path | None,
    html_path: Path | None,
    *,
    is_json: bool,
) -> None:
    """Show how a state stands among others: ties, quarrels, rifts it has ties with both sides of.

    Ties run from warm to cold with their intervals. Alignment says how widely, evenly and steadily
    the state is warm with the poles, and in what share of others' rifts it is warm with both
    sides; each measure has its interval and trend, or says why it is not known. Without STATE: all
    states in the order of that share, which says who could talk to both sides and no more.
    """
    from goodoffices.ledger import open_store
    from goodoffices.relations.alignment import load_poles
    from goodoffices.relations.survey import rank_states, survey_state
    from goodoffices.world import load_world

    world, day = load_world(), as_of or today()
    poles = load_poles(poles_path) if poles_path else None
    if name is None:
        if svg_path or html_path:
            raise click.UsageError("a figure shows one state: name it")
        with open_store(Path(settings.store_path), mode="read") as store:
            view = store.view(day)
            ranked = rank_states(view, need_feeds(settings, view), poles)
        _tell_ranking(world, ranked, day, is_json=is_json)
        return
    actor = world.parse(name, day)
    with open_store(Path(settings.store_path), mode="read") as store:
        view = store.view(day)
        made = survey_state(view, need_feeds(settings, view), actor, poles)
    if svg_path or html_path:
        from goodoffices.brief.gauge_figure import draw_gauge
        from goodoffices.brief.state_page import state_page

        write_figures(
            settings,
            (svg_path, lambda: draw_gauge(made, world)),
            (html_path, lambda: state_page(made, world)),
        )
    if is_json:
        print_json(made)
        return
    from goodoffices.cli.survey_text import print_state

    print_state(world, made)


def _tell_ranking(
    world: World, ranked: tuple[RankedState, ...], day: dt.date, *, is_json: bool
) -> None:
    from goodoffices.cli.survey_text import print_ranked_states

    if is_json:
        print_json({"as_of": day, "ranking": ranked})
    else:
        print_ranked_states(world, ranked, day)
