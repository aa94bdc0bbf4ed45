"""``health``: was a feed alive, day by day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.options import DAY, Settings, as_of_option, json_option, print_json, today
from goodoffices.cli.options import write_file as _write

if TYPE_CHECKING:
    import datetime as dt

    from goodoffices.ledger import FeedHealth

__all__ = ["health"]

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(
    epilog="""\b
Examples:
  goodoffices health
  goodoffices health gdelt --since 2016-06-01 --until 2016-06-30
  goodoffices health gdelt --html health.html"""
)
@click.argument("feed", required=False)
@click.option("--since", type=DAY, default=None, metavar="YYYY-MM-DD",
              help="First day.  [default: that of the first slot]")  # fmt: skip
@click.option("--until", type=DAY, default=None, metavar="YYYY-MM-DD",
              help="Last day.  [default: that of the newest slot]")  # fmt: skip
@click.option("--all", "is_all", is_flag=True, help="List days that are ok as well.")
@click.option("--svg", "svg_path", type=_FILE, default=None, help="Draw a figure into this file.")
@click.option("--html", "html_path", type=_FILE, default=None, help="Write a page with the figure.")
@as_of_option
@json_option
@click.pass_obj
def health(
    settings: Settings,
    feed: str | None,
    since: dt.date | None,
    until: dt.date | None,
    svg_path: Path | None,
    html_path: Path | None,
    as_of: dt.date | None,
    *,
    is_all: bool,
    is_json: bool,
) -> None:
    """Say on which days a feed was alive, and how its volume stands beside what is usual.

    Without FEED: each feed that comes in slots, with its newest content. A missing slot is missing,
    never a time without events; where too little was observed, silence means nothing.
    """
    from goodoffices.ledger import open_store

    with open_store(Path(settings.store_path), mode="read") as store:
        view = store.view(as_of or today())
        if feed is None:
            spans = view.feed_spans()
            if is_json:
                print_json(spans)
            for span in () if is_json else spans:
                newest = span["newest_at"] or "no report yet"
                click.echo(f"{span['feed']:<12} from {span['first_at'][:10]}, newest {newest}")
            if not spans:
                settings.say("no feed that comes in slots is in the store; see `goodoffices fetch`")
            return
        found = view.feed_health(feed, since=since, until=until)
    _draw(settings, found, svg_path, html_path)
    if is_json:
        print_json(found.table.to_pylist())
    else:
        _print(found, is_all=is_all)


def _draw(
    settings: Settings, found: FeedHealth, svg_path: Path | None, html_path: Path | None
) -> None:
    from goodoffices.brief.health_figure import health_page, render_health

    for path, render in ((svg_path, render_health), (html_path, health_page)):
        if path is not None:
            _write(path, render(found))
            settings.say(f"written: {path}")


def _print(found: FeedHealth, *, is_all: bool) -> None:
    rows = found.table.to_pylist()
    if not rows:
        click.echo(f"{found.feed}: no slot on these days")
        return
    n_ok = sum(row["status"] == "ok" for row in rows)
    for row in rows:
        if is_all or row["status"] != "ok":
            click.echo(f"{row['day']}  {row['status']:<8} {row['reason']}")
    click.echo(f"{n_ok:,} of {len(rows):,} days are ok")
