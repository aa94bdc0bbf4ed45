"""``who``, ``mediators``, ``brief``: the questions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.options import (
    Settings,
    as_of_option,
    json_option,
    print_json,
    today,
    two_actors,
    write_file,
)

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["brief", "mediators", "who"]

_pair = [
    click.argument("first", metavar="STATE"),
    click.argument("second", metavar="STATE"),
]


@click.command(
    epilog="""\b
Examples:
  goodoffices who "the Turkish president" --as-of 2016-07-05
  goodoffices who Georgia"""
)
@click.argument("name")
@as_of_option
@json_option
@click.pass_obj
def who(settings: Settings, name: str, as_of: dt.date | None, *, is_json: bool) -> None:
    """Say whom a name stands for at a date: a state, a capital, an office-holder, an organisation.

    A name that stands for several actors, or for none, is not guessed: the choices are listed.
    """
    del settings
    from goodoffices.cli.tables import print_resolution
    from goodoffices.world import load_world

    world, day = load_world(), as_of or today()
    found = world.resolve(name, day)
    if is_json:
        print_json({"name": name, "as_of": day, "resolution": found})
    else:
        print_resolution(world, name, day, found)


@click.command(epilog="Example:  goodoffices mediators TUR RUS --as-of 2015-12-15 --top 20")
@_pair[0]
@_pair[1]
@as_of_option
@click.option("--top", default=10, show_default=True, type=click.IntRange(1, 300), help="How many.")
@click.option("--why", default=None, metavar="ACTOR", help="Show every term of one candidate.")
@json_option
@click.pass_obj
def mediators(
    settings: Settings,
    first: str,
    second: str,
    as_of: dt.date | None,
    top: int,
    why: str | None,
    *,
    is_json: bool,
) -> None:
    """Rank the third parties that have the standing to help two states, with reasons.

    The score is a sum of terms with fixed weights; --why shows each term of one candidate with its
    value, weight and evidence. A rank is a reason to look, never advice.
    """
    from goodoffices.cli.tables import print_candidate, print_ranking
    from goodoffices.ledger import open_store
    from goodoffices.mediation import rank_mediators
    from goodoffices.relations.survey import ties_with
    from goodoffices.world import load_world

    world, day = load_world(), as_of or today()
    low, high = two_actors(world, first, second, day)
    one = world.parse(why, day) if why else None
    with open_store(Path(settings.store_path), mode="read") as store:
        view = store.view(day)
        ties = ties_with(view, settings.assess(view), low, high)
        ranking = rank_mediators(view, world, low, high, feed_ties=ties)
    if one is not None and ranking.candidate(one) is None:
        raise click.UsageError(f"{why!r} is no candidate between {first} and {second}")
    if is_json:
        print_json(ranking.candidate(one) if one else ranking)
    elif one is not None:
        print_candidate(ranking, one)
    else:
        print_ranking(world, ranking, top)


@click.command(
    epilog="""\b
Examples:
  goodoffices brief TUR RUS --as-of 2016-07-05
  goodoffices brief Turkey Russia --as-of 2015-12-15 --html brief.html
  goodoffices brief QAT SAU --as-of 2017-07-01 --json > brief.json"""
)
@_pair[0]
@_pair[1]
@as_of_option
@click.option(
    "--html",
    "html_file",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    metavar="FILE",
    help="Also write a printable page with figures.",
)
@json_option
@click.pass_obj
def brief(
    settings: Settings,
    first: str,
    second: str,
    as_of: dt.date | None,
    html_file: Path | None,
    *,
    is_json: bool,
) -> None:
    """Write a one-page brief on two states, with a source behind every sentence."""
    from goodoffices.brief import brief_json, make_brief, render_html, render_text
    from goodoffices.ledger import open_store
    from goodoffices.world import load_world

    world, day = load_world(), as_of or today()
    low, high = two_actors(world, first, second, day)
    with open_store(Path(settings.store_path), mode="read") as store:
        view = store.view(day)
        made = make_brief(view, world, low, high, settings.assess(view))
    if html_file is not None:
        write_file(html_file, render_html(made))
        settings.say(f"The page is here: {html_file}")
    if is_json:
        print_json(brief_json(made))
    else:
        width = click.get_current_context().terminal_width or _terminal_width()
        click.echo(render_text(made, width))


def _terminal_width() -> int:
    import shutil

    return max(60, min(100, shutil.get_terminal_size((100, 24)).columns))
